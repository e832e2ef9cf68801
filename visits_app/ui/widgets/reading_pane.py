"""The reading pane: a report as it is printed, with what may be done with it above."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from visits_app.domain.recommendations import Evidence
from visits_app.presenters.visits import ReadingState
from visits_app.presenters.workspace import Desk
from visits_app.ui.context import Context
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.document_view import DocumentView
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState


class ReadingPane(QFrame):
    """Shows one report; asks its page to edit, delete or correct."""

    edit_wanted = Signal(str)
    delete_wanted = Signal(str)
    correct_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._context = context
        self._state: ReadingState | None = None
        self._narrow = False
        self._edit = Button("Continue", "primary", icon_name="edit")
        self._print = Button(
            "Print",
            icon_name="print",
            name="Preview and print",
            tooltip="Preview and print (Ctrl+P)",
        )
        self._brief = Button(
            "Brief",
            icon_name="preview",
            name="Brief for this visit",
            tooltip="What to know about the team before the visit, on two pages",
            clicked=self._preview_brief,
        )
        self.link_button = Button(
            "Link to a recommendation", icon_name="link", tooltip="Link to a recommendation"
        )
        self._correct = Button("Correct", icon_name="edit", tooltip="Correct this report")
        self._versions = Button("Versions", icon_name="history")
        self.life_button = Button(
            "Life of this report",
            icon_name="right",
            tooltip="What was done with this report since it was submitted, and what comes next",
            clicked=self._open_life,
        )
        self._delete = Button("Delete draft", icon_name="delete", tooltip="Delete this draft")
        self._view = DocumentView()
        bar = QWidget()
        row = FlowLayout(bar, theme().px(SPACE_S))
        for button in (
            self._edit, self._print, self._brief, self.link_button, self._correct, self._versions,
            self.life_button, self._delete,
        ):  # fmt: skip
            row.addWidget(button)
        content = QWidget()
        layout = QVBoxLayout(content)
        edge = theme().px(SPACE_M)
        layout.setContentsMargins(edge, edge, edge, 1)
        layout.setSpacing(theme().px(SPACE_S))
        layout.addWidget(bar)
        layout.addWidget(self._view, 1)
        self._empty = EmptyState("visits", "Choose a visit", "Its report is shown here.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(content)
        self._content = content
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._stack)
        self._edit.clicked.connect(self._want_edit)
        self._print.clicked.connect(self._preview)
        self.link_button.clicked.connect(self._link_dialog)
        self._correct.clicked.connect(self._want_correct)
        self._versions.clicked.connect(self._show_versions)
        self._delete.clicked.connect(self._want_delete)
        self._print.setShortcut("Ctrl+P")
        self._words = {
            button: button.text()
            for button in (
                self._print,
                self._brief,
                self.link_button,
                self._correct,
                self.life_button,
                self._delete,
            )
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(400)
        if narrow != self._narrow:
            self._narrow = narrow
            for button, text in self._words.items():
                button.setText("" if narrow else text)
            self._print.setShortcut("Ctrl+P")  # which new words take away

    @property
    def visit_id(self) -> str:
        """The visit on show, or ""."""
        return self._state.visit_id if self._state else ""

    def show_state(self, state: ReadingState) -> None:
        """Show a report."""
        self._state = state
        self._edit.setVisible(state.can_edit)
        self._delete.setVisible(state.can_delete)
        self._correct.setVisible(state.can_correct)
        self._brief.setVisible(state.can_brief)
        self.link_button.setVisible(state.can_link)
        self._versions.setVisible(state.versions > 1)
        self._versions.words(f"{state.versions} versions")
        self.life_button.setVisible(state.versions > 0)
        self._view.show_document(state.document)
        self._stack.setCurrentWidget(self._content)

    def take_focus(self) -> None:
        """Give the keyboard to the report.

        Not as a focus proxy: Tab would pass over the buttons above the report.
        """
        self._view.setFocus()

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self._state = None
        self._stack.setCurrentWidget(self._empty)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The links of the report on show."""
        return self._state.evidence if self._state else ()

    def _want_edit(self) -> None:
        self.edit_wanted.emit(self.visit_id)

    def _want_delete(self) -> None:
        self.delete_wanted.emit(self.visit_id)

    def _want_correct(self) -> None:
        self.correct_wanted.emit(self.visit_id)

    def _preview(self) -> None:
        self._context.go("reports", visit_id=self.visit_id)

    def _preview_brief(self) -> None:
        self._context.go("reports", brief_visit_id=self.visit_id)

    def _link_dialog(self) -> None:
        from visits_app.ui.link_dialog import LinkDialog

        dialog = LinkDialog(self._context, self.visit_id, self)
        dialog.linked.connect(partial(self._context.tell, "link", self.visit_id))
        dialog.open()

    def _open_life(self) -> None:
        officer = self._context.space.desk is Desk.OFFICER
        self._context.go("review" if officer else "life", visit_id=self.visit_id)

    def _show_versions(self) -> None:
        from visits_app.ui.versions_dialog import VersionsDialog

        VersionsDialog(self._context, self.visit_id, self).open()
