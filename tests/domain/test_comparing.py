"""The same measure elsewhere is drawn on the axes of the chart it stands under."""

from dataclasses import replace
from datetime import date

import pytest

from visits_app.domain.charting import indicator_chart
from visits_app.domain.charts import Chart, Role
from visits_app.domain.comparing import comparison_charts
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Series,
    SeriesKind,
    Unit,
)
from visits_app.domain.registers import Precision

RATE = Indicator(
    "lac",
    "Children looked after",
    unit=Unit.RATE,
    direction=Direction.LOWER,
    frequency=Frequency.ANNUAL,
    decimals=1,
)
NEIGHBOURS = ("Derby", "Luton", "Medway", "Swindon")


def detail(
    *areas: str, indicator: Indicator = RATE, kind: SeriesKind = SeriesKind.PUBLISHED
) -> IndicatorDetail:
    """Areas with ten years each, the first at 70, each further one five higher."""
    series = tuple(Series(area, "lac", area, kind) for area in areas)
    seen = tuple(
        Observation(area, date(2010 + n, 3, 31), 70.0 + 5 * place + n % 3, Precision.YEAR)
        for place, area in enumerate(areas)
        for n in range(10)
    )
    return IndicatorDetail(indicator, series, seen, ())


def both(found: IndicatorDetail, series_id: str = "Peterborough") -> tuple[Chart, Chart] | None:
    main = indicator_chart(found, series_id, (), (), date(2019, 6, 1))
    return comparison_charts(found, series_id, main)


def compared(found: IndicatorDetail) -> tuple[Chart, Chart]:
    made = both(found)
    assert made is not None
    return made


def test_both_charts_have_the_same_axes_and_hold_every_value() -> None:
    main, others = compared(detail("Peterborough", "England", *NEIGHBOURS))
    assert (main.x, main.y) == (others.x, others.y)
    values = [p.value for line in (*main.lines, *others.lines) for p in line.points]
    edges = [edge for one in main.limits for edge in (one.lower, one.upper) if edge is not None]
    assert all(main.y.low <= value <= main.y.high for value in [*values, *edges])


def test_england_is_named_few_neighbours_are_and_the_own_area_lies_on_top() -> None:
    _, others = compared(detail("Peterborough", "England", "Luton"))
    assert [(line.label, line.role) for line in others.lines] == [
        ("Luton 80.0", Role.COMPARISON),
        ("England 75.0", Role.BENCHMARK),
        ("Peterborough 70.0", Role.SERIES),
    ]
    assert others.title == "Peterborough beside one neighbour and England"


def test_of_many_neighbours_the_middle_is_named() -> None:
    _, others = compared(detail("Peterborough", "England", *NEIGHBOURS))
    named = [line.label for line in others.lines if line.label]
    assert named == ["Middle of 4 neighbours 87.5", "England 75.0", "Peterborough 70.0"]
    thin = [line for line in others.lines if line.role is Role.COMPARISON]
    assert len(thin) == 4
    middle = next(line for line in others.lines if line.role is Role.MIDDLE)
    assert middle.points[0].value == 87.5


def test_an_own_point_tells_the_named_lines_beside_it() -> None:
    _, others = compared(detail("Peterborough", "England", *NEIGHBOURS))
    own = others.lines[-1].points[0]
    assert own.hover.startswith("Peterborough, Year to March 2010: 70.0 per 10,000.")
    assert own.hover.endswith("Middle of 4 neighbours 87.5; England 75.0.")


def test_sentence_and_table_have_the_same_figures() -> None:
    _, others = compared(detail("Peterborough", "England", *NEIGHBOURS))
    assert others.sentence == (
        "Children looked after, year to March 2019: Peterborough 70.0 per 10,000;"
        " England 75.0; 4 neighbours 80.0 to 95.0, the middle 87.5."
    )
    assert others.table.columns == ("Period", "Peterborough", "England", *NEIGHBOURS)
    assert others.table.rows[-1][:3] == ("Year to March 2019", "70.0", "75.0")
    few = compared(detail("Peterborough", "Luton"))[1]
    assert few.sentence.endswith("Peterborough 70.0 per 10,000; Luton 75.0.")


@pytest.mark.parametrize(
    "found",
    [
        detail("Peterborough"),
        detail("Peterborough", "England", indicator=replace(RATE, unit=Unit.NUMBER)),
        detail("Peterborough", "Luton", kind=SeriesKind.ILLUSTRATION),
    ],
)
def test_there_is_nothing_to_compare_alone_in_counts_or_with_invented_figures(
    found: IndicatorDetail,
) -> None:
    assert both(found) is None


def test_series_of_another_rhythm_are_left_out() -> None:
    found = detail("Peterborough", "Luton", indicator=replace(RATE, frequency=Frequency.MONTHLY))
    monthly = tuple(
        Observation(area, date(2018, n, 28), 80.0) for n in range(1, 13) for area in ("m", "d")
    )
    found = replace(
        found,
        series=(
            *found.series,
            Series("m", "lac", "Medway", SeriesKind.REPORTED),
            Series("d", "lac", "Derby", SeriesKind.REPORTED),
        ),
        observations=(*found.observations, *monthly),
    )
    assert compared(found)[1].table.columns == ("Period", "Peterborough", "Luton")
    by_month = both(found, "m")
    assert by_month is not None
    assert by_month[1].table.columns == ("Period", "Medway", "Derby")
    assert both(found, "unknown") is None


def test_of_two_sources_for_one_area_one_is_taken() -> None:
    found = detail("Peterborough", "Luton")
    again = Series("empty", "lac", "Luton", SeriesKind.REPORTED)
    made = compared(replace(found, series=(again, *found.series)))[1]
    assert made.table.columns == ("Period", "Peterborough", "Luton")
    assert made.lines[0].label == "Luton 75.0"
