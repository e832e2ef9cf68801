"""What a service answers to an ask: its four answers, what each needs, and the sheet for them."""

from collections.abc import Iterable
from datetime import date

from visits_app.domain.errors import Fault
from visits_app.domain.sheets import CellKind, Cells, Sheet, SheetColumn, SheetKind, SheetRow
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Ask, AskStatus, TeamAsk

ANSWERS: tuple[tuple[AskStatus, str], ...] = (
    (AskStatus.AGREED, "Agree"),
    (AskStatus.PART, "Agree in part"),
    (AskStatus.DECLINED, "No"),
    (AskStatus.DONE, "Already done"),
)
"""The answers a service may give, in its own words."""

REASONED: frozenset[AskStatus] = frozenset({AskStatus.PART, AskStatus.DECLINED})
"""Answers that need their reason."""

PROMISED: frozenset[AskStatus] = frozenset({AskStatus.AGREED, AskStatus.PART})
"""Answers after which somebody has something to do by a day."""

REASON_MISSING = "Write the reason the service gave."

COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("visit", "Visit", width=28),
    SheetColumn("action", "What members ask", width=56),
    SheetColumn("suggested", "Owner and day members suggest", width=30),
    SheetColumn(
        "status",
        "Answer",
        CellKind.CHOICE,
        editable=True,
        choices=tuple(label for _, label in ANSWERS),
        values=tuple(status.value for status, _ in ANSWERS),
        width=16,
        help="Agree, agree in part, no, or already done.",
    ),
    SheetColumn(
        "reason",
        "Reason, or what will be done",
        editable=True,
        width=50,
        help="Needed for “no” and “agree in part”. It is published.",
    ),
    SheetColumn(
        "owner",
        "Owner",
        editable=True,
        width=24,
        help="A role. Needed where you agree.",
    ),
    SheetColumn(
        "due",
        "Done by",
        CellKind.DATE,
        editable=True,
        width=14,
        help="A date. Needed where you agree.",
    ),
    SheetColumn("evidence", "Evidence", editable=True, width=36),
)
"""The columns of the sheet, beside the reference."""

INTRO: tuple[str, ...] = (
    "Please answer each ask. After the day named here the report is published with “no response”"
    " where nothing has come.",
)


def response_faults(
    status: AskStatus,
    reason: str,
    owner: str,
    due: date | None,
    *,
    visited: date | None,
    on: date,
) -> tuple[Fault, ...]:
    """Return everything wrong with an answer given on a day; `where` is a column of the sheet.

    Nothing is filled in from what members suggested: who does it by when is the service's word.
    """
    found = []
    if status not in {known for known, _ in ANSWERS}:
        found.append(Fault("status", "choose what the service answered."))
    if status in REASONED and not reason.strip():
        found.append(Fault("reason", REASON_MISSING))
    if status in PROMISED and not owner.strip():
        found.append(Fault("owner", "say who will do it, by role."))
    if status in PROMISED and due is None:
        found.append(Fault("due", "say by when it will be done."))
    return (*found, *due_faults(status, due, visited=visited, on=on))


def due_faults(
    status: AskStatus, due: date | None, *, visited: date | None, on: date
) -> tuple[Fault, ...]:
    """Return what is wrong with a day an ask is to be done by.

    It lies before the visit, or, for what is still to be done, before the answer.
    """
    if due is None:
        return ()
    if visited is not None and due < visited:
        day = date_in_words(visited.isoformat())
        return (Fault("due", f"this lies before the visit of {day}."),)
    if status in PROMISED and due < on:
        day = date_in_words(on.isoformat())
        return (Fault("due", f"this lies before the day of the answer, {day}."),)
    return ()


def ask_key(reference: str, ask: Ask) -> str:
    """Return the reference of an ask on a sheet: it stays whatever becomes of the ask's place."""
    return f"{reference}/{ask.id[:6]}"


def ask_cells(item: TeamAsk) -> Cells:
    """Return an ask's line as it stands here."""
    ask = item.ask
    due = f"by {date_in_words(ask.due)}" if ask.due else ""
    when = date_in_words(item.visit_date.isoformat()) if item.visit_date else "no date"
    answered = ask.status in {known for known, _ in ANSWERS}
    return {
        "visit": f"{item.team}, {when}",
        "action": ask.action,
        "suggested": ", ".join(part for part in (ask.owner, due) if part),
        "status": ask.status.value if answered else "",
        "reason": ask.response,
        "owner": ask.agreed_owner,
        "due": ask.agreed_due,
        "evidence": ask.evidence,
    }


def responses_sheet(
    title: str, asks: Iterable[TeamAsk], *, subject_id: str = "", due: date | None = None
) -> Sheet:
    """Return the sheet that asks a service for its answers; its id comes when it is issued."""
    return Sheet(
        id="",
        kind=SheetKind.RESPONSES,
        title=title,
        columns=COLUMNS,
        rows=tuple(SheetRow(ask_key(a.visit_reference, a.ask), ask_cells(a)) for a in asks),
        intro=INTRO,
        subject_id=subject_id,
        due=due,
    )
