"""The long examination finds what is wrong and says it plainly."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from visits_app.domain.errors import KeyUnavailable, NotAStore, StoreMissing
from visits_app.domain.sealing import content_hash
from visits_app.store.check import check_store
from visits_app.store.connection import Connection, connect
from visits_app.store.engine import Store, open_store
from visits_app.store.history import record
from visits_app.store.keys import find_key, key_path
from visits_app.store.migrations import CURRENT
from visits_app.store.tables import FormRow, MemberRow, RevisionRow, VisitRow


@pytest.fixture
def sealed(store: Store) -> Store:
    """A store with one submitted visit, its sealed version and two entries of history."""
    answers = {"summary": "Ruhig und freundlich."}
    seal = content_hash("V-1", "standard", 1, answers)  # type: ignore[arg-type]
    now = "2014-03-04T09:12:00+00:00"
    with store.transaction() as session:
        session.add(MemberRow(id="m", name="A member"))
        source = 'title = "Besuch"'
        session.add(
            FormRow(
                id="standard",
                version=1,
                title="Besuch",
                source=source,
                sha256=sha256(source.encode()).hexdigest(),
                added_at=now,
            )
        )
        session.flush()
        session.add(
            VisitRow(
                id="v",
                number=1,
                reference="V-1",
                form_id="standard",
                form_version=1,
                author_id="m",
                state="submitted",
                revision=1,
                content_hash=seal,
                created_at=now,
                updated_at=now,
            )
        )
        session.flush()
        session.add(
            RevisionRow(
                visit_id="v",
                number=1,
                answers=json.dumps(answers),
                content_hash=seal,
                sealed_at=now,
                sealed_by="m",
            )
        )
        record(session, by="m", action="made", entity="visit", entity_id="v")
        record(session, by="m", action="submitted", entity="visit", entity_id="v")
    return store


def spoil(store: Store, *statements: str) -> Path:
    """Do to a store what no function of ours does, and close it."""
    store.close()
    connection = connect(store.path, find_key(store.path, None).value)
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return store.path


def drop_trigger(table: str, which: str) -> str:
    return f"DROP TRIGGER {table}_is_never_{which}"


def test_a_healthy_store_is_said_to_be_in_order(sealed: Store, no_keyring: Any) -> None:
    sealed.close()
    report = check_store(sealed.path, keyring=no_keyring)
    assert report.ok
    assert report.faults == ()
    assert report.sentences[0] == "“visits.mvstore” is in order."
    assert "Every page is encrypted and unaltered." in report.passed
    assert "It holds 1 visit and 2 entries of history, in 53 tables." in report.passed
    assert report.counts["visit"] == 1
    assert report.revision == CURRENT.head
    open_store(sealed.path, keyring=no_keyring).close()


def test_a_store_open_in_a_window_is_examined_without_disturbing_it(
    sealed: Store, no_keyring: Any
) -> None:
    report = check_store(sealed.path, keyring=no_keyring)
    assert report.ok
    with sealed.write() as connection:
        record(connection, by="m", action="made", entity="ask", entity_id="a")
    assert check_store(sealed.path, keyring=no_keyring).counts["history"] == 3


def test_a_killed_windows_store_is_no_false_alarm(
    closed: Path, no_keyring: Any, run: Callable[..., str]
) -> None:
    code = """
import os, sys
from pathlib import Path
from visits_app.store.engine import open_store
store = open_store(Path(sys.argv[1]))
with store.write() as connection:
    for number in range(50):
        connection.execute("INSERT INTO setting VALUES (?, ?)", (str(number), "v" * 5000))
os._exit(0)
"""
    run(code, closed)
    report = check_store(closed, keyring=no_keyring)
    assert report.faults == ()
    assert report.counts["setting"] == 53


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (
            [drop_trigger("history", "deleted"), "DELETE FROM history WHERE sequence = 1"],
            "1 entry is gone from entry 1 on.",
        ),
        (
            [
                drop_trigger("history", "changed"),
                "UPDATE history SET sequence = 9 WHERE sequence = 2",
            ],
            "7 entries are gone from entry 2 on.",
        ),
        (
            [
                drop_trigger("revision", "changed"),
                'UPDATE revision SET answers = \'{"summary":"x"}\'',
            ],
            "Version 1 of visit V-1 is not what was sealed.",
        ),
        (
            [drop_trigger("revision", "changed"), "UPDATE revision SET answers = 'no JSON'"],
            "Version 1 of visit V-1 is not what was sealed.",
        ),
        (
            [drop_trigger("revision", "deleted"), "DELETE FROM revision"],
            "Visit V-1 is submitted, but its sealed version 1 is not there.",
        ),
        (
            ["DELETE FROM form"],
            "Version 1 of the form “standard” is not there, but 1 visit(s) were written on it.",
        ),
        (
            ["UPDATE form SET source = 'title = \"x\"'"],
            "Version 1 of the form “standard” is not what was copied into the store.",
        ),
        (
            ["INSERT INTO visitor VALUES ('v', 'nobody', 0, 1)"],
            "1 row(s) of “visitor” refer to a “member” that is not there.",
        ),
        (
            ["INSERT INTO visit_text VALUES ('text', 'no visit', 'q')"],
            "1 text(s) of the search index belong to no visit.",
        ),
        (["DROP INDEX visit_by_date"], "Index “visit_by_date” is missing."),
        (["CREATE TABLE notes (a)"], "Table “notes” is not ours."),
        (
            ["ALTER TABLE setting ADD COLUMN more TEXT"],
            "Table “setting” is not as this version makes it.",
        ),
        (["DROP TABLE event"], "Table “event” is missing."),
    ],
)
def test_what_was_meddled_with_is_found(
    sealed: Store, no_keyring: Any, statements: list[str], fault: str
) -> None:
    path = spoil(sealed, *statements)
    report = check_store(path, keyring=no_keyring)
    assert not report.ok
    assert fault in report.faults
    assert report.sentences[0].startswith("“visits.mvstore” is not in order.")


def test_a_search_index_that_lost_its_order_is_found(sealed: Store, no_keyring: Any) -> None:
    with sealed.write() as connection:
        connection.execute("INSERT INTO visit_text VALUES ('some words', 'v', 'q')")
    path = spoil(sealed, "DELETE FROM visit_text_data WHERE id > 100")
    assert not check_store(path, keyring=no_keyring).ok


@pytest.mark.parametrize("place", [3, 200, 5 * 4096 + 9, -4000])
def test_damage_is_reported_not_raised(closed: Path, no_keyring: Any, place: int) -> None:
    content = bytearray(closed.read_bytes())
    content[place] ^= 255
    closed.write_bytes(content)
    report = check_store(closed, keyring=no_keyring)
    assert not report.ok
    assert report.faults
    assert closed.stat().st_size == len(content)


def test_what_cannot_be_examined_is_refused_as_when_opening(
    closed: Path, no_keyring: Any, tmp_path: Path
) -> None:
    with pytest.raises(StoreMissing):
        check_store(tmp_path / "none", keyring=no_keyring)
    other = tmp_path / "letter.txt"
    other.write_text("Dear all")
    with pytest.raises(NotAStore):
        check_store(other, keyring=no_keyring)
    key_path(closed).unlink()
    with pytest.raises(KeyUnavailable):
        check_store(closed, keyring=no_keyring)


def test_the_connection_type_is_the_drivers(store: Store) -> None:
    with store.read() as connection:
        assert isinstance(connection, Connection)
