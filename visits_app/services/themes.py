"""Merging, splitting and filing: what a council does with its themes once reports use them.

Sealed reports keep their words whatever happens here: only what is counted moves, and every step
can be taken back.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.insight import Heard
from visits_app.domain.registers import Theme
from visits_app.domain.text import clean
from visits_app.domain.theme_rules import MergePreview, ThemeUse, family, merge_faults
from visits_app.store import insight, registers, theme_counting
from visits_app.store.theme_changes import set_filings, set_merged

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_NOT_MERGED = "These themes cannot be merged."
_NOT_FILED = "These findings cannot be filed."


@dataclass(frozen=True, slots=True)
class Splitting:
    """A theme, those cut out of it, and every finding that counts under one of them."""

    theme: Theme
    family: tuple[Theme, ...]
    findings: tuple[Heard, ...]


def counted_as(store: "Store") -> dict[str, str]:
    """Return theme id → the theme that its findings count under."""
    with store.read() as connection:
        return theme_counting.counted_as(connection)


def preview_merge(store: "Store", theme_id: str, into_id: str) -> MergePreview:
    """Return what counts where now and after a merge, without changing anything.

    Raises FaultsError where the merge would be refused.
    """
    with store.read() as connection:
        themes = {theme.id: theme for theme in registers.themes(connection)}
        faults = merge_faults(themes.values(), theme_id, into_id)
        if faults:
            raise FaultsError(_NOT_MERGED, faults)
        along = theme_counting.themes_together(connection, theme_id)[1:]
        return MergePreview(
            themes[theme_id],
            themes[into_id],
            _use(connection, theme_id),
            _use(connection, into_id),
            _use(connection, theme_id, into_id),
            tuple(themes[id].name for id in along),
        )


def merge(store: "Store", theme_id: str, into_id: str, *, by: str) -> None:
    """Count one theme under another from now on and retire it; raises FaultsError."""
    with store.write() as connection:
        faults = merge_faults(registers.themes(connection), theme_id, into_id)
        if faults:
            raise FaultsError(_NOT_MERGED, faults)
        set_merged(connection, theme_id, into_id, by=by)


def take_merge_back(store: "Store", theme_id: str, *, by: str) -> None:
    """Count a merged theme for itself again, in use or retired as it was before."""
    with store.write() as connection:
        theme = _known(connection, theme_id)
        if theme.merged_into is None:
            raise UnknownRecord(f"{theme.name} is not merged into another theme.")
        set_merged(connection, theme_id, None, by=by)


def splitting(store: "Store", theme_id: str) -> Splitting:
    """Return a theme with those cut out of it and all their findings, newest first."""
    with store.read() as connection:
        theme = _known(connection, theme_id)
        themes = {one.id: one for one in registers.themes(connection)}
        kin = family(themes, theme_id)
        found = [one for kind in kin for one in insight.findings(connection, theme_id=kind.id)]
    found.sort(key=lambda one: one.place, reverse=True)
    return Splitting(theme, kin, tuple(found))


def cut_theme(store: "Store", theme_id: str, name: str, description: str, *, by: str) -> Theme:
    """Make a new theme out of one, empty until findings are filed under it; raises FaultsError."""
    from visits_app.services.registers import put_theme

    with store.read() as connection:
        one = _known(connection, theme_id)
    if one.merged_into is not None or one.retired:
        what = f"{one.name} is no longer in use. Split a theme that is."
        raise FaultsError("This theme cannot be split.", (Fault("name", what),))
    made = Theme(uuid4().hex, clean(name).strip(), clean(description).strip(), split_from=theme_id)
    put_theme(store, made, by=by)
    return made


def file_findings(
    store: "Store", finding_ids: "Collection[str]", theme_id: str, *, by: str
) -> dict[str, str]:
    """Count findings under a theme and return where each was filed before, for `file_back`.

    Findings move between a theme and those cut out of it. Raises FaultsError for others.
    """
    with store.write() as connection:
        themes = {theme.id: theme for theme in registers.themes(connection)}
        into = _known(connection, theme_id)
        parent = into.split_from or into.id
        kin = {theme.id for theme in family(themes, parent)}
        if theme_id not in kin or into.retired:
            what = f"{into.name} is no longer in use. Choose another theme."
            raise FaultsError(_NOT_FILED, (Fault("theme", what),))
        there = {one.finding_id for id in kin for one in insight.findings(connection, theme_id=id)}
        if not there.issuperset(finding_ids):
            what = "One of these findings is not about this theme any more. Read the list anew."
            raise FaultsError(_NOT_FILED, (Fault("findings", what),))
        return set_filings(connection, dict.fromkeys(finding_ids, theme_id), by=by)


def file_back(store: "Store", before: "Mapping[str, str]", *, by: str) -> None:
    """Count findings where they counted before they were filed."""
    with store.write() as connection:
        set_filings(connection, before, by=by)


def _use(connection: "Connection", *theme_ids: str) -> ThemeUse:
    heard = {
        one.finding_id: one.visit_id
        for id in theme_ids
        for one in insight.findings(connection, theme_id=id)
    }
    same = {one for id in theme_ids for one in theme_counting.themes_together(connection, id)}
    marks = ", ".join("?" for _ in same)

    def count(column: str, table: str) -> int:
        query = f"SELECT count(DISTINCT {column}) FROM {table} WHERE theme_id IN ({marks})"
        return int(connection.execute(query, tuple(same)).fetchone()[0])

    return ThemeUse(
        len(heard),
        len(set(heard.values())),
        count("number", "visit_theme"),
        count("indicator_id", "indicator_theme"),
    )


def _known(connection: "Connection", theme_id: str) -> Theme:
    found = next((one for one in registers.themes(connection) if one.id == theme_id), None)
    if found is None:
        raise UnknownRecord("This theme is no longer in the register. Choose another one.")
    return found
