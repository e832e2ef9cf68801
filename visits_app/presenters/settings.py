"""Whose desk, which member, and what is known about the store."""

from __future__ import annotations

from dataclasses import dataclass, replace

from visits_app.presenters.workspace import Desk, Workspace


@dataclass(frozen=True, slots=True)
class SettingsState:
    """What the settings page shows."""

    desk: Desk
    member_id: str
    members: tuple[tuple[str, str], ...]
    store_file: str
    store_folder: str
    key_sentence: str
    procedures: tuple[tuple[str, str, str, str], ...] = ()
    """Setting, title, the council's own words and what is shown where there are none."""


class SettingsPresenter:
    """Reads and changes settings kept in the store."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def state(self) -> SettingsState:
        """Read the settings."""
        from visits_app.domain.procedures import TITLES, USUAL
        from visits_app.services import procedures, registers

        store = self._space.store
        own = procedures.own_procedures(store)
        return SettingsState(
            self._space.desk,
            self._space.member_id,
            tuple((member.id, member.name) for member in registers.members(store)),
            store.path.name,
            str(store.path.parent),
            store.key_place.sentence,
            tuple((key, TITLES[key], words, USUAL[key]) for key, words in own.items()),
        )

    def put_procedures(self, words: dict[str, str]) -> None:
        """Keep the council's own procedures."""
        from visits_app.services import procedures

        procedures.put_procedures(self._space.store, words, by=self._space.by)

    def choose_desk(self, desk: Desk) -> Workspace:
        """Make this laptop another desk and return the workspace as seen from it."""
        from visits_app.services import settings

        settings.put(self._space.store, "desk", desk.value)
        return replace(self._space, desk=desk)

    def choose_member(self, member_id: str) -> Workspace:
        """Say who writes here and return the workspace as seen by them."""
        from visits_app.services import registers, settings

        store = self._space.store
        settings.put(store, "member_id", member_id)
        name = next((m.name for m in registers.members(store) if m.id == member_id), "")
        return replace(self._space, member_id=member_id, member_name=name)

    def check_store(self) -> tuple[bool, tuple[str, ...]]:
        """Check the store's file while it is open; returns whether it is sound, and sentences."""
        from visits_app.services import stores

        report = stores.check_store(self._space.store.path)
        return report.ok, report.sentences
