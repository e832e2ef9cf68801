"""A chart on paper says what the chart as data says, and its labels do not touch."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.report_samples import sample_chart
from visits_app.domain.charts import Axis, Chart, Line, RebaseMark, Role, Steps
from visits_app.domain.indicators import SeriesKind
from visits_app.reports.document import ChartBlock, Document, walk
from visits_app.reports.fonts import load_fonts
from visits_app.reports.pdf import render
from visits_app.reports.pdf_charts import Figure
from visits_app.reports.pdf_labels import Labels, spread
from visits_app.reports.pdf_plot import Plot


def text_of(chart: Chart, **options: Any) -> str:
    pdf = render(Document("Report", (ChartBlock(chart, **options),)))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_title_axes_labels_flags_notes_and_lists_are_all_there() -> None:
    chart = sample_chart()
    text = text_of(chart)
    for words in (
        chart.title,
        chart.subtitle,
        chart.sentence,
        *chart.notes,
        "Target 80% or more",
        chart.lines[-1].points[-1].label,
        "Family Support, 14 May 2013. Caseloads were raised.",
        "New director in post, 10 December 2012",
        "Improvement notice lifted, about June 2013",
    ):
        assert words in text
    for _, label in chart.y.ticks:
        assert label in text


def test_an_illustration_says_so_on_the_picture_and_above_it() -> None:
    text = text_of(sample_chart(kind=SeriesKind.ILLUSTRATION))
    assert "Illustration, invented figures." in text
    assert text.count("Illustration") >= 3
    assert "Illustration" not in text_of(sample_chart())


def test_the_list_of_marks_and_the_table_are_printed_only_if_wanted() -> None:
    chart = sample_chart()
    bare = text_of(chart, with_marks=False)
    assert "Caseloads were raised" not in bare
    assert chart.table.rows[3][1] not in bare
    tabled = text_of(chart, with_table=True)
    assert all(cell.split()[0] in tabled for row in chart.table.rows for cell in row if cell)


def test_a_chart_without_figures_is_drawn_all_the_same() -> None:
    empty = replace(sample_chart(), lines=(), steps=(), flags=(), events=(), visits=(), notes=())
    assert empty.title in text_of(empty)
    nothing = Chart("Nothing yet", "", "", Axis(0, 0, ()), Axis(0, 0, ()), ())
    assert "Nothing yet" in text_of(nothing)


def test_values_and_levels_beyond_the_axes_stay_in_the_picture() -> None:
    chart = sample_chart()
    point = replace(chart.lines[0].points[0], value=10_000.0, label="10,000")
    wild = replace(
        chart,
        lines=(Line((point,), Role.SERIES),),
        steps=(Steps(((point.on, -500.0),), point.on, "Target"),),
    )
    calls: list[tuple[float, ...]] = []
    figure = Figure(load_fonts(), wild)

    class Paper:
        def __getattr__(self, name: str) -> object:
            def draw(*given: float, **_named: object) -> "Paper":
                if name in {"lineTo", "moveTo", "circle"}:
                    calls.append(given[:2])
                return self

            return draw

    high = figure.height(400)
    figure.draw(Paper(), 0, high, 400)
    assert calls
    assert all(0 <= x <= 400 and 0 <= y <= high for x, y in calls)


@given(
    st.lists(st.tuples(st.floats(0, 200), st.floats(5, 30)), max_size=8).map(
        lambda blocks: sorted(blocks, reverse=True)
    )
)
def test_labels_at_the_edge_never_touch(blocks: list[tuple[float, float]]) -> None:
    wanted, heights = [want for want, _ in blocks], [height for _, height in blocks]
    tops = spread(wanted, heights, 200, 0)
    for (above, height), (below, _) in pairwise(zip(tops, heights, strict=True)):
        assert above - height >= below - 1e-6
    if sum(heights) <= 200:
        assert all(top <= 200 + 1e-6 for top in tops)
        assert all(t - h >= -1e-6 for t, h in zip(tops, heights, strict=True))


def test_a_label_with_room_stands_where_it_belongs() -> None:
    assert spread([150.0, 60.0], [12.0, 12.0], 200, 0) == [150.0, 60.0]


def compared() -> tuple[Chart, Chart]:
    """A chart and its comparison, the council with a rebase and beside England."""
    chart = sample_chart()
    day = chart.lines[0].points[-1].on
    rebased = replace(chart, rebases=(RebaseMark(day, "A duty team took over first visits", day),))
    england = Line(chart.lines[0].points, Role.BENCHMARK, "England", "England 75.0%")
    own = replace(chart.lines[-1], label="Peterborough 60.3%")
    other = replace(
        chart, title="Peterborough beside England", sentence="England is higher.",
        lines=(england, own), steps=(), flags=(), events=(), visits=(), notes=(),
        limits=(), level_labels=(),
    )  # fmt: skip
    return rebased, other


def test_average_range_and_the_reason_of_a_rebase_are_printed() -> None:
    chart, _ = compared()
    text = text_of(chart)
    assert chart.level_labels
    for words in (*(label.text for label in chart.level_labels), chart.rebases[0].reason):
        assert words in text


def test_a_comparison_stands_under_its_chart_with_its_own_words() -> None:
    chart, other = compared()
    text = text_of(chart, comparison=other)
    assert "Peterborough beside England" in text
    for words in ("England 75.0%", "Peterborough 60.3%", "England is higher."):
        assert words in text
    assert text.index(chart.sentence[:30]) < text.index("Peterborough beside England")
    assert "Peterborough beside England" not in text_of(chart)


def test_a_chart_and_its_comparison_have_the_same_edges() -> None:
    chart, other = compared()
    edges = []
    for one, beside in ((chart, other), (other, chart)):
        plot = Plot(one, Labels(load_fonts()), (0.0, 300.0, 450.0, 148.0), beside)
        edges.append((plot.left, plot.right))
    assert edges[0] == edges[1]


def test_what_paper_cannot_show_is_looked_for_in_every_word_of_a_chart() -> None:
    chart, other = compared()
    rare = replace(chart, rebases=(replace(chart.rebases[0], reason="新しい"),))
    texts = {piece.text for piece in walk(Document("R", (ChartBlock(rare, comparison=other),)))}
    assert {"新しい", "England 75.0%", chart.level_labels[0].text} <= texts
