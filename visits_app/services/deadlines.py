"""The council's deadlines for each step of a report, kept as a setting."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from visits_app.domain.deadlines import (
    SETTING,
    USUAL,
    Deadline,
    Deadlines,
    deadline_faults,
    deadlines_from,
)
from visits_app.domain.errors import FaultsError
from visits_app.services import settings

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def deadlines(store: "Store") -> Deadlines:
    """Return the deadlines that hold in this store."""
    with store.read() as connection:
        return read_deadlines(connection)


def read_deadlines(connection: "Connection") -> Deadlines:
    """Do what `deadlines` does inside the caller's read or write."""
    found = connection.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    return deadlines_from(json.loads(found[0]) if found else None)


def set_deadlines(store: "Store", days: Mapping[Deadline, int], *, by: str) -> Deadlines:
    """Keep the council's own deadlines in working days; raises FaultsError with all at once."""
    if faults := deadline_faults({step.value: count for step, count in days.items()}):
        raise FaultsError("These deadlines cannot be kept.", faults)
    own = {step.value: count for step, count in days.items() if count != USUAL[step]}
    settings.put(store, SETTING, own, by=by)
    return deadlines(store)
