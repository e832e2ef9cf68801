"""A note of the form: words to read, nothing to answer."""

from visits_app.domain.forms import Value
from visits_app.ui.fields.field import Field


class NoteField(Field):
    """Only label and hint."""

    def holds(self, value: Value) -> bool:
        """A note holds nothing."""
        return value is None
