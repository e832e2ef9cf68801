"""The registers: teams, members, bodies, themes, indicators, events and forms, one table each."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import (
    Qt,
    QTimer,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHeaderView,
    QLineEdit,
    QTableView,
)

from visits_app.domain.errors import FaultsError
from visits_app.domain.registers import Event
from visits_app.presenters.register import KINDS, REMOVABLE, RegisterPresenter
from visits_app.presenters.register_states import RegisterEntry, RegisterState
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.register_dialog import RegisterDialog
from visits_app.ui.register_table import RegisterTableModel, RoomyDelegate
from visits_app.ui.registers.commands import RegisterCommands
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState, StateStack

if TYPE_CHECKING:
    from visits_app.domain.meetings import Body
    from visits_app.domain.registers import Member, Team, Theme
    from visits_app.presenters.indicator_form import SavedIndicator

_LONG = 15
"""More entries than this can be narrowed by typing."""
_NOTHING = "Nothing in this register yet"
_FOR_VISITS = "What is kept here is offered when a visit is recorded."
_FOR = {
    "indicators": "Add what the service measures, by hand or from the catalogue.",
    "events": "Charts show from here what happened outside the visits: inspections, new systems.",
    "bodies": "Committees, panels and groups that meet and read reports, and who sits on them.",
    "themes": "What findings and measures are about. It joins what is seen with what is counted.",
}
_NARROW = {
    "Visited every", "Version", "Group", "When", "Kind", "Unit", "Better", "Comes", "Ends",
    "Used by", "Comes from",
}  # fmt: skip
_LARGE = 150
"""Text size in percent from which no column may take all that its words ask for."""
_RETIRED = {"teams", "members", "bodies", "themes", "indicators", "forms"}


class RegisterPage(Page):
    """Which register on top, its table below."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"register", "indicator"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = RegisterPresenter(context.space)
        self.kind = "teams"
        self._wanted = ""
        self._state: RegisterState | None = None
        self._build()
        self._connect()
        self.start_focus = self.table
        self.set_header("Register")

    def _build(self) -> None:
        self.primary = Button("Add", "primary", icon_name="add")
        kinds = FlowLayout(spacing=theme().px(SPACE_S))
        self._kinds = QButtonGroup(self)
        for kind, label in KINDS:
            button = Button(label, "quiet")
            button.setCheckable(True)
            button.setChecked(kind == self.kind)
            button.setProperty("register", kind)
            self._kinds.addButton(button)
            kinds.addWidget(button)
        self.filter_line = QLineEdit()
        self.filter_line.setPlaceholderText("Type to narrow the list")
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.setAccessibleName("Narrow the list")
        self.filter_line.setMaximumWidth(theme().px(320))
        self.edit_button = Button("Change", icon_name="edit")
        self.retire_button = Button("Retire", icon_name="not-held")
        self.remove_button = Button("Remove", icon_name="delete")
        self.history_button = Button("History", icon_name="history")
        self.print_button = Button("Print blank", icon_name="print")
        self.commands = RegisterCommands(self)
        tools = FlowLayout(spacing=theme().px(SPACE_S))
        for button in (
            self.edit_button,
            self.retire_button,
            self.remove_button,
            self.history_button,
            *self.commands.buttons,
            self.print_button,
        ):
            tools.addWidget(button)
        self.table = QTableView()
        self.table.setAccessibleName("Register")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme().px(36))
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setMinimumSectionSize(theme().px(36))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.model = RegisterTableModel()
        self.table.setModel(self.model)
        self.table.setItemDelegate(RoomyDelegate(self.table))
        self._empty = EmptyState("register", _NOTHING, "")
        self.stack = StateStack(self.table, self._empty)
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addLayout(kinds)
        layout.addLayout(tools)
        layout.addWidget(self.filter_line)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        assert self.primary is not None
        self.primary.clicked.connect(self._add)
        self._kinds.buttonClicked.connect(self._choose_kind)
        self.edit_button.clicked.connect(self._edit)
        self.retire_button.clicked.connect(self._retire)
        self.remove_button.clicked.connect(self._remove)
        self.history_button.clicked.connect(self._show_history)
        self.commands.chosen.connect(self._want)
        self.filter_line.textChanged.connect(self._narrow)
        self.print_button.clicked.connect(self._print)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.stack.retry.clicked.connect(self.refresh)

    def refresh(self) -> None:
        """Read the register on show."""
        self.load(partial(self.presenter.state, self.kind), self.show_state, self.could_not_read)

    def show_state(self, state: RegisterState) -> None:
        """Show a register."""
        if state.kind != self.kind:
            return
        self._wanted = self._wanted or (self.chosen.id if self.chosen else "")
        self._state = state
        header = self.table.horizontalHeader()
        assert self.primary is not None
        editable = state.editable
        forms = state.kind == "forms"
        self.primary.words("A form from a file…" if forms else f"Add {state.a_one}")
        self.filter_line.setVisible(len(state.entries) > _LONG or bool(self.filter_line.text()))
        self.model.show_state(self._narrowed(state))
        for column in range(len(state.columns)):
            # the wide ones share what the narrow ones leave
            # but large letters leave them too little: then all share alike
            narrow = state.columns[column] in _NARROW and theme().zoom < _LARGE
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, modes.ResizeToContents if narrow else modes.Stretch)
        if state.entries:
            self.stack.show_content()
            self._select()
        else:
            self._empty.show_words(_NOTHING, _FOR.get(state.kind, _FOR_VISITS))
            self.stack.show_empty()
        self._wanted = ""
        self._chosen()
        count = len(state.entries)
        many = "versions" if forms else state.kind
        one = "version" if forms else state.one
        self.set_header("Register", f"1 {one}" if count == 1 else f"{count} {many}")
        self.offer(self.primary, editable or forms)

    def _select(self) -> None:
        ids = self.model.ids()
        self.table.selectRow(ids.index(self._wanted) if self._wanted in ids else 0)
        # a message that has just come takes room of the table once it is laid out
        QTimer.singleShot(0, self, self._show_chosen)

    def _narrowed(self, state: RegisterState) -> RegisterState:
        parts = self.filter_line.text().casefold().split()
        if not parts:
            return state
        return replace(state, entries=tuple(e for e in state.entries if _has(e, parts)))

    def _narrow(self) -> None:
        """Show the entries that have all the words typed."""
        if self._state is None:
            return
        self._wanted = self.chosen.id if self.chosen else ""
        self.model.show_state(self._narrowed(self._state))
        self._select()
        self._wanted = ""
        self._chosen()
        found = self.model.rowCount()
        self.filter_line.setAccessibleDescription(f"{found} of {len(self._state.entries)} shown")

    @property
    def chosen(self) -> RegisterEntry | None:
        """The entry that is selected."""
        return self.model.entry(self.table.currentIndex())

    def _show_chosen(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def _choose_kind(self, button: Button) -> None:
        self.kind = button.property("register")
        self.filter_line.clear()
        self.refresh()

    def _chosen(self) -> None:
        entry = self.chosen
        editable = self._state is not None and self._state.editable
        there = entry is not None
        whole = entry is not None and entry.current
        self.edit_button.setVisible(editable)
        self.edit_button.setEnabled(there)
        merged = entry is not None and entry.merged
        self.retire_button.setVisible(self.kind in _RETIRED and not merged)
        self.retire_button.setEnabled(whole)
        self.retire_button.words("Bring back" if entry is not None and entry.retired else "Retire")
        self.remove_button.setVisible(self.kind == "events" or self.kind in REMOVABLE)
        self.remove_button.setEnabled(there)
        self.history_button.setEnabled(there)
        self.print_button.setVisible(self.kind == "forms" and there)
        self.print_button.setEnabled(whole and entry is not None and not entry.retired)
        self.commands.show_for(self.kind, entry)

    @property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """Every entry of the register on show, whether narrowed or not."""
        return self._state.entries if self._state is not None else ()

    def _want(self, entry_id: str) -> None:
        """Choose an entry once it is read."""
        self._wanted = entry_id

    def _show_history(self) -> None:
        entry = self.chosen
        if entry is not None:
            from visits_app.ui.registers.history_dialog import HistoryDialog

            name = entry.cells[0]
            dialog = HistoryDialog(self.context, self.presenter, self.kind, entry.id, name, self)
            dialog.open()

    def _activated(self) -> None:
        if self.kind == "forms":
            self.commands.preview_form()
        else:
            self._edit()

    def _add(self) -> None:
        if self.kind == "forms":
            self.commands.form_from_file()
        else:
            self._dialog(None)

    def _edit(self) -> None:
        if self.chosen is not None:
            self._dialog(self.chosen)

    def _dialog(self, entry: RegisterEntry | None) -> None:
        if self.kind == "indicators":
            from visits_app.ui.indicator_dialog import edit_indicator

            edit_indicator(self.context, entry.id if entry else "", self).saved.connect(
                self._indicator_saved
            )
            return
        if self._state is not None and self._state.fields:
            dialog = RegisterDialog(self.context, self.presenter, self._state, entry, self)
            dialog.saved.connect(partial(self._saved, self.kind, entry))
            dialog.open()

    def _saved(self, kind: str, before: RegisterEntry | None, entry_id: str, name: str) -> None:
        self._wanted = entry_id
        back = partial(self.presenter.undo_save, kind, entry_id, before)
        told = f"{name} is as it was." if before is not None else f"{name} is taken out again."
        act = partial(undo, self.context, back, told, "register")
        self.context.say(f"{name} saved.", act=act)
        self._tell()

    def _indicator_saved(self, saved: "SavedIndicator") -> None:
        """Choose what was saved: the dialog told of it, and the page is reading already."""
        self._wanted = saved.id

    def _remove(self) -> None:
        entry = self.chosen
        if entry is None:
            return
        if self.kind == "events":
            self.load(partial(self.presenter.remove_event, entry.id), self._removed)
        else:
            work = partial(self.presenter.remove, self.kind, entry.id)
            self.load(work, self._entry_removed, self._not_removed)

    def _removed(self, event: Event) -> None:
        self._say_removed(event.title, partial(self.presenter.put_back, event))

    def _entry_removed(self, entry: "Team | Member | Theme | Body") -> None:
        self._say_removed(entry.name, partial(self.presenter.put_entry_back, entry))

    def _say_removed(self, name: str, back: Callable[[], object]) -> None:
        act = partial(undo, self.context, back, f"{name} is there again.", "register")
        self.context.say(f"{name} removed.", act=act)
        self._tell()

    def _not_removed(self, error: Exception) -> None:
        if isinstance(error, FaultsError):
            self.context.say(" ".join(fault.what for fault in error.faults), "warning")
        else:
            self.show_failure(error)

    def _tell(self, kind: str = "") -> None:
        """Tell the pages; what is changed about indicators concerns theirs."""
        self.context.tell("indicator" if kind == "indicators" else "register")

    def _retire(self) -> None:
        entry = self.chosen
        if entry is not None:
            work = partial(self.presenter.retire, self.kind, entry.id, retired=not entry.retired)
            self.load(work, partial(self._retired, self.kind, entry))

    def _retired(self, kind: str, entry: RegisterEntry, _nothing: object) -> None:
        done = "brought back" if entry.retired else "retired"
        act = partial(self._undo_retire, kind, entry)
        self.context.say(f"{entry.cells[0]} {done}.", act=act)
        self._tell(kind)

    def _undo_retire(self, kind: str, entry: RegisterEntry) -> None:
        work = partial(self.presenter.retire, kind, entry.id, retired=entry.retired)
        self.load(work, partial(self._told, kind))

    def _told(self, kind: str, _nothing: object) -> None:
        self._tell(kind)

    def _print(self) -> None:
        if self.chosen is not None and self.kind == "forms":
            self.context.go("reports", form_id=self.chosen.values["form"])


def _has(entry: RegisterEntry, parts: list[str]) -> bool:
    there = " ".join((*entry.cells, entry.values.get("also", ""))).casefold()
    return all(part in there for part in parts)
