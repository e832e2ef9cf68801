"""Pictures of every page and state: `python dev.py shots` writes them into build/shots/."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.windows import make_store, open_window, settle
from visits_app.domain.visits import VisitFilter, VisitState
from visits_app.presenters.workspace import Desk
from visits_app.ui.app import Desktop

CHARTED = ("core_assessments_timescale", "cp_plans_number", "cin_open", "unallocated_cases")
"""Indicators whose pages are worth a picture: invented, published, reported, with a target."""

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Look:
    """One size and colouring in which every page is shown."""

    name: str
    width: int
    height: int
    scheme: str = "light"
    zoom: int = 100


LOOKS = (
    Look("light-1366", 1366, 768),
    Look("dark-1366", 1366, 768, scheme="dark"),
    Look("light-1920", 1920, 1080),
    Look("large-text-1366", 1366, 768, zoom=200),
)


def targets(desktop: Desktop) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give a name, a page and a target for every state worth a picture."""
    from visits_app.services import indicators, visit_lists

    space = desktop.context.space
    rows = visit_lists.list_visits(space.store, VisitFilter(), today=space.today()).rows
    by_state = {row.state: row.id for row in reversed(rows)}
    sealed = by_state[VisitState.SUBMITTED]
    draft = by_state[VisitState.DRAFT]
    yield "home", "home", {}
    yield "visits", "visits", {"visit_id": sealed}
    yield "visits-draft", "visits", {"visit_id": draft}
    yield "planner", "planner", {"team_id": "fostering"}
    yield "editor", "visit", {"visit_id": draft}
    yield "check", "check", {"visit_id": draft}
    yield "reviews", "reviews", {}
    for stage, visit_id in _by_stage(desktop).items():
        yield f"review-{stage}", "review", {"visit_id": visit_id}
    yield "recommendations", "recommendations", {}
    yield "actions", "actions", {}
    yield "indicators", "indicators", {}
    for line in indicators.overview(space.store):
        if line.indicator.id not in CHARTED:
            continue
        yield f"indicator-{line.indicator.id}", "indicator", {"indicator_id": line.indicator.id}
    yield "import", "figure_import", {}
    yield "insight-timeline", "insight", {"team_id": "family-support"}
    yield "insight-theme", "insight", {"theme_id": "placements"}
    yield "insight-matrix", "insight", {"part": "matrix"}
    yield "insight-disagree", "insight", {"part": "disagree"}
    yield "meetings", "meetings", {"view": "list"}
    yield "meetings-month", "meetings", {"view": "month"}
    yield "preview", "reports", {"visit_id": sealed}
    yield "preview-late", "reports", {"late": "1"}
    yield "papers", "papers", {}
    yield "paper", "paper", {"paper_id": _paper(desktop)}
    yield "register", "register", {}
    yield "settings", "settings", {}
    yield "help", "help", {}


def _by_stage(desktop: Desktop) -> dict[str, str]:
    """Return a report at each stage of its life."""
    from visits_app.domain.reviews import ReviewFilter
    from visits_app.services import reports_in_hand

    space = desktop.context.space
    page = reports_in_hand.reviews_in_hand(space.store, ReviewFilter(), today=space.today())
    return {row.review.stage.value: row.visit_id for row in page.rows}


def _paper(desktop: Desktop) -> str:
    """Return a compiled paper, made once, of everything on record."""
    from visits_app.domain.papers import PaperKind
    from visits_app.services import compiling

    space = desktop.context.space
    found = compiling.papers(space.store)
    if found:
        return found[0].id
    plan = compiling.PaperPlan("Visit summary")
    return compiling.make_paper(
        space.store, PaperKind.SUMMARY, plan, by=space.by, today=space.today()
    ).id


