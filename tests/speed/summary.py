"""A summary of 200 visits with 20 charts: to PDF beside bare ReportLab, to Word beside LibreOffice.

Ours begins with the records: they are drafted into parts, laid out and set. The floor is given all
words, and every call that draws a chart. LibreOffice is given our own DOCX and makes a PDF of it,
as an officer does today; each time with a profile that is there already.
"""

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from report_samples import bare_paper, paper, recorded_pictures
from summary_samples import sample_summary, summary_charts, summary_records

from visits_app.reports.rendering import PaperKind, render


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


records, charts = summary_records(), summary_charts()
document = sample_summary(records, charts)
pictures = recorded_pictures(document)
office = shutil.which("soffice")
found: dict[str, list[float]] = {key: [] for key in ("pdf", "floor", "setting", "docx", "office")}
with tempfile.TemporaryDirectory() as folder:
    place = Path(folder) / "summary.docx"
    place.write_bytes(render(document, PaperKind.DOCX))
    profile = (Path(folder) / "profile").as_uri()
    convert = ["--headless", "--convert-to", "pdf", "--outdir", folder, str(place)]

    def by_office() -> None:
        subprocess.run(
            [str(office), f"-env:UserInstallation={profile}", *convert],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"HOME": folder},
        )
        place.with_suffix(".pdf").unlink()  # an office that made nothing has not converted

    for turn in range(int(sys.argv[1]) + 1):
        times = {
            "pdf": seconds(lambda: paper(sample_summary(records, charts))),
            "floor": seconds(lambda: bare_paper(document, pictures)),
            "setting": seconds(lambda: paper(document)),
            "docx": seconds(lambda: render(sample_summary(records, charts), PaperKind.DOCX)),
        }
        if office:
            times["office"] = seconds(by_office)
        for key, value in times.items() if turn else ():
            found[key].append(value)
print(json.dumps(found))
