"""The command line: what the window does, where there is no window.

Nothing is imported here that `--help` does not need; each command brings its own.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app import __version__, paths
from visits_app.cli import compiled, figures, papers
from visits_app.cli.answers import INTERRUPTED, NOT_IN_ORDER, OK, UNEXPECTED, count, refuse, say
from visits_app.domain.errors import (
    ExportError,
    FormRefused,
    StoreMissing,
    UnknownRecord,
    VisitsError,
)

if TYPE_CHECKING:
    from visits_app.domain.forms import Form
    from visits_app.domain.visits import SearchHit, VisitSummary
    from visits_app.reports.document import Document
    from visits_app.store.engine import Store


def start(words: Sequence[str]) -> int:
    """Carry out a command line and return the exit code.

    0 done; 1 a check that found faults, or a search that found nothing; 2 refused, with a sentence
    on stderr; 70 an error of the program, with a report in the log; 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):  # none behind a Windows window
            stream.reconfigure(errors="backslashreplace")
    asked = parsed(words)
    return carried_out(asked.carry_out, asked)


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """Return what a command line asks for; ends the program, in words, when it makes no sense."""
    return _parser().parse_args(words)


def carried_out(carry_out: Callable[[argparse.Namespace], int], asked: argparse.Namespace) -> int:
    """Carry out a command and return its exit code, whatever happens on the way."""
    try:
        return carry_out(asked)
    except VisitsError as error:
        return refuse(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our answer has had enough of it; that is no fault of anybody's.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        return _unexpected(error)


def _parser() -> argparse.ArgumentParser:
    # Said again after the command, where people look for it; unsaid there, it changes nothing.
    place = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    place.add_argument("--store", type=Path, metavar="FILE", help="the store to work on")

    parser = argparse.ArgumentParser(
        prog="member-visits",
        description="Record members' visits, link them, look at the indicators, print. "
        "Without a command, the window opens.",
    )
    parser.add_argument("--store", type=Path, metavar="FILE", help="the store to work on")
    parser.add_argument("--version", action="version", version=f"Member Visits {__version__}")
    parser.set_defaults(carry_out=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(
        name: str, carry_out: Callable[[argparse.Namespace], int], words: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words, parents=[place])
        sub.set_defaults(carry_out=carry_out)
        return sub

    command("example", _example, "Put the example council into the store, making one if needed.")

    sub = command("list", _list, "List the visits, newest first.")
    sub.add_argument("--limit", type=count, default=50, metavar="N", help="at most N (50)")

    sub = command("search", _search, "Search everything members wrote.")
    sub.add_argument("words", nargs="+", metavar="WORD")
    sub.add_argument("--limit", type=count, default=20, metavar="N", help="at most N (20)")

    words = "Write a visit, a paper about the figures, or a blank form, as PDF, DOCX or HTML."
    sub = command("report", _report, words)
    which = sub.add_mutually_exclusive_group(required=True)
    words = (
        "a visit's reference, as in the list; or “monitoring”; or “brief” and a team; or a "
        f"compiled paper: {', '.join(compiled.KINDS)}"
    )
    which.add_argument("visit", nargs="?", metavar="VISIT", help=words)
    which.add_argument("--blank", metavar="FORM", help="the blank form with this id")
    words = "the file to write: .pdf, .docx for Word, or .html, a web page"
    sub.add_argument("-o", "--out", type=Path, metavar="FILE", help=words)
    sub.add_argument("--replace", action="store_true", help="replace a file that is there already")
    papers.add_choices(sub)
    compiled.add_choices(sub)

    command("check", _check, "Examine the store: every page, every reference, every seal.")

    forms = command("forms", _forms, "List the forms, or check form files.")
    actions = forms.add_subparsers(metavar="check FILE…")
    check = actions.add_parser("check", help="check form files before they are used")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(carry_out=_check_forms)

    figures.add_indicators(command("indicators", figures.say_what, "Judge figures from a file."))
    return parser


# --- the window ------------------------------------------------------------------------------


def _window(asked: argparse.Namespace) -> int:
    if not _has_display():
        return refuse(
            "There is no display here, so the window cannot open. "
            "The commands work without one: member-visits --help"
        )
    from visits_app.ui.app import run

    return run(asked.store)


def _has_display() -> bool:
    places = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(map(os.environ.get, places))


# --- commands --------------------------------------------------------------------------------


def _example(asked: argparse.Namespace) -> int:
    from visits_app.services import example, settings, stores

    is_new = not stores.store_exists(asked.store)
    store = stores.create_store(asked.store) if is_new else stores.open_store(asked.store)
    try:
        with store:
            counts = example.load_example(store)
            # As at a first start in the window, which else would ask whose desk it is.
            if settings.get(store, "desk") is None:
                settings.put(store, "desk", "member", by=counts.member_id)
                settings.put(store, "member_id", counts.member_id, by=counts.member_id)
            place = store.path
    except BaseException:
        if is_new:
            stores.discard_store(asked.store)
        raise
    say(f"The example council is in {place}: {counts}.")
    return OK


def _list(asked: argparse.Namespace) -> int:
    from visits_app.domain.visits import VisitFilter
    from visits_app.services import visit_lists

    with _reading(asked) as store:
        page = visit_lists.list_visits(store, VisitFilter(), limit=asked.limit)
    for row in page.rows:
        say(_visit_line(row))
    if not page.total:
        say("There is no visit in this store yet.")
    elif page.total > len(page.rows):
        say(f"{len(page.rows)} of {page.total} visits; --limit shows more.")
    return OK


def _visit_line(row: VisitSummary) -> str:
    day = row.visit_date.isoformat() if row.visit_date else "no date yet"
    amended = f", version {row.revision}" if row.revision > 1 else ""
    return f"{row.reference}  {day:<11}  {row.team or 'no team yet'}  ({row.state.label}{amended})"


def _search(asked: argparse.Namespace) -> int:
    from visits_app.services import search

    with _reading(asked) as store:
        hits = search.search(store, " ".join(asked.words), limit=asked.limit)
    for hit in hits:
        say(_hit_lines(hit))
    if not hits:
        say("Nothing was found.")
    return OK if hits else NOT_IN_ORDER


def _hit_lines(hit: SearchHit) -> str:
    day = f", {hit.when.isoformat()}" if hit.when else ""
    excerpt = " ".join(hit.excerpt.split())
    return f"{hit.title} ({hit.kind}{day})" + (f"\n    {excerpt}" if excerpt else "")


def _report(asked: argparse.Namespace) -> int:
    from visits_app.services import privacy, reports

    document: Document
    wrong = papers.wrong_words(asked) or compiled.wrong_words(asked) or papers.wrong_kind(asked)
    if wrong:
        return refuse(wrong)
    if asked.blank is not None:
        document, name = _blank(asked), f"blank {asked.blank}"
    elif asked.visit in {papers.MONITORING, papers.BRIEF}:
        with _reading(asked) as store:
            document, name = papers.paper(store, asked)
            privacy.refuse_open(store, privacy.places_of_document(document, asked.visit))
    elif asked.visit in compiled.KINDS:
        with _reading(asked) as store:
            document, name = compiled.paper(store, asked)
            privacy.refuse_open(store, privacy.places_of_document(document, asked.visit))
    else:
        from visits_app.services import references, visits

        with _reading(asked) as store:
            visit_id = references.visit_called(store, asked.visit)
            name = visits.load_visit(store, visit_id).reference
            document = reports.visit_report(store, visit_id, public=True)
            privacy.refuse_open(store, privacy.places_of_report(store, visit_id, document))
    path = (asked.out or Path(f"{name}.pdf")).absolute()
    # isfile, because Path.is_file raises for a name that is too long; what is wrong with a
    # place is said when the paper is saved there.
    if os.path.isfile(path) and not asked.replace:  # noqa: PTH113
        raise ExportError(
            f"There is a file {path} already. Name another with --out, or say --replace."
        )
    reports.save_paper(document, path)
    say(str(path))
    return OK


def _blank(asked: argparse.Namespace) -> Document:
    """Return a blank form, with the council's themes and recommendations where there is a store."""
    from visits_app.services import reports, stores

    form = _form_called(asked.blank)
    if asked.store is None and not stores.store_exists():
        return reports.blank_form(form)
    with _reading(asked) as store:
        return reports.blank_form(form, store)


def _form_called(form_id: str) -> Form:
    from visits_app.domain.text import shorten
    from visits_app.services import forms

    installed = {form.id: form for form in forms.installed()}
    if form_id not in installed:
        called = shorten(form_id, 60)
        raise UnknownRecord(f"There is no form “{called}”, but: {', '.join(installed)}.")
    return installed[form_id]


def _check(asked: argparse.Namespace) -> int:
    from visits_app.services import stores

    report = stores.check_store(asked.store)
    for sentence in report.sentences:
        say(sentence)
    return OK if report.ok else NOT_IN_ORDER


def _forms(_asked: argparse.Namespace) -> int:
    from visits_app.services import forms

    for form in forms.installed():
        say(f"{form.id}  {form.title}, version {form.version}")
    return OK


def _check_forms(asked: argparse.Namespace) -> int:
    from visits_app.imports.form_files import read_form_file

    code = OK
    for path in asked.files:
        try:
            form = read_form_file(path)
        except FormRefused as refused:
            say(str(refused))
            code = NOT_IN_ORDER
        else:
            say(f"{path.name} is in order: {form.title}, version {form.version}.")
    return code


# --- what every command needs ----------------------------------------------------------------


def _reading(asked: argparse.Namespace) -> Store:
    from visits_app.services import stores

    if asked.store is None and not stores.store_exists():
        raise StoreMissing(
            f"There is no store yet at {paths.default_store()}. Start the window once, or put the "
            "example council there with: member-visits example"
        )
    return stores.open_store(asked.store, exclusive=False)


def _unexpected(error: Exception) -> int:
    """Leave a report of a fault of ours in the log; it holds nothing that a member wrote."""
    from datetime import datetime

    from visits_app.presenters.crash_report import crash_report

    log = paths.data_folder() / "member-visits.log"
    report = crash_report(error)
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} unexpected error\n{report}\n")
    except OSError:
        print(f"Something went wrong that should not have.\n{report}", file=sys.stderr)
    else:
        print(
            "Something went wrong that should not have. What is in the store is safe. "
            f"A report without anything that you wrote is in {log}",
            file=sys.stderr,
        )
    return UNEXPECTED
