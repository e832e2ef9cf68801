"""Making, opening and examining the store, at the user's usual place unless another is named."""

from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.paths import default_store
from visits_app.store import engine

if TYPE_CHECKING:
    from visits_app.store.check import CheckReport
    from visits_app.store.engine import Store


def store_exists(path: Path | None = None) -> bool:
    """Say whether there is something at the store's place, be it a store or not."""
    return (path or default_store()).exists()


def open_store(path: Path | None = None, *, exclusive: bool = True) -> "Store":
    """Open the store; `exclusive=False` for reading only, beside a window that may have it open.

    Raises `StoreMissing` where there is none and other `StoreError` children; never makes one.
    """
    return engine.open_store(path or default_store(), exclusive=exclusive)


def create_store(path: Path | None = None) -> "Store":
    """Make a new store, with its folder, and open it; `StoreError` if something is there."""
    return engine.create_store(path or default_store())


def discard_store(path: Path | None = None) -> None:
    """Take away a closed store this process has just made, after a set-up that failed.

    Any other store raises ValueError: the program never deletes what somebody may want back.
    """
    engine.discard_store(path or default_store())


def check_store(path: Path | None = None) -> "CheckReport":
    """Examine the store thoroughly; damage is in the report, not raised."""
    from visits_app.store import check

    return check.check_store(path or default_store())
