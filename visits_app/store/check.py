"""The long examination of a store: every page, every reference, every seal, in plain sentences."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from visits_app.domain.errors import DamagedStore, ReadOnlyStore, StoreError, StoreInUse
from visits_app.store import shape
from visits_app.store.connection import Connection, Mode, connect
from visits_app.store.faults import translate
from visits_app.store.inspection import look_inside, look_outside, reading_mode
from visits_app.store.keys import Keyring, find_key, read_slots
from visits_app.store.lock import StoreLock, real_path
from visits_app.store.migrations import CURRENT, Schema, run_missing, stored_revision
from visits_app.store.opened import open_in_this_process


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What an examination found."""

    path: Path
    checked_at: datetime
    revision: str
    counts: dict[str, int]
    """Rows of every table; empty where they could not be counted."""
    passed: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.faults

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the whole report, the verdict first."""
        verdict = (
            f"“{self.path.name}” is in order."
            if self.ok
            else f"“{self.path.name}” is not in order. Keep it as it is, and open the newest copy."
        )
        return (verdict, *self.faults, *self.passed)


def check_store(
    path: Path, *, keyring: Keyring | None = None, schema: Schema = CURRENT
) -> CheckReport:
    """Examine the store at `path`, open in a window or not; changes no record.

    Damage is reported, not raised. What is no store at all, or cannot be opened for want of its
    key, raises as in `open_store`.
    """
    path = real_path(path)
    slots = read_slots(path)
    here = open_in_this_process(path)
    if not here:
        look_outside(path, slots)
    try:
        lock = StoreLock.take(path)
    except (StoreInUse, ReadOnlyStore):
        lock = None
    examination = _Examination(path)
    try:
        key = find_key(path, slots, keyring)
        mode = Mode.READ
        if not here:
            outside = look_outside(path, slots)
            look_inside(path, key.value, slots, outside, schema, whole=False)
            mode = reading_mode(path, outside)
            if lock is not None and mode is Mode.READ:
                mode = Mode.WRITE
        with closing(connect(path, key.value, mode)) as connection:
            examination.run(connection, schema, alone=mode is Mode.WRITE)
    except DamagedStore as error:
        examination.faults.append(str(error))
    finally:
        if lock is not None:
            lock.release(lock.closed_as)
    return examination.report()


class _Examination:
    """One examination under way: a list of questions, each of which may itself fail."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.revision = ""
        self.counts: dict[str, int] = {}
        self.passed: list[str] = []
        self.faults: list[str] = []

    def run(self, connection: Connection, schema: Schema, *, alone: bool) -> None:
        """Ask every question; one that cannot be answered does not keep the others back."""
        if alone:
            self._ask(_encryption, connection, "Every page is encrypted and unaltered.")
        self._ask(_structure, connection, "Tables, indexes and the search index are whole.")
        self._ask(_references, connection, "Every reference leads to a record.")
        self._ask(
            lambda conn: _tables(conn, schema), connection, "The tables are those of this version."
        )
        self._ask(_history, connection, "The history has no gap.")
        self._ask(_seals, connection, "Every submitted visit has its sealed version, unaltered.")
        self._ask(_forms, connection, "Every visit has the form it was written on, unaltered.")
        self._ask(_search, connection, "The search index knows only visits that are there.")
        self._ask(self._count, connection, "The rows were counted.")

    def report(self) -> CheckReport:
        return CheckReport(
            path=self.path,
            checked_at=datetime.now().astimezone(),
            revision=self.revision,
            counts=self.counts,
            passed=tuple(self.passed),
            faults=tuple(self.faults),
        )

    def _ask(
        self, question: Callable[[Connection], list[str]], connection: Connection, good: str
    ) -> None:
        try:
            faults = question(connection)
        except Exception as error:
            told = translate(error, self.path)
            if told is None and not type(error).__module__.startswith("sqlcipher3"):
                raise
            faults = [_unanswered(good, error, told)]
        self.faults += [fault for fault in faults if fault not in self.faults]
        if not faults and question != self._count:  # which says more itself
            self.passed.append(good)

    def _count(self, connection: Connection) -> list[str]:
        self.revision = stored_revision(connection) or ""
        self.counts = shape.counts(connection)
        visits, entries = self.counts.get("visit", 0), self.counts.get("history", 0)
        self.passed.append(
            f"It holds {visits:,} visit{'' if visits == 1 else 's'} and {entries:,} "
            f"entr{'y' if entries == 1 else 'ies'} of history, in {len(self.counts)} tables."
        )
        return []


