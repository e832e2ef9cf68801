"""Where members' findings and the data disagree, each with the evidence of both sides.

A strength disagrees with a measure of its theme and team that was a concern at that time, a concern
with one that improved. The words say what fell together and never what made what happen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from visits_app.domain import figures
from visits_app.domain.figures import day_in_words
from visits_app.domain.insight import Heard, Measured, counted
from visits_app.domain.judgement_words import why_point
from visits_app.domain.judgements import Cause, Judgement, PointType, Strength
from visits_app.domain.visits import FindingKind

NEAR = 3
"""Months before and after a visit in which a figure counts as of that time."""

RECENT = 6
"""Months within which a finding is set beside the newest figure, however old that is."""

OLDEST = 12
"""Months after which the newest figure says nothing of the present."""

CONTRADICTS = "contradicts"
"""A finding's own answer to whether the figures agree."""

_AGAINST = {
    FindingKind.STRENGTH: PointType.CONCERN,
    FindingKind.CONCERN: PointType.IMPROVEMENT,
}
_WITH = {
    FindingKind.STRENGTH: PointType.IMPROVEMENT,
    FindingKind.CONCERN: PointType.CONCERN,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as evidence: when, how much, and why it stands out."""

    indicator_id: str
    on: date
    period: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Findings of one kind, theme and team beside one measure, or what members marked so.

    `said` is true where a member wrote that the figures say otherwise; then there may be no
    measure in the store to show (`indicator_id` is "").
    """

    kind: FindingKind
    team_id: str
    team: str
    theme_id: str
    theme: str
    findings: tuple[Heard, ...]
    figures: tuple[Figure, ...] = ()
    indicator_id: str = ""
    indicator: str = ""
    illustration: bool = False
    said: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every disagreement, newest first, and how the other findings stand to the measures."""

    disagreements: tuple[Disagreement, ...] = ()
    compared: int = 0
    """Strengths and concerns beside which there is a judged figure of that time."""
    agreeing: int = 0
    """Of those, how many only fell together with a measure of the same sign."""
    disagreeing: int = 0
    findings: int = 0
    """Strengths and concerns looked at."""
    agreements: tuple[Disagreement, ...] = ()
    """What only fell together with measures of the same sign, newest first."""


def compare(heard: Iterable[Heard], measured: Iterable[Measured], today: date) -> Comparison:
    """Set findings beside the measures of their theme and team; order does not matter.

    A measure without teams speaks of all. Only figures that are judged on 13 points or more count.
    """
    findings = sorted(
        {f.finding_id: f for f in heard if f.kind in _AGAINST}.values(), key=lambda f: f.place
    )
    series = sorted(
        (one for one in measured if one.judged.judgement is not None), key=lambda one: one.place
    )
    pairs: dict[tuple[str, ...], list[tuple[Heard, Measured, list[int]]]] = {}
    alike: dict[tuple[str, ...], list[tuple[Heard, Measured, list[int]]]] = {}
    compared: set[str] = set()
    agreeing: set[str] = set()
    against: set[str] = set()
    by_theme: dict[str, list[Measured]] = {}
    for one in series:
        for theme_id in one.indicator.theme_ids:
            by_theme.setdefault(theme_id, []).append(one)
    for finding in findings:
        for one in by_theme.get(finding.theme_id, ()):
            teams = one.indicator.team_ids
            if teams and finding.team_id not in teams:
                continue
            at = _points_near(one, finding, today)
            types = _types(one, at)
            if not types:
                continue
            compared.add(finding.finding_id)
            unlike = [place for place, kind in types if kind is _AGAINST[finding.kind]]
            like = [place for place, kind in types if kind is _WITH[finding.kind]]
            key = (finding.kind.value, finding.team_id, finding.theme_id, *one.place)
            if like:
                agreeing.add(finding.finding_id)
                alike.setdefault(key, []).append((finding, one, like))
            if unlike:
                against.add(finding.finding_id)
                pairs.setdefault(key, []).append((finding, one, unlike))
    found = [_side_by_side(cluster) for pair in pairs.values() for cluster in _clusters(pair)]
    shown = {(f.finding_id, d.indicator_id) for d in found for f in d.findings}
    found += [
        _said(finding)
        for finding in findings
        if finding.data_relation == CONTRADICTS
        and not any(finding.finding_id == id for id, _ in shown)
    ]
    said = {f.finding_id for d in found if d.said for f in d.findings}
    settled = against | said
    same = [
        _side_by_side(cluster)
        for pair in alike.values()
        for cluster in _clusters([item for item in pair if item[0].finding_id not in settled])
    ]
    return Comparison(
        disagreements=tuple(sorted(found, key=_newest_first)),
        compared=len(compared),
        agreeing=len(agreeing - settled),
        disagreeing=len(settled),
        findings=len(findings),
        agreements=tuple(sorted(same, key=_newest_first)),
    )


def _newest_first(one: Disagreement) -> tuple[object, ...]:
    last = one.findings[-1]
    return (-last.on.toordinal(), one.team, one.theme, one.indicator, last.finding_id)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _points_near(one: Measured, finding: Heard, today: date) -> list[int]:
    """Return the places of the figures of that time, oldest first."""
    judgement = one.judged.judgement
    assert judgement is not None
    month, each = _month(finding.on), one.months_each
    near = [
        place
        for place, (day, value) in enumerate(zip(judgement.dates, judgement.values, strict=True))
        if value is not None and _month(day) - each + 1 - NEAR <= month <= _month(day) + NEAR
    ]
    latest = judgement.latest
    if latest is not None and latest not in near and _month(today) - month <= RECENT:
        age = month - _month(judgement.dates[latest])
        if 0 <= age <= OLDEST:
            near.append(latest)
    return near


def _types(one: Measured, places: Sequence[int]) -> list[tuple[int, PointType]]:
    judgement = one.judged.judgement
    assert judgement is not None
    return [
        (place, judgement.types[place])
        for place in places
        if judgement.phase_at(place).strength is Strength.FULL
    ]


def _clusters(
    pair: Sequence[tuple[Heard, Measured, list[int]]],
) -> list[list[tuple[Heard, Measured, list[int]]]]:
    """Keep findings together whose times touch."""
    clusters: list[list[tuple[Heard, Measured, list[int]]]] = []
    for item in pair:
        if clusters and _month(item[0].on) - _month(clusters[-1][-1][0].on) <= 2 * NEAR:
            clusters[-1].append(item)
        else:
            clusters.append([item])
    return clusters


def _side_by_side(
    cluster: Sequence[tuple[Heard, Measured, list[int]]],
) -> Disagreement:
    finding, one = cluster[0][0], cluster[0][1]
    judgement = one.judged.judgement
    assert judgement is not None
    findings = tuple(item[0] for item in cluster)
    places = sorted({place for item in cluster for place in item[2]})
    name = one.indicator.name
    return Disagreement(
        kind=finding.kind,
        team_id=finding.team_id,
        team=finding.team,
        theme_id=finding.theme_id,
        theme=finding.theme,
        findings=findings,
        figures=tuple(_figure(one, judgement, place) for place in places),
        indicator_id=one.indicator.id,
        indicator=name,
        illustration=one.illustration,
        sentence=f"{_recorded(findings)} while “{name}” {_was(judgement, places)}.",
    )


def _said(finding: Heard) -> Disagreement:
    kind = "an idea" if finding.kind is FindingKind.IDEA else f"a {finding.kind.value}"
    return Disagreement(
        kind=finding.kind,
        team_id=finding.team_id,
        team=finding.team,
        theme_id=finding.theme_id,
        theme=finding.theme,
        findings=(finding,),
        said=True,
        sentence=(
            f"Members recorded {kind} ({_when((finding,))}) and wrote that the figures they had "
            "say otherwise. No judged measure of this theme and team is in the store for that time."
        ),
    )


def _recorded(findings: Sequence[Heard]) -> str:
    kind = findings[0].kind.value
    what = f"a {kind}" if len(findings) == 1 else f"{len(findings)} {kind}s"
    return f"Members recorded {what} ({_when(findings)})"


def _when(findings: Sequence[Heard]) -> str:
    days = sorted({finding.on for finding in findings})
    visits = len({finding.visit_id for finding in findings})
    when = day_in_words(days[0])
    if len(days) > 1:
        when += f" to {day_in_words(days[-1])}"
    parts = [when, findings[0].team, counted(visits, "visit") if visits > 1 else ""]
    return ", ".join(part for part in parts if part)


def _was(judgement: Judgement, places: Sequence[int]) -> str:
    """Return what the measure did, from its newest figure among `places`."""
    cause = judgement.causes[places[-1]]
    if cause is Cause.RISING:
        return "was rising"
    if cause is Cause.FALLING:
        return "was falling"
    return "was above what is usual" if cause.is_high else "was below what is usual"


def _figure(one: Measured, judgement: Judgement, place: int) -> Figure:
    day, value = judgement.dates[place], judgement.values[place]
    assert value is not None
    seen = next((o for o in one.observations if o.period == day and o.value == value), None)
    return Figure(
        indicator_id=one.indicator.id,
        on=day,
        period=figures.period_in_words(seen) if seen else day_in_words(day),
        value=figures.value_in_words(one.indicator, value),
        why=why_point(judgement, place, one.indicator),
    )
