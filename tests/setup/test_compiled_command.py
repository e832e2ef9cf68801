"""Compiled papers on the command line: written by their endings, public unless told otherwise."""

from pathlib import Path

import pytest

from visits_app import cli


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("council") / "council.mvstore"
    assert cli.start(["example", "--store", str(path)]) == 0
    return path


@pytest.mark.parametrize(
    ("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")]
)
@pytest.mark.parametrize("word", ["summary", "tracker", "actions", "said-and-did", "final"])
def test_every_paper_is_written_as_its_ending_asks(
    council: Path, tmp_path: Path, word: str, ending: str, begins: bytes
) -> None:
    path = tmp_path / f"paper.{ending}"
    asked = ["report", word, "--from", "2013-04-01", "--to", "31 March 2014", "-o", str(path)]
    assert cli.start([*asked, "--store", str(council)]) == 0
    assert path.read_bytes()[:200].startswith(begins)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            ["summary", "--from", "2013-04-01", "--to", "2014-03-31", "--team", "Fostering"],
            "Visit summary for a meeting, April 2013 to March 2014, public version.pdf",
        ),
        (["actions", "--theme", "caseloads"], "Action log, public version.pdf"),
        (["final", "--version", "restricted"], "Final report, RESTRICTED.pdf"),
    ],
)
def test_without_a_file_the_name_says_what_it_is_and_for_whom(
    council: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.start(["report", *words, "--store", str(council)]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert (path.parent, path.name) == (tmp_path, name)
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["summary", "--from", "2014-04-01", "--to", "2014-03-01"], "ends (--to) before it begins"),
        (["summary", "--team", "Nobody"], "There is no team “nobody”"),
        (["summary", "--theme", "Nothing"], "There is no theme “nothing”"),
        (["summary", "--month", "2014-01"], "--month goes with the monitoring report"),
        (["summary", "Fostering"], "Only a brief takes a team"),
        (["monitoring", "--from", "2014-01-01"], "--from goes with compiled papers"),
        (["2014-X019", "--version", "public"], "--version goes with compiled papers"),
        (["summary", "--out", "paper.txt"], "“.txt” is not one of them"),
    ],
)
def test_what_makes_no_sense_is_refused(
    council: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert cli.start(["report", *words, "--store", str(council)]) == 2
    assert said in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(council: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.start(["report", "summary", "--from", "2014-02-30", "--store", str(council)])
    assert stopped.value.code == 2
    assert "2014-03-31" in capsys.readouterr().err
