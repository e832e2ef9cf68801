"""The editor's brain: takes what was typed, says what shows, and remembers what is unsaved."""

from collections.abc import Callable, Mapping
from datetime import date

from visits_app.domain.answer_checks import answer_faults
from visits_app.domain.answer_words import Names
from visits_app.domain.errors import Fault
from visits_app.domain.form_rules import (
    completion,
    is_quick,
    split_path,
    too_early,
    visible_questions,
    visible_sections,
)
from visits_app.domain.forms import Answers, Form, Kind, Question, Row, Section, Source, Value
from visits_app.domain.text import clean, too_long
from visits_app.domain.visits import Mode
from visits_app.presenters.question_states import QuestionStates, key_of
from visits_app.presenters.row_edits import (
    place_of,
    rows_of,
    with_cell,
    with_row,
    with_row_moved,
    without_row,
)
from visits_app.presenters.visit_check import Unprintable, check_page
from visits_app.presenters.visit_form_states import CheckState, FormState, QuestionState
from visits_app.presenters.visit_sections import progress_in_words, section_states

MOST = 10**15
"""Largest number that is kept as one; beyond it floats lose whole numbers."""


class VisitFormPresenter:
    """One visit being written. Every action returns the state to render next.

    Nothing here reads or writes the store: the page takes what changed with `take_changes`, saves
    it in a job, and gives it back with `not_saved` when that fails. A text is cleaned as it comes
    in, so a page must not write a state's value back into the field that has the keyboard.
    """

    def __init__(
        self,
        form: Form,
        answers: Answers,
        mode: Mode,
        names: Names,
        today: Callable[[], date],
        *,
        options: Names | None = None,
    ) -> None:
        """Begin with saved `answers`.

        `names` holds every record of each register (also retired ones, for words and checks),
        `options` those that may be chosen now; a register not in `options` offers all its names.
        """
        self.form = form
        self.mode = mode
        self._answers: Answers = dict(answers)
        self._today = today
        self._unsaved: set[str] = set()
        self._checked = False
        self._removed: tuple[str, int, Row, str] | None = None
        self._faults: dict[str, tuple[Value, tuple[Fault, ...]]] = {}
        self._states = QuestionStates(names, options or {})
        self._section_id = visible_sections(form, self._answers, mode)[0].id

    # --- what shows ------------------------------------------------------------------------

    @property
    def answers(self) -> Answers:
        """Every answer as it stands, saved or not."""
        return dict(self._answers)

    def state(self, focus: str = "") -> FormState:
        """Return what the editor shows now."""
        sections = visible_sections(self.form, self._answers, self.mode)
        place = self._place(sections)
        section = sections[place]
        self._section_id = section.id
        questions = tuple(
            self._question_state(question)
            for question in visible_questions(self.form, section, self._answers, self.mode)
        )
        done = completion(self.form, self._answers, self.mode, faults_of=self._faults_of)
        wrong = self._wrong_sections(sections) if self._checked else {}
        before = sections[place - 1].title if place else ""
        after = sections[place + 1].title if place + 1 < len(sections) else ""
        return FormState(
            title=self.form.title,
            purpose=self.form.purpose,
            sections=section_states(sections, done, wrong, section.id),
            section_id=section.id,
            letter=section.letter,
            section_title=section.title,
            intro=section.intro,
            questions=questions,
            progress=progress_in_words(done),
            mode=self.mode,
            has_quick_mode=self.form.quick_mode,
            planned=too_early(self._answers, self._today()) is not None,
            previous_title=before,
            next_title=after,
            unsaved=bool(self._unsaved),
            errors=tuple(_errors(questions)),
            focus=focus,
            removed=self._removed[3] if self._removed else "",
        )

    def check(self, unprintable: Unprintable | None = None) -> CheckState:
        """Return the page of all answers and what is missing; from now on every error shows."""
        self._checked = True
        self._states.show_all()
        return check_page(
            self.form,
            self._answers,
            self.mode,
            self._states.names,
            self._today(),
            self._faults_of,
            unprintable,
        )

    # --- what was done ---------------------------------------------------------------------

    def edited(self, question_id: str, value: Value) -> FormState:
        """Take a new answer to one question (not of kind rows); None or "" clears it."""
        question = self.form.question(question_id)
        if question is not None and question.kind not in (Kind.ROWS, Kind.NOTE):
            self._put(question, _taken(question, value))
            self._states.touched(question_id)
        return self.state()

    def edit_cell(self, question_id: str, row_id: str, column_id: str, value: Value) -> FormState:
        """Take a new value for one cell of one row; an unknown row changes nothing."""
        question = self._rows_question(question_id)
        rows = rows_of(self._answers.get(question_id))
        column = next((c for c in question.columns if c.id == column_id), None)
        if column is not None and place_of(rows, row_id) is not None:
            cell = _taken(column, value)
            if not isinstance(cell, list | dict):
                self._put(question, with_cell(rows, row_id, column_id, cell))
                self._states.touched(key_of(question_id, row_id, column_id))
        return self.state()

    def add_row(self, question_id: str, cells: Row | None = None) -> FormState:
        """Add a row at the end, holding `cells`, and put the keyboard in it."""
        question = self._rows_question(question_id)
        rows = rows_of(self._answers.get(question_id))
        if question.max_rows is not None and len(rows) >= question.max_rows:
            return self.state()
        self._put(question, with_row(rows, cells))
        return self.state(f"{question_id}/{len(rows) + 1}/{question.columns[0].id}")

    def remove_row(self, question_id: str, row_id: str) -> FormState:
        """Take a row out; `undo_remove` puts it back until something else is edited."""
        question = self._rows_question(question_id)
        rows = rows_of(self._answers.get(question_id))
        place = place_of(rows, row_id)
        if place is None:
            return self.state()
        self._put(question, without_row(rows, row_id) or None)
        self._states.touched(question_id)
        name = question.row_name or "row"
        title = f"{name[:1].upper()}{name[1:]} {place + 1}"
        self._removed = (question_id, place, rows[place], title)
        return self.state()

    def undo_remove(self) -> FormState:
        """Put the row that was last taken out back where it was, with its id."""
        if self._removed is None:
            return self.state()
        question_id, place, row, _ = self._removed
        question = self._rows_question(question_id)
        rows = rows_of(self._answers.get(question_id))
        self._put(question, with_row(rows, row, place))
        return self.state(f"{question_id}/{place + 1}/{question.columns[0].id}")

    def move_row(self, question_id: str, row_id: str, by: int) -> FormState:
        """Move a row `by` places, up when negative."""
        question = self._rows_question(question_id)
        rows = rows_of(self._answers.get(question_id))
        moved = with_row_moved(rows, row_id, by)
        if moved != rows:
            self._put(question, moved)
        return self.state()

    def left(self, question_id: str, row_id: str = "", column_id: str = "") -> FormState:
        """Note that the keyboard left a question or a cell: what is wrong there may now show.

        A question left empty stays quiet unless something had been written in it: a planned
        visit is full of those. `check` shows them.
        """
        self._states.left(key_of(question_id, row_id, column_id))
        return self.state()

    # --- where to ----------------------------------------------------------------------------

    def next_section(self) -> FormState:
        """Go to the next section that shows; at the last one stay."""
        return self._step(1)

    def previous_section(self) -> FormState:
        """Go to the section before; at the first one stay."""
        return self._step(-1)

    def go_to(self, target: str) -> FormState:
        """Go to a section's id or to the path of a fault, such as "findings/2/text".

        A question that quick mode hides switches to full mode; one that is not asked changes
        nothing.
        """
        if any(section.id == target for section in self.form.sections):
            self._section_id = target
            return self.state()
        question_id = split_path(target)[0]
        for mode in (self.mode, Mode.FULL):
            for section in visible_sections(self.form, self._answers, mode):
                shown = visible_questions(self.form, section, self._answers, mode)
                if any(question.id == question_id for question in shown):
                    if mode is not self.mode:
                        self.set_mode(mode)
                    self._section_id = section.id
                    return self.state(target)
        return self.state()

    def set_mode(self, mode: Mode) -> FormState:
        """Show every question, or only the required ones; a form without quick mode shows all."""
        self.mode = mode
        self._faults.clear()
        return self.state()

    def set_options(self, source: Source, options: Mapping[str, str]) -> FormState:
        """Offer other entries of a register: the open asks of a team that was just chosen."""
        self._states.set_options(source, options)
        self._faults.clear()
        return self.state()

    # --- saving ------------------------------------------------------------------------------

    def take_changes(self) -> Answers:
        """Return what changed since the last call, to be saved; None clears an answer.

        Texts far too long to be kept stay behind, with an error at their question.
        """
        ready = {one for one in self._unsaved if not _unfit(self._answers.get(one))}
        self._unsaved -= ready
        return {question_id: self._answers.get(question_id) for question_id in sorted(ready)}

    def not_saved(self, changes: Answers) -> FormState:
        """Take changes back that could not be saved; the next `take_changes` has them again."""
        self._unsaved |= changes.keys()
        return self.state()

    # --- inside ------------------------------------------------------------------------------

    def _put(self, question: Question, value: Value) -> None:
        self._removed = None
        if type(value) is type(self._answers.get(question.id)) and value == self._answers.get(
            question.id
        ):
            return
        self._answers[question.id] = value
        self._unsaved.add(question.id)

    def _rows_question(self, question_id: str) -> Question:
        question = self.form.question(question_id)
        if question is None or question.kind is not Kind.ROWS:
            raise KeyError(question_id)
        return question

    def _place(self, sections: tuple[Section, ...]) -> int:
        """Return where the current section stands, or the nearest one before it that shows."""
        order = [section.id for section in self.form.sections]
        reached = order.index(self._section_id)
        shown = [place for place, one in enumerate(sections) if order.index(one.id) <= reached]
        return shown[-1] if shown else 0

    def _step(self, by: int) -> FormState:
        sections = visible_sections(self.form, self._answers, self.mode)
        place = max(0, min(self._place(sections) + by, len(sections) - 1))
        self._section_id = sections[place].id
        return self.state()

    def _faults_of(self, question: Question, value: Value) -> tuple[Fault, ...]:
        """Return `answer_faults`, remembered while the answer is the same object."""
        known = self._faults.get(question.id)
        if known is None or known[0] is not value:
            quick = is_quick(self.form, self.mode)
            found = answer_faults(question, value, self._states.names, quick=quick)
            known = self._faults[question.id] = (value, found)
        return known[1]

    def _question_state(self, question: Question) -> QuestionState:
        value = self._answers.get(question.id)
        faults = self._faults_of(question, value)
        if self._checked and question.id == "visit_date" and not faults:
            early = too_early(self._answers, self._today())
            faults = (early,) if early else ()
        return self._states.state_of(question, value, faults, quick=is_quick(self.form, self.mode))

    def _wrong_sections(self, sections: tuple[Section, ...]) -> dict[str, int]:
        """Return how many things have to be put right in each section."""
        early = too_early(self._answers, self._today())
        return {
            section.id: sum(
                len(self._faults_of(question, self._answers.get(question.id)))
                + (early is not None and question.id == "visit_date")
                for question in visible_questions(self.form, section, self._answers, self.mode)
            )
            for section in sections
        }


