"""What the indicator pages say, without a window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.indicator_samples import TODAY, fill
from visits_app.presenters.indicator_rows import IndicatorRow
from visits_app.presenters.indicators import (
    IndicatorPresenter,
    IndicatorsPresenter,
    IndicatorsState,
    latest_figures,
)
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services.example import load_example
from visits_app.store.engine import create_store


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    with create_store(tmp_path / "visits.mvstore") as store:
        fill(store)
        yield Workspace(store, Desk.MEMBER, "m", "Councillor for Northmead", lambda: TODAY)


def rows_of(state: IndicatorsState) -> dict[str, IndicatorRow]:
    return {row.indicator_id: row for row in state.rows}


def test_rows_say_value_target_and_date_in_words(space: Workspace) -> None:
    state = IndicatorsPresenter(space).load()
    rows = rows_of(state)
    core, children, audits, early = (rows[id] for id in ("core", "open", "audits", "early"))
    assert (core.latest, core.target, core.when) == ("71.0%", "80% or more", "January 2014")
    assert (children.latest, children.target) == ("1,233", "")
    assert (audits.latest, audits.when) == ("No figure yet", "")
    assert (early.latest, early.when) == ("Above target", "Date not given")
    assert state.summary == "4 indicators, 1 needs a look or is late"
    assert core.sentence == (
        "Core assessments on time: 71.0% (January 2014); target 80% or more; concern, low;"
        " hit and miss; higher is better; Peterborough."
    )


def test_a_concern_comes_first_and_what_has_no_figure_last(space: Workspace) -> None:
    state = IndicatorsPresenter(space).load()
    assert [row.indicator_id for row in state.rows] == ["core", "open", "early", "audits"]


def test_a_judged_row_has_a_word_an_icon_and_the_reason(space: Workspace) -> None:
    core = rows_of(IndicatorsPresenter(space).load())["core"]
    assert (core.variation, core.variation_icon, core.variation_tone) == (
        "Concern, low",
        "variation-concern-low",
        "warning",
    )
    assert (core.assurance, core.assurance_icon) == ("Hit and miss", "assurance-hit-and-miss")
    assert "; concern. The target is within" in core.why
    assert core.needs_look


def test_a_row_that_is_not_judged_says_why_and_has_no_icon(space: Workspace) -> None:
    rows = rows_of(IndicatorsPresenter(space).load())
    children, audits = rows["open"], rows["audits"]
    assert (children.variation, children.variation_icon) == ("Line only", "")
    assert "do not come monthly or yearly" in children.why
    assert (audits.variation, audits.why, audits.needs_look) == ("", "", False)


def test_a_late_figure_is_said_in_the_row_and_needs_a_look(space: Workspace) -> None:
    later = replace(space, today=lambda: date(2014, 4, 15))
    core = rows_of(IndicatorsPresenter(later).load())["core"]
    assert core.late == "Figures for February 2014 were due by 14 April 2014."
    assert "late: figures for February 2014 were due by 14 April 2014;" in core.sentence
    assert rows_of(IndicatorsPresenter(space).load())["core"].late == ""


def test_filters_narrow_by_words_theme_and_team_together(space: Workspace) -> None:
    presenter = IndicatorsPresenter(space)
    presenter.load()
    assert [r.indicator_id for r in presenter.choose(text="eSS").rows] == ["core"]
    assert presenter.filtered
    assert [r.indicator_id for r in presenter.choose(team_id="family").rows] == ["core"]
    assert presenter.choose(text="", theme_id="caseloads").summary == "1 of 4 indicators"
    assert len(presenter.choose(theme_id="", team_id="").rows) == 4
    assert not presenter.filtered
    assert [r.indicator_id for r in presenter.choose(needs_look=True).rows] == ["core"]
    assert presenter.filtered


def test_retired_measures_are_left_out_unless_asked_for(space: Workspace) -> None:
    with space.store.write() as db:
        db.execute("UPDATE indicator SET retired = 1 WHERE id = 'core'")
    presenter = IndicatorsPresenter(space)
    state = presenter.load()
    assert "core" not in rows_of(state)
    assert (state.total, state.retired) == (3, 1)
    shown = presenter.choose(with_retired=True)
    assert rows_of(shown)["core"].sentence.endswith("; retired.")
    assert shown.total == 4
    assert [row.indicator_id for row in latest_figures(space)] == ["open", "early"]


def test_filters_offer_only_teams_and_themes_that_have_indicators(space: Workspace) -> None:
    state = IndicatorsPresenter(space).load()
    assert [option.label for option in state.themes] == ["All themes", "Caseloads", "Timeliness"]
    assert state.teams[0].label == "All teams"
    assert {option.value for option in state.teams[1:]} == {"family", "referral"}


def test_detail_starts_with_the_real_series_and_the_indicators_teams(space: Workspace) -> None:
    presenter = IndicatorPresenter(space)
    state = presenter.show(presenter.read("core"))
    assert state.series_id == "core-real"
    assert [option.label for option in state.series] == [
        "Peterborough, reported",
        "Nowhere, illustration",
    ]
    assert state.team_ids == ("family", "referral")
    assert state.teams_words == "2 teams"
    assert state.context_line == "Higher is better · target 80% or more · monthly"
    assert [note.visit_id for note in state.chart.visits] == ["v1", "v2", "v3"]


def test_choosing_a_series_keeps_the_visits(space: Workspace) -> None:
    presenter = IndicatorPresenter(space)
    presenter.show(presenter.read("core"))
    state = presenter.choose_series("core-made-up")
    assert state.chart.illustration
    assert len(state.chart.visits) == 3


def test_choosing_teams_keeps_the_series(space: Workspace) -> None:
    presenter = IndicatorPresenter(space)
    presenter.show(presenter.read("core"))
    presenter.choose_series("core-made-up")
    state = presenter.show(presenter.read("core", ("family",)))
    assert state.series_id == "core-made-up"
    assert state.teams_words == "Family Support"
    assert [note.visit_id for note in state.chart.visits] == ["v1", "v3"]


def test_another_indicator_begins_with_its_own_series(space: Workspace) -> None:
    presenter = IndicatorPresenter(space)
    presenter.show(presenter.read("core"))
    presenter.choose_series("core-made-up")
    assert presenter.show(presenter.read("open")).series_id == "open-real"
    audits = presenter.show(presenter.read("audits"))
    assert (audits.series, audits.series_id, audits.chart.lines) == ((), "", ())
    assert audits.teams_words == "No teams chosen"


def test_latest_figures_are_the_newest_real_ones(space: Workspace) -> None:
    assert [row.indicator_id for row in latest_figures(space, limit=2)] == ["core", "open"]


def test_a_picture_leaves_without_the_words_of_a_restricted_report(tmp_path: Path) -> None:
    with create_store(tmp_path / "visits.mvstore") as store:
        load_example(store, today=date(2014, 3, 31))
        space = Workspace(store, Desk.OFFICER, "", "", lambda: date(2014, 3, 31))
        presenter = IndicatorPresenter(space)
        chart = presenter.show(presenter.read("core_assessments_timescale")).chart
        assert chart is not None
        told = [visit for visit in chart.visits if visit.text]
        assert len(told) > 1
        with store.write() as connection:
            query = "UPDATE visit SET marking = 'exempt' WHERE id = ?"
            connection.execute(query, (told[0].visit_id,))
        fit, places = presenter.leaving(chart)
        assert [visit.text for visit in fit.visits if visit.visit_id == told[0].visit_id] == [""]
        assert told[0].text not in [place.text for place in places]
        assert told[1].text in [place.text for place in places]
