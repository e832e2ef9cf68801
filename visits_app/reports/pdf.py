"""Make a PDF of a document, and save it so that an old file survives a failure."""

import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from visits_app.domain.errors import ExportError, MissingFont
from visits_app.reports.document import Document, walk
from visits_app.reports.engine import PAPER_LOCK, TTFError
from visits_app.reports.fonts import Fonts, load_fonts
from visits_app.reports.pdf_blocks import NewPage, Setter
from visits_app.reports.pdf_page import Sheet
from visits_app.reports.pdf_pieces import Setting
from visits_app.reports.pdf_style import BOTTOM, LEFT, PAGE_HEIGHT, TOP, WIDTH
from visits_app.reports.whole_files import write_whole


def render(document: Document, cancel: threading.Event | None = None) -> bytes:
    """Return the document as PDF, the same bytes for the same document.

    Raises MissingGlyph where a character cannot be printed, MissingFont where a font file is not
    there, ExportError when `cancel` is set.
    """
    fonts = load_fonts()
    fonts.check(walk(document))
    with PAPER_LOCK:
        sheet = Sheet(document, fonts)
        for _ in _place(sheet, fonts, document):
            if cancel is not None and cancel.is_set():
                raise ExportError("Making the paper was stopped. Nothing was written.")
        try:
            return sheet.finish()
        except TTFError as error:
            raise MissingFont(
                "A font file of this program is damaged, so no paper can be made. Install the "
                "program again; your visits are safe."
            ) from error


def count_pages(document: Document) -> int:
    """Return how many pages a document takes, without making its PDF. Raises MissingGlyph."""
    fonts = load_fonts()
    fonts.check(walk(document))
    with PAPER_LOCK:
        sheet = Sheet(document, fonts)
        for _ in _place(sheet, fonts, document):
            pass
        return int(sheet.getPageNumber()) - 1  # the last page is closed, the next is begun


def save_pdf(document: Document, path: Path, cancel: threading.Event | None = None) -> None:
    """Make the PDF and put it at `path`; what was there before stays until the new one is whole.

    Raises ExportError with a sentence for whatever goes wrong.
    """
    write_whole(path, render(document, cancel))


def _place(sheet: Sheet, fonts: Fonts, document: Document) -> Iterator[None]:
    """Put everything on pages, one step for each thing placed."""
    top, bottom = PAGE_HEIGHT - TOP, BOTTOM + 6
    waiting: deque[Setting | NewPage] = deque(Setter(fonts).settings(document))
    y, space = top, 0.0
    while waiting:
        yield
        setting = waiting.popleft()
        if isinstance(setting, NewPage):
            if y < top:
                sheet.showPage()
            y, space = top, 0.0
            continue
        at_top = y >= top
        gap = 0.0 if at_top else max(space, setting.before)
        free = y - gap - bottom
        height = setting.height(WIDTH)
        if not at_top and _least(setting, waiting) > free + 0.01:
            sheet.showPage()
            waiting.appendleft(setting)
            y, space = top, 0.0
            continue
        if height > free + 0.01:
            parts = setting.split(WIDTH, free)
            if parts is not None:
                setting, rest = parts
                waiting.appendleft(rest)
                height = setting.height(WIDTH)
            elif not at_top:
                sheet.showPage()
                waiting.appendleft(setting)
                y, space = top, 0.0
                continue
        setting.draw(sheet, LEFT, y - gap, WIDTH)
        y -= gap + height
        space = setting.after
    sheet.showPage()


def _least(setting: Setting, waiting: deque[Setting | NewPage]) -> float:
    """Return the height that must be free for a setting and what it may not be parted from."""
    least = setting.lead(WIDTH)
    for following in waiting:
        if not setting.keep_next or isinstance(following, NewPage):
            return least
        least += max(setting.after, following.before) + following.lead(WIDTH)
        setting = following
    return least
