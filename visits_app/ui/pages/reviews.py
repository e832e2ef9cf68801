"""Reports in hand: every submitted report by where it stands, late ones said."""

from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.presenters.reviews import IN_HAND_KEY, ReportRow, ReviewsPresenter, ReviewsState
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.steps import Steps
from visits_app.ui.widgets.words import words


class ReviewsPage(Page):
    """One card a stage, in the order of a report's life."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"visit", "review", "ask", "register"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = ReviewsPresenter(context.space)
        self._opened = ""
        self.shown = QComboBox()
        self.shown.setAccessibleName("Which reports")
        self.shown.setToolTip("Which reports are shown")
        self.shown.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        self._groups = QVBoxLayout()
        self._groups.setSpacing(theme().px(SPACE_L))
        column.addLayout(self._groups)
        self.more_button = Button("Show more", name="Show more reports", clicked=self._show_more)
        self.more_button.hide()
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._steps = Steps(self, at_once=8)
        self._empty = EmptyState("tick", "Nothing here", "")
        self.stack = StateStack(scrolled(content), self._empty)
        self.stack.retry.clicked.connect(self.refresh)
        bar = QHBoxLayout()
        bar.addWidget(self.shown)
        bar.addStretch(1)
        layout = page_layout(self)
        layout.addLayout(bar)
        layout.addWidget(self.stack, 1)
        self.shown.activated.connect(self._choose)
        self.start_focus = self.shown
        self.set_header("Reports in hand")

    def open(self, shown: str = "", **_target: Any) -> None:
        """Show the list, perhaps only the late reports or those at one stage."""
        if shown and shown != self.presenter.shown:
            self.presenter.choose(shown)
            self.stale = True
        super().open()

    def refresh(self) -> None:
        """Read the list."""
        self.load(self.presenter.state, self.show_state, self.could_not_read)

    def show_state(self, state: ReviewsState) -> None:
        """Show the list."""
        count = "1 report" if state.total == 1 else f"{state.total:,} reports"
        late = f", {state.late} late" if state.late else ""
        self.set_header("Reports in hand", f"{count}{late}.")
        self.shown.clear()
        for label, value in state.options:
            self.shown.addItem(label, value)
        self.shown.setCurrentIndex(self.shown.findData(self.presenter.shown))
        clear_layout(self._groups)
        alone = len(state.groups) == 1 and state.groups[0].stage.value == self.presenter.shown
        self.more_button.setVisible(alone and state.groups[0].total > len(state.groups[0].rows))
        self._steps.run(self._rows(state, alone))
        if state.groups:
            self.stack.show_content()
        else:
            self._say_empty()
            self.stack.show_empty()

    def _say_empty(self) -> None:
        if self.presenter.shown == IN_HAND_KEY:
            self._empty.show_words(
                "No report is in hand",
                "A report that is submitted comes here to be checked, and stays until it is"
                " closed.",
            )
        else:
            self._empty.show_words("No report here", "Choose other reports above.")

    def _rows(self, state: ReviewsState, alone: bool) -> Iterator[None]:
        for group in state.groups:
            card = Card(group.heading)
            card.body.setSpacing(0)
            self._groups.addWidget(card)
            if group.total > len(group.rows) and not alone:
                card.corner.addWidget(
                    Button(
                        "Show all", "link", name=f"Show all: {group.heading}",
                        clicked=partial(self._show_stage, group.stage.value),
                    )
                )  # fmt: skip
            for number, row in enumerate(group.rows):
                if number:
                    card.body.addWidget(rule())
                line = _ReportLine(row, self)
                card.body.addWidget(line)
                if row.visit_id == self._opened:
                    # the keyboard comes back to the report it went to
                    self._opened = ""
                    line.show()
                    line.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
                yield

    def open_report(self, visit_id: str) -> None:
        """Open the life of one report."""
        self._opened = visit_id
        self.context.go("review", visit_id=visit_id)

    def _choose(self, _index: int) -> None:
        self.presenter.choose(self.shown.currentData())
        self.refresh()

    def _show_stage(self, stage: str) -> None:
        self.presenter.choose(stage)
        self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _show_more(self) -> None:
        self.presenter.show_more()
        self.refresh()


class _ReportLine(QFrame):
    def __init__(self, row: ReportRow, page: ReviewsPage) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, theme().px(SPACE_S), 0, theme().px(SPACE_S))
        across.setSpacing(theme().px(SPACE_L))
        text = QVBoxLayout()
        text.setSpacing(3)
        text.addWidget(words(row.title, "strong"))
        text.addWidget(words(row.text, "muted"))
        if row.note:
            text.addWidget(words(f"“{row.note}”"))
        if row.chips:
            holder = QWidget()
            chips = FlowLayout(holder, theme().px(SPACE_S))
            for word, tone, icon_name in row.chips:
                chips.addWidget(Chip(word, tone, icon_name))
            text.addWidget(holder)
        across.addLayout(text, 1)
        self.open_button = Button(
            "Open", "link", name=f"Open the life of: {row.title}",
            clicked=partial(page.open_report, row.visit_id),
        )  # fmt: skip
        across.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
