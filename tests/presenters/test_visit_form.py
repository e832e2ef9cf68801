from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from visits_app.domain.form_rules import faults
from visits_app.domain.forms import Source
from visits_app.domain.visits import Mode
from visits_app.imports.form_files import read_form
from visits_app.presenters.visit_form import VisitFormPresenter
from visits_app.presenters.visit_form_states import FormState, Mark, QuestionState, RowState

TODAY = date(2014, 3, 31)
STANDARD = read_form(
    (Path(__file__).parents[2] / "forms" / "standard.toml").read_text("utf-8"), "standard.toml"
)
NAMES = {
    Source.TEAMS: {"fostering": "Fostering", "closed": "A team that was closed"},
    Source.MEMBERS: {"m1": "Member for North ward"},
    Source.THEMES: {"caseloads": "Caseloads", "retention": "Retention"},
    Source.INDICATORS: {},
    Source.RECOMMENDATIONS: {},
}
OPTIONS = {Source.TEAMS: {"fostering": "Fostering"}}


def editor(answers: dict[str, Any] | None = None, mode: Mode = Mode.FULL) -> VisitFormPresenter:
    return VisitFormPresenter(STANDARD, answers or {}, mode, NAMES, lambda: TODAY, options=OPTIONS)


def shown(state: FormState, question_id: str) -> QuestionState:
    return next(question for question in state.questions if question.id == question_id)


def cell(row: RowState, column_id: str) -> QuestionState:
    return next(one for one in row.cells if one.id == column_id)


def finding(row_id: str, text: str = "Calm.") -> dict[str, str]:
    return {"id": row_id, "kind": "strength", "theme": "caseloads", "text": text, "basis": "saw"}


# --- sections ---------------------------------------------------------------------------------


def test_a_new_visit_begins_at_its_plan_with_nothing_wrong_and_nothing_unsaved() -> None:
    state = editor().state()
    assert (state.letter, state.section_title) == ("A", "Plan")
    assert (state.previous_title, state.next_title) == ("", "Questions")
    assert state.progress == "0 of 7 sections complete"
    assert not state.unsaved
    assert state.errors == ()
    assert {section.mark for section in state.sections} == {Mark.EMPTY, Mark.OPTIONAL}


def test_next_and_previous_walk_the_sections_and_stop_at_the_ends() -> None:
    form = editor()
    assert form.previous_section().letter == "A"
    letters = [form.next_section().letter for _ in range(9)]
    assert letters == [*"BCDEFGHHH"]
    assert form.previous_section().letter == "G"


def test_a_section_is_marked_as_it_is_filled() -> None:
    form = editor()
    form.go_to("people")
    state = form.edited("visitors", ["m1"])
    people = next(section for section in state.sections if section.id == "people")
    assert (people.mark, people.description) == (Mark.STARTED, "1 of 4 required answers")
    for question_id, value in (
        ("host_role", "team manager"),
        ("briefing_read", True),
        ("interests", "none"),
    ):
        state = form.edited(question_id, value)
    people = next(section for section in state.sections if section.id == "people")
    assert (people.mark, people.description, people.current) == (Mark.COMPLETE, "Complete", True)
    assert state.progress == "1 of 7 sections complete"


def test_sections_that_make_no_sense_go_and_the_editor_stays_at_the_nearest() -> None:
    form = editor({"took_place": True})
    form.go_to("handling")
    state = form.edited("took_place", False)
    assert [section.letter for section in state.sections] == ["A", "C"]
    assert state.letter == "C"
    assert form.go_to("plan").questions[3].id == "not_held_reason"


def test_answers_of_a_hidden_section_come_back_with_it() -> None:
    form = editor({"took_place": True, "summary": "Members visited."})
    form.edited("took_place", False)
    form.edited("took_place", True)
    assert shown(form.go_to("handling"), "summary").value == "Members visited."


# --- questions --------------------------------------------------------------------------------


