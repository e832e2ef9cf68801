"""Where the key of a store is: the seam for pass-phrases, recovery codes and the officer's key.

Beside every store `visits.mvstore` lies `visits.mvstore.mvkeys`, a small JSON file of **slots**::

    {"format": 1, "store": "<id>", "made": "2014-03-04T…", "salt": "<hex>", "check": "<hex>",
     "slots": [{"kind": "keyring", "service": "Member Visits", "entry": "<id>"}]}

Each slot is one way to the same random 256-bit key. Two kinds exist so far: `keyring` (the
operating system's, one entry a store) and `key_file` (a file only its user can read, where there
is no keyring). A pass-phrase, a recovery code or an escrow to the council is one more kind with
its wrapped key in it: add it to `KeyPlace` and a way to read it to `find_key`. Kinds this program
does not know are left alone, so a newer program's slots survive.

`check` is an HMAC of a fixed label under the key: it tells "wrong key" from "damaged file" and
gives nothing of the key away. `salt` repeats the first 16 bytes of the store, which never change:
it tells a damaged store from another store put in its place. A backup copies this file along.
"""

import contextlib
import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from visits_app.domain.errors import KeyUnavailable
from visits_app.store.faults import translating_files, wrong_key
from visits_app.store.files import write_private

SERVICE = "Member Visits"
KEY_BYTES = 32
BACKUPS = "backups"
"""The folder of copies beside a store; their key file is the store's own, one folder up."""

KEYRING_SECONDS = 5.0
"""How long the keyring may take: a locked D-Bus service otherwise holds the window for ever."""

_LABEL = b"member-visits key check 1"


class KeyPlace(StrEnum):
    """Where a key was found."""

    KEYRING = "keyring"
    KEY_FILE = "key_file"

    @property
    def sentence(self) -> str:
        """Return what the status line says."""
        if self is KeyPlace.KEYRING:
            return "Store encrypted · key in this computer's keyring"
        return "Store encrypted · key in a file only you can read"


class Keyring(Protocol):
    """What we need of the `keyring` package; tests pass one in memory."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the secret, None if there is none."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the secret."""


@dataclass(frozen=True, slots=True)
class Key:
    """A store's key and where it is kept."""

    value: bytes = field(repr=False)
    place: KeyPlace


@dataclass(frozen=True, slots=True)
class KeySlots:
    """What the `.mvkeys` file says."""

    store_id: str
    made: str
    check: str
    salt: str
    slots: tuple[dict[str, Any], ...]

    def fits(self, key: bytes) -> bool:
        """Say whether `key` is the one these slots were made for."""
        return hmac.compare_digest(self.check, check_value(key))


def slots_path(path: Path) -> Path:
    """Return the slots' file of the store at `path`."""
    return path.with_name(path.name + ".mvkeys")


def key_path(path: Path) -> Path:
    """Return the key file of the store at `path`, whether it is there or not."""
    return path.with_name(path.name + ".mvkey")


def check_value(key: bytes) -> str:
    """Return the value that shows a key to be the right one without showing the key."""
    return hmac.new(key, _LABEL, hashlib.sha256).hexdigest()


def make_key(path: Path, keyring: Keyring | None = None) -> tuple[Key, KeySlots]:
    """Make a random key for a new store and keep it: in the keyring, else in a file.

    The slots are not written yet (`write_slots`): the store has no salt before it exists.
    """
    from uuid import uuid4

    value = os.urandom(KEY_BYTES)
    store_id = uuid4().hex
    if _keep_in_keyring(keyring, store_id, value):
        place = KeyPlace.KEYRING
        slot = {"kind": place.value, "service": SERVICE, "entry": store_id}
    else:
        place = KeyPlace.KEY_FILE
        with translating_files(path):
            write_private(key_path(path), value.hex().encode("utf-8") + b"\n")
        slot = {"kind": place.value, "file": key_path(path).name}
    slots = KeySlots(
        store_id=store_id,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        check=check_value(value),
        salt="",
        slots=(slot,),
    )
    return Key(value, place), slots


def set_aside(path: Path) -> None:
    """Rename what an earlier store at `path` left of its key: it may turn up again and need it."""
    moment = f"{datetime.now():%Y-%m-%d %H%M%S}"
    with translating_files(path):
        for left in (key_path(path), slots_path(path)):
            if left.exists():
                left.rename(left.with_name(f"{path.name} of before {moment}{left.suffix}"))


def write_slots(path: Path, slots: KeySlots) -> None:
    """Write the slots beside the store: aside, synced, then in place."""
    document = {
        "format": 1,
        "store": slots.store_id,
        "made": slots.made,
        "salt": slots.salt,
        "check": slots.check,
        "slots": list(slots.slots),
    }
    with translating_files(path):
        write_private(slots_path(path), json.dumps(document, indent=2).encode("utf-8"))


