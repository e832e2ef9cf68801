"""A store as large as any council will have: 100,000 visits, made in bulk for benchmarks and tests.

    python tests/big_store.py PATH [VISITS]

Everything is invented and the same every time. Words come as often as in real prose, some in nearly
every text and some in one of thousands, so that searches cost what they would. All that the
services would have written is there: derived columns, search texts, sealed revisions, history.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from visits_app.domain.answers import written_text
from visits_app.domain.forms import Form
from visits_app.domain.sealing import content_hash
from visits_app.services.forms import installed, keep_copy
from visits_app.store import tables
from visits_app.store.answers import PLACES
from visits_app.store.engine import Store, create_store
from visits_app.store.migrations.versions import m0001_first_tables

TEAMS, MEMBERS, THEMES = 40, 60, 20
FIRST_DAY, DAYS = date(2004, 1, 5), 3_800
TODAY = date(2014, 3, 4)
AT = "2014-03-04T10:00:00.000000+00:00"
BATCH = 5_000

_COMMON_WORDS = (
    "the of to and a in that is was for on with as they were are this be it had not we which by "
    "from have more at their or said but team staff visit told children saw who there been what "
    "work when one families than about time up out so some other into can could manager has its "
    "would all new these two after then only social before over any well where very first most"
)
_COMMON = _COMMON_WORDS.split()
_TOPICS_WORDS = (
    "supervision caseload kitchen bus agency foster carers school waiting duty laptop bedroom "
    "timeliness vacancies transport late home advocate car park assessment reviews court training "
    "induction morale premises reception heating garden telephone records system panel adoption "
    "matching respite sibling contact interpreter housing health nurse dentist college youth "
    "worker mentor budget rota sickness retention recruitment weekly monthly audit threshold "
    "referral handover partner police domestic safeguarding privacy signage travel mileage parking"
)
_TOPICS = _TOPICS_WORDS.split()
_KINDS = ("strength", "concern", "concern", "idea")
_SIGNS = "0123456789BCDFGHJKMNPQRSTVWXYZ"


def fingerprint() -> str:
    """Return a mark that changes whenever a store made here would differ."""
    sources = (__file__, tables.__file__, m0001_first_tables.__file__)
    return sha256(b"".join(Path(source).read_bytes() for source in sources)).hexdigest()[:12]


def make_big_store(path: Path, *, visits: int = 100_000) -> None:
    """Make a store at `path` and close it again; about a minute for 100,000 visits."""
    with create_store(path) as store:
        fill(store, visits)


def fill(store: Store, visits: int) -> None:
    """Put registers and `visits` visits into an empty store."""
    form = next(form for form in installed() if form.id == "standard")
    with store.write() as connection:
        keep_copy(connection, form, AT, by="big")
        _registers(connection)
    made = _visits(form, visits)
    while batch := list(islice(made, BATCH)):
        with store.write() as connection:
            for statement, part in _STATEMENTS:
                connection.executemany(statement, [row for one in batch for row in one[part]])
    with store.write() as connection:
        connection.execute("INSERT INTO visit_text (visit_text) VALUES ('optimize')")
    with store.read() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


_STATEMENTS = (
    (
        "INSERT INTO visit (number, id, reference, form_id, form_version, mode, state, team_id,"
        " visit_date, author_id, confidence, marking, example, revision, content_hash, created_at,"
        " updated_at, submitted_at) VALUES (?, ?, ?, 'standard', ?, 'full', ?, ?, ?, ?, ?,"
        " 'unmarked', 0, ?, ?, ?, ?, ?)",
        "visit",
    ),
    ("INSERT INTO visitor (visit_id, member_id, position, number) VALUES (?, ?, ?, ?)", "visitor"),
    ("INSERT INTO visit_theme (visit_id, theme_id, number) VALUES (?, ?, ?)", "theme"),
    ("INSERT INTO answer (visit_id, question_id, value, updated_at) VALUES (?, ?, ?, ?)", "answer"),
    (
        "INSERT INTO finding (id, visit_id, position, kind, theme_id, text, basis, data_relation)"
        " VALUES (?, ?, ?, ?, ?, ?, 'saw', 'no_data')",
        "finding",
    ),
    (
        "INSERT INTO ask (id, visit_id, position, action, owner, due, status, response)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, '')",
        "ask",
    ),
    (
        "INSERT INTO visit_text (rowid, body, visit_id, question_id) VALUES (?, ?, ?, ?)",
        "text",
    ),
    (
        "INSERT INTO revision (visit_id, number, answers, reason, content_hash, sealed_at,"
        " sealed_by) VALUES (?, 1, ?, '', ?, ?, ?)",
        "revision",
    ),
    (
        'INSERT INTO history (at, "by", action, entity, entity_id, "after")'
        " VALUES (?, ?, 'started', 'visit', ?, ?)",
        "history",
    ),
)


def _registers(connection: Any) -> None:
    connection.executemany(
        "INSERT INTO team (id, name, area, kind, lead_role, note, retired)"
        " VALUES (?, ?, 'East', 'team office', 'Team manager', '', 0)",
        [(f"team{n:02}", f"{_TOPICS[n].capitalize()} team") for n in range(TEAMS)],
    )
    connection.executemany(
        "INSERT INTO member (id, name, ward, political_group, co_opted) VALUES (?, ?, ?, '', 0)",
        [(f"member{n:02}", f"Councillor for Ward {n:02}", f"Ward {n:02}") for n in range(MEMBERS)],
    )
    connection.executemany(
        "INSERT INTO theme (id, name, description, retired) VALUES (?, ?, '', 0)",
        [(f"theme{n:02}", f"{_TOPICS[-n - 1].capitalize()}") for n in range(THEMES)],
    )


def _visits(form: Form, count: int) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """Yield the rows of each visit by the name of their part in `_STATEMENTS`."""
    chance = random.Random(2014)
    asked = {question.id: (n, question) for n, question in enumerate(form.questions())}
    for number in range(1, count + 1):
        yield _visit(form, asked, chance, number)


def _visit(
    form: Form, asked: dict[str, Any], chance: random.Random, number: int
) -> dict[str, list[tuple[Any, ...]]]:
    id = f"{chance.getrandbits(128):032x}"
    reference = f"2014-{_in_signs(number)}"
    day = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
    roll = chance.random()
    state = "draft" if roll < 0.02 or day > TODAY.isoformat() else "submitted"
    state = "not_held" if 0.02 <= roll < 0.05 and state == "submitted" else state
    members = chance.sample(range(MEMBERS), chance.choice((1, 2, 2, 3)))
    visitors = [f"member{n:02}" for n in members]
    themes = [f"theme{n:02}" for n in chance.sample(range(THEMES), 3)]
    team = f"team{min(int(chance.expovariate(0.07)), TEAMS - 1):02}"
    confidence = chance.choice(("assured", "partly", "not", "too_little"))
    findings = [
        {
            "id": f"{chance.getrandbits(128):032x}",
            "kind": chance.choice(_KINDS),
            "theme": chance.choice(themes),
            "text": _prose(chance, 16),
            "basis": "saw",
            "data_relation": "no_data",
        }
        for _ in range(chance.choice((1, 2, 3)))
    ]
    due = (date.fromisoformat(day) + timedelta(days=60)).isoformat()
    asks = [
        {
            "id": f"{chance.getrandbits(128):032x}",
            "action": _prose(chance, 9),
            "owner": "Head of service",
            "due": due,
        }
        for _ in range(chance.choice((0, 1, 2)))
    ]
    plain: dict[str, Any] = {
        "team": team,
        "visit_date": day,
        "took_place": state != "not_held",
        "visitors": visitors,
        "themes": themes,
        "confidence": confidence,
        "purpose": _prose(chance, 9),
        "staff_priorities": _prose(chance, 14),
        "summary": _prose(chance, 40),
    }
    answers: dict[str, Any] = {**plain, "findings": findings, **({"asks": asks} if asks else {})}
    sealed = state != "draft"
    seal = content_hash(reference, form.id, form.version, answers) if sealed else ""
    at = f"{day}T16:00:{number % 60:02}.{number:06}+00:00"
    texts = [
        (number * PLACES + asked[key][0], written_text(asked[key][1], value), id, key)
        for key, value in answers.items()
        if written_text(asked[key][1], value)
    ]
    columns = (number, id, reference, form.version, state, team, day, visitors[0], confidence)
    return {
        "visit": [(*columns, int(sealed), seal, at, at, at if sealed else None)],
        "visitor": [(id, member, place, number) for place, member in enumerate(visitors)],
        "theme": [
            (id, theme, number) for theme in sorted({*themes, *(f["theme"] for f in findings)})
        ],
        "answer": [(id, key, json.dumps(value), at) for key, value in plain.items()],
        "finding": [
            (row["id"], id, place, row["kind"], row["theme"], row["text"])
            for place, row in enumerate(findings)
        ],
        "ask": [
            (row["id"], id, place, row["action"], row["owner"], row["due"], _status(chance))
            for place, row in enumerate(asks)
        ],
        "text": [*texts, (number * PLACES + PLACES - 1, reference, id, "")],
        "revision": [(id, json.dumps(answers), seal, at, visitors[0])] if sealed else [],
        "history": [(at, visitors[0], id, json.dumps({"reference": reference}))],
    }


def _status(chance: random.Random) -> str:
    return chance.choice(("open", "agreed", "done", "verified", "verified", "declined"))


def _in_signs(number: int) -> str:
    signs = ""
    for _ in range(4):
        number, rest = divmod(number, len(_SIGNS))
        signs = _SIGNS[rest] + signs
    return signs


def _prose(chance: random.Random, length: int) -> str:
    """Return words of which the first of each list come far more often than the last."""
    words = []
    for _ in range(length):
        source = _COMMON if chance.random() < 0.7 else _TOPICS
        words.append(source[min(int(chance.expovariate(6 / len(source))), len(source) - 1)])
    return " ".join(words).capitalize() + "."


if __name__ == "__main__":
    make_big_store(Path(sys.argv[1]), visits=int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
