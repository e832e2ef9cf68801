"""Autosave of a paper's parts: every typed word is kept until the store has it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from visits_app.presenters.paper_desk import save_edits
from visits_app.presenters.workspace import Workspace
from visits_app.ui.context import Context
from visits_app.ui.drafts import Drafts


class PaperEdits(Drafts):
    """Every paper being edited, its parts by key; one for each window."""

    kind: ClassVar[str] = "paper"

    def write(self, space: Workspace, id: str, changes: Mapping[str, Any]) -> datetime:
        """Write edited parts into the store."""
        return save_edits(space, id, changes)


def edits_of(context: Context) -> PaperEdits:
    """Return what is being edited in this window; made on first use."""
    found = context.findChild(PaperEdits)
    return found if isinstance(found, PaperEdits) else PaperEdits(context)
