"""What only papers read: open questions about figures, and months to choose from, as raw SQL."""

from datetime import date

from visits_app.domain.questions import IndicatorQuestion
from visits_app.domain.visits import AskStatus
from visits_app.store.asks import OPEN
from visits_app.store.connection import Connection


def open_questions(connection: Connection) -> tuple[IndicatorQuestion, ...]:
    """Return the questions to the service that are still to be asked about, soonest due first."""
    rows = connection.execute(
        "SELECT id, indicator_id, text, raised_by, raised_on, owner, due, series_id, team_id,"
        f" period, status, response, responded_on FROM indicator_question WHERE status IN {OPEN}"
        " ORDER BY due, raised_on, id"
    )
    return tuple(
        IndicatorQuestion(
            id=row[0],
            indicator_id=row[1],
            text=row[2],
            raised_by=row[3],
            raised_on=date.fromisoformat(row[4]),
            owner=row[5],
            due=date.fromisoformat(row[6]),
            series_id=row[7],
            team_id=row[8],
            period=date.fromisoformat(row[9]) if row[9] else None,
            status=AskStatus(row[10]),
            response=row[11],
            responded_on=date.fromisoformat(row[12]) if row[12] else None,
        )
        for row in rows
    )


def days_with_figures(connection: Connection) -> tuple[date, ...]:
    """Return the days that figures of indicators in use speak for, annual ones left out."""
    rows = connection.execute(
        "SELECT DISTINCT o.period FROM observation o JOIN series s ON s.id = o.series_id"
        " JOIN indicator i ON i.id = s.indicator_id WHERE o.period IS NOT NULL"
        " AND o.value IS NOT NULL AND o.precision <> 'year' AND NOT i.retired"
    )
    return tuple(date.fromisoformat(row[0]) for row in rows)
