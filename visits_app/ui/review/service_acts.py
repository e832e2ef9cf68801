"""What goes to the service about a report and what is done with what it says."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from visits_app.domain.privacy.decisions import Place
from visits_app.domain.reviews import Correction, CorrectionDecision
from visits_app.presenters.review import ReviewPresenter, Taken
from visits_app.presenters.review_sheets import FactsReceiver, ResponsesReceiver
from visits_app.presenters.review_states import CorrectionLine, ResponseLine
from visits_app.ui.privacy_dialog import ask_before_leaving
from visits_app.ui.review.sending import SHEETS, ask_where, write
from visits_app.ui.undoing import undo

if TYPE_CHECKING:
    from visits_app.ui.pages.review import ReviewPage


class ServiceActs(QObject):
    """Opens dialogs over the page, keeps what was decided or sent, and says so."""

    def __init__(self, page: "ReviewPage", sent: Callable[[Taken | None], None]) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._sent = sent
        """Told of the step that sending the sheet of facts is."""

    @property
    def _presenter(self) -> ReviewPresenter:
        """The presenter of the report on show; each report has its own."""
        return self._page.presenter

    # --- corrections and responses ---------------------------------------------------------

    def decide(self, line: CorrectionLine, decision: CorrectionDecision) -> None:
        """Decide on a correction the service asks for; a disagreement needs its reason."""
        if decision is CorrectionDecision.DISAGREED:
            from visits_app.ui.review.note_dialog import NoteDialog

            NoteDialog(
                self._context,
                self._page,
                title="Members do not agree",
                hint="What the service says and this reason are printed beside the report.",
                label="Why do members not agree?",
                go="Record the disagreement",
                work=partial(_decide_with_note, self._presenter, line.id),
                done=self._decided,
                text=line.note,
            ).open()
        else:
            self._page.load(partial(self._presenter.decide, line.id, decision, ""), self._decided)

    def _decided(self, before: Correction) -> None:
        act = partial(
            undo, self._context, partial(self._presenter.undecide, before),
            "The decision is as it was.", "review", self._page.visit_id,
        )  # fmt: skip
        self._context.say("The decision is recorded.", act=act)
        self._context.tell("review", self._page.visit_id)

    def answer(self, line: ResponseLine) -> None:
        """Write down what the service answered to an ask."""
        from visits_app.ui.review.response_dialog import ResponseDialog

        ResponseDialog(self._context, self._presenter, line, self._page).open()

    def take_facts(self) -> None:
        """Take in a sheet of facts the service sent back."""
        self._open_sheet(FactsReceiver(self._context.space, self._page.visit_id))

    def take_responses(self) -> None:
        """Take in a sheet of asks the service sent back."""
        self._open_sheet(ResponsesReceiver(self._context.space, self._page.visit_id))

    def _open_sheet(self, receiver: FactsReceiver | ResponsesReceiver) -> None:
        from visits_app.ui.sheets.dialog import SheetDialog

        SheetDialog(self._context, receiver, self._page).open()

    # --- what leaves the laptop ------------------------------------------------------------

    def save_facts(self) -> None:
        """Ask where the sheet of facts is saved; saved, it counts as sent."""
        self._page.load(partial(self._presenter.sheet_places, "facts"), self._look_at_facts)

    def _look_at_facts(self, read: tuple[str, tuple[Place, ...]]) -> None:
        go = partial(self._ask_where, read[0], self.write_facts)
        ask_before_leaving(self._page, self._context, read[1], go)

    def _ask_where(self, name: str, chosen: Callable[[Path], None]) -> None:
        ask_where(self._page, "Save the sheet", name, SHEETS, chosen)

    def write_facts(self, path: Path) -> None:
        """Write the sheet of facts and record that it went to the service."""
        write(self._context, self._page, self._presenter.save_facts, self._facts_written, path)

    def _facts_written(self, path: Path, taken: Taken | None) -> None:
        self._sent(taken)
        self._context.say(f"The sheet is saved as “{path.name}”. Send it to the service.")

    def save_responses(self) -> None:
        """Ask where the sheet of asks is saved."""
        self._page.load(partial(self._presenter.sheet_places, "asks"), self._look_at_asks)

    def _look_at_asks(self, read: tuple[str, tuple[Place, ...]]) -> None:
        go = partial(self._ask_where, read[0], self.write_responses)
        ask_before_leaving(self._page, self._context, read[1], go)

    def write_responses(self, path: Path) -> None:
        """Write the sheet of asks."""
        write(self._context, self._page, self._presenter.save_responses, self._asks_written, path)

    def _asks_written(self, path: Path, _same: Path) -> None:
        self._context.say(f"The sheet is saved as “{path.name}”. Send it to the service.")


def _decide_with_note(
    presenter: ReviewPresenter, correction_id: str, note: str, _on: str
) -> Correction:
    return presenter.decide(correction_id, CorrectionDecision.DISAGREED, note)
