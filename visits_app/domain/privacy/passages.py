"""Passages that may identify somebody, and what the registers know already."""

from dataclasses import dataclass, field
from enum import StrEnum


class PassageKind(StrEnum):
    """What a passage may tell; the order is the order in which overlaps are settled."""

    EMAIL = "email"
    BIRTH = "date_of_birth"
    NHS_NUMBER = "nhs_number"
    PUPIL_NUMBER = "pupil_number"
    TELEPHONE = "telephone"
    CASE_NUMBER = "case_number"
    POSTCODE = "postcode"
    ADDRESS = "address"
    AGE = "age"
    FAMILY = "family"
    COUNT = "small_count"
    NAME = "name"
    INITIALS = "initials"

    @property
    def label(self) -> str:
        """The kind in words."""
        return _LABELS[self]


_LABELS = {
    PassageKind.EMAIL: "E-mail",
    PassageKind.BIRTH: "Date of birth",
    PassageKind.NHS_NUMBER: "NHS number",
    PassageKind.PUPIL_NUMBER: "Pupil number",
    PassageKind.CASE_NUMBER: "Case number",
    PassageKind.TELEPHONE: "Telephone",
    PassageKind.POSTCODE: "Postcode",
    PassageKind.ADDRESS: "Address",
    PassageKind.AGE: "Age",
    PassageKind.FAMILY: "Circumstances",
    PassageKind.COUNT: "Small count",
    PassageKind.NAME: "Name",
    PassageKind.INITIALS: "Initials",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of a text, `text == whole[start:end]`, with the sentence that says why."""

    start: int
    end: int
    kind: PassageKind
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is no secret: names the registers hold, and the ordinary words of forms.

    `names` are teams, members, wards, roles, bodies and places, as they are written. `words` are
    in lower case; they are ordinary where they begin a sentence with a capital.
    """

    names: frozenset[str] = field(default=frozenset())
    words: frozenset[str] = field(default=frozenset())


NOTHING_KNOWN = Known()
