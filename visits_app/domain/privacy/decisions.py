"""What was decided about passages, and what is kept out of everything public."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from visits_app.domain.answers import written_text
from visits_app.domain.form_rules import asked
from visits_app.domain.forms import Answers, Form, Kind, Question, Row, Value
from visits_app.domain.privacy.passages import Passage

ALWAYS_PUBLIC = frozenset({"summary"})
"""Questions whose answer is written for the public: it can be changed, never kept back."""

_WRITTEN = {Kind.TEXT, Kind.LONG_TEXT}
_ENDS = re.compile(r"[.!?…][’”\")]*\s|\n")
_MOST_AROUND = 240
_MARK_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """One text that is to leave the laptop.

    `where` says it in words ("Findings, finding 2"). `key` says what holds it: a subject, its id
    and the place in it, such as "visit/ID/findings/ROW/text" or "paper/ID/part-3". `path` is
    where a visit's form has it ("findings/2/text"), "" for anything else.
    """

    where: str
    key: str
    text: str
    path: str = ""

    @property
    def subject(self) -> tuple[str, str, str]:
        """What holds it: "visit", the visit's id, and the place in the visit."""
        subject, _, rest = self.key.partition("/")
        subject_id, _, place = rest.partition("/")
        return subject, subject_id, place


@dataclass(frozen=True, slots=True)
class Decision:
    """That a passage is kept, and why; it holds for these words in this sentence alone."""

    id: str
    key: str
    mark: str
    passage: str
    kind: str
    reason: str
    decided_at: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """An answer (`row_id` "") or one row of it that is kept out of everything public."""

    visit_id: str
    question_id: str
    row_id: str = ""
    reason: str = ""
    made_at: str = ""
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage at its place; `decision` is there where it is kept already."""

    place: Place
    passage: Passage
    decision: Decision | None = None
    restricted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.decision is None and not self.restricted

    @property
    def question_id(self) -> str:
        """The question of a visit it was found in; "" elsewhere."""
        subject, _, place = self.place.subject
        return place.partition("/")[0] if subject == "visit" else ""

    @property
    def row_id(self) -> str:
        """The row it was found in; "" outside of rows."""
        parts = self.place.subject[2].split("/")
        return parts[1] if self.place.subject[0] == "visit" and len(parts) > 2 else ""

    @property
    def can_be_restricted(self) -> bool:
        """Whether its answer or row can be kept back from the public."""
        return bool(self.question_id) and self.question_id not in ALWAYS_PUBLIC


def visit_places(visit_id: str, form: Form, answers: Answers) -> tuple[Place, ...]:
    """Return every text a member wrote in answers that the form asks for, in its order."""
    live = asked(form, answers)
    return tuple(
        place
        for question in form.questions()
        if question.id in live and answers.get(question.id)
        for place in _places(visit_id, question, answers[question.id])
    )


def _places(visit_id: str, question: Question, value: Value) -> Iterator[Place]:
    named = f"{question.number} {question.label}".strip()
    base = f"visit/{visit_id}/{question.id}"
    if question.kind in _WRITTEN:
        if text := written_text(question, value):
            yield Place(named, base, text, question.id)
        return
    if question.kind is not Kind.ROWS or not isinstance(value, list):
        return
    for number, row in enumerate(value, start=1):
        if not isinstance(row, dict):
            continue
        for column in question.columns:
            cell = row.get(column.id)
            if column.kind in _WRITTEN and isinstance(cell, str) and cell:
                yield Place(
                    f"{named}, {question.row_name or 'row'} {number}: {column.label}",
                    f"{base}/{row['id']}/{column.id}",
                    cell,
                    f"{question.id}/{number}/{column.id}",
                )


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a passage begins and ends, within some 240 characters."""
    low, high = max(0, start - _MOST_AROUND), min(len(text), end + _MOST_AROUND)
    begins = low
    for found in _ENDS.finditer(text, low, start):
        begins = found.end()
    closing = _ENDS.search(text, end, high)
    ends = high
    if closing is not None:
        ends = closing.start() if closing[0] == "\n" else closing.end()
    while begins < start and text[begins].isspace():
        begins += 1
    while ends > end and text[ends - 1].isspace():
        ends -= 1
    return begins, ends


def mark_of(text: str, passage: Passage) -> str:
    """Return the mark of the sentence a passage stands in: another sentence, another mark."""
    begins, ends = sentence_around(text, passage.start, passage.end)
    words = " ".join(text[begins:ends].split())
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_MARK_LENGTH]


def settled(
    place: Place, passages: Iterable[Passage], decisions: Collection[Decision], *, anywhere: bool
) -> tuple[Found, ...]:
    """Return passages with what was decided about them.

    A decision holds for the same words of the same sentence at the same place. With `anywhere` it
    holds wherever the sentence is repeated: in a paper that quotes a report.
    """
    by_words: dict[tuple[str, str], Decision] = {}
    for one in decisions:
        if anywhere or one.key == place.key:
            by_words[one.passage, one.mark] = one
    return tuple(
        Found(place, passage, by_words.get((passage.text, mark_of(place.text, passage))))
        for passage in passages
    )


def is_restricted(question_id: str, row_id: str, restrictions: Iterable[Restriction]) -> bool:
    """Say whether an answer, or one row of it, is kept out of everything public."""
    return any(
        one.question_id == question_id and one.row_id in {"", row_id} for one in restrictions
    )


def without_restricted(answers: Answers, restrictions: Iterable[Restriction]) -> Answers:
    """Return a visit's answers with nothing of what is restricted: no word, no row, no count."""
    whole, rows = _kept_back(restrictions)
    public: Answers = {}
    for question_id, value in answers.items():
        if question_id in whole:
            continue
        back = rows.get(question_id)
        if back and isinstance(value, list):
            kept = [row for row in value if not (isinstance(row, dict) and row.get("id") in back)]
            if kept:
                public[question_id] = kept  # type: ignore[assignment]
        else:
            public[question_id] = value
    return public


def restricted_rows(answers: Answers, restrictions: Iterable[Restriction]) -> frozenset[str]:
    """Return the ids of all rows that are kept back, those of a whole answer too."""
    whole, rows = _kept_back(restrictions)
    ids = {id for back in rows.values() for id in back}
    for question_id in whole:
        value = answers.get(question_id)
        listed: list[Row | str] = list(value) if isinstance(value, list) else []
        ids |= {str(row["id"]) for row in listed if isinstance(row, dict) and "id" in row}
    return frozenset(ids)


def form_without(form: Form, restrictions: Iterable[Restriction]) -> Form:
    """Return a form that does not ask what is kept back whole: no heading tells of it."""
    whole, _ = _kept_back(restrictions)
    sections = (
        replace(section, questions=tuple(q for q in section.questions if q.id not in whole))
        for section in form.sections
    )
    return replace(form, sections=tuple(sections))


def _kept_back(
    restrictions: Iterable[Restriction],
) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    whole: set[str] = set()
    rows: dict[str, frozenset[str]] = {}
    for one in restrictions:
        if one.row_id:
            rows[one.question_id] = rows.get(one.question_id, frozenset()) | {one.row_id}
        else:
            whole.add(one.question_id)
    return frozenset(whole), rows
