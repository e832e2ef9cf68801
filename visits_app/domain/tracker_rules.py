"""How a tracker reads: due dates that slipped, claims against acceptances, and the colour.

Officers claim, the committee accepts; only what a meeting accepted is a recommendation's status.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from visits_app.domain.municipal_years import read_reference, year_of
from visits_app.domain.recommendations import (
    Acceptance,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.text import date_in_words
from visits_app.domain.tracker import AcceptedAt, DueStep, MeetingName, Rag, Rating

REPLY_MONTHS = 2
"""The executive answers a scrutiny report within two months: Local Government Act 2000, s. 9FE."""

MANY_SLIPS = 2
"""From this many slips on a recommendation is unacceptable even while its date is to come."""

CLOSED = frozenset(
    {
        RecommendationStatus.COMPLETE,
        RecommendationStatus.NOT_FEASIBLE,
        RecommendationStatus.SUPERSEDED,
    }
)
"""Statuses, once accepted, that end the following up."""


def is_open(item: Recommendation) -> bool:
    """Say whether a recommendation is still followed up."""
    return item.status not in CLOSED and item.superseded_by is None


def year_of_recommendation(item: Recommendation) -> str:
    """Return its municipal year: as written, else of its reference, else of the day it was made."""
    if item.year:
        return item.year
    reference = read_reference(item.reference)
    if reference is not None:
        return reference.year
    return year_of(item.made_on) if item.made_on else ""


def newest_update(updates: Iterable[ProgressUpdate]) -> ProgressUpdate | None:
    """Return what officers claim now: the update told last, of one day the one recorded last."""
    return max(updates, key=_told, default=None)


def newest_acceptance(acceptances: Iterable[Acceptance]) -> Acceptance | None:
    """Return what the committee accepted last."""
    return max(acceptances, key=_accepted, default=None)


def is_outstanding(claimed: ProgressUpdate | None, accepted: Acceptance | None) -> bool:
    """Say whether a claim is newer than anything a meeting accepted."""
    if claimed is None:
        return False
    return accepted is None or claimed.told_on > accepted.accepted_on


def standing(
    item: Recommendation,
    claimed: ProgressUpdate | None,
    accepted: AcceptedAt | None,
) -> str:
    """Say what officers claim against what the committee accepted, in one or two sentences."""
    settled = accepted.acceptance if accepted else None
    if claimed is None:
        if accepted is None:
            return f"Recorded as “{item.status.label}”. No update has come yet."
        return f"{_accepted_words(accepted)} No update has come yet."
    told = f"“{claimed.status.label}” on {date_in_words(claimed.told_on.isoformat())}"
    if is_outstanding(claimed, settled):
        words = f"Claimed {told}, not yet accepted."
        if accepted is None:
            return f"{words} No meeting has accepted anything yet."
        return f"{words} {_accepted_words(accepted)}"
    assert accepted is not None
    if accepted.acceptance.status is claimed.status:
        return _accepted_words(accepted)
    return f"{_accepted_words(accepted)} Officers had claimed {told}."


def due_steps(
    item: Recommendation,
    updates: Sequence[ProgressUpdate],
    acceptances: Sequence[Acceptance],
) -> tuple[DueStep, ...]:
    """Return every due date in the order they were set, the first one first.

    A date counts as later, a slip, where it is later than all before it: a date asked for and
    then agreed is one slip, a date brought forward none.
    """
    told = [(one.told_on, 0, one.due) for one in updates if one.due]
    agreed = [(one.accepted_on, 1, one.due) for one in acceptances if one.due]
    first = item.original_due or (item.due if not told and not agreed else None)
    steps = [DueStep(item.made_on, first, agreed=True)] if first else []
    latest = first
    for on, kind, due in sorted(told + agreed):
        later = latest is not None and due > latest
        steps.append(DueStep(on, due, agreed=bool(kind), later=later))
        latest = due if latest is None or due > latest else latest
    return tuple(steps)


def slips(steps: Iterable[DueStep]) -> int:
    """Count how often a due date moved later."""
    return sum(step.later for step in steps)


def slip_words(count: int) -> str:
    """Say how often a due date moved later."""
    if not count:
        return "not slipped"
    return "slipped once" if count == 1 else f"slipped {count} times"


def rate(
    item: Recommendation,
    claimed: ProgressUpdate | None,
    accepted: Acceptance | None,
    slipped: int,
    today: date,
    *,
    superseded_by: str = "",
) -> Rating:
    """Return the colour of a recommendation on a day, with the rule behind it.

    Green rests on a meeting alone. Everything else rests on what is known latest, be it claimed or
    accepted, on the due date the committee agreed, and on how often it slipped.
    """
    closed = _closed(item, accepted, superseded_by)
    if closed is not None:
        return closed
    answered = _unanswered(item, today)
    if answered is not None:
        return answered
    known = item.status
    if claimed is not None and is_outstanding(claimed, accepted):
        known = claimed.status
    return _open(item, known, slipped, today)


def _closed(item: Recommendation, accepted: Acceptance | None, superseded_by: str) -> Rating | None:
    if item.superseded_by or item.status is RecommendationStatus.SUPERSEDED:
        under = f" under {superseded_by}" if superseded_by else ""
        return Rating(Rag.NONE, f"It is followed up{under or ' elsewhere'} now.")
    if item.status is RecommendationStatus.COMPLETE:
        if accepted is not None and accepted.status is RecommendationStatus.COMPLETE:
            when = date_in_words(accepted.accepted_on.isoformat())
            return Rating(Rag.GREEN, f"The committee accepted on {when} that it is complete.")
        return Rating(Rag.AMBER, "It is recorded as complete, but no meeting is named for it.")
    if item.status is RecommendationStatus.NOT_FEASIBLE:
        return Rating(Rag.NONE, "It is no longer feasible, so nothing is followed up.")
    return None


def _unanswered(item: Recommendation, today: date) -> Rating | None:
    """Rate by the executive's response where that alone decides."""
    if item.response is Response.REJECTED:
        if not item.response_reason.strip():
            return Rating(Rag.RED, "The executive rejected it without giving a reason.")
        return Rating(Rag.NONE, "The executive rejected it with a reason: no action is promised.")
    asked = item.executive_on
    if item.response is Response.AWAITED and asked is not None:
        until = months_after(asked, REPLY_MONTHS)
        if until < today:
            when = date_in_words(until.isoformat())
            return Rating(Rag.RED, f"No response: the executive's two months ended on {when}.")
    return None


