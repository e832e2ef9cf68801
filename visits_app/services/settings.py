"""What this store remembers about its desk: small values by key, kept as JSON."""

import json
from typing import TYPE_CHECKING, Any

from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.engine import Store


def get(store: "Store", key: str, default: Any = None) -> Any:
    """Return a setting, `default` where it was never set."""
    with store.read() as connection:
        found = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return json.loads(found[0]) if found else default


def put(store: "Store", key: str, value: Any, *, by: str = "") -> None:
    """Keep a setting; `value` is anything JSON can hold. The same value again writes nothing."""
    text = json.dumps(value, ensure_ascii=False)
    with store.write() as connection:
        found = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        if found and found[0] == text:
            return
        connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET value = excluded.value",
            (key, text),
        )
        before = json.loads(found[0]) if found else None
        record(
            connection,
            by=by,
            action="set",
            entity="setting",
            entity_id=key,
            before=before,
            after=value,
        )
