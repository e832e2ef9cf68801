"""The window on the example store, with the page of indicators and one of them open."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from memory import peak_mb
from PySide6.QtWidgets import QApplication
from windows import open_window, settle

from visits_app.services.indicators import overview

app = QApplication(sys.argv[:1])
desktop = open_window(app, Path(sys.argv[1]))
settle(desktop)
desktop.window.go("indicators", {})
settle(desktop)
with_figures = max(overview(desktop.context.space.store), key=lambda line: len(line.values))
desktop.window.go("indicator", {"indicator_id": with_figures.indicator.id})
settle(desktop)
desktop.window.grab()
app.processEvents()
print(json.dumps({"peak": peak_mb()}), flush=True)
desktop.window.close()
