"""The example council's registers and figures into the store as raw SQL, history included."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from typing import Any

from visits_app.domain.indicators import Indicator, Observation, Series, Target
from visits_app.domain.meetings import Body, Meeting, MeetingItem, Seat
from visits_app.domain.recommendations import Recommendation
from visits_app.domain.registers import Event, Member, Team, Theme
from visits_app.domain.rota import RotaVisit
from visits_app.store.connection import Connection
from visits_app.store.history import record
from visits_app.store.meetings import set_items
from visits_app.store.rota import put_rota_visit

BY = "example"
"""Who the history names for everything that only came with the example."""

_UNIQUE = {
    "team": ("id", "name"),
    "member": ("id",),
    "theme": ("id", "name"),
    "recommendation": ("id", "reference"),
    "body": ("id", "name"),
    "meeting": ("id",),
    "event": ("id",),
    "indicator": ("id",),
    "visit": ("id",),
    "rota_visit": ("id", "uid"),
}
"""What two records of a table may not have in common."""

_FIGURE = (
    "series_id",
    "period",
    "value",
    "precision",
    "certainty",
    "value_text",
    "numerator",
    "denominator",
    "provisional",
    "note",
    "source_ref",
    "revised",
)


def has_example(connection: Connection) -> bool:
    """Say whether this store holds an example visit."""
    found = connection.execute("SELECT 1 FROM visit WHERE example LIMIT 1").fetchone()
    return found is not None


def clashes(connection: Connection, records: Mapping[str, Iterable[object]]) -> list[str]:
    """Return, of records by table, the ids, names and references this store has already."""
    found = []
    for table, rows in records.items():
        for column in _UNIQUE[table]:
            there = {row[0] for row in connection.execute(f"SELECT {column} FROM {table}")}
            if there:
                found += [v for v in (getattr(row, column) for row in rows) if v in there]
    return list(dict.fromkeys(found))


def insert_teams(connection: Connection, teams: Iterable[Team]) -> None:
    """Insert teams."""
    for team in teams:
        _insert(connection, "team", team.id, asdict(team))


def insert_members(connection: Connection, members: Iterable[Member]) -> None:
    """Insert members."""
    for member in members:
        _insert(connection, "member", member.id, asdict(member))


def insert_themes(connection: Connection, themes: Iterable[Theme]) -> None:
    """Insert themes."""
    for theme in themes:
        _insert(connection, "theme", theme.id, asdict(theme))


def insert_recommendations(connection: Connection, items: Iterable[Recommendation]) -> None:
    """Insert recommendations."""
    for item in items:
        _insert(connection, "recommendation", item.id, asdict(item))


def insert_bodies(connection: Connection, bodies: Iterable[tuple[Body, Sequence[Seat]]]) -> None:
    """Insert bodies with their seats."""
    for body, seats in bodies:
        sitting = [_filled(_cells(seat)) for seat in seats]
        _insert(connection, "body", body.id, asdict(body), seats=sitting)
        connection.executemany(
            "INSERT INTO body_member (body_id, member_id, role, starts_on, ends_on)"
            " VALUES (?, ?, ?, ?, ?)",
            [tuple(_cells(seat).values()) for seat in seats],
        )


def insert_meetings(
    connection: Connection,
    meetings: Iterable[Meeting],
    items_of: Callable[[Meeting], Sequence[MeetingItem]],
) -> None:
    """Insert meetings with their items; a body that is not known is made of its name."""
    known = dict(connection.execute("SELECT name, id FROM body").fetchall())
    for meeting in meetings:
        values = asdict(meeting)
        topics = values.pop("topics")
        if meeting.body not in known:
            known[meeting.body] = f"body-{meeting.id}"
            body = asdict(Body(known[meeting.body], meeting.body))
            _insert(connection, "body", body["id"], body)
        values["body_id"] = known[meeting.body]
        _insert(connection, "meeting", meeting.id, values, items=list(topics))
        set_items(connection, meeting.id, items_of(meeting))


def insert_events(connection: Connection, events: Iterable[Event]) -> None:
    """Insert events."""
    for event in events:
        values = asdict(event)
        values["happened_on"] = values.pop("on")
        _insert(connection, "event", event.id, values)


def insert_rota(connection: Connection, plans: Iterable[RotaVisit], at: datetime) -> None:
    """Insert planned visits, made at `at`."""
    for plan in plans:
        put_rota_visit(connection, plan, at.isoformat(timespec="microseconds"))
        record(
            connection,
            by=BY,
            action="planned",
            entity="rota_visit",
            entity_id=plan.id,
            after=asdict(plan),
        )


def insert_indicators(
    connection: Connection, indicators: Iterable[Indicator], targets: Iterable[Target]
) -> None:
    """Insert indicators in their order, with their teams, themes and targets."""
    aims: dict[str, list[Target]] = {}
    for target in targets:
        aims.setdefault(target.indicator_id, []).append(target)
    for position, indicator in enumerate(indicators):
        values = asdict(indicator)
        teams = list(dict.fromkeys(values.pop("team_ids")))
        themes = list(dict.fromkeys(values.pop("theme_ids")))
        _insert(
            connection,
            "indicator",
            indicator.id,
            {**values, "aliases": _list(indicator.aliases), "position": position},
            teams=teams,
            themes=themes,
            targets=[_told(target, "indicator_id") for target in aims.get(indicator.id, ())],
        )
        for table, column, ids in (
            ("indicator_team", "team_id", teams),
            ("indicator_theme", "theme_id", themes),
        ):
            connection.executemany(
                f"INSERT INTO {table} (indicator_id, {column}) VALUES (?, ?)",
                [(indicator.id, id) for id in ids],
            )
        connection.executemany(
            "INSERT INTO target (indicator_id, value, sense, starts_on, note, upper)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [tuple(_cells(target).values()) for target in aims.get(indicator.id, ())],
        )


def insert_figures(
    connection: Connection, series: Iterable[Series], observations: Iterable[Observation]
) -> None:
    """Insert series in their order and all their figures; the history has one entry a series."""
    figures: dict[str, list[Observation]] = {}
    for observation in observations:
        figures.setdefault(observation.series_id, []).append(observation)
    for position, one in enumerate(series):
        values = {**asdict(one), "position": position}
        del values["received_on"]  # told by imports
        told = [_told(figure, "series_id") for figure in figures.get(one.id, ())]
        _insert(connection, "series", one.id, values, figures=told)
    connection.executemany(
        f"INSERT INTO observation ({', '.join(_FIGURE)}) VALUES ({', '.join('?' * len(_FIGURE))})",
        [
            tuple(cells[name] for name in _FIGURE)
            for rows in figures.values()
            for cells in map(_cells, rows)
        ],
    )


def _insert(
    connection: Connection, table: str, id: str, values: Mapping[str, Any], **more: object
) -> None:
    cells = {name: _cell(value) for name, value in values.items()}
    connection.execute(
        f"INSERT INTO {table} ({', '.join(cells)}) VALUES ({', '.join('?' * len(cells))})",
        tuple(cells.values()),
    )
    record(
        connection,
        by=BY,
        action="loaded",
        entity=table,
        entity_id=id,
        after=_filled(cells) | more,
    )


def _cells(record: Target | Observation | Seat) -> dict[str, Any]:
    """Return a record's values as the store keeps them."""
    return {name: _cell(value) for name, value in asdict(record).items()}


def _told(record: Target | Observation, parent: str) -> dict[str, Any]:
    """Return a record as the history of its parent keeps it."""
    return {name: cell for name, cell in _filled(_cells(record)).items() if name != parent}


def _filled(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: cell for name, cell in cells.items() if cell not in ("", None)}


def _list(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def reopen_visit(connection: Connection, visit_id: str, *, by: str) -> None:
    """Open a sealed visit for its correction."""
    query = "SELECT state FROM visit WHERE id = ?"
    before = connection.execute(query, (visit_id,)).fetchone()[0]
    connection.execute("UPDATE visit SET state = 'correcting' WHERE id = ?", (visit_id,))
    record(
        connection,
        by=by,
        action="began correction",
        entity="visit",
        entity_id=visit_id,
        before={"state": before},
        after={"state": "correcting"},
    )


def insert_setting(connection: Connection, key: str, value: str) -> None:
    """Keep a setting; `value` is JSON."""
    connection.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (key, value),
    )
    record(
        connection,
        by=BY,
        action="set",
        entity="setting",
        entity_id=key,
        after=json.loads(value),
    )
