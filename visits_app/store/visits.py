"""Visits in and out of the store as raw SQL; nothing here begins or ends a transaction."""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from visits_app.domain.errors import UnknownRecord
from visits_app.domain.forms import Answers, Form
from visits_app.domain.visits import Marking, Mode, Revision, Visit, VisitState
from visits_app.store.answers import (
    KnownForm,
    Target,
    forget_texts,
    index_reference,
    iso_date,
    read_answers,
)
from visits_app.store.connection import Connection

_SIGNS = "0123456789BCDFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 without its two vowels: no letter looks like another, no word appears."""

_COLUMNS = (
    "id, reference, form_id, form_version, mode, state, author_id, team_id, visit_date,"
    " confidence, marking, example, revision, content_hash, created_at, updated_at, submitted_at"
)

_REVISION = "visit_id, number, answers, reason, content_hash, sealed_at, sealed_by"


@dataclass(frozen=True, slots=True)
class Head:
    """What must be known of a visit before it is changed."""

    id: str
    number: int
    reference: str
    form_id: str
    form_version: int
    state: str
    revision: int
    content_hash: str
    submitted_at: str | None
    mode: str
    updated_at: str
    newest_at: str
    """When any visit of this store was last written to."""

    def target(self, form: KnownForm | Form) -> Target:
        """Return where answers are written."""
        known = form if isinstance(form, KnownForm) else KnownForm.of(form)
        return Target(self.id, self.number, known, self.updated_at, self.newest_at)


def now_text() -> str:
    """Return this moment in UTC; texts of it sort by time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def read_head(connection: Connection, visit_id: str) -> Head:
    """Return the head of a visit; UnknownRecord if it is not there."""
    found = connection.execute(
        "SELECT id, number, reference, form_id, form_version, state, revision, content_hash,"
        " submitted_at, mode, updated_at, (SELECT max(updated_at) FROM visit)"
        " FROM visit WHERE id = ?",
        (visit_id,),
    ).fetchone()
    if found is None:
        raise UnknownRecord("This visit is not in this store; it may have been deleted.")
    return Head(*found)


def read_visit(
    connection: Connection, visit_id: str, *, today: date, sealed: bool = False
) -> Visit:
    """Return a visit with its answers: as it is now, or as last sealed if it ever was."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM visit WHERE id = ?", (visit_id,)).fetchone()
    if row is None:
        raise UnknownRecord("This visit is not in this store; it may have been deleted.")
    visit = _visit(row, read_answers(connection, visit_id), today)
    if sealed and visit.state is VisitState.CORRECTING:
        return as_sealed(visit, read_revisions(connection, visit_id)[-1].answers)
    return visit


def read_revisions(connection: Connection, visit_id: str) -> tuple[Revision, ...]:
    """Return the sealed versions of a visit, oldest first."""
    return tuple(
        Revision(
            visit_id=row[0],
            number=row[1],
            answers=json.loads(row[2]),
            reason=row[3],
            content_hash=row[4],
            sealed_at=datetime.fromisoformat(row[5]),
            sealed_by=row[6],
        )
        for row in connection.execute(
            f"SELECT {_REVISION} FROM revision WHERE visit_id = ? ORDER BY number", (visit_id,)
        )
    )


def insert_revision(connection: Connection, revision: Revision) -> None:
    """Keep a sealed version for ever; answers are written in the order they came."""
    connection.execute(
        f"INSERT INTO revision ({_REVISION}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            revision.visit_id,
            revision.number,
            json.dumps(revision.answers, ensure_ascii=False, separators=(",", ":")),
            revision.reason,
            revision.content_hash,
            revision.sealed_at.isoformat(timespec="microseconds"),
            revision.sealed_by,
        ),
    )


