"""The only place that opens SQLCipher and sets its switches."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.store.faults import translating

if TYPE_CHECKING:
    from sqlite3 import Connection as Connection  # the same shape, and typed
else:
    Connection = sqlcipher.Connection

BUSY_SECONDS = 5.0
"""How long one writer waits for another process before it gives up."""

PLAIN_HEADER = b"SQLite format 3\x00"
"""How an unencrypted SQLite file begins; a store never does."""


class Mode(StrEnum):
    """How a store file is opened."""

    CREATE = "rwc"
    WRITE = "rw"
    READ = "ro"
    INSPECT = "immutable"
    """Read without leaving a trace: no `-wal`, no `-shm`; only while nobody else writes."""


def connect(path: Path, key: bytes, mode: Mode = Mode.WRITE) -> Connection:
    """Open `path` with the raw 256-bit `key`; only `Mode.CREATE` makes a file.

    The connection is in autocommit mode (we say BEGIN and COMMIT ourselves: the driver's own
    transactions leave out DDL) and may be closed from any thread. Raises `StoreError` children.
    """
    if len(key) != 32:
        raise ValueError("a store key has 32 bytes")
    query = "mode=ro&immutable=1" if mode is Mode.INSPECT else f"mode={mode}"
    with translating(path):
        connection: Connection = sqlcipher.connect(
            f"{_uri(path)}?{query}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
            cached_statements=256,
        )
        try:
            _prepare(connection, key, mode)
        except BaseException:
            connection.close()
            raise
    return connection


def _uri(path: Path) -> str:
    """Spell the absolute path as SQLite's URI, whatever signs are in it."""
    text = path.absolute().as_posix()
    return "file:" + quote(text if text.startswith("/") else f"/{text}", safe="/:")


def _prepare(connection: Connection, key: bytes, mode: Mode) -> None:
    run = connection.execute
    run("PRAGMA cipher_log_level = NONE")
    # A plain SQLite would take PRAGMA key without a word and write everything in the clear.
    if not run("PRAGMA cipher_version").fetchone():
        raise RuntimeError("this build of sqlcipher3 has no encryption")
    run(f"PRAGMA key = \"x'{key.hex()}'\"")
    run("PRAGMA trusted_schema = OFF")
    run("PRAGMA temp_store = MEMORY")
    run("PRAGMA foreign_keys = ON")
    # REPLACE must not slip past the triggers that keep the history whole.
    run("PRAGMA recursive_triggers = ON")
    if mode in (Mode.CREATE, Mode.WRITE):
        # The first statement that reads the file: a wrong key shows here.
        found = run("PRAGMA journal_mode").fetchone()[0]
        if found != "wal":
            run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
    else:
        run("PRAGMA query_only = ON")
