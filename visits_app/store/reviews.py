"""The life of reports in and out of the store as raw SQL."""

from datetime import date, datetime
from typing import Any

from visits_app.domain.reviews import (
    ReportInHand,
    ReportPage,
    Review,
    ReviewFilter,
    ReviewStage,
    ReviewStep,
    StepKind,
)
from visits_app.domain.visits import Marking
from visits_app.store.connection import Connection

_REVIEW = "visit_id, stage, since, due, marking, paragraph, marking_reason, procedure_checked"
_STEP = (
    "id, visit_id, number, revision, step, stage, on_day, due, note, left_laptop, recorded_at,"
    " recorded_by, undone_at, undone_by"
)
_SEALED = "v.revision > 0"

_OF_MEMBER = (
    f"SELECT {', '.join(f'r.{name}' for name in _REVIEW.split(', '))}, v.reference,"
    " coalesce(t.name, ''), v.visit_date, '', v.state, 0, 0,"
    " coalesce((SELECT s.note FROM review_step s WHERE s.visit_id = v.id"
    "  AND s.undone_at IS NULL ORDER BY s.number DESC LIMIT 1), '')"
    " FROM visit v JOIN review r ON r.visit_id = v.id LEFT JOIN team t ON t.id = v.team_id"
)


def read_review(connection: Connection, visit_id: str) -> Review | None:
    """Return where a report stands; None for one nobody has begun on."""
    query = f"SELECT {_REVIEW} FROM review WHERE visit_id = ?"
    row = connection.execute(query, (visit_id,)).fetchone()
    return _review(row) if row else None


def write_review(connection: Connection, review: Review) -> None:
    """Keep where a report stands; the visit's own marking follows."""
    connection.execute(
        f"INSERT INTO review ({_REVIEW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (visit_id) DO UPDATE SET stage = excluded.stage, since = excluded.since,"
        " due = excluded.due, marking = excluded.marking, paragraph = excluded.paragraph,"
        " marking_reason = excluded.marking_reason,"
        " procedure_checked = excluded.procedure_checked",
        (
            review.visit_id,
            review.stage.value,
            review.since.isoformat(),
            _iso(review.due),
            review.marking.value,
            review.paragraph,
            review.marking_reason,
            review.procedure_checked,
        ),
    )
    connection.execute(
        "UPDATE visit SET marking = ? WHERE id = ?", (review.marking.value, review.visit_id)
    )


def without_review(connection: Connection) -> tuple[tuple[str, str, str], ...]:
    """Return id, time of submission and marking of submitted visits no review was begun for."""
    rows = connection.execute(
        "SELECT v.id, coalesce(v.submitted_at, v.updated_at), v.marking FROM visit v"
        f" WHERE {_SEALED} AND NOT EXISTS (SELECT 1 FROM review r WHERE r.visit_id = v.id)"
    )
    return tuple(rows.fetchall())


def read_steps(connection: Connection, visit_id: str) -> tuple[ReviewStep, ...]:
    """Return every step of a report, oldest first, those taken back too."""
    query = f"SELECT {_STEP} FROM review_step WHERE visit_id = ? ORDER BY number"
    return tuple(_step(row) for row in connection.execute(query, (visit_id,)))


def insert_step(connection: Connection, step: ReviewStep) -> None:
    """Write a step down; it stays for ever."""
    assert step.recorded_at is not None
    connection.execute(
        f"INSERT INTO review_step ({_STEP}) VALUES ({', '.join('?' * 14)})",
        (
            step.id,
            step.visit_id,
            step.number,
            step.revision,
            step.step.value,
            step.stage.value,
            step.on_day.isoformat(),
            _iso(step.due),
            step.note,
            step.left_laptop,
            step.recorded_at.isoformat(timespec="microseconds"),
            step.recorded_by,
            None,
            "",
        ),
    )


def mark_undone(connection: Connection, step_id: str, *, by: str, at: datetime) -> None:
    """Mark a step as taken back."""
    connection.execute(
        "UPDATE review_step SET undone_at = ?, undone_by = ? WHERE id = ?",
        (at.isoformat(timespec="microseconds"), by, step_id),
    )


def before_step(connection: Connection, step_id: str) -> str | None:
    """Return what the history kept of the review before a step, as JSON."""
    found = connection.execute(
        'SELECT "before" FROM history WHERE entity = ? AND entity_id = ? AND action = ?'
        " ORDER BY sequence LIMIT 1",
        ("review_step", step_id, "took step"),
    ).fetchone()
    return found[0] if found else None


