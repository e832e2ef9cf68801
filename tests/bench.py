"""The table of speeds: `python dev.py bench`. Every row is a ratio of two things in one run.

Ours is measured beside its floor, the least that could do the same, in turns, in processes of
their own. The middle of several turns counts. `--quick` takes fewer turns and a smaller store;
words name the rows to measure: start, lists, autosave, paper, monitoring, summary, judging,
memory, importing, overview, panning, privacy.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
sys.path.insert(0, str(ROOT))
# Before anything is measured or made: the person at this computer has a keyring of their own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
KEPT = ROOT / "build" / "bench"


@dataclass(frozen=True)
class Row:
    """One line of the table; `floor` is 0 where the target is not a ratio but an amount."""

    what: str
    against: str
    ours: float
    floor: float
    target: float
    unit: str = "ms"
    measured: bool = True
    """Whether it could be measured here; what it is held against may not be installed."""

    @property
    def reached(self) -> bool:
        """Whether the target is reached, or nothing could be measured."""
        return not self.measured or self.figure <= self.target

    @property
    def figure(self) -> float:
        """What is held against the target."""
        return self.ours / self.floor if self.floor else self.ours

    def line(self) -> str:
        """Return the row as Markdown."""
        sign = "×" if self.floor else self.unit
        if not self.measured:
            return f"| {self.what} | {self.against} | | | not measured | ≤ {self.target:g} × | |"
        floor = f"{self.floor:.2f} {self.unit}" if self.floor else ""
        digits = 2 if self.floor else 1
        return (
            f"| {self.what} | {self.against} | {self.ours:.2f} {self.unit} | {floor} |"
            f" {self.figure:.{digits}f} {sign} | ≤ {self.target:g} {sign} |"
            f" {'yes' if self.reached else 'no'} |"
        )


@dataclass(frozen=True)
class Bench:
    """What every measurement needs: a scratch folder and how often to repeat."""

    folder: Path
    quick: bool

    @property
    def visits(self) -> int:
        """How many visits the large store holds."""
        return 5_000 if self.quick else 100_000

    def turns(self, many: int, few: int) -> str:
        """Return how often to repeat, as a word of a command line."""
        return str(few if self.quick else many)

    def environment(self, **more: str) -> dict[str, str]:
        """Return the surroundings of a measured process: offscreen, no keyring, its own home."""
        return os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(TESTS)]),
            "QT_QPA_PLATFORM": "offscreen",
            "MEMBER_VISITS_HOME": str(self.folder / "home"),
            **more,
        }

    def ask(self, script: str, *words: str) -> dict[str, list[float]]:
        """Run a script of tests/speed/ and return the numbers it prints."""
        done = subprocess.run(
            [sys.executable, str(TESTS / "speed" / script), *words],
            stdout=subprocess.PIPE,
            text=True,
            env=self.environment(),
            check=True,
        )
        answer: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
        return answer

    def moments(self, command: Sequence[str], wanted: Sequence[str]) -> dict[str, float]:
        """Start a program; return the milliseconds until it names each moment, then end it."""
        begun = time.monotonic_ns()
        process = subprocess.Popen(
            [sys.executable, *command],
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self.environment(MEMBER_VISITS_TRACE="1"),
        )
        found: dict[str, float] = {}
        assert process.stderr is not None
        for line in process.stderr:
            moment, _, value = line.partition(" ")
            if moment in wanted and moment not in found:
                number = float(value)
                found[moment] = number if moment == "peak" else (number - begun) / 1e6
                if len(found) == len(wanted):
                    break
        process.kill()
        process.communicate()
        if len(found) < len(wanted):
            raise SystemExit(f"{' '.join(command)} ended before it named {', '.join(wanted)}")
        return found

    def example(self) -> Path:
        """Return a store with the example council, made the first time."""
        path = self.folder / "example.mvstore"
        if not path.exists():
            command = [sys.executable, "-m", "visits_app", "example", "--store", str(path)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=self.environment())
        return path

    def big(self) -> Path:
        """Return a store of 100,000 visits (5,000 if quick), kept for the next time."""
        from big_store import fingerprint, make_big_store

        visits = self.visits
        kept = KEPT / f"{visits}-{fingerprint()}"
        if not kept.exists():
            say(f"Making a store of {visits:,} visits in {KEPT}")
            making = KEPT / "making"
            for old in (making, *KEPT.glob(f"{visits}-*")):
                shutil.rmtree(old, ignore_errors=True)
            making.mkdir(parents=True)
            make_big_store(making / "visits.mvstore", visits=visits)
            making.rename(kept)
        return kept / "visits.mvstore"


def start(bench: Bench) -> Iterator[Row]:
    """Measure the first painted window and the first usable list."""
    ours_command = ["-m", "visits_app", "--store", str(bench.example())]
    bare_command = [str(TESTS / "speed" / "bare_window.py")]
    painted, usable, floor = [], [], []
    for turn in range(int(bench.turns(15, 5)) + 2):
        ours = bench.moments(ours_command, ["painted", "list_usable"])
        bare = bench.moments(bare_command, ["painted"])
        if turn >= 2:  # the first ones read files that no cache holds yet
            painted.append(ours["painted"])
            usable.append(ours["list_usable"])
            floor.append(bare["painted"])
    against = "bare PySide6 window"
    least = statistics.median(floor)
    yield Row("first painted window", against, statistics.median(painted), least, 2.0)
    yield Row("list usable with data", against, statistics.median(usable), least, 5.0)


def lists(bench: Bench) -> Iterator[Row]:
    """Measure pages, filters and searches over 100,000 visits."""
    path = bench.big()
    asked = bench.ask("lists.py", str(path), bench.turns(9, 3))
    against = "the same SQL, bare sqlcipher3"
    for key, what in (
        ("page", f"first page of {bench.visits:,} visits"),
        ("filter", "a filter of them"),
    ):
        times = asked[key]
        ours, floor = statistics.median(times["ours"]), statistics.median(times["floor"])
        yield Row(what, against, ours * 1000, floor * 1000, 1.5)
    ours, floor = (p95(asked["search"][side]) * 1000 for side in ("ours", "floor"))
    yield Row("a search in them, p95", against, ours, floor, 1.5)
    held = bench.ask("stall.py", str(path), bench.turns(3, 1))
    for key, what in (("page", "first page"), ("filter", "filter"), ("search", "search")):
        yield Row(f"{what}: window's thread held up", "at most", p95(held[key]) * 1000, 0, 50)


def autosave(bench: Bench) -> Iterator[Row]:
    """Measure the saving of one answer."""
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        times = bench.ask("autosave.py", folder, bench.turns(1000, 200))
    ours, floor = (statistics.median(times[side]) * 1000 for side in ("ours", "floor"))
    yield Row("autosave of one answer", "one bare committed write", ours, floor, 2.0)


def paper(bench: Bench) -> Iterator[Row]:
    """Measure a visit report of 40 answers and 3 charts."""
    times = bench.ask("paper.py", bench.turns(15, 5))
    ours, floor = (statistics.median(times[side]) * 1000 for side in ("ours", "floor"))
    what = "report, 40 answers and 3 charts, to PDF"
    yield Row(what, "the same in bare ReportLab", ours, floor, 1.3)


def monitoring(bench: Bench) -> Iterator[Row]:
    """Measure a monitoring report, from the figures to the PDF."""
    times = bench.ask("monitoring.py", bench.turns(9, 3))
    ours, floor, setting = (
        statistics.median(times[side]) * 1000 for side in ("ours", "floor", "setting")
    )
    say(f"(ours without judging and charting: {setting:.1f} ms)")
    what = "monitoring report, 40 indicators of 36 months, to PDF"
    yield Row(what, "the same drawings in bare ReportLab", ours, floor, 1.5)


def summary(bench: Bench) -> Iterator[Row]:
    """Measure a visit summary, from the records to the PDF and to the Word document."""
    times = bench.ask("summary.py", bench.turns(9, 3))
    pdf, floor, setting, docx = (
        statistics.median(times[side]) * 1000 for side in ("pdf", "floor", "setting", "docx")
    )
    say(f"(to PDF without drafting and laying out: {setting:.1f} ms)")
    what = "summary of 200 visits with 20 charts, to PDF"
    yield Row(what, "the same flowables in bare ReportLab", pdf, floor, 1.3)
    what, against = "the same summary to DOCX", "LibreOffice making a PDF of that DOCX"
    office = [one * 1000 for one in times["office"]]
    least = statistics.median(office) if office else 0.0
    yield Row(what, against, docx, least, 0.5, measured=bool(office))


def judging(bench: Bench) -> Iterator[Row]:
    """Measure judging 1,000 series of 120 months, whole judgements against limits alone."""
    times = bench.ask("xmr.py", bench.turns(25, 9))
    ours, floor, batch = (statistics.median(times[k]) * 1000 for k in ("ours", "loop", "batch"))
    say(f"(mean and limits of all series in one array: {batch:.2f} ms)")
    what = "XmR of 1,000 series of 120 months"
    yield Row(what, "mean and limits in plain numpy, series by series", ours, floor, 3.0)


def memory(bench: Bench) -> Iterator[Row]:
    """Measure peak memory on the page of indicators."""
    ours, floor = [], []
    bare = [str(TESTS / "speed" / "bare_window.py"), "heavy"]
    for _ in range(int(bench.turns(3, 1))):
        ours.append(bench.ask("our_memory.py", str(bench.example()))["peak"])
        floor.append(bench.moments(bare, ["peak"])["peak"])
    against = "bare window with SQLModel, pyqtgraph, ReportLab"
    middle, least = statistics.median(ours), statistics.median(floor)
    yield Row("peak memory, indicators page", against, middle, least, 1.6, "MB")


def importing(bench: Bench) -> Iterator[Row]:
    """Measure an import of 200,000 long rows: a dry run and its transaction."""
    kept = str(bench.folder / "spreadsheets")
    found: dict[str, dict[str, float]] = {}
    for kind in ("xlsx", "csv"):
        turns = [bench.ask("importing.py", kind, kept) for _ in range(int(bench.turns(5, 2)))]
        found[kind] = {key: statistics.median(t[key][0] for t in turns) for key in turns[0]}
    book, text = found["xlsx"], found["csv"]
    ours = (book["dry_run"] + book["apply"]) * 1000
    yield Row("import of 200,000 rows, XLSX", "calamine alone", ours, book["floor"] * 1000, 4.0)
    memory = max(book["memory"], text["memory"])
    yield Row("import: memory, with its reader", "above idle", memory, 0, 300, "MB")
    held = max(book["held"], text["held"]) * 1000
    yield Row("import: other threads held up", "at most", held, 0, 50)
    times = (text["dry_run"] + text["apply"]) / text["floor"]
    say(f"The same rows as CSV take {times:.1f} × what csv.reader alone takes to read them.")


def overview(bench: Bench) -> Iterator[Row]:
    """Measure the first opening of the overview of 100 indicators of 120 months each."""
    path = bench.folder / "overview.mvstore"
    held: dict[str, list[float]] = {"warm": [], "cold": []}
    for turn in range(int(bench.turns(9, 3)) + 1):
        for how, found in held.items():
            seconds = bench.ask("overview.py", str(path), how)[how][0]
            if turn:  # the first one makes the store, and reads files that no cache holds yet
                found.append(seconds * 1000)
    cold, worst = statistics.median(held["cold"]), max(held["warm"])
    say(f"(before the imports are warm: {cold:.1f} ms; the longest of all warm: {worst:.1f} ms)")
    what = "overview of 100 indicators × 120 months: window's thread held up"
    yield Row(what, "at most", statistics.median(held["warm"]), 0, 100)


def tracker(bench: Bench) -> Iterator[Row]:
    """Measure the first opening of the tracker of 2,000 recommendations with 20,000 links."""
    path = bench.folder / "tracker.mvstore"
    held = []
    for turn in range(int(bench.turns(9, 3)) + 1):
        seconds = bench.ask("tracker.py", str(path))["held"][0]
        if turn:  # the first one makes the store, and reads files that no cache holds yet
            held.append(seconds * 1000)
    say(f"(the longest of all: {max(held):.1f} ms)")
    what = "tracker of 2,000 recommendations, 20,000 links: window's thread held up"
    yield Row(what, "at most", statistics.median(held), 0, 100)


def panning(bench: Bench) -> Iterator[Row]:
    """Measure a frame of panning and zooming a chart of 120 months with 40 flags."""
    times = bench.ask("panning.py", bench.turns(180, 60))
    for key, what in (("pan", "panning"), ("zoom", "zooming")):
        say(f"({what}: the middle frame takes {statistics.median(times[key]):.1f} ms)")
        yield Row(
            f"a frame of {what}, 120 months and 40 flags, p95", "at most", p95(times[key]), 0, 20
        )


def privacy(bench: Bench) -> Iterator[Row]:
    """Measure the privacy gate on 50,000 words."""
    times = bench.ask("privacy.py", bench.turns(9, 3))
    for key, what in (("ordinary", "as members write"), ("full", "full of identifiers")):
        middle = statistics.median(times[key])
        yield Row(f"privacy gate on 50,000 words {what}", "at most", middle, 0, 1, "s")


ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "start": start,
    "lists": lists,
    "autosave": autosave,
    "paper": paper,
    "monitoring": monitoring,
    "summary": summary,
    "judging": judging,
    "memory": memory,
    "importing": importing,
    "overview": overview,
    "tracker": tracker,
    "panning": panning,
    "privacy": privacy,
}


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 in 100 do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def say(words: str) -> None:
    """Tell how it goes, beside the table."""
    print(words, file=sys.stderr, flush=True)


def main() -> int:
    """Measure what is asked for and print the table; 1 when a target is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    unknown = set(asked.rows) - set(ROWS)
    if unknown:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="member-visits-bench-") as folder:
        bench = Bench(Path(folder), asked.quick)
        for name in asked.rows or ROWS:
            say(f"Measuring {name}")
            found += ROWS[name](bench)
    print("| what | against | ours | floor | figure | to reach | reached |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for row in found:
        print(row.line())
    return 0 if all(row.reached for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
