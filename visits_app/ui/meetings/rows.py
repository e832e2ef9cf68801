"""The lines of a meeting's cards: items, papers, people, decisions, with what can be done."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.meetings import Decision, MeetingItem
from visits_app.presenters.meeting_detail import DecisionLine, ItemLine, LedLine, PersonLine
from visits_app.presenters.meetings import ChipWords
from visits_app.ui.theme import SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

_TOP = Qt.AlignmentFlag.AlignTop
LARGE = 150
"""Zoom from which on a row has its tools under its words."""


class MeetingActions(Protocol):
    """What a line may ask of the page."""

    def move_item(self, item: MeetingItem, steps: int) -> None:
        """Move an item up or down."""

    def change_item(self, item: MeetingItem) -> None:
        """Change an item."""

    def remove_item(self, item: MeetingItem) -> None:
        """Take an item off the agenda."""

    def change_decision(self, decision: Decision) -> None:
        """Give a decision other words."""

    def remove_decision(self, decision: Decision) -> None:
        """Take a decision out of the minutes."""

    def lead(self, line: LedLine) -> None:
        """Open what a line leads to."""


def chips_row(chips: Iterable[ChipWords], *more: QWidget) -> QWidget:
    """Return chips beside one another, wrapped where there is no room."""
    holder = QWidget()
    flow = FlowLayout(holder, theme().px(SPACE_S), centred=True)
    for chip in chips:
        flow.addWidget(Chip(chip.text, chip.tone, chip.icon_name))
    for widget in more:
        flow.addWidget(widget)
    return holder


def item_row(line: ItemLine, actions: MeetingActions | None, *, first: bool, last: bool) -> QWidget:
    """Return an item of the agenda; with `actions` it can be moved, changed and taken off."""
    item = line.item
    holder, across, column = _row(f"{line.number}.", tools=actions is not None)
    column.addWidget(words(item.title))
    if line.chips:
        column.addWidget(chips_row(line.chips))
    if item.note:
        column.addWidget(words(item.note, "caption"))
    if actions is None:
        return holder
    up = _tool("move-up", f"Move up: {item.title}", partial(actions.move_item, item, -1))
    down = _tool("move-down", f"Move down: {item.title}", partial(actions.move_item, item, 1))
    up.setEnabled(not first)
    down.setEnabled(not last)
    change = _tool("edit", f"Change: {item.title}", partial(actions.change_item, item))
    remove = _tool("delete", f"Remove: {item.title}", partial(actions.remove_item, item))
    _add_tools(across, column, (up, down, change, remove))
    return holder


def led_row(line: LedLine, actions: MeetingActions) -> QWidget:
    """Return a line with the link to what it is about."""
    holder, across, column = _row()
    column.addWidget(words(line.title))
    across.addWidget(_link(line, actions), 0, _TOP)
    return holder


def person_row(line: PersonLine, year: str) -> QWidget:
    """Return a member with presence and running rate."""
    holder, _, column = _row()
    column.addWidget(words(f"{line.name}, {line.role}" if line.role else line.name))
    more = [words(f"{line.rate} in {year}", "caption", wrap=False)] if line.rate else []
    column.addWidget(chips_row((line.chip,), *more))
    return holder


def decision_row(line: DecisionLine, actions: MeetingActions, *, can_edit: bool) -> QWidget:
    """Return a decision with what it made."""
    decision = line.decision
    holder, across, column = _row(f"{line.number}.", tools=can_edit)
    column.addWidget(words(decision.text))
    column.addWidget(chips_row((line.chip,)))
    if line.under:
        column.addWidget(words(f"Under: {line.under}", "caption"))
    if line.made is not None:
        column.addWidget(words(line.made.title, "muted"))
        column.addWidget(_link(line.made, actions), 0, Qt.AlignmentFlag.AlignLeft)
    if can_edit:
        short = decision.text[:60]
        change = _tool("edit", f"Change: {short}", partial(actions.change_decision, decision))
        remove = _tool("delete", f"Remove: {short}", partial(actions.remove_decision, decision))
        _add_tools(across, column, (change, remove))
    return holder


def _row(number: str = "", *, tools: bool = False) -> tuple[QWidget, QHBoxLayout, QVBoxLayout]:
    """Return a row: perhaps a number, the column of its words; room above them beside tools."""
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, theme().px(SPACE_XS), 0, theme().px(SPACE_XS))
    across.setSpacing(theme().px(SPACE_S))
    down = theme().px(8) if tools and not _is_large() else 0
    if number:
        label = words(number, "muted", wrap=False)
        label.setContentsMargins(0, down, 0, 0)
        label.setMinimumWidth(theme().px(22))
        across.addWidget(label, 0, _TOP)
    column = QVBoxLayout()
    column.setContentsMargins(0, down, 0, 0)
    column.setSpacing(theme().px(SPACE_XS))
    across.addLayout(column, 1)
    return holder, across, column


def _add_tools(across: QHBoxLayout, column: QVBoxLayout, tools: tuple[Button, ...]) -> None:
    """Put buttons beside the words, or under them where the text is large."""
    buttons = QHBoxLayout()
    buttons.setSpacing(0)
    for button in tools:
        buttons.addWidget(button)
    if _is_large():
        buttons.addStretch(1)
        column.addLayout(buttons)
    else:
        column.addStretch(1)
        across.addLayout(buttons)
        across.setAlignment(buttons, _TOP)


def _is_large() -> bool:
    return theme().zoom >= LARGE


def _tool(icon_name: str, name: str, act: Callable[[], object]) -> Button:
    return Button(
        "", "quiet", icon_name=icon_name, name=name, tooltip=name.split(":")[0], clicked=act
    )


def _link(line: LedLine, actions: MeetingActions) -> Button:
    name = f"{line.leads}: {line.title}"
    return Button(line.leads, "inline", name=name, clicked=partial(actions.lead, line))
