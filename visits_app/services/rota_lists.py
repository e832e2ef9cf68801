"""Planned visits for the first list a person sees: nothing but the rota is read or imported."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from visits_app.domain.rota import RotaVisit
from visits_app.store import rota as rows

if TYPE_CHECKING:
    from visits_app.store.engine import Store

LOOK_BACK = timedelta(days=92)
"""Planned visits that were to be longer ago are asked after in the list of what is late only."""

_DAY = timedelta(days=1)


def rota_ahead(store: "Store", *, today: date, member_id: str = "") -> tuple[RotaVisit, ...]:
    """Return the planned visits from today on without a report or draft; a member's, or all."""
    with store.read() as connection:
        return rows.without_report(connection, today, date.max, member_id)


def rota_unreported(store: "Store", *, today: date, member_id: str = "") -> tuple[RotaVisit, ...]:
    """Return the planned visits before today that nobody began to report; a member's to write."""
    with store.read() as connection:
        return rows.without_report(
            connection, today - LOOK_BACK, today - _DAY, member_id, leads=True
        )
