"""The factual check: a report's passages with their references, and what a service says."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from visits_app.domain.answer_words import Names, in_words
from visits_app.domain.completeness import OWN_CHECKS
from visits_app.domain.errors import Fault
from visits_app.domain.form_rules import asked, is_answered
from visits_app.domain.forms import Answers, Form, Kind, Question, Row
from visits_app.domain.referrals import is_about_referral
from visits_app.domain.reviews import Correction, CorrectionDecision
from visits_app.domain.sheets import CellKind, Cells, Sheet, SheetColumn, SheetKind, SheetRow
from visits_app.domain.text import too_long

Places = Collection[tuple[str, str]]
"""Question and row ("" for the whole answer) of what is kept out."""

_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT)

COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("question", "Question", width=28),
    SheetColumn("passage", "What the report says", width=60),
    SheetColumn(
        "right",
        "Is it right?",
        CellKind.YES_NO,
        editable=True,
        choices=("Yes", "No"),
        values=("yes", "no"),
        width=12,
        help="Yes or no. Leave it empty where you cannot say.",
    ),
    SheetColumn(
        "proposed",
        "What it should say",
        editable=True,
        width=50,
        help="Only where a fact is wrong. Conclusions are the members’ own.",
    ),
    SheetColumn(
        "evidence",
        "How you know",
        editable=True,
        width=40,
        help="A record or a document by its title. No names, nothing about a case.",
    ),
)
"""The columns of the sheet, beside the reference."""

INTRO: tuple[str, ...] = (
    "Please check the facts in this report. Say for each passage whether it is right; where it is"
    " not, write what it should say and how you know.",
    "What members concluded is theirs and is not part of this check. Where they do not agree with"
    " a correction, what you say is printed beside the report.",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a sealed report, and where it stands; `key` is its reference on the sheet."""

    key: str
    question_id: str
    row_id: str
    question: str
    text: str


def passages(
    form: Form, answers: Answers, names: Names, revision: int, kept_out: Places = ()
) -> tuple[Passage, ...]:
    """Return every passage a service is asked about, in the order of the form.

    Restricted answers and rows are left out, and so is everything about a concern passed on. The
    references are those of the sealed version: they stay the same whatever else is left out.
    """
    live, hidden = asked(form, answers), frozenset(kept_out)
    mark = "" if revision == 1 else f" v{revision}"
    found = []
    for question in form.questions():
        value = answers.get(question.id)
        if question.id not in live or not is_answered(question, value):
            continue
        if question.kind is Kind.NOTE or question.id in OWN_CHECKS:
            continue
        if is_about_referral(question.id) or (question.id, "") in hidden:
            continue
        number = question.number or question.id
        if question.kind is not Kind.ROWS:
            text = in_words(question, value, names)
            found.append(Passage(f"{number}{mark}", question.id, "", question.label, text))
            continue
        for place, row in enumerate(value if isinstance(value, list) else [], start=1):
            if not isinstance(row, dict) or (question.id, str(row.get("id"))) in hidden:
                continue
            text = _row_words(question, row, names)
            label = _row_label(question, place)
            key = f"{number}.{place}{mark}"
            found.append(Passage(key, question.id, str(row.get("id")), label, text))
    return tuple(found)


def facts_sheet(
    visit_id: str, title: str, revision: int, found: Iterable[Passage], due: date | None
) -> Sheet:
    """Return the sheet that asks a service about these passages; its id comes when it is issued."""
    return Sheet(
        id="",
        kind=SheetKind.FACTS,
        title=title,
        columns=COLUMNS,
        rows=tuple(SheetRow(one.key, blank_cells(one)) for one in found),
        intro=INTRO,
        subject_id=visit_id,
        period=f"Version {revision} of the report",
        due=due,
    )


def blank_cells(passage: Passage) -> Cells:
    """Return a passage's line as it goes out."""
    return {
        "question": passage.question,
        "passage": passage.text,
        "right": "",
        "proposed": "",
        "evidence": "",
    }


def answered_cells(passage: Passage, correction: Correction | None) -> Cells:
    """Return a passage's line as it stands here: with what the service said of it before."""
    cells = dict(blank_cells(passage))
    if correction is not None:
        cells |= {
            "right": "no",
            "proposed": correction.proposed,
            "evidence": correction.evidence,
        }
    return cells


def fact_check(known: Mapping[str, Passage]) -> Callable[[str, Cells], tuple[Fault, ...]]:
    """Return what judges a line that came back; a fault's `where` is a column's title."""
    titles = {column.id: column.title for column in COLUMNS}

    def check(key: str, cells: Cells) -> tuple[Fault, ...]:
        found = []
        right, proposed = cells.get("right", ""), cells.get("proposed", "").strip()
        if right == "no" and not proposed:
            found.append(Fault(titles["proposed"], "say what the report should say."))
        if right == "yes" and proposed:
            what = "it says that the passage is right, and proposes another: only one can hold."
            found.append(Fault(titles["right"], what))
        if not right and (proposed or cells.get("evidence", "").strip()):
            found.append(Fault(titles["right"], "say whether the passage is right."))
        if right == "no" and key in known and _same(proposed, known[key].text):
            found.append(Fault(titles["proposed"], "this is what the report says already."))
        for id in ("proposed", "evidence"):
            if too_long(cells.get(id, "")):
                what = "this is longer than one field can hold. Shorten it."
                found.append(Fault(titles[id], what))
        return tuple(found)

    return check


def decision_faults(decision: CorrectionDecision, note: str) -> tuple[Fault, ...]:
    """Return what a decision on a correction lacks: a disagreement is printed with its reason."""
    if decision is CorrectionDecision.AMENDED:
        return (Fault("decision", "the member amends the report; it is not done here."),)
    if decision is CorrectionDecision.DISAGREED and not note.strip():
        return (Fault("note", "say why; it is printed beside the report."),)
    return ()


def _row_words(question: Question, row: Row, names: Names) -> str:
    """Return a row with what was written first, and what was chosen on a line of its own."""
    told = [(column, in_words(column, row.get(column.id), names)) for column in question.columns]
    written = [words for column, words in told if words and column.kind in _WRITTEN]
    chosen = [words for column, words in told if words and column.kind not in _WRITTEN]
    return "\n".join([*written, " · ".join(chosen)] if chosen else written)


def _row_label(question: Question, place: int) -> str:
    name = question.row_name or "line"
    return f"{question.label}, {name} {place}"


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
