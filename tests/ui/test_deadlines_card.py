"""Deadlines are the officer's to set, in working days, and go back to what they were."""

from PySide6.QtWidgets import QLineEdit

from tests.windows import settle
from visits_app.domain.deadlines import USUAL, Deadline
from visits_app.presenters.settings import SettingsPresenter
from visits_app.presenters.workspace import Desk
from visits_app.services.deadlines import deadlines
from visits_app.ui.app import Desktop
from visits_app.ui.deadlines_card import DeadlinesCard
from visits_app.ui.pages.settings import SettingsPage


def open_card(desktop: Desktop) -> DeadlinesCard:
    desktop.window.go("settings")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, SettingsPage)
    assert isinstance(page.deadlines, DeadlinesCard)
    return page.deadlines


def editor(card: DeadlinesCard, step: Deadline) -> QLineEdit:
    found = card.editors[step.value]
    assert isinstance(found, QLineEdit)
    return found


def kept(desktop: Desktop, step: Deadline) -> int:
    return deadlines(desktop.context.space.store).working_days(step)


def test_every_step_has_a_field_that_says_what_it_counts_and_what_is_usual(
    desktop: Desktop,
) -> None:
    card = open_card(desktop)
    for step in Deadline:
        field = editor(card, step)
        assert field.text() == str(USUAL[step])
        assert field.accessibleName() == step.label
        assert step.counts_from in field.accessibleDescription()
        assert f"usually {USUAL[step]}" in field.accessibleDescription()


def test_a_deadline_is_kept_taken_back_and_filled_in_as_usual(desktop: Desktop) -> None:
    card = open_card(desktop)
    editor(card, Deadline.SUBMIT).setText("8")
    card.save.click()
    settle(desktop)
    assert kept(desktop, Deadline.SUBMIT) == 8
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert kept(desktop, Deadline.SUBMIT) == 5
    assert editor(card, Deadline.SUBMIT).text() == "5"
    editor(card, Deadline.CHECK).setText("9")
    card.as_usual.click()
    assert editor(card, Deadline.CHECK).text() == "3"


def test_what_is_no_number_of_days_is_said_at_every_such_field(desktop: Desktop) -> None:
    card = open_card(desktop)
    editor(card, Deadline.SUBMIT).setText("soon")
    editor(card, Deadline.AGREE).setText("999")
    editor(card, Deadline.RESPOND).setText("6")
    card.save.click()
    settle(desktop)
    assert card.errors["submit"].text().startswith("Error: give a whole number of working days")
    assert desktop.window.focusWidget() is editor(card, Deadline.SUBMIT)
    assert kept(desktop, Deadline.RESPOND) == USUAL[Deadline.RESPOND]
    editor(card, Deadline.SUBMIT).setText("7")
    card.save.click()
    settle(desktop)
    assert card.errors["agree"].text() == (
        "Error: give a whole number of working days from 0 to 250."
    )
    assert card.errors["submit"].isHidden()
    editor(card, Deadline.AGREE).setText("4")
    card.save.click()
    settle(desktop)
    assert [kept(desktop, step) for step in (Deadline.SUBMIT, Deadline.AGREE)] == [7, 4]
    assert card.errors["agree"].isHidden()


def test_a_members_desk_has_no_deadlines_to_set(desktop: Desktop) -> None:
    space = SettingsPresenter(desktop.context.space).choose_desk(Desk.MEMBER)
    desktop.context.desk_changed.emit(space)
    desktop.window.go("settings")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, SettingsPage)
    assert page.deadlines is None
