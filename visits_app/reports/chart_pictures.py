"""Charts as pictures for Word: drawn as for the PDF, 200 dots to the inch."""

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from visits_app.domain.charts import Chart
from visits_app.reports.engine import PAPER_LOCK, Canvas
from visits_app.reports.fonts import Face, Fonts
from visits_app.reports.pdf_charts import PLOT_HEIGHT, Figure
from visits_app.reports.pdf_style import WIDTH
from visits_app.reports.preview import page_rasters

DOTS_PER_INCH = 200


class Wanted(NamedTuple):
    """A chart to be drawn, beside another with the same edges where two are compared."""

    chart: Chart
    beside: Chart | None = None
    plot_height: float = PLOT_HEIGHT


def size_of(fonts: Fonts, wanted: Wanted) -> tuple[float, float]:
    """Return the width and height of a chart's picture in points."""
    return WIDTH, Figure(fonts, *wanted).height(WIDTH)


def pictures(fonts: Fonts, wanted: Sequence[Wanted]) -> list[bytes]:
    """Return charts as PNG, in order. Raises ExportError."""
    if not wanted:
        return []
    figures = [Figure(fonts, *one) for one in wanted]
    heights = [figure.height(WIDTH) for figure in figures]
    rasters = page_rasters(_drawn(figures, heights), DOTS_PER_INCH)
    return [_png(*raster) for raster in rasters]


def _drawn(figures: Sequence[Figure], heights: Sequence[float]) -> bytes:
    """Return a PDF with each chart on a page of its own size: fonts are taken in once."""
    buffer = BytesIO()
    with PAPER_LOCK:
        canvas = Canvas(buffer, pageCompression=0, initialFontName=Face.REGULAR.value)
        for figure, height in zip(figures, heights, strict=True):
            canvas.setPageSize((WIDTH, height))
            figure.draw(canvas, 0.0, height, WIDTH)
            canvas.showPage()
        return bytes(canvas.getpdfdata())


def _png(width: int, height: int, rows: bytes) -> bytes:
    """Return pixels of red, green and blue as PNG."""
    stride = width * 3
    # each row begins with the number of its filter: none
    filtered = b"".join(
        b"\0" + rows[start : start + stride] for start in range(0, height * stride, stride)
    )
    dots = round(DOTS_PER_INCH / 0.0254)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        (b"IDAT", zlib.compress(filtered, 6)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
