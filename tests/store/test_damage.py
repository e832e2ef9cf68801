"""Whatever happens to a store's bytes: refused untouched, or opened with all that was in it."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from visits_app.domain.errors import DamagedStore, NotAStore, StoreError, WrongKey
from visits_app.store.engine import create_store, open_store
from visits_app.store.keys import key_path, slots_path

Content = list[tuple[Any, ...]]


class NoKeyring:
    def get_password(self, service: str, username: str) -> None:
        raise RuntimeError(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(service, username, len(password))


@cache
def pattern() -> tuple[Path, Content]:
    """Return a store with content in many pages, and that content."""
    path = Path(mkdtemp()) / "visits.mvstore"
    with create_store(path, keyring=NoKeyring()) as store:
        with store.write() as connection:
            for number in range(20):
                values = (str(number), chr(97 + number) * 2000)
                connection.execute("INSERT INTO setting VALUES (?, ?)", values)
                connection.execute("INSERT INTO visit_text VALUES (?, ?, 'q')", values[::-1])
            connection.execute("DELETE FROM setting WHERE key > '17'")  # leaves free pages
        return path, everything(store)


def everything(store: Any) -> Content:
    with store.read() as connection:
        found = connection.execute("SELECT key, value FROM setting ORDER BY key").fetchall()
        return found + connection.execute("SELECT body FROM visit_text ORDER BY rowid").fetchall()


def judge(content: bytes) -> str:
    """Open a store with these bytes and return what came of it."""
    whole, expected = pattern()
    folder = Path(mkdtemp())
    try:
        path = folder / whole.name
        path.write_bytes(content)
        shutil.copy(key_path(whole), key_path(path))
        shutil.copy(slots_path(whole), slots_path(path))
        try:
            store = open_store(path, keyring=NoKeyring())
        except StoreError as error:
            if not isinstance(error, DamagedStore | NotAStore | WrongKey):
                raise
            assert path.read_bytes() == content
            assert sorted(file.suffix for file in folder.iterdir() if file.suffix != ".lock") == [
                ".mvkey",
                ".mvkeys",
                ".mvstore",
            ]
            return "refused"
        with store:
            assert everything(store) == expected
        return "whole"
    finally:
        shutil.rmtree(folder)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_store_with_changed_bytes_is_refused_or_whole(data: st.DataObject) -> None:
    content = bytearray(pattern()[0].read_bytes())
    places = st.integers(0, len(content) - 1)
    for place, change in data.draw(
        st.lists(st.tuples(places, st.integers(1, 255)), min_size=1, max_size=5)
    ):
        content[place] ^= change
    judge(bytes(content))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_store_cut_anywhere_is_refused_or_whole(data: st.DataObject) -> None:
    content = pattern()[0].read_bytes()
    pages = st.integers(0, len(content) // 4096 - 1).map(lambda page: page * 4096)
    size = data.draw(st.one_of(st.integers(0, len(content) - 1), pages))
    assert judge(content[:size]) == "refused"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_store_with_exchanged_pages_or_a_tail_is_refused_or_whole(data: st.DataObject) -> None:
    content = pattern()[0].read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    first, second = data.draw(st.tuples(*[st.integers(0, len(pages) - 1)] * 2))
    pages[first], pages[second] = pages[second], pages[first]
    judge(b"".join(pages) + data.draw(st.binary(max_size=50)))


def test_the_store_unchanged_is_whole() -> None:
    assert judge(pattern()[0].read_bytes()) == "whole"
