"""The look of the paper in one place: A4, sizes in points, colours as RGB parts of one."""

from dataclasses import dataclass

from visits_app.domain.charts import Role
from visits_app.reports.fonts import Face

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89
LEFT, RIGHT = 62.0, 62.0
TOP, BOTTOM = 72.0, 70.0
GUTTER = 40.0
"""Width of the column left of the text that holds question numbers and section letters."""
WIDTH = PAGE_WIDTH - LEFT - RIGHT
BODY_WIDTH = WIDTH - GUTTER

Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    """Return "#1D5B8F" as three parts of one."""
    red, green, blue = (int(code[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return (red, green, blue)


INK = rgb("#1B1F24")
MUTED = rgb("#5A626B")
ACCENT = rgb("#1D5B8F")
HAIRLINE = rgb("#DADDE1")
RULE = rgb("#8A929B")
TINT = rgb("#F3F6F9")
WHITE = rgb("#FFFFFF")
STRENGTH = rgb("#12436D")
CONCERN = rgb("#F46A25")
CONCERN_EDGE = rgb("#3D3D3D")
IDEA = rgb("#490092")
FLAG = rgb("#1A766E")
BAND = rgb("#F1F3F4")

ROLE_COLOURS: dict[Role, Colour] = {
    Role.SERIES: rgb("#767676"),
    Role.COMPARISON: rgb("#A0A6AD"),
    Role.BENCHMARK: rgb("#7A4A00"),
    Role.MIDDLE: rgb("#2E5E4E"),
    Role.TARGET: rgb("#801650"),
    Role.MEAN: rgb("#3D3D3D"),
    Role.LIMIT: rgb("#767676"),
    Role.VISIT: rgb("#28A197"),
    Role.EVENT: rgb("#3D3D3D"),
    Role.IMPROVEMENT: STRENGTH,
    Role.CONCERN: CONCERN,
    Role.NEUTRAL: IDEA,
    Role.ILLUSTRATION: rgb("#767676"),
}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set; `before` and `after` are the least space around it."""

    size: float = 12.0
    leading: float = 16.5
    face: Face = Face.REGULAR
    colour: Colour = INK
    before: float = 0.0
    after: float = 7.0


BODY = TextStyle()
LEAD = TextStyle(size=13, leading=18.5, after=9)
MUTED_BODY = TextStyle(colour=MUTED)
SMALL = TextStyle(size=10.5, leading=14.5, colour=MUTED, after=5)
KIND = TextStyle(size=12, leading=16, face=Face.BOLD, colour=ACCENT, after=2)
TITLE = TextStyle(size=26, leading=31, face=Face.BOLD, after=4)
SUBTITLE = TextStyle(size=14, leading=19, colour=MUTED, after=14)
HEADINGS = {
    1: TextStyle(size=18, leading=23, face=Face.BOLD, colour=ACCENT, before=26, after=9),
    2: TextStyle(size=14, leading=19, face=Face.BOLD, before=20, after=7),
    3: TextStyle(size=12, leading=16.5, face=Face.BOLD, before=14, after=5),
}
LABEL = TextStyle(face=Face.BOLD, after=3)
SIDE_LABEL = TextStyle(colour=MUTED, after=0)
NUMBER = TextStyle(face=Face.BOLD, colour=ACCENT, after=0)
CELL = TextStyle(size=12, leading=16, after=0)
CELL_HEADING = TextStyle(size=11, leading=14.5, face=Face.BOLD, colour=MUTED, after=0)
CHART_TITLE = TextStyle(size=13, leading=17, face=Face.BOLD, after=1)
