from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.answer_checks import answer_faults
from visits_app.domain.form_rules import (
    completion,
    faults,
    in_words,
    is_answered,
    shown_answers,
    split_path,
    visible_columns,
    visible_questions,
    visible_sections,
)
from visits_app.domain.forms import (
    Answers,
    Choice,
    Condition,
    Form,
    Kind,
    Question,
    Section,
    Source,
    Value,
)
from visits_app.domain.visits import Mode
from visits_app.imports.form_files import read_form

TODAY = date(2014, 3, 31)
STANDARD = read_form(
    (Path(__file__).parents[2] / "forms" / "standard.toml").read_text("utf-8"), "standard.toml"
)
NAMES = {
    Source.TEAMS: {"fostering": "Fostering"},
    Source.MEMBERS: {"m1": "Member for North ward", "m2": "Co-opted member"},
    Source.THEMES: {"caseloads": "Caseloads"},
    Source.INDICATORS: {"ia": "Initial assessments"},
    Source.RECOMMENDATIONS: {},
    Source.OPEN_ASKS: {"a1": "Share the supervision record"},
}


def whole_visit() -> dict[str, Any]:
    """A standard visit with every required question answered."""
    return {
        "team": "fostering",
        "visit_date": "2014-03-04",
        "took_place": True,
        "visit_time": "14:30",
        "announced": "announced",
        "trigger": "rota",
        "purpose": "Do new carers get the support they were promised?",
        "themes": ["caseloads"],
        "data_to_test": False,
        "questions": [{"id": "q", "text": "What helps?", "answer": "Time."}],
        "visitors": ["m1", "m2"],
        "host_role": "team manager",
        "briefing_read": True,
        "interests": "none",
        "people_heard": {"staff": 4, "managers": 2},
        "manager_present": "part",
        "told_use": True,
        "findings": [
            {"id": "f", "kind": "strength", "theme": "caseloads", "text": "Calm.", "basis": "saw"}
        ],
        "staff_priorities": "Laptops.",
        "good_practice": "None seen",
        "earlier_asks": "none_open",
        "confidence": "partly",
        "any_asks": False,
        "said_on_day": "We thanked the team manager.",
        "referral_made": False,
        "identity_check": "clear",
        "summary": "Members visited the fostering team.",
    }


def found(answers: Answers, mode: Mode = Mode.FULL) -> list[str]:
    every = faults(STANDARD, answers, mode, today=TODAY, names=NAMES)
    return [fault.where for fault in every]


def shown_ids(answers: Answers, mode: Mode) -> set[str]:
    return {
        question.id
        for section in visible_sections(STANDARD, answers, mode)
        for question in visible_questions(STANDARD, section, answers, mode)
    }


def what(question: Question, value: Value) -> str:
    return " ".join(fault.what for fault in answer_faults(question, value, NAMES))


# --- what shows ------------------------------------------------------------------------------


def test_an_empty_visit_shows_the_sections_needed_to_plan_it() -> None:
    titles = [section.letter for section in visible_sections(STANDARD, {}, Mode.FULL)]
    assert titles == list("ABCDEFGH")
    assert "not_held_reason" not in shown_ids({}, Mode.FULL)


def test_a_visit_that_did_not_take_place_asks_only_for_its_reason_and_who_was_to_go() -> None:
    answers = {**whole_visit(), "took_place": False}
    assert shown_ids(answers, Mode.FULL) == {
        *("team", "visit_date", "took_place", "not_held_reason", "new_date", "visitors"),
    }
    assert found(answers) == ["not_held_reason"]
    assert found({**answers, "not_held_reason": "The team was at an inspection."}) == []


def test_quick_mode_shows_required_questions_and_those_required_by_a_condition() -> None:
    answers: Answers = {"took_place": True, "interests": "late"}
    quick = shown_ids(answers, Mode.QUICK)
    assert {"team", "interest_detail", "interest_late_reason", "summary"} <= quick
    assert not quick & {"site", "end_time", "recommendations", "voices", "welcoming"}
    letters = [section.letter for section in visible_sections(STANDARD, answers, Mode.QUICK)]
    assert "E" not in letters


def test_quick_mode_leaves_optional_columns_out() -> None:
    findings = STANDARD.question("findings")
    assert findings is not None
    assert [column.id for column in visible_columns(findings, {"id": "f"}, quick=True)] == [
        *("kind", "theme", "text", "basis"),
    ]


