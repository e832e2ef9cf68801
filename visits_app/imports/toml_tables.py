"""Read checked values out of TOML tables, keeping every fault instead of stopping at the first."""

import math
from collections.abc import Mapping
from typing import Any

from visits_app.domain.errors import Fault
from visits_app.domain.text import clean


class Table:
    """One table of a TOML file; each reading method notes a fault and returns a fallback."""

    def __init__(self, values: Mapping[str, Any], where: str, faults: list[Fault]) -> None:
        self.values = values
        self.where = where
        self.faults = faults

    def fault(self, what: str) -> None:
        """Note that something in this table is wrong."""
        self.faults.append(Fault(self.where, what))

    def only(self, *known: str) -> None:
        """Note every key that is not among `known`, with the one probably meant."""
        for key in self.values:
            if key not in known:
                self.fault(f"“{shown(key)}” is not a setting known here{meant(key, known)}.")

    def line(self, key: str, longest: int, *, needed: bool = False) -> str:
        """Return a text as one line; "" when it is not there or wrong."""
        return " ".join(self._text(key, longest, needed=needed).split())

    def prose(self, key: str, longest: int) -> str:
        """Return a text whose lines are joined; a blank line starts a new paragraph."""
        paragraphs = self._text(key, longest, needed=False).split("\n\n")
        return "\n\n".join(" ".join(part.split()) for part in paragraphs if part.strip())

    def flag(self, key: str) -> bool:
        """Return a true-or-false setting; False when it is not there or wrong."""
        value = self.values.get(key, False)
        if isinstance(value, bool):
            return value
        self.fault(f"{key} must be true or false.")
        return False

    def whole(self, key: str, smallest: int, largest: int) -> int | None:
        """Return a whole number from `smallest` to `largest`; None when not there or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(f"{key} must be a whole number.")
            return None
        if not smallest <= value <= largest:
            self.fault(f"{key} must be a whole number from {smallest} to {largest}.")
            return None
        return value

    def number(self, key: str) -> float | None:
        """Return a finite number; None when it is not there or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(f"{key} must be a number.")
            return None
        if not math.isfinite(value) or abs(value) > 1e12:
            self.fault(f"{key} is not a number anyone could give.")
            return None
        return float(value)

    def tables(self, key: str, most: int) -> list[Mapping[str, Any]]:
        """Return a list of tables ([[key]]); those beyond `most` are a fault and left out."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.fault(f"{key} must be a list of tables, each begun with [[…]].")
            return []
        found: list[Mapping[str, Any]] = [item for item in value if isinstance(item, dict)]
        if len(found) < len(value):
            self.fault(f"everything in {key} must be a table.")
        if len(found) > most:
            self.fault(f"{key} has {len(found)} entries; at most {most} are allowed.")
        return found[:most]

    def _text(self, key: str, longest: int, *, needed: bool) -> str:
        value = self.values.get(key)
        if value is None:
            if needed:
                self.fault(f"{key} is missing.")
            return ""
        if not isinstance(value, str):
            self.fault(f"{key} must be text in quotation marks.")
            return ""
        text = clean(value).strip()
        if needed and not text:
            self.fault(f"{key} is empty.")
        if len(text) > longest:
            self.fault(f"{key} is {len(text)} characters long; at most {longest} are allowed.")
            return text[:longest]
        return text


def shown(key: str) -> str:
    """Return a key as it may stand in a sentence: clean, on one line and not endless."""
    line = " ".join(clean(key).split())
    return line if len(line) <= 60 else line[:59] + "…"


def meant(word: str, known: tuple[str, ...]) -> str:
    """Return "; did you mean …?" when one of `known` is close to `word`, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word[:60], known, n=1)
    return f"; did you mean “{close[0]}”?" if close else ""
