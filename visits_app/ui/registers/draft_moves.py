"""Drafts on an earlier version of a form: what moving each does, said before; never silently."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.domain.form_differences import MovedDraft
from visits_app.presenters.form_register import DraftState, FormPresenter
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words


class DraftBlock(QFrame):
    """One draft: its title, what becomes of its answers, and the button that moves it."""

    move_wanted = Signal()

    def __init__(self, draft: DraftState, *, movable: bool) -> None:
        super().__init__()
        self.setProperty("kind", "inset")
        self.draft = draft
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(SPACE_M),) * 4)
        column.setSpacing(theme().px(SPACE_XS))
        column.addWidget(words(draft.title, "strong"))
        column.addWidget(words(draft.summary))
        self._lines = QWidget()
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme().px(SPACE_XS))
        for line in draft.lines:
            lines.addWidget(words(line, "caption", selectable=True))
        self._lines.hide()
        self.more_button = Button("Each answer", "inline", icon_name="down", clicked=self._toggle)
        self.more_button.setAccessibleName(f"What happens to each answer of {draft.title}")
        self.more_button.setVisible(bool(draft.lines))
        self.move_button = Button("Move this draft")
        self.move_button.setAccessibleName(f"Move {draft.title}")
        self.move_button.setAccessibleDescription(draft.summary)
        self.move_button.setVisible(movable)
        self.move_button.clicked.connect(self.move_wanted)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.more_button)
        row.addStretch(1)
        row.addWidget(self.move_button)
        column.addWidget(self._lines)
        column.addLayout(row)

    def _toggle(self) -> None:
        self._lines.setVisible(self._lines.isHidden())
        self.more_button.change_icon("down" if self._lines.isHidden() else "up")


class DraftsDialog(QDialog):
    """Every draft of a form that is not on its newest version; each is moved by itself."""

    def __init__(self, context: Context, form_id: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = FormPresenter(context.space)
        self._form_id = form_id
        self._version = 0
        self.blocks: list[DraftBlock] = []
        self.setWindowTitle("Drafts on earlier versions")
        size_dialog(self, 680, 560)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(4, 4, theme().px(SPACE_M), 4)
        self._column.setSpacing(theme().px(SPACE_M))
        self._area = scrolled(content)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._error = words("", "error")
        self._error.hide()
        self._close = Button("Close", "primary", clicked=self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_S))
        outer.addWidget(words(f"Drafts on earlier versions of {title}", "title"))
        outer.addWidget(
            words(
                "A draft stays on the version it was begun on. Move one only when its member "
                "agrees: read first what happens to each answer.",
                "muted",
            )
        )
        outer.addWidget(self._area, 1)
        outer.addWidget(self._error)
        outer.addLayout(foot)
        self._read()

    def _read(self) -> None:
        self._context.jobs.run(
            self, partial(self._presenter.newest, self._form_id), self._read_drafts, self._failed
        )

    def _read_drafts(self, version: int) -> None:
        self._version = version
        work = partial(self._presenter.drafts, self._form_id)
        self._context.jobs.run(self, work, self.show_drafts, self._failed)

    def show_drafts(self, drafts: tuple[DraftState, ...]) -> None:
        """Show drafts, each with its button."""
        clear_layout(self._column)
        self.blocks = []
        for draft in drafts:
            block = DraftBlock(draft, movable=True)
            block.move_wanted.connect(partial(self._move, draft))
            self.blocks.append(block)
            self._column.addWidget(block)
        if not drafts:
            self._column.addWidget(
                words("Every draft of this form is on its newest version.", "muted")
            )
        self._column.addStretch(1)
        (self.blocks[0].move_button if self.blocks else self._close).setFocus()

    def _move(self, draft: DraftState) -> None:
        self._error.hide()
        work = partial(self._presenter.move, draft.visit_id, self._version)
        self._context.jobs.run(self, work, partial(self._moved, draft), self._failed)

    def _moved(self, draft: DraftState, moved: MovedDraft) -> None:
        back = partial(self._presenter.move_back, moved)
        told = "The draft is back on its version, with the answers it had."
        self._context.say(
            f"{draft.title} is moved to version {self._version}.",
            act=partial(undo, self._context, back, told, "visit", draft.visit_id),
        )
        self._context.tell("visit", draft.visit_id)
        self._context.tell("register")
        self._read()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
