"""How a sheet is read, as controls the officer can change and as tints of its preview."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from visits_app.domain.figures import MONTHS
from visits_app.domain.indicators import SeriesKind
from visits_app.domain.spreadsheets import Layout, Mapping, SheetLook, column_name
from visits_app.domain.text import clean, shorten
from visits_app.presenters.import_states import Control, GridColumn, GridRow, GridState
from visits_app.presenters.visits import Option

WHERE, WHAT = "Where things are", "What they are"
NEWEST_MOST = 24
_MOST_COLUMNS = 300
"""So many columns of a preview are shown; a sheet with more is hardly one of figures."""
_COLUMNS = (
    ("period_column", "Date", "period"),
    ("indicator_column", "Indicator", "indicator"),
    ("area_column", "Area", "more"),
    ("value_column", "Value", "value"),
    ("numerator_column", "Numerator", "more"),
    ("denominator_column", "Denominator", "more"),
    ("target_column", "Target", "more"),
    ("unit_column", "Unit", "more"),
    ("note_column", "Note", "more"),
)
_USED = {
    Layout.LONG: {column for column, _, _ in _COLUMNS},
    Layout.WIDE: {
        "indicator_column", "area_column", "target_column", "unit_column", "note_column",
    },
    Layout.COLUMNS: {"period_column", "area_column", "note_column"},
}  # fmt: skip
_NEEDED = {
    Layout.LONG: ("period_column", "indicator_column", "value_column"),
    Layout.WIDE: ("indicator_column",),
    Layout.COLUMNS: ("period_column",),
}
_LAYOUTS = {
    Layout.LONG: "One figure a row",
    Layout.WIDE: "Indicators down, months across",
    Layout.COLUMNS: "Months down, indicators across",
}
_RANGE = re.compile(r"([A-Z]{1,3})(?:\s*(?:[-–:]|TO)\s*([A-Z]{1,3}))?")


def columns_in_words(columns: tuple[int, ...]) -> str:
    """Return "C–N, P" for columns 2 to 13 and 15."""
    runs: list[list[int]] = []
    for column in sorted(columns):
        if runs and column == runs[-1][1] + 1:
            runs[-1][1] = column
        else:
            runs.append([column, column])
    return ", ".join(
        column_name(first) if first == last else f"{column_name(first)}–{column_name(last)}"
        for first, last in runs
    )


def read_columns(text: str, count: int) -> tuple[int, ...] | None:
    """Read "C–N, P" as columns of a sheet of `count`; None where it cannot be read."""
    found: set[int] = set()
    for part in re.split(r"[,;]", text.upper()):
        if not part.strip():
            continue
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            return None
        first, last = _number(match[1]), _number(match[2] or match[1])
        if not first <= last < count:
            return None
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def changed(mapping: Mapping, look: SheetLook, control: str, value: str) -> Mapping:
    """Return the mapping with one control set to `value`; what cannot be read stays as it was."""
    if control == "layout":
        return with_layout(mapping, Layout(value), look.columns)
    if control == "header_row":
        row = int(value)
        return replace(mapping, header_row=row, first_row=max(row + 1, 0))
    if control == "first_row":
        row = int(value)
        return replace(mapping, first_row=row, header_row=min(mapping.header_row, row - 1))
    if control == "value_columns":
        columns = read_columns(value, look.columns)
        return mapping if columns is None else replace(mapping, value_columns=columns)
    if control in {"year_ends", "provisional_newest"}:
        return _with(mapping, **{control: int(value)})
    if control == "kind":
        return replace(mapping, kind=SeriesKind(value))
    if control == "fractions":
        return replace(mapping, fractions=value == "yes")
    if control in {"area", "source"}:
        return _with(mapping, **{control: clean(value).strip()})
    return _with(mapping, **{control: int(value) if value else None})


def with_layout(mapping: Mapping, layout: Layout, columns: int) -> Mapping:
    """Return the mapping for another layout, with what can be carried over."""
    taken = {getattr(mapping, name) for name in _USED[layout] if getattr(mapping, name) is not None}
    if layout is Layout.LONG:
        return replace(mapping, layout=layout, value_columns=())
    kept = {name: None for name, _, _ in _COLUMNS if name not in _USED[layout]}
    rest = mapping.value_columns or tuple(c for c in range(columns) if c not in taken)
    return _with(mapping, layout=layout, value_columns=rest, **kept)


def faults(mapping: Mapping, typed: dict[str, str], look: SheetLook) -> dict[str, str]:
    """Return by control what keeps the sheet from being read, each as a sentence."""
    found: dict[str, str] = {}
    labels = {name: label for name, label, _ in _COLUMNS}
    for name in _NEEDED[mapping.layout]:
        if getattr(mapping, name) is None:
            found[name] = f"Choose the column that holds the {labels[name].lower()}."
    taken: dict[int, str] = {}
    for name, label, _ in _COLUMNS:
        column = getattr(mapping, name)
        if column is None or name not in _USED[mapping.layout]:
            continue
        if column in taken:
            found[name] = (
                f"Column {column_name(column)} is read as {taken[column].lower()} already."
            )
        taken.setdefault(column, label)
    if mapping.layout is not Layout.LONG:
        text = typed.get("value_columns", "")
        both = [column for column in mapping.value_columns if column in taken]
        if text and read_columns(text, look.columns) is None:
            last = column_name(max(look.columns - 1, 0))
            found["value_columns"] = f"Write columns such as C–N, P; the last one is {last}."
        elif not mapping.value_columns:
            found["value_columns"] = "Say which columns hold figures."
        elif both:
            column = column_name(both[0])
            found["value_columns"] = f"Column {column} is read as {taken[both[0]].lower()} already."
    if mapping.area_column is None and not mapping.area:
        found["area"] = "Write whose figures these are, or choose a column that says it."
    return found


def controls(
    mapping: Mapping, look: SheetLook, typed: dict[str, str], wrong: dict[str, str]
) -> tuple[Control, ...]:
    """Return everything that can be changed, in reading order; a layout shows what it uses."""
    made = [
        Control(
            "layout", WHERE, "Layout", "choice", mapping.layout.value,
            tuple(Option(label, layout.value) for layout, label in _LAYOUTS.items()),
        ),
        Control(
            "header_row", WHERE, "Headings end in", "choice", str(mapping.header_row),
            (Option("No headings", "-1"), *_rows(look)),
        ),
        Control(
            "first_row", WHERE, "Figures begin in", "choice", str(mapping.first_row), _rows(look)
        ),
    ]  # fmt: skip
    columns = _columns(mapping, look)
    for name, label, _tint in _COLUMNS:
        column = getattr(mapping, name)
        none = Option("None" if name not in _NEEDED[mapping.layout] else "Choose a column", "")
        made.append(
            Control(
                name, WHERE, f"{label} column", "choice", "" if column is None else str(column),
                (none, *columns), shown=name in _USED[mapping.layout],
            )
        )  # fmt: skip
        if name == "area_column":
            made.append(
                Control(
                    "area", WHERE, "Whose figures are these?", "text", mapping.area,
                    hint="For example the council, or a team.",
                    shown=mapping.area_column is None,
                )
            )  # fmt: skip
    what = "months" if mapping.layout is Layout.WIDE else "indicators"
    made.append(
        Control(
            "value_columns", WHERE, f"Columns of {what}", "text",
            typed.get("value_columns", columns_in_words(mapping.value_columns)),
            hint="For example C–N, P. Leave out columns of totals.",
            shown=mapping.layout is not Layout.LONG,
        )
    )  # fmt: skip
    made += _meanings(mapping)
    return tuple(replace(control, error=wrong.get(control.id, "")) for control in made)


def grid(mapping: Mapping | None, look: SheetLook) -> GridState:
    """Return the preview with what is read from each row and column."""
    shown = min(max((len(row) for row in look.preview), default=0), _MOST_COLUMNS)
    roles = _roles(mapping) if mapping else {}
    rows = []
    for number, cells in zip(look.row_numbers, look.preview, strict=False):
        row, kind, label = number - 1, "", ""
        if mapping is not None and row == mapping.header_row:
            kind, label = "headings", "Headings"
        elif mapping is None or row >= mapping.first_row:
            kind = "figures"
        rows.append(GridRow(str(number), label, kind, (*cells, *("",) * (shown - len(cells)))))
    return GridState(
        tuple(GridColumn(column_name(c), *roles.get(c, ("", ""))) for c in range(shown)),
        tuple(rows),
    )


def _roles(mapping: Mapping) -> dict[int, tuple[str, str]]:
    roles: dict[int, tuple[str, str]] = {}
    if mapping.layout is not Layout.LONG:
        role = ("Month", "value") if mapping.layout is Layout.WIDE else ("Indicator", "value")
        roles = dict.fromkeys(mapping.value_columns, role)
    for name, label, tint in _COLUMNS:
        column = getattr(mapping, name)
        if column is not None and name in _USED[mapping.layout]:
            roles[column] = (label, tint)
    return roles


def _rows(look: SheetLook) -> tuple[Option, ...]:
    return tuple(Option(f"Row {number}", str(number - 1)) for number in look.row_numbers)


def _columns(mapping: Mapping, look: SheetLook) -> tuple[Option, ...]:
    heads: tuple[str, ...] = ()
    for number, cells in zip(look.row_numbers, look.preview, strict=False):
        if number - 1 == mapping.header_row:
            heads = cells
    count = min(look.columns, _MOST_COLUMNS)
    made = []
    for column in range(count):
        head = shorten(heads[column], 40) if column < len(heads) else ""
        letter = column_name(column)
        made.append(Option(f"{letter} · {head}" if head else letter, str(column)))
    return tuple(made)


def _meanings(mapping: Mapping) -> list[Control]:
    months = tuple(
        Option(f"{name}{' (financial year)' if month == 3 else ''}", str(month))
        for month, name in enumerate(MONTHS, start=1)
    )
    return [
        Control(
            "kind", WHAT, "Kind", "choice", mapping.kind.value,
            (
                Option("Our own figures", SeriesKind.REPORTED.value),
                Option("Published figures", SeriesKind.PUBLISHED.value),
            ),
        ),
        Control(
            "source", WHAT, "Source (optional)", "text", mapping.source,
            hint="Printed under charts, for example “Monthly performance report”.",
        ),
        Control(
            "year_ends", WHAT, "A year without a month ends in", "choice", str(mapping.year_ends),
            months,
        ),
        Control(
            "provisional_newest", WHAT, "Provisional", "choice", str(mapping.provisional_newest),
            _newest(),
        ),
        Control(
            "fractions", WHAT, "Percentages written as shares of one", "choice",
            "yes" if mapping.fractions else "no",
            (Option("0.853 is 85.3%", "yes"), Option("0.853 is 0.853%", "no")),
        ),
    ]  # fmt: skip


def _with(mapping: Mapping, **changes: Any) -> Mapping:
    return replace(mapping, **changes)


def _newest() -> tuple[Option, ...]:
    return (
        Option("None", "0"),
        Option("The newest month", "1"),
        *(Option(f"The newest {count} months", str(count)) for count in range(2, NEWEST_MOST + 1)),
    )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
