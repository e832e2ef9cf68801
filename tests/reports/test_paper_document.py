"""Compiled papers as documents: what becomes a table, a list, a chart, and what is left out."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drafting_samples import plain_records, with_secrets
from tests.report_samples import sample_chart
from visits_app.domain.drafting.drafts import draft
from visits_app.domain.paper_sections import sections_chosen, sections_of
from visits_app.domain.papers import Paper, PaperKind, PaperPart, PartKind, Version
from visits_app.reports.document import (
    Align,
    Block,
    BulletList,
    Callout,
    ChartBlock,
    Document,
    Heading,
    KeyFacts,
    NumberedList,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    plain,
    walk,
)
from visits_app.reports.paper_document import FIGURES_IN_TABLE, file_name, paper_document
from visits_app.reports.pdf import count_pages

PERIOD = (date(2013, 10, 1), date(2014, 3, 31))


def document(
    parts: tuple[PaperPart, ...] | None = None,
    kind: PaperKind = PaperKind.SUMMARY,
    version: Version = Version.PUBLIC,
    *,
    title: str = "",
    sections: tuple[str, ...] = (),
    **more: object,
) -> Document:
    """Return a paper of the sample records, or of `parts`."""
    drafted = draft(kind, with_secrets(plain_records(), "zyzzo")) if parts is None else parts
    return paper_document(
        Paper("p", kind, title, *PERIOD),
        sections_chosen(kind, sections),
        drafted,
        more.pop("charts", {}),  # type: ignore[arg-type]
        version=version,
        **more,  # type: ignore[arg-type]
    )


def said(paper: Document) -> str:
    return "\n".join(piece.text for piece in walk(paper))


def after(paper: Document, heading: str) -> list[Block]:
    """Return the blocks of one section."""
    start = next(
        n for n, b in enumerate(paper.blocks) if isinstance(b, Heading) and b.text == heading
    )
    rest = paper.blocks[start + 1 :]
    end = next((n for n, b in enumerate(rest) if isinstance(b, Heading) and b.level == 1), None)
    return list(rest[:end])


def part(key: str, section: str, *words: str, **changes: object) -> PaperPart:
    return PaperPart(key, section, 0, words, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(PaperKind))
def test_sections_stand_in_their_order_and_every_paper_can_be_set(kind: PaperKind) -> None:
    paper = document(kind=kind, version=Version.RESTRICTED)
    titles = [b.text for b in paper.blocks if isinstance(b, Heading) and b.level == 1]
    assert titles == [section.title for section in sections_of(kind)]
    assert count_pages(paper) > 1


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_public_version_has_no_appendix_and_the_restricted_one_says_what_it_is(
    kind: PaperKind,
) -> None:
    public, whole = document(kind=kind), document(kind=kind, version=Version.RESTRICTED)
    assert "zyzzo" not in repr(public)
    assert "Restricted appendix" not in said(public)
    assert public.marking.startswith("Public version")
    assert "zyzzo" in said(whole)
    assert whole.marking.startswith("Restricted")
    start = next(
        n for n, b in enumerate(whole.blocks)
        if isinstance(b, Heading) and b.text == "Restricted appendix"
    )  # fmt: skip
    assert isinstance(whole.blocks[start - 1], PageBreak)
    assert all("zyzzo" not in repr(block) for block in whole.blocks[:start])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=12), st.sampled_from(PartKind))
def test_no_part_that_is_restricted_or_hidden_is_in_the_public_version(
    marks: list[bool], kind: PartKind
) -> None:
    parts = tuple(
        replace(
            part(f"k{n}", "visits", *(["secret" if mark else "open"] * 5), kind=kind),
            position=n,
            restricted=mark and n % 2 == 0,
            hidden=mark and n % 2 == 1,
        )
        for n, mark in enumerate(marks)
    )
    public = document(parts)
    assert "secret" not in repr(public)
    if kind is not PartKind.CHART:
        assert said(public).count("open") >= marks.count(False)


def test_a_restricted_part_the_officer_moved_to_a_public_section_stays_restricted() -> None:
    moved = part("restricted:finding:f", "visits", "a", "secret", "b", restricted=True)
    assert "secret" not in repr(document((moved,)))
    assert "secret" in repr(document((moved,), version=Version.RESTRICTED))


def test_the_officers_words_stand_before_the_programs() -> None:
    edited = part("headline", "headline", "Drafted.", edited=("Edited.",))
    paper = document((edited,))
    assert "Edited." in said(paper)
    assert "Drafted." not in said(paper)


def test_rows_become_a_table_whose_counts_stand_right_and_facts_stand_as_facts() -> None:
    paper = document()
    facts = next(b for b in after(paper, "The period in brief") if isinstance(b, KeyFacts))
    assert facts.facts[0].label == "Period"
    tables = [b for b in after(paper, "Coverage") if isinstance(b, Table)]
    assert len(tables) == 2
    assert [column.align for column in tables[0].columns] == [Align.LEFT, *[Align.RIGHT] * 4]
    bullets = [b for b in after(paper, "Coverage") if isinstance(b, BulletList)]
    assert "flooded" in plain(bullets[0].items[0])


def test_an_empty_section_says_what_was_not_found() -> None:
    blocks = after(document(()), "The visits")
    assert blocks == [Paragraph("No visit in this period has been reported.", Tone.MUTED)]


def test_an_officers_row_may_be_shorter_or_longer_than_its_table() -> None:
    short = part("own:1", "visits", "One", kind=PartKind.ROW)
    long = replace(part("own:2", "visits", *"abcdefg", kind=PartKind.ROW), position=1)
    table = next(b for b in after(document((short, long)), "The visits") if isinstance(b, Table))
    assert [plain(cell) for cell in table.rows[0]] == ["One", "", "", "", ""]
    assert plain(table.rows[1][-1]) == "e\nf\ng"


def test_a_chart_has_its_sentence_and_its_newest_figures_and_flags_once() -> None:
    charts = {"one": sample_chart(1), "two": sample_chart(2)}
    parts = tuple(
        replace(part(f"chart:{id}", "evidence", id, kind=PartKind.CHART), position=n)
        for n, id in enumerate(("one", "two", "missing"))
    )
    blocks = after(document(parts, charts=charts), "Visit evidence beside the figures")
    drawn = [b for b in blocks if isinstance(b, ChartBlock)]
    tables = [b for b in blocks if isinstance(b, Table)]
    assert [b.with_marks for b in drawn] == [True, False]
    assert len(tables[0].rows) == FIGURES_IN_TABLE
    assert tables[0].rows[0][0] == "January 2014"
    assert drawn[0].chart.sentence in said(document(parts, charts=charts))
    last = blocks[-1]
    assert isinstance(last, Paragraph)
    assert "too few figures" in plain(last.words)


def test_invented_matter_is_said_at_the_top_and_in_every_footer() -> None:
    noted = part("note:example", "headline", "Some reports are invented.")
    paper = document((noted, part("headline", "headline", "Lead.")))
    assert paper.blocks[0] == Callout("Some reports are invented.")
    assert paper.marking == "Public version · Invented examples"


def test_facts_stand_first_and_the_title_is_the_officers() -> None:
    paper = document(title="Visits this winter", facts=(("For", "Committee"), ("Teams", "")))
    first = paper.blocks[0]
    assert isinstance(first, KeyFacts)
    assert [fact.label for fact in first.facts] == ["For"]
    assert (paper.kind, paper.title) == ("Visit summary for a meeting", "Visits this winter")
    assert paper.subtitle == "October 2013 to March 2014"


def test_the_file_name_and_the_properties_come_from_kind_and_period_alone() -> None:
    paper = Paper("p", PaperKind.SUMMARY, "The secret of the manor", *PERIOD)
    assert file_name(paper, Version.PUBLIC) == (
        "Visit summary for a meeting, October 2013 to March 2014, public version"
    )
    assert file_name(paper, Version.RESTRICTED).endswith("RESTRICTED")
    made = document(title=paper.title)
    assert "secret" not in made.subject + made.reference + made.author + made.marking


def test_a_final_report_has_numbered_sections_and_lists_them() -> None:
    paper = document(kind=PaperKind.FINAL)
    listed = next(b for b in after(paper, "Contents") if isinstance(b, NumberedList))
    numbered = [b for b in paper.blocks if isinstance(b, Heading) and b.number]
    assert [b.text for b in numbered] == [plain(item) for item in listed.items]
    assert [b.number for b in numbered] == [str(n) for n in range(1, len(numbered) + 1)]
    blank = after(paper, "Foreword")[0]
    assert isinstance(blank, Paragraph)
    assert blank.tone is Tone.MUTED
    assert plain(blank.words).startswith("To be written")


def test_sections_left_out_and_reordered_are_so_in_the_paper() -> None:
    paper = document(sections=("visits", "headline"))
    titles = [b.text for b in paper.blocks if isinstance(b, Heading) and b.level == 1]
    assert titles == ["The visits", "The period in brief"]
