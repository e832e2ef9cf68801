"""Pages become pictures of the asked width, from any thread, and nonsense is refused in words."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from visits_app.domain.errors import ExportError
from visits_app.reports.document import Document, PageBreak, Paragraph
from visits_app.reports.pdf import render
from visits_app.reports.preview import page_count, page_image

PDF = render(Document("Report", (Paragraph("Words"), PageBreak(), Paragraph("More"))))


def test_pages_are_counted() -> None:
    assert page_count(PDF) == 2


def test_a_page_is_white_paper_with_dark_words_and_a4_shape() -> None:
    width, height, pixels = page_image(PDF, 0, 400)
    assert width == 400
    assert abs(height - 400 * 841.89 / 595.28) <= 1
    assert len(pixels) == width * height * 4
    assert pixels[:4] == b"\xff\xff\xff\xff"
    assert set(pixels[3::4]) == {255}
    assert min(pixels[::4]) < 80


def test_odd_widths_have_no_padding_in_their_rows() -> None:
    for wide in (1, 33, 301):
        width, height, pixels = page_image(PDF, 1, wide)
        assert (width, len(pixels)) == (wide, width * height * 4)


def test_many_threads_get_the_same_picture() -> None:
    with ThreadPoolExecutor(4) as threads:
        pictures = list(threads.map(lambda _: page_image(PDF, 0, 200)[2], range(16)))
    assert len(set(pictures)) == 1


def test_what_is_no_pdf_or_no_page_is_said_in_words() -> None:
    with pytest.raises(ExportError, match="cannot be shown"):
        page_count(b"not a pdf")
    with pytest.raises(ExportError, match="cannot be shown"):
        page_image(b"", 0, 100)
    with pytest.raises(ExportError, match="no such page"):
        page_image(PDF, 2, 100)
