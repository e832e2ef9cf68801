"""Set words in lines: linear in their length, and never reading markup out of them.

ReportLab's own paragraph parses its text as markup and takes quadratic time on long ones, so
lines are broken here and drawn as plain strings.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from visits_app.reports.document import Run, Words
from visits_app.reports.fonts import Face, Fonts, for_paper
from visits_app.reports.pdf_style import MUTED, Colour, TextStyle

_BREAKABLE = re.compile(r"(?<=[-–—/_.@])(?=\w)")
_LEAST_LINES = 2
"""Fewest lines of a paragraph that may stand alone at the foot or head of a page."""


class Fragment(NamedTuple):
    """Part of a line in one face and colour."""

    face: Face
    colour: Colour
    text: str


class _Word(NamedTuple):
    width: float
    parts: tuple[Fragment, ...]


Line = list[Fragment]


@dataclass(slots=True)
class TextLines:
    """A paragraph: wraps to a width, splits between lines, draws itself from its top."""

    fonts: Fonts
    style: TextStyle
    fragments: tuple[Fragment, ...]
    keep_next: bool = False
    before: float = 0.0
    after: float = 0.0
    _lines: list[Line] | None = None
    _width: float = -1.0

    def height(self, width: float) -> float:
        """Break into lines for a width and return the height."""
        if self._lines is None or abs(width - self._width) > 0.01:
            self._lines = list(break_lines(self.fonts, self.fragments, self.style.size, width))
            self._width = width
        return len(self._lines) * self.style.leading

    def line_width(self) -> float:
        """Return the width of the widest line as it was last broken."""
        size = self.style.size
        return max(
            (
                sum(self.fonts.width(f.face, f.text, size) for f in line)
                for line in self._lines or []
            ),
            default=0.0,
        )

    def lead(self, width: float) -> float:
        """Return the least height that may stand at the foot of a page."""
        height = self.height(width)
        lines = round(height / self.style.leading)
        if lines <= 2 * _LEAST_LINES - 1 or self.keep_next:
            return height
        return _LEAST_LINES * self.style.leading

    def split(self, width: float, height: float) -> "tuple[TextLines, TextLines] | None":
        """Return what fits into a height and the rest, or None when nothing may stay."""
        self.height(width)
        lines = self._lines or []
        count = int((height + 0.01) // self.style.leading)
        if len(lines) - count < _LEAST_LINES:
            count = len(lines) - _LEAST_LINES
        if count < _LEAST_LINES:
            return None
        first = TextLines(self.fonts, self.style, (), before=self.before)
        first._lines, first._width = lines[:count], self._width
        second = TextLines(self.fonts, self.style, (), after=self.after, keep_next=self.keep_next)
        second._lines, second._width = lines[count:], self._width
        return first, second

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at x, top."""
        self.height(width)
        lines = self._lines or []
        draw_lines(canvas, lines, x, top, self.style)


def draw_lines(canvas: Any, lines: Iterable[Line], x: float, top: float, style: TextStyle) -> None:
    """Draw broken lines one under another; the first hangs from `top`."""
    # The letters sit in the middle of their line, a little low as the eye wants it.
    baseline = top - (style.leading - style.size) / 2 - style.size * 0.8
    text = canvas.beginText(x, baseline)
    face: Face | None = None
    colour: Colour | None = None
    for line in lines:
        text.setTextOrigin(x, baseline)
        for fragment in line:
            if fragment.face is not face:
                face = fragment.face
                text.setFont(face.value, style.size)
            if fragment.colour != colour:
                colour = fragment.colour
                text.setFillColorRGB(*colour)
            text.textOut(fragment.text)
        baseline -= style.leading
    canvas.drawText(text)


def fragments_of(fonts: Fonts, words: Words, style: TextStyle) -> tuple[Fragment, ...]:
    """Turn words into fragments of the style's faces; signs get the font that has them."""
    if isinstance(words, str):
        return tuple(
            Fragment(face, style.colour, text)
            for face, text in fonts.faces(style.face, for_paper(words))
        )
    return tuple(
        Fragment(face, MUTED if run.muted else style.colour, text)
        for run in words
        for face, text in fonts.faces(_face(run, style), for_paper(run.text))
    )


def _face(run: Run, style: TextStyle) -> Face:
    if run.strong:
        return Face.BOLD
    return Face.ITALIC if run.emphasis else style.face


def break_lines(
    fonts: Fonts, fragments: tuple[Fragment, ...], size: float, width: float
) -> Iterator[Line]:
    """Fill lines greedily; a word wider than a line is broken, at a hyphen where it has one.

    A line that goes on in the next keeps a space at its end, so that copied text keeps its words
    apart.
    """
    for words in _rows_of_words(fonts, fragments, size):
        line: list[_Word] = []
        used = 0.0
        for word in words:
            space = fonts.width(word.parts[0].face, " ", size) if line else 0.0
            if used + space + word.width <= width + 0.01:
                line.append(word)
                used += space + word.width
                continue
            for place, piece in enumerate(_cut(fonts, word, size, width)):
                if line:
                    yield _join(line, end="" if place else " ")
                line, used = [piece], piece.width
        yield _join(line)


def _rows_of_words(
    fonts: Fonts, fragments: tuple[Fragment, ...], size: float
) -> Iterator[list[_Word]]:
    """Give the words of each typed line, a word having parts where its manner changes."""
    row: list[_Word] = []
    parts: list[Fragment] = []

    def finish() -> None:
        if parts:
            width = sum(fonts.width(part.face, part.text, size) for part in parts)
            row.append(_Word(width, tuple(parts)))
            parts.clear()

    for face, colour, text in fragments:
        for number, typed in enumerate(text.split("\n")):
            if number:
                finish()
                yield row
                row = []
            chunks = typed.split(" ")
            for place, chunk in enumerate(chunks):
                if place:
                    finish()
                if chunk:
                    parts.append(Fragment(face, colour, chunk))
    finish()
    yield row


def _cut(fonts: Fonts, word: _Word, size: float, width: float) -> Iterator[_Word]:
    """Cut a word into pieces no wider than a line; most words are one piece."""
    if word.width <= width:
        yield word
        return
    parts: list[Fragment] = []
    used = 0.0
    for face, colour, text in word.parts:
        for chunk in _chunks(fonts, face, text, size, width):
            wide = fonts.width(face, chunk, size)
            if parts and used + wide > width:
                yield _Word(used, tuple(parts))
                parts, used = [], 0.0
            if parts and parts[-1].face is face and parts[-1].colour == colour:
                parts[-1] = Fragment(face, colour, parts[-1].text + chunk)
            else:
                parts.append(Fragment(face, colour, chunk))
            used += wide
    if parts:
        yield _Word(used, tuple(parts))


def _chunks(fonts: Fonts, face: Face, text: str, size: float, width: float) -> Iterator[str]:
    places = [0, *(match.start() for match in _BREAKABLE.finditer(text)), len(text)]
    for start, end in pairwise(sorted(set(places))):
        chunk = text[start:end]
        if fonts.width(face, chunk, size) <= width:
            yield chunk
        else:
            yield from chunk


def _join(words: list[_Word], end: str = "") -> Line:
    line: Line = []
    for number, word in enumerate(words):
        for place, part in enumerate(word.parts):
            text = f" {part.text}" if number and not place else part.text
            if line and line[-1].face is part.face and line[-1].colour == part.colour:
                line[-1] = Fragment(part.face, part.colour, line[-1].text + text)
            else:
                line.append(Fragment(part.face, part.colour, text))
    if line and end:
        line[-1] = line[-1]._replace(text=line[-1].text + end)
    return line
