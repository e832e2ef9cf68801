"""A killed process loses nothing that was acknowledged, and blocks nothing."""

import random
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from visits_app.domain.errors import StoreError
from visits_app.store.engine import create_store, open_store

SAVE = """
import sys
from pathlib import Path
from visits_app.store.engine import open_store
store = open_store(Path(sys.argv[1]))
number = int(sys.argv[2])
while True:
    number += 1
    with store.write() as connection:
        connection.execute("INSERT INTO setting VALUES (?, ?)", (f"{number:08}", "v" * 3000))
        connection.execute("INSERT INTO visit_text VALUES (?, 'v', 'q')", (f"word{number}",))
    print(number, flush=True)
"""

KILLS = 20


def test_every_acknowledged_save_outlasts_a_kill(
    path: Path, no_keyring: Any, child: Callable[..., "Popen[str]"]
) -> None:
    create_store(path, keyring=no_keyring).close()
    dice = random.Random(2014)
    saved = 0
    for _ in range(KILLS):
        process = child(SAVE, path, saved)
        assert process.stdout
        for _ in range(dice.randint(1, 40)):
            process.stdout.readline()
        process.kill()
        acknowledged = [int(line) for line in process.communicate()[0].split()]
        with open_store(path, keyring=no_keyring) as store, store.read() as connection:
            there = connection.execute("SELECT count(*), max(key) FROM setting").fetchone()
            texts = connection.execute("SELECT count(*) FROM visit_text").fetchone()[0]
        # Nothing acknowledged is missing, nothing is there by half.
        assert there[0] == int(there[1]) == texts
        assert there[0] >= max([saved, *acknowledged])
        saved = there[0]
    assert saved > KILLS


MAKE = """
import sys
from pathlib import Path
print("ready", flush=True)
sys.stdin.readline()
from visits_app.store.engine import create_store
create_store(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize("moment", [0.1, 0.32, 0.38])
def test_a_store_killed_while_it_is_made_is_whole_or_not_there(
    path: Path, no_keyring: Any, child: Callable[..., "Popen[str]"], moment: float
) -> None:
    process = child(MAKE, path)
    assert process.stdout
    assert process.stdin
    process.stdout.readline()
    process.stdin.write("\n")
    process.stdin.flush()
    try:
        process.wait(moment)
    except Exception:
        process.kill()
        process.wait()
    try:
        store = open_store(path, keyring=no_keyring)
    except StoreError:
        assert not path.exists()
        store = create_store(path, keyring=no_keyring)
    with store, store.write() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', '1')")
