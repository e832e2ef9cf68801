"""Missing characters and fonts are said in words, with the place they stand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from visits_app.domain.errors import MissingFont, MissingGlyph
from visits_app.paths import resource
from visits_app.reports.document import Answer, Column, Document, Heading, Paragraph, Table
from visits_app.reports.fonts import Face, load_fonts, unprintable
from visits_app.reports.pdf import render


def paper(text: str) -> Document:
    return Document("Report", (Answer("F2", "What did you hear?", (Paragraph(text),)),))


def test_emoji_are_refused_by_name_and_place() -> None:
    with pytest.raises(MissingGlyph) as refusal:
        render(paper("Lovely \U0001f600 visit \U0001f44d"))
    sentence = str(refusal.value)
    assert "question F2" in sentence
    assert "grinning face, thumbs up sign" in sentence
    assert "try again" in sentence


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "Lea שׁ"])
def test_writing_from_right_to_left_is_refused_in_words(text: str) -> None:
    with pytest.raises(MissingGlyph, match="right to left") as refusal:
        render(paper(text))
    assert "question F2" in str(refusal.value)


def test_other_scripts_and_broken_characters_are_refused_not_boxed() -> None:
    for text in ("漢字", "हिन्दी", "\ud83d", "\U0001d54f", "\ue000"):
        with pytest.raises(MissingGlyph):
            render(paper(text))


def test_a_refusal_lists_few_places_and_counts_the_rest() -> None:
    answers = tuple(Answer(f"B{n}", "Label", (Paragraph("漢字仮名交"),)) for n in range(1, 7))
    with pytest.raises(MissingGlyph) as refusal:
        render(Document("Report", answers))
    sentence = str(refusal.value)
    assert "question B1" in sentence
    assert "question B4" not in sentence
    assert "3 more places" in sentence
    assert "and 2 more)" in sentence


def test_a_place_in_a_table_is_named_by_part_and_column() -> None:
    table = Table((Column("Action"),), (("\U0001f600",),))
    with pytest.raises(MissingGlyph, match="“Asks”, column “Action”"):
        render(Document("Report", (Heading("Asks"), table)))


def test_unprintable_names_characters_once() -> None:
    assert unprintable("fine ŵ ș ≥") == ()
    assert unprintable("\U0001f600 a \U0001f600") == ("grinning face",)


def test_a_missing_font_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MissingFont, match=r"Lato-Regular\.ttf.*Install the program again"):
        load_fonts(tmp_path)


def test_a_damaged_font_file_is_a_sentence(tmp_path: Path) -> None:
    for face in Face:
        whole = resource(f"fonts/{face.value}.ttf").read_bytes()
        (tmp_path / f"{face.value}.ttf").write_bytes(whole)
    (tmp_path / "Lato-Bold.ttf").write_bytes(b"<html>not a font</html>")
    with pytest.raises(MissingFont, match=r"Lato-Bold\.ttf"):
        load_fonts(tmp_path)


def test_a_cut_font_file_is_a_sentence(tmp_path: Path) -> None:
    for face in Face:
        whole = resource(f"fonts/{face.value}.ttf").read_bytes()
        (tmp_path / f"{face.value}.ttf").write_bytes(whole)
    for part in (0, 3, 50, 3000, 200_000):
        whole = resource("fonts/Lato-Italic.ttf").read_bytes()
        (tmp_path / "Lato-Italic.ttf").write_bytes(whole[:part])
        with pytest.raises(MissingFont, match=r"Lato-Italic\.ttf"):
            load_fonts(tmp_path)


def test_widths_are_those_of_the_font() -> None:
    fonts = load_fonts()
    assert fonts.width(Face.REGULAR, "", 12) == 0
    once, twice = fonts.width(Face.BOLD, "ŵ", 12), fonts.width(Face.BOLD, "ŵŵ", 12)
    assert twice == pytest.approx(2 * once)
    assert fonts.width(Face.BOLD, "ŵ", 24) == pytest.approx(2 * once)


def test_making_paper_runs_no_settings_file_of_a_stranger(tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "path"
    home.mkdir()
    path.mkdir()
    trap = "open({!r}, 'w').close()\n"
    (home / ".reportlab_settings").write_text(trap.format(str(tmp_path / "sprung-home")))
    (path / "reportlab_settings.py").write_text(trap.format(str(tmp_path / "sprung-path")))
    code = "import visits_app.reports.pdf, reportlab.rl_config as c; assert c.useA85 == 0"
    root = Path(__file__).parents[2]
    variables = {
        **os.environ,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "PYTHONPATH": os.pathsep.join([str(path), str(root)]),
    }
    subprocess.run([sys.executable, "-c", code], env=variables, cwd=tmp_path, check=True)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["home", "path"]
