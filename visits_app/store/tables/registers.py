"""Teams, members, themes, forms and events."""

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
    role: str = Field(default="", sa_column_kwargs={"server_default": ""})
    retired: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class ThemeRow(SQLModel, table=True):
    """What findings and indicators are about."""

    __tablename__ = "theme"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    description: str = ""
    retired: bool = False
    merged_into: str | None = Field(default=None, foreign_key="theme.id")
    """The theme that findings on this one are counted under since it was merged."""
    split_from: str | None = Field(default=None, foreign_key="theme.id")


class FormRow(SQLModel, table=True):
    """A copy of every form version ever used here: old visits open for ever."""

    __tablename__ = "form"
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    title: str
    source: str
    sha256: str
    added_at: str
    retired: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class EventRow(SQLModel, table=True):
    """Something outside that may explain a change in a measure."""

    __tablename__ = "event"
    id: str = Field(primary_key=True)
    happened_on: str
    title: str
    kind: str = "other"
    precision: str = "day"
    detail: str = ""
