"""The final report of a group: what the records hold, what a report told, and blanks to fill."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from visits_app.domain.drafting.beside import Beside, draft_evidence, set_beside
from visits_app.domain.drafting.notes import COUNTING, add_notes
from visits_app.domain.drafting.recommendations import (
    evidence_in_words,
    evidence_of,
    evidence_sources,
)
from visits_app.domain.drafting.records import PaperRecords, VisitRecord
from visits_app.domain.drafting.summary import tells_illustrations
from visits_app.domain.drafting.visits import draft_visits, names_in_words
from visits_app.domain.drafting.wording import (
    PartList,
    and_list,
    counted,
    day_in_words,
    period_in_words,
    visit_source,
)
from visits_app.domain.papers import PaperPart, PartKind, Source


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a section as a report told it: a paragraph, or bullets under a few words."""

    heading: str = ""
    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FinalFacts:
    """What a final report says that no record holds, by section, in plain words.

    `people` are roles and what is told of each; `meetings_note` and `notes` keep what is doubtful
    in the source instead of putting it right silently.
    """

    people: tuple[tuple[str, str], ...] = ()
    foreword: tuple[Told, ...] = ()
    objective: tuple[Told, ...] = ()
    method: tuple[Told, ...] = ()
    meetings_note: str = ""
    background: tuple[Told, ...] = ()
    conclusions: tuple[Told, ...] = ()
    sources: tuple[str, ...] = ()
    contact: str = ""
    notes: tuple[str, ...] = ()
    grounds: tuple[tuple[str, tuple[int, ...]], ...] = field(default=())
    """Of a recommendation's id, the conclusions (counted from 1) that it rests on."""


BLANKS = {
    "foreword": "To be written: a foreword, by the chair.",
    "members": "To be written: the members of the group and the officers who supported it.",
    "objective": "To be written: the objective, and what was in scope and what was not.",
    "method": "To be written: how the group worked.",
    "background": "To be written: the background.",
    "conclusions": "To be written: the conclusions.",
    "sources": "To be written: the papers and sources that were used.",
    "contact": "To be written: whom a reader can ask for more.",
}


def draft_final(records: PaperRecords, facts: FinalFacts | None) -> tuple[PaperPart, ...]:
    """Draft a final report from records that hold nothing restricted, and facts if there are."""
    told = facts or FinalFacts()
    beside = set_beside(records)
    return (
        *_told_section("foreword", told.foreword),
        *_members(records, told),
        *_first(records),
        *_told_section("objective", told.objective),
        *_method(records, told, beside),
        *_meetings(records, told),
        *_witnesses(records),
        *_background(records, told, beside),
        *_told_section("conclusions", told.conclusions, numbered=True),
        *_recommendations(records, told),
        *_sources(told),
        *_contact(told),
        *_appendices(records, told),
    )


def _blank(parts: PartList) -> None:
    parts.add(f"blank:{parts.section}", BLANKS[parts.section])


def _tell(parts: PartList, told: Sequence[Told], *, numbered: bool = False) -> None:
    for place, one in enumerate(told, start=1):
        if one.heading:
            parts.subheading(str(place), one.heading)
        if one.text:
            words = f"{place}. {one.text}" if numbered else one.text
            parts.add(f"told:{parts.section}:{place}", words)
        for number, point in enumerate(one.points, start=1):
            parts.bullet(f"told:{parts.section}:{place}:{number}", point)


def _told_section(
    section: str, told: Sequence[Told], *, numbered: bool = False
) -> tuple[PaperPart, ...]:
    parts = PartList(section)
    if told:
        _tell(parts, told, numbered=numbered)
    else:
        _blank(parts)
    return parts.done()


def _members(records: PaperRecords, told: FinalFacts) -> tuple[PaperPart, ...]:
    parts = PartList("members")
    for place, (role, who) in enumerate(told.people, start=1):
        parts.row(f"told:members:{place}", role, who)
    if not told.people:
        for seat in records.seats:
            role = seat.role[:1].upper() + seat.role[1:] if seat.role else "Member"
            ward = "co-opted" if seat.co_opted else seat.ward
            who = ", ".join(part for part in (seat.name, ward) if part)
            parts.row(
                f"seat:{seat.member_id}", role, who, sources=[Source("member", seat.member_id)]
            )
        _blank(parts)
    return parts.done()


def _first(records: PaperRecords) -> tuple[PaperPart, ...]:
    parts = PartList("first")
    for place, one in enumerate(records.recommendations, start=1):
        item = one.recommendation
        parts.add(
            f"first:{item.id}",
            f"Recommendation {place}. {item.title}. {' '.join(item.text.split())}",
            sources=[Source("recommendation", item.id)],
        )
    return parts.done()


