"""Indicators, their figures, how those came, and questions about them."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


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
    evidence: str = Field(default="", sa_column_kwargs={"server_default": ""})
    verified_visit_id: str | None = Field(default=None, foreign_key="visit.id")
    verified_by: str | None = Field(default=None, foreign_key="member.id")
    verified_on: str | None = None


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
