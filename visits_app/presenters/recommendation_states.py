"""What the recommendations page shows: rows of the tracker, and one of them with everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from visits_app.domain.recommendations import (
    Evidence,
    EvidenceKind,
    Recommendation,
    RecommendationStatus,
)
from visits_app.domain.text import date_in_words
from visits_app.domain.tracker import Rag, TrackerLine
from visits_app.domain.tracker_rules import is_open, is_outstanding, meeting_in_words, slip_words
from visits_app.domain.tracker_words import count_words, due_history, due_words, response_words
from visits_app.presenters.actions import ActionRow

RAG_LOOKS: Mapping[Rag, tuple[str, str]] = {
    Rag.GREEN: ("good", "tick"),
    Rag.AMBER: ("warning", "warning"),
    Rag.RED: ("danger", "error"),
    Rag.GREY: ("plain", "time"),
    Rag.NONE: ("plain", "circle"),
}
"""Tone and icon of each rating's chip; the chip says it in words."""


class TrackerColumn(IntEnum):
    """The columns of the tracker."""

    TITLE = 0
    OWNER = 1
    DUE = 2
    RESPONSE = 3
    CLAIMED = 4
    ACCEPTED = 5
    RATING = 6
    EVIDENCE = 7


HEADINGS = (
    "Recommendation", "Lead officer", "Due", "Response", "Claimed", "Accepted", "Rating", "Visits",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """One row of the tracker in words; `line` is what it is made of."""

    id: str
    reference: str
    title: str
    owner: str
    due: str
    slips: str
    """"slipped once"; "" where it has not."""
    response: str
    claimed: str
    """What officers say since the last meeting, with the day; "" where nothing is new."""
    claimed_short: str
    """The same for a narrow cell: "Claimed: done"."""
    accepted: str
    rating: str
    tone: str
    icon_name: str
    why: str
    evidence: str
    year: str
    team_ids: frozenset[str]
    line: TrackerLine

    @property
    def sentence(self) -> str:
        """The whole row for a screen reader."""
        parts = (
            f"{self.reference} {self.title}",
            self.owner,
            f"due {self.due}" if self.due else "no due date",
            self.slips,
            f"response {self.response.lower()}",
            f"accepted as {self.accepted.lower()}",
            f"claimed since: {self.claimed}, not yet accepted" if self.claimed else "",
            self.rating,
            self.evidence,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class TrackerFilters:
    """What is chosen; "" of each is all but what was carried forward."""

    text: str = ""
    year: str = ""
    status: str = ""
    rating: str = ""
    team_id: str = ""


OPEN, WAITING, EVERY = "open", "waiting", "every"
"""Values of the status filter besides the statuses themselves."""

STATUS_CHOICES = (
    Choice("", "All that are current"),
    Choice(OPEN, "Still followed up"),
    Choice(WAITING, "Claimed, not yet accepted"),
    *(Choice(status.value, status.label) for status in RecommendationStatus),
    Choice(EVERY, "All, superseded ones too"),
)
RATING_CHOICES = (
    Choice("", "All ratings"),
    *(Choice(rag.value, rag.label) for rag in Rag),
)


@dataclass(frozen=True, slots=True)
class TrackerState:
    """The rows chosen and what can be chosen."""

    rows: tuple[RecommendationRow, ...]
    total: int
    told: str
    """Counts in words, for the header."""
    years: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    can_edit: bool


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """One thing told or accepted on a day, newest first."""

    on: date
    when: str
    accepted: bool
    """Whether a meeting accepted it; else officers claim it."""
    who: str
    status: str
    text: str
    due: str
    """"Asks for 1 May 2014." or "Agreed the due date 1 May 2014."."""


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """Evidence of one kind, by team and date; `unsealed` are links to reports not submitted."""

    kind: EvidenceKind
    heading: str
    items: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RecommendationState:
    """One recommendation and its evidence."""

    recommendation: Recommendation
    line: TrackerLine
    rating: tuple[str, str, str]
    """Words, tone and icon of the rating's chip."""
    facts: tuple[tuple[str, str], ...]
    progress: tuple[ProgressEntry, ...]
    groups: tuple[EvidenceGroup, ...]
    teams: str
    """Which teams' visits spoke to it, in words."""
    evidence_words: str
    uncounted: int
    """Links to visits whose report is not submitted yet: shown, not counted."""
    follower_id: str
    actions: tuple[ActionRow, ...]
    """What is to be done because of it, overdue first."""
    can_edit: bool
    can_tell: bool
    """Whether an update or an acceptance can be recorded: not once it was carried forward."""


def row_of(line: TrackerLine, team_ids: frozenset[str]) -> RecommendationRow:
    """Return a line of the tracker as its row."""
    item = line.recommendation
    settled = line.accepted.acceptance if line.accepted else None
    claimed = short = ""
    if line.claimed is not None and is_outstanding(line.claimed, settled):
        told_on = date_in_words(line.claimed.told_on.isoformat())
        claimed = f"{line.claimed.status.label}, {told_on}"
        short = f"Claimed: {line.claimed.status.label.partition(',')[0].lower()}"
    due = date_in_words(item.due.isoformat()) if item.due else item.due_text
    tone, icon_name = RAG_LOOKS[line.rating.rag]
    return RecommendationRow(
        id=item.id,
        reference=item.reference,
        title=item.title,
        owner=item.owner,
        due=due,
        slips=slip_words(line.slips) if line.slips else "",
        response=item.response.label,
        claimed=claimed,
        claimed_short=short,
        accepted=item.status.label,
        rating=rating_words(line.rating.rag),
        tone=tone,
        icon_name=icon_name,
        why=line.rating.why,
        evidence=count_words(line.counts),
        year=line.year,
        team_ids=team_ids,
        line=line,
    )


def rating_words(rag: Rag) -> str:
    """Return a colour with its meaning, short: "Red: unacceptable"."""
    if rag is Rag.NONE:
        return rag.word
    return f"{rag.value.capitalize()}: {rag.word.lower()}"


def is_shown(row: RecommendationRow, filters: TrackerFilters) -> bool:
    """Say whether a row is among those chosen."""
    item = row.line.recommendation
    if filters.year and row.year != filters.year:
        return False
    if filters.rating and row.line.rating.rag.value != filters.rating:
        return False
    if filters.team_id and filters.team_id not in row.team_ids:
        return False
    if not _has_status(row, filters):
        return False
    wanted = filters.text.casefold().split()
    if not wanted:
        return True
    words = f"{' '.join(row.line.references)} {row.title} {row.owner} {item.text}".casefold()
    return all(word in words for word in wanted)


def _has_status(row: RecommendationRow, filters: TrackerFilters) -> bool:
    item = row.line.recommendation
    match filters.status:
        case "":
            # of a year that was chosen all are wanted, those that go on elsewhere too
            return bool(filters.year) or not item.superseded_by
        case "every":
            return True
        case "open":
            return is_open(item)
        case "waiting":
            return bool(row.claimed) and is_open(item)
        case status:
            return item.status.value == status


def sort_key(row: RecommendationRow, column: int) -> tuple[object, ...]:
    """Return what rows are ordered by in a column; rows that are alike keep their order."""
    line = row.line
    match column:
        case TrackerColumn.OWNER:
            return (row.owner.casefold(),)
        case TrackerColumn.DUE:
            due = line.recommendation.due
            return (due is None, due or date.min)
        case TrackerColumn.RESPONSE:
            return (row.response,)
        case TrackerColumn.CLAIMED:
            return (not row.claimed, line.claimed.told_on if line.claimed else date.min)
        case TrackerColumn.ACCEPTED:
            return (list(RecommendationStatus).index(line.status),)
        case TrackerColumn.RATING:
            return ((Rag.RED, Rag.AMBER, Rag.GREY, Rag.GREEN, Rag.NONE).index(line.rating.rag),)
        case TrackerColumn.EVIDENCE:
            gaps = line.counts.get(EvidenceKind.GAP, 0)
            return (-gaps, -sum(line.counts.values()))
        case _:
            return ()


def progress_of(line: TrackerLine) -> tuple[ProgressEntry, ...]:
    """Return what was claimed and what was accepted, the newest first."""
    entries = []
    for update in line.updates:
        due = f"Asks for {date_in_words(update.due.isoformat())}." if update.due else ""
        when = date_in_words(update.told_on.isoformat())
        entries.append(
            ProgressEntry(
                update.told_on, when, False, update.told_by, update.status.label, update.text, due
            )
        )
    for one in line.acceptances:
        kept = one.acceptance
        due = f"Agreed the due date {date_in_words(kept.due.isoformat())}." if kept.due else ""
        when = date_in_words(kept.accepted_on.isoformat())
        entries.append(
            ProgressEntry(
                kept.accepted_on, when, True, one.meeting.body, kept.status.label, kept.note, due
            )
        )
    # of one day the meeting comes after what it accepted
    return tuple(sorted(entries, key=lambda one: (one.on, one.accepted), reverse=True))


def facts_of(line: TrackerLine) -> tuple[tuple[str, str], ...]:
    """Return everything else on record, what is not known left out."""
    item = line.recommendation
    made = _day(item.made_on)
    if line.made_at is not None:
        made = meeting_in_words(line.made_at)
    facts = (
        ("Status", item.status.label),
        ("Where it stands", line.standing if line.updates or line.acceptances else ""),
        ("Due", due_words(line)),
        ("Due dates", "\n".join(due_history(line.due_steps)) if line.slips else ""),
        ("Lead officer", item.owner),
        ("Response", response_words(item) if _is_asked(item) else ""),
        ("Timetable", item.timetable),
        ("Made", made),
        ("Origin", item.origin),
        ("Service area", item.service_area),
        ("To the executive", _day(item.executive_on)),
        ("Municipal year", line.year),
        ("Earlier references", ", ".join(line.references[:-1])),
        ("Followed up under", line.superseded_by),
        ("Went to", "\n".join(meeting_in_words(meeting) for meeting in line.meetings)),
        ("Next review", _day(item.review_on)),
        ("To be noted", "\n".join(line.notes)),
        ("Note", item.note),
    )
    return tuple((label, words) for label, words in facts if words)


def _is_asked(item: Recommendation) -> bool:
    return item.executive_on is not None or item.responded_on is not None


def _day(day: date | None) -> str:
    return date_in_words(day.isoformat()) if day else ""
