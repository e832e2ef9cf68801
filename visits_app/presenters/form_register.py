"""Forms in the register: every version and what uses it, new versions from files, drafts moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.form_differences import ChangeKind, Fate, MovedDraft
from visits_app.domain.forms import Form
from visits_app.domain.insight import counted
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Mode
from visits_app.presenters.new_visit import first_sentence
from visits_app.presenters.register_states import RegisterEntry
from visits_app.presenters.visit_form import VisitFormPresenter
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.names import Names
    from visits_app.services.form_versions import (
        DraftOnForm,
        FormVersion,
        NewVersion,
    )

COLUMNS = ("Form", "Version", "Used by", "Comes from", "Purpose")


def form_entries(versions: Iterable[FormVersion]) -> tuple[RegisterEntry, ...]:
    """Return every version of every form as a line, the newest of each first."""
    return tuple(
        RegisterEntry(
            f"{one.form.id} {one.form.version}",
            (
                one.form.title,
                str(one.form.version),
                _used_by(one),
                "the program" if one.shipped else "a file",
                first_sentence(one.form.purpose),
            ),
            {"form": one.form.id, "version": str(one.form.version), "name": one.form.title},
            one.retired,
            "" if one.newest else "earlier version",
            current=one.newest,
        )
        for one in versions
    )


def _used_by(one: FormVersion) -> str:
    parts = [
        counted(number, word)
        for number, word in ((one.drafts, "draft"), (one.reports, "report"))
        if number
    ]
    return ", ".join(parts) or "nothing yet"


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Differences of one kind, as sentences."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftState:
    """A draft on an earlier version: what it is, and what moving it does, answer by answer."""

    visit_id: str
    title: str
    summary: str
    lines: tuple[str, ...]
    takes_out: bool


@dataclass(frozen=True, slots=True)
class NewFormState:
    """A form file that was read and may be taken in."""

    form: Form
    title: str
    summary: str
    groups: tuple[ChangeGroup, ...]
    drafts: tuple[DraftState, ...]


class FormPresenter:
    """Reads and changes forms; every method but `draft_of` is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def form(self, form_id: str, version: int) -> tuple[Form, Names]:
        """Return one version of a form with everything that can be chosen on it."""
        from visits_app.services import form_versions

        form = form_versions.form_of_version(self._space.store, form_id, version)
        return form, self.names()

    def names(self) -> Names:
        """Return what can be chosen: entries in use, as a new visit offers them."""
        from visits_app.domain.names import Names
        from visits_app.services import registers

        store = self._space.store
        known = registers.names(store)
        return Names(
            teams={one.id: one.name for one in registers.teams(store) if not one.retired},
            members={one.id: one.name for one in registers.members(store) if not one.retired},
            themes={one.id: one.name for one in registers.themes(store) if not one.retired},
            indicators=known.indicators,
            recommendations=known.recommendations,
        )

    def draft_of(self, form: Form, names: Names) -> VisitFormPresenter:
        """Return a draft of a form that lives in memory alone: nothing of it is ever written."""
        return VisitFormPresenter(form, {}, Mode.FULL, names, self._space.today)

    def retire(self, form_id: str, *, retired: bool) -> None:
        """Offer a form no longer, or again."""
        from visits_app.services import form_versions

        form_versions.retire_form(self._space.store, form_id, retired=retired, by=self._space.by)

    def read_file(self, path: Path) -> NewFormState:
        """Read a form file; raises FormRefused with everything that is wrong."""
        from visits_app.services import form_versions

        return _new_form(form_versions.read_new_version(self._space.store, path))

    def take(self, form: Form) -> str:
        """Take a form in and return the sentence that says so."""
        from visits_app.services import form_versions

        form_versions.take_version(self._space.store, form, by=self._space.by)
        return f"Version {form.version} of {form.title} is taken in."

    def undo_take(self, form: Form) -> None:
        """Take a form out again; raises FaultsError once a visit is written on it."""
        from visits_app.services import form_versions

        form_versions.undo_take(self._space.store, form.id, form.version, by=self._space.by)

    def drafts(self, form_id: str) -> tuple[DraftState, ...]:
        """Return the drafts that are not on the newest version of a form."""
        from visits_app.services import form_versions

        return tuple(map(_draft, form_versions.drafts_behind(self._space.store, form_id)))

    def newest(self, form_id: str) -> int:
        """Return the number of a form's newest version."""
        from visits_app.services import registers

        forms = registers.every_form(self._space.store)
        return next(form.version for form in forms if form.id == form_id)

    def move(self, visit_id: str, version: int) -> MovedDraft:
        """Move a draft to a version and return what `move_back` wants."""
        from visits_app.services import form_versions

        return form_versions.move_draft(self._space.store, visit_id, version, by=self._space.by)

    def move_back(self, moved: MovedDraft) -> None:
        """Put a draft back on the version it was on."""
        from visits_app.services import form_versions

        form_versions.move_back(self._space.store, moved, by=self._space.by)


def _new_form(found: NewVersion) -> NewFormState:
    form = found.form
    if found.before is None:
        asked = sum(question.kind != "note" for question in form.questions())
        summary = (
            f"This is a new form with {counted(len(form.sections), 'section')} and "
            f"{counted(asked, 'question')}. Nothing here uses it yet."
        )
    else:
        count = len(found.changes)
        many = counted(count, "difference") if count else "No difference a reader would see"
        summary = f"{many} from version {found.before.version}, which new visits begin on now."
        stays = counted(len(found.drafts), "draft")
        if found.drafts:
            summary += f" {stays} on earlier versions {_stay(len(found.drafts))} unless moved."
        if found.corrections:
            are = "stays" if found.corrections == 1 else "stay"
            summary += f" {counted(found.corrections, 'correction')} under way {are} too."
    if found.retired:
        summary += " The form is retired, so this version is not offered until it is brought back."
    groups = []
    for kind in ChangeKind:
        sentences = tuple(change.words for change in found.changes if change.kind is kind)
        if sentences:
            groups.append(ChangeGroup(f"{kind.label} ({len(sentences)})", sentences))
    return NewFormState(
        form,
        f"{form.title}, version {form.version}",
        summary,
        tuple(groups),
        tuple(map(_draft, found.drafts)),
    )


def _stay(count: int) -> str:
    return "stays on its version" if count == 1 else "stay on their version"


def _draft(draft: DraftOnForm) -> DraftState:
    when = date_in_words(draft.visit_date.isoformat()) if draft.visit_date else "no date yet"
    counts = {fate: sum(move.fate is fate for move in draft.moves) for fate in Fate}
    told = "; ".join(f"{fate.label.lower()}: {count}" for fate, count in counts.items() if count)
    return DraftState(
        draft.visit_id,
        f"{draft.team or 'No team yet'}, {when} ({draft.reference}, version {draft.version})",
        f"{told[:1].upper()}{told[1:]}." if told else "Nothing is answered yet.",
        tuple(
            f"{move.fate.label}: {move.number} “{move.label}”. {move.words}".strip()
            for move in draft.moves
        ),
        counts[Fate.LOST] > 0,
    )
