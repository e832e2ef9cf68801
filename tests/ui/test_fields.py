"""Every kind of field: what goes in comes out, by keyboard, and nothing changes by accident."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from visits_app.domain.forms import Kind
from visits_app.domain.text import clean
from visits_app.presenters.visit_form_states import AnswerOption, QuestionState, RowState
from visits_app.ui.fields.choices import ListField, RadioField, YesNoField
from visits_app.ui.fields.dates import CalendarPopup, DateField, TimeField
from visits_app.ui.fields.field import Field
from visits_app.ui.fields.making import make_field
from visits_app.ui.fields.note import NoteField
from visits_app.ui.fields.numbers import NumberField, PeopleField
from visits_app.ui.fields.rows import RowsField
from visits_app.ui.fields.several import ChecklistField, SeveralField
from visits_app.ui.fields.text import LongTextField, TextField

Shown = Callable[[Field], list[Any]]

pytestmark = pytest.mark.usefixtures("qapp")

TODAY = date(2014, 3, 10)
FEW = tuple(AnswerOption(value, value.capitalize()) for value in ("strong", "mixed", "concern"))
MANY = tuple(AnswerOption(f"t{n}", f"Team number {n}") for n in range(30))


def question(kind: Kind, **more: Any) -> QuestionState:
    settings: dict[str, Any] = {
        "id": "q", "path": "q", "number": "A1", "label": "The question", "value": None,
        "hint": "The hint.", "required": True,
    }  # fmt: skip
    return QuestionState(kind=kind, **{**settings, **more})


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Show a field between two others and return the list its values are added to."""
    windows: list[QWidget] = []

    def show(field: Field) -> list[Any]:
        window = QWidget()
        windows.append(window)
        layout = QVBoxLayout(window)
        layout.addWidget(QLineEdit())
        layout.addWidget(field)
        layout.addWidget(QLineEdit())
        qtbot.addWidget(window)
        window.resize(700, 500)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        values: list[Any] = []
        field.edited.connect(values.append)
        return values

    return show


def test_each_kind_has_its_widget() -> None:
    rows = question(Kind.ROWS, row_name="finding", add_label="Add a finding")
    for state, wanted in (
        (question(Kind.TEXT), TextField),
        (question(Kind.LONG_TEXT), LongTextField),
        (question(Kind.NUMBER), NumberField),
        (question(Kind.DATE), DateField),
        (question(Kind.TIME), TimeField),
        (question(Kind.YES_NO), YesNoField),
        (question(Kind.CHOICE, options=FEW), RadioField),
        (question(Kind.CHOICE, options=MANY), ListField),
        (question(Kind.CHOICE), ListField),
        (question(Kind.SEVERAL, options=FEW), SeveralField),
        (question(Kind.SEVERAL, options=MANY), ChecklistField),
        (question(Kind.PEOPLE, options=FEW), PeopleField),
        (question(Kind.NOTE), NoteField),
        (rows, RowsField),
    ):
        assert type(make_field(state)) is wanted


# --- words ------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200).map(clean))
def test_long_text_comes_back_as_it_was_written(text: str) -> None:
    field = LongTextField(question(Kind.LONG_TEXT))
    field.set_value(text)
    assert field.box.words() == text
    assert field.holds(text)
    field.deleteLater()


@pytest.mark.parametrize(
    "words", ["<b>&amp;</b>", "&File", "Zażółć gęślą jaźń", "שלום 👩‍👧 a\u00a0b"]
)
def test_words_are_kept_and_shown_as_typed(shown: Shown, words: str) -> None:
    for field in (
        TextField(question(Kind.TEXT, label=words)),
        LongTextField(question(Kind.LONG_TEXT, label=words)),
    ):
        values = shown(field)
        editor = field.editors()[0]
        editor.setFocus()
        editor.insertPlainText(words) if isinstance(field, LongTextField) else editor.insert(words)
        if isinstance(field, LongTextField):
            assert values[-1] == words
        assert field.holds(words)
        labels = [label for label in field.findChildren(QLabel) if label.text() == words]
        assert labels
        assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_tab_leaves_a_long_text_and_says_so(qtbot: QtBot, shown: Shown) -> None:
    field = LongTextField(question(Kind.LONG_TEXT))
    shown(field)
    field.take_focus()
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field.box, Qt.Key.Key_Tab)
    assert not field.has_keyboard()


