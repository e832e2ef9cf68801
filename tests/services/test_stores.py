"""The store at the user's usual place."""

from pathlib import Path

import pytest

from visits_app.domain.errors import StoreMissing
from visits_app.services import stores


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMBER_VISITS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def test_without_a_path_the_usual_place_is_meant(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        stores.open_store()
    assert not stores.store_exists()
    stores.create_store().close()
    assert stores.store_exists()
    assert (tmp_path / "home" / "visits.mvstore").is_file()
    stores.open_store().close()
    assert stores.check_store().ok
    stores.discard_store()
    assert list((tmp_path / "home").iterdir()) == []


def test_another_place_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.mvstore"
    stores.create_store(path).close()
    with stores.open_store(path, exclusive=False) as store:
        assert store.path == path
    assert stores.check_store(path).ok
    assert not stores.store_exists()
