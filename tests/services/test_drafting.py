"""Papers drafted from a store: only what is sealed, and nothing restricted for the public."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tests.paper_words import squeezed
from tests.services.test_reports import NoKeyring, words
from tests.visit_samples import ask, finding, small_council, submitted
from visits_app.domain.paper_sections import sections_of
from visits_app.domain.papers import Paper, PaperContents, PaperKind, PaperPart, PartKind, Version
from visits_app.reports.paper_document import paper_document
from visits_app.reports.rendering import PaperKind as FileKind
from visits_app.reports.rendering import render
from visits_app.services import drafting, privacy, submission, visits
from visits_app.services.example import load_example
from visits_app.store.engine import Store, create_store

TODAY = date(2014, 5, 1)
YEAR = (date(2013, 4, 1), date(2014, 3, 31))
WORD = "Zyzzogeton"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "small.mvstore") as opened:
        yield opened


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("council") / "visits.mvstore"
    with create_store(path, keyring=NoKeyring()) as opened:
        load_example(opened)
        yield opened


def paper(kind: PaperKind = PaperKind.SUMMARY, **contents: tuple[str, ...]) -> Paper:
    return Paper("p", kind, kind.label, *YEAR, contents=PaperContents(**contents))  # type: ignore[arg-type]


def drafted(store: Store, wanted: Paper) -> dict[str, PaperPart]:
    return {part.key: part for part in drafting.draft_parts(store, wanted, today=TODAY)}


def texts(parts: dict[str, PaperPart]) -> str:
    return "\n".join(text for part in parts.values() for text in part.words)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_example_council_makes_every_paper_the_same_twice(
    council: Store, kind: PaperKind
) -> None:
    first = drafting.draft_parts(council, paper(kind), today=TODAY)
    assert first == drafting.draft_parts(council, paper(kind), today=TODAY)
    assert len({part.key for part in first}) == len(first)
    told = {part.section for part in first if not part.restricted}
    whole = {section.id for section in sections_of(kind) if not section.restricted}
    assert told >= whole - {"contents", "open", "overdue", "waiting", "evidence"}


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_paper_of_the_example_council_may_leave(
    council: Store, kind: PaperKind, version: Version
) -> None:
    parts = drafting.draft_parts(council, paper(kind), today=TODAY, version=version)
    told = paper_document(
        paper(kind), sections_of(kind), parts, {}, version=version, dated=TODAY, facts=()
    )
    assert privacy.open_passages(council, privacy.places_of_document(told, kind)) == ()


def test_what_a_part_is_drafted_from_is_in_the_store(council: Store) -> None:
    tables = {"witness": "team"}
    with council.read() as connection:
        for kind in PaperKind:
            for part in drafting.draft_parts(council, paper(kind), today=TODAY):
                for source in part.sources:
                    table = tables.get(source.kind, source.kind)
                    query = f"SELECT 1 FROM {table} WHERE id = ?"
                    assert connection.execute(query, (source.id,)).fetchone(), source


def test_numbers_in_the_headline_are_those_of_the_store(council: Store) -> None:
    found = drafted(council, paper())
    with council.read() as connection:
        (held,) = connection.execute(
            # what is exempt stands in the appendix
            "SELECT count(*) FROM visit WHERE state = 'submitted' AND marking <> 'exempt'"
            " AND visit_date BETWEEN ? AND ?",
            [day.isoformat() for day in YEAR],
        ).fetchone()
        kinds = dict(
            connection.execute(
                "SELECT f.kind, count(*) FROM finding f JOIN visit v ON v.id = f.visit_id"
                " WHERE v.state = 'submitted' AND v.marking <> 'exempt'"
                " AND v.visit_date BETWEEN ? AND ? GROUP BY f.kind",
                [day.isoformat() for day in YEAR],
            ).fetchall()
        )
    assert sum(key.startswith("visit:") for key in found) == held
    told = found["headline:findings"].drafted[1]
    assert f"{kinds['strength']} strengths, {kinds['concern']} concerns" in told
    counted = sum(
        int(part.drafted[1])
        for key, part in found.items()
        if key.startswith("theme:") and key.endswith(":concerns")
    )
    assert counted == kinds["concern"]


def test_the_final_report_tells_the_facts_of_the_example_and_not_those_of_another_council(
    council: Store, store: Store
) -> None:
    found = drafted(council, paper(PaperKind.FINAL))
    assert "told:conclusions:14" in found
    assert "Rests on conclusions 2, 6 and 9." in found["recommended:2013-14-1"].drafted[1]
    assert not [key for key in found if key.startswith("blank:")]
    submitted(store)
    own = drafted(store, paper(PaperKind.FINAL))
    assert "blank:foreword" in own
    assert not [key for key in own if key.startswith("told:")]


def test_drafts_are_told_nowhere_and_a_correction_only_as_it_was_sealed(store: Store) -> None:
    visit_id = submitted(
        store,
        findings=[finding("f1", "The kitchen was cold.", theme="premises")],
        confidence="partly",
    )
    before = drafted(store, paper())
    submission.begin_correction(store, visit_id, by="ann")
    rows = [finding("f1", WORD, theme="caseloads"), finding("f2", WORD)]
    visits.save_answers(
        store, visit_id, {"findings": rows, "team": "adoption", "confidence": "not"}, by="ann"
    )
    after = drafted(store, paper())
    assert WORD not in texts(after)
    assert texts(after) == texts(before)
    assert after["theme:premises:concerns"].drafted[0] == "Premises"
    assert after[f"visit:{visit_id}"].drafted[1] == "Fostering"
    assert after[f"visit:{visit_id}"].drafted[4] == "Partly assured"


def test_asks_under_correction_keep_the_answers_of_the_service(store: Store) -> None:
    visit_id = submitted(store, asks=[ask("a1", "Mend the boiler.", "2014-04-01")])
    with store.write() as connection:
        connection.execute(
            "UPDATE ask SET status = 'agreed', response = 'In April.', responded_on = '2014-03-20'"
        )
    submission.begin_correction(store, visit_id, by="ann")
    visits.save_answers(store, visit_id, {"asks": [ask("a1", WORD)]}, by="ann")
    cells = drafted(store, paper())["ask:a1"].drafted
    assert cells[0].startswith("Mend the boiler.")
    assert cells[1] == "Agreed\nIn April.\n20 March 2014"


def test_merged_and_refiled_themes_are_counted_where_they_are_now(store: Store) -> None:
    rows = [finding(f"f{n}", f"Words {n}.", theme="premises") for n in (1, 2)]
    submitted(store, findings=rows)
    with store.write() as connection:
        connection.execute("UPDATE theme SET merged_into = 'caseloads' WHERE id = 'premises'")
        connection.execute(
            "INSERT INTO theme (id, name, description, retired) VALUES ('x', 'X', '', 0)"
        )
        connection.execute("INSERT INTO theme_filing VALUES ('f2', 'x', '2014-04-01', 'ann')")
    found = drafted(store, paper())
    assert found["theme:caseloads:concerns"].drafted[:2] == ("Caseloads", "1")
    assert found["theme:x:concerns"].drafted[:2] == ("X", "1")


def test_teams_and_themes_narrow_a_paper(council: Store) -> None:
    team = drafted(council, paper(team_ids=("family-support",)))
    lines = [part for key, part in team.items() if key.startswith("visit:")]
    assert lines
    assert {part.drafted[1] for part in lines} == {"Family Support"}
    theme = drafted(council, paper(theme_ids=("caseloads",)))
    named = {part.drafted[0] for key, part in theme.items() if key.startswith("theme:")}
    assert named == {"Caseloads"}


def test_a_period_without_anything_says_so_in_every_section(council: Store) -> None:
    empty = replace(paper(), starts_on=date(2001, 1, 1), ends_on=date(2001, 1, 31))
    document, name = drafting.drafted_paper(council, empty, today=TODAY)
    told = words(document)
    assert "No visit in this period has been reported." in told
    assert "No visit was planned or held in this period." in told
    assert name == "Visit summary for a meeting, January 2001, public version"


def test_charts_stop_at_the_period_and_flag_no_restricted_visit(council: Store) -> None:
    wanted = paper(indicator_ids=("core_on_time",))
    with council.read() as connection:
        known = {id for (id,) in connection.execute("SELECT id FROM indicator")}
    found = drafting.draft_parts(council, paper(), today=TODAY)
    charts = drafting.charts_for(council, wanted, found, today=TODAY)
    assert set(charts) <= known
    assert charts
    flagged = {visit.visit_id for chart in charts.values() for visit in chart.visits}
    assert flagged
    restricted = sorted(flagged)[0]
    with council.write() as connection:
        connection.execute("UPDATE visit SET marking = 'exempt' WHERE id = ?", (restricted,))
    try:
        again = drafting.charts_for(council, wanted, found, today=TODAY)
    finally:
        with council.write() as connection:
            connection.execute("UPDATE visit SET marking = 'unmarked' WHERE id = ?", (restricted,))
    assert {v.visit_id for chart in again.values() for v in chart.visits} == flagged - {restricted}


# --- nothing restricted is public -------------------------------------------------------------


def plant(store: Store) -> None:
    """Restrict one report, and of another a finding, an ask, a question and the summary."""
    submitted(
        store,
        team="adoption",
        summary=f"{WORD} summary",
        findings=[finding("hidden", f"{WORD} finding", theme="caseloads")],
        asks=[ask("hidden-ask", f"{WORD} ask")],
        questions=[{"id": "hidden-q", "text": f"{WORD} question", "answer": f"{WORD} answer"}],
    )
    second = submitted(
        store,
        summary=f"{WORD} summary",
        findings=[finding("row", f"{WORD} row"), finding("open", "The stairs are steep.")],
        asks=[ask("row-ask", f"{WORD} ask"), ask("open-ask", "Mend the boiler.")],
        questions=[{"id": "row-q", "text": f"{WORD} question", "answer": f"{WORD} answer"}],
    )
    with store.write() as connection:
        run = connection.execute
        first = run("SELECT id FROM visit WHERE team_id = 'adoption'").fetchone()[0]
        run(
            "INSERT OR REPLACE INTO review (visit_id, stage, since, marking, paragraph,"
            " marking_reason, procedure_checked)"
            " VALUES (?, 'checked', '2014-03-06', 'exempt', 2, ?, 0)",
            (first, f"{WORD} reason"),
        )
        for question, row in (
            ("findings", "row"),
            ("asks", "row-ask"),
            ("questions", "row-q"),
            ("summary", ""),
        ):
            run(
                "INSERT INTO restriction VALUES (?, ?, ?, ?, '2014-03-06', 'ann')",
                (second, question, row, f"{WORD} why"),
            )
        run(
            "INSERT INTO action (id, reference, text, origin, origin_id, owner, due, status,"
            " response, evidence, raised_on, raised_by) VALUES ('n1', 'A-1', ?, 'finding',"
            " 'row', 'Head', '2014-04-01', 'open', '', '', '2014-03-07', 'ann')",
            (f"{WORD} action",),
        )
        run("INSERT INTO body VALUES ('b', 'Task group', '', NULL, '', 0)")
        run(
            "INSERT INTO meeting (id, held_on, body, note, visits_item, body_id)"
            " VALUES ('m', '2014-03-10', 'Task group', '', 0, 'b')"
        )
        run(
            "INSERT INTO meeting_item (id, meeting_id, position, title, kind, note, restricted)"
            " VALUES ('i', 'm', 0, ?, 'item', '', 1)",
            (f"{WORD} item",),
        )
        for link, visit_id, row in (("l1", first, "hidden"), ("l2", second, "row")):
            run(
                "INSERT INTO evidence_link (id, recommendation_id, visit_id, finding_id, kind,"
                " note, made_by, made_at) VALUES (?, 'r2', ?, ?, 'gap', ?, 'ann', '')",
                (link, visit_id, row, f"{WORD} note"),
            )


def readable(file: bytes, kind: FileKind) -> str:
    """Return every word a file holds, its properties and names among them, without spaces."""
    if kind is FileKind.HTML:
        return squeezed(file.decode("utf-8"))
    if kind is FileKind.DOCX:
        with zipfile.ZipFile(BytesIO(file)) as opened:
            inside = [f"{name}{opened.read(name).decode('latin-1')}" for name in opened.namelist()]
        return squeezed(" ".join(inside))
    from pypdfium2 import PdfDocument

    with_all = PdfDocument(file)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in with_all]
        marks = [str(mark.get_title()) for mark in with_all.get_toc()]
        told = [*pages, *marks, *with_all.get_metadata_dict().values()]
    finally:
        with_all.close()
    return squeezed(" ".join(told)) + file.decode("latin-1")


@pytest.mark.parametrize("kind", list(PaperKind))
def test_planted_words_are_in_the_restricted_version_and_in_no_byte_of_the_public_one(
    store: Store, kind: PaperKind
) -> None:
    plant(store)
    wanted = paper(kind)
    public, name = drafting.drafted_paper(store, wanted, today=TODAY)
    assert WORD not in repr(public) + name
    for file in FileKind:
        assert WORD not in readable(render(public, file), file)
    whole, _ = drafting.drafted_paper(store, wanted, today=TODAY, version=Version.RESTRICTED)
    assert WORD in words(whole)
    assert whole.marking.startswith("Restricted")
    # Nor where the officer's paper holds the parts of both versions.
    parts = drafting.draft_parts(store, wanted, today=TODAY)
    again = paper_document(wanted, sections_of(kind), parts, {}, version=Version.PUBLIC)
    assert WORD not in repr(again)
    assert "Adoption, 4 March 2014" not in words(again)


def test_counts_of_the_public_version_leave_out_what_is_restricted(store: Store) -> None:
    plant(store)
    found = drafted(store, paper())
    assert found["coverage:team:all"].drafted[1:] == ("1", "1", "1", "0")
    assert found["theme:none:concerns"].drafted[1] == "1"
    assert (
        found["restricted:counts"]
        .drafted[0]
        .startswith("With what is restricted, 2 visits were planned, 2 held and 2 reported, ")
    )
    assert found["restricted:visit:" + _hidden(store)].drafted[2] == (
        f"Exempt, paragraph 2 of Schedule 12A: {WORD} reason"
    )
    assert not [part for part in found.values() if part.kind is PartKind.CHART and part.restricted]


def _hidden(store: Store) -> str:
    with store.read() as connection:
        row = connection.execute("SELECT id FROM visit WHERE team_id = 'adoption'").fetchone()
    return str(row[0])


@pytest.mark.parametrize("question", ["team", "visit_date"])
def test_a_visit_whose_team_or_day_is_restricted_is_told_of_in_the_appendix_alone(
    store: Store, question: str
) -> None:
    visit_id = submitted(store, findings=[finding("f", WORD)], asks=[ask("a", WORD)])
    with store.write() as connection:
        connection.execute(
            "INSERT INTO restriction VALUES (?, ?, '', 'Why.', '2014-03-06', 'ann')",
            (visit_id, question),
        )
    found = drafted(store, paper())
    assert {part.section for part in found.values() if WORD in repr(part)} == {"appendix"}
    assert f"visit:{visit_id}" not in found
    assert f"restricted:visit:{visit_id}" in found


def test_corrections_of_facts_stand_beside_what_was_decided(store: Store) -> None:
    visit_id = submitted(store)
    with store.write() as connection:
        connection.execute(
            "INSERT INTO correction (id, visit_id, revision, position, question_id, row_id,"
            " passage, proposed, evidence, decision, decision_note, received_on, decided_by)"
            " VALUES ('c', ?, 1, 0, 'summary', '', 'The kitchen was warm', 'It was cold', '',"
            " 'disagreed', 'Two members felt it.', '2014-03-20', 'Officer')",
            (visit_id,),
        )
    cells = drafted(store, paper())["correction:c"].drafted
    assert cells[0] == "Fostering, 4 March 2014"
    assert cells[1] == "The report says: “The kitchen was warm”"
    assert cells[2].endswith("Disagreed, recorded beside the report. Two members felt it.")


def test_an_ask_that_was_verified_on_a_restricted_visit_does_not_name_it(store: Store) -> None:
    submitted(store, asks=[ask("a", "Mend the boiler.")])
    later = submitted(store, team="adoption")
    with store.write() as connection:
        connection.execute(
            "UPDATE ask SET status = 'verified', verified_visit_id = ?, verified_by = 'bob',"
            " verified_on = '2014-03-30'",
            (later,),
        )
    told = "Seen by members at the visit to Adoption, 4 March 2014."
    assert drafted(store, paper())["ask:a"].drafted[2] == told
    with store.write() as connection:
        connection.execute("UPDATE visit SET marking = 'restricted' WHERE id = ?", (later,))
    found = drafted(store, paper())
    assert found["ask:a"].drafted[2] == "Seen by members."
    assert "Adoption, 4 March" not in texts({k: p for k, p in found.items() if not p.restricted})
