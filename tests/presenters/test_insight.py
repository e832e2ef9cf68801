"""What the Insight page says, without a window."""

from visits_app.presenters.insight import ALL_TIME, InsightPresenter
from visits_app.presenters.workspace import Workspace


def test_it_begins_with_the_team_that_has_most_to_show(example: Workspace) -> None:
    state = InsightPresenter(example).timeline(None, "", "24")
    assert state.team_id == "referral-and-assessment"
    assert state.timeline is not None
    assert state.timeline.strips[0].verdict == "Concern, high"
    assert state.timeline.strips[0].illustration
    assert state.periods[0].label == "24 months to February 2014"
    assert state.listed.heard[0].on >= state.listed.heard[-1].on
    assert "without a figure" in state.others


def test_visits_outside_the_period_are_told(example: Workspace) -> None:
    presenter = InsightPresenter(example)
    state = presenter.timeline("", "recruitment-and-retention", "24")
    assert state.outside.endswith("outside this period.")
    everything = presenter.timeline("", "recruitment-and-retention", ALL_TIME)
    assert everything.outside == ""
    assert len(everything.listed.heard) > len(state.listed.heard)


def test_a_timeline_asks_for_a_team_or_a_theme(example: Workspace) -> None:
    state = InsightPresenter(example).timeline("", "", "24")
    assert state.timeline is None
    assert state.empty[0] == "Choose a team or a theme"


def test_a_cell_opens_the_visits_it_counts(example: Workspace) -> None:
    presenter = InsightPresenter(example)
    state = presenter.matrix(ALL_TIME)
    theme = [t.id for t in state.matrix.themes].index("placements")
    team = [t.id for t in state.matrix.teams].index("fostering")
    assert state.words(theme, team) == (
        "Placements and permanence, Fostering: 2 visits, 2 with a concern, 1 with a strength"
    )
    cell = presenter.cell("placements", "fostering", state.start, state.end, state)
    assert cell.title == "Placements and permanence, Fostering"
    assert len({finding.visit_id for finding in cell.listed.heard}) == 2


def test_disagreements_say_how_the_rest_stand(example: Workspace) -> None:
    state = InsightPresenter(example).disagreements("", "", ALL_TIME)
    assert [one.said for one in state.comparison.disagreements] == [True, False, True]
    assert state.summary == (
        "16 of 54 strengths and concerns have a judged measure of the same theme and team at that "
        "time. Of these, 4 point the same way, 1 the other way, and beside 11 the measure "
        "varied as usual. Members themselves marked 2 as not matching the figures they had."
    )
    quiet = InsightPresenter(example).disagreements("fostering", "", ALL_TIME)
    assert quiet.empty[0] == "Nothing disagrees"


def test_an_empty_council_says_what_would_be_shown(council: Workspace) -> None:
    presenter = InsightPresenter(council)
    assert presenter.timeline(None, "", "24").timeline is None
    assert presenter.matrix(ALL_TIME).matrix.most == 0
    assert presenter.disagreements("", "", ALL_TIME).empty[0] == "No findings to compare"
