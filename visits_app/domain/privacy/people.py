"""Names that no register knows, and initials."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from visits_app.domain.privacy.ordinary import (
    ACRONYMS,
    CALENDAR,
    COUNTRIES,
    ERRANDS,
    NAMES_TOO,
    OPENINGS,
    PEOPLES,
    TERMS,
)
from visits_app.domain.privacy.passages import Passage, PassageKind
from visits_app.domain.privacy.reading import Reading, Word
from visits_app.domain.privacy.vocabulary import DONE, FELT, PERSON, PLACE_NOUN, RELATIVES, STREET
from visits_app.domain.privacy.words import listed

_PARTICLES = listed("da de do dos das del di van von der den la le el al bin ap")
_TITLES = listed(
    "mr mrs ms miss dr cllr councillor prof professor rev father sister auntie aunt aunty uncle "
    "nan nanny nana grandad grandma granny pc dc sgt sir lady lord mister mama judge babcia tia"
)
_ROLE_TITLES = listed("councillor judge father sister")
"""Titles that are also roles: "Councillor for Northmead" names nobody."""

_NOT_PEOPLE = frozenset(
    word.lower() for word in f"{PLACE_NOUN}|{STREET}|Infants".replace("?", "").split("|")
) | {"river", "street", "west", "east", "north", "south", "green"}
_BEFORE_NAMES = OPENINGS | ERRANDS | CALENDAR | PEOPLES
_COMMON = OPENINGS | ERRANDS | TERMS | CALENDAR | PEOPLES | COUNTRIES
_ABSTRACT = tuple(
    sorted(
        listed(
            "tion sion ment ness ship ance ency ity ism ure age ing ings tions ments ists ants ees "
            "ics ogy ders kers gers ters sors tors lers vers ners ries ties cies hood dom ful ous "
            "ally room rooms work time board book books line lines side"
        )
    )
)
"""Endings of nouns that begin a sentence; few first names have them."""

_MOVED = re.compile(
    r"\b(?:moved?|moving|went|gone|going|go|came|come|back|returned|returns?|travell?(?:ed|s)?|"
    r"sent|"
    r"transferred|live[sd]?|living|placed?|placement|trains?|bus|road|driven?|far|miles|people|"
    r"families|arrived|born|stay(?:ed)?|flew|home|house|away|office|commissioned|company|provider)"
    r"(?: \w+)? (?:to|from|of|in|at) (?:[^\W\d_a-z][^\W\d_]{1,20}(?:, | or | and )){0,3}$"
)
_IN = re.compile(
    r"\b(?:in|near|around|outside|across|throughout|within|into|over|beyond) (?:the )?$"
)
_AT = re.compile(r"\b(?:at|the|an?|this|each|every|our|their|its) $")
_CALLED = re.compile(
    rf"\b(?:{PERSON}|worker|carer|mother|father|man|woman|mum|dad|baby|sister|brother|dog|friend|"
    r"uncle|cousin|boyfriend|partner|somebody|someone|he|she) (?:is |was )?"
    r"(?:called|named|nicknamed|known as|by the name of) [“\"'‘]?([^\W\d_][\w'’\-]{1,24})",
    re.I,
)
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_a-z]\. ?){1,3}[^\W\d_a-z]\.?(?![\w])")
_SURNAME_FIRST = re.compile(r"(?<!\w)([^\W\d_a-z]{3,25}), ([^\W\d_a-z][^\W\d_]{1,24})(?!\w)")
_MET = re.compile(
    r"(?:about|with|for|by|met|saw|asked|told|from|to|calls?|called|that|as|because|where|but|when|"
    r"and|only) ([B-HJ-Z])(?![\w'’&/.]|-\d)(?! (?:and|or|to) [A-Z]\b)"
)
_LONE = re.compile(
    rf"(?<![\w.'’])([B-HJ-Z])\.?(?=['’]s | (?:{'|'.join(sorted(FELT))}|is|was|has|had|and (?:her|"
    rf"his|their))\b)"
)
_BARE = re.compile(r"(?<![\w.'’&/+-])[A-Z]{2,3}(?:['’]s)?(?![\w&/+]|-\d)")
_INITIAL_SURNAME = re.compile(r"(?<![\w.])(?:[^\W\d_a-z]\. ?){1,2}[^\W\d_a-z][^\W\d_]{2,24}")
_LETTER = re.compile(
    rf"\b(?:{PERSON}|worker|carer|mother|father|mum|dad|baby|sister|brother|Mrs?|Ms|Miss|Dr|Cllr|"
    r"family|parent|initials?|uncle|aunt|couple|called|boyfriend|partner)[ :]{1,2}"
    r"(?:are |is |were |was )?[“‘\"']?([B-HJ-Z]|A(?= (?:is|was|has|had|told|said|and|who)\b|"
    r"[,.;:)]|['’]s))\b(?!['’]m\b|-)\.?",
    re.I,
)
_DID = re.compile(rf"(?:['’]s)? (?:{'|'.join(sorted(FELT | {'is', 'was', 'has', 'had'}))})\b")
_INTRODUCED = re.compile(
    rf"(?:\b(?:{PERSON}|mother|father|worker|carer|mum|dad|for|by|with|about|that|initials?|"
    r"and|told|asked|saw|met|where|when|because|case of|of) |[(“‘\"])$",
    re.I,
)


_CALLS = frozenset({"called", "named", "nicknamed", "known", "name"})
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words with capitals that stand together, by their places among all words."""

    first: int
    last: int


