"""The history is only ever added to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.store.engine import Store
from visits_app.store.history import record
from visits_app.store.tables import SettingRow


def entries(store: Store) -> list[tuple[Any, ...]]:
    with store.read() as connection:
        return connection.execute("SELECT * FROM history ORDER BY sequence").fetchall()


@contextmanager
def place(store: Store, kind: str) -> Iterator[Any]:
    with getattr(store, kind)() as where:
        yield where


@pytest.mark.parametrize("kind", ["write", "transaction"])
def test_a_change_is_recorded_with_before_and_after(store: Store, kind: str) -> None:
    before = {"due": date(2014, 3, 4), "themes": {"b", "a"}, "text": "Žalgiris"}
    with place(store, kind) as where:
        record(where, by="m1", action="changed", entity="ask", entity_id="a1", before=before)
        record(where, by="m1", action="made", entity="ask", entity_id="a2", after=[1, None])
    first, second = entries(store)
    assert first[0] == 1
    assert second[0] == 2
    moment = datetime.fromisoformat(first[1])
    assert moment.utcoffset() == UTC.utcoffset(None)
    assert first[2:6] == ("m1", "changed", "ask", "a1")
    assert json.loads(first[6]) == {"due": "2014-03-04", "themes": ["a", "b"], "text": "Žalgiris"}
    assert first[7] is None
    assert second[6:] == (None, "[1, null]")


def test_a_session_records_after_the_change_it_is_about(store: Store) -> None:
    with store.transaction() as session:
        session.add(SettingRow(key="a", value="1"))
        record(session, by="m1", action="made", entity="setting", entity_id="a")
    assert len(entries(store)) == 1


def test_what_is_rolled_back_leaves_no_history(store: Store) -> None:
    def change() -> None:
        with store.write() as connection:
            record(connection, by="m1", action="made", entity="ask", entity_id="a1")
            raise KeyError

    with pytest.raises(KeyError):
        change()
    assert entries(store) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM history",
        "UPDATE history SET \"by\" = 'somebody else'",
        "UPDATE history SET sequence = 7",
        "INSERT OR REPLACE INTO history SELECT 1, at, 'x', action, entity, entity_id, NULL, NULL"
        " FROM history",
    ],
)
def test_no_entry_is_ever_changed_or_deleted(store: Store, statement: str) -> None:
    with store.write() as connection:
        record(connection, by="m1", action="made", entity="ask", entity_id="a1")
    before = entries(store)
    with (
        pytest.raises(sqlcipher.IntegrityError, match="history is written once"),
        store.write() as connection,
    ):
        connection.execute(statement)
    assert entries(store) == before
