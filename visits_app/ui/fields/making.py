"""Which widget asks which question."""

from collections.abc import Callable
from datetime import date

from visits_app.domain.forms import Kind
from visits_app.presenters.visit_form_states import QuestionState
from visits_app.ui.fields.choices import FEW, ListField, RadioField, YesNoField
from visits_app.ui.fields.dates import DateField, TimeField
from visits_app.ui.fields.field import Field
from visits_app.ui.fields.note import NoteField
from visits_app.ui.fields.numbers import NumberField, PeopleField
from visits_app.ui.fields.rows import RowsField
from visits_app.ui.fields.several import MANY, ChecklistField, SeveralField
from visits_app.ui.fields.text import LongTextField, TextField

_PLAIN: dict[Kind, type[Field]] = {
    Kind.TEXT: TextField,
    Kind.LONG_TEXT: LongTextField,
    Kind.NUMBER: NumberField,
    Kind.TIME: TimeField,
    Kind.YES_NO: YesNoField,
    Kind.PEOPLE: PeopleField,
    Kind.NOTE: NoteField,
}


def make_field(
    state: QuestionState, *, today: Callable[[], date] = date.today, within: str = ""
) -> Field:
    """Make the widget for a question; `within` names the row it is a cell of."""
    if state.kind is Kind.ROWS:
        return RowsField(state, make_field, today)
    if state.kind is Kind.DATE:
        return DateField(state, within=within, today=today)
    if state.kind is Kind.CHOICE:
        few = 0 < len(state.options) <= FEW
        return (RadioField if few else ListField)(state, within=within)
    if state.kind is Kind.SEVERAL:
        many = len(state.options) > MANY
        return (ChecklistField if many else SeveralField)(state, within=within)
    return _PLAIN[state.kind](state, within=within)
