"""A visit summary of many visits and charts, for the tests and the table of speeds."""

import random
from datetime import date, timedelta

from drafting_samples import MEMBERS, TEAMS, ask, finding, visit
from report_samples import sample_chart

from visits_app.domain.charts import Chart
from visits_app.domain.drafting.drafts import draft
from visits_app.domain.drafting.records import PaperRecords, QuestionRecord
from visits_app.domain.paper_sections import sections_of
from visits_app.domain.papers import Paper, PaperKind, Version
from visits_app.domain.visits import AskStatus
from visits_app.reports.document import Document
from visits_app.reports.paper_document import paper_document

_TEXT = (
    "staff families office assessments visits desks notes weekly telephone manager carers school "
    "plans meeting records late early duty rota supervision training cases handover winter"
)
_THEMES = ("Caseloads", "Supervision", "Premises", "Placements", "Feedback", "Early help")


def sentence(chance: random.Random, least: int = 8, most: int = 24) -> str:
    """Return words as long as a member's sentence."""
    known = _TEXT.split()
    words = " ".join(chance.choice(known) for _ in range(chance.randint(least, most)))
    return f"{words[:1].upper()}{words[1:]}."


def summary_records(visits: int = 200, charts: int = 20) -> PaperRecords:
    """Return a year of visits with four findings, two asks and a question each."""
    chance = random.Random(11)
    held, asks = [], []
    for number in range(visits):
        on = date(2013, 4, 1) + timedelta(days=number * 364 // max(visits, 1))
        one = visit(
            f"v{number}",
            on,
            TEAMS[number % len(TEAMS)],
            visitors=("ann", "bob")[: 1 + number % 2],
            findings=tuple(
                finding(
                    f"f{number}-{place}",
                    ("strength", "concern", "idea", "concern")[place],
                    chance.choice(_THEMES),
                    sentence(chance),
                )
                for place in range(4)
            ),
            questions=(QuestionRecord(f"q{number}", sentence(chance), sentence(chance, 12, 40)),),
        )
        held.append(one)
        for place in range(2):
            status = chance.choice(list(AskStatus))
            response = "" if status is AskStatus.OPEN else sentence(chance)
            due = (on + timedelta(days=60)).isoformat()
            asks.append(
                ask(
                    f"a{number}-{place}",
                    one,
                    status,
                    position=place,
                    action=sentence(chance),
                    response=response,
                    due=due,
                )
            )
    return PaperRecords(
        today=date(2014, 5, 1),
        starts_on=date(2013, 4, 1),
        ends_on=date(2014, 3, 31),
        teams=TEAMS,
        members=MEMBERS,
        visits=tuple(held),
        asks=tuple(asks),
        indicator_ids=tuple(f"i{number}" for number in range(charts)),
    )


def summary_charts(charts: int = 20) -> dict[str, Chart]:
    """Return the charts of a summary, made before it is drafted."""
    return {f"i{number}": sample_chart(number) for number in range(charts)}


def sample_summary(records: PaperRecords, charts: dict[str, Chart]) -> Document:
    """Draft a summary from records and lay it out."""
    paper = Paper("p", PaperKind.SUMMARY, "", records.starts_on, records.ends_on)
    parts = draft(PaperKind.SUMMARY, records)
    return paper_document(
        paper, sections_of(PaperKind.SUMMARY), parts, charts, version=Version.PUBLIC
    )
