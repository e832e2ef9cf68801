"""Settings: whose desk, how it looks, where the store is."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from visits_app import paths
from visits_app.presenters.settings import SettingsPresenter, SettingsState
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.review.procedure_card import ProcedureCard
from visits_app.ui.theme import READING_WIDTH, SPACE_L, SPACE_S, ZOOM_STEPS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import words

_SCHEMES = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))


class SettingsPage(Page):
    """Three cards; every change takes effect at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = SettingsPresenter(context.space)
        self._state: SettingsState | None = None
        self._build()
        self._connect()
        self.set_header("Settings")

    def _build(self) -> None:
        self._member_desk = QRadioButton(Desk.MEMBER.label)
        self._officer_desk = QRadioButton(Desk.OFFICER.label)
        self._desks = QButtonGroup(self)
        for button in (self._member_desk, self._officer_desk):
            self._desks.addButton(button)
        self.member = QComboBox()
        self.member.setAccessibleName("Who writes reports on this laptop")
        desk = Card("This desk")
        desk.body.addWidget(self._member_desk)
        desk.body.addWidget(self._officer_desk)
        desk.body.addSpacing(theme().px(SPACE_S))
        desk.body.addWidget(words("Who writes reports on this laptop"))
        desk.body.addWidget(self.member)
        self.scheme = QComboBox()
        self.scheme.setAccessibleName("Colours")
        for label, value in _SCHEMES:
            self.scheme.addItem(label, value)
        self.zoom = QComboBox()
        self.zoom.setAccessibleName("Text size")
        for step in ZOOM_STEPS:
            self.zoom.addItem(f"{step} %", step)
        look = Card("Look")
        look.body.addWidget(words("Colours"))
        look.body.addWidget(self.scheme)
        look.body.addSpacing(theme().px(SPACE_S))
        look.body.addWidget(words("Text size (Ctrl + and Ctrl −)"))
        look.body.addWidget(self.zoom)
        self._file = words("", selectable=True)
        self._key = words("", "muted")
        self._result = words("", selectable=True)
        self._result.hide()
        self.check = Button("Check the store", icon_name="tick")
        self.other = Button("Open another store…", icon_name="open")
        store = Card("Store")
        store.body.addWidget(self._file)
        store.body.addWidget(self._key)
        row = QHBoxLayout()
        row.addWidget(self.check)
        row.addWidget(self.other)
        row.addStretch(1)
        store.body.addLayout(row)
        store.body.addWidget(self._result)
        self.procedure = ProcedureCard(self.context, self.presenter)
        if self.context.space.desk is not Desk.OFFICER:
            self.procedure.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        for card in (desk, look, self.procedure, store):
            column.addWidget(card)
        column.addStretch(1)
        content.setMaximumWidth(theme().px(READING_WIDTH))
        page_layout(self).addWidget(scrolled(content))

    def _connect(self) -> None:
        self._desks.buttonClicked.connect(self._choose_desk)
        self.member.activated.connect(self._choose_member)
        self.scheme.activated.connect(self._choose_scheme)
        self.zoom.activated.connect(self._choose_zoom)
        self.check.clicked.connect(self._check)
        self.other.clicked.connect(self._open_other)

    def refresh(self) -> None:
        """Read the settings."""
        self.load(self.presenter.state, self.show_state)

    def show_state(self, state: SettingsState) -> None:
        """Show the settings."""
        self._state = state
        self.procedure.show_procedures(state.procedures)
        on_desk = any(button.hasFocus() for button in self._desks.buttons())
        self._officer_desk.setChecked(state.desk is Desk.OFFICER)
        self._member_desk.setChecked(state.desk is Desk.MEMBER)
        if on_desk:
            # the keyboard enters a row of choices at the one that is chosen
            chosen = self._officer_desk if state.desk is Desk.OFFICER else self._member_desk
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.member.clear()
        for member_id, name in state.members:
            self.member.addItem(name, member_id)
        self.member.setCurrentIndex(self.member.findData(state.member_id))
        saved = QSettings(
            str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat
        ).value("scheme", "system")
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(saved)))
        self.zoom.setCurrentIndex(max(0, self.zoom.findData(theme().zoom)))
        self._file.setText(f"{state.store_file} in {state.store_folder}")
        self._key.setText(state.key_sentence)

    def _choose_desk(self) -> None:
        desk = Desk.OFFICER if self._officer_desk.isChecked() else Desk.MEMBER
        if self._state is not None and desk is not self._state.desk:
            said = f"This is a {desk.label.lower()} now."
            self.load(partial(self.presenter.choose_desk, desk), partial(self._reopen, said))

    def _choose_member(self, index: int) -> None:
        said = f"Reports on this laptop are now written by {self.member.itemText(index)}."
        work = partial(self.presenter.choose_member, self.member.itemData(index))
        self.load(work, partial(self._reopen, said))

    def _reopen(self, said: str, space: Workspace) -> None:
        self.context.desk_changed.emit(space)
        self.context.say(said)

    def _choose_scheme(self, index: int) -> None:
        self.context.look_wanted.emit(self.scheme.itemData(index), None)

    def _choose_zoom(self, index: int) -> None:
        self.context.look_wanted.emit(None, self.zoom.itemData(index))

    def _check(self) -> None:
        self.check.setEnabled(False)
        self._result.setText("Checking…")
        self._result.show()
        self.context.jobs.run(
            self, self.presenter.check_store, self._checked, self._check_failed, long=True
        )

    def _checked(self, answer: tuple[bool, tuple[str, ...]]) -> None:
        self.check.setEnabled(True)
        self._result.setText("\n".join(answer[1]))
        if not answer[0]:
            self.context.say("The store has a fault; see below.", "error")

    def _check_failed(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self._result.hide()
        self.show_failure(error)

    def _open_other(self) -> None:
        folder = self._state.store_folder if self._state else ""
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Open a store", folder, "Stores (*.mvstore);;All files (*)"
        )
        if chosen:
            self.context.reopened.emit(Path(chosen))
