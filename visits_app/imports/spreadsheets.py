"""Starting the child process that parses a spreadsheet, bounding it, and checking its answer."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from math import isinf
from pathlib import Path
from typing import IO, Any

from visits_app.domain.errors import Cancelled, SpreadsheetRefused
from visits_app.domain.indicators import Unit
from visits_app.domain.spreadsheets import CellFault, Mapping, ReadFigures, SheetLook
from visits_app.domain.text import clean
from visits_app.imports.mapping_words import mapping_as_json, mapping_from_json
from visits_app.imports.spreadsheet_child import MEMORY, OUT_OF_MEMORY, numeric_columns
from visits_app.imports.spreadsheet_files import LARGEST, MOST_CELLS, MOST_SHEETS, too_large

SECONDS = 90
"""How long the child may take."""
LONGEST_LINE = 64_000_000
LONGEST_WORDS = 1_000
_LATEST = date.max.toordinal()
_LOOK_EVERY = 0.05

_START = "import json,sys; sys.path[:] = json.loads(sys.argv[1]); " + (
    "from visits_app.imports.spreadsheet_child import main; main()"
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FileBytes:
    """A file as it was read once: what is hashed is what is parsed."""

    path: Path
    raw: bytes
    sha256: str


def read_file(path: Path) -> FileBytes:
    """Return a file's bytes and hash; SpreadsheetRefused where it is too large or unreadable."""
    try:
        if not path.is_file():
            raise SpreadsheetRefused("The file is not there any more, or is not an ordinary file.")
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise SpreadsheetRefused(
            "The file cannot be read. Close it in other programs, or copy it to another folder."
        ) from error
    if len(raw) > LARGEST:
        raise SpreadsheetRefused(too_large())
    return FileBytes(path, raw, hashlib.sha256(raw).hexdigest())


def look(
    file: FileBytes,
    *,
    today: date,
    cancel: threading.Event | None = None,
    seconds: float = SECONDS,
) -> tuple[SheetLook, ...]:
    """Return every sheet of a file with the layout it probably has."""
    request = {"what": "look", "today": today.isoformat()}
    with _child(request, file, cancel, seconds) as out:
        return sheets_told(out)
    raise broken()


def look_under(
    file: FileBytes, mapping: Mapping, *, today: date, cancel: threading.Event | None = None
) -> SheetLook:
    """Return one sheet with the names and areas found under a mapping."""
    request = {
        "what": "names",
        "today": today.isoformat(),
        "mapping": mapping_as_json(mapping),
    }
    with _child(request, file, cancel) as out:
        for line in _lines(out, None):
            if "sheet" in line:
                return _sheet(line["sheet"])
    raise broken()


def read(
    file: FileBytes,
    mapping: Mapping,
    units: dict[str, Unit],
    *,
    today: date,
    cancel: threading.Event | None = None,
    progress: Progress | None = None,
) -> tuple[ReadFigures, str]:
    """Return the figures of a sheet, and its layout's fingerprint.

    `units` are the units of the names that are taken, by name in the file.
    """
    request = {
        "what": "read",
        "today": today.isoformat(),
        "mapping": mapping_as_json(mapping),
        "units": {name: unit.value for name, unit in units.items()},
    }
    with _child(request, file, cancel) as out:
        for line in _lines(out, progress):
            if "figures" in line:
                return checked_figures(line["figures"], out)
    raise broken()


def answers(
    request: dict[str, Any], file: FileBytes, cancel: threading.Event | None = None
) -> Iterator[dict[str, Any]]:
    """Ask the child something about a file and return what it says until it ends."""
    with _child(request, file, cancel) as out:
        yield from _lines(out, None)


# --- the child -----------------------------------------------------------------------------


