"""A mapping and a look as JSON and back: what the store remembers and the child process is told."""

from collections.abc import Mapping as Dict
from dataclasses import fields
from typing import Any

from visits_app.domain.indicators import SeriesKind
from visits_app.domain.spreadsheets import Layout, Mapping

_TUPLES = {"value_columns": int, "areas": str}


def mapping_as_json(mapping: Mapping) -> dict[str, Any]:
    """Return a mapping as JSON can hold it."""
    return {field.name: getattr(mapping, field.name) for field in fields(Mapping)}


def mapping_from_json(values: Dict[str, Any]) -> Mapping:
    """Return the mapping of `mapping_as_json`; ValueError for anything else."""
    made: dict[str, Any] = {}
    try:
        for field in fields(Mapping):
            if field.name in values:
                made[field.name] = _field(field.name, values[field.name])
        return Mapping(**made)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a mapping") from error


def _field(name: str, value: Any) -> Any:
    if name == "layout":
        return Layout(value)
    if name == "kind":
        return SeriesKind(value)
    if name == "matches":
        return tuple((str(a), str(b)) for a, b in value)
    if name in _TUPLES:
        return tuple(_TUPLES[name](item) for item in value)
    if name in {"sheet", "area", "source"}:
        return str(value)
    if name == "fractions":
        return bool(value)
    return None if value is None else int(value)