def _open(item: Recommendation, known: RecommendationStatus, slipped: int, today: date) -> Rating:
    if known is RecommendationStatus.DONE_UNVERIFIED:
        return Rating(Rag.AMBER, "Officers say it is done; no meeting has accepted that yet.")
    if known is RecommendationStatus.NOT_FEASIBLE:
        return Rating(Rag.AMBER, "Officers say it is not feasible; no meeting has accepted that.")
    if known is RecommendationStatus.PAUSED:
        return Rating(Rag.AMBER, "It is paused.")
    if item.due is not None:
        return _dated(item.due, known, slipped, today)
    if known is RecommendationStatus.SLIPPING:
        return Rating(Rag.RED, "It is slipping, and no day is agreed by which it will be done.")
    if known is RecommendationStatus.ON_TRACK:
        return Rating(Rag.AMBER, "It is on track; no day is agreed by which it will be done.")
    return Rating(Rag.NONE, "It is not started, and no due date is agreed to rate it by.")


def _dated(due: date, known: RecommendationStatus, slipped: int, today: date) -> Rating:
    when = date_in_words(due.isoformat())
    if due < today:
        return Rating(Rag.RED, f"It was due on {when} and is not done.")
    if slipped >= MANY_SLIPS:
        return Rating(Rag.RED, f"Its due date has {slip_words(slipped)}; it is due on {when} now.")
    if known is RecommendationStatus.SLIPPING:
        return Rating(Rag.AMBER, f"It is slipping; it is due on {when}.")
    if slipped:
        return Rating(Rag.AMBER, f"Its due date has slipped once; it is due on {when} now.")
    return Rating(Rag.GREY, f"It is due on {when}.")


def months_after(day: date, months: int) -> date:
    """Return the same day some months on, or the last day of a month that has no such day."""
    from calendar import monthrange

    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def meeting_in_words(meeting: MeetingName) -> str:
    """Return a meeting as "Scrutiny committee, 4 March 2014"."""
    return f"{meeting.body}, {date_in_words(meeting.held_on.isoformat())}"


def _accepted_words(accepted: AcceptedAt) -> str:
    when = date_in_words(accepted.meeting.held_on.isoformat())
    status = accepted.acceptance.status.label
    return f"Accepted as “{status}” on {when} ({accepted.meeting.body})."


def _told(update: ProgressUpdate) -> tuple[date, str]:
    return update.told_on, update.recorded_at.isoformat() if update.recorded_at else ""


def _accepted(acceptance: Acceptance) -> tuple[date, str]:
    at = acceptance.recorded_at
    return acceptance.accepted_on, at.isoformat() if at else ""
