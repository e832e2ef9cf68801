"""The key: in the keyring where there is one, else in a file only its user can read."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from visits_app.domain.errors import KeyUnavailable, WrongKey
from visits_app.store.engine import Store, create_store, open_store
from visits_app.store.keys import (
    SERVICE,
    KeyPlace,
    check_value,
    find_key,
    key_path,
    read_slots,
    slots_path,
)


def test_the_keyring_holds_the_key_and_no_file_does(path: Path, memory_keyring: Any) -> None:
    with create_store(path, keyring=memory_keyring) as store:
        assert store.key_place is KeyPlace.KEYRING
        assert store.key_place.sentence == "Store encrypted · key in this computer's keyring"
    assert not key_path(path).exists()
    slots = read_slots(path)
    assert slots is not None
    [(entry, secret)] = memory_keyring.secrets.items()
    assert entry == (SERVICE, slots.store_id)
    assert slots.fits(bytes.fromhex(secret))
    assert secret not in slots_path(path).read_text()
    with open_store(path, keyring=memory_keyring) as store:
        assert store.key_place is KeyPlace.KEYRING


def test_without_a_keyring_a_file_holds_the_key(store: Store) -> None:
    assert store.key_place is KeyPlace.KEY_FILE
    assert store.key_place.sentence == "Store encrypted · key in a file only you can read"
    for file in (key_path(store.path), slots_path(store.path)):
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_keyring_that_forgets_is_not_trusted_with_a_key(path: Path) -> None:
    class Forgetful:
        def get_password(self, *_: str) -> None:
            return None

        def set_password(self, *_: str) -> None:
            return None

    with create_store(path, keyring=Forgetful()) as store:  # type: ignore[arg-type]
        assert store.key_place is KeyPlace.KEY_FILE


def test_every_store_has_a_key_of_its_own(tmp_path: Path, memory_keyring: Any) -> None:
    for name in "ab":
        create_store(tmp_path / name, keyring=memory_keyring).close()
    assert len(set(memory_keyring.secrets.values())) == 2
    assert all(len(bytes.fromhex(secret)) == 32 for secret in memory_keyring.secrets.values())


def test_a_locked_keyring_is_told_from_a_missing_file(
    path: Path, memory_keyring: Any, no_keyring: Any
) -> None:
    create_store(path, keyring=memory_keyring).close()
    for ring in (no_keyring, type(memory_keyring)()):
        with pytest.raises(KeyUnavailable, match="Unlock the keyring"):
            open_store(path, keyring=ring)


def test_a_keyring_that_hangs_does_not_hang_us(path: Path, memory_keyring: Any) -> None:
    answered = threading.Event()

    class Hanging:
        def get_password(self, *_: str) -> None:
            answered.wait()

        def set_password(self, *_: str) -> None:
            answered.wait()

    create_store(path, keyring=memory_keyring).close()
    start = time.monotonic()
    with pytest.raises(KeyUnavailable):
        find_key(path, read_slots(path), Hanging(), patience=0.05)
    assert time.monotonic() - start < 5
    answered.set()


def test_another_keys_secret_in_the_keyring_is_a_wrong_key(path: Path, memory_keyring: Any) -> None:
    create_store(path, keyring=memory_keyring).close()
    for entry in memory_keyring.secrets:
        memory_keyring.secrets[entry] = "ab" * 32
    with pytest.raises(WrongKey):
        open_store(path, keyring=memory_keyring)


def test_a_key_file_others_can_read_is_tightened(
    closed: Path, reopen: Callable[..., Store]
) -> None:
    key_path(closed).chmod(0o644)
    assert reopen(closed).key_place is KeyPlace.KEY_FILE
    assert key_path(closed).stat().st_mode & 0o777 == 0o600


def test_slots_of_a_newer_program_are_left_alone(
    closed: Path, reopen: Callable[..., Store]
) -> None:
    document = json.loads(slots_path(closed).read_text())
    document["slots"].insert(0, {"kind": "escrow", "wrapped": "…"})
    document["more"] = True
    slots_path(closed).write_text(json.dumps(document))
    assert reopen(closed).key_place is KeyPlace.KEY_FILE
    assert json.loads(slots_path(closed).read_text()) == document


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"slots": 3}', '{"store": 1, "made": 2, "check": 3, "salt": "zz"}']
)
def test_slots_that_cannot_be_read_do_not_stop_a_key_file(
    closed: Path, reopen: Callable[..., Store], content: str
) -> None:
    slots_path(closed).write_text(content)
    assert read_slots(closed) is None
    assert reopen(closed).key_place is KeyPlace.KEY_FILE


def test_slots_never_name_a_way_to_another_place(closed: Path, no_keyring: Any) -> None:
    elsewhere = closed.parent / "elsewhere"
    elsewhere.mkdir()
    key_path(closed).rename(elsewhere / "key")
    document = json.loads(slots_path(closed).read_text())
    document["slots"][0]["file"] = "elsewhere/key"
    slots_path(closed).write_text(json.dumps(document))
    with pytest.raises(KeyUnavailable):
        open_store(closed, keyring=no_keyring)


def test_the_check_value_shows_nothing_of_the_key() -> None:
    assert check_value(bytes(32)) != check_value(bytes(31) + b"\1")
    assert len(check_value(bytes(32))) == 64


def test_the_keyring_package_is_not_imported_where_a_key_file_is(
    closed: Path, run: Callable[..., str]
) -> None:
    code = """
import sys
from pathlib import Path
from visits_app.store.engine import open_store
open_store(Path(sys.argv[1])).close()
print("keyring" in sys.modules)
"""
    assert run(code, closed) == "False\n"


def test_the_systems_null_keyring_is_no_keyring(path: Path, run: Callable[..., str]) -> None:
    code = """
import os, sys
from pathlib import Path
os.environ["PYTHON_KEYRING_BACKEND"] = sys.argv[2]
from visits_app.store.engine import create_store
store = create_store(Path(sys.argv[1]))
print(store.key_place)
store.close()
"""
    for number, backend in enumerate(("fail", "null")):
        place = path.with_name(f"{number}.mvstore")
        assert run(code, place, f"keyring.backends.{backend}.Keyring") == "key_file\n"
