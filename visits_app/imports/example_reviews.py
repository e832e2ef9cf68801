"""The lives of the example reports: how far each came, how it is marked, what was corrected."""

from dataclasses import dataclass
from datetime import date

from visits_app.domain.reviews import CorrectionDecision, ReviewStage
from visits_app.domain.visits import Marking
from visits_app.imports.example_tables import ExampleTable


@dataclass(frozen=True, slots=True)
class CorrectionScript:
    """What a service said of a fact; `row` is the place of a row counted from 1, 0 for none."""

    question_id: str
    row: int
    proposed: str
    evidence: str
    decision: CorrectionDecision
    note: str


@dataclass(frozen=True, slots=True)
class LifeScript:
    """One report's life up to a stage; `visit` is the key of its file.

    `begun` is the day it was checked, two working days after the submission where it is None.
    """

    visit: str
    until: ReviewStage
    marking: Marking
    paragraph: int | None
    reason: str
    note: str
    closed_reason: str
    procedure_checked: bool
    begun: date | None
    corrections: tuple[CorrectionScript, ...]


def read_life(table: ExampleTable) -> LifeScript:
    """Return one life; faults go to the table."""
    table.only(
        "visit", "until", "marking", "paragraph", "reason", "note", "closed_reason",
        "procedure_checked", "begun", "correction",
    )  # fmt: skip
    return LifeScript(
        visit=table.key("visit"),
        until=table.choice("until", ReviewStage),
        marking=table.choice("marking", Marking, Marking.OPEN),
        paragraph=table.whole("paragraph", 1, 7) if "paragraph" in table.values else None,
        reason=table.words("reason"),
        note=table.words("note"),
        closed_reason=table.words("closed_reason"),
        procedure_checked=table.values.get("procedure_checked") is True,
        begun=table.day("begun"),
        corrections=tuple(_correction(inner) for inner in table.inner("correction")),
    )


def _correction(table: ExampleTable) -> CorrectionScript:
    table.only("question", "row", "proposed", "evidence", "decision", "note")
    return CorrectionScript(
        question_id=table.line("question", 40, needed=True),
        row=(table.whole("row", 1, 100) or 0) if "row" in table.values else 0,
        proposed=table.words("proposed", needed=True),
        evidence=table.words("evidence"),
        decision=table.choice("decision", CorrectionDecision, CorrectionDecision.OPEN),
        note=table.words("note"),
    )
