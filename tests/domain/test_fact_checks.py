"""The sheet of facts: every passage with its reference, and nothing that must stay behind."""

from tests.visit_samples import SMALL_FORM, complete, finding
from visits_app.domain.fact_checks import (
    answered_cells,
    blank_cells,
    decision_faults,
    fact_check,
    facts_sheet,
    passages,
)
from visits_app.domain.forms import Form
from visits_app.domain.names import Names
from visits_app.domain.reviews import CorrectionDecision
from visits_app.imports.form_files import read_form

REFERRAL = """
[[section.question]]
id = "referral_made"
label = "Was a concern passed on?"
kind = "yes_no"

[[section.question]]
id = "referral_date"
label = "When?"
kind = "date"

[[section.question]]
id = "referral_role"
label = "Whom did you tell?"
kind = "text"

[[section.question]]
id = "identity_check"
label = "Could somebody be recognised?"
kind = "text"
"""

NAMES = Names(teams={"fostering": "Fostering"}, members={"ann": "Ann", "bob": "Bob"})
ANSWERS = complete(
    findings=[finding("f1", "The kitchen is warm."), finding("f2", "A secret.")],
    purpose="To see.",
    referral_made=True,
    referral_date="2014-03-04",
    referral_role="duty manager",
    identity_check="not sure about F2",
)


def form() -> Form:
    return read_form(SMALL_FORM + REFERRAL, "small.toml")


def test_every_passage_has_a_reference_of_its_own() -> None:
    found = passages(form(), ANSWERS, NAMES, 1)
    assert len({one.key for one in found}) == len(found)
    by_place = {(one.question_id, one.row_id): one for one in found}
    assert by_place["team", ""].text == "Fostering"
    assert by_place["findings", "f1"].text.startswith("The kitchen is warm.")
    assert by_place["findings", "f1"].key.endswith(".1")


def test_restricted_parts_and_all_about_a_concern_stay_behind() -> None:
    kept_out = {("findings", "f2"), ("purpose", "")}
    found = passages(form(), ANSWERS, NAMES, 1, kept_out)
    words = " ".join(one.text + one.question for one in found)
    for secret in ("A secret.", "To see.", "duty manager", "concern", "not sure about F2"):
        assert secret not in words
    whole = {one.key for one in passages(form(), ANSWERS, NAMES, 1)}
    assert {one.key for one in found} <= whole, "references do not move when something is left out"
    assert next(o for o in found if o.row_id == "f1").key.endswith(".1")


def test_passages_of_a_later_version_have_other_references() -> None:
    first = {one.key for one in passages(form(), ANSWERS, NAMES, 1)}
    second = {one.key for one in passages(form(), ANSWERS, NAMES, 2)}
    assert not first & second


def test_a_line_is_held_to_saying_one_thing() -> None:
    found = passages(form(), ANSWERS, NAMES, 1)
    passage = next(one for one in found if one.row_id == "f1")
    check = fact_check({passage.key: passage})

    def told(right: str, proposed: str = "", evidence: str = "") -> str:
        cells = {**blank_cells(passage), "right": right, "proposed": proposed}
        faults = check(passage.key, {**cells, "evidence": evidence})
        return " ".join(str(fault) for fault in faults)

    assert told("yes") == told("no", "The kitchen is cold.") == ""
    assert "say what the report should say" in told("no")
    assert "only one can hold" in told("yes", "The kitchen is cold.")
    assert "say whether the passage is right" in told("", "The kitchen is cold.")
    assert "say whether the passage is right" in told("", evidence="A list.")
    assert "what the report says already" in told("no", f"  {passage.text} ")
    assert "longer than one field" in told("no", "x" * 300_000)


def test_the_sheet_says_which_version_it_speaks_of_and_has_no_answers_yet() -> None:
    found = passages(form(), ANSWERS, NAMES, 2)
    sheet = facts_sheet("v", "Check of facts", 2, found, None)
    assert (sheet.subject_id, sheet.period) == ("v", "Version 2 of the report")
    assert len(sheet.rows) == len(found)
    assert not any(row.cells["right"] or row.cells["proposed"] for row in sheet.rows)
    assert answered_cells(found[0], None) == blank_cells(found[0])


def test_a_disagreement_needs_its_reason_and_nobody_amends_from_here() -> None:
    assert decision_faults(CorrectionDecision.ACCEPTED, "") == ()
    assert decision_faults(CorrectionDecision.DISAGREED, " ")[0].where == "note"
    assert decision_faults(CorrectionDecision.DISAGREED, "All said so.") == ()
    assert decision_faults(CorrectionDecision.AMENDED, "x")[0].where == "decision"
