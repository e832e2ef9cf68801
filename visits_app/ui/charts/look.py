"""The look of a chart: a colour for each role, and sizes, on screen or for a picture."""

from dataclasses import dataclass, field
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from visits_app.domain.charts import Role

# Contrast with the surface is 3 to 1 or better for every mark, 4.5 to 1 for every word.
_LIGHT = {
    Role.SERIES: "#767676",
    Role.ILLUSTRATION: "#767676",
    Role.COMPARISON: "#C3C7CB",
    Role.BENCHMARK: "#7A4A00",
    Role.MIDDLE: "#2E5E4E",
    Role.TARGET: "#801650",
    Role.MEAN: "#3D3D3D",
    Role.LIMIT: "#767676",
    Role.VISIT: "#1C7F78",
    Role.EVENT: "#4A5560",
    Role.IMPROVEMENT: "#12436D",
    Role.CONCERN: "#F46A25",
    Role.NEUTRAL: "#490092",
}
_DARK = {
    Role.SERIES: "#B4BAC0",
    Role.ILLUSTRATION: "#B4BAC0",
    Role.COMPARISON: "#565D64",
    Role.BENCHMARK: "#E0B070",
    Role.MIDDLE: "#8FCBB2",
    Role.TARGET: "#F08CC0",
    Role.MEAN: "#E3E6E8",
    Role.LIMIT: "#8F979E",
    Role.VISIT: "#4FC3BA",
    Role.EVENT: "#C0C7CE",
    Role.IMPROVEMENT: "#7DB8EA",
    Role.CONCERN: "#FF8A4C",
    Role.NEUTRAL: "#C9A6FF",
}


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Colours and sizes handed to every part of a chart; `scale` is the text zoom as a factor."""

    surface: str = "#FFFFFF"
    text: str = "#1B1F24"
    muted: str = "#5A626B"
    grid: str = "#E4E6E9"
    axis: str = "#767E87"
    accent: str = "#1D5B8F"
    on_mark: str = "#FFFFFF"
    roles: dict[Role, str] = field(default_factory=_LIGHT.copy)
    scale: float = 1.0
    density: float = 1.0
    """Pixels of the picture for each of the layout; pens of the plot do not scale by themselves."""

    def role(self, role: Role) -> QColor:
        """Return the colour of a role."""
        return QColor(self.roles[role])

    def band(self) -> QColor:
        """Return the tint of the usual range: there, and lighter than any gridline over it."""
        tint = QColor(self.roles[Role.LIMIT])
        tint.setAlpha(30)
        return tint

    def marker(self, size: float) -> float:
        """Return a marker's size: it need not grow as much as the words do."""
        return size * (0.6 + 0.4 * self.scale)

    def px(self, size: float) -> int:
        """Return a length in pixels at this scale."""
        return round(size * self.scale)

    def font(self, size: int = 12, *, bold: bool = False) -> QFont:
        """Return the font of words on the chart; `size` in pixels at scale 1."""
        return _set_in(QApplication.font().key(), self.px(size), bold)[0]

    def metrics(self, size: int = 12, *, bold: bool = False) -> QFontMetricsF:
        """Return the measures of that font."""
        return _set_in(QApplication.font().key(), self.px(size), bold)[1]


@cache
def _set_in(_key: str, pixels: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
    """Keep fonts with their measures: a chart that is moved asks for them at every frame."""
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font, QFontMetricsF(font)


PAPER = ChartLook(density=2.0)
"""For pictures: always on white, whatever the window looks like."""


def screen_look() -> ChartLook:
    """Return the look of the window as it is now."""
    from visits_app.ui.theme import theme

    now = theme()
    dark = now.color("surface").lightness() < 128
    return ChartLook(
        surface=now.colours.surface,
        text=now.colours.text,
        muted=now.colours.muted,
        grid=now.colours.line,
        axis=now.colours.field_line,
        accent=now.colours.accent,
        on_mark="#0B1C2B" if dark else "#FFFFFF",
        roles=_DARK if dark else _LIGHT,
        scale=now.zoom / 100,
    )
