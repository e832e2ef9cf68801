"""SQLite's errors as sentences for the person at the desk."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.domain.errors import (
    DamagedStore,
    DiskFull,
    ReadOnlyStore,
    StoreError,
    StoreGone,
    StoreInUse,
    StoreMissing,
    WrongKey,
)


def disk_full(path: Path) -> DiskFull:
    """Say that there is no room left."""
    return DiskFull(
        f"There is no room left on the disk of “{path.name}”. What was being saved is not saved "
        "yet and everything before is safe: make room, then save again."
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
        "taken out. Nothing is being saved. Put it back, or save your words elsewhere and open the "
        "store again."
    )


def damaged(path: Path) -> DamagedStore:
    """Say that the file was a store and can no longer be read whole."""
    return DamagedStore(
        f"“{path.name}” is damaged or was cut short, so it was not changed. Keep it as it is and "
        "use the newest copy in the “backups” folder beside it."
    )


def store_missing(path: Path) -> StoreMissing:
    """Say that there is nothing at `path`; nothing is made there either."""
    return StoreMissing(
        f"There is no store “{path.name}” in the folder “{path.parent}”. Check the place, or make "
        "a new store there."
    )


def wrong_key(path: Path) -> WrongKey:
    """Say that the key we have is not this file's key."""
    return WrongKey(
        f"The key kept on this computer does not open “{path.name}”. It belongs to another store, "
        "or the key file was exchanged: put the right key back, then open the store again."
    )


def translate(error: BaseException, path: Path) -> StoreError | None:
    """Return what to tell the user about `error`, or None for what is a fault of ours.

    Takes driver errors and SQLAlchemy's, which carry the driver's as `orig`.
    """
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, OSError):
        return _translate_os(cause, path)
    if not isinstance(cause, sqlcipher.Error):
        return None
    name = str(getattr(cause, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return damaged(path)
    if name.startswith("SQLITE_FULL"):
        return disk_full(path)
    if name.startswith("SQLITE_READONLY"):
        return read_only(path) if path.exists() else store_gone(path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreInUse(
            f"Another program is writing to “{path.name}” and did not finish in time. Nothing was "
            "changed: close it or wait a moment, then try again."
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return _translate_io(name, path)
    return None


def _translate_io(name: str, path: Path) -> StoreError:
    if not path.exists():
        return store_gone(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return read_only(path)
    if _no_room(path):
        return disk_full(path)
    if name.startswith("SQLITE_IOERR_SHORT_READ"):
        return damaged(path)
    return StoreError(
        f"The disk of “{path.name}” does not answer as it should ({name}). Nothing was lost that "
        "was saved before: check the disk, the drive or the network, then try again."
    )


def _translate_os(error: OSError, path: Path) -> StoreError | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE):
        return store_gone(path)
    if error.errno == errno.EIO:
        return _translate_io("EIO", path)
    return None


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < 256 * 1024
    except OSError:
        return False


@contextmanager
def translating(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system refuses within the block into `StoreError` children."""
    try:
        yield
    except Exception as error:
        told = translate(error, path)
        if told is None:
            raise
        raise told from error
