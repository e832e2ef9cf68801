"""One report's life at a desk: reading it, and every step the officer takes in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.reviews import (
    Correction,
    CorrectionDecision,
    Review,
    ReviewStage,
    StepKind,
)
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Ask, AskStatus, Marking
from visits_app.presenters.review_states import ReviewState
from visits_app.presenters.review_words import (
    correction_line,
    life_lines,
    marking_state,
    member_has_it,
    response_line,
    review_chips,
    step_offers,
    what_to_do,
)
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.domain.privacy.decisions import Place
    from visits_app.domain.sheets import Sheet
    from visits_app.presenters.printing import MadePaper
    from visits_app.reports.document import Document

_WRITTEN_BEFORE = ("/reason", "/owner", "/evidence", "/proposed")
"""How the keys of cells end that a service wrote into a sheet before."""

_SAID = {
    StepKind.RETURN: "The report is returned to the member.",
    StepKind.CHECK: "The report is checked off.",
    StepKind.SEND_FOR_FACTS: "It is recorded that the sheet went to the service.",
    StepKind.FACTS_BACK: "It is recorded that the service has answered.",
    StepKind.NO_FACTS_BACK: "It is recorded that the service did not answer on the facts.",
    StepKind.AGREE: "The report is agreed.",
    StepKind.RESPONSES_IN: "It is recorded that every ask is answered.",
    StepKind.NO_RESPONSE: "The report goes on; asks without an answer say “no response”.",
    StepKind.TELL_TEAM: "It is recorded that the team was told.",
    StepKind.CLOSE: "The report is closed.",
    StepKind.REOPEN: "The report is open again.",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, the sentence for it, and whether it can be taken back."""

    step_id: str
    said: str
    can_undo: bool


