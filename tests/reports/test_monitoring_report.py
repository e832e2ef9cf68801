"""The monitoring report says concern first, marks what is invented and prints words as words."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.monitoring_samples import MONTH, TODAY, level, measure, observations
from visits_app.domain.indicators import SeriesKind, Unit
from visits_app.domain.questions import IndicatorQuestion
from visits_app.reports.document import (
    BulletList,
    Callout,
    ChartBlock,
    Document,
    Heading,
    KeyFacts,
    Paragraph,
    Table,
    plain,
    walk,
)
from visits_app.reports.measures import Measure, by_concern, judgement
from visits_app.reports.monitoring_report import build
from visits_app.reports.pdf import count_pages, render
from visits_app.reports.preview import page_count

HOSTILE = "<b>&amp; ../../etc/passwd\n=1+1 “Łódź” {x} %s </para>"

FALLING = [*level(86, 20), 84.0, 82.0, 80.0, 78.0, 76.0, 74.0, 72.0, 70.0, 68.0]
RISING = [*level(70, 20), 72.0, 74.0, 76.0, 78.0, 80.0, 82.0, 84.0, 86.0, 88.0]


def report(*measures: Measure, **changes: object) -> Document:
    settings = {"month": MONTH, "area": "Example council", "today": TODAY, **changes}
    return build(measures, **settings)  # type: ignore[arg-type]


def everyone() -> tuple[Measure, ...]:
    return (
        measure("a", level(85), name="Alike", target=None),
        measure("b", RISING, name="Better", target=None),
        measure("c", FALLING, name="Concerning", target=None),
        measure("d", level(85, 4), name="Daring few"),
        measure("e", (), name="Empty"),
        measure("f", level(70), name="Failing", target=95),
    )


def headings(document: Document, level: int) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Heading) and b.level == level]


def words(document: Document) -> str:
    return "\n".join(piece.text for piece in walk(document))


def test_the_front_page_tells_concern_first_and_each_measure_once() -> None:
    document = report(*everyone())
    order = [text for text in headings(document, 2) if text[0] in "NIOL"]
    assert order == [
        "Needs a look",
        "Improving",
        "Ordinary variation",
        "Not judged, and why",
        "Late or missing figures",
    ]
    lists = [b for b in document.blocks if isinstance(b, BulletList)][:4]
    told = [plain(item).partition(":")[0] for block in lists for item in block.items]
    assert told == ["Concerning", "Failing", "Better", "Alike", "Daring few"]
    lead = next(b for b in document.blocks if isinstance(b, Paragraph))
    assert plain(lead.words).startswith("2 of 6 measures need a look. 1 is improving, ")
    assert "No figure up to January 2014: Empty." in words(document)
    assert document.subtitle == "January 2014 · Example council"


def test_the_measures_follow_in_the_same_order_each_with_chart_reason_and_table() -> None:
    document = report(*everyone())
    start = next(
        n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.level == 1
    )
    shown = [b.text for b in document.blocks[start:] if isinstance(b, Heading) and b.level == 2]
    assert shown == ["Concerning", "Failing", "Better", "Alike", "Daring few"]
    assert sum(isinstance(b, ChartBlock) for b in document.blocks) == 5
    tables = [b for b in document.blocks if isinstance(b, Table)]
    assert max(len(table.rows) for table in tables) == 13
    assert tables[0].rows[0][0] == "January 2014", "newest first"
    assert "Why: " in words(document)
    facts = next(b for b in document.blocks if isinstance(b, KeyFacts))
    assert [fact.label for fact in facts.facts] == ["Definition", "Source"]


def test_tables_and_charts_can_be_left_out() -> None:
    document = report(*everyone(), with_tables=False, concern_only=True)
    assert not any(isinstance(b, Table) for b in document.blocks)
    assert sum(isinstance(b, ChartBlock) for b in document.blocks) == 2
    assert "What needs a look" in headings(document, 1)
    assert "Alike" in words(document), "the front page still tells of all"


def test_an_illustration_is_marked_wherever_it_is_told() -> None:
    invented = measure("x", FALLING, name="Made up", kind=SeriesKind.ILLUSTRATION)
    document = report(invented, measure("a", level(85), name="Alike"))
    callout = next(b for b in document.blocks if isinstance(b, Callout))
    assert plain(callout.words).startswith("1 of 2 measures is an illustration")
    assert "illustrations" in document.marking
    assert "Made up (illustration)" in headings(document, 2)
    first = next(b for b in document.blocks if isinstance(b, BulletList))
    assert plain(first.items[0]).startswith("Made up (illustration): ")
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert {row[-1] for row in table.rows} == {"Invented"}
    chart = next(b.chart for b in document.blocks if isinstance(b, ChartBlock))
    assert chart.illustration


def test_a_report_without_illustrations_says_nothing_of_them() -> None:
    document = report(measure("a", level(85), name="Alike"))
    assert document.marking == ""
    assert "llustration" not in words(document)


def test_open_questions_stand_with_their_measure_and_say_when_they_are_overdue() -> None:
    question = IndicatorQuestion(
        "q", "a", "Why so few?", "m", date(2014, 1, 5), "Head of service", date(2014, 2, 1)
    )
    document = report(measure("a", level(85), name="Alike", questions=(question,)))
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert table.rows[0][0] == "Why so few?"
    assert plain(table.rows[0][1]) == "Head of service\nby 1 February 2014, overdue"


@pytest.mark.parametrize("unit", [Unit.PER_CENT, Unit.CASES, Unit.OTHER])
def test_hostile_words_are_printed_as_words(unit: Unit) -> None:
    odd = measure("a", level(85), name=HOSTILE, definition=HOSTILE, source=HOSTILE, unit=unit)
    document = report(odd, area=HOSTILE, scope=HOSTILE)
    assert HOSTILE.split("\n")[0] in words(document)
    assert render(document).startswith(b"%PDF")


def test_no_measure_at_all_is_said() -> None:
    document = report()
    assert "No measure is chosen" in words(document)
    assert page_count(render(document)) == count_pages(document) == 1


def test_a_single_figure_is_told_by_the_sentence_alone() -> None:
    document = report(measure("a", observed=observations([85.0]), name="One"))
    assert not any(isinstance(b, Table | ChartBlock) for b in document.blocks)
    assert "85.0% in January 2014" in words(document)


def test_measures_without_a_figure_come_last_whatever_their_order() -> None:
    ordered = by_concern([measure("e", (), name="Empty"), *everyone()])
    assert [one.name for one in ordered][-2:] == ["Empty", "Empty"]
    assert ordered[0].name == "Concerning"


def test_a_reader_meets_the_front_page_concern_first_in_the_text_of_the_pdf() -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(render(report(*everyone())))).pages]
    front = " ".join(pages[0].split())
    places = [front.index(name) for name in ("Concerning", "Failing", "Better", "Alike", "Daring")]
    assert places == sorted(places)
    assert front.index("2 of 6 measures need a look") < places[0]
    assert "The measures" in pages[1], "charts begin on a page of their own"


def test_a_judgement_is_said_once_where_the_sentence_of_the_chart_says_it() -> None:
    falling = measure("c", FALLING, name="Concerning", target=None)
    document = report(falling)
    start = next(
        n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.level == 1
    )
    after = [plain(b.words) for b in document.blocks[start:] if isinstance(b, Paragraph)]
    assert falling.chart is not None
    assert judgement(falling) in falling.chart.sentence
    assert not any(judgement(falling) in words for words in after)
    assert any(words.startswith("Why: ") and "Average " in words for words in after)


def test_what_is_told_in_words_only_is_not_said_to_have_no_figure() -> None:
    seen = (replace(observations([1.0])[0], value=None, value_text="above target"),)
    told = words(report(measure("w", observed=seen, name="In words")))
    assert "In words: above target in January 2014" in told
    assert "told in words only" in told
    assert "no figure" not in told


def test_a_sure_figure_needs_no_word_for_it() -> None:
    table = next(
        b for b in report(measure("a", level(85), name="Alike")).blocks if isinstance(b, Table)
    )
    assert [column.title for column in table.columns] == ["Period", "Value", "Target"]
    seen = list(observations(level(85, 4)))
    seen[-1] = replace(seen[-1], provisional=True, revised=True)
    doubtful = report(measure("a", observed=tuple(seen), name="Alike"))
    table = next(b for b in doubtful.blocks if isinstance(b, Table))
    assert table.rows[0][-1] == "Provisional, revised"
    assert table.rows[1][-1] == ""
