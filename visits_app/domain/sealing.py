"""What a seal covers, spelled so exactly that anybody can work it out again without us.

The recipe, for a third party with the answers in hand:

1. Build one JSON object with three members: `reference` (text), `form` (an object of `id` and
   `version`) and `answers` (question id → answer).
2. Leave out of `answers`, and of every row in it, what is empty: null, "", [] and {}. A row that
   holds nothing but its `id` stays: it is a row.
3. Write whole numbers without a decimal point (5, not 5.0); other numbers as the shortest decimal
   that reads back the same.
4. Write the JSON with every object's members sorted by name (by code point), no spaces or line
   ends, "," and ":" as separators, no characters escaped but `"`, `\\` and the controls below
   U+0020. Lists keep their order.
5. Encode as UTF-8 and take SHA-256, in lower-case hexadecimal.
"""

import json
from hashlib import sha256
from typing import Any

from visits_app.domain.forms import Answers


def content_hash(reference: str, form_id: str, form_version: int, answers: Answers) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of what a seal covers."""
    return sha256(canonical(reference, form_id, form_version, answers)).hexdigest()


def canonical(reference: str, form_id: str, form_version: int, answers: Answers) -> bytes:
    """Return the bytes a seal covers: canonical JSON in UTF-8, by the recipe above."""
    return canonical_json(
        {
            "reference": reference,
            "form": {"id": form_id, "version": form_version},
            "answers": answers,
        }
    ).encode("utf-8")


def canonical_json(value: object) -> str:
    """Write JSON by steps 2 to 4 of the recipe; NaN and infinity raise ValueError."""
    return json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def _plain(value: object) -> Any:
    if isinstance(value, dict):
        members = {str(key): _plain(member) for key, member in value.items()}
        return {key: member for key, member in members.items() if not is_empty(member)}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def is_empty(value: object) -> bool:
    """Say whether `value` stands for "not answered"; False and 0 are answers."""
    return value is None or (isinstance(value, (str, list, dict)) and not value)
