"""A compiled paper as a document: what the officer made of it, as far as a version may show it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from visits_app.domain.papers import Version
from visits_app.services import compiling

if TYPE_CHECKING:
    from visits_app.reports.document import Document
    from visits_app.services.compiling import Drafting
    from visits_app.store.engine import Store


def paper_file(
    store: Store, paper_id: str, *, public: bool, today: date, draft: Drafting | None = None
) -> tuple[Document, str]:
    """Return a version of a paper and a name for its file, without an ending.

    Nothing that the records restrict at this moment is in the public one. Raises UnknownRecord.
    """
    from visits_app.reports.paper_document import file_name, paper_document
    from visits_app.services.drafting import charts_for, facts_for

    paper = compiling.paper(store, paper_id)
    parts = compiling.parts_for(store, paper_id, public=public, today=today, draft=draft)
    version = Version.PUBLIC if public else Version.RESTRICTED
    made = paper_document(
        paper,
        compiling.sections(paper),
        parts,
        charts_for(store, paper, parts, today=today),
        version=version,
        dated=datetime.now(UTC),
        facts=facts_for(store, paper, today=today),
    )
    return made, file_name(paper, version)
