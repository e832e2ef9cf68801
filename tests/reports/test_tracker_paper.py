"""The tracker as a paper: a summary first, each recommendation as a committee reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from visits_app.domain.papers import Version
from visits_app.domain.recommendations import (
    Acceptance,
    Evidence,
    EvidenceKind,
    EvidenceLink,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.tracker import AcceptedAt, DueStep, MeetingName, Rag, Rating, TrackerLine
from visits_app.reports import pdf
from visits_app.reports.document import Document, Heading, Table, plain, walk
from visits_app.reports.tracker_paper import (
    MOST_PROGRESS,
    RESTRICTED_MARKING,
    WORDS_OF_EVIDENCE,
    tracker_document,
)
from visits_app.reports.tracker_paper import TITLE as TITLE

TODAY = date(2014, 9, 1)


def evidence(number: int, kind: EvidenceKind) -> Evidence:
    link = EvidenceLink(f"l{number}{kind}", "r1", f"v{number}", f"f{number}", kind, "Why it counts")
    return Evidence(
        link, "2013-14/1 Keep visiting", f"Team {number}", date(2014, 1, number + 1),
        f"2014-{number}", "submitted", "concern", f"Seen: {kind} {number}.",
    )  # fmt: skip


def line(support: int = 5, gaps: int = 2, **changes: object) -> TrackerLine:
    item = Recommendation(
        "r1", "2013-14/1", "Keep <b>visiting</b>", "Members go on visiting & asking.",
        made_on=date(2014, 3, 17), owner="Governance officer", due=date(2014, 12, 1),
        status=RecommendationStatus.SLIPPING, response=Response.REJECTED,
        response_reason="No money.", responded_on=date(2014, 4, 1),
    )  # fmt: skip
    update = ProgressUpdate("u1", "r1", date(2014, 6, 1), "Head of service",
                            RecommendationStatus.SLIPPING, "A rota was made.")  # fmt: skip
    meeting = MeetingName("m1", "Scrutiny committee", date(2014, 6, 10))
    accepted = AcceptedAt(
        Acceptance("a1", "r1", "m1", meeting.held_on, RecommendationStatus.SLIPPING,
                   date(2014, 12, 1), "The last time."), meeting,
    )  # fmt: skip
    pieces = [evidence(n, EvidenceKind.SUPPORTS) for n in range(support)]
    pieces += [evidence(n, EvidenceKind.GAP) for n in range(gaps)]
    found = TrackerLine(
        item, "2013/14", ("2012-13/4", "2013-14/1"), Rating(Rag.RED, "It was due and is not done."),
        "Claimed “Slipping” on 1 June 2014, not yet accepted.", update, accepted, (update,),
        (accepted,),
        (DueStep(None, date(2014, 9, 1), True), DueStep(TODAY, date(2014, 12, 1), False, True)),
        1, tuple(pieces), {EvidenceKind.SUPPORTS: support, EvidenceKind.GAP: gaps},
    )  # fmt: skip
    return replace(found, **changes)  # type: ignore[arg-type]


def words(document: Document) -> str:
    return "\n".join(piece.text for piece in walk(document))


def test_the_summary_comes_before_every_block_and_each_has_its_facts() -> None:
    other = line(rating=Rating(Rag.GREEN, "The committee accepted it."))
    document = tracker_document([line(), other], period="2013/14", dated=TODAY)
    assert document.title == TITLE
    assert document.subtitle == "2013/14 · As at 1 September 2014"
    assert document.dated == datetime(2014, 9, 1, 12, tzinfo=UTC)
    told = words(document)
    assert "2 recommendations: 1 unacceptable, 1 achieved. 2 updates wait to be accepted" in told
    summary = next(block for block in document.blocks if isinstance(block, Table))
    assert plain(summary.rows[0][0]) == "2013-14/1\nKeep <b>visiting</b>"
    assert plain(summary.rows[0][2]) == "1 December 2014 (slipped once)"
    assert plain(summary.rows[0][3]) == "Slipping\nClaimed since: Slipping"
    assert [plain(row[4]) for row in summary.rows] == [
        "Red: unacceptable", "Green: achieved, stop monitoring",
    ]  # fmt: skip
    for expected in (
        "Rejected on 1 April 2014: No money.",
        "First due 1 September 2014. Asked for on 1 September 2014: 1 December 2014, a slip.",
        "2012-13/4",
        "Red: unacceptable. It was due and is not done.",
        "Slipping\nDue date agreed: 1 December 2014.\nThe last time.",
    ):
        assert expected in told


def test_gaps_stand_beside_support_with_their_counts_and_what_is_cut_is_named() -> None:
    told = tracker_document([line()], dated=TODAY)
    table = [block for block in told.blocks if isinstance(block, Table)][-1]
    assert [column.title for column in table.columns] == ["Supports it (5)", "Shows a gap (2)"]
    assert len(table.rows) == WORDS_OF_EVIDENCE + 1
    assert plain(table.rows[0][0]).startswith("Team 4, 5 January 2014\nConcern: Seen: supports 4.")
    assert plain(table.rows[-1][0]) == "Also: Team 1, 2 January 2014; Team 0, 1 January 2014."
    assert plain(table.rows[-1][1]) == ""
    assert "Of what visits found: 5 support it, 2 show a gap." in words(told)
    alone = words(tracker_document([line(support=0, gaps=1)], dated=TODAY))
    assert "Of what visits found: nothing supports it, 1 shows a gap." in alone
    none = words(tracker_document([line(support=0, gaps=0)], dated=TODAY))
    assert "No visit speaks to it yet." in none


def test_older_progress_is_counted_not_dropped() -> None:
    updates = tuple(
        ProgressUpdate(f"u{n}", "r1", date(2014, 5, n + 1), "Head of service",
                       RecommendationStatus.ON_TRACK, f"Step {n}.")
        for n in range(6)
    )  # fmt: skip
    told = words(tracker_document([line(updates=updates)], dated=TODAY))
    assert f"The newest {MOST_PROGRESS} entries; 3 older on record." in told
    assert "Step 5." in told
    assert "Step 0." not in told


def test_only_the_restricted_version_is_marked_and_an_empty_one_says_so() -> None:
    assert tracker_document([line()], dated=TODAY).marking == ""
    inside = tracker_document([line()], dated=TODAY, version=Version.RESTRICTED)
    assert inside.marking == RESTRICTED_MARKING
    empty = tracker_document([], dated=TODAY)
    assert "No recommendation is on record" in words(empty)
    assert not any(isinstance(block, Heading) for block in empty.blocks)


def test_it_makes_a_pdf_with_a_users_words_as_they_are() -> None:
    made = pdf.render(tracker_document([line()], period="2013/14", dated=TODAY))
    assert made.startswith(b"%PDF")
    assert made == pdf.render(tracker_document([line()], period="2013/14", dated=TODAY))
