"""`member-visits indicators judge`: the reference vectors' results, or lines a person reads."""

import json
from pathlib import Path

import pytest

from tests.spc_vectors import FILE, SERIES, differences
from visits_app import cli

CORE = (86, 84, 87, 85, 88, 86, 83, None, 85, 86, 84, 88, 82, 80, 79, 76, 75, 72, 70, 71)


@pytest.fixture
def core(tmp_path: Path) -> Path:
    path = tmp_path / "core.csv"
    rows = [
        f"{2012 + n // 12}-{n % 12 + 1:02},{'' if value is None else value}"
        for n, value in enumerate(CORE)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_the_reference_file_gives_the_reference_results(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.start(["indicators", "judge", str(FILE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["series"]
    assert [one["id"] for one in found] == [one["id"] for one in SERIES]
    for ours, theirs in zip(found, SERIES, strict=True):
        assert differences(ours["result"], theirs["expected"], theirs["id"]) == []


def test_one_reference_series_alone_gives_its_result_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(SERIES[16]["input"]), encoding="utf-8")
    assert cli.start(["indicators", "judge", str(path), "--json"]) == 0
    assert differences(json.loads(capsys.readouterr().out), SERIES[16]["expected"]) == []


def test_options_say_what_a_csv_file_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for series in SERIES:
        given = series["input"]
        path = tmp_path / f"{series['id']}.csv"
        pairs = zip(given["dates"], given["values"], strict=True)
        path.write_text("\n".join(f"{day},{value}" for day, value in pairs), encoding="utf-8")
        words = ["indicators", "judge", str(path), "--json"]
        words += ["--direction", given["improvement_direction"]]
        if given["target"] is not None:
            words += ["--target", str(given["target"])]
        for day in given["rebase_dates"]:
            words += ["--rebase", day]
        if not given["screen_outliers"]:
            words.append("--no-screen")
        assert cli.start(words) == 0
        result = json.loads(capsys.readouterr().out)
        assert differences(result, series["expected"], series["id"]) == []


def test_lines_tell_limits_flags_types_variation_and_assurance(
    core: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        cli.start(["indicators", "judge", str(core), "--direction", "higher", "--target", "80"])
        == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "Phase 1, 2012-01-31 to 2013-08-31: 19 points, mean 81.42, limits 75.01 and 87.84, "
        "near limits 77.14 and 85.70"
    )
    assert len(lines) == 1 + len(CORE) + 2
    assert lines[8] == "2012-08-31       missing"
    assert lines[12] == (
        "2012-12-31            88  Improvement, high; outside what is usual: above the upper limit "
        "[outside, trend]"
    )
    assert lines[-2:] == ["Variation: Concern, low", "Assurance: Hit and miss"]


def test_lines_of_few_figures_call_nothing_a_change(
    core: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["indicators", "judge", str(core), "--rebase", "2013-01-01", "--fix-after", "5"]
    assert cli.start(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "8 points (provisional)" in lines[1]
    assert lines[-1] == "Variation and assurance are told from 13 points in the latest phase on."


def test_several_series_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "two.json"
    one = {"dates": ["2014-01-31"], "values": [5]}
    path.write_text(json.dumps({"series": [one, {"id": "b", "input": one}]}), encoding="utf-8")
    assert cli.start(["indicators", "judge", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [lines[0], lines[5]] == ["Series 1", "b"]


def test_a_bad_file_is_refused_with_every_fault_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("2014-01-31,5\n2014-01-31,x\x1b[31m\n", encoding="utf-8")
    assert cli.start(["indicators", "judge", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("bad.csv, line 2") == 2
    assert "\x1b" not in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["--direction", "up"],
        ["--target", "much"],
        ["--target", "nan"],
        ["--rebase", "soon"],
        ["--fix-after", "0"],
    ],
)
def test_options_that_make_no_sense_are_refused(core: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.start(["indicators", "judge", str(core), *words])
    assert ended.value.code == 2


def test_the_command_alone_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.start(["indicators"]) == 2
    assert "member-visits indicators judge FILE" in capsys.readouterr().err
