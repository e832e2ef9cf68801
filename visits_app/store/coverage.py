"""When each team was last visited, and when it will be."""

from datetime import date

from visits_app.domain.visits import TeamCoverage
from visits_app.store.connection import Connection

_COVERAGE = """
SELECT t.id, t.name, t.visit_every_months,
       (SELECT max(v.visit_date) FROM visit v
         WHERE v.team_id = t.id AND v.visit_date <= :today
           AND v.state IN ('submitted', 'correcting')),
       (SELECT min(day) FROM
           (SELECT min(v.visit_date) AS day FROM visit v
             WHERE v.team_id = t.id AND v.visit_date > :today AND v.state = 'draft'
            UNION ALL
            SELECT min(r.on_day) FROM rota_visit r
             WHERE r.team_id = t.id AND r.on_day >= :today
               AND r.status IN ('proposed', 'confirmed')))
  FROM team t WHERE NOT t.retired ORDER BY t.name
"""


def coverage(connection: Connection, today: date) -> tuple[TeamCoverage, ...]:
    """Return every team that is not retired with its last visit and its next, of rota or draft."""
    return tuple(
        TeamCoverage(team_id, name, every, _day(last), _day(coming))
        for team_id, name, every, last, coming in connection.execute(
            _COVERAGE, {"today": today.isoformat()}
        )
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
