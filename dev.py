#!/usr/bin/env python3
"""Set up, run, test and measure Member Visits with nothing but Python.

    python3 dev.py run     open the application (further words go to it, as in: run search bus)
    python3 dev.py test    every check (further words go to pytest)
    python3 dev.py bench   the table of speeds, as ratios
    python3 dev.py shots   a picture of every page into build/shots/
    python3 dev.py lock    work out the lock files anew (--upgrade takes newer versions)

Standard library only, and written in the grammar of Python 3.6, so that an old Python can read far
enough to say what it lacks.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
STAMP = VENV / "member-visits.json"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
OLDEST, NEWEST = (3, 11), (3, 14)

# The file Qt asks the system for, and the package that brings it in Debian and Ubuntu.
SYSTEM_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libwayland-server.so.0": "libwayland-server0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# Parts of Qt that a start without a screen loads, and those that only a screen needs.
QT_ALWAYS = (
    "lib/libQt6Core.so.6",
    "lib/libQt6DBus.so.6",
    "lib/libQt6Gui.so.6",
    "lib/libQt6Widgets.so.6",
    "lib/libQt6PrintSupport.so.6",
    "lib/libQt6Svg.so.6",
    "plugins/platforms/libqoffscreen.so",
)
QT_SCREEN = (
    "plugins/platforms/libqxcb.so",
    "plugins/platforms/libqwayland*.so",
    "plugins/xcbglintegrations/*.so",
    "plugins/printsupport/*.so",
)


class Stop(Exception):
    """A reason to end here, in words for whoever typed the command."""


def say(line: str) -> None:
    print(line, flush=True)


# --- Python and its environment --------------------------------------------------------------


def refusal_of(version: "tuple[int, int]") -> str:
    """Return why this Python will not do, or an empty text."""
    named = "Python {}.{}".format(*version)
    if version < OLDEST:
        return (
            "Member Visits needs Python 3.11 or newer, and this is {}. Install a newer one and "
            "call it by name, such as: python3.12 dev.py run".format(named)
        )
    if version > NEWEST:
        return (
            "Member Visits runs on Python 3.11 to 3.14, and this is {}, which its parts do not "
            "know yet. Call an older one by name, such as: python3.14 dev.py run".format(named)
        )
    return ""


def venv_python() -> Path:
    if os.name == "nt":
        return VENV / "Scripts" / "python.exe"
    return VENV / "bin" / "python"


def has_python() -> bool:
    # Not Path.exists: it raises where a link leads to a folder that is not ours to enter.
    return os.path.exists(str(venv_python()))  # noqa: PTH110


def venv_script(name: str) -> str:
    return str(venv_python().with_name(name + (".exe" if os.name == "nt" else "")))


def fingerprint(paths: "list[Path]") -> str:
    """Return one hash over files, the same whatever line ends git gave them."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def wanted_stamps() -> "dict[str, str]":
    """Return what the stamp says of each level when nothing is left to do."""
    return {level: fingerprint([lock]) for level, lock in LOCKS.items()}


def read_stamp(path: Path) -> "dict[str, str]":
    """Return what was set up last time; empty when unreadable, which only costs time."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(value) for key, value in found.items()}


def is_set_up(stamp: "dict[str, str]", level: str, wanted: "dict[str, str]") -> bool:
    """Tell whether the environment holds a level; the developers' one holds the other too."""
    if stamp.get("dev") == wanted["dev"] and stamp.get("run") == wanted["run"]:
        return True
    return level == "run" and stamp.get("run") == wanted["run"]


