"""The tables are what `tables.py` says, and an older store gets there whole or not at all."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from visits_app.domain.errors import DiskFull, NewerStore, StoreError
from visits_app.services import registers
from visits_app.store import shape, tables
from visits_app.store.check import check_store
from visits_app.store.engine import Store, create_store, open_store
from visits_app.store.migrations import CURRENT, Schema

ADD_COLUMN = """
from alembic import op
revision = "made_up"
down_revision = "{head}"

def upgrade():
    op.execute("ALTER TABLE setting ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    op.execute("CREATE TABLE extra (id INTEGER PRIMARY KEY, text TEXT)")
    op.execute("INSERT INTO extra (text) SELECT value FROM setting")
    {then}
"""


@pytest.fixture
def newer(tmp_path: Path) -> Callable[..., Schema]:
    """Return the schema of a made-up next version, whose migration ends with `then`."""

    def make(then: str = "") -> Schema:
        folder = tmp_path / "migrations"
        shutil.copytree(CURRENT.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "made_up.py").write_text(
            ADD_COLUMN.format(head=CURRENT.head, then=then)
        )
        return Schema(known=(*CURRENT.known, "made_up"), folder=folder)

    return make


def rows(store: Store, what: str) -> list[tuple[Any, ...]]:
    with store.read() as connection:
        return connection.execute(what).fetchall()


def copies(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*.mvstore"))


# --- what migrations build -----------------------------------------------------------------


def test_the_known_revisions_are_the_files_in_the_folder() -> None:
    script = ScriptDirectory(str(CURRENT.folder))
    assert tuple(one.revision for one in script.walk_revisions())[::-1] == CURRENT.known
    assert script.get_current_head() == CURRENT.head


def test_alembic_finds_no_difference_between_migrations_and_tables(store: Store) -> None:
    def ours(_thing: Any, name: str | None, kind: str, *_: Any) -> bool:
        return not (kind == "table" and str(name).startswith("visit_text"))

    with store.transaction() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"include_object": ours, "compare_type": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_table_and_index_is_built_to_the_letter(store: Store) -> None:
    # Alembic's comparison is blind to checks, cascades and the order of columns in a key.
    with store.transaction() as session:
        engine = session.get_bind()
        wanted: dict[tuple[str, str], str] = {}
        for table in SQLModel.metadata.sorted_tables:
            wanted["table", table.name] = str(CreateTable(table).compile(engine))
            for index in table.indexes:
                wanted["index", str(index.name)] = str(CreateIndex(index).compile(engine))
    with store.read() as connection:
        built = shape.definitions(connection)
    ours = {
        key: sql
        for key, sql in built.items()
        if key[0] != "trigger" and key[1] not in ("alembic_version", "visit_text")
    }
    assert ours == {key: " ".join(sql.split()) for key, sql in wanted.items()}
    assert tables.VisitRow.metadata is SQLModel.metadata


# --- an older store ------------------------------------------------------------------------


def test_an_older_store_is_copied_and_brought_up_to_date(
    closed: Path, no_keyring: Any, newer: Callable[..., Schema]
) -> None:
    with open_store(closed, keyring=no_keyring, schema=newer()) as store:
        assert rows(store, "SELECT version_num FROM alembic_version") == [("made_up",)]
        assert rows(store, "SELECT key, note FROM setting") == [("k0", ""), ("k1", ""), ("k2", "")]
        assert rows(store, "SELECT count(*) FROM extra") == [(3,)]
    [copy] = copies(closed)
    assert copy.name.startswith("visits before made_up 2")
    with open_store(copy, keyring=no_keyring) as old:  # with the key of the store one folder up
        assert rows(old, "SELECT key, length(value) FROM setting")[0] == ("k0", 9000)
        assert rows(old, "SELECT version_num FROM alembic_version") == [(CURRENT.head,)]
    with pytest.raises(NewerStore):
        open_store(closed, keyring=no_keyring)


def test_a_store_that_is_up_to_date_is_not_copied(closed: Path, no_keyring: Any) -> None:
    open_store(closed, keyring=no_keyring).close()
    assert not (closed.parent / "backups").exists()


FAILURES = {
    "an error": "raise RuntimeError('half-way')",
    "a broken reference": "op.execute(\"INSERT INTO visitor VALUES ('no', 'no', 0, 1)\")",
    "a wrong statement": 'op.execute("no SQL at all")',
}


@pytest.mark.parametrize("then", FAILURES.values(), ids=FAILURES)
def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(
    closed: Path, no_keyring: Any, newer: Callable[..., Schema], then: str
) -> None:
    before = closed.read_bytes()
    with pytest.raises(StoreError, match="left as it was") as refused:
        open_store(closed, keyring=no_keyring, schema=newer(then))
    assert "backups" in str(refused.value)
    assert closed.read_bytes() == before
    assert [copy.read_bytes() for copy in copies(closed)] == [before]
    with open_store(closed, keyring=no_keyring) as store:
        assert rows(store, "SELECT count(*) FROM setting") == [(3,)]


def test_a_disk_that_fills_in_a_migration_is_said_to_be_full(
    closed: Path, no_keyring: Any, newer: Callable[..., Schema]
) -> None:
    before = closed.read_bytes()
    then = (
        "op.execute('PRAGMA max_page_count = 1'); op.execute('CREATE TABLE more AS "
        "SELECT a.value, b.value FROM setting a, setting b, setting c')"
    )
    with pytest.raises(DiskFull):
        open_store(closed, keyring=no_keyring, schema=newer(then))
    assert closed.read_bytes() == before


MIGRATE = """
import sys
from pathlib import Path
from visits_app.store.engine import open_store
from visits_app.store.migrations import Schema
open_store(Path(sys.argv[1]), schema=Schema(tuple(sys.argv[3:]), Path(sys.argv[2])))
"""


def test_a_process_killed_in_a_migration_leaves_the_store_as_it_was(
    closed: Path, no_keyring: Any, newer: Callable[..., Schema], child: Callable[..., Any]
) -> None:
    schema = newer("import sys; print('half-way', flush=True); sys.stdin.read()")
    process = child(MIGRATE, closed, schema.folder, *schema.known)
    assert process.stdout.readline() == "half-way\n"
    process.kill()
    process.wait()
    with open_store(closed, keyring=no_keyring) as store:
        assert rows(store, "SELECT key, length(value) FROM setting")[2] == ("k2", 9000)
        assert rows(store, "SELECT version_num FROM alembic_version") == [(CURRENT.head,)]
    assert check_store(closed, keyring=no_keyring).ok


def test_commits_left_in_the_log_by_a_kill_are_in_the_copy_and_the_new_store(
    path: Path, no_keyring: Any, newer: Callable[..., Schema], run: Callable[..., str]
) -> None:
    create_store(path, keyring=no_keyring).close()
    code = """
import os, sys
from pathlib import Path
from visits_app.store.engine import open_store
store = open_store(Path(sys.argv[1]))
with store.write() as connection:
    connection.execute("INSERT INTO setting VALUES ('in the log', 'v')")
os._exit(0)
"""
    run(code, path)
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    with open_store(path, keyring=no_keyring, schema=newer()) as store:
        assert rows(store, "SELECT key FROM setting") == [("in the log",)]
    [copy] = copies(path)
    with open_store(copy, keyring=no_keyring) as old:
        assert rows(old, "SELECT key FROM setting") == [("in the log",)]


def test_an_older_store_is_not_read_beside_a_window(
    closed: Path, no_keyring: Any, newer: Callable[..., Schema]
) -> None:
    before = closed.read_bytes()
    with pytest.raises(StoreError, match="earlier version"):
        open_store(closed, exclusive=False, keyring=no_keyring, schema=newer())
    assert closed.read_bytes() == before


def test_a_migrated_store_passes_its_check(
    closed: Path, no_keyring: Any, newer: Callable[..., Schema]
) -> None:
    schema = newer()
    open_store(closed, keyring=no_keyring, schema=schema).close()
    assert check_store(closed, keyring=no_keyring, schema=schema).faults == ()


# --- each step there was -------------------------------------------------------------------


def test_every_figure_target_and_link_survives_the_step_to_imports(
    path: Path, no_keyring: Any
) -> None:
    first = Schema(known=("0001",), folder=CURRENT.folder)
    with create_store(path, keyring=no_keyring, schema=first) as old, old.write() as connection:
        for statement in (
            "INSERT INTO team VALUES ('t', 'Fostering', '', '', '', NULL, '', 0)",
            "INSERT INTO indicator VALUES ('i', 'Open cases', 'd', 'number', 'lower', 'monthly', 0,"
            " 's', 'c', 3)",
            "INSERT INTO indicator_team VALUES ('i', 't')",
            "INSERT INTO series VALUES ('s', 'i', 'Northmead', 'reported', '', '', '', 1)",
            "INSERT INTO observation VALUES (7, 's', '2014-01-31', 12.5, 'month', 'stated', '', 1,"
            " 8, 1, 'n', 'p. 4')",
            "INSERT INTO target VALUES (9, 'i', 20, 'at most', NULL, 'agreed')",
        ):
            connection.execute(statement)
    with open_store(path, keyring=no_keyring) as store:
        assert rows(store, "SELECT * FROM indicator") == [
            (
                "i",
                "Open cases",
                "d",
                "number",
                "lower",
                "monthly",
                0,
                "s",
                "c",
                3,
                "",
                "",
                None,
                0,
                "xmr",
                "[]",
                "",
                0,
            )
        ]
        assert rows(store, "SELECT * FROM indicator_team") == [("i", "t")]
        assert rows(store, "SELECT * FROM observation") == [
            (7, "s", "2014-01-31", 12.5, "month", "stated", "", 1.0, 8.0, 1, "n", "p. 4", 0, None)
        ]
        assert rows(store, "SELECT * FROM target") == [
            (9, "i", 20.0, "at most", None, "agreed", None)
        ]
    assert check_store(path, keyring=no_keyring).faults == ()


SECOND = Schema(known=("0001", "0002"), folder=CURRENT.folder)
"""The store as it was before the officer's desk."""

AT = "2014-03-04T10:00:00+00:00"

BEFORE_THE_DESK = (
    "INSERT INTO team VALUES ('t', 'Fostering', 'East', 'team office', 'Team manager', 6, 'n', 0)",
    "INSERT INTO member VALUES ('m', 'Ann Example', 'Saltway', 'Group', 1, '2010-05-06', NULL)",
    "INSERT INTO theme VALUES ('h', 'Premises', 'Where people work.', 1)",
    "INSERT INTO form VALUES ('small', 1, 'Small visit', 'id = 1', 'ab', 'then')",
    "INSERT INTO indicator VALUES ('i', 'Open cases', 'd', 'number', 'lower', 'monthly', 0, 's',"
    " 'c', 3, '', '', NULL, 0, 'xmr', '[]', '', 0)",
    "INSERT INTO indicator_theme VALUES ('i', 'h')",
    "INSERT INTO indicator_question VALUES ('q', 'i', NULL, 't', '2014-01-31', 'Why?', 'm',"
    " '2014-02-01', 'Head', '2014-03-01', 'open', '', NULL)",
    "INSERT INTO recommendation VALUES ('r', 'R1', 'Title', 'Text', 'Review', '2013-06-01',"
    " 'Head', '2014-06-30', 'by summer', 'on_track', 'n')",
    "INSERT INTO recommendation VALUES ('r2', 'R2', 'Title', '', '', NULL, '', NULL, '',"
    " 'completed', '')",
    "INSERT INTO visit VALUES ('v', 1, '2014-AAAA', 'small', 1, 'full', 'submitted', 't',"
    f" '2014-03-04', 'm', 'partly', 'unmarked', 0, 1, 'hash', '{AT}', '{AT}', '{AT}')",
    "INSERT INTO visitor VALUES ('v', 'm', 0, 1)",
    "INSERT INTO visit_theme VALUES ('v', 'h', 1)",
    "INSERT INTO finding VALUES ('f', 'v', 0, 'concern', 'h', 'Cold.', 'saw', 'no_data')",
    "INSERT INTO ask VALUES ('a', 'v', 0, 'Mend it', 'Head', '2014-05-01', 'agreed', 'Yes',"
    " '2014-04-01')",
    f"INSERT INTO evidence_link VALUES ('e', 'r', 'v', 'f', 'supports', 'n', 'm', '{AT}')",
    f"INSERT INTO revision VALUES ('v', 1, '{{}}', '', 'hash', '{AT}', 'm')",
)
"""One row at least of every table that has members, themes, forms, asks or recommendations."""

MEETINGS = (
    "INSERT INTO meeting VALUES ('m2', '2014-02-01', 'Panel', '[\"Visits\", \"Any other\"]',"
    " 'n', 1)",
    "INSERT INTO meeting VALUES ('m1', '2014-01-01', 'Panel', '[]', '', 0)",
    "INSERT INTO meeting VALUES ('m3', '2014-03-01', 'Committee', '[\"Recommendations\"]', '', 0)",
)


def test_every_record_survives_the_step_to_the_officers_desk(path: Path, no_keyring: Any) -> None:
    with create_store(path, keyring=no_keyring, schema=SECOND) as old, old.write() as connection:
        for statement in BEFORE_THE_DESK:
            connection.execute(statement)
    grown = ("member", "theme", "form", "ask", "indicator_question", "recommendation")
    kept = ("team", "visit", "visitor", "visit_theme", "finding", "indicator_theme")
    with open_store(path, keyring=no_keyring, schema=SECOND) as old:
        before = {table: rows(old, f"SELECT * FROM {table}") for table in (*grown, *kept)}
        links = rows(old, "SELECT * FROM evidence_link")
    assert all(before.values())
    with open_store(path, keyring=no_keyring) as store:
        for table in kept:
            assert rows(store, f"SELECT * FROM {table}") == before[table]
        for table in grown:
            now = rows(store, f"SELECT * FROM {table}")
            assert [row[: len(before[table][0])] for row in now] == before[table], table
        assert rows(store, "SELECT * FROM evidence_link") == links
        assert rows(store, "SELECT role, retired FROM member") == [("", 0)]
        assert rows(store, "SELECT merged_into, split_from FROM theme") == [(None, None)]
        assert rows(store, "SELECT retired FROM form") == [(0,)]
        assert rows(store, "SELECT agreed_owner, agreed_due, evidence FROM ask") == [("", "", "")]
        assert rows(
            store, "SELECT year, response, original_due, body_id FROM recommendation ORDER BY id"
        ) == [("", "awaited", "2014-06-30", None), ("", "awaited", None, None)]
    report = check_store(path, keyring=no_keyring)
    assert "Every reference leads to a record." in report.passed
    assert "The tables are those of this version." in report.passed


def test_each_name_a_meeting_was_held_under_becomes_one_body(path: Path, no_keyring: Any) -> None:
    with create_store(path, keyring=no_keyring, schema=SECOND) as old, old.write() as connection:
        for statement in MEETINGS:
            connection.execute(statement)
    with open_store(path, keyring=no_keyring) as store:
        assert rows(store, "SELECT * FROM body ORDER BY name") == [
            ("body-m3", "Committee", "", None, "", 0),
            ("body-m1", "Panel", "", None, "", 0),
        ]
        assert rows(
            store, "SELECT id, held_on, body, note, visits_item, body_id FROM meeting ORDER BY id"
        ) == [
            ("m1", "2014-01-01", "Panel", "", 0, "body-m1"),
            ("m2", "2014-02-01", "Panel", "n", 1, "body-m1"),
            ("m3", "2014-03-01", "Committee", "", 0, "body-m3"),
        ]
        assert rows(store, "SELECT held, papers_due, place FROM meeting WHERE id = 'm1'") == [
            (None, None, "")
        ]
    assert check_store(path, keyring=no_keyring).faults == ()


def test_topics_become_the_items_of_a_meeting_in_their_order(path: Path, no_keyring: Any) -> None:
    with create_store(path, keyring=no_keyring, schema=SECOND) as old, old.write() as connection:
        for statement in MEETINGS:
            connection.execute(statement)
    with open_store(path, keyring=no_keyring) as store:
        assert rows(
            store,
            "SELECT meeting_id, title, kind, note, restricted FROM meeting_item"
            " ORDER BY meeting_id, position",
        ) == [
            ("m2", "Visits", "item", "", 0),
            ("m2", "Any other", "item", "", 0),
            ("m3", "Recommendations", "item", "", 0),
        ]
        assert [meeting.topics for meeting in registers.meetings(store)] == [
            (),
            ("Visits", "Any other"),
            ("Recommendations",),
        ]


@pytest.mark.parametrize("change", ["UPDATE {} SET note = ''", "DELETE FROM {}"])
def test_a_figure_that_was_replaced_is_never_changed(store: Store, change: str) -> None:
    with store.write() as connection:
        for statement in (
            "INSERT INTO indicator VALUES ('i', 'Open cases', '', 'number', 'lower', 'monthly', 0,"
            " '', '', 3, '', '', NULL, 0, 'xmr', '[]', '', 0)",
            "INSERT INTO series VALUES ('s', 'i', 'Northmead', 'reported', '', '', '', 1)",
            "INSERT INTO past_observation VALUES (1, 's', '2014-01-31', 12, 'month', 'stated', '',"
            " NULL, NULL, 0, 'n', '', 0, NULL, '2014-02-12T10:00:00+00:00', 'officer', NULL,"
            " 'revised')",
        ):
            connection.execute(statement)
    with pytest.raises(Exception, match="written once"), store.write() as connection:
        connection.execute(change.format("past_observation"))
    assert rows(store, "SELECT note FROM past_observation") == [("n",)]
