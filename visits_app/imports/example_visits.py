"""Visit reports of the example council: one TOML file each, with what came of the report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from visits_app.domain.errors import Fault
from visits_app.domain.forms import Answers, Row, Value
from visits_app.domain.recommendations import EvidenceKind
from visits_app.domain.text import clean
from visits_app.domain.visits import AskStatus, Mode
from visits_app.imports.example_tables import ExampleTable, as_day, read_table
from visits_app.imports.toml_tables import meant, shown

_IDS = UUID("6f1c2a54-3f8e-5d0b-9c57-0b6f6f0e2d11")
"""Ids are worked out from this and the file's name: the same visit is the same everywhere."""

_KEYS = ("form", "mode", "author", "state", "submitted", "answers", "amendment", "outcome")
_STATES = ("submitted", "draft", "planned")


@dataclass(frozen=True, slots=True)
class AskOutcome:
    """What the service answered to an ask."""

    ask_id: str
    status: AskStatus
    response: str
    responded_on: date
    owner: str = ""
    """Who will do it, as the service named it."""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceScript:
    """A visit, or one finding of it, as evidence for a recommendation."""

    id: str
    recommendation_id: str
    finding_id: str | None
    kind: EvidenceKind
    note: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction: only the answers that change, rows whole."""

    answers: Answers
    reason: str
    submitted: datetime


@dataclass(frozen=True, slots=True)
class VisitScript:
    """One example visit and everything that happened to its report; `key` is the file's name."""

    key: str
    id: str
    form_id: str
    mode: Mode
    author_id: str
    answers: Answers
    submitted: datetime | None = None
    """When it was sealed; None for a draft or a planned visit."""
    amendment: Amendment | None = None
    outcomes: tuple[AskOutcome, ...] = ()
    evidence: tuple[EvidenceScript, ...] = field(default=())

    @property
    def visit_date(self) -> date:
        """The date of the visit; every script has one."""
        return date.fromisoformat(str(self.answers["visit_date"]))


def read_visit(path: Path, faults: list[Fault], today: date) -> VisitScript | None:
    """Return the visit a file describes, or None when it is too faulty to go on with."""
    before = len(faults)
    table = read_table(path, faults, today)
    if len(faults) > before:
        return None
    key = path.stem
    table.only(*_KEYS, "evidence")
    state = table.line("state", 20) or "submitted"
    if state not in _STATES:
        table.fault(f"state must be one of: {', '.join(_STATES)}.")
    mode = table.choice("mode", Mode, Mode.FULL)
    answers = _answers(table, "answers", key)
    script = VisitScript(
        key=key,
        id=uuid5(_IDS, key).hex,
        form_id=table.key("form"),
        mode=mode,
        author_id=table.key("author"),
        answers=answers,
        submitted=_submitted(table) if state == "submitted" else None,
        amendment=_amendment(table, key),
        outcomes=tuple(_outcome(inner, key, answers) for inner in table.inner("outcome")),
        evidence=tuple(
            _evidence(inner, key, place, answers)
            for place, inner in enumerate(table.inner("evidence"), start=1)
        ),
    )
    _check_times(script, state, table)
    return script if len(faults) == before else None


def row_id(key: str, question_id: str, place: int) -> str:
    """Return the id of a visit's row: `place` counts from 1."""
    return uuid5(_IDS, f"{key}/{question_id}/{place}").hex


def _check_times(script: VisitScript, state: str, table: ExampleTable) -> None:
    text = script.answers.get("visit_date")
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        table.fault("the answer visit_date must be a date.")
        return
    if state == "planned" and day <= table.today:
        table.fault("a planned visit lies ahead of today.")
    if state == "draft" and day > table.today:
        table.fault("a draft is of a visit that has been; this one is planned.")
    sealed = script.submitted
    if state == "submitted" and sealed and not day <= sealed.date() <= table.today:
        table.fault("submitted must be after the visit and not after today.")
    if script.amendment and (sealed is None or script.amendment.submitted <= sealed):
        table.fault("an amendment comes after the report.")
    if sealed is None and script.outcomes:
        table.fault("nobody answers a visit that is not submitted.")


def _submitted(table: ExampleTable) -> datetime:
    """Return when a report was sealed; a date alone is taken as six in the evening."""
    value = table.values.get("submitted")
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    day = table.day("submitted", needed=True)
    return datetime.combine(day or table.today, time(18), UTC)


