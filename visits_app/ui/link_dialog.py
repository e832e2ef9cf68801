"""The dialog that ties a visit, or one finding, to recommendations."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import VisitsError
from visits_app.domain.recommendations import EvidenceKind, EvidenceLink
from visits_app.presenters.linking import LinkPresenter, LinkState, Pick
from visits_app.ui.context import Context
from visits_app.ui.fields.option_buttons import CheckOption, RadioOption
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words

_KINDS = (
    (EvidenceKind.SUPPORTS, "Supports", "What members saw shows that it is being done."),
    (EvidenceKind.GAP, "Shows a gap", "What members saw shows that it is not done, or not enough."),
    (EvidenceKind.CONTEXT, "Context", "Worth reading beside it."),
)


class LinkDialog(QDialog):
    """Which part of the visit, which recommendations, what it says about them, and why."""

    linked = Signal()

    def __init__(
        self, context: Context, visit_id: str, parent: QWidget, *, recommendation_id: str = ""
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = LinkPresenter(context.space)
        self._visit_id = visit_id
        self._recommendation_id = recommendation_id
        self.boxes: list[CheckOption] = []
        self._build()
        self._connect()
        if visit_id:
            self._read(visit_id)
        else:
            context.jobs.run(self, self._presenter.visits, self._show_visits, self._failed)

    def _build(self) -> None:
        self.setWindowTitle("Link to a recommendation")
        size_dialog(self, 660, 680)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme().px(4), 0, theme().px(SPACE_M), 0)
        column.setSpacing(theme().px(SPACE_S))
        self._heading = words("Link to a recommendation", "title")
        self.visit = QComboBox()
        self.visit.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.visit.setEditable(True)
        self.visit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.visit.setAccessibleName("Visit")
        completer = self.visit.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.part = QComboBox()
        self.part.setAccessibleName("What is linked")
        self.part.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._targets = QVBoxLayout()
        self._targets.setSpacing(0)
        self._kinds = QButtonGroup(self)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName("Note")
        self.note.setFixedHeight(theme().px(72))
        column.addWidget(self._heading)
        which = words("Which visit?", "strong")
        column.addWidget(which)
        column.addWidget(self.visit)
        if self._visit_id:
            which.hide()
            self.visit.hide()
        column.addWidget(words("What do you link?", "strong"))
        column.addWidget(self.part)
        column.addSpacing(theme().px(SPACE_S))
        column.addWidget(words("To which recommendations?", "strong"))
        column.addLayout(self._targets)
        column.addSpacing(theme().px(SPACE_S))
        column.addWidget(words("What does it say about them?", "strong"))
        for number, (_kind, label, hint) in enumerate(_KINDS):
            button = RadioOption(f"{label}: {hint[0].lower()}{hint[1:]}")
            button.setChecked(number == 0)
            self._kinds.addButton(button, number)
            column.addWidget(button)
        column.addSpacing(theme().px(SPACE_S))
        column.addWidget(words("Note (optional)", "strong"))
        column.addWidget(self.note)
        column.addStretch(1)
        self._error = words("", "error")
        self._error.hide()
        self.accept_button = Button("Link", "primary", icon_name="link")
        self.accept_button.setDefault(True)
        self.cancel_button = Button("Cancel")
        row = QHBoxLayout()
        row.addWidget(self._error, 1)
        row.addStretch(0)
        row.addWidget(self.cancel_button)
        row.addWidget(self.accept_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        area = scrolled(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area, 1)
        outer.addLayout(row)

    def _connect(self) -> None:
        self.accept_button.clicked.connect(self._link)
        self.cancel_button.clicked.connect(self.reject)
        self.part.currentIndexChanged.connect(self._mark_linked)
        self.visit.currentIndexChanged.connect(self._choose_visit)
        line = self.visit.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._show_chosen_visit)
        line.installEventFilter(self)

    def _show_visits(self, visits: tuple[Pick, ...]) -> None:
        self.visit.blockSignals(True)
        for pick in visits:
            self.visit.addItem(pick.label, pick.id)
        self.visit.blockSignals(False)
        if visits:
            self._read(visits[0].id)
        else:
            self._show_error("There is no visit to link yet.")
            self.accept_button.setEnabled(False)

    def _choose_visit(self, index: int) -> None:
        if index >= 0:
            self._read(self.visit.itemData(index))

    def _show_chosen_visit(self) -> None:
        # words that are no visit give way to the visit that would be linked
        self.visit.setEditText(self.visit.itemText(self.visit.currentIndex()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return super().eventFilter(watched, event)
        # Enter chooses the visit; it must not press “Link” for the one before
        found = self.visit.findText(self.visit.currentText(), Qt.MatchFlag.MatchContains)
        if found >= 0:
            self.visit.setCurrentIndex(found)
        self._show_chosen_visit()
        return True

    def _read(self, visit_id: str) -> None:
        self._visit_id = visit_id
        self.accept_button.setEnabled(False)
        work = partial(self._presenter.state, visit_id)
        self._context.jobs.run(self, work, self._render, self._failed)

    def _render(self, state: LinkState) -> None:
        if state.visit_id != self._visit_id:
            return
        self._state = state
        self.accept_button.setEnabled(True)
        if self.visit.isHidden():
            self._heading.setText(f"Link {state.visit}")
        self.part.clear()
        self.part.addItem(state.whole, "")
        for finding in state.findings:
            self.part.addItem(finding.label, finding.id)
        clear_layout(self._targets)
        self.boxes = []
        for pick in state.recommendations:
            box = CheckOption(pick.label)
            box.setProperty("record", pick.id)
            box.setChecked(pick.id == self._recommendation_id)
            self.boxes.append(box)
            self._targets.addWidget(box)
        # made after everything else, they would come last by Tab
        for box in reversed(self.boxes):
            self.setTabOrder(self.part, box)
        if not state.recommendations:
            self._targets.addWidget(words("There are no recommendations yet.", "muted"))
        self._mark_linked()

    def _mark_linked(self) -> None:
        finding = self.part.currentData() or ""
        for box in self.boxes:
            there = (box.property("record"), finding) in self._state.linked
            box.setEnabled(not there)
            box.setToolTip("Linked already" if there else "")

    def _link(self) -> None:
        chosen = tuple(
            box.property("record") for box in self.boxes if box.isChecked() and box.isEnabled()
        )
        if not chosen:
            self._show_error("Error: choose at least one recommendation that is not linked yet.")
            return
        work = partial(
            self._presenter.link,
            self._visit_id,
            self.part.currentData() or "",
            chosen,
            _KINDS[self._kinds.checkedId()][0],
            self.note.toPlainText(),
        )
        self.accept_button.setEnabled(False)
        self._context.jobs.run(self, work, self._done, self._failed)

    def _done(self, made: tuple[EvidenceLink, ...]) -> None:
        text = "Linked." if len(made) == 1 else f"Linked to {len(made)} recommendations."
        self._context.say(text, act=partial(_undo, self._context, self._presenter, made))
        self.linked.emit()
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(error, VisitsError):
            self._show_error(f"Error: {error}")
        else:
            self._context.jobs.crashed.emit(error)

    def _show_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.show()


def _undo(context: Context, presenter: LinkPresenter, made: tuple[EvidenceLink, ...]) -> None:
    context.jobs.run(context, partial(presenter.undo, made), partial(_undone, context))


def _undone(context: Context, _nothing: object) -> None:
    context.say("The link was taken away again.")
    context.tell("link")
