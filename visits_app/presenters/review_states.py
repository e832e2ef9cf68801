"""What the page of one report's life shows."""

from __future__ import annotations

from dataclasses import dataclass

from visits_app.domain.completeness import CheckItem
from visits_app.domain.reviews import CorrectionDecision, ReviewStage, StepKind
from visits_app.domain.visits import Ask, Marking

Chip = tuple[str, str, str]
"""Word, tone and icon."""


@dataclass(frozen=True, slots=True)
class LifeLine:
    """One line of the life: what, when and by whom; `state` is done, undone, now or ahead."""

    title: str
    text: str
    state: str
    icon_name: str
    note: str = ""
    step_id: str = ""
    why_not_undone: str = ""


@dataclass(frozen=True, slots=True)
class StepOffer:
    """A step that may be taken: what the button says, what is in the way, what it asks for.

    `way` is "step" (record it), "facts" (save the sheet) or "letter" (see the letter).
    """

    step: StepKind
    words: str
    hint: str
    icon_name: str
    blocked: tuple[str, ...] = ()
    needs_note: bool = False
    note_label: str = ""
    way: str = "step"


@dataclass(frozen=True, slots=True)
class MarkingState:
    """How the report is marked and what is asked about it."""

    marking: Marking
    paragraph: int | None
    reason: str
    paragraphs: tuple[tuple[int, str, str], ...]
    """Number, label and meaning of each."""
    words: str
    referral: bool
    referral_words: str
    procedures: tuple[tuple[str, str], ...]
    procedure_checked: bool


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction in words, and what may be decided."""

    id: str
    where: str
    passage: str
    proposed: str
    evidence: str
    decision: CorrectionDecision
    chip: Chip
    decided: str
    note: str
    can_decide: bool


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One ask with what the service answered; `gaps` say what is wanting in the answer."""

    ask: Ask
    suggested: str
    chip: Chip
    answer: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Everything on the page; at a member's desk only the life and what the service said."""

    visit_id: str
    title: str
    context_line: str
    stage: ReviewStage
    chips: tuple[Chip, ...]
    sentence: str
    officer: bool
    can_write: bool
    """Whether the person here may begin or go on with the correction."""
    being_corrected: bool
    life: tuple[LifeLine, ...]
    offers: tuple[StepOffer, ...]
    checklist: tuple[CheckItem, ...]
    marking: MarkingState
    corrections: tuple[CorrectionLine, ...]
    responses: tuple[ResponseLine, ...]
    can_take_facts: bool
    has_letter: bool
