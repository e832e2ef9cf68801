"""Lists and searches over 100,000 visits, and the very same SQL through bare sqlcipher3.

A tape between the service and its connection notes each statement with its values; the floor runs
the tape on a connection of its own and fetches every row, with nothing of ours in between. Both
take turns, one asked right after the other, so that what the machine does meanwhile hits both.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from visits_app.domain.visits import VisitFilter, VisitSort, VisitState
from visits_app.services import registers, search, stores, visit_lists

TODAY = date(2014, 3, 4)
WORDS = (
    "supervision", "caseload", "kitchen", "bus", "agency staff", "foster carers", "school",
    "waiting", "duty team", "laptop", "bedroom", "timeli", "vacanc", "kitchen's", "visit",
    "the", "car park", "advocate", "transport late", "children home",
)  # fmt: skip

Statement = tuple[str, Any]


class Tape:
    """Stands between a service and its connection, and notes what is asked."""

    def __init__(self, connection: Any, notes: list[Statement]) -> None:
        self._connection = connection
        self._notes = notes

    def execute(self, statement: str, values: Any = ()) -> Any:
        self._notes.append((statement, values))
        return self._connection.execute(statement, values)


class Taping:
    """A store of which only reading is wanted, on tape."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.notes: list[Statement] = []

    @contextmanager
    def read(self) -> Iterator[Tape]:
        with self._store.read() as connection:
            yield Tape(connection, self.notes)


def questions(store: Any) -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Give every question that is asked, under the row of the table it counts for."""
    teams, members = registers.teams(store), registers.members(store)
    themes = registers.themes(store)
    year = VisitFilter(start=date(2013, 1, 1), end=date(2013, 12, 31))

    def listing(wanted: VisitFilter, sort: VisitSort = VisitSort.DATE) -> Callable[[Any], object]:
        return lambda place: visit_lists.list_visits(place, wanted, sort, today=TODAY)

    for sort in VisitSort:
        yield "page", listing(VisitFilter(), sort)
    for team in teams[:4]:
        yield "filter", listing(VisitFilter(team_ids=(team.id,)))
    for member in members[:3]:
        yield "filter", listing(VisitFilter(member_ids=(member.id,)))
    for theme in themes[:3]:
        yield "filter", listing(VisitFilter(theme_ids=(theme.id,)))
    for state in VisitState:
        yield "filter", listing(VisitFilter(states=(state,)))
    yield "filter", listing(year)
    yield "filter", listing(replace(year, team_ids=(teams[0].id,), theme_ids=(themes[0].id,)))
    for words in WORDS:
        yield "search", lambda place, words=words: search.search(place, words)
        yield "search", listing(VisitFilter(text=words))


def main(path: Path, repeats: int) -> None:
    """Print, for each row of the table, the seconds of ours and of the floor."""
    with stores.open_store(path, exclusive=False) as store:
        asked = []
        for row, ask in questions(store):
            taping = Taping(store)
            ask(taping)
            asked.append((row, ask, taping.notes))
        bare = bare_connection(store)
        times: dict[str, dict[str, list[float]]] = {}
        for turn in range(repeats + 1):
            for row, ask, notes in asked:
                begun = time.perf_counter()
                ask(store)
                middle = time.perf_counter()
                for statement, values in notes:
                    bare.execute(statement, values).fetchall()
                ended = time.perf_counter()
                if turn:  # the first turn warms both
                    both = times.setdefault(row, {"ours": [], "floor": []})
                    both["ours"].append(middle - begun)
                    both["floor"].append(ended - middle)
        bare.close()
    print(json.dumps(times))


def bare_connection(store: Any) -> Any:
    """Open the same file with sqlcipher3 alone, with the same switches."""
    from visits_app.store.connection import Mode, connect

    return connect(store.path, store._key, Mode.READ)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
