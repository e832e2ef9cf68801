"""What may be done next with a submitted report, what it needs, by when, and what can be undone.

The life of a report runs: submitted → checked and marked → with the service for its facts → facts
back → agreed → answered → team told → closed. The member has it in between where it is returned.
A visit that was not held has nothing to check with the service: it is checked and closed.

An amendment is a new version. It does not send an agreed report back to the start, but nothing
further is done before somebody has looked at the new words and their marking again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from visits_app.domain.deadlines import Deadline, Deadlines
from visits_app.domain.errors import Fault
from visits_app.domain.reviews import Review, ReviewStage, ReviewStep, StepKind
from visits_app.domain.schedule_12a import PARAGRAPHS, PUBLIC_INTEREST
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Marking

_S, _K = ReviewStage, StepKind

NEXT: Mapping[ReviewStage, tuple[StepKind, ...]] = {
    _S.SUBMITTED: (_K.CHECK, _K.RETURN),
    _S.RETURNED: (_K.RESUBMIT,),
    _S.CHECKED: (_K.SEND_FOR_FACTS, _K.RETURN),
    _S.WITH_SERVICE: (_K.FACTS_BACK, _K.NO_FACTS_BACK),
    _S.FACTS_BACK: (_K.AGREE,),
    _S.AGREED: (_K.RESPONSES_IN, _K.NO_RESPONSE),
    _S.RESPONDED: (_K.TELL_TEAM,),
    _S.TEAM_TOLD: (_K.CLOSE,),
    _S.CLOSED: (_K.REOPEN,),
}
"""The steps at each stage, the usual one first. RESUBMIT is the member's, by submitting."""

_LEADS_TO: Mapping[StepKind, ReviewStage] = {
    _K.RETURN: _S.RETURNED,
    _K.RESUBMIT: _S.SUBMITTED,
    _K.CHECK: _S.CHECKED,
    _K.SEND_FOR_FACTS: _S.WITH_SERVICE,
    _K.FACTS_BACK: _S.FACTS_BACK,
    _K.NO_FACTS_BACK: _S.FACTS_BACK,
    _K.AGREE: _S.AGREED,
    _K.RESPONSES_IN: _S.RESPONDED,
    _K.NO_RESPONSE: _S.RESPONDED,
    _K.TELL_TEAM: _S.TEAM_TOLD,
    _K.CLOSE: _S.CLOSED,
}

_NEXT_DEADLINE: Mapping[StepKind, Deadline] = {
    _K.RETURN: Deadline.SUBMIT,
    _K.RESUBMIT: Deadline.CHECK,
    _K.SEND_FOR_FACTS: Deadline.FACTS,
    _K.FACTS_BACK: Deadline.AGREE,
    _K.NO_FACTS_BACK: Deadline.AGREE,
    _K.AGREE: Deadline.RESPOND,
    _K.RESPONSES_IN: Deadline.TELL_TEAM,
    _K.NO_RESPONSE: Deadline.TELL_TEAM,
}

NOTED: frozenset[StepKind] = frozenset({_K.RETURN, _K.REOPEN})
"""Steps that always need a note."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides what may be done with a report on a day.

    `revision` is its newest sealed version, `checked_revision` the one last checked (0 for none).
    `waiting_corrections` are undecided, `accepted_corrections` accepted and not amended yet;
    `unanswered` asks have no response, `open_asks` are neither verified nor declined.
    `closed_from` is where a closed report stood before.
    """

    review: Review
    revision: int
    checked_revision: int = 0
    held: bool = True
    being_corrected: bool = False
    missing: tuple[str, ...] = ()
    """What is wanting in the report, in words; nothing of it can be checked off."""
    referral: bool = False
    """Whether the report says that a concern was passed on."""
    waiting_corrections: int = 0
    accepted_corrections: int = 0
    unanswered: int = 0
    asks: int = 0
    open_asks: int = 0
    closed_from: ReviewStage = ReviewStage.TEAM_TOLD

    @property
    def stage(self) -> ReviewStage:
        """Where the report stands."""
        return self.review.stage

    @property
    def amended_since_check(self) -> bool:
        """Whether the newest version has not been looked at though an older one was."""
        return 0 < self.checked_revision < self.revision


def possible_steps(standing: Standing) -> tuple[StepKind, ...]:
    """Return the steps that belong to where a report stands, the usual one first.

    What each still needs is in `step_faults`.
    """
    stage = standing.stage
    if stage is _S.RETURNED:
        return ()
    if standing.amended_since_check and stage is not _S.SUBMITTED:
        return (_K.CHECK, _K.RETURN) if stage is _S.CHECKED else (_K.CHECK,)
    steps = NEXT[stage]
    if stage is _S.CHECKED and not standing.held:
        return (_K.CLOSE, _K.RETURN)
    if stage is _S.AGREED and not standing.unanswered:
        return (_K.RESPONSES_IN,)
    return steps


def step_faults(
    step: StepKind, standing: Standing, today: date, *, on: date | None = None, note: str = ""
) -> tuple[Fault, ...]:
    """Return everything in the way of a step; `where` is "step", "note", "on" or "marking".

    `on` is the day it was done, `today` where it is not given.
    """
    if step is _K.RESUBMIT or step not in possible_steps(standing):
        return (Fault("step", _not_now(step, standing)),)
    found = [Fault("step", what) for what in _wanting(step, standing, today)]
    if step is _K.CHECK:
        found += marking_faults(standing.review)
        if standing.review.marking is Marking.UNMARKED:
            found.append(Fault("marking", "mark it open, restricted or exempt first."))
    if step in NOTED and not note.strip():
        found.append(Fault("note", _NOTE_FOR[step]))
    if step is _K.CLOSE and standing.open_asks and not note.strip():
        found.append(Fault("note", still_open(standing)))
    day = today if on is None else on
    if day > today:
        found.append(Fault("on", "this day has not come yet."))
    if day < standing.review.since:
        since = date_in_words(standing.review.since.isoformat())
        found.append(Fault("on", f"the step before it was taken on {since}."))
    return tuple(found)


