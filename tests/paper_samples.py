"""Drafts of papers made by hand, for tests that do not need the records behind them."""

from dataclasses import dataclass, field, replace
from datetime import date

from visits_app.domain.papers import Paper, PaperContents, PaperKind, PaperPart, PartKind, Source
from visits_app.services import compiling
from visits_app.services.compiling import PaperPlan
from visits_app.store.engine import Store

TODAY = date(2014, 3, 31)
MARCH = PaperPlan("Visits in March", date(2014, 3, 1), date(2014, 3, 31))


def line(key: str, *words: str, section: str = "suggestions", **more: object) -> PaperPart:
    """Make a drafted part; a row for several words."""
    kind = PartKind.ROW if len(words) > 1 else PartKind.PARAGRAPH
    made = PaperPart(key, section, 0, words, kind)
    return replace(made, **more)  # type: ignore[arg-type]


@dataclass
class Records:
    """Stands for the records: drafts what it is told to, and remembers for what and when."""

    parts: tuple[PaperPart, ...] = ()
    papers: list[Paper] = field(default_factory=list)
    days: list[date] = field(default_factory=list)

    def __call__(self, _store: Store, paper: Paper, *, today: date) -> tuple[PaperPart, ...]:
        self.days.append(today)
        self.papers.append(paper)
        return self.parts

    def say(self, key: str, *words: str) -> None:
        """Change what the records say of one part."""
        self.parts = tuple(
            replace(part, drafted=words) if part.key == key else part for part in self.parts
        )

    def lose(self, key: str) -> None:
        """Forget one part."""
        self.parts = tuple(part for part in self.parts if part.key != key)


def records() -> Records:
    """Return a small draft: facts, three visits, two suggestions, a restricted line."""
    return Records(
        (
            line("fact:held", "Visits held", "3", section="headline"),
            *(
                line(
                    f"visit:v{number}", f"{number} March 2014", team, "Standard visit",
                    "Councillor for Northmead", "Assured",
                    section="visits", sources=(Source("visit", f"v{number}"),),
                )
                for number, team in enumerate(("Fostering", "Adoption", "Family Support"), start=1)
            ),
            line("ask:1", "Ask why the phone is engaged.", sources=(Source("visit", "v1"),)),
            line("ask:2", "Ask about heating."),
            line(
                "shut:1", "Fostering, 1 March 2014", "A family could be recognised.", "It is one",
                section="appendix", restricted=True, sources=(Source("visit", "v9"),),
            ),
        )
    )  # fmt: skip


def made_paper(store: Store, draft: Records, plan: PaperPlan = MARCH) -> Paper:
    """Compile a visit summary."""
    return compiling.make_paper(
        store, PaperKind.SUMMARY, plan, by="officer", today=TODAY, draft=draft
    )


def many(count: int) -> Records:
    """Return a draft of `count` parts in the sections of a summary."""
    lines = (
        line(
            f"visit:{number}", f"{number % 28 + 1} March 2014", f"Team {number}",
            "Standard visit to the office of the team", "Councillor for Northmead",
            "Partly assured",
            section="visits", sources=(Source("visit", f"v{number}"),),
        )
        if number % 2
        else line(f"ask:{number}", f"Question {number}. " + "Ask what has become of this. " * 6)
        for number in range(count)
    )  # fmt: skip
    return Records(tuple(lines))


__all__ = ["MARCH", "TODAY", "PaperContents", "Records", "line", "made_paper", "many", "records"]
