"""Progress of the example council's recommendations: TOML tables into updates and acceptances."""

from datetime import UTC, date, datetime, time

from visits_app.domain.recommendations import Acceptance, ProgressUpdate, RecommendationStatus
from visits_app.imports.example_tables import ExampleTable


def read_update(table: ExampleTable) -> ProgressUpdate:
    """Return what officers claim on a day; it counts as recorded that noon."""
    table.only("id", "recommendation", "told_on", "told_by", "status", "text", "due")
    told_on = table.day("told_on", needed=True) or table.today
    return ProgressUpdate(
        id=table.key(),
        recommendation_id=table.key("recommendation"),
        told_on=told_on,
        told_by=table.line("told_by", 200, needed=True),
        status=table.choice("status", RecommendationStatus),
        text=table.words("text", needed=True),
        due=table.day("due"),
        recorded_at=_noon(told_on),
    )


def read_acceptance(table: ExampleTable) -> Acceptance:
    """Return what a meeting accepted; its day is that of the meeting."""
    table.only("id", "recommendation", "meeting", "accepted_on", "status", "due", "note")
    accepted_on = table.day("accepted_on", needed=True) or table.today
    return Acceptance(
        id=table.key(),
        recommendation_id=table.key("recommendation"),
        meeting_id=table.key("meeting"),
        accepted_on=accepted_on,
        status=table.choice("status", RecommendationStatus),
        due=table.day("due"),
        note=table.words("note"),
        recorded_at=_noon(accepted_on),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
