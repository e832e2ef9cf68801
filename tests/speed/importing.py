"""An import of 200,000 long rows by us, and the same file read by the bare reader alone.

Prints seconds of both, for a workbook and for a text file, the most memory beyond that of the idle
process (ours and the parsing child's together), and how long the window's thread was ever held up.
"""

import csv
import json
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from memory import peak_mb

from visits_app.domain.figures import month_end
from visits_app.services import figure_imports, stores

ROWS = 200_000
HEADERS = ("Indicator", "Area", "Month", "Value", "Numerator", "Denominator", "Target")
BARE_XLSX = """
import sys, time
from python_calamine import CalamineWorkbook
begun = time.perf_counter()
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print(time.perf_counter() - begun)
"""
BARE_CSV = """
import csv, sys, time
begun = time.perf_counter()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = list(csv.reader(file))
print(time.perf_counter() - begun)
"""


def figures(rows: int) -> list[tuple[object, ...]]:
    """Return rows of 100 measures in 17 areas over months from April 2013."""
    found: list[tuple[object, ...]] = []
    for number in range(rows):
        series, month = divmod(number, 118)
        measure, area = divmod(series, 17)
        day = date(2013 + (month + 3) // 12, (month + 3) % 12 + 1, 1)
        whole = 20 + number * 7919 % 281
        part = number * 104_729 % (whole + 1)
        found.append(
            (
                f"Measure {measure:03} of the service",
                f"Area {area:02}",
                month_end(day),
                round(100 * part / whole, 1),
                part,
                whole,
                80,
            )
        )
    return found


def make(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write the workbook and the text file."""
    import xlsxwriter

    text, book = folder / "figures.csv", folder / "figures.xlsx"
    lines = figures(rows)
    with text.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows((*r[:2], f"{r[2]:%d/%m/%Y}", *r[3:]) for r in lines)
    with xlsxwriter.Workbook(str(book), {"constant_memory": True}) as made:
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        sheet = made.add_worksheet("Figures")
        sheet.write_row(0, 0, HEADERS)
        for number, line in enumerate(lines, start=1):
            sheet.write_string(number, 0, str(line[0]))
            sheet.write_string(number, 1, str(line[1]))
            sheet.write_datetime(number, 2, datetime.combine(line[2], datetime.min.time()), day)
            for column in range(3, 7):
                sheet.write_number(number, column, line[column])
    return book, text


def bare(program: str, path: Path) -> float:
    """Return the seconds the reader alone takes, in a process of its own."""
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


class Watch(threading.Thread):
    """What the window's thread would feel, and the memory of the children."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.held, self.children = 0.0, 0.0
        self._done = threading.Event()

    def run(self) -> None:
        seen, looked = time.perf_counter(), 0.0
        while not self._done.is_set():
            time.sleep(0.002)
            now = time.perf_counter()
            self.held = max(self.held, now - seen - 0.002)
            if now - looked > 0.05:
                looked = now
                self.children = max(self.children, children_mb())
            seen = time.perf_counter()

    def stop(self) -> None:
        """End the watch."""
        self._done.set()
        self.join()


def children_mb() -> float:
    """Return the peak memory of the processes this one has started; 0 where nobody tells."""
    most = 0.0
    for listed in Path("/proc/self/task").glob("*/children"):
        try:
            for process in listed.read_text().split():
                for line in Path(f"/proc/{process}/status").read_text().splitlines():
                    if line.startswith("VmHWM:"):
                        most = max(most, int(line.split()[1]) / 1024)
        except OSError:
            continue  # it has just ended
    return most


def ours(path: Path, folder: Path) -> dict[str, float]:
    """Import a file into an empty store; return seconds of the looking and of the import."""
    with stores.create_store(folder / "ours.mvstore") as store:
        begun = time.perf_counter()
        look = figure_imports.look_at_file(store, path)
        sheet = look.sheets[0]
        assert sheet.guess is not None
        new = [m.offered for m in figure_imports.suggest_matches(store, sheet.names) if m.offered]
        matches = tuple(zip(sheet.names, (i.id for i in new), strict=True))
        looked = time.perf_counter()
        dry = figure_imports.dry_run(store, path, replace(sheet.guess, matches=matches), new)
        planned = time.perf_counter()
        figure_imports.apply_import(store, dry, by="bench")
        ended = time.perf_counter()
        assert dry.new == ROWS, (dry.new, dry.refused)
    return {"look": looked - begun, "dry_run": planned - looked, "apply": ended - planned}


def main() -> None:
    """Measure one file, "xlsx" or "csv", made in a folder that is kept."""
    kind, kept = sys.argv[1], Path(sys.argv[2])
    book, text = kept / "figures.xlsx", kept / "figures.csv"
    if not text.exists():
        kept.mkdir(parents=True, exist_ok=True)
        # In a process of its own: what it takes is no memory of an import.
        code = f"import importing, pathlib; importing.make(pathlib.Path({str(kept)!r}), {ROWS})"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)
    path, program = (book, BARE_XLSX) if kind == "xlsx" else (text, BARE_CSV)
    floor = bare(program, path)
    idle = peak_mb()
    watch = Watch()
    watch.start()
    with tempfile.TemporaryDirectory() as folder:
        times = ours(path, Path(folder))
    watch.stop()
    more = peak_mb() - idle + watch.children
    found = {key: [value] for key, value in times.items()}
    told = {"floor": [floor], "memory": [more], "held": [watch.held], **found}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
