"""Going on with a draft where it was left."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visits_app.store.engine import Store


def last_answered(store: "Store", visit_id: str) -> str:
    """Return the id of the question whose answer was changed last, "" for none."""
    with store.read() as connection:
        found = connection.execute(
            "SELECT after FROM history WHERE entity = 'visit' AND entity_id = ?"
            " AND action = 'answered' ORDER BY sequence DESC LIMIT 1",
            (visit_id,),
        ).fetchone()
    answers = json.loads(found[0]) if found and found[0] else {}
    return next(iter(answers), "")
