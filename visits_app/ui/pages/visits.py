"""All visits: filter, search, sort on the left; the report of the chosen one on the right."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.visits import VisitPage, VisitSummary
from visits_app.presenters.visits import (
    SORTS,
    FilterOptions,
    ReadingState,
    VisitListPresenter,
)
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.trace import mark
from visits_app.ui.visit_table import ROW, VisitList, VisitTableModel
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.reading_pane import ReadingPane
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.visit_filters import VisitFilters

_SEARCH_PAUSE_MS = 200


class VisitsPage(Page):
    """The register of visits."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"visit", "link", "register"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = VisitListPresenter(context.space)
        self._wanted_visit = ""
        self._wanted_filters: dict[str, str] = {}
        self._asking = 0
        self._build()
        self._connect()
        self.start_focus = self.list
        self.set_header("Visits")

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.primary = Button("Record a visit", "primary", icon_name="add", tooltip="Ctrl+N")
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_M))
        self.filters = VisitFilters()
        self._more = Button("Filters", icon_name="filter", tooltip="Show or hide the filters")
        self._more.setCheckable(True)
        self._more.hide()
        layout.addWidget(self.filters)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Words in the reports")
        self.search.setAccessibleName("Search the text of visits")
        self.search.setClearButtonEnabled(True)
        self.sorting = QComboBox()
        self.sorting.setAccessibleName("Sort by")
        self.sorting.setToolTip("Order of the list")
        for label, _, _ in SORTS:
            self.sorting.addItem(label)
        self.list = VisitList()
        self.list.setAccessibleName("Visits")
        self.model = VisitTableModel()
        self.list.setModel(self.model)
        self._clear = Button("Show all visits")
        nothing = EmptyState(
            "visits",
            "No visits here yet",
            "Reports of visits to teams are kept here, drafts and submitted ones alike.",
            self._clear,
        )
        self._nothing = nothing
        self.stack = StateStack(self.list, nothing)
        self.reading = ReadingPane(self.context)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme().px(SPACE_M))
        column = QWidget()
        column.setMinimumWidth(theme().px(300))
        over = QVBoxLayout(column)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(theme().px(SPACE_S))
        find = self._find_row = QHBoxLayout()
        find.addWidget(self.search, 1)
        find.addWidget(self._more)
        find.addWidget(self.sorting)
        over.addLayout(find)
        over.addWidget(self.stack, 1)
        self.splitter.addWidget(column)
        self.splitter.addWidget(self.reading)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([440, 660])
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        assert self.primary is not None
        self.primary.clicked.connect(self._record)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(self._pause.start)
        self.sorting.currentIndexChanged.connect(self._filter)
        self.filters.changed.connect(self._filter)
        self.filters.clear_wanted.connect(self.clear_filters)
        self._clear.clicked.connect(self.clear_filters)
        self.model.wanted.connect(self._read_page)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._activate)
        self.stack.retry.clicked.connect(self._read_all)
        self._more.toggled.connect(self._show_filters)
        self.reading.edit_wanted.connect(self._edit)
        self.reading.delete_wanted.connect(self._delete)
        self.reading.correct_wanted.connect(self._correct)
        QShortcut(
            QKeySequence("Delete"), self.list, self._delete_chosen,
            context=Qt.ShortcutContext.WidgetShortcut,
        )  # fmt: skip

    # --- showing ---------------------------------------------------------------------------

    def open(
        self,
        visit_id: str = "",
        team_id: str = "",
        state: str = "",
        period: str = "",
        **_target: Any,
    ) -> None:
        """Show the list, with the report of `visit_id`, or only a team's, a state's, a period's."""
        self._wanted_visit = visit_id
        wanted = {"team": team_id, "state": state, "period": period}
        self._wanted_filters = wanted if any(wanted.values()) else {}
        if self.stale:
            self.stale = False
            self._read_all()
        elif self._wanted_filters:
            self._filter_as_wanted()
        elif visit_id:
            self._read(visit_id)
            self._mark(visit_id)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_all(self) -> None:
        self.stack.loading()
        self.load(self.presenter.options, self._show_options, self.could_not_read)
        if not self._wanted_filters:
            self.refresh()

    def refresh(self) -> None:
        """Read the list again, and stay where one has scrolled to."""
        self._ask(self.list.verticalScrollBar().value())

    def _ask(self, scrolled_to: int) -> None:
        self._asking += 1
        show = partial(self._show_first, self._asking, scrolled_to)
        self.load(partial(self.presenter.page, 0), show, self.could_not_read)

    def clear_filters(self) -> None:
        """Show every visit again."""
        self._set_filters({})

    def _filter_as_wanted(self) -> None:
        wanted, self._wanted_filters = self._wanted_filters, {}
        self._set_filters(wanted)

    def _set_filters(self, values: dict[str, str]) -> None:
        """Put each filter at its value, at "all" where none is given, and read once."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.filters.choose(values)
        self._filter()

    def _show_options(self, options: FilterOptions) -> None:
        self.filters.show_options(options)
        if self._wanted_filters:
            self._filter_as_wanted()

    def _show_first(self, asked: int, scrolled_to: int, page: VisitPage) -> None:
        if asked != self._asking:
            return
        self.model.start_over(page)
        self.set_header("Visits", self._count_words(page.total))
        self.filters.reset.setVisible(self.presenter.filtered)
        if page.total:
            self.stack.show_content()
            self._select_after_reading(page)
            if scrolled_to:
                self.list.doItemsLayout()
                self.list.verticalScrollBar().setValue(scrolled_to)
        else:
            self._say_nothing()
        mark("list_usable")

    def _select_after_reading(self, page: VisitPage) -> None:
        # what one was sent to is shown wherever it is; else what was read, if it is still listed
        kept = self.reading.visit_id
        wanted = self._wanted_visit or (
            kept if self.model.find(kept).isValid() else page.rows[0].id
        )
        self._wanted_visit = wanted
        self._mark(wanted)
        self._read(wanted)

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
        self.stack.show_empty()

    def _count_words(self, total: int) -> str:
        visits = "1 visit" if total == 1 else f"{total:,} visits"
        return (
            f"{visits} match" + ("es" if total == 1 else "") if self.presenter.filtered else visits
        )

    # --- slots -----------------------------------------------------------------------------

    def _record(self) -> None:
        from visits_app.ui.new_visit import record_visit

        record_visit(self.context, self)

    def _filter(self) -> None:
        """Read what the filters let through, from its top."""
        self._pause.stop()
        self._wanted_visit = ""
        self.presenter.sort = SORTS[self.sorting.currentIndex()]
        self.presenter.choose(
            text=self.search.text(),
            **self.filters.values(),
        )
        self._ask(0)

    def _show_filters(self, shown: bool) -> None:
        self.filters.setVisible(shown or self._more.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(720)
        if narrow == self._more.isHidden():
            # six filters in two or three rows would leave no room for the visits
            self._more.setVisible(narrow)
            if narrow:
                self.filters.row.addWidget(self.sorting)
            else:
                self._find_row.addWidget(self.sorting)
            self._show_filters(self._more.isChecked())

    def _read_page(self, offset: int) -> None:
        self.load(partial(self.presenter.page, offset), partial(self._take_page, self._asking))

    def _take_page(self, asked: int, page: VisitPage) -> None:
        if asked == self._asking:
            self.model.take_page(page)
            # the keyboard may have come to a row before the row was read
            chosen = self.list.currentIndex()
            if page.offset <= chosen.row() < page.offset + len(page.rows):
                self._choose(chosen, QModelIndex())
            elif not chosen.isValid() and any(row.id == self._wanted_visit for row in page.rows):
                self._mark(self._wanted_visit)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        row: VisitSummary | None = index.data(ROW)
        if row is not None and row.id != (self._wanted_visit or self.reading.visit_id):
            self._wanted_visit = row.id
            self._read(row.id)

    def _read(self, visit_id: str) -> None:
        self.load(partial(self.presenter.reading, visit_id), self._show_reading)

    def _show_reading(self, state: ReadingState) -> None:
        if state.visit_id == (self._wanted_visit or state.visit_id):
            self.reading.show_state(state)

    def _mark(self, visit_id: str) -> None:
        """Select a visit's row without reading it again; none where it is not among those read."""
        index = self.model.find(visit_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
        else:
            self.list.clearSelection()
            self.list.selectionModel().clearCurrentIndex()

    def _activate(self, index: QModelIndex) -> None:
        row: VisitSummary | None = index.data(ROW)
        if row is not None and row.state.editable:
            self.context.go("visit", visit_id=row.id)
        else:
            self.reading.take_focus()

    def _edit(self, visit_id: str) -> None:
        self.context.go("visit", visit_id=visit_id)

    def _delete_chosen(self) -> None:
        row: VisitSummary | None = self.list.currentIndex().data(ROW)
        if row is not None:
            self._delete(row.id)

    def _delete(self, visit_id: str) -> None:
        work = partial(self.presenter.delete, visit_id)
        self.load(work, partial(self._deleted, self._neighbour(visit_id)))

    def _neighbour(self, visit_id: str) -> str:
        """Return the visit below one in the list, or above it at the end; "" if it is alone."""
        row = self.model.find(visit_id).row()
        for place in (row + 1, row - 1):
            beside = self.model.index(place).data(ROW) if row >= 0 else None
            if beside is not None:
                return beside.id
        return ""

    def _deleted(self, neighbour: str, deleted: object) -> None:
        self._wanted_visit = neighbour
        self.reading.clear()
        # not at "Delete draft", where Enter pressed twice would take the next one as well
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
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
