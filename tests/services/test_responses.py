"""Answers of a service: one by one, and with a sheet that goes out and comes back."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.visit_samples import ask, small_council, submitted
from visits_app.domain.errors import FaultsError
from visits_app.domain.sheets import LineVerdict
from visits_app.domain.visits import AskStatus
from visits_app.services import asks as ask_services
from visits_app.services import fact_checks, responses, reviews, sheets
from visits_app.store.engine import Store

TODAY = date.today()
DUE = TODAY + timedelta(days=60)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


def change_cells(path: Path, answers: dict[str, dict[str, str]]) -> None:
    """Fill a sheet's cells in as a service would: by reference and column title."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    place = next(n for n, row in enumerate(rows) if row and row[0] == "Reference")
    for row in rows[place + 1 :]:
        for title, value in answers.get(row[0] if row else "", {}).items():
            row[rows[place].index(title)] = value
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def test_an_answer_keeps_owner_day_and_evidence_and_is_taken_back(store: Store) -> None:
    submitted(store, asks=[ask("a1", "Mend it.", "2014-06-01")])
    before = responses.answer_ask(
        store, "a1", AskStatus.AGREED, "From June.", owner="head of property", due=DUE,
        evidence="Plan", on=TODAY, by="officer",
    )  # fmt: skip
    (now,) = responses.asks_of(store, before.visit_id)
    assert (now.ask.agreed_owner, now.ask.agreed_due) == ("head of property", DUE.isoformat())
    assert (now.ask.owner, now.ask.due) == ("head of service", "2014-06-01"), "as sealed"
    responses.restore_answer(store, before, by="officer")
    assert responses.asks_of(store, before.visit_id)[0].ask == before


def test_everything_wanting_in_an_answer_is_said_at_once(store: Store) -> None:
    submitted(store, asks=[ask("a1", "Mend it.")])
    with pytest.raises(FaultsError) as caught:
        responses.answer_ask(store, "a1", AskStatus.PART, " ", on=TODAY, by="officer")
    assert [fault.where for fault in caught.value.faults] == ["reason", "owner", "due"]


def test_no_and_in_part_need_their_reason_wherever_they_are_recorded(store: Store) -> None:
    submitted(store, asks=[ask("a1", "Mend it.")])
    for status in (AskStatus.DECLINED, AskStatus.PART):
        with pytest.raises(FaultsError, match="reason"):
            ask_services.respond_to_ask(store, "a1", status, "", on=TODAY, by="officer")
    with pytest.raises(FaultsError, match="before the visit"):
        ask_services.respond_to_ask(
            store, "a1", AskStatus.AGREED, "", on=TODAY, by="officer",
            agreed_due=date(2014, 1, 1),
        )  # fmt: skip
    with pytest.raises(FaultsError, match="only a member"):
        ask_services.respond_to_ask(store, "a1", AskStatus.VERIFIED, "", on=TODAY, by="officer")


def test_a_sheet_of_asks_goes_out_and_its_answers_come_in_row_by_row(
    store: Store, tmp_path: Path
) -> None:
    rows = [ask("aaaaaa1", "Mend it."), ask("bbbbbb2", "Paint it."), ask("cccccc3", "Sell it.")]
    visit_id = submitted(store, asks=rows)
    sheet = sheets.issue_sheet(
        store, responses.make_responses_sheet(store, visit_id, today=TODAY), by="officer"
    )
    path = tmp_path / "asks.csv"
    sheets.save_sheet(sheet, path)
    keys = [row.key for row in sheet.rows]
    change_cells(
        path,
        {
            keys[0]: {"Answer": "Agree", "Owner": "head of property", "Done by": DUE.isoformat()},
            keys[1]: {"Answer": "No"},
            keys[2]: {"Answer": "Agree", "Owner": "head", "Done by": "2014-01-01"},
        },
    )
    returned = responses.read_responses(store, visit_id, path, today=TODAY)
    verdicts = {line.key: line.verdict for line in returned.lines}
    assert verdicts == {
        keys[0]: LineVerdict.TAKE,
        keys[1]: LineVerdict.REFUSED,
        keys[2]: LineVerdict.REFUSED,
    }
    told = {line.key: " ".join(map(str, line.faults)) for line in returned.lines}
    assert "reason" in told[keys[1]].casefold()
    assert "before the visit" in told[keys[2]]
    taken = responses.take_responses(store, visit_id, returned, keys, by="officer", today=TODAY)
    statuses = [item.ask.status for item in responses.asks_of(store, visit_id)]
    assert statuses == [AskStatus.AGREED, AskStatus.OPEN, AskStatus.OPEN]
    responses.undo_responses(store, taken, by="officer")
    assert responses.asks_of(store, visit_id)[0].ask.status is AskStatus.OPEN


