"""The look in one place: colour roles, spacing, type scale, zoom; everything else asks here."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from visits_app.paths import resource

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL, SPACE_XXL = 4, 8, 12, 16, 24, 32
RADIUS = 6
CAPTION, BODY, LEAD, TITLE, DISPLAY = 12, 14, 16, 20, 28
READING_WIDTH = 720
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Colours:
    """One hex colour a role; text roles have at least 4.5 to 1 on `surface` and `background`."""

    name: str
    background: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    field_line: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    focus: str
    focus_inner: str
    danger: str
    danger_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    rail: str
    rail_text: str
    rail_selected: str
    visit: str
    selection: str


LIGHT = Colours(
    name="light",
    background="#F7F7F5",
    surface="#FFFFFF",
    raised="#F0F2F4",
    text="#1B1F24",
    muted="#5A626B",
    line="#DADDE1",
    field_line="#767E87",
    accent="#1D5B8F",
    on_accent="#FFFFFF",
    accent_hover="#174A75",
    accent_soft="#E4EDF5",
    focus="#F9B233",
    focus_inner="#1B1F24",
    danger="#A4262C",
    danger_soft="#FBE9E9",
    good="#12436D",
    good_soft="#E3EBF2",
    warning="#7A4100",
    warning_soft="#FEF3DC",
    rail="#17324A",
    rail_text="#E3EAF0",
    rail_selected="#2A5070",
    visit="#1C7F78",
    selection="#D9E7F3",
)

DARK = Colours(
    name="dark",
    background="#15181B",
    surface="#1E2226",
    raised="#282D32",
    text="#ECEEF0",
    muted="#A9B1B9",
    line="#383E44",
    field_line="#8A939C",
    accent="#7DB8EA",
    on_accent="#0B1C2B",
    accent_hover="#A1CDF2",
    accent_soft="#20364A",
    focus="#F9B233",
    focus_inner="#15181B",
    danger="#FF9B9B",
    danger_soft="#46262A",
    good="#9CC7EC",
    good_soft="#22364A",
    warning="#F6C66B",
    warning_soft="#40321A",
    rail="#101A23",
    rail_text="#D5DDE4",
    rail_selected="#28455E",
    visit="#4FC3BA",
    selection="#243E57",
)

_TOKEN = re.compile(r"@(\w+)")
_SIZE = re.compile(r"@(\d+)px")


class Theme(QObject):
    """Colours and sizes in force; `changed` after either has changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours = LIGHT
        self.zoom = 100

    def color(self, role: str) -> QColor:
        """Return the colour of a role of `Colours`."""
        return QColor(getattr(self.colours, role))

    def px(self, size: float) -> int:
        """Return a length of the scale in pixels at the present zoom."""
        return round(size * self.zoom / 100)

    def font(self, size: int = BODY, *, bold: bool = False) -> QFont:
        """Return the screen font at a size of the type scale."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def set_look(self, *, scheme: str | None = None, zoom: int | None = None) -> None:
        """Change to "light", "dark" or "system", and to a zoom of 80 to 200 per cent."""
        if scheme is not None:
            dark = scheme == "dark" or (scheme == "system" and _system_is_dark())
            self.colours = DARK if dark else LIGHT
        if zoom is not None:
            self.zoom = max(ZOOM_STEPS[0], min(ZOOM_STEPS[-1], zoom))
        self.apply()
        self.changed.emit()

    def apply(self) -> None:
        """Put palette, font and stylesheet on the application."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        app.setPalette(self._palette())
        font = QFont(app.font())
        font.setPixelSize(self.px(BODY))
        app.setFont(font)
        app.setStyleSheet(self._stylesheet())

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for key, colour in (
            (role.Window, "background"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "raised"),
            (role.Text, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "danger"),
            (role.ToolTipBase, "surface"),
            (role.ToolTipText, "text"),
            (role.PlaceholderText, "muted"),
            (role.Highlight, "selection"),
            (role.HighlightedText, "text"),
            (role.Link, "accent"),
            (role.Mid, "line"),
            (role.Dark, "field_line"),
        ):
            palette.setColor(key, self.color(colour))
        for key in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, key, self.color("muted"))
        return palette

    def _stylesheet(self) -> str:
        folder = resource("style")
        source = (folder / "app.qss").read_text(encoding="utf-8")
        source = _SIZE.sub(lambda match: f"{self.px(int(match[1]))}px", source)
        tokens = {"folder": folder.as_posix(), "scheme": self.colours.name}

        def value(match: re.Match[str]) -> str:
            word = match[1]
            return tokens.get(word) or getattr(self.colours, word)

        return _TOKEN.sub(value, source)


def _system_is_dark() -> bool:
    app = QApplication.instance()
    hints = app.styleHints() if isinstance(app, QApplication) else None
    return hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark


_theme: Theme | None = None


def theme() -> Theme:
    """Return the look of this application; made on first use."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme
