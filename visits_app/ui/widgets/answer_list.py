"""Answers to read, question left and answer right; what is missing is a link."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from visits_app.domain.differences import Difference
from visits_app.domain.errors import Fault
from visits_app.presenters.visit_form_states import CheckItem, CheckRow, CheckSection
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.marked_text import MarkedText
from visits_app.ui.widgets.passage_row import PassageRow
from visits_app.ui.widgets.words import words

Jump = Callable[[str], None]
Marks = Mapping[str, Mapping[str, Sequence[PassageRow]]]
"""Path of an answer or row → its text → the rows of what was found in it."""
_TOP = Qt.AlignmentFlag.AlignTop


def section_card(section: CheckSection, jump: Jump, marks: Marks | None = None) -> Card:
    """Return one section's answers, with a way back into it and what may identify somebody."""
    card = Card(f"{section.letter}  {section.title}")
    change = Button("Change", "inline", icon_name="edit", clicked=partial(jump, section.id))
    change.setAccessibleName(f"Change {section.title}")
    card.corner.addWidget(change)
    grid = _grid()
    for row, item in enumerate(section.items):
        grid.addWidget(_number(item.number), row, 0, _TOP)
        grid.addWidget(_top(words(item.label, "muted")), row, 1)
        grid.addWidget(_answer(item, jump, marks or {}), row, 2)
    card.body.addLayout(grid)
    return card


def changes_card(changes: tuple[Difference, ...], last_sealed: str) -> Card:
    """Return what a correction changes against the sealed report."""
    count = "One change" if len(changes) == 1 else f"{len(changes)} changes"
    card = Card(f"{count} since {last_sealed}")
    if not changes:
        card.body.addWidget(
            words("Nothing differs from the report yet. Change what is wrong first.", "muted")
        )
        return card
    grid = _grid()
    grid.setColumnStretch(3, 3)
    for column, title in ((1, "Question"), (2, "Before"), (3, "Now")):
        grid.addWidget(words(title, "caption"), 0, column)
    for row, change in enumerate(changes, start=1):
        grid.addWidget(_number(change.number), row, 0, _TOP)
        grid.addWidget(_top(words(change.label)), row, 1)
        grid.addWidget(_top(words(change.before or "(nothing)", "muted")), row, 2)
        grid.addWidget(_top(words(change.after or "(nothing)")), row, 3)
    card.body.addLayout(grid)
    return card


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(SPACE_L))
    grid.setVerticalSpacing(theme().px(SPACE_M))
    grid.setColumnMinimumWidth(0, theme().px(24))
    grid.setColumnMinimumWidth(1, theme().px(120))
    grid.setColumnMinimumWidth(2, theme().px(180))
    grid.setColumnStretch(1, 2)
    grid.setColumnStretch(2, 3)
    return grid


def _top(label: QLabel) -> QLabel:
    # aligned within itself: a layout that aligns it would not let it wrap at its width
    label.setAlignment(_TOP)
    return label


def _number(number: str) -> QLabel:
    return words(number, "muted", wrap=False)


def _answer(item: CheckItem, jump: Jump, marks: Marks) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().px(SPACE_S))
    if item.words:
        marked = marks.get(item.path, {}).get(item.words, ())
        column.addWidget(_text(item.words, "", marked))
        for passage in marked:
            column.addWidget(passage)
    for row in item.rows:
        column.addWidget(_row(row, marks.get(row.path, {})))
    for fault in item.messages:
        column.addLayout(_error(fault, jump))
    column.addStretch(1)
    if not (item.words or item.rows or item.messages):
        column.addWidget(words("Not answered", "muted"))
    return holder


def _error(fault: Fault, jump: Jump) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme().px(SPACE_S))
    picture = QLabel()
    picture.setPixmap(pixmap("error", "danger"))
    link = Button("Put right", "inline", clicked=partial(jump, fault.where))
    link.setAccessibleName(f"Put right: {fault.what}")
    line.addWidget(picture, 0, _TOP)
    line.addWidget(words(f"Error: {fault.what}", "error"), 1, _TOP)
    line.addWidget(link, 0, _TOP)
    return line


def _text(text: str, label: str, marked: Sequence[PassageRow]) -> QWidget:
    """Return an answer in words, what may identify somebody marked in it."""
    told = f"{label} {text}".lstrip()
    if not marked:
        return words(told)
    before = len(told) - len(text)
    spans = [
        (before + one.line.found.passage.start, before + one.line.found.passage.end)
        for one in marked
    ]
    return MarkedText(told, spans)


def _row(row: CheckRow, marks: Mapping[str, Sequence[PassageRow]]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, theme().px(SPACE_XS))
    column.setSpacing(theme().px(2))
    column.addWidget(words(row.title, "strong"))
    for label, text in row.cells:
        marked = marks.get(text, ())
        column.addWidget(_text(text, label if label.endswith("?") else f"{label}:", marked))
        for passage in marked:
            column.addWidget(passage)
    return holder
