"""Ways to reach somebody: e-mail, accounts, telephone numbers."""

import re
from collections.abc import Iterator

from visits_app.domain.privacy.passages import Passage, PassageKind
from visits_app.domain.privacy.reading import Reading
from visits_app.domain.privacy.words import listed

_LOCAL = re.compile(r"[\w.+%'-]{1,64}$")
_DOMAIN = re.compile(r"[^\W_](?:[\w-]{0,62})(?:\.[\w-]{1,63}){1,6}")
_HANDLE = re.compile(r"@[A-Za-z0-9_][\w.]{2,30}")
_SPOKEN = re.compile(
    r"(?<![\w.])[\w.+-]{1,40}(?: at | ?[(\[]at[)\]] ?)[\w-]{1,40}(?:(?: dot | ?[(\[]dot[)\]] ?|"
    r"\.)[\w-]{1,20}){0,3}"
    r"(?: dot | ?[(\[]dot[)\]] ?)(?:com|org|net|uk|gov|info|eu|pl|lt|pt|ro)\b",
    re.I,
)
_ACCOUNT = re.compile(
    r"\b(?:Facebook|Snapchat|Instagram|Twitter|TikTok|WhatsApp|BBM|Skype|Kik|Xbox|Gamertag)"
    r"(?: (?:name|account|profile|user ?name|handle|pin|ID|page)){1,2}[ :]{1,3}(?:is |was |of )?"
    r"[“\"'‘]?(\w[\w.\-]{2,30})",
    re.I,
)
_ACCOUNTS = listed(
    "facebook snapchat instagram twitter tiktok whatsapp bbm skype kik xbox gamertag"
)
_PHONE = re.compile(
    r"(?<![\w.,/£+-])(?:\+44|0044|\(?0)(?:[ \-]?\(0\))?(?:[ \-().]{0,2}\d){9,10}(?![\w/]|[.,]\d|"
    r"-\d)"
)
_SAID = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|ring|rang|call|called|text|texted|extension|ext|fax|"
    r"landline|helpline|number is|number was|on)"
    r"(?: (?:number|no|her|him|them|us|me|on|is|was|at|back)){0,3}[.: ]{1,3}"
    r"((?:\+|\(?0)?\d(?:[ \-().]{0,2}\d){4,13})(?![\w/%]|[.,]\d)",
    re.I,
)
_EXTENSION = re.compile(r"\b(?:ext|extn|extension)[.: ]{1,3}(\d{3,6})(?!\w)", re.I)


def contact_passages(reading: Reading) -> Iterator[Passage]:
    """Find e-mail addresses, account names and telephone numbers."""
    text = reading.text
    yield from _addresses(text)
    for found in reading.find(_SPOKEN, reading.near(frozenset({"dot"}), 140)):
        yield _mail(*found.span(), text, "It is an e-mail address in words.")
    for found in reading.find(_ACCOUNT, reading.near(_ACCOUNTS)):
        yield _mail(*found.span(1), text, "An account’s name leads to one person.")
    for found in reading.find(_PHONE, reading.figures):
        yield _phone(*found.span(), text)
    for pattern in (_SAID, _EXTENSION):
        for found in reading.find(pattern, reading.figures):
            if pattern is _EXTENSION or _could_be_phone(found[1], found[0]):
                yield _phone(*found.span(1), text)


def _addresses(text: str) -> Iterator[Passage]:
    at = text.find("@")
    while at >= 0:
        domain = _DOMAIN.match(text, at + 1)
        local = _LOCAL.search(text, max(0, at - 64), at)
        if local and domain:
            yield _mail(local.start(), domain.end(), text, "It is an e-mail address.")
        elif not local and (handle := _HANDLE.match(text, at)):
            yield _mail(at, handle.end(), text, "An account’s name leads to one person.")
        at = text.find("@", at + 1)


def _could_be_phone(number: str, whole: str) -> bool:
    """Say whether digits after "ring", "on" and the like are a number to ring, not a figure."""
    digits = sum(sign.isdigit() for sign in number)
    opening = whole[:3].lower()
    return digits >= 10 if opening == "on " else digits >= 5


def _mail(start: int, end: int, text: str, why: str) -> Passage:
    return Passage(start, end, PassageKind.EMAIL, text[start:end], why)


def _phone(start: int, end: int, text: str) -> Passage:
    why = "It has the shape of a telephone number."
    return Passage(start, end, PassageKind.TELEPHONE, text[start:end], why)
