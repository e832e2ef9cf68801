"""Write a file so that an old one of its name survives a failure."""

import contextlib
import errno
import os
from pathlib import Path
from uuid import uuid4

from visits_app.domain.errors import ExportError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name in the same folder, then put it in its place.

    Raises ExportError; the old file, if any, is untouched then.
    """
    aside = path.parent / f".{uuid4().hex}.part"
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise ExportError(_what_went_wrong(path, error)) from error


def _what_went_wrong(path: Path, error: OSError) -> str:
    name, folder = path.name, path.parent
    if error.errno == errno.ENAMETOOLONG:
        # Said first: even to ask whether such a file is there fails.
        return f"“{name[:40]}…” cannot be saved: the name is too long. Choose a shorter one."
    kept = " The file that was there before is unchanged." if path.is_file() else ""
    if error.errno in {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return f"There is no room left to save “{name}”. Free some space and save again.{kept}"
    if not folder.is_dir():
        return f"“{name}” cannot be saved: the folder {folder} is not there. Choose another folder."
    if path.is_dir():
        return f"“{name}” cannot be saved: a folder has that name. Choose another name."
    if error.errno == errno.EROFS:
        return f"“{name}” cannot be saved: {folder} can only be read. Choose another folder.{kept}"
    if error.errno in {errno.EACCES, errno.EPERM}:
        # Windows gives the same error for a file that another program holds open.
        return (
            f"“{name}” cannot be saved in {folder}: it is open in another program, or you may not "
            f"write there. Close it or choose another folder, and save again.{kept}"
        )
    return f"“{name}” cannot be saved: {error.strerror}. Choose another folder.{kept}"
