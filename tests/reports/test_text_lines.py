"""Lines are never wider than their column, and no word is lost in breaking."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visits_app.reports.document import Run
from visits_app.reports.fonts import Face, load_fonts
from visits_app.reports.pdf_style import BODY
from visits_app.reports.pdf_text import TextLines, break_lines, fragments_of

FONTS = load_fonts()


def lines_of(text: str, width: float) -> list[str]:
    fragments = fragments_of(FONTS, text, BODY)
    lines = break_lines(FONTS, fragments, BODY.size, width)
    return ["".join(part.text for part in line) for line in lines]


def paragraph(text: str) -> TextLines:
    return TextLines(FONTS, BODY, fragments_of(FONTS, text, BODY))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abcWi-/ŵș≥", min_size=1, max_size=60), max_size=30), st.floats(40, 450))
def test_lines_fit_and_keep_every_word(words: list[str], width: float) -> None:
    lines = lines_of(" ".join(words), width)
    for line in lines:
        runs = FONTS.faces(Face.REGULAR, line.rstrip())
        assert sum(FONTS.width(face, run, BODY.size) for face, run in runs) <= width + 0.1
    assert "".join(lines).replace(" ", "") == "".join(words)


def test_a_word_of_300_letters_is_broken_and_a_short_one_is_not() -> None:
    lines = lines_of(f"before {'m' * 300} after", 200)
    assert lines[0] == "before "
    assert "".join(lines).endswith("mm after")
    assert len(lines) > 10


def test_a_long_address_breaks_at_its_joints() -> None:
    lines = lines_of("https://www.example.org/one/two-three/four_five/six.seven/eight", 150)
    assert all(line[-1] in "/-_." for line in lines[:-1])


def test_typed_lines_and_empty_ones_are_kept() -> None:
    assert lines_of("one\n\ntwo", 200) == ["one", "", "two"]


def test_manners_change_within_a_word() -> None:
    words = (Run("half", strong=True), Run("plain next"))
    (line,) = break_lines(FONTS, fragments_of(FONTS, words, BODY), 12, 300)
    assert [(part.face, part.text) for part in line] == [
        (Face.BOLD, "half"),
        (Face.REGULAR, "plain next"),
    ]


@pytest.mark.parametrize("lines", [2, 3, 4, 5, 9])
def test_a_split_leaves_two_lines_on_either_side(lines: int) -> None:
    text = paragraph("\n".join(map(str, range(lines))))
    for room in range(lines + 2):
        parts = text.split(300, room * BODY.leading)
        if parts is None:
            continue
        first, rest = (round(part.height(300) / BODY.leading) for part in parts)
        assert first >= 2
        assert rest >= 2
        assert first + rest == lines
        assert first <= room
