"""Text files from outside, read only as far as they may be long."""

import stat
from pathlib import Path

from visits_app.domain.errors import Fault


def read_text(path: Path, faults: list[Fault], *, largest: int, what: str) -> str | None:
    """Return the text of a file, line ends as `\\n`; None, with a fault, when it cannot be read.

    `largest` is in bytes, `what` names the kind of file ("a form file"). Pipes, devices and
    folders are not opened: reading one may never end.
    """
    where = path.name or str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            faults.append(Fault(where, "this is not an ordinary file."))
            return None
        with path.open("rb") as file:
            raw = file.read(largest + 1)
        if len(raw) > largest:
            faults.append(Fault(where, too_large(largest, what)))
            return None
        return raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        faults.append(Fault(where, "the file is not UTF-8 text; save it as UTF-8."))
    except OSError:
        faults.append(Fault(where, "the file is missing or cannot be read."))
    return None


def too_large(largest: int, what: str) -> str:
    """Say how large such a file may be."""
    return f"the file is too large; {what} is at most {largest // 1000} KB."
