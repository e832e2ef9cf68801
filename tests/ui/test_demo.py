"""The demo submits what it writes: its words must pass the privacy gate."""

from collections.abc import Iterator

from visits_app.domain.privacy.finding import finding_passages
from visits_app.domain.privacy.passages import Known
from visits_app.ui.demo import ANSWERS


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        yield from texts(list(value.values()))


def test_nothing_the_demo_writes_might_identify_somebody() -> None:
    written = [text for answer in ANSWERS.values() for text in texts(answer)]
    assert len(written) > 10
    found = [passage.text for text in written for passage in finding_passages(text, Known())]
    assert found == []
