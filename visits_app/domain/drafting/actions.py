"""What somebody is to do by a day, whatever it comes from: what is late, open, done and ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from visits_app.domain.actions import Action, ActionLine, ActionOrigin
from visits_app.domain.drafting.notes import COUNTING, add_notes
from visits_app.domain.drafting.records import AskRecord, PaperRecords
from visits_app.domain.drafting.wording import (
    PartList,
    counted,
    day_in_words,
    due_in_words,
    of_visit,
    visit_source,
)
from visits_app.domain.papers import PaperPart, Source
from visits_app.domain.recommendations import Recommendation, RecommendationStatus
from visits_app.domain.visits import AskStatus

ENDED = frozenset({AskStatus.VERIFIED, AskStatus.DECLINED})
"""Statuses after which nobody asks about an action any more."""

OVER = frozenset(
    {
        RecommendationStatus.COMPLETE,
        RecommendationStatus.NOT_FEASIBLE,
        RecommendationStatus.SUPERSEDED,
    }
)
"""Statuses after which a recommendation cannot be late."""

_TABLES = {ActionOrigin.ASK: "ask", ActionOrigin.QUESTION: "indicator_question"}


@dataclass(frozen=True, slots=True)
class ToDo:
    """One action with the words and the lateness that its record gives it."""

    line: ActionLine
    late: bool
    due_words: str

    @property
    def key(self) -> str:
        """What a part drafted from it is called."""
        origin = self.line.action.origin
        return f"{_TABLES.get(origin, 'action')}:{self.line.action.id}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """The records it is told from."""
        action = self.line.action
        found = [Source(_TABLES.get(action.origin, "action"), action.id)]
        if action.visit_id:
            found.append(visit_source(action.visit_id))
        return tuple(found)

    @property
    def place(self) -> tuple[object, ...]:
        """Order by due date, those without one last."""
        action = self.line.action
        return (action.due is None, action.due or date.max, self.line.source, action.id)


def line_of_ask(one: AskRecord) -> ActionLine:
    """Return an ask as a line of the one list of actions."""
    ask = one.ask
    action = Action(
        id=ask.id,
        text=ask.action,
        origin=ActionOrigin.ASK,
        owner=one.owner,
        due=one.due,
        origin_id=ask.id,
        visit_id=one.visit_id,
        team_id=one.team_id or None,
        status=ask.status,
        response=ask.response,
        responded_on=ask.responded_on,
        evidence=ask.evidence,
        verified_visit_id=ask.verified_visit_id,
        verified_by=ask.verified_by,
        verified_on=ask.verified_on,
        raised_on=one.on,
    )
    at = f"Visit to {one.verified_at}" if one.verified_at else ""
    return ActionLine(action, f"Visit to {of_visit(one.team, one.on)}", one.team, at)


def to_dos(records: PaperRecords) -> tuple[ToDo, ...]:
    """Return asks, questions and actions as one list, soonest due first."""
    found = [
        ToDo(line_of_ask(one), one.is_late(records.today), one.due_words) for one in records.asks
    ]
    for record in records.actions:
        action = record.line.action
        due = action.due.isoformat() if action.due else ""
        found.append(ToDo(record.line, action.is_late(records.today), due))
    return tuple(sorted(found, key=lambda one: one.place))


def to_do_cells(one: ToDo) -> tuple[str, str, str]:
    """Return what is to be done, who and by when, and where it stands."""
    action = one.line.action
    due = due_in_words(one.due_words)
    who = "\n".join(part for part in (action.owner or "Nobody is named", due) if part)
    lines = [action.status.label]
    if one.late:
        lines[0] = f"Overdue. {lines[0]}"
    if action.response.strip():
        lines.append(action.response.strip())
    if action.responded_on:
        lines.append(day_in_words(action.responded_on))
    if action.evidence.strip():
        lines.append(f"Evidence: {action.evidence.strip()}")
    if action.status is AskStatus.VERIFIED and one.line.verified_at:
        lines.append(f"Verified: {one.line.verified_at}")
    text = action.text.strip() or "No words were written."
    reference = f"{action.reference} " if action.reference else ""
    return (f"{reference}{text}\n{one.line.source}", who, "\n".join(lines))


def late_recommendations(records: PaperRecords) -> tuple[Recommendation, ...]:
    """Return recommendations whose day has passed while the committee awaits them."""
    return tuple(
        one.recommendation
        for one in records.recommendations
        if one.recommendation.due is not None
        and one.recommendation.due < records.today
        and one.recommendation.status not in OVER
    )


def draft_overdue(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft overdue replies and actions, longest overdue first, then late recommendations."""
    late = [one for one in to_dos(records) if one.late]
    parts = PartList("overdue")
    parts.subheading("replies", "No reply")
    _rows(parts, (one for one in late if _waits_for_reply(one)), "overdue")
    parts.subheading("actions", "Agreed, and past the day")
    _rows(parts, (one for one in late if not _waits_for_reply(one)), "overdue")
    parts.subheading("recommendations", "Recommendations past their due date")
    for item in late_recommendations(records):
        due = day_in_words(item.due) if item.due else ""
        parts.row(
            f"overdue:recommendation:{item.id}",
            f"{item.reference} {item.title}",
            "\n".join(part for part in (item.owner, f"by {due}") if part),
            f"Overdue. {item.status.label}",
            sources=[Source("recommendation", item.id)],
        )
    return parts.done()


