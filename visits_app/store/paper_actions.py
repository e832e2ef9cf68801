"""Asks, questions, actions and corrections as papers tell them, as plain SQL."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from visits_app.domain.actions import Action, ActionLine, ActionOrigin
from visits_app.domain.drafting.records import (
    ActionRecord,
    AskRecord,
    CorrectionRecord,
    VisitRecord,
)
from visits_app.domain.drafting.wording import of_visit
from visits_app.domain.reviews import Correction, CorrectionDecision, ReviewStage
from visits_app.domain.visits import Ask, AskStatus
from visits_app.store.asks import ASK, OPEN, ask_of
from visits_app.store.connection import Connection
from visits_app.store.paper_visits import Restrictions, Sealed
from visits_app.store.questions import questions

_ASKS = f"""
SELECT {ASK}, coalesce(v.team_id, ''), coalesce(t.name, ''), v.visit_date, v.state,
       r.stage, r.due, w.id, w.state, w.visit_date, u.name, v.example
  FROM ask a JOIN visit v ON v.id = a.visit_id LEFT JOIN team t ON t.id = v.team_id
  LEFT JOIN review r ON r.visit_id = v.id
  LEFT JOIN visit w ON w.id = a.verified_visit_id LEFT JOIN team u ON u.id = w.team_id
 WHERE v.revision > 0
"""


def asks(
    connection: Connection,
    low: date,
    high: date,
    hidden: Restrictions,
    corrected: Mapping[str, Sealed],
    team_ids: Sequence[str] = (),
) -> tuple[AskRecord, ...]:
    """Return asks of visits up to `high` that were made or answered since `low`, or are open."""
    first, last = low.isoformat(), high.isoformat()
    rows = connection.execute(
        f"{_ASKS} AND v.state <> 'correcting' AND v.visit_date <= ? AND (v.visit_date >= ?"
        " OR a.responded_on BETWEEN ? AND ? OR a.verified_on BETWEEN ? AND ?"
        f" OR a.status IN {OPEN})",
        (last, first, first, last, first, last),
    )
    found = [_ask_record(row, hidden, None) for row in rows]
    of_corrected = {
        row[0]: row for row in connection.execute(f"{_ASKS} AND v.state = 'correcting'")
    }
    teams = dict(connection.execute("SELECT id, name FROM team").fetchall())
    for sealed in corrected.values():
        if sealed.on is not None and sealed.on <= high:
            found += _sealed_asks(sealed, of_corrected, hidden, teams)
    wanted = set(team_ids)
    kept = [one for one in found if not wanted or one.team_id in wanted]
    return tuple(sorted(kept, key=lambda one: one.place))


def _sealed_asks(
    sealed: Sealed,
    rows: Mapping[str, Sequence[Any]],
    hidden: Restrictions,
    teams: Mapping[str, str],
) -> list[AskRecord]:
    """Return the asks of a visit under correction: its sealed words, the service's answers."""
    from dataclasses import replace

    found = []
    for position, cells in enumerate(sealed.rows("asks")):
        id = str(cells.get("id") or "")
        row = rows.get(id)
        ask = ask_of(tuple(row[:15])) if row is not None else Ask(id, sealed.visit_id, position, "")
        ask = replace(
            ask,
            position=position,
            action=str(cells.get("action") or ""),
            owner=str(cells.get("owner") or ""),
            due=str(cells.get("due") or ""),
        )
        record = AskRecord(
            ask,
            sealed.visit_id,
            sealed.on or date.min,
            sealed.team_id,
            teams.get(sealed.team_id, ""),
            restricted=hidden.of_row(sealed.visit_id, "asks", id),
        )
        if row is not None:
            told = _ask_record(row, hidden, sealed)
            record = replace(
                record,
                verified_at=told.verified_at,
                reply_due=told.reply_due,
                example=told.example,
            )
        found.append(record)
    return found


def _ask_record(row: Sequence[Any], hidden: Restrictions, sealed: Sealed | None) -> AskRecord:
    ask = ask_of(tuple(row[:15]))
    team_id, team, on, _, stage, due, seen_id, seen_state, seen_on, seen_team = row[15:25]
    # A later visit that is restricted or half corrected is not named.
    public = seen_id and seen_id not in hidden.visits and seen_state == "submitted" and seen_on
    day = date.fromisoformat(on) if on else (sealed.on if sealed and sealed.on else date.min)
    return AskRecord(
        ask=ask,
        visit_id=ask.visit_id,
        on=day,
        team_id=team_id,
        team=team,
        verified_at=of_visit(seen_team or "", date.fromisoformat(seen_on)) if public else "",
        example=bool(row[25]),
        reply_due=date.fromisoformat(due) if due and stage == ReviewStage.AGREED.value else None,
        restricted=hidden.of_row(ask.visit_id, "asks", ask.id),
    )


_ACTIONS = """
SELECT a.id, a.reference, a.text, a.origin, a.origin_id, a.visit_id, a.team_id,
       a.recommendation_id, a.meeting_id, a.owner, a.due, a.status, a.response, a.responded_on,
       a.evidence, a.verified_visit_id, a.verified_by, a.verified_on, a.raised_on, a.raised_by,
       coalesce(t.name, ''), v.state, v.visit_date, vt.name, m.body, m.held_on, r.reference,
       w.state, w.visit_date, u.name
  FROM action a LEFT JOIN team t ON t.id = a.team_id
  LEFT JOIN visit v ON v.id = a.visit_id LEFT JOIN team vt ON vt.id = v.team_id
  LEFT JOIN meeting m ON m.id = a.meeting_id
  LEFT JOIN recommendation r ON r.id = a.recommendation_id
  LEFT JOIN visit w ON w.id = a.verified_visit_id LEFT JOIN team u ON u.id = w.team_id
"""


