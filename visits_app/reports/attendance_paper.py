"""Who came to a body's meetings, on paper: the rates first, then meeting by meeting."""

from datetime import date

from visits_app.domain.attendance_records import AttendanceRecord, MeetingTurnout
from visits_app.domain.meetings import Presence
from visits_app.domain.registers import Member
from visits_app.domain.text import date_in_words
from visits_app.reports.document import (
    Align,
    Block,
    BulletList,
    Column,
    Document,
    Fact,
    Heading,
    KeyFacts,
    Paragraph,
    Table,
    Tone,
)

_ACROSS = 5
"""Members beside one another in a table; of more, the rest follow in tables of their own."""

_WORDS = {
    Presence.PRESENT: "Present",
    Presence.APOLOGIES: "Apologies",
    Presence.ABSENT: "Absent",
}


def build(record: AttendanceRecord, *, today: date) -> Document:
    """Return the attendance at a body's meetings as at `today`."""
    period = f"{_day(record.start)} to {_day(record.end)}"
    return Document(
        title=f"Attendance: {record.body}",
        blocks=tuple(_blocks(record)),
        kind="Attendance at meetings",
        subtitle=period,
        subject=f"Who came to the meetings of {record.body}, {period}, as at {_day(today)}",
        reference=f"Attendance: {record.body}",
    )


def _blocks(record: AttendanceRecord) -> list[Block]:
    if not record.turnouts:
        blocks: list[Block] = [Paragraph(_nothing(record), Tone.LEAD)]
        return blocks
    blocks = [Paragraph(_headline(record), Tone.LEAD), _facts(record)]
    blocks += [Heading("Each member", 2), _rates(record)]
    away = [one for one in (_always_away(record, member) for member in record.members) if one]
    if away:
        blocks.append(BulletList(tuple(away)))
    blocks.append(Heading("Each meeting", 2))
    blocks += _matrix(record)
    blocks.append(Paragraph(_HOW, Tone.SMALL))
    return blocks


_HOW = (
    "A member is expected at each meeting with a record at which they held a seat, or were"
    " recorded; apologies count as expected and not there. A substitute fills the seat of the"
    " member they stand in for. A dash means that the member was not expected."
)


def _headline(record: AttendanceRecord) -> str:
    share = record.share or 0.0
    parts = [f"{_percent(share)} of seats were filled over {_meetings(len(record.turnouts))}."]
    half = len(record.turnouts) // 2
    if half >= 2:
        first, last = _share(record.turnouts[:half]), _share(record.turnouts[-half:])
        if first is not None and last is not None and abs(first - last) >= 0.05:
            way = "fell" if last < first else "rose"
            parts.append(
                f"Attendance {way}: {_percent(first)} at the first {_count(half)},"
                f" {_percent(last)} at the last {_count(half)}."
            )
    return " ".join(parts)


def _nothing(record: AttendanceRecord) -> str:
    if record.without:
        return f"{_meetings(record.without).capitalize()} met, and nobody recorded who came."
    return "No meeting of this body is on record in this time."


def _facts(record: AttendanceRecord) -> KeyFacts:
    facts = [
        Fact("Body", record.body),
        Fact("Period", f"{_day(record.start)} to {_day(record.end)}"),
        Fact("Meetings with a record", str(len(record.turnouts))),
    ]
    if record.without:
        facts.append(Fact("Meetings without one", f"{record.without}, not counted here"))
    if record.note:
        facts.append(Fact("Note", record.note))
    return KeyFacts(tuple(facts))


def _rates(record: AttendanceRecord) -> Table:
    right = Align.RIGHT
    columns = (
        Column("Member", 3.0), Column("Seat", 1.3), Column("Expected", 1.1, right),
        Column("There", 0.9, right), Column("Apologies", 1.2, right), Column("Share", 0.9, right),
    )  # fmt: skip
    rows = []
    for member in record.members:
        rate = record.rates[member.id]
        rows.append(
            (
                member.name,
                record.roles.get(member.id, "").capitalize() or "None",
                str(rate.expected),
                str(rate.present),
                str(rate.apologies),
                "–" if rate.share is None else _percent(rate.share),
            )
        )
    return Table(columns, tuple(rows))


def _always_away(record: AttendanceRecord, member: Member) -> str:
    """Return a sentence for a member who missed the last three meetings they were expected at."""
    missed = 0
    for one in reversed(record.turnouts):
        entry = one.presence.get(member.id)
        if entry is None:
            continue
        if entry.presence.was_there:
            break
        missed += 1
    if missed < 3:
        return ""
    return f"{member.name} was not at the last {_count(missed)} meetings they were expected at."


def _matrix(record: AttendanceRecord) -> list[Block]:
    names = {member.id: _short(member) for member in record.members}
    blocks: list[Block] = []
    tables = -(-len(record.members) // _ACROSS)
    step = -(-len(record.members) // tables)
    for start in range(0, len(record.members), step):
        members = record.members[start : start + step]
        columns = [Column("Meeting", 1.5), Column("There", 0.9)]
        columns += [Column(names[member.id], 1.35) for member in members]
        rows = []
        for one in record.turnouts:
            cells = [_cell(one, member, names) for member in members]
            rows.append((_short_day(one.meeting.held_on), f"{one.came} of {one.expected}", *cells))
        blocks.append(Table(tuple(columns), tuple(rows)))
    return blocks


def _cell(turnout: MeetingTurnout, member: Member, names: dict[str, str]) -> str:
    entry = turnout.presence.get(member.id)
    if entry is None:
        return "Not recorded" if member.id in turnout.missing else "–"
    if entry.presence is Presence.SUBSTITUTE:
        return f"For {names.get(entry.substitute_for or '', 'a member')}"
    return _WORDS[entry.presence]


def _short(member: Member) -> str:
    """Return the ward for a councillor, the name for others."""
    return member.ward or member.name


def _share(turnouts: tuple[MeetingTurnout, ...]) -> float | None:
    expected = sum(one.expected for one in turnouts)
    return sum(one.came for one in turnouts) / expected if expected else None


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


def _day(day: date) -> str:
    return date_in_words(day.isoformat())


def _short_day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _meetings(count: int) -> str:
    return "one meeting" if count == 1 else f"{_count(count)} meetings"


def _count(number: int) -> str:
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return small[number] if number < len(small) else str(number)
