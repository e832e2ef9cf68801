"""A visit's report says what a committee needs, in its order, in every state."""

from dataclasses import replace
from datetime import date

import pytest

from tests.report_samples import (
    NAMES,
    TODAY,
    sample_asks,
    sample_chart,
    sample_evidence,
    sample_report,
    sample_revisions,
    sample_visit,
    standard_answers,
    standard_form,
)
from visits_app.domain.forms import Kind
from visits_app.domain.visits import Marking, Mode, VisitState
from visits_app.imports.form_files import read_forms
from visits_app.paths import forms_folder
from visits_app.reports import blank_form
from visits_app.reports.document import (
    Answer,
    Callout,
    ChartBlock,
    Document,
    Finding,
    Heading,
    KeyFacts,
    Paragraph,
    Table,
    plain,
    walk,
)
from visits_app.reports.pdf import render
from visits_app.reports.visit_report import build


def bare_report(**changes: object) -> Document:
    visit = sample_visit(**{"revision": 0, "content_hash": "", "submitted_at": None, **changes})
    return build(visit, standard_form(), NAMES, today=TODAY)


def headings(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]


def facts(document: Document) -> dict[str, str]:
    (block,) = [block for block in document.blocks if isinstance(block, KeyFacts)]
    return {fact.label: plain(fact.words) for fact in block.facts}


def answers(document: Document) -> dict[str, Answer]:
    return {b.number: b for b in document.blocks if isinstance(b, Answer) and b.number}


def callouts(document: Document) -> list[str]:
    return [block.title for block in document.blocks if isinstance(block, Callout)]


def all_words(document: Document) -> str:
    return "\n".join(piece.text for piece in walk(document))


def test_what_matters_comes_first() -> None:
    assert headings(sample_report()) == [
        "Public summary",
        "Findings",
        "What we asked the service",
        "All answers",
        "Recommendations",
        "The team’s measures",
        "Amendments",
    ]


def test_key_facts_name_the_visit_and_its_seal() -> None:
    report = sample_report()
    assert report.title == "Visit to Family Support"
    assert report.subtitle == "Tuesday 4 March 2014 · Standard visit"
    assert report.marking == "Open"
    said = facts(report)
    assert said["Team"] == "Family Support"
    assert said["Date"] == "Tuesday 4 March 2014, 14:30"
    assert said["Visitors"] == "Councillor Example (Riverside); Ms Sample, co-opted member"
    assert said["Confidence"] == "Partly assured"
    assert said["Reference"] == "V-2014-007"
    assert said["State"] == "Submitted, amended once"
    assert said["Sealed"].endswith("seal 3f7a 99c1 0b2e 45d6")
    assert said["Sealed"].startswith("12 March 2014"), "the amendment's own time"


def test_a_report_is_dated_by_its_seal_and_a_draft_by_its_last_change() -> None:
    first, second = sample_revisions()
    assert sample_report(revision=1).dated == first.sealed_at
    assert sample_report(revision=2).dated == second.sealed_at
    assert bare_report(updated_at=first.sealed_at).dated == first.sealed_at
    assert blank_form.build(standard_form()).dated is None


def test_findings_are_grouped_and_keep_their_numbers() -> None:
    report = sample_report()
    found = [(b.kind, b.number, b.details) for b in report.blocks if isinstance(b, Finding)]
    assert found == [
        ("strength", "1", "Supervision · Several voices · Figures: they say the same"),
        ("concern", "2", "Caseloads · Several voices · Figures: they say otherwise"),
        ("concern", "3", "Premises · What we saw · Figures: no figures on this"),
        ("idea", "4", "Caseloads · One voice · Figures: this explains them"),
    ]


def test_asks_say_owner_date_and_answer() -> None:
    table = next(b for b in sample_report().blocks if isinstance(b, Table))
    first, second = ([plain(cell) for cell in row] for row in table.rows)
    assert first[1] == "Head of service\nby 30 April 2014"
    assert first[2].startswith("Agreed\nThe highest and lowest caseload")
    assert first[2].endswith("18 March 2014")
    assert second[1:] == ["Team manager", "No response yet"]


def test_every_given_answer_is_printed_under_its_number() -> None:
    form, shown = standard_form(), answers(sample_report())
    given = {key for key, value in standard_answers().items() if value not in ("", [], None)}
    asked = {q.number for q in form.questions() if q.id in given and q.kind is not Kind.NOTE}
    assert asked <= set(shown)
    assert plain(shown["D1"].body[0].words) == "7 staff, 1 manager, 2 parents"


def test_an_answer_whose_condition_no_longer_holds_is_not_printed() -> None:
    changed = {**standard_answers(), "interests": "none"}
    assert "A relative works" in all_words(bare_report())
    assert "A relative works" not in all_words(bare_report(answers=changed))


def test_links_say_what_the_visit_shows() -> None:
    words = all_words(sample_report())
    assert "Supports\nThe visit as a whole\nFigures are on the wall." in words
    assert "Shows a gap\nConcern: Three of seven workers" in words


