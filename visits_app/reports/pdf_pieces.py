"""What stands on a page besides running text: marks, boxes, ruled lines, facts side by side."""

from dataclasses import dataclass
from typing import Any, Protocol

from visits_app.reports.pdf_style import (
    ACCENT,
    GUTTER,
    HAIRLINE,
    TINT,
)
from visits_app.reports.pdf_text import TextLines


class Setting(Protocol):
    """Something set for a page: it knows its height, may split, draws from its top."""

    keep_next: bool

    @property
    def before(self) -> float:
        """Least space above."""

    @property
    def after(self) -> float:
        """Least space below."""

    def height(self, width: float) -> float:
        """Return the height at a width."""

    def lead(self, width: float) -> float:
        """Return the least height that may stand at the foot of a page."""

    def split(self, width: float, height: float) -> "tuple[Setting, Setting] | None":
        """Return what fits into a height and the rest, or None when nothing may stay."""

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at x, top."""


class Mark(Protocol):
    """Something small in the gutter beside a first line."""

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at x, top."""


class Whole:
    """The part of a setting that cannot be split."""

    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False

    def height(self, width: float) -> float:
        """Return the height at a width."""
        raise NotImplementedError

    def lead(self, width: float) -> float:
        """Return its whole height: it may not be split."""
        return self.height(width)

    def split(self, width: float, height: float) -> tuple[Setting, Setting] | None:  # noqa: ARG002
        """Return None: it stays whole."""
        return None


class Unsplit(Whole):
    """Lines that stay together, such as the small print of a chart."""

    def __init__(self, lines: TextLines) -> None:
        self._lines = lines
        self.before, self.after = lines.before, lines.after
        self.keep_next = lines.keep_next

    def height(self, width: float) -> float:
        """Return the height at a width."""
        return self._lines.height(width)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw the lines."""
        self._lines.draw(canvas, x, top, width)


@dataclass(slots=True)
class Hung:
    """A setting that hangs right of the gutter, with a mark or number in the gutter."""

    inner: Setting
    mark: Mark | None = None
    indent: float = GUTTER

    @property
    def before(self) -> float:
        """Space above."""
        return self.inner.before

    @property
    def after(self) -> float:
        """Space below."""
        return self.inner.after

    @property
    def keep_next(self) -> bool:
        """Whether it stays with what follows."""
        return self.inner.keep_next

    @keep_next.setter
    def keep_next(self, keep: bool) -> None:
        self.inner.keep_next = keep

    def height(self, width: float) -> float:
        """Return the height at a width that includes the gutter."""
        return self.inner.height(width - self.indent)

    def lead(self, width: float) -> float:
        """Return the least height that may stand at the foot of a page."""
        return self.inner.lead(width - self.indent)

    def split(self, width: float, height: float) -> "tuple[Setting, Setting] | None":
        """Split what hangs; the mark stays with the first part."""
        parts = self.inner.split(width - self.indent, height)
        if parts is None:
            return None
        return Hung(parts[0], self.mark, self.indent), Hung(parts[1], None, self.indent)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw the mark in the gutter and the rest beside it."""
        if self.mark is not None:
            self.mark.draw(canvas, x, top, self.indent)
        self.inner.draw(canvas, x + self.indent, top, width - self.indent)


class Headline(Whole):
    """A heading that enters itself into the outline where it is drawn."""

    def __init__(self, lines: TextLines, text: str, level: int, number: TextLines | None) -> None:
        self._lines, self._text, self._level, self._number = lines, text, level, number
        self.before, self.after = lines.style.before, lines.style.after
        self.keep_next = True

    def height(self, width: float) -> float:
        """Return the height of its lines."""
        return self._lines.height(width - (GUTTER if self._number else 0))

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw, and bookmark this place."""
        canvas.enter_outline(self._text, self._level, top)
        indent = 0.0
        if self._number:
            self._number.draw(canvas, x, top, GUTTER)
            indent = GUTTER
        self._lines.draw(canvas, x + indent, top, width - indent)


class Beside(Whole):
    """A label and its value in two columns, with a hairline under both unless there is a pen."""

    _GAP = 16.0
    _PAD = 5.5

    def __init__(
        self,
        label: TextLines,
        value: Setting,
        share: float,
        number: TextLines | None = None,
        ruled: bool = True,
    ) -> None:
        self._label, self._value, self._share, self._number = label, value, share, number
        self._ruled = ruled
        self._pad = self._PAD if ruled else 1.0

    def _widths(self, width: float) -> tuple[float, float]:
        free = width - self._GAP - (GUTTER if self._number else 0)
        return free * self._share, free * (1 - self._share)

    def height(self, width: float) -> float:
        """Return the height of the higher column."""
        left, right = self._widths(width)
        return max(self._label.height(left), self._value.height(right)) + 2 * self._pad

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw both columns and the hairline."""
        left, right = self._widths(width)
        indent = 0.0
        if self._number:
            self._number.draw(canvas, x, top - self._pad, GUTTER)
            indent = GUTTER
        self._label.draw(canvas, x + indent, top - self._pad, left)
        self._value.draw(canvas, x + indent + left + self._GAP, top - self._pad, right)
        if self._ruled:
            bottom = top - self.height(width)
            canvas.setLineWidth(0.5)
            canvas.setStrokeColorRGB(*HAIRLINE)
            canvas.line(x + indent, bottom, x + width, bottom)


class Boxed(Whole):
    """A tinted box with an accent bar, for what must not be missed."""

    before, after = 4.0, 14.0
    _PAD = 10.0

    def __init__(self, title: TextLines, words: TextLines | None) -> None:
        self._title, self._words = title, words

    def height(self, width: float) -> float:
        """Return the height of title, words and the box around them."""
        inside = width - 2 * self._PAD - 3
        words = self._words.height(inside) + 1 if self._words else 0.0
        return self._title.height(inside) + words + 2 * self._PAD - 2

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw the box and what is in it."""
        height = self.height(width)
        canvas.saveState()
        canvas.setFillColorRGB(*TINT)
        canvas.rect(x, top - height, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(*ACCENT)
        canvas.rect(x, top - height, 3, height, stroke=0, fill=1)
        canvas.restoreState()
        inside = width - 2 * self._PAD - 3
        x, top = x + self._PAD + 3, top - self._PAD + 1
        self._title.draw(canvas, x, top, inside)
        if self._words:
            self._words.draw(canvas, x, top - self._title.height(inside) - 1, inside)