def test_a_long_text_grows_with_its_words_up_to_a_screenful(shown: Shown) -> None:
    field = LongTextField(question(Kind.LONG_TEXT))
    shown(field)
    empty = field.box.height()
    field.set_value("\n".join("line" for _ in range(10)))
    ten = field.box.height()
    field.set_value("\n".join("line" for _ in range(500)))
    assert empty < ten < field.box.height() < 30 * field.box.fontMetrics().lineSpacing()


def test_what_is_being_typed_is_never_written_over(qtbot: QtBot, shown: Shown) -> None:
    field = LongTextField(question(Kind.LONG_TEXT))
    shown(field)
    field.take_focus()
    qtbot.keyClicks(field.box, "Calm and")
    field.box.moveCursor(field.box.textCursor().MoveOperation.Left)
    place = field.box.textCursor().position()
    field.render(replace(field.state, value="Something older", word_count="2 of 5 words"))
    assert field.box.words() == "Calm and"
    assert field.box.textCursor().position() == place


def test_word_count_and_error_stand_under_the_field_and_are_read_with_it(shown: Shown) -> None:
    field = TextField(question(Kind.TEXT, word_count="6 of 5 words", over_limit=True))
    shown(field)
    field.set_error("“The question” has 6 words; the limit is 5.")
    assert field.line.accessibleName() == "A1 The question"
    told = field.line.accessibleDescription()
    for part in ("Error: “The question” has 6 words", "The hint.", "required", "6 of 5 words"):
        assert part in told
    texts = [label.text() for label in field.findChildren(QLabel) if label.isVisible()]
    assert "Error: “The question” has 6 words; the limit is 5." in texts
    field.set_error("")
    assert "Error" not in field.line.accessibleDescription()


def test_an_optional_question_says_so(shown: Shown) -> None:
    field = TextField(question(Kind.TEXT, required=False, requirement="optional"))
    shown(field)
    assert "optional" in [x.text() for x in field.findChildren(QLabel) if x.isVisible()]
    assert "optional" in field.line.accessibleDescription()


def test_help_opens_and_closes_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    field = TextField(question(Kind.TEXT, help="Why this is asked."))
    shown(field)
    assert field.help_button is not None
    helps = [x for x in field.findChildren(QLabel) if x.text() == "Why this is asked."]
    assert not helps[0].isVisible()
    field.help_button.setFocus()
    qtbot.keyClick(field.help_button, Qt.Key.Key_Space)
    assert helps[0].isVisible()
    qtbot.keyClick(field.help_button, Qt.Key.Key_Space)
    assert not helps[0].isVisible()


# --- numbers ----------------------------------------------------------------------------------


@given(number=st.one_of(st.none(), st.integers(-(10**9), 10**9)))
@settings(max_examples=30, deadline=None)
def test_a_number_comes_back(number: int | None) -> None:
    field = NumberField(question(Kind.NUMBER))
    field.set_value(number)
    assert field.holds(number)
    field.deleteLater()


def test_a_number_is_typed(qtbot: QtBot, shown: Shown) -> None:
    field = NumberField(question(Kind.NUMBER))
    values = shown(field)
    qtbot.keyClicks(field.line, "12")
    assert values == ["1", "12"]


def test_people_are_counted_by_group_and_only_in_digits(qtbot: QtBot, shown: Shown) -> None:
    field = PeopleField(question(Kind.PEOPLE, options=FEW))
    values = shown(field)
    qtbot.keyClicks(field.boxes["strong"], "4x")
    qtbot.keyClicks(field.boxes["concern"], "0")
    assert values[-1] == {"strong": 4, "concern": 0}
    qtbot.keyClick(field.boxes["strong"], Qt.Key.Key_Backspace)
    assert values[-1] == {"concern": 0}
    field.set_value({"mixed": 7})
    assert [box.text() for box in field.boxes.values()] == ["", "7", ""]
    assert field.boxes["mixed"].accessibleName() == "Mixed: A1 The question"