def _waits_for_reply(one: ToDo) -> bool:
    return one.line.action.status is AskStatus.OPEN


def _rows(parts: PartList, found: Iterable[ToDo], prefix: str) -> None:
    for one in found:
        parts.row(f"{prefix}:{one.key}", *to_do_cells(one), sources=one.sources)


def draft_actions(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft the action log: overdue, open, to be verified, and ended in the period."""
    found = to_dos(records)
    groups: dict[str, list[ToDo]] = {name: [] for name in ("overdue", "open", "done", "ended")}
    for one in found:
        status = one.line.action.status
        if one.late:
            groups["overdue"].append(one)
        elif status in ENDED:
            groups["ended"].append(one)
        else:
            groups["done" if status is AskStatus.DONE else "open"].append(one)
    parts = list(_actions_headline(records, found, groups))
    for name, group in groups.items():
        section = PartList(name)
        _rows(section, group, "action")
        parts += section.done()
    return tuple(parts)


def _actions_headline(
    records: PaperRecords, found: Sequence[ToDo], groups: dict[str, list[ToDo]]
) -> tuple[PaperPart, ...]:
    if not found:
        return ()
    parts = PartList("headline")
    add_notes(parts, records)
    late, silent = len(groups["overdue"]), sum(map(_waits_for_reply, groups["overdue"]))
    words = f"{counted(len(found), 'action')} {'is' if len(found) == 1 else 'are'} on the list"
    words += f" on {day_in_words(records.today)}; {late or 'none'} overdue"
    if silent:
        words += f", {silent} of {'it' if late == 1 else 'them'} without a response"
    parts.add("headline", f"{words}.", sources=[s for one in found for s in one.sources])
    for name, title in (
        ("overdue", "Overdue"),
        ("open", "Open"),
        ("done", "Done, to be verified"),
        ("ended", "Verified or declined"),
    ):
        told = str(len(groups[name]) or "None")
        sources = [s for one in groups[name] for s in one.sources]
        parts.row(f"headline:{name}", title, told, sources=sources)
    by_owner: dict[str, int] = {}
    for one in groups["overdue"]:
        owner = one.line.action.owner or "Nobody is named"
        by_owner[owner] = by_owner.get(owner, 0) + 1
    if by_owner:
        most = sorted(by_owner.items(), key=lambda item: (-item[1], item[0]))
        words = "; ".join(f"{owner}: {many}" for owner, many in most)
        sources = [s for one in groups["overdue"] for s in one.sources]
        parts.row("headline:owners", "Overdue with", words, sources=sources)
    parts.add("counting", COUNTING)
    return parts.done()
