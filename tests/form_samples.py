"""A short form and later versions of it, for tests of what a new version changes."""

from visits_app.domain.forms import Form
from visits_app.imports.form_files import read_form

FIRST = """
id = "walk"
version = 1
title = "Walk round"
purpose = "To look."

[[section]]
id = "all"
letter = "A"
title = "Everything"

[[section.question]]
id = "team"
label = "Team"
kind = "choice"
choices_from = "teams"
required = true

[[section.question]]
id = "visit_date"
label = "Date"
kind = "date"
required = true

[[section.question]]
id = "visitors"
label = "Visitors"
kind = "several"
choices_from = "members"
required = true

[[section.question]]
id = "weather"
label = "Weather"
kind = "choice"
choices = [{ value = "dry", label = "Dry" }, { value = "wet", label = "Wet" }]

[[section.question]]
id = "purpose"
label = "Purpose"
kind = "text"
max_words = 40

[[section.question]]
id = "rooms"
label = "Rooms"
kind = "rows"
row_name = "room"

[[section.question.column]]
id = "name"
label = "Room"
kind = "text"

[[section.question.column]]
id = "state"
label = "State"
kind = "text"
"""

_ROOMS = FIRST[FIRST.index('\n[[section.question]]\nid = "rooms"') :]

SECOND = (
    FIRST.replace("version = 1", "version = 2")
    .replace('title = "Walk round"', 'title = "Walk about"')
    .replace('label = "Weather"', 'label = "What was the weather like?"')
    .replace('{ value = "wet", label = "Wet" }', '{ value = "snow", label = "Snow" }')
    .replace('\n[[section.question.column]]\nid = "state"\nlabel = "State"\nkind = "text"\n', "")
    .replace(
        '[[section.question]]\nid = "purpose"\nlabel = "Purpose"\nkind = "text"\nmax_words = 40\n',
        '[[section.question]]\nid = "noise"\nlabel = "Noise"\nkind = "text"\nrequired = true\n',
    )
)
"""Renamed, a choice gone and one new, a column and a question gone, a required one new."""


def walk(source: str = FIRST) -> Form:
    """Return a version of the form."""
    return read_form(source, "walk.toml")
