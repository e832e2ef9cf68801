"""A user's search words: as queries FTS5 cannot choke on, and as places in a text.

Every word is quoted, so nothing a person types ("kitchen's", "-kitchen", "AND") is query language.
The places are found here rather than by FTS5, so an excerpt never carries marks of its own.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from visits_app.domain.text import clean

MOST_WORDS = 12
"""Words beyond these are not looked at."""

SHORTEST_PREFIX = 3
"""A shorter last word must match whole: its beginnings would be half of all texts."""

_TOKEN = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, with the tokens it falls into ("kitchen's": kitchen, s)."""

    text: str
    tokens: tuple[str, ...]
    prefix: bool

    @property
    def query(self) -> str:
        """The word as an FTS5 phrase."""
        quoted = '"' + self.text.replace('"', '""') + '"'
        return f"{quoted} *" if self.prefix else quoted


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words to look for; () when nothing in `text` can be looked for."""
    typed = [part for part in clean(text).split() if _TOKEN.search(part)][:MOST_WORDS]
    words = []
    for place, part in enumerate(typed, start=1):
        tokens = tuple(token for _, _, token in tokens_of(part))
        prefix = place == len(typed) and len(tokens[-1]) >= SHORTEST_PREFIX
        words.append(Word(part, tokens, prefix))
    return tuple(words)


def all_words(words: Sequence[Word]) -> str:
    """Return the FTS5 query for texts that hold every word."""
    return " AND ".join(word.query for word in words)


def tokens_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Split as FTS5's unicode61 does: start, end and the folded token."""
    for found in _TOKEN.finditer(text):
        yield found.start(), found.end(), _fold(found.group())


def places(text: str, words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """Return start and end of every match of every word in `text`, in order, none overlapping."""
    tokens = list(tokens_of(text))
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        length = max((_length_at(tokens, at, word) for word in words), default=0)
        if length:
            found.append((tokens[at][0], tokens[at + length - 1][1]))
        at += length or 1
    return tuple(found)


def holds_all(text: str, words: Sequence[Word]) -> bool:
    """Say whether every word is somewhere in `text`."""
    tokens = list(tokens_of(text))
    return all(any(_length_at(tokens, at, word) for at in range(len(tokens))) for word in words)


def _length_at(tokens: Sequence[tuple[int, int, str]], at: int, word: Word) -> int:
    """Return how many tokens `word` covers from `at` on, 0 where it does not stand there."""
    length = len(word.tokens)
    if at + length > len(tokens):
        return 0
    here = [token for _, _, token in tokens[at : at + length]]
    if here[:-1] != list(word.tokens[:-1]):
        return 0
    last = word.tokens[-1]
    same = here[-1].startswith(last) if word.prefix else here[-1] == last
    return length if same else 0


def _fold(token: str) -> str:
    if token.isascii():
        return token.lower()
    apart = unicodedata.normalize("NFD", token.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
