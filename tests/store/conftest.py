"""Real stores in a temporary folder, with a keyring that is not the system's."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from visits_app.store.engine import Store, create_store, open_store

REPOSITORY = Path(__file__).resolve().parents[2]


class MemoryKeyring:
    """A keyring that works, and remembers for as long as the test."""

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password


class BrokenKeyring:
    """A keyring as on a computer without one: everything raises."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(f"no keyring for {service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"no keyring for {service} {username} {len(password)}")


@pytest.fixture
def memory_keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def no_keyring() -> BrokenKeyring:
    return BrokenKeyring()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "visits.mvstore"


@pytest.fixture
def store(path: Path, no_keyring: BrokenKeyring) -> Iterator[Store]:
    with create_store(path, keyring=no_keyring) as opened:
        yield opened


@pytest.fixture
def closed(path: Path, no_keyring: BrokenKeyring) -> Path:
    """The path of a closed store with three settings in it and a few pages of text."""
    with create_store(path, keyring=no_keyring) as opened, opened.write() as connection:
        for number in range(3):
            connection.execute("INSERT INTO setting VALUES (?, ?)", (f"k{number}", "v" * 9000))
    return path


@pytest.fixture
def reopen(no_keyring: BrokenKeyring) -> Iterator[Callable[..., Store]]:
    """Open a store, closing it at the end of the test."""
    opened: list[Store] = []

    def again(path: Path, **options: object) -> Store:
        opened.append(open_store(path, **{"keyring": no_keyring, **options}))  # type: ignore[arg-type]
        return opened[-1]

    yield again
    for one in opened:
        one.close()


@pytest.fixture
def child() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start Python code in a process of its own; it is ended with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def run(child: Callable[..., "subprocess.Popen[str]"]) -> Callable[..., str]:
    """Run Python code in a process of its own and return what it prints; it must succeed."""

    def finish(code: str, *arguments: object) -> str:
        process = child(code, *arguments)
        out, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
        return out

    return finish
