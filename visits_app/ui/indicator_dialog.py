"""Add or change an indicator: what it is, how and when it is measured, and what is aimed for."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import Fault, FaultsError, VisitsError
from visits_app.presenters.indicator_form import (
    IndicatorFormPresenter,
    IndicatorFormState,
    SavedIndicator,
)
from visits_app.presenters.indicator_questions import TARGETS, FormSection
from visits_app.ui.context import Context
from visits_app.ui.fields.choices import RadioField
from visits_app.ui.fields.field import Field
from visits_app.ui.fields.making import make_field
from visits_app.ui.pages.page import scrolled
from visits_app.ui.target_rows import TargetRows
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.error_summary import ErrorSummary
from visits_app.ui.widgets.words import words

if TYPE_CHECKING:
    from visits_app.domain.catalogue import CatalogueEntry


class IndicatorDialog(QDialog):
    """Groups of questions one under the other; everything wrong on top and at its field."""

    saved = Signal(object)
    """A SavedIndicator."""

    def __init__(self, context: Context, indicator_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = IndicatorFormPresenter(context.space)
        self._state: IndicatorFormState | None = None
        self._values: dict[str, Any] = {}
        self.fields: dict[str, Field] = {}
        self._order: list[str] = []
        self.setWindowTitle("Change this indicator" if indicator_id else "Add an indicator")
        size_dialog(self, 820, 740)
        self._build()
        work = partial(self._presenter.read, indicator_id)
        context.jobs.run(self, work, self._show_first, self._failed)

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self._heading = words(self.windowTitle(), "title")
        self.catalogue_button = Button(
            "From the catalogue…", icon_name="search", clicked=self._ask_catalogue
        )
        self.catalogue_button.setToolTip("Fill in what most councils measure alike (Alt+C)")
        self.catalogue_button.setShortcut("Alt+C")
        self._origin = words("", "muted")
        self._origin.hide()
        self.summary = ErrorSummary()
        self.targets = TargetRows()
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(4, 4, theme().px(SPACE_S), 0)
        self._column.setSpacing(theme().px(SPACE_L))
        self._column.addWidget(self.summary)
        self._column.addWidget(self.catalogue_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._origin)
        self.area = scrolled(self._inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._general = words("", "error")
        self._general.hide()
        self.save_button = Button("Save", "primary", clicked=self._save)
        self.save_button.setDefault(True)
        self.save_button.setEnabled(False)
        self.cancel_button = Button("Cancel", clicked=self.reject)
        for button in (self.cancel_button, self.catalogue_button, self.targets.add_button):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._general, 1)
        row.addStretch(0)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._heading)
        outer.addWidget(self.area, 1)
        outer.addLayout(row)
        self.summary.jump_wanted.connect(self.go_to)

    def _section(self, section: FormSection) -> Card:
        card = Card(section.title)
        if section.intro:
            card.body.addWidget(words(section.intro, "muted"))
        for question in section.questions:
            field = make_field(question, today=self._context.space.today)
            if isinstance(field, RadioField) and question.required:
                field.take_back_hidden()
            field.edited.connect(partial(self._edited, question.id))
            self.fields[question.id] = field
            self._order.append(question.id)
            card.body.addWidget(field)
        if section.id == TARGETS:
            card.body.addWidget(self.targets)
            self._order.append(TARGETS)
        return card

    # --- showing ---------------------------------------------------------------------------

    def _show_first(self, state: IndicatorFormState) -> None:
        self._heading.setText(state.title)
        for section in state.sections:
            self._column.addWidget(self._section(section))
        self._column.addStretch(1)
        self._show(state)
        self.targets.show_targets(state.targets)
        self.save_button.setEnabled(True)
        # what was made last comes last by Tab, and these two stand at the end
        QWidget.setTabOrder(self.fields["aliases"].stops()[-1], self.cancel_button)
        QWidget.setTabOrder(self.cancel_button, self.save_button)
        for field in self.fields.values():
            field.show()
        self.fields["name"].take_focus()

    def _show(self, state: IndicatorFormState) -> None:
        self._state = state
        self._origin.setText(state.origin)
        self._origin.setVisible(bool(state.origin))
        for section in state.sections:
            for question in section.questions:
                field = self.fields[question.id]
                field.render(question)
                field.set_value(question.value)
                self._values[question.id] = question.value

    def go_to(self, where: str) -> None:
        """Bring a field into view and put the keyboard into it."""
        name = where.partition("/")[0]
        if name == TARGETS:
            self.targets.take_focus(where)
        elif name in self.fields:
            self.fields[name].take_focus()
        at = self.focusWidget()
        if at is not None:
            for row in self.targets.rows:  # with what is wrong in it, said below the cells
                if row.isAncestorOf(at):
                    self.area.ensureWidgetVisible(row)
            self.area.ensureWidgetVisible(at, 0, theme().px(60))

    # --- what was done ---------------------------------------------------------------------

    def _edited(self, question_id: str, value: Any) -> None:
        self._values[question_id] = value
        self.fields[question_id].set_error("")

    def _ask_catalogue(self) -> None:
        from visits_app.ui.catalogue_dialog import CatalogueDialog

        if self._state is None:
            return
        dialog = CatalogueDialog(self._context, self)
        dialog.chosen.connect(self._prefill)
        dialog.open()

    def _prefill(self, entry: "CatalogueEntry") -> None:
        work = partial(self._presenter.prefill, entry, dict(self._values), self.targets.entries())
        self._context.jobs.run(self, work, self._prefilled, self._failed)

    def _prefilled(self, state: IndicatorFormState) -> None:
        self._show_faults(())
        self._show(state)
        self.go_to("name")

    def _save(self) -> None:
        if self._state is None:
            return
        for field in self.fields.values():
            field.settle()
        self.save_button.setEnabled(False)
        work = partial(self._presenter.save, dict(self._values), self.targets.entries())
        self._context.jobs.run(self, work, self._done, self._failed)

    def _done(self, saved: SavedIndicator) -> None:
        self.accept()
        _say_saved(self._context, self._presenter, saved)
        self.saved.emit(saved)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(self._state is not None)
        self._general.hide()
        if isinstance(error, FaultsError) and self._state is not None and error.faults:
            self._show_faults(error.faults)
            # once the summary has its room
            QTimer.singleShot(0, self, self._to_summary)
        elif isinstance(error, VisitsError):
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        faults = tuple(sorted(faults, key=self._place))
        self.summary.render(tuple(_told(fault) for fault in faults))
        said: dict[str, str] = {}
        for fault in faults:
            said.setdefault(fault.where, fault.what)
        for question_id, field in self.fields.items():
            field.set_error(said.get(question_id, ""))
        self.targets.show_faults(faults)

    def _place(self, fault: Fault) -> int:
        """Return where in the dialog a fault is, so that the summary follows it."""
        return self._order.index(fault.where.partition("/")[0])

    def _to_summary(self) -> None:
        self.area.verticalScrollBar().setValue(0)
        self.summary.take_focus()


def _told(fault: Fault) -> Fault:
    """Say in the summary which target a fault is about."""
    name, _, rest = fault.where.partition("/")
    if name != TARGETS or not rest or fault.what.startswith("Targets "):
        return fault
    what = f"Target {rest.partition('/')[0]}: {fault.what[0].lower()}{fault.what[1:]}"
    return Fault(fault.where, what)


def edit_indicator(context: Context, indicator_id: str, parent: QWidget) -> IndicatorDialog:
    """Open the dialog on an indicator, "" for a new one; it tells of what it saved."""
    dialog = IndicatorDialog(context, indicator_id, parent.window())
    dialog.open()
    return dialog


def _say_saved(context: Context, presenter: IndicatorFormPresenter, saved: SavedIndicator) -> None:
    act = None
    if saved.before is not None:
        told = f"{saved.name} is as it was before."
        work = partial(presenter.undo, saved)
        act = partial(undo, context, work, told, "indicator", saved.id)
    context.say(f"{saved.name} saved.", act=act)
    context.tell("indicator", saved.id)
