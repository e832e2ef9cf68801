"""Pages of a PDF as pictures, for the preview and for printing; no Qt and no files."""

import threading

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
            wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
            pixels = bytes(bitmap.buffer)
            bitmap.close()
            page.close()
        finally:
            document.close()
    row = wide * 4
    if stride != row:
        pixels = b"".join(pixels[start : start + row] for start in range(0, len(pixels), stride))
    return wide, high, pixels


_UNREADABLE = "The pages of this paper cannot be shown. Make the paper again."
