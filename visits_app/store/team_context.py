"""What earlier visits said, for the editor's side pane and for charts, as raw SQL."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from visits_app.domain.charts import ChartVisit
from visits_app.domain.forms import Answers
from visits_app.domain.text import shorten
from visits_app.domain.visits import Finding, TeamContext
from visits_app.store.asks import open_asks_of_team
from visits_app.store.connection import Connection
from visits_app.store.visit_lists import summaries
from visits_app.store.visits import read_revisions

LONGEST_FLAG = 220
"""Characters a chart's list shows of a visit."""

_KINDS = ("concern", "idea", "strength")


def team_context(
    connection: Connection,
    team_id: str,
    before: date | None,
    excluding: str | None,
    today: date,
) -> TeamContext:
    """Return a team's last visit that took place, what is open, and its indicators."""
    found = connection.execute(
        "SELECT id, number, state FROM visit"
        " WHERE team_id = ? AND state IN ('submitted', 'correcting') AND visit_date < ?"
        " AND id <> ? ORDER BY visit_date DESC, number DESC LIMIT 1",
        (team_id, before.isoformat() if before else "9999", excluding or ""),
    ).fetchone()
    indicators = connection.execute(
        "SELECT i.id FROM indicator_team b JOIN indicator i ON i.id = b.indicator_id"
        " WHERE b.team_id = ? ORDER BY i.position, i.name",
        (team_id,),
    )
    return TeamContext(
        last_visit=summaries(connection, [found[1]], today)[0] if found else None,
        last_findings=_findings(connection, found[0], found[2]) if found else (),
        open_asks=open_asks_of_team(connection, team_id, before, excluding),
        indicator_ids=tuple(row[0] for row in indicators),
    )


def visits_on_chart(connection: Connection, team_ids: Sequence[str]) -> tuple[ChartVisit, ...]:
    """Return submitted visits that took place, oldest first, with their summary or a finding."""
    marks = ", ".join("?" for _ in team_ids)
    rows = connection.execute(
        "SELECT v.id, v.visit_date, t.name, v.state,"
        " (SELECT value FROM answer WHERE visit_id = v.id AND question_id = 'summary'),"
        " (SELECT text FROM finding WHERE visit_id = v.id ORDER BY position LIMIT 1)"
        " FROM visit v JOIN team t ON t.id = v.team_id"
        f" WHERE v.team_id IN ({marks}) AND v.state IN ('submitted', 'correcting')"
        " AND v.visit_date IS NOT NULL ORDER BY v.visit_date, v.number",
        tuple(team_ids),
    ).fetchall()
    found = []
    for id, day, team, state, summary, finding in rows:
        if state == "correcting":
            answers = read_revisions(connection, id)[-1].answers
            words = _words(answers)
        else:
            words = (json.loads(summary) if summary else "") or finding or ""
        text = shorten(str(words), LONGEST_FLAG)
        found.append(ChartVisit(id, date.fromisoformat(day), team, text))
    return tuple(found)


def _findings(connection: Connection, visit_id: str, state: str) -> tuple[Finding, ...]:
    """Return a visit's findings as last sealed, concerns first."""
    if state == "correcting":
        answers = read_revisions(connection, visit_id)[-1].answers
        rows = [
            (row["id"], place, *(str(row.get(key) or "") for key in _CELLS))
            for place, row in enumerate(_rows(answers, "findings"))
        ]
    else:
        rows = connection.execute(
            "SELECT id, position, kind, coalesce(theme_id, ''), text, basis, data_relation"
            " FROM finding WHERE visit_id = ?",
            (visit_id,),
        ).fetchall()
    findings = [Finding(row[0], visit_id, *row[1:]) for row in rows]
    findings.sort(key=lambda item: (_rank(item.kind), item.position))
    return tuple(findings)


_CELLS = ("kind", "theme", "text", "basis", "data_relation")


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _rows(answers: Answers, question_id: str) -> list[dict[str, Any]]:
    rows: Any = answers.get(question_id)
    return rows if isinstance(rows, list) else []


def _words(answers: Answers) -> str:
    summary = answers.get("summary")
    if isinstance(summary, str) and summary:
        return summary
    return next((str(row.get("text") or "") for row in _rows(answers, "findings")), "")
