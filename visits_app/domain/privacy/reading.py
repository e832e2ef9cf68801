"""A text taken apart once for all rules: words, sentences, known names, places and periods."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from visits_app.domain.privacy.ordinary import CALENDAR, COUNTRIES, PEOPLES
from visits_app.domain.privacy.passages import Known
from visits_app.domain.privacy.vocabulary import MONTHS, NUMBER_WORD, NUMBERS, PLACE_NOUN

Span = tuple[int, int]

LONGEST = 400
"""Characters of a sentence; what is longer is read as several, so that no text takes for ever."""

_NEAR = 70
"""Characters around a number or a word that its rules look at."""

_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*+(?:['’\-][^\W\d_][^\W\d_\u0300-\u036f]*+)*+")
_DIGITS = re.compile(r"\d++")
_COUNTED = frozenset({*NUMBERS, "both", "single", "couple", "pair", "set"})
_END = re.compile(r"[.!?…]['’”\")\]]*+(?=\s)|\n")
_SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Cllr|Prof|Rev|no|No|nos|approx|e\.g|i\.e|etc|tel|Tel|ref|Ref|b)"
    r"|(?<![^\W\d_])[A-Z])\.$"
)
_PERIOD = re.compile(
    rf"\b(?:(?:in|since|by|until|till|between|and|to|during|from|before|after|last|this|next|"
    rf"early|late|mid|of)"
    rf"[ -](?:the )?(?:{MONTHS})\b|(?:{MONTHS})\.? (?:19|20)\d\d\b|\d{{1,2}}(?:st|nd|rd|th)? "
    rf"(?:{MONTHS})\b|(?:19|20)\d\d\b|(?:last|this|next|past|previous|that) (?:week|weekend|month|"
    rf"year|term|half-term|quarter|spring|summer|autumn|winter|christmas|easter|fortnight)\b|"
    rf"(?:since|at|before|after|over|by|until) (?:the )?(?:christmas|easter|summer|spring|autumn|"
    rf"winter|new year|half-term|last visit)\b|yesterday\b|this morning\b|tonight\b|"
    rf"(?:the|in) (?:last|past) (?:few |couple of )?(?:(?:\d{{1,2}}|{NUMBER_WORD}) )?"
    rf"(?:days|weeks|months|years|fortnight)\b|(?:\d{{1,2}}|{NUMBER_WORD}|a) "
    rf"(?:days?|weeks?|months?|years?|fortnight) (?:ago|before|earlier)\b|"
    rf"\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|so far this (?:year|month|term)|"
    rf"on (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|Q[1-4]\b)",
    re.IGNORECASE,
)
_WHERE = re.compile(
    rf"\b(?:(?:in|at|near|outside|from|to|around) (?:the |our |this |one )?"
    rf"(?:home|house|unit|hostel|class|nursery|village|estate|street|hamlet|bed and breakfast|"
    rf"cul-de-sac|refuge|flats|school|hotel|town|terrace)\b|(?:this|our) (?:home|unit|school|"
    rf"ward)\b"
    rf"|(?:[^\W\d_][\w'’]{{1,30}} ){{1,3}}(?:{PLACE_NOUN})\b)"
)
_IN = re.compile(r"\b(?:in|at|near|around|outside|across|throughout|within|from|to|of) $")


class Word(NamedTuple):
    """One word and where it stands; `begins` says that a sentence begins with it."""

    start: int
    end: int
    text: str
    small: str
    begins: bool
    known: bool

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and what stands where in it; spans are sorted and do not overlap."""

    text: str
    words: tuple[Word, ...]
    lower: frozenset[str]
    """Every word that stands somewhere in small letters."""
    ends: tuple[int, ...]
    places: tuple[int, ...]
    figures: tuple[Span, ...]
    """The surroundings of every number in digits."""
    numbers: tuple[Span, ...]
    """The surroundings of every number, in digits or words."""
    known: Known
    _told: dict[int, bool] = field(default_factory=dict)
    """Which sentences name a place or a period, as far as anybody asked."""

    def sentence(self, position: int) -> Span:
        """Return where the sentence around a position begins and ends."""
        at = bisect_right(self.ends, position)
        start = self.ends[at - 1] if at else 0
        return start, self.ends[at] if at < len(self.ends) else len(self.text)

    def in_context(self, position: int) -> bool:
        """Say whether the sentence around a position names a place or a period."""
        start, end = self.sentence(position)
        if start not in self._told:
            self._told[start] = (
                _any_within(self.places, start, end)
                or _PERIOD.search(self.text, start, end) is not None
                or any(_is_where(found) for found in _WHERE.finditer(self.text, start, end))
            )
        return self._told[start]

    def near(self, keys: frozenset[str], reach: int = _NEAR) -> tuple[Span, ...]:
        """Return the surroundings of some words; a compound counts by its last part."""
        hits = (
            (word.start, word.end)
            for word in self.words
            if word.small in keys or ("-" in word.small and word.small.rpartition("-")[2] in keys)
        )
        return _surroundings(hits, reach)

    def around(
        self, hint: re.Pattern[str], spans: Iterable[Span], reach: int = _NEAR
    ) -> tuple[Span, ...]:
        """Return the surroundings of a short pattern, for a long one to look at."""
        return _surroundings((found.span() for found in self.find(hint, spans)), reach)

    def find(self, pattern: re.Pattern[str], spans: Iterable[Span]) -> Iterator[re.Match[str]]:
        """Give the matches of a pattern inside some spans."""
        for start, end in spans:
            yield from pattern.finditer(self.text, start, end)


