"""The history of one record in words: what was done, when, by whom, and what was what before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from visits_app.domain.insight import counted
from visits_app.domain.meetings import BodyKind
from visits_app.domain.text import date_in_words, shorten

NOTHING = "nothing"
_LONG = 300


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change as the store keeps it; `before` and `after` are what JSON holds."""

    at: datetime
    by: str
    action: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed: what it is called, and both values in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words; `changes` are the fields that came out different."""

    at: datetime
    by: str
    what: str
    changes: tuple[FieldChange, ...] = ()


Namer = Callable[[str, str], str]
"""(register, id) → the name, such as ("theme", "premises") → "Premises"."""

LABELS: Mapping[str, Mapping[str, str]] = {
    "team": {
        "name": "Name",
        "area": "Area of the service",
        "kind": "Kind",
        "lead_role": "Lead",
        "visit_every_months": "To be visited every … months",
        "note": "Note",
    },
    "member": {
        "name": "Name",
        "role": "Role",
        "ward": "Ward",
        "political_group": "Group",
        "co_opted": "Co-opted",
        "term_start": "Term begins",
        "term_end": "Term ends",
        "seats": "Seats on bodies",
    },
    "theme": {"name": "Name", "description": "What belongs under it", "split_from": "Cut out of"},
    "body": {
        "name": "Name",
        "kind": "Kind",
        "ends_on": "Ends on",
        "note": "Note",
        "seats": "Members",
    },
    "event": {
        "title": "What happened",
        "happened_on": "When",
        "kind": "Kind",
        "precision": "How exactly the date is known",
        "detail": "What is known",
    },
    "indicator": {
        "name": "Name",
        "definition": "Definition",
        "unit": "Unit",
        "direction": "Better",
        "frequency": "Comes",
        "method": "How it is judged",
        "source": "Source",
        "caution": "Caution",
        "team_ids": "Teams",
        "theme_ids": "Themes",
        "targets": "Targets",
    },
    "form": {"version": "Version", "title": "Title"},
}
"""What the fields of each register are called; others are not told."""

_DONE = {
    "added": "Added",
    "loaded": "Loaded with the example council",
    "changed": "Changed",
    "removed": "Removed",
    "put back": "Put back",
    "undone": "A sheet that was taken in was undone",
    "copied": "Kept in this store, for a visit written on it",
    "taken from a file": "Taken in from a file",
    "taken out again": "Taken out again",
    "retired": "Retired",
    "brought back": "Brought back",
}


def tell(entity: str, entry: HistoryEntry, name: Namer) -> Told:
    """Return an entry in words; what nobody has words for is told by its verb."""
    before = entry.before if isinstance(entry.before, dict) else {}
    after = entry.after if isinstance(entry.after, dict) else {}
    what = _of_theme(entry.action, before, after, name) if entity == "theme" else ""
    changes = _changes(entity, entry, before, after, name) if not what else ()
    if not what:
        turned = before.get("retired") is not None and bool(before.get("retired")) != bool(
            after.get("retired")
        )
        what = _DONE.get(entry.action, entry.action.capitalize())
        if turned and entry.action == "changed":
            done = "Retired" if after.get("retired") else "Brought back"
            what = f"{done} and changed" if changes else done
    return Told(entry.at, entry.by, what, changes)


def _changes(
    entity: str,
    entry: HistoryEntry,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    name: Namer,
) -> tuple[FieldChange, ...]:
    if entry.action in {"removed", "taken out again"}:
        after = {}
    labels = LABELS.get(entity, {})
    return tuple(
        FieldChange(label, _words(field, before.get(field), name), _words(field, now, name))
        for field, label in labels.items()
        if (field in before or field in after)
        and (now := after.get(field)) != before.get(field)
        and (_full(now) or _full(before.get(field)))
    )


def _of_theme(action: str, before: Mapping[str, Any], after: Mapping[str, Any], name: Namer) -> str:
    def theme(values: Mapping[str, Any], key: str) -> str:
        return f"“{name('theme', str(values.get(key) or ''))}”"

    findings = after.get("findings")
    moved = counted(len(findings), "finding") if isinstance(findings, list) else "Findings"
    match action:
        case "merged":
            return f"Merged into {theme(after, 'merged_into')} and retired"
        case "merge taken back":
            return f"No longer counted under {theme(before, 'merged_into')}"
        case "took in":
            return f"{theme(after, 'theme')} was merged into this theme"
        case "gave back":
            return f"{theme(after, 'theme')} counts for itself again"
        case "filed here":
            return f"{moved} of {theme(after, 'theme')} filed under this theme"
        case "filed elsewhere":
            return f"{moved} filed under {theme(after, 'theme')} instead"
    return ""


def _words(field: str, value: Any, name: Namer) -> str:
    if not _full(value):
        return NOTHING
    if field == "split_from":
        return name("theme", str(value))
    if field == "co_opted":
        return "yes"
    if field == "visit_every_months":
        return "every month" if value == 1 else f"every {value} months"
    if field == "kind" and value in set(BodyKind):
        return BodyKind(value).label
    if field in {"team_ids", "theme_ids"} and isinstance(value, list):
        return ", ".join(name(field.removesuffix("_ids"), str(id)) for id in value)
    if field == "targets" and isinstance(value, list):
        return "; ".join(_target(target) for target in value if isinstance(target, dict))
    if field == "seats" and isinstance(value, list):
        return "; ".join(_seat(seat, name) for seat in value if isinstance(seat, dict))
    if isinstance(value, str) and field in {"term_start", "term_end", "ends_on", "happened_on"}:
        return date_in_words(value)
    return shorten(str(value), _LONG)


def _seat(seat: Mapping[str, Any], name: Namer) -> str:
    whom = [
        name(register, str(seat[key]))
        for register, key in (("body", "body_id"), ("member", "member_id"))
        if seat.get(key)
    ]
    told = f"{', '.join(whom)} ({seat.get('role') or 'member'}"
    for key, word in (("starts_on", "from"), ("ends_on", "until")):
        if seat.get(key):
            told += f", {word} {date_in_words(str(seat[key]))}"
    return f"{told})"


def _target(target: Mapping[str, Any]) -> str:
    told = f"{target.get('sense') or ''} {target.get('value')}".strip()
    start = target.get("starts_on")
    return f"{told} from {date_in_words(str(start))}" if start else told


def _full(value: Any) -> bool:
    return value not in (None, "", [], False)