def write_stamp(stamp: "dict[str, str]") -> None:
    aside = STAMP.with_suffix(".new")
    aside.write_text(json.dumps(stamp, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    aside.replace(STAMP)


def quiet(command: "list[str]", what: str) -> None:
    """Run a step whose output matters only when it fails."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
        raise Stop("{} failed; what it said is above.".format(what))


def make_venv() -> None:
    has_pip = has_python() and not subprocess.call(
        [str(venv_python()), "-c", "import pip"], stderr=subprocess.DEVNULL
    )
    if has_pip:
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if not apt_install([package]):
            raise Stop(
                "This Python cannot make an environment: Debian and Ubuntu keep that part in the "
                "package {0}. Install it (sudo apt-get install {0}) and start again.".format(
                    package
                )
            ) from None
    say("Making an environment of its own in .venv")
    quiet([sys.executable, "-m", "venv", "--clear", str(VENV)], "Making .venv")


def install(level: str) -> None:
    lock = LOCKS[level]
    count = len(re.findall(r"(?m)^[a-z]", lock.read_text(encoding="utf-8")))
    say("Installing {} packages from {}; the first time takes a minute".format(count, lock.name))
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq"]
    # Wheels only: an installation runs nobody's set-up code.
    quiet(
        [*pip, "install", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)],
        "Installing",
    )


def set_up(level: str, screen: bool) -> None:
    """Make the environment hold a level ("run" or "dev"), doing only what is not done yet."""
    wanted = wanted_stamps()
    stamp = read_stamp(STAMP) if has_python() else {}
    if not is_set_up(stamp, level, wanted):
        make_venv()
        install(level)
        stamp = {"run": wanted["run"], "dev": wanted["dev"] if level == "dev" else ""}
        write_stamp(stamp)
    if sys.platform.startswith("linux") and stamp.get("system") not in ("all", need(screen)):
        found = list(VENV.glob("lib*/python*/site-packages/PySide6/Qt"))
        if not found:
            raise Stop("PySide6 is not in .venv. Delete the folder .venv and start again.")
        stamp["system"] = check_system(found[0], screen)
        write_stamp(stamp)


# --- libraries of the system -----------------------------------------------------------------


def need(screen: bool) -> str:
    return "screen" if screen else "offscreen"


def missing_libraries(files: "list[Path]") -> "set[str]":
    """Return the names of libraries that some of these files ask for in vain."""
    ldd = shutil.which("ldd")
    if ldd is None or not files:
        return set()
    answer = subprocess.run(
        [ldd] + [str(path) for path in files],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ, LC_ALL="C"),
    )
    return missing_in(answer.stdout.decode("utf-8", "replace"))


def missing_in(ldd_answer: str) -> "set[str]":
    return set(re.findall(r"(?m)^\s*(\S+) => not found", ldd_answer))


def packages_for(libraries: "set[str]") -> "tuple[list[str], list[str]]":
    """Return Debian's packages for libraries, and the libraries no package is known for."""
    packages = {SYSTEM_PACKAGES[name] for name in libraries if name in SYSTEM_PACKAGES}
    return sorted(packages), sorted(libraries - set(SYSTEM_PACKAGES))


def is_debian() -> bool:
    try:
        words = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    kinds = " ".join(re.findall(r'(?m)^ID(?:_LIKE)?="?([^"\n]*)', words)).split()
    return bool({"debian", "ubuntu"} & set(kinds)) and shutil.which("apt-get") is not None


def apt_install(packages: "list[str]") -> bool:
    """Install Debian packages if we may; return whether it was done."""
    if not is_debian() or os.geteuid() != 0:
        return False
    say("Installing what Qt needs of the system: " + " ".join(packages))
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-q", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
        )
        # A list that cannot be refreshed may still be good enough to install from.
        if done.returncode and command != ["update"]:
            sys.stderr.write(done.stdout.decode("utf-8", "replace"))
            return False
    return True


def check_system(qt: Path, screen: bool) -> str:
    """See that Qt's libraries are there, install or name the packages; return what is there.

    "all" when nothing is missing, else "screen" or "offscreen" for what works without the rest.
    """

    def missing(patterns: "tuple[str, ...]") -> "set[str]":
        return missing_libraries([path for name in patterns for path in sorted(qt.glob(name))])

    always, extra = missing(QT_ALWAYS), missing(QT_SCREEN)
    packages, unknown = packages_for(always | extra)
    if packages and apt_install(packages):
        always, extra = missing(QT_ALWAYS), missing(QT_SCREEN)
        packages, unknown = packages_for(always | extra)
    if not always and not extra:
        return "all"
    words = []
    if packages:
        words.append(
            "Qt needs libraries that this system does not have. On Debian and Ubuntu they come "
            "with: sudo apt-get install " + " ".join(packages)
        )
    if packages and not is_debian():
        words.append("Elsewhere they may be named differently; the files are: ")
        words[-1] += ", ".join(sorted(always | extra))
    elif unknown:
        words.append("No package is known here for: " + ", ".join(unknown))
    if always or (screen and not works_on_screen(extra)):
        raise Stop("\n".join(words))
    if screen:
        say("\n".join(words) + "\nStarting without them; printing may not work.")
    return need(screen)


def works_on_screen(lacking: "set[str]") -> bool:
    """Tell whether the window can open although some libraries for it are not there."""
    return not {
        name for name in lacking if name.startswith(("libxcb", "libxkb", "libX11", "libwa"))
    }


# --- commands --------------------------------------------------------------------------------


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def environment(**more: str) -> "dict[str, str]":
    """Return the environment for our own programs: the tree first, text in UTF-8."""
    paths = [str(ROOT)] + [path for path in [os.environ.get("PYTHONPATH")] if path]
    return dict(os.environ, PYTHONPATH=os.pathsep.join(paths), PYTHONUTF8="1", **more)


def python(words: "list[str]", **more: str) -> int:
    return subprocess.call([str(venv_python()), *words], env=environment(**more))


def run(words: "list[str]") -> int:
    """Open the application, or carry out one of its commands."""
    screen = has_display()
    set_up("run", screen)
    if words or screen or os.environ.get("QT_QPA_PLATFORM"):
        return python(["-m", "visits_app", *words])
    folder = BUILD / "demo"
    say("There is no display here, so the main job is done without one, with the example council.")
    code = python(["-m", "visits_app.ui.demo", str(folder)], QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say("The screenshots and the PDF are in {}".format(folder))
    return code


def test(words: "list[str]") -> int:
    """Run every check, all of them even if one fails; pytest and its summary come last."""
    set_up("dev", screen=False)
    os.chdir(str(ROOT))
    steps = [
        ("format", [venv_script("ruff"), "format", "--check", "--quiet"]),
        ("lint", [venv_script("ruff"), "check", "--quiet"]),
        ("types", [venv_script("mypy"), "--no-error-summary"]),
        ("rooms", [venv_script("lint-imports"), "--no-logo"]),
    ]
    failed = []  # type: list[tuple[str, int]]
    for name, command in steps:
        if name == "rooms":
            done = subprocess.run(
                command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            code = done.returncode
            if code:
                say(done.stdout.decode("utf-8", "replace").strip())
        else:
            code = subprocess.call(command, env=environment())
        say("{}: {}".format(name, "failed" if code else "ok"))
        if code:
            failed.append((name, code))
    if failed:
        say("Failed before the tests: " + ", ".join(name for name, code in failed))
    code = python(["-m", "pytest", *words], QT_QPA_PLATFORM="offscreen")
    return failed[0][1] if failed else code


def bench(words: "list[str]") -> int:
    """Print the table of speeds."""
    set_up("dev", screen=False)
    return python([str(ROOT / "tests" / "bench.py"), *words], QT_QPA_PLATFORM="offscreen")


def shots(words: "list[str]") -> int:
    """Write a picture of every page and state."""
    set_up("dev", screen=False)
    folder = BUILD / "shots"
    code = python(["-m", "tests.shots", str(folder), *words], QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say("The pictures are in {}".format(folder))
    return code


def lock(words: "list[str]") -> int:
    """Work out both lock files, for every system and Python we support at once."""
    tool = BUILD / "lock"
    uv = tool / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
    if not uv.exists():
        say("Getting uv, which works out the lock, into build/lock")
        quiet([sys.executable, "-m", "venv", "--clear", str(tool)], "Making build/lock")
        inside = str(uv.with_name("python.exe" if os.name == "nt" else "python"))
        quiet([inside, "-m", "pip", "-qq", "install", "uv"], "Installing uv")
    common = [str(uv), "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
    common += ["--python-version", "{}.{}".format(*OLDEST), "--generate-hashes"]
    common += ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
    os.chdir(str(ROOT))
    for level, more in (("run", []), ("dev", ["--group", "dev", "-c", LOCKS["run"].name])):
        path = LOCKS[level]
        code = subprocess.call(common + more + words + ["-o", path.name])
        if code:
            return code
        body = path.read_text(encoding="utf-8")
        path.write_bytes(("# Made by: python3 dev.py lock\n" + body).encode())
        faults = lock_faults(body)
        if faults:
            raise Stop("{} is not fit to be kept: {}".format(path.name, "; ".join(faults)))
        say("Wrote {}".format(path.name))
    return 0


def lock_faults(text: str) -> "list[str]":
    """Return what is wrong with a lock file: an unpinned or unhashed package, an address."""
    faults = ["it names the address " + found for found in re.findall(r"\S*://\S*", text)]
    joined = text.replace("\\\n", " ")
    for line in joined.splitlines():
        words = line.split("#")[0].strip()
        if not words:
            continue
        if words.startswith("-"):
            faults.append("it holds the option " + words.split()[0])
        elif "==" not in words:
            faults.append(words.split()[0] + " is not pinned")
        elif not re.search(r"--hash=sha256:[0-9a-f]{64}", words):
            faults.append(words.split()[0] + " has no hash")
    return faults


COMMANDS = {"run": run, "test": test, "bench": bench, "shots": shots, "lock": lock}


def main(words: "list[str]") -> int:
    refusal = refusal_of((sys.version_info[0], sys.version_info[1]))
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    if not words or words[0] not in COMMANDS:
        asked = bool(words) and words[0] in ("-h", "--help", "help")
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 2
    except OSError as error:
        print("That did not work: {}".format(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
