"""Merge one theme into another: what counts where is said before anything is done."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.presenters.theme_register import MergeState, ThemePresenter
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words


class MergeDialog(QDialog):
    """Choose the other theme, read what would be counted where, merge."""

    merged = Signal()

    def __init__(self, context: Context, theme_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = ThemePresenter(context.space)
        self._theme_id = theme_id
        self.setWindowTitle("Merge a theme")
        size_dialog(self, 600, 480)
        self._build()
        self.into.currentIndexChanged.connect(self._look)
        context.jobs.run(self, partial(self._presenter.merging, theme_id), self._show, self._failed)

    def _build(self) -> None:
        self._title = words("Merge a theme", "title")
        self.into = QComboBox()
        self.into.setAccessibleName("Merge into")
        self.into.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.into.setMinimumContentsLength(20)
        content = QWidget()
        self._told = QVBoxLayout(content)
        self._told.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        self._told.setSpacing(theme().px(SPACE_S))
        self._area = scrolled(content, reading=True)
        self._area.setAccessibleName("What would be counted where")
        self._error = words("", "error")
        self._error.hide()
        self.merge_button = Button("Merge", "primary", clicked=self._merge)
        self.merge_button.setDefault(True)
        self.merge_button.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addStretch(1)
        row.addWidget(Button("Cancel", clicked=self.reject))
        row.addWidget(self.merge_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._title)
        outer.addWidget(words("Count it from now on under"))
        outer.addWidget(self.into)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._error)
        outer.addLayout(row)

    def _show(self, state: MergeState) -> None:
        self._title.setText(f"Merge {state.theme} into another theme")
        self.into.blockSignals(True)
        self.into.addItem("Choose a theme…", "")
        for value, label in state.into:
            self.into.addItem(label, value)
        self.into.blockSignals(False)
        self.into.setFocus()
        self._tell(("What would be counted where is shown here before anything is changed.",))

    def _look(self) -> None:
        self._error.hide()
        self.merge_button.setEnabled(False)
        into = self.into.currentData()
        if into:
            work = partial(self._presenter.preview, self._theme_id, into)
            self._context.jobs.run(self, work, partial(self._previewed, into), self._failed)

    def _previewed(self, into: str, sentences: tuple[str, ...]) -> None:
        if into == self.into.currentData():
            self._tell(sentences)
            self.merge_button.setEnabled(True)

    def _tell(self, sentences: tuple[str, ...]) -> None:
        clear_layout(self._told)
        for sentence in sentences:
            self._told.addWidget(words(sentence, selectable=True))
        self._told.addStretch(1)

    def _merge(self) -> None:
        self.merge_button.setEnabled(False)
        work = partial(self._presenter.merge, self._theme_id, self.into.currentData())
        self._context.jobs.run(self, work, self._done, self._failed)

    def _done(self, sentence: str) -> None:
        back = partial(self._presenter.take_back, self._theme_id)
        told = "The merge is taken back: both themes count for themselves."
        self._context.say(sentence, act=partial(undo, self._context, back, told, "register"))
        self._context.tell("register")
        self.merged.emit()
        self.accept()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, VisitsError):
            faults = error.faults if isinstance(error, FaultsError) else ()
            what = " ".join(fault.what for fault in faults) or str(error)
            self._error.setText(f"Error: {what}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
