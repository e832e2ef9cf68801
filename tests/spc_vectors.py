"""The 46 reference series: NHSRplotthedots' own results (MIT licence) for real figures."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from visits_app.domain.indicators import Direction, Target
from visits_app.domain.xmr import XmrInput

FILE = Path(__file__).with_name("spc_vectors_real.json")
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
SERIES: list[dict[str, Any]] = VECTORS["series"]
TOLERANCE: float = VECTORS["numeric_tolerance"]

_WAYS = {
    "increase": (Direction.HIGHER, "at least"),
    "decrease": (Direction.LOWER, "at most"),
    "neutral": (Direction.NEUTRAL, "about"),
}


def asked(series: dict[str, Any]) -> XmrInput:
    """Return a reference series as we are asked to judge it."""
    given = series["input"]
    direction, sense = _WAYS[given["improvement_direction"]]
    target = given["target"]
    return XmrInput(
        dates=tuple(map(date.fromisoformat, given["dates"])),
        values=tuple(given["values"]),
        direction=direction,
        target=None if target is None else Target("i", target, sense),
        rebase_dates=tuple(map(date.fromisoformat, given["rebase_dates"])),
        fix_after=given["fix_after_n_points"],
        screen=given["screen_outliers"],
    )


def differences(result: object, expected: object, where: str = "") -> list[str]:
    """Return where a result differs from the reference; numbers within its tolerance agree."""
    if isinstance(expected, dict) and isinstance(result, dict):
        if set(result) != set(expected):
            return [f"{where}: {sorted(set(result) ^ set(expected))}"]
        pairs = [(f"{where}.{key}", result[key], expected[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(result, list):
        if len(result) != len(expected):
            return [f"{where}: {len(result)} items instead of {len(expected)}"]
        pairs = [
            (f"{where}[{place}]", *both)
            for place, both in enumerate(zip(result, expected, strict=True))
        ]
    elif isinstance(expected, float) and isinstance(result, int | float):
        near = abs(result - expected) <= TOLERANCE * max(1.0, abs(expected))
        return [] if near else [f"{where}: {result!r}, not {expected!r}"]
    else:
        return [] if result == expected else [f"{where}: {result!r}, not {expected!r}"]
    return [found for place, ours, theirs in pairs for found in differences(ours, theirs, place)]
