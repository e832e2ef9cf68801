"""Answers in and out of the store, and everything that follows from one: the hot path.

One changed answer costs a fixed handful of statements: what it was, what it is, its words for
search, its place in the history, and the visit's own columns. Nothing here begins or ends a
transaction.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from visits_app.domain.answers import themes_of, written_text
from visits_app.domain.changes import change
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.forms import Answers, Form, Question, Source, Value
from visits_app.domain.sealing import canonical_json
from visits_app.store.connection import Connection
from visits_app.store.history import record
from visits_app.store.rows import TABLES, read_rows, write_rows
from visits_app.store.theme_counting import themes_counted

PLACES = 1024
"""Texts a visit can have in the search index; the last place holds its reference."""

_REGISTERS = {
    Source.TEAMS: ("team", "team"),
    Source.MEMBERS: ("member", "member"),
    Source.THEMES: ("theme", "theme"),
    Source.INDICATORS: ("indicator", "measure"),
    Source.RECOMMENDATIONS: ("recommendation", "recommendation"),
}
"""Where a choice's id must be found; asks may be of another laptop's visits."""


FRESH = timedelta(seconds=15)
"""How old `visit.updated_at` may grow while one visit is being typed in."""


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A form with its questions at hand: id → place in the form and the question."""

    form: Form
    places: Mapping[str, tuple[int, Question]]

    @classmethod
    def of(cls, form: Form) -> "KnownForm":
        """Look the questions up once."""
        return cls(
            form, {question.id: (n, question) for n, question in enumerate(form.questions())}
        )


@dataclass(frozen=True, slots=True)
class Target:
    """The visit that is written to, and when it and any visit were last written to."""

    id: str
    number: int
    form: KnownForm
    updated_at: str = ""
    newest_at: str = ""


def read_answers(connection: Connection, visit_id: str) -> Answers:
    """Return every answer of a visit, rows included."""
    answers: Answers = {
        question_id: json.loads(value)
        for question_id, value in connection.execute(
            "SELECT question_id, value FROM answer WHERE visit_id = ? ORDER BY question_id",
            (visit_id,),
        )
    }
    for question_id in TABLES:
        rows = read_rows(connection, question_id, visit_id)
        if rows:
            answers[question_id] = rows
    return answers


def write_answers(
    connection: Connection, target: Target, answers: Answers, *, by: str, at: str
) -> bool:
    """Write what differs of `answers` (fit to keep, None clears) and say whether anything did."""
    columns: dict[str, str | None] = {}
    changed = themes_moved = False
    for question_id, value in answers.items():
        place, question = target.form.places[question_id]
        before = _read(connection, target.id, question_id)
        if _same(before, value):
            continue
        changed = True
        _check_references(connection, question, before, value)
        if question_id in TABLES:
            rows: Any = (before, value)
            write_rows(connection, question_id, target.id, *rows, by=by)
        else:
            _write(connection, target.id, question_id, value, at)
        _index(connection, target, place, question, before, value)
        old, new = change(before, value)
        record(
            connection,
            by=by,
            action="answered",
            entity="visit",
            entity_id=target.id,
            before={question_id: old},
            after={question_id: new},
        )
        columns.update(_derived(question_id, value))
        if question_id == "visitors":
            _write_visitors(connection, target, value)
        if question_id in {"themes", "findings"}:
            themes_moved |= themes_of({question_id: before}) != themes_of({question_id: value})
    if themes_moved:
        write_themes(connection, target.id, target.number)
    if changed and not _is_fresh(target, at):
        columns["updated_at"] = at
    if columns:
        sets = ", ".join(f"{name} = ?" for name in columns)
        connection.execute(f"UPDATE visit SET {sets} WHERE id = ?", (*columns.values(), target.id))
    return changed


def index_reference(connection: Connection, number: int, visit_id: str, reference: str) -> None:
    """Let search find a visit by its reference."""
    connection.execute(
        "INSERT INTO visit_text (rowid, body, visit_id, question_id) VALUES (?, ?, ?, '')",
        (number * PLACES + PLACES - 1, reference, visit_id),
    )


def index_anew(connection: Connection, target: Target, reference: str) -> None:
    """Write every text of a visit into the search index, at its place in the visit's form."""
    forget_texts(connection, target.number)
    index_reference(connection, target.number, target.id, reference)
    for question_id, value in read_answers(connection, target.id).items():
        place, question = target.form.places[question_id]
        _index(connection, target, place, question, None, value)


def forget_texts(connection: Connection, number: int) -> None:
    """Take every text of a visit out of the search index."""
    first = number * PLACES
    connection.execute(
        "DELETE FROM visit_text WHERE rowid BETWEEN ? AND ?", (first, first + PLACES - 1)
    )


