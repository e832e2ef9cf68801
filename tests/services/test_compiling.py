"""Compiling a paper in a real store: drafted, edited, drafted again, and every step taken back."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from tests.paper_samples import MARCH, TODAY, Records, line, made_paper, records
from tests.visit_samples import small_council
from visits_app.domain.errors import FaultsError, PaperChangedSince, PaperOutdated, UnknownRecord
from visits_app.domain.paper_merging import ChangeKind, Choice
from visits_app.domain.paper_steps import PaperStep
from visits_app.domain.papers import Paper, PaperContents, PartKind, Source
from visits_app.services import compiling
from visits_app.services.compiling import PaperPlan
from visits_app.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


@pytest.fixture
def draft() -> Records:
    return records()


@pytest.fixture
def paper(store: Store, draft: Records) -> Paper:
    return made_paper(store, draft)


def said(store: Store, paper: Paper) -> dict[str, tuple[str, ...]]:
    return {part.key: part.words for part in compiling.parts(store, paper.id)}


def order(store: Store, paper: Paper) -> list[str]:
    return [part.key for part in compiling.parts(store, paper.id)]


def again(store: Store, paper: Paper, draft: Records, **answers: Choice) -> PaperStep:
    found = compiling.look_again(store, paper.id, today=TODAY, draft=draft)
    named = {key.replace("_", ":"): answer for key, answer in answers.items()}
    return compiling.regenerate(store, found, answers=named, by="officer")


def history(store: Store, paper: Paper) -> list[tuple[str, Any, Any]]:
    with store.read() as connection:
        rows = connection.execute(
            'SELECT action, "before", "after" FROM history WHERE entity = \'paper\''
            " AND entity_id = ? ORDER BY sequence",
            (paper.id,),
        ).fetchall()
    return [(a, json.loads(b) if b else None, json.loads(c) if c else None) for a, b, c in rows]


# --- the paper as a whole --------------------------------------------------------------------


def test_a_paper_is_drafted_and_kept_whole(store: Store, draft: Records, paper: Paper) -> None:
    assert compiling.paper(store, paper.id) == paper
    assert compiling.papers(store) == (paper,)
    kept = compiling.parts(store, paper.id)
    assert [replace(part, position=0) for part in kept] == list(draft.parts)
    assert [part.position for part in kept] == list(range(len(kept)))
    assert (draft.papers, draft.days) == ([paper], [TODAY])
    assert history(store, paper)[0][0] == "made"


def test_everything_wrong_with_a_plan_is_said_at_once_and_nothing_is_kept(
    store: Store, draft: Records
) -> None:
    plan = PaperPlan("  ", date(2014, 3, 2), date(2014, 3, 1))
    with pytest.raises(FaultsError) as caught:
        made_paper(store, draft, plan)
    assert [fault.where for fault in caught.value.faults] == ["title", "period"]
    with pytest.raises(FaultsError, match="meeting is not on record"):
        made_paper(store, draft, replace(MARCH, meeting_id="nothing"))
    assert compiling.papers(store) == ()


def test_a_deleted_paper_comes_back_with_its_edits(store: Store, paper: Paper) -> None:
    compiling.edit_part(store, paper.id, "ask:1", ["Mine."], by="officer")
    compiling.delete_paper(store, paper.id, by="officer")
    assert compiling.papers(store) == ()
    with pytest.raises(UnknownRecord):
        compiling.paper(store, paper.id)
    with pytest.raises(UnknownRecord):
        compiling.delete_paper(store, paper.id, by="officer")
    compiling.restore_paper(store, paper.id, by="officer")
    assert said(store, paper)["ask:1"] == ("Mine.",)


def test_other_contents_are_kept_and_taken_back(store: Store, paper: Paper) -> None:
    contents = PaperContents(team_ids=("fostering",), sections=("suggestions", "visits"))
    plan = PaperPlan("Another", date(2014, 1, 1), date(2014, 3, 31), None, contents)
    step = compiling.change_contents(store, paper.id, plan, by="officer")
    changed = compiling.paper(store, paper.id)
    assert (changed.title, changed.contents) == ("Another", contents)
    assert [one.id for one in compiling.sections(changed)] == ["suggestions", "visits", "appendix"]
    compiling.take_back(store, step, by="officer")
    assert replace(compiling.paper(store, paper.id), updated_at=paper.updated_at) == paper
    with pytest.raises(PaperChangedSince):
        compiling.take_back(store, step, by="officer")
    assert compiling.change_contents(store, paper.id, MARCH, by="officer").is_empty


def test_sections_left_out_keep_their_edits_for_when_they_return(
    store: Store, draft: Records, paper: Paper
) -> None:
    compiling.edit_part(store, paper.id, "ask:1", ["Mine."], by="officer")
    only = replace(MARCH, contents=PaperContents(sections=("visits",)))
    compiling.change_contents(store, paper.id, only, by="officer")
    whole, still = draft.parts, {"visits", "appendix"}
    draft.parts = tuple(part for part in whole if part.section in still)
    again(store, paper, draft)
    assert said(store, paper)["ask:1"] == ("Mine.",)
    shown = compiling.parts_for(store, paper.id, public=False, today=TODAY, draft=draft)
    assert {part.section for part in shown} <= {"visits", "appendix"}
    compiling.change_contents(store, paper.id, MARCH, by="officer")
    draft.parts = whole
    assert compiling.look_again(store, paper.id, today=TODAY, draft=draft).changes == ()


# --- one part --------------------------------------------------------------------------------

Act = Callable[[Store, str], PaperStep]


def edited(store: Store, id: str) -> PaperStep:
    return compiling.edit_part(store, id, "ask:1", ["Mine.\nTwo lines."], by="officer")


def edited_row(store: Store, id: str) -> PaperStep:
    cells = ["1 March 2014", "Fostering", "Standard visit", "All three councillors", "Assured"]
    return compiling.edit_part(store, id, "visit:v1", cells, by="officer")


def moved(store: Store, id: str) -> PaperStep:
    return compiling.move_part(store, id, "visit:v3", -2, by="officer")


def hidden(store: Store, id: str) -> PaperStep:
    return compiling.hide_part(store, id, "visit:v2", by="officer")


def added(store: Store, id: str) -> PaperStep:
    return compiling.add_part(
        store, id, "suggestions", ["My own."], kind=PartKind.BULLET, after="ask:1", by="officer"
    )[1]


@pytest.mark.parametrize("act", [edited, edited_row, moved, hidden, added])
def test_every_action_is_written_once_and_taken_back(store: Store, paper: Paper, act: Act) -> None:
    before = compiling.parts(store, paper.id)
    step = act(store, paper.id)
    assert not step.is_empty
    assert compiling.parts(store, paper.id) != before
    touched = compiling.paper(store, paper.id).updated_at
    assert touched is not None
    assert paper.updated_at is not None
    assert touched > paper.updated_at
    compiling.take_back(store, step, by="officer")
    assert compiling.parts(store, paper.id) == before
    assert len(history(store, paper)) == 3


def test_an_edit_is_kept_in_the_history_as_what_it_changed(store: Store, paper: Paper) -> None:
    compiling.edit_part(store, paper.id, "ask:2", ["Long. " * 100 + "End."], by="officer")
    compiling.edit_part(store, paper.id, "ask:2", ["Long. " * 100 + "Fine."], by="officer")
    _, before, after = history(store, paper)[-1]
    assert before["parts"]["ask:2"]["cells"] == [{"from": 600, "text": "End"}]
    assert after["parts"]["ask:2"]["cells"] == [{"from": 600, "text": "Fine"}]


def test_words_that_are_the_drafts_again_are_no_edit(store: Store, paper: Paper) -> None:
    edited(store, paper.id)
    compiling.edit_part(store, paper.id, "ask:1", ["Ask why the phone is engaged."], by="officer")
    (part,) = [one for one in compiling.parts(store, paper.id) if one.key == "ask:1"]
    assert part.edited is None
    edited(store, paper.id)
    compiling.restore_part(store, paper.id, "ask:1", by="officer")
    assert said(store, paper)["ask:1"] == ("Ask why the phone is engaged.",)


def test_edits_that_cannot_be_are_refused_together(store: Store, paper: Paper) -> None:
    before = compiling.parts(store, paper.id)
    wrong = {"ask:1": ["x" * 200_001], "visit:v1": ["Too", "few"], "ask:2": ["Fine."]}
    with pytest.raises(FaultsError) as caught:
        compiling.edit_parts(store, paper.id, wrong, by="officer")
    assert [fault.where for fault in caught.value.faults] == ["ask:1", "visit:v1"]
    with pytest.raises(UnknownRecord):
        compiling.edit_part(store, paper.id, "nothing", ["x"], by="officer")
    assert compiling.parts(store, paper.id) == before


def test_a_chart_is_hidden_never_written_over(store: Store) -> None:
    draft = Records((line("chart:1", "caseload", kind=PartKind.CHART),))
    made = made_paper(store, draft)
    with pytest.raises(FaultsError, match="drawn from its figures"):
        compiling.edit_part(store, made.id, "chart:1", ["x"], by="officer")
    assert not compiling.hide_part(store, made.id, "chart:1", by="officer").is_empty


def test_parts_move_within_their_section_past_those_in_sight(store: Store, paper: Paper) -> None:
    def visits() -> list[str]:
        return [key for key in order(store, paper) if key.startswith("visit")]

    compiling.move_part(store, paper.id, "visit:v3", -1, by="officer")
    assert visits() == ["visit:v1", "visit:v3", "visit:v2"]
    among = {"visit:v1", "visit:v2"}
    compiling.move_part(store, paper.id, "visit:v1", 1, among=among, by="officer")
    assert visits() == ["visit:v3", "visit:v2", "visit:v1"]
    assert compiling.move_part(store, paper.id, "visit:v1", 1, by="officer").is_empty


def test_own_words_go_where_they_are_put_and_can_be_taken_out(store: Store, paper: Paper) -> None:
    first, _ = compiling.add_part(store, paper.id, "visits", ["First."], by="officer")
    second, step = compiling.add_part(
        store, paper.id, "visits", ["Second."], after="visit:v1", by="officer"
    )
    assert order(store, paper)[1:5] == [first, "visit:v1", second, "visit:v2"]
    with pytest.raises(UnknownRecord, match="nothing behind it"):
        compiling.restore_part(store, paper.id, second, by="officer")
    with pytest.raises(UnknownRecord, match="Hide it"):
        compiling.remove_part(store, paper.id, "visit:v1", by="officer")
    with pytest.raises(UnknownRecord, match="section"):
        compiling.add_part(store, paper.id, "foreword", ["x"], by="officer")
    gone = compiling.remove_part(store, paper.id, second, by="officer")
    assert second not in order(store, paper)
    compiling.take_back(store, gone, by="officer")
    assert order(store, paper)[1:5] == [first, "visit:v1", second, "visit:v2"]
    compiling.edit_part(store, paper.id, second, ["Changed."], by="officer")
    with pytest.raises(PaperChangedSince):
        compiling.take_back(store, step, by="officer")


def test_own_words_beside_restricted_matter_are_restricted(store: Store, paper: Paper) -> None:
    key, _ = compiling.add_part(
        store, paper.id, "appendix", ["Mine."], after="shut:1", by="officer"
    )
    (part,) = [one for one in compiling.parts(store, paper.id) if one.key == key]
    assert part.restricted


def test_undo_leaves_what_was_done_elsewhere_since(store: Store, paper: Paper) -> None:
    step = hidden(store, paper.id)
    edited(store, paper.id)
    compiling.take_back(store, step, by="officer")
    parts = {part.key: part for part in compiling.parts(store, paper.id)}
    assert not parts["visit:v2"].hidden
    assert parts["ask:1"].words == ("Mine.\nTwo lines.",)


# --- drafting again --------------------------------------------------------------------------


def test_looking_again_writes_nothing(store: Store, draft: Records, paper: Paper) -> None:
    draft.say("fact:held", "Visits held", "4")
    before = compiling.parts(store, paper.id)
    found = compiling.look_again(store, paper.id, today=TODAY, draft=draft)
    assert [(one.key, one.kind) for one in found.changes] == [("fact:held", ChangeKind.CHANGED)]
    assert compiling.parts(store, paper.id) == before


def test_a_new_draft_keeps_edits_and_asks_about_them(
    store: Store, draft: Records, paper: Paper
) -> None:
    edited(store, paper.id)
    draft.say("ask:1", "Ask why nobody rings back.")
    draft.say("fact:held", "Visits held", "4")
    draft.lose("visit:v2")
    step = again(store, paper, draft)
    words = said(store, paper)
    assert words["ask:1"] == ("Mine.\nTwo lines.",)
    assert words["fact:held"] == ("Visits held", "4")
    assert "visit:v2" not in words
    assert compiling.questions_open(store) == {paper.id: 1}
    compiling.answer_part(store, paper.id, "ask:1", Choice.TAKE, by="officer")
    assert said(store, paper)["ask:1"] == ("Ask why nobody rings back.",)
    assert compiling.questions_open(store) == {}
    assert not step.is_empty


def test_a_new_draft_is_taken_back_whole(store: Store, draft: Records, paper: Paper) -> None:
    edited(store, paper.id)
    before = compiling.parts(store, paper.id)
    draft.say("ask:1", "Ask why nobody rings back.")
    draft.lose("visit:v2")
    step = again(store, paper, draft, ask_1=Choice.TAKE)
    compiling.take_back(store, step, by="officer")
    assert compiling.parts(store, paper.id) == before


def test_what_was_written_while_the_changes_were_read_is_kept(
    store: Store, draft: Records, paper: Paper
) -> None:
    draft.say("ask:2", "Ask about the boiler.")
    found = compiling.look_again(store, paper.id, today=TODAY, draft=draft)
    compiling.edit_part(store, paper.id, "ask:2", ["Mine."], by="officer")
    compiling.regenerate(store, found, answers={}, by="officer")
    (part,) = [one for one in compiling.parts(store, paper.id) if one.key == "ask:2"]
    assert (part.words, part.fresh) == (("Mine.",), ("Ask about the boiler.",))


# --- who may see it --------------------------------------------------------------------------


def public(store: Store, paper: Paper, draft: Records) -> set[str]:
    shown = compiling.parts_for(store, paper.id, public=True, today=TODAY, draft=draft)
    return {part.key for part in shown}


def test_the_public_version_has_nothing_restricted_or_hidden(
    store: Store, draft: Records, paper: Paper
) -> None:
    hidden(store, paper.id)
    whole = compiling.parts_for(store, paper.id, public=False, today=TODAY, draft=draft)
    assert {part.key for part in whole} == set(order(store, paper)) - {"visit:v2"}
    assert public(store, paper, draft) == set(order(store, paper)) - {"visit:v2", "shut:1"}


def test_what_was_restricted_after_the_draft_is_in_no_public_version_either(
    store: Store, draft: Records, paper: Paper
) -> None:
    edited(store, paper.id)
    compiling.edit_part(store, paper.id, "ask:2", ["Mine too."], by="officer")
    draft.parts = tuple(
        replace(part, restricted=part.restricted or part.key == "ask:1") for part in draft.parts
    )
    with pytest.raises(PaperOutdated, match="One part"):
        public(store, paper, draft)
    again(store, paper, draft)
    assert public(store, paper, draft) == set(order(store, paper)) - {"ask:1", "shut:1"}


def test_a_row_that_went_to_the_restricted_appendix_is_not_published_from_an_old_draft(
    store: Store, draft: Records, paper: Paper
) -> None:
    draft.lose("visit:v2")
    assert "visit:v2" in public(store, paper, draft)  # it is gone for some other reason
    secret = line("shut:2", "a", "b", "c", section="appendix", restricted=True)
    draft.parts += (replace(secret, sources=(Source("visit", "v2"),)),)
    with pytest.raises(PaperOutdated):
        public(store, paper, draft)
    again(store, paper, draft)
    assert "visit:v2" not in public(store, paper, draft)


def test_words_drafted_before_part_of_their_record_was_restricted_are_held_back(
    store: Store, draft: Records, paper: Paper
) -> None:
    draft.say("ask:1", "Ask about the phone.")
    secret = line("shut:2", "a", "b", "c", section="appendix", restricted=True)
    draft.parts += (replace(secret, sources=(Source("visit", "v1"),)),)
    with pytest.raises(PaperOutdated):
        public(store, paper, draft)
    again(store, paper, draft)
    assert "ask:1" in public(store, paper, draft)


def test_edited_words_stay_out_of_the_public_version_until_their_question_is_answered(
    store: Store, draft: Records, paper: Paper
) -> None:
    edited(store, paper.id)
    draft.say("ask:1", "Ask about the phone.")
    secret = line("shut:2", "a", "b", "c", section="appendix", restricted=True)
    draft.parts += (replace(secret, sources=(Source("visit", "v1"),)),)
    again(store, paper, draft)
    assert "ask:1" not in public(store, paper, draft)
    again(store, paper, draft, ask_1=Choice.KEEP)
    assert "ask:1" in public(store, paper, draft)


# --- a killed process ------------------------------------------------------------------------

TYPE = """
import sys
from pathlib import Path
from visits_app.services import compiling
from visits_app.store.engine import open_store
store = open_store(Path(sys.argv[1]))
number = int(sys.argv[3])
while True:
    number += 1
    words = {"ask:1": [f"Edit {number}. " * 40], "ask:2": [f"Other {number}."]}
    compiling.edit_parts(store, sys.argv[2], words, by="officer")
    print(number, flush=True)
"""


def test_killing_the_program_between_edits_loses_nothing_acknowledged(
    tmp_path: Path,
) -> None:
    import random
    import subprocess
    import sys

    path = tmp_path / "killed.mvstore"
    with small_council(path) as store:
        made = made_paper(store, records())
    dice, number = random.Random(2014), 0
    for _ in range(5):
        with Popen(
            [sys.executable, "-c", TYPE, str(path), made.id, str(number)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
        ) as process:
            assert process.stdout
            for _ in range(dice.randint(1, 12)):
                process.stdout.readline()
            process.kill()
            acknowledged = [int(line) for line in process.stdout.read().split()]
        from visits_app.store.engine import open_store

        with open_store(path) as store:
            words = said(store, made)
        at = int(words["ask:2"][0].removeprefix("Other ").removesuffix("."))
        assert words["ask:1"] == (f"Edit {at}. " * 40,)
        assert at >= max([number + 1, *acknowledged])
        number = at
