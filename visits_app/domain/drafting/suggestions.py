"""Questions a committee might ask, from what is open; suggestions, in words that say so."""

from visits_app.domain.drafting.actions import late_recommendations, to_dos
from visits_app.domain.drafting.beside import Beside, beside_key
from visits_app.domain.drafting.coverage import planned_visits
from visits_app.domain.drafting.records import FindingRecord, PaperRecords, VisitRecord
from visits_app.domain.drafting.visits import findings_of
from visits_app.domain.drafting.wording import (
    PartList,
    and_list,
    counted,
    due_in_words,
    of_visit,
    quoted,
    visit_source,
)
from visits_app.domain.figures import day_in_words
from visits_app.domain.papers import PaperPart, Source
from visits_app.domain.text import shorten
from visits_app.domain.visits import AskStatus, FindingKind

MOST = 5
"""Suggestions of one kind: the rest is in the sections they come from."""

SEVERAL = 3
"""Visits with a concern on one theme from which a recommendation is suggested."""

_LENGTH = 160

NOTE = (
    "These are suggestions drafted from what is open. They say what the records say, not why; "
    "whether to ask is for members."
)


def draft_suggestions(records: PaperRecords, beside: Beside) -> tuple[PaperPart, ...]:
    """Draft suggestions from overdue asks, unanswered concerns, contradictions and gaps."""
    parts = PartList("suggestions")
    parts.add("suggest:note", NOTE)
    _overdue(records, parts)
    _concerns(records, parts)
    _contradictions(beside, parts)
    _silent(beside, parts)
    _teams(records, parts)
    _themes(records, parts)
    _recommendations(records, parts)
    found = parts.done()
    return found if len(found) > 1 else ()


def _overdue(records: PaperRecords, parts: PartList) -> None:
    late = [one for one in to_dos(records) if one.late]
    for one in late[:MOST]:
        action = one.line.action
        whom = action.owner or "the service"
        due = f" It was due {due_in_words(one.due_words)}." if one.due_words else ""
        asks = (
            "What is the reply?" if action.status is AskStatus.OPEN else "What has been done since?"
        )
        words = quoted(shorten(action.text, _LENGTH))
        text = f"Members might ask {_lower(whom)}: {words}{due} {asks}"
        parts.bullet(f"suggest:{one.key}", text, one.sources)


def _concerns(records: PaperRecords, parts: PartList) -> None:
    asked = {one.visit_id for one in records.asks}
    found = [
        (visit, finding)
        for visit in sorted(records.visits, key=lambda one: one.place, reverse=True)
        if visit.held and visit.id not in asked
        for finding in visit.findings
        if finding.kind == FindingKind.CONCERN.value and finding.text.strip()
    ]
    for visit, finding in found[:MOST]:
        words = quoted(shorten(finding.text, _LENGTH))
        parts.bullet(
            f"suggest:concern:{finding.id}",
            f"Members noted at {of_visit(visit.team, visit.on)}: {words} No ask of that visit is "
            "told of here. Should one follow?",
            [Source("finding", finding.id), visit_source(visit.id)],
        )


def _contradictions(beside: Beside, parts: PartList) -> None:
    told = [one for one in beside.comparison.disagreements if one.indicator_id]
    for one in told[:MOST]:
        parts.bullet(
            f"suggest:contradicts:{beside_key(one)}",
            f"{one.sentence} What do members and the service make of both?",
            [
                *(Source("finding", finding.finding_id) for finding in one.findings),
                Source("indicator", one.indicator_id),
            ],
        )


def _silent(beside: Beside, parts: PartList) -> None:
    names = list(
        dict.fromkeys(
            (one.measured.indicator.id, one.measured.indicator.name.strip())
            for one in beside.unexplained
            if not one.measured.illustration
        )
    )[:MOST]
    if names:
        told = and_list([f"“{name}”" for _, name in names])
        parts.bullet(
            "suggest:unexplained",
            f"{told} stood out in this period, and no finding told of here speaks to "
            f"{'it' if len(names) == 1 else 'them'}. Should the next visits ask about "
            f"{'it' if len(names) == 1 else 'them'}?",
            [Source("indicator", id) for id, _ in names],
        )


def _teams(records: PaperRecords, parts: PartList) -> None:
    held = {one.team_id for one in planned_visits(records.rota, records.visits) if one.tally.held}
    missing = [team for team in records.teams if team.id not in held and not team.retired]
    if missing:
        told = and_list([team.name for team in missing])
        parts.bullet(
            "suggest:teams",
            f"No visit to {told} is counted here. Should "
            f"{'it' if len(missing) == 1 else 'they'} be next on the rota?",
            [Source("team", team.id) for team in missing],
        )


def _themes(records: PaperRecords, parts: PartList) -> None:
    """Suggest a recommendation where several visits recorded a concern on the same theme."""
    groups: dict[tuple[str, str], list[tuple[VisitRecord, FindingRecord]]] = {}
    for visit, finding in findings_of(records.visits):
        if finding.kind == FindingKind.CONCERN.value and finding.theme:
            groups.setdefault((finding.theme, finding.theme_id), []).append((visit, finding))
    found = [
        (len(visits), theme, theme_id, group)
        for (theme, theme_id), group in groups.items()
        if len(visits := {visit.id for visit, _ in group}) >= SEVERAL
    ]
    for many, theme, theme_id, group in sorted(found, key=lambda one: (-one[0], one[1]))[:MOST]:
        teams = counted(len({visit.team_id for visit, _ in group}), "team")
        parts.bullet(
            f"suggest:theme:{theme_id}",
            f"Concerns on “{theme}” were recorded on {many} visits to {teams}. Should a "
            "recommendation follow?",
            [
                Source("theme", theme_id),
                *(Source("finding", finding.id) for _, finding in group),
            ],
        )


def _recommendations(records: PaperRecords, parts: PartList) -> None:
    for one in late_recommendations(records)[:MOST]:
        due = day_in_words(one.due) if one.due else ""
        parts.bullet(
            f"suggest:recommendation:{one.id}",
            f"Recommendation {one.reference}, {one.title}, was due by {due} and is recorded as "
            f"“{one.status.label}”. Should the committee accept a new date, or ask for the reason?",
            [Source("recommendation", one.id)],
        )


def _lower(role: str) -> str:
    """Return a role as it stands within a sentence: "the head of service"."""
    first = role.partition(" ")[0]
    plain = role if first.isupper() and len(first) > 1 else role[:1].lower() + role[1:]
    return plain if plain.startswith(("the ", "a ", "an ")) else f"the {plain}"
