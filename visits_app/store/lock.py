"""One writer: a lock beside the store that dies with its process and says who has it.

The lock is the operating system's (`flock`; on Windows a locked byte), so a killed process leaves
nothing that blocks. We lock by hand because importing `filelock` takes longer than opening a
store. The text in the file is a note: who has the store open or, afterwards, how it looked when
it was closed. It is believed only as far as the lock goes.
"""

import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from visits_app.domain.errors import StoreInUse
from visits_app.store.faults import translating_files


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
        try:
            moment = datetime.fromisoformat(self.since)
        except ValueError:
            since = ""
        else:
            since = f", since {moment.day} {moment:%B %Y %H:%M}"
        return f"{self.user or 'someone'} on {self.computer or 'this computer'}{since}"


class StoreLock:
    """The lock of one store, held until `release` or the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor
        self.closed_as = _read(path).get("closed")
        """How the store file looked when it was last closed in order, None if it was not."""

    @classmethod
    def take(cls, path: Path) -> "StoreLock":
        """Lock the store at `path`; raises `StoreInUse` naming the holder."""
        with translating_files(path):
            descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise StoreInUse(_in_use(path)) from error
        lock = cls(path, descriptor)
        lock._note({"open": _me()})
        return lock

    def release(self, closed_as: list[int] | None = None) -> None:
        """Give the store free, noting `closed_as`; doing it twice is allowed.

        The file stays: deleting one that others may be waiting on would let two of them hold
        "the" lock.
        """
        if self._descriptor is None:
            return
        self._note({"closed": closed_as} if closed_as else {})
        os.close(self._descriptor)
        self._descriptor = None

    def _note(self, content: dict[str, Any]) -> None:
        if self._descriptor is None:
            return
        text = json.dumps(content).encode("utf-8")
        try:
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text)
        except OSError:
            return  # on a full disk the lock still holds; only the note is missing


def file_marks(path: Path) -> list[int]:
    """Return what changes whenever anybody writes to the file; ctime cannot be set back."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def lock_path(path: Path) -> Path:
    """Return the file whose lock means "open"."""
    return path.with_name(path.name + ".lock")


def holder(path: Path) -> Holder | None:
    """Return who the note beside the store names, if there is one."""
    found: Any = _read(path).get("open")
    try:
        return Holder(
            user=str(found["user"]),
            computer=str(found["computer"]),
            since=str(found["since"]),
            process=int(found["process"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def real_path(path: Path) -> Path:
    """Return the one path of a store: the same lock and key whichever link leads to it."""
    return Path(os.path.realpath(path))


def _read(path: Path) -> dict[str, Any]:
    try:
        found: Any = json.loads(lock_path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _in_use(path: Path) -> str:
    who = holder(path)
    name = f"by {who.sentence}" if who else "in another window"
    return (
        f"“{path.name}” is already open {name}. Nothing was changed: go on in that window, or "
        "close it and open the store again here."
    )


def _me() -> dict[str, Any]:
    return {
        "user": _user(),
        "computer": _computer(),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        "process": os.getpid(),
    }


def _user() -> str:
    for name in ("LOGNAME", "USER", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    if sys.platform != "win32":
        import pwd

        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return ""
    return ""


def _computer() -> str:
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        # A byte far behind the text: what is locked on Windows cannot be read by others.
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