def test_registers_offer_what_may_be_chosen_and_keep_what_was_chosen_before() -> None:
    assert [o.label for o in shown(editor().state(), "team").options] == ["Fostering"]
    labels = [o.label for o in shown(editor({"team": "closed"}).state(), "team").options]
    assert labels == ["Fostering", "A team that was closed"]


def test_open_asks_are_offered_once_the_team_is_known() -> None:
    form = editor({"took_place": True, "earlier_asks": "checked"})
    form.set_options(Source.OPEN_ASKS, {"a1": "Share the supervision record"})
    state = form.go_to("findings_made")
    state = form.add_row("ask_checks", {"ask": "a1"})
    (row,) = shown(state, "ask_checks").rows
    assert [o.label for o in cell(row, "ask").options] == ["Share the supervision record"]
    assert cell(row, "ask").value == "a1"


def test_words_are_counted_and_going_over_shows_at_once_but_the_error_only_after_leaving() -> None:
    form = editor()
    state = form.edited("purpose", "word " * 36)
    purpose = shown(state, "purpose")
    assert (purpose.word_count, purpose.over_limit, purpose.error) == ("36 of 35 words", True, "")
    state = form.left("purpose")
    assert "has 36 words; the limit is 35" in shown(state, "purpose").error
    assert [fault.where for fault in state.errors] == ["purpose"]
    state = form.edited("purpose", "word")
    assert shown(state, "purpose").error == ""


def test_an_empty_question_stays_quiet_when_it_is_left_unless_it_was_emptied() -> None:
    form = editor({"purpose": "To listen."})
    assert form.left("took_place").errors == ()
    form.edited("purpose", "")
    assert "needs an answer" in shown(form.left("purpose"), "purpose").error


def test_optional_questions_say_so() -> None:
    state = editor().state()
    assert shown(state, "site").requirement == "optional"
    assert shown(state, "team").requirement == ""


def test_what_is_typed_is_cleaned_and_numbers_become_numbers() -> None:
    panel = read_form(
        (Path(__file__).parents[2] / "forms" / "panel_observation.toml").read_text("utf-8"),
        "panel_observation.toml",
    )
    form = VisitFormPresenter(panel, {}, Mode.FULL, NAMES, lambda: TODAY)
    form.edited("purpose", "A\x00 b\r\nc")
    form.edited("items_observed", " 1,2 ")
    assert form.answers["purpose"] == "A b\nc"
    assert form.answers["items_observed"] == 12
    form.go_to("observed")
    form.edited("items_observed", "a few")
    state = form.left("items_observed")
    assert "needs a number" in shown(state, "items_observed").error
    assert shown(state, "items_observed").value == "a few"


@pytest.mark.parametrize("typed", ["nan", "inf", "1e99", "9" * 5000, "--4", "four"])
def test_what_is_no_number_stays_text(typed: str) -> None:
    panel = read_form(
        (Path(__file__).parents[2] / "forms" / "panel_observation.toml").read_text("utf-8"),
        "panel_observation.toml",
    )
    form = VisitFormPresenter(panel, {}, Mode.FULL, NAMES, lambda: TODAY)
    form.edited("items_observed", typed)
    assert form.answers["items_observed"] == typed


def test_an_unknown_question_changes_nothing() -> None:
    form = editor()
    assert form.edited("no_such_question", "text") == form.state()
    assert form.go_to("no_such_question") == form.state()


# --- rows -------------------------------------------------------------------------------------


def test_a_row_gets_an_id_of_its_own_and_the_keyboard() -> None:
    form = editor({"took_place": True})
    form.go_to("findings_made")
    state = form.add_row("findings")
    assert state.focus == "findings/1/kind"
    state = form.add_row("findings")
    first, second = shown(state, "findings").rows
    assert first.id != second.id
    assert second.title == "Finding 2 of 2"
    assert [c.id for c in second.cells] == ["kind", "theme", "text", "basis", "data_relation"]
    assert (first.can_move_up, first.can_move_down) == (False, True)


