import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visits_app.domain.errors import Fault, FormRefused
from visits_app.domain.forms import Condition, Form, Kind, Source
from visits_app.imports.form_files import (
    LARGEST,
    read_form,
    read_form_file,
    read_forms,
)

FORMS = Path(__file__).parents[2] / "forms"
SHIPPED = sorted(path.name for path in FORMS.glob("*.toml"))

HEAD = 'id = "small"\nversion = 1\ntitle = "Small form"\n'
PLAN = """
[[section]]
id = "plan"
letter = "A"
title = "Plan"

[[section.question]]
id = "team"
label = "Team"
kind = "choice"
choices_from = "teams"
required = true

[[section.question]]
id = "visit_date"
label = "Date"
kind = "date"
required = true

[[section.question]]
id = "visitors"
label = "Visitors"
kind = "several"
choices_from = "members"
required = true
"""
SCALE = '[{ value = "good", label = "Good" }, { value = "bad", label = "Bad" }]'
SMALL = HEAD + PLAN


def question(question_id: str, kind: str, *lines: str) -> str:
    head = f'[[section.question]]\nid = "{question_id}"\nlabel = "Label"\nkind = "{kind}"'
    return "\n".join(["", head, *lines, ""])


def column(column_id: str, kind: str, *lines: str) -> str:
    return question(column_id, kind, *lines).replace("question]]", "question.column]]")


def refusal(source: str) -> list[str]:
    with pytest.raises(FormRefused) as caught:
        read_form(source, "small.toml")
    return [str(fault) for fault in caught.value.faults]


# --- reading ----------------------------------------------------------------------------------


def test_a_small_form_is_read_with_everything_it_says() -> None:
    form = read_form(
        SMALL
        + question("scale", "choice", f"choices = {SCALE}", 'hint = "One\\nline"')
        + question("note", "note")
        + question(
            *("why", "long_text", "max_words = 40", "required = true"),
            'show_if = { question = "scale", equals = "bad", or_unanswered = true }',
            'help = """\nFirst line\nsame paragraph.\n\nSecond."""',
        )
        + question("rows", "rows", "min_rows = 1", "max_rows = 3", 'row_name = "thing"')
        + column("text", "text", "required = true"),
        "small.toml",
    )
    assert (form.id, form.version, form.title, form.quick_mode) == ("small", 1, "Small form", False)
    assert [q.number for q in form.questions()] == ["A1", "A2", "A3", "A4", "", "A5", "A6"]
    team, _, _, scale, _, why, rows = form.questions()
    assert (team.choices_from, scale.hint) == (Source.TEAMS, "One line")
    assert why.show_if == Condition("scale", ("bad", None))
    assert why.help == "First line same paragraph.\n\nSecond."
    assert (why.max_words, why.required) == (40, True)
    assert (rows.min_rows, rows.max_rows, rows.row_name) == (1, 3, "thing")
    assert rows.columns[0].kind is Kind.TEXT
    assert form.source.startswith(HEAD)


def test_the_source_of_a_form_reads_as_the_same_form() -> None:
    form = read_form((FORMS / "standard.toml").read_text("utf-8"), "standard.toml")
    assert read_form(form.source, "a copy in the store") == form


