"""Changes to the rows of an answer, each giving a new list and leaving the old one as it was."""

from typing import Any
from uuid import uuid4

from visits_app.domain.forms import Cell, Row, Value


def rows_of(value: Value) -> list[Row]:
    """Return the rows of an answer; none where it has no rows."""
    rows: list[Any] = value if isinstance(value, list) else []
    return [row for row in rows if isinstance(row, dict)]


def place_of(rows: list[Row], row_id: str) -> int | None:
    """Return where the row with this id stands, counted from 0."""
    return next((place for place, row in enumerate(rows) if row.get("id") == row_id), None)


def with_row(rows: list[Row], cells: Row | None = None, at: int | None = None) -> list[Row]:
    """Return the rows with a new one, holding `cells` and an id of its own unless it has one."""
    row: Row = {"id": uuid4().hex, **(cells or {})}
    place = len(rows) if at is None else max(0, min(at, len(rows)))
    return [*rows[:place], row, *rows[place:]]


def without_row(rows: list[Row], row_id: str) -> list[Row]:
    """Return the rows without the one with this id."""
    return [row for row in rows if row.get("id") != row_id]


def with_row_moved(rows: list[Row], row_id: str, by: int) -> list[Row]:
    """Return the rows with one moved `by` places, down when positive, as far as it can go."""
    place = place_of(rows, row_id)
    if place is None:
        return rows
    return with_row(without_row(rows, row_id), rows[place], max(0, place + by))


def with_cell(rows: list[Row], row_id: str, column_id: str, cell: Cell) -> list[Row]:
    """Return the rows with one cell changed; other rows are the same objects as before."""
    return [{**row, column_id: cell} if row.get("id") == row_id else row for row in rows]
