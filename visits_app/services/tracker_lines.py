"""Reading the recommendation tracker: every line with its updates, acceptances and evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from visits_app.domain.errors import UnknownRecord
from visits_app.domain.municipal_years import read_year
from visits_app.domain.recommendations import (
    Evidence,
    EvidenceKind,
    ProgressUpdate,
    Recommendation,
)
from visits_app.domain.tracker import AcceptedAt, MeetingName, TrackerLine
from visits_app.domain.tracker_checks import notes_on
from visits_app.domain.tracker_rules import (
    due_steps,
    newest_acceptance,
    newest_update,
    rate,
    slips,
    standing,
    year_of_recommendation,
)
from visits_app.store import evidence as evidence_rows
from visits_app.store import recommendations as rows
from visits_app.store import registers

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

Record = TypeVar("Record")

Chain = tuple[Recommendation, ...]
"""A recommendation after those it was carried forward from, oldest first."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the lines are made of, by recommendation."""

    items: Mapping[str, Recommendation]
    updates: Mapping[str, tuple[ProgressUpdate, ...]]
    acceptances: Mapping[str, tuple[AcceptedAt, ...]]
    evidence: Mapping[str, tuple[Evidence, ...]]
    counts: Mapping[str, Mapping[EvidenceKind, int]]
    went_to: Mapping[str, tuple[MeetingName, ...]]
    meetings: Mapping[str, MeetingName]


def tracker_lines(
    store: "Store", *, year: str = "", today: date, public: bool
) -> tuple[TrackerLine, ...]:
    """Return the tracker by reference, each line whole, as it reads on a day.

    With a `year` ("2013/14" or "2013-14") only that year's recommendations, those carried forward
    among them. Without one all, but those that are followed under a newer reference are told of
    there. The evidence is that of sealed reports; for the `public` what is restricted is left out,
    words and counts alike.
    """
    with store.read() as connection:
        read = _read(connection, today, public)
    wanted = read_year(year) or year
    lines = (_line(read, item, today) for item in read.items.values())
    return tuple(
        line
        for line in lines
        if (line.year == wanted if year else not line.recommendation.superseded_by)
    )


def tracker_line(
    store: "Store", recommendation_id: str, *, today: date, public: bool = False
) -> TrackerLine:
    """Return one line of the tracker, whole; UnknownRecord where it is not in the store."""
    with store.read() as connection:
        chain = rows.chain(connection, recommendation_id)
        if not chain:
            raise UnknownRecord("This recommendation is not in the store.")
        ids = [one.id for one in chain]
        follower = rows.read_recommendation(connection, chain[-1].superseded_by or "")
        known = (*chain, follower) if follower else chain
        read = _Read(
            items={item.id: item for item in known},
            updates=rows.updates(connection, ids),
            acceptances=rows.acceptances(connection, ids),
            evidence=evidence_rows.sealed_evidence(connection, today, ids=ids, public=public),
            counts={},
            went_to=rows.went_to(connection, ids),
            meetings=rows.meeting_names(connection),
        )
    return _line(read, chain[-1], today)


def tracker_list(store: "Store", *, today: date) -> tuple[TrackerLine, ...]:
    """Return every line without its evidence, only counted: for a list of thousands."""
    with store.read() as connection:
        items = {item.id: item for item in rows.recommendations(connection)}
        read = _counted_only(connection, items)
    return tuple(_line(read, item, today) for item in read.items.values())


def tracker_overview(
    store: "Store", *, today: date
) -> tuple[tuple[TrackerLine, ...], dict[str, frozenset[str]], dict[str, str]]:
    """Return `tracker_list`, whose visits speak to each recommendation, and the teams' names.

    The second is recommendation id → ids of teams, the third team id → name by name.
    """
    with store.read() as connection:
        items = {item.id: item for item in rows.recommendations(connection)}
        teams = evidence_rows.teams_of_evidence(connection)
        names = {team.id: team.name for team in registers.teams(connection)}
        read = _counted_only(connection, items)
    lines = tuple(_line(read, item, today) for item in items.values())
    spoken = {
        id: frozenset(team for one in chain_of(items, id) for team in teams.get(one.id, ()))
        for id in items
    }
    return lines, spoken, names


