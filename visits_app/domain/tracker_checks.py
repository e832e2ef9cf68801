"""What a recommendation's records may not say, and what in them is doubtful: said, not guessed.

Each fault's `where` is a field's name.
"""

import re
from collections.abc import Sequence
from datetime import date

from visits_app.domain.errors import Fault
from visits_app.domain.recommendations import (
    Acceptance,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.text import date_in_words, too_long
from visits_app.domain.tracker import MeetingName
from visits_app.domain.tracker_rules import is_open

CLAIMABLE = tuple(
    status
    for status in RecommendationStatus
    if status not in {RecommendationStatus.COMPLETE, RecommendationStatus.SUPERSEDED}
)
"""What officers may claim: members confirm completion, and nobody claims another reference."""

ACCEPTABLE = tuple(
    status for status in RecommendationStatus if status is not RecommendationStatus.SUPERSEDED
)
"""What a meeting may accept; a recommendation is superseded by being carried forward."""

_IN_PRINCIPLE = re.compile(r"\bin\s+principle\b", re.IGNORECASE)
_LONG = "it is longer than one field can hold. Shorten it."


def recommendation_faults(item: Recommendation, *, today: date) -> tuple[Fault, ...]:
    """Return everything wrong with a recommendation as such."""
    faults = [
        Fault(where, what)
        for where, words, what in (
            ("reference", item.reference, "give the reference, such as 2013-14/1."),
            ("title", item.title, "give a short title."),
            ("text", item.text, "write the recommendation in full, as the committee agreed it."),
            ("owner", item.owner, "name the lead officer’s role."),
        )
        if not words.strip()
    ]
    faults += _too_long(item, ("title", "text", "origin", "owner", "note", "timetable"))
    if item.made_on is not None and item.made_on > today:
        faults.append(Fault("made_on", "the day it was made is still to come."))
    for where, day, what in (
        ("due", item.due, "it would be due before it was made"),
        ("executive_on", item.executive_on, "it cannot go to the executive before it was made"),
        ("review_on", item.review_on, "it cannot be reviewed before it was made"),
    ):
        if _before(day, item.made_on):
            faults.append(Fault(where, f"{what}, on {_day(item.made_on)}."))
    return tuple(faults)


def response_faults(item: Recommendation, *, today: date) -> tuple[Fault, ...]:
    """Return everything wrong with the executive's response as it is on a recommendation."""
    faults = _too_long(item, ("response_reason", "timetable", "cabinet_member"))
    given = item.response is not Response.AWAITED
    if item.response is Response.REJECTED and not item.response_reason.strip():
        faults.append(Fault("response_reason", "a rejection must give its reason."))
    if given and item.responded_on is None:
        faults.append(Fault("responded_on", "give the day of the response."))
    if not given and item.responded_on is not None:
        faults.append(Fault("responded_on", "there is no day of a response that is awaited."))
    if item.responded_on is not None and item.responded_on > today:
        faults.append(Fault("responded_on", "the day of the response is still to come."))
    if _before(item.responded_on, item.made_on):
        what = f"the response cannot be older than the recommendation, of {_day(item.made_on)}."
        faults.append(Fault("responded_on", what))
    elif _before(item.responded_on, item.executive_on):
        what = f"it went to the executive only on {_day(item.executive_on)}."
        faults.append(Fault("responded_on", what))
    return tuple(faults)


def response_notes(item: Recommendation) -> tuple[str, ...]:
    """Say what a committee should ask about a response that may stand all the same."""
    notes = []
    if _IN_PRINCIPLE.search(f"{item.response_reason} {item.timetable}"):
        notes.append(
            "The response says “in principle”. That promises nothing: ask what will be done, by "
            "whom and by when."
        )
    if item.response is Response.PARTLY and not item.response_reason.strip():
        notes.append("The response is in part, but does not say which part.")
    accepted = item.response in {Response.ACCEPTED, Response.PARTLY}
    if accepted and not (item.timetable.strip() or item.due or item.due_text.strip()):
        notes.append("The response is accepted without a timetable.")
    return tuple(notes)


def update_faults(
    update: ProgressUpdate, item: Recommendation, *, today: date
) -> tuple[Fault, ...]:
    """Return everything wrong with a progress update."""
    faults = []
    if update.status is RecommendationStatus.COMPLETE:
        what = (
            "members, not officers, confirm completion. Claim “Done, awaiting verification”; a "
            "meeting accepts it."
        )
        faults.append(Fault("status", what))
    elif update.status not in CLAIMABLE:
        what = "a recommendation is superseded by being carried forward, not by an update."
        faults.append(Fault("status", what))
    if not update.text.strip():
        faults.append(Fault("text", "say what has been done."))
    if not update.told_by.strip():
        faults.append(Fault("told_by", "give the role that tells it, never a person’s name."))
    if too_long(update.text):
        faults.append(Fault("text", _LONG))
    if update.told_on > today:
        faults.append(Fault("told_on", "the day of the update is still to come."))
    elif _before(update.told_on, item.made_on):
        what = f"the recommendation was made only on {_day(item.made_on)}."
        faults.append(Fault("told_on", what))
    if update.due is not None and update.due < update.told_on:
        what = f"the revised due date is before the day of the update, {_day(update.told_on)}."
        faults.append(Fault("due", what))
    if not is_open(item):
        faults.append(Fault("", _closed_words(item)))
    return tuple(faults)


def acceptance_faults(
    acceptance: Acceptance,
    item: Recommendation,
    meeting: MeetingName,
    updates: Sequence[ProgressUpdate],
    *,
    today: date,
) -> tuple[Fault, ...]:
    """Return everything wrong with what a meeting is said to have accepted."""
    faults = []
    held = _day(meeting.held_on)
    if meeting.held_on > today:
        faults.append(Fault("meeting", f"the meeting of {held} is still to come."))
    elif meeting.held is False:
        faults.append(Fault("meeting", f"the meeting of {held} did not take place."))
    elif _before(meeting.held_on, item.made_on):
        what = f"the meeting of {held} was before the recommendation, of {_day(item.made_on)}."
        faults.append(Fault("meeting", what))
    else:
        faults += _claimed_later(acceptance, meeting, updates)
    if acceptance.status not in ACCEPTABLE:
        faults.append(Fault("status", "carry it forward instead: that names its new reference."))
    if acceptance.due is not None and acceptance.due < meeting.held_on:
        faults.append(Fault("due", f"the due date is before the meeting of {held}."))
    if acceptance.due is not None and acceptance.status is RecommendationStatus.COMPLETE:
        faults.append(Fault("due", "what is complete is not due any more. Leave it empty."))
    if too_long(acceptance.note):
        faults.append(Fault("note", _LONG))
    if item.superseded_by or item.status is RecommendationStatus.SUPERSEDED:
        faults.append(Fault("", _closed_words(item)))
    return tuple(faults)


def _claimed_later(
    acceptance: Acceptance, meeting: MeetingName, updates: Sequence[ProgressUpdate]
) -> list[Fault]:
    """Refuse a meeting that would have accepted what was claimed only after it."""
    claims = [update for update in updates if update.status is _claim_of(acceptance.status)]
    if not claims or any(update.told_on <= meeting.held_on for update in claims):
        return []
    first = min(claims, key=lambda update: update.told_on)
    what = (
        f"the update that claims this is of {_day(first.told_on)}; the meeting of "
        f"{_day(meeting.held_on)} was before it. Choose a later meeting."
    )
    return [Fault("meeting", what)]


def _claim_of(accepted: RecommendationStatus) -> RecommendationStatus:
    """Return what officers claim where a meeting accepts `accepted`."""
    done = accepted is RecommendationStatus.COMPLETE
    return RecommendationStatus.DONE_UNVERIFIED if done else accepted


def notes_on(
    item: Recommendation,
    updates: Sequence[ProgressUpdate],
    acceptances: Sequence[Acceptance],
) -> tuple[str, ...]:
    """Say what is doubtful about a record that is in the store already."""
    notes = list(response_notes(item))
    if _before(item.due, item.made_on):
        notes.append(f"It is due on {_day(item.due)}, before it was made.")
    if _before(item.responded_on, item.made_on):
        notes.append(f"The response of {_day(item.responded_on)} is older than it.")
    if item.response is Response.REJECTED and not item.response_reason.strip():
        notes.append("It was rejected without a reason.")
    complete = item.status is RecommendationStatus.COMPLETE
    if complete and not any(one.status is RecommendationStatus.COMPLETE for one in acceptances):
        notes.append("It is recorded as complete, but no meeting accepted that.")
    early = [one for one in updates if _before(one.told_on, item.made_on)]
    if early and item.carried_from is None:
        notes.append(f"The update of {_day(early[0].told_on)} is older than it.")
    return tuple(notes)


def _too_long(item: Recommendation, names: Sequence[str]) -> list[Fault]:
    return [Fault(name, _LONG) for name in names if too_long(str(getattr(item, name)))]


def _closed_words(item: Recommendation) -> str:
    if item.superseded_by or item.status is RecommendationStatus.SUPERSEDED:
        return f"{item.reference} was carried forward: record this under its new reference."
    return (
        f"the committee closed {item.reference} as “{item.status.label}”. If that was wrong, a "
        "meeting has to accept another status first."
    )


def _before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def _day(day: date | None) -> str:
    return date_in_words(day.isoformat()) if day else ""
