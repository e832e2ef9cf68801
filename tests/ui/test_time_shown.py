"""Whatever is asked for, what is shown of a chart's time lies within it and is long enough."""

from hypothesis import given
from hypothesis import strategies as st

from visits_app.ui.charts.time_shown import SHORTEST_DAYS, TimeShown

DAYS = st.floats(-1e6, 2e6)
WHOLE = TimeShown(1000.0, 2000.0, 1000.0, 2000.0)


@given(st.lists(st.tuples(st.sampled_from(["between", "moved", "zoomed", "around"]), DAYS, DAYS)))
def test_it_never_leaves_the_chart_nor_becomes_too_short(
    steps: list[tuple[str, float, float]],
) -> None:
    shown = WHOLE
    for kind, one, two in steps:
        if kind == "between":
            shown = shown.between(min(one, two), max(one, two))
        elif kind == "moved":
            before = shown.high - shown.low
            shown = shown.moved(one)
            assert abs(shown.high - shown.low - before) < 1e-6
        elif kind == "zoomed":
            shown = shown.zoomed(abs(one) / 1e6 + 0.01, min(max(two, shown.low), shown.high))
        else:
            shown = shown.around(one)
        assert 1000 - 1e-6 <= shown.low < shown.high <= 2000 + 1e-6
        assert shown.high - shown.low >= SHORTEST_DAYS - 1e-6


def test_all_of_it_is_not_zoomed() -> None:
    assert not WHOLE.is_zoomed
    assert not WHOLE.between(500, 3000).is_zoomed
    assert WHOLE.between(1200, 1500).is_zoomed
    assert WHOLE.between(1200, 1500).whole() == WHOLE
    assert WHOLE.moved(50) == WHOLE


def test_a_day_out_of_sight_comes_into_the_middle() -> None:
    shown = WHOLE.between(1000, 1200).around(1700)
    assert shown.days == (1600, 1800)
