"""What only papers read: the months there are to choose from, as raw SQL."""

from datetime import date

from visits_app.store.connection import Connection


def days_with_figures(connection: Connection) -> tuple[date, ...]:
    """Return the days that figures of indicators in use speak for, annual ones left out."""
    rows = connection.execute(
        "SELECT DISTINCT o.period FROM observation o JOIN series s ON s.id = o.series_id"
        " JOIN indicator i ON i.id = s.indicator_id WHERE o.period IS NOT NULL"
        " AND o.value IS NOT NULL AND o.precision <> 'year' AND NOT i.retired"
    )
    return tuple(date.fromisoformat(row[0]) for row in rows)
