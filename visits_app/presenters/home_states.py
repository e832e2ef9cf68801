"""What the home page shows: cards of rows, and where each leads."""

from __future__ import annotations

from dataclasses import dataclass, field

AT_MOST = 5
"""Rows of a card: what is more is a page away."""


@dataclass(frozen=True, slots=True)
class HomeLink:
    """Something to be done with a row beside opening it.

    With a `page` it leads there; otherwise `act` is "begin" (the report of a planned visit) or
    "calendar" (its file), and `rota_id` says of which.
    """

    text: str
    name: str
    """The whole of it for a screen reader."""
    tooltip: str = ""
    page: str = ""
    target: dict[str, str] = field(default_factory=dict)
    act: str = ""
    rota_id: str = ""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One line of a card: words, a chip, where a click leads, and what else can be done."""

    title: str
    text: str
    page: str
    target: dict[str, str]
    chip: str = ""
    tone: str = "plain"
    icon_name: str = ""
    links: tuple[HomeLink, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeCard:
    """One card: heading, rows, words where there are none, and a way to see all.

    `key` names the card whatever its heading says; one that `waits` is filled a moment later.
    """

    key: str
    heading: str
    rows: tuple[HomeRow, ...]
    empty: str
    more: str = ""
    more_page: str = ""
    more_target: dict[str, str] = field(default_factory=dict)
    waits: bool = False


@dataclass(frozen=True, slots=True)
class HomeState:
    """Everything on the home page."""

    greeting: str
    summary: str
    cards: tuple[HomeCard, ...]
    resume: HomeRow | None = None
    """The draft to offer first: the one last written in."""
