"""The first start: whose desk this is, and what to begin with."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.opening import SetUp, set_up
from visits_app.presenters.workspace import Desk
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import READING_WIDTH, SPACE_M, SPACE_XL, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import words


class WelcomePage(Page):
    """Two questions with an answer already chosen, and one button."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._desktop: Any = None
        self._build()
        self._example.toggled.connect(self._show_fields)
        self.start_button.clicked.connect(self._start)
        self.set_header("Welcome to Member Visits", "Two questions, then you can begin.")

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_M), 0)
        column.setSpacing(theme().px(SPACE_M))
        self._member = QRadioButton("A member's: I write up my visits")
        self._officer = QRadioButton(
            "The governance officer's: I gather reports and keep the registers"
        )
        self._example = QRadioButton("The example council")
        self._empty = QRadioButton("An empty council")
        self._member.setChecked(True)
        self._example.setChecked(True)
        self._groups = [QButtonGroup(self), QButtonGroup(self)]
        whose = self._card("Whose desk is this laptop?", self._groups[0], (
            (self._member, "Home, visits, recommendations, asks, indicators, meetings."),
            (self._officer, "The registers and the blank forms as well."),
        ))  # fmt: skip
        what = self._card("What shall it begin with?", self._groups[1], (
            (
                self._example,
                "Thirteen teams, five recommendations, real published figures and invented visit "
                "reports, to look round and try things out. Everything invented is marked.",
            ),
            (self._empty, "No teams, no visits: for real work from the first day."),
        ))  # fmt: skip
        self.name = QLineEdit()
        self.name.setAccessibleName("Your name as it is printed on reports")
        self.name.setPlaceholderText("Councillor …")
        self.ward = QLineEdit()
        self.ward.setAccessibleName("Your ward, if you have one")
        self._fields = QWidget()
        form = QFormLayout(self._fields)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setContentsMargins(theme().px(SPACE_XL), 0, 0, 0)
        form.addRow(words("Your name as it is printed on reports", wrap=False), self.name)
        form.addRow(words("Your ward, if you have one", wrap=False), self.ward)
        self._error = words("", "error")
        form.addRow(self._error)
        what.body.addWidget(self._fields)
        self._fields.hide()
        self._error.hide()
        self.start_button = Button("Begin", "primary")
        column.addWidget(whose)
        column.addWidget(what)
        column.addWidget(
            words(
                "Everything you write is kept in one encrypted file on this laptop. "
                "Nothing is sent anywhere.",
                "muted",
            )
        )
        column.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        content.setMaximumWidth(theme().px(READING_WIDTH))
        page_layout(self).addWidget(scrolled(content))

    def _card(
        self, heading: str, group: QButtonGroup, choices: tuple[tuple[QRadioButton, str], ...]
    ) -> Card:
        card = Card(heading)
        for button, text in choices:
            group.addButton(button)
            button.setAccessibleDescription(text)
            hint = words(text, "muted")
            hint.setContentsMargins(theme().px(SPACE_XL + SPACE_XS), 0, 0, theme().px(SPACE_XS))
            card.body.addWidget(button)
            card.body.addWidget(hint)
        return card

    def open(self, desktop: Any = None, **_target: Any) -> None:
        """Show the questions; `desktop` takes the store once it is made."""
        self._desktop = desktop or self._desktop
        self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_fields(self, example: bool) -> None:
        self._fields.setVisible(not example)
        if not example:
            self.name.setFocus()

    def _start(self) -> None:
        if self._empty.isChecked() and not self.name.text().strip():
            self._error.setText("Error: write your name as it should be printed on reports.")
            self._error.show()
            self.name.setFocus()
            return
        wanted = SetUp(
            desk=Desk.OFFICER if self._officer.isChecked() else Desk.MEMBER,
            with_example=self._example.isChecked(),
            name=self.name.text(),
            ward=self.ward.text(),
        )
        self.start_button.setEnabled(False)
        self.start_button.words("Setting up…")
        work = partial(set_up, self._desktop.path, wanted)
        self.load(work, self._desktop.opened, self._failed)

    def _failed(self, error: Exception) -> None:
        self.start_button.setEnabled(True)
        self.start_button.words("Begin")
        self.show_failure(error)
