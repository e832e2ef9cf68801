"""The letter that closes the loop: all a team may know, and nothing restricted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.visit_samples import ask, finding, small_council, submitted
from visits_app.domain.visits import AskStatus, Marking
from visits_app.reports.document import walk
from visits_app.services import asks, reports, reviews
from visits_app.services.closing_letters import closing_letter
from visits_app.store.engine import Store

TODAY = date.today()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


def letter(store: Store, visit_id: str) -> str:
    return "\n".join(piece.text for piece in walk(closing_letter(store, visit_id, today=TODAY)))


def full(store: Store) -> str:
    visit_id = submitted(
        store,
        findings=[
            finding("f1", "Calm and well led.", "strength"),
            finding("f2", "One child is known by all."),
        ],
        asks=[ask("a1", "Mend the boiler."), ask("a2", "Hush this."), ask("a3", "Paint it.")],
    )
    asks.respond_to_ask(
        store, "a1", AskStatus.AGREED, "In June.", on=TODAY, by="officer",
        agreed_owner="head of property", agreed_due=date(TODAY.year + 1, 6, 1),
    )  # fmt: skip
    return visit_id


def test_a_letter_says_what_was_seen_asked_answered_and_comes_next(store: Store) -> None:
    visit_id = full(store)
    words = letter(store, visit_id)
    for part in (
        "The team was calm and the kitchen was warm.",
        "Calm and well led.",
        "Mend the boiler.",
        "In June.",
        "head of property",
        "No response",
        "What was agreed is followed up by its day.",
        "Where no response has come",
    ):
        assert part in words
    assert "Ann Example" not in words, "people stand in it by their roles"
    assert "Bob Example" not in words


def test_restricted_rows_stay_out(store: Store) -> None:
    visit_id = full(store)
    with store.write() as connection:
        connection.executemany(
            "INSERT INTO restriction VALUES (?, ?, ?, 'One family.', '2014', 'officer')",
            [(visit_id, "findings", "f2"), (visit_id, "asks", "a2")],
        )
    words = letter(store, visit_id)
    assert "One child" not in words
    assert "Hush this." not in words
    assert "One ask is not set out in this letter" in words
    assert "Mend the boiler." in words


@pytest.mark.parametrize("marking", [Marking.RESTRICTED, Marking.EXEMPT])
def test_nothing_of_a_report_that_is_held_back_is_told(store: Store, marking: Marking) -> None:
    visit_id = full(store)
    paragraph = 2 if marking is Marking.EXEMPT else None
    reviews.mark(store, visit_id, marking, paragraph=paragraph, reason="One family.", by="officer")
    words = letter(store, visit_id)
    for kept_back in ("kitchen", "Calm", "boiler", "One child", "One family."):
        assert kept_back not in words
    assert "3 asks are not set out in this letter" in words


def test_a_letter_becomes_a_paper_and_a_word_document(store: Store, tmp_path: Path) -> None:
    document = closing_letter(store, full(store), today=TODAY)
    assert reports.page_count(reports.render_pdf(document)) >= 1
    reports.save_paper(document, tmp_path / "letter.docx")
    assert (tmp_path / "letter.docx").stat().st_size > 1000
