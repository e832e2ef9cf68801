"""How a tracker's lines are put into words, the same on screen, on paper and in a spreadsheet."""

from collections.abc import Mapping, Sequence

from visits_app.domain.recommendations import Evidence, EvidenceKind, Recommendation, Response
from visits_app.domain.text import date_in_words
from visits_app.domain.tracker import DueStep, TrackerLine
from visits_app.domain.tracker_rules import slip_words


def count_words(counts: Mapping[EvidenceKind, int]) -> str:
    """Return evidence counts as a phrase."""
    parts = []
    for kind, one, many in (
        (EvidenceKind.SUPPORTS, "1 supports", "{} support"),
        (EvidenceKind.GAP, "1 shows a gap", "{} show a gap"),
        (EvidenceKind.CONTEXT, "1 context", "{} context"),
    ):
        number = counts.get(kind, 0)
        if number:
            parts.append(one if number == 1 else many.format(number))
    return ", ".join(parts) or "No visit speaks to it yet"


def due_words(line: TrackerLine) -> str:
    """Return when it is due, with how often that slipped: "30 September 2014 (slipped once)"."""
    item = line.recommendation
    words = item.due_text
    if item.due:
        day = date_in_words(item.due.isoformat())
        words = f"{words}, {day}" if words else day
    if not words:
        return ""
    return f"{words} ({slip_words(line.slips)})" if line.slips else words


def due_history(steps: Sequence[DueStep]) -> tuple[str, ...]:
    """Say each due date that was ever set, in the order it was."""
    told = []
    for place, step in enumerate(steps):
        due = date_in_words(step.due.isoformat())
        on = f" on {date_in_words(step.on.isoformat())}" if step.on else ""
        if not place:
            told.append(f"First due {due}.")
        elif step.agreed:
            told.append(f"Agreed{on}: {due}.")
        else:
            told.append(f"Asked for{on}: {due}{', a slip' if step.later else ''}.")
    return tuple(told)


def response_words(item: Recommendation) -> str:
    """Return the executive's response with day and reason; "Awaited" where there is none."""
    words = item.response.label
    if item.response is Response.AWAITED:
        if item.executive_on:
            words += f", with the executive since {date_in_words(item.executive_on.isoformat())}"
        return f"{words}."
    if item.response is Response.REJECTED:
        words = "Rejected"
    if item.responded_on:
        words += f" on {date_in_words(item.responded_on.isoformat())}"
    if item.cabinet_member:
        words += f" ({item.cabinet_member})"
    if item.response_reason:
        return f"{words}: {item.response_reason}"
    return f"{words}{', without a reason' if item.response is Response.REJECTED else ''}."


def evidence_place(item: Evidence) -> str:
    """Return where a piece of evidence is from: "Fostering, 4 March 2014"."""
    when = date_in_words(item.visit_date.isoformat()) if item.visit_date else "no date yet"
    return f"{item.team or 'No team'}, {when}"


def evidence_words(item: Evidence) -> str:
    """Return what a visit says: the finding with its kind, or the report's own summary."""
    part = f"{item.finding_kind.capitalize()}: " if item.finding_kind else ""
    return f"{part}{item.finding_text}"