def still_open(standing: Standing) -> str:
    """Say how many asks are neither verified nor declined; "" for none."""
    count = standing.open_asks
    if not count:
        return ""
    asks = "one ask is" if count == 1 else f"{count} asks are"
    return f"{asks} neither verified nor declined. Say why it is closed all the same."


def stage_after(step: StepKind, standing: Standing) -> ReviewStage:
    """Return where a report stands after a step."""
    stage = standing.stage
    if step is _K.REOPEN:
        return standing.closed_from
    if step is _K.RESUBMIT and stage not in {_S.SUBMITTED, _S.RETURNED}:
        return stage
    if step is _K.CHECK and stage is not _S.SUBMITTED:
        return stage
    return _LEADS_TO[step]


def due_after(step: StepKind, standing: Standing, day: date, deadlines: Deadlines) -> date | None:
    """Return the day the next step is due after one taken on `day`; None where none is.

    A check leaves the day as it was: by then the sheet should be on its way. So does an amendment
    of a report that was checked before.
    """
    stays = stage_after(step, standing) is standing.stage
    if step is _K.CHECK or (stays and step is _K.RESUBMIT):
        return standing.review.due if standing.held else None
    deadline = _NEXT_DEADLINE.get(step)
    return deadlines.due(deadline, day) if deadline else None


def due_when_submitted(day: date, deadlines: Deadlines) -> date:
    """Return the day a report submitted on `day` is to be checked by."""
    return deadlines.due(Deadline.CHECK, day)


def why_not_undone(steps: tuple[ReviewStep, ...], step_id: str, standing: Standing) -> str:
    """Return why a step cannot be taken back, "" where it can; `steps` are oldest first."""
    live = [step for step in steps if step.undone_at is None]
    step = next((one for one in live if one.id == step_id), None)
    if step is None:
        return "This step was taken back already."
    if live[-1].id != step_id:
        return "Only the last step can be taken back; take back what came after it first."
    if step.step is _K.RESUBMIT:
        return "The member submitted it: a sealed version stays. Return it to the member instead."
    if step.left_laptop:
        return "What was sent cannot be called back, so this step stays."
    if step.step is _K.RETURN and standing.being_corrected:
        return "The member has begun to correct the report."
    return ""


def is_late(due: date | None, today: date) -> bool:
    """Say whether a step that was due has not been taken by then."""
    return due is not None and due < today


def marking_faults(review: Review) -> tuple[Fault, ...]:
    """Return what is wrong with how a report is marked; `where` is a field of `Review`.

    An exempt report needs its paragraph and the public interest; a restricted one a reason.
    """
    found = []
    reason = review.marking_reason.strip()
    if review.marking is Marking.EXEMPT:
        if review.paragraph not in PARAGRAPHS:
            found.append(Fault("paragraph", "choose the paragraph of Schedule 12A it rests on."))
        if not reason:
            found.append(Fault("marking_reason", _small(PUBLIC_INTEREST)))
    elif review.paragraph is not None:
        found.append(Fault("paragraph", "only an exempt report rests on a paragraph."))
    if review.marking is Marking.RESTRICTED and not reason:
        found.append(Fault("marking_reason", "say why it is restricted."))
    return tuple(found)


def marking_of_amended(marking: Marking) -> Marking:
    """Return how an amended report is marked until somebody looks: what was kept back stays so."""
    return Marking.UNMARKED if marking is Marking.OPEN else marking


_NOTE_FOR: Mapping[StepKind, str] = {
    _K.RETURN: "say what the member should change.",
    _K.REOPEN: "say why it is opened again.",
}


def _not_now(step: StepKind, standing: Standing) -> str:
    if step is _K.RESUBMIT:
        return "the member submits the report again; it is not done here."
    if standing.stage is _S.RETURNED:
        return "the member has the report; it comes back when it is submitted again."
    if standing.amended_since_check:
        return "the report was amended since it was checked: check the new version first."
    return f"the report stands at “{standing.stage.label}”, where this cannot be done."


def _wanting(step: StepKind, standing: Standing, today: date) -> list[str]:
    found = []
    if standing.being_corrected and step is not _K.RETURN:
        found.append("the member is correcting the report; wait until it is submitted.")
    if step is _K.CHECK:
        found += standing.missing
        if standing.referral and not standing.review.procedure_checked:
            found.append(
                "a concern was passed on: confirm that the council’s procedure was followed."
            )
    if step in {_K.NO_FACTS_BACK, _K.NO_RESPONSE} and not is_late(standing.review.due, today):
        due = standing.review.due
        day = f" until {date_in_words(due.isoformat())}" if due else " still"
        found.append(f"the service has time{day}.")
    if step is _K.AGREE:
        found += _corrections_wanting(standing)
    if step is _K.RESPONSES_IN and standing.unanswered:
        count = standing.unanswered
        found.append(f"{'one ask has' if count == 1 else f'{count} asks have'} no response yet.")
    return found


def _corrections_wanting(standing: Standing) -> list[str]:
    found = []
    if count := standing.waiting_corrections:
        what = "one correction is" if count == 1 else f"{count} corrections are"
        found.append(f"{what} not decided yet.")
    if count := standing.accepted_corrections:
        what = "one accepted correction waits" if count == 1 else f"{count} accepted ones wait"
        found.append(f"{what} for the member’s amendment.")
    return found


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