def test_a_form_without_quick_mode_shows_everything_in_quick_mode() -> None:
    form = Form("f", 1, "F", sections=(Section("s", "A", "S", questions=(_text("t"),)),))
    assert len(visible_sections(form, {}, Mode.QUICK)) == 1


def test_a_question_that_is_not_asked_counts_as_unanswered() -> None:
    yes = (Choice("yes", "Yes"),)
    chain = Form(
        "f",
        1,
        "F",
        sections=(
            Section(
                "s",
                "A",
                "S",
                questions=(
                    Question("a", "A", Kind.YES_NO),
                    Question("b", "B", Kind.CHOICE, choices=yes, show_if=Condition("a", (True,))),
                    _text("c", show_if=Condition("b", ("yes",))),
                    _text("d", show_if=Condition("b", ("yes", None))),
                ),
            ),
        ),
    )
    kept: Answers = {"a": False, "b": "yes", "c": "kept", "d": "seen"}
    assert shown_answers(chain, kept) == {"a": False, "d": "seen"}
    assert shown_answers(chain, {**kept, "a": True}) == {**kept, "a": True}


def test_one_of_several_chosen_answers_meets_a_condition() -> None:
    question = _text("note", show_if=Condition("areas", ("garden",)))
    areas = Question("areas", "Areas", Kind.SEVERAL, choices=(Choice("garden", "G"),))
    form = Form("f", 1, "F", sections=(Section("s", "A", "S", questions=(areas, question)),))
    answers: Answers = {"areas": ["office", "garden"], "note": "Tidy."}
    assert "note" in shown_answers(form, answers)
    assert "note" not in shown_answers(form, {**answers, "areas": []})


def test_a_number_is_never_taken_for_yes() -> None:
    condition = Condition("a", (True,))
    form = Form(
        "f",
        1,
        "F",
        sections=(
            Section(
                "s",
                "A",
                "S",
                questions=(Question("a", "A", Kind.YES_NO), _text("b", show_if=condition)),
            ),
        ),
    )
    assert "b" not in shown_answers(form, {"a": 1, "b": "text"})


def test_the_report_shows_optional_answers_that_quick_mode_hides() -> None:
    answers = {**whole_visit(), "voices": "Carers felt heard."}
    assert shown_answers(STANDARD, answers)["voices"] == "Carers felt heard."


# --- faults ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", list(Mode))
def test_a_whole_visit_has_no_faults(mode: Mode) -> None:
    assert found(whole_visit(), mode) == []


@pytest.mark.parametrize("missing", sorted(whole_visit()))
def test_each_required_answer_is_missed(missing: str) -> None:
    answers = whole_visit()
    del answers[missing]
    assert found(answers) == [missing]
    assert found(answers, Mode.QUICK) == [missing]


def test_blank_text_is_no_answer() -> None:
    assert found({**whole_visit(), "purpose": " \n "}) == ["purpose"]


def test_a_visit_dated_after_today_cannot_be_submitted() -> None:
    every = faults(STANDARD, {**whole_visit(), "visit_date": "2027-03-04"}, Mode.FULL, today=TODAY)
    assert [(fault.where, fault.what) for fault in every] == [
        (
            "visit_date",
            "This visit is dated 4 March 2027; a report can be submitted from that day.",
        )
    ]


def test_a_visit_of_today_can_be_submitted() -> None:
    assert found({**whole_visit(), "visit_date": TODAY.isoformat()}) == []


def test_rows_say_which_row_and_which_column() -> None:
    answers = whole_visit()
    answers["findings"] = [
        {"id": "1", "kind": "idea", "theme": "caseloads", "text": "word " * 121, "basis": "saw"},
        {"id": "2", "kind": "hunch", "theme": "gone", "text": "", "basis": ""},
        {"id": "3", "kind": "", "theme": "", "text": ""},
    ]
    every = faults(STANDARD, answers, Mode.FULL, today=TODAY, names=NAMES)
    assert {fault.where: fault.what for fault in every} == {
        "findings/1/text": "Finding 1: “What did you find?” has 121 words; the limit is 120.",
        "findings/2/kind": "Finding 2: “Kind” has an answer that can no longer be chosen; "
        "choose again.",
        "findings/2/theme": "Finding 2: “Theme” has an answer that can no longer be chosen; "
        "choose again.",
        "findings/2/text": "Finding 2: “What did you find?” needs an answer.",
        "findings/2/basis": "Finding 2: choose an answer to “It rests on”.",
        "findings/3": "Finding 3 is empty; fill it in or remove it.",
    }


