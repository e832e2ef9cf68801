"""A file is either the whole new paper or what was there before, and the sentence says why."""

import subprocess
import sys
from pathlib import Path

import pytest

from visits_app.domain.errors import ExportError, MissingGlyph
from visits_app.reports.document import Document, Paragraph
from visits_app.reports.pdf import render, save_pdf
from visits_app.reports.whole_files import write_whole

PAPER = Document("Report", (Paragraph("Words"),))
BAD = Document("Report", (Paragraph("\U0001f600"),))


def only_file(folder: Path) -> bytes:
    (file,) = folder.iterdir()
    return file.read_bytes()


def test_a_saved_paper_is_the_rendered_one_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    save_pdf(PAPER, tmp_path / "report.pdf")
    assert only_file(tmp_path) == render(PAPER)


def test_an_old_file_is_replaced_only_by_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    with pytest.raises(MissingGlyph):
        save_pdf(BAD, path)
    assert only_file(tmp_path) == b"old"
    save_pdf(PAPER, path)
    assert only_file(tmp_path) == render(PAPER)


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"“report\.pdf” cannot be saved: the folder .*gone"):
        save_pdf(PAPER, tmp_path / "gone" / "report.pdf")
    assert not list(tmp_path.iterdir())


def test_a_folder_of_that_name_stays(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(ExportError, match="a folder has that name"):
        save_pdf(PAPER, tmp_path / "report.pdf")
    assert [item.name for item in tmp_path.iterdir()] == ["report.pdf"]


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="name is too long"):
        save_pdf(PAPER, tmp_path / f"{'x' * 300}.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="limits a process the POSIX way")
def test_no_room_leaves_the_old_file_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from visits_app.domain.errors import ExportError\n"
        "from visits_app.reports.whole_files import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    write_whole(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except ExportError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "There is no room left to save “report.pdf”" in done.stdout
    assert "unchanged" in done.stdout
    assert only_file(tmp_path) == b"old"


def test_bytes_made_before_are_saved_the_same_way(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.pdf", b"one")
    write_whole(tmp_path / "a.pdf", b"two")
    assert only_file(tmp_path) == b"two"
