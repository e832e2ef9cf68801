"""One question as it shows: its options, word count, rows, and the error once it should be seen."""

from collections.abc import Mapping

from visits_app.domain.answer_checks import is_answered, visible_columns
from visits_app.domain.answer_words import GONE, Names
from visits_app.domain.errors import Fault
from visits_app.domain.forms import Kind, Question, Row, Source, Value
from visits_app.domain.text import count_words, too_long
from visits_app.presenters.row_edits import rows_of
from visits_app.presenters.visit_form_states import AnswerOption, QuestionState, RowState


def key_of(question_id: str, row_id: str = "", column_id: str = "") -> str:
    """Return what a question or a cell is remembered by; unlike a path it survives a move."""
    return f"{question_id}/{row_id}/{column_id}" if row_id else question_id


class QuestionStates:
    """Builds question states, and remembers which questions were written in and left."""

    def __init__(self, names: Names, options: Names) -> None:
        self.names: dict[Source, Mapping[str, str]] = dict(names)
        """Every known entry of each register: what an answer may be."""
        self._options: dict[Source, tuple[AnswerOption, ...]] = {}
        for source, entries in {**names, **options}.items():
            self.set_options(source, entries)
        self._left: set[str] = set()
        self._touched: set[str] = set()
        self._all = False
        self._counts: dict[str, tuple[str, int]] = {}

    def set_options(self, source: Source, entries: Mapping[str, str]) -> None:
        """Offer these entries of a register; those known before stay good as answers."""
        self.names[source] = {**self.names.get(source, {}), **entries}
        self._options[source] = tuple(AnswerOption(*entry) for entry in entries.items())

    def touched(self, key: str) -> None:
        """Note that something was written or taken out here."""
        self._touched.add(key)

    def left(self, key: str) -> None:
        """Note that the keyboard left here."""
        self._left.add(key)

    def show_all(self) -> None:
        """Show every error from now on."""
        self._all = True

    def state_of(
        self, question: Question, value: Value, faults: tuple[Fault, ...], *, quick: bool
    ) -> QuestionState:
        """Return how a question shows, given everything that is wrong with its answer."""
        found = {fault.where: fault.what for fault in reversed(faults)}
        if question.kind is not Kind.ROWS:
            return self._plain(question, question.id, question.id, value, found)
        rows = rows_of(value)
        name = question.row_name or "row"
        full = question.max_rows is not None and len(rows) >= question.max_rows
        seen = self._all or {question.id} <= self._left & self._touched
        return QuestionState(
            id=question.id,
            path=question.id,
            number=question.number,
            label=question.label,
            kind=question.kind,
            value=value,
            hint=question.hint,
            help=question.help,
            required=question.required,
            requirement="" if question.required else "optional",
            error=found.get(question.id, "") if seen else "",
            rows=tuple(
                self._row(question, row, place, len(rows), found, quick)
                for place, row in enumerate(rows, start=1)
            ),
            row_name=name,
            add_label="" if full else f"Add {'an' if name[0] in 'aeiou' else 'a'} {name}",
        )

    def _row(
        self,
        question: Question,
        row: Row,
        place: int,
        count: int,
        found: Mapping[str, str],
        quick: bool,
    ) -> RowState:
        row_id = str(row.get("id", ""))
        path = f"{question.id}/{place}"
        name = question.row_name or "row"
        return RowState(
            id=row_id,
            path=path,
            title=f"{name[:1].upper()}{name[1:]} {place} of {count}",
            cells=tuple(
                self._plain(
                    column,
                    f"{path}/{column.id}",
                    key_of(question.id, row_id, column.id),
                    row.get(column.id),
                    found,
                )
                for column in visible_columns(question, row, quick=quick)
            ),
            error=found.get(path, "") if self._all else "",
            can_move_up=place > 1,
            can_move_down=place < count,
        )

    def _plain(
        self, question: Question, path: str, key: str, value: Value, found: Mapping[str, str]
    ) -> QuestionState:
        limit = question.max_words
        words = self._words(key, value) if limit else 0
        is_note = question.kind is Kind.NOTE
        return QuestionState(
            id=question.id,
            path=path,
            number=question.number,
            label=question.label,
            kind=question.kind,
            value=value,
            hint=question.hint,
            help=question.help,
            required=question.required,
            requirement="" if question.required or is_note else "optional",
            options=self._choices(question, value),
            error=found.get(path, "") if self._shows(question, key, value) else "",
            word_count=f"{words} of {limit} words" if limit else "",
            over_limit=limit is not None and words > limit,
            minimum=question.minimum,
            maximum=question.maximum,
        )

    def _shows(self, question: Question, key: str, value: Value) -> bool:
        """Say whether an error may be seen: after a check, or once the question was left."""
        if self._all or (isinstance(value, str) and too_long(value)):
            return True
        return key in self._left and (key in self._touched or is_answered(question, value))

    def _words(self, key: str, value: Value) -> int:
        text = value if isinstance(value, str) else ""
        known = self._counts.get(key)
        if known is None or known[0] is not text:
            known = self._counts[key] = (text, count_words(text))
        return known[1]

    def _choices(self, question: Question, value: Value) -> tuple[AnswerOption, ...]:
        """Return what can be chosen, and what was chosen before and no longer can be."""
        if question.choices_from is None:
            return tuple(AnswerOption(choice.value, choice.label) for choice in question.choices)
        options = self._options.get(question.choices_from, ())
        chosen = value if isinstance(value, list) else [value]
        offered = {option.value for option in options}
        known = self.names.get(question.choices_from, {})
        return options + tuple(
            AnswerOption(one, known.get(one, GONE))
            for one in chosen
            if isinstance(one, str) and one and one not in offered
        )
