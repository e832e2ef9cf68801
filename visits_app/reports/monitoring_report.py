"""The monthly monitoring report: a front page of sentences, then every measure with its chart."""

from collections.abc import Sequence
from datetime import date

from visits_app.domain import suppression
from visits_app.domain.figures import day_in_words, month_end, month_in_words, target_at
from visits_app.domain.figures import target_in_words as target_words
from visits_app.domain.judgement_words import method_words
from visits_app.reports.document import (
    Block,
    BulletList,
    Callout,
    ChartBlock,
    Document,
    Fact,
    Heading,
    KeyFacts,
    PageBreak,
    Paragraph,
    Run,
    Tone,
)
from visits_app.reports.measures import (
    Group,
    Measure,
    by_concern,
    figure_and_target,
    group_of,
    judgement,
    months_table,
    questions_table,
    sentence,
    why,
)

TITLE = "Monthly monitoring report"

FRONT_LINES = 10
"""Measures not judged or late that the front page names; more of them go to the end."""

_NO_CHART = "Most of the counts are so small that they are not drawn."


def build(
    measures: Sequence[Measure],
    *,
    month: date,
    area: str = "",
    scope: str = "",
    with_tables: bool = True,
    concern_only: bool = False,
    small_counts: bool = False,
    today: date,
) -> Document:
    """Return the report on the figures up to `month` (any day of it), concern first.

    The measures' figures are printed as they are: small counts are left out before
    (`domain.suppression`), and `small_counts` says that it was so. `scope` names the choice of
    measures in words. What is not judged, late or missing stands on the front page where it is
    short, and else at the end: the front page is for what somebody should look at. Measures
    without any figure are only named. With `concern_only` it tells of all, and only what needs a
    look follows with its chart. `today` is what lateness is told against.
    """
    ordered = by_concern(measures)
    rest = _rest(ordered, month)
    short = _rest_lines(ordered) <= FRONT_LINES
    blocks = [*_front(ordered), *(rest if short else _rest_is_at_the_end(rest))]
    if small_counts:
        blocks.append(Paragraph(suppression.NOTE, Tone.SMALL))
    shown = [
        one
        for one in ordered
        if (one.observations or one.questions) and (group_of(one) is Group.LOOK or not concern_only)
    ]
    if shown:
        blocks += [PageBreak(), Heading("What needs a look" if concern_only else "The measures")]
        blocks += _pages(shown, with_tables, today)
    if not short:
        blocks += [PageBreak(), Heading("What is not judged or missing"), *rest]
    blocks += [Heading("How the figures are read"), BulletList(method_words())]
    parts = [month_in_words(month), area, scope]
    invented = any(one.invented for one in measures)
    return Document(
        title=TITLE,
        blocks=tuple(blocks),
        kind="Figures",
        subtitle=" · ".join(part for part in parts if part),
        subject=f"{TITLE}, {month_in_words(month)}",
        marking="Contains illustrations: invented figures" if invented else "",
        reference=f"Figures to {day_in_words(month_end(month))}",
    )


def _front(measures: Sequence[Measure]) -> list[Block]:
    blocks: list[Block] = [*_invented(measures)]
    if not measures:
        words = "No measure is chosen, or none is in the store yet."
        return [*blocks, Paragraph(words, Tone.LEAD)]
    told = [one for one in measures if one.observations]
    groups = {group: [one for one in told if group_of(one) is group] for group in Group}
    late = _late_or_missing(measures)
    blocks.append(Paragraph(_counts(groups, late, len(measures)), Tone.LEAD))
    for group, inside in groups.items():
        if inside and group is not Group.NOT_JUDGED:
            blocks += [Heading(group.value, 2), *_by_measure(inside)]
    return blocks


def _rest(measures: Sequence[Measure], month: date) -> list[Block]:
    """Tell what is not judged, with the reasons, and which figures are late or missing."""
    blocks: list[Block] = []
    if silent := _not_judged(measures):
        blocks += [Heading(Group.NOT_JUDGED.value, 2), *_by_reason(silent)]
    if late := _late_or_missing(measures):
        blocks += [Heading("Late or missing figures", 2), *_late(late, month)]
    return blocks


def _rest_lines(measures: Sequence[Measure]) -> int:
    return len(_not_judged(measures)) + len(_late_or_missing(measures))


def _rest_is_at_the_end(rest: Sequence[Block]) -> list[Block]:
    if not rest:
        return []
    words = "What is not judged and why, and which figures are late or missing, is at the end."
    return [Paragraph(words, Tone.MUTED)]


def _not_judged(measures: Sequence[Measure]) -> list[Measure]:
    return [one for one in measures if one.observations and group_of(one) is Group.NOT_JUDGED]


def _late_or_missing(measures: Sequence[Measure]) -> list[Measure]:
    return [one for one in measures if one.late or not one.observations]


