"""A chart's lists under the picture, as words: which visit a flag stands for, which event."""

from visits_app.domain.charts import Chart
from visits_app.domain.figures import day_in_words, month_in_words


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


def notes_in_words(chart: Chart) -> str:
    """Return the notes as one paragraph."""
    return " ".join(chart.notes)


def _sentence(title: str) -> str:
    return title if not title or title[-1] in ".?!" else f"{title}."
