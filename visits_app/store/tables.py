"""The tables of the store; alembic migrations build exactly these.

Dates are ISO text ("2014-03-04"), timestamps ISO text in UTC, lists and answers JSON text, so a
person with the key and the `sqlcipher` program can read everything without us.
"""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel


class TeamRow(SQLModel, table=True):
    """A team that is visited; a retired one stays, old visits name it."""

    __tablename__ = "team"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    area: str = ""
    kind: str = ""
    lead_role: str = ""
    visit_every_months: int | None = None
    note: str = ""
    retired: bool = False


class MemberRow(SQLModel, table=True):
    """A councillor or co-opted member."""

    __tablename__ = "member"
    id: str = Field(primary_key=True)
    name: str
    ward: str = ""
    political_group: str = ""
    co_opted: bool = False
    term_start: str | None = None
    term_end: str | None = None


class ThemeRow(SQLModel, table=True):
    """What findings and indicators are about."""

    __tablename__ = "theme"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    description: str = ""
    retired: bool = False


class FormRow(SQLModel, table=True):
    """A copy of every form version ever used here: old visits open for ever."""

    __tablename__ = "form"
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    title: str
    source: str
    sha256: str
    added_at: str


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


class RecommendationRow(SQLModel, table=True):
    """A recommendation of the committee."""

    __tablename__ = "recommendation"
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


class MeetingRow(SQLModel, table=True):
    """A meeting and its topics."""

    __tablename__ = "meeting"
    id: str = Field(primary_key=True)
    held_on: str
    body: str
    topics: str = "[]"
    note: str = ""
    visits_item: bool = False


class EventRow(SQLModel, table=True):
    """Something outside that may explain a change in a measure."""

    __tablename__ = "event"
    id: str = Field(primary_key=True)
    happened_on: str
    title: str
    kind: str = "other"
    precision: str = "day"
    detail: str = ""


class IndicatorRow(SQLModel, table=True):
    """One measure, defined once."""

    __tablename__ = "indicator"
    id: str = Field(primary_key=True)
    name: str
    definition: str = ""
    unit: str = "number"
    direction: str = "neutral"
    frequency: str = "irregular"
    decimals: int = 0
    source: str = ""
    caution: str = ""
    position: int = 0
    numerator: str = ""
    denominator: str = ""
    due_days: int | None = None
    rolling: bool = False
    method: str = "xmr"
    aliases: str = "[]"
    catalogue_id: str = ""
    retired: bool = False


class IndicatorTeamRow(SQLModel, table=True):
    """Which teams a measure speaks of."""

    __tablename__ = "indicator_team"
    indicator_id: str = Field(primary_key=True, foreign_key="indicator.id", ondelete="CASCADE")
    team_id: str = Field(primary_key=True, foreign_key="team.id")


class IndicatorThemeRow(SQLModel, table=True):
    """Which themes a measure speaks of."""

    __tablename__ = "indicator_theme"
    indicator_id: str = Field(primary_key=True, foreign_key="indicator.id", ondelete="CASCADE")
    theme_id: str = Field(primary_key=True, foreign_key="theme.id")


class SeriesRow(SQLModel, table=True):
    """Values of a measure for one area from one source."""

    __tablename__ = "series"
    id: str = Field(primary_key=True)
    indicator_id: str = Field(foreign_key="indicator.id", index=True)
    area: str
    kind: str
    source: str = ""
    licence: str = ""
    note: str = ""
    position: int = 0


class FigureImportRow(SQLModel, table=True):
    """One import of figures: which file, who, when, how it was read, and what it did."""

    __tablename__ = "figure_import"
    id: str = Field(primary_key=True)
    at: str
    by: str
    file_name: str
    sha256: str
    sheet: str = ""
    mapping: str = "{}"
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    refused: int = 0
    undone_at: str | None = None
    undone_by: str = ""


class ImportLayoutRow(SQLModel, table=True):
    """How the officer last read a spreadsheet of this layout."""

    __tablename__ = "import_layout"
    fingerprint: str = Field(primary_key=True)
    mapping: str
    used_at: str


class _FigureColumns(SQLModel):
    """What a figure is made of, whether it stands or was replaced."""

    id: int | None = Field(default=None, primary_key=True)
    series_id: str = Field(foreign_key="series.id")
    period: str | None = None
    value: float | None = None
    precision: str = "month"
    certainty: str = "stated"
    value_text: str = ""
    numerator: float | None = None
    denominator: float | None = None
    provisional: bool = False
    note: str = ""
    source_ref: str = ""
    revised: bool = False
    import_id: str | None = Field(default=None, foreign_key="figure_import.id")


class ObservationRow(_FigureColumns, table=True):
    """One figure of a series; no value means missing, never zero."""

    __tablename__ = "observation"
    __table_args__ = (
        Index("observation_by_series", "series_id", "period"),
        Index("observation_by_import", "import_id"),
    )


class PastObservationRow(_FigureColumns, table=True):
    """A figure that was replaced or whose import was undone; never updated, never deleted."""

    __tablename__ = "past_observation"
    __table_args__ = (
        Index("past_observation_by_series", "series_id", "period"),
        Index("past_observation_by_replacing", "replaced_by_import"),
    )
    replaced_at: str
    replaced_by: str
    replaced_by_import: str | None = Field(default=None, foreign_key="figure_import.id")
    reason: str


class RebaseRow(SQLModel, table=True):
    """From when on mean and limits are worked out anew, by whom decided and why."""

    __tablename__ = "rebase"
    id: str = Field(primary_key=True)
    indicator_id: str = Field(foreign_key="indicator.id", index=True)
    series_id: str | None = Field(default=None, foreign_key="series.id")
    starts_on: str
    reason: str
    made_by: str = ""
    made_at: str | None = None


class IndicatorQuestionRow(SQLModel, table=True):
    """A question to the service that an indicator raised, with what was answered."""

    __tablename__ = "indicator_question"
    __table_args__ = (
        Index("indicator_question_by_indicator", "indicator_id"),
        Index("indicator_question_by_status", "status", "due"),
    )
    id: str = Field(primary_key=True)
    indicator_id: str = Field(foreign_key="indicator.id")
    series_id: str | None = Field(default=None, foreign_key="series.id")
    team_id: str | None = Field(default=None, foreign_key="team.id")
    period: str | None = None
    text: str
    raised_by: str
    raised_on: str
    owner: str
    due: str
    status: str = "open"
    response: str = ""
    responded_on: str | None = None


class TargetRow(SQLModel, table=True):
    """What the council aims for, from a date on."""

    __tablename__ = "target"
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: str = Field(foreign_key="indicator.id", index=True)
    value: float
    sense: str
    starts_on: str | None = None
    note: str = ""
    upper: float | None = None


class SettingRow(SQLModel, table=True):
    """What this store remembers about its desk."""

    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: str


class HistoryRow(SQLModel, table=True):
    """Every change: what, when, by whom, before and after. Triggers refuse update and delete."""

    __tablename__ = "history"
    __table_args__ = (Index("history_by_record", "entity", "entity_id"),)
    sequence: int | None = Field(default=None, primary_key=True)
    at: str
    by: str
    action: str
    entity: str
    entity_id: str
    before: str | None = None
    after: str | None = None
