"""What the register shows, frozen: its fields, its entries, one register."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One thing asked about an entry.

    `kind` is "text", "number", "date", "tick", "words" (several lines), or "choice" of `options`
    (value and label).
    """

    id: str
    label: str
    kind: str = "text"
    hint: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line: its cells in the order of the columns, and its values for editing."""

    id: str
    cells: tuple[str, ...]
    values: dict[str, str]
    retired: bool = False


@dataclass(frozen=True, slots=True)
class RegisterState:
    """One register."""

    kind: str
    one: str
    columns: tuple[str, ...]
    entries: tuple[RegisterEntry, ...]
    fields: tuple[RegisterField, ...]

    @property
    def a_one(self) -> str:
        """What one entry is called, with its article: "an event"."""
        return f"{'an' if self.one[:1] in 'aeiou' else 'a'} {self.one}"

    @property
    def editable(self) -> bool:
        """Whether entries can be added and changed; indicators have a dialog of their own."""
        return bool(self.fields) or self.kind == "indicators"
