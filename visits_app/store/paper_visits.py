"""Visits as papers tell them: only what was sealed, with what of it is restricted, in a few reads.

A visit that is being corrected is read from its last sealed version, never from its rows.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from visits_app.domain.drafting.records import (
    CheckRecord,
    FindingRecord,
    QuestionRecord,
    VisitRecord,
)
from visits_app.store.connection import Connection
from visits_app.store.theme_counting import counted_as, filings

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


class FormWords(Protocol):
    """What a form calls itself and the choices of its questions."""

    def title(self, form_id: str, version: int) -> str:
        """Return the title of a form."""
        ...

    def choice(
        self, form_id: str, version: int, question: str, value: str, column: str = ""
    ) -> str:
        """Return a choice's label; the value itself where the form knows none."""
        ...


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Why visits, answers and rows are not public, by what they are."""

    visits: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """By visit, question and row ("" for the whole answer)."""

    def of_row(self, visit_id: str, question: str, row_id: str) -> str:
        """Return why a row is not public: for its own sake, its answer's or its report's."""
        return (
            self.visits.get(visit_id, "")
            or self.rows.get((visit_id, question, ""), "")
            or self.rows.get((visit_id, question, row_id), "")
        )

    def answers(self, visit_id: str) -> tuple[tuple[str, str], ...]:
        """Return the whole answers of a visit that are not public, with the reasons."""
        return tuple(
            sorted(
                (question, why)
                for (visit, question, row), why in self.rows.items()
                if visit == visit_id and not row
            )
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """The last sealed answers of a visit that is being corrected."""

    visit_id: str
    answers: Mapping[str, Any]

    @property
    def on(self) -> date | None:
        """The day of the visit."""
        try:
            return date.fromisoformat(str(self.answers.get("visit_date")))
        except ValueError:
            return None

    @property
    def team_id(self) -> str:
        """The team visited."""
        return str(self.answers.get("team") or "")

    def rows(self, question: str) -> list[Mapping[str, Any]]:
        """Return the rows of a question."""
        found = self.answers.get(question)
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []

    def listed(self, question: str) -> tuple[str, ...]:
        """Return the choices of a question."""
        found = self.answers.get(question)
        return tuple(str(one) for one in found) if isinstance(found, list) else ()


_WHOLE = frozenset({"team", "visit_date"})
"""Answers without which a visit cannot be told of: where one is restricted, all of it is."""

_RESTRICTED_VISITS = """
SELECT v.id, v.marking, coalesce(r.marking, ''), r.paragraph, coalesce(r.marking_reason, '')
  FROM visit v LEFT JOIN review r ON r.visit_id = v.id
 WHERE v.revision > 0 AND (v.marking IN ('restricted', 'exempt')
        OR r.marking IN ('restricted', 'exempt'))
"""


def restrictions(connection: Connection) -> Restrictions:
    """Return everything in the store that no public paper may show."""
    visits = {}
    for id, marking, reviewed, paragraph, reason in connection.execute(_RESTRICTED_VISITS):
        exempt = "exempt" in {marking, reviewed}
        words = "Exempt" if exempt else "Restricted"
        if exempt and paragraph:
            words += f", paragraph {paragraph} of Schedule 12A"
        visits[id] = f"{words}: {reason}" if reason.strip() else words
    rows = {
        (visit, question, row): why or "Restricted"
        for visit, question, row, why in connection.execute(
            "SELECT visit_id, question_id, row_id, reason FROM restriction"
        )
    }
    for (visit, question, _), why in rows.items():
        if question in _WHOLE:
            visits.setdefault(visit, why)
    return Restrictions(visits, rows)


def being_corrected(connection: Connection) -> dict[str, Sealed]:
    """Return the visits under correction as last sealed."""
    found = connection.execute(
        "SELECT v.id, (SELECT answers FROM revision r WHERE r.visit_id = v.id"
        " ORDER BY number DESC LIMIT 1) FROM visit v WHERE v.state = 'correcting'"
    )
    return {id: Sealed(id, json.loads(sealed) if sealed else {}) for id, sealed in found}


def themes(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return, for every theme, the id and name it is counted under now that some are merged."""
    rows = connection.execute("SELECT id, name FROM theme").fetchall()
    names: dict[str, str] = dict(rows)
    counts = counted_as(connection)
    return {id: (counts.get(id, id), names[counts.get(id, id)]) for id in names}


