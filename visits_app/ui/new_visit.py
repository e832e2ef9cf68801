"""The dialog that begins a visit: team, day, form."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.domain.forms import Kind
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Mode
from visits_app.presenters.editor import FIRST_GAP
from visits_app.presenters.new_visit import (
    Doubts,
    NewVisit,
    NewVisitPresenter,
    NewVisitState,
    day_words,
)
from visits_app.presenters.visit_form_states import AnswerOption, QuestionState
from visits_app.ui.context import Context
from visits_app.ui.fields.choices import ListField, RadioField
from visits_app.ui.fields.dates import DateField
from visits_app.ui.fields.field import Field
from visits_app.ui.fields.making import make_field
from visits_app.ui.fields.option_buttons import CheckOption
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

if TYPE_CHECKING:
    from visits_app.presenters.register import RegisterPresenter
    from visits_app.presenters.register_states import RegisterState


class NewVisitDialog(QDialog):
    """Three questions and two defaults; Enter begins the visit."""

    begun = Signal(str)
    """The id of the new visit."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = NewVisitPresenter(context.space)
        self._state: NewVisitState | None = None
        self._asked: tuple[str, date | None] = ("", None)
        self._doubted: tuple[str, date | None, tuple[str, ...]] = ("", None, ())
        self.setWindowTitle("Record a visit")
        room = parent.size() if parent is not None else QSize(1200, 720)
        self.resize(min(theme().px(660), room.width()), min(theme().px(700), room.height()))
        self._build()
        context.jobs.run(self, self._presenter.read, self._show, self._failed)

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, theme().px(SPACE_M), 0)
        self._column.setSpacing(theme().px(SPACE_M))
        self._area = scrolled(self._inner)
        self._area.setAccessibleName("The new visit")
        self._warning = words("", "warning")
        self._warning.hide()
        self.begin_button = Button("Start writing", "primary")
        self.begin_button.setDefault(True)
        self.begin_button.setEnabled(False)
        self.cancel_button = Button("Cancel", clicked=self.reject)
        self.cancel_button.setAutoDefault(False)
        self.begin_button.clicked.connect(self._begin)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.begin_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(words("Record a visit", "title"))
        outer.addWidget(self._area, 1)
        outer.addWidget(self._warning)
        outer.addLayout(row)

    def _show(self, state: NewVisitState) -> None:
        self._state = state
        today = self._context.space.today
        self.team = ListField(_question("team", "Which team?", Kind.CHOICE, options=state.teams))
        self.day = DateField(
            _question(
                "day", "When was it, or when will it be?", Kind.DATE, hint=" ",
                value=state.today.isoformat(),
            ),
            today=today,
        )  # fmt: skip
        forms = tuple(AnswerOption(f.id, f"{f.title}. {f.purpose}") for f in state.forms)
        first = forms[0].value if forms else None
        self.form = RadioField(
            _question("form", "Which form?", Kind.CHOICE, options=forms, value=first)
        )
        self.form.take_back_hidden()
        self.quick = CheckOption("Required questions only, about 15 minutes")
        self.others = make_field(
            _question(
                "others", "Who else is on this visit?", Kind.SEVERAL, options=state.others,
                required=False,
            )
        )  # fmt: skip
        self.others.setVisible(bool(state.others))
        self.add_team = Button("Add a team", icon_name="add", clicked=self._add_team)
        self._no_team = self._first_team()
        self._no_team.setVisible(not state.teams)
        self.doubts = {where: words("", "warning") for where in ("team", "visitors")}
        for label in self.doubts.values():
            label.setContentsMargins(4, 0, 4, 0)
            label.hide()
        for widget in (self._no_team, self.team, self.doubts["team"], self.day, self.form):
            self._column.addWidget(widget)
        quick = QHBoxLayout()
        quick.setContentsMargins(4, 0, 4, 0)
        quick.addWidget(self.quick)
        self._column.addLayout(quick)
        self._column.addWidget(self.others)
        self._column.addWidget(self.doubts["visitors"])
        self._column.addStretch(1)
        self._values: dict[str, Any] = {
            "team": None, "day": state.today.isoformat(), "form": first, "others": [],
        }  # fmt: skip
        self._fields: dict[str, Field] = {
            "team": self.team, "day": self.day, "form": self.form, "others": self.others,
        }  # fmt: skip
        for name, field in self._fields.items():
            field.edited.connect(partial(self._edited, name))
        self.begin_button.setEnabled(True)
        self._reword()
        # a window that comes forward only now gives the keyboard to the first thing it shows
        for field in (self.team, self.day, self.form):
            field.show()
        if state.teams:
            self.team.take_focus()
        else:
            self.add_team.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_team(self) -> QWidget:
        """Lead on where there is nothing to choose: a member's desk has no register to go to."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(theme().px(SPACE_S))
        text = "No team is kept here yet. Add the one you visit; its name is all that is needed."
        column.addWidget(words(text))
        column.addWidget(self.add_team, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _add_team(self) -> None:
        from visits_app.presenters.register import RegisterPresenter

        presenter = RegisterPresenter(self._context.space)
        work = partial(presenter.state, "teams")
        self._context.jobs.run(self, work, partial(self._ask_for_team, presenter), self._failed)

    def _ask_for_team(self, presenter: "RegisterPresenter", teams: "RegisterState") -> None:
        from visits_app.ui.register_dialog import RegisterDialog

        dialog = RegisterDialog(self._context, presenter, teams, None, self)
        dialog.saved.connect(self._team_added)
        dialog.open()

    def _team_added(self, team_id: str, name: str) -> None:
        self._context.tell("register")
        assert self._state is not None
        teams = (*self._state.teams, AnswerOption(team_id, name))
        self._state = replace(self._state, teams=teams)
        self._no_team.hide()
        self.team.render(replace(self.team.state, options=teams, value=team_id))
        self._edited("team", team_id)
        self.team.take_focus()

    # --- what was done ---------------------------------------------------------------------

    def _edited(self, name: str, value: Any) -> None:
        self._values[name] = value
        self._fields[name].set_error("")
        self._reword()

    def _reword(self) -> None:
        """Say what the date means, and whether there is such a visit already."""
        assert self._state is not None
        on = self._on()
        told = day_words(on, self._state.today) if on else "For example 4 March 2014, or today."
        self.day.show_hint(told)
        planned = on is not None and on > self._state.today
        self.begin_button.words("Plan the visit" if planned else "Start writing")
        form = next((f for f in self._state.forms if f.id == self._values["form"]), None)
        self.quick.setVisible(form is not None and form.quick)
        wanted = (self._values["team"] or "", on)
        if wanted != self._asked:
            self._asked = wanted
            self._warning.hide()
            if wanted[0] and on is not None:
                work = partial(self._presenter.same_day, wanted[0], on)
                self._context.jobs.run(self, work, partial(self._warn, wanted), self._failed)
        self._doubt(wanted[0], on)

    def _doubt(self, team_id: str, on: date | None) -> None:
        """Ask what is doubtful: a term that is over, a team that is retired."""
        asked = (team_id, on, tuple(self._values["others"] or ()))
        if asked != self._doubted:
            self._doubted = asked
            work = partial(self._presenter.doubts, team_id, asked[2], on)
            self._context.jobs.run(self, work, partial(self._show_doubts, asked), self._failed)

    def _show_doubts(self, asked: tuple[str, date | None, tuple[str, ...]], found: Doubts) -> None:
        if asked != self._doubted:
            return
        for where, label in self.doubts.items():
            label.setText(found.get(where, ""))
            label.setVisible(where in found)
        self.begin_button.setToolTip(" ".join(found.values()))

    def _warn(self, asked: tuple[str, date | None], warning: str) -> None:
        if asked == self._asked:
            self._warning.setText(warning)
            self._warning.setVisible(bool(warning))
            self.begin_button.setAccessibleDescription(warning)

    def _on(self) -> date | None:
        try:
            return date.fromisoformat(str(self._values["day"]))
        except ValueError:
            return None

    def _begin(self) -> None:
        self.team.settle()
        self.day.settle()
        on = self._on()
        form_id = self._values["form"]
        wrongs: tuple[tuple[Field, bool, str], ...] = (
            (self.form, not form_id, "Choose a form."),
            (self.day, on is None, "Give a date, for example 4 March 2014."),
            (self.team, not self._values["team"], "Choose the team."),
        )
        for field, wrong, sentence in wrongs:
            field.set_error(sentence if wrong else "")
            if wrong:
                field.take_focus()
        if on is None or not form_id or not self._values["team"]:
            return
        quick = self.quick.isChecked() and not self.quick.isHidden()
        wanted = NewVisit(
            self._values["team"],
            on,
            form_id,
            Mode.QUICK if quick else Mode.FULL,
            tuple(self._values["others"] or ()),
        )
        self.begin_button.setEnabled(False)
        work = partial(self._presenter.create, wanted)
        self._context.jobs.run(self, work, partial(self._created, wanted), self._failed)

    def _created(self, wanted: NewVisit, visit_id: str) -> None:
        self._context.tell("visit", visit_id)
        self.accept()
        assert self._state is not None
        if wanted.on > self._state.today:
            when = date_in_words(wanted.on.isoformat())
            self._context.say(f"Planned for {when}. Fill in the plan now, the rest afterwards.")
        self.begun.emit(visit_id)

    def _failed(self, error: Exception) -> None:
        self.begin_button.setEnabled(self._state is not None)
        if isinstance(error, VisitsError):
            self._warning.setText(str(error))
            self._warning.show()
        else:
            self._context.jobs.crashed.emit(error)


def record_visit(context: Context, parent: QWidget | None) -> NewVisitDialog:
    """Open the dialog; the new visit is opened in the editor at its first gap."""
    dialog = NewVisitDialog(context, parent.window() if parent is not None else None)
    dialog.begun.connect(partial(_write, context))
    dialog.open()
    return dialog


def _write(context: Context, visit_id: str) -> None:
    context.go("visit", visit_id=visit_id, at=FIRST_GAP)


def _question(
    id: str,
    label: str,
    kind: Kind,
    *,
    options: tuple[AnswerOption, ...] = (),
    value: Any = None,
    hint: str = "",
    required: bool = True,
) -> QuestionState:
    return QuestionState(
        id=id,
        path=id,
        number="",
        label=label,
        kind=kind,
        value=value,
        hint=hint,
        required=required,
        requirement="" if required else "optional",
        options=options,
    )
