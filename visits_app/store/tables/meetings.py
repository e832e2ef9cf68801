"""Bodies, their meetings, who came and what was decided."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class BodyRow(SQLModel, table=True):
    """A committee, panel or group that meets and reads reports."""

    __tablename__ = "body"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    kind: str = ""
    ends_on: str | None = None
    note: str = ""
    retired: bool = False


class BodyMemberRow(SQLModel, table=True):
    """Who sits on a body, as what, and from when to when."""

    __tablename__ = "body_member"
    __table_args__ = (Index("body_member_by_member", "member_id"),)
    body_id: str = Field(primary_key=True, foreign_key="body.id", ondelete="CASCADE")
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    role: str = "member"
    starts_on: str | None = None
    ends_on: str | None = None


class MeetingRow(SQLModel, table=True):
    """A meeting; `body` is what the body was called then."""

    __tablename__ = "meeting"
    __table_args__ = (Index("meeting_by_day", "held_on"),)
    id: str = Field(primary_key=True)
    held_on: str
    body: str
    note: str = ""
    visits_item: bool = False
    body_id: str | None = Field(default=None, foreign_key="body.id")
    starts_at: str = Field(default="", sa_column_kwargs={"server_default": ""})
    place: str = Field(default="", sa_column_kwargs={"server_default": ""})
    papers_due: str | None = None
    """The day papers are due, where it is not the usual one."""
    officers: str = Field(default="", sa_column_kwargs={"server_default": ""})
    held: bool | None = None
    """Whether it took place; not known for one to come."""


class MeetingItemRow(SQLModel, table=True):
    """One item of a meeting's agenda, in its place."""

    __tablename__ = "meeting_item"
    __table_args__ = (Index("meeting_item_by_meeting", "meeting_id", "position"),)
    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", ondelete="CASCADE")
    position: int
    title: str
    kind: str = "item"
    note: str = ""
    restricted: bool = False


class MeetingVisitRow(SQLModel, table=True):
    """A visit's report that went to a meeting."""

    __tablename__ = "meeting_visit"
    __table_args__ = (Index("meeting_visit_by_visit", "visit_id"),)
    meeting_id: str = Field(primary_key=True, foreign_key="meeting.id", ondelete="CASCADE")
    visit_id: str = Field(primary_key=True, foreign_key="visit.id")
    item_id: str | None = Field(default=None, foreign_key="meeting_item.id", ondelete="SET NULL")


class MeetingRecommendationRow(SQLModel, table=True):
    """A recommendation that went to a meeting."""

    __tablename__ = "meeting_recommendation"
    __table_args__ = (Index("meeting_recommendation_by_recommendation", "recommendation_id"),)
    meeting_id: str = Field(primary_key=True, foreign_key="meeting.id", ondelete="CASCADE")
    recommendation_id: str = Field(primary_key=True, foreign_key="recommendation.id")
    item_id: str | None = Field(default=None, foreign_key="meeting_item.id", ondelete="SET NULL")


class AttendanceRow(SQLModel, table=True):
    """Whether a member was at a meeting."""

    __tablename__ = "attendance"
    __table_args__ = (Index("attendance_by_member", "member_id"),)
    meeting_id: str = Field(primary_key=True, foreign_key="meeting.id", ondelete="CASCADE")
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    presence: str
    substitute_for: str | None = Field(default=None, foreign_key="member.id")


class DecisionRow(SQLModel, table=True):
    """What a meeting decided, and the action or recommendation it made."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_by_meeting", "meeting_id", "position"),)
    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", ondelete="CASCADE")
    item_id: str | None = Field(default=None, foreign_key="meeting_item.id", ondelete="SET NULL")
    position: int
    text: str
    kind: str = "noted"
    action_id: str | None = Field(default=None, foreign_key="action.id")
    recommendation_id: str | None = Field(default=None, foreign_key="recommendation.id")
