"""What every page shares: the open store, whose desk it is, and today's date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visits_app.store.engine import Store


class Desk(StrEnum):
    """Whose laptop this is; a member's desk hides what only the officer does."""

    MEMBER = "member"
    OFFICER = "officer"

    @property
    def label(self) -> str:
        """The desk in words."""
        return {"member": "Member's desk", "officer": "Governance officer's desk"}[self.value]


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open store as one person sees it; `by` is who the history names."""

    store: Store
    desk: Desk
    member_id: str
    member_name: str
    today: Callable[[], date] = date.today

    @property
    def by(self) -> str:
        """Who does what is done here, for the history."""
        return self.member_id or self.desk.value


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, told to every page: `kind` is "visit", "link", "register"…"""

    kind: str
    id: str = ""
    source: object = None
    """The page that made the change and need not read it again."""
