"""The grounds on which a report may be kept from the public, in our own short words.

Schedule 12A, part 1, to the Local Government Act 1972 as it stands for England since 2006. The
words here say what each paragraph is about; the Act says what it means.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its number, a few words for a list, and a sentence for whoever chooses."""

    number: int
    words: str
    meaning: str

    @property
    def label(self) -> str:
        """The paragraph in one line: "Paragraph 1: about an individual"."""
        return f"Paragraph {self.number}: {self.words}"


_ALL = (
    Paragraph(1, "about an individual", "It tells something of one particular person."),
    Paragraph(
        2,
        "likely to show who somebody is",
        "It names nobody, but a reader could work out who is meant.",
    ),
    Paragraph(
        3,
        "somebody’s money or business",
        "It tells of the finances or trade of a person, a firm, or the council itself.",
    ),
    Paragraph(
        4,
        "talks with staff or their unions",
        "It tells of consultation or negotiation about the conditions of people who work for the"
        " council.",
    ),
    Paragraph(
        5,
        "legal advice that is privileged",
        "A court could not make the council show it.",
    ),
    Paragraph(
        6,
        "a notice or order to come",
        "It would tell in advance of a notice, an order or a direction the council means to give.",
    ),
    Paragraph(
        7,
        "preventing or looking into crime",
        "It would get in the way of preventing, investigating or prosecuting a crime.",
    ),
)

PARAGRAPHS: Mapping[int, Paragraph] = {paragraph.number: paragraph for paragraph in _ALL}
"""The seven paragraphs by number. The first two are those a visit report may rest on most often."""

PUBLIC_INTEREST = (
    "A paragraph is not enough: openness comes first. Say why keeping the report back serves the"
    " public better than publishing it."
)
"""What must be weighed for every paragraph: the Act keeps back only what passes this test."""
