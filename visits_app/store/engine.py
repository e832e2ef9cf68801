"""Making and opening a store, in the order that touches nothing it must not."""

import os
from dataclasses import replace
from pathlib import Path

from visits_app.domain.errors import NewerStore, NotAStore, StoreError
from visits_app.store import migrations
from visits_app.store.connection import PLAIN_HEADER, Connection, Mode, connect
from visits_app.store.faults import store_missing, translating, wrong_key
from visits_app.store.keys import Keyring, find_key, make_key, read_slots, write_slots
from visits_app.store.lock import StoreLock
from visits_app.store.opened import Store

__all__ = ["Store", "create_store", "open_store"]

APPLICATION_ID = 0x4D565354
"""Written into the header of the file: "MVST"."""


def create_store(path: Path, *, keyring: Keyring | None = None) -> Store:
    """Make a new, empty store at `path` and open it; `StoreError` if something is there."""
    path = Path(path).absolute()
    if os.path.lexists(path):
        raise StoreError(f"There is something at “{path.name}” already. Choose another name.")
    with translating(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    lock = StoreLock.take(path)
    try:
        key, slots = make_key(path, keyring)
        _build(path, key.value)
        with path.open("rb") as file:
            write_slots(path, replace(slots, salt=file.read(16).hex()))
        return Store(path, key, lock)
    except BaseException:
        lock.release()
        raise


def open_store(path: Path, *, exclusive: bool = True, keyring: Keyring | None = None) -> Store:
    """Open the store at `path`; never makes one."""
    path = Path(path).absolute()
    if not os.path.lexists(path):
        raise store_missing(path)
    lock = StoreLock.take(path) if exclusive else None
    try:
        with path.open("rb") as file:
            head = file.read(16)
        if head == PLAIN_HEADER or not head:
            raise NotAStore(f"“{path.name}” is not a store of this program.")
        slots = read_slots(path)
        key = find_key(path, slots, keyring)
        if slots and not slots.fits(key.value):
            raise wrong_key(path)
        connection = connect(path, key.value)
        revision = migrations.stored_revision(connection)
        connection.close()
        if revision not in migrations.KNOWN:
            raise NewerStore(f"“{path.name}” was written by a newer version of the program.")
        return Store(path, key, lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _build(path: Path, key: bytes) -> None:
    from visits_app.store.alchemy import engine_over

    connection: Connection = connect(path, key, Mode.CREATE)
    try:
        engine = engine_over(lambda: connection)
        with translating(path), engine.begin() as alchemy:
            migrations.upgrade(alchemy)
            alchemy.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        connection.close()
