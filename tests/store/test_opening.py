"""What is no healthy store of ours is refused in words and left as it is, to the byte."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from visits_app.domain.errors import (
    DamagedStore,
    KeyUnavailable,
    NewerStore,
    NotAStore,
    StoreError,
    StoreMissing,
    WrongKey,
)
from visits_app.store.connection import Mode, connect
from visits_app.store.engine import Store, create_store, discard_store, open_store
from visits_app.store.keys import find_key, key_path, read_slots, slots_path

PAGE = 4096


def folder_of(path: Path) -> dict[str, bytes]:
    """Return the content of every file beside `path`, but for the lock's note."""
    return {
        file.name: file.read_bytes()
        for file in path.parent.iterdir()
        if file.is_file() and not file.name.endswith(".lock")
    }


def refused(path: Path, kind: type[StoreError], ring: Any) -> str:
    """Return the sentence `path` is refused with, as a window and as a reader beside one."""
    before = folder_of(path)
    sentences = []
    for exclusive in (True, False):
        with pytest.raises(StoreError) as error:
            open_store(path, exclusive=exclusive, keyring=ring)
        assert type(error.value) is kind
        sentences.append(str(error.value))
    assert folder_of(path) == before
    assert path.name in sentences[0]
    return sentences[0]


def values(store: Store) -> list[tuple[Any, ...]]:
    with store.read() as connection:
        return connection.execute("SELECT key, length(value) FROM setting ORDER BY key").fetchall()


WHOLE = [("k0", 9000), ("k1", 9000), ("k2", 9000)]


def test_a_store_keeps_its_content_and_leaves_no_litter(closed: Path, no_keyring: Any) -> None:
    with open_store(closed, keyring=no_keyring) as store:
        assert values(store) == WHOLE
    assert sorted(file.name for file in closed.parent.iterdir()) == [
        "visits.mvstore",
        "visits.mvstore.lock",
        "visits.mvstore.mvkey",
        "visits.mvstore.mvkeys",
    ]


@pytest.mark.parametrize("name", ["a b.mvstore", "10% off?#.mvstore", "wizyta ąłż 🏠.mvstore"])
def test_a_store_may_have_any_name(tmp_path: Path, no_keyring: Any, name: str) -> None:
    path = tmp_path / "ördner #1" / name
    create_store(path, keyring=no_keyring).close()
    with open_store(path, keyring=no_keyring) as store:
        assert values(store) == []
    assert path.exists()


@pytest.mark.skipif(os.name != "posix", reason="names are text here")
def test_a_store_may_have_a_name_that_is_no_text(tmp_path: Path, no_keyring: Any) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.mvstore")
    create_store(path, keyring=no_keyring).close()
    with open_store(path, keyring=no_keyring) as store:
        assert values(store) == []


def test_a_name_too_long_for_a_store_is_said_and_leaves_nothing(
    tmp_path: Path, no_keyring: Any
) -> None:
    for length in (215, 255, 5000):
        with pytest.raises(StoreError, match="too long") as error:
            create_store(tmp_path / ("a" * length), keyring=no_keyring)
        assert len(str(error.value)) < 300
    assert list(tmp_path.iterdir()) == []
    create_store(tmp_path / ("a" * 200), keyring=no_keyring).close()


def test_no_store_is_ever_made_by_opening(tmp_path: Path, no_keyring: Any) -> None:
    for path in (tmp_path / "none.mvstore", tmp_path / "no folder" / "none.mvstore"):
        with pytest.raises(StoreMissing, match=r"no store “none\.mvstore”"):
            open_store(path, keyring=no_keyring)
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_nowhere_is_a_missing_store(path: Path, no_keyring: Any) -> None:
    path.symlink_to(path.with_name("gone"))
    with pytest.raises(StoreMissing):
        open_store(path, keyring=no_keyring)


def test_making_a_store_where_something_is_refused(closed: Path, no_keyring: Any) -> None:
    before = folder_of(closed)
    with pytest.raises(StoreError, match="already"):
        create_store(closed, keyring=no_keyring)
    assert folder_of(closed) == before
    folder = closed.with_name("folder")
    folder.mkdir()
    with pytest.raises(StoreError, match="already"):
        create_store(folder, keyring=no_keyring)


