"""Reading the catalogue of common measures that comes with the program."""

import csv
from functools import cache

from visits_app.domain.catalogue import CatalogueEntry
from visits_app.domain.indicators import Direction, Unit
from visits_app.paths import resource

CATALOGUE = "indicators/catalogue.csv"

_DIRECTIONS = {"high": Direction.HIGHER, "low": Direction.LOWER}
_UNITS = {unit.value: unit for unit in Unit} | {"cases per worker": Unit.CASES}


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """Return every measure of the catalogue in its order."""
    with resource(CATALOGUE).open(encoding="utf-8", newline="") as file:
        return tuple(_entry(row) for row in csv.DictReader(file))


def _entry(row: dict[str, str]) -> CatalogueEntry:
    names = [*row["seed_alias"].split(";"), row["lait_measure"]]
    advice = row["chart_advice"]
    return CatalogueEntry(
        id=row["id"],
        group=row["group"],
        name=row["name"],
        definition=row["definition"],
        unit=_UNITS.get(row["unit"], Unit.OTHER),
        direction=_DIRECTIONS.get(row["good_direction"], Direction.NEUTRAL),
        numerator=row["numerator"],
        denominator=row["denominator"],
        aliases=tuple(dict.fromkeys(name.strip() for name in names if name.strip())),
        lait_measure=row["lait_measure"],
        target_words=row["standard_or_usual_target"],
        benchmark=row["benchmark_source"],
        source=row["statutory_return_or_source"],
        chart_advice=advice,
        note=row["note"],
        core=row["core"] == "yes",
        rolling="rolling" in row["name"].lower(),
        line_only="line" in advice,
    )
