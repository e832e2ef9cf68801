"""The order of the overview: concern first, and what needs a look."""

from dataclasses import replace
from datetime import date

import pytest

from visits_app.domain.indicators import (
    Frequency,
    Indicator,
    IndicatorOverview,
    Observation,
    Series,
    SeriesKind,
)
from visits_app.domain.judgements import Assurance, PointType, SeriesJudgement
from visits_app.domain.lateness import NextFigure
from visits_app.domain.overviews import concern_first, needs_look

SEEN = Observation("s", date(2014, 1, 31), 1.0)
LATE = NextFigure(date(2014, 2, 28), date(2014, 4, 14), Frequency.MONTHLY)


def line(
    name: str, variation: PointType | None = None, assurance: Assurance | None = None
) -> IndicatorOverview:
    return IndicatorOverview(
        Indicator(name, name),
        Series("s", name, "Northmead", SeriesKind.REPORTED),
        SEEN,
        judged=SeriesJudgement(variation=variation, assurance=assurance),
    )


def test_concern_then_fails_then_what_stands_out_then_the_rest() -> None:
    wanted = [
        line("concern that fails", PointType.CONCERN, Assurance.FAILS),
        replace(line("late concern", PointType.CONCERN), late=LATE),
        line("concern", PointType.CONCERN),
        replace(
            line("invented concern", PointType.CONCERN),
            series=Series("s", "x", "Nowhere", SeriesKind.ILLUSTRATION),
        ),
        line("fails", PointType.COMMON, Assurance.FAILS),
        line("high", PointType.NEUTRAL_HIGH),
        line("improvement", PointType.IMPROVEMENT, Assurance.PASSES),
        line("hit and miss", PointType.COMMON, Assurance.HIT_AND_MISS),
        line("ordinary", PointType.COMMON),
        line("not judged"),
        replace(line("old"), latest=replace(SEEN, period=date(2012, 1, 31))),
        replace(line("empty"), latest=None),
    ]
    for start in range(len(wanted)):
        mixed = [*wanted[start:], *wanted[:start]]
        assert [one.indicator.name for one in sorted(mixed, key=concern_first)] == [
            one.indicator.name for one in wanted
        ]


def test_lines_of_one_rank_keep_the_order_of_the_register() -> None:
    lines = [line(name, PointType.COMMON) for name in ("b", "a", "c")]
    assert sorted(lines, key=concern_first) == lines


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (line("x", PointType.CONCERN), True),
        (line("x", PointType.COMMON, Assurance.FAILS), True),
        (replace(line("x", PointType.COMMON), late=LATE), True),
        (line("x", PointType.IMPROVEMENT, Assurance.HIT_AND_MISS), False),
        (IndicatorOverview(Indicator("x", "x")), False),
    ],
)
def test_what_needs_a_look(seen: IndicatorOverview, wanted: bool) -> None:
    assert needs_look(seen) is wanted
