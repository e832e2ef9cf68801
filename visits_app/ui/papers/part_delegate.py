"""Draws the lines of a paper as a page reads: headings, paragraphs, bullets and rows of tables."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visits_app.domain.papers import PartKind
from visits_app.presenters.paper_states import Flag, HeadLine, Line, PartLine
from visits_app.ui.icons import pixmap
from visits_app.ui.papers.part_model import Index, line_at
from visits_app.ui.theme import BODY, CAPTION, LEAD, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.chip import chip_size, paint_chip

LOOKS = {
    Flag.CHANGED: ("warning", "warning"),
    Flag.GONE: ("warning", "warning"),
    Flag.YOURS: ("accent", "edit"),
    Flag.OWN: ("accent", "add"),
    Flag.HIDDEN: ("plain", "close"),
    Flag.RESTRICTED: ("danger", "sealed"),
}
"""Tone and icon of each flag's chip."""

_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_TALL = 100_000
_WIDEST = 920
"""Beyond this lines of text are hard to follow."""
_UNBROKEN = re.compile(r"\S{19,}")
_EMPTY = "Nothing is written here yet"


class PartDelegate(QStyledItemDelegate):
    """Measures each line once a width; `width` is what the lines are laid out for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.width = 600
        self.open_heights: dict[str, int] = {}
        """Height of the line that is open for editing, by key."""
        self._heights: dict[int, dict[str, tuple[Line, int]]] = {}
        """By width and key: the line that was measured, and its height."""

    def unmeasured(self, lines: Sequence[Line], width: int) -> int:
        """Count the lines that would have to be measured first."""
        known = self._heights.get(width, {})
        return sum(line.key not in known or known[line.key][0] != line for line in lines)

    def measure(self, line: Line, width: int) -> int:
        """Return the height of a line at a width of the view."""
        known = self._heights.setdefault(width, {})
        found = known.get(line.key)
        if found is not None and (found[0] is line or found[0] == line):
            return found[1]
        room = _inner(QRect(0, 0, width, _TALL))
        bottom = (
            _head_bottom(line, room) if isinstance(line, HeadLine) else _part_bottom(line, room)
        )
        height = bottom + theme().px(SPACE_S)
        known[line.key] = (line, height)
        return height

    def lay_out_for(self, width: int) -> None:
        """Lay lines out for another width, and forget the heights at every other."""
        self.width = width
        self._heights = {width: self._heights.get(width, {})}

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = line_at(index)
        if line is None:
            return QSize(self.width, 0)
        height = self.open_heights.get(line.key, 0) or self.measure(line, self.width)
        return QSize(self.width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, area = line_at(index), QRect(option.rect)  # type: ignore[attr-defined]
        if line is None or line.key in self.open_heights:
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, theme().color("selection"))
            bar = QRect(area.left(), area.top(), theme().px(4), area.height())
            painter.fillRect(bar, theme().color("accent"))
        inner = _inner(area)
        if isinstance(line, HeadLine):
            _paint_head(painter, line, inner)
        else:
            _paint_part(painter, line, inner)
        painter.restore()


def soft(text: str) -> str:
    """Return text with places to break inside words too long for a narrow column."""
    return _UNBROKEN.sub(_broken, text)


def _broken(match: re.Match[str]) -> str:
    word = match[0]
    return "\u200b".join(word[at : at + 12] for at in range(0, len(word), 12))


def _inner(area: QRect) -> QRect:
    side = theme().px(16)
    width = min(area.width() - 2 * side, theme().px(_WIDEST))
    return QRect(area.left() + side, area.top() + theme().px(SPACE_S), width, area.height())


def _head_font() -> QFont:
    return theme().font(LEAD, bold=True)


@lru_cache(maxsize=16)
def _metrics(_zoom: int, size: int, bold: bool) -> QFontMetrics:
    return QFontMetrics(theme().font(size, bold=bold))


def _text_height(size: int, bold: bool, text: str, width: int) -> int:
    metrics = _metrics(theme().zoom, size, bold)
    return metrics.boundingRect(0, 0, max(1, width), _TALL, _FLAGS, text or " ").height()


def _head_bottom(line: HeadLine, room: QRect) -> int:
    top = room.top() + theme().px(SPACE_M)
    top += _text_height(LEAD, True, line.title, room.width())
    if line.note:
        top += theme().px(SPACE_XS) + _text_height(BODY, False, line.note, room.width())
    return top


def _paint_head(painter: QPainter, line: HeadLine, room: QRect) -> None:
    top = room.top() + theme().px(SPACE_M)
    title = line.title
    painter.setFont(_head_font())
    painter.setPen(theme().color("danger" if line.restricted else "text"))
    height = _text_height(LEAD, True, title, room.width())
    painter.drawText(QRect(room.left(), top, room.width(), height), _FLAGS, title)
    if line.note:
        top += height + theme().px(SPACE_XS)
        painter.setFont(theme().font())
        painter.setPen(theme().color("muted"))
        painter.drawText(QRect(room.left(), top, room.width(), _TALL), _FLAGS, line.note)


def _font_of(line: PartLine) -> QFont:
    font = theme().font(BODY, bold=line.kind is PartKind.SUBHEADING)
    font.setStrikeOut(line.is_hidden)
    return font


def _cells(line: PartLine, room: QRect) -> Iterator[tuple[str, QRect]]:
    """Give each cell's words with the room across the page it has."""
    if line.kind is PartKind.ROW:
        gap = theme().px(SPACE_M)
        whole = room.width() - gap * (len(line.cells) - 1)
        left = room.left()
        for cell, width in zip(line.cells, _columns(line, whole), strict=True):
            yield soft(cell), QRect(left, room.top(), width, _TALL)
            left += width + gap
        return
    indent = theme().px(18) if line.kind is PartKind.BULLET else 0
    indent = theme().px(24) if line.kind is PartKind.CHART else indent
    text = line.told if line.kind is PartKind.CHART else "\n".join(line.cells)
    shown = soft(text) if text.strip() else _EMPTY
    yield shown, room.adjusted(indent, 0, 0, 0)


