"""What the officer writes down about a recommendation: typed words become records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.actions import Action, ActionOrigin
from visits_app.domain.dates import read_date
from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.meetings import Meeting
from visits_app.domain.recommendations import (
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.text import date_in_words
from visits_app.domain.tracker_checks import ACCEPTABLE, CLAIMABLE
from visits_app.domain.tracker_rules import is_outstanding
from visits_app.presenters.actions import ActionsPresenter
from visits_app.presenters.recommendation_states import Choice
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.recommendations import Acceptance, ProgressUpdate
    from visits_app.domain.tracker import TrackerLine
    from visits_app.services.recommendations import GivenResponse

Typed = Mapping[str, str]
"""Field → what is written in it; choices are their values, dates as people type them."""

RESPONSES = tuple(Choice(response.value, response.label) for response in Response)
CLAIMS = tuple(Choice(status.value, status.label) for status in CLAIMABLE)
ACCEPTANCES = tuple(Choice(status.value, status.label) for status in ACCEPTABLE)

_NO_DAY = "write a date such as 4 March 2014, or leave it empty."


@dataclass(frozen=True, slots=True)
class FormStart:
    """How a dialog begins: what it is about, what stands in its fields, what can be chosen."""

    id: str
    heading: str
    told: str
    """What the one who fills it in should know first."""
    fields: Mapping[str, str]
    meetings: tuple[Choice, ...] = ()


class RecommendationForms:
    """Begins and saves the dialogs about recommendations; every method belongs in a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    # --- the recommendation itself --------------------------------------------------------

    def begin(self, recommendation_id: str = "") -> FormStart:
        """Return what to start adding or changing a recommendation with."""
        from visits_app.services import recommendations

        meetings = self._meetings()
        if not recommendation_id:
            reference = recommendations.free_reference(
                self._space.store, made_on=None, today=self._space.today()
            )
            fields = {"reference": reference, "made_on": _words(self._space.today())}
            return FormStart("", "Add a recommendation", "", fields, meetings)
        item = self._line(recommendation_id).recommendation
        fields = {
            "reference": item.reference,
            "title": item.title,
            "text": item.text,
            "made_on": _words(item.made_on),
            "meeting_id": item.meeting_id or "",
            "origin": item.origin,
            "owner": item.owner,
            "service_area": item.service_area,
            "due": _words(item.due),
            "due_text": item.due_text,
            "review_on": _words(item.review_on),
            "year": item.year,
            "note": item.note,
        }
        told = "Status, response and progress are recorded with their own buttons."
        return FormStart(item.id, f"Change {item.reference}", told, fields, meetings)

    def put(self, recommendation_id: str, typed: Typed) -> Recommendation:
        """Add a recommendation ("" as its id) or change one."""
        from visits_app.services import recommendations

        days, faults = self._days(typed, "made_on", "due", "review_on")
        before = self._line(recommendation_id).recommendation if recommendation_id else _EMPTY
        item = replace(
            before,
            reference=typed.get("reference", ""),
            title=typed.get("title", ""),
            text=typed.get("text", ""),
            made_on=days["made_on"],
            meeting_id=typed.get("meeting_id") or None,
            origin=typed.get("origin", ""),
            owner=typed.get("owner", ""),
            service_area=typed.get("service_area", ""),
            due=days["due"],
            due_text=typed.get("due_text", ""),
            review_on=days["review_on"],
            year=typed.get("year", ""),
            note=typed.get("note", ""),
        )
        if faults:
            raise FaultsError("The recommendation cannot be saved.", tuple(faults))
        return recommendations.put_recommendation(
            self._space.store, item, by=self._space.by, today=self._space.today()
        )

    def put_back(self, before: Recommendation) -> None:
        """Undo a change of a recommendation."""
        from visits_app.services import recommendations

        recommendations.put_recommendation(
            self._space.store, before, by=self._space.by, today=self._space.today()
        )

    def take_back(self, recommendation_id: str) -> None:
        """Undo the adding of a recommendation."""
        from visits_app.services import recommendations

        recommendations.take_back(self._space.store, recommendation_id, by=self._space.by)

    def before(self, recommendation_id: str) -> Recommendation:
        """Return a recommendation as it is, to put it back later."""
        return self._line(recommendation_id).recommendation

    # --- response, update, acceptance ------------------------------------------------------

    def begin_response(self, recommendation_id: str) -> FormStart:
        """Return what to start recording the executive's response with."""
        item = self._line(recommendation_id).recommendation
        fields = {
            "response": item.response.value,
            "reason": item.response_reason,
            "responded_on": _words(item.responded_on),
            "timetable": item.timetable,
            "cabinet_member": item.cabinet_member,
            "executive_on": _words(item.executive_on),
        }
        told = "“Accepted in principle” promises nothing: record what will be done and by when."
        return FormStart(item.id, f"{item.reference} {item.title}", told, fields)

    def respond(self, recommendation_id: str, typed: Typed) -> Recommendation:
        """Record the executive's response and return the recommendation as it was before."""
        from visits_app.services.recommendations import GivenResponse

        days, faults = self._days(typed, "responded_on", "executive_on")
        if faults:
            raise FaultsError("The response cannot be recorded.", tuple(faults))
        given = GivenResponse(
            Response(typed.get("response") or "awaited"),
            typed.get("reason", ""),
            days["responded_on"],
            typed.get("timetable", ""),
            typed.get("cabinet_member", ""),
            days["executive_on"],
        )
        before, _after = self._record(recommendation_id, given)
        return before

    def unrespond(self, before: Recommendation) -> None:
        """Undo a response."""
        from visits_app.services.recommendations import GivenResponse

        given = GivenResponse(
            before.response,
            before.response_reason,
            before.responded_on,
            before.timetable,
            before.cabinet_member,
            before.executive_on,
        )
        self._record(before.id, given)

    def begin_update(self, recommendation_id: str) -> FormStart:
        """Return what to start adding an update with."""
        line = self._line(recommendation_id)
        item = line.recommendation
        claimed = line.claimed
        fields = {
            "status": claimed.status.value if claimed else item.status.value,
            "told_by": claimed.told_by if claimed else item.owner,
            "told_on": _words(self._space.today()),
        }
        told = (
            "An update stays on record as it is; a mistaken one is answered by a further one. "
            "Members confirm completion at a meeting."
        )
        return FormStart(item.id, f"{item.reference} {item.title}", told, fields)

    def tell(self, recommendation_id: str, typed: Typed) -> ProgressUpdate:
        """Add what officers claim."""
        from visits_app.services import recommendations

        days, faults = self._days(typed, "told_on", "due")
        told_on = days["told_on"]
        if told_on is None:
            faults = faults or [Fault("told_on", "give the day of the update.")]
        if faults or told_on is None:
            raise FaultsError("The update cannot be recorded.", tuple(faults))
        return recommendations.add_update(
            self._space.store,
            recommendation_id,
            told_on=told_on,
            told_by=typed.get("told_by", ""),
            status=RecommendationStatus(typed["status"]),
            text=typed.get("text", ""),
            due=days["due"],
            by=self._space.by,
            today=self._space.today(),
        )

    def begin_acceptance(self, recommendation_id: str) -> FormStart:
        """Return what to start recording a meeting's acceptance with: what is claimed now."""
        line = self._line(recommendation_id)
        item, claimed = line.recommendation, line.claimed
        settled = line.accepted.acceptance if line.accepted else None
        fields = {"status": item.status.value}
        told = line.standing
        if claimed is not None and is_outstanding(claimed, settled):
            done = claimed.status is RecommendationStatus.DONE_UNVERIFIED
            status = RecommendationStatus.COMPLETE if done else claimed.status
            due = "" if done else _words(claimed.due)
            fields = {"status": status.value, "due": due}
            told = f"{line.standing} They say: {claimed.text}"
        today = self._space.today()
        found = self._held(until=today, since=item.made_on)
        # the newest meeting that can have known of the claim
        if found and (claimed is None or found[0].held_on >= claimed.told_on):
            fields["meeting"] = found[0].id
        held = (Choice("", "Choose the meeting"), *map(_named, found))
        return FormStart(item.id, f"{item.reference} {item.title}", told, fields, held)

    def accept(self, recommendation_id: str, typed: Typed) -> Acceptance:
        """Record what a meeting accepted."""
        from visits_app.services import recommendations

        days, faults = self._days(typed, "due")
        if faults:
            raise FaultsError("The acceptance cannot be recorded.", tuple(faults))
        return recommendations.accept_at_meeting(
            self._space.store,
            recommendation_id,
            typed.get("meeting", ""),
            status=RecommendationStatus(typed["status"]),
            due=days["due"],
            note=typed.get("note", ""),
            by=self._space.by,
            today=self._space.today(),
        )

    def begin_action(self, recommendation_id: str) -> FormStart:
        """Return what to start an action of a recommendation with."""
        item = self._line(recommendation_id).recommendation
        told = "It stands in the list of actions with those of visits and meetings."
        heading = f"{item.reference} {item.title}"
        return FormStart(item.id, heading, told, {"owner": item.owner})

    def raise_action(self, recommendation_id: str, typed: Typed) -> Action:
        """Make an action of a recommendation."""
        presenter = ActionsPresenter(self._space)
        return presenter.raise_action(
            ActionOrigin.RECOMMENDATION,
            recommendation_id,
            typed.get("text", ""),
            typed.get("owner", ""),
            typed.get("due", ""),
        )

    def withdraw_action(self, action_id: str) -> None:
        """Undo the making of an action."""
        ActionsPresenter(self._space).withdraw(action_id)

    # --- inside ----------------------------------------------------------------------------

    def _line(self, recommendation_id: str) -> TrackerLine:
        from visits_app.services import recommendations

        if not recommendation_id:
            raise UnknownRecord("Choose a recommendation from the list first.")
        return recommendations.tracker_line(
            self._space.store, recommendation_id, today=self._space.today()
        )

    def _record(
        self, recommendation_id: str, given: GivenResponse
    ) -> tuple[Recommendation, Recommendation]:
        from visits_app.services import recommendations

        return recommendations.record_response(
            self._space.store,
            recommendation_id,
            given,
            by=self._space.by,
            today=self._space.today(),
        )

    def _meetings(self) -> tuple[Choice, ...]:
        """Return the meetings there are, newest first, behind "none"."""
        return (Choice("", "No meeting named"), *map(_named, self._held()))

    def _held(self, *, until: date | None = None, since: date | None = None) -> tuple[Meeting, ...]:
        """Return meetings of some time, newest first, those that did not take place left out."""
        from visits_app.services import registers

        return tuple(
            meeting
            for meeting in reversed(registers.meetings(self._space.store))
            if (until is None or meeting.held_on <= until)
            and (since is None or meeting.held_on >= since)
            and meeting.held is not False
        )

    def _days(self, typed: Typed, *keys: str) -> tuple[dict[str, date | None], list[Fault]]:
        """Read the days that were typed; what is no day is a fault, empty is None."""
        days: dict[str, date | None] = {}
        faults = []
        for key in keys:
            words = typed.get(key, "").strip()
            days[key] = read_date(words, self._space.today()) if words else None
            if words and days[key] is None:
                faults.append(Fault(key, _NO_DAY))
        return days, faults


_EMPTY = Recommendation("", "", "", "")


def _words(day: date | None) -> str:
    return date_in_words(day.isoformat()) if day else ""


def _named(meeting: Meeting) -> Choice:
    return Choice(meeting.id, f"{meeting.body}, {_words(meeting.held_on)}")
