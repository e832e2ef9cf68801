"""Dates of birth, and ages of people who can be told apart."""

import re
from collections.abc import Iterator

from visits_app.domain.privacy.ordinary import OPENINGS
from visits_app.domain.privacy.passages import Passage, PassageKind
from visits_app.domain.privacy.reading import Reading
from visits_app.domain.privacy.vocabulary import ADULT, MONTHS, NUMBER_WORD, PERSON
from visits_app.domain.privacy.words import listed

_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTHS})\.?,?(?: (?:19|20)?\d\d)?|(?:{MONTHS})\.? "
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?|"
    rf"\d{{1,2}} ?[/.\-] ?\d{{1,2}} ?[/.\-] ?(?:19|20)?\d\d|"
    rf"(?:19|20)\d\d-\d\d-\d\d|(?:{MONTHS})\.?,? (?:19|20)\d\d|(?:19|20)\d\d)"
)
_BORN = re.compile(
    rf"\b(?:d\.? ?o\.? ?b\.?|date of birth|birth date|birthdate|born|birthdays?|b\.|"
    rf"due date|baby (?:is |was )?due|expected)[ :,]{{0,3}}(?:\w{{2,9}} ){{0,4}}?(?:{_DATE})(?!\w)",
    re.I,
)
_BIRTHDAY = re.compile(
    rf"\b(?:turn(?:s|ed|ing)?|will be|becomes|became|was) (?:\d{{1,2}}|{NUMBER_WORD}) (?:on|"
    rf"in) (?:{_DATE})(?!\w)",
    re.I,
)
_BRACKETED = re.compile(
    r"(?<=[\w.]) \((?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)\)"
    r"|(?<=[a-z],) \d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d\d(?=[,;.)])"
)
_BEFORE_BIRTHDAY = re.compile(
    rf"(?<!\w)(?:{_DATE})[^.\n;:,]{{0,25}}?(?:birthday|date of birth|birth date|birthdate|"
    rf"\bDOB\b|was born)",
    re.I,
)
_ORDINAL_BIRTHDAY = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|\d{1,2}(?:st|nd|rd|th)) "
    r"birthday\b",
    re.I,
)
_N = rf"(?:\d{{1,2}}|{NUMBER_WORD})"
_LIST = rf"{_N}(?: months?| weeks?)?(?:(?:,? and |, ?| or | & |-| to | ?– ?){_N}){{0,6}}"
_WHO = rf"(?:{PERSON}|{ADULT})"
_LEAD = (
    rf"(?:(?:\d{{1,2}}|{NUMBER_WORD}|an?|the|his|her|their|two|"
    rf"both) (?:[\w'’\-]{{2,15}} ){{0,2}}?{_WHO},? (?:who (?:is|are|was|were) )?(?:both |"
    rf"all )?(?:is |are |was |were )?)?"
)
_AGED = re.compile(
    rf"\b{_LEAD}(?:aged?|ages(?: of)?|ages (?:ran|ranged|range|went|were|are)|"
    rf"between the ages of|at the age of|of the age of) (?:of |about |around |just |only |under |"
    rf"over |between |from )?({_LIST})(?![\w%]|[.,]\d)",
    re.I,
)
_YEAR_OLD = re.compile(
    rf"\b(?:(an?|the|his|her|their|our|one|two|three|four|five|this|that|another|whose|my|[1-5]) )?"
    rf"(?:[\w'’]{{2,15}} ){{0,1}}?({_N}(?:(?:,? and |, ?| or |-? to |"
    rf"-?, ){_N}){{0,4}})[ \-]?(year|month|week|yr|day)s?[ \-]?(olds?|o)\b",
    re.I,
)
_ADVERB = (
    r"(?:only |just |now |nearly |almost |barely |about |still |"
    r"already |not yet |coming up to |approaching |rising )"
)
_IS_AGE = re.compile(
    rf"\b(?:he|she|who|they|child|boy|girl|son|daughter|brother|sister|baby|toddler|eldest|"
    rf"oldest|youngest|mother|father|one|twins?|[^\W\d_]\w{{1,20}}|[^\W\d_]\.)"
    rf"(?:['’]s|,? is|,? was| are| were| has just turned| had just turned| just turned| turned|"
    rf" turns| will be| is now| is only| was only| is just| was just| is nearly| is almost) "
    rf"{_ADVERB}?({_N})(?: and a half)?(?=[.,;:!?)]|$| (?:and|but|when|years? old|now|next|this|"
    rf"last|that|in|on|or|when|before|since|at|with|who|he|she)\b)"
    rf"(?! (?:of|in|on|out|per)\b (?:a |the )?(?:\w+ )?(?:hundred|ten|case|team|visit|worker))",
    re.I,
)
_IS_HINT = re.compile(
    rf"(?:['’]s|is|was|are|were|turn|turns|turned|be|now|only|just|nearly|almost) "
    rf"{_ADVERB}?{_N}\b",
    re.I,
)
_OF_HINT = re.compile(
    rf"\bof {_ADVERB}?{_N}\b|\b{_N} ?(?:years|months|weeks|yrs|yr|yo|y/o)\b|\bYear {_N}\b", re.I
)
_OF_AGE = re.compile(
    rf"\b(?:an? |the |his |her |their |this |that )?(?:[\w'’\-]{{2,15}} )?(?:{PERSON}|"
    rf"{ADULT}) of (?:{_ADVERB})?{_N}(?: months| weeks| years| days)?"
    rf"(?=[,.;:!?)’”]|$| (?:who|was|is|had|has|told|asked|and|with|in|at|came|said|whose)\b)|"
    rf"\b{_N} (?:years|months|weeks) of age\b|\b{_N} ?(?:yrs|yr|yo|y/o)\b(?! ago)|"
    rf"\b(?:an?|the|one|this|that) Year (?:\d{{1,2}}|{NUMBER_WORD}) (?:girl|boy|pupil|child|"
    rf"student)\b",
    re.I,
)
_SHORT_AGE = re.compile(
    rf"(?:(?<=[^\W\d_])|(?<=[a-z],)) ?\((?:aged )?({_N})(?: yrs?| years?| years old)?\)|"
    rf"\b(\d{{1,2}}) ?(?:yo|y/o|yrs? old)\b|"
    rf"\b(?:eldest|oldest|youngest|boy|girl|son|daughter|brother|sister|"
    rf"baby)(?: child)?, ({_N})(?=[,.;])|"
    rf"(?<=\w), {_ADVERB}({_N})(?=[,.;])",
    re.I,
)
_UNBORN = re.compile(r"\b(?:\d{1,2}|" + NUMBER_WORD + r") (?:weeks|months) pregnant\b", re.I)
_BIRTH_WORDS = listed("birthday birthdays born birth birthdate dob b d baby")
_AGE_WORDS = frozenset({"age", "aged", "ages"})
_OLD_WORDS = frozenset({"old", "olds", "o"})
_CAPITAL = re.compile(r"[^\W\d_a-z]")


