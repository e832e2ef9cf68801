"""Full disks, folders that vanish, rights that are gone: said in words, and nothing is lost."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.domain.errors import DiskFull, ReadOnlyStore, StoreGone, StoreInUse, VisitsError
from visits_app.store.connection import connect
from visits_app.store.engine import Store, open_store
from visits_app.store.faults import translate
from visits_app.store.keys import find_key, read_slots
from visits_app.store.tables import SettingRow

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits of POSIX")


def put(store: Store, key: str, value: str = "v") -> None:
    with store.write() as connection:
        connection.execute("INSERT INTO setting VALUES (?, ?)", (key, value))


def put_by_session(store: Store, key: str, value: str = "v") -> None:
    with store.transaction() as session:
        session.add(SettingRow(key=key, value=value))


def keys(store: Store) -> list[str]:
    with store.read() as connection:
        return [row[0] for row in connection.execute("SELECT key FROM setting ORDER BY key")]


WRITERS = pytest.mark.parametrize("writer", [put, put_by_session])


@WRITERS
def test_a_full_disk_keeps_what_was_saved_and_heals(
    store: Store, writer: Callable[..., None]
) -> None:
    writer(store, "before")
    with store.read() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull, match="no room left"):
        writer(store, "too much", "v" * 100_000)
    writer(store, "small")
    assert keys(store) == ["before", "small"]
    with store.read() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    writer(store, "too much", "v" * 100_000)
    assert keys(store) == ["before", "small", "too much"]


@posix_only
def test_a_limit_on_the_size_of_files_is_a_full_disk_too(
    closed: Path, run: Callable[..., str], no_keyring: Any
) -> None:
    code = """
import resource, sys
from pathlib import Path
from visits_app.domain.errors import DiskFull
from visits_app.store.engine import open_store
from visits_app.store.tables import SettingRow
store = open_store(Path(sys.argv[1]))
def put(key, value):
    with store.write() as connection:
        connection.execute("INSERT INTO setting VALUES (?, ?)", (key, value))
def put_by_session(key, value):
    with store.transaction() as session:
        session.add(SettingRow(key=key, value=value))
