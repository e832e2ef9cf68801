"""Findings beside the figures: what agrees, what contradicts, and what no visit speaks to.

The words say what fell together and never what made what happen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visits_app.domain.disagreements import Comparison, Disagreement, Figure, compare
from visits_app.domain.drafting.records import PaperRecords, VisitRecord
from visits_app.domain.drafting.visits import findings_of
from visits_app.domain.drafting.wording import PartList, of_visit, quoted, visit_source
from visits_app.domain.figures import day_in_words, value_in_words
from visits_app.domain.insight import Heard, Measured
from visits_app.domain.judgement_words import why_point
from visits_app.domain.judgements import PointType, Strength
from visits_app.domain.papers import PaperPart, PartKind, Source
from visits_app.domain.small_counts import without_small
from visits_app.domain.suppression import WORDS, is_count
from visits_app.domain.text import shorten
from visits_app.domain.visits import FindingKind

MOST_CHARTS = 8
"""Charts drawn of their own accord; the officer may choose others and more."""

_QUOTED = 240


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A measure that stood out in the period while no finding speaks to its theme and team."""

    measured: Measured
    place: int
    """Of its newest figure of the period that stands out."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything of a period that stands beside figures."""

    comparison: Comparison
    unexplained: tuple[Unexplained, ...]


def heard_of(visits: Iterable[VisitRecord]) -> tuple[Heard, ...]:
    """Return findings as the comparison reads them."""
    return tuple(
        Heard(
            finding_id=finding.id,
            visit_id=visit.id,
            on=visit.on,
            team_id=visit.team_id,
            team=visit.team,
            theme_id=finding.theme_id,
            theme=finding.theme,
            kind=FindingKind(finding.kind),
            text=finding.text,
            basis=finding.basis,
            data_relation=finding.data_relation,
            position=finding.position,
        )
        for visit, finding in findings_of(visits)
        if finding.kind in {kind.value for kind in FindingKind}
    )


def set_beside(records: PaperRecords) -> Beside:
    """Compare the period's findings with the measures of their themes and teams."""
    heard = heard_of(records.visits)
    asked = min(records.today, records.ends_on) if records.ends_on else records.today
    comparison = compare(heard, records.measured, asked)
    found = (
        _unexplained(records, one, heard)
        for one in sorted(records.measured, key=lambda one: one.place)
    )
    return Beside(comparison, tuple(one for one in found if one is not None))


def _unexplained(
    records: PaperRecords, one: Measured, heard: Sequence[Heard]
) -> Unexplained | None:
    judgement, indicator = one.judged.judgement, one.indicator
    if judgement is None or not indicator.theme_ids:
        return None
    known = {team.id for team in records.teams}
    if indicator.team_ids and not known & set(indicator.team_ids):
        return None
    speaks = any(
        finding.theme_id in indicator.theme_ids
        and (not indicator.team_ids or finding.team_id in indicator.team_ids)
        for finding in heard
    )
    if speaks:
        return None
    standing = [
        place
        for place, (day, kind) in enumerate(zip(judgement.dates, judgement.types, strict=True))
        if records.holds(day)
        and judgement.values[place] is not None
        and kind in {PointType.CONCERN, PointType.IMPROVEMENT}
        and judgement.phase_at(place).strength is Strength.FULL
    ]
    return Unexplained(one, standing[-1]) if standing else None


def draft_evidence(records: PaperRecords, beside: Beside) -> tuple[PaperPart, ...]:
    """Draft what agrees, contradicts and is unexplained, then the charts."""
    parts = PartList("evidence")
    counted = {one.indicator.id for one in records.measured if is_count(one.indicator)}
    parts.subheading("agrees", "Agrees")
    for one in beside.comparison.agreements:
        _pair_row(parts, one, "agrees", counted)
    parts.subheading("contradicts", "Contradicts")
    for one in beside.comparison.disagreements:
        _pair_row(parts, one, "contradicts", counted)
    parts.subheading("unexplained", "Unexplained")
    for silent in beside.unexplained:
        _unexplained_row(parts, silent, counted)
    drawn = records.indicator_ids or _to_draw(beside)
    parts.subheading("charts", "The figures")
    for indicator_id in drawn:
        parts.add(
            f"chart:{indicator_id}",
            indicator_id,
            kind=PartKind.CHART,
            sources=[Source("indicator", indicator_id)],
        )
    return parts.done()


def beside_key(one: Disagreement) -> str:
    """Return a key that stays while the first of its findings does."""
    return f"{one.indicator_id or 'said'}:{one.findings[0].finding_id}"


def _pair_row(parts: PartList, one: Disagreement, how: str, counted: set[str]) -> None:
    heard = "\n".join(
        f"{finding.kind.value.capitalize()}, {of_visit(finding.team, finding.on)}: "
        f"{quoted(shorten(finding.text, _QUOTED))}"
        for finding in one.findings
    )
    if one.said and not one.figures:
        figures = (
            "The members wrote that the figures they had say otherwise. No judged measure of this "
            "theme and team is on record for that time."
        )
    else:
        figures = _figures(one.indicator, one.illustration, one.figures[-1:], counted)
    parts.row(
        f"{how}:{beside_key(one)}",
        heard,
        figures,
        sources=[
            *(Source("finding", finding.finding_id) for finding in one.findings),
            *(visit_source(finding.visit_id) for finding in one.findings),
            *([Source("indicator", one.indicator_id)] if one.indicator_id else []),
        ],
    )


def _figures(name: str, illustration: bool, figures: Iterable[Figure], counted: set[str]) -> str:
    lines = [_named(name, illustration)]
    for figure in figures:
        value, why = figure.value, figure.why
        if figure.indicator_id in counted:
            value, why = without_small(value, WORDS), without_small(why, WORDS)
        lines.append(f"{figure.period}: {value}. {why}.")
    return "\n".join(lines)


def _unexplained_row(parts: PartList, one: Unexplained, counted: set[str]) -> None:
    indicator, judgement = one.measured.indicator, one.measured.judged.judgement
    assert judgement is not None
    value = judgement.values[one.place]
    assert value is not None
    figure = Figure(
        indicator.id,
        judgement.dates[one.place],
        day_in_words(judgement.dates[one.place]),
        value_in_words(indicator, value),
        why_point(judgement, one.place, indicator),
    )
    seen = next(
        (o for o in one.measured.observations if o.period == figure.on and o.value == value), None
    )
    if seen is not None:
        from dataclasses import replace

        from visits_app.domain.figures import period_in_words

        figure = replace(figure, period=period_in_words(seen))
    parts.row(
        f"unexplained:{indicator.id}:{one.measured.series.id}",
        "No finding told of here is on its theme and team.",
        _figures(indicator.name, one.measured.illustration, [figure], counted),
        sources=[Source("indicator", indicator.id)],
    )


def _named(name: str, illustration: bool) -> str:
    name = name.strip()
    marked = illustration and "illustration" not in name.casefold()
    return f"{name} (illustration)" if marked else name


def _to_draw(beside: Beside) -> tuple[str, ...]:
    found = [
        *(one.indicator_id for one in beside.comparison.disagreements),
        *(one.measured.indicator.id for one in beside.unexplained),
        *(one.indicator_id for one in beside.comparison.agreements),
    ]
    return tuple(dict.fromkeys(id for id in found if id))[:MOST_CHARTS]