# --- dates and times --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["4/3/2014", "4 March 2014", "2014-03-04", "04.03.2014", "4 mar 2014", "4/3/14", "4/3"]
)
def test_a_date_is_typed_as_people_write_it(qtbot: QtBot, shown: Shown, typed: str) -> None:
    field = DateField(question(Kind.DATE), today=lambda: TODAY)
    values = shown(field)
    field.take_focus()
    qtbot.keyClicks(field.line, typed)
    field.nextInFocusChain()
    qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    qtbot.keyClick(field.button, Qt.Key.Key_Tab)
    assert values[-1] == "2014-03-04"
    assert field.line.text() == "4 March 2014"
    assert "Tuesday 4 March 2014" in [label.text() for label in field.findChildren(QLabel)]


def test_today_is_a_date_and_no_date_is_possible(qtbot: QtBot, shown: Shown) -> None:
    field = DateField(question(Kind.DATE), today=lambda: TODAY)
    values = shown(field)
    assert field.line.text() == ""
    qtbot.keyClicks(field.line, "today")
    assert values[-1] == "2014-03-10"
    field.line.selectAll()
    qtbot.keyClick(field.line, Qt.Key.Key_Delete)
    assert values[-1] is None


def test_half_a_year_is_not_taken_for_another_year(qtbot: QtBot, shown: Shown) -> None:
    field = DateField(question(Kind.DATE), today=lambda: TODAY)
    values = shown(field)
    qtbot.keyClicks(field.line, "4/3/2014")
    assert "2020-03-04" not in values
    assert values[-1] == "2014-03-04"


def test_words_that_are_no_date_are_kept(qtbot: QtBot, shown: Shown) -> None:
    field = DateField(question(Kind.DATE), today=lambda: TODAY)
    values = shown(field)
    field.take_focus()
    qtbot.keyClicks(field.line, "soon")
    qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert values[-1] == "soon"
    assert field.line.text() == "soon"


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)))
@settings(max_examples=40, deadline=None)
def test_a_date_comes_back(day: date) -> None:
    field = DateField(question(Kind.DATE), today=lambda: TODAY)
    field.set_value(day.isoformat())
    assert field.holds(day.isoformat())
    field.deleteLater()


def test_a_day_can_be_picked_from_the_calendar_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    field = DateField(question(Kind.DATE, value="2014-03-04"), today=lambda: TODAY)
    values = shown(field)
    field.take_focus()
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    grid = popup.calendar.focusProxy() or popup.calendar
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert values[-1] == "2014-03-05"
    assert field.line.text() == "5 March 2014"


@pytest.mark.parametrize(
    ("typed", "meant"), [("14:30", "14:30"), ("2.30pm", "14:30"), ("9", "09:00"), ("noon", "noon")]
)
def test_a_time_is_typed_as_people_write_it(
    qtbot: QtBot, shown: Shown, typed: str, meant: str
) -> None:
    field = TimeField(question(Kind.TIME))
    values = shown(field)
    field.take_focus()
    qtbot.keyClicks(field.line, typed)
    qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert values[-1] == meant
    assert field.line.text() == meant


# --- choices ----------------------------------------------------------------------------------


def test_a_radio_button_is_chosen_and_taken_back_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    field = RadioField(question(Kind.CHOICE, options=FEW))
    values = shown(field)
    field.take_focus()
    first = field.buttons["strong"]
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert values == ["strong"]
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert values[-1] == "mixed"
    qtbot.keyClick(field.buttons["mixed"], Qt.Key.Key_Delete)
    assert values[-1] is None
    assert field.holds(None)
    assert field.has_keyboard()


def test_yes_and_no_are_true_and_false_and_neither_at_first(shown: Shown) -> None:
    field = YesNoField(question(Kind.YES_NO))
    values = shown(field)
    assert field.holds(None)
    field.buttons["no"].click()
    field.buttons["yes"].click()
    assert values == [False, True]
    field.set_value(False)
    assert field.holds(False)
    assert "The question" in field.buttons["yes"].accessibleDescription()


