"""Everything members asked services, on visits and about indicators, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.text import clean, date_in_words
from visits_app.domain.visits import Ask, AskStatus
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.domain.questions import AskedQuestion, IndicatorQuestion

SHOWN = (
    ("Open, by due date", "open"),
    ("Waiting for an answer", "unanswered"),
    ("Done or declined", "closed"),
    ("All", "all"),
)

PAGE = 20
"""Asks shown at first, and more at a time."""

_STATUSES = {
    "open": tuple(status for status in AskStatus if status.is_open),
    "unanswered": (AskStatus.OPEN,),
    "closed": (AskStatus.DONE, AskStatus.DECLINED, AskStatus.VERIFIED),
    "all": tuple(AskStatus),
}


@dataclass(frozen=True, slots=True)
class AskLine:
    """One ask or question in words; `late` where its day passed without an answer or a deed.

    `kind` is what a change of it is told as, "ask" or "question"; `page` and `target` lead to where
    it comes from, in the words of `leads`.
    """

    ask: Ask | IndicatorQuestion
    action: str
    origin: str
    owner: str
    due: str
    status: str
    tone: str
    icon_name: str
    response: str
    late: bool
    due_on: str = ""
    """The day it is due, as ISO, "" for none."""
    kind: str = "ask"
    page: str = "visits"
    target: dict[str, str] = field(default_factory=dict)
    leads: str = "Read report"


@dataclass(frozen=True, slots=True)
class AsksState:
    """The list and how many are late."""

    lines: tuple[AskLine, ...]
    late: int
    can_answer: bool
    more: bool = False
    """Whether there are more than are shown."""


class AsksPresenter:
    """The list of asks, overdue first."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.shown = "open"
        self.most = PAGE

    def choose(self, shown: str) -> None:
        """Show another kind of asks, from its first."""
        self.shown, self.most = shown, PAGE

    def show_more(self) -> None:
        """Show as many again."""
        self.most += PAGE

    def state(self) -> AsksState:
        """Read the asks that are on show."""
        from visits_app.services import asks, questions

        store, today, statuses = self._space.store, self._space.today(), _STATUSES[self.shown]
        asked = asks.asks_with_status(store, statuses, limit=self.most + 1)
        put = questions.questions_with_status(store, statuses, limit=self.most + 1)
        lines = [_line(item.ask, item.team, item.visit_date, today) for item in asked]
        lines += [question_line(item, today) for item in put]
        lines.sort(key=_by_due)  # both came so; the first ones of both are the first of all
        shown = lines[: self.most]
        shown.sort(key=_late_first)
        return AsksState(
            tuple(shown),
            sum(line.late for line in shown),
            self._space.desk is Desk.OFFICER,
            len(lines) > self.most,
        )

    def answer_line(self, line: AskLine, status: AskStatus, response: str) -> None:
        """Record today's answer to an ask or a question; a refusal needs its reason."""
        if line.kind == "ask":
            self.answer(line.ask.id, status, response)
            return
        from visits_app.services import questions

        questions.answer_question(
            self._space.store,
            line.ask.id,
            status,
            response,
            on=self._space.today(),
            by=self._space.by,
        )

    def answer(self, ask_id: str, status: AskStatus, response: str) -> None:
        """Record what the service answered today; a refusal needs its reason."""
        from visits_app.services import asks

        if status is AskStatus.DECLINED and not clean(response).strip():
            fault = Fault("response", "Write the reason the service gave.")
            raise FaultsError("The answer cannot be saved.", (fault,))
        asks.respond_to_ask(
            self._space.store, ask_id, status, response, on=self._space.today(), by=self._space.by
        )


def question_line(asked: AskedQuestion, today: date) -> AskLine:
    """Return a question about an indicator in words."""
    question = asked.question
    late = question.is_late(today)
    status, tone, icon_name = _status(question.status, late=late)
    return AskLine(
        ask=question,
        action=question.text,
        origin=", ".join(part for part in (asked.origin, asked.team) if part),
        owner=question.owner,
        due=f"Due {date_in_words(question.due.isoformat())}",
        status=status,
        tone=tone,
        icon_name=icon_name,
        response=_answered(question),
        late=late,
        due_on=question.due.isoformat(),
        kind="question",
        page="indicator",
        target={"indicator_id": question.indicator_id},
        leads="Open indicator",
    )


def _line(ask: Ask, team: str, visited: date | None, today: date) -> AskLine:
    late = ask.status.is_open and ask.status is not AskStatus.DONE
    late = late and bool(ask.due) and ask.due < today.isoformat()
    when = date_in_words(visited.isoformat()) if visited else "no date"
    status, tone, icon_name = _status(ask.status, late=late)
    return AskLine(
        ask=ask,
        action=ask.action,
        origin=f"{team}, visit of {when}",
        owner=ask.owner,
        due=f"Due {date_in_words(ask.due)}" if ask.due else "No date asked for",
        status=status,
        tone=tone,
        icon_name=icon_name,
        response=_answered(ask),
        late=late,
        due_on=ask.due,
        target={"visit_id": ask.visit_id},
    )


def _status(status: AskStatus, *, late: bool) -> tuple[str, str, str]:
    """Return a status in words, the tone of its chip and its icon."""
    if late:
        unanswered = status is AskStatus.OPEN
        words = "Overdue, no response" if unanswered else f"Overdue, {status.label.lower()}"
        return words, "warning", "warning"
    tone, icon_name = {
        AskStatus.VERIFIED: ("good", "tick"),
        AskStatus.DONE: ("accent", "tick"),
        AskStatus.DECLINED: ("danger", "close"),
        AskStatus.AGREED: ("accent", "right"),
        AskStatus.PART: ("accent", "partial"),
    }.get(status, ("plain", "time"))
    return status.label, tone, icon_name


def _answered(ask: Ask | IndicatorQuestion) -> str:
    if not ask.responded_on or not ask.response:
        return ask.response
    return f"{ask.response} ({date_in_words(ask.responded_on.isoformat())})"


def _by_due(line: AskLine) -> str:
    return line.due_on or "9999"


def _late_first(line: AskLine) -> tuple[bool, str, str]:
    return (not line.late, line.due_on or "9999", line.origin)
