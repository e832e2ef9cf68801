"""The deadlines of a report's steps, on the officer's page of settings."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QWidget

from visits_app.domain.errors import FaultsError
from visits_app.presenters.deadlines import DeadlineField, DeadlinesPresenter
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XS, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words


class DeadlinesCard(Card):
    """A field for each step; nothing is kept before "Save deadlines"."""

    def __init__(self, page: Page) -> None:
        super().__init__("Deadlines")
        self._page = page
        self._context: Context = page.context
        self._presenter = DeadlinesPresenter(page.context.space)
        self.editors: dict[str, QWidget] = {}
        self.errors: dict[str, QLabel] = {}
        self.body.addWidget(
            words(
                "By when each step of a report is due, in working days. Reports in hand, what is"
                " late and the rota go by them.",
                "muted",
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(SPACE_L))
        self._grid.setVerticalSpacing(theme().px(SPACE_XS))
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self.save = Button("Save deadlines", clicked=self._put)
        self.as_usual = Button(
            "As usual", "quiet", tooltip="Fill in what is usual; Save keeps it",
            clicked=self._fill_usual,
        )  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.save)
        row.addWidget(self.as_usual)
        row.addStretch(1)
        self.body.addLayout(row)

    def read(self) -> None:
        """Read the deadlines and show them."""
        self._page.load(self._presenter.fields, self.show_fields)

    def show_fields(self, fields: tuple[DeadlineField, ...]) -> None:
        """Show the deadlines that hold."""
        if not self.editors:
            self._make(fields)
        for field in fields:
            self._editor(field.key).setText(field.days)
            self.errors[field.key].hide()

    def _make(self, fields: tuple[DeadlineField, ...]) -> None:
        for number, field in enumerate(fields):
            editor = QLineEdit()
            editor.setAccessibleName(field.label)
            editor.setAccessibleDescription(field.hint)
            editor.setFixedWidth(theme().px(76))
            editor.setMaxLength(4)
            editor.returnPressed.connect(self._put)
            told = QWidget()
            column = QGridLayout(told)
            column.setContentsMargins(0, theme().px(SPACE_S), 0, 0)
            column.setSpacing(0)
            column.addWidget(words(field.label, "strong"))
            column.addWidget(words(field.hint, "caption"))
            error = words("", "error")
            error.hide()
            column.addWidget(error)
            self._grid.addWidget(told, number, 0)
            self._grid.addWidget(editor, number, 1)
            self.editors[field.key], self.errors[field.key] = editor, error

    def _editor(self, key: str) -> QLineEdit:
        editor = self.editors[key]
        assert isinstance(editor, QLineEdit)
        return editor

    def _fill_usual(self) -> None:
        for key, days in self._presenter.usual().items():
            self._editor(key).setText(days)

    def _put(self) -> None:
        self.save.setEnabled(False)
        typed = {key: self._editor(key).text() for key in self.editors}
        self._page.load(partial(self._presenter.put, typed), self._saved, self._failed)

    def _saved(self, before: dict[str, str]) -> None:
        self.save.setEnabled(True)
        back = partial(self._presenter.put, before)
        act = partial(undo, self._context, back, "The deadlines are as they were.", "deadlines")
        self._context.say("Deadlines saved.", action="Undo", act=act)
        self._context.tell("deadlines", source=self._page)
        self.read()

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, FaultsError) and error.faults:
            faults = {fault.where: fault.what for fault in error.faults}
            show_field_errors(self.editors, self.errors, faults, self._area())
        else:
            self._page.show_failure(error)

    def _area(self) -> QScrollArea:
        """Return the scroll area this card is in."""
        area = self.parentWidget()
        while not isinstance(area, QScrollArea):
            assert area is not None
            area = area.parentWidget()
        return area