def age_passages(reading: Reading) -> Iterator[Passage]:
    """Find dates of birth and ages that belong to one person or a counted few."""
    yield from _births(reading)
    text = reading.text
    for found in reading.find(_AGED, reading.near(_AGE_WORDS)):
        if _points(reading, found, found[1]):
            yield _age(*found.span(), text)
    for found in reading.find(_YEAR_OLD, reading.near(_OLD_WORDS)):
        many = found[4].lower() == "olds" and found[1] is None
        if not many or _counted(reading, found.start()):
            yield _age(*found.span(), text)
    for found in reading.find(_IS_AGE, reading.around(_IS_HINT, reading.numbers, 48)):
        if _plausible(found[1]) and _is_somebody(found[0]):
            yield _age(*found.span(), text)
    for found in reading.find(_OF_AGE, reading.around(_OF_HINT, reading.numbers, 48)):
        yield _age(*found.span(), text)
    for found in reading.find(_SHORT_AGE, reading.numbers):
        number = found[1] or found[2] or found[3] or found[4]
        if _plausible(number) and (found[1] is None or _after_somebody(text, found.start())):
            yield _age(*_trimmed(found), text)
    for found in reading.find(_UNBORN, reading.near(frozenset({"pregnant"}))):
        yield _age(*found.span(), text)


