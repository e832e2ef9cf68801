"""Figures as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from visits_app.imports.cell_values import read_value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("60,3%", 60.3), ("93.8 %", 93.8), ("1,233", 1233), ("1 233", 1233), ("1\u00a0233", 1233),
        ("0,853", 0.853), ("-5", -5), ("−5.5", -5.5), (".5", 0.5), ("12.", 12), ("0", 0), (0.0, 0),
        (85.3, 85.3), (7, 7), ("1,234,567.8", 1234567.8), ("1.233,5", 1233.5), (" 7 ", 7),
    ],
)  # fmt: skip
def test_numbers_are_read(cell: object, value: float) -> None:
    found = read_value(cell)  # type: ignore[arg-type]
    assert (found.value, found.text, found.wrong) == (value, "", "")


@pytest.mark.parametrize(
    "cell", ["n/a", "N/A", "c", "x", "z", "u", "k", ":", "-", "–", "..", "*", "<5", "< 5", "#N/A"]
)
def test_marks_of_missing_figures_are_never_zero(cell: str) -> None:
    found = read_value(cell)
    assert math.isnan(found.value)
    assert (found.text, found.wrong) == (cell, "")


@pytest.mark.parametrize("cell", ["", "  ", None])
def test_a_blank_is_no_figure_at_all(cell: object) -> None:
    found = read_value(cell)  # type: ignore[arg-type]
    assert math.isnan(found.value)
    assert (found.text, found.wrong) == ("", "")


@pytest.mark.parametrize(
    "cell",
    [
        "nan", "NaN", "inf", "-inf", "Infinity", "1_000", "٣", "１２", "text", "1e5", "0x10",
        "1,23,4", "=1+1", "=cmd|' /C calc'!A0", "+cmd", "@SUM(A1)", "-1+1", "#REF!", "#DIV/0!",
        float("nan"), float("inf"), True, "TRUE", "12 of", "1.2.3", "5%%", 10**20,
    ],
)  # fmt: skip
def test_what_is_no_figure_says_why(cell: object) -> None:
    found = read_value(cell)  # type: ignore[arg-type]
    assert math.isnan(found.value)
    assert found.wrong.endswith(".")


def test_a_percentage_may_bring_what_it_is_of() -> None:
    found = read_value("93.8%, 181 of 193")
    assert (found.value, found.numerator, found.denominator) == (93.8, 181, 193)


@given(some.decimals(-999_999, 999_999, places=2), some.sampled_from(["", "%", " %"]))
def test_a_number_with_thousands_is_the_number(number: object, sign: str) -> None:
    assert read_value(f"{number:,.2f}{sign}").value == pytest.approx(float(number))  # type: ignore[arg-type]


@given(some.one_of(some.text(max_size=60), some.floats(), some.integers(), some.booleans()))
def test_a_cell_is_a_number_a_mark_a_blank_or_wrong_and_only_one_of_them(cell: object) -> None:
    found = read_value(cell)  # type: ignore[arg-type]
    assert math.isfinite(found.value) + bool(found.text) + bool(found.wrong) <= 1
    assert not math.isinf(found.value)


@pytest.mark.parametrize("cell", [1e16, -1e300, 10**16, "10000000000000000"])
def test_a_number_no_measure_has_is_refused_however_it_is_written(cell: object) -> None:
    assert read_value(cell).wrong == "this is too large."  # type: ignore[arg-type]
