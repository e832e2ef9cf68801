"""The example council's files: what they hold, how sure it is, and what is refused."""

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visits_app.domain.errors import ExampleRefused
from visits_app.domain.indicators import Certainty, Method, Observation, SeriesKind, Unit
from visits_app.domain.meeting_rules import papers_due
from visits_app.domain.registers import Precision
from visits_app.domain.visits import Mode
from visits_app.domain.working_days import is_working_day
from visits_app.imports.catalogue import read_catalogue
from visits_app.imports.example_figures import COLUMNS
from visits_app.imports.example_files import ExampleCouncil, read_example
from visits_app.paths import resource

TODAY = date(2026, 1, 15)

# Every figure of the 2014 report: indicator, value or words, date. None: the report gives none.
REPORTED: tuple[tuple[str, float | str, str | None], ...] = (
    ("early_help_rate", "above target", None),
    ("masg_families", 380, None),
    ("masg_families", "more than 380", None),
    ("masg_improved", 41.2, None),
    ("connecting_families", 100, None),
    ("connecting_families", "almost 100", None),
    ("connectors_fte", 10.5, None),
    ("referrals_rate", "3.1% below target", "2014-01-31"),
    ("rereferrals", "on target since May 2013", "2013-05-31"),
    ("initial_assessments_timescale", "shown only as a chart", None),
    ("initial_assessments_number", 185, "2014-01-31"),
    ("unallocated_cases", "under 20 since February 2012", "2012-02-29"),
    ("core_assessments_rate", 429.8, "2014-01-31"),
    ("core_assessments_timescale", 60.3, None),
    ("core_assessments_open", 104, None),
    ("core_assessments_open", 260, None),
    ("contact_audit_cases", 62, "2013-12-31"),
    ("contact_audit_contact_only", 34, "2013-12-31"),
    ("contact_audit_referred", 28, "2013-12-31"),
    ("contact_audit_right", 28, "2013-12-31"),
    ("contact_audit_right", "28 of 28", "2013-12-31"),
    ("contact_audit_missed", 2, "2013-12-31"),
    ("cin_open", 977, "2013-02-28"),
    ("cin_open", 1130, "2013-05-31"),
    ("cin_open", 1233, "2014-01-31"),
    ("cp_plans_number", 270, "2013-03-31"),
    ("cp_plans_number", 188, "2013-10-31"),
    ("cp_plans_number", "a slight rise in January", "2014-01-31"),
    ("cp_plans_number", 187, None),
    ("cp_plans_rate", "target met", None),
    ("cp_visits", 93.8, "2014-01-31"),
    ("lac_number", "a sharp rise in January", "2014-01-31"),
    ("lac_number", 351, None),
    ("lac_visits", 88.3, "2014-01-31"),
    ("foster_enquiries", 170, None),
    ("foster_enquiries", "more than 170", None),
    ("foster_net", 24, None),
    ("adopters_approved", 6, "2012-03-31"),
    ("adopters_approved", 17, "2013-03-31"),
    ("adopters_approved", "left blank in the report", "2013-12-02"),
    ("children_matched", 6, "2012-03-31"),
    ("children_matched", 16, "2013-03-31"),
    ("children_matched", "left blank in the report", "2013-12-02"),
    ("adoption_orders", 7, "2012-03-31"),
    ("adoption_orders", 19, "2013-03-31"),
    ("adoption_orders", "left blank in the report", "2013-12-02"),
    ("caseload", 20, None),
    ("caseload_extra_cases", 169, None),
    ("permanent_in_post", 63.8, "2014-02-28"),
    ("vacancy_rate", 17.02, "2014-02-28"),
    ("agency_workers", 17, "2014-02-28"),
    ("agency_maternity", 2, "2014-02-28"),
    ("audits_done", 21, "2013-12-31"),
    ("audited_cases", 500, "2013-12-31"),
    ("audited_cases", "more than 500", "2013-12-31"),
    ("cases_requiring_improvement", 5, None),
    ("case_alerts", 5, None),
    ("questionnaire_returns", 3, None),
    ("focus_group_attendance", 1, None),
    ("childcare_good", 69, "2012-07-31"),
    ("childcare_good", 75, "2013-07-31"),
    ("neet", 7.5, "2013-10-31"),
    ("fte_yjs", "below similar councils for the first time", None),
)

