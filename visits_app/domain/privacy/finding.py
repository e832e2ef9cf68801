"""Every passage of a text that may identify somebody: all rules, overlaps settled."""

from bisect import bisect_right
from dataclasses import replace
from itertools import chain

from visits_app.domain.privacy.ages import age_passages
from visits_app.domain.privacy.contacts import contact_passages
from visits_app.domain.privacy.counts import count_passages
from visits_app.domain.privacy.families import family_passages
from visits_app.domain.privacy.numbers import number_passages
from visits_app.domain.privacy.passages import NOTHING_KNOWN, Known, Passage, PassageKind
from visits_app.domain.privacy.people import people_passages
from visits_app.domain.privacy.places import place_passages
from visits_app.domain.privacy.reading import read

LEAST_LEFT = 12
"""Characters a passage must keep when it is cut short by a surer one."""

_RANK = {kind: rank for rank, kind in enumerate(PassageKind)}


def finding_passages(text: str, known: Known = NOTHING_KNOWN) -> tuple[Passage, ...]:
    """Return what may identify somebody in a text, in reading order, no two overlapping.

    Linear in the length of the text, the same for the same text; never raises.
    """
    if not text.strip():
        return ()
    reading = read(text, known)
    found = chain(
        contact_passages(reading),
        number_passages(reading),
        place_passages(reading),
        age_passages(reading),
        family_passages(reading),
        count_passages(reading),
        people_passages(reading),
    )
    return _settled(found)


def _settled(found: chain[Passage]) -> tuple[Passage, ...]:
    """Keep of passages that overlap the surer kind, of one kind the longer, then the earlier.

    A passage that runs into a surer one is kept up to it.
    """
    ordered = sorted(
        set(found), key=lambda one: (_RANK[one.kind], one.start - one.end, one.start, one.why)
    )
    starts: list[int] = []
    kept: dict[int, Passage] = {}
    for one in ordered:
        first = bisect_right(starts, one.start)
        if first and kept[starts[first - 1]].end > one.start:
            continue
        if first < len(starts) and starts[first] < one.end:
            left = one.text[: starts[first] - one.start].rstrip(" ,;(“‘")
            if len(left) < LEAST_LEFT:
                continue
            one = replace(one, end=one.start + len(left), text=left)
        starts.insert(first, one.start)
        kept[one.start] = one
    return tuple(kept[start] for start in starts)
