"""One visit opened for writing: reads it and what matters beside it, and saves what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from visits_app.domain.form_rules import faults
from visits_app.domain.forms import Answers, Form, Source
from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.visits import Finding, Mode, Visit, VisitState
from visits_app.presenters.visit_form import VisitFormPresenter
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.names import Names
    from visits_app.presenters.indicator_rows import IndicatorRow

FIRST_GAP = "first"
"""Instead of a section or question: the first required question without an answer."""

_FINDINGS = {
    "concern": ("Concerns", "concern", "warning"),
    "idea": ("Ideas", "idea", "accent"),
    "strength": ("Strengths", "strength", "good"),
}


@dataclass(frozen=True, slots=True)
class OpenedVisit:
    """Everything read for the editor; `sealed` visits are for reading only."""

    visit: Visit
    form: Form
    names: Names
    options: dict[Source, dict[str, str]]
    last_question: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class PaneFinding:
    """One finding of the last visit, with its kind as word and icon."""

    word: str
    """"" where the finding before is of the same kind."""
    icon_name: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class PaneAsk:
    """One open ask and how it stands."""

    text: str
    due: str
    chip: str
    tone: str
    icon_name: str


@dataclass(frozen=True, slots=True)
class TeamPane:
    """What to know about the team while writing: its last visit, open asks and figures."""

    team_id: str
    team: str
    last_title: str
    last_visit_id: str
    findings: tuple[PaneFinding, ...]
    more_findings: int
    asks: tuple[PaneAsk, ...]
    more_asks: int
    indicators: tuple[IndicatorRow, ...]
    ask_options: dict[str, str]
    to_change: tuple[tuple[str, str], ...] = ()
    """Heading and words of what the officer returned the report for, and of facts to correct."""


class EditorPresenter:
    """Reads and writes one visit; `form` is there once `begin` was called."""

    MOST = 5
    """Findings, asks and indicators shown beside the form."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.form: VisitFormPresenter | None = None
        self._opened: OpenedVisit | None = None

    # --- in a job --------------------------------------------------------------------------

    def read(self, visit_id: str) -> OpenedVisit:
        """Read a visit with its form and everything that can be chosen."""
        from visits_app.domain.procedures import with_procedures
        from visits_app.services import (
            drafts,
            indicator_registers,
            procedures,
            registers,
            visits,
        )

        store = self._space.store
        visit = visits.load_visit(store, visit_id, today=self._space.today())
        return OpenedVisit(
            visit=visit,
            form=with_procedures(visits.form_of(store, visit), procedures.procedures(store)),
            names=registers.names(store, visit_id),
            options={
                Source.TEAMS: {t.id: t.name for t in registers.teams(store) if not t.retired},
                Source.MEMBERS: {m.id: m.name for m in registers.members(store) if not m.retired},
                Source.THEMES: {t.id: t.name for t in registers.themes(store) if not t.retired},
                Source.INDICATORS: {
                    one.id: one.name
                    for one, _ in indicator_registers.indicators(store)
                    if not one.retired
                },
            },
            last_question=drafts.last_answered(store, visit_id),
            sealed=not visit.state.editable,
        )

    def team_pane(self, visit_id: str, team_id: str, on: date | None) -> TeamPane:
        """Read what to know about a team visited on a day."""
        from visits_app.presenters.indicators import latest_figures
        from visits_app.services import registers, visit_lists

        store, today = self._space.store, self._space.today()
        found = visit_lists.team_context(store, team_id, before=on, excluding=visit_id)
        last = found.last_visit
        figures = [
            row
            for row in latest_figures(self._space, limit=10_000)
            if row.indicator_id in found.indicator_ids
        ]
        when = date_in_words(last.visit_date.isoformat()) if last and last.visit_date else ""
        return TeamPane(
            team_id=team_id,
            team=registers.names(store).teams.get(team_id, ""),
            last_title=f"Last visit, {when}".rstrip(", ") if last else "",
            last_visit_id=last.id if last else "",
            findings=_pane_findings(found.last_findings[: self.MOST]),
            more_findings=max(0, len(found.last_findings) - self.MOST),
            asks=tuple(_pane_ask(ask, today) for ask in found.open_asks[: self.MOST]),
            more_asks=max(0, len(found.open_asks) - self.MOST),
            indicators=tuple(figures[: self.MOST]),
            ask_options={ask.id: shorten(ask.action, 90) for ask in found.open_asks},
            to_change=self._to_change(visit_id),
        )

    def _to_change(self, visit_id: str) -> tuple[tuple[str, str], ...]:
        from visits_app.services import fact_checks, reports_in_hand

        report = reports_in_hand.to_change(self._space.store, visit_id)
        if report is None:
            return ()
        found = [("", report.note)] if report.note else []
        for one in report.corrections:
            where = fact_checks.question_words(self._space.store, one)
            found += [(f"{where}: the report says", one.passage), ("It should say", one.proposed)]
        return tuple(found)

    def set_mode(self, visit_id: str, mode: Mode) -> None:
        """Keep which questions are shown."""
        from visits_app.services import visits

        visits.set_mode(self._space.store, visit_id, mode, by=self._space.by)

    # --- in the window ---------------------------------------------------------------------

    def begin(self, opened: OpenedVisit, unsaved: Answers) -> VisitFormPresenter:
        """Take a visit that was read; `unsaved` answers stand over those of the store."""
        self._opened = opened
        self.form = VisitFormPresenter(
            opened.form,
            {**opened.visit.answers, **unsaved},
            opened.visit.mode,
            opened.names,
            self._space.today,
            options=opened.options,
        )
        return self.form

    def start_at(self, at: str) -> str:
        """Return where to begin: as wanted, else where one stopped, else the first section."""
        assert self.form is not None
        assert self._opened is not None
        if at == FIRST_GAP:
            # a planned visit lacks nothing because its day has not come
            form = self.form
            missing = faults(form.form, form.answers, form.mode, today=date.max)
            return next((fault.where for fault in missing), "")
        return at or self._opened.last_question

    def heading(self, *, brief: bool = False) -> tuple[str, str]:
        """Return the title of the page and the line below it, from the answers as they are."""
        assert self.form is not None
        assert self._opened is not None
        answers, names = self.form.answers, self._opened.names
        team = names.teams.get(str(answers.get("team")), "No team chosen yet")
        day = self.visit_day()
        when = date_in_words(day.isoformat()) if day else "no date yet"
        state = self._state_words(day)
        if brief:
            return f"{team}, {when}", f"{state[:1].upper()}{state[1:]}"
        parts = [self._opened.form.title, state]
        with_words = self._company(answers.get("visitors"))
        if with_words:
            parts.append(with_words)
        return f"{team}, {when}", " · ".join(parts)

    def last_saved(self) -> str:
        """Return when the visit was last saved, before anything is written now."""
        at = self._opened.visit.updated_at if self._opened else None
        if at is None:
            return ""
        here = at.astimezone()
        return f"Saved {here:%H:%M}" if here.date() == self._space.today() else "Saved"

    def visit_day(self) -> date | None:
        """Return the date of the visit if one can be read from the answer."""
        assert self.form is not None
        try:
            return date.fromisoformat(str(self.form.answers.get("visit_date")))
        except ValueError:
            return None

    def team_id(self) -> str:
        """Return the team the visit is to, "" for none yet."""
        assert self.form is not None
        team = self.form.answers.get("team")
        return team if isinstance(team, str) else ""

    def _state_words(self, day: date | None) -> str:
        assert self._opened is not None
        visit = self._opened.visit
        if visit.state is VisitState.CORRECTING:
            return f"correcting {visit.reference}"
        planned = day is not None and day > self._space.today()
        return f"{'planned' if planned else 'draft'} {visit.reference}"

    def _company(self, visitors: Any) -> str:
        assert self._opened is not None
        if not isinstance(visitors, list):
            return ""
        others = [
            self._opened.names.members.get(str(one), "")
            for one in visitors
            if one != self._space.member_id
        ]
        known = [name for name in others if name]
        if len(known) > 2:
            return f"with {known[0]} and {len(known) - 1} others"
        return f"with {' and '.join(known)}" if known else ""


def save(space: Workspace, visit_id: str, changes: Answers) -> datetime:
    """Save answers, in a job, and return when."""
    from visits_app.services import visits

    return visits.save_answers(space.store, visit_id, changes, by=space.by)


def _pane_findings(findings: tuple[Finding, ...]) -> tuple[PaneFinding, ...]:
    shown: list[PaneFinding] = []
    before = ""
    for one in findings:
        word, icon_name, tone = _FINDINGS.get(one.kind, ("Findings", "flag", "text"))
        text = shorten(one.text, 180)
        shown.append(PaneFinding("" if one.kind == before else word, icon_name, tone, text))
        before = one.kind
    return tuple(shown)


def _pane_ask(ask: Any, today: date) -> PaneAsk:
    late = ask.status.value == "open" and ask.due and ask.due < today.isoformat()
    tone = {"done": "accent", "agreed": "good", "part": "accent"}.get(ask.status.value, "plain")
    return PaneAsk(
        text=shorten(ask.action, 180),
        due=f"Due {date_in_words(ask.due)}" if ask.due else "No date given",
        chip="Overdue" if late else ask.status.label,
        tone="warning" if late else tone,
        icon_name="warning" if late else "time" if ask.status.value == "open" else "tick",
    )