@contextmanager
def _child(
    request: dict[str, Any],
    file: FileBytes,
    cancel: threading.Event | None,
    seconds: float = SECONDS,
) -> Iterator[IO[bytes]]:
    """Start the child, give it its request and the file, and lend what it answers.

    It is killed when the block ends, when it takes too long, and when `cancel` is set.
    """
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, json.dumps(_search_path())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    guard = _Guard(process, cancel, seconds)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with _job_object(process):
            guard.start()
            words = json.dumps(request).encode()
            try:
                process.stdin.write(len(words).to_bytes(8, "big") + words)
                process.stdin.write(file.raw)
                process.stdin.close()
            except OSError:
                pass  # it has ended before reading everything: its answer says why
            try:
                yield process.stdout
            except _Ended as error:
                raise guard.why(_code(process)) from error
        if guard.cancelled:
            raise Cancelled("The import was stopped; nothing was changed.")
    finally:
        guard.stop()
        process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                pipe.close()
            except OSError:
                continue
        process.wait()


def _code(process: "subprocess.Popen[bytes]") -> int:
    """Return how the child ended that has stopped answering; it is killed if it has not."""
    try:
        return process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return 0


def _search_path() -> list[str]:
    """Return where this process finds modules; the child must find the same and no others."""
    own = str(Path(__file__).resolve().parents[2])
    return list(dict.fromkeys([own, *(p for p in sys.path if p and Path(p).is_absolute())]))


def _surroundings() -> dict[str, str]:
    """Return the little of the environment that a program cannot start without."""
    needed = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {name: os.environ[name] for name in needed if name in os.environ}


class _Guard(threading.Thread):
    """Kills the child when its time is up or the person gives up."""

    def __init__(
        self,
        process: "subprocess.Popen[bytes]",
        cancel: threading.Event | None,
        seconds: float,
    ) -> None:
        super().__init__(name="spreadsheet-guard", daemon=True)
        self._process = process
        self._cancel = cancel
        self._done = threading.Event()
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self.cancelled = False
        self.late = False

    def run(self) -> None:
        while not self._done.wait(_LOOK_EVERY):
            if self._cancel is not None and self._cancel.is_set():
                self.cancelled = True
            elif time.monotonic() > self._until:
                self.late = True
            if self.cancelled or self.late:
                self._process.kill()
                return

    def stop(self) -> None:
        """End the watch."""
        self._done.set()
        if self.ident is not None:
            self.join()

    def why(self, code: int) -> Exception:
        """Return why the child has ended without an answer."""
        if self.cancelled:
            return Cancelled("The import was stopped; nothing was changed.")
        if self.late:
            return SpreadsheetRefused(
                f"Reading the file took longer than {self._seconds:g} seconds and was given up. "
                "Save the sheet with the figures as a file of its own, without anything else."
            )
        # Rust aborts where it gets no memory; Python says so itself.
        return SpreadsheetRefused(OUT_OF_MEMORY) if code < 0 else broken()


