"""A chaser list goes out by role and comes back line by line; bad lines are said, none is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from visits_app.domain.actions import ActionFilter, ActionLine, ActionOrigin
from visits_app.domain.errors import ImportOutdated, ImportUndone
from visits_app.domain.sheets import LineVerdict, ReturnedSheet, Sheet, SheetKind, SheetRow
from visits_app.domain.visits import AskStatus
from visits_app.services import actions, chasers, privacy, questions, sheets
from visits_app.services.example import load_example
from visits_app.store.engine import Store, create_store
from visits_app.store.privacy import restricted_asks

TODAY = date(2014, 3, 20)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as store:
        load_example(store, today=TODAY)
        questions.raise_question(
            store,
            indicator_id="core_assessments_timescale",
            text="Why so few?",
            owner="Head of performance",
            due=TODAY,
            on=TODAY,
            by="o",
        )
        yield store


def out(store: Store, owner: str = "") -> Sheet:
    return chasers.make_chaser(store, ActionFilter(owner=owner), today=TODAY, by="o")


def filled(sheet: Sheet, answers: dict[str, dict[str, str]]) -> Sheet:
    rows = tuple(SheetRow(row.key, {**row.cells, **answers.get(row.key, {})}) for row in sheet.rows)
    return replace(sheet, rows=rows)


def back(store: Store, sheet: Sheet, path: Path) -> ReturnedSheet:
    sheets.save_sheet(sheet, path)
    return chasers.read_chaser(store, path, today=TODAY)


def line_of(store: Store, sheet: Sheet, key: str) -> ActionLine:
    text = next(row.cells["text"] for row in sheet.rows if row.key == key)
    return next(line for line in actions.action_lines(store) if line.action.text == text)


def test_nothing_of_a_restricted_report_or_row_is_on_a_list(council: Store) -> None:
    def asked() -> list[str]:
        return [row.key for row in out(council).rows if not row.key.startswith("Q-")]

    waiting = [
        line.action
        for line in actions.action_lines(council)
        if line.action.origin is ActionOrigin.ASK
        and line.action.status in {AskStatus.OPEN, AskStatus.AGREED, AskStatus.PART}
    ]
    with council.read() as connection:
        hidden = restricted_asks(connection)
    row, *others = (one for one in waiting if one.id not in hidden)
    report = next(one for one in others if one.visit_id != row.visit_id)
    before = asked()
    assert {row.reference, report.reference} <= set(before)
    privacy.restrict(council, row.visit_id or "", "asks", row.id, reason="One family", by="o")
    with council.write() as connection:
        connection.execute("UPDATE visit SET marking = 'exempt' WHERE id = ?", (report.visit_id,))
    of_report = {one.reference for one in waiting if one.visit_id == report.visit_id}
    assert set(before) - set(asked()) == {row.reference, *of_report}


def test_a_list_has_what_its_role_still_owes_and_nothing_else(council: Store) -> None:
    sheet = out(council, "Head of performance")
    assert {row.cells["owner"] for row in sheet.rows} == {"Head of performance"}
    assert any(row.key.startswith("Q-") for row in sheet.rows)
    everybody = out(council)
    with council.read() as connection:
        hidden = restricted_asks(connection)
    open_ones = [
        line
        for line in actions.action_lines(council)
        if line.action.status in {AskStatus.OPEN, AskStatus.AGREED, AskStatus.PART}
        and line.action.id not in hidden
    ]
    assert len(everybody.rows) == len({row.key for row in everybody.rows}) == len(open_ones)
    assert everybody.due == date(2014, 4, 3)
    assert sheets.sheets(council, SheetKind.CHASER)[0].id == everybody.id


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_that_comes_back_as_it_went_says_nothing_new(
    council: Store, tmp_path: Path, ending: str
) -> None:
    returned = back(council, out(council), tmp_path / f"back.{ending}")
    assert {line.verdict for line in returned.lines} == {LineVerdict.SAME}


def test_answers_are_taken_in_one_step_and_undone_in_one(council: Store, tmp_path: Path) -> None:
    sheet = out(council)
    first, second, third = (row.key for row in sheet.rows[:3])
    before = {key: line_of(council, sheet, key).action for key in (first, second, third)}
    returned = back(
        council,
        filled(
            sheet,
            {
                first: {"status": "done", "response": "Done in May.", "evidence": "Minutes"},
                second: {"status": "declined", "response": "No money."},
                third: {"status": "declined", "response": ""},
            },
        ),
        tmp_path / "back.xlsx",
    )
    [bad] = returned.of(LineVerdict.REFUSED)
    assert bad.key == third
    assert [fault.where for fault in bad.faults] == ["What was done, or the reason"]
    taken, count = chasers.take_chaser(council, returned, {first, second}, today=TODAY, by="o")
    assert count == 2
    action = line_of(council, sheet, first).action
    assert (action.status, action.response, action.evidence) == (
        AskStatus.DONE, "Done in May.", "Minutes",
    )  # fmt: skip
    assert action.responded_on == TODAY
    assert line_of(council, sheet, third).action == before[third]
    [kept] = sheets.returns(council, SheetKind.CHASER)
    assert len(kept.lines) == len(sheet.rows)
    chasers.undo_chaser(council, taken, by="o")
    for key, action in before.items():
        assert line_of(council, sheet, key).action == action
    with pytest.raises(ImportUndone):
        chasers.undo_chaser(council, taken, by="o")


def test_a_service_cannot_write_verified_into_its_list(council: Store, tmp_path: Path) -> None:
    sheet = out(council)
    key = sheet.rows[0].key
    returned = back(council, filled(sheet, {key: {"status": "Verified"}}), tmp_path / "back.csv")
    [bad] = returned.of(LineVerdict.REFUSED)
    assert bad.key == key
    assert bad.read["status"] == "Verified"


def test_what_was_answered_meanwhile_is_not_written_over(council: Store, tmp_path: Path) -> None:
    sheet = out(council)
    key = sheet.rows[0].key
    answers = {key: {"status": "done", "response": "Done."}}
    returned = back(council, filled(sheet, answers), tmp_path / "back.xlsx")
    action = line_of(council, sheet, key).action
    actions.answer_action(
        council, action.origin, action.id, status=AskStatus.AGREED, response="x", on=TODAY, by="o"
    )
    with pytest.raises(ImportOutdated):
        chasers.take_chaser(council, returned, {key}, today=TODAY, by="o")
    assert line_of(council, sheet, key).action.response == "x"


def test_rows_that_are_missing_doubled_or_unknown_are_each_said(
    council: Store, tmp_path: Path
) -> None:
    sheet = out(council)
    rows = sheet.rows
    twice = SheetRow(rows[1].key, {**rows[1].cells, "response": "One."})
    again = SheetRow(rows[1].key, {**rows[1].cells, "response": "Another."})
    stranger = SheetRow("2099-999/1", {**rows[0].cells, "response": "Hello."})
    returned = back(
        council, replace(sheet, rows=(*rows[3:], twice, again, stranger)), tmp_path / "back.xlsx"
    )
    by_key: dict[str, list[LineVerdict]] = {}
    for line in returned.lines:
        by_key.setdefault(line.key, []).append(line.verdict)
    assert by_key[rows[0].key] == by_key[rows[2].key] == [LineVerdict.MISSING]
    assert by_key[rows[1].key] == [LineVerdict.REFUSED, LineVerdict.REFUSED]
    assert by_key["2099-999/1"] == [LineVerdict.REFUSED]


def test_a_verified_action_is_closed_to_lists(council: Store, tmp_path: Path) -> None:
    sheet = out(council)
    ask = next(
        line
        for line in actions.action_lines(council)
        if line.action.origin is ActionOrigin.ASK and line.action.status is AskStatus.VERIFIED
    )
    cells = {**sheet.rows[0].cells, "text": ask.action.text, "status": "done", "response": "Ha."}
    foreign = replace(sheet, id="", rows=(SheetRow(ask.action.reference, cells),))
    returned = back(council, foreign, tmp_path / "back.csv")
    assert [line.verdict for line in returned.lines] == [LineVerdict.REFUSED]