def test_a_long_list_is_searched_by_any_part_of_a_name(qtbot: QtBot, shown: Shown) -> None:
    field = ListField(question(Kind.CHOICE, options=MANY))
    values = shown(field)
    field.take_focus()
    qtbot.keyClicks(field.line, "number 17")
    popup = field.combo.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    popup.hide()
    field.settle()
    assert values[-1] == "t17"
    assert field.line.text() == "Team number 17"


def test_words_that_are_not_in_a_list_are_an_error_and_stay(qtbot: QtBot, shown: Shown) -> None:
    field = ListField(question(Kind.CHOICE, options=MANY, value="t3"))
    values = shown(field)
    field.take_focus()
    field.line.selectAll()
    qtbot.keyClicks(field.line, "xyz")
    field.combo.completer().popup().hide()
    field.settle()
    assert values[-1] is None
    assert field.line.text() == "xyz"
    assert "“xyz” is not in the list" in field.error
    field.line.selectAll()
    qtbot.keyClicks(field.line, "Team number 4")
    assert values[-1] == "t4"
    assert field.error == ""


def test_the_mouse_wheel_never_changes_an_answer(shown: Shown) -> None:
    field = ListField(question(Kind.CHOICE, options=MANY, value="t3"))
    values = shown(field)
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    field.take_focus()
    QApplication.sendEvent(field.combo, event)
    assert field.combo.chosen() == "t3"
    assert values == []
    assert not event.isAccepted()


def test_several_answers_keep_the_order_of_the_form(qtbot: QtBot, shown: Shown) -> None:
    field = SeveralField(question(Kind.SEVERAL, options=FEW))
    values = shown(field)
    field.boxes["concern"].setFocus()
    qtbot.keyClick(field.boxes["concern"], Qt.Key.Key_Space)
    qtbot.keyClick(field.boxes["strong"], Qt.Key.Key_Space)
    assert values == [["concern"], ["strong", "concern"]]
    field.set_value(["mixed"])
    assert field.holds(["mixed"])


def test_a_long_checklist_is_narrowed_and_ticked_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    field = ChecklistField(question(Kind.SEVERAL, options=MANY, value=["t1"]))
    values = shown(field)
    field.take_focus()
    qtbot.keyClicks(field.filter, "number 25")
    assert sum(not field.list.item(row).isHidden() for row in range(field.list.count())) == 1
    qtbot.keyClick(field.filter, Qt.Key.Key_Return)
    qtbot.keyClick(field.list, Qt.Key.Key_Space)
    assert values[-1] == ["t1", "t25"]


@given(chosen=st.sets(st.sampled_from([option.value for option in MANY])))
@settings(max_examples=20, deadline=None)
def test_a_checklist_comes_back(chosen: set[str]) -> None:
    field = ChecklistField(question(Kind.SEVERAL, options=MANY))
    field.set_value(sorted(chosen))
    assert field.holds(sorted(chosen))
    field.deleteLater()


def test_new_options_keep_what_is_chosen(shown: Shown) -> None:
    field = ListField(question(Kind.CHOICE, options=MANY[:8], value="t3"))
    values = shown(field)
    field.render(replace(field.state, options=MANY))
    assert field.holds("t3")
    assert values == []


# --- rows -------------------------------------------------------------------------------------


def rows(*ids: str) -> QuestionState:
    cells = [
        question(Kind.CHOICE, id="kind", label="Kind", options=FEW),
        question(Kind.LONG_TEXT, id="text", label="What did you find?"),
    ]
    states = tuple(
        RowState(
            id=row_id,
            path=f"q/{place}",
            title=f"Finding {place} of {len(ids)}",
            cells=tuple(replace(cell, path=f"q/{place}/{cell.id}") for cell in cells),
            error="",
            can_move_up=place > 1,
            can_move_down=place < len(ids),
        )
        for place, row_id in enumerate(ids, start=1)
    )
    return question(Kind.ROWS, rows=states, row_name="finding", add_label="Add a finding")


