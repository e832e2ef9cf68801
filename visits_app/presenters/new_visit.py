"""Beginning a visit: which team, when, on which form; everything else has a sensible default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Mode, VisitFilter
from visits_app.presenters.visit_form_states import AnswerOption
from visits_app.presenters.workspace import Workspace

Doubts = dict[str, str]
"""What is doubtful, as sentences by reserved question: "team", "visitors"."""


@dataclass(frozen=True, slots=True)
class FormOption:
    """One form: its title, what it is for in one line, and whether it has a quick mode."""

    id: str
    title: str
    purpose: str
    quick: bool


@dataclass(frozen=True, slots=True)
class NewVisitState:
    """What the dialog offers; `me` is the member whose desk this is."""

    teams: tuple[AnswerOption, ...]
    forms: tuple[FormOption, ...]
    others: tuple[AnswerOption, ...]
    me: str
    today: date


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What was chosen."""

    team_id: str
    on: date
    form_id: str
    mode: Mode = Mode.FULL
    companions: tuple[str, ...] = ()


class NewVisitPresenter:
    """Reads what can be chosen, warns, and begins the visit."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def read(self) -> NewVisitState:
        """Read teams, forms and members."""
        from visits_app.services import registers

        store = self._space.store
        me = self._space.member_id
        return NewVisitState(
            teams=tuple(
                AnswerOption(t.id, t.name) for t in registers.teams(store) if not t.retired
            ),
            forms=tuple(
                FormOption(form.id, form.title, first_sentence(form.purpose), form.quick_mode)
                for form in registers.forms(store)
            ),
            others=tuple(
                AnswerOption(m.id, m.name)
                for m in registers.members(store)
                if m.id != me and not m.retired
            ),
            me=me,
            today=self._space.today(),
        )

    def same_day(self, team_id: str, on: date) -> str:
        """Return a warning where this team has a visit on that day already, else ""."""
        from visits_app.services import visit_lists

        page = visit_lists.list_visits(
            self._space.store,
            VisitFilter(team_ids=(team_id,), start=on, end=on),
            limit=1,
            today=self._space.today(),
        )
        if not page.total:
            return ""
        row = page.rows[0]
        who = f" by {row.visitors}" if row.visitors else ""
        return (
            f"There is a visit to {row.team} on {date_in_words(on.isoformat())} already "
            f"({row.form_title.lower()}, {row.state.label.lower()}{who}). You can record another."
        )

    def doubts(self, team_id: str, companions: tuple[str, ...], on: date | None) -> Doubts:
        """Return what is doubtful about such a visit, by the question it is said at."""
        from visits_app.services import registers

        found = registers.doubts(
            self._space.store,
            team_id,
            (self._space.member_id, *companions),
            on,
            self._space.today(),
        )
        return {
            where: " ".join(fault.what for fault in found if fault.where == where)
            for where in dict.fromkeys(fault.where for fault in found)
        }

    def create(self, wanted: NewVisit) -> str:
        """Begin the visit and return its id."""
        from visits_app.services import visits

        store = self._space.store
        visit = visits.start_visit(
            store,
            form_id=wanted.form_id,
            author_id=self._space.member_id,
            team_id=wanted.team_id,
            visit_date=wanted.on,
            mode=wanted.mode,
        )
        visitors = [self._space.member_id, *wanted.companions]
        visits.save_answers(store, visit.id, {"visitors": visitors}, by=self._space.by)
        return visit.id


def day_words(on: date, today: date) -> str:
    """Return what a date means for a new visit: "Today", or that it is planned."""
    days = (on - today).days
    if days > 0:
        soon = "tomorrow" if days == 1 else f"in {days} days"
        return f"That is {soon}: the visit is planned, and written up after it."
    if days == 0:
        return "Today."
    return "Yesterday." if days == -1 else f"{-days} days ago."


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, on one line."""
    line = " ".join(text.split())
    end = line.find(". ")
    return line if end < 0 else line[: end + 1]
