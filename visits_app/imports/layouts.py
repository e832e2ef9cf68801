"""How a sheet is probably laid out, from its headers and the cells below them."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from visits_app.domain.spreadsheets import Layout, Mapping
from visits_app.imports.cell_values import read_value
from visits_app.imports.periods import (
    first_year,
    month_without_year,
    months_of,
    read_periods,
)
from visits_app.imports.spreadsheet_files import Sheet

HEADERS_WITHIN = 40
"""Rows from the top among which the headers are looked for."""
SAMPLE = 200
"""Rows below the headers by which columns are judged."""

_WORDS = {
    "period": (
        "period,date,month,time period,year,reporting period,month ending,period ending,quarter,"
        "financial year,week ending,month year,reporting month,as at"
    ),
    "indicator": (
        "indicator,measure,kpi,pi,performance indicator,performance measure,measure short,"
        "measure name,indicator name,metric,description,measure title,indicator title,name"
    ),
    "value": "value,actual,result,performance,outturn,figure,amount,score,current value",
    "numerator": "numerator,num,numerator value",
    "denominator": "denominator,denom,den,denominator value,base",
    "target": "target,target value,goal",
    "unit": "unit,units,unit of measure,format,measure unit,type of measure",
    "area": (
        "area,la name,local authority,authority,team,locality,district,area name,geography,"
        "geo breakdown,location,ward,provider,org code,la,council,service area,organisation,region"
    ),
    "note": "note,notes,comment,comments,commentary,remarks,footnote",
}
SYNONYMS = {word: role for role, words in _WORDS.items() for word in words.split(",")}
_NO_FIGURES = re.compile(
    r".*\b(?:code|id|identifier|ref|reference|level|type|rank|polarity|direction|good|trend|dot|rag)\b"
)


def normal(text: object) -> str:
    """Return a header as it is compared: small letters and digits, single spaces."""
    if not isinstance(text, str):
        return ""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w%]|_", " ", plain).split())


def guess(sheet: Sheet, today: date) -> Mapping | None:
    """Return how a sheet is probably read; None where no months and figures are found."""
    return (
        _long(sheet, today)
        or _wide(sheet, today)
        or _columns(sheet, today)
        or _wide(sheet, today, least=1)
    )


def fingerprint(sheet: Sheet, mapping: Mapping | None) -> str:
    """Return what tells this layout from others: its headers, months counting as one."""
    row = mapping.header_row if mapping else 0
    headers = sheet.rows[row] if row < len(sheet.rows) else []
    months = set(mapping.value_columns) if mapping and mapping.layout is Layout.WIDE else set()
    words = [normal(cell) for column, cell in enumerate(headers) if column not in months]
    while words and not words[-1]:
        words.pop()
    shape = f"{mapping.layout.name if mapping else ''}\n" + "\n".join(words)
    return hashlib.sha256(shape.encode()).hexdigest()


def roles(headers: Sequence[Any]) -> dict[str, int]:
    """Return which column has which role; the first of several, but a name beats a code."""
    found: dict[str, int] = {}
    words = {word: place for place, word in reversed(list(enumerate(map(normal, headers)))) if word}
    for word, role in SYNONYMS.items():
        if word in words and role not in found:
            found[role] = words[word]
    return found


def header_periods(
    sheet: Sheet, row: int, columns: Sequence[int], year_ends: int, today: date, from_1904: bool
) -> dict[int, tuple[int, int]]:
    """Return the period of every column that a header row gives one, years above it included."""
    headers = sheet.rows[row]
    cells = {c: headers[c] for c in columns if c < len(headers) and headers[c] not in ("", None)}
    bare = {c: m for c, cell in cells.items() if (m := month_without_year(cell))}
    named = {c: _undotted(cell) for c, cell in cells.items()}
    read = read_periods(named.values(), year_ends=year_ends, today=today, from_1904=from_1904)
    found = {c: read.found[cell] for c, cell in named.items() if cell in read.found}
    return _under_years(sheet, row, bare) if row > 0 and len(bare) > len(found) else found


def _undotted(cell: Any) -> Any:
    return " ".join(cell.split()) if isinstance(cell, str) else cell


def _under_years(sheet: Sheet, row: int, months: dict[int, int]) -> dict[int, tuple[int, int]]:
    """Give months without a year the year written over them, which spans until the next one."""
    from visits_app.domain.figures import month_end
    from visits_app.imports.periods import MONTH

    for above in range(row - 1, max(row - 4, -1), -1):
        spans: dict[int, tuple[int, bool]] = {}
        current = None
        for column in range(max(months) + 1):
            current = first_year(sheet.rows[above][column]) or current
            if current:
                spans[column] = current
        if not spans:
            continue
        found: dict[int, tuple[int, int]] = {}
        for column, month in months.items():
            if column in spans:
                day = months_of({column: month}, *spans[column])[column]
                found[column] = (month_end(day).toordinal(), MONTH)
        return found
    return {}


def _long(sheet: Sheet, today: date) -> Mapping | None:
    for row in range(min(HEADERS_WITHIN, len(sheet.rows) - 1)):
        found = roles(sheet.rows[row])
        if {"indicator", "period", "value"} <= set(found):
            return _mapping(sheet, Layout.LONG, row, found)
        if {"period", "value"} <= set(found) and _periods_below(sheet, row, found["period"], today):
            text = _text_column(sheet, row, set(found.values()))
            if text is not None:
                return _mapping(sheet, Layout.LONG, row, found | {"indicator": text})
    return None


def _wide(sheet: Sheet, today: date, least: int = 2) -> Mapping | None:
    """Return a layout with months across; a lone month (`least` 1) is a last guess."""
    best: tuple[int, int, list[int]] = (least - 1, 0, [])
    for row in range(min(HEADERS_WITHIN, len(sheet.rows) - 1)):
        cells = sheet.rows[row]
        columns = [c for c, cell in enumerate(cells) if _may_head(cell)]
        if len(columns) <= best[0]:
            continue
        headed = header_periods(sheet, row, columns, 3, today, False)
        there = sorted(c for c in headed if _figures_below(sheet, row, c, 5))
        if len({headed[c] for c in there}) < len(there) or len(there) * 2 < len(headed):
            continue
        if len(there) > best[0]:
            # A month of nothing but faults is a month all the same: its cells are refused by name.
            known = {headed[c] for c in there}
            more = [c for c in headed if headed[c] not in known and _below(sheet, row, c)]
            best = (len(there), row, sorted([*there, *more]))
    count, row, months = best
    if count < least:
        return None
    found = roles(sheet.rows[row])
    if row > 0:  # merged headers: the left ones may stand one row higher
        found = roles(sheet.rows[row - 1]) | found
    found = {role: column for role, column in found.items() if column not in months}
    for role in ("period", "value", "numerator", "denominator"):
        found.pop(role, None)
    if "indicator" not in found:
        text = _text_column(sheet, row, set(found.values()) | set(months), before=months[0])
        if text is None:
            return None
        found["indicator"] = text
    return _mapping(sheet, Layout.WIDE, row, found, tuple(months))


def _columns(sheet: Sheet, today: date) -> Mapping | None:
    for row in range(min(HEADERS_WITHIN, len(sheet.rows) - 1)):
        headers = sheet.rows[row]
        filled = [c for c, cell in enumerate(headers) if isinstance(cell, str) and cell.strip()]
        if len(filled) < 2:
            continue
        found = {
            role: c for role, c in roles(headers).items() if role in {"period", "area", "note"}
        }
        candidates = [found["period"]] if "period" in found else filled
        period = next((c for c in candidates if _periods_below(sheet, row, c, today)), None)
        if period is None:
            continue
        found["period"] = period
        values = [
            c
            for c in filled
            if c not in found.values()
            and _is_words(headers[c])
            and not _NO_FIGURES.fullmatch(normal(headers[c]))
            and _figures_below(sheet, row, c)
        ]
        if not values:
            continue
        if "area" not in found:
            text = _text_column(sheet, row, set(found.values()) | set(values))
            if text is not None:
                found["area"] = text
        return _mapping(sheet, Layout.COLUMNS, row, found, tuple(values))
    return None


def _mapping(
    sheet: Sheet, layout: Layout, row: int, found: dict[str, int], values: tuple[int, ...] = ()
) -> Mapping:
    return Mapping(
        sheet=sheet.name,
        layout=layout,
        header_row=row,
        first_row=row + 1,
        value_columns=values,
        **{f"{role}_column": column for role, column in found.items()},  # type: ignore[arg-type]
    )


def _may_head(cell: Any) -> bool:
    if isinstance(cell, (date, datetime)):
        return True
    if isinstance(cell, str):
        return bool(cell.strip()) and len(cell) <= 40
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return False
    return cell == int(cell) and (1990 <= cell <= 2100 or 30_000 <= cell <= 60_000)


def _below(sheet: Sheet, row: int, column: int) -> list[Any]:
    cells = [line[column] for line in sheet.rows[row + 1 : row + 1 + SAMPLE]]
    return [cell for cell in cells if cell not in ("", None)]


def _periods_below(sheet: Sheet, row: int, column: int, today: date) -> bool:
    cells = _below(sheet, row, column)
    if not cells:
        return False
    found = read_periods(cells, year_ends=3, today=today)
    return sum(cell in found.found for cell in cells) * 10 >= len(cells) * 7


def _figures_below(sheet: Sheet, row: int, column: int, tenths: int = 7) -> bool:
    values = [read_value(cell) for cell in _below(sheet, row, column)]
    numbers = sum(value.value == value.value for value in values)
    return (
        numbers > 0 and (numbers + sum(bool(v.text) for v in values)) * 10 >= len(values) * tenths
    )


def _text_column(sheet: Sheet, row: int, taken: set[int], before: int | None = None) -> int | None:
    """Return the column, not taken yet, that holds the most different words."""
    best, chosen = 0, None
    for column in range(before if before is not None else sheet.columns):
        if column in taken:
            continue
        words = {c for c in _below(sheet, row, column) if isinstance(c, str) and _is_words(c)}
        if len(words) > best:
            best, chosen = len(words), column
    return chosen


def _is_words(cell: str) -> bool:
    value = read_value(cell)
    return bool(value.wrong) and any(sign.isalpha() for sign in cell)
