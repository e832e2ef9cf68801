"""The command line: light to start, plain when it refuses, silent about what members wrote."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from visits_app import __version__, cli, paths
from visits_app.services import settings, stores

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "PySide6",
    "sqlalchemy",
    "sqlmodel",
    "pyqtgraph",
    "reportlab",
    "numpy",
    "alembic",
    "keyring",
)


def python(code: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def imported_by(*words: str) -> set[str]:
    """Return the packages a command line imports, by their top names."""
    code = (
        "import sys\n"
        "from visits_app.cli import start\n"
        "try: start(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))\n"
    )
    return set(python(code, *words).splitlines()[-1].split())


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the example council, made by the command itself."""
    path = tmp_path_factory.mktemp("council") / "council.mvstore"
    assert cli.start(["example", "--store", str(path)]) == 0
    return path


def test_help_and_version_import_nothing_heavy() -> None:
    assert imported_by("--help").isdisjoint({*HEAVY, "sqlcipher3", "platformdirs"})
    assert imported_by("--version").isdisjoint({*HEAVY, "sqlcipher3", "platformdirs"})


def test_commands_never_import_qt(council: Path, tmp_path: Path) -> None:
    store = ["--store", str(council)]
    for words in (
        ["list"],
        ["search", "bus"],
        ["check"],
        ["report", "--blank", "standard", "--out", str(tmp_path / "blank.pdf")],
    ):
        assert imported_by(*words, *store).isdisjoint({"PySide6", "pyqtgraph"}), words
    assert imported_by("list", *store).isdisjoint(HEAVY)
    assert imported_by("search", "bus", *store).isdisjoint(HEAVY)