def restricted_by_meeting(connection: Connection) -> tuple[frozenset[str], frozenset[str]]:
    """Return the actions and recommendations that restricted items of meetings gave rise to."""
    rows = connection.execute(
        "SELECT d.action_id, d.recommendation_id FROM decision d"
        " JOIN meeting_item i ON i.id = d.item_id WHERE i.restricted"
    ).fetchall()
    return (
        frozenset(action for action, _ in rows if action),
        frozenset(item for _, item in rows if item),
    )


def actions(
    connection: Connection,
    low: date,
    high: date,
    hidden: Restrictions,
    team_ids: Sequence[str] = (),
) -> tuple[ActionRecord, ...]:
    """Return kept actions raised up to `high`: those raised or ended since `low`, or open."""
    first, last = low.isoformat(), high.isoformat()
    closed, _ = restricted_by_meeting(connection)
    by_finding = {row: why for (_, question, row), why in hidden.rows.items() if row}
    found = []
    for row in connection.execute(
        f"{_ACTIONS} WHERE a.raised_on <= ? AND (a.raised_on >= ?"
        " OR a.responded_on BETWEEN ? AND ? OR a.verified_on BETWEEN ? AND ?"
        f" OR a.status IN {OPEN}) ORDER BY a.due, a.reference",
        (last, first, first, last, first, last),
    ):
        if team_ids and row[6] not in set(team_ids):
            continue
        line = _line(row, hidden)
        why = hidden.visits.get(row[5] or "", "") or by_finding.get(row[4], "")
        why = why or hidden.rows.get((row[5] or "", "findings", ""), "")
        if row[0] in closed:
            why = why or "Decided on a restricted item of a meeting"
        found.append(ActionRecord(line, why))
    return tuple(found)


def _line(row: Sequence[Any], hidden: Restrictions) -> ActionLine:
    origin = ActionOrigin(row[3])
    action = Action(
        id=row[0],
        reference=row[1],
        text=row[2],
        origin=origin,
        origin_id=row[4],
        visit_id=row[5],
        team_id=row[6],
        recommendation_id=row[7],
        meeting_id=row[8],
        owner=row[9],
        due=_day(row[10]),
        status=AskStatus(row[11]),
        response=row[12],
        responded_on=_day(row[13]),
        evidence=row[14],
        verified_visit_id=row[15],
        verified_by=row[16],
        verified_on=_day(row[17]),
        raised_on=_day(row[18]),
        raised_by=row[19],
    )
    source = origin.label
    if origin is ActionOrigin.FINDING and row[21] == "submitted" and row[22]:
        source = f"Visit to {of_visit(row[23] or '', date.fromisoformat(row[22]))}"
    elif origin is ActionOrigin.MEETING and row[24]:
        source = of_visit(row[24], date.fromisoformat(row[25]))
    elif origin is ActionOrigin.RECOMMENDATION and row[26]:
        source = f"Recommendation {row[26]}"
    at = ""
    if row[15] and row[15] not in hidden.visits and row[27] == "submitted" and row[28]:
        at = f"Visit to {of_visit(row[29] or '', date.fromisoformat(row[28]))}"
    return ActionLine(action, source, row[20], at)


def figure_questions(
    connection: Connection, low: date, high: date, team_ids: Sequence[str] = ()
) -> tuple[ActionRecord, ...]:
    """Return questions about indicators up to `high`: raised or answered since `low`, or open."""
    found = []
    for asked in questions(connection):
        question = asked.question
        if question.raised_on > high or (team_ids and question.team_id not in set(team_ids)):
            continue
        answered = question.responded_on is not None and low <= question.responded_on <= high
        if not (question.raised_on >= low or answered or question.status.is_open):
            continue
        action = Action(
            id=question.id,
            text=question.text,
            origin=ActionOrigin.QUESTION,
            owner=question.owner,
            due=question.due,
            origin_id=question.indicator_id,
            team_id=question.team_id,
            status=question.status,
            response=question.response,
            responded_on=question.responded_on,
            raised_on=question.raised_on,
            raised_by=question.raised_by,
        )
        line = ActionLine(action, asked.origin, asked.team)
        found.append(ActionRecord(line, indicator=asked.indicator))
    return tuple(found)


def corrections(
    connection: Connection, hidden: Restrictions, visits: Iterable[VisitRecord]
) -> tuple[CorrectionRecord, ...]:
    """Return the corrections of facts the service asked for in the reports of some visits."""
    known = {one.id: one for one in visits}
    return tuple(
        CorrectionRecord(
            Correction(
                id=row[0],
                visit_id=row[1],
                revision=row[2],
                position=row[3],
                question_id=row[4],
                row_id=row[5],
                passage=row[6],
                proposed=row[7],
                evidence=row[8],
                decision=CorrectionDecision(row[9]),
                decision_note=row[10],
                decided_on=_day(row[11]),
                received_on=date.fromisoformat(row[12]),
            ),
            row[1],
            known[row[1]].on,
            known[row[1]].team,
            hidden.of_row(row[1], row[4], row[5]),
        )
        for row in connection.execute(
            "SELECT id, visit_id, revision, position, question_id, row_id, passage, proposed,"
            " evidence, decision, decision_note, decided_on, received_on FROM correction"
            " WHERE visit_id IN (SELECT value FROM json_each(?)) ORDER BY visit_id, position",
            (json.dumps(list(known)),),
        )
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
