"""One line a visit, and the themes that findings are on, strengths first."""

from collections.abc import Iterable, Mapping, Sequence

from visits_app.domain.drafting.records import FindingRecord, PaperRecords, VisitRecord
from visits_app.domain.drafting.wording import (
    PartList,
    day_in_words,
    of_visit,
    quoted,
    visit_source,
)
from visits_app.domain.papers import PaperPart, Source
from visits_app.domain.text import shorten
from visits_app.domain.visits import FindingKind

KINDS = (
    (FindingKind.STRENGTH, "Strengths", "strengths"),
    (FindingKind.CONCERN, "Concerns", "concerns"),
    (FindingKind.IDEA, "Ideas", "ideas"),
)
NO_THEME = "No theme"

_QUOTED = 120
"""Characters of a finding quoted for its theme; the report has all of it."""


def draft_visits(records: PaperRecords, section: str = "visits") -> tuple[PaperPart, ...]:
    """Draft one line for each visit that was held, oldest first."""
    parts = PartList(section)
    for visit in sorted(records.visits, key=lambda one: one.place):
        if visit.held:
            cells = visit_cells(visit, records.members)
            parts.row(f"visit:{visit.id}", *cells, sources=[visit_source(visit.id)])
    return parts.done()


def visit_cells(visit: VisitRecord, members: Mapping[str, str]) -> tuple[str, ...]:
    """Return a visit as date, team, kind, visitors and confidence."""
    return (
        day_in_words(visit.on),
        visit.team or "Team not named",
        visit.kind,
        names_in_words(visit.visitors, members),
        visit.confidence or "Not said",
    )


def names_in_words(member_ids: Iterable[str], members: Mapping[str, str]) -> str:
    """Return members' names as a list."""
    known = [members.get(one, "a member no longer in the register") for one in member_ids]
    return "; ".join(known) or "Not said"


def findings_of(
    visits: Iterable[VisitRecord],
) -> tuple[tuple[VisitRecord, FindingRecord], ...]:
    """Return every finding with its visit, oldest first, as the reports have them."""
    return tuple(
        (visit, finding)
        for visit in sorted(visits, key=lambda one: one.place)
        for finding in sorted(visit.findings, key=lambda one: (one.position, one.id))
    )


def draft_themes(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft, for each kind of finding, its themes: most findings first."""
    found = findings_of(records.visits)
    parts = PartList("themes")
    for kind, title, name in KINDS:
        groups: dict[str, list[tuple[VisitRecord, FindingRecord]]] = {}
        for visit, finding in found:
            if finding.kind == kind.value:
                groups.setdefault(finding.theme_id, []).append((visit, finding))
        parts.subheading(name, title)
        for theme_id, group in sorted(groups.items(), key=_most_first):
            _theme_row(parts, theme_id, name, group)
    return parts.done()


def _most_first(
    item: tuple[str, Sequence[tuple[VisitRecord, FindingRecord]]],
) -> tuple[object, ...]:
    theme_id, group = item
    return (-len(group), not theme_id, group[0][1].theme, theme_id)


def _theme_row(
    parts: PartList,
    theme_id: str,
    kind: str,
    group: Sequence[tuple[VisitRecord, FindingRecord]],
) -> None:
    visits = {visit.id for visit, _ in group}
    visit, last = group[-1]
    said = f"{quoted(shorten(last.text, _QUOTED))}\n{of_visit(visit.team, visit.on)}"
    parts.row(
        f"theme:{theme_id or 'none'}:{kind}",
        last.theme or NO_THEME,
        str(len(group)),
        str(len(visits)),
        said,
        sources=[
            *([Source("theme", theme_id)] if theme_id else []),
            *(Source("finding", finding.id) for _, finding in group),
            *(visit_source(visit.id) for visit, _ in group),
        ],
    )