def _columns(line: PartLine, whole: int) -> Sequence[int]:
    """Return the widths of a row's cells: a column's longest word, and its share of the rest."""
    count = len(line.cells)
    if len(line.shares) != count:
        return [whole // count] * count
    return _shared_out(line.widest, line.shares, whole, theme().zoom)


@lru_cache(maxsize=256)
def _shared_out(
    widest: tuple[str, ...], shares: tuple[float, ...], whole: int, _zoom: int
) -> tuple[int, ...]:
    metrics = _metrics(theme().zoom, BODY, False)
    least = [metrics.horizontalAdvance(word) + 2 for word in widest]
    rest = whole - sum(least)
    if rest < 0:  # words break then, each column by as much
        return tuple(one * whole // sum(least) for one in least)
    wanted = [max(0.0, share * whole - one) for share, one in zip(shares, least, strict=True)]
    total = sum(wanted) or 1.0
    return tuple(round(one + rest * want / total) for one, want in zip(least, wanted, strict=True))


def _titles_height(line: PartLine, room: QRect) -> int:
    """Return what the titles above a table need, 0 where there are none."""
    if not (line.opens_table and len(line.columns) == len(line.cells)):
        return 0
    areas = [area for _, area in _cells(line, room)]
    tallest = max(
        _text_height(CAPTION, True, title, area.width())
        for title, area in zip(line.columns, areas, strict=True)
    )
    return tallest + 2 * theme().px(SPACE_S)


def _part_bottom(line: PartLine, room: QRect) -> int:
    bold = line.kind is PartKind.SUBHEADING
    top = room.top() + _titles_height(line, room)
    top += max(_text_height(BODY, bold, text, area.width()) for text, area in _cells(line, room))
    return top + _chips_height(line, room)


def _paint_part(painter: QPainter, line: PartLine, room: QRect) -> None:
    font = _font_of(line)
    titles = _titles_height(line, room)
    areas = list(_cells(line, room))
    if titles:
        painter.setFont(theme().font(CAPTION, bold=True))
        painter.setPen(theme().color("muted"))
        for title, (_, area) in zip(line.columns, areas, strict=True):
            painter.drawText(area.adjusted(0, theme().px(SPACE_XS), 0, 0), _FLAGS, title)
        painter.setPen(QPen(theme().color("field_line")))
        below = room.top() + titles - theme().px(SPACE_S)
        painter.drawLine(room.left(), below, room.right(), below)
    painter.setFont(font)
    written = any(cell.strip() for cell in line.cells)
    painter.setPen(theme().color("muted" if line.is_hidden or not written else "text"))
    for text, area in areas:
        painter.save()
        painter.setClipRect(area.adjusted(0, titles, 0, 0))
        painter.drawText(area.adjusted(0, titles, 0, 0), _FLAGS, text)
        painter.restore()
    if line.kind is PartKind.BULLET:
        painter.drawText(room.adjusted(theme().px(SPACE_XS), titles, 0, 0), _FLAGS, "•")
    if line.kind is PartKind.CHART:
        painter.drawPixmap(room.left(), room.top(), pixmap("indicators", "muted"))
    bottom = _part_bottom(line, room)
    _paint_chips(painter, line, room, bottom - _chips_height(line, room))
    if line.kind is PartKind.ROW:
        painter.setPen(QPen(theme().color("line")))
        edge = bottom + theme().px(SPACE_S) - 1
        painter.drawLine(room.left(), edge, room.right(), edge)


def _chips(line: PartLine, room: QRect) -> Iterator[tuple[Flag, QRect]]:
    """Give each flag with its place, the first at the left below the text."""
    left, top, gap = room.left(), theme().px(SPACE_XS), theme().px(SPACE_S)
    for flag in line.flags:
        size = chip_size(flag.label, LOOKS[flag][1])
        if left > room.left() and left + size.width() > room.right():
            left, top = room.left(), top + size.height() + theme().px(SPACE_XS)
        yield flag, QRect(left, top, size.width(), size.height())
        left += size.width() + gap


def _chips_height(line: PartLine, room: QRect) -> int:
    return max((area.bottom() + 1 for _, area in _chips(line, room)), default=0)


def _paint_chips(painter: QPainter, line: PartLine, room: QRect, top: int) -> None:
    for flag, area in _chips(line, room):
        tone, icon_name = LOOKS[flag]
        paint_chip(painter, QRectF(area.translated(0, top)), flag.label, tone, icon_name)
