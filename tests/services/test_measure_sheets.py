"""One indicator on paper says what its page says, and no small count."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.indicator_samples import TODAY, fill
from tests.report_samples import sample_visit
from visits_app.domain.errors import UnknownRecord
from visits_app.reports.document import ChartBlock, Table, walk
from visits_app.services import questions
from visits_app.services.measure_sheets import measure_sheet
from visits_app.services.reports import page_count, render_pdf, team_charts
from visits_app.store.engine import Store, create_store


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as opened:
        fill(opened)
        yield opened


def add_series(store: Store, area: str, indicator: str, values: list[float]) -> None:
    with store.write() as db:
        db.execute(
            "INSERT INTO series VALUES (?, ?, ?, 'published', '', '', '', 9)",
            (f"{indicator}-{area}", indicator, area),
        )
        db.executemany(
            "INSERT INTO observation (series_id, period, value, precision, certainty, value_text,"
            " numerator, denominator, provisional, note, source_ref, revised)"
            " VALUES (?, ?, ?, 'month', 'stated', '', NULL, NULL, 0, '', '', 0)",
            [
                (f"{indicator}-{area}", date(2013, month, 28).isoformat(), value)
                for month, value in enumerate(values, start=1)
            ],
        )


def words(store: Store, indicator_id: str) -> str:
    return "\n".join(piece.text for piece in walk(measure_sheet(store, indicator_id, today=TODAY)))


def test_the_sheet_has_chart_elsewhere_reasons_and_every_figure(filled: Store) -> None:
    add_series(filled, "England", "core", [80.0 + month for month in range(12)])
    document = measure_sheet(filled, "core", today=TODAY)
    [block] = [one for one in document.blocks if isinstance(one, ChartBlock)]
    assert block.comparison is not None
    assert block.comparison.x == block.chart.x
    assert block.comparison.y == block.chart.y
    figures, elsewhere = [one for one in document.blocks if isinstance(one, Table)]
    assert len(figures.rows) == len(block.chart.table.rows)
    assert [column.title for column in elsewhere.columns] == ["Period", "Peterborough", "England"]
    assert page_count(render_pdf(document)) >= 1


def test_an_open_question_stands_on_the_sheet(filled: Store) -> None:
    questions.raise_question(
        filled,
        indicator_id="core",
        text="What does the service make of this?",
        owner="Head of performance",
        due=date(2014, 3, 20),
        on=TODAY,
        by="m",
    )
    assert "What does the service make of this?" in words(filled, "core")


def test_a_small_count_is_not_told_anywhere_on_the_sheet(filled: Store) -> None:
    add_series(filled, "Peterborough", "audits", [3.0, 40.0, 44.0, 41.0])
    told = words(filled, "audits")
    assert "1 to 5" in told
    assert "\n3\n" not in told
    assert "Counts from 1 to 5 are printed" in told


def test_the_table_of_a_visits_chart_tells_no_small_count_either(filled: Store) -> None:
    add_series(filled, "Peterborough", "audits", [3.0, 40.0, 44.0, 41.0])
    visit = sample_visit(answers={"indicators": ["audits"]})
    charts = team_charts(filled, visit, TODAY)
    cells = [cell for chart in charts for row in chart.table.rows for cell in row]
    assert "1 to 5" in cells
    assert "3" not in cells
    assert "40" in cells


def test_an_indicator_without_figures_has_no_sheet(filled: Store) -> None:
    with pytest.raises(UnknownRecord, match="no figures yet"):
        measure_sheet(filled, "audits", today=TODAY)
