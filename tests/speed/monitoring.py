"""A monitoring report of 40 indicators to PDF: by us, and the same matter in bare ReportLab."""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from monitoring_samples import sample_monitoring
from report_samples import bare_paper, paper


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


document = sample_monitoring(indicators=40, months=36)
for make in (paper, bare_paper):
    make(document)
ours, floor, judged = [], [], []
for _ in range(int(sys.argv[1])):
    ours.append(seconds(lambda: paper(document)))
    floor.append(seconds(lambda: bare_paper(document)))
    judged.append(seconds(lambda: sample_monitoring(indicators=40, months=36)))
print(json.dumps({"ours": ours, "floor": floor, "document": judged}))
