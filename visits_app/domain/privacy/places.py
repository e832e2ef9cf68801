"""Where somebody lives: postcodes and addresses."""

import re
from collections.abc import Iterator

from visits_app.domain.privacy.ordinary import OPENINGS, TERMS
from visits_app.domain.privacy.passages import Passage, PassageKind
from visits_app.domain.privacy.reading import Reading
from visits_app.domain.privacy.vocabulary import NUMBER_WORD, STREET
from visits_app.domain.privacy.words import listed


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


_AREAS = listed(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT "
    "DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L "
    "LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S "
    "SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR "
    "WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"(?<![\w/.-])(?:{'|'.join(sorted(_AREAS, key=_longest))})"
    r"\d[\dA-HJ-NP-Y]? ?\d[ABD-HJLNP-UW-Z]{2}(?![\w/])",
    re.I,
)
_DISTRICT = re.compile(
    rf"\b(?:postcode|post code|postal district)s?(?: (?:area|district|of|is|was|"
    rf"in)){{0,2}}[ :]{{1,2}}"
    rf"((?:{'|'.join(sorted(_AREAS, key=_longest))})\d{{1,2}}(?: ?\d)?)(?!\w)",
    re.I,
)
_ORDINALS = ("st", "nd", "rd", "th")
_NAME = r"[^\W\d_][\w'’.\-]{0,24}"
_NUMBERED = re.compile(
    rf"(?<![\w.,/£-])(?:(?:flat|apartment|unit|room|plot|caravan|number|"
    rf"no\.?) )?\d{{1,4}}[a-zA-Z]?(?:-\d{{1,4}})?,? "
    rf"(?:{_NAME} ){{1,3}}(?:{STREET})\b",
    re.I,
)
_FLAT = re.compile(
    r"\b(?:[Ff]lat|[Aa]partment|[Cc]aravan|[Pp]lot|[Bb]edsit) (?:\d{1,4}[a-zA-Z]?|"
    r"[A-Z]),? (?:in |at |of )?"
    r"(?:the )?(?:[^\W\d_a-z][\w'’\-]{0,24} ){0,2}[^\W\d_a-z][\w'’\-]{0,24}"
)
_NUMBER_IN = re.compile(
    rf"\b(?:number|no\.?|house number) (?:\d{{1,4}}[a-z]?|{NUMBER_WORD}),? (?:in |on |of |"
    rf"at )?(?:the )?"
    rf"(?:{_NAME} ){{0,3}}(?:{STREET}|block|flats)\b",
    re.I,
)
_STREET = re.compile(
    rf"(?<![\w])(?:[Ii]n|[Oo]n|[Aa]t|[Oo]ff|[Nn]ear|[Oo]f|[Ff]rom|[Tt]o|[Bb]ehind|[Dd]own|[Uu]p|"
    rf"[Aa]long|[Aa]ddress:?) (?:the )?((?:[^\W\d_a-z][\w'’\-]{{1,24}} ){{1,3}}(?:{STREET}))\b"
)
_STREETS = frozenset(STREET.lower().split("|"))
_HOMES = frozenset({"flat", "apartment", "caravan", "plot", "bedsit"})
_HOUSES = listed("live lives lived living stay stays stayed staying moved rehoused housed address")
_NUMBER_AFTER = re.compile(
    rf"(?<!\w)(?:[^\W\d_a-z][\w'’\-]{{1,24}} ){{1,3}}(?:{STREET}),? (?:no\.? ?|"
    rf"number )?\d{{1,4}}[a-z]?(?![\w%]|[.,]\d)"
)
_HOUSE = re.compile(
    r"\b(?:[Ll]ives?|[Ll]ived|[Ll]iving|[Ss]tay(?:s|ed|ing)|[Mm]oved|[Rr]ehoused|[Hh]oused|"
    r"[Aa]ddress(?: is| was|:))"
    r"(?: with [\w ]{1,30}?)? (?:(?:at|in|to|into) )?(?:the )?((?:[^\W\d_a-z][\w'’\-]{1,24} ){1,3}"
    r"(?:Farm|Cottage|House|Court|Mews|Caravan Park|Caravan Site|Barn|Villas?|Flats|Towers?|"
    r"Point|Heights|Lodge))\b"
)


def place_passages(reading: Reading) -> Iterator[Passage]:
    """Find postcodes, numbered houses and flats, and streets somebody may live in."""
    for found in reading.find(_POSTCODE, reading.figures):
        ending = found[0][-2:]
        if not (ending.islower() and ending in _ORDINALS):
            why = "A postcode holds about fifteen homes."
            yield Passage(*found.span(), PassageKind.POSTCODE, found[0], why)
    for found in reading.find(_DISTRICT, reading.figures):
        why = "It is called a postcode."
        yield Passage(*found.span(1), PassageKind.POSTCODE, found[1], why)
    known = {" ".join(name.split()) for name in reading.known.names}
    for pattern, group, spans in (
        (_NUMBERED, 0, reading.figures), (_FLAT, 0, reading.near(_HOMES)),
        (_NUMBER_AFTER, 0, reading.figures), (_NUMBER_IN, 0, reading.numbers),
        (_STREET, 1, reading.near(_STREETS)),
        (_HOUSE, 1, reading.near(_HOUSES)),
    ):  # fmt: skip
        for found in reading.find(pattern, spans):
            words = found[group]
            if words in known or (pattern is _NUMBERED and not _is_address(words)):
                continue
            if pattern is _STREET and _ordinary(words):
                continue
            why = "It says where somebody lives or can be found."
            yield Passage(*found.span(group), PassageKind.ADDRESS, words, why)


def _is_address(words: str) -> bool:
    """Tell "14 Mill Lane" and "14 mill lane" from "3 workers on the way"."""
    names = re.findall(r"(?<!\w)[^\W\d_][\w'’\-]*", words)
    if names and names[0].lower() in {"flat", "apartment", "unit", "room", "number", "no", "plot"}:
        names = names[1:]
    middle = names[:-1]
    if not middle:
        return False
    if all(name[0].isupper() for name in names):
        return not _ordinary(" ".join(names))
    ending = names[-1].lower()
    sure = {"road", "street", "avenue", "lane", "crescent", "terrace", "mews"}
    return len(middle) == 1 and ending in sure and middle[0].lower() not in OPENINGS


def _ordinary(words: str) -> bool:
    """Say whether the first word makes it no street: "the Front Drive", "our Way"."""
    first, *_ = words.lower().split()
    return first in {"the", "our", "this", "each", "every", "front", "public"} or (
        first in TERMS and first in {"early", "fast", "key", "case"}
    )
