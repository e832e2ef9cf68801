"""A report on screen: a user's words as typed, nothing loaded, everything in order."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from visits_app.reports import document as doc
from visits_app.ui.widgets.document_view import DocumentView

TYPED = (
    "<b>bold</b>",
    '<img src="file:///etc/hostname">',
    "&amp; &lt; &#65; &",
    "<a href='https://example.org/'>here</a>",
    "<script>alert(1)</script><style>*{color:red}</style>",
    "1 < 2 > 0, a & b",
    "tabs\tand  two spaces",
    "שלום 😀 Łódź ẅ",
)


@pytest.fixture
def view(qtbot: QtBot) -> DocumentView:
    made = DocumentView()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def paper(*blocks: doc.Block, title: str = "Visit") -> doc.Document:
    return doc.Document(title, blocks, kind="Report")


def everywhere(words: str) -> doc.Document:
    """Put some words in every place a report has."""
    return paper(
        doc.Heading(words, 1, number="A"),
        doc.Paragraph(words),
        doc.KeyFacts((doc.Fact(words, words),)),
        doc.BulletList((words,)),
        doc.NumberedList((words,)),
        doc.Table((doc.Column(words), doc.Column(words)), ((words, words),), caption=words),
        doc.Callout(words, words),
        doc.Answer("A1", words, (doc.Paragraph(words),), beside=True),
        doc.Answer("A2", words, (doc.Paragraph(words), doc.Paragraph(words))),
        doc.Finding("Concern", "1", words, words),
        doc.TickBoxes((words,)),
        title=words,
    )


@pytest.mark.parametrize("words", TYPED)
def test_words_are_shown_as_typed_wherever_they_stand(view: DocumentView, words: str) -> None:
    view.show_document(everywhere(words))
    assert view.toPlainText().replace("\u00a0", " ").count(words) >= 20
    assert view.document().allFormats()
    assert not any(form.isImageFormat() for form in view.document().allFormats())
    assert not any(form.toCharFormat().isAnchor() for form in view.document().allFormats())


def test_nothing_is_ever_loaded(view: DocumentView, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"x")
    for kind in QTextDocument.ResourceType:
        assert view.loadResource(kind.value, QUrl.fromLocalFile(str(picture))) is None


def test_a_long_answer_is_there_to_its_last_word(view: DocumentView) -> None:
    words = " ".join(f"word{number}" for number in range(10_000))
    view.show_document(paper(doc.Answer("A1", "What did you see?", (doc.Paragraph(words),))))
    assert words in view.toPlainText()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.verticalScrollBar().maximum() > view.height()


def test_everything_comes_in_the_order_of_the_document(view: DocumentView) -> None:
    columns = (doc.Column("Team"), doc.Column("Due"))
    view.show_document(
        paper(
            doc.Heading("Summary", 1, number="A"),
            doc.Paragraph("First."),
            doc.Table(columns, (("Fostering", "May"), ("Adoption", "June")), caption="Asks"),
            doc.Answer("B1", "Why?", (doc.Paragraph("Because."),)),
            doc.Finding("Concern", "1", "Cold.", "Seen"),
            doc.Finding("Idea", "2", "Heat.", ""),
            doc.Paragraph("Last."),
        )
    )
    text = view.toPlainText()
    order = (
        "Visit", "A  Summary", "First.", "Asks", "Team", "Due", "Fostering", "May", "Adoption",
        "June", "B1  Why?", "Because.", "1  Concern", "Cold.", "Seen", "2  Idea", "Heat.", "Last.",
    )  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_same_document_again_stays_where_it_was_read_and_another_starts_at_its_top(
    view: DocumentView,
) -> None:
    long = paper(*(doc.Paragraph(f"Line {number}.") for number in range(200)))
    view.show_document(long)
    view.verticalScrollBar().setValue(300)
    view.show_document(paper(*long.blocks))
    assert view.verticalScrollBar().value() == 300
    view.show_document(paper(*long.blocks, title="Another"))
    assert view.verticalScrollBar().value() == 0
    assert view.accessibleDescription() == "Another"
