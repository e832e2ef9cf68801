"""Which lines of the overview of indicators come first, and which somebody should look at."""

from datetime import date

from visits_app.domain.indicators import IndicatorOverview
from visits_app.domain.judgements import Assurance, PointType, SeriesJudgement

_NOT_JUDGED = 6


def is_concern(line: IndicatorOverview) -> bool:
    """Say whether a line's latest figure is special cause for concern."""
    return line.judged is not None and line.judged.variation is PointType.CONCERN


def needs_look(line: IndicatorOverview) -> bool:
    """Say whether a line is a concern, consistently fails its target, or is late."""
    judged = line.judged
    concern = is_concern(line)
    fails = judged is not None and judged.assurance is Assurance.FAILS
    return concern or fails or line.late is not None


def concern_first(line: IndicatorOverview) -> tuple[int, bool, bool, bool, int]:
    """Return what to sort lines by; lines of one rank keep the register's order.

    Concern; consistently fails its target; stands out where no direction is better, so that
    somebody must say what it means; improvement; reaches its target at times only; ordinary
    variation; not judged; no figure. Of one rank: real figures before invented ones, a concern
    that also fails before one that does not, late before in time, the newest figure first where
    nothing is judged.
    """
    judged = line.judged
    fails = judged is not None and judged.assurance is Assurance.FAILS
    rank = _rank(line, judged)
    period = line.latest.period if line.latest else None
    age = -(period or date.min).toordinal() if rank == _NOT_JUDGED else 0
    return (rank, line.illustration, not fails, line.late is None, age)


def _rank(line: IndicatorOverview, judged: SeriesJudgement | None) -> int:
    if line.latest is None:
        return _NOT_JUDGED + 1
    if judged is None or judged.variation is None:
        return _NOT_JUDGED
    if judged.variation is PointType.CONCERN:
        return 0
    if judged.assurance is Assurance.FAILS:
        return 1
    if judged.variation in {PointType.NEUTRAL_HIGH, PointType.NEUTRAL_LOW}:
        return 2
    if judged.variation is PointType.IMPROVEMENT:
        return 3
    return 4 if judged.assurance is Assurance.HIT_AND_MISS else 5
