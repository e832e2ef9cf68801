"""Opening, reading and autosaving are light: what is heavy is imported when it is wanted."""

from collections.abc import Callable
from pathlib import Path

HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "pydantic",
    "keyring",
    "filelock",
    "asyncio",
    "shutil",
    "PySide6",
)


def test_opening_reading_and_autosaving_import_nothing_heavy(
    closed: Path, run: Callable[..., str]
) -> None:
    code = f"""
import sys
from pathlib import Path
from visits_app.services.stores import open_store
from visits_app.store.history import record
store = open_store(Path(sys.argv[1]))
with store.read() as connection:
    connection.execute("SELECT * FROM visit").fetchall()
with store.write() as connection:
    connection.execute("INSERT INTO setting VALUES ('a', '1')")
    record(connection, by="m", action="made", entity="setting", entity_id="a", after=dict(a=1))
store.close()
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert run(code, closed) == "[]\n"
