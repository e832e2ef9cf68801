"""Whose desk this is, and who writes at it."""

from dataclasses import replace

from visits_app.presenters.opening import workspace_of
from visits_app.presenters.settings import SettingsPresenter
from visits_app.presenters.workspace import Desk, Workspace


def test_a_change_of_desk_or_member_is_seen_at_once_and_at_the_next_start(
    council: Workspace,
) -> None:
    changed = SettingsPresenter(replace(council, desk=Desk.MEMBER)).choose_desk(Desk.OFFICER)
    assert changed.desk is Desk.OFFICER
    changed = SettingsPresenter(changed).choose_member("bob")
    assert (changed.member_id, changed.member_name, changed.by) == ("bob", "Bob Example", "bob")
    again = workspace_of(council.store)
    assert (again.desk, again.member_id, again.member_name) == (
        Desk.OFFICER, "bob", "Bob Example",
    )  # fmt: skip


def test_what_is_set_is_shown(council: Workspace) -> None:
    state = SettingsPresenter(council).state()
    assert (state.desk, state.member_id) == (Desk.OFFICER, "ann")
    assert state.members == (("ann", "Ann Example"), ("bob", "Bob Example"))
    assert state.store_file == council.store.path.name
    assert state.key_sentence == council.store.key_place.sentence


def test_a_sound_store_is_said_to_be_sound_while_it_is_open(council: Workspace) -> None:
    sound, sentences = SettingsPresenter(council).check_store()
    assert sound
    assert all(sentence.endswith(".") for sentence in sentences)


def test_a_desk_without_a_member_is_named_in_the_history(council: Workspace) -> None:
    assert replace(council, member_id="").by == "officer"
