"""The lock files: everything pinned and hashed, for each system, with no address in them."""

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for line in re.findall(r"(?m)^[a-z].*", read(name)):
        pin = Requirement(line.rstrip("\\ "))
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def project() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


@pytest.mark.parametrize("name", LOCKS)
def test_everything_is_pinned_and_hashed_and_no_address_is_named(name: str) -> None:
    spec = importlib.util.spec_from_file_location("dev_for_locks", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    dev = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(dev)
    assert dev.lock_faults(read(name)) == []
    assert len(pins(name)) > 20


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_gives_what_the_project_asks_for(name: str) -> None:
    asked = list(project()["project"]["dependencies"])
    if "dev" in name:
        asked += project()["dependency-groups"]["dev"]
    locked = pins(name)
    for words in asked:
        wish = Requirement(words)
        found = locked[canonicalize_name(wish.name)]
        for pin in found:
            version = next(iter(pin.specifier)).version
            assert wish.specifier.contains(version), words


def test_the_developers_lock_holds_the_users_versions() -> None:
    few, all_ = pins("requirements.lock"), pins("requirements-dev.lock")
    for name, found in few.items():
        assert [str(pin) for pin in all_[name]] == [str(pin) for pin in found]


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", ["linux", "win32"])
def test_each_system_and_python_gets_one_version_of_each(python: str, system: str) -> None:
    surroundings = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "platform_system": "Linux" if system == "linux" else "Windows",
        "os_name": "posix" if system == "linux" else "nt",
        "platform_machine": "x86_64" if system == "linux" else "AMD64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    for name, found in pins("requirements.lock").items():
        meant = [pin for pin in found if pin.marker is None or pin.marker.evaluate(surroundings)]
        assert len(meant) <= 1, name
        if canonicalize_name("pyside6-essentials") == name:
            assert len(meant) == 1
