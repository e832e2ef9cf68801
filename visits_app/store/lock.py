"""One writer: a lock beside the store that dies with its process, and a note saying who has it.

The lock is the operating system's (`flock`, on Windows a locked byte), so that a killed process
leaves nothing that blocks. The note is for people only and is never believed without the lock.
"""

import getpass
import json
import os
import platform
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from visits_app.domain.errors import StoreInUse
from visits_app.store.faults import translating


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a store open."""

    user: str
    computer: str
    since: str
    process: int

    @property
    def sentence(self) -> str:
        """Return who it is in words: "anna on desk-4, since 4 March 2014 09:12"."""
        since = ""
        try:
            moment = datetime.fromisoformat(self.since)
        except ValueError:
            pass
        else:
            since = f", since {moment.day} {moment:%B %Y %H:%M}"
        return f"{self.user or 'someone'} on {self.computer or 'this computer'}{since}"


class StoreLock:
    """The lock of one store, held until `release` or the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path) -> "StoreLock":
        """Lock the store at `path`; raises `StoreInUse` naming the holder."""
        with translating(path):
            descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise StoreInUse(_in_use(path)) from error
        lock = cls(path, descriptor)
        lock._write_note()
        return lock

    def release(self) -> None:
        """Give the store free; doing it twice is allowed."""
        if self._descriptor is None:
            return
        # The note goes, the lock file stays: deleting a file others may be waiting on would let
        # two of them hold "the" lock.
        note_path(self._path).unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    def _write_note(self) -> None:
        note = {
            "user": _user(),
            "computer": platform.node(),
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
            "process": os.getpid(),
        }
        try:
            note_path(self._path).write_text(json.dumps(note), encoding="utf-8")
        except OSError:
            return  # on a full disk the lock still holds; only the name is missing


def lock_path(path: Path) -> Path:
    """Return the file whose lock means "open"."""
    return path.with_name(path.name + ".lock")


def note_path(path: Path) -> Path:
    """Return the file that names the holder."""
    return path.with_name(path.name + ".holder")


def holder(path: Path) -> Holder | None:
    """Return who the note beside the store names, if it can be read."""
    try:
        found: Any = json.loads(note_path(path).read_text(encoding="utf-8"))
        return Holder(
            user=str(found["user"]),
            computer=str(found["computer"]),
            since=str(found["since"]),
            process=int(found["process"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _in_use(path: Path) -> str:
    who = holder(path)
    name = f" by {who.sentence}" if who else " in another window"
    return (
        f"“{path.name}” is already open{name}. Nothing was changed: go to that window, or close it "
        "and open the store again here."
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
