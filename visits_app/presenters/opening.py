"""Opening a store, and setting one up at the first start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.text import clean
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.store.engine import Store


@dataclass(frozen=True, slots=True)
class SetUp:
    """What is asked at the first start. `name` and `ward` are used without the example only."""

    desk: Desk
    with_example: bool
    name: str = ""
    ward: str = ""


def open_workspace(path: Path) -> Workspace:
    """Open a store; raises StoreMissing where there is none, or another StoreError."""
    from visits_app.services import stores

    store = stores.open_store(path)
    try:
        return workspace_of(store)
    except BaseException:
        store.close()
        raise


def workspace_of(store: Store) -> Workspace:
    """Return an open store as the person of this laptop sees it."""
    from visits_app.services import registers, settings

    desk = Desk(settings.get(store, "desk", "member"))
    member_id = settings.get(store, "member_id", "")
    member = next((m for m in registers.members(store) if m.id == member_id), None)
    return Workspace(store, desk, member_id, member.name if member else "")


def set_up(path: Path, wanted: SetUp) -> Workspace:
    """Make a new store at `path` as wanted; on any failure nothing is left there."""
    from visits_app.domain.first_themes import FIRST_THEMES
    from visits_app.domain.registers import Member
    from visits_app.services import registers, settings, stores

    store = stores.create_store(path)
    try:
        if wanted.with_example:
            from visits_app.services import example

            member_id = example.load_example(store).member_id
        else:
            member_id = uuid4().hex
            name = clean(wanted.name).strip()
            registers.put_member(
                store, Member(member_id, name, clean(wanted.ward).strip()), by=member_id
            )
            for theme in FIRST_THEMES:
                registers.put_theme(store, theme, by=member_id)
        settings.put(store, "desk", wanted.desk.value)
        settings.put(store, "member_id", member_id)
        return workspace_of(store)
    except BaseException:
        store.close()
        stores.discard_store(path)
        raise
