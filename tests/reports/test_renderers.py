"""One document, three renderers: the same words in the same order, whatever the words are."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.monitoring_samples import TODAY, level, measure
from tests.paper_words import (
    docx_parts,
    docx_words,
    html_words,
    page_words,
    pdf_words,
    said,
    said_in_pdf,
)
from tests.report_samples import sample_chart, sample_report
from visits_app.domain.charts import ChartTable
from visits_app.domain.indicators import SeriesKind
from visits_app.domain.visits import Finding as VisitFinding
from visits_app.reports import document as doc
from visits_app.reports.document import Document, Stands, Words
from visits_app.reports.monitoring_report import build as monitoring
from visits_app.reports.rendering import PaperKind, render
from visits_app.reports.visit_brief import Brief, BriefVisit
from visits_app.reports.visit_brief import build as brief

HOSTILE = (
    "<b>&amp; </p></td> ]]> <script>alert(1)</script> \"' onload=x {x} %s \\ =1+1 <!-- "
    "Łódź, Šiauliai, Ștefan Țăran, Żółć, Ŵŷ 𝅘𝅥𝅮".replace("𝅘𝅥𝅮", "")
)
NOT_FOR_PAPER = "ab\0c\x0b\ud800 \u202eevil שלום مرحبا 👩‍👧‍👦 \ufffe\x85 end"
LONG = "".join(f"Verwaltungs{number}" for number in range(30))


def everything(words: str) -> Document:
    """Return a document of every kind of block, each with the same words."""
    runs: Words = (
        doc.Run(words, strong=True),
        doc.Run(" "),
        doc.Run(words, muted=True),
        doc.Run(words, emphasis=True),
    )
    chart = replace(
        sample_chart(1, kind=SeriesKind.ILLUSTRATION),
        title=words,
        subtitle=words,
        sentence=words,
        notes=(words, "Second."),
        table=ChartTable((words, "Figure", "Empty"), ((words, "1", ""), ("b", words, ""))),
    )
    columns = (
        doc.Column(words, 2.0),
        doc.Column("Right", 1.0, doc.Align.RIGHT),
        doc.Column("", 1.0),
    )
    inside: tuple[doc.Block, ...] = (
        doc.Paragraph(words),
        doc.BulletList((words, "b")),
        doc.NumberedList(("c", words), start=7),
        doc.Table((doc.Column("One"), doc.Column("Two")), ((words, "d"),)),
    )
    blocks: tuple[doc.Block, ...] = (
        doc.Callout("Notice", words),
        doc.Callout(words),
        doc.KeyFacts((doc.Fact("Label", words), doc.Fact(words, runs))),
        doc.Heading("First", 1, "A"),
        doc.Heading(words, 3),
        doc.Paragraph(runs, leads=True),
        doc.Paragraph(f"One\n\n{words}\n\n\n\nThree\nfour", doc.Tone.LEAD),
        doc.Paragraph(words, doc.Tone.MUTED),
        doc.Paragraph(words, doc.Tone.SMALL),
        doc.BulletList((words, runs, "c")),
        doc.NumberedList((words, "second")),
        doc.NumberedList(("first again", runs), start=12),
        doc.Table(columns, ((words, "1", runs), (runs, "2\n3", "")), caption=words),
        doc.Table((doc.Column(""), doc.Column("")), (("no", "headings"),)),
        doc.Table((doc.Column("Pen"), doc.Column("Ink")), writing_rows=2),
        doc.ChartBlock(chart, with_table=True),
        doc.PageBreak(),
        doc.ChartBlock(chart, with_marks=False, comparison=sample_chart(2)),
        doc.PageBreak(),
        doc.WritingLines(3),
        doc.WritingLines(1, short=True),
        doc.TickBoxes((words, "No")),
        doc.TickBoxes(("How many", words), write_in=True),
        doc.Answer("A1", words, (doc.Paragraph(words),), beside=True),
        doc.Answer("A2", "Second", (doc.Paragraph("Not yet", doc.Tone.MUTED),), beside=True),
        doc.Answer("A3", "Ticks", (doc.TickBoxes(("Yes", "No")),), beside=True),
        doc.Answer("A4", "With a hint", (doc.Paragraph("Yes"),), hint="Hint", beside=True),
        doc.Answer("B1", words, inside, words, words, required=True),
        doc.Answer("", "No number", ()),
        doc.Finding("concern", "1", words, words),
        doc.Finding("idea", "2", runs),
        doc.Together((doc.Heading("Kept", 2), doc.Paragraph(words), doc.Table(columns[:1], ()))),
    )
    return Document(
        title=words,
        blocks=blocks,
        kind=words,
        subtitle=words,
        subject=words,
        author=words,
        marking=words[:40],
        reference="R-1",
        dated=datetime(2014, 3, 6, 14, 2, tzinfo=UTC),
    )


def measured() -> Document:
    values = [*level(86, 20), 84.0, 82.0, 80.0, 78.0, 76.0, 74.0]
    one = measure("a", values, name="Core assessments on time")
    told = measure("b", level(70), name="Reviews on time", target=95)
    return monitoring([one, told], month=date(2014, 1, 31), area="Example", today=TODAY)


def briefed() -> Document:
    finding = VisitFinding("f", "v", 1, kind="concern", theme_id="p", text="No door closes.")
    visit = BriefVisit(date(2014, 1, 10), "A. Member", "2014-001", "Partly assured", (finding,))
    told = (measure("core", level(80), name="On time"),)
    return brief(Brief("Fostering", (visit,), (), (), told, date(2014, 3, 4)), today=TODAY)


PAPERS = {
    "visit": sample_report,
    "monitoring": measured,
    "brief": briefed,
    "plain": lambda: everything("Some words"),
    "hostile": lambda: everything(HOSTILE),
    "long": lambda: everything(LONG),
}


@pytest.mark.parametrize("name", PAPERS)
def test_all_three_say_the_same_words_in_the_same_order(name: str) -> None:
    document = PAPERS[name]()
    words = said(document)
    page = html_words(document)
    assert docx_words(render(document, PaperKind.DOCX)) == words
    assert page.text == words
    if name == "long":  # the PDF parts its rows over pages, and draws their cells in parts
        return
    expected = said_in_pdf(document)
    assert pdf_words(document, expected) == expected
    assert page.figures == said(document, Stands.FIGURES)


def test_words_that_paper_cannot_show_are_the_same_in_word_and_on_the_web_page() -> None:
    document = everything(NOT_FOR_PAPER)
    page = html_words(document)
    written = docx_words(render(document, PaperKind.DOCX))
    assert written == page.text
    assert "שלום" in page.text
    assert "👩" in page.text
    assert "\u202e" not in render(document, PaperKind.HTML).decode(), "it would turn what follows"


WORDS = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=6, max_size=6))
def test_any_words_whatever_are_words(words: list[str]) -> None:
    a, b, c, d, e, f = words
    document = Document(
        a,
        (
            doc.Heading(b),
            doc.Paragraph(c),
            doc.BulletList((d, e)),
            doc.Table((doc.Column(a), doc.Column(b)), ((c, d),), caption=e),
            doc.Callout(e, f),
            doc.Answer(a, b, (doc.Paragraph(c), doc.NumberedList((d,))), e, f),
        ),
        subject=b,
        author=c,
        marking=d,
        reference=e,
    )
    page = html_words(document)
    assert docx_words(render(document, PaperKind.DOCX)) == page.text
    names = {name for _, given in page.tags for name in given}
    assert names <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "id",
        "dir",
        "aria-labelledby",
        "aria-label",
        "role",
        "tabindex",
        "scope",
        "style",
    }
    assert sum(tag == "script" for tag, _ in page.tags) == 0


PRINTABLE = st.text("abcŁłŚșțŵ <>&\"'{}%\\/=;.,\n019", min_size=1, max_size=60)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PRINTABLE, min_size=6, max_size=6), st.integers(1, 40))
def test_any_words_that_paper_can_show_are_the_same_in_all_three(
    words: list[str], start: int
) -> None:
    a, b, c, d, e, f = words
    document = Document(
        "Paper",
        (
            doc.Heading(a, 1, "A"),
            doc.Paragraph(b),
            doc.NumberedList((c, (doc.Run(d, strong=True), doc.Run(e))), start),
            doc.KeyFacts((doc.Fact(f, a), doc.Fact(b, c))),
            doc.Table((doc.Column("H"), doc.Column(d)), ((e, f), (a, b)), caption=c),
            doc.Together((doc.Callout(d, e), doc.Answer(f, a, (doc.Paragraph(b),), c, d))),
            doc.Finding("concern", "1", e, f),
            doc.TickBoxes((a, b)),
        ),
    )
    expected = said_in_pdf(document)
    assert pdf_words(document, expected) == expected
    assert html_words(document).text == said(document)
    assert docx_words(render(document, PaperKind.DOCX)) == said(document)


def test_the_footer_and_the_header_carry_marking_and_reference() -> None:
    document = replace(sample_report(), marking="Restricted <1>", reference="R & D")
    opened = docx.Document(BytesIO(render(document, PaperKind.DOCX)))
    section = opened.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.header.paragraphs[0].text == f"{document.title}\tR & D"
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text.startswith("Restricted <1>\tPage ")
        fields = [f.get(qn("w:instr")) for f in footer._element.iter(qn("w:fldSimple"))]
        assert fields == [" PAGE ", " NUMPAGES "]
    assert html_words(document).foot == "Restricted<1>R&D"


@pytest.mark.parametrize("kind", PaperKind)
def test_the_same_words_make_the_same_file(kind: PaperKind) -> None:
    assert render(sample_report(), kind) == render(sample_report(), kind)


def test_a_word_file_has_real_headings_lists_and_tables() -> None:
    opened = docx.Document(BytesIO(render(sample_report(), PaperKind.DOCX)))
    styles = [p.style.name for p in opened.paragraphs]
    assert styles[:3] == ["Paper Kind", "Title", "Subtitle"]
    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["Public summary", "Findings"]
    assert "A Plan" in [p.text for p in opened.paragraphs if p.style.name == "Heading 2"]
    asks = next(t for t in opened.tables if t.rows[0].cells[0].text == "We ask that")
    first = asks.rows[0]._tr.trPr
    assert first.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in asks.rows)
    assert asks.style.name == "Report Table"
    assert opened.styles["Normal"].font.size is None
    defaults = opened.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    assert defaults.find(f".//{qn('w:sz')}").get(qn("w:val")) == "24", "12 point"
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    section = opened.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (
        pytest.approx(210, abs=0.1),
        pytest.approx(297, abs=0.1),
    )


def test_lists_begin_at_their_own_numbers_and_bullets_are_a_list() -> None:
    opened = docx.Document(BytesIO(render(everything("x"), PaperKind.DOCX)))
    named = [p.style.name for p in opened.paragraphs]
    assert named.count("List Number") == 6
    assert named.count("List Bullet") == 5
    starts = opened.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    assert [one.get(qn("w:val")) for one in starts][::2] == ["1", "12", "7"]


def test_every_picture_is_told_in_words_and_is_as_wide_as_the_text() -> None:
    document = sample_report()
    opened = docx.Document(BytesIO(render(document, PaperKind.DOCX)))
    charts = [block.chart for block in document.blocks if isinstance(block, doc.ChartBlock)]
    told = [one.get("descr") for one in opened.element.body.iter(qn("wp:docPr"))]
    assert told == [chart.sentence for chart in charts]
    section = opened.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for shape in opened.inline_shapes:
        assert shape.width == pytest.approx(room, rel=0.01)
    images = [
        data
        for name, data in docx_parts(render(document, PaperKind.DOCX)).items()
        if name.startswith("word/media/")
    ]
    assert all(data.startswith(b"\x89PNG") for data in images)
    assert len(set(images)) == len(charts)


def test_a_word_file_says_nothing_beyond_the_document() -> None:
    local = timezone(timedelta(hours=1))
    document = replace(sample_report(), dated=datetime(2014, 3, 6, 15, 2, tzinfo=local))
    data = render(document, PaperKind.DOCX)
    parts = docx_parts(data)
    assert {name for name in parts if "media" not in name} == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        *(
            f"word/{name}.xml"
            for name in (
                *("document", "styles", "numbering", "settings"),
                *("header1", "header2", "footer1", "footer2"),
            )
        ),
    }
    said_of_itself = docx.Document(BytesIO(data)).core_properties
    assert said_of_itself.title == document.title
    assert said_of_itself.author == said_of_itself.last_modified_by == document.author
    assert said_of_itself.subject == document.subject
    assert said_of_itself.language == "en-GB"
    assert said_of_itself.comments == ""
    assert said_of_itself.created == said_of_itself.modified
    assert said_of_itself.created.replace(tzinfo=UTC) == document.dated
    everything_told = b"".join(parts.values())
    for word in (b"python-docx", b"TargetMode", b"vbaProject", b"attachedTemplate", b"w:rsid"):
        assert word not in everything_told
    undated = docx_parts(render(replace(document, dated=None), PaperKind.DOCX))
    assert b"dcterms:created" not in undated["docProps/core.xml"]


def test_a_web_page_asks_for_nothing_and_runs_nothing() -> None:
    page = render(everything(HOSTILE), PaperKind.HTML).decode()
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert not re.search(r"<(script|link|img|iframe|object|embed|base|form)\b", page)
    names = {name for _, given in page_words(page).tags for name in given}
    assert not {name for name in names if name.startswith("on")}
    assert names.isdisjoint({"src", "href", "srcset", "action", "data"})
    assert "url(" not in page
    assert "@import" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


def test_a_web_page_is_marked_up_by_what_things_are() -> None:
    page = html_words(everything("Words"))
    tags = [tag for tag, _ in page.tags]
    assert tags.count("h1") == tags.count("main") == 1
    ranks = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    for name in ("section", "figure", "figcaption", "caption", "dl", "dt", "dd", "ol", "ul"):
        assert name in tags, name
    assert all(given.get("scope") == "col" for tag, given in page.tags if tag == "th")
    assert [given.get("start") for tag, given in page.tags if tag == "ol"] == [None, "12", "7"]
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert len(set(ids)) == len(ids)
    named = [
        word for _, given in page.tags for word in (given.get("aria-labelledby") or "").split()
    ]
    assert set(named) <= set(ids)
    pictures = [given for tag, given in page.tags if tag == "svg"]
    assert len(pictures) == 3
    assert all(given["role"] == "img" for given in pictures)
    assert page.tags[0] == ("html", {"lang": "en-GB"})


def test_a_marking_that_looks_like_style_stays_words() -> None:
    document = Document("T", (), marking='"} body{display:none} </style><b>', reference="\\22 x")
    page = html_words(document)
    assert page.foot == '"}body{display:none}</style><b>\\22x'
    assert [tag for tag, _ in page.tags].count("b") == 0
    style = render(document, PaperKind.HTML).decode().partition("<style>")[2].partition("</style>")
    assert "display:none}" not in style[0].partition("@page{")[2]


def test_leftward_words_run_leftwards() -> None:
    document = Document("T", (doc.Paragraph("שלום"), doc.Paragraph("Latin שלום")))
    page = html_words(document)
    assert [given for tag, given in page.tags if tag == "p"] == [{"dir": "auto"}] * 2
    opened = docx.Document(BytesIO(render(document, PaperKind.DOCX)))
    told = [p._p.pPr.find(qn("w:bidi")) is not None for p in opened.paragraphs]
    assert told == [False, True, False]


def test_a_page_break_breaks_the_page_and_leaves_no_empty_paragraph() -> None:
    document = Document(
        "T",
        (
            doc.PageBreak(),
            doc.Paragraph("a"),
            doc.PageBreak(),
            doc.Table((doc.Column("h"),), (("c",),)),
        ),
    )
    opened = docx.Document(BytesIO(render(document, PaperKind.DOCX)))
    breaks = [p.text for p in opened.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["a", ""]


def test_a_language_that_is_none_does_not_reach_the_files() -> None:
    document = Document("T", (), language='en"/><x')
    assert docx_words(render(document, PaperKind.DOCX)) == "T"
    assert html_words(document).tags[0][0] == "html"
