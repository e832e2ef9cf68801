"""The registers: teams, members, themes and forms, one table each."""

from functools import partial
from html import escape
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QTableView,
)

from visits_app.presenters.register import KINDS, RegisterEntry, RegisterPresenter, RegisterState
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.register_dialog import RegisterDialog
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.states import EmptyState, StateStack

Index = QModelIndex | QPersistentModelIndex


class RegisterTableModel(QAbstractTableModel):
    """One register; a retired entry says so and is shown muted."""

    def __init__(self) -> None:
        super().__init__()
        self._state = RegisterState("", "", (), (), ())

    def show_state(self, state: RegisterState) -> None:
        """Show another register."""
        self.beginResetModel()
        self._state = state
        self.endResetModel()

    def entry(self, index: Index) -> RegisterEntry | None:
        """Return the entry of a row."""
        return self._state.entries[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._state.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._state.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._state.columns[section] if section < len(self._state.columns) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            text = entry.cells[index.column()]
            return f"{text} (retired)" if entry.retired and index.column() == 0 else text
        if role == Qt.ItemDataRole.ToolTipRole:
            # a tooltip takes what looks like markup for markup, so nothing may look like it
            return f"<qt>{escape(entry.cells[index.column()])}</qt>"
        if role == Qt.ItemDataRole.ForegroundRole and entry.retired:
            return theme().color("muted")
        return None


class RegisterPage(Page):
    """Which register on top, its table below."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"register"})

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
        bar = QHBoxLayout()
        bar.setSpacing(theme().px(SPACE_S))
        self._kinds = QButtonGroup(self)
        for kind, label in KINDS:
            button = Button(label, "quiet")
            button.setCheckable(True)
            button.setChecked(kind == self.kind)
            button.setProperty("register", kind)
            self._kinds.addButton(button)
            bar.addWidget(button)
        bar.addStretch(1)
        self.edit_button = Button("Change", icon_name="edit")
        self.retire_button = Button("Retire", icon_name="not-held")
        self.print_button = Button("Preview and print", icon_name="print")
        for button in (self.edit_button, self.retire_button, self.print_button):
            bar.addWidget(button)
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
        self.stack = StateStack(
            self.table,
            EmptyState(
                "register",
                "Nothing in this register yet",
                "What is kept here is offered when a visit is recorded.",
            ),
        )
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addLayout(bar)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        assert self.primary is not None
        self.primary.clicked.connect(self._add)
        self._kinds.buttonClicked.connect(self._choose_kind)
        self.edit_button.clicked.connect(self._edit)
        self.retire_button.clicked.connect(self._retire)
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
        editable = bool(state.fields)
        self.primary.words(f"Add a {state.one}")
        self.primary.setVisible(editable)
        self.model.show_state(state)
        for column in range(len(state.columns)):
            # the wide ones share what the narrow ones leave
            narrow = state.columns[column] in {"Visited every", "Version", "Group"}
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, modes.ResizeToContents if narrow else modes.Stretch)
        if state.entries:
            self.stack.show_content()
            ids = [entry.id for entry in state.entries]
            self.table.selectRow(ids.index(self._wanted) if self._wanted in ids else 0)
            # a message that has just come takes room of the table once it is laid out
            QTimer.singleShot(0, self, self._show_chosen)
        else:
            self.stack.show_empty()
        self._wanted = ""
        self._chosen()
        count = len(state.entries)
        self.set_header("Register", f"1 {state.one}" if count == 1 else f"{count} {state.kind}")
        self.primary.setVisible(editable)

    @property
    def chosen(self) -> RegisterEntry | None:
        """The entry that is selected."""
        return self.model.entry(self.table.currentIndex())

    def _show_chosen(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def _choose_kind(self, button: Button) -> None:
        self.kind = button.property("register")
        self.refresh()

    def _chosen(self) -> None:
        entry = self.chosen
        editable = bool(self._state and self._state.fields)
        self.edit_button.setVisible(editable)
        self.edit_button.setEnabled(entry is not None)
        self.retire_button.setVisible(self.kind in {"teams", "themes"})
        self.retire_button.setEnabled(entry is not None)
        self.retire_button.words("Bring back" if entry is not None and entry.retired else "Retire")
        self.print_button.setVisible(self.kind == "forms" and entry is not None)

    def _activated(self) -> None:
        if self.kind == "forms":
            self._print()
        else:
            self._edit()

    def _add(self) -> None:
        self._dialog(None)

    def _edit(self) -> None:
        if self.chosen is not None:
            self._dialog(self.chosen)

    def _dialog(self, entry: RegisterEntry | None) -> None:
        if self._state is not None and self._state.fields:
            dialog = RegisterDialog(self.context, self.presenter, self._state, entry, self)
            dialog.saved.connect(self._saved)
            dialog.open()

    def _saved(self, entry_id: str, name: str) -> None:
        self._wanted = entry_id
        self.context.say(f"{name} saved.")
        self.context.tell("register")

    def _retire(self) -> None:
        entry = self.chosen
        if entry is not None:
            work = partial(self.presenter.retire, self.kind, entry.id, retired=not entry.retired)
            self.load(work, partial(self._retired, self.kind, entry))

    def _retired(self, kind: str, entry: RegisterEntry, _nothing: object) -> None:
        done = "brought back" if entry.retired else "retired"
        undo = partial(self._undo_retire, kind, entry)
        self.context.say(f"{entry.cells[0]} {done}.", act=undo)
        self.context.tell("register")

    def _undo_retire(self, kind: str, entry: RegisterEntry) -> None:
        work = partial(self.presenter.retire, kind, entry.id, retired=entry.retired)
        self.load(work, partial(self._told, entry))

    def _told(self, _entry: RegisterEntry, _nothing: object) -> None:
        self.context.tell("register")

    def _print(self) -> None:
        if self.chosen is not None and self.kind == "forms":
            self.context.go("reports", form_id=self.chosen.id)
