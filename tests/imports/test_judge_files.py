"""Figures to judge come from CSV or JSON; every fault is named and nothing is guessed."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visits_app.domain.errors import FiguresRefused
from visits_app.domain.indicators import Direction, Target
from visits_app.domain.xmr import XmrInput
from visits_app.imports import judge_files
from visits_app.imports.judge_files import Settings, read_day, read_figures_file, read_number

PLAIN = Settings()


def written(folder: Path, text: str | bytes, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def only(path: Path, settings: Settings = PLAIN) -> XmrInput:
    file = read_figures_file(path, settings)
    assert not file.many
    ((name, asked),) = file.series
    assert name == ""
    return asked


def faults(path: Path) -> list[str]:
    with pytest.raises(FiguresRefused) as refused:
        read_figures_file(path, PLAIN)
    return [str(fault) for fault in refused.value.faults]


def test_csv_with_a_header_a_mark_of_order_and_gaps(tmp_path: Path) -> None:
    lines = ["\ufeffDate,Value,Target", "2014-01-31,60.3%,", "28/02/2014,n/a,75", ""]
    text = "\r\n".join([*lines, '2014-03,"1,233",80', ""])
    asked = only(written(tmp_path, text), Settings(Direction.HIGHER))
    assert asked.dates == (date(2014, 1, 31), date(2014, 2, 28), date(2014, 3, 31))
    assert asked.values == (60.3, None, 1233.0)
    assert asked.target == Target("", 80.0, "at least")


def test_csv_without_a_header_and_a_target_of_the_command_line(tmp_path: Path) -> None:
    path = written(tmp_path, "2014-01-31,60.3,75\n")
    asked = only(path, Settings(Direction.BAND, 50.0, 60.0))
    assert asked.dates == (date(2014, 1, 31),)
    assert asked.target == Target("", 50.0, "between", upper=60.0)


def test_every_fault_of_a_csv_file_is_named_by_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "date,value\n2014-02-30,1\n2014-03-31,=1+1\n2014-03-31,NaN\n1,2,3,4\n")
    assert faults(path) == [
        "figures.csv, line 2: “2014-02-30” is not a date such as 2014-01-31 or 31/01/2014.",
        "figures.csv, line 3: the value “=1+1” is not a number such as 60.3 (empty if missing).",
        "figures.csv, line 4: there is a figure of 2014-03-31 already.",
        "figures.csv, line 4: the value “NaN” is not a number such as 60.3 (empty if missing).",
        "figures.csv, line 5: there are 4 cells; a date, a value and at most a target are needed.",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is no series in this file."),
        ("date,value\n", "there is no series in this file."),
        ("value,date\n2014-01-31,5\n", "the first line must be date,value or"),
        ('2014-01-31,"5\n', "this is not CSV"),
        (b"\xff\xfe2\x00", "the file is not UTF-8 text"),
        ("2014-01-31,5\n" * 400_000, "at most 5000 KB"),
    ],
)
def test_a_file_that_is_none_says_so(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    assert any(sentence in fault for fault in faults(written(tmp_path, text)))


def test_a_missing_file_or_a_folder_is_a_sentence(tmp_path: Path) -> None:
    assert faults(tmp_path / "none.csv") == ["none.csv: the file is missing or cannot be read."]
    assert faults(tmp_path) == [f"{tmp_path.name}: this is not an ordinary file."]


def test_endless_faults_are_counted(tmp_path: Path) -> None:
    found = faults(written(tmp_path, "2014-01-31,x\n" * 200))
    assert len(found) == judge_files.MOST_FAULTS + 1
    assert found[-1] == "and 299 more."


def test_json_says_itself_how_to_judge(tmp_path: Path) -> None:
    record = {
        "dates": ["2014-01-31", "2014-02-28"],
        "values": [5, None],
        "improvement_direction": "decrease",
        "target": 4,
        "rebase_dates": ["2014-02-01"],
        "fix_after_n_points": 12,
        "screen_outliers": False,
    }
    path = written(tmp_path, json.dumps(record), "one.json")
    asked = only(path, Settings(Direction.HIGHER, 90.0, None, (), 3))
    assert asked == XmrInput(
        (date(2014, 1, 31), date(2014, 2, 28)),
        (5.0, None),
        Direction.LOWER,
        Target("", 4.0, "at most"),
        (date(2014, 2, 1),),
        12,
        False,
    )


def test_json_that_says_nothing_takes_the_command_lines_word(tmp_path: Path) -> None:
    record = {"dates": ["2014-01-31"], "values": [5]}
    path = written(
        tmp_path, json.dumps({"series": [record, {"id": "b", "input": record}]}), "a.json"
    )
    settings = Settings(Direction.HIGHER, 90.0, None, (date(2014, 1, 1),), 3, screen=False)
    file = read_figures_file(path, settings)
    assert file.many
    assert [name for name, _ in file.series] == ["", "b"]
    for _, asked in file.series:
        assert asked.direction is Direction.HIGHER
        assert asked.target == Target("", 90.0, "at least")
        assert (asked.rebase_dates, asked.fix_after) == ((date(2014, 1, 1),), 3)
        assert not asked.screen


def test_every_fault_of_a_json_file_is_named_by_its_place(tmp_path: Path) -> None:
    text = """{"series": [
        {"dates": ["2014-01-31", "2014-01-31", 5], "values": [1, true], "colour": "red"},
        {"dates": ["2014-01-31"], "values": ["x"], "improvement_direction": "up", "target": "y",
         "fix_after_n_points": 0, "screen_outliers": 1, "rebase_dates": "2014"},
        7,
        {"dates": ["2014-01-31"], "values": [1, 2]},
        {"values": 1}
    ]}"""
    found = faults(written(tmp_path, text, "bad.json"))
    for start, words in (
        ("bad.json, series 1", "“colour” is not a setting known here"),
        ("bad.json, series 1", "dates, item 3: this must be a date"),
        ("bad.json, series 1", "values, item 2: this must be a number"),
        ("bad.json, series 1", "dates, item 2: there is a figure of 2014-01-31 already"),
        ("bad.json, series 2", "values, item 1: this must be a number"),
        ("bad.json, series 2", "improvement_direction must be one of: increase, "),
        ("bad.json, series 2", "target must be a number"),
        ("bad.json, series 2", "fix_after_n_points must be a whole number from 1"),
        ("bad.json, series 2", "screen_outliers must be true or false"),
        ("bad.json, series 2", "rebase_dates must be a list"),
        ("bad.json, series 3", "this must be an object"),
        ("bad.json, series 4", "there are 1 dates, but 2 values"),
        ("bad.json, series 5", "dates must be a list"),
    ):
        assert any(f.startswith(start) and words in f for f in found), (start, words)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[1]",
        '{"series": 5}',
        '{"series": []}',
        '{"dates": ["2014-01-31"], "values": [NaN]}',
        '{"dates": ["2014-01-31"], "values": [1e999]}',
        '{"dates": ["2014-01-31"], "values": [' + "9" * 5000 + "]}",
        "[" * 100_000,
    ],
)
def test_json_that_cannot_be_used_is_a_sentence(tmp_path: Path, text: str) -> None:
    assert faults(written(tmp_path, text, "odd.json"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("60.3", 60.3),
        ("-5", -5.0),
        ("250%", 250.0),
        ("1,233", 1233.0),
        ("1,233,000.5", 1233000.5),
        (".5", 0.5),
        ("60,3", None),
        ("1e5", None),
        ("inf", None),
        ("٣", None),
        ("=5", None),
        ("--5", None),
        ("9" * 101, None),
    ],
)
def test_numbers(text: str, number: float | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["2014-13-01", "0000-01-01", "31/02/2014", "20140131", "today", ""]
)
def test_what_is_no_date(text: str) -> None:
    assert read_day(text) is None


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.json"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, raw: bytes, name: str) -> None:
    try:
        file = read_figures_file(written(tmp_path, raw, name), PLAIN)
    except FiguresRefused as refused:
        found = [str(fault) for fault in refused.faults]
    else:
        found = [str(one) for _, asked in file.series for one in asked.values]
        assert "nan" not in found
    assert found


@pytest.mark.parametrize("upper", [None, 40.0])
def test_a_band_needs_both_its_ends(tmp_path: Path, upper: float | None) -> None:
    path = written(tmp_path, "2014-01-31,60.3\n")
    with pytest.raises(FiguresRefused, match="two ends"):
        read_figures_file(path, Settings(Direction.BAND, 50.0, upper))
