"""Two councils for the presenters: a small one to write in, the example council to read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.visit_samples import DAY, small_council
from visits_app.presenters.opening import SetUp, set_up
from visits_app.presenters.workspace import Desk, Workspace


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Workspace]:
    """A small council at the officer's desk, on a fixed day."""
    with small_council(tmp_path / "visits.mvstore") as store:
        yield Workspace(store, Desk.OFFICER, "ann", "Ann Example", lambda: DAY)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The example council, for reading only."""
    path = tmp_path_factory.mktemp("example") / "example.mvstore"
    space = set_up(path, SetUp(Desk.OFFICER, with_example=True))
    yield space
    space.store.close()
