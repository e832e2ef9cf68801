"""Paper onto a printer: pages are drawn as pictures at the printer's own resolution."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from visits_app.domain.errors import PrinterMissing
from visits_app.presenters.printing import MadePaper, PageImage, PrintPresenter
from visits_app.ui.context import Context

_DOTS_PER_INCH = 200
_A4_INCHES = 8.27


def print_paper(
    parent: QWidget,
    context: Context,
    presenter: PrintPresenter,
    made: MadePaper,
    printed: Callable[[], None] | None = None,
) -> None:
    """Ask which printer and pages, then print; says so where there is no printer.

    `printed` is called once the pages were sent, in place of saying so.
    """
    if not QPrinterInfo.availablePrinterNames():
        missing = PrinterMissing(
            "There is no printer on this laptop. Save the PDF instead and print it elsewhere."
        )
        context.say(str(missing), "warning")
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(made.file_name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, made.pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.accepted.connect(partial(_start, parent, context, presenter, made, printer, printed))
    dialog.setModal(True)
    dialog.show()


def _start(
    parent: QWidget,
    context: Context,
    presenter: PrintPresenter,
    made: MadePaper,
    printer: QPrinter,
    printed: Callable[[], None] | None,
) -> None:
    first = printer.fromPage() or 1
    last = printer.toPage() or made.pages
    pages = range(first - 1, min(last, made.pages))
    context.say("Printing…", "info")
    context.jobs.run(
        parent,
        partial(print_pages, presenter, made, printer, pages),
        partial(_printed, context, printed),
        partial(_failed, context),
        long=True,
    )


def print_pages(presenter: PrintPresenter, made: MadePaper, printer: QPrinter, pages: range) -> int:
    """Draw pages onto a printer and return how many; raises PrinterMissing if it is not there."""
    if not printer.isValid():
        raise PrinterMissing("The printer is not there any more. Choose another one.")
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterMissing(
            f"“{printer.printerName()}” does not answer. Check that it is on, or choose another."
        )
    try:
        for place, number in enumerate(pages):
            if place:
                printer.newPage()
            image = presenter.image(made, number, round(_DOTS_PER_INCH * _A4_INCHES))
            painter.drawImage(_whole_page(printer), _picture(image))
    finally:
        painter.end()
    return len(pages)


def _whole_page(printer: QPrinter) -> QRect:
    size: QSizeF = printer.paperRect(QPrinter.Unit.DevicePixel).size()
    return QRect(0, 0, round(size.width()), round(size.height()))


def _picture(image: PageImage) -> QImage:
    return QImage(
        image.pixels, image.width, image.height, image.width * 4, QImage.Format.Format_RGB32
    )


def _printed(context: Context, printed: Callable[[], None] | None, pages: int) -> None:
    if printed is not None:
        printed()
        return
    context.say("One page was sent to the printer." if pages == 1 else f"{pages} pages were sent.")


def _failed(context: Context, error: Exception) -> None:
    if isinstance(error, PrinterMissing):
        context.say(str(error), "error")
    else:
        context.jobs.crashed.emit(error)
