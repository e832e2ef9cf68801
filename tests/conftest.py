"""What every test stands on: no screen, no keyring of the system, no folder of the user."""

import os
from pathlib import Path

import pytest

# Before Qt or keyring is imported by anything, and inherited by the processes that tests start.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ.pop("MEMBER_VISITS_TRACE", None)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a folder of its own where the program would keep the user's data."""
    home = tmp_path / "home of the program"
    monkeypatch.setenv("MEMBER_VISITS_HOME", str(home))
    return home
