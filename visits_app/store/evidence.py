"""Evidence links in and out of the store as raw SQL."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from visits_app.domain.recommendations import (
    Evidence,
    EvidenceKind,
    EvidenceLink,
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.text import shorten
from visits_app.store.connection import Connection
from visits_app.store.visits import derived_state

LINK = "id, recommendation_id, visit_id, finding_id, kind, note, made_by, made_at"

EXCERPT = 300
"""Longest stretch of a visit's summary that stands for a visit linked as a whole."""

_EVIDENCE = f"""
SELECT {", ".join(f"l.{name}" for name in LINK.split(", "))},
       r.reference, r.title, t.name, v.visit_date, v.reference, v.state, f.kind, f.text,
       (SELECT value FROM answer WHERE visit_id = v.id AND question_id = 'summary')
  FROM evidence_link l
  JOIN recommendation r ON r.id = l.recommendation_id
  JOIN visit v ON v.id = l.visit_id
  LEFT JOIN team t ON t.id = v.team_id
  LEFT JOIN finding f ON f.id = l.finding_id
"""


def read_link(connection: Connection, link_id: str) -> EvidenceLink | None:
    """Return one link, or None."""
    row = connection.execute(f"SELECT {LINK} FROM evidence_link WHERE id = ?", (link_id,))
    return next(_links(row), None)


def links_of_visit(connection: Connection, visit_id: str) -> tuple[EvidenceLink, ...]:
    """Return every link of a visit and its findings."""
    query = f"SELECT {LINK} FROM evidence_link WHERE visit_id = ? ORDER BY made_at, id"
    return tuple(_links(connection.execute(query, (visit_id,))))


def insert_link(connection: Connection, link: EvidenceLink) -> None:
    """Insert a link; its recommendation, visit and finding must be there."""
    connection.execute(
        f"INSERT INTO evidence_link ({LINK}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            link.id,
            link.recommendation_id,
            link.visit_id,
            link.finding_id,
            link.kind.value,
            link.note,
            link.made_by,
            link.made_at.isoformat(timespec="microseconds") if link.made_at else "",
        ),
    )


def delete_link(connection: Connection, link_id: str) -> None:
    """Delete a link."""
    connection.execute("DELETE FROM evidence_link WHERE id = ?", (link_id,))


def link_as_json(link: EvidenceLink) -> dict[str, Any]:
    """Return a link as the history keeps it."""
    return {
        "recommendation": link.recommendation_id,
        "visit": link.visit_id,
        "finding": link.finding_id,
        "kind": link.kind.value,
        "note": link.note,
        "made_by": link.made_by,
        "made_at": link.made_at,
    }


def evidence(connection: Connection, column: str, id: str, today: date) -> tuple[Evidence, ...]:
    """Return evidence by "recommendation_id" (by team and date) or "visit_id" (by reference)."""
    orders = {
        "recommendation_id": "t.name IS NULL, t.name, v.visit_date, v.number, f.position",
        "visit_id": "r.reference, f.position, l.made_at",
    }
    query = f"{_EVIDENCE} WHERE l.{column} = ? ORDER BY {orders[column]}"
    return tuple(_evidence(row, today) for row in connection.execute(query, (id,)))


def evidence_counts(connection: Connection) -> dict[str, dict[EvidenceKind, int]]:
    """Count links by recommendation and kind; a recommendation without any is not there."""
    counts: dict[str, dict[EvidenceKind, int]] = {}
    query = "SELECT recommendation_id, kind, count(*) FROM evidence_link GROUP BY 1, 2"
    for id, kind, count in connection.execute(query):
        counts.setdefault(id, {})[EvidenceKind(kind)] = count
    return counts


def recommendations(connection: Connection) -> tuple[Recommendation, ...]:
    """Return every recommendation by reference, numbers in it by size."""
    found = [
        Recommendation(
            id=row[0],
            reference=row[1],
            title=row[2],
            text=row[3],
            origin=row[4],
            made_on=_day(row[5]),
            owner=row[6],
            due=_day(row[7]),
            due_text=row[8],
            status=RecommendationStatus(row[9]),
            note=row[10],
            year=row[11],
            service_area=row[12],
            body_id=row[13],
            meeting_id=row[14],
            executive_on=_day(row[15]),
            cabinet_member=row[16],
            response=Response(row[17]),
            response_reason=row[18],
            responded_on=_day(row[19]),
            timetable=row[20],
            original_due=_day(row[21]),
            review_on=_day(row[22]),
            carried_from=row[23],
            superseded_by=row[24],
        )
        for row in connection.execute(
            "SELECT id, reference, title, text, origin, made_on, owner, due, due_text, status,"
            " note, year, service_area, body_id, meeting_id, executive_on, cabinet_member,"
            " response, response_reason, responded_on, timetable, original_due, review_on,"
            " carried_from, superseded_by FROM recommendation"
        )
    ]
    return tuple(sorted(found, key=lambda item: _natural(item.reference)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _natural(reference: str) -> list[tuple[bool, int, str]]:
    """Order "R2" before "R10"."""
    import re

    parts = re.findall(r"[0-9]+|[^0-9]+", reference)
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part.casefold())
        for part in parts
    ]


def _links(rows: Iterable[tuple[Any, ...]]) -> Any:
    return (_link(row) for row in rows)


def _link(row: tuple[Any, ...]) -> EvidenceLink:
    return EvidenceLink(
        id=row[0],
        recommendation_id=row[1],
        visit_id=row[2],
        finding_id=row[3],
        kind=EvidenceKind(row[4]),
        note=row[5],
        made_by=row[6],
        made_at=datetime.fromisoformat(row[7]) if row[7] else None,
    )


def _evidence(row: tuple[Any, ...], today: date) -> Evidence:
    import json

    summary = json.loads(row[16]) if row[16] else ""
    return Evidence(
        link=_link(row[:8]),
        recommendation=f"{row[8]} {row[9]}",
        team=row[10] or "",
        visit_date=date.fromisoformat(row[11]) if row[11] else None,
        visit_reference=row[12],
        visit_state=derived_state(row[13], row[11], today).value,
        finding_kind=row[14] or "",
        finding_text=row[15] if row[3] else shorten(str(summary), EXCERPT),
    )
