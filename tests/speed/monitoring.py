"""A monitoring report of 40 indicators to PDF: by us, and the same drawings in bare ReportLab.

Ours begins with the figures: they are judged, made into charts, words and tables, and set. The
floor is given all words, and every call that draws a chart; it sets and draws them, no more.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from monitoring_samples import sample_monitoring
from report_samples import bare_paper, paper, recorded_pictures


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


document = sample_monitoring(indicators=40, months=36)
pictures = recorded_pictures(document)
found: dict[str, list[float]] = {"ours": [], "floor": [], "setting": []}
for turn in range(int(sys.argv[1]) + 1):
    times = {
        "ours": seconds(lambda: paper(sample_monitoring(indicators=40, months=36))),
        "floor": seconds(lambda: bare_paper(document, pictures)),
        "setting": seconds(lambda: paper(document)),
    }
    for key, value in times.items() if turn else ():
        found[key].append(value)
print(json.dumps(found))
