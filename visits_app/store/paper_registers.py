"""Rota, recommendations, evidence and meetings as papers tell them, as plain SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from visits_app.domain.drafting.records import (
    EvidenceRecord,
    ItemRecord,
    MeetingRecord,
    RotaRecord,
    SeatRecord,
)
from visits_app.domain.meetings import Presence
from visits_app.domain.recommendations import EvidenceKind
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.store.connection import Connection
from visits_app.store.paper_visits import Restrictions, Sealed
from visits_app.store.registers import meetings as all_meetings


def rota(
    connection: Connection, low: date, high: date, team_ids: Sequence[str] = ()
) -> tuple[RotaRecord, ...]:
    """Return the visits planned between two days, oldest first."""
    going: dict[str, list[str]] = {}
    days = (low.isoformat(), high.isoformat())
    for rota_id, member_id in connection.execute(
        "SELECT m.rota_visit_id, m.member_id FROM rota_member m JOIN rota_visit r"
        " ON r.id = m.rota_visit_id WHERE r.on_day BETWEEN ? AND ?"
        " ORDER BY m.rota_visit_id, m.position",
        days,
    ):
        going.setdefault(rota_id, []).append(member_id)
    return tuple(
        RotaRecord(
            RotaVisit(
                id=row[0],
                uid=row[1],
                team_id=row[2],
                on_day=date.fromisoformat(row[3]),
                status=RotaStatus(row[4]),
                reason=row[5],
                purpose=row[6],
                visit_id=row[7],
                member_ids=tuple(going.get(row[0], ())),
            ),
            row[8],
        )
        for row in connection.execute(
            "SELECT r.id, r.uid, r.team_id, r.on_day, r.status, r.reason, r.purpose, r.visit_id,"
            " t.name FROM rota_visit r JOIN team t ON t.id = r.team_id"
            " WHERE r.on_day BETWEEN ? AND ? ORDER BY r.on_day, t.name, r.id",
            days,
        )
        if not team_ids or row[2] in set(team_ids)
    )


def evidence(
    connection: Connection,
    low: date,
    high: date,
    hidden: Restrictions,
    corrected: Mapping[str, Sealed],
    team_ids: Sequence[str] = (),
) -> tuple[EvidenceRecord, ...]:
    """Return what sealed visits between two days were linked for, oldest first."""
    teams = dict(connection.execute("SELECT id, name FROM team").fetchall())
    found = []
    for row in connection.execute(
        "SELECT l.id, l.recommendation_id, l.visit_id, coalesce(l.finding_id, ''), l.kind,"
        " v.visit_date, coalesce(v.team_id, ''), l.note, coalesce(f.kind, ''),"
        " coalesce(f.text, ''), v.example FROM evidence_link l JOIN visit v ON v.id = l.visit_id"
        " LEFT JOIN finding f ON f.id = l.finding_id WHERE v.revision > 0"
    ):
        id, item, visit_id, finding_id, kind, day, team_id, note, finding_kind, text = row[:10]
        sealed = corrected.get(visit_id)
        on = _day(day)
        if sealed is not None:
            on, team_id = sealed.on, sealed.team_id
            cells = {str(one.get("id")): one for one in sealed.rows("findings")}
            if finding_id and finding_id not in cells:
                continue  # begun in the correction: not sealed yet
            if finding_id:
                finding_kind = str(cells[finding_id].get("kind") or "")
                text = str(cells[finding_id].get("text") or "")
        if on is None or not low <= on <= high or (team_ids and team_id not in set(team_ids)):
            continue
        why = hidden.visits.get(visit_id, "")
        if finding_id:
            why = hidden.of_row(visit_id, "findings", finding_id)
        found.append(
            EvidenceRecord(
                id=id,
                recommendation_id=item,
                visit_id=visit_id,
                finding_id=finding_id,
                kind=EvidenceKind(kind),
                on=on,
                team=teams.get(team_id, ""),
                note=note,
                finding_kind=finding_kind,
                text=text,
                restricted=why,
                example=bool(row[10]),
            )
        )
    return tuple(sorted(found, key=lambda one: one.place))


def meetings(
    connection: Connection, low: date, high: date, body_id: str = ""
) -> tuple[MeetingRecord, ...]:
    """Return the meetings between two days, of one body or all, with who came as counts."""
    items: dict[str, list[ItemRecord]] = {}
    for id, meeting_id, title, restricted in connection.execute(
        "SELECT id, meeting_id, title, restricted FROM meeting_item ORDER BY meeting_id, position"
    ):
        why = "Taken without press and public" if restricted else ""
        items.setdefault(meeting_id, []).append(ItemRecord(id, title, why))
    came: dict[str, list[bool]] = {}
    for meeting_id, presence in connection.execute("SELECT meeting_id, presence FROM attendance"):
        came.setdefault(meeting_id, []).append(Presence(presence).was_there)
    return tuple(
        MeetingRecord(
            replace(one, topics=()),
            tuple(items.get(one.id, ())),
            sum(came.get(one.id, ())),
            len(came.get(one.id, ())),
        )
        for one in all_meetings(connection)
        if low <= one.held_on <= high and (not body_id or one.body_id == body_id)
    )


def seats(connection: Connection, body_id: str) -> tuple[SeatRecord, ...]:
    """Return who sits or sat on a body, the chair first."""
    rows: Sequence[Any] = connection.execute(
        "SELECT m.id, m.name, m.ward, b.role, m.co_opted FROM body_member b"
        " JOIN member m ON m.id = b.member_id WHERE b.body_id = ?"
        " ORDER BY b.role <> 'chair', m.name, m.id",
        (body_id,),
    ).fetchall()
    return tuple(SeatRecord(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