def _amendment(table: ExampleTable, key: str) -> Amendment | None:
    values = table.values.get("amendment")
    if values is None:
        return None
    if not isinstance(values, dict):
        table.fault("amendment must be a table.")
        return None
    inner = ExampleTable(values, f"{table.where}, amendment", table.faults, table.today)
    inner.only("submitted", "reason", "answers")
    reason = inner.words("reason", needed=True)
    return Amendment(_answers(inner, "answers", key), reason, _submitted(inner))


def _outcome(table: ExampleTable, key: str, answers: Answers) -> AskOutcome:
    table.only("ask", "status", "response", "responded_on", "owner", "due")
    status = table.choice("status", AskStatus)
    if status in (AskStatus.OPEN, AskStatus.VERIFIED):
        table.fault("status is what the service answered; a later visit's check verifies it.")
    return AskOutcome(
        ask_id=_row(table, "ask", "asks", key, answers) or "",
        status=status,
        response=table.words("response", needed=True),
        responded_on=table.day("responded_on", needed=True) or table.today,
        owner=table.line("owner", 80),
        due=table.day("due"),
    )


def _evidence(table: ExampleTable, key: str, place: int, answers: Answers) -> EvidenceScript:
    table.only("recommendation", "finding", "kind", "note")
    return EvidenceScript(
        id=row_id(key, "evidence", place),
        recommendation_id=table.key("recommendation"),
        finding_id=_row(table, "finding", "findings", key, answers, needed=False),
        kind=table.choice("kind", EvidenceKind),
        note=table.words("note"),
    )


def _row(
    table: ExampleTable,
    setting: str,
    question_id: str,
    key: str,
    answers: Answers,
    *,
    needed: bool = True,
) -> str | None:
    """Return the id of the row of this visit that a setting names by its place."""
    rows = answers.get(question_id)
    most = len(rows) if isinstance(rows, list) else 0
    if not needed and setting not in table.values:
        return None
    place = table.whole(setting, 1, max(most, 1))
    if place is None or place > most:
        table.fault(f"{setting} must be the place of one of this visit's {question_id}.")
        return None
    return row_id(key, question_id, place)


def _answers(table: ExampleTable, setting: str, key: str) -> Answers:
    values = table.values.get(setting)
    if not isinstance(values, dict):
        table.fault(f"{setting} must be a table of answers.")
        return {}
    return {
        question_id: _value(value, f"{table.where}, {shown(question_id)}", table, key, question_id)
        for question_id, value in values.items()
    }


def _value(value: Any, where: str, table: ExampleTable, key: str, question_id: str) -> Value:
    """Return a TOML value as an answer's JSON type; rows get the ids they keep for ever."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return [
            _row_answer(row, where, table, row_id(key, question_id, place))
            for place, row in enumerate(value, start=1)
        ]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [clean(item) for item in value]
    if isinstance(value, dict) and all(type(count) is int for count in value.values()):
        return dict(value)
    return _cell(value, where, table)


def _row_answer(row: Mapping[str, Any], where: str, table: ExampleTable, id: str) -> Row:
    cells: Row = {"id": id}
    for column, value in row.items():
        cells[column] = _cell(value, f"{where}, {shown(column)}", table)
    return cells


def _cell(value: Any, where: str, table: ExampleTable) -> str | int | float | bool:
    day = as_day(value, table.today)
    if day is not None:
        return day.isoformat()
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, (bool, int, float)):
        return value
    table.faults.append(Fault(where, "this cannot be an answer."))
    return ""


def resolve_checks(scripts: tuple[VisitScript, ...], faults: list[Fault]) -> None:
    """Replace each check's "visit/2" by the id of that ask, which must be of the same team."""
    asks = {
        f"{script.key}/{place}": (row_id(script.key, "asks", place), script)
        for script in scripts
        for place, _ in enumerate(_rows(script.answers, "asks"), start=1)
    }
    for script in scripts:
        for row in _rows(script.answers, "ask_checks"):
            name = str(row.get("ask"))
            found = asks.get(name)
            where = f"{script.key}.toml, ask_checks"
            if found is None:
                what = f"there is no ask “{shown(name)}”{meant(name, tuple(asks))}."
                faults.append(Fault(where, what))
                continue
            row["ask"], asked = found
            if asked.answers.get("team") != script.answers.get("team"):
                faults.append(Fault(where, f"“{name}” was put to another team."))
            elif asked.submitted is None or asked.visit_date >= script.visit_date:
                faults.append(Fault(where, f"“{name}” was not asked before this visit."))


def _rows(answers: Answers, question_id: str) -> list[Row]:
    value = answers.get(question_id)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
