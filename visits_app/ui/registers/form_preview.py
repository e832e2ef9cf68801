"""A form as the member sees it: the real fields, on a draft that lives in memory alone."""

from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.domain.forms import Form
from visits_app.domain.names import Names
from visits_app.domain.visits import Mode
from visits_app.presenters.form_register import FormPresenter
from visits_app.presenters.visit_form import VisitFormPresenter
from visits_app.presenters.visit_form_states import FormState
from visits_app.ui.context import Context
from visits_app.ui.fields.option_buttons import CheckOption
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.section_list import SectionCombo, SectionList
from visits_app.ui.widgets.section_view import SectionView
from visits_app.ui.widgets.words import words

_ROOM_FOR_LIST = 860
"""Width, in units of the scale, below which the sections are a drop-down."""


class FormPreviewDialog(QDialog):
    """Sections on the left, their questions on the right; what is typed is never written."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        *,
        form_id: str = "",
        version: int = 0,
        form: Form | None = None,
    ) -> None:
        """Show a version that is known, or a `form` that was only read from a file."""
        super().__init__(parent)
        self._context = context
        self._presenter = FormPresenter(context.space)
        self.draft: VisitFormPresenter | None = None
        self.setWindowTitle("Preview of a form")
        size_dialog(self, 1040, 700)
        self._build()
        self._connect()
        if form is not None:
            context.jobs.run(
                self, self._presenter.names, partial(self._begin_with, form), self._failed
            )
        else:
            work = partial(self._presenter.form, form_id, version)
            context.jobs.run(self, work, self._begin, self._failed)

    def _build(self) -> None:
        self._title = words("", "title")
        self._told = words("Try it: what is typed here is kept nowhere.", "muted")
        self.sections = SectionList()
        self.sections.setFixedWidth(theme().px(230))
        self.combo = SectionCombo()
        self.view = SectionView(self._context.space.today)
        self.required_only = CheckOption("Required questions only")
        self.required_only.hide()
        self.close_button = Button("Close", "primary", clicked=self.accept)
        self.close_button.setAutoDefault(False)
        columns = QHBoxLayout()
        columns.setSpacing(theme().px(SPACE_L))
        columns.addWidget(self.sections)
        columns.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(SPACE_M))
        foot.addWidget(self.required_only)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_S))
        for widget in (self._title, self._told, self.combo):
            outer.addWidget(widget)
        outer.addLayout(columns, 1)
        outer.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the sections as a list where there is room, else as a drop-down."""
        super().resizeEvent(event)
        narrow = self.width() * 100 / theme().zoom < _ROOM_FOR_LIST
        self.sections.setVisible(not narrow)
        self.combo.setVisible(narrow)

    def _connect(self) -> None:
        self.sections.looked_at.connect(self._look_at)
        self.sections.entered.connect(self._enter)
        self.combo.entered.connect(self._enter)
        self.required_only.clicked.connect(self._switch_mode)
        self.view.edited.connect(self._edited)
        self.view.cell_edited.connect(self._cell_edited)
        self.view.left.connect(self._left)
        self.view.row_added.connect(self._add_row)
        self.view.row_removed.connect(self._remove_row)
        self.view.row_moved.connect(self._move_row)
        self.view.jump_wanted.connect(self._enter)

    def _begin(self, found: tuple[Form, Names]) -> None:
        self._begin_with(*found)

    def _begin_with(self, form: Form, names: Names) -> None:
        self.draft = self._presenter.draft_of(form, names)
        self._title.setText(f"{form.title}, version {form.version}")
        self.required_only.setVisible(form.quick_mode)
        self.render(self.draft.state())
        self.view.focus_at()

    def render(self, state: FormState) -> None:
        """Show the draft as it stands."""
        self.sections.render(state.sections)
        self.combo.render(state.sections)
        self.view.render(state)

    # --- what was done: the draft takes it, nobody writes it -----------------------------------

    def _take(self, state: FormState) -> None:
        self.render(state)
        if state.focus:
            self.view.focus_at(state.focus)

    def _look_at(self, section_id: str) -> None:
        if self.draft is not None:
            self.render(self.draft.go_to(section_id))

    def _enter(self, target: str) -> None:
        if self.draft is not None:
            state = self.draft.go_to(target)
            self.render(state)
            self.view.focus_at(state.focus)

    def _switch_mode(self, required_only: bool) -> None:
        if self.draft is not None:
            self._take(self.draft.set_mode(Mode.QUICK if required_only else Mode.FULL))

    def _edited(self, question_id: str, value: Any) -> None:
        if self.draft is not None:
            self._take(self.draft.edited(question_id, value))

    def _cell_edited(self, question_id: str, row_id: str, column_id: str, value: Any) -> None:
        if self.draft is not None:
            self._take(self.draft.edit_cell(question_id, row_id, column_id, value))

    def _left(self, question_id: str, row_id: str, column_id: str) -> None:
        if self.draft is not None:
            self.render(self.draft.left(question_id, row_id, column_id))

    def _add_row(self, question_id: str) -> None:
        if self.draft is not None:
            self._take(self.draft.add_row(question_id))

    def _remove_row(self, question_id: str, row_id: str) -> None:
        if self.draft is not None:
            self._take(self.draft.remove_row(question_id, row_id))

    def _move_row(self, question_id: str, row_id: str, by: int) -> None:
        if self.draft is not None:
            self._take(self.draft.move_row(question_id, row_id, by))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, VisitsError):
            self.reject()
            self._context.say(str(error), "error")
        else:
            self._context.jobs.crashed.emit(error)
