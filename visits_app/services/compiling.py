"""Compiling a paper: drafted from records, edited by a person, drafted again, nothing lost.

Every action is one transaction and returns a `PaperStep` that `take_back` undoes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, PaperOutdated, UnknownRecord
from visits_app.domain.paper_merging import Choice, Merged, PartChange, held_back, merge
from visits_app.domain.paper_sections import sections_chosen
from visits_app.domain.paper_steps import PaperStep, step_between
from visits_app.domain.papers import (
    Paper,
    PaperContents,
    PaperKind,
    PaperPart,
    Section,
    Source,
    SourceLabel,
)
from visits_app.domain.text import clean, too_long
from visits_app.services.paper_changes import change_paper, paper_of, record_step, take_back
from visits_app.services.paper_parts import (
    add_part,
    answer_part,
    edit_part,
    edit_parts,
    hide_part,
    move_part,
    remove_part,
    restore_part,
)
from visits_app.store import papers as rows
from visits_app.store.history import record
from visits_app.store.paper_sources import source_labels as rows_of_sources

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

__all__ = [
    "add_part",
    "answer_part",
    "change_contents",
    "delete_paper",
    "edit_part",
    "edit_parts",
    "hide_part",
    "look_again",
    "make_paper",
    "move_part",
    "paper",
    "papers",
    "parts",
    "parts_for",
    "questions_open",
    "regenerate",
    "remove_part",
    "restore_paper",
    "restore_part",
    "sections",
    "source_labels",
    "take_back",
]

_REFUSED = "The paper cannot be saved like this."


class Drafting(Protocol):
    """Drafts the parts of a paper from the records, the restricted ones among them."""

    def __call__(self, store: Store, paper: Paper, *, today: date) -> tuple[PaperPart, ...]: ...


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """What the officer chooses about a paper."""

    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    meeting_id: str | None = None
    contents: PaperContents = field(default_factory=PaperContents)


@dataclass(frozen=True, slots=True)
class Redraft:
    """A new draft of a paper that has been looked at and not been taken yet."""

    paper_id: str
    drafted: tuple[PaperPart, ...]
    changes: tuple[PartChange, ...]
    """What is worth telling; empty where the records say what the paper says."""


# --- reading ---------------------------------------------------------------------------------


def papers(store: Store) -> tuple[Paper, ...]:
    """Return every paper, the one last touched first."""
    with store.read() as connection:
        return rows.papers(connection)


def questions_open(store: Store) -> dict[str, int]:
    """Count by paper id the changes in the records that wait for the officer's answer."""
    with store.read() as connection:
        return rows.questions_open(connection)


def paper(store: Store, paper_id: str) -> Paper:
    """Return one paper. Raises UnknownRecord."""
    with store.read() as connection:
        return paper_of(connection, paper_id)


def parts(store: Store, paper_id: str) -> tuple[PaperPart, ...]:
    """Return the parts of a paper in their order, those of sections left out among them."""
    with store.read() as connection:
        return rows.parts(connection, paper_id)


def source_labels(store: Store, sources: Iterable[Source]) -> dict[Source, SourceLabel]:
    """Return what to call the records behind a paper, those left out that nobody would open."""
    with store.read() as connection:
        return rows_of_sources(connection, sources)


def sections(paper: Paper) -> tuple[Section, ...]:
    """Return the sections of a paper that are in, in their order."""
    return sections_chosen(paper.kind, paper.contents.sections)


# --- the paper as a whole --------------------------------------------------------------------


def make_paper(
    store: Store,
    kind: PaperKind,
    plan: PaperPlan,
    *,
    by: str,
    today: date,
    draft: Drafting | None = None,
) -> Paper:
    """Draft a new paper from the records and keep it.

    Raises FaultsError with everything that is wrong (`where` is "title", "period" or "meeting").
    """
    now = datetime.now(UTC)
    made = _planned(Paper(uuid4().hex, kind, "", made_at=now, made_by=by, updated_at=now), plan)
    drafted = merge((), (draft or _draft)(store, made, today=today)).parts
    with store.write() as connection:
        _check_meeting(connection, made)
        rows.put_paper(connection, made)
        rows.write_parts(connection, made.id, (), drafted, at=now, by=by)
        record_step(connection, "made", step_between(made.id, (), drafted, (None, made)), by)
    return made


def change_contents(store: Store, paper_id: str, plan: PaperPlan, *, by: str) -> PaperStep:
    """Change title, period, meeting or contents; the parts follow with the next draft.

    Raises FaultsError as `make_paper` does, and UnknownRecord.
    """
    with store.write() as connection:
        before = paper_of(connection, paper_id)
        after = _planned(before, plan)
        _check_meeting(connection, after)
        step = step_between(paper_id, (), (), (before, after))
        if step.is_empty:
            return step
        rows.put_paper(connection, replace(after, updated_at=datetime.now(UTC)))
        record_step(connection, "planned", step, by)
    return step


