"""Recommendations and everything visits say about them, in words."""

from dataclasses import replace
from datetime import date

import pytest

from tests.visit_samples import draft, finding, submitted
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.recommendations import EvidenceKind
from visits_app.presenters.recommendation_states import (
    RecommendationRow,
    TrackerColumn,
    TrackerFilters,
)
from visits_app.presenters.recommendations import RecommendationsPresenter, count_words
from visits_app.presenters.tracker_exporting import TrackerExportPresenter
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import links


def test_rows_come_in_the_order_of_their_references(council: Workspace) -> None:
    rows = RecommendationsPresenter(council).read().rows
    assert [(row.reference, row.accepted, row.evidence) for row in rows] == [
        ("R2", "On track", "No visit speaks to it yet"),
        ("R10", "On track", "No visit speaks to it yet"),
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, "No visit speaks to it yet"),
        ({EvidenceKind.SUPPORTS: 1}, "1 supports"),
        ({EvidenceKind.GAP: 2, EvidenceKind.SUPPORTS: 3}, "3 support, 2 show a gap"),
        ({EvidenceKind.GAP: 1, EvidenceKind.CONTEXT: 1}, "1 shows a gap, 1 context"),
    ],
)
def test_counts_are_a_phrase(counts: dict[EvidenceKind, int], expected: str) -> None:
    assert count_words(counts) == expected


def test_evidence_is_grouped_gaps_first_and_each_group_by_team_and_date(
    council: Workspace,
) -> None:
    rows = [finding("f1", "No report came.")]
    later = submitted(council.store, visit_date="2014-02-01")
    earlier = submitted(council.store, visit_date="2013-02-01", findings=rows)
    other = submitted(council.store, team="adoption")
    for visit_id, finding_id, kind in (
        (later, None, EvidenceKind.SUPPORTS),
        (earlier, None, EvidenceKind.SUPPORTS),
        (other, None, EvidenceKind.SUPPORTS),
        (earlier, "f1", EvidenceKind.GAP),
    ):
        links.link_evidence(
            council.store, recommendation_id="r2", visit_id=visit_id, finding_id=finding_id,
            kind=kind, by="ann",
        )  # fmt: skip
    state = RecommendationsPresenter(council).state("r2")
    assert [(g.heading, len(g.items)) for g in state.groups] == [
        ("Shows a gap", 1),
        ("Supports", 3),
    ]
    assert state.groups[0].items[0].finding_text == "No report came."
    assert [(item.team, item.visit_date) for item in state.groups[1].items] == [
        ("Adoption", date(2014, 3, 4)),
        ("Fostering", date(2013, 2, 1)),
        ("Fostering", date(2014, 2, 1)),
    ]
    assert state.teams == "Adoption, Fostering"
    assert RecommendationsPresenter(council).read().rows[0].evidence == "3 support, 1 shows a gap"


def test_a_link_taken_away_comes_back_with_undo(council: Workspace) -> None:
    visit_id = submitted(council.store)
    link = links.link_evidence(
        council.store, recommendation_id="r2", visit_id=visit_id, kind=EvidenceKind.GAP,
        note="Why", by="ann",
    )  # fmt: skip
    presenter = RecommendationsPresenter(council)
    taken = presenter.unlink(link.id)
    assert presenter.state("r2").groups == ()
    presenter.relink(taken)
    presenter.relink(taken)
    assert [item.link for item in presenter.state("r2").groups[0].items] == [link]


def test_a_recommendation_that_is_not_there_is_refused_in_words(council: Workspace) -> None:
    with pytest.raises(UnknownRecord, match="not in the store"):
        RecommendationsPresenter(council).state("r99")


def test_facts_leave_out_what_is_not_known(council: Workspace, example: Workspace) -> None:
    bare = RecommendationsPresenter(council).state("r2")
    assert bare.facts == (("Status", "On track"),)
    presenter = RecommendationsPresenter(example)
    facts = dict(presenter.state(presenter.read().rows[0].id).facts)
    assert facts["Due"] == "Continuing"
    assert facts["Made"] == "17 March 2014"


def ids(rows: tuple[RecommendationRow, ...]) -> list[str]:
    return [row.reference for row in rows]


