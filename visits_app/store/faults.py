"""SQLite's and the system's errors as sentences for the person at the desk."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.domain.errors import (
    DamagedStore,
    DiskFull,
    NotAStore,
    ReadOnlyStore,
    StoreError,
    StoreGone,
    StoreInUse,
    StoreMissing,
    WrongKey,
)

PROBE_BYTES = 256 * 1024
"""How much has to fit beside the store before "the disk is full" is ruled out."""


@contextmanager
def translating(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses within the block into `StoreError` children about `path`.

    Errors that are ours (a broken constraint, wrong SQL) and all other exceptions pass unchanged.
    """
    try:
        yield
    except Exception as error:
        told = translate(error, path)
        if told is None:
            raise
        raise told from error


@contextmanager
def translating_files(path: Path) -> Iterator[None]:
    """Turn what the system refuses about files beside `path` into `StoreError` children."""
    try:
        yield
    except OSError as error:
        raise translate_os(error, path) from error


def translate(error: BaseException, path: Path) -> StoreError | None:
    """Return what to tell the user about a database error, None for what is a fault of ours.

    Takes the driver's errors and SQLAlchemy's, which carry the driver's as `orig`.
    """
    cause = getattr(error, "orig", None) or error
    if not isinstance(cause, sqlcipher.Error):
        return None
    name = str(getattr(cause, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return damaged(path)
    if name.startswith("SQLITE_FULL"):
        return disk_full(path)
    if name.startswith("SQLITE_READONLY"):
        # What SQLite says of a file that was moved under it as well as of one it may not write.
        return read_only(path) if path.exists() else store_gone(path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy(path)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return _translate_io(name, path)
    return None


def _translate_io(name: str, path: Path) -> StoreError:
    if not path.exists():
        return store_gone(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return read_only(path)
    probe = _probe(path)
    if isinstance(probe, DiskFull | ReadOnlyStore | StoreGone):
        return probe
    if name == "SQLITE_IOERR_SHORT_READ":
        return damaged(path)
    return unwell(path, name)


def translate_os(error: OSError, path: Path) -> StoreError:
    """Return what to tell the user about what the system refused."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", -1), errno.EFBIG):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    if error.errno in (errno.ENOENT, errno.ENOTDIR, getattr(errno, "ESTALE", -1)):
        return store_gone(path)
    if error.errno == errno.ENAMETOOLONG:
        return name_too_long(path)
    return unwell(path, errno.errorcode.get(error.errno or 0, "unknown"))


def _probe(path: Path) -> StoreError | None:
    """Write a little beside the store: SQLite calls a reached quota an I/O error, not "full"."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.probe")
    # As far into the file as the log is long, for limits on the size of one file.
    wal = path.with_name(path.name + "-wal")
    try:
        with aside.open("xb") as file:
            file.seek(wal.stat().st_size if wal.exists() else 0)
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return translate_os(error, path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return None


# --- the sentences -------------------------------------------------------------------------


def disk_full(path: Path) -> DiskFull:
    """Say that there is no room left."""
    return DiskFull(
        f"There is no room left on the disk of “{path.name}”. What was just being saved is not "
        "saved yet; everything before is safe. Make room, then save again."
    )


def read_only(path: Path) -> ReadOnlyStore:
    """Say that file or folder cannot be written to."""
    return ReadOnlyStore(
        f"“{path.name}” or its folder cannot be written to. Move the store to a folder of your own "
        "or ask for the right to write there, then open it again."
    )


def store_gone(path: Path) -> StoreGone:
    """Say that the open store is not where it was."""
    return StoreGone(
        f"“{path.name}” is no longer in its folder: it was moved or deleted, or its drive was "
        "taken out. Nothing is being saved now. Put it back and save again, or keep your words "
        "elsewhere and open the store anew."
    )


def damaged(path: Path) -> DamagedStore:
    """Say that the file was a store and can no longer be read whole."""
    return DamagedStore(
        f"“{path.name}” is damaged or was cut short; it was left as it is. Keep it, and open the "
        "newest copy you have of it: the “backups” folder beside it is the first place to look."
    )


def name_too_long(path: Path) -> StoreError:
    """Say that the name leaves no room for the files that lie beside a store."""
    return StoreError(
        f"The name “{path.name[:40]}…”, or the way to it, is too long. Choose a shorter name, or a "
        "folder that is not so deep."
    )


def busy(path: Path) -> StoreInUse:
    """Say that another program holds the write lock."""
    return StoreInUse(
        f"Another program is writing to “{path.name}” and did not finish in time. Nothing was "
        "changed: close it or wait a moment, then try again."
    )


def unwell(path: Path, name: str) -> StoreError:
    """Say that the disk fails in a way we have no better word for."""
    return StoreError(
        f"The disk of “{path.name}” does not answer as it should ({name}). What was saved before "
        "is safe: check the disk, the drive or the network, then try again."
    )


def store_missing(path: Path) -> StoreMissing:
    """Say that there is nothing at `path`; nothing is made there either."""
    return StoreMissing(
        f"There is no store “{path.name}” in the folder “{path.parent}”. Check the place, or make "
        "a new store there."
    )


def not_a_store(path: Path, what: str) -> NotAStore:
    """Say that the thing at `path` is something else; `what` begins with "it is"."""
    return NotAStore(
        f"“{path.name}” is not a store of this program: {what}. It was left as it is; "
        "choose another file."
    )


def wrong_key(path: Path) -> WrongKey:
    """Say that the key we have is not this file's key."""
    return WrongKey(
        f"The key kept on this computer does not open “{path.name}”. The key or the file belongs "
        "to another store. Nothing was changed: put the right one back, then open it again."
    )
