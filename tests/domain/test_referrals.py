"""A concern that was passed on is recorded as a date and a role, and as nothing else."""

from datetime import date

import pytest

from visits_app.domain.form_rules import faults
from visits_app.domain.referrals import is_about_referral, role_fault
from visits_app.domain.visits import Mode
from visits_app.imports.form_files import read_form, read_forms
from visits_app.paths import forms_folder


@pytest.mark.parametrize(
    "role",
    [
        "Duty manager",
        "Monitoring Officer",
        "Head of child protection, first response",
        "designated officer for allegations",
    ],
)
def test_a_role_is_taken(role: str) -> None:
    assert role_fault(role) == ""


@pytest.mark.parametrize(
    "more",
    [
        "Duty manager. A girl of nine",
        "duty manager, about the mother in the hall",
        "the manager, who said it was seen before",
        "duty manager on 3 March",
        "duty manager\nwho is new",
        "the duty manager of the team that looks after the house",
        "duty manager because of bruises",
    ],
)
def test_anything_that_may_speak_of_the_case_is_refused(more: str) -> None:
    assert role_fault(more)


def test_every_installed_form_asks_for_date_and_role_alone() -> None:
    for form in read_forms(forms_folder())[0]:
        asked = {question.id for question in form.questions() if is_about_referral(question.id)}
        assert asked in ({"referral_made", "referral_date", "referral_role"}, set())
        if asked:
            wrong = faults(
                form,
                {"referral_made": True, "referral_role": "A girl said her father hit her"},
                Mode.FULL,
                today=date(2026, 1, 1),
            )
            assert any(fault.where == "referral_role" and "role" in fault.what for fault in wrong)


def test_a_form_that_asks_for_words_about_a_concern_is_refused() -> None:
    from tests.visit_samples import SMALL_FORM
    from visits_app.domain.errors import FormRefused

    more = """
[[section.question]]
id = "referral_detail"
label = "What was it?"
kind = "long_text"
"""
    with pytest.raises(FormRefused) as caught:
        read_form(SMALL_FORM + more, "small.toml")
    assert "date and role only" in str(caught.value)
