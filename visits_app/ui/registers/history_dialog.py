"""Everything that was ever done to one entry of a register, newest first."""

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.presenters.register import RegisterPresenter
from visits_app.presenters.register_states import HistoryLine
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import rule
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words


class HistoryDialog(QDialog):
    """What, when, by whom, before → after; arrow keys scroll, Escape closes."""

    def __init__(
        self,
        context: Context,
        presenter: RegisterPresenter,
        kind: str,
        entry_id: str,
        name: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle("History")
        size_dialog(self, 640, 560)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(4, 4, theme().px(SPACE_M), 4)
        self._column.setSpacing(theme().px(SPACE_M))
        self.area = scrolled(content, reading=True)
        self.area.setAccessibleName(f"History of {name}")
        self._close = Button("Close", "primary", clicked=self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(words(f"History of {name}", "title"))
        outer.addWidget(self.area, 1)
        outer.addLayout(foot)
        work = partial(presenter.history, kind, entry_id)
        context.jobs.run(self, work, self.show_lines, self._failed)

    def show_lines(self, lines: tuple[HistoryLine, ...]) -> None:
        """Show a history."""
        if not lines:
            self._column.addWidget(words("Nothing was recorded about this entry.", "muted"))
        for number, line in enumerate(lines):
            if number:
                self._column.addWidget(rule())
            block = QVBoxLayout()
            block.setSpacing(theme().px(SPACE_XS))
            block.addWidget(words(f"{line.when} · {line.by}", "caption"))
            block.addWidget(words(line.what, "strong", selectable=True))
            for change in line.changes:
                block.addWidget(words(change, selectable=True))
            self._column.addLayout(block)
        self._column.addStretch(1)
        self.area.setFocus()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, VisitsError):
            self.reject()
            self._context.say(str(error), "error")
        else:
            self._context.jobs.crashed.emit(error)