def dialogs(desktop: Desktop) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give a name and an opener for every dialog."""
    from visits_app.ui.crash import CrashDialog
    from visits_app.ui.new_visit import record_visit
    from visits_app.ui.search import SearchDialog

    window, context = desktop.window, desktop.context

    def search() -> None:
        dialog = SearchDialog(context, window)
        dialog.open()
        dialog.field.setText("supervision")
        dialog.find_now()

    def link() -> None:
        from visits_app.ui.link_dialog import LinkDialog

        LinkDialog(context, "", window).open()

    def new_paper() -> None:
        from visits_app.presenters.papers import PapersPresenter
        from visits_app.ui.papers.plan_dialog import PaperPlanDialog

        PaperPlanDialog(context, PapersPresenter(context.space), window).open()

    yield "dialog-search", search
    yield "dialog-new-visit", lambda: record_visit(context, window)
    yield "dialog-link", link
    yield "dialog-new-paper", new_paper
    yield "dialog-crash", lambda: CrashDialog("Member Visits\nValueError\n  a.py:1", window).open()


def take(desktop: Desktop, folder: Path, look: Look) -> int:
    """Take every picture in one look and return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    window = desktop.window
    window.resize(look.width, look.height)
    window.change_look(look.scheme, look.zoom)
    taken = 0
    for name, page, target in targets(desktop):
        window.go(page, target)
        _picture(desktop, window, folder / f"{name}.png")
        taken += 1
    taken += _import_steps(desktop, folder)
    window.go("home")
    settle(desktop)
    for name, opener in dialogs(desktop):
        opener()
        settle(desktop)
        for dialog in _open_dialogs():
            _picture(desktop, dialog, folder / f"{name}.png")
            taken += 1
            dialog.reject()
    return taken


def _import_steps(desktop: Desktop, folder: Path) -> int:
    """Take a picture of every step of an import, up to where it would be written."""
    from tests.spreadsheet_samples import monthly_report

    desktop.window.go("figure_import")
    session = desktop.window.page.session  # type: ignore[union-attr]
    session.choose_file(monthly_report(folder / "Monthly performance report.xlsx"))
    for name in ("import-found", "import-names"):
        _picture(desktop, desktop.window, folder / f"{name}.png")
        session.next()
        settle(desktop)
    session.presenter.names.make_new(
        session.presenter.names.open_names(), unit="cases", direction="lower"
    )
    session.tell_names()
    session.next()
    _picture(desktop, desktop.window, folder / "import-dry-run.png")
    session.begin()
    (folder / "Monthly performance report.xlsx").unlink()
    return 3


def _open_dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def _picture(desktop: Desktop, widget: QWidget, path: Path) -> None:
    settle(desktop)
    widget.grab().save(str(path))


def main(arguments: list[str]) -> int:
    """Take all pictures into a folder (the first argument), or only those of the looks named."""
    out = Path(arguments[0]) if arguments else ROOT / "build" / "shots"
    names = arguments[1:]
    wanted = [look for look in LOOKS if not names or look.name in names]
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    total = 0
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        os.environ["MEMBER_VISITS_HOME"] = str(home)
        for name, desk, example in (
            ("officer", Desk.OFFICER, True),
            ("empty", Desk.MEMBER, False),
        ):
            store = home / f"{name}.mvstore"
            make_store(store, desk=desk, with_example=example)
            desktop = open_window(app, store)
            for look in wanted:
                if example:
                    total += take(desktop, out / look.name, look)
                else:
                    total += _empty(desktop, out / look.name, look)
            desktop.window.close()
        total += _first_start(app, home / "new.mvstore", out)
    print(f"{total} pictures in {out}")
    return 0


def _empty(desktop: Desktop, folder: Path, look: Look) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    desktop.window.resize(look.width, look.height)
    desktop.window.change_look(look.scheme, look.zoom)
    pages = ("home", "visits", "recommendations", "actions", "indicators", "insight", "meetings")
    for page in pages:
        desktop.window.go(page)
        _picture(desktop, desktop.window, folder / f"empty-{page}.png")
    return len(pages)


def _first_start(app: QApplication, store: Path, out: Path) -> int:
    for name in ("welcome", "trouble"):
        if name == "trouble":
            store.write_bytes(b"not a store" * 500)
        desktop = open_window(app, store)
        desktop.window.change_look("light", 100)
        _picture(desktop, desktop.window, out / f"{name}.png")
        desktop.window.close()
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
