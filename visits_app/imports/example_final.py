"""What the example's final report told that no record holds: a TOML file into facts."""

from datetime import date
from pathlib import Path

from visits_app.domain.drafting.final import FinalFacts, Told
from visits_app.domain.errors import ExampleRefused, Fault
from visits_app.imports.example_tables import ExampleTable, read_table

_TOLD = ("foreword", "objective", "method", "background", "conclusion")


def read_final_facts(path: Path, today: date) -> FinalFacts:
    """Return the facts of a final report. Raises ExampleRefused with every fault of the file."""
    faults: list[Fault] = []
    whole = read_table(path, faults, today)
    whole.only("contact", "meetings_note", "person", "ground", "source", "doubt", *_TOLD)
    told = {name: whole.records(name, _told) for name in _TOLD}
    facts = FinalFacts(
        people=whole.records("person", _person),
        foreword=told["foreword"],
        objective=told["objective"],
        method=told["method"],
        meetings_note=whole.words("meetings_note"),
        background=told["background"],
        conclusions=told["conclusion"],
        sources=whole.records("source", _line),
        contact=whole.words("contact"),
        notes=whole.records("doubt", _line),
        grounds=whole.records("ground", _ground),
    )
    many = len(facts.conclusions)
    for recommendation, rests in facts.grounds:
        if not all(1 <= one <= many for one in rests):
            what = f"{recommendation} rests on a conclusion that is not there (1 to {many})."
            faults.append(Fault(path.name, what))
    if faults:
        raise ExampleRefused("The example’s final report cannot be used.", tuple(faults))
    return facts


def _told(table: ExampleTable) -> Told:
    table.only("heading", "text", "points")
    told = Told(table.line("heading", 120), table.line("text", 2_000), table.list_of("points"))
    if not told.text and not told.points:
        table.fault("it needs text or points.")
    return told


def _person(table: ExampleTable) -> tuple[str, str]:
    table.only("role", "who")
    return table.line("role", 120, needed=True), table.line("who", 1_000, needed=True)


def _line(table: ExampleTable) -> str:
    table.only("text")
    return table.line("text", 1_000, needed=True)


def _ground(table: ExampleTable) -> tuple[str, tuple[int, ...]]:
    table.only("recommendation", "conclusions")
    numbers = table.values.get("conclusions")
    if not isinstance(numbers, list) or not all(type(one) is int for one in numbers):
        table.fault("conclusions must be a list of whole numbers.")
        return "", ()
    return table.key("recommendation"), tuple(numbers)
