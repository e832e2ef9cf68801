"""A chart shows what the limits say: average, range, markers, rebases, and a reason for each."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visits_app.domain.charting import indicator_chart
from visits_app.domain.charts import Chart, Role, Shape
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    IndicatorDetail,
    Method,
    Observation,
    PastObservation,
    Rebase,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.judgements import Assurance, PointType
from visits_app.domain.judging import judge_series
from visits_app.domain.registers import Precision

TODAY = date(2014, 2, 20)
CORE = Indicator(
    "core",
    "Core assessments on time",
    unit=Unit.PER_CENT,
    direction=Direction.HIGHER,
    frequency=Frequency.MONTHLY,
    decimals=1,
)
SERIES = Series("s", "core", "Peterborough", SeriesKind.REPORTED, received_on=date(2014, 2, 12))
CALM = (80.0, 82.0) * 12
"""Two years that go up and down by two and mean nothing."""


def month(number: int) -> date:
    """The last day of the month `number` months after January 2012."""
    return month_end(date(2012 + number // 12, number % 12 + 1, 1))


def figures(*values: float | None) -> tuple[Observation, ...]:
    return tuple(
        Observation("s", month(n), value) for n, value in enumerate(values) if value is not None
    )


def chart(
    seen: tuple[Observation, ...],
    *,
    indicator: Indicator = CORE,
    targets: tuple[Target, ...] = (),
    rebases: tuple[Rebase, ...] = (),
    past: tuple[PastObservation, ...] = (),
) -> Chart:
    detail = IndicatorDetail(indicator, (SERIES,), seen, targets, rebases, past)
    return indicator_chart(detail, "s", (), (), TODAY)


def rebase(day: date, reason: str = "A new form.", series_id: str | None = None) -> Rebase:
    return Rebase(f"r{day}", "core", day, reason, series_id=series_id)


def test_average_and_usual_range_are_drawn_and_named_at_the_edge() -> None:
    made = chart(figures(*CALM))
    (limits,) = made.limits
    assert (limits.mean, limits.lower, limits.upper) == pytest.approx((81.0, 75.68, 86.32))
    assert (limits.starts, limits.ends) == (date(2012, 1, 1), date(2013, 12, 31))
    assert [label.text for label in made.level_labels] == [
        "Average 81.0%", "Usually at most 86.3%", "Usually at least 75.7%",
    ]  # fmt: skip


def test_limits_are_cut_to_what_is_possible() -> None:
    (limits,) = chart(figures(*(95.0, 99.0) * 8)).limits
    assert limits.upper == 100
    rare = replace(CORE, unit=Unit.NUMBER)
    (limits,) = chart(figures(*(2.0, 12.0) * 8), indicator=rare).limits
    assert limits.lower == 0


@pytest.mark.parametrize(
    ("months", "drawn", "provisional"), [(6, 0, False), (7, 1, True), (12, 1, True), (13, 1, False)]
)
def test_few_figures_have_no_limits_or_provisional_ones(
    months: int, drawn: int, provisional: bool
) -> None:
    made = chart(figures(*CALM[:months]))
    assert len(made.limits) == drawn
    assert any(one.provisional for one in made.limits) is provisional
    assert any("A dashed average is provisional" in note for note in made.notes) is provisional
    if provisional:
        assert made.level_labels[0].text == "Provisional average " + f"{made.limits[0].mean:.1f}%"


def test_markers_say_their_type_by_shape_and_by_colour() -> None:
    fell = chart(figures(*CALM, 60.0)).lines[0].points
    assert {(p.shape, p.role) for p in fell[:-1]} == {(Shape.CIRCLE, Role.SERIES)}
    assert (fell[-1].shape, fell[-1].role) == (Shape.SQUARE, Role.CONCERN)
    rose = chart(figures(*CALM, 99.0)).lines[0].points[-1]
    assert (rose.shape, rose.role) == (Shape.DIAMOND, Role.IMPROVEMENT)
    neutral = replace(CORE, direction=Direction.NEUTRAL)
    for value, shape in ((99.0, Shape.TRIANGLE_UP), (60.0, Shape.TRIANGLE_DOWN)):
        last = chart(figures(*CALM, value), indicator=neutral).lines[0].points[-1]
        assert (last.shape, last.role) == (shape, Role.NEUTRAL)


def test_every_point_says_its_type_and_the_rule_in_plain_words() -> None:
    points = chart(figures(*CALM, 60.0)).lines[0].points
    assert points[-1].hover == (
        "January 2014: 60.0%. Concern, low: outside what is usual: below the lower limit."
    )
    assert "Ordinary variation: average" in points[0].hover


def test_provisional_figures_have_no_type() -> None:
    points = chart(figures(*CALM[:11], 20.0)).lines[0].points
    assert {point.shape for point in points} == {Shape.CIRCLE}
    assert "provisional" in points[-1].hover


def test_a_rebase_breaks_line_and_limits_and_prints_its_reason() -> None:
    made = chart(figures(*CALM), rebases=(rebase(date(2012, 9, 1), "A duty team took over."),))
    assert [len(line.points) for line in made.lines] == [8, 16]
    assert [(one.starts, one.ends) for one in made.limits] == [
        (date(2012, 1, 1), date(2012, 8, 31)),
        (date(2012, 9, 1), date(2013, 12, 31)),
    ]
    assert [(mark.on, mark.reason) for mark in made.rebases] == [
        (date(2012, 9, 1), "A duty team took over.")
    ]
    assert (
        "Average and usual range begin anew on 1 September 2012: A duty team took over."
        in made.notes
    )
    assert not any("has no figure" in note for note in made.notes)


def test_a_rebase_with_too_few_figures_after_it_leaves_the_old_average_unlabelled() -> None:
    made = chart(figures(*CALM), rebases=(rebase(date(2013, 10, 1)),))
    assert len(made.limits) == 1
    assert made.level_labels == ()


def test_a_rebase_of_another_series_is_none_of_this_one() -> None:
    made = chart(figures(*CALM), rebases=(rebase(date(2012, 9, 1), series_id="other"),))
    assert (made.rebases, len(made.lines)) == ((), 1)


@pytest.mark.parametrize("day", [1, 8, 15, 22, 30])
def test_the_line_of_a_rebase_runs_through_no_marker(day: int) -> None:
    made = chart(figures(*CALM), rebases=(rebase(date(2012, 9, day)),))
    places = [point.on for line in made.lines for point in line.points]
    place = made.rebases[0].place
    assert date(2012, 8, 20) < place < date(2012, 9, 10)
    assert min(abs((place - on).days) for on in places) > 7


def test_a_band_is_two_levels_with_one_label_between_them() -> None:
    made = chart(
        figures(*CALM),
        targets=(
            Target("core", 85, "at least"),
            Target("core", 78, "between", date(2013, 1, 1), upper=84),
        ),
    )
    lower, upper = made.steps
    assert lower.levels == ((date(2012, 1, 1), 85), (date(2013, 1, 1), 78))
    assert (upper.levels, upper.label) == (((date(2013, 1, 1), 84),), "")
    assert (lower.label, lower.label_level) == ("Target between 78% and 84%", 81.0)


def test_the_sentence_is_the_one_of_the_conventions() -> None:
    falling = (*(80.0, 82.0) * 8, 81.0, 79.0, 77.0, 75.0, 73.0, 71.0, 69.0, 66.0, 60.3)
    made = chart(figures(*falling), targets=(Target("core", 95, "at least"),))
    assert made.title == "Core assessments on time fell to 60.3%"
    assert made.sentence.startswith("Core assessments on time: 60.3% in January 2014, target 95%. ")
    assert made.sentence.endswith("concern. Not expected to reach the target reliably.")
    assert made.verdict is not None
    assert made.verdict.variation is PointType.CONCERN
    assert made.verdict.assurance is Assurance.FAILS
    assert made.verdict.target_why.startswith("None of the usual range, ")


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (CALM, "Core assessments on time: 82.0%, ordinary variation"),
        ((*CALM, 99.0), "Core assessments on time unusually high at 99.0%"),
        ((*CALM, *(82.5, 82.4) * 4), "Core assessments on time stays above average at 82.4%"),
    ],
)
def test_the_title_follows_the_judgement(values: tuple[float, ...], title: str) -> None:
    assert chart(figures(*values)).title == title


def test_what_is_not_judged_says_why_and_draws_the_line_alone() -> None:
    made = chart(figures(*CALM), indicator=replace(CORE, rolling=True))
    assert (made.limits, made.level_labels) == ((), ())
    assert made.verdict is not None
    assert made.verdict.variation is None
    assert "Each figure covers twelve months" in made.verdict.sentence
    by_choice = chart(figures(*CALM), indicator=replace(CORE, method=Method.LINE))
    assert {p.shape for p in by_choice.lines[0].points} == {Shape.CIRCLE}


def test_a_judgement_made_before_is_taken_as_it_is() -> None:
    seen = figures(*CALM, 60.0)
    detail = IndicatorDetail(CORE, (SERIES,), seen, ())
    judged = judge_series(CORE, seen)
    assert indicator_chart(detail, "s", (), (), TODAY, judged=judged) == chart(seen)


def test_freshness_tells_receipt_and_when_the_next_is_due() -> None:
    made = chart(figures(*CALM), indicator=replace(CORE, due_days=40, source="report, page 4"))
    assert (
        "Data to 31 December 2013. Received 12 February 2014. Next due 12 March 2014."
        " Source: report, page 4." in made.notes
    )


def test_a_revised_figure_says_so_and_the_table_keeps_what_was_told_before() -> None:
    seen = list(figures(*CALM))
    seen[-1] = replace(seen[-1], revised=True)
    old = PastObservation(
        Observation("s", month(23), 91.0), datetime(2014, 2, 12, tzinfo=UTC), "o", "revised"
    )
    undone = replace(old, reason="undone", observation=replace(old.observation, value=92.0))
    made = chart(tuple(seen), past=(old, undone))
    assert made.lines[0].points[-1].hover.endswith("Revised.")
    assert not made.lines[0].points[-1].hollow
    row = dict(zip(made.table.columns, made.table.rows[-1], strict=True))
    assert (row["How sure"], row["Note"]) == ("Revised", "Until 12 February 2014: 91.0%.")
    assert row["What it says"] == "Ordinary variation"


def test_yearly_limits_reach_half_a_year_round_their_figures() -> None:
    annual = replace(CORE, frequency=Frequency.ANNUAL)
    seen = tuple(
        Observation("s", date(2000 + n, 3, 31), value, Precision.YEAR)
        for n, value in enumerate(CALM[:14])
    )
    (limits,) = chart(seen, indicator=annual).limits
    assert limits.starts < date(2000, 3, 31)
    assert limits.ends > date(2013, 3, 31)


VALUES = st.lists(st.one_of(st.none(), st.integers(0, 1000).map(float)), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(VALUES, st.lists(st.integers(0, 59), max_size=3, unique=True), st.sampled_from(Unit))
def test_a_line_never_crosses_a_rebase_and_limits_never_overlap(
    values: list[float | None], starts: list[int], unit: Unit
) -> None:
    rebases = tuple(rebase(month(n).replace(day=1)) for n in starts)
    made = chart(figures(*values), indicator=replace(CORE, unit=unit), rebases=rebases)
    for mark in made.rebases:
        for line in made.lines:
            first, last = line.points[0].on, line.points[-1].on
            assert not first < mark.on <= last
    for one, two in zip(made.limits, made.limits[1:], strict=False):
        assert one.ends < two.starts
    told = sum(value is not None for value in values[-36:])
    assert sum(len(line.points) for line in made.lines) <= max(told, 36)