def list_reports(
    connection: Connection, wanted: ReviewFilter, today: date, *, offset: int, limit: int
) -> ReportPage:
    """Return one stretch of the reports a review was begun for, soonest due first."""
    conditions, given = ["1"], list[Any]()
    if wanted.stages:
        conditions.append(f"r.stage IN ({', '.join('?' * len(wanted.stages))})")
        given += [stage.value for stage in wanted.stages]
    if wanted.late_only:
        conditions.append("r.due < ?")
        given.append(today.isoformat())
    where = " AND ".join(conditions)
    total, late = connection.execute(
        f"SELECT count(*), coalesce(sum(r.due < ?), 0) FROM review r WHERE {where}",
        (today.isoformat(), *given),
    ).fetchone()
    columns = ", ".join(f"r.{name}" for name in _REVIEW.split(", "))
    rows = connection.execute(
        f"SELECT {columns}, v.reference, coalesce(t.name, ''), v.visit_date,"
        " coalesce(m.name, ''), v.state,"
        " (SELECT count(*) FROM correction c WHERE c.visit_id = v.id AND c.decision = 'open'),"
        " (SELECT count(*) FROM ask a WHERE a.visit_id = v.id AND a.status = 'open'),"
        " coalesce((SELECT s.note FROM review_step s WHERE s.visit_id = v.id"
        "  AND s.undone_at IS NULL ORDER BY s.number DESC LIMIT 1), '')"
        " FROM review r JOIN visit v ON v.id = r.visit_id"
        " LEFT JOIN team t ON t.id = v.team_id LEFT JOIN member m ON m.id = v.author_id"
        f" WHERE {where} ORDER BY r.due IS NULL, r.due, r.since DESC, v.number LIMIT ? OFFSET ?",
        (*given, limit, offset),
    )
    return ReportPage(tuple(_in_hand(row) for row in rows), offset, total, late)


def count_by_stage(connection: Connection, today: date) -> dict[ReviewStage, tuple[int, int]]:
    """Return how many reports stand at each stage, and how many of them are late."""
    rows = connection.execute(
        "SELECT stage, count(*), coalesce(sum(due < ?), 0) FROM review GROUP BY stage",
        (today.isoformat(),),
    )
    return {ReviewStage(stage): (count, late) for stage, count, late in rows}


def reports_of_author(
    connection: Connection, member_id: str, stages: tuple[ReviewStage, ...]
) -> tuple[ReportInHand, ...]:
    """Return the reports of a member at some stages, soonest due first."""
    wanted = ", ".join("?" * len(stages))
    rows = connection.execute(
        f"{_OF_MEMBER} WHERE v.author_id = ? AND r.stage IN ({wanted})"
        " ORDER BY r.due IS NULL, r.due, v.number",
        (member_id, *(stage.value for stage in stages)),
    )
    return tuple(_in_hand(row) for row in rows)


def report_in_hand(connection: Connection, visit_id: str) -> ReportInHand | None:
    """Return one report as its member sees it; None where no review was begun."""
    row = connection.execute(f"{_OF_MEMBER} WHERE v.id = ?", (visit_id,)).fetchone()
    return _in_hand(row) if row else None


def restricted_places(connection: Connection, visit_id: str) -> frozenset[tuple[str, str]]:
    """Return question and row ("" for the whole answer) of what is kept out of all that leaves."""
    rows = connection.execute(
        "SELECT question_id, row_id FROM restriction WHERE visit_id = ?", (visit_id,)
    )
    return frozenset((question_id, row_id) for question_id, row_id in rows)


def visit_head(connection: Connection, visit_id: str) -> tuple[str, str, int, str]:
    """Return reference, state, newest revision and author of a visit that is there."""
    found = connection.execute(
        "SELECT reference, state, revision, author_id FROM visit WHERE id = ?", (visit_id,)
    ).fetchone()
    return (found[0], found[1], found[2], found[3])


def _review(row: tuple[Any, ...]) -> Review:
    return Review(
        visit_id=row[0],
        stage=ReviewStage(row[1]),
        since=date.fromisoformat(row[2]),
        due=_day(row[3]),
        marking=Marking(row[4]),
        paragraph=row[5],
        marking_reason=row[6],
        procedure_checked=bool(row[7]),
    )


def _step(row: tuple[Any, ...]) -> ReviewStep:
    return ReviewStep(
        id=row[0],
        visit_id=row[1],
        number=row[2],
        revision=row[3],
        step=StepKind(row[4]),
        stage=ReviewStage(row[5]),
        on_day=date.fromisoformat(row[6]),
        due=_day(row[7]),
        note=row[8],
        left_laptop=bool(row[9]),
        recorded_at=datetime.fromisoformat(row[10]),
        recorded_by=row[11],
        undone_at=datetime.fromisoformat(row[12]) if row[12] else None,
        undone_by=row[13],
    )


def _in_hand(row: tuple[Any, ...]) -> ReportInHand:
    return ReportInHand(
        review=_review(row[:8]),
        reference=row[8],
        team=row[9],
        visit_date=_day(row[10]),
        author=row[11],
        state=row[12],
        waiting_corrections=row[13],
        unanswered=row[14],
        note=row[15],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