def read(text: str, known: Known) -> Reading:
    """Take a text apart; linear in its length."""
    ends = tuple(_sentence_ends(text))
    words = tuple(_words(text, ends, known))
    lower = frozenset(
        word.text for word in words if not word.capital and not _in_address(text, word)
    )
    places = tuple(word.start for word in words if word.capital and _is_place(text, word))
    digits = [found.span() for found in _DIGITS.finditer(text)]
    spelt = [(word.start, word.end) for word in words if word.small.partition("-")[0] in _COUNTED]
    figures = _surroundings(digits)
    numbers = _surroundings(sorted([*digits, *spelt]))
    return Reading(text, words, lower, ends, places, figures, numbers, known)


def _surroundings(spans: Iterable[Span], reach: int = _NEAR) -> tuple[Span, ...]:
    """Return spans widened on both sides, those that meet joined to one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start - reach <= joined[-1][1]:
            joined[-1] = (joined[-1][0], end + reach)
        else:
            joined.append((max(0, start - reach), end + reach))
    return tuple(joined)


def _in_address(text: str, word: Word) -> bool:
    """Say whether a word is part of an e-mail address or of a file's name."""
    before, after = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 2]
    if " dot " in text[word.end : word.end + 40]:
        return True
    return before in {"@", ".", "_"} or after[:1] in {"@", "_"} or after[:1] == "." != after.strip()


def _is_where(found: re.Match[str]) -> bool:
    """Say whether a match is a place: one by its noun needs a capital before that noun."""
    first = found[0][0]
    return first.isupper() or found[0].split(" ", 1)[0].islower()


def _is_place(text: str, word: Word) -> bool:
    small = word.small
    if word.known or small in COUNTRIES:
        return True
    if small in CALENDAR or small in PEOPLES or small == "i":
        return False
    return _IN.search(text, max(0, word.start - 12), word.start) is not None


def _any_within(positions: tuple[int, ...], start: int, end: int) -> bool:
    at = bisect_left(positions, start)
    return at < len(positions) and positions[at] < end


def _sentence_ends(text: str) -> Iterator[int]:
    last = 0
    for found in _END.finditer(text):
        before = max(0, found.start() - 8)
        if found[0][0] == "." and _SHORTENED.search(text, before, found.start() + 1):
            continue
        yield from range(last + LONGEST, found.end() - LONGEST // 2, LONGEST)
        last = found.end()
        yield last
    yield from range(last + LONGEST, len(text), LONGEST)


def _words(text: str, ends: tuple[int, ...], known: Known) -> Iterator[Word]:
    spans = _known_spans(text, known)
    known_until, next_span = 0, 0
    after, next_end = -1, 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        while next_span < len(spans) and spans[next_span][0] <= start:
            known_until = max(known_until, spans[next_span][1])
            next_span += 1
        while next_end < len(ends) and ends[next_end] <= start:
            next_end += 1
        begins = next_end != after or _opens(text, start)
        after = next_end
        yield Word(start, end, found[0], found[0].lower(), begins, start < known_until)


_OPENED = re.compile(r"[:;“‘\"(•*–—·|]\s*$|(?:^|\n)\s*(?:\d{1,2}[.)]|[-•*a-z][.)]?)\s+$")


def _opens(text: str, start: int) -> bool:
    """Say whether a word stands where a sentence may begin: after a colon, a quote, a bullet."""
    if not start or not text[start].isupper():
        return start == 0
    return _OPENED.search(text, max(0, start - 8), start) is not None


def _known_spans(text: str, known: Known) -> list[tuple[int, int]]:
    pattern = _known_pattern(known.names)
    return [found.span() for found in pattern.finditer(text)] if pattern else []


@lru_cache(maxsize=8)
def _known_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """Return a pattern of all known names, longest first; case counts, white space does not."""
    kept = sorted({" ".join(name.split()) for name in names if name.strip()}, key=_by_length)
    if not kept:
        return None
    one = "|".join(r"\s".join(map(re.escape, name.split())) for name in kept)
    return re.compile(rf"(?<!\w)(?:{one})(?!\w)")


def _by_length(name: str) -> tuple[int, str]:
    return -len(name), name