def test_rows_are_kept_when_others_come_go_and_move(shown: Shown) -> None:
    field = RowsField(rows("a", "b"), make_field, lambda: TODAY)
    shown(field)
    second = field.cards["b"]
    field.render(rows("b", "c", "a"))
    assert list(field.cards) == ["b", "c", "a"]
    assert field.cards["b"] is second
    field.render(rows("b"))
    assert list(field.cards) == ["b"]
    assert second.accessibleName() == "Finding 1 of 1"


def test_a_row_says_what_is_done_to_it(qtbot: QtBot, shown: Shown) -> None:
    field = RowsField(rows("a", "b"), make_field, lambda: TODAY)
    shown(field)
    done: list[Any] = []
    field.cell_edited.connect(lambda *what: done.append(what))
    field.row_removed.connect(done.append)
    field.row_moved.connect(lambda *what: done.append(what))
    field.row_added.connect(lambda: done.append("added"))
    card = field.cards["b"]
    text = card.fields["text"]
    assert isinstance(text, LongTextField)
    text.take_focus()
    qtbot.keyClicks(text.box, "A")
    card.up.click()
    card.remove.click()
    field.add_button.click()
    assert done == [("b", "text", "A"), ("b", -1), "b", "added"]
    assert not card.down.isEnabled()
    assert card.remove.accessibleName() == "Remove finding 2"
    assert text.box.accessibleName() == "Finding 2 of 2: What did you find?"


def test_the_keyboard_goes_to_the_cell_a_path_names(shown: Shown) -> None:
    field = RowsField(rows("a", "b"), make_field, lambda: TODAY)
    shown(field)
    assert field.take_focus("q/2/text")
    assert field.cards["b"].fields["text"].has_keyboard()
    assert field.take_focus("q")
    assert field.cards["a"].fields["kind"].has_keyboard()


def test_tab_follows_the_cards_as_they_stand(qtbot: QtBot, shown: Shown) -> None:
    field = RowsField(rows("a", "b"), make_field, lambda: TODAY)
    shown(field)
    field.render(rows("b", "a"))
    last = field.cards["b"].fields["text"]
    assert isinstance(last, LongTextField)
    last.take_focus()
    qtbot.keyClick(last.box, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert field.cards["a"].isAncestorOf(focused)


@pytest.mark.parametrize("later", [(), ("a",), ("a", "b"), ("b", "a")])
def test_tab_goes_through_every_card_to_the_button_and_on(
    qtbot: QtBot, shown: Shown, later: tuple[str, ...]
) -> None:
    """Whether a card was there from the start or came while the section was on show."""
    field = RowsField(rows("a"), make_field, lambda: TODAY)
    shown(field)
    for step in (later[:1], later):
        field.render(rows(*step))
    qtbot.waitUntil(lambda: all(card.isVisible() for card in field.cards.values()))
    first, *_, last = field.window().findChildren(QLineEdit)
    first.setFocus()
    walked: list[str] = []
    while not last.hasFocus():
        focused = QApplication.focusWidget()
        assert focused is not None
        assert len(walked) < 30
        walked.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    cells = [name for name in walked if name.endswith("What did you find?")]
    assert cells == [
        f"Finding {n} of {len(later)}: What did you find?" for n, _ in enumerate(later, 1)
    ]
    assert walked[-1] == "Add a finding"


def test_everything_that_takes_the_keyboard_has_a_name(shown: Shown) -> None:
    for state in (
        question(Kind.TEXT, help="Help."),
        question(Kind.LONG_TEXT),
        question(Kind.NUMBER),
        question(Kind.DATE),
        question(Kind.TIME),
        question(Kind.YES_NO),
        question(Kind.CHOICE, options=MANY),
        question(Kind.SEVERAL, options=FEW),
        question(Kind.SEVERAL, options=MANY),
        question(Kind.PEOPLE, options=FEW),
        rows("a", "b"),
    ):
        field = make_field(state)
        shown(field)
        for widget in field.findChildren(QWidget):
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.isVisible():
                assert widget.accessibleName(), f"{type(widget).__name__} of {state.kind}"
