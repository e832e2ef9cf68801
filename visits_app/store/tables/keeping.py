"""What the store remembers about itself: settings and history."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


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
