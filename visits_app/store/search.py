"""Search as raw SQL: what members wrote through FTS5, the short registers word by word."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from visits_app.domain.text import shorten
from visits_app.domain.visits import SearchHit
from visits_app.store.answers import PLACES
from visits_app.store.connection import Connection
from visits_app.store.rows import read_rows
from visits_app.store.words import Word, all_words, holds_all, places

RANKED = 2_000
"""Newest matching texts that are ranked; a word in more of them does not tell them apart."""

EXCERPT = 180
"""Longest excerpt, in characters."""

_TEXTS = """
SELECT rowid, question_id, body FROM visit_text
 WHERE visit_text MATCH ?1 AND rowid >= ifnull(
       (SELECT rowid FROM visit_text WHERE visit_text MATCH ?1
         ORDER BY rowid DESC LIMIT 1 OFFSET ?2), 0)
 ORDER BY rank LIMIT ?3
"""

_REGISTERS = (
    ("team", "SELECT id, name, area || ' ' || lead_role || ' ' || note FROM team ORDER BY name"),
    (
        "recommendation",
        "SELECT id, reference || ' ' || title, text || ' ' || owner FROM recommendation"
        " ORDER BY length(reference), reference",
    ),
    ("indicator", "SELECT id, name, definition FROM indicator ORDER BY position, name"),
    (
        "question",  # found where it is shown: at its indicator
        "SELECT q.indicator_id, 'Question on ' || i.name, q.text || ' ' || q.owner || ' ' ||"
        " q.response FROM indicator_question q JOIN indicator i ON i.id = q.indicator_id"
        " ORDER BY q.due DESC, q.id",
    ),
)


def search_registers(connection: Connection, words: Sequence[Word]) -> Iterator[SearchHit]:
    """Yield teams, recommendations, indicators and questions that hold every word."""
    for kind, query in _REGISTERS:
        for id, title, text in connection.execute(query):
            if holds_all(f"{title} {text}", words):
                excerpt, matches = cut(text, words)
                yield SearchHit(kind, id, title, excerpt, None, matches)


def search_texts(connection: Connection, words: Sequence[Word], limit: int) -> list[SearchHit]:
    """Return visits and asks that hold every word, best first.

    Texts that hold them all come first, then visits that hold them in different answers.
    """
    hits: list[SearchHit] = []
    seen: set[int] = set()
    rows = connection.execute(_TEXTS, (all_words(words), RANKED, limit * 4)).fetchall()
    for rowid, question_id, body in rows:
        number = rowid // PLACES
        if number not in seen and len(hits) < limit:
            seen.add(number)
            hits += _hits(connection, number, question_id, body, words)
    if len(words) > 1 and len(hits) < limit:
        for number, question_id, body in _scattered(connection, words, seen, limit - len(hits)):
            hits += _hits(connection, number, question_id, body, words)
    return hits[:limit]


def cut(text: str, words: Sequence[Word]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the stretch of `text` around the first match, on one line, and the matches in it."""
    line = " ".join(text.split())
    first = next(iter(places(line, words)), (0, 0))[0]
    start = 0
    if first > EXCERPT // 2:
        start = line.find(" ", first - EXCERPT // 3) + 1 or first
        start = min(start, first)
    excerpt = ("…" if start else "") + shorten(line[start:], EXCERPT)
    return excerpt, places(excerpt, words)


def _scattered(
    connection: Connection, words: Sequence[Word], seen: set[int], limit: int
) -> Iterator[tuple[int, str, str]]:
    """Yield visits that hold every word in different answers, newest first, with one answer."""
    one = "SELECT rowid >> 10 AS number FROM visit_text WHERE visit_text MATCH ?"
    query = " INTERSECT ".join([one] * len(words)) + " ORDER BY number DESC LIMIT ?"
    values: list[Any] = [word.query for word in words]
    for (number,) in connection.execute(query, [*values, limit + len(seen)]).fetchall():
        if number in seen or limit <= 0:
            continue
        limit -= 1
        row = connection.execute(
            "SELECT question_id, body FROM visit_text WHERE visit_text MATCH ?"
            " AND rowid BETWEEN ? AND ? LIMIT 1",
            (words[0].query, number * PLACES, number * PLACES + PLACES - 1),
        ).fetchone()
        if row is not None:
            yield number, row[0], row[1]


def _hits(
    connection: Connection, number: int, question_id: str, body: str, words: Sequence[Word]
) -> Iterator[SearchHit]:
    """Yield the visit of a text, or the asks of it that hold every word."""
    found = connection.execute(
        "SELECT v.id, v.reference, v.visit_date, t.name FROM visit v"
        " LEFT JOIN team t ON t.id = v.team_id WHERE v.number = ?",
        (number,),
    ).fetchone()
    if found is None:
        return
    visit_id, reference, day, team = found
    when = date.fromisoformat(day) if day else None
    title = f"{team or 'No team yet'} ({reference})"
    if question_id == "asks":
        asks = read_rows(connection, "asks", visit_id) or []
        texts = (" · ".join(filter(None, (ask["action"], ask["owner"]))) for ask in asks)
        matching = [text for text in texts if holds_all(text, words)]
        for text in matching:
            excerpt, matches = cut(text, words)
            yield SearchHit("ask", visit_id, title, excerpt, when, matches)
        if matching:
            return
    if not question_id:
        body = _summary(connection, visit_id)
    excerpt, matches = cut(body, words)
    yield SearchHit("visit", visit_id, title, excerpt, when, matches)


def _summary(connection: Connection, visit_id: str) -> str:
    """Return what to show of a visit that was found by its reference."""
    row = connection.execute(
        "SELECT value FROM answer WHERE visit_id = ? AND question_id IN ('summary', 'purpose')"
        " ORDER BY question_id DESC LIMIT 1",
        (visit_id,),
    ).fetchone()
    return str(json.loads(row[0])) if row else ""
