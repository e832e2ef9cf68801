"""The wheel: built from the tree, put into an empty environment, it does its work there."""

import os
import subprocess
import sys
import sysconfig
import threading
import zipfile
from pathlib import Path

import pytest

from visits_app import __version__

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = os.name == "nt"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    built = subprocess.run(
        [*command, str(ROOT)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120
    )
    assert built.returncode == 0, built.stdout.decode("utf-8", "replace")
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an empty environment's programs; it borrows only our dependencies."""
    venv = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    programs = venv / ("Scripts" if WINDOWS else "bin")
    python = programs / ("python.exe" if WINDOWS else "python")
    pip = [sys.executable, "-m", "pip", "-qq", "--python", str(python), "install"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, timeout=120)
    asked = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    # A path in a .pth is searched for packages; an editable install of ours in it is not followed.
    borrowed = Path(asked.stdout.strip()) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of a user: the tree is nowhere to be found in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHONPATH")}
    return kept | {"MEMBER_VISITS_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}


def member_visits(
    programs: Path, surroundings: dict[str, str], cwd: Path, *words: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [programs / "member-visits", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=surroundings,
        timeout=120,
    )


def test_it_carries_what_the_program_reads_while_it_runs(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        f"visits_app/{path.relative_to(ROOT).as_posix()}"
        for folder in ("resources", "forms")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert shipped
    assert shipped <= inside
    tops = {name.split("/")[0] for name in inside}
    assert tops == {"visits_app", f"member_visits-{__version__}.dist-info"}


def test_it_carries_the_programs_of_every_migration(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "visits_app").rglob("*.py")}
    assert written <= inside


def test_it_does_the_main_work_without_the_tree(
    installed: Path, surroundings: dict[str, str], tmp_path: Path
) -> None:
    def run(*words: str) -> str:
        done = member_visits(installed, surroundings, tmp_path, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("--version").strip() == f"Member Visits {__version__}"
    assert "example council" in run("example")
    assert (tmp_path / "home" / "visits.mvstore").is_file()
    assert "is in order" in run("check")
    first = run("list").splitlines()[0]
    assert run("search", "bus").strip()
    written = Path(run("report", first.split()[0], "--out", "visit.pdf").strip())
    assert written == tmp_path / "visit.pdf"
    assert written.read_bytes().startswith(b"%PDF")
    assert Path(run("report", "--blank", "standard").strip()).read_bytes().startswith(b"%PDF")


def test_it_opens_the_window(installed: Path, surroundings: dict[str, str], tmp_path: Path) -> None:
    assert member_visits(installed, surroundings, tmp_path, "example").returncode == 0
    window = subprocess.Popen(
        [installed / "member-visits"],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=surroundings | {"MEMBER_VISITS_TRACE": "1"},
    )
    stop = threading.Timer(60, window.kill)
    stop.start()
    told: list[str] = []
    try:
        assert window.stderr is not None
        for line in window.stderr:
            told.append(line)
            if line.startswith("list_usable"):
                break
    finally:
        stop.cancel()
        window.kill()
        window.communicate()
    moments = [line.split()[0] for line in told if line.startswith(("painted", "list_usable"))]
    assert moments == ["painted", "list_usable"], "".join(told)
