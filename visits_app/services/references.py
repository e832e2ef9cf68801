"""Finding a visit by what people call it: the reference printed on its report."""

from typing import TYPE_CHECKING

from visits_app.domain.errors import UnknownRecord
from visits_app.domain.text import clean, shorten

if TYPE_CHECKING:
    from visits_app.store.engine import Store


def visit_called(store: "Store", words: str) -> str:
    """Return the id of the visit with this reference, in capitals or not, or with this id.

    Raises UnknownRecord when there is none.
    """
    wanted = clean(words).strip()
    with store.read() as connection:
        found = connection.execute(
            "SELECT id FROM visit WHERE id = ?1 OR reference = ?1 COLLATE NOCASE", (wanted,)
        ).fetchone()
    if found is None:
        raise UnknownRecord(
            f"No visit here is called “{shorten(wanted, 40)}”. Its reference is on the report and "
            "in the list of visits."
        )
    return str(found[0])
