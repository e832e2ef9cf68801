"""The paper's fonts: embedded, wide enough for Europe's names, and never a box for a letter.

Lato for words; DejaVu Sans for signs Lato lacks (arrows, ticks, squares). What neither has is an
error that says where the character stands: a box on a council's paper is a lost word.
"""

import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from visits_app.domain.errors import MissingFont, MissingGlyph
from visits_app.paths import resource
from visits_app.reports.document import Piece


class Face(StrEnum):
    """A font file by what it is for; the value is also its name inside the PDF."""

    REGULAR = "Lato-Regular"
    BOLD = "Lato-Bold"
    ITALIC = "Lato-Italic"
    SIGNS = "DejaVuSans"


_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Font:
    """One loaded face: code point → width in thousandths of the size."""

    face: Face
    widths: dict[int, float]
    default_width: float

    def covers(self, code: int) -> bool:
        """Say whether the face has its own sign for a code point."""
        return code in self.widths


class Fonts:
    """The loaded faces of one folder, measuring and checking text."""

    def __init__(self, fonts: dict[Face, Font]) -> None:
        self._fonts = fonts
        words = (fonts[face].widths for face in (Face.REGULAR, Face.BOLD, Face.ITALIC))
        first, second, third = (set(widths) for widths in words)
        self._in_words = frozenset(chr(code) for code in first & second & third)
        self._signs = frozenset(chr(code) for code in fonts[Face.SIGNS].widths if code < 0x10000)
        self._measured: dict[tuple[Face, str], float] = {}

    def width(self, face: Face, text: str, size: float) -> float:
        """Return the width of a text in points; words are remembered, they come again."""
        key = (face, text)
        units = self._measured.get(key)
        if units is None:
            font = self._fonts[face]
            get, default = font.widths.get, font.default_width
            units = sum([get(ord(character), default) for character in text])
            if len(self._measured) > 50_000:
                self._measured.clear()
            self._measured[key] = units
        return units * size / 1000

    def faces(self, face: Face, text: str) -> list[tuple[Face, str]]:
        """Cut a text into runs of one face: the wanted one, or the signs where it has none."""
        if self._in_words.issuperset(text):
            return [(face, text)]
        runs: list[tuple[Face, str]] = []
        for character in text:
            has_it = character in self._in_words or character == "\n"
            chosen = face if has_it else Face.SIGNS
            if runs and runs[-1][0] is chosen:
                runs[-1] = (chosen, runs[-1][1] + character)
            else:
                runs.append((chosen, character))
        return runs

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that paper cannot show, each once, in order."""
        if self._in_words.issuperset(text):
            return ()
        return tuple(
            character
            for character in dict.fromkeys(for_paper(text))
            if character != "\n" and not self._printable(character)
        )

    def check(self, pieces: Iterable[Piece]) -> None:
        """Raise MissingGlyph naming the places and characters that cannot be printed."""
        places: dict[str, dict[str, None]] = {}
        for piece in pieces:
            for character in self.missing(piece.text):
                places.setdefault(piece.where, {})[character] = None
        if places:
            raise MissingGlyph(_sentence(places))

    def _printable(self, character: str) -> bool:
        if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
            return False
        return character in self._in_words or character in self._signs


def for_paper(text: str) -> str:
    """Return a text without what has no shape: controls, joiners, marks of direction."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\u2028", "\n").replace("\t", " ").replace("\u2011", "-")
    return "".join(
        character
        for character in text
        if character == "\n"
        or not (
            unicodedata.category(character) in {"Cc", "Cf"} or "\ufe00" <= character <= "\ufe0f"
        )
    )


def load_fonts(folder: Path | None = None) -> Fonts:
    """Return the fonts of a folder (the program's own by default), read once.

    Raises MissingFont when a file is not there or is not a TrueType font.
    """
    return _load(folder or resource("fonts"))


@lru_cache(maxsize=4)
def _load(folder: Path) -> Fonts:
    from visits_app.reports.engine import TTFError, TTFont, pdfmetrics

    fonts: dict[Face, Font] = {}
    for face in Face:
        path = folder / f"{face.value}.ttf"
        try:
            # Checksums, because a font that is cut short may load and fail on a later page.
            font = TTFont(face.value, str(path), validate=1)
        except (TTFError, OSError, struct.error, LookupError, ValueError) as error:
            raise MissingFont(
                f"The font file “{path.name}” of this program is missing or damaged, so nothing "
                "can be printed or saved as PDF. Install the program again; your visits are safe."
            ) from error
        pdfmetrics.registerFont(font)
        fonts[face] = Font(face, dict(font.face.charWidths), float(font.face.defaultWidth))
    return Fonts(fonts)


def unprintable(text: str) -> tuple[str, ...]:
    """Return what paper cannot show of a text, each character in words; empty if all is well."""
    return tuple(character_in_words(character) for character in load_fonts().missing(text))


def character_in_words(character: str) -> str:
    """Name a character so that a person recognises it: “grinning face”."""
    name = unicodedata.name(character, "")
    return name.lower() if name else f"character U+{ord(character):04X}"


def _sentence(places: dict[str, dict[str, None]]) -> str:
    characters = [character for found in places.values() for character in found]
    leftwards = all(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in characters)
    parts = []
    for where, found in list(places.items())[:_NAMED_AT_MOST]:
        names = [character_in_words(character) for character in found]
        more = len(names) - _NAMED_AT_MOST
        listed = ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
        parts.append(f"{where} ({listed})")
    others = len(places) - _NAMED_AT_MOST
    listed = "; ".join(parts) + (f"; and {others} more places" if others > 0 else "")
    if leftwards:
        return (
            f"This paper cannot be made: it holds writing that runs from right to left, in "
            f"{listed}. Write those words in Latin letters and try again."
        )
    return (
        f"This paper cannot be made: it holds characters that cannot be printed, in {listed}. "
        "Take them out or write them in words, and try again."
    )
