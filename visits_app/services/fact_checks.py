"""The factual check: the sheet to the service, its answers back, and what is decided on each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.deadlines import Deadline
from visits_app.domain.errors import Fault, FaultsError, StepRefused, UndoRefused, UnknownRecord
from visits_app.domain.fact_checks import (
    COLUMNS,
    Passage,
    answered_cells,
    decision_faults,
    fact_check,
    facts_sheet,
    passages,
)
from visits_app.domain.reviews import Correction, CorrectionDecision, ReviewStage
from visits_app.domain.sheets import Cells, LineVerdict, ReturnedSheet, Sheet, SheetKind
from visits_app.domain.text import clean, date_in_words, too_long
from visits_app.services.forms import known_form
from visits_app.services.review_standing import read_review
from visits_app.services.reviews import deadlines
from visits_app.store import corrections as rows
from visits_app.store import registers as register_rows
from visits_app.store import reviews as review_rows
from visits_app.store import visits as visit_rows
from visits_app.store.history import record

if TYPE_CHECKING:
    import threading

    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_OPEN_AT = {ReviewStage.WITH_SERVICE, ReviewStage.FACTS_BACK}


@dataclass(frozen=True, slots=True)
class FactsTaken:
    """What a sheet brought: new corrections, those they stand in for, passages said to be right."""

    return_id: str
    added: tuple[Correction, ...]
    replaced: tuple[Correction, ...]
    confirmed: int


def make_facts_sheet(store: "Store", visit_id: str, *, today: date) -> Sheet:
    """Return the sheet for the service on the newest sealed version; `issue_sheet` keeps it.

    Nothing restricted is on it, and nothing about a concern that was passed on.
    """
    with store.read() as connection:
        reference, _, revision, _ = review_rows.visit_head(connection, visit_id)
        found = sealed_passages(store, connection, visit_id, revision, whole=False)
    due = deadlines(store).due(Deadline.FACTS, today)
    return facts_sheet(visit_id, f"Check of facts, report {reference}", revision, found, due)


def read_facts(
    store: "Store",
    visit_id: str,
    path: Path,
    *,
    cancelled: "threading.Event | None" = None,
    today: date | None = None,
) -> ReturnedSheet:
    """Read a sheet of facts that came back and judge every line; nothing is kept yet."""
    from visits_app.services import sheets

    known = known_passages(store, visit_id)
    return sheets.read_back(
        store,
        path,
        SheetKind.FACTS,
        COLUMNS,
        known_cells(store, visit_id),
        check=fact_check(known),
        cancelled=cancelled,
        today=today,
        subject_id=visit_id,
    )


def known_passages(store: "Store", visit_id: str) -> dict[str, Passage]:
    """Return the passages of every sealed version by their references."""
    with store.read() as connection:
        newest = review_rows.visit_head(connection, visit_id)[2]
        return {
            one.key: one
            for revision in range(1, newest + 1)
            for one in sealed_passages(store, connection, visit_id, revision, whole=True)
        }


def known_cells(store: "Store", visit_id: str) -> Mapping[str, Cells]:
    """Return how each line of a sheet of facts stands here, with what came back before."""
    known = known_passages(store, visit_id)
    by_place = {
        (one.revision, one.question_id, one.row_id): one for one in corrections_of(store, visit_id)
    }
    return {
        key: answered_cells(one, by_place.get((_revision_of(key), one.question_id, one.row_id)))
        for key, one in known.items()
    }


def take_facts(
    store: "Store",
    visit_id: str,
    returned: ReturnedSheet,
    keys: Collection[str],
    *,
    by: str,
    today: date,
) -> FactsTaken:
    """Take the lines of a sheet of facts that are good and wanted, each correction undecided.

    Nothing in the report changes. A newer answer on a passage stands in for an undecided one.
    Raises StepRefused once the report is agreed.
    """
    from visits_app.services import sheets

    known = known_passages(store, visit_id)
    wanted = frozenset(keys)
    with store.write() as connection:
        _refuse_late(connection, visit_id)
        kept = sheets.keep_return(connection, returned, by=by, taken_keys=wanted)
        there = rows.read_corrections(connection, visit_id)
        position = max((one.position for one in there), default=0)
        added, replaced, confirmed = list[Correction](), list[Correction](), 0
        for line in returned.of(LineVerdict.TAKE):
            if line.key not in wanted or line.key not in known:
                continue
            place = known[line.key]
            revision = _revision_of(line.key)
            older = [
                one
                for one in there
                if (one.question_id, one.row_id, one.revision)
                == (place.question_id, place.row_id, revision)
                and one.decision is CorrectionDecision.OPEN
            ]
            for one in older:
                rows.delete_correction(connection, one.id)
            replaced += older
            if line.cells.get("right") != "no":
                confirmed += 1
                continue
            position += 1
            correction = Correction(
                id=uuid4().hex,
                visit_id=visit_id,
                revision=revision,
                position=position,
                question_id=place.question_id,
                row_id=place.row_id,
                passage=place.text,
                proposed=clean(line.cells.get("proposed", "")).strip(),
                evidence=clean(line.cells.get("evidence", "")).strip(),
                received_on=today,
                sheet_id=kept.sheet_id,
            )
            rows.insert_correction(connection, correction)
            added.append(correction)
            record(
                connection,
                by=by,
                action="received",
                entity="correction",
                entity_id=correction.id,
                after={
                    "visit_id": visit_id,
                    "revision": revision,
                    "place": f"{place.question_id}/{place.row_id}".rstrip("/"),
                    "proposed": correction.proposed,
                    "evidence": correction.evidence,
                },
            )
    return FactsTaken(kept.id, tuple(added), tuple(replaced), confirmed)


def undo_facts(store: "Store", taken: FactsTaken, *, by: str) -> None:
    """Take back what a sheet brought; UndoRefused where one of its corrections was decided."""
    from visits_app.services import sheets

    with store.write() as connection:
        for correction in taken.added:
            now = rows.read_correction(connection, correction.id)
            if now is None or now.decision is not CorrectionDecision.OPEN:
                raise UndoRefused(
                    "A correction of this sheet was decided already. Take that decision back first."
                )
            rows.delete_correction(connection, correction.id)
            record(
                connection,
                by=by,
                action="took back",
                entity="correction",
                entity_id=correction.id,
                before={"visit_id": correction.visit_id, "proposed": correction.proposed},
            )
        for correction in taken.replaced:
            rows.insert_correction(connection, correction)
        sheets.mark_undone(connection, taken.return_id, by=by)


def corrections_of(store: "Store", visit_id: str) -> tuple[Correction, ...]:
    """Return the corrections a service asked for, in the order they came."""
    with store.read() as connection:
        return rows.read_corrections(connection, visit_id)


def decide(
    store: "Store",
    correction_id: str,
    decision: CorrectionDecision,
    *,
    note: str = "",
    by: str,
    on: date,
) -> Correction:
    """Accept a correction, record a disagreement, or leave it open again; return it as it was.

    Accepting changes no word: the member amends the report. Raises FaultsError (`where` is "note"
    or "decision") and StepRefused once the report is agreed.
    """
    words = clean(note).strip()
    faults = decision_faults(decision, words)
    if too_long(words):
        faults += (Fault("note", "this is longer than one field can hold. Shorten it."),)
    if faults:
        raise FaultsError("The decision cannot be saved.", faults)
    with store.write() as connection:
        before = rows.read_correction(connection, correction_id)
        if before is None:
            raise UnknownRecord("This correction is not in the store any more.")
        _refuse_late(connection, before.visit_id)
        if before.decision is CorrectionDecision.AMENDED:
            fault = Fault("decision", "the member has amended the report by it.")
            raise FaultsError("The decision cannot be changed.", (fault,))
        taken_back = decision is CorrectionDecision.OPEN
        day, who = (None, "") if taken_back else (on, by)
        rows.write_decision(connection, correction_id, decision, words, on=day, by=who)
        record(
            connection,
            by=by,
            action="decided",
            entity="correction",
            entity_id=correction_id,
            before={"decision": before.decision, "note": before.decision_note},
            after={"decision": decision, "note": words, "on": day},
        )
    return before


def question_words(store: "Store", correction: Correction) -> str:
    """Return the question a correction is about, as it stands on the form."""
    with store.read() as connection:
        head = visit_rows.read_head(connection, correction.visit_id)
        form = known_form(store, connection, head.form_id, head.form_version).form
    question = form.question(correction.question_id)
    return f"{question.number} {question.label}".strip() if question else ""


def sealed_passages(
    store: "Store", connection: "Connection", visit_id: str, revision: int, *, whole: bool
) -> tuple[Passage, ...]:
    """Return the passages of one sealed version; `whole` with what no sheet may show."""
    head = visit_rows.read_head(connection, visit_id)
    form = known_form(store, connection, head.form_id, head.form_version).form
    sealed = {one.number: one for one in visit_rows.read_revisions(connection, visit_id)}
    if revision not in sealed:
        return ()
    names = register_rows.names(connection, visit_id)
    kept_out = () if whole else review_rows.restricted_places(connection, visit_id)
    return passages(form, sealed[revision].answers, names, revision, kept_out)


def _revision_of(key: str) -> int:
    """Return which version a passage's reference speaks of: "F2.1 v2" of the second."""
    _, _, version = key.rpartition(" v")
    return int(version) if version.isdecimal() and " v" in key else 1


def _refuse_late(connection: "Connection", visit_id: str) -> None:
    review = read_review(connection, visit_id)
    if review.stage not in _OPEN_AT:
        since = date_in_words(review.since.isoformat())
        fault = Fault("step", f"the report stands at “{review.stage.label}” since {since}.")
        raise StepRefused("Corrections are taken while the facts are checked.", (fault,))
