"""The life of one report in words: what was done, what is to be done, what that needs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain import referrals
from visits_app.domain.review_rules import (
    NOTED,
    Standing,
    possible_steps,
    step_faults,
    still_open,
    why_not_undone,
)
from visits_app.domain.reviews import (
    Correction,
    CorrectionDecision,
    ReviewStage,
    ReviewStep,
    StepKind,
)
from visits_app.domain.schedule_12a import PARAGRAPHS, PUBLIC_INTEREST
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Ask, AskStatus, Marking, Visit
from visits_app.presenters.review_states import (
    CorrectionLine,
    LifeLine,
    MarkingState,
    ResponseLine,
    StepOffer,
)
from visits_app.presenters.reviews import MARKING_WORDS, due_chip
from visits_app.presenters.workspace import Desk

if TYPE_CHECKING:
    from visits_app.domain.names import Names

_AHEAD = (
    ReviewStage.CHECKED,
    ReviewStage.WITH_SERVICE,
    ReviewStage.FACTS_BACK,
    ReviewStage.AGREED,
    ReviewStage.RESPONDED,
    ReviewStage.TEAM_TOLD,
    ReviewStage.CLOSED,
)
"""The stages after the first in the order a report reaches them."""

_OFFERS: dict[StepKind, tuple[str, str, str]] = {
    StepKind.CHECK: ("Check off", "Complete and marked: it may go to the service.", "tick"),
    StepKind.RETURN: ("Return to the member…", "With a note of what to change.", "back"),
    StepKind.SEND_FOR_FACTS: (
        "Save the sheet for the service…",
        "The passages of the report, for the service to say whether the facts are right.",
        "send",
    ),
    StepKind.FACTS_BACK: (
        "The service has answered",
        "Take its sheet in first; corrections may come in later as well.",
        "tick",
    ),
    StepKind.NO_FACTS_BACK: ("Go on without an answer", "The day has passed.", "time"),
    StepKind.AGREE: ("Agree the report", "Its facts are settled; the words stand.", "tick"),
    StepKind.RESPONSES_IN: ("Every response is in", "The asks are answered.", "tick"),
    StepKind.NO_RESPONSE: (
        "Publish with “no response”",
        "The day has passed; the report says where nothing came.",
        "time",
    ),
    StepKind.TELL_TEAM: ("Write to the team…", "The letter of what came of the visit.", "send"),
    StepKind.CLOSE: ("Close the report", "Every ask is verified or declined.", "complete"),
    StepKind.REOPEN: ("Open it again…", "With a note of why.", "undo"),
}

_NOTE_LABELS = {
    StepKind.RETURN: "What should the member change?",
    StepKind.REOPEN: "Why is it opened again?",
    StepKind.CLOSE: "Why is it closed all the same?",
}

_WAITS = {
    ReviewStage.SUBMITTED: "To be checked and marked",
    ReviewStage.RETURNED: "With the member",
    ReviewStage.CHECKED: "To go to the service",
    ReviewStage.WITH_SERVICE: "Waiting for the service",
    ReviewStage.FACTS_BACK: "Corrections to decide, then to be agreed",
    ReviewStage.AGREED: "Waiting for responses",
    ReviewStage.RESPONDED: "The team to be told",
    ReviewStage.TEAM_TOLD: "To be closed",
}

_SENTENCES = {
    ReviewStage.SUBMITTED: "Look it through, mark it, and check it off, or return it.",
    ReviewStage.RETURNED: "The member has it. It comes back when it is submitted again.",
    ReviewStage.CHECKED: "Send the service the sheet of facts.",
    ReviewStage.WITH_SERVICE: "The service checks the facts. Take its sheet in when it comes.",
    ReviewStage.FACTS_BACK: "Decide each correction, then agree the report.",
    ReviewStage.AGREED: "The service answers each ask, one by one or with a sheet.",
    ReviewStage.RESPONDED: "Tell the team what came of the visit.",
    ReviewStage.TEAM_TOLD: "Close it when every ask is verified or declined.",
    ReviewStage.CLOSED: "Nothing waits. What was asked stays on record.",
}


def member_has_it(now: Standing) -> bool:
    """Say whether the member is to change the report."""
    return now.stage is ReviewStage.RETURNED or now.accepted_corrections > 0


def review_chips(now: Standing, today: date) -> tuple[tuple[str, str, str], ...]:
    """Return where a report stands, when its next step is due, and how it is marked."""
    closed = now.stage is ReviewStage.CLOSED
    found = [(now.stage.label, "good" if closed else "accent", "complete" if closed else "right")]
    if due := due_chip(now.review.due, today):
        found.append(due)
    unmarked = now.review.marking is Marking.UNMARKED
    kept = now.review.marking in {Marking.RESTRICTED, Marking.EXEMPT}
    icon = "flag" if unmarked else "sealed" if kept else "open"
    found.append((MARKING_WORDS[now.review.marking], "warning" if unmarked else "plain", icon))
    return tuple(found)


def what_to_do(now: Standing) -> str:
    """Return what is to be done now, in a sentence."""
    if now.being_corrected and now.stage is ReviewStage.RETURNED:
        return "The member is correcting the report; it comes back when it is submitted."
    if now.amended_since_check and now.stage not in {ReviewStage.SUBMITTED, ReviewStage.RETURNED}:
        return "The report was amended. Look at the new version and its marking, and check it off."
    if now.stage is ReviewStage.CHECKED and not now.held:
        return "The visit did not take place, so there is nothing to ask the service."
    if now.stage is ReviewStage.FACTS_BACK and now.accepted_corrections:
        return "Accepted corrections wait for the member’s amendment."
    return _SENTENCES[now.stage]


def step_offers(now: Standing, today: date) -> tuple[StepOffer, ...]:
    """Return the steps that may be taken, the usual one first, each with what is in the way."""
    found = []
    for step in possible_steps(now):
        words, hint, icon = _OFFERS[step]
        needs_note = step in NOTED or (step is StepKind.CLOSE and now.open_asks > 0)
        faults = step_faults(step, now, today, note="given" if needs_note else "")
        if step is StepKind.CLOSE and now.open_asks:
            hint = still_open(now)
            hint = f"{hint[:1].upper()}{hint[1:]}"
        way = {StepKind.SEND_FOR_FACTS: "facts", StepKind.TELL_TEAM: "letter"}.get(step, "step")
        found.append(
            StepOffer(
                step,
                f"{words}…" if needs_note and not words.endswith("…") else words,
                hint,
                icon,
                blocked=tuple(dict.fromkeys(fault.what for fault in faults)),
                needs_note=needs_note,
                note_label=_NOTE_LABELS.get(step, "Note (optional)"),
                way=way,
            )
        )
    return tuple(found)


def life_lines(
    visit: Visit, steps: tuple[ReviewStep, ...], now: Standing, names: Names
) -> tuple[LifeLine, ...]:
    """Return what was done, oldest first, where the report stands, and what lies ahead."""
    submitted = visit.submitted_at.astimezone().date() if visit.submitted_at else None
    author = names.members.get(visit.author_id, "")
    lines = [LifeLine("Submitted", _when(submitted, author), "done", "send")]
    for step in steps:
        who = _who(step.recorded_by, names)
        undone = step.undone_at is not None
        text = _when(step.on_day, who)
        if step.undone_at is not None:
            day = step.undone_at.astimezone().date()
            text += f". Taken back {_when(day, _who(step.undone_by, names))}"
        lines.append(
            LifeLine(
                step.step.label,
                text,
                "undone" if undone else "done",
                "undo" if undone else "tick",
                step.note,
                step.id,
                "" if undone else why_not_undone(steps, step.id, now),
            )
        )
    if now.stage is not ReviewStage.CLOSED:
        due = now.review.due
        text = f"Due {date_in_words(due.isoformat())}" if due else ""
        nothing_to_ask = now.stage is ReviewStage.CHECKED and not now.held
        waits = "To be closed" if nothing_to_ask else _WAITS[now.stage]
        lines.append(LifeLine(waits, text, "now", "right"))
    lines += [
        LifeLine(stage.label, "", "ahead", "circle")
        for stage in (_AHEAD if now.held else (ReviewStage.CHECKED, ReviewStage.CLOSED))
        if _is_ahead(stage, now.stage)
    ]
    return tuple(lines)


def _is_ahead(stage: ReviewStage, at: ReviewStage) -> bool:
    place = _AHEAD.index(at) if at in _AHEAD else -1
    return _AHEAD.index(stage) > place


def _when(day: date | None, who: str) -> str:
    words = date_in_words(day.isoformat()) if day else "day not known"
    return f"{words}, by {who}" if who else words


def _who(by: str, names: Names) -> str:
    if by in names.members:
        return names.members[by]
    return {Desk.OFFICER.value: "the governance officer", "example": "the example"}.get(by, "")


def marking_state(
    now: Standing, visit: Visit, procedures: tuple[tuple[str, str], ...]
) -> MarkingState:
    """Return how a report is marked and what is asked about it."""
    day = visit.answers.get(referrals.DATE)
    role = str(visit.answers.get(referrals.ROLE) or "").strip()
    told = f"on {date_in_words(str(day))}" if day else "on a day not given"
    return MarkingState(
        marking=now.review.marking,
        paragraph=now.review.paragraph,
        reason=now.review.marking_reason,
        paragraphs=tuple((p.number, p.label, p.meaning) for p in PARAGRAPHS.values()),
        words=PUBLIC_INTEREST,
        referral=now.referral,
        referral_words=f"A concern was passed on {told}, to: {role or 'no role given'}.",
        procedures=procedures,
        procedure_checked=now.review.procedure_checked,
    )


def correction_line(one: Correction, where: str, now: Standing, names: Names) -> CorrectionLine:
    """Return a correction in words."""
    tone, icon = {
        CorrectionDecision.OPEN: ("warning", "warning"),
        CorrectionDecision.ACCEPTED: ("accent", "right"),
        CorrectionDecision.DISAGREED: ("plain", "close"),
        CorrectionDecision.AMENDED: ("good", "tick"),
    }[one.decision]
    open_at = now.stage in {ReviewStage.WITH_SERVICE, ReviewStage.FACTS_BACK}
    decided = _when(one.decided_on, _who(one.decided_by, names)) if one.decided_on else ""
    return CorrectionLine(
        id=one.id,
        where=where,
        passage=one.passage,
        proposed=one.proposed,
        evidence=one.evidence,
        decision=one.decision,
        chip=(one.decision.label, tone, icon),
        decided=decided,
        note=one.decision_note,
        can_decide=open_at and one.decision is not CorrectionDecision.AMENDED,
    )


def response_line(ask: Ask) -> ResponseLine:
    """Return an ask with its answer, and what is wanting in it."""
    tone, icon = {
        AskStatus.OPEN: ("warning", "time"),
        AskStatus.AGREED: ("accent", "right"),
        AskStatus.PART: ("accent", "partial"),
        AskStatus.DECLINED: ("danger", "close"),
        AskStatus.DONE: ("accent", "tick"),
        AskStatus.VERIFIED: ("good", "tick"),
    }[ask.status]
    due = f"by {date_in_words(ask.due)}" if ask.due else "no day"
    agreed_due = f"by {date_in_words(ask.agreed_due)}" if ask.agreed_due else ""
    agreed = ", ".join(part for part in (ask.agreed_owner, agreed_due) if part)
    promised = ask.status in {AskStatus.AGREED, AskStatus.PART}
    gaps = []
    if promised and not ask.agreed_owner:
        gaps.append("Nobody is named to do it.")
    if promised and not ask.agreed_due:
        gaps.append("No day is given.")
    return ResponseLine(
        ask=ask,
        suggested=f"Members suggest: {ask.owner or 'no owner'}, {due}",
        chip=(ask.status.label, tone, icon),
        answer="\n".join(part for part in (ask.response, agreed) if part),
        gaps=tuple(gaps),
    )
