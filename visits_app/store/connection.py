"""The only place that opens SQLCipher and sets its switches."""

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.store.faults import translating

if TYPE_CHECKING:
    from sqlite3 import Connection as Connection  # the same shape, and typed
else:
    Connection = sqlcipher.Connection

PAGE_BYTES = 4096
BUSY_SECONDS = 5.0
"""How long one writer waits for another process before it gives up."""

PLAIN_HEADER = b"SQLite format 3\x00"
"""How an unencrypted SQLite file begins; a store never does."""


class Mode(Enum):
    """How a store file is opened; the value is SQLite's `mode=`."""

    CREATE = "rwc"
    """The only mode that makes a file."""
    WRITE = "rw"
    READ = "rw "
    """Read beside a running window; `rw` all the same, because a reader that may not tidy up
    leaves `-wal` and `-shm` behind. SQLite is told to refuse writes."""
    LOOK = "ro"
    """Read a store whose last window was killed, changing neither store nor `-wal`."""
    STILL = "ro&immutable=1"
    """Read without leaving a trace, also from read-only media; only while nobody writes."""


def connect(path: Path, key: bytes, mode: Mode = Mode.WRITE) -> Connection:
    """Open `path` with the raw 256-bit `key`; only `Mode.CREATE` makes a file.

    The connection is in autocommit mode (we say BEGIN and COMMIT ourselves: the driver's own
    transactions leave out DDL) and may be closed from any thread. Raises `StoreError` children.
    """
    if len(key) != 32:
        raise ValueError("a store key has 32 bytes")
    with translating(path):
        connection: Connection = sqlcipher.connect(
            f"{_uri(path)}?mode={mode.value.strip()}",
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
    if not text.startswith("/"):
        text = f"/{text}"
    # A name on Linux may be bytes that are no text; Python shows those as surrogates.
    return "file:" + quote(text, safe="/:", errors="surrogateescape")


def _prepare(connection: Connection, key: bytes, mode: Mode) -> None:
    run = connection.execute
    run("PRAGMA cipher_log_level = NONE")
    # A plain SQLite would take PRAGMA key without a word and write everything in the clear.
    if not run("PRAGMA cipher_version").fetchone():
        raise RuntimeError("this build of sqlcipher3 has no encryption")
    run(f"PRAGMA key = \"x'{key.hex()}'\"")
    # Said, not left to the library: a later SQLCipher may have other defaults.
    run("PRAGMA cipher_compatibility = 4")
    run("PRAGMA trusted_schema = OFF")
    run("PRAGMA temp_store = MEMORY")
    run("PRAGMA foreign_keys = ON")
    # REPLACE must not slip past the triggers that keep the history whole.
    run("PRAGMA recursive_triggers = ON")
    run("PRAGMA cache_size = -16000")
    if mode in (Mode.CREATE, Mode.WRITE):
        # The first statement that reads the file: a wrong key shows here.
        if run("PRAGMA journal_mode").fetchone()[0] != "wal":
            run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
    else:
        run("PRAGMA query_only = ON")
