"""What the pages and reports read about indicators, from a real store."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.indicator_samples import TODAY, fill
from visits_app.domain.charting import indicator_chart
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.indicators import Certainty, IndicatorOverview
from visits_app.services import indicators
from visits_app.store.engine import Store, create_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as opened:
        fill(opened)
        yield opened


def line(store: Store, indicator_id: str) -> IndicatorOverview:
    return next(line for line in indicators.overview(store) if line.indicator.id == indicator_id)


def test_overview_has_every_indicator_in_its_order(store: Store) -> None:
    names = [line.indicator.id for line in indicators.overview(store)]
    assert names == ["core", "open", "audits", "early"]


def test_overview_shows_the_real_series_before_an_invented_one(store: Store) -> None:
    core = line(store, "core")
    assert core.series is not None
    assert core.series.id == "core-real"
    assert core.latest is not None
    assert (core.latest.period, core.latest.value) == (date(2014, 1, 31), 71)
    assert core.values[0] == 86
    assert len(core.values) == 19
    assert core.target is not None
    assert core.target.value == 80


def test_undated_figures_are_not_in_the_sparkline(store: Store) -> None:
    assert line(store, "open").values == (977, 1130, 1233)


def test_an_indicator_with_words_only_and_one_with_nothing_are_there(store: Store) -> None:
    early, audits = line(store, "early"), line(store, "audits")
    assert early.latest is not None
    assert early.latest.certainty is Certainty.IN_WORDS
    assert (audits.latest, audits.series, audits.values) == (None, None, ())


def test_overview_reads_no_more_than_the_newest_of_a_long_series(store: Store) -> None:
    with store.write() as db:
        db.executemany(
            "INSERT INTO observation (series_id, period, value, precision, certainty, value_text,"
            " provisional, note, source_ref, revised)"
            " VALUES ('core-real', ?, 1, 'month', 'stated', '', 0, '', '', 0)",
            [(f"{year}-{month:02}-28",) for year in range(1900, 1950) for month in range(1, 13)],
        )  # fmt: skip
    core = line(store, "core")
    assert len(core.values) == 24
    assert core.values[-1] == 71


def test_detail_has_all_series_figures_and_targets(store: Store) -> None:
    detail = indicators.detail(store, "core")
    assert [series.id for series in detail.series] == ["core-made-up", "core-real"]
    assert len(detail.observations) == 38
    assert [target.value for target in detail.targets] == [85, 80]
    assert detail.indicator.team_ids == ("family", "referral")
    assert detail.indicator.theme_ids == ("timeliness",)


def test_an_unknown_indicator_is_refused_in_words(store: Store) -> None:
    with pytest.raises(UnknownRecord, match="Choose another"):
        indicators.detail(store, "no such indicator")


def test_chart_inputs_take_the_indicators_own_teams_unless_told(store: Store) -> None:
    own = indicators.chart_inputs(store, "core")
    assert own.team_ids == ("family", "referral")
    assert [visit.visit_id for visit in own.visits] == ["v1", "v2", "v3"]
    chosen = indicators.chart_inputs(store, "core", ("referral",))
    assert [visit.visit_id for visit in chosen.visits] == ["v2"]
    assert indicators.chart_inputs(store, "core", ()).visits == ()


def test_what_is_read_makes_a_chart(store: Store) -> None:
    inputs = indicators.chart_inputs(store, "core")
    chart = indicator_chart(inputs.detail, "core-real", inputs.visits, inputs.events, TODAY)
    assert [len(line.points) for line in chart.lines] == [7, 12]
    assert [flag.numbers for flag in chart.flags] == [(1,), (2,), (3,)]
    assert [event.letter for event in chart.events] == ["A"]


def test_reading_does_not_import_sqlalchemy(store: Store) -> None:
    store.close()
    code = (
        "import sys; from pathlib import Path; from visits_app.store.engine import open_store;"
        "from visits_app.services import indicators; s = open_store(Path(sys.argv[1]));"
        "indicators.overview(s); indicators.detail(s, 'core'); s.close();"
        "print(sorted({'sqlalchemy', 'sqlmodel', 'pydantic', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
