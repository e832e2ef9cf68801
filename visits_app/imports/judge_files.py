"""Figures to judge from a file named on the command line: CSV with a line a date, or JSON."""

import csv
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

from visits_app.domain.errors import Fault, FiguresRefused
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import Direction, Target
from visits_app.domain.xmr import LARGEST as TOO_LARGE
from visits_app.domain.xmr import XmrInput
from visits_app.imports.text_files import read_text
from visits_app.imports.toml_tables import Table, shown

LARGEST = 5_000_000
"""Bytes; two hundred series of a century of months."""

MOST_FAULTS = 100

DIRECTIONS = {
    "increase": Direction.HIGHER,
    "higher": Direction.HIGHER,
    "decrease": Direction.LOWER,
    "lower": Direction.LOWER,
    "neutral": Direction.NEUTRAL,
    "band": Direction.BAND,
}
_SENSES = {
    Direction.HIGHER: "at least",
    Direction.LOWER: "at most",
    Direction.NEUTRAL: "about",
    Direction.BAND: "between",
}
_NO_FIGURE = {"", "-", "n/a", "na", "c", "none", "null"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?|[-+]?\.\d+%?", re.ASCII)
_KEYS = (
    "dates",
    "values",
    "improvement_direction",
    "target",
    "target_upper",
    "rebase_dates",
    "fix_after_n_points",
    "screen_outliers",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to judge; what a file says itself comes first, except for a CSV file's target."""

    direction: Direction = Direction.NEUTRAL
    target: float | None = None
    upper: float | None = None
    rebase_dates: tuple[date, ...] = ()
    fix_after: int | None = None
    screen: bool = True


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """The series of a file with their names ("" where they have none)."""

    series: tuple[tuple[str, XmrInput], ...]
    many: bool
    """Whether the file is a list of series, even of one."""


def read_figures_file(path: Path, settings: Settings) -> FiguresFile:
    """Return the series of a CSV file (date, value, and a target if wished) or a JSON file.

    Raises FiguresRefused with everything that is wrong, each fault naming its line or its place.
    """
    faults: list[Fault] = []
    text = read_text(path, faults, largest=LARGEST, what="a file of figures")
    found = FiguresFile((), many=False)
    if text is not None:
        text = text.removeprefix("\ufeff")
        reading = _read_json if path.suffix.lower() == ".json" else _read_csv
        found = reading(text, path.name, settings, faults)
    if not faults and not found.series:
        faults.append(Fault(path.name, "there is no series in this file."))
    for name, asked in found.series:
        aim = asked.target
        if aim and aim.sense == "between" and (aim.upper is None or aim.upper < aim.value):
            where = f"{path.name}, {name}" if name else path.name
            faults.append(Fault(where, "a band has two ends: a target, and an upper one above it."))
    if faults:
        more = len(faults) - MOST_FAULTS
        rest = (Fault("", f"and {more} more."),) if more > 0 else ()
        raise FiguresRefused("The figures cannot be judged.", (*faults[:MOST_FAULTS], *rest))
    return found


def read_day(text: str) -> date | None:
    """Return the date meant by "2014-01-31", "31/01/2014" or "2014-01" (its last day)."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if match := _MONTH.fullmatch(text):
            return month_end(date(int(match[1]), int(match[2]), 1))
        if match := _BRITISH.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except (ValueError, OverflowError):  # month_end of the last month there is
        return None
    return None


def read_number(text: str) -> float | None:
    """Return the number meant by "60.3", "60.3%" or "1,233"; None where none is."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text.rstrip("%").replace(",", ""))
    return number if abs(number) < TOO_LARGE else None


# --- CSV -------------------------------------------------------------------------------------


def _read_csv(text: str, name: str, settings: Settings, faults: list[Fault]) -> FiguresFile:
    rows = csv.reader(StringIO(text), strict=True)
    points: dict[date, float | None] = {}
    targets: dict[date, float] = {}
    try:
        for place, row in enumerate(rows):
            cells = [cell.strip() for cell in row]
            if not any(cells) or (place == 0 and _is_header(cells, name, faults)):
                continue
            _add(cells, f"{name}, line {rows.line_num}", points, targets, faults)
    except csv.Error as error:
        where = f"{name}, line {rows.line_num}"
        faults.append(Fault(where, f"this is not CSV: {shown(str(error))}."))
    if not points:
        return FiguresFile((), many=False)
    target = settings.target
    held = [targets[day] for day in sorted(targets)]
    if target is None and held:
        target = held[-1]
    asked = _asked(settings, points, target)
    return FiguresFile((("", asked),), many=False)


def _asked(settings: Settings, points: dict[date, float | None], target: float | None) -> XmrInput:
    return XmrInput(
        dates=tuple(points),
        values=tuple(points.values()),
        direction=settings.direction,
        target=_target(settings.direction, target, settings.upper),
        rebase_dates=settings.rebase_dates,
        fix_after=settings.fix_after,
        screen=settings.screen,
    )


def _is_header(cells: Sequence[str], name: str, faults: list[Fault]) -> bool:
    names = [cell.lower() for cell in cells if cell]
    if not names or any(_DAY.match(cell) or cell[0].isdigit() for cell in names[:1]):
        return False
    if names not in (["date", "value"], ["date", "value", "target"]):
        what = "the first line must be date,value or date,value,target (or the first figure)."
        faults.append(Fault(f"{name}, line 1", what))
    return True


def _add(
    cells: list[str],
    where: str,
    points: dict[date, float | None],
    targets: dict[date, float],
    faults: list[Fault],
) -> None:
    while len(cells) > 3 and not cells[-1]:
        cells.pop()
    if not 2 <= len(cells) <= 3:
        what = f"there are {len(cells)} cells; a date, a value and at most a target are needed."
        faults.append(Fault(where, what))
        return
    day = read_day(cells[0])
    if day is None:
        what = f"“{shown(cells[0])}” is not a date such as 2014-01-31 or 31/01/2014."
        faults.append(Fault(where, what))
    elif day in points:
        faults.append(Fault(where, f"there is a figure of {day} already."))
    value = _cell(cells[1], where, "value", faults)
    target = _cell(cells[2], where, "target", faults) if len(cells) == 3 else None
    if day is not None:
        points.setdefault(day, value)
        if target is not None:
            targets[day] = target


def _cell(text: str, where: str, column: str, faults: list[Fault]) -> float | None:
    if text.lower() in _NO_FIGURE:
        return None
    number = read_number(text)
    if number is None:
        what = f"the {column} “{shown(text)}” is not a number such as 60.3 (empty if missing)."
        faults.append(Fault(where, what))
    return number


# --- JSON ------------------------------------------------------------------------------------


def _read_json(text: str, name: str, settings: Settings, faults: list[Fault]) -> FiguresFile:
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, ValueError) else "it is nested too deeply"
        faults.append(Fault(name, f"this is not JSON: {shown(what)}."))
        return FiguresFile((), many=False)
    if not isinstance(found, dict):
        faults.append(Fault(name, "there must be an object with dates and values, or with series."))
        return FiguresFile((), many=False)
    if "series" not in found:
        one = _record(found, name, settings, faults)
        return FiguresFile((one,) if one else (), many=False)
    if not isinstance(found["series"], list):
        faults.append(Fault(name, "series must be a list."))
        return FiguresFile((), many=True)
    records = []
    for place, record in enumerate(found["series"], start=1):
        where = f"{name}, series {place}"
        if isinstance(record, dict):
            records.append(_record(record, where, settings, faults))
        else:
            faults.append(Fault(where, "this must be an object with dates and values."))
    return FiguresFile(tuple(one for one in records if one), many=True)


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number that can be judged")


def _record(
    record: dict[str, Any], where: str, settings: Settings, faults: list[Fault]
) -> tuple[str, XmrInput] | None:
    """Return one series; what surrounds its `input` is for people, and left alone."""
    before = len(faults)
    inner = record.get("input")
    table = Table(inner if isinstance(inner, dict) else record, where, faults)
    table.only(*_KEYS, *(() if table.values is inner else ("id", "description")))
    dates = _items(table, "dates", _json_day, "a date such as 2014-01-31", needed=True)
    values = _items(table, "values", _json_value, "a number, or null if missing", needed=True)
    if len(faults) == before and len(dates) != len(values):
        table.fault(f"there are {len(dates)} dates, but {len(values)} values.")
    seen: set[date] = set()
    for place, day in enumerate(dates, start=1):
        if day in seen:
            table.fault(f"dates, item {place}: there is a figure of {day} already.")
        seen.add(day)
    direction = _direction(table, settings.direction)
    target = _number(table, "target", settings.target)
    upper = _number(table, "target_upper", settings.upper)
    rebases = _items(table, "rebase_dates", _json_day, "a date such as 2014-01-31")
    fix_after = table.whole("fix_after_n_points", 1, 100_000)
    screen = table.flag("screen_outliers") if "screen_outliers" in table.values else settings.screen
    if len(faults) > before:
        return None
    asked = XmrInput(
        dates=tuple(dates),
        values=tuple(values),
        direction=direction,
        target=_target(direction, target, upper),
        rebase_dates=tuple(rebases) if "rebase_dates" in table.values else settings.rebase_dates,
        fix_after=fix_after if "fix_after_n_points" in table.values else settings.fix_after,
        screen=screen,
    )
    name = record.get("id", "")
    return (shown(name) if isinstance(name, str) else "", asked)


def _items(
    table: Table,
    key: str,
    read: Callable[[object], Any],
    what: str,
    *,
    needed: bool = False,
) -> list[Any]:
    found = table.values.get(key)
    if found is None and not needed:
        return []
    if not isinstance(found, list):
        table.fault(f"{key} must be a list.")
        return []
    items = []
    for place, item in enumerate(found, start=1):
        try:
            items.append(read(item))
        except ValueError:
            table.fault(f"{key}, item {place}: this must be {what}.")
    return items


def _json_day(item: object) -> date:
    day = read_day(item) if isinstance(item, str) else None
    if day is None:
        raise ValueError
    return day


def _json_value(item: object) -> float | None:
    if item is None:
        return None
    if isinstance(item, bool) or not isinstance(item, int | float) or not abs(item) < TOO_LARGE:
        raise ValueError
    return float(item)


def _number(table: Table, key: str, otherwise: float | None) -> float | None:
    if key not in table.values:
        return otherwise
    try:
        return _json_value(table.values[key])
    except ValueError:
        table.fault(f"{key} must be a number, or null if there is none.")
        return None


def _direction(table: Table, otherwise: Direction) -> Direction:
    word = table.values.get("improvement_direction")
    if word is None:
        return otherwise
    if not isinstance(word, str) or word not in DIRECTIONS:
        table.fault(f"improvement_direction must be one of: {', '.join(DIRECTIONS)}.")
        return otherwise
    return DIRECTIONS[word]


def _target(direction: Direction, value: float | None, upper: float | None) -> Target | None:
    """Return a target with the sense that the direction gives it."""
    if value is None:
        return None
    upper = upper if direction is Direction.BAND else None
    return Target("", value, _SENSES[direction], upper=upper)