class ReviewPresenter:
    """Reads one report's life and does what is asked; every method but `__init__` is for a job."""

    def __init__(self, space: Workspace, visit_id: str) -> None:
        self._space = space
        self.visit_id = visit_id

    def state(self) -> ReviewState:
        """Read everything."""
        from visits_app.services import fact_checks, procedures, registers, responses, reviews
        from visits_app.services import visits as visit_services

        store, today = self._space.store, self._space.today()
        now = reviews.standing(store, self.visit_id)
        steps = reviews.steps_of(store, self.visit_id)
        visit = visit_services.load_visit(store, self.visit_id)
        names = registers.names(store, self.visit_id)
        officer = self._space.desk is Desk.OFFICER
        asks = responses.asks_of(store, self.visit_id)
        team = names.teams.get(visit.team_id or "", "No team")
        when = date_in_words(visit.visit_date.isoformat()) if visit.visit_date else "no date"
        author = names.members.get(visit.author_id, "")
        may_write = officer or visit.author_id == self._space.member_id
        return ReviewState(
            visit_id=self.visit_id,
            title=f"Report on {team}, {when}",
            context_line=" · ".join(part for part in (visit.reference, f"By {author}") if part),
            stage=now.stage,
            chips=review_chips(now, today),
            sentence=what_to_do(now),
            officer=officer,
            can_write=may_write and member_has_it(now),
            being_corrected=now.being_corrected,
            life=life_lines(visit, steps, now, names),
            offers=step_offers(now, today) if officer else (),
            checklist=reviews.completeness_of(store, self.visit_id),
            marking=marking_state(now, visit, procedures.procedures(store)),
            corrections=tuple(
                correction_line(one, fact_checks.question_words(store, one), now, names)
                for one in fact_checks.corrections_of(store, self.visit_id)
            ),
            responses=tuple(response_line(item.ask) for item in asks),
            can_take_facts=now.stage in {ReviewStage.WITH_SERVICE, ReviewStage.FACTS_BACK},
            has_letter=now.held
            and now.stage in {ReviewStage.RESPONDED, ReviewStage.TEAM_TOLD, ReviewStage.CLOSED},
        )

    # --- steps -----------------------------------------------------------------------------

    def take(
        self, step: StepKind, *, note: str = "", on: str = "", left_laptop: bool = False
    ) -> Taken:
        """Take a step; `on` is a day as a person types it, "" for today."""
        from visits_app.services import reviews

        taken = reviews.take_step(
            self._space.store,
            self.visit_id,
            step,
            by=self._space.by,
            today=self._space.today(),
            on=self._day(on, "on") if on.strip() else None,
            note=note,
            left_laptop=left_laptop,
        )
        return Taken(taken.id, _SAID[step], not left_laptop)

    def undo(self, step_id: str) -> None:
        """Take a step back."""
        from visits_app.services import reviews

        reviews.undo_step(self._space.store, self.visit_id, step_id, by=self._space.by)

    def mark(
        self, marking: Marking, paragraph: int | None, reason: str, *, procedure_checked: bool
    ) -> Review:
        """Mark the report and return the review as it was, for `unmark`."""
        from visits_app.services import reviews

        return reviews.mark(
            self._space.store,
            self.visit_id,
            marking,
            paragraph=paragraph if marking is Marking.EXEMPT else None,
            reason=reason,
            procedure_checked=procedure_checked,
            by=self._space.by,
        )

    def unmark(self, before: Review) -> None:
        """Put the marking back to what it was."""
        from visits_app.services import reviews

        reviews.mark(
            self._space.store,
            self.visit_id,
            before.marking,
            paragraph=before.paragraph,
            reason=before.marking_reason,
            procedure_checked=before.procedure_checked,
            by=self._space.by,
        )

    def begin_correction(self) -> None:
        """Open the report for its member to change."""
        from visits_app.services import submission

        submission.begin_correction(self._space.store, self.visit_id, by=self._space.by)

    # --- corrections and responses ---------------------------------------------------------

    def decide(self, correction_id: str, decision: CorrectionDecision, note: str) -> Correction:
        """Decide a correction and return it as it was."""
        from visits_app.services import fact_checks

        return fact_checks.decide(
            self._space.store,
            correction_id,
            decision,
            note=note,
            by=self._space.by,
            on=self._space.today(),
        )

    def undecide(self, before: Correction) -> None:
        """Put a decision back to what it was."""
        self.decide(before.id, before.decision, before.decision_note)

    def answer(
        self, ask_id: str, status: AskStatus, *, reason: str, owner: str, due: str, evidence: str
    ) -> Ask:
        """Record a service's answer and return the ask as it was; `due` is as a person types it."""
        from visits_app.services import responses

        return responses.answer_ask(
            self._space.store,
            ask_id,
            status,
            reason,
            owner=owner,
            due=self._day(due, "due") if due.strip() else None,
            evidence=evidence,
            on=self._space.today(),
            by=self._space.by,
        )

    def unanswer(self, before: Ask) -> None:
        """Put an answer back to what it was."""
        from visits_app.services import responses

        responses.restore_answer(self._space.store, before, by=self._space.by)

    # --- what leaves the laptop ------------------------------------------------------------

    def sheet_places(self, what: str) -> tuple[str, tuple[Place, ...]]:
        """Return a name for a sheet, "facts" or "asks", and the texts that leave with it.

        The report's own words stand under their place in it, so that what is decided there holds
        here; what the service wrote before stands under the sheet.
        """
        from visits_app.presenters.privacy import sheet_places
        from visits_app.services import privacy

        sheet = self._made(what)
        said = "\n".join(words for row in sheet.rows for words in row.cells.values())
        own = privacy.places_of_visit(self._space.store, self.visit_id)
        name = self.file_name("Check of facts" if what == "facts" else "Responses")
        return name, (
            *(place for place in own if place.text.strip() and place.text.strip() in said),
            *(place for place in sheet_places(sheet) if place.key.endswith(_WRITTEN_BEFORE)),
        )

    def letter_places(self) -> tuple[Place, ...]:
        """Return the texts that leave with the letter."""
        from visits_app.services import privacy

        return privacy.places_of_report(self._space.store, self.visit_id, self.letter())

    def _made(self, what: str) -> Sheet:
        from visits_app.services import fact_checks, responses

        make = fact_checks.make_facts_sheet if what == "facts" else responses.make_responses_sheet
        return make(self._space.store, self.visit_id, today=self._space.today())

    def _issued(self, what: str) -> Sheet:
        from visits_app.services import sheets

        return sheets.issue_sheet(
            self._space.store, self._made(what), by=self._space.by, today=self._space.today()
        )

    def save_facts(self, path: Path) -> Taken | None:
        """Save the sheet of facts and, where the report waits for it, record that it was sent."""
        from visits_app.services import reviews, sheets

        sheets.save_sheet(self._issued("facts"), path)
        if reviews.review_of(self._space.store, self.visit_id).stage is not ReviewStage.CHECKED:
            return None
        return self.take(StepKind.SEND_FOR_FACTS, left_laptop=True)

    def save_responses(self, path: Path) -> Path:
        """Save the sheet of asks."""
        from visits_app.services import sheets

        sheets.save_sheet(self._issued("asks"), path)
        return path

    def letter(self) -> Document:
        """Return the letter to the team, dated today."""
        from visits_app.services.closing_letters import closing_letter

        return closing_letter(self._space.store, self.visit_id, today=self._space.today())

    def make_letter(self) -> MadePaper:
        """Return the letter as a finished PDF, to be printed."""
        from visits_app.presenters.printing import MadePaper, Paper, paper_kinds
        from visits_app.services import reports

        document = self.letter()
        pdf = reports.render_pdf(document)
        paper = Paper("letter", self.visit_id, "Letter to the team")
        name = f"{self.file_name('Letter to the team')}.pdf"
        return MadePaper(paper, pdf, reports.page_count(pdf), name, document, paper_kinds("letter"))

    def save_letter(self, path: Path) -> Taken | None:
        """Save the letter; where the report waits for that, record that the team was told."""
        from visits_app.services import reports

        reports.save_paper(self.letter(), path)
        return self.told()

    def told(self) -> Taken | None:
        """Record that the letter went to the team, where the report waits for that."""
        from visits_app.services import reviews

        if reviews.review_of(self._space.store, self.visit_id).stage is not ReviewStage.RESPONDED:
            return None
        return self.take(StepKind.TELL_TEAM, left_laptop=True)

    def file_name(self, what: str) -> str:
        """Return a name for a file about this report, without an ending."""
        from visits_app.presenters.printing import safe_file_name
        from visits_app.services import visits as visit_services

        visit = visit_services.load_visit(self._space.store, self.visit_id)
        return safe_file_name(f"{what}, report {visit.reference}")

    def _day(self, typed: str, where: str) -> date:
        from visits_app.domain.dates import read_date

        day = read_date(typed, self._space.today())
        if day is None:
            what = "this is not a date; write it like 4 March 2014."
            raise FaultsError("This cannot be saved.", (Fault(where, what),))
        return day