def _births(reading: Reading) -> Iterator[Passage]:
    text, near = reading.text, reading.near(_BIRTH_WORDS)
    why = "It says when somebody was born."
    for pattern, spans in (
        (_BORN, near), (_BIRTHDAY, reading.numbers), (_BRACKETED, reading.figures),
        (_BEFORE_BIRTHDAY, near), (_ORDINAL_BIRTHDAY, near),
    ):  # fmt: skip
        for found in reading.find(pattern, spans):
            start, end = _trimmed(found)
            words = text[start:end]
            opening = words[:8].lower()
            if opening == "expected" or opening.startswith("due date"):
                continue
            if opening.startswith("b.") and not text[:start].endswith(("(", ", ", " ")):
                continue
            yield Passage(start, end, PassageKind.BIRTH, words, why)


def _trimmed(found: re.Match[str]) -> tuple[int, int]:
    start, end = found.span()
    return start + len(found[0]) - len(found[0].lstrip()), end


def _points(reading: Reading, found: re.Match[str], ages: str) -> bool:
    """Say whether "aged …" points to people: a general span of ages does not by itself."""
    spread = re.search(r"\bto\b|-|–", ages) or re.search(
        r"\b(?:under|over|between|from) $", reading.text[found.start() : found.start(1)]
    )
    general = re.match(r"(?:aged|ages|age)\b", found[0], re.I) is not None
    if not _plausible(re.match(_N, ages, re.I)[0]):  # type: ignore[index]
        return False
    if spread or re.match(r"between the ages", found[0], re.I):
        return not general or _counted(reading, found.start())
    return True


_FEW = re.compile(
    rf"\b(?:\d{{1,2}}|{NUMBER_WORD}|both|twins)(?: [\w'’\-]{{1,20}}){{0,3}}? (?:{PERSON})\b|"
    rf"\b(?:{NUMBER_WORD}|\d{{1,2}}),? now (?:{NUMBER_WORD}|\d{{1,2}})\b",
    re.I,
)


def _counted(reading: Reading, position: int) -> bool:
    """Say whether the sentence has counted people before it comes to a position."""
    start, _ = reading.sentence(position)
    return _FEW.search(reading.text, start, position) is not None


def _plausible(number: str) -> bool:
    return not number.isdigit() or 0 <= int(number) <= 99


_THINGS = listed(
    "who they one average caseload total figure number count target rate ratio it there that this "
    "maximum minimum answer result score highest lowest queue wait april may june"
)


def _is_somebody(words: str) -> bool:
    """Tell "she is nine" from "the average is 20"."""
    first = re.split(r"[ '’,]", words, maxsplit=1)[0]
    if first.lower() in {
        "he",
        "she",
        "child",
        "boy",
        "girl",
        "son",
        "daughter",
        "brother",
        "sister",
    }:
        return True
    if first.lower() in _THINGS:
        return "turn" in words or "years old" in words
    turned = "turn" in words or "nearly" in words or "just" in words
    small = {"baby", "toddler", "eldest", "oldest", "youngest", "mother", "father", "twin", "twins"}
    return (
        first.lower() in small or turned or (first[0].isupper() and first.lower() not in OPENINGS)
    )


def _after_somebody(text: str, position: int) -> bool:
    """Say whether a number in brackets follows a name, initials or a word for a person."""
    before = re.search(
        r"([^\W\d_][\w'’.\-]{0,24}),? ?$", text[max(0, position - 28) : position + 1]
    )
    if before is None:
        return False
    word = before[1]
    who = rf"(?:{PERSON}|{ADULT})$"
    return re.fullmatch(who, word, re.I) is not None or _CAPITAL.match(word) is not None


def _age(start: int, end: int, text: str) -> Passage:
    why = "An age beside a place, a number or a story points to a person."
    return Passage(start, end, PassageKind.AGE, text[start:end], why)
