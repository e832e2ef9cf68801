"""What makes an action sound, and who may say that it was done."""

from dataclasses import dataclass
from datetime import date, timedelta

from visits_app.domain.actions import Action
from visits_app.domain.errors import Fault
from visits_app.domain.text import date_in_words, too_long
from visits_app.domain.visits import AskStatus

LONGEST_TEXT = 2_000
"""Characters of an action: more than that is several."""

LONGEST_OWNER = 200
"""Characters of the role that is to act."""

_LATEST_DUE = timedelta(days=5 * 366)


def action_faults(text: str, owner: str, due: date | None, raised_on: date) -> tuple[Fault, ...]:
    """Return everything wrong with a new action; `where` is "text", "owner" or "due"."""
    faults = []
    if not text:
        faults.append(Fault("text", "say what is to be done."))
    elif len(text) > LONGEST_TEXT:
        most = f"{LONGEST_TEXT:,}"
        faults.append(Fault("text", f"this is longer than {most} characters. Shorten it."))
    if not owner:
        faults.append(Fault("owner", "say who is to act: a role, such as head of service."))
    elif len(owner) > LONGEST_OWNER:
        what = f"this is longer than {LONGEST_OWNER} characters. Give the role alone."
        faults.append(Fault("owner", what))
    faults += due_faults(due, raised_on)
    return tuple(faults)


def due_faults(due: date | None, raised_on: date) -> tuple[Fault, ...]:
    """Return what is wrong with the day an action is due, which was raised on another."""
    if due is None:
        return (Fault("due", "give the day it is due, such as 4 March 2027."),)
    if due < raised_on:
        when = date_in_words(raised_on.isoformat())
        return (Fault("due", f"this day is before the action was raised, on {when}."),)
    if due - raised_on > _LATEST_DUE:
        return (Fault("due", "this is more than five years ahead. Give an earlier day."),)
    return ()


def response_faults(
    action: Action, status: AskStatus, response: str, evidence: str, on: date
) -> tuple[Fault, ...]:
    """Return what is wrong with an answer; `where` is "status", "response", "evidence" or "on"."""
    faults = []
    if status is AskStatus.VERIFIED:
        what = "only a member can verify, at a later visit. Choose “Done, to be verified”."
        faults.append(Fault("status", what))
    if status is AskStatus.OPEN and response:
        faults.append(Fault("status", "choose what was answered."))
    if status in {AskStatus.DECLINED, AskStatus.PART} and not response:
        faults.append(Fault("response", "write the reason that was given."))
    if action.raised_on is not None and on < action.raised_on:
        faults.append(Fault("on", "the answer is dated before the action was raised."))
    for where, words in (("response", response), ("evidence", evidence)):
        if too_long(words):
            faults.append(Fault(where, "this is longer than one field can hold. Shorten it."))
    return tuple(faults)


@dataclass(frozen=True, slots=True)
class VerifyingVisit:
    """A visit at which an action could be verified: submitted, with who went."""

    visit_id: str
    reference: str
    team: str
    day: date
    member_ids: tuple[str, ...]


def verification_faults(action: Action, visit: VerifyingVisit, member_id: str) -> tuple[Fault, ...]:
    """Return why a member cannot verify an action by a visit; `where` is "visit" or "member".

    The visit comes after the action was raised, is not the visit it came from, and the member was
    on it: a service never verifies its own work.
    """
    faults = []
    if action.status is AskStatus.VERIFIED:
        faults.append(Fault("visit", "this was verified already."))
    if action.visit_id == visit.visit_id:
        faults.append(Fault("visit", "choose a later visit than the one it came from."))
    elif action.raised_on is not None and visit.day < action.raised_on:
        when = date_in_words(action.raised_on.isoformat())
        faults.append(Fault("visit", f"this visit was before the action was raised, on {when}."))
    if member_id not in visit.member_ids:
        faults.append(Fault("member", "choose a member who was on that visit."))
    return tuple(faults)
