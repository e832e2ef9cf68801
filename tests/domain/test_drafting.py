"""Papers drafted from records: what each part says, and that nothing restricted shows anywhere."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drafting_samples import (
    MEMBERS,
    TEAMS,
    TODAY,
    ask,
    finding,
    plain_records,
    planned,
    visit,
    with_secrets,
)
from visits_app.domain.drafting.drafts import draft
from visits_app.domain.drafting.final import BLANKS, FinalFacts, Told
from visits_app.domain.drafting.records import PaperRecords
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    Observation,
    Series,
    SeriesKind,
    Unit,
)
from visits_app.domain.insight import Measured
from visits_app.domain.judging import judge_series
from visits_app.domain.paper_sections import sections_chosen, sections_of
from visits_app.domain.papers import PaperKind, PaperPart, PartKind, Source, Version
from visits_app.domain.registers import Precision
from visits_app.domain.rota import RotaStatus
from visits_app.domain.visits import AskStatus

CAUSES = ("because", "led to", "caused", "due to", "result of", "thanks to")


def parts(
    kind: PaperKind = PaperKind.SUMMARY, records: PaperRecords | None = None
) -> dict[str, PaperPart]:
    drafted = draft(kind, records or plain_records())
    found = {part.key: part for part in drafted}
    assert len(found) == len(drafted)
    return found


def words(found: tuple[PaperPart, ...]) -> str:
    return "\n".join(text for part in found for text in part.words)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_part_is_of_a_section_of_its_paper_and_as_wide_as_its_table(kind: PaperKind) -> None:
    sections = {section.id: section for section in sections_of(kind)}
    for part in draft(kind, with_secrets(plain_records(), "zq")):
        section = sections[part.section]
        assert part.restricted == section.restricted
        if part.kind is PartKind.ROW:
            assert len(part.drafted) == len(section.columns)
        else:
            assert len(part.drafted) == 1


@pytest.mark.parametrize("kind", list(PaperKind))
def test_positions_count_up_within_a_section_and_a_draft_is_the_same_twice(kind: PaperKind) -> None:
    drafted = draft(kind, with_secrets(plain_records(), "zq"))
    for section in sections_of(kind):
        places = [part.position for part in drafted if part.section == section.id]
        assert places == list(range(len(places)))
    turned = with_secrets(plain_records(), "zq")
    turned = replace(
        turned,
        visits=turned.visits[::-1],
        asks=turned.asks[::-1],
        rota=turned.rota[::-1],
        evidence=turned.evidence[::-1],
    )
    assert words(draft(kind, turned)) == words(drafted)


@pytest.mark.parametrize("kind", list(PaperKind))
@settings(max_examples=25, deadline=None)
@given(st.from_regex(r"[bcdfghjklmnpqrstvwxz]{7,12}", fullmatch=True))
def test_the_public_parts_are_what_they_would_be_without_anything_restricted(
    kind: PaperKind, word: str
) -> None:
    plain = plain_records()
    public = draft(kind, with_secrets(plain, word), version=Version.PUBLIC)
    # A summary that is restricted is told of in no public part: it need not be taken out.
    assert public == draft(kind, plain, version=Version.PUBLIC)
    assert word not in repr(public)
    whole = draft(kind, with_secrets(plain, word))
    assert whole[: len(public)] == public
    assert all(part.restricted for part in whole[len(public) :])
    assert word in words(whole[len(public) :])


@pytest.mark.parametrize("kind", list(PaperKind))
def test_whatever_tells_of_records_knows_them(kind: PaperKind) -> None:
    of_no_record = ("heading:", "note:", "blank:", "counting", "headline:period", "suggest:note")
    for part in draft(kind, with_secrets(plain_records(), "zq")):
        if not part.key.startswith(of_no_record):
            assert part.sources or "None" in part.drafted, part.key


def test_nothing_restricted_and_every_report_marked_leave_no_appendix() -> None:
    assert not [part for part in draft(PaperKind.SUMMARY, plain_records()) if part.restricted]


def test_reports_that_nobody_marked_are_named_in_the_appendix_alone() -> None:
    records = plain_records()
    unmarked = replace(records.visits[0], marked=False)
    found = parts(records=replace(records, visits=(unmarked, *records.visits[1:])))
    part = found["restricted:unmarked"]
    assert part.restricted
    assert unmarked.reference in part.words[0]


def test_coverage_counts_by_team_and_by_member_and_says_why_not() -> None:
    found = parts()
    assert found["coverage:team:family"].drafted == ("Family Support", "2", "1", "1", "1")
    assert found["coverage:team:adoption"].drafted == ("Adoption", "1", "1", "1", "0")
    assert found["coverage:team:manor"].drafted == ("The Manor", "0", "0", "0", "0")
    assert found["coverage:team:all"].drafted == ("All teams", "3", "2", "2", "1")
    assert found["coverage:member:ann"].drafted == (MEMBERS["ann"], "3", "2", "2", "1")
    assert found["coverage:member:bob"].drafted == (MEMBERS["bob"], "3", "1", "1", "0")
    assert "The office was flooded." in found["not_held:v3"].drafted[0]
    assert "Postponed: Nobody was free." in found["not_held:p4"].drafted[0]


def test_the_headline_compares_with_the_period_before_where_both_had_a_rota() -> None:
    records = replace(
        plain_records(),
        before=(date(2013, 4, 1), date(2013, 9, 30)),
        rota_before=(
            planned("b1", date(2013, 5, 1), visit_id="w1"),
            planned("b2", date(2013, 6, 1), status=RotaStatus.NOT_HELD),
        ),
        visits_before=(visit("w1", date(2013, 5, 1)),),
    )
    told = parts(records=records)["headline:visits"].drafted[1]
    assert told == (
        "2 held, 2 reported: 67% of those planned, against 50% before (April 2013 to September "
        "2013); 1 not held"
    )
    assert "against" not in parts()["headline:visits"].drafted[1]


def test_themes_stand_strengths_first_and_count_findings_and_visits() -> None:
    keys = [key for key in parts() if key.startswith("theme:")]
    assert keys == ["theme:supervision:strengths", "theme:caseloads:concerns"]
    name, findings, visits, quoted = parts()["theme:supervision:strengths"].drafted
    assert (name, findings, visits) == ("Supervision", "2", "2")
    assert quoted == "“Words of f3.”\nAdoption, 5 February 2014"


def test_a_visit_is_one_line_with_its_source() -> None:
    part = parts()["visit:v2"]
    assert part.drafted == (
        "5 February 2014",
        "Adoption",
        "Standard visit",
        "Councillor for Northmead; Councillor for Millbrook",
        "Partly assured",
    )
    assert part.sources == (Source("visit", "v2"),)
    assert "visit:v3" not in parts()


def test_asks_are_grouped_by_what_became_of_them_with_the_reasons() -> None:
    found = parts(PaperKind.SAID_AND_DID)
    assert [found[f"ask:a{n}"].section for n in (1, 2, 3, 4)] == [
        "agreed",
        "not_done",
        "waiting",
        "done",
    ]
    _, said, did = found["ask:a1"].drafted
    assert said == "Agreed\nTwo desks were bought.\n9 January 2014"
    assert did.startswith("Not done yet, by 1 February 2014.")
    assert did.endswith(
        "Seen by members at the visit to Adoption, 5 February 2014: done in part. Two desks came."
    )
    assert found["ask:a2"].drafted[1:] == ("No", "There is no money.")
    assert found["ask:a4"].drafted[2] == "Not verified on a visit yet."
    assert Source("visit", "v2") in found["ask:a1"].sources


def test_what_is_overdue_is_told_by_whether_there_was_a_reply() -> None:
    found = [
        part for part in draft(PaperKind.SUMMARY, plain_records()) if part.section == "overdue"
    ]
    assert [part.key for part in found] == [
        "heading:overdue:replies",
        "overdue:ask:a3",
        "heading:overdue:actions",
        "overdue:ask:a1",
        "heading:overdue:recommendations",
        "overdue:recommendation:r1",
    ]


def test_a_reply_is_late_when_the_day_for_responses_has_passed_whatever_the_ask_says() -> None:
    late = replace(ask("a9", visit("v1", date(2014, 3, 1)), due=""), reply_due=date(2014, 4, 1))
    assert late.is_late(TODAY)
    assert not late.is_late(date(2014, 4, 1))
    assert not replace(late, reply_due=None).is_late(TODAY)


def test_suggestions_come_from_what_is_open_and_say_no_causes() -> None:
    records = plain_records()
    silent = visit("v9", date(2014, 3, 9), findings=(finding("f9", text="Nobody rings back."),))
    found = parts(records=replace(records, visits=(*records.visits, silent)))
    suggested = {key for key in found if key.startswith("suggest:")}
    assert {
        "suggest:ask:a3",
        "suggest:ask:a1",
        "suggest:concern:f9",
        "suggest:teams",
        "suggest:recommendation:r1",
    } <= suggested
    assert "suggest:concern:f1" not in suggested  # something was asked on that visit
    assert "The Manor" in found["suggest:teams"].drafted[0]
    told = " ".join(found[key].drafted[0] for key in suggested).casefold()
    assert not [cause for cause in CAUSES if cause in told]


@pytest.mark.parametrize("kind", list(PaperKind))
def test_an_empty_store_makes_a_paper_that_says_so_by_its_sections(kind: PaperKind) -> None:
    drafted = draft(kind, PaperRecords(today=TODAY))
    told = [part for part in drafted if part.kind is PartKind.ROW and part.section != "headline"]
    assert told == []
    assert not any(part.kind is PartKind.SUBHEADING for part in drafted)


def test_a_final_report_leaves_blanks_where_no_record_tells() -> None:
    found = parts(PaperKind.FINAL)
    blanks = {key for key in found if key.startswith("blank:")}
    assert blanks == {f"blank:{section}" for section in BLANKS}
    assert found["recommended:r1"].drafted[1].startswith("Shows a gap: Family Support")
    assert found["meeting:m1"].drafted == ("18 February 2014", "Visits")
    assert found["seat:ann"].drafted == ("Chair", "Councillor for Northmead, Northmead")


def test_a_final_report_with_facts_refers_its_recommendations_to_its_conclusions() -> None:
    facts = FinalFacts(
        conclusions=(Told(text="Visits help."), Told(text="Figures come late.")),
        grounds=(("r1", (1, 2)),),
    )
    drafted = draft(PaperKind.FINAL, plain_records(), facts)
    found = {part.key: part for part in drafted}
    assert found["told:conclusions:2"].drafted == ("2. Figures come late.",)
    assert found["recommended:r1"].drafted[1].startswith("Rests on conclusions 1 and 2.")


def test_the_action_log_sorts_actions_of_every_origin() -> None:
    drafted = draft(PaperKind.ACTIONS, plain_records())
    by_section: dict[str, list[str]] = {}
    for part in drafted:
        by_section.setdefault(part.section, []).append(part.key)
    assert by_section["overdue"] == ["action:ask:a1", "action:ask:a3"]
    assert by_section["open"] == ["action:action:n1"]
    assert by_section["done"] == ["action:ask:a4"]
    assert by_section["ended"] == ["action:ask:a2"]


def test_a_verified_ask_names_the_visit_once() -> None:
    records = plain_records()
    first = records.visits[0]
    seen = replace(
        ask("a1", first, AskStatus.VERIFIED, verified_visit_id="v2", verified_on=date(2014, 2, 5)),
        verified_at="Adoption, 5 February 2014",
    )
    did = parts(PaperKind.SAID_AND_DID, replace(records, asks=(seen,)))["ask:a1"].drafted[2]
    assert did.count("Adoption, 5 February 2014") == 1
    unseen = replace(seen, ask=replace(seen.ask, id="a8"))
    did = parts(PaperKind.SAID_AND_DID, replace(records, asks=(unseen,)))["ask:a8"].drafted[2]
    assert did == "Seen by members at the visit to Adoption, 5 February 2014."


def test_sections_are_chosen_in_any_order_with_the_appendix_last() -> None:
    chosen = sections_chosen(PaperKind.SUMMARY, ("visits", "appendix", "headline", "nothing"))
    assert [section.id for section in chosen] == ["visits", "headline", "appendix"]
    assert sections_chosen(PaperKind.SUMMARY, ()) == sections_of(PaperKind.SUMMARY)
    assert len(sections_of(PaperKind.SUMMARY)) == 10


def test_a_concern_of_several_visits_suggests_a_recommendation() -> None:
    visits = tuple(
        visit(f"w{n}", date(2014, 1, n), TEAMS[n % 2], findings=(finding(f"g{n}"),))
        for n in (1, 2, 3)
    )
    found = parts(records=replace(plain_records(), visits=visits))
    assert found["suggest:theme:caseloads"].drafted == (
        "Concerns on “Caseloads” were recorded on 3 visits to 2 teams. Should a recommendation "
        "follow?",
    )
    assert "suggest:theme:caseloads" not in parts()


# --- beside the figures -----------------------------------------------------------------------


def figures(*, unit: Unit, direction: Direction = Direction.HIGHER) -> Measured:
    """Return a monthly measure of family support that falls from its usual 14 or 16 to 5."""
    indicator = Indicator(
        "open",
        "Cases with a worker",
        unit=unit,
        direction=direction,
        frequency=Frequency.MONTHLY,
        team_ids=("family",),
        theme_ids=("caseloads",),
    )
    values = [14, 16] * 8 + [5] * 8
    days = [month_end(date(2012 + (3 + n) // 12, (3 + n) % 12 + 1, 1)) for n in range(len(values))]
    seen = tuple(
        Observation("s", day, value, Precision.MONTH)
        for day, value in zip(days, map(float, values), strict=True)
    )
    judged = judge_series(indicator, seen, (), ())
    return Measured(indicator, Series("s", "open", "Here", SeriesKind.REPORTED), seen, judged)


def test_findings_beside_figures_agree_or_contradict_and_the_rest_is_unexplained() -> None:
    records = replace(plain_records(), measured=(figures(unit=Unit.CASES),))
    agreeing = parts(records=records)
    assert "agrees:open:f1" in agreeing
    assert "1 finding agrees" in agreeing["headline:evidence"].drafted[1]
    assert agreeing["chart:open"].drafted == ("open",)
    other = replace(records, measured=(figures(unit=Unit.CASES, direction=Direction.LOWER),))
    against = parts(records=other)
    assert "contradicts:open:f1" in against
    assert "suggest:contradicts:open:f1" in against
    silent = replace(records, visits=records.visits[1:])
    unexplained = parts(records=silent)
    assert "unexplained:open:s" in unexplained
    assert "Cases with a worker" in unexplained["suggest:unexplained"].drafted[0]


def test_a_small_count_beside_a_finding_is_not_told() -> None:
    counted = parts(records=replace(plain_records(), measured=(figures(unit=Unit.CASES),)))
    told = counted["agrees:open:f1"].drafted[1]
    assert "1 to 5" in told
    assert ": 5 cases" not in told
    shares = parts(records=replace(plain_records(), measured=(figures(unit=Unit.PER_CENT),)))
    assert "5%" in shares["agrees:open:f1"].drafted[1]