def people_passages(reading: Reading) -> Iterator[Passage]:
    """Find names by their shape, their titles and what they do; then initials."""
    runs = list(_runs(reading))
    named: set[str] = set()
    unsure: list[_Run] = []
    for run in runs:
        if _is_name(reading, run):
            named.update(word.text for word in reading.words[run.first : run.last + 1])
            yield _name(reading, run)
        elif run.first == run.last:
            unsure.append(run)
    named -= {word.title() for word in OPENINGS | ERRANDS}
    for run in unsure:  # who is named once is named everywhere
        word = reading.words[run.first]
        if _bare(word.text) in named and not word.known:
            yield _name(reading, run)
    for found in reading.find(_CALLED, reading.near(_CALLS)):
        if found[1].lower() not in _COMMON:
            why = "It is said to be somebody’s name."
            yield Passage(*found.span(1), PassageKind.NAME, found[1], why)
    for found in _SURNAME_FIRST.finditer(reading.text):
        if found[1].isupper() and found[1].lower() not in _COMMON and found[1] not in ACRONYMS:
            why = "It is written as in a list of names."
            yield Passage(*found.span(), PassageKind.NAME, found[0], why)
    yield from _initials(reading)


def _runs(reading: Reading) -> Iterator[_Run]:
    """Give runs of capitals; a known name, a small word or a mark between them ends one."""
    words, text = reading.words, reading.text
    first = last = -1
    for place, word in enumerate(words):
        if not word.capital or word.known:
            continue
        if first >= 0 and _joined(text, words, last, place) and not word.begins:
            last = place
            continue
        if first >= 0:
            yield from _shortened(words, first, last)
        first = last = place
    if first >= 0:
        yield from _shortened(words, first, last)


def _joined(text: str, words: Sequence[Word], last: int, place: int) -> bool:
    between = text[words[last].end : words[place].start]
    if place == last + 1:
        return between in {" ", ". "} and (between == " " or words[last].small in _TITLES)
    small = words[last + 1 : place]
    return len(small) < 3 and len(between) < 14 and all(one.text in _PARTICLES for one in small)