def _is_fresh(target: Target, at: str) -> bool:
    """Say whether the visit's own time may stay: it is the newest of all, and seconds old.

    The order by last change is exact all the same, and a pause in typing costs two pages less.
    The answer itself always carries its exact time.
    """
    if not target.updated_at or target.updated_at != target.newest_at:
        return False
    age = datetime.fromisoformat(at) - datetime.fromisoformat(target.updated_at)
    return timedelta() <= age < FRESH


def _read(connection: Connection, visit_id: str, question_id: str) -> Value:
    if question_id in TABLES:
        rows: Any = read_rows(connection, question_id, visit_id)
        return rows  # type: ignore[no-any-return]
    found = connection.execute(
        "SELECT value FROM answer WHERE visit_id = ? AND question_id = ?",
        (visit_id, question_id),
    ).fetchone()
    value: Value = json.loads(found[0]) if found else None
    return value


def _same(one: Value, other: Value) -> bool:
    """Compare as a seal does: True is not 1, and 1.0 is not worth a write over 1."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return one == other and canonical_json(one) == canonical_json(other)


def _write(connection: Connection, visit_id: str, question_id: str, value: Value, at: str) -> None:
    if value is None:
        connection.execute(
            "DELETE FROM answer WHERE visit_id = ? AND question_id = ?", (visit_id, question_id)
        )
        return
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    connection.execute(
        "INSERT INTO answer (visit_id, question_id, value, updated_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        (visit_id, question_id, text, at),
    )


def _index(
    connection: Connection,
    target: Target,
    place: int,
    question: Question,
    before: Value,
    value: Value,
) -> None:
    old, new = written_text(question, before), written_text(question, value)
    if old == new:
        return
    rowid = target.number * PLACES + place
    if not old:
        connection.execute(
            "INSERT INTO visit_text (rowid, body, visit_id, question_id) VALUES (?, ?, ?, ?)",
            (rowid, new, target.id, question.id),
        )
    elif new:
        connection.execute("UPDATE visit_text SET body = ? WHERE rowid = ?", (new, rowid))
    else:
        connection.execute("DELETE FROM visit_text WHERE rowid = ?", (rowid,))


def _derived(question_id: str, value: Value) -> dict[str, str | None]:
    """Return the visit's columns that repeat an answer, so that lists need not read answers."""
    text = value if isinstance(value, str) else None
    if question_id == "team":
        return {"team_id": text}
    if question_id == "visit_date":
        return {"visit_date": iso_date(text)}
    if question_id == "confidence":
        return {"confidence": text or ""}
    return {}


def iso_date(text: object) -> str | None:
    """Return `text` if it is a whole ISO date, else None: a draft's date may be half typed."""
    try:
        whole = isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return None
    return str(text) if whole else None


def _write_visitors(connection: Connection, target: Target, value: Value) -> None:
    connection.execute("DELETE FROM visitor WHERE visit_id = ?", (target.id,))
    if isinstance(value, list):
        connection.executemany(
            "INSERT INTO visitor (visit_id, member_id, position, number) VALUES (?, ?, ?, ?)",
            [(target.id, id, place, target.number) for place, id in enumerate(value)],
        )


def write_themes(connection: Connection, visit_id: str, number: int) -> None:
    """Write anew which themes a visit is found by, findings as they are filed."""
    answers = {key: _read(connection, visit_id, key) for key in ("themes", "findings")}
    connection.execute("DELETE FROM visit_theme WHERE visit_id = ?", (visit_id,))
    connection.executemany(
        "INSERT INTO visit_theme (visit_id, theme_id, number) VALUES (?, ?, ?)",
        [(visit_id, theme_id, number) for theme_id in themes_counted(connection, answers)],
    )


def _check_references(
    connection: Connection, question: Question, before: Value, value: Value
) -> None:
    """Refuse ids no register knows; what was there before is let stand."""
    for source, id in _references(question, value) - _references(question, before):
        table, word = _REGISTERS[source]
        if not connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone():
            raise UnknownRecord(
                f"“{question.label}” names a {word} that is not in the register: “{id[:60]}”. "
                "Choose one from the list."
            )


def _references(question: Question, value: Any) -> set[tuple[Source, str]]:
    if not value:
        return set()
    if question.columns:
        return {
            reference
            for column in question.columns
            for row in value
            for reference in _references(column, row.get(column.id))
        }
    source = question.choices_from
    if source not in _REGISTERS:
        return set()
    ids = value if isinstance(value, list) else [value]
    return {(source, id) for id in ids if isinstance(id, str)}
