"""Reports that came in and those that went back, as raw SQL."""

from datetime import date, timedelta

from visits_app.domain.arrivals import ArrivedReport
from visits_app.store.connection import Connection
from visits_app.store.visit_lists import summaries

_LATEST_FROM = timedelta(days=183)
"""Reports come in within half a year of their visit, or count no more as having just arrived."""

_ARRIVED = """
SELECT v.number, coalesce(r.stage, iif(v.example, '', 'submitted')), v.submitted_at
  FROM visit v LEFT JOIN review r ON r.visit_id = v.id
 WHERE v.visit_date >= :earliest AND v.revision > 0 AND v.submitted_at >= :since
UNION
SELECT v.number, r.stage, v.submitted_at
  FROM review r JOIN visit v ON v.id = r.visit_id
 WHERE r.stage = 'submitted'
"""


def arrived(
    connection: Connection, since: date, limit: int, today: date
) -> tuple[tuple[ArrivedReport, ...], int]:
    """Return reports that came in after the day `since` or wait to be checked, and how many.

    Those to be checked come first, then the newest.
    """
    from visits_app.domain.reviews import ReviewStage

    after = since + timedelta(days=1)
    values = {"since": after.isoformat(), "earliest": (after - _LATEST_FROM).isoformat()}
    found = connection.execute(_ARRIVED, values).fetchall()
    found.sort(key=lambda row: row[2] or "", reverse=True)
    found.sort(key=lambda row: row[1] != ReviewStage.SUBMITTED)
    shown = found[:limit]
    visits = summaries(connection, [row[0] for row in shown], today)
    stages = [ReviewStage(row[1]) if row[1] else None for row in shown]
    pairs = zip(visits, stages, strict=True)
    return tuple(ArrivedReport(visit, stage) for visit, stage in pairs), len(found)