_HEAD = """
SELECT v.id, v.reference, v.form_id, v.form_version, v.state, coalesce(v.team_id, ''),
       coalesce(t.name, ''), v.visit_date, v.confidence, v.example,
       v.marking, coalesce(r.marking, 'unmarked')
  FROM visit v LEFT JOIN team t ON t.id = v.team_id LEFT JOIN review r ON r.visit_id = v.id
 WHERE v.revision > 0
"""
_OF_VISITS = "visit_id IN (SELECT value FROM json_each(?))"


def visits(
    connection: Connection,
    low: date,
    high: date,
    hidden: Restrictions,
    corrected: Mapping[str, Sealed],
    words: FormWords,
    team_ids: Sequence[str] = (),
) -> tuple[VisitRecord, ...]:
    """Return the visits sealed as held or not held between two days, oldest first."""
    heads = connection.execute(
        f"{_HEAD} AND v.state <> 'correcting' AND v.visit_date BETWEEN ? AND ?",
        (low.isoformat(), high.isoformat()),
    ).fetchall()
    again = [one.visit_id for one in corrected.values() if one.on and low <= one.on <= high]
    heads += connection.execute(
        f"{_HEAD} AND v.id IN (SELECT value FROM json_each(?))", (json.dumps(again),)
    ).fetchall()
    names = dict(connection.execute("SELECT id, name FROM team").fetchall())
    wanted = set(team_ids)
    read = _Read.of(connection, [head[0] for head in heads], corrected)
    found = [_visit(head, read, hidden, corrected.get(head[0]), words, names) for head in heads]
    kept = [one for one in found if not wanted or one.team_id in wanted]
    return tuple(sorted(kept, key=lambda one: one.place))


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows of some visits, by visit: of those under correction, from their sealed version."""

    visitors: Mapping[str, list[str]]
    answers: Mapping[str, dict[str, Any]]
    findings: Mapping[str, list[tuple[Any, ...]]]
    questions: Mapping[str, list[tuple[Any, ...]]]
    ticked: Mapping[str, list[str]]
    themes: Mapping[str, tuple[str, str]]
    filed: Mapping[str, str]

    @classmethod
    def of(
        cls, connection: Connection, ids: Sequence[str], corrected: Mapping[str, Sealed]
    ) -> "_Read":
        wanted = json.dumps([id for id in ids if id not in corrected])

        def grouped(query: str) -> dict[str, list[tuple[Any, ...]]]:
            found: dict[str, list[tuple[Any, ...]]] = {}
            for visit_id, *rest in connection.execute(query, (wanted,)):
                found.setdefault(visit_id, []).append(tuple(rest))
            return found

        told = "'summary', 'not_held_reason', 'ask_checks'"
        answers = grouped(
            f"SELECT visit_id, question_id, value FROM answer WHERE {_OF_VISITS}"
            f" AND question_id IN ({told})"
        )
        return cls(
            visitors={
                id: [row[0] for row in rows]
                for id, rows in grouped(
                    f"SELECT visit_id, member_id FROM visitor WHERE {_OF_VISITS}"
                    " ORDER BY visit_id, position"
                ).items()
            },
            answers={id: {q: json.loads(v) for q, v in rows} for id, rows in answers.items()},
            findings=grouped(
                "SELECT visit_id, id, kind, coalesce(theme_id, ''), text, basis, data_relation,"
                f" position FROM finding WHERE {_OF_VISITS} ORDER BY visit_id, position, id"
            ),
            questions=grouped(
                f"SELECT visit_id, id, text, answer, position FROM question WHERE {_OF_VISITS}"
                " ORDER BY visit_id, position, id"
            ),
            ticked={
                id: [row[0] for row in rows]
                for id, rows in grouped(
                    f"SELECT visit_id, theme_id FROM visit_theme WHERE {_OF_VISITS}"
                ).items()
            },
            themes=themes(connection),
            filed=filings(connection),
        )


def _visit(
    head: Sequence[Any],
    read: _Read,
    hidden: Restrictions,
    sealed: Sealed | None,
    words: FormWords,
    names: Mapping[str, str],
) -> VisitRecord:
    id, reference, form_id, version = head[:4]
    if sealed is None:
        team_id, team, on = head[5], head[6], date.fromisoformat(head[7])
        held, confidence = head[4] == "submitted", head[8]
        visitors = tuple(read.visitors.get(id, ()))
        answers = read.answers.get(id, {})
        findings, questions = read.findings.get(id, []), read.questions.get(id, [])
        ticked: Iterable[str] = read.ticked.get(id, ())
        checks = _rows(answers.get("ask_checks"))
    else:
        team_id, on = sealed.team_id, sealed.on or FIRST
        team, answers = names.get(team_id, ""), dict(sealed.answers)
        held = answers.get("took_place") is not False
        confidence = str(answers.get("confidence") or "")
        visitors, ticked = sealed.listed("visitors"), sealed.listed("themes")
        findings = [_sealed_finding(row, n) for n, row in enumerate(sealed.rows("findings"))]
        questions = [
            (_text(row, "id"), _text(row, "text"), _text(row, "answer"), n)
            for n, row in enumerate(sealed.rows("questions"))
        ]
        checks = sealed.rows("ask_checks")
    told = tuple(_finding(id, row, read, hidden) for row in findings)
    on_themes = {read.themes.get(one, (one, ""))[0] for one in ticked}
    return VisitRecord(
        id=id,
        reference=reference,
        on=on,
        team_id=team_id,
        team=team,
        kind=words.title(form_id, version),
        visitors=visitors,
        confidence=words.choice(form_id, version, "confidence", confidence) if confidence else "",
        held=held,
        why_not_held=_answer(answers, "not_held_reason"),
        summary=_answer(answers, "summary"),
        marked=(head[10], head[11]) != ("unmarked", "unmarked"),
        example=bool(head[9]),
        findings=told if held else (),
        questions=tuple(
            QuestionRecord(row[0], row[1], row[2], row[3], hidden.of_row(id, "questions", row[0]))
            for row in questions
        ),
        checks=tuple(
            CheckRecord(
                _text(row, "ask"),
                words.choice(form_id, version, "ask_checks", _text(row, "result"), "result"),
                _text(row, "note"),
                hidden.of_row(id, "ask_checks", _text(row, "id")),
            )
            for row in checks
            if _text(row, "result") not in {"", "not_checked"}
        ),
        theme_ids=tuple(sorted(on_themes | {one.theme_id for one in told if one.theme_id})),
        restricted=hidden.visits.get(id, ""),
        answers_restricted=hidden.answers(id),
    )


def _finding(visit_id: str, row: Sequence[Any], read: _Read, hidden: Restrictions) -> FindingRecord:
    id, kind, theme_id, text, basis, relation, position = row
    theme_id = read.filed.get(id, theme_id)
    theme_id, theme = read.themes.get(theme_id, (theme_id, ""))
    return FindingRecord(
        id=id,
        kind=kind,
        text=text,
        theme_id=theme_id,
        theme=theme,
        basis=basis,
        data_relation=relation,
        position=position,
        restricted=hidden.of_row(visit_id, "findings", id),
    )


def _sealed_finding(row: Mapping[str, Any], position: int) -> tuple[Any, ...]:
    keys = ("id", "kind", "theme", "text", "basis", "data_relation")
    return (*(_text(row, key) for key in keys), position)


def _text(row: Mapping[str, Any], key: str) -> str:
    return str(row.get(key) or "")


def _answer(answers: Mapping[str, Any], question: str) -> str:
    value = answers.get(question)
    return value if isinstance(value, str) else ""


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
