"""A window on a store of its own for every test; the example council is loaded once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.windows import make_store, open_window
from visits_app import paths
from visits_app.presenters.workspace import Desk
from visits_app.ui.app import Desktop
from visits_app.ui.theme import theme


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example council, to be copied."""
    folder = tmp_path_factory.mktemp("example")
    make_store(folder / paths.STORE_NAME, desk=Desk.OFFICER)
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder, empty."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv(paths.HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture
def example_home(home: Path, example_folder: Path) -> Path:
    """The user's own folder with the example council in it."""
    shutil.copytree(example_folder, home, dirs_exist_ok=True)
    return home


@pytest.fixture
def desktop(qapp: QApplication, example_home: Path) -> Iterator[Desktop]:
    """The window, open on the example council at the officer's desk."""
    opened = open_window(qapp, example_home / paths.STORE_NAME)
    yield opened
    close(opened)


def close(desktop: Desktop) -> None:
    """Close the window and everything it opened."""
    if not isValid(desktop.window):
        return
    desktop.window.close()
    # all of it goes, or every window after it would carry it along
    desktop.window.deleteLater()
    desktop.deleteLater()
    if theme().zoom != 100 or theme().colours.name != "light":
        theme().set_look(scheme="light", zoom=100)
