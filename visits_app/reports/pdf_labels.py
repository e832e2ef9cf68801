"""Labels on a chart: measured, level, and pushed apart where two would touch."""

from collections.abc import Iterable
from typing import NamedTuple

from visits_app.reports.drawing import Surface
from visits_app.reports.fonts import Face, Fonts, for_paper
from visits_app.reports.pdf_style import RULE, Colour
from visits_app.reports.pdf_text import Fragment, break_lines

_SIZE = 9.5
_LEADING = 11.5
_WIDEST = 99.0
"""The label column at the right takes at most this much of the width; longer labels wrap."""


class SideLabel(NamedTuple):
    """A label that wants to stand at a height beside the plot."""

    y: float
    text: str
    colour: Colour
    face: Face


class Labels:
    """Draws short texts with one set of fonts."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def width(self, text: str, face: Face = Face.REGULAR, size: float = _SIZE) -> float:
        """Return a text's width in points."""
        runs = self._fonts.faces(face, for_paper(text))
        return sum(self._fonts.width(run_face, run, size) for run_face, run in runs)

    def fitted(self, text: str, width: float) -> str:
        """Return as many of a text's words as a width holds, with an ellipsis; "" for none."""
        words = text.split()
        while words:
            told = " ".join(words) + ("" if len(words) == len(text.split()) else "…")
            if self.width(told) <= width:
                return told
            words.pop()
        return ""

    def side_width(self, texts: Iterable[str]) -> float:
        """Return the width a column of labels needs, at most a fixed part of the page."""
        widest = max((self.width(text, Face.BOLD) for text in texts if text), default=0.0)
        return min(widest + 2, _WIDEST)

    def left(
        self, canvas: Surface, x: float, y: float, text: str, face: Face, colour: Colour
    ) -> None:
        """Draw a text from x to the right."""
        self._draw(canvas, x, y, text, face, _SIZE, colour)

    def right(
        self, canvas: Surface, x: float, y: float, text: str, face: Face, colour: Colour
    ) -> None:
        """Draw a text that ends at x."""
        self._draw(canvas, x - self.width(text, face), y, text, face, _SIZE, colour)

    def centred(
        self,
        canvas: Surface,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        colour: Colour,
    ) -> None:
        """Draw a text with its middle at x."""
        left = x - self.width(text, face, size) / 2
        self._draw(canvas, left, y, text, face, size, colour)

    def draw_side(
        self,
        canvas: Surface,
        labels: list[SideLabel],
        edge: float,
        width: float,
        top: float,
        bottom: float,
    ) -> None:
        """Draw labels right of an edge, each as near to its height as the others allow."""
        ordered = sorted(labels, key=lambda label: -label.y)
        set_lines = [self._wrap(label, width) for label in ordered]
        heights = [len(lines) * _LEADING for lines in set_lines]
        wanted = [label.y + high / 2 for label, high in zip(ordered, heights, strict=True)]
        tops = spread(wanted, heights, top + 4, bottom - 4)
        for label, lines, start, want in zip(ordered, set_lines, tops, wanted, strict=True):
            if abs(start - want) > 3:
                canvas.setLineWidth(0.5)
                canvas.setStrokeColorRGB(*RULE)
                middle = start - len(lines) * _LEADING / 2
                canvas.line(edge + 1, label.y, edge + 6, middle)
            y = start - _LEADING + 2.6
            for line in lines:
                self._draw(canvas, edge + 8, y, line, label.face, _SIZE, label.colour)
                y -= _LEADING

    def _wrap(self, label: SideLabel, width: float) -> list[str]:
        whole = (Fragment(label.face, label.colour, for_paper(label.text)),)
        lines = break_lines(self._fonts, whole, _SIZE, width)
        return ["".join(part.text for part in line) for line in lines]

    def _draw(
        self,
        canvas: Surface,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        colour: Colour,
    ) -> None:
        words = canvas.beginText(x, y)
        words.setFillColorRGB(*colour)
        for run_face, run in self._fonts.faces(face, for_paper(text)):
            words.setFont(run_face.value, size)
            words.textOut(run)
        canvas.drawText(words)


def spread(wanted: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Return tops for blocks, highest first, near their wanted tops, none touching another.

    `top` and `bottom` bound them where there is room; y grows upwards.
    """
    tops: list[float] = []
    limit = top
    for want, height in zip(wanted, heights, strict=True):
        tops.append(min(want, limit))
        limit = tops[-1] - height
    floor = bottom
    for place in reversed(range(len(tops))):
        lowest = floor + heights[place]
        if tops[place] >= lowest:
            break
        tops[place] = lowest
        floor = lowest
    return tops
