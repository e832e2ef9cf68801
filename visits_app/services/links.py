"""Tying visits and their findings to recommendations, and reading that evidence."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import AlreadyLinked, Fault, FaultsError, UnknownRecord
from visits_app.domain.recommendations import (
    Evidence,
    EvidenceKind,
    EvidenceLink,
    Recommendation,
)
from visits_app.domain.text import clean, too_long
from visits_app.store import evidence as rows
from visits_app.store import recommendations as recommendation_rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def link_evidence(
    store: "Store",
    *,
    recommendation_id: str,
    visit_id: str,
    finding_id: str | None = None,
    kind: EvidenceKind,
    note: str = "",
    by: str,
) -> EvidenceLink:
    """Tie a visit, or one finding of it, to a recommendation and return the link.

    Raises UnknownRecord for what is not in the store, AlreadyLinked for the same tie again.
    """
    (link,) = link_to_each(
        store,
        recommendation_ids=(recommendation_id,),
        visit_id=visit_id,
        finding_id=finding_id,
        kind=kind,
        note=note,
        by=by,
    )
    return link


def link_to_each(
    store: "Store",
    *,
    recommendation_ids: Sequence[str],
    visit_id: str,
    finding_id: str | None = None,
    kind: EvidenceKind,
    note: str = "",
    by: str,
) -> tuple[EvidenceLink, ...]:
    """Do what `link_evidence` does for several recommendations: every link is made, or none."""
    words = clean(note).strip()
    if too_long(words):
        fault = Fault("note", "the note is longer than one field can hold. Shorten it.")
        raise FaultsError("The link cannot be saved.", (fault,))
    made = datetime.now(UTC)
    links = tuple(
        EvidenceLink(uuid4().hex, id, visit_id, finding_id, EvidenceKind(kind), words, by, made)
        for id in recommendation_ids
    )
    with store.write() as connection:
        for link in links:
            _check(connection, link)
            _insert(connection, link, "linked", by)
    return links


def unlink_evidence(store: "Store", link_id: str, *, by: str) -> EvidenceLink:
    """Take a link away and return it, for `restore_link`."""
    with store.write() as connection:
        link = rows.read_link(connection, link_id)
        if link is None:
            raise UnknownRecord("This link is not there any more.")
        rows.delete_link(connection, link_id)
        record(
            connection,
            by=by,
            action="unlinked",
            entity="evidence_link",
            entity_id=link.id,
            before=rows.link_as_json(link),
        )
    return link


def restore_link(store: "Store", link: EvidenceLink, *, by: str) -> None:
    """Bring a link back with its id; one that is there stays as it is."""
    with store.write() as connection:
        if rows.read_link(connection, link.id) is None:
            _check(connection, link)
            _insert(connection, link, "relinked", by)


def evidence_for_recommendation(store: "Store", recommendation_id: str) -> tuple[Evidence, ...]:
    """Return everything visits say about a recommendation, by team and date."""
    with store.read() as connection:
        return rows.evidence(connection, "recommendation_id", recommendation_id, date.today())


def evidence_for_visit(store: "Store", visit_id: str) -> tuple[Evidence, ...]:
    """Return what a visit is evidence for, by recommendation."""
    with store.read() as connection:
        return rows.evidence(connection, "visit_id", visit_id, date.today())


def evidence_counts(store: "Store") -> dict[str, dict[EvidenceKind, int]]:
    """Count links by recommendation id and kind; a recommendation without any is not there."""
    with store.read() as connection:
        return rows.evidence_counts(connection)


def recommendations(store: "Store") -> tuple[Recommendation, ...]:
    """Return every recommendation in the order of its reference."""
    with store.read() as connection:
        return recommendation_rows.recommendations(connection)


def add_context_links(
    connection: "Connection", visit_id: str, recommendation_ids: list[str], *, by: str
) -> None:
    """Tie a visit to the recommendations ticked on its form that it is not tied to yet."""
    tied = {link.recommendation_id for link in rows.links_of_visit(connection, visit_id)}
    for id in recommendation_ids:
        if id not in tied and _is_there(connection, "recommendation", id):
            made = datetime.now(UTC)
            link = EvidenceLink(uuid4().hex, id, visit_id, None, EvidenceKind.CONTEXT, "", by, made)
            _insert(connection, link, "linked", by)


def _insert(connection: "Connection", link: EvidenceLink, action: str, by: str) -> None:
    rows.insert_link(connection, link)
    record(
        connection,
        by=by,
        action=action,
        entity="evidence_link",
        entity_id=link.id,
        after=rows.link_as_json(link),
    )


def _check(connection: "Connection", link: EvidenceLink) -> None:
    if not _is_there(connection, "recommendation", link.recommendation_id):
        raise UnknownRecord("This recommendation is not in the store. Choose one from the list.")
    if not _is_there(connection, "visit", link.visit_id):
        raise UnknownRecord("This visit is not in this store; it may have been deleted.")
    if link.finding_id is not None:
        found = connection.execute(
            "SELECT visit_id FROM finding WHERE id = ?", (link.finding_id,)
        ).fetchone()
        if found != (link.visit_id,):
            raise UnknownRecord(
                "This finding is not part of the visit any more. Link another finding or the whole "
                "visit."
            )
    for other in rows.links_of_visit(connection, link.visit_id):
        same = other.recommendation_id == link.recommendation_id
        if same and other.finding_id == link.finding_id and other.kind is link.kind:
            raise AlreadyLinked(
                f"This is already linked to the recommendation as “{link.kind.label}”."
            )


def _is_there(connection: "Connection", table: str, id: str) -> bool:
    query = f"SELECT 1 FROM {table} WHERE id = ?"
    return connection.execute(query, (id,)).fetchone() is not None