def insert_visit(connection: Connection, visit: Visit) -> int:
    """Insert a visit without its answers and return its number; its reference must be free."""
    check_member(connection, visit.author_id)
    number = 1 + int(connection.execute("SELECT max(number) FROM visit").fetchone()[0] or 0)
    at = now_text()
    connection.execute(
        f"INSERT INTO visit (number, {_COLUMNS}) VALUES (?{', ?' * 17})",
        (
            number,
            visit.id,
            visit.reference,
            visit.form_id,
            visit.form_version,
            visit.mode.value,
            "draft",
            visit.author_id,
            None,
            None,
            "",
            visit.marking.value,
            visit.example,
            0,
            "",
            visit.created_at.isoformat(timespec="microseconds") if visit.created_at else at,
            visit.updated_at.isoformat(timespec="microseconds") if visit.updated_at else at,
            None,
        ),
    )
    index_reference(connection, number, visit.id, visit.reference)
    return number


def delete_visit(connection: Connection, head: Head) -> None:
    """Delete a visit that was never sealed, with everything that hangs on it."""
    forget_texts(connection, head.number)
    connection.execute("DELETE FROM visit WHERE id = ?", (head.id,))


def free_reference(connection: Connection, year: int) -> str:
    """Return a reference nobody has yet: year and four signs, "2014-7K3M"."""
    for _ in range(200):
        reference = f"{year}-" + "".join(secrets.choice(_SIGNS) for _ in range(4))
        if reference_is_free(connection, reference):
            return reference
    raise RuntimeError("no free reference was found")


def reference_is_free(connection: Connection, reference: str) -> bool:
    """Say whether no visit has this reference."""
    query = "SELECT 1 FROM visit WHERE reference = ?"
    return connection.execute(query, (reference,)).fetchone() is None


def check_member(connection: Connection, member_id: str) -> None:
    """Raise UnknownRecord unless this member is in the register."""
    if not connection.execute("SELECT 1 FROM member WHERE id = ?", (member_id,)).fetchone():
        raise UnknownRecord(
            "The person who writes this visit is not in the register of members. Choose whose "
            "desk this is under Settings."
        )


def derived_state(state: str, visit_date: str | None, today: date) -> VisitState:
    """Return how a stored state reads: a draft dated after today is a planned visit."""
    if state == "draft" and visit_date is not None and visit_date > today.isoformat():
        return VisitState.PLANNED
    return VisitState(state)


def sealed_state(answers: Answers) -> VisitState:
    """Return what sealing these answers makes of a visit."""
    held = answers.get("took_place") is not False
    return VisitState.SUBMITTED if held else VisitState.NOT_HELD


def as_sealed(visit: Visit, answers: Answers) -> Visit:
    """Return a visit as these sealed answers say it was."""
    team, confidence = answers.get("team"), answers.get("confidence")
    day = iso_date(answers.get("visit_date"))
    return replace(
        visit,
        answers=answers,
        state=sealed_state(answers),
        team_id=team if isinstance(team, str) else None,
        visit_date=date.fromisoformat(day) if day else None,
        visitor_ids=_ids(answers),
        confidence=confidence if isinstance(confidence, str) else "",
    )


def _visit(row: tuple[Any, ...], answers: Answers, today: date) -> Visit:
    return Visit(
        id=row[0],
        reference=row[1],
        form_id=row[2],
        form_version=row[3],
        mode=Mode(row[4]),
        state=derived_state(row[5], row[8], today),
        author_id=row[6],
        answers=answers,
        team_id=row[7],
        visit_date=date.fromisoformat(row[8]) if row[8] else None,
        visitor_ids=_ids(answers),
        confidence=row[9],
        marking=Marking(row[10]),
        example=bool(row[11]),
        revision=row[12],
        content_hash=row[13],
        created_at=datetime.fromisoformat(row[14]),
        updated_at=datetime.fromisoformat(row[15]),
        submitted_at=datetime.fromisoformat(row[16]) if row[16] else None,
    )


def _ids(answers: Answers) -> tuple[str, ...]:
    visitors = answers.get("visitors")
    return tuple(str(id) for id in visitors) if isinstance(visitors, list) else ()
