"""The privacy gate on 50,000 words: the example reports, then reports full of identifiers."""

import gc
import json
import sys
import time

from tests.privacy_measure import CORPUS, example_known, example_texts, unmarked
from visits_app.domain.privacy.finding import finding_passages

WORDS = 50_000


def of_length(text: str) -> str:
    """Return a text repeated until it has the words that are promised."""
    return f"{text}\n" * (WORDS // len(text.split()) + 1)


def seconds(text: str) -> float:
    gc.collect()
    begun = time.perf_counter()
    finding_passages(text, known)
    return time.perf_counter() - begun


known = example_known()
ordinary = of_length("\n".join(example_texts()))
full = of_length(
    "\n".join(unmarked(path.read_text(encoding="utf-8"))[0] for path in CORPUS.rglob("*.txt"))
)
finding_passages("Once, so that the rules are there.", known)
found: dict[str, list[float]] = {"ordinary": [], "full": []}
for _ in range(int(sys.argv[1])):
    found["ordinary"].append(seconds(ordinary))
    found["full"].append(seconds(full))
print(json.dumps(found))