def _unanswered(good: str, error: Exception, told: StoreError | None) -> str:
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if isinstance(told, DamagedStore):
        return f"Some pages cannot be read any more ({name})."
    return f"This could not be examined ({name}): {good[:1].lower()}{good[1:]}"


def _encryption(connection: Connection) -> list[str]:
    # The check reads the main file only: without the checkpoint it takes commits that are still
    # in the log for damage.
    blocked = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if blocked:
        return []
    found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return [f"{len(found)} page(s) of the file were altered or damaged."] if found else []


def _structure(connection: Connection) -> list[str]:
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else [f"The inner order is broken: {line}." for line in found]


def _references(connection: Connection) -> list[str]:
    found: dict[tuple[Any, Any], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        found[table, parent] = found.get((table, parent), 0) + 1
    return [
        f"{number} row(s) of “{table}” refer to a “{parent}” that is not there."
        for (table, parent), number in found.items()
    ]


def _tables(connection: Connection, schema: Schema) -> list[str]:
    from sqlcipher3 import dbapi2 as sqlcipher

    from visits_app.store.alchemy import engine_over

    # What the migrations build is the measure, so there is no second list to keep up to date.
    pattern = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        with engine_over(lambda: pattern).begin() as alchemy:
            run_missing(alchemy, schema)
        wanted = shape.definitions(pattern)
    finally:
        pattern.close()
    found = shape.definitions(connection)
    faults = [f"{kind.capitalize()} “{name}” is missing." for kind, name in wanted.keys() - found]
    faults += [f"{kind.capitalize()} “{name}” is not ours." for kind, name in found.keys() - wanted]
    faults += [
        f"{kind.capitalize()} “{name}” is not as this version makes it."
        for kind, name in wanted.keys() & found.keys()
        if wanted[kind, name] != found[kind, name]
    ]
    return sorted(faults)


def _history(connection: Connection) -> list[str]:
    first, last, number = connection.execute(
        "SELECT coalesce(min(sequence), 1), coalesce(max(sequence), 0), count(*) FROM history"
    ).fetchone()
    if first == 1 and last == number:
        return []
    missing = last - number
    gap = connection.execute(
        "SELECT coalesce(min(sequence), 0) + 1 FROM history AS h"
        " WHERE NOT EXISTS (SELECT 1 FROM history WHERE sequence = h.sequence + 1)"
    ).fetchone()[0]
    where = 1 if first != 1 else gap
    return [f"{missing} entr{'y is' if missing == 1 else 'ies are'} gone from entry {where} on."]


def _seals(connection: Connection) -> list[str]:
    import json

    from visits_app.domain.sealing import content_hash

    faults = [
        f"Visit {reference} is submitted, but its sealed version {revision} is not there."
        for reference, revision in connection.execute(
            "SELECT v.reference, v.revision FROM visit AS v"
            " LEFT JOIN revision AS r ON r.visit_id = v.id AND r.number = v.revision"
            " WHERE v.state <> 'draft'"
            " AND (r.number IS NULL OR r.content_hash <> v.content_hash)"
        )
    ]
    rows = connection.execute(
        "SELECT v.reference, v.form_id, v.form_version, r.number, r.answers, r.content_hash"
        " FROM revision AS r JOIN visit AS v ON v.id = r.visit_id"
    )
    for reference, form_id, form_version, number, answers, sealed in rows:
        try:
            now = content_hash(reference, form_id, form_version, json.loads(answers))
        except ValueError:
            now = ""
        if now != sealed:
            faults.append(f"Version {number} of visit {reference} is not what was sealed.")
    return faults


def _forms(connection: Connection) -> list[str]:
    from hashlib import sha256

    faults = [
        f"Version {version} of the form “{id}” is not there, but {number} visit(s) were written "
        "on it."
        for id, version, number in connection.execute(
            "SELECT v.form_id, v.form_version, count(*) FROM visit AS v"
            " LEFT JOIN form AS f ON f.id = v.form_id AND f.version = v.form_version"
            " WHERE f.id IS NULL GROUP BY 1, 2"
        )
    ]
    for id, version, source, seal in connection.execute(
        "SELECT id, version, source, sha256 FROM form"
    ):
        if sha256(source.encode("utf-8")).hexdigest() != seal:
            faults.append(
                f"Version {version} of the form “{id}” is not what was copied into the store."
            )
    return faults


def _search(connection: Connection) -> list[str]:
    found = connection.execute(
        "SELECT count(*) FROM visit_text WHERE visit_id NOT IN (SELECT id FROM visit)"
    ).fetchone()[0]
    return [f"{found} text(s) of the search index belong to no visit."] if found else []
