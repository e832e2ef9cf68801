"""One paper on the desk: read it, edit it, draft it again, make its pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Any

from visits_app.domain.paper_merging import Choice
from visits_app.domain.papers import PartKind
from visits_app.presenters.paper_arranging import arrange, changes_told
from visits_app.presenters.paper_states import ChangesState, PaperState
from visits_app.presenters.printing import MadePaper, Paper, paper_kinds, safe_file_name
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.paper_steps import PaperStep
    from visits_app.services.compiling import Drafting, Redraft


@dataclass(frozen=True, slots=True)
class Done:
    """An action that was done: how to take it back, and the paper after it.

    `key` is the part the keyboard goes to, "" where it stays.
    """

    step: PaperStep
    state: PaperState
    key: str = ""


@dataclass(frozen=True, slots=True)
class LeavingText:
    """Words before they leave: where they stand, and the part's key, a cell's after a slash."""

    where: str
    key: str
    text: str


class PaperPresenter:
    """Reads and changes one paper; every method but the constructor belongs in a job.

    `draft` drafts the parts in place of the program's own drafting.
    """

    def __init__(self, space: Workspace, draft: Drafting | None = None) -> None:
        self._space = space
        self.draft = draft
        self._redraft: Redraft | None = None

    # --- reading ---------------------------------------------------------------------------

    def read(self, paper_id: str, public: bool) -> PaperState:
        """Return the paper as its page shows it. Raises UnknownRecord."""
        from visits_app.services import compiling, registers

        store = self._space.store
        paper = compiling.paper(store, paper_id)
        parts = compiling.parts(store, paper_id)
        sources = {source for part in parts for source in part.sources}
        return arrange(
            paper,
            compiling.sections(paper),
            parts,
            compiling.source_labels(store, sources),
            registers.names(store).indicators,
            public=public,
        )

    # --- one part --------------------------------------------------------------------------

    def move(
        self, paper_id: str, public: bool, key: str, places: int, among: Collection[str]
    ) -> Done:
        """Move a part among those in sight."""
        from visits_app.services import compiling

        def work(store: Any, by: str) -> PaperStep:
            return compiling.move_part(store, paper_id, key, places, among=among, by=by)

        return self._do(paper_id, public, work, key)

    def hide(self, paper_id: str, public: bool, key: str, hidden: bool) -> Done:
        """Leave a part out, or bring it back."""
        from visits_app.services import compiling

        def work(store: Any, by: str) -> PaperStep:
            return compiling.hide_part(store, paper_id, key, hidden, by=by)

        return self._do(paper_id, public, work, key)

    def restore(self, paper_id: str, public: bool, key: str) -> Done:
        """Return a part to its draft."""
        from visits_app.services import compiling

        def work(store: Any, by: str) -> PaperStep:
            return compiling.restore_part(store, paper_id, key, by=by)

        return self._do(paper_id, public, work, key)

    def answer(self, paper_id: str, public: bool, key: str, choice: Choice) -> Done:
        """Choose between the officer's words and those of the records."""
        from visits_app.services import compiling

        def work(store: Any, by: str) -> PaperStep:
            return compiling.answer_part(store, paper_id, key, choice, by=by)

        return self._do(paper_id, public, work, key)

    def remove(self, paper_id: str, public: bool, key: str) -> Done:
        """Take out a part the officer added."""
        from visits_app.services import compiling

        def work(store: Any, by: str) -> PaperStep:
            return compiling.remove_part(store, paper_id, key, by=by)

        return self._do(paper_id, public, work)

    def add(
        self, paper_id: str, public: bool, section: str, after: str, kind: PartKind, cells: int
    ) -> Done:
        """Add an empty part of the officer's own behind another."""
        from visits_app.services import compiling

        key, step = compiling.add_part(
            self._space.store, paper_id, section, ("",) * cells,
            kind=kind, after=after, by=self._space.by,
        )  # fmt: skip
        return Done(step, self.read(paper_id, public), key)

    def undo(self, step: PaperStep) -> None:
        """Take one action back."""
        from visits_app.services import compiling

        compiling.take_back(self._space.store, step, by=self._space.by)

    def _do(
        self, paper_id: str, public: bool, work: Callable[[Any, str], PaperStep], key: str = ""
    ) -> Done:
        step = work(self._space.store, self._space.by)
        return Done(step, self.read(paper_id, public), key)

    # --- drafting again --------------------------------------------------------------------

    def look_again(self, paper_id: str) -> ChangesState:
        """Draft the paper again and return what changed in the records; nothing is written."""
        from visits_app.services import compiling, registers

        store = self._space.store
        self._redraft = compiling.look_again(
            store, paper_id, today=self._space.today(), draft=self.draft
        )
        paper = compiling.paper(store, paper_id)
        return changes_told(
            self._redraft.changes,
            compiling.sections(paper),
            registers.names(store).indicators,
        )

    def regenerate(self, paper_id: str, public: bool, answers: Mapping[str, Choice]) -> Done:
        """Take the draft that was looked at into the paper, with the officer's answers."""
        from visits_app.services import compiling

        assert self._redraft is not None
        step = compiling.regenerate(
            self._space.store, self._redraft, answers=answers, by=self._space.by
        )
        self._redraft = None
        return Done(step, self.read(paper_id, public))

    # --- out -------------------------------------------------------------------------------

    def leaving_texts(self, paper_id: str, public: bool) -> tuple[LeavingText, ...]:
        """Return every text that a version of the paper has in it, edited or not."""
        from visits_app.services import compiling

        store = self._space.store
        paper = compiling.paper(store, paper_id)
        titles = {section.id: section.title for section in compiling.sections(paper)}
        shown = compiling.parts_for(
            store, paper_id, public=public, today=self._space.today(), draft=self.draft
        )
        texts = [LeavingText("The title of the paper", "title", paper.title)]
        for part in shown:
            if part.kind is PartKind.CHART:
                continue
            for place, cell in enumerate(part.words):
                if cell.strip():
                    key = part.key if len(part.words) == 1 else f"{part.key}/{place}"
                    texts.append(LeavingText(titles[part.section], key, cell))
        return tuple(texts)

    def make(self, paper_id: str, public: bool, cancel: Event | None = None) -> MadePaper:
        """Make the PDF of a version of the paper, and its words for the other kinds of file."""
        from visits_app.services import paper_files, reports

        store = self._space.store
        document, name = paper_files.paper_file(
            store, paper_id, public=public, today=self._space.today(), draft=self.draft
        )
        pdf = reports.render_pdf(document, cancel=cancel)
        return MadePaper(
            Paper("compiled", paper_id, document.title),
            pdf,
            reports.page_count(pdf),
            f"{safe_file_name(name)}.pdf",
            document,
            paper_kinds("compiled"),
        )


def save_edits(space: Workspace, paper_id: str, changes: Mapping[str, Sequence[str]]) -> datetime:
    """Write edited parts, by key, and return when that was done."""
    from visits_app.services import compiling

    compiling.edit_parts(space.store, paper_id, changes, by=space.by)
    return datetime.now(UTC)
