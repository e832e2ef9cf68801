"""From when on an indicator's limits are worked out anew: the decisions there are, and another."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.indicators import Rebase
from visits_app.presenters.rebases import (
    WHAT_IT_DOES,
    RebaseLine,
    RebasePresenter,
    RebaseState,
    month_words,
)
from visits_app.ui.confirm import ConfirmDialog
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout, rule
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words


class RebaseDialog(QDialog):
    """Those there are with their reasons, each to be removed, and three fields for another."""

    changed = Signal()

    def __init__(self, context: Context, indicator_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = RebasePresenter(context.space)
        self._indicator_id = indicator_id
        self.remove_buttons: dict[str, Button] = {}
        self.setWindowTitle("Rebase")
        size_dialog(self, 640, 660)
        self._build()
        self._read()

    def _build(self) -> None:
        self._heading = words("Rebase", "title")
        self._note = words("", "warning")
        self._note.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 0, theme().px(SPACE_S), 4)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(words(WHAT_IT_DOES))
        column.addWidget(self._note)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(SPACE_S))
        column.addLayout(self._lines)
        column.addWidget(rule())
        column.addWidget(words("Add a rebase", "lead"))
        self.month = QLineEdit()
        self.reason = GrowingText(3)
        self.series = QComboBox()
        self.series.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._errors = {key: words("", "error") for key in ("starts_on", "reason", "series")}
        for key, label, hint, editor in (
            ("starts_on", "From which month?", "For example April 2014.", self.month),
            ("reason", "Why? What changed then, and how does one know?",
             "The chart prints your words with the date.", self.reason),
            ("series", "For which figures?", "", self.series),
        ):  # fmt: skip
            column.addSpacing(theme().px(SPACE_XS))
            column.addWidget(words(label))
            if hint:
                column.addWidget(words(hint, "caption"))
            editor.setAccessibleName(label)
            editor.setAccessibleDescription(hint)
            column.addWidget(editor)
            column.addWidget(self._errors[key])
            self._errors[key].hide()
        column.addStretch(1)
        self._area = scrolled(inner)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._general = words("", "error")
        self._general.hide()
        self.add_button = Button("Add this rebase", "primary", clicked=self._add)
        self.add_button.setDefault(True)
        self.close_button = Button("Close", clicked=self.reject)
        self.close_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._general, 1)
        row.addStretch(0)
        row.addWidget(self.close_button)
        row.addWidget(self.add_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._heading)
        outer.addWidget(self._area, 1)
        outer.addLayout(row)
        self.month.setFocus()

    def _read(self) -> None:
        work = partial(self._presenter.read, self._indicator_id)
        self._context.jobs.run(self, work, self._show, self._failed)

    def _show(self, state: RebaseState) -> None:
        self._heading.setText(f"Rebase {state.name}")
        self._note.setText(state.note)
        self._note.setVisible(bool(state.note))
        clear_layout(self._lines)
        self.remove_buttons = {}
        if not state.lines:
            text = "There is none yet: average and usual range come from all the figures together."
            self._lines.addWidget(words("There is none yet." if state.note else text, "muted"))
        for line in state.lines:
            self._lines.addWidget(self._card(line))
        # made after everything else, they would come last by Tab
        for button in reversed(list(self.remove_buttons.values())):
            QWidget.setTabOrder(button, self.month)
        if not self.series.count():
            for option in state.series:
                self.series.addItem(option.label, option.value)

    def _card(self, line: RebaseLine) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "inset")
        remove = Button("Remove", "link", icon_name="delete")
        remove.setAutoDefault(False)
        remove.setAccessibleName(f"Remove the rebase {line.when[0].lower()}{line.when[1:]}")
        remove.clicked.connect(partial(self._ask_remove, line))
        self.remove_buttons[line.rebase_id] = remove
        head = QHBoxLayout()
        head.addWidget(words(line.when, "strong"), 1)
        head.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(card)
        edge = theme().px(SPACE_M)
        column.setContentsMargins(edge, theme().px(SPACE_S), edge, theme().px(SPACE_S))
        column.setSpacing(theme().px(SPACE_XS))
        column.addLayout(head)
        column.addWidget(words(line.reason, selectable=True))
        column.addWidget(words(line.made, "caption"))
        return card

    def _add(self) -> None:
        self.add_button.setEnabled(False)
        work = partial(
            self._presenter.add,
            self._indicator_id,
            self.month.text(),
            self.reason.words(),
            self.series.currentData() or "",
        )
        self._context.jobs.run(self, work, self._added, self._failed)

    def _added(self, rebase: Rebase) -> None:
        self.accept()
        act = self._undo(partial(self._presenter.remove, rebase.id), "The rebase is gone again.")
        self._context.say(f"Rebased from {month_words(rebase)}.", act=act)
        self._tell()

    def _ask_remove(self, line: RebaseLine, _checked: bool = False) -> None:
        dialog = ConfirmDialog(
            "Remove this rebase?",
            f"{line.when} the chart will no longer work out average and usual range anew. The"
            " history keeps what was decided and why.",
            keep="Keep it",
            go="Remove",
            parent=self,
        )
        dialog.confirmed.connect(partial(self._remove, line))
        dialog.open()

    def _remove(self, line: RebaseLine) -> None:
        work = partial(self._presenter.remove, line.rebase_id)
        self._context.jobs.run(self, work, self._removed, self._failed)

    def _removed(self, rebase: Rebase) -> None:
        act = self._undo(partial(self._presenter.put_back, rebase), "The rebase is there again.")
        self._context.say(f"Rebase from {month_words(rebase)} removed.", act=act)
        self._tell()
        self._read()
        self.month.setFocus()

    def _undo(self, work: Callable[[], object], told: str) -> Callable[[], None]:
        return partial(undo, self._context, work, told, "indicator", self._indicator_id)

    def _tell(self) -> None:
        self._context.tell("indicator", self._indicator_id)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.add_button.setEnabled(True)
        self._general.hide()
        if isinstance(error, FaultsError) and error.faults:
            self._show_faults({fault.where: fault.what for fault in error.faults})
        elif isinstance(error, VisitsError):
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)

    def _show_faults(self, faults: dict[str, str]) -> None:
        editors: dict[str, QWidget] = {
            "starts_on": self.month,
            "reason": self.reason,
            "series": self.series,
        }
        show_field_errors(editors, self._errors, faults, self._area)


def rebase_indicator(context: Context, indicator_id: str, parent: QWidget) -> RebaseDialog:
    """Open the dialog on an indicator; it tells of what it changed."""
    dialog = RebaseDialog(context, indicator_id, parent.window())
    dialog.open()
    return dialog
