"""Saving figures as a spreadsheet: what is in it, what it must say, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.presenters.printing import safe_file_name
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.export_tables import ExportTable
    from visits_app.domain.privacy.decisions import Place


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """One indicator by its id, or the lines of the overview as they are listed."""

    indicator_id: str = ""
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportState:
    """What there is to save: a title, what the file holds, and whether small counts are in it."""

    title: str
    told: str
    small: int
    """Cells that hold counts from 1 to 5, or rest on them."""
    small_words: str
    file_name: str
    """Safe on Windows and Linux, without an ending."""
    empty: bool = False


class ExportPresenter:
    """Looks at what is to be saved, and saves it; both belong in a job."""

    def __init__(self, space: Workspace, wanted: ExportWanted) -> None:
        self._space = space
        self._wanted = wanted

    def look(self) -> ExportState:
        """Return what the file would hold."""
        table = self._table(hide_small=False)
        rows = len(table.rows)
        if self._wanted.indicator_id:
            title, told = table.title, "1 figure" if rows == 1 else f"{rows:,} figures"
            told += ", with target, type and source of each."
            name = f"{table.title}, figures"
        else:
            title = "Overview of indicators"
            told = "1 indicator" if rows == 1 else f"{rows:,} indicators"
            told += ", as they are listed: the latest figure, its target and its judgement."
            name = title
        cells = "1 cell holds a count" if table.small == 1 else f"{table.small} cells hold counts"
        return ExportState(
            title=title,
            told=told,
            small=table.small,
            small_words=f"{cells} from 1 to 5, or rest on one. They may point to a child."
            if table.small
            else "No count from 1 to 5 is in it.",
            file_name=safe_file_name(name),
            empty=not rows,
        )

    def places(self, *, hide_small: bool) -> tuple[Place, ...]:
        """Return the words in the file that are to be looked at before it leaves, each once."""
        from visits_app.domain.privacy.decisions import Place

        table = self._table(hide_small=hide_small)
        name = self._wanted.indicator_id or "overview"
        texts: dict[str, str] = {}
        for number, row in enumerate(table.rows, start=1):
            for cell in row:
                if isinstance(cell, str) and " " in cell:
                    texts.setdefault(cell, f"Row {number}")
        return tuple(
            Place(where, f"document/figures/{name}/{number}", text)
            for number, (text, where) in enumerate(texts.items())
        )

    def save(self, path: Path, *, hide_small: bool) -> Path:
        """Write the file, XLSX or CSV by its ending; an old one survives a failure."""
        from visits_app.services import exports

        exports.save_table(self._table(hide_small=hide_small), path)
        return path

    def _table(self, *, hide_small: bool) -> ExportTable:
        from visits_app.services import exports

        store, today = self._space.store, self._space.today()
        if self._wanted.indicator_id:
            return exports.figures_table(
                store, self._wanted.indicator_id, today=today, hide_small=hide_small
            )
        return exports.overview_table(
            store, today=today, indicator_ids=self._wanted.listed, hide_small=hide_small
        )