def test_a_cell_is_edited_without_touching_what_was_handed_out() -> None:
    before = [finding("f1"), finding("f2")]
    form = editor({"took_place": True, "findings": before})
    form.edit_cell("findings", "f2", "text", "Noisy.")
    changes: Any = form.take_changes()
    assert before[1]["text"] == "Calm."
    form.edit_cell("findings", "f2", "text", "Noisy again.")
    assert changes["findings"][1]["text"] == "Noisy."
    assert [row["id"] for row in changes["findings"]] == ["f1", "f2"]


def test_rows_move_and_keep_their_errors() -> None:
    rows = [finding("f1"), finding("f2", "word " * 121)]
    form = editor({"took_place": True, "findings": rows})
    form.go_to("findings_made")
    form.left("findings", "f2", "text")
    state = form.move_row("findings", "f2", -1)
    moved = shown(state, "findings").rows[0]
    assert moved.id == "f2"
    assert cell(moved, "text").path == "findings/1/text"
    assert "Finding 1: " in cell(moved, "text").error
    assert form.move_row("findings", "f2", -1) == state
    assert [row.id for row in shown(form.move_row("findings", "f2", 9), "findings").rows] == [
        *("f1", "f2"),
    ]


def test_a_removed_row_can_be_put_back_where_it_was() -> None:
    form = editor({"took_place": True, "findings": [finding("f1"), finding("f2"), finding("f3")]})
    form.go_to("findings_made")
    state = form.remove_row("findings", "f2")
    assert state.removed == "Finding 2"
    state = form.undo_remove()
    assert [row.id for row in shown(state, "findings").rows] == ["f1", "f2", "f3"]
    assert state.removed == ""


def test_removing_the_last_row_clears_the_answer() -> None:
    form = editor({"findings": [finding("f1")]})
    form.remove_row("findings", "f1")
    assert form.take_changes() == {"findings": None}


def test_no_more_rows_than_the_form_allows() -> None:
    form = editor({"took_place": True})
    form.go_to("questions_asked")
    for _ in range(9):
        state = form.add_row("questions")
    questions = shown(state, "questions")
    assert (len(questions.rows), questions.add_label) == (6, "")


# --- saving -----------------------------------------------------------------------------------


def test_changes_are_taken_once() -> None:
    form = editor({"site": "Town Hall"})
    state = form.edited("site", "")
    assert state.unsaved
    assert form.take_changes() == {"site": None}
    assert form.take_changes() == {}
    assert not form.state().unsaved


def test_the_same_answer_again_is_no_change() -> None:
    form = editor({"took_place": True, "visitors": ["m1"]})
    form.edited("took_place", True)
    form.edited("visitors", ["m1"])
    assert form.take_changes() == {}


def test_changes_that_could_not_be_saved_come_again_with_the_newest_answer() -> None:
    form = editor()
    form.edited("purpose", "First")
    changes = form.take_changes()
    form.edited("purpose", "Second")
    assert form.not_saved(changes).unsaved
    assert form.take_changes() == {"purpose": "Second"}


def test_a_text_too_long_to_keep_stays_behind_and_says_so() -> None:
    form = editor()
    form.edited("purpose", "x" * 200_001)
    state = form.edited("site", "Town Hall")
    assert "far longer" in shown(state, "purpose").error
    assert form.take_changes() == {"site": "Town Hall"}
    assert form.state().unsaved


# --- quick mode -------------------------------------------------------------------------------


def test_quick_mode_shows_what_is_required_and_keeps_the_rest() -> None:
    form = editor({"took_place": True, "site": "Town Hall"})
    state = form.set_mode(Mode.QUICK)
    assert all(question.required for question in state.questions)
    assert [section.letter for section in state.sections] == [*"ABCDFGH"]
    assert form.answers["site"] == "Town Hall"
    assert form.take_changes() == {}


