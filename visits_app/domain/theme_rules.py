"""Which theme counts for which, now that themes were merged; and what may be merged into what.

The store asks the same of its rows in SQL (`store.theme_counting`); a test holds both together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from visits_app.domain.errors import Fault
from visits_app.domain.insight import counted
from visits_app.domain.registers import Theme


def counted_as(themes: Iterable[Theme]) -> dict[str, str]:
    """Return theme id → the theme its findings count under, the end of the chain of merges.

    Themes in a circle, which no merge makes, count as themselves.
    """
    into = {theme.id: theme.merged_into for theme in themes}
    found: dict[str, str] = {}
    for start in into:
        at, seen = start, {start}
        while (after := into.get(at)) is not None and after in into:
            if after in seen:
                at = start
                break
            at = after
            seen.add(at)
        found[start] = at
    return found


def merge_faults(themes: Iterable[Theme], theme_id: str, into_id: str) -> tuple[Fault, ...]:
    """Return why one theme cannot be counted under another from now on; () where it can."""
    known = {theme.id: theme for theme in themes}
    one, into = known.get(theme_id), known.get(into_id)
    if one is None or into is None:
        return (Fault("into", "Choose a theme from the list."),)
    if theme_id == into_id:
        return (Fault("into", "A theme cannot be merged into itself."),)
    faults = []
    if one.merged_into is not None:
        name = known[one.merged_into].name if one.merged_into in known else "another theme"
        faults.append(Fault("theme", f"{one.name} was merged into {name} already."))
    if into.merged_into is not None:
        name = known[into.merged_into].name if into.merged_into in known else "another theme"
        faults.append(Fault("into", f"{into.name} is counted under {name}; choose that one."))
    elif into.retired:
        faults.append(Fault("into", f"{into.name} is retired. Bring it back first."))
    if counted_as(known.values())[into_id] == theme_id:
        faults.append(Fault("into", f"{into.name} counts under {one.name} already."))
    return tuple(faults)


@dataclass(frozen=True, slots=True)
class ThemeUse:
    """What counts under a theme: findings of submitted visits, those visits, and measures.

    `listed` are the visits that the list of visits finds by the theme: drafts too, and those that
    only ticked it.
    """

    findings: int = 0
    visits: int = 0
    listed: int = 0
    measures: int = 0

    def in_words(self) -> str:
        """Return it in words: "12 findings of 9 visits, 14 visits in the list, 2 measures"."""
        parts = []
        if self.findings:
            parts.append(f"{counted(self.findings, 'finding')} of {counted(self.visits, 'visit')}")
        if self.listed:
            parts.append(f"{counted(self.listed, 'visit')} in the list")
        if self.measures:
            parts.append(counted(self.measures, "measure"))
        return ", ".join(parts) or "nothing"


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do: what counts under either theme now, and under the one then."""

    theme: Theme
    into: Theme
    of_theme: ThemeUse
    of_into: ThemeUse
    together: ThemeUse
    also: tuple[str, ...] = ()
    """Names of themes merged into the one before, which come along."""

    def sentences(self) -> tuple[str, ...]:
        """Say what changes and what does not."""
        along = ""
        if self.also:
            comes = "comes" if len(self.also) == 1 else "come"
            along = f" What was merged into it before {comes} along: {', '.join(self.also)}."
        return (
            f"Now under {self.theme.name}: {self.of_theme.in_words()}.",
            f"Now under {self.into.name}: {self.of_into.in_words()}.",
            f"After the merge under {self.into.name}: {self.together.in_words()}.{along}",
            f"{self.theme.name} is retired. Submitted reports keep their words; lists, filters "
            f"and charts count what they say of it under {self.into.name}. The merge can be "
            "taken back.",
        )


def family(themes: Mapping[str, Theme], theme_id: str) -> tuple[Theme, ...]:
    """Return a theme and those cut out of it, where its findings may be filed."""
    one = themes.get(theme_id)
    cut = sorted(
        (
            theme
            for theme in themes.values()
            if theme.split_from == theme_id and theme.merged_into is None and not theme.retired
        ),
        key=lambda theme: theme.name,
    )
    return (*((one,) if one is not None else ()), *cut)
