"""Coverage: what was planned, held and reported, by team and by member, and what was not held.

A visit on record that is not on the rota counts as planned: somebody arranged it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from visits_app.domain.coverage import VisitFact, occurrences
from visits_app.domain.deadlines import Deadlines
from visits_app.domain.drafting.records import PaperRecords, RotaRecord, VisitRecord
from visits_app.domain.drafting.wording import PartList, of_visit, visit_source
from visits_app.domain.papers import PaperPart, Source
from visits_app.domain.rota import RotaStatus
from visits_app.domain.visits import VisitState

USUAL_DEADLINES = Deadlines({})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many visits were planned, held, reported and not held."""

    planned: int = 0
    held: int = 0
    reported: int = 0
    not_held: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(
            self.planned + other.planned,
            self.held + other.held,
            self.reported + other.reported,
            self.not_held + other.not_held,
        )

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """As a table prints them."""
        return (str(self.planned), str(self.held), str(self.reported), str(self.not_held))


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned visit: its entry on the rota, its report, or both."""

    rota: RotaRecord | None
    visit: VisitRecord | None

    @property
    def team_id(self) -> str:
        """Whom it is to."""
        if self.visit is not None:
            return self.visit.team_id
        return self.rota.visit.team_id if self.rota else ""

    @property
    def tally(self) -> Tally:
        """What it counts as."""
        if self.visit is not None:
            held = self.visit.held
            return Tally(1, int(held), int(held), int(not held))
        status = self.rota.visit.status if self.rota else RotaStatus.PROPOSED
        if status is RotaStatus.POSTPONED:
            return Tally()  # it counts where it was moved to
        return Tally(1, int(status is RotaStatus.HELD), 0, int(status is RotaStatus.NOT_HELD))

    @property
    def was_missed(self) -> bool:
        """Whether it has to be said why it was not held then."""
        if self.visit is not None:
            return not self.visit.held
        return self.rota is not None and self.rota.visit.status.needs_reason

    @property
    def sources(self) -> tuple[Source, ...]:
        """The records it is told from."""
        found = []
        if self.rota is not None:
            found.append(Source("rota_visit", self.rota.visit.id))
        if self.visit is not None:
            found.append(visit_source(self.visit.id))
        return tuple(found)

    def of_member(self, member_id: str) -> Tally:
        """Return what it counts as for one member: planned for some, gone to by others."""
        meant = self.rota.visit.member_ids if self.rota else ()
        went = self.visit.visitors if self.visit else meant
        whole = self.tally
        planned = int(member_id in (meant or went)) if whole.planned else 0
        if member_id not in went:
            return Tally(planned)
        return Tally(planned, whole.held, whole.reported, whole.not_held)


def planned_visits(
    rota: Sequence[RotaRecord], visits: Sequence[VisitRecord]
) -> tuple[Planned, ...]:
    """Join the rota with the reports, as the coverage grid does, oldest first."""
    plans = {one.visit.id: one for one in rota}
    reports = {one.id: one for one in visits}
    facts = (
        VisitFact(
            visit_id=one.id,
            reference=one.reference,
            team_id=one.team_id,
            day=one.on,
            state=VisitState.SUBMITTED if one.held else VisitState.NOT_HELD,
            revision=1,
            member_ids=one.visitors,
        )
        for one in visits
    )
    # Which are late is told elsewhere: here no day has come yet.
    found = occurrences((one.visit for one in rota), facts, USUAL_DEADLINES, date.min)
    return tuple(Planned(plans.get(one.rota_id), reports.get(one.visit_id)) for one in found)


def total(planned: Iterable[Planned]) -> Tally:
    """Return all of them counted."""
    whole = Tally()
    for one in planned:
        whole = whole.plus(one.tally)
    return whole


def draft_coverage(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft the tables by team and by member, and one line for each visit not held."""
    planned = planned_visits(records.rota, records.visits)
    parts = PartList("coverage")
    if not planned:
        return ()
    names = {team.id: team.name for team in records.teams}
    used = {one.team_id for one in planned}
    teams = [t for t in records.teams if t.id in used or not t.retired]
    parts.subheading("teams", "By team")
    for team_id in [team.id for team in teams] + sorted(used - names.keys()):
        mine = [one for one in planned if one.team_id == team_id]
        name = names.get(team_id, "Team not named")
        sources = [Source("team", team_id), *(s for one in mine for s in one.sources)]
        parts.row(f"coverage:team:{team_id}", name, *total(mine).cells, sources=sources)
    sources = [source for one in planned for source in one.sources]
    parts.row("coverage:team:all", "All teams", *total(planned).cells, sources=sources)
    _by_member(records, planned, parts)
    _not_held(planned, parts)
    return parts.done()


def _by_member(records: PaperRecords, planned: Sequence[Planned], parts: PartList) -> None:
    parts.subheading("members", "By member")
    for member_id, name in sorted(records.members.items(), key=lambda one: (one[1], one[0])):
        whole, sources = Tally(), [Source("member", member_id)]
        for one in planned:
            mine = one.of_member(member_id)
            if mine != Tally():
                whole = whole.plus(mine)
                sources += one.sources
        if whole != Tally():
            parts.row(f"coverage:member:{member_id}", name, *whole.cells, sources=sources)


def _not_held(planned: Sequence[Planned], parts: PartList) -> None:
    missed = [one for one in planned if one.was_missed]
    if missed:
        parts.subheading("not_held", "Not held or moved, and why")
    told = []
    for one in missed:
        if one.visit is not None:
            day, team = one.visit.on, one.visit.team
            word, why = "Did not take place", one.visit.why_not_held
        else:
            assert one.rota is not None
            day, team = one.rota.visit.on_day, one.rota.team
            word, why = one.rota.visit.status.label, one.rota.visit.reason
        words = " ".join((why or "No reason was given.").split())
        key = one.visit.id if one.visit is not None else one.rota.visit.id if one.rota else ""
        told.append((day, team, key, f"{of_visit(team, day)}. {word}: {words}", one.sources))
    for _, _, key, words, sources in sorted(told):
        parts.bullet(f"not_held:{key}", words, sources)
