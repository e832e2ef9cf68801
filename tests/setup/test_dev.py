"""dev.py: readable by an old Python, calm the second time, exact about what is missing."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "dev.py"


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_under_test", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*words: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(SOURCE), *words], capture_output=True, text=True, cwd=cwd, timeout=60
    )


def test_an_old_python_can_read_it_as_far_as_the_refusal() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (
            node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "", None)]
        )
    }
    assert imported <= set(sys.stdlib_module_names)
    # Annotations are evaluated when a function is made: list[str] would fail before the refusal.
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            hints = [node.returns, *(argument.annotation for argument in node.args.args)]
            for hint in hints:
                assert hint is None or isinstance(hint, ast.Name | ast.Constant), node.name


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (2, 7)])
def test_an_old_python_is_refused_in_a_sentence(dev: ModuleType, version: tuple[int, int]) -> None:
    assert "3.11 or newer" in dev.refusal_of(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_the_pythons_we_name_are_taken(dev: ModuleType, version: tuple[int, int]) -> None:
    assert dev.refusal_of(version) == ""


def test_a_python_newer_than_the_parts_is_refused(dev: ModuleType) -> None:
    assert "3.15" in dev.refusal_of((3, 15))


def test_without_a_command_it_says_what_there_is(tmp_path: Path) -> None:
    told = run(cwd=tmp_path)
    assert told.returncode == 2
    for command in ("run", "test", "bench", "shots", "lock"):
        assert f"dev.py {command}" in told.stderr
    assert run("--help").returncode == 0
    assert run("rnu").returncode == 2


def test_the_developers_environment_serves_to_run_too(dev: ModuleType) -> None:
    wanted = {"run": "a", "dev": "b"}
    assert dev.is_set_up({"run": "a", "dev": "b"}, "run", wanted)
    assert dev.is_set_up({"run": "a", "dev": "b"}, "dev", wanted)
    assert dev.is_set_up({"run": "a", "dev": ""}, "run", wanted)
    assert not dev.is_set_up({"run": "a", "dev": ""}, "dev", wanted)
    assert not dev.is_set_up({}, "run", wanted)


def test_a_changed_lock_is_installed_again(dev: ModuleType) -> None:
    assert not dev.is_set_up({"run": "old", "dev": "b"}, "run", {"run": "a", "dev": "b"})
    assert not dev.is_set_up({"run": "a", "dev": "old"}, "dev", {"run": "a", "dev": "b"})


def test_line_ends_do_not_change_the_stamp(dev: ModuleType, tmp_path: Path) -> None:
    unix, windows = tmp_path / "a" / "lock", tmp_path / "b" / "lock"
    for path, text in ((unix, b"one\ntwo\n"), (windows, b"one\r\ntwo\r\n")):
        path.parent.mkdir()
        path.write_bytes(text)
    assert dev.fingerprint([unix]) == dev.fingerprint([windows])
    windows.write_bytes(b"one\r\nthree\r\n")
    assert dev.fingerprint([unix]) != dev.fingerprint([windows])


@pytest.mark.parametrize("text", ["", "{", "[1]", '"x"', "\udcff"])
def test_an_unreadable_stamp_only_costs_time(dev: ModuleType, tmp_path: Path, text: str) -> None:
    stamp = tmp_path / "stamp.json"
    stamp.write_text(text, encoding="utf-8", errors="surrogateescape")
    assert dev.read_stamp(stamp) == {}
    assert dev.read_stamp(tmp_path / "none") == {}


def test_missing_libraries_are_named_as_packages(dev: ModuleType) -> None:
    answer = (
        "/x/libqxcb.so:\n"
        "\tlinux-vdso.so.1 (0x00007fff)\n"
        "\tlibxcb-icccm.so.4 => not found\n"
        "\tlibEGL.so.1 => /lib/x86_64-linux-gnu/libEGL.so.1 (0x00007f)\n"
        "\tlibodd.so.7 => not found\n"
        "/x/libQt6Gui.so.6:\n"
        "\tlibxcb-icccm.so.4 => not found\n"
    )
    missing = dev.missing_in(answer)
    assert missing == {"libxcb-icccm.so.4", "libodd.so.7"}
    assert dev.packages_for(missing) == (["libxcb-icccm4"], ["libodd.so.7"])


@pytest.fixture
def qt(tmp_path: Path) -> Path:
    """A folder laid out as PySide6's, so that there is something to ask about."""
    for name in ("lib/libQt6Gui.so.6", "plugins/platforms/libqxcb.so"):
        path = tmp_path / "Qt" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "Qt"


