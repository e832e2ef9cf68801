"""The history in words: what changed, from what to what, with names instead of ids."""

from datetime import UTC, datetime
from typing import Any

import pytest

from visits_app.domain.record_history import HistoryEntry, Told, tell

AT = datetime(2014, 3, 4, 10, tzinfo=UTC)
NAMES = {
    ("theme", "b"): "Premises",
    ("theme", "a"): "Huts",
    ("body", "p"): "Panel",
    ("member", "ann"): "Ann Example",
}


def told(entity: str, action: str, before: Any, after: Any) -> Told:
    entry = HistoryEntry(AT, "bob", action, before, after)
    return tell(entity, entry, lambda register, id: NAMES.get((register, id), "gone"))


def test_only_fields_that_changed_are_told_before_and_after() -> None:
    entry = told(
        "team",
        "changed",
        {"id": "t", "name": "Fostering", "area": "", "visit_every_months": 6, "retired": False},
        {"id": "t", "name": "Fostering", "area": "East", "visit_every_months": 1, "retired": False},
    )
    assert (entry.what, entry.by, entry.at) == ("Changed", "bob", AT)
    assert [(c.label, c.before, c.after) for c in entry.changes] == [
        ("Area of the service", "nothing", "East"),
        ("To be visited every … months", "every 6 months", "every month"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ({"retired": False}, {"retired": True}, "Retired"),
        ({"retired": True}, {"retired": False}, "Brought back"),
        ({"retired": 0, "name": "A"}, {"retired": True, "name": "B"}, "Retired and changed"),
        ({"name": "A"}, {"name": "B"}, "Changed"),
    ],
)
def test_retiring_is_told_as_such(before: Any, after: Any, what: str) -> None:
    assert told("member", "changed", before, after).what == what


def test_seats_and_dates_are_told_in_words() -> None:
    seat = {"body_id": "p", "role": "chair", "starts_on": "2014-01-01", "ends_on": None}
    entry = told("member", "changed", {"seats": []}, {"seats": [seat], "term_end": "2015-05-07"})
    assert [(c.label, c.after) for c in entry.changes] == [
        ("Term ends", "7 May 2015"),
        ("Seats on bodies", "Panel (chair, from 1 January 2014)"),
    ]


@pytest.mark.parametrize(
    ("action", "before", "after", "what"),
    [
        (
            "merged",
            {"merged_into": None},
            {"merged_into": "b"},
            "Merged into “Premises” and retired",
        ),
        (
            "merge taken back",
            {"merged_into": "b"},
            {"merged_into": None},
            "No longer counted under “Premises”",
        ),
        ("took in", None, {"theme": "a"}, "“Huts” was merged into this theme"),
        ("gave back", None, {"theme": "a"}, "“Huts” counts for itself again"),
        (
            "filed here",
            None,
            {"theme": "a", "findings": ["1", "2"]},
            "2 findings of “Huts” filed under this theme",
        ),
        (
            "filed elsewhere",
            None,
            {"theme": "b", "findings": ["1"]},
            "1 finding filed under “Premises” instead",
        ),
    ],
)  # fmt: skip
def test_the_life_of_a_theme_is_told(action: str, before: Any, after: Any, what: str) -> None:
    entry = told("theme", action, before, after)
    assert (entry.what, entry.changes) == (what, ())


def test_what_was_added_or_removed_is_told_field_by_field() -> None:
    added = told("theme", "added", None, {"name": "Heating", "split_from": "a", "retired": False})
    assert [(c.label, c.before, c.after) for c in added.changes] == [
        ("Name", "nothing", "Heating"),
        ("Cut out of", "nothing", "Huts"),
    ]
    removed = told("team", "removed", {"name": "Fostering", "area": ""}, None)
    assert [(c.label, c.after) for c in removed.changes] == [("Name", "nothing")]
    assert told("team", "did something", None, None).what == "Did something"


def test_targets_and_links_of_a_measure_are_told_by_name() -> None:
    target = {"sense": "at least", "value": 95.0, "starts_on": "2014-04-01"}
    entry = told(
        "indicator",
        "changed",
        {"theme_ids": [], "targets": []},
        {"theme_ids": ["a", "b"], "targets": [target]},
    )
    assert [(c.label, c.before, c.after) for c in entry.changes] == [
        ("Themes", "nothing", "Huts, Premises"),
        ("Targets", "nothing", "at least 95.0 from 1 April 2014"),
    ]