@contextmanager
def _job_object(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """On Windows, bound the child's memory and let it end with us; elsewhere it bounds itself."""
    if sys.platform != "win32":
        yield
        return
    from visits_app.imports.windows_job import bound

    close = bound(process, MEMORY)
    try:
        yield
    finally:
        close()


# --- its answer, which is a stranger's too -------------------------------------------------


class _Ended(Exception):
    """The child's answer stopped before its end."""


def _lines(out: IO[bytes], progress: Progress | None) -> Iterator[dict[str, Any]]:
    """Return what the child says until it ends; progress is passed on, refusals are raised."""
    said = False
    while line := out.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            raise _Ended
        try:
            words = json.loads(line)
        except (ValueError, RecursionError):
            raise _Ended from None
        if not isinstance(words, dict):
            raise broken()
        if "refused" in words:
            raise SpreadsheetRefused(clean(str(words["refused"]))[:LONGEST_WORDS])
        if "progress" in words:
            _tell(words["progress"], progress)
            continue
        said = True
        yield words
    if not said:
        raise _Ended


def _tell(far: Any, progress: Progress | None) -> None:
    """Pass on how far the child is, if that is what it says."""
    match far:
        case [int(done), int(total)] if 0 <= done <= total and total > 0:
            if progress is not None:
                progress(done, total)
        case _:
            raise broken()


def broken() -> SpreadsheetRefused:
    """Return the refusal of a file whose reader answered nonsense."""
    return SpreadsheetRefused(
        "The file could not be read: the program's reader gave up on it. Open it in your "
        "spreadsheet program, save it as .xlsx or .csv, and choose that file."
    )


def sheets_told(out: IO[bytes]) -> tuple[SheetLook, ...]:
    """Return the sheets the child tells; an answer without its end is none, however far it got."""
    sheets: list[SheetLook] = []
    for line in _lines(out, None):
        if "looked" in line:
            return tuple(sheets)
        if len(sheets) == MOST_SHEETS:
            break
        if "sheet" in line:
            sheets.append(_sheet(line["sheet"]))
    raise _Ended


def _words(value: Any, most: int = LONGEST_WORDS) -> str:
    return clean(str(value))[:most]


def _all_words(values: Any) -> tuple[str, ...]:
    return tuple(_words(value) for value in values)


def _sheet(said: dict[str, Any]) -> SheetLook:
    try:
        guess = said["guess"]
        return SheetLook(
            name=_words(said["name"]),
            rows=int(said["rows"]),
            columns=int(said["columns"]),
            preview=tuple(_all_words(row) for row in said["preview"]),
            row_numbers=tuple(map(int, said["row_numbers"])),
            guess=mapping_from_json(guess) if guess else None,
            fingerprint=_words(said["fingerprint"], 64),
            names=_all_words(said["names"]),
            units=_all_words(said["units"]),
            areas=_all_words(said["areas"]),
            hidden=bool(said["hidden"]),
            unreadable=_words(said["unreadable"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise broken() from error


def checked_figures(said: dict[str, Any], out: IO[bytes]) -> tuple[ReadFigures, str]:
    """Return the figures the child tells, and the fingerprint; SpreadsheetRefused for nonsense."""
    try:
        count = int(said["count"])
        if not 0 <= count <= MOST_CELLS:
            raise ValueError(count)
        columns = {name: _column(name, count, out) for name in numeric_columns()}
        figures = ReadFigures(
            names=_all_words(said["names"]),
            areas=_all_words(said["areas"]),
            texts=_all_words(said["texts"]),
            faults=tuple(
                CellFault(_words(f["sheet"]), _words(f["cell"], 20), _words(f["what"]))
                for f in said["faults"]
            ),
            refused=int(said["refused"]),
            remarks=_all_words(said["remarks"]),
            **columns,
        )
        _check(figures)
        return figures, _words(said["fingerprint"], 64)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise broken() from error


def _column(name: str, count: int, out: IO[bytes]) -> "array[Any]":
    column: array[Any] = array(getattr(ReadFigures(), name).typecode)
    wanted = count * column.itemsize
    raw = out.read(wanted)
    if len(raw) != wanted:
        raise _Ended
    column.frombytes(raw)
    return column


def _check(figures: ReadFigures) -> None:
    """Raise ValueError unless every place points somewhere and every number is one."""
    for column, most in (
        (figures.name, len(figures.names)),
        (figures.area, len(figures.areas)),
        (figures.text, len(figures.texts)),
        (figures.note, len(figures.texts)),
        (figures.precision, 3),
        (figures.provisional, 2),
        (figures.period, _LATEST),
        (figures.row, 2**31 - 1),
        (figures.column, 20_000),
    ):
        if len(column) and not (min(column) >= 0 and max(column) < most):
            raise ValueError("a place that is not there")
    if len(figures) and min(figures.period) < 1:
        raise ValueError("a day before the first")
    for numbers in (figures.value, figures.numerator, figures.denominator, figures.target):
        if any(map(isinf, numbers)):
            raise ValueError("an infinite number")
