"""Themes in the register: their lines, merging one into another, and splitting one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from visits_app.domain.insight import Heard, counted
from visits_app.domain.registers import Theme
from visits_app.domain.text import date_in_words
from visits_app.presenters.register_states import RegisterEntry, RegisterField
from visits_app.presenters.workspace import Workspace

COLUMNS = ("Name", "What belongs under it", "Merged or cut out")
FIELDS = (
    RegisterField("name", "Name", required=True),
    RegisterField("description", "What belongs under it", "words"),
)
MOST_SHOWN = 200
"""Findings a split shows at once, the newest; searching finds the others."""


def theme_entries(themes: Iterable[Theme]) -> tuple[RegisterEntry, ...]:
    """Return the themes as lines, with what they were merged into or cut out of."""
    themes = tuple(themes)
    names = {theme.id: theme.name for theme in themes}
    return tuple(
        RegisterEntry(
            theme.id,
            (theme.name, theme.description, _family_words(theme, names)),
            {"name": theme.name, "description": theme.description},
            theme.retired,
            "merged" if theme.merged_into else "",
            merged=theme.merged_into is not None,
        )
        for theme in themes
    )


def _family_words(theme: Theme, names: dict[str, str]) -> str:
    if theme.merged_into:
        return f"Counted under {names.get(theme.merged_into, 'another theme')}"
    if theme.split_from:
        return f"Cut out of {names.get(theme.split_from, 'another theme')}"
    return ""


@dataclass(frozen=True, slots=True)
class MergeState:
    """Which theme is to go, and which it may be merged into."""

    theme_id: str
    theme: str
    into: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FiledFinding:
    """One finding as a line of the list that is split."""

    id: str
    head: str
    text: str
    theme_id: str
    theme: str

    @property
    def words(self) -> str:
        """What is searched: everything that is shown, letters of one size."""
        return f"{self.head} {self.text}".casefold()


@dataclass(frozen=True, slots=True)
class SplitState:
    """A theme with those cut out of it, and their findings, newest first."""

    theme_id: str
    theme: str
    family: tuple[tuple[str, str], ...]
    findings: tuple[FiledFinding, ...]
    searched: tuple[str, ...] = ()
    """The words of each finding as they are searched, made ready once."""

    def matching(self, text: str, theme_id: str = "") -> tuple[FiledFinding, ...]:
        """Return the findings that have every word of `text`, filed under `theme_id` or any."""
        words = text.casefold().split()
        return tuple(
            one
            for one, searched in zip(self.findings, self.searched, strict=True)
            if (not theme_id or one.theme_id == theme_id)
            and all(word in searched for word in words)
        )


class ThemePresenter:
    """Merges, splits and files; every method is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def merging(self, theme_id: str) -> MergeState:
        """Return what a theme may be merged into."""
        from visits_app.services import registers

        themes = registers.themes(self._space.store)
        name = next(one.name for one in themes if one.id == theme_id)
        into = tuple(
            (one.id, one.name)
            for one in themes
            if one.id != theme_id and not one.retired and one.merged_into is None
        )
        return MergeState(theme_id, name, into)

    def preview(self, theme_id: str, into_id: str) -> tuple[str, ...]:
        """Return in sentences what counts where before and after."""
        from visits_app.services import themes

        return themes.preview_merge(self._space.store, theme_id, into_id).sentences()

    def merge(self, theme_id: str, into_id: str) -> str:
        """Merge and return the sentence that says so."""
        from visits_app.services import registers, themes

        store = self._space.store
        themes.merge(store, theme_id, into_id, by=self._space.by)
        names = {one.id: one.name for one in registers.themes(store)}
        return f"{names[theme_id]} is now counted under {names[into_id]}."

    def take_back(self, theme_id: str) -> None:
        """Count a merged theme for itself again."""
        from visits_app.services import themes

        themes.take_merge_back(self._space.store, theme_id, by=self._space.by)

    def splitting(self, theme_id: str) -> SplitState:
        """Return a theme's family and findings."""
        from visits_app.services import themes

        found = themes.splitting(self._space.store, theme_id)
        listed = tuple(map(_filed, found.findings))
        return SplitState(
            theme_id,
            found.theme.name,
            tuple((one.id, one.name) for one in found.family),
            listed,
            tuple(one.words for one in listed),
        )

    def cut(self, theme_id: str, name: str, description: str) -> str:
        """Make a new theme out of one and return its id."""
        from visits_app.services import themes

        store, by = self._space.store, self._space.by
        return themes.cut_theme(store, theme_id, name, description, by=by).id

    def file(self, finding_ids: tuple[str, ...], theme_id: str) -> tuple[str, dict[str, str]]:
        """File findings and return the sentence that says so, and what `file_back` wants."""
        from visits_app.services import registers, themes

        store = self._space.store
        before = themes.file_findings(store, finding_ids, theme_id, by=self._space.by)
        name = next(one.name for one in registers.themes(store) if one.id == theme_id)
        are = "is" if len(before) == 1 else "are"
        return f"{counted(len(before), 'finding')} {are} now counted under {name}.", before

    def file_back(self, before: dict[str, str]) -> None:
        """File findings where they were before."""
        from visits_app.services import themes

        themes.file_back(self._space.store, before, by=self._space.by)


def _filed(one: Heard) -> FiledFinding:
    when = date_in_words(one.on.isoformat())
    head = f"{one.kind.value.capitalize()}, {when}, {one.team}".rstrip(", ")
    return FiledFinding(one.finding_id, head, one.text, one.theme_id, one.theme)
