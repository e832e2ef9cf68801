"""What is counted and looked up about meetings: tallies, reports on offer, changes, as raw SQL."""

from datetime import date, datetime

from visits_app.domain.meeting_rules import meeting_rate
from visits_app.domain.meetings import Attendance, Meeting, OfferedReport, Presence, Tally
from visits_app.store.connection import Connection


def tallies(connection: Connection) -> dict[str, Tally]:
    """Return how much is recorded about each meeting, by its id; nothing for those without."""
    came: dict[str, list[Attendance]] = {}
    query = "SELECT meeting_id, member_id, presence, substitute_for FROM attendance"
    for row in connection.execute(query):
        entry = Attendance(row[0], row[1], Presence(row[2]), row[3])
        came.setdefault(row[0], []).append(entry)
    reports = _counts(connection, "meeting_visit")
    recommendations = _counts(connection, "meeting_recommendation")
    decisions = _counts(connection, "decision")
    found = {}
    for id in came.keys() | reports.keys() | recommendations.keys() | decisions.keys():
        there, expected = meeting_rate(came.get(id, ()))
        found[id] = Tally(
            there,
            expected,
            sum(one.presence is Presence.APOLOGIES for one in came.get(id, ())),
            reports.get(id, 0),
            recommendations.get(id, 0),
            decisions.get(id, 0),
        )
    return found


def reports_on_offer(connection: Connection, meeting: Meeting) -> tuple[OfferedReport, ...]:
    """Return the reports that had come in by a meeting, those new to its body first, then newest.

    New is what came in since the body met last, and what has been to no earlier meeting of it
    though it came in within the year before.
    """
    day = meeting.held_on.isoformat()
    last = connection.execute(
        "SELECT max(held_on) FROM meeting WHERE body_id IS ? AND held_on < ? AND id <> ?"
        " AND held IS NOT 0",
        (meeting.body_id, day, meeting.id),
    ).fetchone()[0]
    year_before = f"{meeting.held_on.year - 1}{day[4:]}"
    found = [
        OfferedReport(
            row[0],
            row[1],
            row[2] or "",
            _day(row[3]),
            _day(row[4]),
            not row[5] and (last is None or row[4] >= last or row[4] >= year_before),
            bool(row[6]),
            bool(row[5]),
        )
        for row in connection.execute(
            _ON_OFFER, {"id": meeting.id, "body": meeting.body_id, "day": day}
        )
    ]
    return tuple(sorted(found, key=lambda one: not (one.is_new or one.chosen)))


_ON_OFFER = """
SELECT v.id, v.reference, t.name, v.visit_date,
       substr((SELECT min(r.sealed_at) FROM revision r WHERE r.visit_id = v.id), 1, 10) AS came_in,
       EXISTS (SELECT 1 FROM meeting_visit w JOIN meeting m ON m.id = w.meeting_id
                WHERE w.visit_id = v.id AND m.id <> :id AND m.body_id IS :body
                  AND m.held_on < :day),
       EXISTS (SELECT 1 FROM meeting_visit w WHERE w.visit_id = v.id AND w.meeting_id = :id)
                                                                                   AS chosen
  FROM visit v LEFT JOIN team t ON t.id = v.team_id
 WHERE v.revision > 0 AND (v.visit_date IS NULL OR v.visit_date <= :day)
   AND (chosen OR came_in <= :day)
 ORDER BY v.visit_date DESC, v.reference DESC
"""


def reports_by_id(connection: Connection, meeting_id: str) -> tuple[OfferedReport, ...]:
    """Return the reports that went to a meeting, oldest visit first."""
    query = (
        "SELECT v.id, v.reference, t.name, v.visit_date FROM meeting_visit w"
        " JOIN visit v ON v.id = w.visit_id LEFT JOIN team t ON t.id = v.team_id"
        " WHERE w.meeting_id = ? ORDER BY v.visit_date, v.reference"
    )
    return tuple(
        OfferedReport(row[0], row[1], row[2] or "", _day(row[3]), None, False, True)
        for row in connection.execute(query, (meeting_id,))
    )


def changes(connection: Connection) -> dict[str, tuple[int, datetime]]:
    """Return how often each meeting was changed since it was made, and when last."""
    query = (
        "SELECT entity_id, count(*), max(at) FROM history WHERE entity = 'meeting'"
        " GROUP BY entity_id"
    )
    return {
        row[0]: (row[1] - 1, datetime.fromisoformat(row[2])) for row in connection.execute(query)
    }


def _counts(connection: Connection, table: str) -> dict[str, int]:
    query = f"SELECT meeting_id, count(*) FROM {table} GROUP BY meeting_id"
    return dict(connection.execute(query).fetchall())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
