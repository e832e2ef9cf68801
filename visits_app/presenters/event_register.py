"""Outside events in the register: what is asked about one, and reading what was typed."""

from __future__ import annotations

from datetime import date

from visits_app.domain.errors import Fault
from visits_app.domain.figures import month_end
from visits_app.domain.periods import period_text, read_period
from visits_app.domain.registers import Event, Precision
from visits_app.presenters.register_states import RegisterEntry, RegisterField

EVENT_KINDS = (
    "inspection", "notice", "system", "service", "leadership", "staff", "plan", "audit",
    "scrutiny", "other",
)  # fmt: skip
"""Charts show the first three unless all are asked for."""


def event_fields() -> tuple[RegisterField, ...]:
    """Return what is asked about an event."""
    return (
        RegisterField("title", "What happened", required=True),
        RegisterField(
            "on", "When", "text", "For example 4 March 2014, March 2014 or 2014.", required=True
        ),
        RegisterField("undated", "The day is not known: this one is a place-holder", "tick"),
        RegisterField(
            "kind",
            "Kind",
            "choice",
            "Charts show inspections, notices and changes of system unless all are asked for.",
            required=True,
            options=tuple((kind, kind.capitalize()) for kind in EVENT_KINDS),
        ),
        RegisterField("detail", "What is known about it", "words"),
    )


def event_entry(event: Event) -> RegisterEntry:
    """Return an event as a line of the register."""
    undated = event.precision is Precision.UNDATED
    when = period_text(event.on, Precision.DAY if undated else event.precision)
    return RegisterEntry(
        event.id,
        (event.title, "Date not known" if undated else when, event.kind.capitalize(), event.detail),
        {
            "title": event.title,
            "on": when,
            "undated": "yes" if undated else "",
            "kind": event.kind,
            "detail": event.detail,
        },
    )


def read_event(
    event_id: str, values: dict[str, str], today: date, faults: list[Fault]
) -> Event | None:
    """Return the event that was typed; None, with a fault, when its date means nothing."""
    found = read_period(values.get("on", ""), today)
    if found is None:
        if values.get("on"):
            what = "Write a date such as 4 March 2014, a month such as March 2014, or a year."
            faults.append(Fault("on", what))
        return None
    day, precision = found
    if precision is Precision.MONTH:
        day = month_end(day)  # as the figures of a month have it
    elif precision is Precision.YEAR:
        day = date(day.year, 12, 31)
    return Event(
        event_id,
        day,
        values.get("title", ""),
        values.get("kind", "") or "other",
        Precision.UNDATED if values.get("undated") == "yes" else precision,
        values.get("detail", ""),
    )