# --- faults -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (
            SMALL.replace('title = "Plan"', "title = Plan"),
            "small.toml, line 8: this is not TOML: Invalid value.",
        ),
        (SMALL + "[[section", f"small.toml, line {SMALL.count(chr(10)) + 1}: this is not TOML: "),
        (SMALL + f"x = {'9' * 5000}", "small.toml: this is not TOML: a number or date"),
        (SMALL + f"x = {'[' * 3000}", "small.toml: lists or tables are nested too deep."),
        (
            SMALL + "a" + ".a" * 90_000 + " = 1",
            f"small.toml, line {SMALL.count(chr(10)) + 1}: there are more than 60 dots",
        ),
        (SMALL + "x = [[[[[[[[[[1]]]]]]]]]]", "small.toml: lists or tables are nested too deep."),
        (SMALL + "#" * LARGEST, "small.toml: the file is too large; a form file is at most 200 KB"),
        (
            SMALL.replace("version", "verzion"),
            "small.toml: “verzion” is not a setting known here; did you mean “version”?",
        ),
        (SMALL.replace("version = 1", ""), "small.toml: version is missing."),
        (SMALL.replace("version = 1", "version = 0"), "version must be a whole number, 1 or more"),
        (SMALL.replace("version = 1", "version = true"), "version must be a whole number"),
        (SMALL.replace("version = 1", 'version = "1"'), "version must be a whole number"),
        (SMALL.replace('id = "small"', ""), "small.toml: id is missing."),
        (SMALL.replace('"small"', '"Small form"'), "small.toml: id must begin with a small letter"),
        (SMALL.replace('title = "Small form"', 'title = ""'), "small.toml: title is empty."),
        (SMALL.replace('title = "Small form"', "title = 3"), "title must be text in quotation"),
        (HEAD, "small.toml: there is no section; begin each with [[section]]."),
        (HEAD + "section = 3", "small.toml: section must be a list of tables"),
        (HEAD + "section = [3]", "small.toml: everything in section must be a table."),
        (
            SMALL + '[[section]]\nid = "empty"\nletter = "B"\ntitle = "Empty"',
            "small.toml, section empty: there is no question",
        ),
        (
            SMALL.replace('letter = "A"', 'letter = "AB"'),
            "section plan: letter must be one capital",
        ),
        (SMALL.replace('letter = "A"', ""), "small.toml, section plan: letter is missing."),
        (SMALL + PLAN, "small.toml: the section letter “A” is used more than once."),
        (SMALL + PLAN, "small.toml: the section id “plan” is used more than once."),
        (SMALL + PLAN, "small.toml: the question id “team” is used more than once."),
        (SMALL.replace('id = "team"', ""), "small.toml, section plan, question 1: id is missing."),
        (SMALL.replace('label = "Team"', ""), "small.toml, question team: label is missing."),
        (SMALL.replace('kind = "date"', ""), "small.toml, question visit_date: kind is missing."),
        (
            SMALL.replace('"several"', '"severel"'),
            "question visitors: “severel” is not a kind of question; did you mean “several”?",
        ),
        (
            SMALL.replace('"members"', '"member"'),
            "question visitors: “member” is not a register; did you mean “members”?",
        ),
        (SMALL.replace('choices_from = "teams"', ""), "question team: choices are missing."),
        (
            SMALL.replace("required = true", "required = 1", 1),
            "question team: required must be true or false.",
        ),
        (
            SMALL + question("x", "choice", f"choices = {SCALE}", 'choices_from = "themes"'),
            "question x: choices and choices_from are both given; keep one of them.",
        ),
        (
            SMALL + question("x", "choice", f"choices = {SCALE}".replace('"bad"', '"good"')),
            "question x: two choices have the value “good”.",
        ),
        (
            SMALL + question("x", "choice", f"choices = {SCALE}".replace('"Bad"', '"Good"')),
            "question x: two choices have the label “Good”.",
        ),
        (
            SMALL + question("x", "choice", 'choices = [{ value = "Very Good" }]'),
            "question x, choice 1: value may hold only small letters",
        ),
        (
            SMALL + question("x", "choice", 'choices = [{ value = "a" }]'),
            "question x, choice 1: label is missing.",
        ),
        (
            SMALL + question("x", "text", f"choices = {SCALE}"),
            "question x: choices does not belong to a question of kind “text”.",
        ),
        (SMALL + question("x", "date", "max_words = 3"), "question x: max_words does not belong"),
        (SMALL + question("x", "text", "max_words = 0"), "max_words must be a whole number from 1"),
        (SMALL + question("x", "text", "max_words = 2.5"), "max_words must be a whole number."),
        (
            SMALL + question("x", "number", "minimum = 5", "maximum = 4"),
            "question x: minimum 5 is more than maximum 4.",
        ),
        (SMALL + question("x", "number", "minimum = nan"), "minimum is not a number anyone could"),
        (SMALL + question("x", "number", 'minimum = "1"'), "minimum must be a number."),
        (
            SMALL + question("x", "rows", "min_rows = 3", "max_rows = 2") + column("a", "text"),
            "question x: min_rows 3 is more than max_rows 2.",
        ),
        (SMALL + question("x", "rows"), "question x: column is missing"),
        (
            SMALL + question("x", "text") + column("a", "text"),
            "question x: column does not belong to a question of kind “text”.",
        ),
        (
            SMALL + question("x", "rows") + column("a", "rows"),
            "question x, column a: rows cannot hold rows.",
        ),
        (
            SMALL + question("x", "rows") + column("a", "people", f"choices = {SCALE}"),
            "question x, column a: a column cannot be of kind “people”.",
        ),
        (
            SMALL + question("x", "rows") + column("id", "text"),
            "question x, column id: “id” is kept for the row itself",
        ),
        (
            SMALL + question("x", "rows") + column("a", "text") * 2,
            "question x: the column id “a” is used more than once.",
        ),
        (SMALL + question("x", "note", "required = true"), "a note asks nothing and cannot be"),
        (SMALL + question("x", "text", f'hint = "{"x" * 301}"'), "hint is 301 characters long"),
        (
            SMALL
            + "".join(question(f"q{number}", "text") for number in range(100))
            + '[[section]]\nid = "more"\nletter = "B"\ntitle = "More"\n'
            + "".join(question(f"q{number}", "text") for number in range(100, 198)),
            "small.toml: there are more than 200 questions.",
        ),
        # --- conditions
        (
            SMALL + question("x", "text", 'show_if = { question = "ghost", equals = "a" }'),
            "question x: show_if points to “ghost”, which is not a question here.",
        ),
        (
            SMALL
            + question("x", "text", 'show_if = { question = "y", equals = true }')
            + question("y", "yes_no"),
            "question x: show_if points to “y”, which is asked later.",
        ),
        (
            SMALL + question("x", "yes_no", 'show_if = { question = "x", equals = true }'),
            "question x: show_if points to the question itself.",
        ),
        (
            SMALL
            + question("x", "yes_no", 'show_if = { question = "y", equals = true }')
            + question("y", "yes_no", 'show_if = { question = "x", equals = true }'),
            "question x: show_if goes round in a circle through “y”.",
        ),
        (
            SMALL
            + question("x", "text")
            + question("y", "text", 'show_if = { question = "x", equals = "a" }'),
            "question y: show_if points to “x”, which is not a choice among fixed answers.",
        ),
        (
            SMALL + question("x", "text", 'show_if = { question = "team", equals = "a" }'),
            "question x: show_if points to “team”, which is not a choice among fixed answers.",
        ),
        (
            SMALL
            + question("x", "choice", f"choices = {SCALE}")
            + question("y", "text", 'show_if = { question = "x", equals = ["good", "fair"] }'),
            "question y: show_if asks for “fair”, not among the choices of “x”.",
        ),
        (
            SMALL
            + question("x", "yes_no")
            + question("y", "text", 'show_if = { question = "x", equals = "yes" }'),
            "question y: show_if compares “x” with a text; it is answered true or false.",
        ),
        (SMALL + question("y", "text", "show_if = true"), "question y: show_if must be a table"),
        (
            SMALL + question("y", "text", 'show_if = { question = "team" }'),
            "question y: show_if needs equals",
        ),
        (
            SMALL + question("y", "text", 'show_if = { questoin = "team", equals = "a" }'),
            "question y: “questoin” is not a setting known here; did you mean “question”?",
        ),
        (
            SMALL
            + question("x", "rows")
            + column("a", "text")
            + column("b", "text", 'show_if = { question = "c", equals = true }')
            + column("c", "yes_no"),
            "question x, column b: show_if points to “c”, which is asked later.",
        ),
        # --- reserved questions
        (
            SMALL.replace('id = "team"', 'id = "group"'),
            "small.toml: the question “team” is missing; every form needs it.",
        ),
        (
            SMALL.replace('kind = "date"', 'kind = "text"'),
            "question visit_date: “visit_date” is reserved and must be of kind “date”.",
        ),
        (
            SMALL.replace('"members"', '"teams"'),
            "question visitors: “visitors” is reserved and needs choices_from = “members”.",
        ),
        (
            SMALL.replace("required = true", "required = false", 1),
            "question team: every form needs this; set required = true.",
        ),
        (
            HEAD
            + PLAN.replace(
                "[[section.question]]", question("x", "yes_no") + "\n[[section.question]]", 1
            ).replace('id = "team"', 'id = "team"\nshow_if = { question = "x", equals = true }', 1),
            "question team: every visit needs this; it cannot have show_if.",
        ),
        (SMALL + question("took_place", "yes_no"), "the question “not_held_reason” is missing"),
        (
            SMALL + question("confidence", "choice", f"choices = {SCALE}"),
            "question confidence: “good” is not a choice of “confidence”; these are: assured,",
        ),
        (
            SMALL + question("asks", "rows") + column("owner", "text"),
            "question asks: the column “action” is missing; “asks” needs it.",
        ),
        (
            SMALL + question("asks", "rows") + column("action", "date"),
            "question asks, column action: “action” is reserved and must be of kind “text” or",
        ),
        (
            SMALL + question("asks", "rows") + column("action", "text") + column("cost", "number"),
            "question asks, column cost: “asks” is reserved and has no such column; it has:",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(source: str, fault: str) -> None:
    assert any(fault in found for found in refusal(source)), refusal(source)


def test_every_fault_is_found_at_once_and_none_follows_from_another() -> None:
    source = (
        SMALL.replace("version = 1", "version = -1").replace('"several"', '"lots"')
        + question("x", "text", 'show_if = { question = "visitors", equals = "m" }')
        + question("y", "choice", "choices = []")
    )
    assert refusal(source) == [
        "small.toml: version must be a whole number, 1 or more.",
        "small.toml, question visitors: “lots” is not a kind of question.",
        "small.toml, question y: choices are missing.",
    ]


def test_the_error_reads_as_sentences() -> None:
    with pytest.raises(FormRefused) as caught:
        read_form(SMALL.replace('label = "Team"', ""), "small.toml")
    assert str(caught.value) == (
        "The form file small.toml cannot be used.\n• small.toml, question team: label is missing."
    )


# --- folders ----------------------------------------------------------------------------------


def test_a_bad_file_in_a_folder_does_not_hide_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(SMALL.encode() + b'\nx = "\xe9"')
    (tmp_path / "twin.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "vast.toml").write_text("#" * (LARGEST + 1), encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()
    forms, faults = read_forms(tmp_path)
    assert [form.id for form in forms] == ["small"]
    assert [str(fault) for fault in faults] == [
        "folder.toml: this is not an ordinary file.",
        "latin.toml: the file is not UTF-8 text; save it as UTF-8.",
        "twin.toml: version 1 of the form “small” is also in good.toml.",
        "vast.toml: the file is too large; a form file is at most 200 KB.",
    ]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "windows.toml").write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    forms, faults = read_forms(tmp_path)
    assert (len(forms), faults) == (1, ())


# --- the shipped forms ------------------------------------------------------------------------


def shipped(name: str) -> Form:
    return read_form((FORMS / name).read_text("utf-8"), name)


def test_five_forms_are_shipped_and_the_standard_visit_comes_first() -> None:
    forms, faults = read_forms(FORMS)
    assert faults == ()
    assert [form.id for form in forms] == [
        *("standard", "carers_group", "childrens_home", "follow_up", "panel_observation"),
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_form_is_named_as_its_file_and_asks_what_the_lists_need(name: str) -> None:
    form = shipped(name)
    assert form.id == name.removesuffix(".toml")
    assert form.purpose
    ids = {q.id for q in form.questions()}
    assert {
        *("team", "visit_date", "took_place", "not_held_reason", "visitors", "themes"),
        *("confidence", "summary", "findings", "asks", "recommendations", "indicators"),
        *("identity_check", "ask_checks"),
    } <= ids
    assert "".join(section.letter for section in form.sections) == "ABCDEFGH"[: len(form.sections)]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_form_speaks_plainly(name: str) -> None:
    form = shipped(name)
    for section in form.sections:
        assert section.intro.endswith(".")
        for one in (*section.questions, *(c for q in section.questions for c in q.columns)):
            assert "!" not in one.label + one.hint + one.help
            assert one.kind is Kind.NOTE or len(one.label) <= 60, one.id
            assert not one.hint or one.hint[-1] in ".?", one.id
            assert not one.help or one.help[-1] == ".", one.id
            assert len(one.hint) <= 100, one.id
            assert one.max_words or one.kind not in (Kind.TEXT, Kind.LONG_TEXT), one.id


def test_the_same_question_keeps_its_choices_in_every_form() -> None:
    """Counting across forms is only fair when the answers mean the same."""
    seen: dict[str, Any] = {}
    for form in read_forms(FORMS)[0]:
        for one in form.questions():
            if one.id in {"confidence", "trigger", "announced", "interests", "earlier_asks"}:
                assert seen.setdefault(one.id, one.choices) == one.choices, (form.id, one.id)


def test_the_childrens_home_form_says_what_it_is_not() -> None:
    form = shipped("childrens_home.toml")
    note = form.sections[0].questions[0]
    assert note.kind is Kind.NOTE
    assert "not a Regulation 44 report" in note.label
    assert "not a Regulation 44 report" in form.purpose


# --- anything at all --------------------------------------------------------------------------

_LINES = (FORMS / "standard.toml").read_text("utf-8").splitlines()
_WORDS = [
    *('"text"', '"rows"', "true", "-1", "nan", "[]", "{}", "[[section]]", "[[section.question]]"),
    *("[[section.question.column]]", 'id = "team"', 'kind = "note"', 'show_if = "x"', "2014-03-04"),
    *('choices = "x"', 'choices_from = "themes"', "max_rows = 0", "[section]", '"""', "\x00"),
]


def faults_of(source: str) -> tuple[Fault, ...]:
    """What is wrong with a file that may be anything; a form that is read asks for its team."""
    try:
        form = read_form(source, "changed.toml")
    except FormRefused as refused:
        return refused.faults
    assert form.question("team")
    return ()


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_form_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    lines = list(_LINES[: data.draw(st.integers(10, 200))])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["drop", "word", "value", "move", "text"]))
        if change == "drop":
            del lines[place]
        elif change == "word":
            lines.insert(place, data.draw(st.sampled_from(_WORDS)))
        elif change == "value":
            key = lines[place].partition("=")[0]
            lines[place] = f"{key}= {data.draw(st.sampled_from(_WORDS))}"
        elif change == "move":
            lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines[place])
        else:
            lines.insert(place, data.draw(st.text(max_size=20)))
        lines = lines or [""]
    for fault in faults_of("\n".join(lines)):
        assert fault.where.startswith("changed.toml")
        assert "\n" not in str(fault)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_what_is_no_ordinary_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "endless.toml").symlink_to("/dev/zero")
    for name in ("pipe.toml", "folder.toml", "endless.toml"):
        with pytest.raises(FormRefused) as caught:
            read_form_file(tmp_path / name)
        assert [str(fault) for fault in caught.value.faults] == [
            f"{name}: this is not an ordinary file."
        ]
    forms, faults = read_forms(tmp_path)
    assert forms == ()
    assert len(faults) == 3


def test_a_file_named_only_by_its_folder_is_still_named() -> None:
    with pytest.raises(FormRefused, match="The form file imports cannot be used"):
        read_form_file(Path(__file__).parent)
    with pytest.raises(FormRefused, match=r"The form file \. cannot be used"):
        read_form_file(Path())
