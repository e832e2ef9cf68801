"""Everything members asked services to do, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.text import clean, date_in_words
from visits_app.domain.visits import Ask, AskStatus
from visits_app.presenters.workspace import Desk, Workspace

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
    """One ask in words; `late` where the due date has passed without an answer or a deed."""

    ask: Ask
    action: str
    origin: str
    owner: str
    due: str
    status: str
    tone: str
    icon_name: str
    response: str
    late: bool


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
        from visits_app.services import asks

        today = self._space.today()
        found = asks.asks_with_status(self._space.store, _STATUSES[self.shown], limit=self.most + 1)
        lines = [_line(item.ask, item.team, item.visit_date, today) for item in found[: self.most]]
        lines.sort(key=lambda line: (not line.late, line.ask.due or "9999", line.origin))
        return AsksState(
            tuple(lines),
            sum(line.late for line in lines),
            self._space.desk is Desk.OFFICER,
            len(found) > self.most,
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


def _line(ask: Ask, team: str, visited: date | None, today: date) -> AskLine:
    late = ask.status.is_open and ask.status is not AskStatus.DONE
    late = late and bool(ask.due) and ask.due < today.isoformat()
    when = date_in_words(visited.isoformat()) if visited else "no date"
    if late:
        unanswered = ask.status is AskStatus.OPEN
        status = "Overdue, no response" if unanswered else f"Overdue, {ask.status.label.lower()}"
        tone, icon_name = "warning", "warning"
    else:
        status = ask.status.label
        tone, icon_name = {
            AskStatus.VERIFIED: ("good", "tick"),
            AskStatus.DONE: ("accent", "tick"),
            AskStatus.DECLINED: ("danger", "close"),
            AskStatus.AGREED: ("accent", "right"),
            AskStatus.PART: ("accent", "partial"),
        }.get(ask.status, ("plain", "time"))
    answered = (
        f" ({date_in_words(ask.responded_on.isoformat())})"
        if ask.responded_on and ask.response
        else ""
    )
    return AskLine(
        ask,
        ask.action,
        f"{team}, visit of {when}",
        ask.owner,
        f"Due {date_in_words(ask.due)}" if ask.due else "No date asked for",
        status,
        tone,
        icon_name,
        f"{ask.response}{answered}",
        late,
    )
