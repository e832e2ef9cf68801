"""How much of what may identify somebody is found: `python -m tests.privacy_measure`."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from visits_app.domain.privacy.finding import finding_passages
from visits_app.domain.privacy.passages import Known, Passage
from visits_app.domain.text import count_words
from visits_app.paths import forms_folder

HERE = Path(__file__).parent
CORPUS = HERE / "privacy_corpus"
EXAMPLE = HERE.parent / "resources" / "example"
_MARK = re.compile(r"\[\[([a-z_]+)\|([^\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Planted:
    """One passage that should be found, and where it stands in the text without marks."""

    kind: str
    start: int
    end: int
    text: str


@dataclass
class Measured:
    """What was planted, found and missed, and what was found that is none."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)
    words: int = 0

    @property
    def recall(self) -> float:
        """The share of planted passages that were found."""
        return self.found.total() / self.planted.total()

    def recall_of(self, kind: str) -> float:
        """The share found of one kind."""
        return self.found[kind] / self.planted[kind]

    @property
    def alarms_in_500(self) -> float:
        """False alarms for every 500 words."""
        return len(self.false_alarms) * 500 / self.words


def unmarked(marked: str) -> tuple[str, tuple[Planted, ...]]:
    """Return a text without its marks, and what they marked."""
    planted, parts, at, length = [], [], 0, 0
    for found in _MARK.finditer(marked):
        before = marked[at : found.start()]
        start = length + len(before)
        planted.append(Planted(found[1], start, start + len(found[2]), found[2]))
        parts += [before, found[2]]
        length, at = start + len(found[2]), found.end()
    return "".join([*parts, marked[at:]]), tuple(planted)


def measure(part: str) -> Measured:
    """Measure one part of the corpus: "tuned" or "held_out"."""
    total, known = Measured(), example_known()
    for path in sorted((CORPUS / part).glob("*.txt")):
        text, planted = unmarked(path.read_text(encoding="utf-8"))
        passages = finding_passages(text, known)
        total.words += count_words(text)
        for one in planted:
            total.planted[one.kind] += 1
            if _covered(one, passages) * 2 >= one.end - one.start:
                total.found[one.kind] += 1
            else:
                total.missed.append(f"{path.stem}: {one.kind}: {one.text}")
        total.false_alarms += [
            f"{path.stem}: {one.kind.value}: {one.text}"
            for one in passages
            if not any(one.start < other.end and other.start < one.end for other in planted)
        ]
    return total


def measure_example() -> Measured:
    """Measure the example reports, in which nobody can be recognised: all found is too much."""
    total, known = Measured(), example_known()
    for text in example_texts():
        total.words += count_words(text)
        total.false_alarms += [
            f"{one.kind.value}: {one.text}" for one in finding_passages(text, known)
        ]
    return total


def example_texts() -> Iterator[str]:
    """Give every text of the example reports, in the order of their files."""
    for path in sorted((EXAMPLE / "visits").glob("*.toml")):
        yield from _texts(tomllib.loads(path.read_text(encoding="utf-8")))


def example_known() -> Known:
    """Return what the example council's registers and the forms know."""
    council = tomllib.loads((EXAMPLE / "council.toml").read_text(encoding="utf-8"))
    names: set[str] = set()
    for team in council["team"]:
        names |= {team["name"], team.get("area", ""), team.get("lead_role", "")}
    for member in council["member"]:
        names |= {member["name"], member.get("ward", ""), member.get("political_group", "")}
    texts = [text for path in forms_folder().glob("*.toml") for text in _form_texts(path)]
    texts += list(_texts(council.get("theme", [])))
    return Known(frozenset(names - {""}), words_of(texts))


def words_of(texts: list[str]) -> frozenset[str]:
    """Return the words of some texts, in small letters."""
    return frozenset(word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text))


def _form_texts(path: Path) -> Iterator[str]:
    yield from _texts(tomllib.loads(path.read_text(encoding="utf-8")))


def _texts(value: object) -> Iterator[str]:
    """Give every text of more than one word in a tree of tables and lists."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _covered(planted: Planted, passages: tuple[Passage, ...]) -> int:
    return sum(
        max(0, min(planted.end, one.end) - max(planted.start, one.start)) for one in passages
    )


def _print(title: str, seen: Measured) -> None:
    print(f"\n{title}: {seen.words} words")
    if seen.planted:
        print(f"  found {seen.found.total()} of {seen.planted.total()}, {seen.recall:.1%}")
        for kind in sorted(seen.planted):
            print(f"    {kind:16} {seen.found[kind]:3} of {seen.planted[kind]:3}")
        print(*(f"    missed  {one}" for one in seen.missed), sep="\n")
    print(f"  false alarms {len(seen.false_alarms)}, {seen.alarms_in_500:.2f} in 500 words")
    print(*(f"    alarm  {one}" for one in seen.false_alarms), sep="\n")


def main() -> None:
    """Print the figures of the corpus, both parts, and of the example reports."""
    _print("Planted, rules tuned on it", measure("tuned"))
    _print("Planted, held out", measure("held_out"))
    _print("Example reports", measure_example())


if __name__ == "__main__":
    main()
