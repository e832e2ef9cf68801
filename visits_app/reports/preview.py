"""Pages of a PDF as pictures, for the preview and for printing; no Qt and no files."""

import threading
from typing import Any

from visits_app.domain.errors import ExportError

_LOCK = threading.Lock()
"""pdfium is not safe in two threads at once, not even with two documents."""


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has. Raises ExportError if it is not a readable PDF."""
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ExportError(_UNREADABLE) from error
        try:
            return len(document)
        finally:
            document.close()


def page_image(pdf: bytes, index: int, width: int) -> tuple[int, int, bytes]:
    """Return one page, from 0, as width, height and pixels.

    `width` is in pixels, the height follows the page's shape. Pixels are 32 bits each, blue,
    green, red, opaque, rows from the top without padding. Raises ExportError.
    """
    import pypdfium2
    from pypdfium2 import raw

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ExportError(_UNREADABLE) from error
        try:
            if not 0 <= index < len(document):
                raise ExportError("This paper has no such page. Open the preview again.")
            page = document[index]
            bitmap = page.render(
                scale=max(width, 1) / page.get_width(),
                fill_color=(255, 255, 255, 255),
                force_bitmap_format=raw.FPDFBitmap_BGRA,
            )
            wide, high = bitmap.width, bitmap.height
            pixels = _unpadded(bytes(bitmap.buffer), bitmap)
            bitmap.close()
            page.close()
        finally:
            document.close()
    return wide, high, pixels


def page_rasters(pdf: bytes, dots_per_inch: int) -> list[tuple[int, int, bytes]]:
    """Return every page as width, height and pixels: red, green, blue, rows without padding.

    Raises ExportError.
    """
    import pypdfium2
    from pypdfium2 import raw

    found = []
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ExportError(_UNREADABLE) from error
        try:
            for page in document:
                bitmap = page.render(
                    scale=dots_per_inch / 72,
                    fill_color=(255, 255, 255, 255),
                    force_bitmap_format=raw.FPDFBitmap_BGR,
                    rev_byteorder=True,
                )
                pixels = bytes(bitmap.buffer)
                found.append((bitmap.width, bitmap.height, _unpadded(pixels, bitmap)))
                bitmap.close()
                page.close()
        finally:
            document.close()
    return found


def _unpadded(pixels: bytes, bitmap: Any) -> bytes:
    row, stride = bitmap.width * bitmap.n_channels, bitmap.stride
    if stride == row:
        return pixels
    return b"".join(pixels[start : start + row] for start in range(0, len(pixels), stride))


_UNREADABLE = "The pages of this paper cannot be shown. Make the paper again."
