"""The example's final report: its facts in our own words, its doubts kept, its faults named."""

from datetime import date
from pathlib import Path

import pytest

from visits_app.domain.errors import ExampleRefused
from visits_app.imports.example_final import read_final_facts
from visits_app.paths import resource

TODAY = date(2014, 4, 1)


def test_the_report_has_its_parts_and_keeps_its_doubts() -> None:
    facts = read_final_facts(resource("example") / "final_report.toml", TODAY)
    assert len(facts.conclusions) == 14
    assert len(facts.sources) == 3
    assert len(facts.objective[1].points) == 7
    assert len(facts.grounds) == 5
    doubts = " ".join(facts.notes)
    for doubt in ("12 meetings, and lists 14", "2014 is almost certainly", "17.02", "percentage"):
        assert doubt in doubts


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "final_report.toml"
    path.write_text(
        "\n".join(
            [
                '[[conclusion]]\ntext = "One."',
                '[[ground]]\nrecommendation = "r1"\nconclusions = [2]',
                '[[ground]]\nrecommendation = "r2"\nconclusions = "1"',
                '[[objective]]\nheading = "Nothing under it"',
                '[[source]]\nwords = "x"',
            ]
        ),
        encoding="utf-8",
    )
    with pytest.raises(ExampleRefused) as refused:
        read_final_facts(path, TODAY)
    told = str(refused.value)
    for words in ("not there (1 to 1)", "whole numbers", "text or points", "“words” is not"):
        assert words in told
