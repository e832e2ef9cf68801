"""The last look before a report is sealed: all answers, what is missing, what is corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visits_app.domain.errors import Fault
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import VisitState
from visits_app.presenters.editor import EditorPresenter, OpenedVisit
from visits_app.presenters.privacy import OPEN, PassageLine, PrivacyPresenter
from visits_app.presenters.visit_form_states import CheckState
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.differences import Difference

DECLARATION = (
    "I wrote this report. It sets down facts: what was seen, what was said and what is asked for. "
    "It uses roles and not names, and nobody in it can be recognised."
)


@dataclass(frozen=True, slots=True)
class CheckPageState:
    """What the page shows. `changes` and `last_sealed` are for corrections only."""

    visit_id: str
    title: str
    context_line: str
    sealed: bool
    correcting: bool
    check: CheckState
    changes: tuple[Difference, ...]
    last_sealed: str
    declaration: str
    submit_words: str
    passages: tuple[PassageLine, ...] = ()
    """What may identify somebody, decided or not, in the order of the form."""
    doubts: tuple[Fault, ...] = ()
    """What is to be confirmed and stands in nobody's way: a retired team, a term that is over."""

    @property
    def undecided(self) -> int:
        """How many passages are still to be decided."""
        return sum(line.state == OPEN for line in self.passages)


class CheckPresenter:
    """Reads a visit for checking, seals it, or gives a correction up."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def read(self, visit_id: str) -> CheckPageState:
        """Read everything the page shows."""
        reader = EditorPresenter(self._space)
        opened = reader.read(visit_id)
        form = reader.begin(opened, {})
        title, line = reader.heading()
        correcting = opened.visit.state is VisitState.CORRECTING
        changes: tuple[Difference, ...] = ()
        last_sealed = ""
        if correcting:
            from visits_app.domain.differences import differences
            from visits_app.domain.form_rules import shown_answers
            from visits_app.services import visits

            last = visits.revisions(self._space.store, visit_id)[-1]
            now = shown_answers(opened.form, opened.visit.answers)
            changes = differences(opened.form, last.answers, now, opened.names)
            at = last.sealed_at.astimezone()
            last_sealed = f"{date_in_words(at.date().isoformat())}, {at:%H:%M}"
        return CheckPageState(
            visit_id=visit_id,
            title=f"Check: {title}",
            context_line=line,
            sealed=opened.sealed,
            correcting=correcting,
            check=form.check(_unprintable),
            changes=changes,
            last_sealed=last_sealed,
            declaration=DECLARATION,
            submit_words="Submit the amendment" if correcting else "Submit the report",
            passages=PrivacyPresenter(self._space).of_visit(visit_id),
            doubts=self._doubts(opened),
        )

    def _doubts(self, opened: OpenedVisit) -> tuple[Fault, ...]:
        from visits_app.services import registers

        visit = opened.visit
        return registers.doubts(
            self._space.store,
            visit.team_id or "",
            visit.visitor_ids,
            visit.visit_date,
            self._space.today(),
        )

    def submit(self, visit_id: str, reason: str) -> str:
        """Seal the report or amendment and return the sentence that says so."""
        from visits_app.services import visits

        visit = visits.submit_visit(
            self._space.store,
            visit_id,
            by=self._space.by,
            reason=reason,
            today=self._space.today(),
        )
        latest = visits.revisions(self._space.store, visit_id)[-1]
        at = f"{latest.sealed_at.astimezone():%H:%M}"
        if latest.number > 1:
            return f"Amendment {latest.number - 1} submitted at {at}. Reference {visit.reference}."
        if visit.state is VisitState.NOT_HELD:
            return f"Recorded as not held at {at}. Reference {visit.reference}."
        return f"Submitted at {at}. Reference {visit.reference}."

    def give_up(self, visit_id: str) -> None:
        """Take a correction back: the report stays as it was sealed."""
        from visits_app.services import visits

        visits.cancel_correction(self._space.store, visit_id, by=self._space.by)


def _unprintable(text: str) -> tuple[str, ...]:
    from visits_app.services import reports

    return reports.unprintable((text,))
