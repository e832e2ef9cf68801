"""Columns of cells, each distinct cell judged once: words, periods, figures."""

from array import array
from collections.abc import Callable, Hashable
from datetime import date
from math import isnan
from typing import Any

from visits_app.imports.cell_values import BLANK, read_value
from visits_app.imports.figure_tables import FigureTable, words
from visits_app.imports.periods import read_periods


class WordColumn:
    """A column of words: the distinct ones, and each place's index among them."""

    __slots__ = ("index", "places", "words")

    def __init__(self, cells: list[Any], *, same: Callable[[str], Hashable] | None = None) -> None:
        """Take words that `same` makes one for one, written as the first of them."""
        by_cell = {cell: words(cell) for cell in dict.fromkeys(cells)}
        if same is not None:
            first: dict[Hashable, str] = {}
            by_cell = {cell: first.setdefault(same(w), w) for cell, w in by_cell.items()}
        self.words = tuple(dict.fromkeys(by_cell.values()))
        self.index = {word: place for place, word in enumerate(self.words)}
        at = {cell: self.index[word] for cell, word in by_cell.items()}
        self.places = array("i", map(at.__getitem__, cells))


class PeriodColumn:
    """The column of periods: ordinals and precisions, and the cells that are none."""

    __slots__ = ("ordinals", "precisions", "quarters", "wrong")

    def __init__(self, table: FigureTable, *, year_ends: int, today: date, from_1904: bool) -> None:
        self.wrong: dict[Hashable, str] = {}
        self.quarters = False
        if table.read_periods:
            found = {cell: cell for cell in set(table.periods)}
        else:
            read = read_periods(
                dict.fromkeys(table.periods),
                year_ends=year_ends,
                today=today,
                from_1904=from_1904,
            )
            found = dict(read.found)
            self.wrong = read.wrong
            self.quarters = read.quarters
        ordinals = {cell: period[0] for cell, period in found.items()}
        precisions = {cell: period[1] for cell, period in found.items()}
        for cell in self.wrong:
            ordinals[cell] = precisions[cell] = 0
        self.ordinals = array("i", map(ordinals.__getitem__, table.periods))
        self.precisions = array("b", map(precisions.__getitem__, table.periods))


class ValueColumn:
    """A column of figures: numbers, NaN where none, and the distinct cells that are more."""

    __slots__ = ("cells", "judged", "numbers", "special")

    def __init__(self, cells: list[Any]) -> None:
        # 1.0 and True are one key: a TRUE among numbers must not hide behind them.
        if bool in set(map(type, cells)):
            cells = [str(cell).upper() if isinstance(cell, bool) else cell for cell in cells]
        self.cells = cells
        self.judged = {cell: read_value(cell) for cell in set(cells)}
        numbers = {cell: value.value for cell, value in self.judged.items()}
        self.numbers = array("d", map(numbers.__getitem__, cells))
        self.special = {
            cell: value
            for cell, value in self.judged.items()
            if value.wrong or value.text or value.per_cent or value == BLANK or isnan(value.value)
        }


class Texts:
    """Distinct words and their places; the first is ""."""

    def __init__(self) -> None:
        self.found: dict[str, int] = {"": 0}

    def place(self, word: str) -> int:
        return self.found.setdefault(word, len(self.found))
