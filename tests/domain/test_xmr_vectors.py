"""Every reference series is reproduced: limits, flags, causes, types, variation, assurance.

No series of these 46 touches what was settled otherwise than in the R package (a target exactly on
a limit, a constant series, a rebase on a date without a point), so there is no exception here.
"""

from datetime import date
from typing import Any

import pytest

from tests.spc_vectors import SERIES, asked, differences
from visits_app.domain.judgement_records import as_record
from visits_app.domain.xmr import judge_all

JUDGED = dict(zip([s["id"] for s in SERIES], judge_all(map(asked, SERIES)), strict=True))


def test_there_are_46_reference_series() -> None:
    assert len(JUDGED) == 46


@pytest.mark.parametrize("series", SERIES, ids=[s["id"] for s in SERIES])
def test_a_reference_series_is_reproduced(series: dict[str, Any]) -> None:
    assert differences(as_record(JUDGED[series["id"]]), series["expected"]) == []


@pytest.mark.parametrize("series", SERIES, ids=[s["id"] for s in SERIES])
def test_no_reference_series_touches_what_was_settled_otherwise(series: dict[str, Any]) -> None:
    given, days = series["input"], set(series["input"]["dates"])
    for phase in series["expected"]["phases"]:
        assert phase["average_moving_range"] > 0
        assert given["target"] not in (phase["lower_limit"], phase["upper_limit"])
    assert all(day in days for day in given["rebase_dates"])


def test_a_reference_with_a_change_is_seen_to_differ() -> None:
    expected = SERIES[0]["expected"]
    ours = as_record(JUDGED[SERIES[0]["id"]])
    ours["variation_icon"] = "concern_high"
    assert differences(ours, expected) == [".variation_icon: 'concern_high', not 'common_cause'"]
    assert JUDGED[SERIES[0]["id"]].dates[0] == date(2016, 4, 1)
