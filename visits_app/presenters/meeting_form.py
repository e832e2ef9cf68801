"""The facts of a meeting as they are typed: checked field by field, what is odd said at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from visits_app.domain.dates import read_date, read_time
from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.meeting_rules import meeting_faults
from visits_app.domain.meetings import Meeting, MeetingDetail
from visits_app.domain.text import date_in_words
from visits_app.domain.working_days import papers_due_for
from visits_app.presenters.workspace import Workspace

_NOT_YET = "The meeting cannot be saved yet."

HELD = (("Not said yet", ""), ("It took place", "yes"), ("Cancelled, or did not take place", "no"))
"""What can be said of whether a meeting took place: label and key."""


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """What the dialog begins with; `bodies` are names to choose from."""

    meeting: Meeting
    is_new: bool
    day: str
    papers: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingTyped:
    """What was typed about a meeting; `papers` is "" for the usual day."""

    body: str
    day: str
    time: str = ""
    place: str = ""
    papers: str = ""
    held: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeetingPreview:
    """What follows from what was typed: the day read back, the papers' day, what is odd."""

    day: str = ""
    papers: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingKept:
    """A meeting as it was before, None for a new one, and as it is kept."""

    before: MeetingDetail | None
    after: MeetingDetail


class MeetingFormPresenter:
    """Adds a meeting or changes its facts; everything is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def form(self, meeting: Meeting | None = None, body_id: str = "", day: str = "") -> MeetingForm:
        """Return what a meeting may say: a new one, or one that is changed."""
        from visits_app.services import meetings

        bodies = meetings.bodies(self._space.store)
        names = tuple(body.name for body in bodies if not body.retired)
        if meeting is not None:
            own = meeting.papers_due
            return MeetingForm(
                meeting,
                False,
                date_in_words(meeting.held_on.isoformat()),
                date_in_words(own.isoformat()) if own else "",
                names if meeting.body in names else (meeting.body, *names),
            )
        name = next((body.name for body in bodies if body.id == body_id), "")
        new = meetings.new_meeting(name or (names[0] if names else ""), self._space.today())
        return MeetingForm(new, True, day, "", names)

    def meeting_of(self, meeting: Meeting, typed: MeetingTyped) -> Meeting:
        """Return a meeting with what was typed; FaultsError with everything that is wrong."""
        today = self._space.today()
        faults = []
        day = read_date(typed.day, today)
        if day is None:
            faults.append(Fault("held_on", "give the day, such as 4 March 2027."))
        own = read_date(typed.papers, day or today) if typed.papers.strip() else None
        if typed.papers.strip() and own is None:
            what = "give a day such as 4 March 2027, or leave it empty for the usual one."
            faults.append(Fault("papers_due", what))
        starts = read_time(typed.time) if typed.time.strip() else None
        if typed.time.strip() and starts is None:
            faults.append(Fault("starts_at", "give a time such as 18:30, or leave it empty."))
        same = typed.body.casefold().split() == meeting.body.casefold().split()
        made = replace(
            meeting,
            held_on=day or today,
            body=typed.body,
            body_id=meeting.body_id if same else None,
            starts_at=starts.strftime("%H:%M") if starts else "",
            place=typed.place,
            papers_due=None if own == papers_due_for(day or today) else own,
            held={"yes": True, "no": False}.get(typed.held),
            note=typed.note,
        )
        told = {fault.where for fault in faults}
        if day is None:
            told.add("papers_due")
        faults += [fault for fault in meeting_faults(made) if fault.where not in told]
        if faults:
            raise FaultsError(_NOT_YET, tuple(faults))
        return made

    def preview(self, meeting: Meeting, typed: MeetingTyped) -> MeetingPreview:
        """Return what follows from what was typed so far; nothing of what cannot be read yet."""
        from visits_app.services import meetings

        day = read_date(typed.day, self._space.today())
        if day is None:
            return MeetingPreview()
        usual = papers_due_for(day)
        told = date_in_words(usual.isoformat(), weekday=True)
        papers = f"Usual day: {told}, five clear working days before."
        if usual < self._space.today() <= day:
            papers = f"The usual day, {told}, has passed."
        own = read_date(typed.papers, day) if typed.papers.strip() else None
        if own is not None:
            papers = f"{date_in_words(own.isoformat(), weekday=True)}. {papers}"
        try:
            wanted = self.meeting_of(meeting, typed)
        except FaultsError:
            warnings: tuple[str, ...] = ()
        else:
            warnings = meetings.warnings_for(self._space.store, wanted)
        return MeetingPreview(date_in_words(day.isoformat(), weekday=True), papers, warnings)

    def put(self, meeting: Meeting, typed: MeetingTyped, *, is_new: bool) -> MeetingKept:
        """Keep a meeting; raises FaultsError with everything that is wrong."""
        from visits_app.services import meetings

        wanted = self.meeting_of(meeting, typed)
        store = self._space.store
        before = None if is_new else meetings.meeting_detail(store, meeting.id)
        after = meetings.put_meeting(store, wanted, by=self._space.by, today=self._space.today())
        return MeetingKept(before, after)

    def day_of(self, text: str) -> date | None:
        """Return the day that was typed, None for none."""
        return read_date(text, self._space.today())
