"""Which shape the store has, and how an older one gets there. Light: alembic only when needed."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection as AlchemyConnection

    from visits_app.store.connection import Connection

HEAD = "0001"
"""The newest migration; a test holds it against the files in `versions`."""

KNOWN = ("0001",)
"""Every revision this program can open, oldest first; anything else is from a newer one."""

FOLDER = Path(__file__).parent


def stored_revision(connection: "Connection") -> str | None:
    """Return the revision the store says it has, None if it has no version table."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).fetchone()
    if not found:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def upgrade(connection: "AlchemyConnection", revision: str = HEAD, folder: Path = FOLDER) -> None:
    """Run what is missing up to `revision` inside the transaction `connection` is in."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", folder.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
