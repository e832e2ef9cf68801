"""Counts from 1 to 5 of children and families, told with a place or a period."""

import re
from collections.abc import Iterator

from visits_app.domain.privacy.passages import Passage, PassageKind
from visits_app.domain.privacy.reading import Reading
from visits_app.domain.privacy.vocabulary import ADULT, EVENT, MONTHS, NUMBER_WORD, PERSON

_FEW = r"(?:one|two|three|four|five|[1-5]|a single|a couple of|a pair of|both|a set of|single)"
_NOT_BETWEEN = (
    r"(?!(?:of|to|in|for|at|on|from|by|with|and|or|who|that|which|we|us|them|is|are|was|were|had|"
    r"has|have|said|told|asked|saw|spoke|workers?|staff|managers?|teams?|members?|visits?|hours?|"
    r"days?|weeks?|months?|years?|minutes?|times?|per|each|every|homes?|schools?|social|between|"
    r"could|would|can|will|may|might|should|must|do|does|did|hear|heard|over|under|than|cases?|"
    r"officers?|posts?)\b)"
)
_PEOPLE = re.compile(
    rf"(?<![\w.,/£%–-])(?:(?:only|just|the|about|fewer than|less than|at least) )?(?P<few>{_FEW})"
    rf"(?:(?: of|,? out of| in)(?: the| our| its| their| these)?(?: (?:\d{{1,3}}|{NUMBER_WORD}))?)?"
    rf"(?: {_NOT_BETWEEN}[\w'’\-]{{1,20}}){{0,3}}? (?P<who>{PERSON}|{ADULT}|{EVENT})\b"
    r"(?! (?:number|premium|plan|record|file|panel|protection|in need|council|support|worker|"
    r"group|centre|room|meeting|conference|service|team|advocate|social|case|event|forum)s?\b|-)",
    re.I,
)
_LEFT_OUT = re.compile(
    rf"(?<![\w.,/£%–-])(?P<few>{_FEW})(?: of (?:them|these|those|whom|the \w{{1,15}}))?"
    rf"(?: (?:more|others?|remaining))?"
    rf" (?:was|were|had been|have been|has been|are|is|had|have|has|went)(?: \w{{2,12}}ly| since|"
    rf" still| now| also)?"
    rf" (?:moved(?! to (?:{MONTHS})\b)|placed|taken into|excluded|missing|arrested|"
    rf"admitted|adopted|pregnant|charged|"
    rf"removed|restrained|trafficked|exploited|deported|hospitalised|sectioned|bailed|remanded|"
    rf"gone missing|run away|absconded|died|self-harmed|died|returned home|come into care)\b",
    re.I,
)
_RATE = re.compile(
    r" in (?:every )?(?:two|three|four|five|six|ten|twenty|\d{1,3})\b| per\b|-to-", re.I
)
_LISTED = re.compile(r"(?:^|\n)\s*$")
_SURE = re.compile(r"victim|defendant|offender|suicide|death|pregnan|overdose", re.I)


def count_passages(reading: Reading) -> Iterator[Passage]:
    """Find small counts of people, of what befell them, and "two were moved", in context."""
    for found in reading.find(_PEOPLE, reading.numbers):
        if _is_told(reading, found):
            yield _count(found)
    for found in reading.find(_LEFT_OUT, reading.numbers):
        if reading.in_context(found.start()):
            yield _count(found)


def _is_told(reading: Reading, found: re.Match[str]) -> bool:
    text, few, who = reading.text, found["few"].lower(), found["who"].lower()
    if _RATE.match(text, found.end()):
        return False
    # a priority with its number: "1 Children who…"
    if few.isdigit() and _LISTED.search(text, max(0, found.start() - 4), found.start()):
        return False
    if few == "single" and not found[0].lower().startswith("a single"):
        return False
    if _SURE.search(who):
        return True
    return reading.in_context(found.start())


def _count(found: re.Match[str]) -> Passage:
    why = "A count from 1 to 5 with a place or a period may point to a child."
    return Passage(*found.span(), PassageKind.COUNT, found[0], why)
