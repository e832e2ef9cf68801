"""The README's promises that can be carried out are carried out."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from visits_app import cli, paths

README = Path(__file__).resolve().parents[2] / "README.md"


def test_a_store_can_be_read_without_us_as_the_readme_says(
    own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.start(["example"]) == 0
    assert cli.start(["list", "--limit", "1000"]) == 0
    references = {line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]}
    block = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    script = tmp_path / "without_us.py"
    script.write_text("import sys; sys.path.pop(0)\n" + block.group(1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, cwd=own_home, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert {line.split()[0] for line in done.stdout.splitlines()} == references


def test_every_command_it_shows_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    text = README.read_text(encoding="utf-8")
    shown = re.findall(r"(?m)^    member-visits (.+?)(?:\s+#.*)?$", text)
    assert len(shown) >= 6
    for words in shown:
        assert cli.parsed(words.split()).carry_out
    capsys.readouterr()


def test_the_files_it_names_are_so_called() -> None:
    text = README.read_text(encoding="utf-8")
    assert paths.STORE_NAME in text
    assert paths.HOME_VARIABLE in text
