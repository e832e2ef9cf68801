"""Council forms read from TOML files, with every fault of a file named at once."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visits_app.domain.errors import Fault, FormRefused
from visits_app.domain.forms import Form, Kind, Question, Section
from visits_app.imports.form_checks import check_form
from visits_app.imports.form_questions import read_condition, read_id, read_question
from visits_app.imports.text_files import read_text, too_large
from visits_app.imports.toml_tables import Table, shown

LARGEST = 200_000
"""Largest form file, in bytes."""
WHAT = "a form file"
DEEPEST = 10
MOST_DOTS = 60
"""Most dots in one line. A key of thousands of dotted parts takes tomllib gigabytes to read."""
MOST_SECTIONS = 26
MOST_QUESTIONS = 200

_FORM_KEYS = ("id", "version", "title", "purpose", "quick_mode", "section")
_SECTION_KEYS = ("id", "letter", "title", "intro", "show_if", "question")


def read_form(source: str, name: str) -> Form:
    """Return the form written in `source`, the text of the file called `name`.

    Raises FormRefused with every fault found; each names the file and the question.
    """
    faults: list[Fault] = []
    form = _read(source, name, faults)
    if faults or form is None:
        raise FormRefused(f"The form file {name} cannot be used.", tuple(faults))
    return form


def read_form_file(path: Path) -> Form:
    """Return the form in one file; raises FormRefused with every fault found."""
    faults: list[Fault] = []
    form = _read_file(path, faults)
    if faults or form is None:
        raise FormRefused(f"The form file {path.name or path} cannot be used.", tuple(faults))
    return form


def read_forms(folder: Path) -> tuple[tuple[Form, ...], tuple[Fault, ...]]:
    """Return the usable forms of a folder, and what is wrong with the others.

    The standard visit comes first, the others by title.
    """
    forms: list[Form] = []
    faults: list[Fault] = []
    taken: dict[tuple[str, int], str] = {}
    for path in sorted(folder.glob("*.toml")):
        found: list[Fault] = []
        form = _read_file(path, found)
        if form and not found:
            other = taken.setdefault((form.id, form.version), path.name)
            if other != path.name:
                what = f"version {form.version} of the form “{form.id}” is also in {other}."
                found.append(Fault(path.name, what))
            else:
                forms.append(form)
        faults += found
    forms.sort(key=lambda form: (form.id != "standard", form.title, form.version))
    return tuple(forms), tuple(faults)


def _read_file(path: Path, faults: list[Fault]) -> Form | None:
    source = read_text(path, faults, largest=LARGEST, what=WHAT)
    return None if source is None else _read(source, path.name, faults)


def _read(source: str, name: str, faults: list[Fault]) -> Form | None:
    if len(source) > LARGEST or len(source.encode("utf-8", "replace")) > LARGEST:
        faults.append(Fault(name, too_large(LARGEST, WHAT)))
        return None
    for number, line in enumerate(source.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            what = f"there are more than {MOST_DOTS} dots in this line."
            faults.append(Fault(f"{name}, line {number}", what))
            return None
    try:
        data = tomllib.loads(source.removeprefix("\ufeff"))
    except RecursionError:
        faults.append(Fault(name, "lists or tables are nested too deep."))
        return None
    except ValueError as error:  # tomllib's own, and int() refusing endless digits
        faults.append(_not_toml(str(error), name, source))
        return None
    if _depth(data) > DEEPEST:
        faults.append(Fault(name, "lists or tables are nested too deep."))
        return None
    return _form(data, source, name, faults)


def _not_toml(message: str, name: str, source: str) -> Fault:
    """Return tomllib's complaint as a fault that names the line."""
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if not place:
        return Fault(name, "this is not TOML: a number or date in it cannot be read.")
    line = place.group(1) or str(source.count("\n") + 1)
    return Fault(f"{name}, line {line}", f"this is not TOML: {shown(message[: place.start()])}.")


def _depth(data: object) -> int:
    """Return how deep tables and lists are nested, without recursion."""
    depth, level = 0, [data]
    while level and depth <= DEEPEST:
        inside: list[object] = []
        for item in level:
            if isinstance(item, dict):
                inside += item.values()
            elif isinstance(item, list):
                inside += item
        depth, level = depth + 1, inside
    return depth


def _form(data: Mapping[str, Any], source: str, name: str, faults: list[Fault]) -> Form:
    table = Table(data, name, faults)
    table.only(*_FORM_KEYS)
    unsound: set[str] = set()
    form = Form(
        id=read_id(table),
        version=_version(table),
        title=table.line("title", 120, needed=True),
        purpose=table.prose("purpose", 800),
        quick_mode=table.flag("quick_mode"),
        sections=tuple(
            _section(values, number, name, faults, unsound)
            for number, values in enumerate(table.tables("section", MOST_SECTIONS), start=1)
        ),
        source=source,
    )
    if not form.sections:
        table.fault("there is no section; begin each with [[section]].")
    if len(form.questions()) > MOST_QUESTIONS:
        table.fault(f"there are more than {MOST_QUESTIONS} questions.")
    check_form(form, name, unsound, faults)
    return form


def _version(table: Table) -> int:
    if "version" not in table.values:
        table.fault("version is missing.")
        return 1
    version = table.values["version"]
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= 9999:
        table.fault("version must be a whole number, 1 or more.")
        return 1
    return version


def _section(
    values: Mapping[str, Any], number: int, name: str, faults: list[Fault], unsound: set[str]
) -> Section:
    raw = values.get("id")
    called = shown(raw) if isinstance(raw, str) and raw else str(number)
    table = Table(values, f"{name}, section {called}", faults)
    table.only(*_SECTION_KEYS)
    letter = table.line("letter", 10, needed=True)
    if letter and not re.fullmatch("[A-Z]", letter):
        table.fault("letter must be one capital letter, A to Z.")
    questions = table.tables("question", MOST_QUESTIONS)
    if not questions:
        table.fault("there is no question; begin each with [[section.question]].")
    built: list[Question] = []
    place = 0
    for position, question in enumerate(questions, start=1):
        raw = question.get("id")
        where = f"{table.where}, question {position}"
        if isinstance(raw, str) and raw:
            where = f"{name}, question {shown(raw)}"
        inner = Table(question, where, faults)
        if question.get("kind") == Kind.NOTE:
            built.append(read_question(inner, "", unsound))
        else:
            place += 1
            built.append(read_question(inner, f"{letter}{place}", unsound))
    return Section(
        id=read_id(table),
        letter=letter,
        title=table.line("title", 120, needed=True),
        intro=table.prose("intro", 1000),
        questions=tuple(built),
        show_if=read_condition(table),
    )
