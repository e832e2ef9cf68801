"""Pages of a paper, one under the other, drawn when they come into sight."""

from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from visits_app.presenters.printing import MadePaper, PageImage
from visits_app.ui.theme import SPACE_L, theme

_A4 = 297 / 210


class PageSheet(QWidget):
    """One page; white also in the dark, because it is paper."""

    def __init__(self, number: int, pages: int, width: int) -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        self.setFixedSize(width, round(width * _A4))
        self.setAccessibleName(f"Page {number + 1} of {pages}")

    def show_image(self, image: PageImage) -> None:
        """Show the page once it has been drawn."""
        picture = QImage(
            image.pixels, image.width, image.height, image.width * 4, QImage.Format.Format_RGB32
        )
        self._picture = QPixmap.fromImage(picture)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect().adjusted(0, 0, -1, -1)
        painter.fillRect(area, Qt.GlobalColor.white)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRect(0, 0, self.width(), self.height()), self._picture)
        painter.setPen(QPen(theme().color("line")))
        painter.drawRect(area)


class PaperView(QScrollArea):
    """Asks for pages as they come into sight: `wanted(number, pixels)`."""

    wanted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("Preview of the pages")
        self._sheets: list[PageSheet] = []
        self._asked: set[int] = set()
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_paper(self, made: MadePaper) -> None:
        """Show another paper from its first page."""
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setSpacing(theme().px(SPACE_L))
        column.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        width = max(320, min(theme().px(720), self.viewport().width() - theme().px(48)))
        self._asked.clear()
        self._sheets = [PageSheet(number, made.pages, width) for number in range(made.pages)]
        for sheet in self._sheets:
            column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setWidget(content)
        self.verticalScrollBar().setValue(0)
        self._look.start()

    def show_page(self, image: PageImage) -> None:
        """Show a page that was asked for."""
        if image.number < len(self._sheets):
            self._sheets[image.number].show_image(image)

    def _scrolled(self, _value: int) -> None:
        # not `start` itself: it would take the value for milliseconds
        self._look.start()

    def _ask(self) -> None:
        seen = self.viewport().rect().adjusted(0, -400, 0, 400)
        ratio = self.devicePixelRatioF()
        for number, sheet in enumerate(self._sheets):
            if number in self._asked:
                continue
            top = sheet.mapTo(self.viewport(), sheet.rect().topLeft())
            if seen.intersects(QRect(top, sheet.size())):
                self._asked.add(number)
                QTimer.singleShot(
                    0, self, partial(self.wanted.emit, number, round(sheet.width() * ratio))
                )

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._look.start()
