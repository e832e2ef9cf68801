"""Every line that comes back gets one verdict, whatever was done to the sheet outside."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sheet_samples import COLUMNS, TODAY, known
from visits_app.domain.errors import Fault
from visits_app.domain.formula_words import guarded, looks_like_formula, unguarded
from visits_app.domain.sheet_cells import read_cell, shown_cell
from visits_app.domain.sheet_judging import RawLine, Sent, judge_lines, whole_notes
from visits_app.domain.sheet_marks import SheetMark, new_sheet_id, read_mark
from visits_app.domain.sheets import CellKind, Cells, LineVerdict, SheetColumn, SheetLine
from visits_app.domain.text import clean

SAME, TAKE, REFUSED, MISSING = (
    LineVerdict.SAME,
    LineVerdict.TAKE,
    LineVerdict.REFUSED,
    LineVerdict.MISSING,
)


def as_shown(key: str, **answers: str) -> dict[str, str]:
    """Return the words of a line as a person sees them, some of them overwritten."""
    cells = known().get(key, {})
    shown = {column.id: shown_cell(column, cells.get(column.id, "")) for column in COLUMNS}
    return {**shown, **answers}


def line(number: int, key: str, **answers: str) -> RawLine:
    return RawLine(number, key, as_shown(key, **answers))


def judged(*lines: RawLine, sent: Sent | None = None) -> tuple[SheetLine, ...]:
    return judge_lines(
        COLUMNS, lines, known(), today=TODAY, sent=sent or Sent(known()), key_title="Ask"
    )


def verdicts(lines: tuple[SheetLine, ...]) -> list[tuple[str, LineVerdict]]:
    return [(one.key, one.verdict) for one in lines]


def words(one: SheetLine) -> str:
    return "\n".join(map(str, one.faults))


def test_a_sheet_that_comes_back_as_it_went_says_nothing_new() -> None:
    lines = judged(line(6, "A-1"), line(7, "A-2"), line(8, "A-3"))
    assert verdicts(lines) == [("A-1", SAME), ("A-2", SAME), ("A-3", SAME)]
    assert not any(one.faults for one in lines)


def test_an_answer_is_read_as_people_write_it() -> None:
    (one, *_) = judged(
        line(6, " a-1 ", answer="AGREE  in part", due="4 Jan 2027", done="Y", weeks="1,200")
    )
    assert (one.key, one.verdict) == ("A-1", TAKE)
    assert one.cells["answer"] == "part"
    assert (one.cells["due"], one.cells["done"], one.cells["weeks"]) == (
        "2027-01-04",
        "yes",
        "1200",
    )
    assert one.cells["ask"] == "Mend the kitchen window."
    assert one.changed == ("answer", "due", "done", "weeks")


def test_every_fault_of_a_line_is_said_and_its_words_are_kept() -> None:
    (one, *_) = judged(line(6, "A-1", answer="perhaps", due="31 June", done="maybe", weeks="few"))
    assert one.verdict is REFUSED
    assert [fault.where for fault in one.faults] == [
        "Answer",
        "To be done by",
        "Done already",
        "Weeks needed",
    ]
    assert "Agree, Agree in part, Do not agree" in one.faults[0].what
    assert one.read["answer"] == "perhaps"


def test_lines_that_are_missing_are_said_and_nothing_changes_there() -> None:
    lines = judged(line(9, "A-2"))
    assert verdicts(lines) == [("A-2", SAME), ("A-1", MISSING), ("A-3", MISSING)]
    assert whole_notes(lines, ("A-1", "A-2", "A-3")) == (
        "2 lines that were sent are not in the file; nothing changes there.",
    )


def test_another_order_is_said_once() -> None:
    lines = judged(line(6, "A-3"), line(7, "A-1"), line(8, "A-2"))
    assert whole_notes(lines, ("A-1", "A-2", "A-3")) == (
        "The lines stand in another order than they were sent in; that does not harm.",
    )


def test_a_line_twice_with_the_same_answers_counts_once() -> None:
    lines = judged(line(6, "A-1", answer="Agree"), line(9, "A-1", answer="agree"))
    assert [one.verdict for one in lines[:2]] == [TAKE, SAME]
    assert (
        words(lines[1]) == "Ask: this stands also in line 6, with the same answers; it counts once."
    )


def test_a_line_twice_with_other_answers_is_refused_both_times() -> None:
    lines = judged(
        line(6, "A-1", answer="Agree"), line(8, "A-1"), line(9, "A-1", answer="Do not agree")
    )
    assert [one.verdict for one in lines[:3]] == [REFUSED] * 3
    assert "lines 8 and 9, with other answers" in words(lines[0])
    assert "lines 6 and 8, with other answers" in words(lines[2])


def test_an_unknown_reference_is_refused_and_said_where_it_is_known_from() -> None:
    sent = Sent({"A-1": known()["A-1"]}, {"B-9": "on the sheet “Responses”, 2025/26"})
    lines = judged(line(6, "B-9"), line(7, "C-1"), line(8, "A-2"), sent=sent)
    assert [one.verdict for one in lines[:3]] == [REFUSED] * 3
    assert words(lines[0]).startswith(
        "Ask: “B-9” was not on this sheet; it stands on the sheet “Responses”, 2025/26."
    )
    assert words(lines[1]).startswith("Ask: “C-1” is not known here.")
    assert words(lines[2]).startswith("Ask: “A-2” was not on the sheet that was sent.")


def test_a_reference_that_was_sent_and_is_gone_is_said() -> None:
    sent = Sent({**known(), "A-9": {}})
    (one, *_) = judged(line(6, "A-9"), sent=sent)
    assert words(one).startswith("Ask: “A-9” was sent, but is not here any more.")


def test_a_line_without_its_reference_is_refused_with_its_words() -> None:
    lines = judged(line(6, "", answer="Agree", reason="Because"))
    assert lines[0].verdict is REFUSED
    assert lines[0].read["reason"] == "Because"


def test_words_that_stand_beside_another_reference_are_refused() -> None:
    lines = judged(
        RawLine(6, "A-1", as_shown("A-2", answer="Agree")),
        RawLine(7, "A-2", as_shown("A-1", answer="Do not agree")),
    )
    assert [one.verdict for one in lines[:2]] == [REFUSED, REFUSED]
    assert "belong to “A-2”" in words(lines[0])


def test_words_that_are_not_asked_for_are_never_taken() -> None:
    (one, *_) = judged(line(6, "A-1", ask="Mend all windows.", answer="Agree"))
    assert (one.verdict, one.changed) == (TAKE, ("answer",))
    assert one.cells["ask"] == "Mend the kitchen window."
    assert words(one).startswith("What was asked: this was changed in the file.")


def test_what_was_changed_here_meanwhile_is_not_put_back() -> None:
    here = known()
    here["A-3"]["reason"] = "Newer"
    same = judge_lines(COLUMNS, [line(8, "A-3")], here, today=TODAY, sent=Sent(known()))
    assert same[0].verdict is SAME
    (both, *_) = judge_lines(
        COLUMNS, [line(8, "A-3", reason="Theirs")], here, today=TODAY, sent=Sent(known())
    )
    assert (both.verdict, both.cells["reason"]) == (TAKE, "Theirs")
    assert words(both).endswith("it says Newer now.")


def test_a_required_answer_is_asked_for_only_where_something_is_answered() -> None:
    lines = judged(line(6, "A-1", reason="Because"), line(7, "A-2"))
    assert [one.verdict for one in lines[:2]] == [REFUSED, SAME]
    assert words(lines[0]) == "Answer: this is empty. Fill it in."


def test_a_column_that_is_not_there_changes_nothing() -> None:
    raw = RawLine(8, "A-3", {"answer": "Agree"})
    (one, *_) = judged(raw)
    assert (one.verdict, one.changed) == (TAKE, ("answer",))
    assert one.cells["reason"] == known()["A-3"]["reason"]


def test_lines_without_a_reference_may_add_where_that_is_allowed() -> None:
    columns = (SheetColumn("name", "Name", editable=True, required=True),)

    def check(key: str, cells: Cells) -> tuple[Fault, ...]:
        return (Fault("Name", f"{key} is taken."),) if cells["name"] == "Taken" else ()

    lines = judge_lines(
        columns,
        [
            RawLine(4, "", {"name": "Harbour"}),
            RawLine(5, "", {"name": " "}),
            RawLine(6, "", {"name": "Taken"}),
            RawLine(7, "", {"name": "Harbour"}),
        ],
        {},
        today=TODAY,
        may_add=True,
        check=check,
    )
    assert [(one.key, one.verdict, one.new) for one in lines] == [
        ("+4", TAKE, True),
        ("+6", REFUSED, True),
        ("+7", SAME, True),
    ]
    assert words(lines[1]) == "Name: +6 is taken."


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "answer": st.sampled_from(("agree", "Do not agree", "perhaps", "")),
        "reason": st.text(max_size=12),
        "due": st.sampled_from(("4/3/2027", "2027-03-04", "never", "")),
        "done": st.sampled_from(("yes", "N", "?")),
    },
)
LINES = st.lists(
    st.tuples(st.sampled_from(("A-1", "A-2", "A-3", "a-3 ", "B-1", "")), ANSWERS), max_size=9
)


def raw_lines(drawn: list[tuple[str, dict[str, str]]]) -> list[RawLine]:
    return [
        RawLine(number, key, as_shown(key.strip().upper(), **answers))
        for number, (key, answers) in enumerate(drawn, start=6)
    ]


@given(LINES)
def test_every_line_gets_exactly_one_verdict_and_keeps_its_words(
    drawn: list[tuple[str, dict[str, str]]],
) -> None:
    raw = raw_lines(drawn)
    lines = judged(*raw)
    assert [one.number for one in lines if one.number] == [
        one.number for one in raw if not one.blank
    ]
    by_number = {one.number: one for one in raw}
    for one in lines:
        if one.number:
            assert one.read == by_number[one.number].cells
        if one.verdict is REFUSED:
            assert one.faults
    there = {one.key for one in lines if one.number}
    assert {one.key for one in lines if not one.number} == set(known()) - there


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter_for_what_is_taken(
    drawn: list[tuple[str, dict[str, str]]], chance: object
) -> None:
    raw = raw_lines(drawn)
    moved = list(raw)
    chance.shuffle(moved)  # type: ignore[attr-defined]

    def taken(lines: tuple[SheetLine, ...]) -> dict[str, dict[str, str]]:
        return {one.key: dict(one.cells) for one in lines if one.verdict is TAKE}

    assert taken(judged(*raw)) == taken(judged(*moved))


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=6).filter(lambda key: key.strip() == key),
        st.text(max_size=40),
        max_size=5,
    )
)
def test_whatever_stands_in_the_store_is_the_same_when_it_comes_back(
    stored: dict[str, str],
) -> None:
    column = SheetColumn("reason", "Reason", editable=True)
    here = {key: {"reason": text} for key, text in stored.items()}
    raw = [
        RawLine(n, key, {"reason": unguarded(guarded(t))})
        for n, (key, t) in enumerate(stored.items(), 2)
    ]
    for one in judge_lines((column,), raw, here, today=TODAY, sent=Sent(here)):
        assert one.verdict is SAME


@pytest.mark.parametrize("column", COLUMNS)
def test_what_is_odd_in_the_store_already_is_no_fault_of_the_file(column: SheetColumn) -> None:
    here = {"A-1": {column.id: "odd"}}
    (one,) = judge_lines((column,), [RawLine(2, "A-1", {column.id: "odd"})], here, today=TODAY)
    assert (one.verdict, one.faults) == (SAME, ())


@given(st.text())
def test_guarded_words_run_nowhere_and_come_back(text: str) -> None:
    safe = guarded(text)
    assert not looks_like_formula(safe) or safe.startswith("'")
    if not looks_like_formula(clean(text)):
        assert looks_like_formula(safe) is False


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (CellKind.DATE, "4th March 2026", "2026-03-04"),
        (CellKind.DATE, "46085", "2026-03-04"),
        (CellKind.DATE, "2026-03-04 00:00:00", "2026-03-04"),
        (CellKind.YES_NO, "TRUE", "yes"),
        (CellKind.YES_NO, "No.", "no"),
        (CellKind.WHOLE, "12.0", "12"),
        (CellKind.TEXT, "  a\r\nb ", "a\nb"),
    ],
)
def test_cells_are_read_as_they_are_meant(kind: CellKind, text: str, value: str) -> None:
    assert read_cell(SheetColumn("x", "X", kind), text, TODAY) == (value, "")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (CellKind.DATE, "1/1/1850"),
        (CellKind.WHOLE, "-3"),
        (CellKind.WHOLE, "٣"),
        (CellKind.TEXT, "#REF!"),
        (CellKind.TEXT, "é" * 150_000),
    ],
)
def test_cells_that_mean_nothing_are_said(kind: CellKind, text: str) -> None:
    value, wrong = read_cell(SheetColumn("x", "X", kind), text, TODAY)
    assert value == ""
    assert wrong.endswith(".")


@given(st.integers(min_value=0, max_value=2**128))
def test_a_mark_is_known_again_however_it_was_typed(number: int) -> None:
    id = new_sheet_id(number)
    typed = (
        f"  sheet  {id.lower().replace('0', 'o').replace('1', 'l')} / Responses / 2026/27; leave"
    )
    assert read_mark(typed) == SheetMark(id, "responses", "2026/27")


def test_other_lines_are_no_marks() -> None:
    assert read_mark("Sheet of asks / responses") == SheetMark()
    assert read_mark(f"Sheet {date(2026, 1, 1)}") == SheetMark()
