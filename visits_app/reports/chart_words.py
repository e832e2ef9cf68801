"""What is said around a chart's picture, in the words and the order of every renderer."""

from visits_app.domain.charts import Chart, ChartTable
from visits_app.domain.figures import day_in_words, month_in_words

ILLUSTRATION = "Illustration, invented figures. "
"""Stands before the subtitle of a chart that shows no council."""


def visits_in_words(chart: Chart) -> tuple[tuple[str, str], ...]:
    """Return each visit's number and its words."""
    return tuple(
        (str(note.number), " ".join(filter(None, (_sentence(note.title), note.text))))
        for note in chart.visits
    )


def events_in_words(chart: Chart) -> tuple[tuple[str, str], ...]:
    """Return each event's letter and its words; a date that is not exact says so."""
    return tuple(
        (
            event.letter,
            f"{event.title}, about {month_in_words(event.on)}"
            if event.approximate
            else f"{event.title}, {day_in_words(event.on)}",
        )
        for event in chart.events
    )


def marks_in_words(chart: Chart) -> tuple[tuple[str, str], ...]:
    """Return the signs of the strip above the plot, visits first, and their words."""
    return (*visits_in_words(chart), *events_in_words(chart))


def filled(data: ChartTable) -> ChartTable:
    """Return a chart's data without the columns in which no row says anything."""
    used = [place for place, _ in enumerate(data.columns) if any(row[place] for row in data.rows)]
    return ChartTable(
        tuple(data.columns[place] for place in used),
        tuple(tuple(row[place] for place in used) for row in data.rows),
    )


def notes_in_words(chart: Chart) -> str:
    """Return the notes as one paragraph."""
    return " ".join(chart.notes)


def _sentence(title: str) -> str:
    return title if not title or title[-1] in ".?!" else f"{title}."
