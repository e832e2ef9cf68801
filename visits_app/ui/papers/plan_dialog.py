"""The dialog that says what a paper is about: kind, period, meeting, teams, themes, sections."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.papers import PaperKind
from visits_app.presenters.papers import (
    PapersPresenter,
    PlanChoices,
    PlanForm,
    day_meant,
    day_typed,
    suggested_title,
)
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.papers.tick_list import TickList
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words

_OWN_PERIOD = "Other days, written below"
_NO_MEETING = "No meeting yet"
_EVERY_BODY = "Every body’s"


class PaperPlanDialog(QDialog):
    """Makes a paper, or changes what one is about; Enter does it."""

    made = Signal(str)
    """The id of the new paper."""
    planned = Signal(object)
    """The `PaperStep` that changed a paper."""

    def __init__(
        self, context: Context, presenter: PapersPresenter, parent: QWidget, paper_id: str = ""
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._paper_id = paper_id
        self._choices: PlanChoices | None = None
        self._suggested = ""
        self._filling = False
        self.setWindowTitle("What this paper is about" if paper_id else "New paper")
        size_dialog(self, 640, 720)
        self._build()
        self._connect()
        context.jobs.run(self, self._read, self._show, self._failed)

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        self._column.setSpacing(theme().px(SPACE_XS))
        self._column.addWidget(words(self.windowTitle(), "title"))
        self.kind = _combo()
        self.period = _combo()
        self.starts, self.ends = QLineEdit(), QLineEdit()
        self.meeting = _combo()
        self.body = _combo()
        self.title_line = QLineEdit()
        self.teams = TickList("Teams", 4)
        self.themes = TickList("Themes", 4)
        self.sections = TickList("Sections", 7, movable=True)
        self._errors = {key: words("", "error") for key in ("title", "starts", "ends", "sections")}
        self._starts_told, self._ends_told = words("", "caption"), words("", "caption")
        self._meeting_told = words("", "caption")
        self._add("", "What kind of paper?", self.kind)
        self._add("", "Which period?", self.period)
        self._add("starts", "From", self.starts, self._starts_told)
        self._add("ends", "To, that day included", self.ends, self._ends_told)
        self._add("", "For which meeting?", self.meeting, self._meeting_told)
        self._body_label = self._add("", "Whose meetings and members?", self.body)
        self._add("title", "Title", self.title_line)
        self._add("", "Teams", self.teams, words("Tick none for all of them.", "caption"))
        self._add("", "Themes", self.themes, words("Tick none for all of them.", "caption"))
        told = "In this order; Alt+Up and Alt+Down move a line. The restricted appendix comes last."
        self._add("sections", "Sections", self.sections, words(told, "caption"))
        self._column.addLayout(self._section_buttons())
        self._column.addStretch(1)
        self._area = scrolled(inner)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._general = words("", "error")
        self._general.hide()
        go = "Change it" if self._paper_id else "Draft the paper"
        self.go_button = Button(go, "primary")
        self.go_button.setDefault(True)
        self.go_button.setEnabled(False)
        self.cancel_button = Button("Cancel", clicked=self.reject)
        self.cancel_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._general, 1)
        row.addStretch(0)
        row.addWidget(self.cancel_button)
        row.addWidget(self.go_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._area, 1)
        outer.addLayout(row)

    def _add(self, key: str, label: str, editor: QWidget, below: QWidget | None = None) -> QWidget:
        """Put a field into the column: label, editor, what is told below; return the label."""
        self._column.addSpacing(theme().px(SPACE_S))
        named = words(label, "strong")
        self._column.addWidget(named)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self._column.addWidget(editor)
        if below is not None:
            self._column.addWidget(below)
        if key:
            self._column.addWidget(self._errors[key])
            self._errors[key].hide()
        return named

    def _section_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        for text, icon_name, places in (("Move up", "move-up", -1), ("Move down", "move-down", 1)):
            button = Button(
                text, "quiet", icon_name=icon_name, name=f"{text} the section",
                clicked=partial(self.sections.shift, places),
            )  # fmt: skip
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.period.activated.connect(self._choose_period)
        self.meeting.currentIndexChanged.connect(self._tell_deadline)
        for line in (self.starts, self.ends):
            line.textChanged.connect(self._tell_days)
        self.go_button.clicked.connect(self._go)

    # --- showing ---------------------------------------------------------------------------

    def _read(self) -> tuple[PlanChoices, PlanForm | None]:
        form = self._presenter.form_of(self._paper_id) if self._paper_id else None
        return self._presenter.choices(), form

    def _show(self, read: tuple[PlanChoices, PlanForm | None]) -> None:
        choices, form = read
        self._choices = choices
        self._filling = True
        for kind, label in choices.kinds:
            self.kind.addItem(label, kind)
        for period in choices.periods:
            self.period.addItem(period.label, period)
        self.period.addItem(_OWN_PERIOD, None)
        self.meeting.addItem(_NO_MEETING, "")
        for id, label, _told in choices.meetings:
            self.meeting.addItem(label, id)
        self.body.addItem(_EVERY_BODY, "")
        for id, label in choices.bodies:
            self.body.addItem(label, id)
        self._filling = False
        self._show_body()
        if form is None:
            self.teams.fill(choices.teams, ())
            self.themes.fill(choices.themes, ())
            self._choose_kind()
            self._choose_period()
        else:
            self._fill(choices, form)
        self._tell_deadline()
        self.go_button.setEnabled(True)
        (self.title_line if form else self.kind).setFocus()

    def _fill(self, choices: PlanChoices, form: PlanForm) -> None:
        self.kind.setCurrentIndex(self.kind.findData(form.kind))
        self.kind.setEnabled(False)
        self._filling = True
        self.starts.setText(form.starts)
        self.ends.setText(form.ends)
        self.period.setCurrentIndex(self.period.count() - 1)
        self._tell_days()
        self._filling = False
        self.meeting.setCurrentIndex(max(0, self.meeting.findData(form.meeting_id)))
        self.body.setCurrentIndex(max(0, self.body.findData(form.body_id)))
        self._show_body()
        self.title_line.setText(form.title)
        self._suggested = ""
        self.teams.fill(choices.teams, form.team_ids)
        self.themes.fill(choices.themes, form.theme_ids)
        self._fill_sections(form.kind, form.sections)

    def _fill_sections(self, kind: PaperKind, ticked: tuple[str, ...] | None = None) -> None:
        assert self._choices is not None
        lines = [(one.id, one.title) for one in self._choices.sections[kind]]
        self.sections.fill(lines, [id for id, _ in lines] if ticked is None else ticked)

    # --- slots -----------------------------------------------------------------------------

    def _choose_kind(self) -> None:
        if self._choices is not None and not self._filling:
            self._fill_sections(PaperKind(self.kind.currentData()))
            self._show_body()
            self._suggest()

    def _show_body(self) -> None:
        """Ask for the body where the paper tells of one: in a final report."""
        final = self.kind.currentData() == PaperKind.FINAL
        self.body.setVisible(final)
        self._body_label.setVisible(final)

    def _choose_period(self) -> None:
        period = self.period.currentData()
        if period is None:
            self.starts.setFocus()
            return
        self._filling = True
        self.starts.setText(day_typed(period.starts))
        self.ends.setText(day_typed(period.ends))
        self._tell_days()
        self._filling = False

    def _tell_days(self) -> None:
        if self._choices is None:
            return
        today = self._choices.today
        for line, told in ((self.starts, self._starts_told), (self.ends, self._ends_told)):
            open_end = "" if line.text().strip() else "Open: everything on record that way."
            told.setText(day_meant(line.text(), today) or open_end)
        if not self._filling:
            self.period.setCurrentIndex(self.period.count() - 1)
        self._suggest()

    def _tell_deadline(self) -> None:
        if self._choices is None:
            return
        told = {id: words for id, _label, words in self._choices.meetings}
        self._meeting_told.setText(told.get(self.meeting.currentData() or "", ""))
        self._meeting_told.setVisible(bool(self._meeting_told.text()))

    def _suggest(self) -> None:
        """Name the paper by its kind and period, as long as nobody wrote another title."""
        if self._choices is None or self.title_line.text() != self._suggested:
            return
        kind = PaperKind(self.kind.currentData())
        self._suggested = suggested_title(
            kind, self.starts.text(), self.ends.text(), self._choices.today
        )
        self.title_line.setText(self._suggested)
        self.title_line.setCursorPosition(0)

    def _go(self) -> None:
        if self._choices is None:
            return
        form = PlanForm(
            kind=PaperKind(self.kind.currentData()),
            title=self.title_line.text(),
            starts=self.starts.text(),
            ends=self.ends.text(),
            meeting_id=self.meeting.currentData() or "",
            team_ids=self.teams.ticked(),
            theme_ids=self.themes.ticked(),
            body_id=self.body.currentData() or "",
            sections=self.sections.ticked(),
        )
        self.go_button.setEnabled(False)
        if self._paper_id:
            change = partial(self._presenter.change, self._paper_id, form)
            self._context.jobs.run(self, change, self._planned, self._failed)
        else:
            self.go_button.words("Drafting…")
            make = partial(self._presenter.make, form)
            self._context.jobs.run(self, make, self._made, self._failed, long=True)

    def _made(self, paper_id: str) -> None:
        self.accept()
        self.made.emit(paper_id)

    def _planned(self, step: object) -> None:
        self.accept()
        self.planned.emit(step)

    def _failed(self, error: Exception) -> None:
        self.go_button.words("Change it" if self._paper_id else "Draft the paper")
        self.go_button.setEnabled(self._choices is not None)
        self._general.hide()
        editors: dict[str, QWidget] = {
            "title": self.title_line, "starts": self.starts, "ends": self.ends,
            "sections": self.sections,
        }  # fmt: skip
        faults = {fault.where: fault.what for fault in getattr(error, "faults", ())}
        if isinstance(error, FaultsError) and faults.keys() & editors.keys():
            show_field_errors(editors, self._errors, faults, self._area)
        elif isinstance(error, VisitsError):
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)


def _combo() -> QComboBox:
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMaxVisibleItems(14)
    return combo
