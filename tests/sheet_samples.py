"""A sheet of asks that goes out and comes back, for the tests of sheets."""

from datetime import date

from visits_app.domain.sheets import (
    CellKind,
    Sheet,
    SheetColumn,
    SheetKind,
    SheetRow,
)

TODAY = date(2026, 11, 25)

COLUMNS = (
    SheetColumn("ask", "What was asked", width=40),
    SheetColumn("asked_on", "Asked on", CellKind.DATE, width=16),
    SheetColumn(
        "answer",
        "Answer",
        CellKind.CHOICE,
        editable=True,
        required=True,
        choices=("Agree", "Agree in part", "Do not agree"),
        values=("agree", "part", "no"),
        help="Choose one from the list.",
        aliases=("Response", "Your answer"),
    ),
    SheetColumn("reason", "Reason", editable=True, width=40),
    SheetColumn("due", "To be done by", CellKind.DATE, editable=True, width=18),
    SheetColumn("done", "Done already", CellKind.YES_NO, editable=True, width=12),
    SheetColumn("weeks", "Weeks needed", CellKind.WHOLE, editable=True, width=12),
)

ROWS = (
    SheetRow("A-1", {"ask": "Mend the kitchen window.", "asked_on": "2026-10-02"}),
    SheetRow("A-2", {"ask": "=Tell the team, “Ö”, and -why-", "asked_on": "2026-10-02"}),
    SheetRow(
        "A-3",
        {
            "ask": "Two\nlines; +44 of them",
            "asked_on": "2026-10-03",
            "answer": "part",
            "reason": "@home, '=quoted'; -5",
            "due": "2027-01-31",
            "done": "no",
            "weeks": "7",
        },
    ),
)


def a_sheet(id: str = "7F3K-92QX-M4TD") -> Sheet:
    """Return a sheet of three asks, one of them answered."""
    return Sheet(
        id=id,
        kind=SheetKind.RESPONSES,
        title="Responses to asks: =Harbour team",
        columns=COLUMNS,
        rows=ROWS,
        key_title="Ask",
        intro=("Fill in the yellow columns and send the file back by 4 December 2026.",),
        subject_id="visit-1",
        period="2026/27",
        issued_on=date(2026, 11, 20),
        due=date(2026, 12, 4),
    )


def known() -> dict[str, dict[str, str]]:
    """Return what the store has of these asks."""
    return {row.key: dict(row.cells) for row in ROWS}
