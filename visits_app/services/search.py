"""Search over everything: what members wrote, teams, recommendations, indicators and asks."""

from typing import TYPE_CHECKING

from visits_app.domain.visits import SearchHit
from visits_app.store.search import search_registers, search_texts
from visits_app.store.words import words_of

if TYPE_CHECKING:
    from visits_app.store.engine import Store

MOST_OF_REGISTERS = 15
"""Teams, recommendations and indicators shown before what members wrote."""


def search(store: "Store", words: str, limit: int = 50) -> tuple[SearchHit, ...]:
    """Return what holds every word, the last one also as a beginning; never raises for odd words.

    Teams, recommendations, indicators and questions come first, then visits and asks, best match
    first. The `id` of an ask is that of its visit and the `id` of a question that of its indicator,
    where they are shown.
    """
    wanted = words_of(words)
    if not wanted or limit <= 0:
        return ()
    with store.read() as connection:
        hits = list(search_registers(connection, wanted))[: min(limit, MOST_OF_REGISTERS)]
        return (*hits, *search_texts(connection, wanted, limit - len(hits)))
