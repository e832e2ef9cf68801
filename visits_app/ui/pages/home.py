"""Home: what to do next, for both desks."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.home import HomePresenter
from visits_app.presenters.home_states import HomeCard, HomeLink, HomeRow, HomeState
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.trace import mark
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import StateStack
from visits_app.ui.widgets.words import words


class HomePage(Page):
    """Cards and the draft to go on with; what takes longer to read comes a moment later."""

    listens_to: ClassVar[frozenset[str]] = frozenset(
        {
            "visit",
            "link",
            "ask",
            "question",
            "register",
            "rota",
            "action",
            "meeting",
            "recommendation",
            "deadlines",
            "indicator",
            "review",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = HomePresenter(context.space)
        self._cards: dict[str, Card] = {}
        self._later: dict[str, HomeCard] = {}
        """What was read later the last time: shown until it is read anew."""
        self._columns = 0
        self._build()
        self.set_header(" ")

    def _build(self) -> None:
        self.primary = Button(
            "Record a visit", "primary", icon_name="add", tooltip="Record a visit (Ctrl+N)",
            clicked=self._record,
        )  # fmt: skip
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        self._resume = QVBoxLayout()
        column.addLayout(self._resume)
        across = QHBoxLayout()
        across.setSpacing(theme().px(SPACE_L))
        self._stacks = (QVBoxLayout(), QVBoxLayout())
        for stack in self._stacks:
            stack.setSpacing(theme().px(SPACE_L))
            stack.setAlignment(Qt.AlignmentFlag.AlignTop)
            across.addLayout(stack)
        self._across = across
        column.addLayout(across)
        column.addStretch(1)
        self.stack = StateStack(scrolled(content))
        self.stack.retry.clicked.connect(self.refresh)
        page_layout(self).addWidget(self.stack)

    def refresh(self) -> None:
        """Read what is on."""
        self.load(partial(self.presenter.state, datetime.now()), self.show_state, self._failed)

    def show_state(self, state: HomeState) -> None:
        """Show what is on."""
        self.set_header(state.greeting, state.summary)
        clear_layout(self._resume)
        if state.resume is not None:
            self._resume.addWidget(self._resume_bar(state.resume))
        for card in self._cards.values():
            card.setParent(None)
            card.deleteLater()
        self._cards = {
            card.key: self._card(self._later.get(card.key, card)) for card in state.cards
        }
        self._columns = 0
        self._arrange()
        self.stack.show_content()
        mark("list_usable")
        # in the long lane: a save is not to wait behind it
        self.context.jobs.run(
            self, self.presenter.later, self.show_later, self.show_failure, long=True
        )

    def show_later(self, cards: tuple[HomeCard, ...]) -> None:
        """Put cards that were read later in the place of those that stood for them."""
        for state in cards:
            before, stood = self._cards.get(state.key), self._later.get(state.key)
            self._later[state.key] = state
            if before is None or state == stood:
                continue
            card = self._card(state)
            held = before.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            for stack in self._stacks:
                stack.replaceWidget(before, card)
            before.hide()
            before.setParent(None)
            before.deleteLater()
            self._cards[state.key] = card
            if held:
                _take_focus(card)

    def _resume_bar(self, row: HomeRow) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "message")
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(*(theme().px(SPACE_M),) * 4)
        text = QVBoxLayout()
        text.setSpacing(theme().px(SPACE_XS))
        text.addWidget(words(f"Go on with {row.title}", "strong"))
        text.addWidget(words(row.text, "muted"))
        layout.addLayout(text, 1)
        go_on = Button(
            "Continue", icon_name="edit", name=f"Continue {row.title}",
            clicked=partial(self._go, row),
        )  # fmt: skip
        layout.addWidget(go_on)
        return bar

    def _card(self, state: HomeCard) -> Card:
        card = Card(state.heading)
        card.body.setSpacing(0)
        if not state.rows:
            card.body.addWidget(words("Reading…" if state.waits else state.empty, "muted"))
        for number, row in enumerate(state.rows):
            if number:
                card.body.addWidget(rule())
            button = RowButton(row, partial(self._go, row))
            card.body.addWidget(self._with_links(row, button) if row.links else button)
        if state.more:
            more = Button(
                state.more, "link",
                clicked=partial(self.context.go, state.more_page, **state.more_target),
            )  # fmt: skip
            card.corner.addWidget(more)
        return card

    def _with_links(self, row: HomeRow, button: QWidget) -> QWidget:
        """Return a row with what else can be done: one beside it, more under it."""
        both = QWidget()
        kind = "link" if len(row.links) == 1 else "inline"
        made = [
            Button(
                link.text, kind, name=link.name, tooltip=link.tooltip,
                clicked=partial(self._follow, link),
            )
            for link in row.links
        ]  # fmt: skip
        if len(made) == 1:
            beside = QHBoxLayout(both)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(button, 1)
            beside.addWidget(made[0])
            return both
        under = QVBoxLayout(both)
        under.setContentsMargins(0, 0, 0, theme().px(SPACE_S))
        under.setSpacing(0)
        under.addWidget(button)
        line = QWidget()
        flow = FlowLayout(line, theme().px(SPACE_L))
        for one in made:
            flow.addWidget(one)
        under.addWidget(line)
        return both

    def _follow(self, link: HomeLink) -> None:
        if link.page:
            self.context.go(link.page, **link.target)
        elif link.act == "begin":
            self.load(partial(self.presenter.begin_report, link.rota_id), self._begun)
        else:
            self._ask_where(link.rota_id)

    def _begun(self, visit_id: str) -> None:
        self.context.tell("visit", visit_id, self)
        self.context.tell("rota", source=self)
        self.stale = True
        self.context.go("visit", visit_id=visit_id)

    def _ask_where(self, rota_id: str) -> None:
        from visits_app.ui.calendar_files import ask_for_calendar_file

        places = partial(self.presenter.calendar_places, rota_id)
        save = partial(self.save_calendar, rota_id)
        ask_for_calendar_file(self, "Member visit.ics", places, save)

    def save_calendar(self, rota_id: str, path: str) -> None:
        """Write the calendar file of a planned visit to `path`."""
        from visits_app.ui.calendar_files import say_saved

        work = partial(self.presenter.save_calendar, Path(path), rota_id)
        self.context.jobs.run(self, work, partial(say_saved, self), self.show_failure, long=True)

    def _arrange(self) -> None:
        wanted = 2 if self.width() >= theme().px(820) else 1
        if wanted == self._columns:
            return
        self._columns = wanted
        for number, card in enumerate(self._cards.values()):
            # each column is as high as its own cards: no card waits for its neighbour
            self._stacks[number % wanted].addWidget(card)
        for number in range(2):
            self._across.setStretch(number, 1 if number < wanted else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cards:
            self._arrange()

    def _go(self, row: HomeRow) -> None:
        self.context.go(row.page, **row.target)

    def _record(self) -> None:
        from visits_app.ui.new_visit import record_visit

        record_visit(self.context, self)

    def _failed(self, error: Exception) -> None:
        self.stack.show_error(str(error))
        self.show_failure(error)


class RowButton(QPushButton):
    """A line of a card that leads somewhere; a button to the keyboard and to a screen reader."""

    def __init__(self, row: HomeRow, act: Callable[[], None]) -> None:
        super().__init__()
        self.clicked.connect(_without_checked(act))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("kind", "row")
        self.setAccessibleName(" ".join(part for part in (row.title, row.chip) if part))
        self.setAccessibleDescription(row.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme().px(SPACE_S), 0, theme().px(SPACE_S))
        layout.setSpacing(theme().px(SPACE_M))
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(words(row.title))
        if row.text:
            text.addWidget(words(row.text, "caption"))
        layout.addLayout(text, 1)
        if row.chip:
            layout.addWidget(Chip(row.chip, row.tone, row.icon_name))

        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._inside().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside().minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._inside().heightForWidth(width)

    def _inside(self) -> QLayout:
        layout = self.layout()
        assert layout is not None
        return layout

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


def _take_focus(card: Card) -> None:
    """Give the keyboard to the first line of a card."""
    for button in card.findChildren(RowButton):
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        return


def _without_checked(act: Callable[[], None]) -> Callable[[bool], None]:
    def call(_checked: bool) -> None:
        act()

    return call
