"""Who takes a service's sheets in: its check of facts, and its responses to asks."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    import threading

    from visits_app.domain.sheets import ReturnedSheet
    from visits_app.services.fact_checks import FactsTaken
    from visits_app.services.responses import ResponsesTaken


class FactsReceiver:
    """Takes in what a service says of a report's facts."""

    title = "Take in the check of facts"
    words = (
        "Choose the sheet the service sent back. Each line that says a passage is wrong becomes a"
        " correction for you to accept or not; no word of the report changes."
    )
    change = "review"

    def __init__(self, space: Workspace, visit_id: str) -> None:
        self._space = space
        self._visit_id = visit_id
        self._taken: FactsTaken | None = None

    def read(self, path: Path, cancelled: threading.Event | None) -> ReturnedSheet:
        """Read a file and judge every line."""
        from visits_app.services import fact_checks

        return fact_checks.read_facts(
            self._space.store,
            self._visit_id,
            path,
            cancelled=cancelled,
            today=self._space.today(),
        )

    def take(self, returned: ReturnedSheet, keys: Collection[str]) -> str:
        """Take the lines with these keys."""
        from visits_app.services import fact_checks

        self._taken = taken = fact_checks.take_facts(
            self._space.store,
            self._visit_id,
            returned,
            keys,
            by=self._space.by,
            today=self._space.today(),
        )
        count, right = len(taken.added), taken.confirmed
        told = "One correction" if count == 1 else f"{count or 'No'} corrections"
        said = f"{told} to decide"
        if right:
            said += f", {'one passage' if right == 1 else f'{right} passages'} said to be right"
        return f"{said}."

    def undo(self) -> str | None:
        """Take back what was taken."""
        from visits_app.services import fact_checks

        if self._taken is None:
            return None
        fact_checks.undo_facts(self._space.store, self._taken, by=self._space.by)
        self._taken = None
        return "The sheet of facts was taken back."


class ResponsesReceiver:
    """Takes in what a service answers to the asks of a report."""

    title = "Take in responses"
    words = (
        "Choose the sheet the service sent back. Each answer is checked: a “no” needs its reason,"
        " a yes its owner and day."
    )
    change = "ask"

    def __init__(self, space: Workspace, visit_id: str) -> None:
        self._space = space
        self._visit_id = visit_id
        self._taken: ResponsesTaken | None = None

    def read(self, path: Path, cancelled: threading.Event | None) -> ReturnedSheet:
        """Read a file and judge every line."""
        from visits_app.services import responses

        return responses.read_responses(
            self._space.store,
            self._visit_id,
            path,
            cancelled=cancelled,
            today=self._space.today(),
        )

    def take(self, returned: ReturnedSheet, keys: Collection[str]) -> str:
        """Take the lines with these keys."""
        from visits_app.services import responses

        self._taken = responses.take_responses(
            self._space.store,
            self._visit_id,
            returned,
            keys,
            by=self._space.by,
            today=self._space.today(),
        )
        count = len(self._taken.before)
        return "One answer recorded." if count == 1 else f"{count} answers recorded."

    def undo(self) -> str | None:
        """Put the answers back to what they were."""
        from visits_app.services import responses

        if self._taken is None:
            return None
        responses.undo_responses(self._space.store, self._taken, by=self._space.by)
        self._taken = None
        return "The answers were taken back."
