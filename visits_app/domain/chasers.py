"""The chaser list: what a role owes, as a sheet to be filled in and sent back."""

from collections.abc import Iterable, Mapping
from datetime import date

from visits_app.domain.action_rules import response_faults
from visits_app.domain.actions import Action, ActionLine, ActionOrigin
from visits_app.domain.errors import Fault
from visits_app.domain.sheets import CellKind, Cells, Sheet, SheetColumn, SheetKind, SheetRow
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import AskStatus

ANSWERS = tuple(status for status in AskStatus if status is not AskStatus.VERIFIED)

COLUMNS = (
    SheetColumn("text", "What is to be done", width=48),
    SheetColumn("source", "Where it comes from", width=30),
    SheetColumn("owner", "Who is to act", width=26),
    SheetColumn("due", "Due", CellKind.DATE, width=16),
    SheetColumn("late", "Standing", width=22),
    SheetColumn(
        "status",
        "Your answer",
        CellKind.CHOICE,
        editable=True,
        choices=tuple(status.label for status in ANSWERS),
        values=tuple(status.value for status in ANSWERS),
        width=24,
        help="Choose from the list. No, and in part, need the reason beside it.",
        aliases=("Answer", "Status"),
    ),
    SheetColumn(
        "response", "What was done, or the reason", editable=True, width=48, aliases=("Response",)
    ),
    SheetColumn(
        "evidence", "What shows it", editable=True, width=36, help="A paper, a date, a figure."
    ),
)

_INTRO = (
    "Please fill in the yellow columns and send the file back by {due}.",
    "Members verify what is said to be done at a later visit. No names of children or of staff.",
)


def chaser_key(action: Action) -> str:
    """Return the reference of an action on a chaser list: "2013-004/2", "A2014-003", "Q-1F0C…"."""
    if action.origin is ActionOrigin.QUESTION:
        return f"Q-{action.id[:8].upper()}"
    return action.reference


def chaser_cells(line: ActionLine, today: date) -> Cells:
    """Return what an action's line says; `late` is how it stands today."""
    action = line.action
    late = "Overdue" if action.is_late(today) else ""
    unanswered = "no response" if action.status is AskStatus.OPEN else action.status.label.lower()
    return {
        "text": action.text,
        "source": ", ".join(part for part in (line.source, line.team) if part)
        if action.origin is not ActionOrigin.ASK
        else line.source,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else "",
        "late": f"{late}, {unanswered}" if late else unanswered[:1].upper() + unanswered[1:],
        "status": action.status.value,
        "response": action.response,
        "evidence": action.evidence,
    }


def chaser_sheet(lines: Iterable[ActionLine], *, owner: str, today: date, due: date) -> Sheet:
    """Return the list of what `owner` owes ("" for everybody), to be back by `due`."""
    whom = owner or "every role"
    told = date_in_words(due.isoformat())
    return Sheet(
        id="",
        kind=SheetKind.CHASER,
        title=f"Actions of {whom}, {date_in_words(today.isoformat())}",
        columns=COLUMNS,
        rows=tuple(SheetRow(chaser_key(line.action), chaser_cells(line, today)) for line in lines),
        intro=tuple(line.format(due=told) for line in _INTRO),
        subject_id=owner,
        issued_on=today,
        due=due,
    )


def answer_faults(
    lines: Mapping[str, ActionLine], key: str, cells: Cells, on: date
) -> tuple[Fault, ...]:
    """Return what is wrong with an answer on a line; columns are named as the sheet names them."""
    line = lines.get(key)
    if line is None:
        return ()
    if line.action.status is AskStatus.VERIFIED:
        return (Fault("Your answer", "a member has verified this already."),)
    status = AskStatus(cells["status"]) if cells.get("status") else AskStatus.OPEN
    titles = {column.id: column.title for column in COLUMNS}
    found = response_faults(
        line.action, status, cells.get("response", ""), cells.get("evidence", ""), on
    )
    return tuple(Fault(titles.get(fault.where, "Your answer"), fault.what) for fault in found)
