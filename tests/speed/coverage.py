"""How long the window's thread is held up until the coverage grid is painted.

A store of 60 teams with a visit planned or reported in most of 48 months is made here. The page is
opened for the first time in a process of its own, its modules imported as the warming leaves them,
and then shows all 48 months; both holds count. Reading goes on in a job; what that job takes of
the window's thread, by holding Python's lock, counts.
"""

import json
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from overview import Painted
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from windows import make_store, open_window, settle, wait_for

from visits_app.domain.registers import Member, Team
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.services import stores
from visits_app.store.connection import Connection
from visits_app.store.example import insert_members, insert_teams
from visits_app.store.rota import put_rota_visit

TEAMS, MONTHS, MEMBERS = 60, 48, 12
AHEAD = 3
"""Months to come among them, as the page shows at first."""


def fill(path: Path) -> None:
    """Put teams, members, a rota and submitted visits into a store."""
    chance = random.Random(7)
    first = _first_month()
    members = [Member(f"m{n}", f"Councillor for ward {n + 1}") for n in range(MEMBERS)]
    name = "Team {} for children and families in the north of the area"
    teams = [Team(f"t{n}", name.format(n + 1), visit_every_months=3) for n in range(TEAMS)]
    with stores.open_store(path) as store, store.write() as db:
        author = db.execute("SELECT id FROM member").fetchone()[0]
        insert_members(db, members)
        insert_teams(db, teams)
        for number, team in enumerate(teams):
            for month in range(MONTHS):
                if chance.random() < 0.7:
                    day = _month(first, month) + timedelta(days=chance.randrange(28))
                    _put(db, number * 100 + month, team.id, day, author, chance)


def _put(
    db: Connection, number: int, team_id: str, day: date, author: str, chance: random.Random
) -> None:
    """Put one visit on the rota; one of the past is reported, unless it did not take place."""
    at = f"{day.isoformat()}T09:00:00+00:00"
    member, past = f"m{chance.randrange(MEMBERS)}", day < date.today()
    lost = past and chance.random() < 0.1
    reported = past and not lost and chance.random() < 0.95
    if reported:
        db.execute(
            "INSERT INTO visit (id, number, reference, form_id, form_version, mode, state, team_id,"
            " visit_date, author_id, confidence, marking, example, revision, content_hash,"
            " created_at, updated_at, submitted_at)"
            " VALUES (?1, ?2, ?1, 'standard', 1, 'full', 'submitted', ?3, ?4, ?5, '', 'unmarked',"
            " 0, 1, '', ?6, ?6, ?6)",
            (f"v{number}", number + 1, team_id, day.isoformat(), author, at),
        )
        db.execute(
            "INSERT INTO visitor (visit_id, member_id, position, number) VALUES (?, ?, 0, ?)",
            (f"v{number}", member, number + 1),
        )
    plan = RotaVisit(
        id=f"r{number}",
        uid=f"r{number}@member-visits",
        team_id=team_id,
        on_day=day,
        starts_at="10:00",
        status=RotaStatus.NOT_HELD if lost else RotaStatus.CONFIRMED,
        reason="Snow." if lost else "",
        member_ids=(member,),
        visit_id=f"v{number}" if reported else None,
    )
    put_rota_visit(db, plan, at)


def _first_month() -> date:
    return _month(date.today().replace(day=1), AHEAD + 1 - MONTHS)


def _month(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def measure(app: QApplication, path: Path) -> dict[str, list[float]]:
    """Return the longest holds in seconds until the grid is painted: opened, then 48 months."""
    desktop = open_window(app, path)
    settle(desktop)
    from visits_app.ui.warming import warm

    warm()
    last, longest = time.perf_counter(), 0.0

    def beat() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        longest = max(longest, now - last)
        last = now

    heart = QTimer()
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.setInterval(1)
    heart.timeout.connect(beat)
    heart.start()
    last = time.perf_counter()
    desktop.window.go("planner", {})
    page = desktop.window.page
    painted = Painted()
    page.table.viewport().installEventFilter(painted)
    wait_for(lambda: painted.seen and page.model.rowCount() == TEAMS)
    settle(desktop)
    opened, longest, painted.seen = longest, 0.0, False
    last = time.perf_counter()
    page.span.setCurrentIndex(page.span.findData(MONTHS))
    wait_for(lambda: painted.seen and len(page.model.months()) == MONTHS)
    settle(desktop)
    heart.stop()
    assert page.model.rowCount() == TEAMS
    desktop.window.close()
    return {"opened": [opened], "whole": [longest]}


def main(path: Path) -> None:
    """Make the store if it is not there, and print the longest holds."""
    app = QApplication(sys.argv[:1])
    if not path.exists():
        make_store(path, with_example=False)
        fill(path)
    print(json.dumps(measure(app, path)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
