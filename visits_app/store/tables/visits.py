"""Visits with their answers, findings, asks and sealed versions."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel


class VisitRow(SQLModel, table=True):
    """A visit; the columns after `state` that repeat answers are for lists."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'submitted', 'not_held', 'correcting')"),
        Index("visit_by_date", "visit_date", "number"),
        Index("visit_by_team", "team_id", "visit_date", "number"),
        Index("visit_by_state", "state", "visit_date", "number"),
        Index("visit_by_form", "form_id", "visit_date", "number"),
        Index("visit_by_author", "author_id", "state", "visit_date", "number"),
        Index("visit_by_updated", "updated_at", "number"),
    )
    id: str = Field(primary_key=True)
    number: int = Field(unique=True)
    """Small and unique in this store: its texts are rows `number * 1024 + place` of visit_text."""
    reference: str = Field(unique=True)
    form_id: str
    form_version: int
    mode: str = "full"
    state: str = "draft"
    team_id: str | None = Field(default=None, foreign_key="team.id")
    visit_date: str | None = None
    author_id: str = Field(foreign_key="member.id")
    confidence: str = ""
    marking: str = "unmarked"
    example: bool = False
    revision: int = 0
    content_hash: str = ""
    created_at: str
    updated_at: str
    submitted_at: str | None = None


class VisitorRow(SQLModel, table=True):
    """Who went on a visit, in the order the form names them."""

    __tablename__ = "visitor"
    __table_args__ = (Index("visitor_by_member", "member_id", "number"),)
    visit_id: str = Field(primary_key=True, foreign_key="visit.id", ondelete="CASCADE")
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    position: int = 0
    number: int
    """The visit's number: a filter by member never reads the visits it leaves out."""


class VisitThemeRow(SQLModel, table=True):
    """Themes ticked on the form or named by a finding: what the list filters by."""

    __tablename__ = "visit_theme"
    __table_args__ = (Index("visit_theme_by_theme", "theme_id", "number"),)
    visit_id: str = Field(primary_key=True, foreign_key="visit.id", ondelete="CASCADE")
    theme_id: str = Field(primary_key=True, foreign_key="theme.id")
    number: int


class AnswerRow(SQLModel, table=True):
    """One answer as JSON; findings, asks and questions have tables of their own."""

    __tablename__ = "answer"
    visit_id: str = Field(primary_key=True, foreign_key="visit.id", ondelete="CASCADE")
    question_id: str = Field(primary_key=True)
    value: str
    updated_at: str


class FindingRow(SQLModel, table=True):
    """One finding of a visit; links lead to it."""

    __tablename__ = "finding"
    __table_args__ = (
        Index("finding_by_visit", "visit_id", "position", "kind"),
        Index("finding_by_theme", "theme_id"),
    )
    id: str = Field(primary_key=True)
    visit_id: str = Field(foreign_key="visit.id", ondelete="CASCADE")
    position: int
    kind: str = ""
    theme_id: str | None = Field(default=None, foreign_key="theme.id")
    text: str = ""
    basis: str = ""
    data_relation: str = ""


class AskRow(SQLModel, table=True):
    """One ask of a visit, with what the service answered."""

    __tablename__ = "ask"
    __table_args__ = (
        Index("ask_by_visit", "visit_id", "position", "status"),
        Index("ask_by_status", "status", "due"),
    )
    id: str = Field(primary_key=True)
    visit_id: str = Field(foreign_key="visit.id", ondelete="CASCADE")
    position: int
    action: str = ""
    owner: str = ""
    due: str = ""
    status: str = "open"
    response: str = ""
    responded_on: str | None = None
    agreed_owner: str = Field(default="", sa_column_kwargs={"server_default": ""})
    agreed_due: str = Field(default="", sa_column_kwargs={"server_default": ""})
    evidence: str = Field(default="", sa_column_kwargs={"server_default": ""})
    verified_visit_id: str | None = Field(default=None, foreign_key="visit.id")
    verified_by: str | None = Field(default=None, foreign_key="member.id")
    verified_on: str | None = None


class QuestionRow(SQLModel, table=True):
    """A question members put on a visit, and what they were told."""

    __tablename__ = "question"
    __table_args__ = (Index("question_by_visit", "visit_id", "position"),)
    id: str = Field(primary_key=True)
    visit_id: str = Field(foreign_key="visit.id", ondelete="CASCADE")
    position: int
    text: str = ""
    origin: str = ""
    sent_ahead: str = ""
    answer: str = ""


class RevisionRow(SQLModel, table=True):
    """A sealed version of a visit; never updated, never deleted."""

    __tablename__ = "revision"
    visit_id: str = Field(primary_key=True, foreign_key="visit.id")
    number: int = Field(primary_key=True)
    answers: str
    reason: str = ""
    content_hash: str
    sealed_at: str
    sealed_by: str