# What DfE published: indicator, area, date, value. None: held back.
PUBLISHED: tuple[tuple[str, str, str, float | None], ...] = (
    ("cp_plans_number", "Peterborough", "2013-03-31", 269),
    ("rereferrals", "Peterborough", "2013-03-31", 33.5),
    ("rereferrals", "Peterborough", "2014-03-31", 21.8),
    ("rereferrals", "England", "2013-03-31", 24.7),
    ("lac_number", "Peterborough", "2013-03-31", 350),
    ("lac_number", "Peterborough", "2014-03-31", 367),
    ("lac_number", "Peterborough", "2018-03-31", 369),
    ("lac_number", "England", "2025-03-31", 81770),
    ("cin_national_number", "Peterborough", "2013-03-31", 1597),
    ("cin_national_rate", "Peterborough", "2025-03-31", 414.6),
    ("referrals_number", "Peterborough", "2025-03-31", 3850),
    ("cp_2_years", "Peterborough", "2014-03-31", 2.5),
    ("cp_2_years", "Peterborough", "2015-03-31", None),
    ("cp_2_years", "Peterborough", "2018-03-31", 0),
    ("cp_2_years", "Peterborough", "2025-03-31", None),
    ("caseload_national", "Peterborough", "2024-09-30", 19),
    ("vacancy_rate_national", "England", "2025-09-30", 14.2),
)

# SHA-256 of names of real people and real wards in the source report; the names stay out of here.
REAL_NAMES = {
    "123977327adeb3f636b520166eb58639e5af6e2877bee3e827f003d13207fec0",
    "59b6d7b93d126b87511e540d1248b3299885d6574a57dc839ae6cdc5d87f50da",
    "e0c88f3e38802cf75aaa4b815c9fa0beed94340efcab3eb2785d2d2349768359",
    "296b63663c77ebe8cb8c9412fe0439c79a88c24e8bb65fa1e3cfc9221c0ec587",
    "f915c228284542875308d2a5f14dba229244dd4abfce534d02ec7eb72f2a14b0",
    "f062214d6f8fe1bae7ff4ba6bbc05e092adbede15e0a0660d5c3c195ae51527d",
    "006e3a93b8f63344095bc538966c67539282df6d4f566ccff5d983acb0c18be8",
    "1aa4f3d6ea5b4c9305a7efe7d06b31e9763177119afb0604a237dd7fa36e7d82",
    "dbadfc88144b0c153a2d1bdf154681c857a237eb79d58df24e918bca6e17db05",
    "9a6203f9fc6a9f6582c214712b2a7fca76cccd735efe046ebb405f6252a8e62b",
    "6f07bba02fb02363c3d5efb53ddbadfb9aa41372710c443fa8aa76e582eb6012",
    "ed73227e6e741d73111b605711c46f7aa97445b1c0cad803a4a8094f42311dff",
    "f85a867c89425c83dfb8fe64fb1b141929a4a40907c8a739dd6dc70ba067716f",
    "fb7de94b7e26357f673323afa5e350e96e5678521400e7d863468a0097563eb0",
    "7d461877912de87cd3b02e5511a7b99c7920f0243461e92f50adeda4d95e1f45",
    "03e9bd08ffa683e50f92bf98ee1514d5d98bb009f63609e1d92e439fc9aadbcf",
    "71074cad5f6ddb16bc77c6e2d5cb070549aa0162713d672c1283ab7d67b0d32f",
    "1d4b9ed5075e67fa2964fc01a6dfeda7db261fe4461f4ac319bfef16bb519018",
    "db84d08b2e117f2a814e69e066a52f4c8d881f4324d42e2e52cbfd9a1322ed7b",
    "1210d7bea9c128e7cea23090a2d1319d1ff443e0d06c8d447668e2c6576936fe",
}


