"""Meetings and events on one time line."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from visits_app.presenters.meetings import DiaryEntry, MeetingsPresenter
from visits_app.ui.context import Context
from visits_app.ui.icons import pixmap
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XL, SPACE_XS, theme
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.steps import Steps
from visits_app.ui.widgets.words import words


class MeetingsPage(Page):
    """A card a year; in it dates on the left, what was on the agenda on the right."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"register"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = MeetingsPresenter(context.space)
        self._meetings = QCheckBox("Meetings")
        self._events = QCheckBox("Events outside")
        for box in (self._meetings, self._events):
            box.setChecked(True)
            box.toggled.connect(self.refresh)
        bar = QHBoxLayout()
        bar.setSpacing(theme().px(SPACE_L))
        bar.addWidget(self._meetings)
        bar.addWidget(self._events)
        bar.addStretch(1)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._steps = Steps(self, at_once=15)
        self._column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        self._column.setSpacing(theme().px(SPACE_L))
        self.stack = StateStack(
            scrolled(content, reading=True),
            EmptyState("meetings", "No meetings yet", "Meetings and their items are kept here."),
        )
        self.stack.retry.clicked.connect(self.refresh)
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_S))
        layout.addLayout(bar)
        layout.addWidget(self.stack, 1)
        self.set_header("Meetings", "What was discussed, and what happened round it.")

    def refresh(self) -> None:
        """Read the time line."""
        work = partial(
            self.presenter.entries,
            meetings=self._meetings.isChecked(),
            events=self._events.isChecked(),
        )
        self.load(work, self.show_state, self.could_not_read)

    def show_state(self, entries: tuple[DiaryEntry, ...]) -> None:
        """Show the time line."""
        clear_layout(self._column)
        self._steps.run(self._rows(entries))
        if entries:
            self.stack.show_content()
        else:
            self.stack.show_empty()

    def _rows(self, entries: tuple[DiaryEntry, ...]) -> Iterator[None]:
        card: Card | None = None
        year = 0
        for entry in entries:
            if card is None or entry.on.year != year:
                year = entry.on.year
                card = Card(str(year))
                self._column.addWidget(card)
            else:
                card.body.addWidget(rule())
            card.body.addWidget(_row(entry))
            yield
        self._column.addStretch(1)


def _row(entry: DiaryEntry) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, theme().px(SPACE_XS), 0, theme().px(SPACE_XS))
    across.setSpacing(theme().px(SPACE_XL))
    top = Qt.AlignmentFlag.AlignTop
    when = words(entry.when, "muted")
    when.setFixedWidth(theme().px(140))
    across.addWidget(when, 0, top)
    mark = QLabel()
    mark.setPixmap(pixmap("meetings" if entry.is_meeting else "flag", "muted"))
    mark.setAccessibleName("Meeting" if entry.is_meeting else "Event")
    across.addWidget(mark, 0, top)
    text = QVBoxLayout()
    text.setSpacing(theme().px(SPACE_XS))
    text.addWidget(words(entry.title, "strong"))
    if entry.visits_item:
        chip = Chip("Member visits on the agenda", "accent", "visits")
        text.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
    if entry.topics:
        text.addWidget(words(" · ".join(entry.topics)))
    if entry.note:
        text.addWidget(words(entry.note, "muted"))
    across.addLayout(text, 1)
    return row