def test_jumping_to_a_question_hidden_by_quick_mode_shows_everything() -> None:
    form = editor({"took_place": True}, Mode.QUICK)
    state = form.go_to("voices")
    assert (state.mode, state.focus, state.letter) == (Mode.FULL, "voices", "F")
    assert form.mode is Mode.FULL


# --- check and submit -------------------------------------------------------------------------


def test_a_check_names_everything_missing_with_a_path_to_go_to() -> None:
    form = editor({"took_place": True, "findings": [{**finding("f1"), "basis": ""}]})
    check = form.check()
    assert not check.ready
    paths = [fault.where for fault in check.faults]
    assert "team" in paths
    assert "findings/1/basis" in paths
    assert (
        check.sentence == f"{len(paths)} things have to be put right before this can be submitted."
    )
    state = form.go_to("findings/1/basis")
    assert (state.letter, state.focus) == ("F", "findings/1/basis")
    (row,) = shown(state, "findings").rows
    assert cell(row, "basis").error == "Finding 1: choose an answer to “It rests on”."
    marks = {section.id: section.mark for section in state.sections}
    assert marks["plan"] is Mark.WRONG


def test_the_check_page_shows_answers_in_words_and_optional_ones_of_quick_mode() -> None:
    form = editor({"took_place": True, "voices": "Heard.", "findings": [finding("f1")]}, Mode.QUICK)
    items = {item.path: item for section in form.check().sections for item in section.items}
    assert items["took_place"].words == "Yes"
    assert items["voices"].words == "Heard."
    assert items["findings"].rows[0].cells == (
        ("Kind", "Strength"),
        ("Theme", "Caseloads"),
        ("What did you find?", "Calm."),
        ("It rests on", "What we saw"),
    )
    assert "site" not in items
    assert items["team"].messages[0].what == "Choose an answer to “Team visited”."


def test_a_visit_not_held_needs_little_and_is_ready() -> None:
    form = editor(
        {
            "team": "fostering",
            "visit_date": "2014-03-04",
            "took_place": False,
            "not_held_reason": "The team was at an inspection.",
            "visitors": ["m1"],
            "findings": [{"id": "kept but not asked"}],
        }
    )
    check = form.check()
    assert check.ready
    assert check.sentence == "Nothing is missing. The visit will be recorded as not held."
    assert [section.letter for section in check.sections] == ["A", "C"]


def test_a_planned_visit_is_not_an_error_until_it_is_checked() -> None:
    form = editor({"visit_date": "2014-06-02"})
    state = form.left("visit_date")
    assert state.planned
    assert state.errors == ()
    check = form.check()
    assert check.sentence == "This visit is planned for 2 June 2014. Submit the report after it."
    assert "can be submitted from that day" in shown(form.go_to("plan"), "visit_date").error


@pytest.mark.parametrize("mode", list(Mode))
def test_the_check_agrees_with_the_rules(mode: Mode) -> None:
    answers: dict[str, Any] = {"took_place": True, "questions": [{"id": "1", "text": "Why?"}]}
    form = editor(answers, mode)
    assert form.check().faults == faults(STANDARD, answers, mode, today=TODAY, names=NAMES)


def test_an_edit_of_a_full_form_gives_the_next_state_within_two_milliseconds() -> None:
    long_text = "Three of five workers hold more cases than they should. " * 12
    rows = [finding(f"f{number}", long_text) for number in range(20)]
    form = editor(
        {
            "took_place": True,
            "findings": rows,
            "voices": long_text,
            "staff_priorities": long_text,
            "summary": long_text,
        }
    )
    form.go_to("findings_made")
    times = []
    for number in range(30):
        start = perf_counter()
        form.edit_cell("findings", "f7", "text", long_text + str(number))
        times.append(perf_counter() - start)
    assert min(times) < 0.002
