"""SQLAlchemy on top of our own connections; imported when the first session is wanted."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection as AlchemyConnection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import SingletonThreadPool
from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.store.connection import Connection


def engine_over(creator: Callable[[], Connection]) -> Engine:
    """Return an engine whose connections come from `creator`, one a thread.

    Transactions begin with BEGIN IMMEDIATE: one that reads first and then wants to write could
    find another writer in between. Errors carry no parameters: they would show what was typed.
    """
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=SingletonThreadPool,
        # The pool closes connections beyond its size, in use or not: we close our own.
        pool_size=1_000_000,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: AlchemyConnection) -> Any:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
