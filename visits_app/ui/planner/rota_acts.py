"""What can be done with a planned visit: from the panel, by the context menu, with undo."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.text import date_in_words
from visits_app.presenters.planner import PlannerPresenter
from visits_app.presenters.planner_words import PlannedLine
from visits_app.ui.calendar_files import ask_for_calendar_file, say_saved
from visits_app.ui.pages.page import Page
from visits_app.ui.undoing import undo

Act = Callable[[PlannedLine], None]


class RotaActs(QObject):
    """Opens dialogs over a page, keeps what was decided, and says so."""

    def __init__(self, page: Page, presenter: PlannerPresenter) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._presenter = presenter

    def of(self, line: PlannedLine) -> list[tuple[str, Act]]:
        """Return what can be done with a visit, by its words."""
        if line.occurrence.visit_id:
            return [("Open report", self.open_report)]
        if not line.can_be_told:
            return []
        if not line.stands:
            return [
                ("Give it a day", self.move),
                ("Calendar", self.save_one),
                ("Delete", self.delete),
            ]
        held = line.is_due and line.plan is not None and line.plan.status is not RotaStatus.HELD
        return [
            ("Change", self.change),
            ("Move", self.move),
            ("Postpone", self.postpone),
            ("Begin report", self.begin_report),
            *([("It took place", self.held)] if held else []),
            ("Did not take place", self.not_held),
            ("Calendar", self.save_one),
            ("Delete", self.delete),
        ]

    # --- planning --------------------------------------------------------------------------

    def plan(self, team_id: str = "", day: str = "", member_id: str = "") -> None:
        """Plan a visit, perhaps for a team, a day and a member that are chosen."""
        from visits_app.ui.planner.rota_dialog import RotaDialog

        dialog = RotaDialog(
            self._context, self._presenter, self._page,
            team_id=team_id, day=day, member_id=member_id,
        )  # fmt: skip
        dialog.kept.connect(partial(self._planned, None))
        dialog.open()

    def change(self, line: PlannedLine) -> None:
        """Change a planned visit."""
        from visits_app.ui.planner.rota_dialog import RotaDialog

        dialog = RotaDialog(self._context, self._presenter, self._page, plan=line.plan)
        dialog.kept.connect(partial(self._planned, line.plan))
        dialog.open()

    def move(self, line: PlannedLine) -> None:
        """Move a planned visit to another day, or give a postponed one its day."""
        assert line.plan is not None
        self._ask_why("Move the visit", line, partial(self._presenter.move, line.plan), day=True)

    def postpone(self, line: PlannedLine) -> None:
        """Postpone a planned visit without a new day yet."""
        self._tell_why("Postpone the visit", line, RotaStatus.POSTPONED)

    def not_held(self, line: PlannedLine) -> None:
        """Record that a planned visit did not take place."""
        self._tell_why("It did not take place", line, RotaStatus.NOT_HELD)

    def held(self, line: PlannedLine) -> None:
        """Record that a planned visit took place; its report is to come."""
        assert line.plan is not None
        work = partial(self._presenter.tell, line.plan, RotaStatus.HELD)
        self._page.load(work, partial(self._planned, line.plan))

    def _tell_why(self, title: str, line: PlannedLine, status: RotaStatus) -> None:
        assert line.plan is not None
        self._ask_why(title, line, partial(_tell, self._presenter, line.plan, status))

    def _ask_why(
        self,
        title: str,
        line: PlannedLine,
        act: Callable[[str, str], RotaVisit],
        *,
        day: bool = False,
    ) -> None:
        from visits_app.ui.planner.reason_dialog import ReasonDialog

        assert line.plan is not None
        dialog = ReasonDialog(
            self._context,
            self._page,
            title=title,
            about=line.title,
            act=act,
            meant=self._presenter.day_meant if day else None,
            look=partial(self._presenter.warnings_of_day, line.plan),
        )
        dialog.done_with.connect(partial(self._planned, line.plan))
        dialog.open()

    def _planned(self, before: RotaVisit | None, plan: RotaVisit) -> None:
        if before == plan:
            return
        when = date_in_words(plan.on_day.isoformat())
        if before is None:
            back, told = partial(self._presenter.delete, plan), "It is off the rota again."
        else:
            back, told = partial(self._presenter.take_back, before), "It is as it was."
        act = partial(undo, self._context, back, told, "rota", plan.id)
        words_of_it = {
            RotaStatus.NOT_HELD: f"Recorded: the visit of {when} did not take place.",
            RotaStatus.POSTPONED: f"Recorded: the visit of {when} is postponed.",
            RotaStatus.HELD: f"Recorded: the visit of {when} took place. Its report is to come.",
        }.get(plan.status, f"On the rota for {when}.")
        self._context.say(words_of_it, action="Undo", act=act)
        self._context.tell("rota", plan.id)

    def delete(self, line: PlannedLine) -> None:
        """Take a planned visit off the rota, with undo."""
        assert line.plan is not None
        self._page.load(partial(self._presenter.delete, line.plan), self._deleted)

    def _deleted(self, plan: RotaVisit) -> None:
        back = partial(self._presenter.keep, plan)
        act = partial(undo, self._context, back, "It is on the rota again.", "rota", plan.id)
        told = "Taken off the rota. A calendar that has it keeps it until you delete it there."
        self._context.say(told, action="Undo", act=act)
        self._context.tell("rota", plan.id)

    # --- reports ---------------------------------------------------------------------------

    def begin_report(self, line: PlannedLine) -> None:
        """Begin the report of a planned visit and open it."""
        assert line.plan is not None
        self._page.load(partial(self._presenter.begin_report, line.plan), self._begun)

    def _begun(self, visit_id: str) -> None:
        self._context.tell("visit", visit_id)
        self._context.tell("rota")
        self._context.go("visit", visit_id=visit_id)

    def open_report(self, line: PlannedLine) -> None:
        """Open the report of a visit."""
        self._context.go("visits", visit_id=line.occurrence.visit_id)

    # --- files -----------------------------------------------------------------------------

    def save_all(self) -> None:
        """Save the calendar file of all planned visits."""
        self._ask_where(None)

    def save_one(self, line: PlannedLine) -> None:
        """Save the calendar file of one planned visit."""
        self._ask_where(line.plan)

    def _ask_where(self, plan: RotaVisit | None) -> None:
        name = self._presenter.calendar_name(plan)
        places = partial(self._presenter.calendar_places, plan)
        ask_for_calendar_file(self._page, name, places, partial(self.save_calendar, plan))

    def save_calendar(self, plan: RotaVisit | None, path: str) -> None:
        """Write a calendar file to `path`."""
        work = partial(self._presenter.save_calendar, Path(path), plan)
        self._context.jobs.run(
            self._page, work, partial(say_saved, self._page), self._page.show_failure, long=True
        )


def _tell(
    presenter: PlannerPresenter, plan: RotaVisit, status: RotaStatus, _day: str, reason: str
) -> RotaVisit:
    return presenter.tell(plan, status, reason)