@pytest.fixture
def lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Make a system without apt whose loader misses one library for a file of this name."""
    if os.name == "nt":
        pytest.skip("Qt brings everything along on Windows")
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))

    def lack(file: str, library: str) -> None:
        ldd = programs / "ldd"
        answer = f"\t{library} => not found"
        ldd.write_text(f'#!/bin/sh\ncase "$*" in *{file}*) printf "{answer}\\n";; esac\n')
        ldd.chmod(0o755)

    return lack


def test_what_every_start_needs_is_named_exactly(
    dev: ModuleType, qt: Path, lacking: Callable[[str, str], None]
) -> None:
    lacking("libQt6Gui", "libEGL.so.1")
    for screen in (True, False):
        with pytest.raises(dev.Stop, match="apt-get install libegl1"):
            dev.check_system(qt, screen)


def test_a_library_of_the_screen_stops_nobody_who_has_none(
    dev: ModuleType, qt: Path, lacking: Callable[[str, str], None]
) -> None:
    lacking("libqxcb", "libxcb-icccm.so.4")
    assert dev.check_system(qt, False) == "offscreen"
    with pytest.raises(dev.Stop, match="libxcb-icccm4"):
        dev.check_system(qt, True)


def test_without_the_printing_library_the_window_opens_and_says_so(
    dev: ModuleType,
    qt: Path,
    lacking: Callable[[str, str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    lacking("libqxcb", "libcups.so.2")
    assert dev.check_system(qt, True) == "screen"
    assert "libcups2" in capsys.readouterr().out


def test_where_nothing_is_missing_nothing_is_said(
    dev: ModuleType,
    qt: Path,
    lacking: Callable[[str, str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    lacking("libnone.so", "libEGL.so.1")
    assert dev.check_system(qt, True) == "all"
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(shutil.which("objdump") is None, reason="objdump reads what a library needs")
def test_every_library_qt_takes_from_the_system_has_a_package(dev: ModuleType) -> None:
    """What the loader finds today may be missing on the next machine."""
    import PySide6

    qt = Path(PySide6.__file__).parent / "Qt"
    patterns = (*dev.QT_ALWAYS, *dev.QT_SCREEN, "lib/libQt6XcbQpa.so.6", "lib/libQt6Wayland*.so.6")
    files = [path for pattern in patterns for path in sorted(qt.glob(pattern))]
    assert len(files) > len(dev.QT_ALWAYS)
    wanted: set[str] = set()
    for path in files:
        told = subprocess.run(["objdump", "-p", path], capture_output=True, text=True)
        wanted |= {line.split()[1] for line in told.stdout.splitlines() if "NEEDED" in line}
    shipped = {path.name for path in (qt / "lib").iterdir()}
    always_there = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1"}
    always_there |= {"libstdc++.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2"}
    assert wanted - shipped - always_there <= set(dev.SYSTEM_PACKAGES)


def test_a_lock_must_pin_hash_and_name_no_address(dev: ModuleType) -> None:
    fine = "a==1 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via b\n"
    assert dev.lock_faults(fine) == []
    assert dev.lock_faults("a==1\n") == ["a==1 has no hash"]
    assert dev.lock_faults(fine.replace("==1", ">=1")) == ["a>=1 is not pinned"]
    assert dev.lock_faults("--index-url x\n" + fine) == ["it holds the option --index-url"]
    assert len(dev.lock_faults(fine + "# from https" + "://example.invalid/simple\n")) == 1


def test_ci_runs_the_same_checks() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec python3 dev.py test"