def test_amendments_give_reason_and_difference() -> None:
    words = all_words(sample_report())
    assert "Reason: The manager told us the role was wrong." in words
    assert "Deputy manager" in words
    assert "12 March 2014" in words


def test_charts_with_the_same_flags_list_them_once() -> None:
    charts = tuple(sample_chart(seed) for seed in (1, 2))
    other = replace(charts[0], visits=charts[0].visits[:1])
    report = build(sample_visit(), standard_form(), NAMES, charts=(*charts, other), today=TODAY)
    assert [b.with_marks for b in report.blocks if isinstance(b, ChartBlock)] == [True, False, True]


def test_a_draft_says_so_and_what_is_open() -> None:
    few = {"team": "family", "visit_date": "2014-03-04", "visitors": ["a"], "took_place": True}
    report = bare_report(state=VisitState.DRAFT, answers=few, confidence="")
    assert callouts(report) == ["Draft, not submitted"]
    assert "required questions are not answered yet" in all_words(report)
    assert report.marking == "Open · Draft"
    shown = answers(report)
    assert plain(shown["A11"].body[0].words) == "Not answered yet"
    assert "A8" not in shown
    render(report)


def test_an_empty_draft_can_be_printed() -> None:
    report = bare_report(
        state=VisitState.DRAFT, answers={}, team_id=None, visit_date=None, visitor_ids=()
    )
    assert report.title == "Visit, team not chosen yet"
    assert "No date yet" in report.subtitle
    assert facts(report)["Visitors"] == "Not answered yet"
    render(report)


def test_a_draft_for_a_later_day_is_a_plan() -> None:
    report = bare_report(state=VisitState.DRAFT, visit_date=date(2014, 4, 1))
    assert callouts(report) == ["Planned, not held yet"]
    assert report.kind == "Planned visit"


def test_a_visit_that_did_not_happen_gives_its_reason() -> None:
    given = {
        "team": "family",
        "visit_date": "2014-03-04",
        "visitors": ["a"],
        "took_place": False,
        "not_held_reason": "The office was flooded.",
    }
    report = bare_report(state=VisitState.NOT_HELD, answers=given)
    assert callouts(report) == ["This visit did not take place"]
    assert "The office was flooded." in all_words(report)
    assert "Public summary" not in headings(report)


def test_an_example_is_marked_above_and_on_every_page() -> None:
    report = sample_report(example=True)
    assert callouts(report) == ["Example report, invented"]
    assert "Example report, invented" in report.marking
    assert report.kind.endswith("example")


@pytest.mark.parametrize(
    ("marking", "words"), [(Marking.EXEMPT, "Exempt"), (Marking.UNMARKED, "Not")]
)
def test_the_marking_is_in_the_footer(marking: Marking, words: str) -> None:
    assert sample_report(marking=marking).marking.startswith(words)


def test_someone_who_left_the_register_is_said_to_have() -> None:
    report = sample_report(visitor_ids=("a", "gone"))
    assert facts(report)["Visitors"].endswith("; No longer in the register")


def test_a_member_s_markup_stays_words_through_the_whole_report() -> None:
    nasty = "<b>&amp;</b> <img src='x'> Child <J>"
    changed = standard_answers()
    changed["summary"] = changed["good_practice"] = changed["host_role"] = nasty
    changed["findings"][0]["text"] = nasty  # type: ignore[call-overload,index]
    report = bare_report(answers=changed)
    assert all_words(report).count(nasty) == 4
    render(report)


def test_other_forms_and_quick_mode_are_reported_too() -> None:
    for form in read_forms(forms_folder())[0]:
        visit = sample_visit(form_id=form.id, mode=Mode.QUICK)
        report = build(
            visit,
            form,
            NAMES,
            asks=sample_asks(),
            evidence=sample_evidence(),
            revisions=sample_revisions(),
            today=TODAY,
        )
        render(report)


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize("form", read_forms(forms_folder())[0], ids=lambda form: form.id)
def test_a_blank_form_has_every_question_with_its_number(form: object, quick: bool) -> None:
    assert hasattr(form, "questions")
    paper = blank_form.build(form, quick=quick)  # type: ignore[arg-type]
    printed = [b.number for b in paper.blocks if isinstance(b, Answer) and b.number]
    asked = [
        question.number
        for question in form.questions()
        if question.kind is not Kind.NOTE and (question.required or not quick)
    ]
    assert printed == asked
    render(paper)


def test_conditions_are_said_in_words_on_a_blank_form() -> None:
    paper = blank_form.build(standard_form())
    printed = {b.number: b for b in paper.blocks if isinstance(b, Answer)}
    assert printed["A4"].condition == "Only if A3 is “No”."
    assert printed["A11"].condition == ""
    otherwise = [b.words for b in printed["A3"].body if isinstance(b, Paragraph)]
    assert otherwise == ["If No, answer only A1 to A5 and C1."]
