"""The one boundary every word from outside passes: what is kept, what is taken out, and counts."""

import re
import unicodedata

LIMIT_BYTES = 200_000
"""Longest text of one field, in UTF-8 bytes."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"\S*\w\S*")


def clean(text: str) -> str:
    """Return `text` fit to keep: no control characters, no lone surrogates, NFC, `\\n` line ends.

    Nothing visible is changed. Text over `LIMIT_BYTES` is not cut here; `too_long` says so.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def too_long(text: str) -> bool:
    """Say whether `text` is longer than one field may be."""
    return len(text) * 4 > LIMIT_BYTES and len(text.encode("utf-8", "replace")) > LIMIT_BYTES


def count_words(text: str) -> int:
    """Count words as a reader would: runs without spaces that hold a letter or digit."""
    return sum(1 for _ in _WORD.finditer(text))


def shorten(text: str, length: int) -> str:
    """Return `text` on one line, at most `length` characters, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1].rsplit(" ", 1)[0]
    return (cut or line[: length - 1]).rstrip(" ,;:.") + "…"


def date_in_words(iso: str, *, weekday: bool = False) -> str:
    """Return an ISO date as "4 March 2014" (or "Tuesday 4 March 2014"); other text as it is."""
    from datetime import date

    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    words = f"{day.day} {day:%B} {day.year}"
    return f"{day:%A} {words}" if weekday else words
