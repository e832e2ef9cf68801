"""Findings beside measures: the timeline, the matrix, and where the two disagree."""

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from visits_app.domain.disagreements import compare
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    Observation,
    Series,
    SeriesKind,
    Unit,
)
from visits_app.domain.insight import (
    Heard,
    MatrixCount,
    Measured,
    Named,
    cell_words,
    matrix,
    own_series,
)
from visits_app.domain.insight_timeline import timeline
from visits_app.domain.judgements import PointType
from visits_app.domain.judging import judge_series
from visits_app.domain.visits import FindingKind

TODAY = date(2014, 6, 1)
FALLING = [85, 86, 84, 85, 87, 85, 86, 84, 85, 86, 85, 84, 80, 76, 74, 72, 70, 68, 66, 60]
CAUSES = ("because", "led to", "caused", "due to", "result of", "thanks to")


def months(count: int, start: int = 2012 * 12 + 6) -> list[date]:
    return [month_end(date((start + n) // 12, (start + n) % 12 + 1, 1)) for n in range(count)]


def measured(
    values: list[float],
    *,
    id: str = "core",
    direction: Direction = Direction.HIGHER,
    teams: tuple[str, ...] = ("family",),
    kind: SeriesKind = SeriesKind.REPORTED,
) -> Measured:
    indicator = Indicator(
        id,
        "Core assessments on time",
        unit=Unit.PER_CENT,
        direction=direction,
        frequency=Frequency.MONTHLY,
        team_ids=teams,
        theme_ids=("time",),
    )
    series = Series(f"{id}-1", id, "Peterborough", kind)
    seen = tuple(
        Observation(series.id, day, value)
        for day, value in zip(months(len(values)), values, strict=True)
    )
    return Measured(indicator, series, seen, judge_series(indicator, seen))


def heard(
    on: date,
    kind: FindingKind = FindingKind.STRENGTH,
    *,
    id: str = "f",
    visit: str = "",
    team: str = "family",
    theme: str = "time",
    relation: str = "",
) -> Heard:
    return Heard(
        finding_id=id,
        visit_id=visit or f"v{on}",
        on=on,
        team_id=team,
        team=team.capitalize(),
        theme_id=theme,
        theme=theme.capitalize(),
        kind=kind,
        text=f"Words of {id}",
        data_relation=relation,
    )


def test_a_strength_while_the_measure_was_a_concern_disagrees_with_both_sides_shown() -> None:
    found = compare([heard(date(2014, 1, 10))], [measured(FALLING)], TODAY)
    (one,) = found.disagreements
    assert one.sentence == (
        "Members recorded a strength (10 January 2014, Family) while “Core assessments on time” "
        "was below what is usual."
    )
    assert [finding.finding_id for finding in one.findings] == ["f"]
    assert one.figures[-1].value == "60%"
    assert all(figure.why for figure in one.figures)
    assert (found.compared, found.agreeing, found.disagreeing) == (1, 0, 1)


def test_a_concern_while_the_measure_improved_disagrees_and_a_matching_one_agrees() -> None:
    worse = measured(FALLING)
    better = measured(FALLING, direction=Direction.LOWER)
    concern = heard(date(2014, 1, 10), FindingKind.CONCERN)
    assert len(compare([concern], [better], TODAY).disagreements) == 1
    same = compare([concern], [worse], TODAY)
    assert same.disagreements == ()
    assert (same.compared, same.agreeing) == (1, 1)


def test_only_figures_of_three_months_before_and_after_count() -> None:
    early = compare([heard(date(2012, 9, 10))], [measured(FALLING)], TODAY)
    assert early.disagreements == ()
    assert early.compared == 1


def test_a_recent_finding_is_set_beside_the_newest_figure_however_old() -> None:
    series = measured(FALLING)
    late = heard(date(2014, 7, 20))
    assert compare([late], [series], date(2014, 8, 1)).disagreements
    assert compare([late], [series], date(2015, 8, 1)).disagreements == ()


def test_a_measure_of_another_team_or_theme_says_nothing_but_one_without_teams_does() -> None:
    finding = heard(date(2014, 1, 10))
    assert compare([finding], [measured(FALLING, teams=("other",))], TODAY).compared == 0
    assert compare([replace(finding, theme_id="x")], [measured(FALLING)], TODAY).compared == 0
    assert len(compare([finding], [measured(FALLING, teams=())], TODAY).disagreements) == 1


def test_fewer_than_thirteen_figures_never_disagree() -> None:
    assert compare([heard(date(2013, 5, 1))], [measured(FALLING[8:])], TODAY).compared == 0


def test_findings_of_one_time_are_told_together() -> None:
    both = [heard(date(2014, 1, 10), id="a"), heard(date(2013, 12, 3), id="b")]
    (one,) = compare(both, [measured(FALLING)], TODAY).disagreements
    assert one.sentence.startswith(
        "Members recorded 2 strengths (3 December 2013 to 10 January 2014, Family, 2 visits) while"
    )


def test_what_a_member_marked_is_listed_even_without_a_measure() -> None:
    found = compare([heard(date(2014, 1, 10), relation="contradicts")], [], TODAY)
    (one,) = found.disagreements
    assert one.said
    assert "wrote that the figures they had say otherwise" in one.sentence
    assert found.disagreeing == 1


def test_an_invented_series_says_so() -> None:
    invented = measured(FALLING, kind=SeriesKind.ILLUSTRATION)
    (one,) = compare([heard(date(2014, 1, 10))], [invented], TODAY).disagreements
    assert one.illustration


FINDINGS = st.lists(
    st.builds(
        heard,
        st.dates(date(2012, 1, 1), date(2014, 6, 1)),
        st.sampled_from(FindingKind),
        team=st.sampled_from(("family", "other")),
        theme=st.sampled_from(("time", "else")),
        relation=st.sampled_from(("", "contradicts")),
    ),
    max_size=12,
).map(lambda found: [replace(one, finding_id=str(n)) for n, one in enumerate(found)])
SERIES = st.lists(
    st.lists(st.floats(0, 100, width=16), min_size=5, max_size=24), min_size=1, max_size=3
)


@settings(max_examples=60, deadline=None)
@given(FINDINGS, SERIES, st.integers())
def test_order_does_not_matter_and_every_disagreement_has_its_evidence(
    findings: list[Heard], values: list[list[float]], seed: int
) -> None:
    series = [measured(one, id=f"i{n}") for n, one in enumerate(values)]
    found = compare(findings, series, TODAY)
    other, other_series = list(findings), list(series)
    Random(seed).shuffle(other)
    Random(seed).shuffle(other_series)
    assert compare(other, other_series, TODAY) == found
    start, end = date(2012, 6, 1), date(2014, 6, 30)
    drawn = timeline(series, findings, start, end)
    assert timeline(other_series, other, start, end) == drawn
    for one in found.disagreements:
        assert one.findings
        assert one.said or one.figures
        assert all(f.kind is one.kind for f in one.findings)
        assert not any(word in one.sentence for word in CAUSES)
    assert found.agreeing + found.disagreeing <= found.findings


# --- the timeline ----------------------------------------------------------------------------


def test_strips_stand_concern_first_with_typed_points_and_the_usual_range() -> None:
    steady = measured([50.0, 51.0] * 10, id="steady")
    drawn = timeline([steady, measured(FALLING)], [], date(2012, 7, 1), date(2014, 2, 28))
    assert [strip.indicator_id for strip in drawn.strips] == ["core", "steady"]
    first = drawn.strips[0]
    assert first.variation is PointType.CONCERN
    assert (first.latest, first.verdict) == ("60%, February 2014", "Concern, low")
    assert first.usual[0].lower < first.usual[0].mean < first.usual[0].upper
    assert len(first.lines[0].points) == len(FALLING)
    assert "Core assessments on time: 60%, February 2014; concern, low." in drawn.sentence


def test_a_missing_month_breaks_the_line() -> None:
    one = measured(FALLING)
    gap = replace(one, observations=one.observations[:5] + one.observations[7:])
    strip = timeline([gap], [], date(2012, 7, 1), date(2014, 2, 28)).strips[0]
    assert [len(line.points) for line in strip.lines] == [5, 13]


def test_one_figure_in_the_period_is_told_not_drawn() -> None:
    drawn = timeline([measured(FALLING)], [], date(2014, 2, 1), date(2014, 2, 28))
    # six months are the shortest axis
    assert drawn.strips or drawn.others
    one = measured(FALLING)
    single = replace(one, observations=one.observations[-1:])
    drawn = timeline([single], [], date(2013, 7, 1), date(2014, 2, 28))
    assert drawn.strips == ()
    assert drawn.others == ("Core assessments on time: 60%, February 2014",)


def test_findings_lie_in_lanes_by_kind_and_near_ones_share_a_mark() -> None:
    findings = [
        heard(date(2013, 3, 4), FindingKind.CONCERN, id="a"),
        heard(date(2013, 3, 4), FindingKind.CONCERN, id="b"),
        heard(date(2013, 3, 4), FindingKind.STRENGTH, id="c"),
        heard(date(2013, 11, 4), FindingKind.IDEA, id="d"),
        heard(date(2009, 1, 1), FindingKind.IDEA, id="outside"),
    ]
    drawn = timeline([], findings, date(2012, 3, 1), date(2014, 2, 28))
    lanes = {lane.kind: lane.marks for lane in drawn.lanes}
    assert [len(mark.findings) for mark in lanes[FindingKind.CONCERN]] == [2]
    assert lanes[FindingKind.CONCERN][0].words.startswith("2 concerns, 4 March 2013, Family: ")
    assert [mark.on for mark in lanes[FindingKind.IDEA]] == [date(2013, 11, 4)]
    assert drawn.visits == (date(2013, 3, 4), date(2013, 11, 4))
    assert drawn.sentence.startswith(
        "March 2012 to February 2014: 2 visits with 1 strength, 2 concerns and 1 idea;"
    )


# --- the matrix ------------------------------------------------------------------------------


def test_the_matrix_keeps_empty_rows_and_says_each_cell_in_words() -> None:
    count = MatrixCount("caseloads", "fostering", 4, strengths=0, concerns=3)
    found = matrix(
        [count],
        [Named("caseloads", "Caseloads"), Named("premises", "Premises")],
        [Named("fostering", "Fostering")],
    )
    assert found.cells == ((count,), (None,))
    assert found.most == 4
    assert cell_words("Caseloads", "Fostering", count) == (
        "Caseloads, Fostering: 4 visits, 3 with a concern"
    )
    assert cell_words("Premises", "Fostering", None) == "Premises, Fostering: no visits"


def test_the_own_area_is_that_of_the_first_series_that_can_be_drawn() -> None:
    day = date(2014, 1, 31)
    series = [
        Series("undated", "i", "Peterborough", SeriesKind.REPORTED),
        Series("made-up", "i", "Invented", SeriesKind.ILLUSTRATION),
        Series("england", "i", "England", SeriesKind.PUBLISHED),
    ]
    seen = [Observation("undated", None, 1.0), Observation("made-up", day, 2.0)]
    assert [one.id for one in own_series(series, seen)] == ["made-up"]
    assert own_series(series, []) == ()
