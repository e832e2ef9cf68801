"""What a member, or the officer, finds on opening the program."""

from __future__ import annotations

from datetime import date, datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.visits import AskStatus, VisitState
from visits_app.presenters import home_rows as rows
from visits_app.presenters.home_states import AT_MOST, HomeCard, HomeRow, HomeState
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from visits_app.domain.deadlines import Deadlines
    from visits_app.domain.privacy.decisions import Place
    from visits_app.domain.rota import RotaVisit

_ALL_VISITED = "Every team has been visited as often as it should, or has a visit planned."
_LATER = (
    ("late", "What is late"),
    ("meeting", "Next meeting"),
    ("indicators", "Indicators that need a question"),
)
"""Cards of the officer's that are read after the others: they take heavy libraries."""


class HomePresenter:
    """Reads what is on for the person at this desk.

    `state` is quick and takes nothing heavy; `later` returns the cards that are worth waiting for,
    by their keys.
    """

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._officer = space.desk is Desk.OFFICER

    def state(self, now: datetime) -> HomeState:
        """Read everything but what is read later; the officer's desk shows what arrived."""
        written, resume, count = self._written(None)
        coming, ahead = self._coming()
        if self._officer:
            waiting = {key: HomeCard(key, title, (), "", waits=True) for key, title in _LATER}
            cards: tuple[HomeCard, ...] = (
                self._arrived(),
                waiting["late"],
                waiting["meeting"],
                self._answers(),
                self._gaps(),
                waiting["indicators"],
                coming,
                written,
            )
        else:
            figures = HomeCard("figures", "Latest figures", (), "", waits=True)
            cards = (coming, written, *self._returned(), self._answers(), figures)
        return HomeState(
            greeting=_greeting(now),
            summary=_summary(count, ahead),
            cards=cards,
            resume=resume,
        )

    def later(self) -> tuple[HomeCard, ...]:
        """Read the cards that go by working days, figures or judgements."""
        from visits_app.presenters import home_later
        from visits_app.services.deadlines import deadlines

        written = self._written(deadlines(self._space.store))[0]
        if not self._officer:
            return (written, self._data_card())
        space = self._space
        return (
            written,
            home_later.late_card(space),
            home_later.meeting_card(space),
            home_later.indicators_card(space),
        )

    def begin_report(self, rota_id: str) -> str:
        """Begin the report of a planned visit and return its id."""
        from visits_app.presenters.planner import begin_report

        return begin_report(self._space, rota_id)

    def save_calendar(self, path: Path, rota_id: str) -> Path:
        """Write the calendar file of a planned visit."""
        from visits_app.presenters.rota_calendars import save_calendar

        return save_calendar(self._space, path, rota_id)

    def calendar_places(self, rota_id: str) -> list[Place]:
        """Return the words such a file would hold, for the privacy gate."""
        from visits_app.presenters.rota_calendars import calendar_places

        return calendar_places(self._space, rota_id)

    # --- to be written ---------------------------------------------------------------------

    def _written(self, deadlines: Deadlines | None) -> tuple[HomeCard, HomeRow | None, int]:
        """Return the card of what is to be finished, the draft to offer first, and how many."""
        from visits_app.services import rota_lists, visit_lists

        store, today = self._space.store, self._space.today()
        author = "" if self._officer else self._space.member_id

        def due(day: date | None) -> date | None:
            if deadlines is None or day is None:
                return None
            from visits_app.domain.deadlines import Deadline

            return deadlines.due(Deadline.SUBMIT, day)

        drafts = visit_lists.unfinished(store, author, today)
        found = [rows.draft_row(visit, today, due(visit.visit_date)) for visit in drafts]
        resume = found[0] if found else None
        if not self._officer:
            teams = self._teams()
            found += [
                rows.unreported_row(plan, teams.get(plan.team_id, ""), today, due(plan.on_day))
                for plan in rota_lists.rota_unreported(store, today=today, member_id=author)
            ]
        card = HomeCard(
            "written",
            "Being written here" if self._officer else "To finish",
            tuple(found[:AT_MOST]),
            "Nothing waits to be finished.",
            "All drafts" if len(found) > AT_MOST else "",
            "visits",
            {"state": VisitState.DRAFT.value},
        )
        return card, resume, len(found)

    # --- to come ---------------------------------------------------------------------------

    def _coming(self) -> tuple[HomeCard, int]:
        """Return the card of visits to come, of the rota and written down ahead; and how many."""
        from visits_app.services import rota_lists, visit_lists

        store, today = self._space.store, self._space.today()
        member = "" if self._officer else self._space.member_id
        drafts = visit_lists.upcoming(store, member, today)
        plans = rota_lists.rota_ahead(store, today=today, member_id=member)
        found = [(visit.visit_date or today, rows.coming_row(visit, today)) for visit in drafts]
        found += self._planned(plans[: AT_MOST + 1])
        found.sort(key=itemgetter(0))
        count = len(drafts) + len(plans)
        all_of_them = ("All planned visits", "planner" if self._officer else "visits")
        card = HomeCard(
            "coming",
            "Coming up" if self._officer else "Your next visits",
            tuple(row for _, row in found[:AT_MOST]),
            "No visits are planned. The planner puts them on the rota."
            if self._officer
            else "No visits are planned. “Record a visit” with a date ahead plans one.",
            all_of_them[0] if count > AT_MOST else "",
            all_of_them[1],
            {} if self._officer else {"state": VisitState.PLANNED.value},
        )
        return card, count

    def _planned(self, plans: tuple[RotaVisit, ...]) -> list[tuple[date, HomeRow]]:
        from visits_app.services import registers

        if not plans:
            return []
        teams, today = self._teams(), self._space.today()
        names = {member.id: member.name for member in registers.members(self._space.store)}
        found = []
        for plan in plans:
            who = ", ".join(names.get(id, id) for id in plan.member_ids)
            team = teams.get(plan.team_id, "No team")
            row = rows.rota_row(plan, team, who, today, officer=self._officer)
            found.append((plan.on_day, row))
        return found

    def _teams(self) -> dict[str, str]:
        from visits_app.services import registers

        return {team.id: team.name for team in registers.teams(self._space.store)}

    # --- come in ---------------------------------------------------------------------------

    def _arrived(self) -> HomeCard:
        from visits_app.services import arrivals

        found, count, last = arrivals.arrived(
            self._space.store, today=self._space.today(), limit=AT_MOST
        )
        if last is None:
            heading, since = "Arrived in the last month", "during the last month"
        else:
            when = date_in_words(last.held_on.isoformat())
            heading = "Arrived since the last meeting"
            since = f"since the meeting of {when}"
        return HomeCard(
            "arrived",
            f"{heading} ({count})" if count else heading,
            tuple(rows.arrived_row(one) for one in found),
            f"No report has come in {since}.",
            "All visits",
            "visits",
        )

    def _returned(self) -> tuple[HomeCard, ...]:
        """Return the card of reports that came back to the member; none where none did."""
        from visits_app.services import reports_in_hand

        found_back = reports_in_hand.returned_to(self._space.store, self._space.member_id)
        back = [one for one in found_back if not one.begun][:AT_MOST]
        if not back:
            return ()
        found = []
        for one in back:
            when = date_in_words(one.visit_date.isoformat()) if one.visit_date else "no date"
            late = one.due is not None and one.due < self._space.today()
            by = f"By {date_in_words(one.due.isoformat())}" if one.due else "Returned"
            found.append(
                HomeRow(
                    f"{one.team or 'No team'}, {when}",
                    shorten(one.note, 200) or "The officer asks you to look at it again.",
                    "visits",
                    {"visit_id": one.visit_id},
                    "Overdue" if late else by,
                    "warning",
                    "correcting",
                )
            )
        card = HomeCard("returned", "Returned to you", tuple(found), "Nothing was returned.")
        return (card,)

    def _gaps(self) -> HomeCard:
        from visits_app.services import visit_lists

        today = self._space.today()
        teams = visit_lists.coverage(self._space.store, today)
        due = [team for team in teams if team.is_due(today)]
        due.sort(key=lambda team: team.last.isoformat() if team.last else "")
        return HomeCard(
            "gaps",
            f"Teams waiting for a visit ({len(due)})" if due else "Teams waiting for a visit",
            tuple(rows.gap_row(team) for team in due[:AT_MOST]),
            _ALL_VISITED if teams else "Teams are kept in the register; none is there yet.",
            "Plan visits" if due else ("" if teams else "Open the register"),
            "planner" if teams else "register",
        )

    def _answers(self) -> HomeCard:
        from visits_app.services import asks as ask_services
        from visits_app.services import questions

        store, today, officer = self._space.store, self._space.today(), self._officer
        if officer:
            asks = ask_services.open_asks(store, limit=AT_MOST)
            put = questions.questions_with_status(store, (AskStatus.OPEN,), limit=AT_MOST)
            heading, empty = "Answers the service owes", "No ask is waiting for an answer."
        else:
            asks = ask_services.answers_to_my_asks(store, self._space.member_id, limit=AT_MOST)
            put = questions.answers_to_my_questions(store, self._space.by, limit=AT_MOST)
            heading = "What came of your visits and questions"
            empty = "When the service answers something you asked for, it is shown here."
        found = [(rows.answer_place(one.ask, officer), rows.ask_row(one, today)) for one in asks]
        for one in put:
            place = rows.answer_place(one.question, officer)
            found.append((place, rows.question_row(one, today)))
        found.sort(key=itemgetter(0), reverse=not officer)
        shown = tuple(row for _, row in found[:AT_MOST])
        return HomeCard("answers", heading, shown, empty, "All actions", "actions")

    def _data_card(self) -> HomeCard:
        from visits_app.presenters.indicators import latest_figures

        found = tuple(
            HomeRow(
                figure.name,
                " · ".join(part for part in (figure.latest, figure.target, figure.when) if part),
                "indicator",
                {"indicator_id": figure.indicator_id},
                "Illustration" if figure.illustration else "",
            )
            for figure in latest_figures(self._space, limit=AT_MOST)
        )
        return HomeCard(
            "figures",
            "Latest figures",
            found,
            "No indicators yet.",
            "All indicators",
            "indicators",
        )


def _greeting(now: datetime) -> str:
    if now.hour < 12:
        return "Good morning"
    return "Good afternoon" if now.hour < 18 else "Good evening"


def _summary(drafts: int, coming: int) -> str:
    parts = []
    if drafts:
        parts.append("one report to finish" if drafts == 1 else f"{drafts} reports to finish")
    if coming:
        parts.append("one visit coming up" if coming == 1 else f"{coming} visits coming up")
    text = ", ".join(parts) or "nothing is waiting for you"
    return text[0].upper() + text[1:] + "."
