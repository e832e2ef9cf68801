"""The open store: transactions, reads and writes, one connection a thread."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.errors import StoreError
from visits_app.store.connection import Connection, Mode, connect
from visits_app.store.faults import store_gone, translating
from visits_app.store.keys import Key, KeyPlace
from visits_app.store.lock import StoreLock

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session


class Store:
    """An open store; use it from any thread.

    Writers queue in this process, so none of them ever waits for SQLite's busy handler. SQLAlchemy
    is imported at the first `transaction()`, never by `read()` and `write()`.
    """

    def __init__(self, path: Path, key: Key, lock: StoreLock | None = None) -> None:
        self.path = path
        self.key_place: KeyPlace = key.place
        self._key = key.value
        self._lock = lock
        self._writing = threading.RLock()
        self._mine = threading.local()
        self._guard = threading.Lock()
        self._connections: list[Connection] = []
        self._engine: Engine | None = None
        self._closed = False
        self._file = _identity(path)

    def close(self) -> None:
        """Close every thread's connection and give the store free; twice is allowed."""
        with self._writing, self._guard:
            if self._closed:
                return
            self._closed = True
            try:
                for connection in self._connections:
                    with translating(self.path):
                        connection.close()
            finally:
                self._connections.clear()
                self._engine = None
                if self._lock is not None:
                    self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Lend a connection for plain SQL; all of the block sees the store at one moment.

        Rows are tuples. Inside this thread's own transaction the block sees what that wrote.
        Writing here is a fault of the program and raises RuntimeError.
        """
        connection = self._connection()
        within = connection.in_transaction
        try:
            with translating(self.path):
                if not within:
                    connection.execute("BEGIN")
                before = connection.total_changes
                yield connection
                if not within and connection.total_changes != before:
                    raise RuntimeError("Store.read() was used to write")
        finally:
            if not within:
                _end(connection, "ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Lend a connection inside BEGIN IMMEDIATE … COMMIT; an error rolls everything back."""
        with self._writing:
            connection = self._connection()
            if connection.in_transaction:
                raise RuntimeError("this thread is already in a transaction")
            with translating(self.path):
                self._still_there()
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    _end(connection, "ROLLBACK")
                    raise
                self._still_there()

    @contextmanager
    def transaction(self) -> Iterator["Session"]:
        """Lend a Session inside BEGIN IMMEDIATE … COMMIT; an error rolls everything back."""
        from sqlmodel import Session

        with self._writing:
            if self._connection().in_transaction:
                raise RuntimeError("this thread is already in a transaction")
            with translating(self.path):
                self._still_there()
                with Session(self._alchemy(), expire_on_commit=False) as session:
                    session.connection()  # BEGIN IMMEDIATE now, not at the first statement
                    yield session
                    session.commit()
                self._still_there()

    def _connection(self) -> Connection:
        """Return this thread's connection, opened when first needed."""
        if self._closed:
            raise StoreError(f"“{self.path.name}” is closed. Open the store again.")
        found: Connection | None = getattr(self._mine, "connection", None)
        if found is None:
            found = connect(self.path, self._key, Mode.WRITE)
            with self._guard:
                self._connections.append(found)
            self._mine.connection = found
        return found

    def _alchemy(self) -> "Engine":
        if self._engine is None:
            from visits_app.store.alchemy import engine_over

            self._engine = engine_over(self._connection)
        return self._engine

    def _still_there(self) -> None:
        """Refuse to write into a file that is no longer at its path.

        On Linux a deleted file takes writes without a word and is gone at the end.
        """
        try:
            there = _identity(self.path) == self._file
        except OSError:
            there = False
        if not there:
            raise store_gone(self.path)


def _identity(path: Path) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116 - on the hot path, and Path.stat is twice the price
    return status.st_dev, status.st_ino


def _end(connection: Connection, word: str) -> None:
    """Say ROLLBACK where SQLite has not done so by itself."""
    if connection.in_transaction:
        connection.execute(word)
