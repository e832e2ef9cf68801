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
