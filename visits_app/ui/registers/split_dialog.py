"""Split a theme: cut new ones out of it, and file its findings under them one by one or many."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.insight import counted
from visits_app.presenters.theme_register import MOST_SHOWN, SplitState, ThemePresenter
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.registers.filed_findings import FiledFindingModel
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.two_lines import TwoLineDelegate
from visits_app.ui.widgets.words import words


class SplitDialog(QDialog):
    """New themes on top, the findings below; filing can be undone at once, here."""

    def __init__(self, context: Context, theme_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = ThemePresenter(context.space)
        self._theme_id = theme_id
        self._state: SplitState | None = None
        self._wanted = ""
        self._found = 0
        self._before: dict[str, str] = {}
        self.setWindowTitle("Split a theme")
        size_dialog(self, 900, 680)
        self._build()
        self._connect()
        self._read()

    def _build(self) -> None:
        self._title = words("Split a theme", "title")
        self.name = QLineEdit()
        self.name.setMaxLength(300)
        self.name.setAccessibleName("Name of the new theme")
        self.name.setPlaceholderText("Name of a new theme")
        self.cut_button = Button("Cut out a new theme", icon_name="add")
        self.search = QLineEdit()
        self.search.setAccessibleName("Search the findings")
        self.search.setPlaceholderText("Words in the finding, team or date")
        self.search.setClearButtonEnabled(True)
        self.under = self._combo("Show findings counted under")
        self.all_button = Button("Choose all shown", "inline")
        self.list = QListView()
        self.list.setAccessibleName("Findings")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(40)
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.model = FiledFindingModel()
        self.list.setModel(self.model)
        self.into = self._combo("File the chosen findings under")
        self.file_button = Button("File the chosen", "primary")
        self.undo_button = Button("Undo", icon_name="undo")
        self.undo_button.hide()
        self.close_button = Button("Close")
        self._count = words("", "muted")
        self._error = words("", "error")
        self._error.hide()
        self._done = words("", "muted")
        self._done.hide()
        self.list.setMinimumHeight(theme().px(150))
        self._lay_out()

    def _lay_out(self) -> None:
        cut, find = QHBoxLayout(), QHBoxLayout()
        for row, line, others in (
            (cut, self.name, (self.cut_button,)),
            (find, self.search, (self.under,)),
        ):
            row.setSpacing(theme().px(SPACE_S))
            row.addWidget(line, 1)
            for widget in others:
                row.addWidget(widget)
        filing = FlowLayout(spacing=theme().px(SPACE_S), centred=True)
        for part in (
            self.all_button, words("File under", wrap=False), self.into, self.file_button,
            self.undo_button,
        ):  # fmt: skip
            filing.addWidget(part)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(4, 4, theme().px(SPACE_S), 4)
        column.setSpacing(theme().px(SPACE_M))
        what = (
            "Reports keep their words. What you file under another theme is counted there from "
            "now on."
        )
        column.addWidget(words(what, "muted"))
        column.addLayout(cut)
        column.addLayout(find)
        column.addWidget(self.list, 1)
        for label in (self._count, self._error, self._done):
            column.addWidget(label)
        column.addLayout(filing)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._title)
        # large text on a small screen leaves no room for all of it at once
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(foot)

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(18)
        return combo

    def _connect(self) -> None:
        self.cut_button.clicked.connect(self._cut)
        self.search.textChanged.connect(self._narrow)
        self.under.currentIndexChanged.connect(self._narrow)
        self.all_button.clicked.connect(self.list.selectAll)
        self.list.selectionModel().selectionChanged.connect(self._say_count)
        self.model.modelReset.connect(self._say_count)
        self.file_button.clicked.connect(self._file)
        self.undo_button.clicked.connect(self._file_back)
        self.close_button.clicked.connect(self.accept)
        for button in (self.cut_button, self.all_button, self.file_button, self.undo_button,
                       self.close_button):  # fmt: skip
            button.setAutoDefault(False)
        self.name.returnPressed.connect(self._cut)

    # --- showing ---------------------------------------------------------------------------

    def _read(self) -> None:
        work = partial(self._presenter.splitting, self._theme_id)
        self._context.jobs.run(self, work, self.show_state, self._failed)

    def show_state(self, state: SplitState) -> None:
        """Show a theme's family and findings."""
        first = self._state is None
        self._state = state
        self._title.setText(f"Split {state.theme}")
        self._fill(self.under, (("", "All of them"), *state.family))
        cut = state.family[1][0] if first and len(state.family) > 1 else ""
        self._fill(self.into, state.family, self._wanted or cut)
        self._wanted = ""
        self.file_button.setEnabled(len(state.family) > 1)
        self.into.setEnabled(len(state.family) > 1)
        self._narrow()
        if first:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(
        self, combo: QComboBox, options: tuple[tuple[str, str], ...], wanted: str = ""
    ) -> None:
        chosen = wanted or combo.currentData() or ""
        combo.blockSignals(True)
        combo.clear()
        for value, label in options:
            combo.addItem(label, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.blockSignals(False)

    def _narrow(self) -> None:
        if self._state is not None:
            found = self._state.matching(self.search.text(), self.under.currentData() or "")
            self._found = len(found)
            self.model.show_findings(found[:MOST_SHOWN])

    def _say_count(self) -> None:
        total = len(self._state.findings) if self._state is not None else 0
        shown, chosen = self.model.rowCount(), len(self._chosen())
        if not total:
            told = "No submitted report has a finding on this theme yet."
        elif shown < self._found:
            told = f"The newest {shown} of {self._found:,} found are shown, {chosen} chosen."
        else:
            told = f"{shown} of {counted(total, 'finding')} shown, {chosen} chosen."
        self._count.setText(told)

    def _chosen(self) -> tuple[str, ...]:
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return tuple(self.model.finding(self.model.index(row)).id for row in rows)

    # --- doing -----------------------------------------------------------------------------

    def _cut(self) -> None:
        self._error.hide()
        work = partial(self._presenter.cut, self._theme_id, self.name.text(), "")
        self._context.jobs.run(self, work, partial(self._was_cut, self.name.text()), self._failed)

    def _was_cut(self, name: str, theme_id: str) -> None:
        self.name.clear()
        self._wanted = theme_id
        self._say_done(f"{name.strip()} is a theme now. Choose findings and file them under it.")
        self._context.tell("register")
        self._read()

    def _file(self) -> None:
        self._error.hide()
        chosen = self._chosen()
        if not chosen:
            self._say_error("Choose one finding or more in the list first.")
            return
        work = partial(self._presenter.file, chosen, self.into.currentData())
        self._context.jobs.run(self, work, self._filed, self._failed)

    def _filed(self, done: tuple[str, dict[str, str]]) -> None:
        sentence, self._before = done
        self._say_done(sentence)
        self.undo_button.setVisible(bool(self._before))
        self._context.tell("register")
        self._read()

    def _file_back(self) -> None:
        before, self._before = self._before, {}
        work = partial(self._presenter.file_back, before)
        self._context.jobs.run(self, work, self._was_filed_back, self._failed)

    def _was_filed_back(self, _nothing: object) -> None:
        self.undo_button.hide()
        self.list.setFocus()
        self._say_done("Undone: they are counted where they were before.")
        self._context.tell("register")
        self._read()

    def _say_done(self, sentence: str) -> None:
        self._done.setText(sentence)
        self._done.show()
        self._done.setAccessibleName(sentence)

    def _say_error(self, sentence: str) -> None:
        self._error.setText(f"Error: {sentence}")
        self._error.show()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FaultsError):
            self._say_error(" ".join(fault.what for fault in error.faults) or str(error))
        elif isinstance(error, VisitsError):
            self._say_error(str(error))
        else:
            self._context.jobs.crashed.emit(error)
