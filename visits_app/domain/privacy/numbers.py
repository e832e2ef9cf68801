"""Numbers that belong to one person: NHS, pupil, case and insurance numbers."""

import re
from collections.abc import Iterator

from visits_app.domain.privacy.passages import Passage, PassageKind
from visits_app.domain.privacy.reading import Reading

_TEN = re.compile(
    r"(?<![\w.,/£+-])\d{3}[ \-\u2009\u00a0]?\d{3}[ \-\u2009\u00a0]?\d{4}(?![\w/]|[.,-]\d)"
)
_NHS_SAID = re.compile(
    r"\bNHS (?:number|no\.?|num|ID|#)[ :]{0,3}(?:is |was |of )?(\d[\d \-]{5,14}\d)(?!\w)", re.I
)
_PUPIL = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z](?:[ -]?\d){11}[ -]?[\dA-HJ-NP-RT-Z](?!\w)", re.I)
_PUPIL_SAID = re.compile(
    r"\b(?:UPN|(?:unique )?pupil (?:number|no\.?|ID|reference))[ :]{0,3}(?:is |was |of )?"
    r"([A-Z]?[ -]?\d(?:[\d -]{4,18})[A-Z]?)(?!\w)",
    re.I,
)
_CASE_SAID = re.compile(
    r"\b(?:(?:case|file|client|child|person|record|reference|referral|court|crime|incident|"
    r"custody|police|LCS|ICS|CIN|LAC|CP|EHCP|EHM|Mosaic|Liquidlogic|Carefirst|Care ?First|SWIFT|"
    r"Protocol|PARIS|passport|Home Office|hospital|patient|tenancy|claim|social care|unique|system|"
    r"national insurance|NI|service user|family)"
    r"[ -](?:(?:case|file|record|reference|system|client|person|log|court|insurance|service|"
    r"user|social|care) ){0,2}"
    r"(?:numbers?|no\.?|nos\.?|ID|ref\.?|reference|identifier|record|file|#)|"
    r"URN|ref\.?|reference|case|file|ID|LCS|ICS|Mosaic|Liquidlogic|Carefirst|log)"
    r"[ :#]{0,3}(?:is |was |of |as |"
    r"under )?((?=[\w/.\- ]{0,8}?\d)[\w]{1,12}(?:[/.\- ]?[\dA-Z][\w]{0,11}){0,4})(?!\w)",
    re.I,
)
_INSURANCE = re.compile(r"(?<!\w)[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)")
_COURT = re.compile(r"(?<!\w)[A-Z]{2}\d\d[CP]\d{4,6}(?!\w)")
_CODED = re.compile(
    r"(?<![\w/-])(?:[A-Z]{2,5}[-/ ]?\d{4,9}|[A-Z]{1,5}[-/](?:\d{2,4}[-/])\d{3,7})(?![\w/-])"
)
_LONG = re.compile(r"(?<![\w.,/£$€+-])\d{6,9}(?![\w/%]|[.,]\d)")


def number_passages(reading: Reading) -> Iterator[Passage]:
    """Find numbers by their check digits, by what stands before them, and by their shape."""
    yield from _nhs(reading)
    yield from _pupil(reading)
    yield from _cases(reading)


def _nhs(reading: Reading) -> Iterator[Passage]:
    from stdnum.gb import nhs

    for found in reading.find(_TEN, reading.figures):
        if nhs.is_valid(re.sub(r"\D", "", found[0])):
            why = "It is an NHS number by its check digit."
            yield Passage(*found.span(), PassageKind.NHS_NUMBER, found[0], why)
        elif not found[0].isdigit():
            why = "It is grouped as an NHS number is."
            yield Passage(*found.span(), PassageKind.CASE_NUMBER, found[0], why)
    for found in reading.find(_NHS_SAID, reading.figures):
        why = "It is called an NHS number."
        yield Passage(*found.span(1), PassageKind.NHS_NUMBER, found[1], why)


def _pupil(reading: Reading) -> Iterator[Passage]:
    from stdnum.gb import upn

    for found in reading.find(_PUPIL, reading.figures):
        bare = re.sub(r"[ -]", "", found[0]).upper()
        if upn.is_valid(bare) or upn.calc_check_digit(bare[1:]) == bare[0]:
            why = "It is a pupil number (UPN) by its check letter."
            yield Passage(*found.span(), PassageKind.PUPIL_NUMBER, found[0], why)
    for found in reading.find(_PUPIL_SAID, reading.figures):
        why = "It is called a pupil number."
        yield Passage(*found.span(1), PassageKind.PUPIL_NUMBER, found[1].strip(), why)


def _cases(reading: Reading) -> Iterator[Passage]:
    for found in reading.find(_CASE_SAID, reading.figures):
        said = found[1]
        if sum(sign.isdigit() for sign in said) >= 3 and not _is_year(said):
            why = "It is called a case, file or reference number."
            yield Passage(*found.span(1), PassageKind.CASE_NUMBER, said, why)
    for pattern, why in (
        (_INSURANCE, "It has the shape of a National Insurance number."),
        (_COURT, "It has the shape of a court’s case number."),
        (_CODED, "It has the shape of a case number."),
        (_LONG, "A number this long may be a case number."),
    ):
        for found in reading.find(pattern, reading.figures):
            yield Passage(*found.span(), PassageKind.CASE_NUMBER, found[0], why)


_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–](?:\d\d|(?:19|20)\d\d))?(?:/\d{1,2})?$")


def _is_year(said: str) -> bool:
    return _YEAR.match(said) is not None
