"""What a PDF says, in order, and what it is made of."""

import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.report_samples import sample_report
from visits_app.domain.errors import ExportError, MissingGlyph
from visits_app.reports.document import (
    Answer,
    BulletList,
    Callout,
    Column,
    Document,
    Fact,
    Finding,
    Heading,
    KeyFacts,
    Paragraph,
    Run,
    Stands,
    Table,
    walk,
)
from visits_app.reports.fonts import load_fonts
from visits_app.reports.pdf import render

MARKUP = (
    "<b>&amp;</b>",
    '<img src="file:///etc/hostname" width="100" height="100"/>',
    "Child <J> and <K",
    "</para><para>",
    '<a href="https://example.org">here</a>',
    "<font color=red>not red</font>",
    "&lt;5 & <5 && a<b>c",
    "(brackets) \\ \\) %PDF {x} {{y}} [[z]]",
    "https://example.org/a?b=c&d=e",
)
NAMES = (
    "Zażółć gęślą jaźń, Łódź",
    "Ąžuolas Šiauliuose, ėjęs į ūkį",
    "Timișoara, Brăila, Târgu Jiu, țară",
    "São João, coração, às três",
    "Llanfair-yng-Ngŵyl, ŷd, ŵyn, Ŷ, ẁ",
    "“Quoted” ‘so’ – and — … • ½ £ € ≥ → ✓ ☐",
    "Ελλάδα, Київ, Việt Nam, Türkçe ğış",
)


def one_answer(text: str) -> Document:
    answer = Answer("F2", "What did you hear?", (Paragraph(text),))
    return Document("Report", (answer,), marking="Open", reference="V-1")


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\xad", "")


def body_of(pdf: bytes, document: Document) -> str:
    """Return all words of a PDF without white space, headers and footers taken off."""
    pages = pages_of(pdf)
    said = []
    for number, page in enumerate(pages, start=1):
        text = squeezed(page)
        furniture = squeezed(f"{document.marking}Page {number} of {len(pages)}")
        if number > 1:
            furniture = squeezed(document.title + document.reference) + furniture
        assert text.endswith(furniture)
        said.append(text.removesuffix(furniture))
    return "".join(said)


@pytest.mark.parametrize("text", [*MARKUP, *NAMES])
def test_words_are_printed_as_they_were_typed(text: str) -> None:
    document = one_answer(text)
    body = body_of(render(document), document)
    assert body == squeezed(f"Report F2 What did you hear? {text}")


def test_markup_makes_no_link_picture_or_action() -> None:
    pdf = render(one_answer("\n".join(MARKUP)))
    reader = PdfReader(BytesIO(pdf))
    for page in reader.pages:
        assert "/Annots" not in page
        assert not list(page.images)
    for word in (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile"):
        assert word not in pdf


def test_every_kind_of_block_says_its_words_in_order() -> None:
    document = Document(
        title="Visit to <Family> & Support",
        kind="Member visit report",
        subtitle="4 March 2014",
        marking="Restricted",
        reference="V-7",
        blocks=(
            Callout("Draft & more", "Not <submitted>"),
            KeyFacts((Fact("Team", "A & B"), Fact("Seal", (Run("at "), Run("3f", muted=True))))),
            Heading("Summary"),
            Paragraph((Run("Plain "), Run("strong", strong=True), Run(" leaning", emphasis=True))),
            Paragraph("First.\n\nSecond\nthird line."),
            BulletList(("one", "two & three")),
            Finding("concern", "3", "No <door>", "Premises · What we saw"),
            Heading("Plan", 2, "A"),
            Answer("A1", "Team", (Paragraph("Family Support"),), beside=True),
            Table((Column("Ask"), Column("Owner")), (("Do <it>", "Head"), ("And it", ""))),
        ),
    )
    body = body_of(render(document), document)
    meant = [
        "Member visit report",
        "Visit to <Family> & Support",
        "4 March 2014",
        "Draft & more Not <submitted>",
        "Team A & B Seal at 3f",
        "Summary Plain strong leaning First. Second third line.",
        "one two & three",
        "3 Premises · What we saw No <door>",
        "A Plan A1 Team Family Support",
        "Ask Owner Do <it> Head And it",
    ]
    # The number of a finding stands in the gutter and is drawn with its first line.
    assert body == squeezed("".join(meant))


_COVERED = sorted(load_fonts()._in_words)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from(_COVERED), max_size=300))
def test_any_printable_text_comes_out_as_it_went_in(text: str) -> None:
    document = one_answer(f"x{text}x")
    try:
        pdf = render(document)
    except MissingGlyph:
        assert load_fonts().missing(text)
        return
    from visits_app.reports.fonts import for_paper

    meant = squeezed(f"Report F2 What did you hear? x{for_paper(text)}x").replace("\xa0", "")
    assert body_of(pdf, document) == meant


def test_ten_thousand_words_are_all_there_and_in_order() -> None:
    words = [f"word{number}" for number in range(10_000)]
    document = one_answer(" ".join(words))
    body = body_of(render(document), document)
    assert body == squeezed(f"Report F2 What did you hear? {' '.join(words)}")


