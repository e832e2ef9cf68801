"""Words fit for a file of marks: what XML forbids is out, and what would turn a line about."""

import re
import unicodedata
from xml.sax.saxutils import escape

from visits_app.domain.text import clean

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of what follows them, past the end of the words they stand in."""

_RIGHT_TO_LEFT = {"R", "AL"}
_QUOTES = {'"': "&quot;", "'": "&#39;"}


def fit(text: str) -> str:
    """Return words that any XML or HTML file can hold, with "\\n" line ends and no tabs."""
    if text.isascii() and text.isprintable():
        return text
    text = clean(text.replace("\u2028", "\n")).replace("\t", " ")
    return _TURNING.sub("", text)


def escaped(text: str) -> str:
    """Return words as they stand between the marks of XML or HTML."""
    return escape(fit(text))


def quoted(text: str) -> str:
    """Return words as they stand within an attribute's quotes, on one line."""
    return escape(" ".join(fit(text).split()), _QUOTES)


def runs_leftwards(text: str) -> bool:
    """Say whether words hold letters that run from right to left."""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def begins_leftwards(text: str) -> bool:
    """Say whether the first letter of words runs from right to left, so that all of them do."""
    if text.isascii():
        return False
    ways = (unicodedata.bidirectional(character) for character in text)
    return next((way for way in ways if way in {"L", *_RIGHT_TO_LEFT}), "L") != "L"
