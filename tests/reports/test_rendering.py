"""One door: a file's ending says what a paper becomes, and an old file survives a failure."""

from pathlib import Path
from threading import Event

import pytest

from visits_app.domain.errors import ExportError, MissingGlyph, UnknownPaperKind
from visits_app.reports.document import Document, Paragraph
from visits_app.reports.rendering import PaperKind, kind_of, render, save

PAPER = Document("Łódź", (Paragraph("Words"),))
BEGINS = {PaperKind.PDF: b"%PDF", PaperKind.DOCX: b"PK\x03\x04", PaperKind.HTML: b"<!DOCTYPE html>"}


@pytest.mark.parametrize("kind", PaperKind)
def test_the_ending_says_what_is_written(kind: PaperKind, tmp_path: Path) -> None:
    path = tmp_path / f"Łódź{kind.suffix.upper()}"
    assert kind_of(path) is kind
    save(PAPER, path)
    assert path.read_bytes().startswith(BEGINS[kind])
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["paper", "paper.odt", "paper.", f"paper.{'x' * 300}"])
def test_another_ending_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownPaperKind) as refused:
        save(PAPER, tmp_path / name)
    assert ".docx (Word)" in str(refused.value)
    assert len(str(refused.value)) < 200
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_paper(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="a folder has that name"):
        kind_of(tmp_path)


@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_that_is_no_longer_wanted_is_not_made(kind: PaperKind) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(ExportError):
        render(PAPER, kind, stop)


def test_what_paper_cannot_show_word_and_the_web_can(tmp_path: Path) -> None:
    document = Document("T", (Paragraph("👩 שלום"),))
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(MissingGlyph):
        save(document, path)
    assert path.read_bytes() == b"old"
    save(document, tmp_path / "a.docx")
    save(document, tmp_path / "a.html")
    assert "👩" in (tmp_path / "a.html").read_text(encoding="utf-8")
