"""Bringing an older store up to date: a verified copy first, then all migrations or none."""

import shutil
from datetime import datetime
from pathlib import Path

from visits_app.domain.errors import StoreError
from visits_app.store import shape
from visits_app.store.connection import Mode, connect
from visits_app.store.faults import damaged, translate, translating, translating_files
from visits_app.store.files import sync_file, sync_folder
from visits_app.store.keys import BACKUPS, slots_path
from visits_app.store.migrations import Schema, run_missing


def bring_up_to_date(path: Path, key: bytes, revision: str, schema: Schema) -> Path:
    """Migrate the store at `path`, which nobody has open; return the path of the copy made first.

    A failure on the way leaves the store as it was and raises `StoreError`.
    """
    copy = copy_store(path, key, label=f"before {schema.head}")
    connection = connect(path, key)
    try:
        with translating(path):
            # Tables are rebuilt on the way; whether all references hold is asked at the end.
            connection.execute("PRAGMA foreign_keys = OFF")
            from visits_app.store.alchemy import engine_over

            with engine_over(lambda: connection).begin() as alchemy:
                run_missing(alchemy, schema)
                if connection.execute("PRAGMA foreign_key_check").fetchone():
                    raise RuntimeError("a migration left references that lead nowhere")
    except StoreError:
        raise
    except Exception as error:
        raise translate(error, path) or StoreError(
            f"“{path.name}” was made by an earlier version ({revision}) and could not be brought "
            f"up to date. It was left as it was, and a copy is in “{copy.parent.name}”. Go on with "
            "the earlier version, and tell whoever looks after the program."
        ) from error
    finally:
        connection.close()
    return copy


def copy_store(path: Path, key: bytes, label: str) -> Path:
    """Copy a store that nobody has open into “backups” beside it and return the copy's path.

    The copy counts only once it has been opened and found whole, with the same tables and as many
    rows in each. The slots go with it: whoever has the key can open it.
    """
    connection = connect(path, key)
    try:
        with translating(path):
            # Without this, commits of a killed window stay in the log and out of the copy.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            expected = shape.definitions(connection), shape.counts(connection)
    finally:
        # Closed before the file is read: closing a second handle on it would drop SQLite's locks.
        connection.close()
    with translating_files(path):
        folder = path.parent / BACKUPS
        folder.mkdir(exist_ok=True)
        copy = _free_name(folder, path, label)
        aside = copy.with_name(copy.name + ".tmp")
        try:
            shutil.copyfile(path, aside)
            sync_file(aside)
            _must_equal(aside, key, expected)
            if slots_path(path).exists():
                shutil.copyfile(slots_path(path), slots_path(copy))
                sync_file(slots_path(copy))
            aside.replace(copy)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        sync_folder(folder)
    return copy


def _must_equal(
    copy: Path, key: bytes, expected: tuple[dict[tuple[str, str], str], dict[str, int]]
) -> None:
    connection = connect(copy, key, Mode.STILL)
    try:
        with translating(copy):
            whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            found = shape.definitions(connection), shape.counts(connection)
    finally:
        connection.close()
    if not whole or found != expected:
        raise damaged(copy)


def _free_name(folder: Path, path: Path, label: str) -> Path:
    moment = f"{datetime.now():%Y-%m-%d %H%M%S}"
    for number in range(1, 1000):
        more = f" {number}" if number > 1 else ""
        name = folder / f"{path.stem} {label} {moment}{more}{path.suffix}"
        if not name.exists():
            return name
    raise StoreError(f"There are too many copies in “{folder.name}”. Move some away.")
