"""How late a thing is, in words a person would use on the telephone."""

from datetime import date

import pytest

from visits_app.domain.late import LateKind, LateThing, by_kind

TODAY = date(2026, 11, 25)


def late(due: date, kind: LateKind = LateKind.ASK, title: str = "Mend it") -> LateThing:
    return LateThing(kind, title, title, "No response yet", due)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 24), "1 working day ago"),
        (date(2026, 11, 17), "6 working days ago"),
        (date(2025, 11, 26), "252 working days ago"),
        (date(2025, 11, 25), "over a year ago"),
        (date(2012, 10, 31), "over 14 years ago"),
    ],
)
def test_days_are_counted_up_to_a_year(due: date, words: str) -> None:
    assert late(due).since(TODAY) == words


def test_kinds_come_in_their_order_and_the_longest_late_first() -> None:
    things = [
        late(date(2026, 11, 2), LateKind.TEAM, "Adoption"),
        late(date(2026, 11, 2), title="b"),
        late(date(2026, 10, 2), title="c"),
        late(date(2026, 11, 2), title="a"),
    ]
    found = [(kind, [one.title for one in of]) for kind, of in by_kind(things)]
    assert found == [(LateKind.ASK, ["c", "a", "b"]), (LateKind.TEAM, ["Adoption"])]
