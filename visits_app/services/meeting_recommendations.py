"""A recommendation made at a meeting: minuted as a decision and put on the tracker in one step."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.errors import Fault, FaultsError, VisitsError
from visits_app.domain.meetings import Decision, DecisionKind
from visits_app.domain.recommendations import Recommendation
from visits_app.domain.text import clean, date_in_words
from visits_app.domain.tracker_checks import recommendation_faults
from visits_app.services import meetings, minutes, recommendations

if TYPE_CHECKING:
    from visits_app.store.engine import Store


@dataclass(frozen=True, slots=True)
class NewRecommendation:
    """What a meeting says of a recommendation beside its words; `owner` is a role."""

    title: str
    owner: str
    due: date | None = None


def recommend(
    store: "Store",
    meeting_id: str,
    text: str,
    wanted: NewRecommendation,
    *,
    today: date,
    by: str,
    item_id: str | None = None,
) -> Decision:
    """Minute a decision that recommends, with the recommendation it makes on the tracker.

    Raises FaultsError with every fault at once; then neither is kept.
    """
    detail = meetings.meeting_detail(store, meeting_id)
    meeting = detail.meeting
    words = clean(text).strip()
    faults = meetings.decision_faults(detail, words, DecisionKind.NOTED, None, today)
    item = Recommendation(
        id="",
        reference=recommendations.free_reference(store, made_on=meeting.held_on, today=today),
        title=" ".join(clean(wanted.title).split()),
        text=words,
        origin=f"{meeting.body}, {date_in_words(meeting.held_on.isoformat())}",
        made_on=meeting.held_on,
        owner=" ".join(clean(wanted.owner).split()),
        due=wanted.due,
        body_id=meeting.body_id,
        meeting_id=meeting_id,
    )
    said = {fault.where for fault in faults}
    faults += tuple(
        fault for fault in recommendation_faults(item, today=today) if fault.where not in said
    )
    if faults:
        raise FaultsError("The decision cannot be saved yet.", _told(faults))
    kept = recommendations.put_recommendation(store, item, by=by, today=today)
    try:
        return meetings.add_decision(
            store,
            meeting_id,
            words,
            today=today,
            by=by,
            item_id=item_id,
            kind=DecisionKind.RECOMMENDATION,
            recommendation_id=kept.id,
        )
    except VisitsError:
        recommendations.take_back(store, kept.id, by=by)
        raise


def take_back(store: "Store", decision: Decision, *, by: str) -> None:
    """Undo a decision and the recommendation it made, while nothing is tied to that.

    Raises FaultsError, with the decision as it was, once something is.
    """
    assert decision.recommendation_id is not None
    minutes.take_back_decision(store, decision, by=by)
    try:
        recommendations.take_back(store, decision.recommendation_id, by=by)
    except VisitsError:
        meetings.restore_decision(store, decision, by=by)
        raise


def _told(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return faults at the fields of the decision's dialog."""
    places = {"title": "new_title", "owner": "new_owner", "due": "new_due"}
    return tuple(Fault(places.get(fault.where, fault.where), fault.what) for fault in faults)