def test_required_rows_that_are_all_empty_are_missed_once() -> None:
    every = faults(STANDARD, whole_visit() | {"findings": [{"id": "1"}]}, Mode.FULL, today=TODAY)
    assert [str(fault) for fault in every] == ["findings: Add at least one finding."]


def test_too_many_rows_are_refused() -> None:
    rows: Any = [{"id": str(n), "text": "Why?", "answer": "So."} for n in range(7)]
    assert found({**whole_visit(), "questions": rows}) == ["questions"]


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("purpose", ("purpose", None, None)),
        ("findings/2", ("findings", 2, None)),
        ("findings/2/text", ("findings", 2, "text")),
    ],
)
def test_a_path_is_taken_apart(path: str, parts: tuple[str, int | None, str | None]) -> None:
    assert split_path(path) == parts


def test_register_entries_are_checked_only_in_registers_that_are_given() -> None:
    answers = {**whole_visit(), "team": "closed"}
    assert faults(STANDARD, answers, Mode.FULL, today=TODAY) == ()
    assert found(answers) == ["team"]


_TEAM = Question("team", "Team", Kind.CHOICE, choices_from=Source.TEAMS)
_NUMBER = Question("n", "Items", Kind.NUMBER, minimum=0, maximum=100)
_PEOPLE = Question("p", "Heard", Kind.PEOPLE, choices=(Choice("staff", "Staff"),), maximum=20)


def _text(question_id: str, **settings: Any) -> Question:
    return Question(question_id, question_id.upper(), Kind.TEXT, **settings)


@pytest.mark.parametrize(
    ("question", "value", "says"),
    [
        (_text("t", max_words=2), "one two", ""),
        (_text("t", max_words=2), "one two three", "has 3 words; the limit is 2"),
        (_text("t", max_words=2), "one – two", ""),
        (_text("t"), "x" * 200_001, "far longer"),
        (_text("t"), 4, "cannot be read"),
        (_NUMBER, 100, ""),
        (_NUMBER, 101, "from 0 to 100"),
        (_NUMBER, -1, "from 0 to 100"),
        (_NUMBER, "about ten", "needs a number"),
        (_NUMBER, True, "needs a number"),
        (_NUMBER, float("nan"), "needs a number"),
        (Question("n", "N", Kind.NUMBER, minimum=1), 0, "1 or more"),
        (Question("n", "N", Kind.NUMBER, maximum=1500), 2000, "1,500 or less"),
        (Question("d", "Day", Kind.DATE), "2016-02-29", ""),
        (Question("d", "Day", Kind.DATE), "2015-02-29", "date that exists"),
        (Question("d", "Day", Kind.DATE), "20150228", "needs a date"),
        (Question("d", "Day", Kind.DATE), "4 March 2014", "needs a date"),
        (Question("d", "Day", Kind.DATE), "1989-12-31", "from 1990 to 2100"),
        (Question("d", "Day", Kind.DATE), "2101-01-01", "from 1990 to 2100"),
        (Question("t", "At", Kind.TIME), "00:00", ""),
        (Question("t", "At", Kind.TIME), "24:00", "time of day"),
        (Question("t", "At", Kind.TIME), "9:30", "time of day"),
        (Question("y", "Yes?", Kind.YES_NO), False, ""),
        (Question("y", "Yes?", Kind.YES_NO), "yes", "yes or no"),
        (_TEAM, "fostering", ""),
        (_TEAM, "gone", "no longer be chosen"),
        (_TEAM, ["fostering"], "no longer be chosen"),
        (Question("v", "Who", Kind.SEVERAL, choices_from=Source.MEMBERS), ["m1", "m2"], ""),
        (Question("v", "Who", Kind.SEVERAL, choices_from=Source.MEMBERS), ["m1", "m1"], "twice"),
        (Question("v", "Who", Kind.SEVERAL, choices_from=Source.MEMBERS), "m1", "choose again"),
        (_PEOPLE, {"staff": 0}, ""),
        (_PEOPLE, {"staff": 21}, "from 0 to 20"),
        (_PEOPLE, {"staff": -1}, "from 0 to 20"),
        (_PEOPLE, {"ghosts": 1}, "not on this form"),
        (_PEOPLE, {"staff": True}, "whole number"),
        (_PEOPLE, [1], "cannot be read"),
        (Question("note", "Read this", Kind.NOTE), "anything", ""),
    ],
)
def test_an_answer_out_of_its_limits_is_faulty(question: Question, value: Value, says: str) -> None:
    assert says in what(question, value)
    assert bool(says) == bool(what(question, value))


