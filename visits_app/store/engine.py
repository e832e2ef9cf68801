"""Making and opening a store, in the order that touches nothing it must not."""

import os
from dataclasses import replace
from pathlib import Path

from visits_app.domain.errors import StoreError, StoreGone
from visits_app.store import migrations
from visits_app.store.connection import Connection, Mode, connect
from visits_app.store.faults import (
    name_too_long,
    store_missing,
    translate_os,
    translating,
    translating_files,
)
from visits_app.store.files import sync_file, sync_folder
from visits_app.store.inspection import (
    APPLICATION_ID,
    SALT_BYTES,
    SMALL_BYTES,
    look_inside,
    look_outside,
    reading_mode,
)
from visits_app.store.keys import (
    Keyring,
    find_key,
    key_path,
    make_key,
    read_slots,
    set_aside,
    slots_path,
    write_slots,
)
from visits_app.store.lock import StoreLock, file_marks, lock_path, real_path
from visits_app.store.migrations import CURRENT, Schema
from visits_app.store.opened import Store, open_in_this_process

__all__ = ["Store", "create_store", "discard_store", "open_store"]

LONGEST_NAME = 200
"""Bytes a store's name may have; its keys, lock and copies are named after it and have 255."""

_made_here: set[Path] = set()
"""Stores this process has made: the only ones `discard_store` may take away."""


def create_store(path: Path, *, keyring: Keyring | None = None, schema: Schema = CURRENT) -> Store:
    """Make a new, empty store at `path` and open it; `StoreError` if something is there.

    `keyring` is the system's unless another one is given. A failure leaves nothing but the lock.
    """
    path = real_path(path)
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise name_too_long(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise _no_folder(path) from error
    except OSError as error:
        raise translate_os(error, path) from error
    lock = StoreLock.take(path)
    try:
        if os.path.lexists(path):
            raise StoreError(
                f"There is something called “{path.name}” in “{path.parent}” already. It was left "
                "as it is: open it, or choose another name or folder for the new store."
            )
        set_aside(path)
        key, slots = make_key(path, keyring)
        try:
            # Built aside: a process killed half-way leaves no half store under this name.
            aside = path.with_name(f"{path.name}.new")
            _remove(aside)
            _build(aside, key.value, schema)
            with translating_files(path), aside.open("rb") as file:
                salt = file.read(SALT_BYTES).hex()
            write_slots(path, replace(slots, salt=salt))
            with translating_files(path):
                sync_file(aside)
                aside.rename(path)
                sync_folder(path.parent)
        except BaseException:
            for left in (slots_path(path), key_path(path)):
                left.unlink(missing_ok=True)
            _remove(aside)
            raise
        _made_here.add(path)
        return Store(path, key, lock)
    except BaseException:
        lock.release()
        raise


def discard_store(path: Path) -> None:
    """Delete a closed store that this process has made, with its key; others raise ValueError."""
    path = real_path(path)
    if path not in _made_here:
        raise ValueError("only a store just made here may be discarded")
    _made_here.discard(path)
    with translating_files(path):
        for left in (slots_path(path), key_path(path), lock_path(path)):
            left.unlink(missing_ok=True)
        _remove(path)


def _remove(path: Path) -> None:
    """Delete a database with its log: a log left alone would be read into the next one."""
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _no_folder(path: Path) -> StoreError:
    return StoreError(
        f"The folder “{path.parent}” cannot be made: something on the way there is a file. "
        "Choose another folder for the new store."
    )


def open_store(
    path: Path,
    *,
    exclusive: bool = True,
    keyring: Keyring | None = None,
    schema: Schema = CURRENT,
) -> Store:
    """Open the store at `path`; never makes one, and leaves one it refuses as it is.

    With `exclusive=False` it is opened for reading only, beside a window that may have it open.
    Raises StoreMissing, NotAStore, KeyUnavailable, WrongKey, DamagedStore, NewerStore,
    ReadOnlyStore or StoreInUse.
    """
    path = real_path(path)
    if not exclusive:
        return _open_beside(path, keyring, schema)
    if not open_in_this_process(path):
        look_outside(path, read_slots(path))  # before a lock file is left beside a stranger's file
    lock = StoreLock.take(path)
    closed_as = lock.closed_as
    try:
        slots = read_slots(path)
        outside = look_outside(path, slots)
        key = find_key(path, slots, keyring)
        # Unless the file is just as an orderly close left it, every page is read before any
        # write: damage would else be found in the middle of somebody's work.
        whole = outside.log or outside.size <= SMALL_BYTES or file_marks(path) != closed_as
        revision = look_inside(path, key.value, slots, outside, schema, whole)
        _must_be_writable(path, key.value)
        if revision != schema.head:
            from visits_app.store.upgrading import bring_up_to_date

            bring_up_to_date(path, key.value, revision, schema)
        return Store(path, key, lock)
    except BaseException:
        lock.release(closed_as)
        raise


def _open_beside(path: Path, keyring: Keyring | None, schema: Schema) -> Store:
    slots = read_slots(path)
    if open_in_this_process(path):
        return Store(path, find_key(path, slots, keyring), None, Mode.READ)
    outside = look_outside(path, slots)
    key = find_key(path, slots, keyring)
    revision = look_inside(path, key.value, slots, outside, schema, whole=False)
    if revision != schema.head:
        raise StoreError(
            f"“{path.name}” was made by an earlier version. Open it once in the window, which "
            "brings it up to date, then try again."
        )
    return Store(path, key, None, reading_mode(path, outside))


def _must_be_writable(path: Path, key: bytes) -> None:
    """Take and give back the write lock: what cannot be written is refused at the door."""
    try:
        connection: Connection = connect(path, key)
        try:
            with translating(path):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
        finally:
            connection.close()
    except StoreGone as error:
        raise store_missing(path) from error


def _build(path: Path, key: bytes, schema: Schema) -> None:
    from visits_app.store.alchemy import engine_over

    connection: Connection = connect(path, key, Mode.CREATE)
    try:
        with translating(path), engine_over(lambda: connection).begin() as alchemy:
            alchemy.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.run_missing(alchemy, schema)
    finally:
        connection.close()