def all_evidence(store: "Store", recommendation_id: str, *, today: date) -> tuple[Evidence, ...]:
    """Return everything tied to a recommendation and those it was carried forward from.

    Links to reports that are not submitted yet are among it: they can be seen and taken away.
    """
    with store.read() as connection:
        chain = rows.chain(connection, recommendation_id)
        found = [
            piece
            for one in chain
            for piece in evidence_rows.evidence(connection, "recommendation_id", one.id, today)
        ]
    return tuple(found) if len(chain) < 2 else _by_team(found)


def chain_ids(store: "Store", recommendation_id: str) -> tuple[str, ...]:
    """Return the ids a recommendation goes by, the newest, its own, first."""
    with store.read() as connection:
        chain = rows.chain(connection, recommendation_id)
    return tuple(item.id for item in reversed(chain))


def chain_of(items: Mapping[str, Recommendation], recommendation_id: str) -> Chain:
    """Return a recommendation after all it was carried forward from, oldest first."""
    chain: list[Recommendation] = []
    seen: set[str] = set()
    id: str | None = recommendation_id
    while id is not None and id in items and id not in seen:
        seen.add(id)
        chain.append(items[id])
        id = items[id].carried_from
    return tuple(reversed(chain))


def _read(connection: "Connection", today: date, public: bool) -> _Read:
    return _Read(
        items={item.id: item for item in rows.recommendations(connection)},
        updates=rows.updates(connection),
        acceptances=rows.acceptances(connection),
        evidence=evidence_rows.sealed_evidence(connection, today, public=public),
        counts={},
        went_to=rows.went_to(connection),
        meetings=rows.meeting_names(connection),
    )


def _counted_only(connection: "Connection", items: Mapping[str, Recommendation]) -> _Read:
    """Read what a list of thousands needs: evidence as counts alone."""
    return _Read(
        items=items,
        updates=rows.updates(connection),
        acceptances=rows.acceptances(connection),
        evidence={},
        counts=evidence_rows.sealed_counts(connection),
        went_to={},
        meetings={},
    )


def _line(read: _Read, item: Recommendation, today: date) -> TrackerLine:
    chain = chain_of(read.items, item.id)
    ids = [one.id for one in chain]
    updates = _joined(read.updates, ids)
    accepted = _joined(read.acceptances, ids)
    evidence = _joined(read.evidence, ids)
    acceptances = [one.acceptance for one in accepted]
    claimed, settled = newest_update(updates), newest_acceptance(acceptances)
    last = next((one for one in accepted if one.acceptance is settled), None)
    steps = due_steps(chain[0] if len(chain) > 1 else item, updates, acceptances)
    follower = read.items.get(item.superseded_by or "")
    superseded_by = follower.reference if follower else ""
    return TrackerLine(
        recommendation=item,
        year=year_of_recommendation(item),
        references=tuple(one.reference for one in chain),
        rating=rate(item, claimed, settled, slips(steps), today, superseded_by=superseded_by),
        standing=standing(item, claimed, last),
        claimed=claimed,
        accepted=last,
        updates=updates,
        acceptances=accepted,
        due_steps=steps,
        slips=slips(steps),
        evidence=_by_team(evidence) if len(ids) > 1 else evidence,
        counts=_counted(read, ids, evidence),
        made_at=read.meetings.get(item.meeting_id or ""),
        meetings=_joined(read.went_to, ids),
        superseded_by=superseded_by,
        notes=notes_on(item, updates, acceptances),
    )


def _joined(found: Mapping[str, tuple[Record, ...]], ids: Iterable[str]) -> tuple[Record, ...]:
    return tuple(record for id in ids for record in found.get(id, ()))


def _by_team(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Order the evidence of several references as that of one: by team and date."""
    return tuple(
        sorted(evidence, key=lambda one: (not one.team, one.team, one.visit_date or date.min))
    )


def _counted(
    read: _Read, ids: Iterable[str], evidence: Iterable[Evidence]
) -> Mapping[EvidenceKind, int]:
    counts: dict[EvidenceKind, int] = {}
    if read.evidence or not read.counts:
        for piece in evidence:
            counts[piece.link.kind] = counts.get(piece.link.kind, 0) + 1
        return counts
    for id in ids:
        for kind, number in read.counts.get(id, {}).items():
            counts[kind] = counts.get(kind, 0) + number
    return counts
