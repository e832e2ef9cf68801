"""All visits: filter, search, sort on the left; the report of the chosen one on the right."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.visits import VisitPage, VisitSummary
from visits_app.presenters.visits import (
    SORTS,
    FilterOptions,
    Option,
    ReadingState,
    VisitListPresenter,
)
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.trace import mark
from visits_app.ui.visit_table import ROW, VisitDelegate, VisitTableModel
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.reading_pane import ReadingPane
from visits_app.ui.widgets.states import EmptyState, StateStack

_SEARCH_PAUSE_MS = 200


class VisitsPage(Page):
    """The register of visits."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"visit", "link", "register"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = VisitListPresenter(context.space)
        self._combos: dict[str, QComboBox] = {}
        self._wanted_visit = ""
        self._asking = 0
        self._build()
        self._connect()
        self.set_header("Visits")

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.primary = Button("Record a visit", "primary", icon_name="add", tooltip="Ctrl+N")
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(self._filter_bar())
        self.search = QLineEdit()
        self.search.setPlaceholderText("Words in the reports")
        self.search.setAccessibleName("Search the text of visits")
        self.search.setClearButtonEnabled(True)
        self.sorting = QComboBox()
        self.sorting.setAccessibleName("Sort by")
        self.sorting.setToolTip("Order of the list")
        for label, _, _ in SORTS:
            self.sorting.addItem(label)
        self.list = QListView()
        self.list.setAccessibleName("Visits")
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.model = VisitTableModel()
        self.list.setModel(self.model)
        self.list.setItemDelegate(VisitDelegate(self.list))
        self._clear = Button("Show all visits")
        nothing = EmptyState(
            "visits",
            "No visits here yet",
            "Reports of visits to teams are kept here, drafts and submitted ones alike.",
            self._clear,
        )
        self._nothing = nothing
        self.left = StateStack(self.list, nothing)
        self.reading = ReadingPane(self.context)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme().px(SPACE_M))
        column = QWidget()
        column.setMinimumWidth(theme().px(300))
        over = QVBoxLayout(column)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(theme().px(SPACE_S))
        find = QHBoxLayout()
        find.addWidget(self.search, 1)
        find.addWidget(self.sorting)
        over.addLayout(find)
        over.addWidget(self.left, 1)
        self.splitter.addWidget(column)
        self.splitter.addWidget(self.reading)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([440, 660])
        layout.addWidget(self.splitter, 1)

    def _filter_bar(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, theme().px(SPACE_S))
        for key, name in (
            ("team", "Team"),
            ("member", "Member"),
            ("state", "State"),
            ("form", "Form"),
            ("period", "Period"),
            ("theme", "Theme"),
        ):
            row.addWidget(self._combo(key, name))
        self._reset = Button("Clear filters", "link")
        self._reset.hide()
        row.addWidget(self._reset)
        return bar

    def _combo(self, key: str, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setFixedWidth(theme().px(156))
        combo.view().setMinimumWidth(theme().px(260))
        combo.setMaxVisibleItems(16)
        self._combos[key] = combo
        return combo

    def _connect(self) -> None:
        assert self.primary is not None
        self.primary.clicked.connect(self._record)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(self._pause.start)
        self.sorting.currentIndexChanged.connect(self._filter)
        for combo in self._combos.values():
            combo.currentIndexChanged.connect(self._filter)
        self._reset.clicked.connect(self.clear_filters)
        self._clear.clicked.connect(self.clear_filters)
        self.model.wanted.connect(self._read_page)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._activate)
        self.reading.edit_wanted.connect(self._edit)
        self.reading.delete_wanted.connect(self._delete)
        self.reading.correct_wanted.connect(self._correct)
        QShortcut(
            QKeySequence("Delete"), self.list, self._delete_chosen,
            context=Qt.ShortcutContext.WidgetShortcut,
        )  # fmt: skip

    # --- showing ---------------------------------------------------------------------------

    def open(self, visit_id: str = "", **_target: Any) -> None:
        """Show the list, with the report of `visit_id` if given."""
        self._wanted_visit = visit_id
        if self.stale:
            self.stale = False
            self.left.loading()
            self.load(self.presenter.options, self._show_options)
            self.refresh()
        elif visit_id:
            self._read(visit_id)
            self._mark(visit_id)

    def refresh(self) -> None:
        """Read the list again from its first page."""
        self._asking += 1
        self.load(
            partial(self.presenter.page, 0), partial(self._show_first, self._asking), self._failed
        )

    def clear_filters(self) -> None:
        """Show every visit again."""
        for widget in (self.search, *self._combos.values()):
            widget.blockSignals(True)
        self.search.clear()
        for combo in self._combos.values():
            combo.setCurrentIndex(0)
        for widget in (self.search, *self._combos.values()):
            widget.blockSignals(False)
        self._filter()

    def _show_options(self, options: FilterOptions) -> None:
        for key, entries in (
            ("team", options.teams),
            ("member", options.members),
            ("state", options.states),
            ("form", options.forms),
            ("period", options.periods),
            ("theme", options.themes),
        ):
            self._fill(self._combos[key], entries)

    def _fill(self, combo: QComboBox, entries: tuple[Option, ...]) -> None:
        combo.blockSignals(True)
        chosen = combo.currentData()
        combo.clear()
        for entry in entries:
            combo.addItem(entry.label, entry.value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.blockSignals(False)

    def _show_first(self, asked: int, page: VisitPage) -> None:
        if asked != self._asking:
            return
        self.model.start_over(page)
        self.set_header("Visits", self._count_words(page.total))
        self._reset.setVisible(self.presenter.filtered)
        if page.total:
            self.left.show_content()
            self._select_after_reading(page)
        else:
            self._say_nothing()
        mark("list_usable")

    def _select_after_reading(self, page: VisitPage) -> None:
        wanted = self._wanted_visit or self.reading.visit_id
        if wanted:
            self._mark(wanted)
            self._read(wanted)
        elif page.rows:
            self.list.setCurrentIndex(self.model.index(0))

    def _say_nothing(self) -> None:
        self.reading.clear()
        if self.presenter.filtered:
            self._nothing.show_words(
                "No visit matches", "Take a filter away, or search for fewer or other words."
            )
        else:
            self._nothing.show_words(
                "No visits yet", "Reports are kept here: drafts, planned visits, submitted ones."
            )
        self._clear.setVisible(self.presenter.filtered)
        self.left.show_empty()

    def _count_words(self, total: int) -> str:
        visits = "1 visit" if total == 1 else f"{total:,} visits"
        return (
            f"{visits} match" + ("es" if total == 1 else "") if self.presenter.filtered else visits
        )

    def _failed(self, error: Exception) -> None:
        self.left.show_error(str(error))
        self.show_failure(error)

    # --- slots -----------------------------------------------------------------------------

    def _record(self) -> None:
        from visits_app.ui.new_visit import record_visit

        record_visit(self.context, self)

    def _filter(self) -> None:
        self._pause.stop()
        self._wanted_visit = ""
        self.presenter.sort = SORTS[self.sorting.currentIndex()]
        self.presenter.choose(
            text=self.search.text(),
            **{key: combo.currentData() or "" for key, combo in self._combos.items()},
        )
        self.refresh()

    def _read_page(self, offset: int) -> None:
        self.load(partial(self.presenter.page, offset), partial(self._take_page, self._asking))

    def _take_page(self, asked: int, page: VisitPage) -> None:
        if asked == self._asking:
            self.model.take_page(page)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        row: VisitSummary | None = index.data(ROW)
        if row is not None and row.id != self.reading.visit_id:
            self._wanted_visit = row.id
            self._read(row.id)

    def _read(self, visit_id: str) -> None:
        self.load(partial(self.presenter.reading, visit_id), self._show_reading)

    def _show_reading(self, state: ReadingState) -> None:
        if state.visit_id == (self._wanted_visit or state.visit_id):
            self.reading.show_state(state)

    def _mark(self, visit_id: str) -> None:
        index = self.model.find(visit_id)
        model = self.list.selectionModel()
        model.blockSignals(True)
        self.list.setCurrentIndex(index)
        model.blockSignals(False)
        self.list.viewport().update()

    def _activate(self, index: QModelIndex) -> None:
        row: VisitSummary | None = index.data(ROW)
        if row is not None and row.state.editable:
            self.context.go("visit", visit_id=row.id)
        else:
            self.reading.setFocus()

    def _edit(self, visit_id: str) -> None:
        self.context.go("visit", visit_id=visit_id)

    def _delete_chosen(self) -> None:
        row: VisitSummary | None = self.list.currentIndex().data(ROW)
        if row is not None:
            self._delete(row.id)

    def _delete(self, visit_id: str) -> None:
        self.load(partial(self.presenter.delete, visit_id), self._deleted)

    def _deleted(self, deleted: object) -> None:
        self.reading.clear()
        self._wanted_visit = ""
        self.context.say("Draft deleted.", act=partial(self._restore, deleted))
        self.context.tell("visit", source=self)
        self.refresh()

    def _restore(self, deleted: object) -> None:
        self.load(partial(self.presenter.restore, deleted), self._restored)

    def _restored(self, visit_id: str) -> None:
        self._wanted_visit = visit_id
        self.context.say("The draft is back.")
        self.context.tell("visit", visit_id, self)
        self.refresh()

    def _correct(self, visit_id: str) -> None:
        self.load(
            partial(self.presenter.begin_correction, visit_id), partial(self._correcting, visit_id)
        )

    def _correcting(self, visit_id: str, _nothing: object) -> None:
        self.context.tell("visit", visit_id)
        self.context.go("visit", visit_id=visit_id)
