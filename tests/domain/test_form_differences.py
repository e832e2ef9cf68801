"""A new version of a form: every difference in words, and what happens to each answer."""

from hypothesis import given
from hypothesis import strategies as st

from tests.form_samples import FIRST, SECOND, walk
from visits_app.domain.answers import fit_answers
from visits_app.domain.form_differences import (
    ChangeKind,
    Fate,
    answer_moves,
    form_changes,
    moved_answers,
    reuse_faults,
)
from visits_app.domain.forms import Answers

ANSWERS: Answers = {
    "team": "t",
    "visit_date": "2014-03-04",
    "weather": "wet",
    "purpose": "To look at the kitchen.",
    "rooms": [{"id": "r1", "name": "Kitchen", "state": "Cold"}],
}


def test_the_same_form_differs_in_nothing() -> None:
    assert form_changes(walk(), walk()) == ()
    assert reuse_faults(walk(), [walk()]) == ()


def test_every_difference_is_a_sentence_kind_by_kind() -> None:
    changes = form_changes(walk(), walk(SECOND))
    assert [(change.kind, change.words) for change in changes] == [
        (ChangeKind.ADDED, "A5 “Noise” is new, required."),
        (ChangeKind.RETIRED, "A5 “Purpose” is no longer asked."),
        (ChangeKind.RETIRED, "The column “State” of A6 “Rooms” is no longer asked."),
        (ChangeKind.RENAMED, "The form “Walk round” is now called “Walk about”."),
        (ChangeKind.RENAMED, "A4 “Weather” is now “What was the weather like?”."),
        (ChangeKind.CHOICES, "A4 “What was the weather like?” can now be answered “Snow”."),
        (ChangeKind.CHOICES, "A4 “What was the weather like?” can no longer be answered “Wet”."),
    ]


def test_sections_conditions_limits_and_hints_are_told_too() -> None:
    other = (
        FIRST.replace('title = "Everything"', 'title = "All of it"\nintro = "Look."')
        .replace("max_words = 40", "max_words = 50\nrequired = true\nhint = \"Short.\"")
        .replace('label = "Wet"', 'label = "Rain"')
    )  # fmt: skip
    words = [change.words for change in form_changes(walk(), walk(other))]
    assert words == [
        "Section A, “Everything”, is now called “All of it”.",
        "A4 “Weather”: the answer “Wet” now reads “Rain”.",
        "Section A, “All of it”, has another introduction.",
        "A5 “Purpose” is now required.",
        "A5 “Purpose” has another hint or help.",
        "A5 “Purpose” takes other limits.",
    ]


def test_an_id_is_never_used_for_another_question() -> None:
    reused = SECOND.replace('id = "noise"', 'id = "purpose"').replace(
        'label = "Noise"\nkind = "text"', 'label = "Cups"\nkind = "number"'
    )
    (fault,) = reuse_faults(walk(reused), [walk()])
    assert fault.where == "question purpose"
    assert "“Purpose” (text) in version 1 and is number here" in fault.what
    gone = walk(SECOND)
    assert reuse_faults(walk(reused.replace("version = 2", "version = 3")), [walk(), gone]), (
        "what an older version asked is not free again"
    )
    column = FIRST.replace('label = "State"\nkind = "text"', 'label = "Cups"\nkind = "number"')
    assert [f.where for f in reuse_faults(walk(column), [walk()])] == [
        "question rooms, column state"
    ]


def test_what_happens_to_each_answer_of_a_draft_is_said() -> None:
    moves = answer_moves(walk(), walk(SECOND), ANSWERS)
    assert [(move.where, move.fate) for move in moves] == [
        ("team", Fate.KEPT),
        ("visit_date", Fate.KEPT),
        ("weather", Fate.CHOOSE),
        ("purpose", Fate.LOST),
        ("rooms", Fate.LOST),
        ("noise", Fate.OPEN),
    ]
    told = {move.where: move.words for move in moves}
    assert told["weather"].startswith("“Wet” can no longer be chosen")
    assert told["rooms"] == "The column “State” is no longer asked; what it holds is taken out."


def test_what_is_moved_fits_the_new_version() -> None:
    kept = moved_answers(walk(), walk(SECOND), ANSWERS)
    assert kept.keys() == {"team", "visit_date", "weather", "rooms"}
    assert kept["rooms"] == [{"id": "r1", "name": "Kitchen"}]
    assert fit_answers(walk(SECOND), kept) == kept


@given(
    st.dictionaries(
        st.sampled_from(["team", "weather", "purpose", "visit_date"]),
        st.one_of(st.none(), st.text(max_size=5), st.sampled_from(["dry", "wet"])),
    )
)
def test_every_answer_is_told_of_exactly_once_and_none_vanishes_unsaid(answers: Answers) -> None:
    moves = answer_moves(walk(), walk(SECOND), answers)
    told = [move.where for move in moves if move.fate is not Fate.OPEN]
    given_answers = {
        id for id, value in answers.items() if isinstance(value, str) and value.strip()
    }
    assert len(told) == len(set(told))
    assert set(told) == given_answers
    kept = moved_answers(walk(), walk(SECOND), answers)
    lost = {move.where for move in moves if move.fate is Fate.LOST}
    assert lost == given_answers - kept.keys()
