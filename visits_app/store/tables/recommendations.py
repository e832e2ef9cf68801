"""Recommendations, evidence for them, and actions."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class RecommendationRow(SQLModel, table=True):
    """A recommendation of the committee; `status` is what the committee accepted last."""

    __tablename__ = "recommendation"
    __table_args__ = (Index("recommendation_by_year", "year", "reference"),)
    id: str = Field(primary_key=True)
    reference: str = Field(unique=True)
    title: str
    text: str
    origin: str = ""
    made_on: str | None = None
    owner: str = ""
    due: str | None = None
    due_text: str = ""
    status: str = "not_started"
    note: str = ""
    year: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The municipal year it belongs to: "2013/14"."""
    service_area: str = Field(default="", sa_column_kwargs={"server_default": ""})
    body_id: str | None = Field(default=None, foreign_key="body.id")
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id")
    executive_on: str | None = None
    cabinet_member: str = Field(default="", sa_column_kwargs={"server_default": ""})
    response: str = Field(default="awaited", sa_column_kwargs={"server_default": "awaited"})
    response_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    responded_on: str | None = None
    timetable: str = Field(default="", sa_column_kwargs={"server_default": ""})
    original_due: str | None = None
    review_on: str | None = None
    carried_from: str | None = Field(default=None, foreign_key="recommendation.id")
    superseded_by: str | None = Field(default=None, foreign_key="recommendation.id")


class ProgressUpdateRow(SQLModel, table=True):
    """What officers claim about a recommendation; never updated, never deleted."""

    __tablename__ = "progress_update"
    __table_args__ = (Index("progress_update_by_recommendation", "recommendation_id", "told_on"),)
    id: str = Field(primary_key=True)
    recommendation_id: str = Field(foreign_key="recommendation.id")
    told_on: str
    told_by: str
    """The role that tells it, never a person's name."""
    status: str
    text: str = ""
    due: str | None = None
    """A revised due date, where the update asks for one."""
    sheet_id: str | None = Field(default=None, foreign_key="sheet.id")
    recorded_at: str
    recorded_by: str


class AcceptanceRow(SQLModel, table=True):
    """What the committee accepted about a recommendation, at which meeting; never changed."""

    __tablename__ = "acceptance"
    __table_args__ = (Index("acceptance_by_recommendation", "recommendation_id", "accepted_on"),)
    id: str = Field(primary_key=True)
    recommendation_id: str = Field(foreign_key="recommendation.id")
    meeting_id: str = Field(foreign_key="meeting.id")
    accepted_on: str
    status: str
    due: str | None = None
    note: str = ""
    recorded_at: str
    recorded_by: str


class EvidenceLinkRow(SQLModel, table=True):
    """What a visit or one finding of it says about a recommendation."""

    __tablename__ = "evidence_link"
    __table_args__ = (
        Index("evidence_by_recommendation", "recommendation_id"),
        Index("evidence_by_visit", "visit_id"),
    )
    id: str = Field(primary_key=True)
    recommendation_id: str = Field(foreign_key="recommendation.id")
    visit_id: str = Field(foreign_key="visit.id", ondelete="CASCADE")
    finding_id: str | None = Field(default=None, foreign_key="finding.id", ondelete="CASCADE")
    kind: str
    note: str = ""
    made_by: str = ""
    made_at: str


class ActionRow(SQLModel, table=True):
    """Something to be done that a finding, a meeting or a recommendation gave rise to."""

    __tablename__ = "action"
    __table_args__ = (
        Index("action_by_status", "status", "due"),
        Index("action_by_origin", "origin", "origin_id"),
        Index("action_by_team", "team_id", "status"),
    )
    id: str = Field(primary_key=True)
    reference: str = Field(unique=True)
    text: str
    origin: str
    origin_id: str = ""
    visit_id: str | None = Field(default=None, foreign_key="visit.id")
    team_id: str | None = Field(default=None, foreign_key="team.id")
    recommendation_id: str | None = Field(default=None, foreign_key="recommendation.id")
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id")
    owner: str
    due: str
    status: str = "open"
    response: str = ""
    responded_on: str | None = None
    evidence: str = ""
    verified_visit_id: str | None = Field(default=None, foreign_key="visit.id")
    verified_by: str | None = Field(default=None, foreign_key="member.id")
    verified_on: str | None = None
    raised_on: str
    raised_by: str