def test_the_key_of_a_store_that_is_away_survives_a_new_one(closed: Path, no_keyring: Any) -> None:
    old_key = key_path(closed).read_bytes()
    away = closed.rename(closed.with_name("away"))
    create_store(closed, keyring=no_keyring).close()
    kept = [file for file in closed.parent.iterdir() if "of before" in file.name]
    assert sorted(file.suffix for file in kept) == [".mvkey", ".mvkeys"]
    assert old_key in [file.read_bytes() for file in kept]
    assert key_path(closed).read_bytes() != old_key
    assert away.exists()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "it is empty"),
        (b"Dear all,\n", "it is something else"),
        (b"letter " * 3000, "it is something else"),
        (b"\0" * PAGE * 3, "it is something else"),
        (b"PK\x03\x04" + secrets.token_bytes(PAGE * 2 - 4), "a zip file or an office document"),
        (b"%PDF-1.7\n" + secrets.token_bytes(PAGE - 9), "it is a PDF"),
        (secrets.token_bytes(PAGE + 1), "it is something else"),
    ],
)
def test_a_strangers_file_is_named_and_nothing_is_left_beside_it(
    path: Path, no_keyring: Any, content: bytes, what: str
) -> None:
    path.write_bytes(content)
    assert what in refused(path, NotAStore, no_keyring)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_plain_sqlite_database_is_no_store(closed: Path, no_keyring: Any) -> None:
    closed.unlink()
    database = sqlite3.connect(closed)
    database.execute("CREATE TABLE visit (id)")
    database.commit()
    database.close()
    assert "unencrypted SQLite" in refused(closed, NotAStore, no_keyring)


def test_a_folder_and_a_pipe_are_no_stores(tmp_path: Path, no_keyring: Any) -> None:
    with pytest.raises(NotAStore, match="it is a folder"):
        open_store(tmp_path, keyring=no_keyring)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(NotAStore, match="no ordinary file"):
        open_store(pipe, keyring=no_keyring)


def test_an_encrypted_database_of_another_program_is_no_store(
    closed: Path, no_keyring: Any
) -> None:
    key = find_key(closed, read_slots(closed), no_keyring).value
    closed.unlink()
    slots_path(closed).unlink()
    connect(closed, key, Mode.CREATE).close()
    other = connect(closed, key)
    other.execute("CREATE TABLE visit (id)")
    other.close()
    assert "another program" in refused(closed, NotAStore, no_keyring)


def test_a_wrong_key_is_not_called_damage(closed: Path, no_keyring: Any) -> None:
    key_path(closed).write_text(secrets.token_hex(32))
    refused(closed, WrongKey, no_keyring)
    slots_path(closed).unlink()  # without the check value SQLCipher's word is all there is
    refused(closed, WrongKey, no_keyring)


def test_another_store_in_its_place_is_a_wrong_key(closed: Path, no_keyring: Any) -> None:
    other = closed.parent / "other" / "other.mvstore"
    create_store(other, keyring=no_keyring).close()
    shutil.copy(other, closed)
    refused(closed, WrongKey, no_keyring)


def test_a_missing_key_says_where_it_should_be(closed: Path, no_keyring: Any) -> None:
    key_path(closed).unlink()
    assert "visits.mvstore.mvkey" in refused(closed, KeyUnavailable, no_keyring)
    slots_path(closed).unlink()
    assert "visits.mvstore.mvkey" in refused(closed, KeyUnavailable, no_keyring)


def test_a_key_file_that_holds_no_key_is_a_missing_key(closed: Path, no_keyring: Any) -> None:
    key_path(closed).write_text("not hexadecimal")
    assert "no key in" in refused(closed, KeyUnavailable, no_keyring)


def test_a_store_and_its_key_are_enough(closed: Path, no_keyring: Any) -> None:
    slots_path(closed).unlink()
    with open_store(closed, keyring=no_keyring) as store:
        assert values(store) == WHOLE


@pytest.mark.parametrize("size", [0, 1, 15, 16, 100, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE])
def test_a_store_cut_short_is_damaged(closed: Path, no_keyring: Any, size: int) -> None:
    os.truncate(closed, size)
    sentence = refused(closed, DamagedStore if size != 1 else NotAStore, no_keyring)
    assert "left as it" in sentence


