"""The gate before anything leaves: what may identify somebody, and what was decided about it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, UndecidedPassages, UnknownRecord
from visits_app.domain.forms import Answers, Form
from visits_app.domain.privacy.decisions import (
    ALWAYS_PUBLIC,
    Decision,
    Found,
    Place,
    Restriction,
    is_restricted,
    mark_of,
    settled,
    visit_places,
    without_restricted,
)
from visits_app.domain.privacy.finding import finding_passages
from visits_app.domain.privacy.passages import Known, Passage
from visits_app.domain.text import clean, too_long
from visits_app.services.forms import installed, known_form
from visits_app.store import privacy as rows
from visits_app.store import visits as visit_rows
from visits_app.store.answers import read_answers
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.domain.charts import ChartVisit, VisitNote
    from visits_app.reports.document import Document
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

__all__ = [
    "decide",
    "known",
    "open_passages",
    "passages_of_places",
    "passages_of_text",
    "passages_of_visit",
    "places_of_document",
    "places_of_report",
    "places_of_visit",
    "refuse_open",
    "refuse_undecided",
    "restrict",
    "restrictions",
    "undo_decision",
    "unrestrict",
    "without_restricted",
    "without_restricted_words",
]

OnChart = TypeVar("OnChart", "ChartVisit", "VisitNote")

QUOTING = frozenset({"paper", "document"})
"""Subjects that quote: what was kept in a report is kept where its sentence is repeated."""


def known(store: "Store") -> Known:
    """Return what the registers and the forms know: no names of these are alarms."""
    with store.read() as connection:
        return _known(connection)


def places_of_visit(store: "Store", visit_id: str) -> tuple[Place, ...]:
    """Return every text of a visit as it stands in the store, restricted ones too."""
    with store.read() as connection:
        form, answers = _visit(store, connection, visit_id)
    return visit_places(visit_id, form, answers)


def places_of_document(document: "Document", name: str) -> tuple[Place, ...]:
    """Return the words of a paper that is made of records; what they quote keeps its decisions.

    `name` tells the paper from others, such as "monitoring/2014-01".
    """
    from visits_app.reports.document import Stands, walk

    return tuple(
        Place(
            f"{piece.where[:1].upper()}{piece.where[1:]}", f"document/{name}/{number}", piece.text
        )
        for number, piece in enumerate(walk(document))
        if piece.stands is Stands.TEXT and " " in piece.text
    )


def places_of_report(store: "Store", visit_id: str, document: "Document") -> tuple[Place, ...]:
    """Return what a visit's report says: its answers, and what stands in no answer of it.

    Responses of the service, reasons of amendments and notes beside links leave with the report.
    """
    answers = places_of_visit(store, visit_id)
    written = "\n".join(place.text for place in answers)
    other = places_of_document(document, f"visit/{visit_id}")
    said = "\n".join(place.text for place in other)
    return (
        *(place for place in answers if place.text[:40].split("\n")[0] in said),
        *(place for place in other if place.text not in written),
    )


def passages_of_visit(
    store: "Store", visit_id: str, answers: Answers | None = None
) -> tuple[Found, ...]:
    """Return what may identify somebody in a visit, each with what was decided about it.

    `answers` are those of the window, where they are not in the store yet.
    """
    with store.read() as connection:
        form, kept = _visit(store, connection, visit_id)
        return _passages(connection, visit_id, form, kept if answers is None else answers)


def passages_of_text(store: "Store", text: str) -> tuple[Passage, ...]:
    """Return what may identify somebody in a text that nothing was decided about."""
    return finding_passages(text, known(store))


def passages_of_places(store: "Store", places: Sequence[Place]) -> tuple[Found, ...]:
    """Return what may identify somebody in texts from anywhere, with what was decided."""
    with store.read() as connection:
        knows = _known(connection)
        subjects = {place.subject[:2] for place in places}
        quoting = any(subject in QUOTING for subject, _ in subjects)
        made = rows.all_decisions(connection) if quoting else rows.decisions(connection, subjects)
        kept_back = {
            id: rows.restrictions(connection, id) for subject, id in subjects if subject == "visit"
        }
    found: list[Found] = []
    for place in places:
        subject, subject_id, _ = place.subject
        passages = finding_passages(place.text, knows)
        here = settled(place, passages, made, anywhere=subject in QUOTING)
        found += _marked(here, kept_back.get(subject_id, ()))
    return tuple(found)


def open_passages(store: "Store", places: Sequence[Place]) -> tuple[Found, ...]:
    """Return what is still to be decided before texts may leave; () lets them go."""
    return tuple(one for one in passages_of_places(store, places) if one.is_open)


def decide(store: "Store", found: Found, reason: str, *, by: str) -> Decision:
    """Keep a passage for a reason; it is not asked about again while its sentence stands.

    Raises FaultsError without a reason.
    """
    words = clean(reason).strip()
    if not words or too_long(words):
        what = "say why it can stay." if not words else "this reason is too long. Shorten it."
        raise FaultsError("The passage is not kept yet.", (Fault("reason", what),))
    made = Decision(
        id=uuid4().hex,
        key=found.place.key,
        mark=mark_of(found.place.text, found.passage),
        passage=found.passage.text,
        kind=found.passage.kind.value,
        reason=words,
        decided_at=visit_rows.now_text(),
        decided_by=by,
    )
    with store.write() as connection:
        rows.insert_decision(connection, made, found.place.subject)
        record(
            connection,
            by=by,
            action="kept a passage",
            entity="privacy_decision",
            entity_id=made.id,
            after={"key": made.key, "kind": made.kind, "reason": words},
        )
    return made


def undo_decision(store: "Store", decision_id: str, *, by: str) -> None:
    """Take a decision back: the passage is to be decided again. Raises UnknownRecord."""
    with store.write() as connection:
        made = rows.decision(connection, decision_id)
        if made is None:
            raise UnknownRecord("This decision was taken back already.")
        rows.mark_undone(connection, decision_id, visit_rows.now_text())
        record(
            connection,
            by=by,
            action="took back",
            entity="privacy_decision",
            entity_id=decision_id,
            before={"key": made.key, "kind": made.kind, "reason": made.reason},
        )


def restrict(
    store: "Store", visit_id: str, question_id: str, row_id: str = "", *, reason: str, by: str
) -> Restriction:
    """Move an answer or one row of it to the restricted part, also after it was submitted.

    Raises FaultsError for what is written for the public.
    """
    if question_id in ALWAYS_PUBLIC:
        what = "this is written for the public and cannot be kept back. Change its words."
        raise FaultsError("This cannot be moved.", (Fault(question_id, what),))
    made = Restriction(
        visit_id, question_id, row_id, clean(reason).strip(), visit_rows.now_text(), by
    )
    with store.write() as connection:
        visit_rows.read_head(connection, visit_id)
        rows.insert_restriction(connection, made)
        record(
            connection,
            by=by,
            action="restricted",
            entity="visit",
            entity_id=visit_id,
            after={"question": question_id, "row": row_id, "reason": made.reason},
        )
    return made


def unrestrict(
    store: "Store", visit_id: str, question_id: str, row_id: str = "", *, by: str
) -> None:
    """Move an answer or a row back to the public part; its passages are open again."""
    with store.write() as connection:
        rows.delete_restriction(connection, visit_id, question_id, row_id)
        record(
            connection,
            by=by,
            action="opened",
            entity="visit",
            entity_id=visit_id,
            before={"question": question_id, "row": row_id},
        )


def restrictions(store: "Store", visit_id: str) -> tuple[Restriction, ...]:
    """Return what of a visit is kept out of everything public."""
    with store.read() as connection:
        return rows.restrictions(connection, visit_id)


def without_restricted_words(store: "Store", visits: Sequence[OnChart]) -> tuple[OnChart, ...]:
    """Return visits on a chart, without words where the visit or anything of it is restricted."""
    with store.read() as connection:
        silent = rows.restricted_visits(connection, [one.visit_id for one in visits])
    return tuple(replace(one, text="") if one.visit_id in silent else one for one in visits)


def refuse_open(store: "Store", places: Sequence[Place]) -> None:
    """Raise UndecidedPassages if anything in texts that are to leave is undecided.

    For where nobody can be asked: the command line.
    """
    found = open_passages(store, places)
    if found:
        raise _undecided(found, "Open it in the window and decide there: keep each with a reason, "
                                "change it, or move it to the restricted part.")  # fmt: skip


def refuse_undecided(connection: "Connection", visit_id: str, form: Form, answers: Answers) -> None:
    """Raise UndecidedPassages with every passage of a visit that nobody has decided about."""
    found = [one for one in _passages(connection, visit_id, form, answers) if one.is_open]
    if found:
        raise _undecided(
            found,
            "Keep each with a reason, change it, or move it to the restricted part.",
        )


def _undecided(found: Sequence[Found], advice: str) -> UndecidedPassages:
    faults = tuple(
        Fault(one.place.path, f"“{one.passage.text}” ({one.passage.kind.label}): {one.place.where}")
        for one in found
    )
    count = "One passage" if len(found) == 1 else f"{len(found)} passages"
    return UndecidedPassages(f"{count} may identify somebody. {advice}", faults)


def _passages(
    connection: "Connection", visit_id: str, form: Form, answers: Answers
) -> tuple[Found, ...]:
    knows = _known(connection)
    made = rows.decisions(connection, {("visit", visit_id)})
    kept_back = rows.restrictions(connection, visit_id)
    found: list[Found] = []
    for place in visit_places(visit_id, form, answers):
        here = settled(place, finding_passages(place.text, knows), made, anywhere=False)
        found += _marked(here, kept_back)
    return tuple(found)


def _marked(found: Iterable[Found], kept_back: Sequence[Restriction]) -> Iterable[Found]:
    if not kept_back:
        return found
    return (
        replace(one, restricted=is_restricted(one.question_id, one.row_id, kept_back))
        if one.question_id
        else one
        for one in found
    )


def _visit(store: "Store", connection: "Connection", visit_id: str) -> tuple[Form, Answers]:
    head = visit_rows.read_head(connection, visit_id)
    form = known_form(store, connection, head.form_id, head.form_version).form
    return form, read_answers(connection, visit_id)


def _known(connection: "Connection") -> Known:
    from visits_app.store.known import known_names, known_texts

    names = known_names(connection)
    return Known(names, _words((*_form_texts(), *known_texts(connection))))


def _form_texts() -> tuple[str, ...]:
    return tuple(
        text
        for form in installed()
        for question in form.questions()
        for text in (question.label, question.help, question.hint, form.title)
    )


def _words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of some texts in small letters."""
    return frozenset(word.strip(".,;:?!()“”‘’").lower() for text in texts for word in text.split())
