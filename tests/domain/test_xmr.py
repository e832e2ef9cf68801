"""Limits, causes and types follow the method, whatever the figures."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.xmr_by_hand import by_hand
from visits_app.domain.errors import FiguresRefused
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import Direction, Target
from visits_app.domain.judgements import (
    Assurance,
    Cause,
    Judgement,
    Mark,
    Phase,
    PointType,
    Strength,
)
from visits_app.domain.xmr import LARGEST, XmrInput, assurance_of, judge, judge_all

CAUSES = tuple(Cause)
MIRRORED = {
    PointType.IMPROVEMENT: PointType.CONCERN,
    PointType.CONCERN: PointType.IMPROVEMENT,
    PointType.COMMON: PointType.COMMON,
}


def months(many: int, first: int = 0) -> tuple[date, ...]:
    return tuple(month_end(date(2012 + n // 12, n % 12 + 1, 1)) for n in range(first, first + many))


def judged(values: list[float | None] | list[float], **more: object) -> Judgement:
    settings: dict[str, object] = {"direction": Direction.HIGHER} | more
    return judge(months(len(values)), values, **settings)


@st.composite
def figures(draw: st.DrawFn, most: int = 7) -> list[int | None]:
    """Draw slopes, levels and gaps, so that trends, runs and jumps all come to be."""
    values: list[int | None] = []
    for _ in range(draw(st.integers(0, most))):
        if draw(st.integers(0, 5)) == 0:
            values.append(None)
            continue
        start, step = draw(st.integers(-40, 40)), draw(st.integers(-3, 3))
        shaken = draw(st.lists(st.sampled_from([0, 0, 0, 1, -2, 9]), min_size=1, max_size=9))
        values += [start + step * place + more for place, more in enumerate(shaken)]
    return values


@st.composite
def inputs(draw: st.DrawFn) -> XmrInput:
    values = draw(figures())
    days = months(len(values))
    rebases = draw(st.lists(st.sampled_from(days), max_size=2)) if days else []
    target = st.builds(
        Target,
        st.just("i"),
        st.integers(-40, 40),
        st.sampled_from(["at least", "at most", "about"]),
    )
    return XmrInput(
        dates=days,
        values=tuple(values),
        direction=draw(st.sampled_from(Direction)),
        target=draw(st.none() | target),
        rebase_dates=tuple(rebases),
        fix_after=draw(st.none() | st.integers(1, 20)),
        screen=draw(st.booleans()),
    )


def alone(asked: XmrInput) -> Judgement:
    return judge(
        asked.dates,
        asked.values,
        direction=asked.direction,
        target=asked.target,
        rebase_dates=asked.rebase_dates,
        fix_after=asked.fix_after,
        screen=asked.screen,
    )


# --- the method, held to a second reading of its text ------------------------------------------


@given(inputs())
def test_causes_are_those_of_the_method_worked_out_in_fractions(asked: XmrInput) -> None:
    found = alone(asked)
    starts = [phase.first for phase in found.phases]
    hand = by_hand(asked.values, starts, asked.fix_after, asked.screen)
    for phase, mean, average in zip(found.phases, hand.means, hand.ranges, strict=True):
        assert (phase.mean is None) == (mean is None)
        assert (phase.average_moving_range is None) == (average is None) == (phase.lower is None)
        if mean is not None:
            assert phase.mean == pytest.approx(float(mean), abs=1e-12)
        if average is not None:
            assert phase.average_moving_range == pytest.approx(float(average), abs=1e-12)
    assume(hand.closest > 1e-9)  # a value right on a border falls either way in floats
    assert [CAUSES.index(cause) for cause in found.causes] == hand.causes


@given(inputs())
def test_a_value_on_the_mean_is_on_neither_side(asked: XmrInput) -> None:
    found = alone(asked)
    starts = [phase.first for phase in found.phases]
    hand = by_hand(asked.values, starts, asked.fix_after, asked.screen)
    for phase, mean in zip(found.phases, hand.means, strict=True):
        for place in range(phase.first, phase.last + 1):
            value, mark = asked.values[place], found.mark(place)
            known = value is not None and mean is not None  # none of the fixed points may be there
            assert (Mark.ABOVE in mark) == (known and Fraction(value) > mean)
            assert (Mark.BELOW in mark) == (known and Fraction(value) < mean)


def test_a_value_on_the_mean_is_on_it_in_tenths_too() -> None:
    found = judged([60.1, 60.2, 60.3, 60.2, 60.0, 60.4])
    assert [found.mark(place) for place in (1, 3)] == [Mark(0), Mark(0)]


@given(st.lists(inputs(), max_size=6))
def test_many_are_judged_as_each_alone(asked: list[XmrInput]) -> None:
    assert judge_all(asked) == tuple(map(alone, asked))


@given(inputs())
def test_what_holds_of_a_point_agrees_with_its_cause(asked: XmrInput) -> None:
    found = alone(asked)
    needed = {
        Cause.ABOVE_LIMIT: Mark.OUTSIDE | Mark.ABOVE,
        Cause.BELOW_LIMIT: Mark.OUTSIDE | Mark.BELOW,
        Cause.RISING: Mark.IN_TREND,
        Cause.FALLING: Mark.IN_TREND,
        Cause.TWO_HIGH: Mark.IN_TWO_OF_THREE | Mark.NEAR_LIMIT | Mark.ABOVE,
        Cause.TWO_LOW: Mark.IN_TWO_OF_THREE | Mark.NEAR_LIMIT | Mark.BELOW,
        Cause.RUN_ABOVE: Mark.IN_RUN | Mark.ABOVE,
        Cause.RUN_BELOW: Mark.IN_RUN | Mark.BELOW,
        Cause.NONE: Mark(0),
    }
    for place, cause in enumerate(found.causes):
        mark = found.mark(place)
        assert mark & needed[cause] == needed[cause]
        assert not (Mark.OUTSIDE in mark and Mark.NEAR_LIMIT in mark)
        if asked.values[place] is None:
            assert (cause, mark) == (Cause.NONE, Mark(0))


# --- what must and must not change --------------------------------------------------------------


@given(inputs(), st.integers(-20, 20))
def test_scaling_by_a_power_of_two_scales_the_limits_and_nothing_else(
    asked: XmrInput, power: int
) -> None:
    # Exact in floats, so that not even a value on a limit may change sides.
    found = alone(asked)
    scaled = [None if value is None else value * 2.0**power for value in asked.values]
    after = alone(replace(asked, values=tuple(scaled)))
    assert (after.causes, after.types, after.marks) == (found.causes, found.types, found.marks)
    for phase, larger in zip(found.phases, after.phases, strict=True):
        for name in ("mean", "average_moving_range", "lower", "upper", "near_lower", "near_upper"):
            value = getattr(phase, name)
            assert getattr(larger, name) == (None if value is None else value * 2.0**power)


@given(inputs(), st.integers(-10_000, 10_000))
def test_shifting_shifts_the_limits_and_nothing_else(asked: XmrInput, by: int) -> None:
    found = alone(asked)
    starts = [phase.first for phase in found.phases]
    hand = by_hand(asked.values, starts, asked.fix_after, asked.screen)
    assume(hand.closest > 1e-6)
    shifted = tuple(None if value is None else value + by for value in asked.values)
    after = alone(replace(asked, values=shifted))
    assert (after.causes, after.types, after.marks) == (found.causes, found.types, found.marks)
    for phase, moved in zip(found.phases, after.phases, strict=True):
        assert moved.average_moving_range == phase.average_moving_range
        if phase.mean is not None and moved.mean is not None:
            assert moved.mean == pytest.approx(phase.mean + by, abs=1e-9)


@given(inputs())
def test_turning_figures_upside_down_swaps_high_and_low(asked: XmrInput) -> None:
    turned = tuple(None if value is None else -value for value in asked.values)
    found, after = alone(asked), alone(replace(asked, values=turned))
    for cause, other in zip(found.causes, after.causes, strict=True):
        place = CAUSES.index(cause)
        assert CAUSES.index(other) == (place if cause is Cause.NONE else place ^ 1)


@given(inputs())
def test_reversing_the_direction_swaps_improvement_and_concern(asked: XmrInput) -> None:
    higher, lower = (
        alone(replace(asked, direction=way)) for way in (Direction.HIGHER, Direction.LOWER)
    )
    assert higher.causes == lower.causes
    assert tuple(MIRRORED[kind] for kind in higher.types) == lower.types
    for way in (Direction.NEUTRAL, Direction.BAND):
        neither = alone(replace(asked, direction=way))
        assert neither.causes == higher.causes
        for kind, cause in zip(neither.types, neither.causes, strict=True):
            if cause is Cause.NONE:
                assert kind is PointType.COMMON
            else:
                high = PointType.NEUTRAL_HIGH if cause.is_high else PointType.NEUTRAL_LOW
                assert kind is high


@given(inputs(), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(asked: XmrInput, chance: object) -> None:
    pairs = list(zip(asked.dates, asked.values, strict=True))
    chance.shuffle(pairs)
    mixed = replace(
        asked,
        dates=tuple(day for day, _ in pairs),
        values=tuple(value for _, value in pairs),
        rebase_dates=asked.rebase_dates[::-1],
    )
    assert alone(mixed) == alone(asked)


@given(figures())
def test_a_missing_month_at_either_end_changes_no_point(values: list[int | None]) -> None:
    found = judge(months(len(values), 1), values, direction=Direction.LOWER)
    after = judge(months(len(values) + 2), [None, *values, None], direction=Direction.LOWER)
    assert after.causes == (Cause.NONE, *found.causes, Cause.NONE)
    assert after.marks == b"\0" + found.marks + b"\0"
    if values:
        assert after.variation == found.variation
        assert [(p.mean, p.lower, p.upper, p.points) for p in after.phases] == [
            (p.mean, p.lower, p.upper, p.points) for p in found.phases
        ]


@given(figures(), st.data())
def test_a_missing_month_in_between_keeps_the_mean_and_breaks_patterns(
    values: list[int | None], data: st.DataObject
) -> None:
    assume(len(values) > 1)
    gap = data.draw(st.integers(1, len(values) - 1))
    found = judged(list(values))
    after = judged([*values[:gap], None, *values[gap:]])
    assert after.phases[0].mean == found.phases[0].mean
    assert after.phases[0].points == found.phases[0].points
    assert after.causes[gap] is Cause.NONE
    for part in (after.marks[:gap], after.marks[gap + 1 :]):
        for bit, width in ((Mark.IN_TREND, 7), (Mark.IN_RUN, 7), (Mark.IN_TWO_OF_THREE, 3)):
            if len(part) < width:
                assert not any(mark & bit for mark in part)
    sides = Mark.ABOVE | Mark.BELOW
    shown = [mark & sides for mark in (*after.marks[:gap], *after.marks[gap + 1 :])]
    assert shown == [mark & sides for mark in found.marks]


@given(inputs())
def test_limits_hold_the_mean_and_screening_never_widens_them(asked: XmrInput) -> None:
    screened, plain = (alone(replace(asked, screen=screen)) for screen in (True, False))
    for phase, wide in zip(screened.phases, plain.phases, strict=True):
        assert (phase.lower is None) == (wide.lower is None)
        if phase.lower is None or phase.upper is None:
            continue
        assert phase.near_lower is not None
        assert phase.near_upper is not None
        assert phase.mean is not None
        assert phase.lower <= phase.near_lower <= phase.mean <= phase.near_upper <= phase.upper
        assert wide.average_moving_range is not None
        assert phase.average_moving_range is not None
        assert phase.average_moving_range <= wide.average_moving_range
        if wide.average_moving_range > 0:  # the guard: never no width where something moves
            assert phase.average_moving_range > 0


# --- examples of the method ---------------------------------------------------------------------


def test_limits_of_a_small_series_by_hand() -> None:
    # Ranges 2, 1, 3, 20, 21, 2: average 7; 3.267 averages are 22.9, so none is left out.
    phase = judged([50.0, 52, 51, 54, 74, 53, 55]).phases[0]
    assert phase.mean == pytest.approx(389 / 7)
    assert phase.average_moving_range == pytest.approx(49 / 6)
    assert phase.upper == pytest.approx(389 / 7 + 2.66 * 49 / 6)
    assert phase.near_upper == pytest.approx(389 / 7 + 2 * 2.66 / 3 * 49 / 6)


def test_an_outlying_range_is_left_out_once() -> None:
    # Ranges: nine of 1 and one of 41; the average 5 puts the border at 16.3.
    values = [float(n % 2) for n in range(10)] + [42.0]
    assert judged(values).phases[0].average_moving_range == 1
    assert judged(values, screen=False).phases[0].average_moving_range == 5


def test_one_jump_alone_keeps_its_range() -> None:
    values = [10.0] * 9 + [20.0]
    assert judged(values).phases[0].average_moving_range == pytest.approx(10 / 9)


def test_a_trend_is_seven_points_and_six_steps() -> None:
    saw = [50.0, 60, 40, 55, 45, 60, 40]
    six = judged([*saw, 41, 43, 44, 46, 47])  # with the 40 before: six points that rise
    seven = judged([*saw, 41, 43, 44, 46, 47, 48])
    assert not any(six.mark(place) & Mark.IN_TREND for place in range(len(six.dates)))
    flagged = [p for p in range(len(seven.dates)) if Mark.IN_TREND in seven.mark(p)]
    assert flagged == list(range(6, 13))


def test_a_peak_between_two_trends_belongs_to_the_later() -> None:
    found = judged([0.0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0], screen=False)
    assert Mark.IN_TREND in found.mark(6)
    falls = judge(months(13), [float(-abs(n - 6)) for n in range(13)], direction=Direction.HIGHER)
    assert falls.causes[6] in {Cause.FALLING, Cause.ABOVE_LIMIT}
    high = judged([100.0, 0] * 20 + [44.0, 45, 46, 47, 48, 49, 50, 49, 48, 47, 46, 45, 44])
    assert [high.causes[place] for place in (45, 46, 47)] == [
        Cause.RISING,
        Cause.FALLING,
        Cause.FALLING,
    ]


def test_a_rebase_starts_a_phase_at_the_first_point_on_or_after_it() -> None:
    values = [10.0, 12, 11, 13, 10, 12, 11, 50, 52, 51, 53, 50, 52, 51]
    found = judged(values, rebase_dates=(date(2012, 7, 31), date(2012, 8, 2), date(2012, 8, 3)))
    assert [(phase.first, phase.last) for phase in found.phases] == [(0, 5), (6, 6), (7, 13)]
    outside = [date(1999, 1, 1), *months(14)[:1], date(2030, 1, 1)]
    assert len(judged(values, rebase_dates=outside).phases) == 1
    assert found.phases[2].mean == pytest.approx(359 / 7)


def test_no_pattern_crosses_a_rebase() -> None:
    rising = [float(n) for n in range(12)]
    found = judged(rising, rebase_dates=(months(12)[6],))
    assert not any(found.mark(place) & (Mark.IN_TREND | Mark.IN_RUN) for place in range(12))


def test_limits_may_be_taken_from_the_first_points_only() -> None:
    found = judged([10.0, 12, 10, 12, 10, 12, 30, 31], fix_after=6)
    assert found.phases[0].mean == 11
    assert found.causes[-2:] == (Cause.ABOVE_LIMIT, Cause.ABOVE_LIMIT)
    assert found.phases[0].points == 8


def test_a_value_on_a_limit_is_inside_it() -> None:
    base = [0.0, 50, 0, 50, 0, 50, 0, 50]  # mean 25, ranges 50: the limits are -108 and 158
    found = judged([*base, 158, 0, -108, 50, 158.5, 0, -108.5], fix_after=8)
    assert (found.phases[0].lower, found.phases[0].upper) == (-108, 158)
    assert [Mark.OUTSIDE in found.mark(place) for place in (8, 10, 12, 14)] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("value", "target", "assurance"),
    [(100.0, 95.0, Assurance.PASSES), (95.0, 95.0, Assurance.PASSES), (90, 95, Assurance.FAILS)],
)
def test_a_constant_series_passes_or_fails_and_nothing_stands_out(
    value: float, target: float, assurance: Assurance
) -> None:
    found = judged([value] * 15, target=Target("i", target, "at least"))
    assert set(found.types) == {PointType.COMMON}
    assert (found.phases[0].lower, found.phases[0].upper) == (value, value)
    assert found.assurance is assurance


def test_a_constant_phase_in_tenths_has_nothing_outside() -> None:
    assert set(judged([0.1] * 40).causes) == {Cause.NONE}


@pytest.mark.parametrize(
    ("many", "strength"),
    [
        (1, Strength.LINE),
        (6, Strength.LINE),
        (7, Strength.PROVISIONAL),
        (12, Strength.PROVISIONAL),
        (13, Strength.FULL),
    ],
)
def test_few_points_say_little(many: int, strength: Strength) -> None:
    found = judged([float(n % 3) for n in range(many)] + [None])
    assert found.strength is strength
    assert (found.phases[0].lower is None) == (many == 1)


def test_no_points_at_all_are_no_phase() -> None:
    assert judged([]) == Judgement((), (), (), (), (), None, None)
    nothing = judged([None, None])
    assert (nothing.variation, nothing.assurance, nothing.phases[0].mean) == (None, None, None)


def phase(lower: float, upper: float, moving: float = 1.0) -> Phase:
    day, mean = date(2014, 1, 31), (lower + upper) / 2
    return Phase(0, 19, day, day, 20, mean, moving, lower, upper, lower, upper)


@pytest.mark.parametrize(
    ("direction", "target", "assurance"),
    [
        (Direction.HIGHER, Target("i", 91, "at least"), Assurance.FAILS),
        (Direction.HIGHER, Target("i", 90, "at least"), Assurance.HIT_AND_MISS),
        (Direction.HIGHER, Target("i", 80, "at least"), Assurance.HIT_AND_MISS),
        (Direction.HIGHER, Target("i", 79, "at least"), Assurance.PASSES),
        (Direction.LOWER, Target("i", 91, "at most"), Assurance.PASSES),
        (Direction.LOWER, Target("i", 90, "at most"), Assurance.HIT_AND_MISS),
        (Direction.LOWER, Target("i", 79, "at most"), Assurance.FAILS),
        (Direction.BAND, Target("i", 70, "between", upper=95), Assurance.PASSES),
        (Direction.BAND, Target("i", 80, "between", upper=95), Assurance.HIT_AND_MISS),
        (Direction.BAND, Target("i", 85, "between", upper=88), Assurance.HIT_AND_MISS),
        (Direction.BAND, Target("i", 60, "between", upper=79), Assurance.FAILS),
        (Direction.BAND, Target("i", 91, "between", upper=99), Assurance.FAILS),
        (Direction.HIGHER, Target("i", 85, "about"), None),
        (Direction.NEUTRAL, Target("i", 79, "at least"), None),
        (Direction.HIGHER, None, None),
    ],
)
def test_assurance_by_where_the_target_lies(
    direction: Direction, target: Target | None, assurance: Assurance | None
) -> None:
    assert assurance_of(phase(80, 90), direction, target) is assurance


# --- what is refused ----------------------------------------------------------------------------


def test_two_points_on_one_date_are_refused_with_every_such_date() -> None:
    days = [date(2014, 1, 31), date(2014, 2, 28), date(2014, 1, 31), date(2014, 2, 28)]
    with pytest.raises(FiguresRefused) as refused:
        judge(days, [1, 2, 3, 4], direction=Direction.HIGHER)
    assert [fault.where for fault in refused.value.faults] == ["2014-01-31", "2014-02-28"]


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -float("inf"), LARGEST])
def test_what_is_no_finite_number_is_refused_by_date(odd: float) -> None:
    with pytest.raises(FiguresRefused) as refused:
        judged([1.0, None, odd, 2.0, odd])
    assert [fault.where for fault in refused.value.faults] == ["2012-03-31", "2012-05-31"]


def test_a_value_for_each_date_and_a_point_for_the_limits_are_needed() -> None:
    with pytest.raises(FiguresRefused, match="one value"):
        judge(months(2), [1.0], direction=Direction.HIGHER)
    with pytest.raises(FiguresRefused, match="one point at least"):
        judged([1.0], fix_after=0)
