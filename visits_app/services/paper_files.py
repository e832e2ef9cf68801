"""A compiled paper as a document: what the officer made of it, without what a version may not show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from visits_app.services import compiling

if TYPE_CHECKING:
    from visits_app.reports.document import Document
    from visits_app.services.compiling import Drafting
    from visits_app.store.engine import Store


def document(
    store: Store, paper_id: str, *, public: bool, today: date, draft: Drafting | None = None
) -> Document:
    """Return a version of a paper. Raises UnknownRecord."""
    raise NotImplementedError
