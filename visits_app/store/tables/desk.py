"""The officer's desk: rota, life of a report, sheets, privacy, papers."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class RotaVisitRow(SQLModel, table=True):
    """A visit the officer plans; `visit_id` is the report once it is begun."""

    __tablename__ = "rota_visit"
    __table_args__ = (
        Index("rota_visit_by_day", "on_day"),
        Index("rota_visit_by_team", "team_id", "on_day"),
        Index("rota_visit_by_visit", "visit_id"),
    )
    id: str = Field(primary_key=True)
    uid: str = Field(unique=True)
    """The calendar's name for it; it never changes."""
    sequence: int = 0
    team_id: str = Field(foreign_key="team.id")
    on_day: str
    starts_at: str = ""
    minutes: int = 120
    place: str = ""
    form_id: str = ""
    purpose: str = ""
    status: str = "proposed"
    reason: str = ""
    moved_from: str = "[]"
    visit_id: str | None = Field(default=None, foreign_key="visit.id", ondelete="SET NULL")
    created_at: str
    updated_at: str


class RotaMemberRow(SQLModel, table=True):
    """Who is to go on a planned visit; position 0 leads."""

    __tablename__ = "rota_member"
    __table_args__ = (Index("rota_member_by_member", "member_id"),)
    rota_visit_id: str = Field(primary_key=True, foreign_key="rota_visit.id", ondelete="CASCADE")
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    position: int = 0


class ReviewStepRow(SQLModel, table=True):
    """One step in the life of a submitted report; undone ones stay, marked."""

    __tablename__ = "review_step"
    __table_args__ = (
        Index("review_step_by_visit", "visit_id", "number"),
        Index("review_step_by_stage", "stage"),
    )
    id: str = Field(primary_key=True)
    visit_id: str = Field(foreign_key="visit.id")
    number: int
    revision: int
    """Which sealed version of the report it speaks of."""
    step: str
    stage: str
    """Where the report stands after it."""
    on_day: str
    due: str | None = None
    """By when the next step is due."""
    note: str = ""
    left_laptop: bool = False
    recorded_at: str
    recorded_by: str
    undone_at: str | None = None
    undone_by: str = ""


class ReviewRow(SQLModel, table=True):
    """Where a submitted report stands: the last step that was not undone, for lists."""

    __tablename__ = "review"
    __table_args__ = (Index("review_by_stage", "stage", "due"),)
    visit_id: str = Field(primary_key=True, foreign_key="visit.id", ondelete="CASCADE")
    stage: str
    since: str
    due: str | None = None
    marking: str = "unmarked"
    paragraph: int | None = None
    """The paragraph of Schedule 12A (1 to 7) an exempt report rests on."""
    marking_reason: str = ""
    procedure_checked: bool = False


class CorrectionRow(SQLModel, table=True):
    """What the service says is wrong in a report's facts, and what was decided."""

    __tablename__ = "correction"
    __table_args__ = (Index("correction_by_visit", "visit_id", "position"),)
    id: str = Field(primary_key=True)
    visit_id: str = Field(foreign_key="visit.id")
    sheet_id: str | None = Field(default=None, foreign_key="sheet.id")
    revision: int
    position: int
    question_id: str
    row_id: str = ""
    passage: str
    proposed: str
    evidence: str = ""
    decision: str = "open"
    decision_note: str = ""
    decided_on: str | None = None
    decided_by: str = ""
    received_on: str


class SheetRow(SQLModel, table=True):
    """A sheet that went out to be filled in: its rows as sent, so that answers find their place."""

    __tablename__ = "sheet"
    __table_args__ = (Index("sheet_by_subject", "kind", "subject_id"),)
    id: str = Field(primary_key=True)
    kind: str
    subject_id: str = ""
    period: str = ""
    title: str
    rows: str = "[]"
    issued_on: str
    issued_by: str
    due: str | None = None


class SheetReturnRow(SQLModel, table=True):
    """A sheet that came back: every row as it was read, what was taken and what was not."""

    __tablename__ = "sheet_return"
    __table_args__ = (Index("sheet_return_by_sheet", "sheet_id"),)
    id: str = Field(primary_key=True)
    sheet_id: str | None = Field(default=None, foreign_key="sheet.id")
    kind: str
    file_name: str
    sha256: str
    lines: str = "[]"
    taken: int = 0
    refused: int = 0
    received_at: str
    received_by: str
    undone_at: str | None = None
    undone_by: str = ""


class ThemeFilingRow(SQLModel, table=True):
    """A finding filed under another theme than its report says, since that theme was split."""

    __tablename__ = "theme_filing"
    finding_id: str = Field(primary_key=True, foreign_key="finding.id", ondelete="CASCADE")
    theme_id: str = Field(foreign_key="theme.id", index=True)
    filed_at: str
    filed_by: str


class PrivacyDecisionRow(SQLModel, table=True):
    """A passage that might identify somebody and stays all the same, with the reason."""

    __tablename__ = "privacy_decision"
    __table_args__ = (Index("privacy_decision_by_subject", "subject", "subject_id"),)
    id: str = Field(primary_key=True)
    subject: str
    """What holds the words: "visit", "paper", "action"…"""
    subject_id: str
    place: str
    """Where in it: a question's id, a row's id after a slash."""
    passage: str
    kind: str
    reason: str
    decided_at: str
    decided_by: str
    undone_at: str | None = None


class RestrictionRow(SQLModel, table=True):
    """An answer or a row of a visit that is kept out of everything public."""

    __tablename__ = "restriction"
    visit_id: str = Field(primary_key=True, foreign_key="visit.id", ondelete="CASCADE")
    question_id: str = Field(primary_key=True)
    row_id: str = Field(default="", primary_key=True)
    reason: str
    made_at: str
    made_by: str


class PaperRow(SQLModel, table=True):
    """A paper being compiled: its kind, period and contents."""

    __tablename__ = "paper"
    id: str = Field(primary_key=True)
    kind: str
    title: str
    starts_on: str | None = None
    ends_on: str | None = None
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id")
    contents: str = "{}"
    made_at: str
    made_by: str
    updated_at: str
    deleted_at: str | None = None


class PaperPartRow(SQLModel, table=True):
    """One part, sentence or row of a paper: as drafted from records, and as the officer has it."""

    __tablename__ = "paper_part"
    __table_args__ = (Index("paper_part_by_paper", "paper_id", "position"),)
    paper_id: str = Field(primary_key=True, foreign_key="paper.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)
    """What it is drafted from, so that a new draft finds it again; "own:…" is the officer's."""
    position: int
    section: str
    kind: str = "paragraph"
    drafted: str = "[]"
    edited: str | None = None
    fresh: str | None = None
    """The program's newer words that the officer has not answered yet."""
    hidden: bool = False
    restricted: bool = False
    sources: str = "[]"
    updated_at: str
    updated_by: str = ""
