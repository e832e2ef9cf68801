"""The chart of an indicator keeps to the chart conventions whatever the figures are."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visits_app.domain.axes import axis_within, flag_text, months_axis, value_axis, years_axis
from visits_app.domain.charting import first_series, indicator_chart
from visits_app.domain.charts import Chart, ChartVisit
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import (
    Certainty,
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.registers import Event, Precision

TODAY = date(2014, 2, 20)
CORE = Indicator(
    "core",
    "Core assessments on time",
    unit=Unit.PER_CENT,
    frequency=Frequency.MONTHLY,
    decimals=1,
    source="monthly monitoring report",
)
REPORTED = Series("reported", "core", "Peterborough", SeriesKind.REPORTED)
INVENTED = Series("invented", "core", "Peterborough", SeriesKind.ILLUSTRATION)


def month(number: int) -> date:
    """The last day of the month `number` months after January 2012."""
    return month_end(date(2012 + number // 12, number % 12 + 1, 1))


def monthly(*values: float | None, start: int = 0, series: str = "reported") -> list[Observation]:
    return [
        Observation(series, month(start + place), value)
        for place, value in enumerate(values)
        if value is not None
    ]


def chart(
    observations: list[Observation],
    *,
    indicator: Indicator = CORE,
    targets: tuple[Target, ...] = (),
    visits: tuple[ChartVisit, ...] = (),
    events: tuple[Event, ...] = (),
    series: str = "reported",
    today: date = TODAY,
    months: int | None = 36,
) -> Chart:
    detail = IndicatorDetail(indicator, (REPORTED, INVENTED), tuple(observations), targets)
    return indicator_chart(detail, series, visits, events, today, months=months)


def visit(day: date, name: str = "v") -> ChartVisit:
    return ChartVisit(f"{name}-{day.isoformat()}", day, "Family Support", "Two concerns.")


def test_title_says_what_happened_and_subtitle_what_is_measured() -> None:
    made = chart(monthly(88, 80, 60.3, start=22))
    assert made.title == "Core assessments on time fell to 60.3%"
    assert made.subtitle == (
        "Core assessments on time · Per cent · Peterborough · November 2013 to January 2014"
    )


def test_title_does_not_say_fell_when_the_last_step_rose() -> None:
    assert (
        chart(monthly(88, 60, 61)).title == "Core assessments on time at 61.0%, down over the year"
    )


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ((70.0, 70.0), "Core assessments on time stayed at 70.0%"),
        ((70.0, 70.01), "Core assessments on time stayed at 70.0%"),
        ((70.0, 71.0), "Core assessments on time rose to 71.0%"),
        ((60.3,), "Core assessments on time: 60.3% in January 2012"),
        ((), "Core assessments on time: no figures to draw"),
    ],
)
def test_title_of_short_and_level_series(values: tuple[float, ...], title: str) -> None:
    assert chart(monthly(*values)).title == title


def test_a_long_name_still_gives_at_most_ten_words() -> None:
    name = (
        "Share of core assessments that were finished within thirty five working days of referral"
    )
    title = chart(monthly(80, 70), indicator=replace(CORE, name=name)).title
    assert len(title.split()) <= 10
    assert title.endswith("…")


def test_sentence_tells_value_target_run_and_what_was_before() -> None:
    made = chart(
        monthly(88, 80, 70, 60.3, start=21), targets=(Target("core", 80, "at least"),)
    ).sentence
    assert made == (
        "Core assessments on time: 60.3% in January 2014, target 80%, not met."
        " Falling for 3 months. Earlier: 88.0% (October 2013)."
    )


def test_line_breaks_at_a_missing_month_and_says_so() -> None:
    made = chart(monthly(80, 81, None, 83))
    assert [len(line.points) for line in made.lines] == [2, 1]
    assert "The line is broken where a month has no figure." in made.notes


def test_an_explicit_gap_breaks_an_irregular_line() -> None:
    irregular = replace(CORE, frequency=Frequency.IRREGULAR)
    gap = Observation("reported", month(1), None)
    made = chart([*monthly(80, None, 90), gap], indicator=irregular)
    assert [len(line.points) for line in made.lines] == [1, 1]
    assert len(chart(monthly(80, None, 90), indicator=irregular).lines) == 1


def test_cropped_axis_is_admitted_and_leaves_room_below() -> None:
    made = chart(monthly(80, 90, 85))
    assert "The axis does not start at zero." in made.notes
    assert 0.25 <= (80 - made.y.low) / (made.y.high - made.y.low) <= 1 / 3


def test_axis_starts_at_zero_when_the_movement_still_shows() -> None:
    made = chart(monthly(20, 90, 85))
    assert made.y.low == 0
    assert not any("zero" in note for note in made.notes)


def test_axis_holds_targets_that_lie_far_from_the_figures() -> None:
    made = chart(monthly(60, 62), targets=(Target("core", 95, "at least"),))
    assert made.y.high >= 95
    assert made.steps[0].label == "Target 95% or more"


def test_a_changed_target_is_a_step_with_the_newest_label() -> None:
    made = chart(
        monthly(*range(60, 84)),
        targets=(
            Target("core", 85, "at most", date(2013, 4, 1)),
            Target("core", 80, "at least", None),
        ),
    )
    assert made.steps[0].levels == ((date(2012, 1, 1), 80), (date(2013, 4, 1), 85))
    assert made.steps[0].label == "Target: no more than 85%"
    assert made.table.rows[0][2] == "80% or more"
    assert made.table.rows[-1][2] == "No more than 85%"


def test_months_have_a_tick_each_and_every_third_a_label_with_its_year_once() -> None:
    axis = months_axis(date(2012, 2, 29), date(2014, 1, 31))
    assert [label for _, label in axis.ticks] == [
        "Apr 2012", "Jul", "Oct", "Jan 2013", "Apr", "Jul", "Oct", "Jan 2014",
    ]  # fmt: skip
    assert len(axis.ticks) + len(axis.minor) == 24


def test_years_stand_where_their_figures_stand() -> None:
    annual = replace(CORE, frequency=Frequency.ANNUAL)
    figures = [
        Observation("reported", date(year, 3, 31), 50.0 + year % 7, Precision.YEAR)
        for year in range(2013, 2020)
    ]
    made = chart(figures, indicator=annual)
    assert [label for _, label in made.x.ticks] == [str(year) for year in range(2013, 2020)]
    assert [position for position, _ in made.x.ticks] == [
        point.on.toordinal() for point in made.lines[0].points
    ]
    assert made.table.rows[0][0] == "Year to March 2013"


def test_zooming_in_labels_every_month() -> None:
    axis = months_axis(date(2012, 1, 1), date(2014, 12, 31))
    near = axis_within(axis, date(2013, 2, 1).toordinal(), date(2013, 5, 31).toordinal())
    assert [label for _, label in near.ticks] == ["Feb 2013", "Mar", "Apr", "May"]


def test_only_the_latest_thirty_six_months_are_drawn_and_all_are_in_the_table() -> None:
    made = chart(monthly(*[50.0 + n % 9 for n in range(50)]))
    assert sum(len(line.points) for line in made.lines) == 36
    assert len(made.table.rows) == 50
    assert "Earlier months are in the table." in made.notes
    whole = chart(monthly(*[50.0 + n % 9 for n in range(50)]), months=None)
    assert sum(len(line.points) for line in whole.lines) == 50


def test_undated_and_worded_figures_are_told_but_not_drawn() -> None:
    made = chart(
        [
            *monthly(80.0),
            Observation("reported", None, 71.5, certainty=Certainty.UNDATED),
            Observation(
                "reported", month(1), None, certainty=Certainty.IN_WORDS, value_text="above target"
            ),
        ]
    )
    assert sum(len(line.points) for line in made.lines) == 1
    assert "Reported without a date, so not drawn: 71.5%." in made.notes
    assert "Reported in words only, so not drawn: above target (February 2012)." in made.notes
    assert [row[:2] for row in made.table.rows] == [
        ("January 2012", "80.0%"),
        ("February 2012", "above target"),
        ("Date not given", "71.5%"),
    ]


@pytest.mark.parametrize(
    ("changes", "hollow"),
    [
        ({}, False),
        ({"provisional": True}, True),
        ({"certainty": Certainty.APPROXIMATE}, True),
        ({"certainty": Certainty.DATE_INFERRED}, True),
        ({"numerator": 12.0, "denominator": 19.0}, True),
        ({"numerator": 12.0, "denominator": 20.0}, False),
    ],
)
def test_unsure_figures_are_hollow(changes: dict[str, object], hollow: bool) -> None:
    made = chart([Observation("reported", month(0), 60.0, **changes)])  # type: ignore[arg-type]
    assert made.lines[0].points[0].hollow is hollow
    assert any(note.startswith("Hollow points are less sure") for note in made.notes) is hollow


def test_hover_and_table_tell_the_numbers_behind_a_percentage() -> None:
    made = chart([Observation("reported", month(24), 93.8, numerator=181, denominator=193)])
    assert made.lines[0].points[0].hover == "January 2014: 93.8%, 181 of 193."
    assert made.table.rows[0][1] == "93.8%, 181 of 193"
    assert made.lines[0].points[0].label == "93.8%"


def test_a_month_is_late_forty_six_days_after_the_next_one_ended() -> None:
    figures = monthly(60.0, start=24)  # January 2014, so February 2014 is awaited
    on_time = chart(figures, today=date(2014, 4, 14))
    late = chart(figures, today=date(2014, 4, 15))
    assert on_time.notes[-1] == (
        "Data to 31 January 2014. Next due 14 April 2014. Source: monthly monitoring report."
    )
    assert not any("Late" in note for note in on_time.notes)
    assert "⚠ Late: figures for February 2014 were due by 14 April 2014." in late.notes


def test_an_illustration_says_so_everywhere_and_is_never_late() -> None:
    made = chart(monthly(60.0, 70.0, series="invented"), series="invented", today=date(2030, 1, 1))
    assert made.illustration
    assert made.notes[0].startswith("Illustration:")
    assert made.subtitle.endswith("illustration")
    assert "invented" in made.sentence
    assert not any("Late" in note for note in made.notes)


def test_visits_are_numbered_by_date_with_the_same_numbers_in_the_list() -> None:
    days = [date(2012, 9, 3), date(2012, 3, 1), date(2012, 6, 12)]
    made = chart(monthly(*[80.0] * 12), visits=tuple(visit(day) for day in days))
    assert [(flag.on, flag.numbers) for flag in made.flags] == [
        (note.on, (note.number,)) for note in made.visits
    ]
    assert made.visits[1].title == "Family Support, 12 June 2012"
    assert [note.on for note in made.visits] == sorted(days)


def test_flags_that_would_touch_take_lanes_and_a_crowded_month_becomes_one() -> None:
    crowd = [date(2012, 6, day) for day in (1, 8, 15, 22)]
    pair = [date(2012, 10, 2), date(2012, 10, 3)]
    made = chart(monthly(*[80.0] * 24), visits=tuple(visit(day) for day in crowd + pair))
    assert [flag_text(flag) for flag in made.flags] == ["4 visits (1–4)", "5", "6"]
    assert made.flags[1].lane != made.flags[2].lane


def test_a_visit_on_the_month_of_an_event_does_not_share_its_place() -> None:
    made = chart(
        monthly(*[80.0] * 12),
        visits=(visit(date(2012, 6, 12)),),
        events=(Event("e", date(2012, 6, 12), "Inspection"),),
    )
    assert made.events[0].letter == "A"
    assert made.events[0].lane != made.flags[0].lane


def test_visits_years_away_do_not_stretch_the_axis_but_are_counted() -> None:
    made = chart(monthly(*[80.0] * 12), visits=(visit(date(2020, 1, 1)),))
    assert made.flags == ()
    assert "1 visit lies outside the time shown." in made.notes


def test_a_yearly_series_of_a_monthly_measure_is_drawn_by_years() -> None:
    yearly = [
        Observation("reported", date(year, 3, 31), 50.0 + year % 7, Precision.YEAR)
        for year in range(2013, 2026)
    ]
    made = chart(yearly)
    assert [len(line.points) for line in made.lines] == [13]
    assert made.x.ticks[-1][1] == "2025"


def test_invented_figures_are_not_hollow_but_called_invented() -> None:
    made = chart(
        [Observation("invented", month(0), 60.0, certainty=Certainty.APPROXIMATE)],
        series="invented",
    )
    assert not made.lines[0].points[0].hollow
    assert made.table.rows[0][3] == "Invented"


def test_an_unknown_series_makes_an_empty_chart() -> None:
    made = chart(monthly(80.0), series="no such series")
    assert made.lines == ()
    assert made.x.ticks
    assert made.y.ticks


def test_the_series_shown_first_can_be_drawn_and_is_real_where_possible() -> None:
    detail = IndicatorDetail(CORE, (INVENTED, REPORTED), tuple(monthly(1, series="invented")), ())
    assert first_series(detail) == INVENTED
    both = replace(detail, observations=(*detail.observations, *monthly(80.0)))
    assert first_series(both) == REPORTED
    undated = Observation("reported", None, 60.3, certainty=Certainty.UNDATED)
    only_told = replace(detail, observations=(*detail.observations, undated))
    assert first_series(only_told) == INVENTED
    assert first_series(replace(detail, series=())) is None


# --- whatever comes in ---------------------------------------------------------------------

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
VALUES = st.one_of(
    st.floats(-1e9, 1e9, allow_subnormal=False),
    st.integers(0, 100).map(float),
    st.sampled_from([0.0, float("nan"), float("inf")]),
    st.none(),
)


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    days = draw(st.lists(st.one_of(DAYS, st.none()), max_size=25))
    return [
        Observation(
            "reported",
            day,
            draw(VALUES),
            draw(st.sampled_from(Precision)),
            draw(st.sampled_from(Certainty)),
            provisional=draw(st.booleans()),
        )
        for day in days
    ]


INDICATORS = st.builds(
    replace,
    st.just(CORE),
    unit=st.sampled_from(Unit),
    frequency=st.sampled_from(Frequency),
    decimals=st.integers(0, 2),
    name=st.text(max_size=120),
)
TARGETS = st.lists(
    st.builds(
        Target,
        st.just("core"),
        st.floats(0, 1e6),
        st.sampled_from(["at least", "at most", "about"]),
        st.one_of(DAYS, st.none()),
    ),
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(observations(), INDICATORS, TARGETS, st.lists(DAYS, max_size=30), st.lists(DAYS, max_size=9))
def test_nothing_lies_outside_the_axes(
    seen: list[Observation],
    indicator: Indicator,
    targets: list[Target],
    visited: list[date],
    happened: list[date],
) -> None:
    made = chart(
        seen,
        indicator=indicator,
        targets=tuple(targets),
        visits=tuple(visit(day) for day in visited),
        events=tuple(Event(str(n), day, f"Event {n}") for n, day in enumerate(happened)),
    )
    assert made.x.low < made.x.high
    assert made.y.low < made.y.high
    for axis in (made.x, made.y):
        places = [place for place, _ in axis.ticks]
        assert places == sorted(set(places))
        assert all(axis.low <= place <= axis.high for place in [*places, *axis.minor])
    for line in made.lines:
        for point in line.points:
            assert made.x.low <= point.on.toordinal() <= made.x.high
            assert made.y.low <= point.value <= made.y.high
    for step in made.steps:
        for day, level in step.levels:
            assert made.x.low <= day.toordinal() <= made.x.high
            assert made.y.low <= level <= made.y.high
    for one in made.limits:
        assert made.x.low <= one.starts.toordinal() <= one.ends.toordinal() <= made.x.high
        edges = [edge for edge in (one.lower, one.mean, one.upper) if edge is not None]
        assert edges == sorted(edges)
        assert all(made.y.low <= edge <= made.y.high for edge in edges)
    for day in [flag.on for flag in made.flags] + [event.on for event in made.events]:
        assert made.x.low <= day.toordinal() <= made.x.high
    numbers = [number for flag in made.flags for number in flag.numbers]
    assert sorted(numbers) == [note.number for note in made.visits]
    assert len(made.title.split()) <= 10
    assert len(made.table.rows) == len(seen)


@settings(max_examples=60, deadline=None)
@given(observations(), INDICATORS, st.lists(DAYS, max_size=12), st.randoms())
def test_the_order_of_the_input_does_not_matter(
    seen: list[Observation], indicator: Indicator, visited: list[date], random: Random
) -> None:
    visits = [visit(day) for day in visited]
    other, others = [o for o in seen if o.period is not None], list(visits)
    random.shuffle(other)
    random.shuffle(others)
    other += [o for o in seen if o.period is None]  # theirs is the only order they have
    assert repr(chart(seen, indicator=indicator, visits=tuple(visits))) == repr(
        chart(other, indicator=indicator, visits=tuple(others))
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0, 1e7, allow_subnormal=False), min_size=1, max_size=8), st.booleans())
def test_counts_never_go_below_zero_nor_percentages_above_a_hundred(
    values: list[float], per_cent: bool
) -> None:
    if per_cent:
        values = [min(value, 100.0) for value in values]
    axis = value_axis(values, per_cent=per_cent, whole=False)
    assert axis.low >= 0
    assert axis.high <= 100 or not per_cent
    assert axis.low <= min(values)
    assert axis.high >= max(values)
    assert 2 <= len(axis.ticks) <= 9


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS, DAYS)
def test_year_ticks_are_inside_for_every_anniversary(one: date, two: date, day: date) -> None:
    axis = years_axis(min(one, two), max(one, two), day)
    assert all(axis.low <= place <= axis.high for place, _ in axis.ticks)
    assert len(axis.ticks) <= 14
