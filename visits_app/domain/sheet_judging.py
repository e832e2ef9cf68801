"""What every line of a sheet that came back is worth: one verdict each, nothing guessed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from visits_app.domain.errors import Fault
from visits_app.domain.formula_words import unguarded
from visits_app.domain.sheet_cells import folded, read_cell, shown_cell
from visits_app.domain.sheets import Cells, LineVerdict, SheetColumn, SheetLine
from visits_app.domain.text import clean, shorten

Check = Callable[[str, Cells], tuple[Fault, ...]]
"""A reference (a new line's too) and all its cells as they would be → what is wrong with them."""

_SHOWN = 60
_CELL_HOLDS = 32_000
"""Words longer than this may have been cut by a spreadsheet program."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line of a file as it stands there: its row, its reference, its words by column id.

    A column that the file does not have is not among the cells.
    """

    number: int
    key: str
    cells: Cells = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether nothing is written on it."""
        return not self.key.strip() and not any(words.strip() for words in self.cells.values())


@dataclass(frozen=True, slots=True)
class Sent:
    """What lines are judged against besides the store.

    `rows` are the lines of the sheet as it went out, by reference; None where it is not known.
    `elsewhere` says of references of other sheets where they are known from ("on the sheet
    “Responses, May 2026”").
    """

    rows: Mapping[str, Cells] | None = None
    elsewhere: Mapping[str, str] = field(default_factory=dict)


def judge_lines(
    columns: Sequence[SheetColumn],
    raw_lines: Sequence[RawLine],
    known: Mapping[str, Cells],
    *,
    today: date,
    expected: Iterable[str] | None = None,
    may_add: bool = False,
    check: Check | None = None,
    sent: Sent | None = None,
    key_title: str = "Reference",
) -> tuple[SheetLine, ...]:
    """Return a verdict for every line that is not blank, then the expected ones that are missing.

    `known` are the cells in the store by reference, `expected` the references that were sent (by
    default those of `sent`). A cell that came back as it was sent is no change, whatever has been
    changed in the store meanwhile. `check` is asked of lines that change something.
    """
    sent = sent or Sent()
    if expected is None and sent.rows is not None:
        expected = sent.rows
    wanted = None if expected is None else tuple(dict.fromkeys(expected))
    judge = _Judge(columns, known, today, wanted, may_add, check, sent, key_title)
    lines = [judge.line(raw) for raw in raw_lines if not raw.blank]
    lines = _doubles_said(lines, columns, key_title, known)
    there = {line.key for line in lines}
    gone = [key for key in wanted or () if key not in there]
    missing = (
        SheetLine(0, key, LineVerdict.MISSING, dict(known.get(key) or _row(sent, key)))
        for key in gone
    )
    return (*lines, *missing)


def whole_notes(lines: Sequence[SheetLine], expected: Sequence[str]) -> tuple[str, ...]:
    """Return what is to be said of the whole: another order, lines that are missing."""
    place = {key: number for number, key in enumerate(expected)}
    order = [place[line.key] for line in lines if line.number and line.key in place]
    notes = []
    if order != sorted(order):
        notes.append("The lines stand in another order than they were sent in; that does not harm.")
    missing = sum(line.verdict is LineVerdict.MISSING for line in lines)
    if missing:
        were = "line that was sent is" if missing == 1 else "lines that were sent are"
        notes.append(f"{missing} {were} not in the file; nothing changes there.")
    return tuple(notes)


class _Judge:
    """Judges one line at a time; what stands on other lines does not matter to it."""

    def __init__(
        self,
        columns: Sequence[SheetColumn],
        known: Mapping[str, Cells],
        today: date,
        expected: tuple[str, ...] | None,
        may_add: bool,
        check: Check | None,
        sent: Sent,
        key_title: str,
    ) -> None:
        self._editable = [column for column in columns if column.editable]
        self._fixed = [column for column in columns if not column.editable]
        self._known = known
        self._today = today
        self._expected = None if expected is None else frozenset(expected)
        self._may_add = may_add
        self._check = check
        self._sent = sent
        self._key_title = key_title
        self._keys = _by_folded((*known, *(expected or ())))
        self._whose = self._lines_by_fixed_words()

    def line(self, raw: RawLine) -> SheetLine:
        """Return the verdict on one line."""
        words = raw.key.strip()
        key = words if words in self._known else self._keys.get(folded(words), words)
        read = dict(raw.cells)
        if not key:
            return self._new(raw, read)
        refusal = self._no_record(key) or self._moved_apart(key, raw.cells)
        if refusal:
            values, faults, _ = self._values(raw.cells, {})
            return _refused(raw, key, values, read, (refusal, *faults))
        before = self._known[key]
        values, faults, _ = self._values(raw.cells, before)
        sent = _row(self._sent, key)
        changed, remarks = self._changes(values, before, sent)
        cells = {**before, **{id: values[id] for id in changed}}
        faults += self._gaps(cells, raw.cells) if changed else ()
        if not faults and changed and self._check is not None:
            faults = self._check(key, cells)
        if faults:
            return replace(_refused(raw, key, {**before, **values}, read, faults), before=before)
        verdict = LineVerdict.TAKE if changed else LineVerdict.SAME
        remarks += self._fixed_remarks(raw.cells, before, sent)
        return SheetLine(raw.number, key, verdict, cells, read, changed, remarks, before=before)

    def _new(self, raw: RawLine, read: Cells) -> SheetLine:
        key = f"+{raw.number}"
        if not self._may_add:
            what = "this is empty, so the line cannot be matched. Put the reference back."
            values, faults, _ = self._values(raw.cells, {})
            return _refused(raw, "", values, read, (Fault(self._key_title, what), *faults))
        values, faults, filled = self._values(raw.cells, {})
        cells = {column.id: values.get(column.id, "") for column in self._editable}
        faults += self._gaps(cells, None)
        if not faults and self._check is not None:
            faults = self._check(key, cells)
        if faults:
            return replace(_refused(raw, key, cells, read, faults), new=True)
        return SheetLine(raw.number, key, LineVerdict.TAKE, cells, read, filled, (), new=True)

    def _no_record(self, key: str) -> Fault | None:
        """Say why a reference leads to no record that may be changed by this sheet."""
        was = self._sent.elsewhere.get(key, "")
        shown = shorten(key, _SHOWN)
        on_sheet = self._expected is None or key in self._expected
        if on_sheet and key in self._known:
            return None
        if on_sheet and self._expected is not None:
            what = f"“{shown}” was sent, but is not here any more."
        elif was:
            what = f"“{shown}” was not on this sheet; it stands {was}."
        elif key in self._known:
            what = f"“{shown}” was not on the sheet that was sent."
        else:
            what = f"“{shown}” is not known here."
        return Fault(self._key_title, what)

    def _moved_apart(self, key: str, cells: Cells) -> Fault | None:
        """Refuse a line whose words belong to another reference: a column was sorted alone."""
        stands = self._fixed_words(cells)
        if stands is None or stands == self._fixed_words(self._as_sent(key)):
            return None
        other = self._whose.get(stands)
        if other is None or other == key:
            return None
        what = (
            f"the words beside “{shorten(key, _SHOWN)}” belong to “{shorten(other, _SHOWN)}”. The "
            "columns were moved apart, so it is not sure whose answer this is."
        )
        return Fault(self._key_title, what)

    def _values(
        self, cells: Cells, before: Cells
    ) -> tuple[dict[str, str], tuple[Fault, ...], tuple[str, ...]]:
        """Return the editable cells that are there as values, faults, and which are filled in.

        Words that are those in the store but for spaces count as those, so that a line that was
        only passed through a spreadsheet program is the same.
        """
        values: dict[str, str] = {}
        faults: list[Fault] = []
        for column in self._editable:
            if column.id not in cells:
                continue
            words, here = cells[column.id], before.get(column.id, "")
            value, wrong = read_cell(column, words, self._today)
            if wrong and _flat(words) in {_flat(here), _flat(shown_cell(column, here))}:
                value, wrong = here, ""  # odd already in the store, and nobody's doing outside
            if wrong:
                faults.append(Fault(column.title, wrong))
                continue
            values[column.id] = _kept(value, here)
        filled = tuple(id for id, value in values.items() if value)
        return values, tuple(faults), filled

    def _changes(
        self, values: Cells, before: Cells, sent: Cells
    ) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
        """Return the columns that change, and remarks on what was changed here meanwhile."""
        changed, remarks = [], []
        for column in self._editable:
            id = column.id
            here, was = before.get(id, ""), sent.get(id)
            if id not in values or values[id] == here:
                continue
            if was is not None and _kept(values[id], was) == was:
                continue
            changed.append(id)
            if was is not None and _kept(here, was) != was:
                told = shorten(shown_cell(column, here), _SHOWN) or "nothing"
                what = f"this was changed here too since the sheet went out; it says {told} now."
                remarks.append(Fault(column.title, what))
        return tuple(changed), tuple(remarks)

    def _gaps(self, cells: Cells, there: Cells | None) -> tuple[Fault, ...]:
        """Return a fault for every required cell that is empty; `there` are the file's columns."""
        return tuple(
            Fault(column.title, "this is empty. Fill it in.")
            for column in self._editable
            if column.required
            and not cells.get(column.id)
            and (there is None or column.id in there)
        )

    def _fixed_remarks(self, cells: Cells, before: Cells, sent: Cells) -> tuple[Fault, ...]:
        """Say where words were changed that are not asked; they are never taken."""
        what = "this was changed in the file. It is not asked here and is not taken."
        return tuple(
            Fault(column.title, what)
            for column in self._fixed
            if column.id in cells
            and not any(
                self._same(column, cells[column.id], row[column.id])
                for row in (before, sent)
                if column.id in row
            )
        )

    def _same(self, column: SheetColumn, words: str, value: str) -> bool:
        if folded(words) in {folded(value), folded(shown_cell(column, value))}:
            return True
        meant, wrong = read_cell(column, words, self._today)
        return not wrong and folded(meant) == folded(value)

    def _as_sent(self, key: str) -> Cells:
        return _row(self._sent, key) or self._known.get(key, {})

    def _fixed_words(self, cells: Cells) -> tuple[str, ...] | None:
        """Return the words that say what a line is about; None where one of them is not there."""
        found = []
        for column in self._fixed:
            if column.id not in cells:
                return None
            value, wrong = read_cell(column, cells[column.id], self._today)
            found.append(folded(cells[column.id] if wrong else value))
        return tuple(found) if any(found) else None

    def _lines_by_fixed_words(self) -> dict[tuple[str, ...], str]:
        """Return whose words these are, for words that are one record's alone."""
        keys = self._known if self._expected is None else self._expected
        found = [(self._fixed_words(self._as_sent(key)), key) for key in keys]
        times = Counter(stands for stands, _ in found)
        return {stands: key for stands, key in found if stands is not None and times[stands] == 1}


def _doubles_said(
    lines: list[SheetLine], columns: Sequence[SheetColumn], key_title: str, known: Container[str]
) -> list[SheetLine]:
    """Give every reference that stands more than once its due: once if the same, else refused.

    Two records whose references differ in case alone are two.
    """
    places: dict[object, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.new:
            places[tuple(sorted(line.read.items()))].append(place)
        elif line.key:
            places[line.key if line.key in known else folded(line.key)].append(place)
    editable = [column.id for column in columns if column.editable]
    for found in places.values():
        if len(found) < 2:
            continue
        answers = {_answers(lines[place], editable) for place in found}
        for at, place in enumerate(found):
            line = lines[place]
            others = _lines_called([lines[other].number for other in found if other != place])
            if len(answers) > 1:
                what = f"this stands also in {others}, with other answers. Leave one of them."
                lines[place] = replace(
                    line,
                    verdict=LineVerdict.REFUSED,
                    faults=(Fault(key_title, what), *line.faults),
                )
            elif at:
                what = f"this stands also in {others}, with the same answers; it counts once."
                refused = line.verdict is LineVerdict.REFUSED
                lines[place] = replace(
                    line,
                    verdict=LineVerdict.REFUSED if refused else LineVerdict.SAME,
                    changed=(),
                    faults=(Fault(key_title, what), *line.faults),
                )
    return lines


def _answers(line: SheetLine, editable: Sequence[str]) -> tuple[str, ...]:
    """Return what a line answers, as far as it could be read."""
    if line.verdict is LineVerdict.REFUSED:
        return ("refused", *(line.read.get(id, "") for id in editable))
    return ("good", *(line.cells.get(id, "") for id in editable))


def _refused(
    raw: RawLine, key: str, cells: Cells, read: Cells, faults: tuple[Fault, ...]
) -> SheetLine:
    return SheetLine(raw.number, key, LineVerdict.REFUSED, cells, read, (), faults)


def _kept(value: str, before: str) -> str:
    """Return the words as they were where nobody changed them, only a spreadsheet program did.

    Such a program may lose line ends and doubled spaces, put an apostrophe before a sign, and cuts
    what no cell of it can hold.
    """
    flat, was = _flat(value), _flat(before)
    cut = len(value) > _CELL_HOLDS and flat.endswith("…") and was.startswith(flat[:-1])
    return before if flat == was or cut else value


def _flat(text: str) -> str:
    return " ".join(unguarded(clean(text)).split())


def _row(sent: Sent, key: str) -> Cells:
    return (sent.rows or {}).get(key, {})


def _by_folded(keys: Iterable[str]) -> dict[str, str]:
    """Return references by their folded words, those left out that two records share."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        found[folded(key)].add(key)
    return {words: next(iter(same)) for words, same in found.items() if len(same) == 1}


def _lines_called(numbers: Sequence[int]) -> str:
    """Return "line 8", or "lines 8, 9 and 12"."""
    *some, last = map(str, numbers)
    return f"lines {', '.join(some)} and {last}" if some else f"line {last}"