def _late(measures: Sequence[Measure], month: date) -> list[Block]:
    """Name each figure that is awaited, and in one sentence the measures without any."""
    blocks: list[Block] = []
    awaited = [one for one in measures if one.late]
    if awaited:
        items = tuple((Run(one.name, strong=True), Run(f": {one.late}")) for one in awaited)
        blocks.append(BulletList(items))
    none = [one for one in measures if not one.late]
    if none:
        names = "; ".join(one.name for one in none)
        words = f"No figure up to {month_in_words(month)}: "
        blocks.append(Paragraph((Run(words, strong=True), Run(f"{names}."))))
    return blocks


def _by_measure(measures: Sequence[Measure]) -> list[Block]:
    return [BulletList(tuple(sentence(one) for one in measures))]


def _by_reason(measures: Sequence[Measure]) -> list[Block]:
    """Give each reason once, with the measures it holds for."""
    reasons: dict[str, list[Measure]] = {}
    for one in measures:
        reasons.setdefault(judgement(one), []).append(one)
    blocks: list[Block] = []
    for reason, inside in reasons.items():
        blocks.append(Paragraph(reason, Tone.MUTED, leads=True))
        items = tuple(
            (Run(one.name, strong=True), Run(f": {figure_and_target(one)}.")) for one in inside
        )
        blocks.append(BulletList(items))
    return blocks


def _invented(measures: Sequence[Measure]) -> list[Block]:
    many = sum(one.invented for one in measures)
    if not many:
        return []
    if many == len(measures):
        whole = "Every measure here is an illustration"
    else:
        verb = "is an illustration" if many == 1 else "are illustrations"
        whole = f"{many} of {len(measures)} measures {verb}"
    words = f"{whole}, marked so wherever it is told: such figures stand for no council."
    return [Callout("Invented figures", words)]


def _counts(
    groups: dict[Group, list[Measure]], late: Sequence[Measure], total: int
) -> tuple[Run, ...]:
    look = len(groups[Group.LOOK])
    if total == 1:
        lead = "The one measure needs a look." if look else "The one measure needs no look."
    else:
        needs = "need" if look > 1 else "needs"
        lead = f"{look or 'None'} of {total} measures {needs} a look."
    rest = []
    for group, one, many in (
        (Group.IMPROVING, "is improving", "are improving"),
        (Group.ORDINARY, "shows ordinary variation", "show ordinary variation"),
        (Group.NOT_JUDGED, "is not judged", "are not judged"),
    ):
        if inside := len(groups[group]):
            rest.append(f"{inside} {one if inside == 1 else many}")
    words = f" {', '.join(rest)}." if rest else ""
    if late:
        has = "has" if len(late) == 1 else "have"
        words += f" {len(late)} {has} late or missing figures."
    return (Run(lead, strong=True), Run(words))


def _pages(measures: Sequence[Measure], with_tables: bool, today: date) -> list[Block]:
    """Give every measure; flags and events that several share are listed under the first."""
    blocks: list[Block] = []
    told: list[object] = []
    for measure in measures:
        chart = measure.chart
        marks = (chart.visits, chart.events) if chart is not None else ((), ())
        first = marks not in told
        blocks += _measure(measure, with_tables, first, today)
        told.append(marks)
    return blocks


def _measure(measure: Measure, with_tables: bool, marks: bool, today: date) -> list[Block]:
    blocks: list[Block] = [Heading(measure.name, 2)]
    if measure.chart is not None:
        blocks.append(ChartBlock(measure.chart, with_marks=marks))
        if judgement(measure) not in measure.chart.sentence:
            blocks.append(Paragraph(judgement(measure)))
    else:
        told = figure_and_target(measure)
        words = f"{told[:1].upper()}{told[1:]}. {judgement(measure)}"
        blocks.append(Paragraph(words, leads=True))
        if measure.mostly_small:
            blocks.append(Paragraph(_NO_CHART, Tone.MUTED))
    if reason := why(measure):
        blocks.append(Paragraph((Run("Why: ", strong=True), Run(reason))))
    if measure.late:
        blocks.append(Paragraph((Run("Late or missing: ", strong=True), Run(measure.late))))
    if facts := _facts(measure):
        blocks.append(KeyFacts(facts))
    if measure.questions:
        blocks.append(questions_table(measure.questions, today))
    table = months_table(measure) if with_tables else None
    if table is not None:
        blocks.append(table)
    return blocks


def _facts(measure: Measure) -> tuple[Fact, ...]:
    indicator, latest = measure.indicator, measure.latest
    target = target_at(measure.targets, latest.period if latest else None)
    aim = target_words(indicator, target) if target else ""
    whole = ""
    if indicator.numerator and indicator.denominator:
        whole = f"{indicator.numerator}, divided by {indicator.denominator}"
    source = (measure.series.source if measure.series else "") or indicator.source
    facts = (
        ("Target", aim[:1].upper() + aim[1:]),
        ("Definition", indicator.definition),
        ("Worked out as", whole[:1].upper() + whole[1:]),
        ("Source", source),
    )
    return tuple(Fact(label, words) for label, words in facts if words.strip())
