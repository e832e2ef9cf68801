"""Registers as sheets: their columns, what is wrong with a line, and names that stand twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from visits_app.domain.errors import Fault
from visits_app.domain.meetings import BodyKind
from visits_app.domain.sheet_cells import folded
from visits_app.domain.sheets import (
    CellKind,
    Cells,
    LineVerdict,
    SheetColumn,
    SheetKind,
    SheetLine,
)
from visits_app.domain.text import shorten

MOST_MONTHS = 60
_SHOWN = 60


def _column(id: str, title: str, kind: CellKind = CellKind.TEXT, **more: object) -> SheetColumn:
    return SheetColumn(id, title, kind, editable=True, **more)  # type: ignore[arg-type]


_NAME = _column("name", "Name", required=True, width=34)
_RETIRED = _column(
    "retired",
    "Retired",
    CellKind.YES_NO,
    width=10,
    help="Yes takes it out of the choices for new records. Nothing is ever deleted.",
)
_NOTE = _column("note", "Note", width=40)

COLUMNS: Mapping[SheetKind, tuple[SheetColumn, ...]] = {
    SheetKind.TEAMS: (
        _NAME,
        _column("area", "Area of the service", aliases=("Area",)),
        _column("kind", "Kind", width=18, help="Such as team office, children's home, panel."),
        _column(
            "lead_role", "Lead", width=28, help="The role, never a name.", aliases=("Lead role",)
        ),
        _column(
            "visit_every_months",
            "Visited every (months)",
            CellKind.WHOLE,
            width=14,
            help=f"A whole number from 1 to {MOST_MONTHS}; empty where there is no rule.",
            aliases=("Visited every", "Months"),
        ),
        _NOTE,
        _RETIRED,
    ),
    SheetKind.MEMBERS: (
        replace(_NAME, title="Name as printed on reports", aliases=("Name",)),
        _column("role", "Role", width=28, help="Such as Chair of the committee."),
        _column("ward", "Ward"),
        _column("political_group", "Group", aliases=("Political group", "Party")),
        _column("co_opted", "Co-opted", CellKind.YES_NO, width=10),
        _column("term_start", "Term begins", CellKind.DATE, width=18),
        _column("term_end", "Term ends", CellKind.DATE, width=18, help="Empty while it is open."),
        _RETIRED,
    ),
    SheetKind.THEMES: (
        _NAME,
        _column("description", "What belongs under it", width=60, aliases=("Description",)),
        _RETIRED,
    ),
    SheetKind.BODIES: (
        _NAME,
        _column(
            "kind",
            "Kind",
            CellKind.CHOICE,
            width=20,
            choices=tuple(kind.label for kind in BodyKind),
            values=tuple(kind.value for kind in BodyKind),
        ),
        _column(
            "ends_on",
            "Ends on",
            CellKind.DATE,
            width=18,
            help="For a group of limited life; empty for others.",
        ),
        _NOTE,
        _RETIRED,
    ),
}
"""The columns of each register that goes out as a sheet."""

ONE = {
    SheetKind.TEAMS: "team",
    SheetKind.MEMBERS: "member",
    SheetKind.THEMES: "theme",
    SheetKind.BODIES: "body",
}
"""What one entry of each register is called, and its table."""


def many(kind: SheetKind, count: int) -> str:
    """Return "1 body", "3 bodies"."""
    return f"1 {ONE[kind]}" if count == 1 else f"{count} {kind.value}"


def entry_faults(kind: SheetKind, cells: Cells) -> tuple[Fault, ...]:
    """Return what is wrong with one entry by itself."""
    faults = []
    months = cells.get("visit_every_months", "")
    if months and not 1 <= int(months) <= MOST_MONTHS:
        what = f"write a whole number of months from 1 to {MOST_MONTHS}."
        faults.append(Fault("Visited every (months)", what))
    if kind is SheetKind.MEMBERS:
        begins, ends = cells.get("term_start", ""), cells.get("term_end", "")
        if begins and ends and ends < begins:
            faults.append(Fault("Term ends", "this is before the term begins."))
    if "\n" in cells.get("name", ""):
        faults.append(Fault(COLUMNS[kind][0].title, "write the name on one line."))
    return tuple(faults)


def names_said(
    kind: SheetKind, lines: Sequence[SheetLine], known: Mapping[str, Cells]
) -> tuple[SheetLine, ...]:
    """Refuse lines whose name would stand twice in the register, and say what is renamed.

    Of members two may bear one name; a new one of the same name and ward is refused, any other
    is said.
    """
    title = COLUMNS[kind][0].title
    after = _names_after(lines, known)
    found = []
    for line in lines:
        if line.verdict is not LineVerdict.TAKE:
            found.append(line)
            continue
        name = folded(line.cells["name"])
        twins = [(key, cells) for key, cells in after[name] if key != line.key]
        touched = line.new or "name" in line.changed
        if twins and touched and (kind is not SheetKind.MEMBERS or _same_member(line, twins)):
            what = f"there would be two {kind.value} of this name. {_advice(line, twins)}"
            fault = Fault(title, what)
            found.append(
                replace(
                    line,
                    verdict=LineVerdict.REFUSED,
                    changed=(),
                    faults=(fault, *line.faults),
                )
            )
            continue
        remarks = list(line.faults)
        if twins and touched:
            remarks.append(Fault(title, "another member bears this name too."))
        if "name" in line.changed and not line.new:
            was = shorten(line.before["name"], _SHOWN)
            remarks.append(Fault(title, f"this renames “{was}”."))
        found.append(replace(line, faults=tuple(remarks)))
    return tuple(found)


def clashing_names(
    kind: SheetKind, lines: Sequence[SheetLine], known: Mapping[str, Cells]
) -> tuple[Fault, ...]:
    """Return the names that would stand twice if these lines alone were taken."""
    if kind is SheetKind.MEMBERS:
        return ()
    taken = [line for line in lines if line.verdict is LineVerdict.TAKE]
    touched = {line.key for line in taken if line.new or "name" in line.changed}
    return tuple(
        Fault(
            shorten(entries[0][1]["name"], _SHOWN),
            f"there would be two {kind.value} of this name.",
        )
        for entries in _names_after(taken, known).values()
        if len(entries) > 1 and any(key in touched for key, _ in entries)
    )


def _names_after(
    lines: Sequence[SheetLine], known: Mapping[str, Cells]
) -> Mapping[str, list[tuple[str, Cells]]]:
    """Return the entries there would be by their folded names."""
    after = dict(known)
    after |= {line.key: line.cells for line in lines if line.verdict is LineVerdict.TAKE}
    found: dict[str, list[tuple[str, Cells]]] = defaultdict(list)
    for key, cells in after.items():
        found[folded(cells["name"])].append((key, cells))
    return found


def _same_member(line: SheetLine, twins: Sequence[tuple[str, Cells]]) -> bool:
    ward = folded(line.cells.get("ward", ""))
    return line.new and any(folded(cells.get("ward", "")) == ward for _, cells in twins)


def _advice(line: SheetLine, twins: Sequence[tuple[str, Cells]]) -> str:
    key = twins[0][0]
    if line.new and not key.startswith("+"):
        return f"To change the one that is there, write its reference beside it: {key}."
    return "Give one of them another name."
