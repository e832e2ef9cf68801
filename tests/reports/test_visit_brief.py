"""The brief keeps to two pages whatever is written, and says what was left out."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.monitoring_samples import TODAY, level, measure
from visits_app.domain.errors import MissingGlyph
from visits_app.domain.indicators import SeriesKind
from visits_app.domain.questions import IndicatorQuestion
from visits_app.domain.visits import Ask, AskStatus, Finding
from visits_app.reports.document import (
    ChartBlock,
    Document,
    Heading,
    NumberedList,
    Table,
    Together,
    plain,
    walk,
)
from visits_app.reports.pdf import count_pages, render
from visits_app.reports.preview import page_count
from visits_app.reports.visit_brief import PAGES, ROOMS, Brief, BriefVisit, build, build_in

FALLING = [*level(86, 20), 84.0, 82.0, 80.0, 78.0, 76.0, 74.0, 72.0, 70.0, 68.0]


def finding(number: int, text: str = "No door closes.", **changes: str) -> Finding:
    given = {"kind": "concern", "theme_id": "premises", **changes}
    return Finding(f"f{number}", "v", number, text=text, **given)


def visit(on: date = date(2014, 1, 10), *findings: Finding, text: str = "A. Member") -> BriefVisit:
    return BriefVisit(on, text, "2014-001", "Partly assured", findings)


def question(text: str = "Why so few?") -> IndicatorQuestion:
    return IndicatorQuestion("q", "i", text, "m", date(2014, 1, 5), "Head", date(2014, 2, 1))


def words(document: Document) -> str:
    return "\n".join(piece.text for piece in walk(document))


def suggested(document: Document) -> list[str]:
    kept = [b.blocks for b in document.blocks if isinstance(b, Together)]
    lists = [b for blocks in kept for b in blocks if isinstance(b, NumberedList)]
    return [plain(item) for one in lists for item in one.items]


def small() -> Brief:
    return Brief(
        "Fostering",
        (visit(date(2014, 1, 10), finding(1)), visit(date(2013, 6, 4), finding(2))),
        (
            Ask("a", "v", 0, "Fit a door.", "Manager", "2014-01-31"),
            Ask("b", "v", 1, "Publish the list.", "", "2014-01-31", AskStatus.DONE),
            Ask("c", "v", 2, "Buy lamps."),
        ),
        (question(),),
        (measure("core", FALLING, name="On time"),),
        date(2014, 3, 4),
    )


def long(text: str, many: int = 40) -> Brief:
    return Brief(
        text,
        tuple(
            visit(date(2014, 1, day), *(finding(n, text) for n in range(many)), text=text)
            for day in (9, 2)
        ),
        tuple(Ask(f"a{n}", "v", n, text, text, "2014-01-31") for n in range(many)),
        tuple(replace(question(text), id=f"q{n}", owner=text) for n in range(many)),
        tuple(measure(f"i{n}", FALLING, name=f"{n} {text}") for n in range(many)),
    )


def test_a_brief_says_what_happened_what_is_open_and_what_to_ask() -> None:
    document = build(small(), today=TODAY)
    assert document.title == "Fostering"
    assert document.subtitle == "For the visit on 4 March 2014"
    assert [b.text for b in document.blocks if isinstance(b, Heading)] == [
        "Last visits",
        "Open asks",
        "Open questions about the figures",
        "The team’s measures",
        "Questions you might ask",
    ]
    tables = [b for b in document.blocks if isinstance(b, Table)]
    answers = [plain(row[2]) for row in tables[0].rows]
    assert answers == ["Overdue. No response yet", "Done, to be verified", "No response yet"]
    assert plain(tables[2].rows[0][3]).startswith("Concern, ")
    assert sum(isinstance(b, ChartBlock) for b in document.blocks) == 1
    assert page_count(render(document)) <= PAGES


def test_suggestions_come_of_figures_asks_and_concerns_nobody_checked() -> None:
    document = build(small(), today=TODAY)
    told = suggested(document)
    assert told[0].startswith("On time: 68.0% in January 2014")
    assert told[1] == "We asked: “Fit a door.” It was due by 31 January 2014. What was done?"
    assert told[2] == "On 10 January 2014 members noted: “No door closes.” Is it still so?"
    assert any("What shows it?" in one for one in told), "done asks are to be verified"
    assert not any("4 June 2013" in one for one in told), "the later visit spoke to that theme"


def test_nothing_known_is_said_on_one_page() -> None:
    document = build(Brief("Fostering"), today=TODAY)
    assert page_count(render(document)) == 1
    assert "No visit to this team is on record." in words(document)


@pytest.mark.parametrize(
    "text",
    [
        "Workers said this is usual in winter, and that families then meet someone new. " * 30,
        "W" * 4000,
        "m\n" * 500,
        "<b>&amp; ../../etc/passwd =1+1 </para> " * 40,
    ],
    ids=["words", "one long word", "many lines", "markup"],
)
def test_two_pages_hold_whatever_is_written(text: str) -> None:
    document = build(long(text), today=TODAY)
    assert page_count(render(document)) <= PAGES
    assert "more in the program" in words(document)


def test_the_least_room_fits_two_pages_with_the_widest_words() -> None:
    assert count_pages(build_in(long("W" * 4000), ROOMS[-1], today=TODAY)) <= PAGES


@settings(max_examples=15, deadline=None)
@given(
    st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=600),
    st.integers(0, 15),
)
def test_any_words_and_any_number_of_them_fit(text: str, many: int) -> None:
    try:
        document = build(long(text, many), today=TODAY)
    except MissingGlyph:
        return
    assert count_pages(document) <= PAGES


def test_rooms_only_ever_shrink() -> None:
    for before, after in pairwise(ROOMS):
        for name in ("findings", "asks", "questions", "measures", "suggestions", "length"):
            assert getattr(after, name) <= getattr(before, name)


def test_illustrations_and_examples_are_marked_and_never_asked_about() -> None:
    invented = measure("x", FALLING, name="Made up", kind=SeriesKind.ILLUSTRATION)
    brief = Brief("Fostering", (replace(visit(), example=True),), measures=(invented,))
    document = build(brief, today=TODAY)
    assert "Examples, invented" in document.marking
    assert "illustrations" in document.marking
    assert "Made up (illustration)" in words(document)
    assert "example, invented" in words(document)
    assert suggested(document) == []


def test_the_questions_stay_together_on_one_page() -> None:
    many = tuple(Ask(f"a{n}", "v", n, f"Ask number {n}.", "Manager") for n in range(7))
    document = build(replace(small(), asks=many, coming=None), today=TODAY)
    pages = [page.extract_text() for page in PdfReader(BytesIO(render(document))).pages]
    holding = [n for n, page in enumerate(pages) for one in suggested(document) if one[:30] in page]
    assert len(holding) == len(suggested(document)) > 3
    assert len(set(holding)) == 1
