"""What a reader must know of a paper before reading on."""

from visits_app.domain.drafting.records import PaperRecords
from visits_app.domain.drafting.wording import PartList

COUNTING = (
    "These parts count what may be published. Reports, answers and items marked restricted or "
    "exempt, where there are any, are in no count, line or chart of them."
)
EXAMPLE = "Some reports told of here are invented examples: there were no such visits."
ILLUSTRATIONS = "Figures marked as illustrations are invented and stand for no council."


def add_notes(parts: PartList, records: PaperRecords, *, illustrations: bool = False) -> None:
    """Say that visits are invented examples, and that figures are illustrations."""
    if records.tells_examples:
        parts.add("note:example", EXAMPLE)
    if illustrations:
        parts.add("note:illustrations", ILLUSTRATIONS)
