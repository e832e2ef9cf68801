"""Papers being compiled and their parts as raw SQL."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from visits_app.domain.papers import (
    Paper,
    PaperContents,
    PaperKind,
    PaperPart,
    PartKind,
    Source,
)
from visits_app.store.connection import Connection

_PAPER = "id, kind, title, starts_on, ends_on, meeting_id, contents, made_at, made_by, updated_at"
_PART = (
    "key, section, position, drafted, kind, edited, hidden, sources, restricted, fresh,"
    " updated_at, updated_by"
)


def papers(connection: Connection) -> tuple[Paper, ...]:
    """Return every paper that is not deleted, the one last touched first."""
    query = f"SELECT {_PAPER} FROM paper WHERE deleted_at IS NULL ORDER BY updated_at DESC, id"
    return tuple(_paper(row) for row in connection.execute(query))


def read_paper(connection: Connection, paper_id: str) -> Paper | None:
    """Return one paper that is not deleted, or None."""
    query = f"SELECT {_PAPER} FROM paper WHERE id = ? AND deleted_at IS NULL"
    row = connection.execute(query, (paper_id,)).fetchone()
    return _paper(row) if row else None


def put_paper(connection: Connection, paper: Paper) -> None:
    """Write a paper, new or changed; who made it and when stays."""
    connection.execute(
        f"INSERT INTO paper ({_PAPER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET title = excluded.title, starts_on = excluded.starts_on,"
        " ends_on = excluded.ends_on, meeting_id = excluded.meeting_id,"
        " contents = excluded.contents, updated_at = excluded.updated_at",
        (
            paper.id,
            paper.kind.value,
            paper.title,
            _iso(paper.starts_on),
            _iso(paper.ends_on),
            paper.meeting_id,
            json.dumps(asdict(paper.contents), ensure_ascii=False),
            _stamp(paper.made_at),
            paper.made_by,
            _stamp(paper.updated_at),
        ),
    )


def set_deleted(connection: Connection, paper_id: str, at: datetime | None) -> bool:
    """Mark a paper as deleted, or take the mark away with None; say whether it was there."""
    done = connection.execute(
        "UPDATE paper SET deleted_at = ? WHERE id = ? AND (deleted_at IS NULL) = ?",
        (_stamp(at) if at else None, paper_id, at is not None),
    )
    return bool(done.rowcount)


def parts(connection: Connection, paper_id: str) -> tuple[PaperPart, ...]:
    """Return the parts of a paper in their order."""
    query = f"SELECT {_PART} FROM paper_part WHERE paper_id = ? ORDER BY position, key"
    return tuple(_part(row) for row in connection.execute(query, (paper_id,)))


def write_parts(
    connection: Connection,
    paper_id: str,
    before: Sequence[PaperPart],
    after: Sequence[PaperPart],
    *,
    at: datetime,
    by: str,
) -> None:
    """Make the parts of a paper these; one that only moved keeps who touched it last."""
    old = {part.key: part for part in before}
    new = {part.key: part for part in after}
    connection.executemany(
        "DELETE FROM paper_part WHERE paper_id = ? AND key = ?",
        [(paper_id, key) for key in old if key not in new],
    )
    moved, changed = [], []
    for key, part in new.items():
        was = old.get(key)
        if was == part:
            continue
        if was is not None and replace(was, position=part.position) == part:
            moved.append((part.position, paper_id, key))
        else:
            changed.append((paper_id, *_values(part), _stamp(at), by))
    connection.executemany(
        "UPDATE paper_part SET position = ? WHERE paper_id = ? AND key = ?", moved
    )
    connection.executemany(
        f"INSERT OR REPLACE INTO paper_part (paper_id, {_PART})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        changed,
    )


def touch(connection: Connection, paper_id: str, at: datetime) -> None:
    """Note when a paper was changed last."""
    connection.execute("UPDATE paper SET updated_at = ? WHERE id = ?", (_stamp(at), paper_id))


def questions_open(connection: Connection) -> dict[str, int]:
    """Count by paper the parts whose records changed under the officer's words."""
    return dict(
        connection.execute(
            "SELECT paper_id, count(*) FROM paper_part"
            " WHERE fresh IS NOT NULL AND edited IS NOT NULL GROUP BY paper_id"
        ).fetchall()
    )


def part_as_json(part: PaperPart | None) -> dict[str, Any] | None:
    """Return a part as the history keeps it."""
    if part is None:
        return None
    kept: dict[str, Any] = {
        "section": part.section,
        "kind": part.kind.value,
        "drafted": list(part.drafted),
        "sources": [[source.kind, source.id] for source in part.sources],
    }
    for name in ("edited", "fresh"):
        words = getattr(part, name)
        if words is not None:
            kept[name] = list(words)
    for name in ("hidden", "restricted"):
        if getattr(part, name):
            kept[name] = True
    return kept


def paper_as_json(paper: Paper | None) -> dict[str, Any] | None:
    """Return a paper as the history keeps it."""
    return asdict(paper) if paper else None


def _values(part: PaperPart) -> tuple[Any, ...]:
    return (
        part.key,
        part.section,
        part.position,
        _words(part.drafted),
        part.kind.value,
        _words(part.edited),
        int(part.hidden),
        json.dumps([[source.kind, source.id] for source in part.sources]),
        int(part.restricted),
        _words(part.fresh),
    )


def _part(row: Sequence[Any]) -> PaperPart:
    return PaperPart(
        key=row[0],
        section=row[1],
        position=row[2],
        drafted=tuple(json.loads(row[3])),
        kind=PartKind(row[4]),
        edited=_read(row[5]),
        hidden=bool(row[6]),
        sources=tuple(Source(kind, id) for kind, id in json.loads(row[7])),
        restricted=bool(row[8]),
        fresh=_read(row[9]),
    )


def _paper(row: Sequence[Any]) -> Paper:
    given = json.loads(row[6])
    many = ("team_ids", "theme_ids", "indicator_ids", "sections")
    contents = PaperContents(
        **{name: tuple(given.get(name, ())) for name in many}, body_id=given.get("body_id", "")
    )
    return Paper(
        id=row[0],
        kind=PaperKind(row[1]),
        title=row[2],
        starts_on=_day(row[3]),
        ends_on=_day(row[4]),
        meeting_id=row[5],
        contents=contents,
        made_at=datetime.fromisoformat(row[7]),
        made_by=row[8],
        updated_at=datetime.fromisoformat(row[9]),
    )


def _words(words: tuple[str, ...] | None) -> str | None:
    return None if words is None else json.dumps(words, ensure_ascii=False)


def _read(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(json.loads(text))


def _stamp(at: datetime | None) -> str:
    return at.isoformat(timespec="microseconds") if at else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
