"""Words that a spreadsheet program would take for a formula, and how they are kept harmless."""

import re

from visits_app.domain.text import clean

_BEFORE = r"[\s\"'“”‘’`\u200b-\u200f\u202a-\u202e\u2060\ufeff]*"
"""What a program may skip at the beginning of a cell."""

_SIGN = r"[=+\-@−＝＋－＠﹢﹣﹦﹫]"
"""What begins a formula, and the wide and small forms of it."""

_FORMULA = re.compile(_BEFORE + _SIGN)
_AFTER_SEMICOLON = re.compile(rf";(?={_BEFORE}{_SIGN})")
"""In some countries programs part columns by semicolons, and there a cell would begin."""

_GUARDED_SEMICOLON = re.compile(rf";'(?={_BEFORE}{_SIGN})")


def looks_like_formula(text: str) -> bool:
    """Say whether a spreadsheet program might take words for a formula."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """Return words on one line with an apostrophe before whatever would begin a formula."""
    words = _AFTER_SEMICOLON.sub(";'", " ".join(clean(text).splitlines()).replace("\t", " "))
    return f"'{words}" if looks_like_formula(words) else words


def unguarded(text: str) -> str:
    """Return words without the apostrophes that `guarded` put before them."""
    if text.startswith("'") and looks_like_formula(text[1:]):
        text = text[1:]
    return _GUARDED_SEMICOLON.sub(";", text)
