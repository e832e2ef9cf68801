"""Recommendations as a committee tracker, and from each all its evidence from visits."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from visits_app.domain.recommendations import EvidenceLink
from visits_app.presenters.recommendation_states import (
    RecommendationRow,
    RecommendationState,
    TrackerState,
)
from visits_app.presenters.recommendations import RecommendationsPresenter
from visits_app.presenters.workspace import Change
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_M, theme
from visits_app.ui.tracker.detail import RecommendationView
from visits_app.ui.tracker.filters import TrackerFilterBar
from visits_app.ui.tracker.table import ROW, TrackerModel, TrackerTable
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.states import EmptyState, StateStack


class RecommendationsPage(Page):
    """The tracker on the left, the recommendation with its evidence on the right."""

    listens_to: ClassVar[frozenset[str]] = frozenset(
        {"link", "visit", "recommendation", "meeting", "register", "action"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = RecommendationsPresenter(context.space)
        self._wanted = ""
        self._state: TrackerState | None = None
        self._build()
        self._connect()
        self._offer()
        self.start_focus = self.table
        self.set_header("Recommendations", "What was recommended, and what visits say about it.")

    def _build(self) -> None:
        self.filters = TrackerFilterBar()
        self.model = TrackerModel()
        self.table = TrackerTable()
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.table.share_out()
        self.nothing = EmptyState(
            "filter", "No recommendation matches", "Take a filter away, or look for other words."
        )
        self.lists = StateStack(self.table, self.nothing)
        self._detail: RecommendationView | None = None
        self._room = scrolled(QWidget())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme().px(SPACE_M))
        splitter.addWidget(self.lists)
        splitter.addWidget(self._room)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([600, 560])
        self._begin = Button("Add a recommendation", clicked=self._add)
        self.stack = StateStack(
            splitter,
            EmptyState(
                "recommendations",
                "No recommendations yet",
                "Scrutiny recommendations are kept here, with what visits say about each.",
                self._begin if self.presenter.can_edit else None,
            ),
        )
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(self.filters)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.stack.retry.clicked.connect(self.refresh)

    @property
    def detail(self) -> RecommendationView:
        """What is shown beside the table; there once one recommendation was read."""
        if self._detail is None:
            # not with the page: the table would wait for it
            self._detail = detail = RecommendationView(self)
            self._room.setWidget(detail)
            detail.setObjectName("scrolled")
            detail.link_button.clicked.connect(self._link)
            detail.follow_button.clicked.connect(self._follow)
            detail.edit_button.clicked.connect(self._change)
            detail.response_button.clicked.connect(self._respond)
            detail.update_button.clicked.connect(self._tell)
            detail.accept_button.clicked.connect(self._accept)
            detail.action_button.clicked.connect(self._raise)
            detail.list_button.clicked.connect(partial(self.context.go, "actions"))
        return self._detail

    def _offer(self) -> None:
        """Give the header its buttons: a member reads and exports, the officer keeps it."""
        self.export_button = Button(
            "Export…", icon_name="save", tooltip="Save the tracker as PDF, XLSX or CSV (Ctrl+S)",
            clicked=self._export,
        )  # fmt: skip
        self.export_button.setShortcut("Ctrl+S")
        self.more = (self.export_button,)
        if not self.presenter.can_edit:
            return
        self.primary = Button(
            "Add", "primary", icon_name="add", name="Add a recommendation",
            tooltip="Add a recommendation (Ctrl+Shift+N)", clicked=self._add,
        )  # fmt: skip
        self.primary.setShortcut("Ctrl+Shift+N")
        self.tools_button = Button(
            "Updates and year end", icon_name="actions",
            tooltip="Ask for updates, take them in, carry the year forward (Alt+U)",
        )  # fmt: skip
        self.tools_button.setShortcut("Alt+U")
        menu = QMenu(self.tools_button)
        menu.setAccessibleName("Updates and year end")
        menu.setToolTipsVisible(True)
        for words, tooltip, keys, slot in (
            ("Request updates…", "Save a sheet that asks officers about what is listed",
             "Ctrl+Shift+S", self._request),
            ("Read updates…", "Take in a sheet of updates that came back", "Ctrl+I", self._read),
            ("Carry the year forward…", "Give open recommendations a reference of the next year",
             "Ctrl+Y", self._carry),
        ):  # fmt: skip
            action = QAction(words, self)
            action.setToolTip(f"{tooltip} ({keys})")
            action.setShortcut(keys)
            action.triggered.connect(slot)
            menu.addAction(action)
            self.addAction(action)
        self.tools_button.setMenu(menu)
        self.more = (self.tools_button, self.export_button)

    # --- showing ---------------------------------------------------------------------------

    def open(self, recommendation_id: str = "", **_target: Any) -> None:
        """Show the tracker, with one recommendation chosen if given."""
        if recommendation_id:
            self._wanted = recommendation_id
        if self.stale:
            self.stale = False
            self.stack.loading()
            self.refresh()
        elif recommendation_id:
            self._show_rows(self.presenter.reveal(recommendation_id))

    def notice(self, change: Change) -> None:
        """Go to a recommendation that was just added or carried forward."""
        if change.kind == "recommendation" and change.id and self.isVisible():
            self._wanted = change.id
        super().notice(change)

    def refresh(self) -> None:
        """Read the tracker and the chosen one again."""
        self.load(self.presenter.read, self._show_read, self.could_not_read)

    def _show_read(self, state: TrackerState) -> None:
        self._show_rows(self.presenter.reveal(self._wanted) if self._wanted else state)

    def _show_rows(self, state: TrackerState) -> None:
        """Show rows and keep the one that was chosen, where it is among them."""
        self._state = state
        wanted = self._wanted
        self.set_header("Recommendations", state.told)
        self.filters.show_state(state, self.presenter.filters)
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self.model.show_rows(state.rows)
        selection.blockSignals(False)
        self.filters.setVisible(bool(state.total))
        # before the table is on show: one that takes the keyboard would choose its first row
        if state.rows:
            index = self.model.find(wanted)
            self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
            self.table.scrollTo(self.table.currentIndex())
            self.lists.show_content()
        else:
            self.lists.show_empty()
        if state.total:
            self.stack.show_content()
        else:
            self.stack.show_empty()
            if self.table.hasFocus():  # it is not on show any more
                (self.primary or self.export_button).setFocus()

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        row: RecommendationRow | None = index.data(ROW) if index.isValid() else None
        if row is not None:
            self._wanted = row.id
            self.load(partial(self.presenter.state, row.id), self.show_state)

    def show_state(self, state: RecommendationState) -> None:
        """Show one recommendation."""
        if state.recommendation.id == self._wanted:
            self.detail.show_state(state)

    def _filter(self) -> None:
        self._show_rows(self.presenter.choose(self.filters.values()))

    def _sort(self, column: int) -> None:
        state = self.presenter.sort(column)
        down = Qt.SortOrder.DescendingOrder
        order = down if self.presenter.descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self._show_rows(state)

    # --- evidence --------------------------------------------------------------------------

    def show_visit(self, visit_id: str) -> None:
        """Open the report of a visit."""
        self.context.go("visits", visit_id=visit_id)

    def unlink(self, link_id: str) -> None:
        """Take a link away, with undo."""
        self.load(partial(self.presenter.unlink, link_id), self._unlinked)

    def _unlinked(self, link: EvidenceLink) -> None:
        self.context.say("Link removed.", act=partial(self._relink, link))
        self.context.tell("link", link.visit_id, self)
        self.refresh()

    def _relink(self, link: EvidenceLink) -> None:
        self.load(partial(self.presenter.relink, link), self._relinked)

    def _relinked(self, _nothing: object) -> None:
        self.context.say("The link is back.")
        self.context.tell("link")

    def _link(self) -> None:
        from visits_app.ui.link_dialog import LinkDialog

        dialog = LinkDialog(self.context, "", self, recommendation_id=self._wanted)
        dialog.linked.connect(partial(self.context.tell, "link"))
        dialog.open()

    # --- the officer's -----------------------------------------------------------------------

    def _follow(self) -> None:
        self.open(recommendation_id=self.detail.follower_id)

    def _add(self) -> None:
        from visits_app.ui.tracker.dialogs import add_recommendation

        add_recommendation(self.context, self)

    def _change(self) -> None:
        from visits_app.ui.tracker.dialogs import change_recommendation

        change_recommendation(self.context, self._wanted, self)

    def _respond(self) -> None:
        from visits_app.ui.tracker.dialogs import record_response

        record_response(self.context, self._wanted, self)

    def _tell(self) -> None:
        from visits_app.ui.tracker.dialogs import add_update

        add_update(self.context, self._wanted, self)

    def _accept(self) -> None:
        from visits_app.ui.tracker.dialogs import accept_at_meeting

        accept_at_meeting(self.context, self._wanted, self)

    def _raise(self) -> None:
        from visits_app.ui.tracker.dialogs import make_action

        make_action(self.context, self._wanted, self)

    def _request(self, _checked: bool = False) -> None:
        from visits_app.presenters.progress_sheets import NAME, make_request
        from visits_app.ui.sheets.saving import save_sheet

        listed = [row.id for row in self._state.rows] if self._state else []
        save_sheet(self, self.context, partial(make_request, self.context.space, listed), NAME)

    def _read(self, _checked: bool = False) -> None:
        from visits_app.ui.tracker.updates_dialog import read_updates

        read_updates(self.context, self)

    def _carry(self, _checked: bool = False) -> None:
        from visits_app.ui.tracker.carry_dialog import CarryDialog

        CarryDialog(self.context, self, year=self.presenter.filters.year).open()

    def _export(self) -> None:
        from visits_app.ui.tracker.export_dialog import TrackerExportDialog

        years = self._state.years if self._state else ()
        TrackerExportDialog(self.context, years, self.presenter.filters.year, self).open()
