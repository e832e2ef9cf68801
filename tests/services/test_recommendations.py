"""Recommendations through their life: added, answered, claimed, accepted, carried forward."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.visit_samples import finding, small_council, small_form, submitted
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.recommendations import (
    EvidenceKind,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.tracker import Rag, TrackerLine
from visits_app.services import links, recommendations, submission, visits, year_end
from visits_app.services.recommendations import GivenResponse
from visits_app.services.tracker_lines import chain_ids, tracker_overview
from visits_app.store.engine import Store

S = RecommendationStatus
TODAY = date(2014, 9, 1)
NEW = Recommendation(
    "", "2013-14/1", " Keep\nvisiting ", "Members go on visiting.", made_on=date(2014, 3, 17),
    owner="Governance officer", due=date(2014, 9, 17),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        with opened.write() as connection:
            connection.executemany(
                "INSERT INTO meeting (id, held_on, body, note, visits_item)"
                " VALUES (?, ?, 'Scrutiny committee', '', 0)",
                [("june", "2014-06-10"), ("july", "2014-07-08"), ("october", "2014-10-07")],
            )
        yield opened


def put(store: Store, item: Recommendation = NEW) -> Recommendation:
    return recommendations.put_recommendation(store, item, by="officer", today=TODAY)


def tell(store: Store, id: str, on: date, status: S = S.ON_TRACK, due: date | None = None
         ) -> ProgressUpdate:  # fmt: skip
    return recommendations.add_update(
        store, id, told_on=on, told_by="Head of service", status=status, text="A rota was made.",
        due=due, by="officer", today=TODAY,
    )  # fmt: skip


def accept(store: Store, id: str, meeting: str, status: S, due: date | None = None) -> None:
    recommendations.accept_at_meeting(
        store, id, meeting, status=status, due=due, by="officer", today=TODAY
    )


def line(store: Store, id: str, *, public: bool = False) -> TrackerLine:
    return recommendations.tracker_line(store, id, today=TODAY, public=public)


def where(caught: pytest.ExceptionInfo[FaultsError]) -> list[str]:
    return [fault.where for fault in caught.value.faults]


def history(store: Store, entity: str) -> list[str]:
    with store.read() as connection:
        found = connection.execute(
            "SELECT action FROM history WHERE entity = ? ORDER BY sequence", (entity,)
        )
        return [row[0] for row in found]


def link(store: Store, id: str, visit_id: str, kind: EvidenceKind, finding_id: str | None = None
         ) -> None:  # fmt: skip
    links.link_evidence(store, recommendation_id=id, visit_id=visit_id, finding_id=finding_id,
                        kind=kind, by="ann")  # fmt: skip


# --- adding and changing -----------------------------------------------------------------------


def test_a_new_one_gets_its_year_and_keeps_its_first_due_date(store: Store) -> None:
    kept = put(store)
    assert (kept.title, kept.year, kept.original_due) == (
        "Keep visiting", "2013/14", date(2014, 9, 17),
    )  # fmt: skip
    assert links.recommendations(store)[0] == kept
    free = recommendations.free_reference(store, made_on=date(2014, 4, 30), today=TODAY)
    assert free == "2013-14/2"
    assert recommendations.free_reference(store, made_on=None, today=TODAY) == "2014-15/1"
    recommendations.take_back(store, kept.id, by="officer")
    assert [item.id for item in links.recommendations(store)] == ["r2", "r10"]
    assert history(store, "recommendation") == ["added", "took back"]


def test_everything_wrong_is_said_at_once_and_nothing_kept(store: Store) -> None:
    put(store)
    wrong = replace(NEW, title="", due=date(2014, 3, 1), status=S.COMPLETE, year="2014",
                    meeting_id="never")  # fmt: skip
    with pytest.raises(FaultsError) as caught:
        put(store, wrong)
    assert set(where(caught)) == {"status", "year", "title", "due", "reference", "meeting_id"}
    assert len(links.recommendations(store)) == 3


def test_a_change_leaves_status_response_and_chain_alone(store: Store) -> None:
    kept = put(store)
    recommendations.record_response(
        store, kept.id, GivenResponse(Response.ACCEPTED, "", date(2014, 4, 1), "By autumn"),
        by="officer", today=TODAY,
    )  # fmt: skip
    accept(store, kept.id, "june", S.ON_TRACK)
    changed = put(store, replace(kept, title="Go on visiting", status=S.COMPLETE))
    assert (changed.title, changed.status, changed.response) == (
        "Go on visiting", S.ON_TRACK, Response.ACCEPTED,
    )  # fmt: skip
    before = history(store, "recommendation")
    put(store, changed)
    assert history(store, "recommendation") == before == ["added", "answered", "accepted",
                                                          "changed"]  # fmt: skip


def test_a_due_date_is_corrected_only_until_it_was_moved(store: Store) -> None:
    kept = put(store)
    corrected = put(store, replace(kept, due=date(2014, 8, 17)))
    assert corrected.original_due == date(2014, 8, 17)
    tell(store, kept.id, date(2014, 6, 1), S.SLIPPING, date(2014, 10, 1))
    with pytest.raises(FaultsError) as caught:
        put(store, replace(corrected, due=date(2014, 10, 1)))
    assert where(caught) == ["due"]


# --- responses, updates, acceptances -----------------------------------------------------------


def test_a_response_is_kept_with_its_reason_and_can_be_put_back(store: Store) -> None:
    kept = put(store)
    with pytest.raises(FaultsError) as caught:
        recommendations.record_response(
            store, kept.id, GivenResponse(Response.REJECTED, " ", date(2014, 3, 1)),
            by="officer", today=TODAY,
        )  # fmt: skip
    assert where(caught) == ["response_reason", "responded_on"]
    before, after = recommendations.record_response(
        store, kept.id,
        GivenResponse(Response.REJECTED, "No money.", date(2014, 4, 1), "", "Cabinet member",
                      date(2014, 3, 20)),
        by="officer", today=TODAY,
    )  # fmt: skip
    assert (before, after.response, after.executive_on) == (
        kept, Response.REJECTED, date(2014, 3, 20),
    )  # fmt: skip
    assert line(store, kept.id).rating.rag is Rag.NONE
    recommendations.record_response(store, kept.id, GivenResponse(), by="officer", today=TODAY)
    assert links.recommendations(store)[0] == before
    with pytest.raises(UnknownRecord):
        recommendations.record_response(store, "r99", GivenResponse(), by="officer")


def test_updates_only_add_up_and_move_nothing(store: Store) -> None:
    kept = put(store)
    first = tell(store, kept.id, date(2014, 6, 1), S.SLIPPING, date(2014, 12, 1))
    second = tell(store, kept.id, date(2014, 6, 1), S.DONE_UNVERIFIED)
    found = line(store, kept.id)
    assert found.updates == (first, second)
    assert found.claimed == second
    assert found.recommendation == kept
    assert (found.slips, found.rating.rag) == (1, Rag.AMBER)
    with pytest.raises(FaultsError) as caught:
        tell(store, kept.id, date(2014, 6, 2), S.COMPLETE)
    assert where(caught) == ["status"]
    assert history(store, "progress_update") == ["told", "told"]


def test_only_a_meeting_moves_status_and_due_date(store: Store) -> None:
    kept = put(store, replace(NEW, due_text="Within six months"))
    tell(store, kept.id, date(2014, 6, 1), S.SLIPPING, date(2014, 12, 1))
    accept(store, kept.id, "june", S.SLIPPING, date(2014, 12, 1))
    found = line(store, kept.id)
    item = found.recommendation
    assert (item.status, item.due, item.original_due, item.due_text) == (
        S.SLIPPING, date(2014, 12, 1), date(2014, 9, 17), "",
    )  # fmt: skip
    assert [meeting.id for meeting in found.meetings] == ["june"]
    tell(store, kept.id, date(2014, 7, 1), S.DONE_UNVERIFIED)
    assert "not yet accepted" in line(store, kept.id).standing
    with pytest.raises(FaultsError) as caught:
        accept(store, kept.id, "june", S.COMPLETE)
    assert where(caught) == ["meeting"]
    accept(store, kept.id, "july", S.COMPLETE)
    found = line(store, kept.id)
    assert (found.status, found.rating.rag) == (S.COMPLETE, Rag.GREEN)
    with pytest.raises(FaultsError):
        tell(store, kept.id, date(2014, 7, 9))
    with pytest.raises(FaultsError):
        accept(store, kept.id, "october", S.COMPLETE)
    with pytest.raises(FaultsError):
        accept(store, kept.id, "", S.COMPLETE)


def test_an_older_meeting_recorded_late_moves_nothing(store: Store) -> None:
    kept = put(store)
    accept(store, kept.id, "july", S.PAUSED)
    accept(store, kept.id, "june", S.ON_TRACK)
    found = line(store, kept.id)
    assert found.status is S.PAUSED
    assert found.accepted is not None
    assert found.accepted.meeting.id == "july"
    assert [one.meeting.id for one in found.acceptances] == ["june", "july"]


# --- the year's end ----------------------------------------------------------------------------


def test_open_ones_go_on_under_a_new_reference_with_all_that_is_tied_to_them(store: Store) -> None:
    first = put(store)
    done = put(store, replace(NEW, reference="2013-14/2"))
    accept(store, done.id, "july", S.COMPLETE)
    tell(store, first.id, date(2014, 4, 20), S.SLIPPING, date(2014, 12, 1))
    visit = submitted(store, findings=[finding("f1", "No rota hangs there.")])
    link(store, first.id, visit, EvidenceKind.GAP, "f1")

    plan = year_end.plan_carry_forward(store, "2013-14", today=TODAY)
    assert [(s.recommendation.id, s.new_reference) for s in plan.steps] == [(first.id, "2014-15/1")]
    assert (plan.next_year, plan.closed, plan.notes) == ("2014/15", 1, ())
    assert line(store, first.id).recommendation == first

    (new,) = year_end.carry_forward(store, "2013/14", by="officer", today=TODAY)
    old = line(store, first.id)
    assert (old.status, old.superseded_by, old.rating.rag) == (S.SUPERSEDED, "2014-15/1", Rag.NONE)
    link(store, new.id, submitted(store, team="adoption"), EvidenceKind.SUPPORTS)
    tell(store, new.id, date(2014, 8, 1), S.SLIPPING, date(2015, 1, 10))
    found = line(store, new.id)
    assert found.references == ("2013-14/1", "2014-15/1")
    assert found.counts == {EvidenceKind.GAP: 1, EvidenceKind.SUPPORTS: 1}
    assert [item.team for item in found.evidence] == ["Adoption", "Fostering"]
    assert (len(found.updates), found.slips) == (2, 2)
    assert found.recommendation.original_due == date(2014, 9, 17)
    lines = recommendations.tracker_lines(store, today=TODAY, public=False)
    assert [one.recommendation.reference for one in lines] == ["2013-14/2", "2014-15/1", "R2",
                                                              "R10"]  # fmt: skip
    (listed,) = recommendations.tracker_lines(store, year="2014/15", today=TODAY, public=False)
    assert listed == found
    (same,) = recommendations.tracker_lines(store, year="2014-15", today=TODAY, public=False)
    assert same == found
    _, teams, names = tracker_overview(store, today=TODAY)
    assert teams[new.id] == {"adoption", "fostering"}
    assert teams[first.id] == {"fostering"}
    assert names["adoption"] == "Adoption"
    assert chain_ids(store, new.id) == (new.id, first.id)
    (light,) = [one for one in recommendations.tracker_list(store, today=TODAY)
                if one.recommendation.id == new.id]  # fmt: skip
    assert (light.counts, light.slips, light.rating) == (found.counts, found.slips, found.rating)
    with pytest.raises(FaultsError):
        tell(store, first.id, date(2014, 8, 2))
    with pytest.raises(FaultsError):
        year_end.undo_carry_forward(store, [new.id], by="officer")


def test_a_carrying_forward_is_undone_whole(store: Store) -> None:
    first = put(store)
    put(store, replace(NEW, reference="2013-14/2"))
    before = links.recommendations(store)
    made = year_end.carry_forward(store, "2013/14", by="officer", today=TODAY)
    assert [item.reference for item in made] == ["2014-15/1", "2014-15/2"]
    with pytest.raises(FaultsError):
        year_end.carry_forward(store, "2013/14", by="officer", today=TODAY)
    year_end.undo_carry_forward(store, [item.id for item in made], by="officer")
    assert links.recommendations(store) == before
    assert history(store, "recommendation")[-2:] == ["brought back", "took back"]
    (one,) = year_end.carry_forward(store, "2013/14", by="officer", today=TODAY, ids={first.id})
    assert one.carried_from == first.id
    with pytest.raises(FaultsError):
        year_end.carry_forward(store, "2013/14", by="officer", today=TODAY, ids={first.id})


def test_what_was_rejected_with_a_reason_goes_on_only_when_it_is_ticked(store: Store) -> None:
    kept = put(store)
    recommendations.record_response(
        store, kept.id, GivenResponse(Response.REJECTED, "No money.", date(2014, 4, 1)),
        by="officer", today=TODAY,
    )  # fmt: skip
    plan = year_end.plan_carry_forward(store, "2013/14", today=date(2014, 4, 2))
    assert [step.suggested for step in plan.steps] == [False]
    assert plan.notes == ("The year 2013/14 ends only on 30 April 2014.",)
    with pytest.raises(FaultsError):
        year_end.carry_forward(store, "2013/14", by="officer", today=TODAY)
    assert len(year_end.carry_forward(store, "2013/14", by="o", today=TODAY, ids=[kept.id])) == 1
    assert year_end.years(store) == ("2014/15", "2013/14")


# --- evidence ----------------------------------------------------------------------------------


def test_only_sealed_reports_are_evidence_and_restricted_rows_are_in_no_public_line(
    store: Store,
) -> None:
    rows = [finding("f1", "A family moved."), finding("f2", "No rota hangs there.")]
    visit = submitted(store, findings=rows)
    link(store, "r2", visit, EvidenceKind.GAP, "f1")
    link(store, "r2", visit, EvidenceKind.GAP, "f2")
    link(store, "r2", visit, EvidenceKind.CONTEXT)
    marked = submitted(store, team="adoption")
    link(store, "r2", marked, EvidenceKind.SUPPORTS)
    with store.write() as connection:
        begun = visits.create_visit(
            store, connection, small_form(), author_id="ann", answers={"team": "fostering"}
        )
        connection.executemany(
            "INSERT INTO restriction (visit_id, question_id, row_id, reason, made_at, made_by)"
            " VALUES (?, ?, ?, 'One family', '2014-03-05', 'o')",
            [(visit, "findings", "f1"), (visit, "summary", "")],
        )
        connection.execute(
            "INSERT OR REPLACE INTO review (visit_id, stage, since, marking, marking_reason,"
            " procedure_checked) VALUES (?, 'agreed', '2014-03-05', 'exempt', '', 0)",
            (marked,),
        )
    link(store, "r2", begun, EvidenceKind.SUPPORTS)
    inside, outside = line(store, "r2"), line(store, "r2", public=True)
    assert [item.finding_text for item in inside.gaps] == [
        "A family moved.", "No rota hangs there.",
    ]  # fmt: skip
    assert (len(inside.support), len(inside.evidence)) == (1, 4)
    assert [item.finding_text for item in outside.evidence] == ["No rota hangs there."]
    assert outside.counts == {EvidenceKind.GAP: 1}
    (whole,) = [one for one in recommendations.tracker_lines(store, today=TODAY, public=True)
                if one.recommendation.id == "r2"]  # fmt: skip
    assert whole == outside


def test_a_report_being_corrected_speaks_as_it_was_sealed(store: Store) -> None:
    visit = submitted(store, findings=[finding("f1", "No rota hangs there.")])
    link(store, "r2", visit, EvidenceKind.GAP, "f1")
    link(store, "r2", visit, EvidenceKind.CONTEXT)
    submission.begin_correction(store, visit, by="ann")
    visits.save_answers(
        store, visit,
        {"findings": [finding("f1", "A rota hangs there.")], "summary": "Another summary."},
        by="ann",
    )  # fmt: skip
    words = [item.finding_text for item in line(store, "r2").evidence]
    assert sorted(words) == ["No rota hangs there.", "The team was calm and the kitchen was warm."]


def test_a_line_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(UnknownRecord):
        line(store, "r99")
