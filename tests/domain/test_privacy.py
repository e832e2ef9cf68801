"""Passages that may identify somebody: what is found, where, and that nothing upsets it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import privacy_measure
from visits_app.domain.privacy.decisions import mark_of, sentence_around
from visits_app.domain.privacy.finding import finding_passages
from visits_app.domain.privacy.passages import Known, PassageKind

ENOUGH, MOST_ALARMS = 0.95, 1.0
PIECES = (
    "Kasia", "a nine-year-old", "told us", "07700 900123", "PE1 2AB", "14 Mill Lane", "J.S.",
    "three children", "in Eastholme", "born on", "4 March 2009", "\n", "\0", "‮", "é́", "@", "(",
    "999 526 0182", "the only", "family", "has left", "and", "aged 4, 6 and 9", "𝔎asia", "İ", "😀",
)  # fmt: skip


def kinds(text: str, known: Known | None = None) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in finding_passages(text, known or Known())]


@pytest.mark.parametrize("part", ["tuned", "held_out"])
def test_of_what_is_planted_nearly_all_is_found_and_little_else(part: str) -> None:
    seen = privacy_measure.measure(part)
    assert seen.recall >= ENOUGH, seen.missed
    for kind in seen.planted:
        missed = seen.planted[kind] - seen.found[kind]
        assert seen.recall_of(kind) >= ENOUGH or missed <= 1, seen.missed
    assert set(seen.planted) == {kind.value for kind in PassageKind}


def test_what_somebody_is_asked_to_do_begins_with_no_name() -> None:
    assert kinds("A2013-001 Send members the dates of visits for the first half of 2013.") == []
    assert kinds("A2013-002 Recruit foster carers who can take siblings.") == []
    assert kinds("A2013-003 Send Kasia the dates of her visits.") == [("name", "Send Kasia")]
    assert kinds("Send Kasia the dates of her visits.") == [("name", "Kasia")]


def test_in_the_example_reports_nobody_is_suspected() -> None:
    seen = privacy_measure.measure_example()
    assert seen.words > 5000
    assert seen.alarms_in_500 <= MOST_ALARMS, seen.false_alarms


def test_a_groups_ages_and_numbers_are_found() -> None:
    text = (
        "At the trial there were five victims. Nine defendants, by the end eight, were between "
        "the ages of 14 and 32."
    )
    assert kinds(text) == [
        ("small_count", "five victims"),
        ("age", "between the ages of 14 and 32"),
    ]


def test_one_familys_move_is_found() -> None:
    text = "Almost all visits were on time. A family had left the country for Eastern Europe."
    (found,) = finding_passages(text)
    assert found.kind is PassageKind.FAMILY
    assert found.text.startswith("A family had left the country")
    assert text[found.start : found.end] == found.text


def test_a_childs_name_age_and_address_are_found_without_the_full_stop() -> None:
    found = kinds("We met Jamie Walker, aged 9, of 14 Mill Lane.")
    assert found == [("name", "Jamie Walker"), ("age", "aged 9"), ("address", "14 Mill Lane")]


def test_names_of_the_registers_are_no_alarm() -> None:
    text = "Councillor Adeyemi went to Larkfield House with Moira Penhaligon."
    assert ("name", "Moira Penhaligon") in kinds(text)
    known = Known(frozenset({"Councillor Adeyemi", "Larkfield House", "Moira Penhaligon"}))
    assert kinds(text, known) == []


@pytest.mark.parametrize(
    "text",
    [
        "It was no Reg 44 visit; the Children Act 1989 applies.",
        "Year 6 pupils have a tutor. We ask for an answer in 5 working days.",
        "Two teams share a room. In January 2014 the panel met twice.",
        "The rate fell from 41.2 per cent to 33.5 per cent; 1,233 cases were open.",
        "Children aged 0 to 5 go to the centre.",
        "Three of nine workers had no supervision in March.",
        "When a child is excluded from school, the virtual head is told.",
    ],
)
def test_ordinary_sentences_are_no_alarm(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("number", ["999 526 0182", "999-526-0182", "9995260182"])
def test_an_nhs_number_is_known_by_its_check_digit(number: str) -> None:
    assert kinds(f"The card said {number}.") == [("nhs_number", number)]
    wrong = number[:-1] + "3"
    assert ("nhs_number", wrong) not in kinds(f"The card said {wrong}.")


def test_a_pupil_number_is_known_by_its_check_letter() -> None:
    assert kinds("On the bag: K873000017034.") == [("pupil_number", "K873000017034")]
    assert kinds("On the bag: L873000017034.") != [("pupil_number", "L873000017034")]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map(" ".join))
def test_passages_lie_inside_the_text_and_never_overlap(text: str) -> None:
    found = finding_passages(text)
    assert found == finding_passages(text)
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.text.strip()
        assert one.why
        end = one.end


@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    assert isinstance(finding_passages(text, Known(frozenset({text}))), tuple)


@pytest.mark.parametrize(
    "piece",
    ["7", "7 ", "A", "A ", " ", "\0", "\u202eשלום ", "@", "a@", "a-", "one child ", "Flat 3 ",
     "the only ", "J. ", "Mr ", "1, ", "aged 4, ", "a family "],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.perf_counter()
        finding_passages(text)
        return time.perf_counter() - begun

    short, long = max(seconds(20_000), 0.02), seconds(160_000)
    assert long < 40 * short, "eight times the text, not the square of it"


@given(st.lists(st.sampled_from((*PIECES, ". ", "! ")), max_size=40).map(" ".join))
def test_the_sentence_around_a_passage_holds_it(text: str) -> None:
    for one in finding_passages(text):
        begins, ends = sentence_around(text, one.start, one.end)
        assert 0 <= begins <= one.start < one.end <= ends <= len(text)


def test_a_mark_is_of_the_sentence_alone() -> None:
    told = "Kasia Nowak is well."
    marks = {
        text: [mark_of(text, one) for one in finding_passages(text)]
        for text in (told, f"It rained. {told} We left.", f"- {told}", "Kasia Nowak is ill.")
    }
    alone, among, _, other = marks.values()
    assert alone == among != other