def delete_paper(store: Store, paper_id: str, *, by: str) -> None:
    """Put a paper away; `restore_paper` brings it back. Raises UnknownRecord."""
    with store.write() as connection:
        if not rows.set_deleted(connection, paper_id, datetime.now(UTC)):
            raise UnknownRecord("This paper is not there any more.")
        record(connection, by=by, action="deleted", entity="paper", entity_id=paper_id)


def restore_paper(store: Store, paper_id: str, *, by: str) -> None:
    """Bring a deleted paper back with every part; one that is there stays as it is."""
    with store.write() as connection:
        if rows.set_deleted(connection, paper_id, None):
            record(connection, by=by, action="restored", entity="paper", entity_id=paper_id)


# --- drafting again --------------------------------------------------------------------------


def look_again(
    store: Store, paper_id: str, *, today: date, draft: Drafting | None = None
) -> Redraft:
    """Draft a paper again and return what changed in the records; nothing is written."""
    found = paper(store, paper_id)
    drafted = (draft or _draft)(store, found, today=today)
    merged = _merged(found, parts(store, paper_id), drafted)
    return Redraft(paper_id, drafted, merged.news)


def regenerate(
    store: Store, redraft: Redraft, *, answers: Mapping[str, Choice], by: str
) -> PaperStep:
    """Take a new draft into the paper as it is now, with the officer's answers by part.

    What was written since the draft was looked at is kept as everything that was written before.
    """

    def taken(found: Paper, now: tuple[PaperPart, ...]) -> Sequence[PaperPart]:
        return _merged(found, now, redraft.drafted, answers).parts

    return change_paper(store, redraft.paper_id, "drafted again", taken, by)


def parts_for(
    store: Store, paper_id: str, *, public: bool, today: date, draft: Drafting | None = None
) -> tuple[PaperPart, ...]:
    """Return the parts a version of the paper consists of, in order and in sight.

    What is restricted is asked of the records as they are now, not as they were when the paper was
    drafted. Raises PaperOutdated where the public version would tell of something restricted since.
    """
    found, kept = paper(store, paper_id), parts(store, paper_id)
    shown = {section.id: section for section in sections(found)}
    sight = [
        part
        for part in kept
        if part.section in shown and not part.hidden and any(cell.strip() for cell in part.words)
    ]
    if not public:
        return tuple(sight)
    drafted = (draft or _draft)(store, found, today=today)
    held = held_back(kept, drafted, _merged(found, kept, drafted))
    open_ = [part for part in sight if not part.restricted and not shown[part.section].restricted]
    late = sum(part.key in held for part in open_)
    if late:
        tell = "One part of this paper tells" if late == 1 else f"{late} parts of this paper tell"
        raise PaperOutdated(
            f"{tell} of something that was restricted since it was drafted. Choose “Update from "
            "records” first; then the public version can be made."
        )
    return tuple(open_)


# --- within ----------------------------------------------------------------------------------


def _draft(store: Store, paper: Paper, *, today: date) -> tuple[PaperPart, ...]:
    from visits_app.services.drafting import draft_parts

    return draft_parts(store, paper, today=today)


def _merged(
    found: Paper,
    kept: Sequence[PaperPart],
    drafted: Sequence[PaperPart],
    answers: Mapping[str, Choice] | None = None,
) -> Merged:
    shown = {section.id for section in sections(found)}
    return merge(kept, drafted, sections=shown, answers=answers or {})


def _planned(paper: Paper, plan: PaperPlan) -> Paper:
    """Return a paper as planned. Raises FaultsError."""
    title = " ".join(clean(plan.title).split())
    faults = []
    if not title:
        faults.append(Fault("title", "give the paper a title."))
    elif too_long(title):
        faults.append(Fault("title", "this is longer than a title can be. Shorten it."))
    if plan.starts_on and plan.ends_on and plan.ends_on < plan.starts_on:
        faults.append(Fault("period", "the period ends before it begins."))
    if faults:
        raise FaultsError(_REFUSED, tuple(faults))
    return replace(
        paper,
        title=title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        meeting_id=plan.meeting_id,
        contents=plan.contents,
    )


def _check_meeting(connection: Connection, paper: Paper) -> None:
    if paper.meeting_id is None:
        return
    query = "SELECT 1 FROM meeting WHERE id = ?"
    if connection.execute(query, (paper.meeting_id,)).fetchone() is None:
        raise FaultsError(_REFUSED, (Fault("meeting", "this meeting is not on record any more."),))