def read_slots(path: Path) -> KeySlots | None:
    """Return the slots of the store at `path`, None if the file is missing or unreadable."""
    try:
        found: Any = json.loads(slots_path(path).read_text(encoding="utf-8"))
        return KeySlots(
            store_id=str(found["store"]),
            made=str(found["made"]),
            check=str(found["check"]),
            salt=bytes.fromhex(found["salt"]).hex(),
            slots=tuple(slot for slot in found["slots"] if isinstance(slot, dict)),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def find_key(
    path: Path,
    slots: KeySlots | None,
    keyring: Keyring | None = None,
    patience: float = KEYRING_SECONDS,
) -> Key:
    """Return the key of the store at `path`.

    A key file is looked at first and the keyring package only imported without one: it takes
    longer than opening the store. The keyring gets `patience` seconds to answer. Raises
    `KeyUnavailable` where there is no key, `WrongKey` where there is one that does not fit the
    slots' check value.
    """
    kept = [slot for slot in (slots.slots if slots else ()) if slot.get("kind") == "keyring"]
    found = False
    for place, value in _all_keys(path, slots, kept, keyring, patience):
        found = True
        if slots is None or slots.fits(value):
            return Key(value, place)
    if found:
        raise wrong_key(path)
    if kept:
        where = (
            "this computer's keyring did not give it out. Unlock the keyring, or sign in as the "
            "person who made the store"
        )
    elif slots is None and slots_path(path).exists():
        where = f"“{slots_path(path).name}”, which says where it is, cannot be read. Put it back"
    elif key_path(path).exists():
        where = f"there is no key in “{key_path(path).name}”. Put the right file back"
    else:
        where = f"“{key_path(path).name}” is not beside it. Put it back"
    raise KeyUnavailable(
        f"The key of “{path.name}” cannot be had: {where}, then open the store again. "
        "Nothing was changed."
    )


def _all_keys(
    path: Path,
    slots: KeySlots | None,
    kept: list[dict[str, Any]],
    keyring: Keyring | None,
    patience: float,
) -> Iterator[tuple[KeyPlace, bytes]]:
    """Go through every key that may be this store's, the quickest places first."""
    named = [str(slot.get("file", "")) for slot in (slots.slots if slots else ())]
    # Only a name is taken from the slots, never a way to another place.
    names = [key_path(path).name, *(name for name in named if name and Path(name).name == name)]
    folders = [path.parent, *([path.parent.parent] if path.parent.name == BACKUPS else [])]
    for file in [folder / name for folder in folders for name in names]:
        value = _read_key_file(file)
        if value is not None:
            yield KeyPlace.KEY_FILE, value
    for slot in kept:
        value = _from_keyring(slot, keyring, patience)
        if value is not None:
            yield KeyPlace.KEYRING, value


def _from_keyring(slot: dict[str, Any], keyring: Keyring | None, patience: float) -> bytes | None:
    service, entry = str(slot.get("service", SERVICE)), str(slot.get("entry", ""))
    return _as_key(_ask(keyring, lambda ring: ring.get_password(service, entry), patience))


def _keep_in_keyring(keyring: Keyring | None, store_id: str, value: bytes) -> bool:
    """Keep the key and read it back: some backends take a secret and forget it."""

    def keep(ring: Keyring) -> str | None:
        ring.set_password(SERVICE, store_id, value.hex())
        return ring.get_password(SERVICE, store_id)

    return _as_key(_ask(keyring, keep, KEYRING_SECONDS)) == value


def _ask(
    keyring: Keyring | None, question: Callable[[Keyring], str | None], patience: float
) -> str | None:
    """Ask `keyring`, by default the system's, in a thread of its own.

    One that hangs, be it while it is looked for, cannot hang us; None after `patience` seconds,
    and where there is no keyring or it fails.
    """
    import threading

    answers: list[str | None] = []

    def ask() -> None:
        # Backends raise anything: their own errors, D-Bus ones, even ImportError.
        with contextlib.suppress(Exception):
            ring = keyring if keyring is not None else _system_keyring()
            answers.append(None if ring is None else question(ring))

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(patience)
    return answers[0] if answers else None


def _system_keyring() -> Keyring | None:
    """Return the operating system's keyring, None where `keyring` finds no usable one."""
    import keyring
    from keyring.backends import fail, null

    ring = keyring.get_keyring()
    return None if isinstance(ring, (fail.Keyring, null.Keyring)) else ring


def _as_key(text: str | None) -> bytes | None:
    try:
        value = bytes.fromhex(text.strip()) if text else b""
    except ValueError:
        return None
    return value if len(value) == KEY_BYTES else None


def _read_key_file(path: Path) -> bytes | None:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            with contextlib.suppress(OSError):
                path.chmod(0o600)  # copied here with wider rights: tighten and go on
        return _as_key(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
