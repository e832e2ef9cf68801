"""Evidence links in and out of the store as raw SQL."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from visits_app.domain.recommendations import Evidence, EvidenceKind, EvidenceLink
from visits_app.domain.text import shorten
from visits_app.domain.visits import VisitState
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

_PUBLIC = """
   AND v.marking NOT IN ('restricted', 'exempt')
   AND NOT EXISTS (SELECT 1 FROM review w
        WHERE w.visit_id = v.id AND w.marking IN ('restricted', 'exempt'))
   AND NOT EXISTS (SELECT 1 FROM restriction x WHERE x.visit_id = v.id
        AND ((l.finding_id IS NULL AND x.question_id = 'summary')
          OR (l.finding_id IS NOT NULL AND x.question_id = 'findings'
              AND x.row_id IN ('', l.finding_id))))
"""
"""What a public paper may show: `l` ties a whole visit by its summary, or one finding of it."""


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


def sealed_evidence(
    connection: Connection, today: date, *, ids: Sequence[str] | None = None, public: bool = False
) -> dict[str, tuple[Evidence, ...]]:
    """Return by recommendation what sealed reports say, by team and date.

    `ids` are the recommendations asked for, None for all. A report being corrected speaks as it
    was sealed last. With `public`, reports marked restricted or exempt and answers and rows kept
    out of everything public are left out.
    """
    where, values = _of(ids)
    rows = connection.execute(
        f"{_EVIDENCE} WHERE v.revision > 0{_PUBLIC if public else ''}{where}"
        " ORDER BY t.name IS NULL, t.name, v.visit_date, v.number, f.position, l.made_at, l.id",
        values,
    ).fetchall()
    found: dict[str, list[Evidence]] = {}
    for row in rows:
        piece = _evidence(row, today)
        if row[13] == VisitState.CORRECTING.value:
            sealed = _as_sealed(connection, piece)
            if sealed is None:
                continue
            piece = sealed
        found.setdefault(piece.link.recommendation_id, []).append(piece)
    return {id: tuple(pieces) for id, pieces in found.items()}


def sealed_counts(connection: Connection) -> dict[str, dict[EvidenceKind, int]]:
    """Count, in one question to the store, links to sealed reports by recommendation and kind."""
    counts: dict[str, dict[EvidenceKind, int]] = {}
    kinds = {kind.value: kind for kind in EvidenceKind}
    query = (
        "SELECT l.recommendation_id, l.kind, count(*) FROM evidence_link l"
        " JOIN visit v ON v.id = l.visit_id WHERE v.revision > 0 GROUP BY 1, 2"
    )
    for id, kind, count in connection.execute(query):
        counts.setdefault(id, {})[kinds[kind]] = count
    return counts


def teams_of_evidence(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return by recommendation the ids of the teams whose visits are tied to it."""
    found: dict[str, tuple[str, ...]] = {}
    query = (
        "SELECT recommendation_id, group_concat(team_id) FROM ("
        "SELECT DISTINCT l.recommendation_id, v.team_id FROM evidence_link l"
        " JOIN visit v ON v.id = l.visit_id WHERE v.team_id IS NOT NULL) GROUP BY 1"
    )
    for id, teams in connection.execute(query):
        found[id] = tuple(str(teams).split(","))
    return found


def _of(ids: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    """Return the SQL, and its values, that keeps to some recommendations."""
    if ids is None:
        return "", ()
    return f" AND l.recommendation_id IN ({', '.join('?' * len(ids))})", tuple(ids)


def _as_sealed(connection: Connection, piece: Evidence) -> Evidence | None:
    """Return evidence in the words of the last sealed version; None where it does not have it."""
    row = connection.execute(
        "SELECT answers FROM revision WHERE visit_id = ? ORDER BY number DESC LIMIT 1",
        (piece.link.visit_id,),
    ).fetchone()
    answers = json.loads(row[0]) if row else {}
    if piece.link.finding_id is None:
        return replace(piece, finding_text=shorten(str(answers.get("summary") or ""), EXCERPT))
    for finding in answers.get("findings") or ():
        if finding.get("id") == piece.link.finding_id:
            return replace(
                piece,
                finding_kind=str(finding.get("kind") or ""),
                finding_text=str(finding.get("text") or ""),
            )
    return None


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