def test_restricted_asks_are_not_on_the_sheet(store: Store) -> None:
    visit_id = submitted(store, asks=[ask("a1", "Mend it."), ask("a2", "A secret.")])
    with store.write() as connection:
        connection.execute(
            "INSERT INTO restriction VALUES (?, 'asks', 'a2', 'One family.', '2014', 'officer')",
            (visit_id,),
        )
    sheet = responses.make_responses_sheet(store, visit_id, today=TODAY)
    assert [row.cells["action"] for row in sheet.rows] == ["Mend it."]


def test_a_sheet_of_facts_goes_round_through_a_file(store: Store, tmp_path: Path) -> None:
    from visits_app.domain.reviews import StepKind
    from visits_app.domain.visits import Marking

    visit_id = submitted(store)
    reviews.mark(store, visit_id, Marking.OPEN, by="officer")
    for step in (StepKind.CHECK, StepKind.SEND_FOR_FACTS):
        reviews.take_step(store, visit_id, step, by="officer", today=TODAY)
    sheet = sheets.issue_sheet(
        store, fact_checks.make_facts_sheet(store, visit_id, today=TODAY), by="officer"
    )
    path = tmp_path / "facts.csv"
    sheets.save_sheet(sheet, path)
    known = fact_checks.known_passages(store, visit_id)
    key = next(k for k, place in known.items() if place.question_id == "summary")
    other = next(k for k, place in known.items() if place.question_id == "team")
    change_cells(
        path,
        {
            key: {"Is it right?": "No", "What it should say": "The team was busy."},
            other: {"What it should say": "Adoption"},
        },
    )
    returned = fact_checks.read_facts(store, visit_id, path, today=TODAY)
    verdicts = {line.key: line.verdict for line in returned.lines}
    assert verdicts[key] is LineVerdict.TAKE
    assert verdicts[other] is LineVerdict.REFUSED, "nobody said whether it is right"
    assert set(verdicts.values()) == {LineVerdict.TAKE, LineVerdict.REFUSED, LineVerdict.SAME}
    taken = fact_checks.take_facts(store, visit_id, returned, [key], by="officer", today=TODAY)
    assert [one.proposed for one in taken.added] == ["The team was busy."]
    again = fact_checks.read_facts(store, visit_id, path, today=TODAY)
    assert {line.key: line.verdict for line in again.lines}[key] is LineVerdict.SAME


def test_a_sheet_of_facts_is_made_as_a_word_document_too(store: Store, tmp_path: Path) -> None:
    from docx import Document as read_docx

    visit_id = submitted(store)
    sheet = sheets.issue_sheet(
        store, fact_checks.make_facts_sheet(store, visit_id, today=TODAY), by="officer"
    )
    path = tmp_path / "facts.docx"
    sheets.save_sheet(sheet, path)
    words = "\n".join(
        cell.text for table in read_docx(str(path)).tables for row in table.rows
        for cell in row.cells
    )  # fmt: skip
    assert "The team was calm and the kitchen was warm." in words
