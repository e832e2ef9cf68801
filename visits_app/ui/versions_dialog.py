"""The versions of a submitted report: read each, and see what an amendment changed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import VisitsError
from visits_app.presenters.versions import VersionsPresenter, VersionState
from visits_app.reports.document import Document
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.document_view import DocumentView
from visits_app.ui.widgets.two_lines import TwoLineDelegate
from visits_app.ui.widgets.words import words

_VERSION = Qt.ItemDataRole.UserRole


class VersionsDialog(QDialog):
    """Versions on the left, the chosen one and its changes on the right."""

    def __init__(self, context: Context, visit_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = VersionsPresenter(context.space)
        self._visit_id = visit_id
        self.setWindowTitle("Versions of this report")
        size_dialog(self, 980, 640)
        self.list = QListWidget()
        self.list.setAccessibleName("Versions")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setFixedWidth(theme().px(250))
        self.view = DocumentView()
        self._changes = QWidget()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("What is shown of this version")
        self.tabs.addTab(self.view, "The report")
        self._close = Button("Close", "primary", clicked=self.accept)
        columns = QHBoxLayout()
        columns.setSpacing(theme().px(SPACE_L))
        columns.addWidget(self.list)
        columns.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addLayout(columns, 1)
        outer.addLayout(foot)
        self.list.currentItemChanged.connect(self._choose)
        context.jobs.run(
            self, partial(self._presenter.versions, visit_id), self._show, self._failed
        )

    def _show(self, versions: tuple[VersionState, ...]) -> None:
        for version in versions:
            reason = f"\n{version.reason}" if version.reason else ""
            item = QListWidgetItem(f"{version.title}\n{version.sealed}{reason}")
            item.setData(_VERSION, version)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _choose(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is None:
            return
        version: VersionState = item.data(_VERSION)
        while self.tabs.count() > 1:
            old = self.tabs.widget(1)
            self.tabs.removeTab(1)
            if old is not None:
                old.deleteLater()
        if version.number > 1:
            count = len(version.changes)
            self.tabs.addTab(
                scrolled(_changes(version), reading=True),
                "1 change" if count == 1 else f"{count} changes",
            )
        work = partial(self._presenter.document, self._visit_id, version.number)
        self._context.jobs.run(self, work, partial(self._show_document, version), self._failed)

    def _show_document(self, version: VersionState, document: Document) -> None:
        item = self.list.currentItem()
        if item is not None and item.data(_VERSION) == version:
            self.view.show_document(document)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, VisitsError):
            self.reject()
            self._context.say(str(error), "error")
        else:
            self._context.jobs.crashed.emit(error)


def _changes(version: VersionState) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(*(theme().px(SPACE_M),) * 4)
    grid.setHorizontalSpacing(theme().px(SPACE_L))
    grid.setVerticalSpacing(theme().px(SPACE_S))
    for column, title in enumerate(("Question", "Before", "After")):
        grid.addWidget(words(title, "caption"), 0, column)
    for row, change in enumerate(version.changes, start=1):
        cells = (
            f"{change.number}  {change.label}".strip(),
            change.before or "(nothing)",
            change.after or "(nothing)",
        )
        for column, text in enumerate(cells):
            role = "strong" if column == 0 else "muted" if column == 1 else ""
            label = words(text, role, selectable=True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, column)
    for column, share in enumerate((2, 3, 3)):
        grid.setColumnStretch(column, share)
    grid.setRowStretch(len(version.changes) + 1, 1)
    return table
