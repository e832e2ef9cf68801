"""Looking at a store before opening it, so that one that is refused stays as it is, to the byte."""

import os
import stat
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from visits_app.domain.errors import DamagedStore, NewerStore, StoreError
from visits_app.store.connection import PAGE_BYTES, PLAIN_HEADER, Connection, Mode, connect
from visits_app.store.faults import (
    damaged,
    not_a_store,
    read_only,
    store_missing,
    translating,
    translating_files,
    wrong_key,
)
from visits_app.store.keys import KeySlots
from visits_app.store.migrations import Schema, stored_revision

APPLICATION_ID = 0x4D565354
"""Written into every store's header: "MVST"."""

SALT_BYTES = 16
SMALL_BYTES = 2 * 1024 * 1024
"""Up to this size a store is read whole at every opening; it takes a few milliseconds."""

_KNOWN_FILES = (
    (PLAIN_HEADER, "it is an unencrypted SQLite database"),
    (b"PK\x03\x04", "it is a zip file or an office document"),
    (b"%PDF", "it is a PDF"),
    (b"age-encryption.org", "it is an encrypted pack or key"),
)


@dataclass(frozen=True, slots=True)
class Outside:
    """What can be seen of a file without its key."""

    size: int
    salt: bytes
    encrypted: bool
    """The first page looks as random as an encrypted one."""
    log: bool
    """A `-wal` with commits lies beside it: the last window was killed."""


def look_outside(path: Path, slots: KeySlots | None) -> Outside:
    """Look at the file without a key; refuses what cannot be a store, whatever the key."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise store_missing(path) from None
    except OSError as error:
        with translating_files(path):
            raise error
    if stat.S_ISDIR(status.st_mode):
        raise not_a_store(path, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise not_a_store(path, "it is no ordinary file")
    with translating_files(path), path.open("rb") as file:
        first = file.read(PAGE_BYTES)
    for start, what in _KNOWN_FILES:
        if first.startswith(start):
            raise not_a_store(path, what)
    wal = path.with_name(path.name + "-wal")
    outside = Outside(
        size=status.st_size,
        salt=first[:SALT_BYTES],
        encrypted=_looks_random(first),
        log=wal.exists() and wal.stat().st_size > 0,
    )
    if outside.size == 0:
        raise _empty(path) if slots else not_a_store(path, "it is empty")
    # A log may still hold the rest of the file.
    if outside.size % PAGE_BYTES and not outside.log:
        raise (
            damaged(path) if _is_ours(outside, slots) else not_a_store(path, "it is something else")
        )
    if not outside.encrypted and not _is_ours(outside, slots):
        # With our slots beside it and random pages behind, only the beginning was overwritten.
        if slots and _ends_random(path, outside.size):
            raise damaged(path)
        raise not_a_store(path, "it is something else")
    return outside


def look_inside(
    path: Path, key: bytes, slots: KeySlots | None, outside: Outside, schema: Schema, whole: bool
) -> str:
    """Return the revision of the store; refuses what is damaged, foreign or newer.

    Reads every page if `whole`. Changes neither the store nor its log.
    """
    with closing(_unlock(path, key, slots, outside)) as connection, translating(path):
        revision = _read_inside(path, connection, schema)
        if whole and not _is_whole(connection, outside):
            raise damaged(path)
    return revision


def _unlock(path: Path, key: bytes, slots: KeySlots | None, outside: Outside) -> Connection:
    """Open the file and read its first page.

    SQLite says the same of a damaged one and of one whose key we do not have; the slots know how
    the store begins, and tell them apart.
    """
    try:
        connection = connect(path, key, Mode.LOOK if outside.log else Mode.STILL)
        try:
            with translating(path):
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    except DamagedStore as error:
        raise (damaged(path) if _is_ours(outside, slots) else wrong_key(path)) from error
    return connection


def _is_whole(connection: Connection, outside: Outside) -> bool:
    """Read every page; each carries a code over its number and content that damage breaks.

    The codes alone are five times as fast as SQLite's own check, but are looked up in the file
    only: with a log beside it they raise false alarms, and SQLite has to follow its trees.
    """
    if outside.log:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    if pages * PAGE_BYTES != outside.size:
        return False
    return not connection.execute("PRAGMA cipher_integrity_check").fetchall()


def reading_mode(path: Path, outside: Outside) -> Mode:
    """Return how to read a store without its lock, be it beside a window or on read-only media."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return Mode.READ
    if outside.log:
        raise read_only(path)  # the newest commits are in the log, which cannot be read there
    return Mode.STILL


def _read_inside(path: Path, connection: Connection, schema: Schema) -> str:
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    revision = stored_revision(connection)
    if not ours or revision is None:
        raise not_a_store(path, "it is encrypted with this key, but by another program")
    if revision not in schema.known:
        raise NewerStore(
            f"“{path.name}” was written by a newer version of this program. It was left as it is: "
            "install the newer version here, then open it again."
        )
    return revision


def _is_ours(outside: Outside, slots: KeySlots | None) -> bool:
    """Say whether the file begins as the slots remember, give or take a few damaged bytes."""
    if slots is None or not slots.salt:
        return False
    same = sum(a == b for a, b in zip(outside.salt, bytes.fromhex(slots.salt), strict=False))
    return same >= SALT_BYTES // 2


def _looks_random(page: bytes) -> bool:
    """Say whether a whole page uses nearly all byte values, as encrypted ones do."""
    return len(page) == PAGE_BYTES and len(set(page)) > 240


def _ends_random(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, (size // PAGE_BYTES - 1) * PAGE_BYTES))
        return _looks_random(file.read(PAGE_BYTES))


def _empty(path: Path) -> StoreError:
    return DamagedStore(
        f"“{path.name}” is empty although it was a store. It was left as it is: open the newest "
        "copy you have of it; the “backups” folder beside it is the first place to look."
    )
