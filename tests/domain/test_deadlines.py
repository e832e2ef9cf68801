"""Deadlines count working days from the step before."""

from datetime import date

from visits_app.domain.deadlines import (
    USUAL,
    Deadline,
    Deadlines,
    deadline_faults,
    deadlines_from,
)


def test_a_report_is_due_five_working_days_after_the_visit_over_easter() -> None:
    usual = Deadlines({})
    assert usual.due(Deadline.SUBMIT, date(2014, 4, 16)) == date(2014, 4, 25)
    assert usual.due(Deadline.PREPARE, date(2014, 4, 25)) == date(2014, 4, 16)


def test_what_a_setting_keeps_badly_is_as_usual() -> None:
    kept = deadlines_from({"submit": 10, "check": -1, "facts": "soon", "other": 3, "agree": 9999})
    assert kept.working_days(Deadline.SUBMIT) == 10
    assert all(
        kept.working_days(step) == USUAL[step] for step in Deadline if step is not Deadline.SUBMIT
    )
    assert deadlines_from("nonsense") == deadlines_from(None) == Deadlines({})


def test_every_fault_of_typed_deadlines_is_said_at_once() -> None:
    faults = deadline_faults({"submit": -1, "check": 3, "facts": "soon", "agree": True})
    assert [fault.where for fault in faults] == ["submit", "facts", "agree"]