put("before", "v")
size = Path(sys.argv[1] + "-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20000, resource.RLIM_INFINITY))
for writer in (put, put_by_session):
    try:
        writer("too much", "v" * 100_000)
    except DiskFull as error:
        print("full")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
put("after", "v" * 100_000)
put_by_session("last", "v" * 100_000)
store.close()
"""
    assert run(code, closed) == "full\nfull\n"
    with open_store(closed, keyring=no_keyring) as store:
        assert keys(store) == ["after", "before", "k0", "k1", "k2", "last"]
    assert not list(closed.parent.glob("*.probe"))


@WRITERS
def test_a_folder_that_is_renamed_away_is_missed_and_found_again(
    tmp_path: Path, no_keyring: Any, closed: Path, writer: Callable[..., None]
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for file in tmp_path.glob("visits*"):
        file.rename(folder / file.name)
    path = folder / closed.name
    with open_store(path, keyring=no_keyring) as store:
        writer(store, "before")
        folder.rename(tmp_path / "taken out")
        with pytest.raises(StoreGone, match="no longer in its folder"):
            writer(store, "lost?")
        assert not folder.exists()
        (tmp_path / "taken out").rename(folder)
        writer(store, "after")
        assert keys(store) == ["after", "before", "k0", "k1", "k2"]


@WRITERS
def test_a_deleted_file_is_never_written_into(store: Store, writer: Callable[..., None]) -> None:
    writer(store, "before")
    shutil.rmtree(store.path.parent)
    with pytest.raises(StoreGone):
        writer(store, "lost?")
    store.close()
    assert not store.path.exists()


def test_another_file_in_its_place_is_never_written_into(store: Store) -> None:
    put(store, "before")
    copy = store.path.with_name("copy")
    shutil.copy(store.path, copy)
    copy.replace(store.path)
    content = store.path.read_bytes()
    with pytest.raises(StoreGone):
        put(store, "lost?")
    assert store.path.read_bytes() == content


def test_a_log_that_was_deleted_is_never_written_into(store: Store) -> None:
    put(store, "before")
    store.path.with_name(store.path.name + "-wal").unlink()
    with pytest.raises(StoreGone):
        put(store, "lost?")


def test_a_file_that_vanishes_inside_a_block_is_not_reported_as_saved(store: Store) -> None:
    def lose() -> None:
        with store.write() as connection:
            connection.execute("INSERT INTO setting VALUES ('lost?', 'v')")
            store.path.unlink()

    with pytest.raises(StoreGone):
        lose()


def test_another_program_that_writes_for_long_is_named(closed: Path, no_keyring: Any) -> None:
    key = find_key(closed, read_slots(closed), no_keyring).value
    with open_store(closed, keyring=no_keyring) as store:
        with store.read() as connection:
            connection.execute("PRAGMA busy_timeout = 1")
        other = connect(closed, key)
        other.execute("BEGIN IMMEDIATE")
        for writer in (put, put_by_session):
            with pytest.raises(StoreInUse, match="Another program"):
                writer(store, "a")
        other.close()
        put(store, "a")
        assert "a" in keys(store)


AS_NOBODY = """
import os, sys
from pathlib import Path
import alembic.command, alembic.config, visits_app.store.alchemy, sqlalchemy.dialects.sqlite
from visits_app.store.check import check_store
from visits_app.domain.errors import StoreError
from visits_app.store.engine import create_store, open_store
path = Path(sys.argv[1])
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    if sys.argv[2] == "check":
        print(check_store(path).sentences[0])
        sys.exit()
    store = open_store(path, exclusive=sys.argv[2] == "window")
    with store.read() as connection:
        print(connection.execute("SELECT count(*) FROM setting").fetchone()[0])
    store.close()
except StoreError as error:
    print(type(error).__name__)
"""


@pytest.fixture
def others_folder(closed: Path) -> Iterator[Path]:
    """A closed store in a folder that a user without root's rights owns and can reach."""
    folder = Path(mkdtemp())
    for file in closed.parent.iterdir():
        shutil.copy(file, folder / file.name)
    if os.getuid() == 0:
        for each in (folder, *folder.iterdir()):
            os.chown(each, 65534, 65534)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@posix_only
@pytest.mark.parametrize("locked", ["folder", "file", "both"])
def test_what_cannot_be_written_is_refused_at_the_door_and_can_be_read(
    others_folder: Path, run: Callable[..., str], locked: str
) -> None:
    path = others_folder / "visits.mvstore"
    for file in others_folder.iterdir():
        if locked != "folder":
            file.chmod(0o400)
    if locked != "file":
        others_folder.chmod(0o555)
    before = {file.name: file.read_bytes() for file in others_folder.iterdir()}
    assert run(AS_NOBODY, path, "window") == "ReadOnlyStore\n"
    assert run(AS_NOBODY, path, "beside") == "3\n"
    assert run(AS_NOBODY, path, "check") == "“visits.mvstore” is in order.\n"
    assert {file.name: file.read_bytes() for file in others_folder.iterdir()} == before


@posix_only
def test_a_store_in_a_folder_one_may_not_look_into_is_refused_in_words(
    others_folder: Path, run: Callable[..., str]
) -> None:
    others_folder.chmod(0)
    assert run(AS_NOBODY, others_folder / "visits.mvstore", "window") == "ReadOnlyStore\n"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_FULL", DiskFull),
        ("SQLITE_READONLY_DIRECTORY", ReadOnlyStore),
        ("SQLITE_BUSY_SNAPSHOT", StoreInUse),
        ("SQLITE_LOCKED", StoreInUse),
    ],
)
def test_every_known_fault_of_sqlite_has_a_sentence(
    closed: Path, name: str, kind: type[VisitsError]
) -> None:
    fault = sqlcipher.OperationalError("…")
    fault.sqlite_errorname = name
    told = translate(fault, closed)
    assert type(told) is kind
    assert closed.name in str(told)


def test_a_disk_that_fails_otherwise_is_said_to_fail(closed: Path) -> None:
    fault = sqlcipher.OperationalError("…")
    fault.sqlite_errorname = "SQLITE_IOERR_FSYNC"
    assert "does not answer as it should (SQLITE_IOERR_FSYNC)" in str(translate(fault, closed))
    closed.unlink()
    assert isinstance(translate(fault, closed), StoreGone)
