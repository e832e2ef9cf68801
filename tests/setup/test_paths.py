"""Where things lie: shipped files in the tree, the user's folder, never outside either."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app import paths


def test_shipped_files_are_found_in_the_tree() -> None:
    assert (paths.forms_folder() / "standard.toml").is_file()
    assert paths.resource("fonts").is_dir()
    assert paths.resource("example/council.toml").is_file()


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../README.md", "fonts/../../dev.py", "/etc/passwd"]
)
def test_a_resource_outside_the_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a resource"):
        paths.resource(name)


@given(st.text(alphabet="ab./", max_size=12))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        found = paths.resource(name)
    except ValueError:
        return
    assert found.resolve().is_relative_to(paths.resource("fonts").parent)


def test_the_users_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "stick"))
    assert paths.data_folder() == tmp_path / "stick"
    assert paths.default_store().parent == tmp_path / "stick"
    assert not (tmp_path / "stick").exists()


def test_without_a_name_it_is_the_systems_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    assert paths.data_folder().is_absolute()
    assert paths.data_folder().name == "Member Visits"
