"""A chart as SVG: the drawing that the PDF holds, with real text, for a page of HTML."""

from collections.abc import Sequence

from visits_app.domain.charts import Chart
from visits_app.reports.characters import escaped
from visits_app.reports.drawing import DrawnPath, DrawnText
from visits_app.reports.fonts import Face, Fonts
from visits_app.reports.pdf_charts import PLOT_HEIGHT, Figure
from visits_app.reports.pdf_style import WIDTH, Colour

_FAMILY = "Lato, 'Segoe UI', system-ui, 'Helvetica Neue', Arial, sans-serif"
_LOOKS = {
    Face.BOLD.value: ' font-weight="bold"',
    Face.ITALIC.value: ' font-style="italic"',
}


class SvgPath:
    """A line of straight parts, upside down as SVG has it."""

    def __init__(self, height: float) -> None:
        self._height = height
        self.steps: list[str] = []

    def moveTo(self, x: float, y: float) -> None:  # ReportLab's names
        """Begin at a place."""
        self.steps.append(f"M{_short(x)} {_short(self._height - y)}")

    def lineTo(self, x: float, y: float) -> None:
        """Go straight to a place."""
        self.steps.append(f"L{_short(x)} {_short(self._height - y)}")

    def close(self) -> None:
        """Go back to the beginning."""
        self.steps.append("Z")


class SvgText:
    """Words on one line, each stretch as wide as it was measured for the PDF."""

    def __init__(self, fonts: Fonts, x: float, y: float) -> None:
        self._fonts, self._x, self._y = fonts, x, y
        self._face, self._size, self._colour = Face.REGULAR.value, 0.0, "#000000"
        self.parts: list[str] = []

    def setFillColorRGB(self, red: float, green: float, blue: float) -> None:
        """Choose the colour of what follows."""
        self._colour = _code((red, green, blue))

    def setFont(self, name: str, size: float) -> None:
        """Choose face and size of what follows."""
        self._face, self._size = name, size

    def textOut(self, text: str) -> None:
        """Set some words after the last ones."""
        if not text:
            return
        wide = self._fonts.width(Face(self._face), text, self._size)
        # Squeezed or stretched to its measure, because a reader's own font may be a wider one.
        fitted = f' textLength="{_short(wide)}" lengthAdjust="spacingAndGlyphs"' if wide else ""
        self.parts.append(
            f'<text x="{_short(self._x)}" y="{_short(self._y)}" font-size="{_short(self._size)}" '
            f'fill="{self._colour}"{_LOOKS.get(self._face, "")}{fitted}>{escaped(text)}</text>'
        )
        self._x += wide


class SvgSurface:
    """A sheet of SVG, `height` points high, to draw a chart on."""

    def __init__(self, fonts: Fonts, height: float) -> None:
        self._fonts, self._height = fonts, height
        self.parts: list[str] = []
        self._stroke = self._fill = "#000000"
        self._width, self._dashes, self._join = 1.0, "", ""
        self._kept: list[tuple[str, str, float, str, str]] = []

    def saveState(self) -> None:
        """Remember colours and lines."""
        self._kept.append((self._stroke, self._fill, self._width, self._dashes, self._join))

    def restoreState(self) -> None:
        """Go back to the colours and lines remembered last."""
        self._stroke, self._fill, self._width, self._dashes, self._join = self._kept.pop()

    def setLineWidth(self, width: float) -> None:
        """Choose how thick lines are."""
        self._width = width

    def setLineJoin(self, join: int) -> None:
        """Choose how lines meet: 1 is round."""
        self._join = ' stroke-linejoin="round"' if join == 1 else ""

    def setDash(self, dashes: Sequence[float]) -> None:
        """Choose the dashes of lines; none for whole lines."""
        told = " ".join(_short(dash) for dash in dashes)
        self._dashes = f' stroke-dasharray="{told}"' if told else ""

    def setStrokeColorRGB(self, red: float, green: float, blue: float) -> None:
        """Choose the colour of lines."""
        self._stroke = _code((red, green, blue))

    def setFillColorRGB(self, red: float, green: float, blue: float) -> None:
        """Choose the colour of areas."""
        self._fill = _code((red, green, blue))

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a straight line."""
        down = self._height
        self.parts.append(
            f'<line x1="{_short(x1)}" y1="{_short(down - y1)}" x2="{_short(x2)}" '
            f'y2="{_short(down - y2)}"{self._look(1, 0)}/>'
        )

    def circle(self, x: float, y: float, radius: float, stroke: int, fill: int) -> None:
        """Draw a circle."""
        self.parts.append(
            f'<circle cx="{_short(x)}" cy="{_short(self._height - y)}" r="{_short(radius)}"'
            f"{self._look(stroke, fill)}/>"
        )

    def rect(self, x: float, y: float, width: float, height: float, stroke: int, fill: int) -> None:
        """Draw a rectangle from its lower left corner."""
        self.roundRect(x, y, width, height, 0, stroke, fill)

    def roundRect(
        self, x: float, y: float, width: float, height: float, radius: float, stroke: int, fill: int
    ) -> None:
        """Draw a rectangle with round corners."""
        corners = f' rx="{_short(radius)}"' if radius else ""
        self.parts.append(
            f'<rect x="{_short(x)}" y="{_short(self._height - y - height)}" '
            f'width="{_short(width)}" height="{_short(height)}"{corners}'
            f"{self._look(stroke, fill)}/>"
        )

    def beginPath(self) -> SvgPath:
        """Return a path to draw later."""
        return SvgPath(self._height)

    def drawPath(self, path: DrawnPath, stroke: int = 1, fill: int = 0) -> None:
        """Draw a path of ours."""
        assert isinstance(path, SvgPath)
        self.parts.append(f'<path d="{"".join(path.steps)}"{self._look(stroke, fill)}/>')

    def beginText(self, x: float, y: float) -> SvgText:
        """Return words to set later, from a place on."""
        return SvgText(self._fonts, x, self._height - y)

    def drawText(self, text: DrawnText) -> None:
        """Set words of ours."""
        assert isinstance(text, SvgText)
        self.parts += text.parts

    def _look(self, stroke: int, fill: int) -> str:
        filled = f' fill="{self._fill if fill else "none"}"'
        if not stroke:
            return filled
        thick = f' stroke-width="{_short(self._width)}"'
        return f'{filled} stroke="{self._stroke}"{thick}{self._dashes}{self._join}'


def chart_svg(
    fonts: Fonts,
    chart: Chart,
    key: str,
    beside: Chart | None = None,
    plot_height: float = PLOT_HEIGHT,
) -> str:
    """Return a chart's picture as an SVG element; `key` makes the ids of its name unique.

    Its name for those who listen is the chart's title and sentence.
    """
    figure = Figure(fonts, chart, beside, plot_height)
    height = figure.height(WIDTH)
    surface = SvgSurface(fonts, height)
    figure.draw(surface, 0.0, height, WIDTH)
    size = f"{_short(WIDTH)} {_short(height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" '
        f'aria-labelledby="{key}-title {key}-words" font-family="{_FAMILY}">'
        f'<title id="{key}-title">{escaped(chart.title)}</title>'
        f'<desc id="{key}-words">{escaped(chart.sentence)}</desc>'
        f"{''.join(surface.parts)}</svg>"
    )


def _short(number: float) -> str:
    """Return a length to a hundredth of a point, without needless noughts."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number else "0"


def _code(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
