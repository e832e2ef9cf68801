"""Two windows on one store: the second says who has it, and nothing stale ever blocks."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from visits_app.domain.errors import StoreInUse
from visits_app.store.engine import Store
from visits_app.store.lock import Holder, StoreLock, holder, lock_path

HOLD = """
import sys
from pathlib import Path
from visits_app.store.engine import open_store
store = open_store(Path(sys.argv[1]))
with store.write() as connection:
    connection.execute("INSERT OR REPLACE INTO setting VALUES ('held', 'yes')")
print("open", flush=True)
sys.stdin.readline()
store.close()
"""


def test_a_second_window_is_told_who_has_the_store(
    closed: Path, child: Callable[..., "Popen[str]"], reopen: Callable[..., Store]
) -> None:
    first = child(HOLD, closed)
    assert first.stdout
    assert first.stdout.readline() == "open\n"
    with pytest.raises(StoreInUse) as refused:
        reopen(closed)
    who = holder(closed)
    assert who is not None
    assert who.process == first.pid
    assert who.sentence in str(refused.value)
    assert re.search(
        r"already open by \S+ on \S+, since \d+ \w+ \d{4} \d\d:\d\d", str(refused.value)
    )
    first.communicate("\n", timeout=30)
    assert holder(closed) is None
    reopen(closed)


def test_a_killed_window_does_not_block_the_next(
    closed: Path, child: Callable[..., "Popen[str]"], reopen: Callable[..., Store]
) -> None:
    first = child(HOLD, closed)
    assert first.stdout
    assert first.stdout.readline() == "open\n"
    first.kill()
    first.wait()
    assert holder(closed) is not None  # the note is stale, the lock is not
    with reopen(closed).read() as connection:
        found = connection.execute("SELECT value FROM setting WHERE key = 'held'").fetchone()
    assert found == ("yes",)


def test_a_store_opened_beside_a_window_reads_what_that_commits(
    closed: Path, child: Callable[..., "Popen[str]"], reopen: Callable[..., Store]
) -> None:
    first = child(HOLD, closed)
    assert first.stdout
    assert first.stdout.readline() == "open\n"
    beside = reopen(closed, exclusive=False)
    with beside.read() as connection:
        found = connection.execute("SELECT value FROM setting WHERE key = 'held'").fetchone()
    assert found == ("yes",)
    with pytest.raises(RuntimeError, match="reading only"), beside.write():
        pass
    with pytest.raises(RuntimeError, match="reading only"), beside.transaction():
        pass


def test_the_same_process_cannot_have_it_twice_but_may_read_beside(
    store: Store, reopen: Callable[..., Store]
) -> None:
    with store.write() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', '1')")
    with pytest.raises(StoreInUse):
        reopen(store.path)
    with reopen(store.path, exclusive=False).read() as connection:
        assert connection.execute("SELECT value FROM setting").fetchone() == ("1",)


def test_a_link_leads_to_the_same_lock(
    store: Store, tmp_path: Path, reopen: Callable[..., Store]
) -> None:
    link = tmp_path / "elsewhere" / "link.mvstore"
    link.parent.mkdir()
    link.symlink_to(store.path)
    with pytest.raises(StoreInUse):
        reopen(link)
    store.close()
    assert reopen(link).path == store.path


@pytest.mark.parametrize(
    "note", ["", "{", "[]", '{"open": 3}', '{"open": {"user": "a"}}', "\0\xff"]
)
def test_a_note_nobody_can_read_is_no_hindrance(path: Path, note: str) -> None:
    lock_path(path).write_text(note, encoding="latin-1")
    assert holder(path) is None
    first = StoreLock.take(path)
    with pytest.raises(StoreInUse):
        StoreLock.take(path)
    first.release()
    first.release()
    StoreLock.take(path).release()


def test_a_lock_without_a_note_still_refuses(path: Path) -> None:
    first = StoreLock.take(path)
    lock_path(path).write_text("")
    with pytest.raises(StoreInUse, match="in another window"):
        StoreLock.take(path)
    first.release()


def test_the_note_after_closing_holds_no_name(store: Store) -> None:
    store.close()
    assert set(json.loads(lock_path(store.path).read_text())) == {"closed"}


def test_a_holder_is_named_in_words() -> None:
    who = Holder("anna", "desk-4", "2014-03-04T09:12:00+00:00", 1)
    assert who.sentence == "anna on desk-4, since 4 March 2014 09:12"
    assert Holder("", "", "?", 1).sentence == "someone on this computer"
