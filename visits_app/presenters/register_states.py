"""What the register shows, frozen: its fields, its entries, one register."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One thing asked about an entry.

    `kind` is "text", "number", "date", "tick", "words" (several lines), "choice" of `options`
    (value and label), "suggest" (text, with labels of `options` offered), or "seats": rows of who
    or where, out of `options`, as what, from when, until when; its value is JSON.
    """

    id: str
    label: str
    kind: str = "text"
    hint: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    kept: frozenset[str] = frozenset()
    """Values of `options` that are no longer offered, and shown only where they are chosen."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line: its cells in the order of the columns, and its values for editing.

    `mark` stands in brackets after the name; a retired entry without one is marked "retired".
    """

    id: str
    cells: tuple[str, ...]
    values: dict[str, str]
    retired: bool = False
    mark: str = ""
    merged: bool = False
    """A theme that is counted under another one."""
    current: bool = True
    """Whether it stands for its record; an earlier version of a form does not."""

    @property
    def shown_mark(self) -> str:
        """What stands in brackets after the name, "" for nothing."""
        return self.mark or ("retired" if self.retired else "")


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


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of a history as it is read: when and by whom, what, and each field's change."""

    when: str
    by: str
    what: str
    changes: tuple[str, ...] = ()