def _shortened(words: Sequence[Word], first: int, last: int) -> Iterator[_Run]:
    """Leave out an ordinary word that a sentence begins with: "Then Kasia"."""
    while first < last and words[first].small in _BEFORE_NAMES:
        if words[first].small in _TITLES or not (
            words[first].begins or words[first].small in PEOPLES | CALENDAR
        ):
            break
        first += 1
        while first < last and not words[first].capital:
            first += 1
    yield _Run(first, last)


def _is_name(reading: Reading, run: _Run) -> bool:
    words = reading.words[run.first : run.last + 1]
    texts = [word.text for word in words]
    small = [_bare(text).lower() for text in texts]
    if small[0] in _TITLES:
        return _is_titled(reading, run, small)
    if all(_is_short_form(text) for text in texts):
        return False
    if any(one in _NOT_PEOPLE for one in small[len(small) > 1 :]) or _all_terms(small):
        return False
    if len(small) > 1 and any(one in TERMS for one in small):
        return small[0] not in TERMS | _COMMON and _name_with_role(small, texts)
    if len(words) > 1:
        unknown = [one for one in small if one not in _COMMON]
        return any(not _is_a_word(reading, one) for one in unknown) and not _in_place(
            reading, words[0], True
        )
    return _is_one_name(reading, run, words[0], small[0])


def _is_short_form(text: str) -> bool:
    """Say whether capitals stand inside a word: "CAFs", "DfE", but not "McKay"."""
    return text[:2].isupper() or (text[-1].isupper() and len(text) < 6)


def _is_one_name(reading: Reading, run: _Run, word: Word, small: str) -> bool:
    after = reading.words[run.last + 1] if run.last + 1 < len(reading.words) else None
    following = after.small if after and _close(reading.text, word, after) else ""
    felt = following in FELT
    done = following in DONE or (len(following) > 4 and following.endswith("ed"))
    owned = word.text.endswith(("'s", "’s"))
    if small in CALENDAR:
        return felt and word.begins and small in NAMES_TOO
    if small in NAMES_TOO:
        return felt or (owned and following in RELATIVES) or (done and not word.begins)
    if small in _COMMON or len(small) < 2 or word.text.isupper():
        return False
    if not word.begins:
        if _is_ordinary(reading, small) and not felt:
            return False
        return not _in_place(reading, word, False) or felt or owned
    if _is_ordinary(reading, small):
        return False
    if owned:
        return following in RELATIVES or not small.endswith("s")
    return felt or done or _beside_name(reading, run, word, after)


def _beside_name(reading: Reading, run: _Run, word: Word, after: Word | None) -> bool:
    """Say whether a first word stands as a name does: "Kasia, who …", "Kasia and Marek"."""
    text = reading.text
    tail = text[word.end : word.end + 24]
    if re.match(
        r",? (?:\(?aged |who |\(\d|\(she|\(he|\(the|\(her|\(his|, \d)|, (?:a|her|his|the|their|"
        r"one|aged|nearly|almost|just|only) ",
        tail,
    ):
        return not word.text.endswith("s") or "aged" in tail
    listed = re.match(r"(?: and|,|,? –) ([^\W\d_a-z][\w'’]+)", tail)
    if listed is None or after is None:
        return False
    other = next((one for one in reading.words[run.last + 1 : run.last + 3] if one.capital), None)
    return other is not None and not (other.known or _is_ordinary(reading, other.small))


def _is_titled(reading: Reading, run: _Run, small: list[str]) -> bool:
    if len(small) == 1:
        return False
    title, *rest = small
    if reading.words[run.first + 1].known:
        return False
    if title in _ROLE_TITLES and all(one in _COMMON for one in rest):
        return False
    if len(rest[0]) < 2 or any(one in _NOT_PEOPLE for one in rest[1:]):
        return False
    full = " ".join(word.text for word in reading.words[run.first + 1 : run.last + 1])
    return not any(name.split()[-1:] == [full.split()[-1]] for name in _titled(reading))