def test_words_stay_apart_where_lines_break() -> None:
    words = [f"word{number}" for number in range(300)]
    text = " ".join(pages_of(render(one_answer(" ".join(words)))))
    assert [word for word in text.split() if word.startswith("word")] == words


def test_control_characters_and_joiners_leave_no_box() -> None:
    document = one_answer("one\x00\x07two\u200b\u200e\ufeff three\u2028four\tfive\x1b")
    assert body_of(render(document), document).endswith("onetwothreefourfive")


def test_pages_are_numbered_and_marked() -> None:
    document = one_answer("line\n" * 200)
    pages = pages_of(render(document))
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Open" in page
        assert ("V-1" in page) is (number > 1)


def test_headings_are_bookmarks_on_their_pages() -> None:
    document = Document(
        "Report",
        (
            Heading("First"),
            Paragraph("line\n" * 60),
            Heading("Second"),
            Heading("Inner ≥ ŵ", 2, "B"),
            Heading("Deep", 3),
            Paragraph("words"),
        ),
    )
    reader = PdfReader(BytesIO(render(document)))

    def flat(outline: object, depth: int = 0) -> list[tuple[str, int, int]]:
        found = []
        for entry in outline:  # type: ignore[attr-defined]
            if isinstance(entry, list):
                found += flat(entry, depth + 1)
            else:
                page = reader.get_destination_page_number(entry)
                found.append((str(entry.title), depth, int(page or 0)))
        return found

    assert flat(reader.outline) == [
        ("Report", 0, 0),
        ("First", 1, 0),
        ("Second", 1, 1),
        ("B Inner ≥ ŵ", 2, 1),
        ("Deep", 3, 1),
    ]


def test_title_language_author_and_subject_are_in_the_file() -> None:
    document = Document(
        "Ymweliad â’r Tŷ",
        (Paragraph("Geiriau"),),
        language="cy",
        author="Councillor Ŵ",
        subject="Report <1> & more",
    )
    reader = PdfReader(BytesIO(render(document)))
    info = reader.metadata
    assert info is not None
    assert (info.title, info.author) == ("Ymweliad â’r Tŷ", "Councillor Ŵ")
    assert info.subject == "Report <1> & more"
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "cy"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] is True or (
        str(catalog["/ViewerPreferences"]["/DisplayDocTitle"]).lower() == "true"
    )
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title == {"x-default": "Ymweliad â’r Tŷ"}
    assert xmp.dc_description == {"x-default": "Report <1> & more"}


def test_a_paper_says_when_its_words_were_written_or_nothing() -> None:
    sealed = datetime(2014, 3, 4, 18, 30, 15, tzinfo=timezone(timedelta(hours=1)))
    words = (Paragraph("Words"),)
    info = PdfReader(BytesIO(render(Document("Dated", words, dated=sealed)))).metadata
    assert info is not None
    assert info.creation_date == info.modification_date == sealed
    info = PdfReader(BytesIO(render(Document("A form", words)))).metadata
    assert info is not None
    assert (info.creation_date, info.modification_date) == (None, None)
    assert info.title == "A form"


def test_pages_are_a4_and_all_fonts_are_embedded() -> None:
    reader = PdfReader(BytesIO(render(sample_report())))
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        for font in page["/Resources"]["/Font"].values():
            face = font.get_object()
            assert face["/Subtype"] == "/TrueType"
            assert "/FontFile2" in face["/FontDescriptor"]


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys, hashlib\n"
        "from tests.report_samples import sample_report, paper\n"
        "sys.stdout.write(hashlib.sha256(paper(sample_report())).hexdigest())"
    )
    root = Path(__file__).parents[2]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": "UTC"},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1
    document = sample_report()
    assert render(document) == render(document)


def test_every_word_of_a_report_is_on_paper() -> None:
    document = sample_report()
    body = squeezed("".join(pages_of(render(document))))
    for piece in walk(document):
        if piece.where not in {"the subject", "the author"} and piece.stands is not Stands.FIGURES:
            for line in piece.text.split("\n"):
                assert squeezed(line)[:60] in body, piece


def test_a_long_table_repeats_its_heading_and_keeps_every_row_once() -> None:
    rows = tuple(
        (f"Row{number:03}", "Some words about it " * (number % 7)) for number in range(200)
    )
    document = Document("Report", (Table((Column("Which"), Column("What", 3)), rows),))
    pages = pages_of(render(document))
    assert all("Which" in page and "What" in page for page in pages)
    text = "".join(pages)
    found = [word for word in text.split() if word.startswith("Row")]
    assert found == [row[0] for row in rows]


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    words = [f"cell{number}" for number in range(1500)]
    document = Document("Report", (Table((Column("A"), Column("B")), ((" ".join(words), "x"),)),))
    pages = pages_of(render(document))
    assert len(pages) > 2
    found = [word for page in pages for word in page.split() if word.startswith("cell")]
    assert found == words


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(30, 45):
        document = Document(
            "Report",
            (Paragraph("line\n" * lines), Heading("Heading"), Paragraph("Its words. " * 40)),
        )
        for page in pages_of(render(document)):
            assert ("Heading" in page) <= ("Its words" in page)


def test_making_a_paper_can_be_stopped() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(ExportError, match="stopped"):
        render(one_answer("words"), stop)