def _taken(question: Question, value: Value) -> Value:
    """Return what is kept of what a field gave: cleaned, numbers as numbers, nothing as None."""
    if isinstance(value, str):
        text = clean(value)
        return _number(text) if question.kind is Kind.NUMBER else text or None
    if isinstance(value, dict):
        return {group: count for group, count in value.items() if count is not None} or None
    return None if value == [] else value


def _number(text: str) -> Value:
    """Return typed text as a number, or as it is, to be shown with its error."""
    plain = text.strip().replace(",", "").replace(" ", "")
    try:
        number = int(plain) if plain.lstrip("-").isdecimal() else float(plain)
    except ValueError:
        return text.strip() or None
    return number if abs(number) <= MOST else text.strip()  # not a number is not either


def _unfit(value: Value) -> bool:
    if isinstance(value, str):
        return too_long(value)
    cells = (cell for row in rows_of(value) for cell in row.values())
    return any(isinstance(cell, str) and too_long(cell) for cell in cells)


def _errors(questions: tuple[QuestionState, ...]) -> list[Fault]:
    """Return the errors that show, in reading order."""
    found = []
    for question in questions:
        if question.error:
            found.append(Fault(question.path, question.error))
        for row in question.rows:
            if row.error:
                found.append(Fault(row.path, row.error))
            found += [Fault(cell.path, cell.error) for cell in row.cells if cell.error]
    return found