def _titled(reading: Reading) -> Iterator[str]:
    """Give known names of people: with a title, the last of them is known alone."""
    return (name for name in reading.known.names if " " in name)


def _name_with_role(small: list[str], texts: list[str]) -> bool:
    """Say whether a run is a person before a role: "Marek Nowak Service Manager" is rare."""
    return len(small) > 2 and small[1] not in TERMS and not texts[1].isupper()


def _all_terms(small: list[str]) -> bool:
    return all(one in _COMMON for one in small) and not any(one in NAMES_TOO for one in small)


def _is_a_word(reading: Reading, small: str) -> bool:
    """Say whether a word is one of the council's or ends like a noun, wherever it stands."""
    return small in reading.known.words or (len(small) > 5 and small.endswith(_ABSTRACT))


def _is_ordinary(reading: Reading, small: str) -> bool:
    """Say whether a word is an ordinary one: it is written small elsewhere, or ends like one."""
    if small in _COMMON or _is_a_word(reading, small):
        return True
    return small in reading.lower and small not in NAMES_TOO


def _in_place(reading: Reading, word: Word, several: bool) -> bool:
    """Say whether a capital stands where a place does: "in Bradford", "moved to Leeds"."""
    start = max(0, word.start - 40)
    text = reading.text
    if _IN.search(text, start, word.start) or _MOVED.search(text, start, word.start):
        return True
    return not several and _AT.search(text, start, word.start) is not None


def _close(text: str, word: Word, after: Word) -> bool:
    return text[word.end : after.start] == " "


def _bare(text: str) -> str:
    return text[:-2] if text.endswith(("'s", "’s")) else text


def _name(reading: Reading, run: _Run) -> Passage:
    first, last = reading.words[run.first], reading.words[run.last]
    end = last.end - (2 if last.text.endswith(("'s", "’s")) else 0)
    why = "It looks like a name, and no register of this council has it."
    return Passage(first.start, end, PassageKind.NAME, reading.text[first.start : end], why)


def _initials(reading: Reading) -> Iterator[Passage]:
    text, why = reading.text, "Letters that stand for a name lead to one person."
    known = {(word.start) for word in reading.words if word.known}
    for pattern in (_DOTTED, _INITIAL_SURNAME):
        for found in pattern.finditer(text):
            said = found[0]
            short = said.replace(".", "").replace(" ", "") in ACRONYMS
            if found.start() in known or (short and not _introduced(text, found)):
                continue
            if pattern is _DOTTED and not _dotted(said):
                continue
            yield Passage(*found.span(), PassageKind.INITIALS, said, why)
    for found in _BARE.finditer(text):
        said = found[0].split("'")[0].split("’")[0]
        if said in ACRONYMS or found.start() in known or _shouts(text, found):
            continue
        did = _DID.match(text, found.start() + len(said))
        if len(said) == 2 or did or _introduced(text, found) or said != found[0]:
            yield Passage(found.start(), found.start() + len(said), PassageKind.INITIALS, said, why)
    lone = reading.near(_LETTERS, 24)
    for pattern in (_LETTER, _LONE, _MET):
        for found in reading.find(pattern, lone):
            if found[1].isupper() and found.start(1) not in known:
                yield Passage(*found.span(1), PassageKind.INITIALS, found[1], why)


def _introduced(text: str, found: re.Match[str]) -> bool:
    return _INTRODUCED.search(text, max(0, found.start() - 24), found.start()) is not None


def _dotted(said: str) -> bool:
    """Leave out the end of one sentence and the "I" of the next: "plan B. I …"."""
    return not re.search(r"\. [AI]$", said)


def _shouts(text: str, found: re.Match[str]) -> bool:
    """Say whether a match stands in a line of capitals."""
    around = text[max(0, found.start() - 12) : found.end() + 12]
    letters = [sign for sign in around if sign.isalpha()]
    return len(letters) > 6 and sum(sign.isupper() for sign in letters) > 0.7 * len(letters)
