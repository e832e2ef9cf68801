"""The open store: transactions, reads and writes, one connection a thread."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

from visits_app.domain.errors import StoreError
from visits_app.store.connection import Connection, Mode, connect
from visits_app.store.faults import store_gone, translate
from visits_app.store.keys import Key, KeyPlace
from visits_app.store.lock import StoreLock, file_marks

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session


_open_here: list[Path] = []
"""The path of every store that is open in this process, once for each time."""


def open_in_this_process(path: Path) -> bool:
    """Say whether a store is open here: then its file must not be opened by hand.

    Closing a second handle on a file drops the locks SQLite holds on it in this process.
    """
    return path in _open_here


class _Owner:
    """Lives as long as the thread that keeps it, be it Python's or Qt's."""

    __slots__ = ("__weakref__",)


class _Seat:
    """One thread's connection; `busy` keeps `close` from pulling it away in mid-sentence."""

    __slots__ = ("busy", "connection", "owner")

    def __init__(self, connection: Connection, owner: _Owner) -> None:
        self.connection = connection
        self.owner = ref(owner)
        self.busy = threading.RLock()


class Store:
    """An open store; use it from any thread.

    Writers queue in this process, so none of them waits for SQLite's busy handler. SQLAlchemy is
    imported at the first `transaction()`, never by `read()` and `write()`. Every block turns the
    database's errors into `StoreError` children and rolls back whatever else is raised in it.
    """

    def __init__(
        self, path: Path, key: Key, lock: StoreLock | None = None, mode: Mode = Mode.WRITE
    ) -> None:
        self.path = path
        self.key_place: KeyPlace = key.place
        self.writable = mode is Mode.WRITE
        self._key = key.value
        self._mode = mode
        self._lock = lock
        self._writing = threading.RLock()
        self._guard = threading.Lock()
        self._mine = threading.local()
        self._seats: list[_Seat] = []
        self._engine: Engine | None = None
        self._closed = False
        self._file = _identity(path)
        self._wal_path = path.with_name(path.name + "-wal")
        self._wal: tuple[int, int] | None = None
        _open_here.append(path)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Wait for blocks that are running, close every connection, give the store free.

        Doing it twice is allowed. What was committed is safe whatever happens here.
        """
        with self._writing:
            if self._closed:
                return
            self._closed = True
        try:
            with self._guard:
                seats, self._seats = self._seats, []
            for seat in seats:
                with seat.busy:
                    self._shut(seat.connection)
        finally:
            self._engine = None
            _open_here.remove(self.path)
            if self._lock is not None:
                self._lock.release(self._closed_marks())

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Lend a connection for plain SQL; all of the block sees the store at one moment.

        Rows are tuples. Within this thread's own transaction the block sees what that wrote.
        Writing here is a fault of the program and raises RuntimeError.
        """
        seat = self._seat()
        with seat.busy:
            connection = seat.connection
            if connection.in_transaction:
                yield connection
                return
            try:
                connection.execute("BEGIN")
                before = connection.total_changes
                yield connection
                wrote = connection.total_changes != before
                _roll_back(connection)
            except BaseException as error:
                self._fail(seat, error)
                raise
            if wrote:
                raise RuntimeError("Store.read() was used to write; nothing was kept")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Lend a connection inside BEGIN IMMEDIATE … COMMIT; an error rolls everything back."""
        with self._writing:
            seat = self._seat()
            self._may_begin(seat)
            with seat.busy:
                try:
                    self._still_there()
                    seat.connection.execute("BEGIN IMMEDIATE")
                    yield seat.connection
                    seat.connection.execute("COMMIT")
                    self._still_there()
                except BaseException as error:
                    self._fail(seat, error)
                    raise

    @contextmanager
    def transaction(self) -> Iterator["Session"]:
        """Lend a Session inside BEGIN IMMEDIATE … COMMIT; an error rolls everything back.

        Objects stay readable after the block; only frozen domain objects should leave it.
        """
        from sqlmodel import Session

        with self._writing:
            seat = self._seat()
            self._may_begin(seat)
            with seat.busy:
                try:
                    self._still_there()
                    with Session(self._alchemy(), expire_on_commit=False) as session:
                        session.connection()  # BEGIN IMMEDIATE now, not at the first statement
                        yield session
                        session.commit()
                    self._still_there()
                except BaseException as error:
                    self._fail(seat, error)
                    raise

    def _seat(self) -> _Seat:
        """Return this thread's connection, opened when first needed."""
        if self._closed:
            raise StoreError(f"“{self.path.name}” is closed. Open the store again.")
        found: _Seat | None = getattr(self._mine, "seat", None)
        if found is None:
            owner = _Owner()
            found = _Seat(connect(self.path, self._key, self._mode), owner)
            with self._guard:
                self._clear_dead_threads()
                if not self._seats:
                    self._wal = None  # the log goes with the last connection and begins anew
                self._seats.append(found)
            self._mine.seat, self._mine.owner = found, owner
        return found

    def _connection(self) -> Connection:
        return self._seat().connection

    def _alchemy(self) -> "Engine":
        if self._engine is None:
            from visits_app.store.alchemy import engine_over

            self._engine = engine_over(self._connection)
        return self._engine

    def _may_begin(self, seat: _Seat) -> None:
        if not self.writable:
            raise RuntimeError("this store was opened for reading only")
        if seat.connection.in_transaction:
            raise RuntimeError("this thread is already in a transaction or a read")

    def _still_there(self) -> None:
        """Refuse to write into a file that is no longer at its path.

        Linux lets a program write into a deleted file and forgets all of it at the end. The log
        counts too: until a checkpoint it is the only place a commit is in.
        """
        try:
            there = _identity(self.path) == self._file
            wal = _identity(self._wal_path)
            if self._wal is None:
                self._wal = wal
            there = there and wal == self._wal
        except OSError:
            there = False
        if not there:
            raise store_gone(self.path)

    def _fail(self, seat: _Seat, error: BaseException) -> None:
        """Roll back and raise the user's sentence for `error`, if it is one of the database's."""
        told = error if isinstance(error, StoreError) else translate(error, self.path)
        try:
            _roll_back(seat.connection)
        except Exception as second:
            told = told or translate(second, self.path)
        if told is None:
            return
        if _lost_its_file(error):
            self._leave(seat)
        if told is not error:
            raise told from error

    def _leave(self, seat: _Seat) -> None:
        """Give up a connection whose file was pulled away; the next block opens another one."""
        with self._guard:
            if seat in self._seats:
                self._seats.remove(seat)
        self._mine.seat = None
        self._engine = None  # it would hand out the closed connection
        self._shut(seat.connection)

    def _clear_dead_threads(self) -> None:
        dead = [seat for seat in self._seats if seat.owner() is None]
        for seat in dead:
            self._seats.remove(seat)
            self._shut(seat.connection)

    def _shut(self, connection: Connection) -> None:
        try:
            connection.close()
        except Exception as error:
            # A checkpoint that finds no room: the log stays and is read at the next opening.
            if translate(error, self.path) is None:
                raise

    def _closed_marks(self) -> list[int] | None:
        """Return the file's marks if everything is in it, None if a log is left beside it."""
        try:
            return None if self._wal_path.exists() else file_marks(self.path)
        except OSError:
            return None


def _identity(path: Path) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116 - twice in every write, and Path.stat costs double
    return status.st_dev, status.st_ino


def _roll_back(connection: Connection) -> None:
    """Say ROLLBACK where SQLite has not done so by itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _lost_its_file(error: BaseException) -> bool:
    cause = getattr(error, "orig", None) or error
    name = str(getattr(cause, "sqlite_errorname", ""))
    return name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY_DBMOVED"))
