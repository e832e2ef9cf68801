"""The catalogue of common measures of children's services: what an indicator may be made from."""

from dataclasses import dataclass

from visits_app.domain.indicators import Direction, Unit


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One measure of the catalogue.

    `aliases` are other names under which spreadsheets bring it, the LAIT measure's short name
    (`lait_measure`) among them. `target_words`, `chart_advice` and `note` are sentences for the
    officer, not rules.
    """

    id: str
    group: str
    name: str
    definition: str = ""
    unit: Unit = Unit.NUMBER
    direction: Direction = Direction.NEUTRAL
    numerator: str = ""
    denominator: str = ""
    aliases: tuple[str, ...] = ()
    lait_measure: str = ""
    target_words: str = ""
    benchmark: str = ""
    source: str = ""
    chart_advice: str = ""
    note: str = ""
    core: bool = False
    rolling: bool = False
    line_only: bool = False
