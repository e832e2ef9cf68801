"""Writing files beside the store so that the old one survives whatever happens on the way."""

import os
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Write a file only its user can read: aside, synced, then in place. Raises OSError."""
    aside = path.with_name(f"{path.name}.{os.urandom(4).hex()}.tmp")
    # O_EXCL: nobody can have put a file or a link there for us to write into.
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make the content of a file outlast a power cut."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` outlast a power cut; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
