"""Icons beside the words of a judgement: one for each, and each is there."""

from visits_app.domain.judgements import Assurance, Cause, PointType
from visits_app.paths import resource
from visits_app.presenters.judgement_icons import assurance_icon, variation_icon


def test_every_type_has_an_icon_of_its_own_that_is_there() -> None:
    names = {
        variation_icon(kind, cause)[0]
        for kind in PointType
        for cause in (Cause.ABOVE_LIMIT, Cause.BELOW_LIMIT)
    } | {assurance_icon(assurance)[0] for assurance in Assurance}
    assert len(names) == 10
    assert all((resource("icons") / f"{name}.svg").is_file() for name in names)
    assert variation_icon(None)[0] == assurance_icon(None)[0] == ""