def test_the_store_may_be_named_before_or_after_the_command(
    council: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.start(["--store", str(council), "list"]) == 0
    before = capsys.readouterr().out
    assert cli.start(["list", "--store", str(council)]) == 0
    assert capsys.readouterr().out == before
    assert before.strip()


def test_the_list_is_as_long_as_asked(council: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.start(["list", "--limit", "3", "--store", str(council)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[-1].startswith("3 of ")


def test_a_report_is_found_by_its_reference_however_it_is_typed(
    council: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.start(["list", "--limit", "1", "--store", str(council)]) == 0
    reference = capsys.readouterr().out.split()[0]
    assert cli.start(["report", reference.lower(), "--store", str(council)]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / f"{reference}.pdf")
    assert (tmp_path / f"{reference}.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["monitoring"], "Monthly monitoring report, January 2014.pdf"),
        (["late"], f"what is late {date.today().isoformat()}.pdf"),
        (
            ["monitoring", "--month", "2013-12", "--team", "Fostering", "--no-tables"],
            "Monthly monitoring report, December 2013.pdf",
        ),
        (
            ["monitoring", "--theme", "caseloads", "--concern-only"],
            "Monthly monitoring report, January 2014.pdf",
        ),
        (["brief", "FOSTERING"], "brief fostering.pdf"),
        (["brief", "--team", "fostering"], "brief fostering.pdf"),
        (
            ["brief", "Children's  Integrated Disability Service"],
            "brief childrens-integrated-disability-service.pdf",
        ),
    ],
)
def test_the_papers_about_the_figures_are_written(
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
    assert path.parent == tmp_path
    assert path.name == name
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["brief"], "Say which team"),
        (["brief", "Nobody"], "Fostering"),
        (["monitoring", "Fostering"], "Only a brief takes a team"),
        (["monitoring", "--team", "Nobody"], "Fostering"),
        (["monitoring", "--theme", "Nothing"], "There is no theme “nothing”"),
        (["2014-X019", "--month", "2014-01"], "--month goes with the monitoring report"),
        (["brief", "fostering", "--no-tables"], "--no-tables goes with the monitoring report"),
        (["--blank", "standard", "--month", "2014-01"], "--month goes with the monitoring report"),
        (["2014-X019", "--team", "fostering"], "--team goes with the papers about the figures"),
    ],
)
def test_what_a_paper_does_not_have_is_refused(
    council: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert cli.start(["report", *words, "--store", str(council)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("month", ["2014-13", "January", "2014", "2014-01-01", "0000-01"])
def test_a_month_that_is_none_is_refused(
    council: Path, capsys: pytest.CaptureFixture[str], month: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.start(["report", "monitoring", "--month", month, "--store", str(council)])
    assert stopped.value.code == 2
    assert "2014-01" in capsys.readouterr().err


def test_a_file_that_is_there_is_replaced_only_when_told(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "standard.pdf"
    path.write_text("somebody's own", encoding="utf-8")
    words = ["report", "--blank", "standard", "--store", str(council), "--out", str(path)]
    assert cli.start(words) == 2
    assert "--replace" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "somebody's own"
    assert cli.start([*words, "--replace"]) == 0
    assert path.read_bytes().startswith(b"%PDF")


def test_a_search_that_finds_nothing_says_so(
    council: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.start(["search", "xyzzyplugh", "--store", str(council)]) == 1
    assert capsys.readouterr().out == "Nothing was found.\n"


@pytest.mark.parametrize(
    "words", ["kitchen's", "-kitchen", '"', "a AND", "*", "NEAR(", "(", "col:x"]
)
def test_any_words_may_be_searched_for(council: Path, words: str) -> None:
    assert cli.start(["search", "--store", str(council), "--", words]) in (0, 1)


def test_the_example_is_loaded_once(council: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.start(["list", "--limit", "1000", "--store", str(council)]) == 0
    before = capsys.readouterr().out
    assert cli.start(["example", "--store", str(council)]) in (0, 2)
    capsys.readouterr()
    assert cli.start(["list", "--limit", "1000", "--store", str(council)]) == 0
    assert capsys.readouterr().out == before


@pytest.mark.parametrize(
    "words", [["list"], ["search", "bus"], ["report", "V1"], ["check"]], ids=lambda words: words[0]
)
def test_where_there_is_no_store_it_says_so_and_makes_none(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.mvstore"
    assert cli.start([*words, "--store", str(missing)]) == 2
    assert "none.mvstore" in capsys.readouterr().err
    assert not missing.exists()
    assert cli.start(words) == 2
    assert not paths.default_store().exists()


def test_an_unknown_visit_or_form_is_refused_in_a_sentence(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "x.pdf"), "--store", str(council)]
    assert cli.start(["report", "V-9999-1", *out]) == 2
    assert "V-9999-1" in capsys.readouterr().err
    assert cli.start(["report", "--blank", "nosuch", *out]) == 2
    assert "standard" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    "reference",
    ["../../etc/passwd", "", "\udcff", "a" * 100_000],
    ids=["path", "", "bytes", "long"],
)
def test_what_is_no_reference_is_refused_in_a_short_sentence(
    council: Path, reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.start(["report", "--store", str(council), "--", reference]) == 2
    told = capsys.readouterr().err
    assert told.startswith("No visit here is called")
    assert len(told) < 300


def test_a_blank_form_without_a_name_is_refused(
    council: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.start(["report", "--blank", "", "--store", str(council)]) == 2
    assert "There is no form" in capsys.readouterr().err


def test_a_paper_is_what_the_ending_of_its_file_says(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(council)]
    for name, begins in (("m.pdf", b"%PDF"), ("m.docx", b"PK"), ("m.html", b"<!DOCTYPE html>")):
        path = tmp_path / name
        assert cli.start(["report", "monitoring", "-o", str(path), *store]) == 0
        assert path.read_bytes().startswith(begins)
    blank = ["report", "--blank", "standard", *store, "-o"]
    assert cli.start([*blank, str(tmp_path / "blank.docx")]) == 0
    capsys.readouterr()
    assert cli.start([*blank, str(tmp_path / "blank.html")]) == 2
    assert "A blank form is for the pen or for Word" in capsys.readouterr().err
    for name in ("m.odt", "m"):
        assert cli.start(["report", "monitoring", "-o", str(tmp_path / name), *store]) == 2
        assert ".docx (Word)" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "blank.docx",
        "m.docx",
        "m.html",
        "m.pdf",
    ]


def test_a_place_where_no_paper_can_be_is_refused_in_a_sentence(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["report", "--blank", "standard", "--store", str(council), "--out"]
    assert cli.start([*words, str(tmp_path / ("a" * 300 + ".pdf"))]) == 2
    assert "the name is too long" in capsys.readouterr().err
    assert cli.start([*words, str(tmp_path)]) == 2
    assert "a folder has that name" in capsys.readouterr().err


def test_a_number_that_is_none_is_refused_in_plain_words(
    council: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for word in ("x", "0", "9" * 5000):
        with pytest.raises(SystemExit) as end:
            cli.start(["list", "--limit", word, "--store", str(council)])
        assert end.value.code == 2
        assert capsys.readouterr().err.rstrip().endswith("a number from 1 to 100000, please")


def test_the_example_council_has_somebody_at_its_desk_even_after_a_set_up_cut_short(
    tmp_path: Path,
) -> None:
    path = tmp_path / "council.mvstore"
    stores.create_store(path).close()
    assert cli.start(["example", "--store", str(path)]) == 0
    with stores.open_store(path) as store:
        assert settings.get(store, "desk") == "member"
        assert settings.get(store, "member_id")


def test_a_desk_that_was_chosen_stays(tmp_path: Path) -> None:
    path = tmp_path / "council.mvstore"
    with stores.create_store(path) as store:
        settings.put(store, "desk", "officer")
    assert cli.start(["example", "--store", str(path)]) == 0
    with stores.open_store(path) as store:
        assert settings.get(store, "desk") == "officer"
        assert settings.get(store, "member_id") is None


def test_a_damaged_store_is_reported_with_an_exit_code(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    junk = tmp_path / "junk.mvstore"
    junk.write_bytes(b"not a store at all" * 4000)
    assert cli.start(["check", "--store", str(junk)]) in (1, 2)
    told = capsys.readouterr()
    assert (told.out + told.err).strip()
    assert "Traceback" not in told.err
    assert cli.start(["check", "--store", str(council)]) == 0


def test_form_files_are_checked_with_every_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = paths.forms_folder() / "standard.toml"
    assert cli.start(["forms", "check", str(good)]) == 0
    bad = tmp_path / "bad.toml"
    bad.write_text('id = "x"\n', encoding="utf-8")
    capsys.readouterr()
    assert cli.start(["forms", "check", str(good), str(bad)]) == 1
    told = capsys.readouterr().out
    assert "standard.toml is in order" in told
    assert "bad.toml" in told
    assert cli.start(["forms"]) == 0
    assert "standard" in capsys.readouterr().out


def test_an_unforeseen_error_leaves_a_report_without_anybodys_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Stranger(Exception):
        pass

    def fail(_asked: object) -> int:
        raise Stranger("what a member wrote")

    assert cli.carried_out(fail, cli.parsed(["list"])) == 70
    log = paths.data_folder() / "member-visits.log"
    told = capsys.readouterr().err
    assert str(log) in told
    report = log.read_text(encoding="utf-8")
    assert "Stranger" in report
    assert "what a member wrote" not in report + told


def test_words_from_a_store_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.start(["--store", "/\x1b]0;owned\x07none", "check"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_without_a_display_the_window_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert cli.start([]) == 2
    assert "no display" in capsys.readouterr().err


def test_the_program_can_be_asked_its_version() -> None:
    code = "import runpy; runpy.run_module('visits_app', run_name='__main__')"
    assert python("import sys; sys.argv[1:] = ['--version']\n" + code).split()[-1] == __version__