def test_the_tracker_says_slips_claims_and_ratings_in_words(example: Workspace) -> None:
    presenter = RecommendationsPresenter(example)
    state = presenter.read()
    rows = {row.reference: row for row in state.rows}
    assert state.told == "5 recommendations: 1 red, 3 amber, 1 green."
    late = rows["2013-14/3"]
    assert (late.due, late.slips, late.rating, late.tone) == (
        "30 September 2014", "slipped once", "Red: unacceptable", "danger",
    )  # fmt: skip
    waiting = rows["2013-14/2"]
    assert waiting.claimed == "Done, awaiting verification, 18 November 2014"
    assert waiting.claimed_short == "Claimed: done"
    assert "not yet accepted" in waiting.sentence
    assert rows["2013-14/1"].claimed == ""
    assert rows["2013-14/5"].rating == "Green: achieved"


def test_filters_and_their_choices_narrow_the_rows(example: Workspace) -> None:
    presenter = RecommendationsPresenter(example)
    presenter.read()

    def chosen(**wanted: str) -> list[str]:
        return ids(presenter.choose(TrackerFilters(**wanted)).rows)

    assert chosen(rating="red") == ["2013-14/3"]
    assert chosen(status="waiting") == ["2013-14/2"]
    assert chosen(status="open") == ["2013-14/1", "2013-14/2", "2013-14/3", "2013-14/4"]
    assert chosen(status="complete") == ["2013-14/5"]
    assert chosen(text="e-mail MONTHLY") == ["2013-14/3"]
    assert chosen(text="2013-14/4") == ["2013-14/4"]
    assert chosen(year="2012/13") == []
    assert chosen(team_id="cherry-lodge") == ["2013-14/1"]
    state = presenter.choose(TrackerFilters(text="nothing like it"))
    assert (state.rows, state.total) == ((), 5)
    assert [choice.value for choice in state.years] == ["", "2013/14"]
    assert presenter.reveal("2013-14-3").rows
    assert presenter.filters == TrackerFilters()


def test_a_column_orders_the_rows_and_a_second_time_the_other_way(example: Workspace) -> None:
    presenter = RecommendationsPresenter(example)
    presenter.read()
    assert ids(presenter.sort(TrackerColumn.RATING).rows)[0] == "2013-14/3"
    assert ids(presenter.sort(TrackerColumn.RATING).rows)[0] == "2013-14/5"
    assert ids(presenter.sort(TrackerColumn.EVIDENCE).rows)[0] == "2013-14/2"
    assert ids(presenter.sort(TrackerColumn.DUE).rows)[:2] == ["2013-14/5", "2013-14/3"]
    assert ids(presenter.sort(TrackerColumn.CLAIMED).rows)[0] == "2013-14/2"
    for column in TrackerColumn:
        assert len(presenter.sort(column).rows) == 5


def test_claims_and_acceptances_stand_interleaved_the_newest_first(example: Workspace) -> None:
    state = RecommendationsPresenter(example).state("2013-14-3")
    assert [(entry.when, entry.accepted) for entry in state.progress] == [
        ("11 November 2014", True),
        ("20 October 2014", False),
        ("10 June 2014", True),
        ("3 June 2014", False),
    ]
    assert state.progress[3].due == "Asks for 30 September 2014."
    facts = dict(state.facts)
    assert facts["Due"] == "30 September 2014 (slipped once)"
    assert facts["Went to"].splitlines() == [
        "Scrutiny committee, 10 June 2014", "Scrutiny committee, 11 November 2014",
    ]  # fmt: skip
    assert facts["Response"].startswith("Accepted in part on 28 April 2014")
    assert state.can_tell
    closed = RecommendationsPresenter(example).state("2013-14-5")
    assert (closed.can_edit, closed.can_tell) == (True, False)


def test_a_member_reads_the_tracker_and_cannot_change_it(example: Workspace) -> None:
    member = replace(example, desk=Desk.MEMBER)
    presenter = RecommendationsPresenter(member)
    assert not presenter.read().can_edit
    state = presenter.state("2013-14-3")
    assert (state.can_edit, state.can_tell) == (False, False)
    assert len(TrackerExportPresenter(member).versions()) == 1
    assert len(TrackerExportPresenter(example).versions()) == 2


def test_a_draft_that_is_linked_is_shown_and_not_counted(council: Workspace) -> None:
    visit_id = draft(council.store, team="fostering")
    links.link_evidence(
        council.store, recommendation_id="r2", visit_id=visit_id, kind=EvidenceKind.GAP, by="ann"
    )
    state = RecommendationsPresenter(council).state("r2")
    assert [len(group.items) for group in state.groups] == [1]
    assert (state.uncounted, state.evidence_words) == (1, "No visit speaks to it yet")