def _method(records: PaperRecords, told: FinalFacts, beside: Beside) -> tuple[PaperPart, ...]:
    parts = PartList("method")
    if told.method:
        _tell(parts, told.method)
    else:
        _blank(parts)
    held = [one for one in records.visits if one.held]
    if held:
        teams = len({one.team_id for one in held})
        period = period_in_words(records.starts_on, records.ends_on)
        within = f"In the period {period} members" if period else "Members"
        words = f"{within} reported {counted(len(held), 'visit')} to {counted(teams, 'team')}. "
        words += f"{COUNTING}"
        parts.add("method:visits", words, sources=[visit_source(one.id) for one in held])
    add_notes(parts, records, illustrations=tells_illustrations(beside))
    return parts.done()


def _meetings(records: PaperRecords, told: FinalFacts) -> tuple[PaperPart, ...]:
    parts = PartList("meetings")
    held = [one for one in records.meetings if one.meeting.held is not False]
    if held and told.meetings_note:
        parts.add("told:meetings", told.meetings_note)
    noted = []
    for one in sorted(held, key=lambda each: (each.meeting.held_on, each.meeting.id)):
        meeting = one.meeting
        day = day_in_words(meeting.held_on)
        if one.recorded:
            day += f"\n{one.present} of {one.recorded} members present"
        items = "\n".join(item.title for item in one.items) or "No item is on record."
        sources = [Source("meeting", meeting.id)]
        parts.row(f"meeting:{meeting.id}", day, items, sources=sources)
        if meeting.note.strip():
            noted.append((meeting.id, f"{day_in_words(meeting.held_on)}: {meeting.note.strip()}"))
    for id, words in noted:
        parts.bullet(f"meeting_note:{id}", words, [Source("meeting", id)])
    return parts.done()


def _witnesses(records: PaperRecords) -> tuple[PaperPart, ...]:
    parts = PartList("witnesses")
    groups: dict[tuple[str, str], list[VisitRecord]] = {}
    for visit in sorted(records.visits, key=lambda one: one.place):
        if visit.held:
            groups.setdefault((visit.team or "Team not named", visit.team_id), []).append(visit)
    if not groups:
        return ()
    names = and_list([f"{name}" for name, _ in sorted(groups)])
    words = f"Members listened to {counted(len(groups), 'team')} on visits: {names}."
    parts.add("witnesses", words, sources=[Source("team", id) for _, id in sorted(groups)])
    for (name, team_id), visits in sorted(groups.items()):
        days = "\n".join(f"{day_in_words(one.on)} ({one.kind})" for one in visits)
        went = list(dict.fromkeys(member for one in visits for member in one.visitors))
        parts.row(
            f"witness:{team_id}",
            name,
            days,
            names_in_words(went, records.members),
            sources=[Source("team", team_id), *(visit_source(one.id) for one in visits)],
        )
    return parts.done()


def _background(records: PaperRecords, told: FinalFacts, beside: Beside) -> tuple[PaperPart, ...]:
    parts = PartList("background")
    if told.background:
        _tell(parts, told.background)
    else:
        _blank(parts)
    charts = [one for one in draft_evidence(records, beside) if one.kind is PartKind.CHART]
    if charts:
        parts.subheading("charts", "The figures, and when members visited")
    for one in charts:
        parts.add(one.key, *one.drafted, kind=PartKind.CHART, sources=one.sources)
    return parts.done()


def _recommendations(records: PaperRecords, told: FinalFacts) -> tuple[PaperPart, ...]:
    parts = PartList("recommendations")
    grounds = dict(told.grounds)
    for place, one in enumerate(records.recommendations, start=1):
        item = one.recommendation
        mine = evidence_of(records.evidence, item.id)
        lines = [f"{piece.kind.label}: {evidence_in_words(piece)}" for piece in mine]
        if rests := grounds.get(item.id):
            numbers = and_list([str(number) for number in rests])
            lines.insert(0, f"Rests on conclusion{'s' if len(rests) > 1 else ''} {numbers}.")
        parts.row(
            f"recommended:{item.id}",
            f"{place}. {item.title}\n{' '.join(item.text.split())}",
            "\n\n".join(lines) or "No evidence is linked. Link the visits it rests on.",
            sources=evidence_sources(item.id, mine),
        )
    return parts.done()


def _sources(told: FinalFacts) -> tuple[PaperPart, ...]:
    parts = PartList("sources")
    for place, words in enumerate(told.sources, start=1):
        parts.bullet(f"told:sources:{place}", words)
    if not told.sources:
        _blank(parts)
    return parts.done()


def _contact(told: FinalFacts) -> tuple[PaperPart, ...]:
    parts = PartList("contact")
    if told.contact:
        parts.add("told:contact", told.contact)
    else:
        _blank(parts)
    return parts.done()


def _appendices(records: PaperRecords, told: FinalFacts) -> tuple[PaperPart, ...]:
    parts = PartList("appendices")
    rows = draft_visits(records, "appendices")
    if rows:
        parts.subheading("visits", "The visits")
    for one in rows:
        parts.row(f"appendix:{one.key}", *one.drafted, sources=one.sources)
    if told.notes:
        parts.subheading("notes", "Doubts about the sources, kept as they are")
    for place, words in enumerate(told.notes, start=1):
        parts.bullet(f"told:notes:{place}", words)
    return parts.done()
