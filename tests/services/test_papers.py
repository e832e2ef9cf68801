"""Both papers about the figures, made from a store: what is chosen, cut, marked and left out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.indicator_samples import TODAY, fill
from tests.services.test_reports import NoKeyring, words
from visits_app.domain.charting import first_series
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.suppression import NOTE, WORDS
from visits_app.reports.document import BulletList, ChartBlock, Document, Heading, Table, plain
from visits_app.services import indicators, papers, registers, reports
from visits_app.services.example import load_example
from visits_app.store.engine import Store, create_store

COUNCIL_DAY = date(2014, 3, 31)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore", keyring=NoKeyring()) as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("council") / "visits.mvstore"
    with create_store(path, keyring=NoKeyring()) as opened:
        load_example(opened)
        yield opened


def measures(document: Document) -> list[str]:
    start = next(
        (n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.level == 1), 0
    )
    return [b.text for b in document.blocks[start:] if isinstance(b, Heading) and b.level == 2]


def small_counts(store: Store, values: tuple[int, ...]) -> None:
    """Write a monthly count up to January 2014 into the sample store."""
    with store.write() as db:
        db.execute("UPDATE indicator SET frequency = 'monthly' WHERE id = 'open'")
        db.execute("DELETE FROM observation WHERE series_id = 'open-real'")
        for place, value in enumerate(values):
            year, month = 2013 + place // 12, place % 12 + 1
            db.execute(
                "INSERT INTO observation (series_id, period, value, precision, certainty,"
                " value_text, provisional, note, source_ref, revised)"
                " VALUES ('open-real', ?, ?, 'month', 'stated', '', 0, '', '', 0)",
                (f"{year}-{month:02}-28", value),
            )


def test_the_newest_month_is_taken_and_every_measure_in_use_is_told(store: Store) -> None:
    with store.write() as db:
        db.execute("UPDATE indicator SET retired = 1 WHERE id = 'audits'")
    document = papers.monitoring_report(store, today=TODAY)
    assert document.subtitle == "January 2014 · Peterborough"
    assert sorted(measures(document)) == [
        "Core assessments on time",
        "Early help",
        "Open children in need",
    ]
    assert "Concern" in words(document) or "concern" in words(document)


def test_a_month_in_the_past_leaves_later_figures_out_and_calls_nothing_late(store: Store) -> None:
    document = papers.monitoring_report(store, month=date(2013, 6, 1), today=TODAY)
    assert document.subtitle.startswith("June 2013")
    assert "January 2014" not in words(document)
    assert "were due by" not in words(document)
    newest = papers.monitoring_report(store, today=date(2014, 9, 1))
    assert "Figures for February 2014 were due by 14 April 2014." in words(newest)


def test_measures_are_chosen_by_id_by_team_and_by_theme(store: Store) -> None:
    def told(**choice: object) -> list[str]:
        return measures(papers.monitoring_report(store, today=TODAY, **choice))  # type: ignore[arg-type]

    assert told(indicator_ids=("open",)) == ["Open children in need"]
    assert told(team_id="referral") == ["Core assessments on time"]
    assert told(theme_id="caseloads") == ["Open children in need"]
    assert told(team_id="nobody") == []
    scoped = papers.monitoring_report(store, team_id="family", today=TODAY)
    assert scoped.subtitle.endswith("Family Support")


def test_only_what_needs_a_look_has_a_chart_where_that_is_asked(store: Store) -> None:
    whole = papers.monitoring_report(store, today=TODAY)
    short = papers.monitoring_report(store, concern_only=True, with_tables=False, today=TODAY)
    assert "Core assessments on time" in measures(short)
    assert len(measures(short)) < len(measures(whole))
    assert not any(isinstance(block, Table) for block in short.blocks)


def test_small_counts_are_neither_printed_nor_drawn(store: Store) -> None:
    small_counts(store, (12, 14, 11, 3, 13, 15, 12, 11, 16, 12, 13, 14, 4))
    document = papers.monitoring_report(store, indicator_ids=("open",), today=TODAY)
    (chart,) = [block.chart for block in document.blocks if isinstance(block, ChartBlock)]
    assert min(point.value for line in chart.lines for point in line.points) > 5
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [plain(row[1]) for row in table.rows].count(WORDS) == 2
    assert f"{WORDS} in January 2014" in words(document)
    assert NOTE in words(document)
    assert chart.title == f"Open children in need: {WORDS}"


def test_a_measure_of_mostly_small_counts_has_no_chart_and_says_so(store: Store) -> None:
    small_counts(store, (2, 3, 1, 3, 13, 4, 2, 1, 4, 12, 3, 4, 4))
    document = papers.monitoring_report(store, indicator_ids=("open",), today=TODAY)
    assert not any(isinstance(block, ChartBlock) for block in document.blocks)
    assert "so small that they are not drawn" in words(document)


def test_open_questions_reach_both_papers_and_answered_ones_neither(store: Store) -> None:
    with store.write() as db:
        for id, team, status in (("q1", "family", "open"), ("q2", None, "verified")):
            db.execute(
                "INSERT INTO indicator_question (id, indicator_id, team_id, text, raised_by,"
                " raised_on, owner, due, status, response) VALUES (?, 'core', ?, ?, 'm',"
                " '2014-01-05', 'Head of service', '2014-02-01', ?, '')",
                (id, team, f"Text of {id}", status),
            )
    report = papers.monitoring_report(store, today=TODAY)
    assert "Text of q1" in words(report)
    assert "Text of q2" not in words(report)
    assert "Text of q1" in words(papers.visit_brief(store, "family", today=TODAY))
    assert "Text of q1" not in words(papers.visit_brief(store, "referral", today=TODAY))


def test_a_brief_tells_the_last_two_visits_and_none_of_the_future(store: Store) -> None:
    told = words(papers.visit_brief(store, "family", today=TODAY))
    assert told.index("2 October 2013") < told.index("12 November 2012")
    earlier = words(papers.visit_brief(store, "family", today=date(2013, 1, 1)))
    assert "12 November 2012" in earlier
    assert "May 2013" not in earlier
    assert "October 2013" not in earlier


def test_a_team_that_is_gone_is_said(store: Store) -> None:
    with pytest.raises(UnknownRecord):
        papers.visit_brief(store, "nobody", today=TODAY)


def test_every_team_of_the_example_has_a_brief_of_two_pages_that_says_it_is_invented(
    council: Store,
) -> None:
    for team in registers.teams(council):
        document = papers.visit_brief(council, team.id, today=COUNCIL_DAY)
        assert reports.page_count(reports.render_pdf(document)) <= 2, team.name
        assert "Examples, invented" in document.marking, team.name


def test_the_example_report_marks_its_illustrations_everywhere(council: Store) -> None:
    document = papers.monitoring_report(council, today=COUNCIL_DAY)
    assert document.subtitle == "January 2014 · Peterborough"
    assert "illustrations" in document.marking
    charts = [b.chart for b in document.blocks if isinstance(b, ChartBlock)]
    assert any(chart.illustration for chart in charts)
    invented = [name for name in measures(document) if name.endswith("(illustration)")]
    assert len(invented) == sum(chart.illustration for chart in charts)
    for name in invented:
        assert words(document).count(name) >= 2, "on the front page and over its chart"


def test_months_with_figures_are_offered_newest_first(store: Store) -> None:
    months = papers.months_with_figures(store, TODAY)
    assert months[0] == date(2014, 1, 31)
    assert list(months) == sorted(set(months), reverse=True)


def test_front_page_and_chart_judge_alike_where_small_counts_are_not_drawn(store: Store) -> None:
    values = (12, 14, 11, 13, 12, 15, 12, 11, 16, 12, 13, 14, 12, 3, 12, 13, 12, 4, 12, 13, 12)
    small_counts(store, values[-13:])
    document = papers.monitoring_report(store, indicator_ids=("open",), today=TODAY)
    (chart,) = [block.chart for block in document.blocks if isinstance(block, ChartBlock)]
    told = next(block for block in document.blocks if isinstance(block, BulletList))
    assert chart.verdict is not None
    assert chart.verdict.sentence in plain(told.items[0])


def test_forty_measures_without_figures_cost_the_store_nothing_more(store: Store) -> None:
    with store.write() as db:
        for number in range(40):
            db.execute(
                "INSERT INTO indicator (id, name, definition, unit, direction, frequency, decimals,"
                " source, caution, position, numerator, denominator, rolling, method, aliases,"
                " catalogue_id, retired) SELECT ?, ?, definition, unit, direction, frequency,"
                " decimals, source, caution, ?, '', '', 0, 'xmr', '[]', '', 0 FROM indicator"
                " WHERE id = 'core'",
                (f"m{number}", f"Measure {number}", 100 + number),
            )
    asked: list[str] = []
    with store.read() as connection:
        chosen = papers._chosen(connection, None, "", "")
        connection.set_trace_callback(asked.append)
        papers._read(connection, chosen)
        connection.set_trace_callback(None)
    assert len(chosen) > 40
    assert 0 < len(asked) < 20, "those without figures cost nothing, the rest two questions each"


def test_overview_page_and_papers_begin_with_the_same_series(council: Store) -> None:
    for line in indicators.judged_overview(council, TODAY):
        first = first_series(indicators.detail(council, line.indicator.id))
        assert (line.series and line.series.id) == (first and first.id), line.indicator.name
