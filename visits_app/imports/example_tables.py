"""TOML tables of the example council: dates, ids, choices and texts, each fault kept."""

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from visits_app.domain.errors import Fault
from visits_app.imports.text_files import read_text
from visits_app.imports.toml_tables import Table, meant, shown

LARGEST = 1_000_000
"""Largest file of the example, in bytes."""
WHAT = "an example file"
MOST = 1_000
"""Most tables of one kind in a file."""
LONGEST = 5_000
"""Longest text of one field, in characters."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_RELATIVE = re.compile(r"today([+-]\d{1,4})?", re.ASCII)

Chosen = TypeVar("Chosen", bound=StrEnum)
Record = TypeVar("Record")


class ExampleTable(Table):
    """One table of an example file; `today` is what dates such as "today-7" are counted from."""

    def __init__(
        self, values: dict[str, Any], where: str, faults: list[Fault], today: date
    ) -> None:
        super().__init__(values, where, faults)
        self.today = today

    def key(self, key: str = "id") -> str:
        """Return an id: small letters, digits, hyphens and underscores; "" when wrong."""
        text = self.line(key, 80, needed=True)
        if text and not _ID.fullmatch(text):
            self.fault(f"{key} may hold only a to z, 0 to 9, hyphens and underscores.")
            return ""
        return text

    def words(self, key: str, *, needed: bool = False) -> str:
        """Return a text as written, line ends kept; "" when it is not there or wrong."""
        return self._text(key, LONGEST, needed=needed)

    def list_of(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, () when it is not there or wrong."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(f"{key} must be a list of texts in quotation marks.")
            return ()
        return tuple(value)

    def choice(self, key: str, choices: type[Chosen], default: Chosen | None = None) -> Chosen:
        """Return one of `choices`; without a default it must be given."""
        first = default or next(iter(choices))
        value = self.values.get(key, default)
        try:
            return choices(value)
        except ValueError:
            self.fault(f"{key} must be one of: {', '.join(choices)}.")
            return first

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """Return a date, or None when it is not there or wrong."""
        value = self.values.get(key)
        if value is None:
            if needed:
                self.fault(f"{key} is missing.")
            return None
        found = as_day(value, self.today)
        if found is None:
            self.fault(f"{key} must be a date such as 2014-03-04, or “today-7”.")
        return found

    def inner(self, key: str) -> list["ExampleTable"]:
        """Return the tables of a list, each named by its place."""
        return [
            ExampleTable(dict(values), f"{self.where}, {key} {place}", self.faults, self.today)
            for place, values in enumerate(self.tables(key, MOST), start=1)
        ]

    def records(self, key: str, make: Callable[["ExampleTable"], Record]) -> tuple[Record, ...]:
        """Return what `make` builds of each table of a list, named by its id."""
        built = []
        for table in self.inner(key):
            name = table.values.get("id")
            if isinstance(name, str) and name:
                table.where = f"{self.where}, {key} {shown(name)}"
            built.append(make(table))
        return tuple(built)


def as_day(value: object, today: date) -> date | None:
    """Return a TOML date, or a text such as "today-7" counted from `today`; None for others."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    relative = _RELATIVE.fullmatch(value) if isinstance(value, str) else None
    if relative is None:
        return None
    try:
        return today + timedelta(days=int(relative.group(1) or 0))
    except OverflowError:
        return None


def read_table(path: Path, faults: list[Fault], today: date) -> ExampleTable:
    """Return a whole file as a table; an empty one, with a fault, when it cannot be read."""
    text = read_text(path, faults, largest=LARGEST, what=WHAT) or ""
    values: dict[str, Any] = {}
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        faults.append(Fault(path.name, "lists or tables are nested too deep."))
    except ValueError as error:  # tomllib's own, and int() refusing endless digits
        faults.append(Fault(path.name, f"this is not TOML: {shown(str(error))}."))
    return ExampleTable(values, path.name, faults, today)


def check_known(
    where: str, what: str, ids: Iterable[str], known: Iterable[str], faults: list[Fault]
) -> None:
    """Note every id that is not among `known`, with the one probably meant."""
    there = tuple(known)
    for id in ids:
        if id not in there:
            faults.append(Fault(where, f"there is no {what} “{shown(id)}”{meant(id, there)}."))


def check_twice(where: str, what: str, ids: Iterable[str], faults: list[Fault]) -> None:
    """Note every id that is used more than once."""
    seen: set[str] = set()
    for id in ids:
        if id and id in seen:
            faults.append(Fault(where, f"the {what} “{shown(id)}” is there more than once."))
        seen.add(id)
