"""The council's own procedures: kept as settings, a plain sentence where there are none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.visit_samples import small_council
from visits_app.domain.errors import FaultsError
from visits_app.domain.procedures import SAFEGUARDING, USUAL, WHISTLEBLOWING, with_procedures
from visits_app.imports.form_files import read_forms
from visits_app.paths import forms_folder
from visits_app.services import procedures
from visits_app.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


def test_a_plain_sentence_stands_where_the_council_has_put_none(store: Store) -> None:
    assert [words for _, words in procedures.procedures(store)] == list(USUAL.values())


def test_the_councils_own_words_stand_in_its_place_until_they_are_taken_out(store: Store) -> None:
    procedures.put_procedures(
        store, {SAFEGUARDING: " Ring the <b>duty</b> team. ", WHISTLEBLOWING: ""}, by="officer"
    )
    told = [words for _, words in procedures.procedures(store)]
    assert told == ["Ring the <b>duty</b> team.", USUAL[WHISTLEBLOWING]]
    procedures.put_procedures(store, {}, by="officer")
    assert procedures.procedures(store)[0][1] == USUAL[SAFEGUARDING]


def test_words_no_field_can_hold_are_refused(store: Store) -> None:
    with pytest.raises(FaultsError) as caught:
        procedures.put_procedures(store, {SAFEGUARDING: "x" * 300_000}, by="officer")
    assert caught.value.faults[0].where == SAFEGUARDING


def test_they_stand_at_the_question_and_nowhere_else_on_the_form() -> None:
    (form,) = (form for form in read_forms(forms_folder())[0] if form.id == "standard")
    shown = with_procedures(form, (("A child may be at risk", "Ring the duty team."),))
    changed = [
        (old.id, new.hint)
        for old, new in zip(form.questions(), shown.questions(), strict=True)
        if old != new
    ]
    assert [id for id, _ in changed] == ["referral_made"]
    assert "A child may be at risk: Ring the duty team." in changed[0][1]
