"""How long the window's thread is held up until the recommendation tracker is painted.

A store of 2,000 recommendations with 20,000 links to 400 submitted visits, with updates and
acceptances, is made here. The page is opened for the first time in a process of its own, the
imports as the warming leaves them. Reading goes on in a job; what that job takes of the window's
thread, by holding Python's lock, counts.
"""

import json
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from big_store import fill as fill_visits
from overview import Painted
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from windows import make_store, open_window, settle, wait_for

from visits_app.services import stores

RECOMMENDATIONS, LINKS, VISITS, MEETINGS = 2_000, 20_000, 400, 60
FIRST_DAY = date(2004, 6, 1)
AT = "2014-03-04T10:00:00.000000+00:00"
CLAIMS = ("on_track", "slipping", "done_unverified", "paused")


def fill(path: Path) -> None:
    """Put visits, meetings, recommendations and their links into a store."""
    chance = random.Random(31)
    with stores.open_store(path) as store:
        fill_visits(store, VISITS)
        with store.write() as db:
            days = [FIRST_DAY + timedelta(days=60 * n) for n in range(MEETINGS)]
            db.executemany(
                "INSERT INTO meeting (id, held_on, body, note, visits_item)"
                " VALUES (?, ?, 'Scrutiny committee', '', 0)",
                [(f"m{n}", day.isoformat()) for n, day in enumerate(days)],
            )
            visits = [row[0] for row in db.execute("SELECT id FROM visit WHERE revision > 0")]
            for number in range(RECOMMENDATIONS):
                write(db, number, days, chance)
            db.executemany(
                "INSERT INTO evidence_link (id, recommendation_id, visit_id, finding_id, kind,"
                " note, made_by, made_at) VALUES (?, ?, ?, NULL, ?, 'Why it counts', 'o', ?)",
                [
                    (
                        f"l{n}",
                        f"r{n % RECOMMENDATIONS}",
                        visits[(n * 7) % len(visits)],
                        ("supports", "gap", "context")[chance.randrange(3)],
                        AT,
                    )
                    for n in range(LINKS)
                ],
            )


def write(db: object, number: int, days: list[date], chance: random.Random) -> None:
    """Write one recommendation with its updates and acceptances."""
    run = db.execute  # type: ignore[attr-defined]
    made = FIRST_DAY + timedelta(days=number)
    first = made.year if made.month >= 5 else made.year - 1
    due = made + timedelta(days=180)
    run(
        "INSERT INTO recommendation (id, reference, title, text, origin, made_on, owner, due,"
        " due_text, status, note, year, response, original_due)"
        " VALUES (?, ?, ?, ?, 'Scrutiny committee', ?, 'Head of service, first response', ?, '',"
        " 'on_track', '', ?, 'accepted', ?)",
        (
            f"r{number}",
            f"{first}-{(first + 1) % 100:02}/{number + 1}",
            f"Recommendation {number + 1} on the timeliness of assessments and plans",
            "Every meeting hears how far the work has come, and what is still to be done. " * 3,
            made.isoformat(),
            due.isoformat(),
            f"{first}/{(first + 1) % 100:02}",
            due.isoformat(),
        ),
    )
    for step in range(2):
        told = made + timedelta(days=60 * (step + 1))
        run(
            "INSERT INTO progress_update (id, recommendation_id, told_on, told_by, status, text,"
            " due, recorded_at, recorded_by) VALUES (?, ?, ?, 'Head of service', ?, ?, ?, ?, 'o')",
            (
                f"u{number}-{step}",
                f"r{number}",
                told.isoformat(),
                CLAIMS[chance.randrange(len(CLAIMS))],
                "What was asked for is under way, and the team has been told of it. " * 2,
                (due + timedelta(days=60)).isoformat() if chance.random() < 0.3 else None,
                AT,
            ),
        )
    later = [n for n, day in enumerate(days) if day > made]
    if later and chance.random() < 0.7:
        run(
            "INSERT INTO acceptance (id, recommendation_id, meeting_id, accepted_on, status, due,"
            " note, recorded_at, recorded_by) VALUES (?, ?, ?, ?, 'on_track', NULL, '', ?, 'o')",
            (f"a{number}", f"r{number}", f"m{later[0]}", days[later[0]].isoformat(), AT),
        )


def measure(app: QApplication, path: Path) -> float:
    """Return the longest hold in seconds from going to the page until its rows are painted."""
    from visits_app.ui.warming import warm

    desktop = open_window(app, path)
    settle(desktop)
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
    desktop.window.go("recommendations", {})
    page = desktop.window.page
    painted = Painted()
    page.table.viewport().installEventFilter(painted)
    wait_for(lambda: painted.seen and page.model.rowCount() == RECOMMENDATIONS)
    settle(desktop)
    heart.stop()
    assert page.model.rowCount() == RECOMMENDATIONS
    assert page.detail.heading.text().startswith("Recommendation 1 ")
    desktop.window.close()
    return longest


def main(path: Path) -> None:
    """Make the store if it is not there, and print the longest hold."""
    app = QApplication(sys.argv[:1])
    if not path.exists():
        make_store(path, with_example=False)
        fill(path)
    print(json.dumps({"held": [measure(app, path)]}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
