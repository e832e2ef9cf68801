"""Which shape the store has, and how an older one gets there. Light: alembic only when needed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection as AlchemyConnection

    from visits_app.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Schema:
    """The revisions a program can open, oldest first, and the folder of their migrations."""

    known: tuple[str, ...]
    folder: Path

    @property
    def head(self) -> str:
        """Return the revision everything is brought up to."""
        return self.known[-1]


CURRENT = Schema(known=("0001", "0002", "0003"), folder=Path(__file__).parent)
"""What this program writes; a test holds it against the files in `versions`."""


def stored_revision(connection: "Connection") -> str | None:
    """Return the revision the store says it has, None if it says none."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).fetchone()
    if not found:
        return None
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return str(rows[0][0]) if len(rows) == 1 else None


def run_missing(connection: "AlchemyConnection", schema: Schema = CURRENT) -> None:
    """Run the missing migrations inside the transaction `connection` is in."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", schema.folder.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    command.upgrade(config, schema.head)
