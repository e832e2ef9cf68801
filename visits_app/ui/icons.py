"""One family of icons, SVG tinted from the palette."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from visits_app.paths import resource
from visits_app.ui.theme import theme

_cache: dict[tuple[str, str, int], QPixmap] = {}


def pixmap(name: str, role: str = "text", size: int = 16) -> QPixmap:
    """Return an icon in a colour role, `size` pixels at 100 % zoom, sharp on dense screens."""
    colour = theme().color(role).name()
    side = theme().px(size)
    key = (name, colour, side)
    if key not in _cache:
        _cache[key] = _draw(name, colour, side)
    return _cache[key]


def icon(name: str, role: str = "text", size: int = 16) -> QIcon:
    """Return `pixmap` as an icon; Qt greys it when its widget is disabled."""
    return QIcon(pixmap(name, role, size))


def _draw(name: str, colour: str, side: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    source = (resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    ratio = 2
    drawn = QPixmap(side * ratio, side * ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side * ratio, side * ratio))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
