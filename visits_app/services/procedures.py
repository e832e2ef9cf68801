"""The council's procedures for a concern passed on: read and kept as settings."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.procedures import SAFEGUARDING, WHISTLEBLOWING, procedure_words
from visits_app.domain.text import clean, too_long
from visits_app.services import settings

if TYPE_CHECKING:
    from visits_app.store.engine import Store

_KEYS = (SAFEGUARDING, WHISTLEBLOWING)


def own_procedures(store: "Store") -> dict[str, str]:
    """Return the council's own words by setting; "" where it has put none."""
    return {key: str(settings.get(store, key, "") or "") for key in _KEYS}


def procedures(store: "Store") -> tuple[tuple[str, str], ...]:
    """Return title and words of both procedures, a plain sentence where the council has none."""
    return procedure_words(own_procedures(store))


def put_procedures(store: "Store", words: Mapping[str, str], *, by: str) -> None:
    """Keep the council's own words; FaultsError where one is too long (`where` is the setting)."""
    kept = {key: clean(words.get(key, "")).strip() for key in _KEYS}
    long = tuple(key for key in _KEYS if too_long(kept[key]))
    if long:
        what = "this is longer than one field can hold. Shorten it."
        raise FaultsError("The procedure cannot be saved.", tuple(Fault(k, what) for k in long))
    for key, text in kept.items():
        settings.put(store, key, text, by=by)