@pytest.mark.parametrize("place", [0, 3, 16, 100, PAGE - 1, PAGE + 7, 9 * PAGE, -1])
def test_one_changed_byte_is_damage(closed: Path, no_keyring: Any, place: int) -> None:
    content = bytearray(closed.read_bytes())
    content[place] ^= 1
    closed.write_bytes(content)
    before = folder_of(closed)
    with pytest.raises(DamagedStore):
        open_store(closed, keyring=no_keyring)
    assert folder_of(closed) == before


LEAVE_A_LOG = """
import os, sys
from pathlib import Path
from visits_app.store.engine import open_store
store = open_store(Path(sys.argv[1]))
with store.write() as connection:
    connection.execute("INSERT INTO setting VALUES ('k3', 'v')")
os._exit(0)
"""


def test_damage_beside_a_killed_windows_log_is_found_and_both_are_kept(
    closed: Path, run: Callable[..., str], no_keyring: Any
) -> None:
    run(LEAVE_A_LOG, closed)
    content = closed.read_bytes()
    spoilt = bytearray(content)
    spoilt[7 * PAGE + 5] ^= 1
    closed.write_bytes(spoilt)
    log = closed.with_name(closed.name + "-wal")
    before = log.read_bytes()
    with pytest.raises(DamagedStore):
        open_store(closed, keyring=no_keyring)
    assert closed.read_bytes() == bytes(spoilt)
    assert log.read_bytes() == before
    closed.write_bytes(content)
    with open_store(closed, keyring=no_keyring) as store:
        assert values(store) == [*WHOLE, ("k3", 1)]


def test_damage_is_not_called_a_wrong_key_even_without_slots(closed: Path, no_keyring: Any) -> None:
    slots_path(closed).unlink()
    content = bytearray(closed.read_bytes())
    content[9 * PAGE + 5] ^= 1
    closed.write_bytes(content)
    with pytest.raises(DamagedStore):
        open_store(closed, keyring=no_keyring)


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path, no_keyring: Any) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "a.mvstore", tmp_path / "file" / "more" / "a.mvstore"):
        with pytest.raises(StoreError, match="is a file"):
            create_store(place, keyring=no_keyring)
        with pytest.raises(StoreMissing):
            open_store(place, keyring=no_keyring)


def test_what_a_killed_set_up_left_does_not_get_into_the_next(path: Path, no_keyring: Any) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}.new{end}").write_bytes(secrets.token_bytes(2 * PAGE))
    create_store(path, keyring=no_keyring).close()
    with open_store(path, keyring=no_keyring) as store:
        assert values(store) == []
    assert not list(path.parent.glob("*.new*"))


def test_a_store_whose_beginning_was_wiped_is_damaged(closed: Path, no_keyring: Any) -> None:
    with closed.open("r+b") as file:
        file.write(bytes(PAGE))
    refused(closed, DamagedStore, no_keyring)


def test_a_newer_store_is_refused_and_not_touched(closed: Path, no_keyring: Any) -> None:
    with (
        open_store(closed, keyring=no_keyring) as store,
        store.write() as connection,
    ):
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in refused(closed, NewerStore, no_keyring)


def test_a_store_that_failed_to_set_up_can_be_discarded(path: Path, no_keyring: Any) -> None:
    create_store(path, keyring=no_keyring).close()
    discard_store(path)
    assert list(path.parent.iterdir()) == []
    with pytest.raises(ValueError, match="just made"):
        discard_store(path)


def test_a_store_of_another_time_is_never_discarded(
    closed: Path, run: Callable[..., str], no_keyring: Any
) -> None:
    code = """
import sys
from pathlib import Path
from visits_app.store.engine import discard_store
try:
    discard_store(Path(sys.argv[1]))
except ValueError:
    print("refused")
"""
    assert run(code, closed) == "refused\n"
    with open_store(closed, keyring=no_keyring) as store:
        assert values(store) == WHOLE


def test_a_big_store_closed_in_order_is_not_read_whole_but_a_changed_one_is(
    path: Path, no_keyring: Any
) -> None:
    with create_store(path, keyring=no_keyring) as store, store.write() as connection:
        for number in range(400):
            connection.execute("INSERT INTO setting VALUES (?, ?)", (str(number), "v" * 9000))
    place = path.stat().st_size - 5000
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(DamagedStore):
        open_store(path, keyring=no_keyring)
    with path.open("r+b") as file:
        file.seek(place)
        file.write(byte)
    with open_store(path, keyring=no_keyring) as store:
        assert len(values(store)) == 400
