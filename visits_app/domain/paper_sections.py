"""The sections of each kind of paper, in the order a committee reads them.

The order of the visit summary and of the final report is that of governance practice; a paper may
leave sections out or move them (`PaperContents.sections`).
"""

from collections.abc import Sequence

from visits_app.domain.papers import PaperKind, Section

HEADLINE = "headline"
"""The section whose rows are facts: a label and what is told."""

APPENDIX = "appendix"
"""The section that only the restricted version has."""

_APPENDIX = Section(
    APPENDIX,
    "Restricted appendix",
    ("Where", "What is restricted", "Why"),
    empty="Nothing in this paper is restricted.",
    restricted=True,
)
_ASKED = ("We asked", "You said", "We did")
_TO_DO = ("What is to be done", "Who and by when", "Where it stands")

_SUMMARY = (
    Section(
        HEADLINE,
        "The period in brief",
        ("Fact", "In this period"),
        empty="Nothing is on record for this period.",
    ),
    Section(
        "coverage",
        "Coverage",
        ("Team or member", "Planned", "Held", "Reported", "Not held"),
        empty="No visit was planned or held in this period.",
    ),
    Section(
        "visits",
        "The visits",
        ("Date", "Team", "Kind of visit", "Visitors", "Confidence"),
        empty="No visit in this period has been reported.",
    ),
    Section(
        "themes",
        "Themes",
        ("Theme", "Findings", "Visits", "Most recent, in the members’ words"),
        empty="No finding was recorded in this period.",
    ),
    Section(
        "evidence",
        "Visit evidence beside the figures",
        ("What members found", "What the figures did"),
        empty="No finding of this period stands beside a measure of its theme and team.",
    ),
    Section(
        "comments",
        "Comments and the service’s responses",
        ("Visit", "Members’ comment or question", "The service’s response"),
        empty="No comment or question was put to the service in this period.",
    ),
    Section(
        "said_and_did",
        "We asked, you said, we did",
        _ASKED,
        empty="Nothing was asked of the service in this period.",
    ),
    Section(
        "overdue",
        "Overdue replies and actions",
        _TO_DO,
        empty="No reply or action is overdue.",
    ),
    Section(
        "suggestions",
        "Suggested questions and recommendations",
        empty="Nothing that is open suggests a question.",
    ),
    _APPENDIX,
)

_TRACKER = (
    Section(
        HEADLINE,
        "The recommendations in brief",
        ("Fact", "As things stand"),
        empty="No recommendation is on record.",
    ),
    Section(
        "recommendations",
        "The recommendations",
        ("Recommendation", "Response, owner and date", "Rating and progress"),
        empty="No recommendation is on record.",
    ),
    Section(
        "evidence",
        "Evidence from visits",
        ("What it shows", "Visit", "In the report’s words"),
        empty="No visit has been linked to a recommendation.",
    ),
    _APPENDIX,
)

_ACTIONS = (
    Section(
        HEADLINE,
        "The actions in brief",
        ("Fact", "As things stand"),
        empty="No action is on record.",
    ),
    Section("overdue", "Overdue", _TO_DO, empty="No action is overdue."),
    Section(
        "open",
        "Open, by due date",
        _TO_DO,
        empty="No action is open that is not overdue.",
    ),
    Section(
        "done",
        "Done, to be verified on a visit",
        _TO_DO,
        empty="No action waits to be verified.",
    ),
    Section(
        "ended",
        "Verified or declined",
        _TO_DO,
        empty="No action was verified or declined in this period.",
    ),
    _APPENDIX,
)

_SAID_AND_DID = (
    Section(
        HEADLINE,
        "In brief",
        ("Fact", "In this period"),
        empty="Nothing was asked of the service in this period.",
    ),
    Section("done", "Done", _ASKED, empty="Nothing that was asked is done yet."),
    Section("agreed", "Agreed, not done yet", _ASKED, empty="Nothing is agreed and still open."),
    Section(
        "not_done",
        "Not done, and why",
        ("We asked", "You said", "Why not"),
        empty="Nothing that was asked was declined.",
    ),
    Section("waiting", "No response yet", _ASKED, empty="Every ask has a response."),
    _APPENDIX,
)

_FINAL = (
    Section("contents", "Contents", empty=""),
    Section("foreword", "Foreword"),
    Section("members", "Members and officers", ("Role", "Who")),
    Section("first", "Summary of recommendations", empty="No recommendation is on record."),
    Section("objective", "Objective and scope"),
    Section("method", "Method"),
    Section(
        "meetings",
        "Meetings",
        ("Date", "Items discussed"),
        empty="No meeting is on record for this period.",
    ),
    Section(
        "witnesses",
        "Witnesses and visits",
        ("Team", "Visits", "Visitors"),
        empty="No visit is on record for this period.",
    ),
    Section("background", "Background and evidence"),
    Section("conclusions", "Conclusions"),
    Section(
        "recommendations",
        "Recommendations and their evidence",
        ("Recommendation", "Evidence from visits"),
        empty="No recommendation is on record.",
    ),
    Section("sources", "Sources"),
    Section("contact", "Contact"),
    Section(
        "appendices",
        "Appendices",
        ("Date", "Team", "Kind of visit", "Visitors", "Confidence"),
        empty="No visit is on record for this period.",
    ),
    _APPENDIX,
)

_SECTIONS = {
    PaperKind.SUMMARY: _SUMMARY,
    PaperKind.TRACKER: _TRACKER,
    PaperKind.ACTIONS: _ACTIONS,
    PaperKind.SAID_AND_DID: _SAID_AND_DID,
    PaperKind.FINAL: _FINAL,
}


def sections_of(kind: PaperKind) -> tuple[Section, ...]:
    """Return the sections of a kind of paper in their usual order, the appendix last."""
    return _SECTIONS[kind]


def sections_chosen(kind: PaperKind, chosen: Sequence[str]) -> tuple[Section, ...]:
    """Return the sections that are in, in the order chosen; all of the kind's for ().

    The restricted appendix always comes last: what leaves it out is the public version.
    """
    known = {section.id: section for section in sections_of(kind)}
    if not chosen:
        return tuple(known.values())
    taken = [known[id] for id in dict.fromkeys(chosen) if id in known and id != APPENDIX]
    return (*taken, known[APPENDIX])
