"""Which icon and tone of colour stand beside the words of a judgement.

Shapes are those of the chart's markers: a concern is a square, an improvement a diamond, what is
merely high or low a triangle, ordinary variation a circle; assurance is a disc of its own.
"""

from visits_app.domain.judgements import Assurance, Cause, PointType

_ASSURED = {
    Assurance.PASSES: ("assurance-passes", "good"),
    Assurance.HIT_AND_MISS: ("assurance-hit-and-miss", "muted"),
    Assurance.FAILS: ("assurance-fails", "warning"),
}


def variation_icon(kind: PointType | None, cause: Cause = Cause.NONE) -> tuple[str, str]:
    """Return an icon's name and a colour role for a point of a type; no icon for None."""
    if kind is None:
        return "", "muted"
    way = "high" if cause.is_high else "low"
    if kind is PointType.CONCERN:
        return f"variation-concern-{way}", "warning"
    if kind is PointType.IMPROVEMENT:
        return f"variation-improvement-{way}", "good"
    if kind is PointType.NEUTRAL_HIGH:
        return "variation-high", "text"
    if kind is PointType.NEUTRAL_LOW:
        return "variation-low", "text"
    return "variation-ordinary", "muted"


def assurance_icon(assurance: Assurance | None) -> tuple[str, str]:
    """Return an icon's name and a colour role; no icon for None."""
    return ("", "muted") if assurance is None else _ASSURED[assurance]
