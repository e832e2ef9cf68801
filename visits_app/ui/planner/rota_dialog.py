"""The dialog that plans a visit: team, day, who goes; what is near it is said at once."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.text import date_in_words
from visits_app.presenters.planner import PlannerPresenter, RotaForm, RotaTyped
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words

_PAUSE_MS = 300


class RotaDialog(QDialog):
    """A new planned visit, or one that is changed."""

    kept = Signal(object)
    """The planned visit as kept."""

    def __init__(
        self,
        context: Context,
        presenter: PlannerPresenter,
        parent: QWidget,
        *,
        plan: RotaVisit | None = None,
        team_id: str = "",
        day: str = "",
        member_id: str = "",
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._form: RotaForm | None = None
        self.setWindowTitle("Plan a visit" if plan is None else "Change the planned visit")
        size_dialog(self, 640, 760)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._connect()
        work = partial(presenter.form, plan, team_id, day, member_id)
        context.jobs.run(self, work, self._show, self._failed)

    def _build(self) -> None:
        self.team = QComboBox()
        self.team.setMaxVisibleItems(16)
        self.day = QLineEdit()
        self.time = QLineEdit()
        self.time.setMaximumWidth(theme().px(120))
        self.minutes = QLineEdit()
        self.minutes.setMaximumWidth(theme().px(120))
        self.members = QListWidget()
        self.members.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.members.setFixedHeight(theme().px(150))
        self.lead = QComboBox()
        self.place = QLineEdit()
        self.form = QComboBox()
        self.purpose = GrowingText(2)
        self.confirmed = QCheckBox("The service has confirmed the day")
        self._meant = words("", "caption")
        self._editors: dict[str, QWidget] = {
            "team_id": self.team, "on_day": self.day, "starts_at": self.time,
            "minutes": self.minutes, "place": self.place, "purpose": self.purpose,
        }  # fmt: skip
        self._errors = {key: words("", "error") for key in self._editors}
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        self._column.setSpacing(theme().px(SPACE_XS))
        self._add("Team", self.team, key="team_id")
        self._add("Day", self.day, "Such as 4 March 2027.", key="on_day", below=self._meant)
        self._column.addWidget(self.confirmed)
        self._add("Starts at", self.time, "Such as 14:30; may be empty.", key="starts_at")
        self._add("Length in minutes", self.minutes, key="minutes")
        self._add("Who goes", self.members, "Tick the members; rota and calendars name them.")
        self._add("Who leads and writes the report", self.lead)
        self._add("Where", self.place, key="place")
        self._add("Form", self.form)
        self._add(
            "Purpose", self.purpose, "What do members want to know by the end?", key="purpose"
        )
        self._column.addStretch(1)
        self._area = scrolled(inner)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._warnings = words("", "warning")
        self._warnings.setAccessibleName("To be looked at")
        self._warnings.hide()
        self._error = words("", "error")
        self._error.hide()
        self.save_button = Button("Put on the rota", "primary", clicked=self._put)
        self.save_button.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._error, 1)
        row.addStretch(0)
        row.addWidget(Button("Cancel", clicked=self.reject))
        row.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._area, 1)
        outer.addWidget(self._warnings)
        outer.addLayout(row)

    def _add(
        self,
        label: str,
        editor: QWidget,
        hint: str = "",
        *,
        key: str = "",
        below: QWidget | None = None,
    ) -> None:
        self._column.addSpacing(theme().px(SPACE_S))
        self._column.addWidget(words(label, "strong"))
        if hint:
            self._column.addWidget(words(hint, "caption"))
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)
        self._column.addWidget(editor)
        if below is not None:
            self._column.addWidget(below)
        if key:
            self._column.addWidget(self._errors[key])
            self._errors[key].hide()

    def _connect(self) -> None:
        self.team.currentIndexChanged.connect(self._pause.start)
        self.day.textChanged.connect(self._read_back)
        self.members.itemChanged.connect(self._fit_lead)
        self._pause.timeout.connect(self._look_round)

    def _show(self, form: RotaForm) -> None:
        self._form = form
        plan = form.plan
        for option in form.teams:
            self.team.addItem(option.label, option.value)
        self.team.setCurrentIndex(max(0, self.team.findData(plan.team_id)))
        self.form.addItem("The standard form", "")
        for option in form.forms:
            self.form.addItem(option.label, option.value)
        self.form.setCurrentIndex(max(0, self.form.findData(plan.form_id)))
        self.members.blockSignals(True)
        for option in form.members:
            item = QListWidgetItem(option.label)
            item.setData(Qt.ItemDataRole.UserRole, option.value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = option.value in plan.member_ids
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.members.addItem(item)
        self.members.blockSignals(False)
        self._fit_lead()
        if plan.member_ids:
            self.lead.setCurrentIndex(max(0, self.lead.findData(plan.member_ids[0])))
        self.day.setText(date_in_words(plan.on_day.isoformat()))
        self.time.setText(plan.starts_at)
        self.minutes.setText(str(plan.minutes))
        self.place.setText(plan.place)
        self.purpose.setPlainText(plan.purpose)
        self.confirmed.setChecked(plan.status is RotaStatus.CONFIRMED)
        self.save_button.words("Put on the rota" if form.is_new else "Save")
        self.save_button.setEnabled(True)
        (self.day if plan.team_id else self.team).setFocus()
        self.day.selectAll()

    # --- slots -------------------------------------------------------------------------------

    def _ticked(self) -> list[tuple[str, str]]:
        found = []
        for number in range(self.members.count()):
            item = self.members.item(number)
            if item.checkState() == Qt.CheckState.Checked:
                found.append((item.text(), str(item.data(Qt.ItemDataRole.UserRole))))
        return found

    def _fit_lead(self) -> None:
        """Offer as lead those who go."""
        before = self.lead.currentData()
        self.lead.clear()
        for label, value in self._ticked():
            self.lead.addItem(label, value)
        if not self.lead.count():
            self.lead.addItem("Nobody yet", "")
        self.lead.setCurrentIndex(max(0, self.lead.findData(before)))
        self._pause.start()

    def _read_back(self) -> None:
        self._meant.setText(self._presenter.day_meant(self.day.text()))
        self._pause.start()

    def _typed(self) -> RotaTyped:
        ids = [value for _, value in self._ticked()]
        lead = self.lead.currentData() or ""
        if lead in ids:
            ids = [lead, *(id for id in ids if id != lead)]
        return RotaTyped(
            team_id=self.team.currentData() or "",
            day=self.day.text(),
            time=self.time.text(),
            minutes=self.minutes.text(),
            place=self.place.text(),
            form_id=self.form.currentData() or "",
            purpose=self.purpose.words(),
            member_ids=tuple(ids),
            confirmed=self.confirmed.isChecked(),
        )

    def _look_round(self) -> None:
        if self._form is not None:
            work = partial(self._presenter.warnings, self._form.plan, self._typed())
            self._context.jobs.run(self, work, self._show_warnings)

    def _show_warnings(self, told: tuple[str, ...]) -> None:
        self._warnings.setText("\n".join(told))
        self._warnings.setVisible(bool(told))

    def _put(self) -> None:
        if self._form is None:
            return
        self.save_button.setEnabled(False)
        work = partial(self._presenter.put, self._form.plan, self._typed())
        self._context.jobs.run(self, work, self._saved, self._failed)

    def _saved(self, plan: RotaVisit) -> None:
        self.accept()
        self.kept.emit(plan)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(self._form is not None)
        self._error.hide()
        if isinstance(error, FaultsError) and any(f.where in self._editors for f in error.faults):
            faults = {fault.where: fault.what for fault in error.faults}
            show_field_errors(self._editors, self._errors, faults, self._area)
        elif isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