@pytest.fixture(scope="module")
def council() -> ExampleCouncil:
    return read_example(resource("example"), TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(resource("example"), tmp_path / "example")


def figures(
    council: ExampleCouncil, indicator_id: str, kind: SeriesKind, area: str = "Peterborough"
) -> list[Observation]:
    ids = {
        s.id
        for s in council.series
        if s.indicator_id == indicator_id and s.kind is kind and s.area == area
    }
    return [o for o in council.observations if o.series_id in ids]


def refusal(folder: Path) -> list[str]:
    with pytest.raises(ExampleRefused) as caught:
        read_example(folder, TODAY)
    return [str(fault) for fault in caught.value.faults]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what is there -----------------------------------------------------------------------------


def test_registers_are_as_in_the_report(council: ExampleCouncil) -> None:
    assert len(council.teams) == 13
    assert [item.reference for item in council.recommendations] == [
        f"2013-14/{number}" for number in range(1, 6)
    ]
    assert {item.made_on for item in council.recommendations} == {date(2014, 3, 17)}
    assert sum(member.co_opted for member in council.members) == 2
    assert [m.id for m in council.members if m.term_end and m.term_end < TODAY] == ["harrow-field"]


def test_all_fourteen_meetings_are_kept_with_the_defects_of_the_record(
    council: ExampleCouncil,
) -> None:
    kept = [one for one in council.meetings if one.body == "Task and finish group"]
    assert len(kept) == 14
    assert all(meeting.topics for meeting in council.meetings)
    notes = {str(meeting.held_on): meeting.note for meeting in kept if meeting.note}
    assert set(notes) == {"2011-12-19", "2014-02-18"}
    assert "12 times" in notes["2011-12-19"]
    assert "18 February 2013" in notes["2014-02-18"]
    visits = [str(meeting.held_on) for meeting in kept if meeting.visits_item]
    assert visits == ["2012-06-12", "2012-09-06", "2012-12-18", "2013-07-08", "2014-02-18"]


def test_attendance_falls_as_the_report_says_and_the_names_are_marked_as_invented(
    council: ExampleCouncil,
) -> None:
    group = {one.id for one in council.meetings if one.body == "Task and finish group"}
    came = [
        sum(entry.presence.was_there for entry in one.attendance) / len(one.attendance)
        for one in council.minutes
        if one.meeting_id in group
    ]
    assert len(came) == 14
    assert sum(came[:7]) / 7 > sum(came[7:]) / 7 + 0.2
    assert all("invented" in one.body.note for one in council.bodies)


def test_a_meeting_counted_from_today_is_on_a_working_day_with_its_papers_still_to_come() -> None:
    around_christmas = [date(2026, 12, 8) + timedelta(days=number) for number in range(30)]
    for today in (TODAY, date(2026, 3, 25), date(2026, 8, 20), *around_christmas):
        council = read_example(resource("example"), today)
        [ahead] = [one for one in council.meetings if one.id == "scrutiny-next"]
        assert is_working_day(ahead.held_on)
        assert papers_due(ahead) > today


def test_events_say_how_exactly_their_day_is_known(council: ExampleCouncil) -> None:
    precision = {(event.on, event.title): event.precision for event in council.events}
    assert precision[date(2012, 2, 5), "Second improvement notice"] is Precision.DAY
    assert precision[date(2010, 6, 30), "First improvement notice"] is Precision.MONTH
    assert precision[date(2013, 12, 31), "Inspection of 2013"] is Precision.YEAR
    assert precision[date(2013, 12, 31), "Front door: back to two teams"] is Precision.UNDATED


@pytest.mark.parametrize(("indicator_id", "value", "day"), REPORTED)
def test_every_figure_of_the_report_is_there(
    council: ExampleCouncil, indicator_id: str, value: float | str, day: str | None
) -> None:
    found = {
        (thing, str(o.period) if o.period else None)
        for o in figures(council, indicator_id, SeriesKind.REPORTED)
        for thing in (o.value, o.value_text)
    }
    assert (value, day) in found


def test_the_report_gives_nothing_beyond_those_figures(council: ExampleCouncil) -> None:
    reported = {s.id: s for s in council.series if s.kind is SeriesKind.REPORTED}
    known = set(REPORTED)
    extra = [
        (series.indicator_id, o.value)
        for o in council.observations
        if (series := reported.get(o.series_id)) and series.area == "Peterborough"
        if not {
            (series.indicator_id, thing, str(o.period) if o.period else None)
            for thing in (o.value, o.value_text)
        }
        & known
    ]
    assert extra == []


def test_how_sure_a_figure_is_is_said(council: ExampleCouncil) -> None:
    sure = {
        (o.value, o.value_text): o.certainty
        for series in council.series
        if series.kind is SeriesKind.REPORTED
        for o in council.observations
        if o.series_id == series.id
    }
    assert sure[977, ""] is Certainty.STATED
    assert sure[1130, ""] is Certainty.DATE_INFERRED
    assert sure[60.3, ""] is Certainty.UNDATED
    assert sure[41.2, ""] is Certainty.DERIVED
    assert sure[380, "more than 380"] is Certainty.APPROXIMATE
    assert sure[None, "above target"] is Certainty.IN_WORDS


@pytest.mark.parametrize(
    ("indicator_id", "words"),
    [
        ("vacancy_rate", ("17.2", "21.2", "as printed")),
        ("childcare_good", ("percentage points", "6%", "rose by 3")),
        ("core_assessments_timescale", ("60,3",)),
        ("adoption_orders", ("heading and no figure",)),
        ("agency_workers", ("2 cover maternity",)),
        ("questionnaire_returns", ("one family",)),
        ("foster_enquiries", ("37%",)),
        ("foster_net", ("25%",)),
        ("cases_requiring_improvement", ("20 February 2014",)),
        ("focus_group_attendance", ("Two groups",)),
    ],
)
def test_doubts_of_the_report_are_kept_as_notes(
    council: ExampleCouncil, indicator_id: str, words: tuple[str, ...]
) -> None:
    notes = " ".join(o.note for o in figures(council, indicator_id, SeriesKind.REPORTED))
    assert [word for word in words if word not in notes] == []


def test_a_share_keeps_the_numbers_it_was_worked_out_from(council: ExampleCouncil) -> None:
    (share,) = figures(council, "masg_improved", SeriesKind.REPORTED)
    assert (share.numerator, share.denominator) == (91, 221)
    assert share.value == round(100 * 91 / 221, 1)


def test_targets_are_the_report_s(council: ExampleCouncil) -> None:
    assert {(t.indicator_id, t.sense, t.value, t.starts_on) for t in council.targets} == {
        ("unallocated_cases", "at most", 20, date(2012, 2, 1)),
        ("core_assessments_rate", "about", 173, None),
        ("cp_plans_rate", "about", 44.2, None),
        ("permanent_in_post", "at least", 81, None),
        ("childcare_good", "at least", 77, date(2013, 7, 31)),
    }


@pytest.mark.parametrize(("indicator_id", "area", "day", "value"), PUBLISHED)
def test_published_figures_are_as_published(
    council: ExampleCouncil, indicator_id: str, area: str, day: str, value: float | None
) -> None:
    found = {str(o.period): o for o in figures(council, indicator_id, SeriesKind.PUBLISHED, area)}
    assert found[day].value == value
    if value is None:
        assert "held back" in found[day].value_text


def test_published_figures_have_their_licence_and_never_nought_for_missing(
    council: ExampleCouncil,
) -> None:
    published = {s.id: s for s in council.series if s.kind is SeriesKind.PUBLISHED}
    assert {s.licence for s in published.values()} == {"Open Government Licence v3.0"}
    assert {s.area for s in published.values()} == {"Peterborough", "England"}
    rows = [o for o in council.observations if o.series_id in published]
    assert {o.period.year for o in rows if o.period} == set(range(2013, 2026))
    assert sum(o.value is None for o in rows) == 8
    notice = resource("example/NOTICE.txt").read_text(encoding="utf-8")
    assert "Open Government Licence v3.0" in notice


def test_measures_that_only_sound_alike_are_kept_apart(council: ExampleCouncil) -> None:
    for indicator_id in ("cin_open", "caseload", "vacancy_rate"):
        assert figures(council, indicator_id, SeriesKind.PUBLISHED) == []


def test_illustrations_say_that_they_are_invented(council: ExampleCouncil) -> None:
    drawn = [s for s in council.series if s.kind is SeriesKind.ILLUSTRATION]
    assert {s.indicator_id for s in drawn} == {"core_assessments_timescale", "caseload"}
    for series in drawn:
        assert "nvented" in series.note
        assert "nvented" in series.area
        points = [o for o in council.observations if o.series_id == series.id]
        assert len(points) == 24
        assert all("nvented" in o.note for o in points[:-1])
    last = {
        s.indicator_id: o.value for s in drawn for o in council.observations if o.series_id == s.id
    }
    assert last == {"core_assessments_timescale": 60.3, "caseload": 20}


def test_visits_are_of_every_kind_and_to_every_team(council: ExampleCouncil) -> None:
    visits = council.visits
    assert len(visits) == 22
    assert {visit.answers["team"] for visit in visits} == {team.id for team in council.teams}
    assert {visit.form_id for visit in visits} == {
        "standard",
        "childrens_home",
        "carers_group",
        "panel_observation",
        "follow_up",
    }
    assert {visit.mode for visit in visits} == set(Mode)
    assert sum(visit.submitted is None for visit in visits) == 2
    assert sum(visit.amendment is not None for visit in visits) == 1
    assert sum(visit.answers.get("took_place") is False for visit in visits) == 1
    assert {item.kind.value for v in visits for item in v.evidence} == {
        "supports",
        "gap",
        "context",
    }
    assert {item.recommendation_id for v in visits for item in v.evidence} == {
        item.id for item in council.recommendations
    }


def test_relative_dates_count_from_the_day_of_loading() -> None:
    for today in (date(2024, 2, 29), date(2030, 12, 31)):
        visits = {v.key: v for v in read_example(resource("example"), today).visits}
        assert (visits["planned-referral-and-assessment"].visit_date - today).days == 9
        assert (today - visits["draft-family-support"].visit_date).days == 6


def test_the_same_visit_has_the_same_ids_everywhere() -> None:
    one = read_example(resource("example"), TODAY)
    other = read_example(resource("example"), date(2029, 6, 1))
    assert [v.id for v in one.visits] == [v.id for v in other.visits]
    ids = [
        str(row["id"])
        for visit in one.visits
        for value in visit.answers.values()
        if isinstance(value, list)
        for row in value
        if isinstance(row, dict)
    ]
    assert len(ids) == len(set(ids)) > 100


def test_no_real_person_or_ward_is_named() -> None:
    found = []
    for path in resource("example").rglob("*.*"):
        words = re.findall(r"[A-Za-z]+", path.read_text(encoding="utf-8"))
        for phrase in (*words, *map(" ".join, pairwise(words))):
            if sha256(phrase.encode()).hexdigest() in REAL_NAMES:
                found.append((path.name, phrase))
    assert found == []


# --- what is refused ---------------------------------------------------------------------------


def test_every_fault_of_every_file_is_named_at_once(folder: Path) -> None:
    change(folder / "council.toml", 'id = "adoption"\nname', 'id = "Adoption!"\nnam')
    change(folder / "figures.csv", "2013-02-28,month,stated,977", "2013-02-30,month,stated,97o")
    change(folder / "meetings.toml", "held_on = 2012-02-08", 'held_on = "soon"')
    change(folder / "visits" / "2012-06-20-looked-after-children.toml", "ask = 2", "ask = 9")
    told = "\n".join(refusal(folder))
    assert "council.toml, team Adoption!: id may hold only" in told
    assert "“nam” is not a setting known here; did you mean “name”?" in told
    assert "period must be a date" in told
    assert "value must be a number" in told
    assert "meetings.toml, meeting 2012-02-08: held_on must be a date" in told
    assert "outcome 2: ask must be" in told


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("council.toml", 'id = "clare-lodge"', 'id = "the-manor"', "there more than once"),
        ("council.toml", 'name = "Fostering"', 'name = "Adoption"', "there more than once"),
        ("council.toml", "term_end = 2012", "term_end = 2002", "before term_start"),
        ("indicators.toml", 'unit = "per cent"', 'unit = "percent"', "unit must be one of"),
        ("indicators.toml", 'sense = "at most"', 'sense = "under"', "sense must be"),
        ("indicators.toml", '["early-help", ', '["early-hlep", ', "did you mean “early-help”?"),
        ("indicators.toml", 'aliases = ["CIN"]', 'aliases = ["LAC"]', "is another name of"),
        ("indicators.toml", "due_days = 7", "due_days = 700", "from 0 to 400"),
        ("indicators.toml", "value = 77\n", "value = 777\n", "from 0 to 100"),
        ("indicators.toml", 'sense = "about"', 'sense = "between"', "upper value of the band"),
        ("indicators.toml", 'licence = "Open', 'note2 = "Open', "need their licence"),
        ("indicators.toml", "Invented to show", "Made to show", "say that it is invented"),
        ("figures.csv", "indicator,source", "indicator;source", "the first line must be"),
        ("figures.csv", "stated,977", "stated,", "neither a figure nor words"),
        ("figures.csv", "stated,977", "stated,nan", "value must be a number"),
        ("figures.csv", "neet,report-2014", "neat,report-2014", "no indicator “neat”"),
        ("figures.csv", "neet,report-2014", "neet,report-2015", "no source “report-2015”"),
        ("figures.csv", "2013-05-31,month,date", "2013-02-28,month,date", "of this date already"),
        ("dfe_annual.csv", "2013-03-31,year", ",year", "exactly where there is no period"),
        ("dfe_annual.csv", ",stated,3146", ",stated,3146,", "there are 13 cells"),
        ("illustration.csv", "78.4,,,", '78.4,"x"y,,', "this is not CSV"),
    ],
)
def test_a_wrong_file_is_refused_in_words(
    folder: Path, name: str, old: str, new: str, sentence: str
) -> None:
    change(folder / name, old, new)
    told = refusal(folder)
    assert any(fault.startswith(name) and sentence in fault for fault in told), told


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("2012-03-21-referral-and-assessment", 'author = "n', 'author = "m', "no member"),
        ("2012-03-21-referral-and-assessment", '"2013-14-2"', '"2013-14-9"', "no recommendation"),
        ("2012-03-21-referral-and-assessment", "submitted = 2012", "submitted = 2011", "after the"),
        ("2012-03-21-referral-and-assessment", '"done"', '"verified"', "later visit's check"),
        ("2012-03-21-referral-and-assessment", "finding = 2", "finding = 7", "the place of one"),
        ("2012-03-21-referral-and-assessment", '"09:30"', "09:30:00", "cannot be an answer"),
        ("2012-12-12-referral-and-assessment-follow-up", "assessment/1", "assessment/8", "no ask"),
        (
            "2012-12-12-referral-and-assessment-follow-up",
            "referral-and-assessment/1",
            "looked-after-children/1",
            "no ask",
        ),
        (
            "2014-02-26-looked-after-children-follow-up",
            "2012-06-20-looked-after-children/1",
            "2012-09-19-family-support/1",
            "put to another team",
        ),
        (
            "2012-12-12-referral-and-assessment-follow-up",
            "2012-03-21-referral-and-assessment/1",
            "2014-01-29-referral-and-assessment/1",
            "not asked before",
        ),
        (
            "2013-02-27-childrens-integrated-disability-service",
            "submitted = 2013-03-19",
            "submitted = 2013-03-01",
            "comes after the report",
        ),
        ("draft-family-support", '"today-6"', '"today+6"', "this one is planned"),
        ("planned-referral-and-assessment", '"today+9"', '"today-9"', "lies ahead"),
        ("planned-referral-and-assessment", '"today+9"', '"tomorrow"', "must be a date"),
    ],
)
def test_a_wrong_visit_is_refused_in_words(
    folder: Path, name: str, old: str, new: str, sentence: str
) -> None:
    change(folder / "visits" / f"{name}.toml", old, new)
    told = refusal(folder)
    assert any(fault.startswith(name) and sentence in fault for fault in told), told


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (Path.unlink, "missing or cannot be read"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "not UTF-8"),
        (lambda path: path.write_text("a" * 1_000_001), "too large"),
        (lambda path: path.write_text("a = " + "[" * 5_000), "nested too deep"),
    ],
)
def test_unreadable_files_are_refused(
    folder: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(folder / "council.toml")
    assert any(fault.startswith("council.toml") and sentence in fault for fault in refusal(folder))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    told = refusal(tmp_path)
    assert "visits: there is no visit report in this folder." in told


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(row=st.lists(st.text(max_size=8), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_line_of_figures_is_read_or_refused(tmp_path: Path, row: list[str]) -> None:
    folder = tmp_path / "any"
    if not folder.exists():
        shutil.copytree(resource("example"), folder)
    cells = ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
    text = ",".join(COLUMNS) + "\n" + cells + "\n"
    (folder / "illustration.csv").write_text(text, encoding="utf-8", errors="replace")
    assert any(fault.startswith("illustration.csv") for fault in refusal(folder))


def test_indicators_say_how_they_are_counted_and_looked_at() -> None:
    found = {one.id: one for one in read_example(resource("example"), TODAY).indicators}
    rolling = {one.id for one in found.values() if one.rolling}
    assert rolling == {"early_help_rate", "core_assessments_rate"}
    assert found["case_alerts"].method is Method.LINE
    assert found["cp_visits"].method is Method.XMR
    assert found["cp_visits"].due_days == 7
    assert "Child protection visits in timescale" in found["cp_visits"].aliases
    for one in found.values():
        if one.unit in {Unit.PER_CENT, Unit.RATE, Unit.RATE_100K}:
            assert one.numerator, one.id
            assert one.denominator, one.id
    known = {entry.id for entry in read_catalogue()}
    assert {one.catalogue_id for one in found.values() if one.catalogue_id} <= known