@given(
    st.sampled_from(list(STANDARD.questions())),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    ),
)
def test_any_stored_value_is_judged_and_worded_without_an_error(
    question: Question, value: Any
) -> None:
    answers = {**whole_visit(), question.id: value}
    for mode in Mode:
        faults(STANDARD, answers, mode, today=TODAY, names=NAMES)
        completion(STANDARD, answers, mode, names=NAMES)
    shown_answers(STANDARD, answers)
    assert isinstance(in_words(question, value, NAMES), str)


# --- completion ----------------------------------------------------------------------------------


def test_completion_counts_required_answers_and_marks_whole_sections() -> None:
    answers = whole_visit()
    del answers["purpose"]
    done = {one.section_id: one for one in completion(STANDARD, answers, Mode.FULL, names=NAMES)}
    plan, people, impressions = done["plan"], done["people"], done["impressions"]
    assert (plan.required, plan.answered, plan.complete) == (9, 8, False)
    assert (people.answered, people.required, people.complete) == (4, 4, True)
    assert (impressions.required, impressions.started, impressions.complete) == (0, False, False)


def test_a_faulty_answer_keeps_a_section_from_being_complete() -> None:
    answers = {**whole_visit(), "site": "word " * 16}
    plan = completion(STANDARD, answers, Mode.FULL)[0]
    assert (plan.answered, plan.required, plan.complete) == (9, 9, False)


def test_an_optional_section_is_complete_once_something_is_in_it() -> None:
    answers = {**whole_visit(), "welcoming": "strong"}
    done = {one.section_id: one for one in completion(STANDARD, answers, Mode.FULL)}
    assert done["impressions"].complete
    assert done["impressions"].optional_answered == 1


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, {"staff": None}, [{"id": "1"}]])
def test_nothing_is_no_answer(value: Any) -> None:
    kind = Kind.ROWS if isinstance(value, list) else Kind.TEXT
    assert not is_answered(Question("q", "Q", kind), value)


# --- words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question_id", "value", "words"),
    [
        ("confidence", "partly", "Partly assured"),
        ("visit_date", "2014-03-04", "4 March 2014"),
        ("took_place", False, "No"),
        ("visitors", ["m1", "m2"], "Member for North ward; Co-opted member"),
        ("team", "closed", "No longer in the register"),
        ("people_heard", {"staff": 4, "managers": 2}, "4 staff, 2 managers"),
        ("people_heard", {"children": 1, "managers": 1, "carers": 0}, "1 manager, 1 child"),
        ("people_heard", {"staff": 0}, "Nobody"),
        ("purpose", "<b>&amp;", "<b>&amp;"),
        ("summary", None, ""),
    ],
)
def test_an_answer_reads_as_words(question_id: str, value: Value, words: str) -> None:
    question = STANDARD.question(question_id)
    assert question is not None
    assert in_words(question, value, NAMES) == words


def test_rows_read_as_a_line_each() -> None:
    findings = STANDARD.question("findings")
    assert findings is not None
    rows: Any = [
        {"id": "1", "kind": "strength", "theme": "caseloads", "text": "Calm.", "basis": "saw"},
        {"id": "2", "kind": "idea", "text": "Share laptops."},
    ]
    assert in_words(findings, rows, NAMES).splitlines() == [
        "Strength · Caseloads · Calm. · What we saw",
        "Idea · Share laptops.",
    ]


def test_large_numbers_have_a_thousands_sign() -> None:
    assert in_words(_NUMBER, 1233, {}) == "1,233"
    assert in_words(_NUMBER, 2.0, {}) == "2"
