"""What may identify somebody, as a screen says it: in its sentence, with what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visits_app.domain.privacy.decisions import Found, Place, sentence_around
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.forms import Answers
    from visits_app.domain.sheets import Sheet

OPEN, KEPT, RESTRICTED = "open", "kept", "restricted"
_NO_KEEPING_BACK = "It is written for the public: keep it with a reason, or change it."


@dataclass(frozen=True, slots=True)
class PassageLine:
    """One passage: its sentence with the passage from `start` to `end`, and how it stands."""

    found: Found
    state: str
    """"open", "kept" or "restricted"."""
    chip: str
    tone: str
    icon_name: str
    where: str
    sentence: str
    start: int
    end: int
    told: str
    """Why it was found, or the reason it is kept for."""
    can_restrict: bool
    why_not: str = ""
    """Why it cannot be moved to the restricted part."""

    @property
    def words(self) -> str:
        """The passage itself."""
        return self.found.passage.text

    @property
    def path(self) -> str:
        """Where a visit's form has it."""
        return self.found.place.path

    @property
    def visit_id(self) -> str:
        """The visit it was found in, "" elsewhere."""
        subject, subject_id, _ = self.found.place.subject
        return subject_id if subject == "visit" else ""


def open_words(count: int) -> str:
    """Return "2 passages may identify someone", "" for none."""
    if not count:
        return ""
    return (
        "1 passage may identify someone" if count == 1 else f"{count} passages may identify someone"
    )


def sheet_places(sheet: Sheet) -> tuple[Place, ...]:
    """Return the words of a sheet that is to be sent, by row and column."""
    return tuple(
        Place(f"{row.key}, {column.title}", f"document/sheet/{row.key}/{column.id}", text)
        for row in sheet.rows
        for column in sheet.columns
        if " " in (text := row.cells.get(column.id, ""))
    )


class PrivacyPresenter:
    """Finds passages and keeps what is decided; every method belongs in a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def of_visit(self, visit_id: str, answers: Answers | None = None) -> tuple[PassageLine, ...]:
        """Return every passage of a visit, decided ones too; `answers` as the window has them."""
        from visits_app.services import privacy

        found = privacy.passages_of_visit(self._space.store, visit_id, answers)
        return tuple(map(passage_line, found))

    def open_in(self, places: Sequence[Place]) -> tuple[PassageLine, ...]:
        """Return what is still to be decided in texts that are to leave."""
        from visits_app.services import privacy

        return tuple(map(passage_line, privacy.open_passages(self._space.store, places)))

    def keep(self, line: PassageLine, reason: str) -> None:
        """Keep a passage for a reason. Raises FaultsError without one."""
        from visits_app.services import privacy

        privacy.decide(self._space.store, line.found, reason, by=self._space.by)

    def restrict(self, line: PassageLine) -> None:
        """Move the answer or row of a passage to the restricted part."""
        from visits_app.services import privacy

        found = line.found
        privacy.restrict(
            self._space.store,
            line.visit_id,
            found.question_id,
            found.row_id,
            reason=f"{found.passage.kind.label} in the text",
            by=self._space.by,
        )

    def undo(self, line: PassageLine) -> None:
        """Take back what was decided about a passage."""
        from visits_app.services import privacy

        found, store = line.found, self._space.store
        if found.decision is not None:
            privacy.undo_decision(store, found.decision.id, by=self._space.by)
            return
        kept_back = privacy.restrictions(store, line.visit_id)
        row_id = found.row_id
        if not any(
            (one.question_id, one.row_id) == (found.question_id, row_id) for one in kept_back
        ):
            row_id = ""
        privacy.unrestrict(store, line.visit_id, found.question_id, row_id, by=self._space.by)


def passage_line(found: Found) -> PassageLine:
    """Return a passage as a screen says it."""
    passage, text = found.passage, found.place.text
    begins, ends = sentence_around(text, passage.start, passage.end)
    label = passage.kind.label
    state, chip, tone, icon_name, told = OPEN, label, "warning", "warning", passage.why
    if found.restricted:
        state, chip, tone, icon_name = RESTRICTED, "Restricted", "accent", "encrypted"
        told = f"{label}. It stands in the restricted part and is in no public paper."
    elif found.decision is not None:
        state, chip, tone, icon_name = KEPT, "Kept", "good", "tick"
        told = f"{label}, kept: {found.decision.reason}"
    return PassageLine(
        found=found,
        state=state,
        chip=chip,
        tone=tone,
        icon_name=icon_name,
        where=found.place.where,
        sentence=text[begins:ends],
        start=passage.start - begins,
        end=passage.end - begins,
        told=told,
        can_restrict=found.can_be_restricted,
        why_not="" if found.can_be_restricted else _NO_KEEPING_BACK,
    )
