"""What is kept out of everything public, and passages that stay although they might identify."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Restriction:
    """An answer of a visit (`row_id` "") or one row of it that no public paper may show."""

    visit_id: str
    question_id: str
    row_id: str
    reason: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class PrivacyDecision:
    """A passage that stays with a reason: it holds for these words at this place, no others.

    `subject` says what holds the words ("visit", "paper"…), `place` where in it: a question's id,
    for a row with its id after a slash.
    """

    id: str
    subject: str
    subject_id: str
    place: str
    passage: str
    kind: str
    reason: str
    decided_at: datetime
    decided_by: str
    undone_at: datetime | None = None
