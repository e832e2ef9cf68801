"""The one door to ReportLab, guarded: importing it must not run a stranger's file.

ReportLab executes `reportlab_settings` from the module path or `~/.reportlab_settings` when it is
first imported. Empty modules under those names make it find nothing to run.
"""

import sys
import threading
from types import ModuleType

_SETTINGS = ("reportlab_settings", "reportlab.local_rl_settings", "reportlab.local_rl_mods")


def _import_guarded() -> None:
    added = [name for name in _SETTINGS if name not in sys.modules]
    for name in added:
        sys.modules[name] = ModuleType(name)
    try:
        import reportlab.rl_config  # noqa: F401
    finally:
        for name in added:
            sys.modules.pop(name, None)


_import_guarded()

from reportlab import rl_config  # noqa: E402
from reportlab.pdfbase import pdfdoc, pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFError, TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

# Streams as plain deflate: the ASCII armour ReportLab adds costs a quarter of the size and time.
rl_config.useA85 = 0

PAPER_LOCK = threading.Lock()
"""ReportLab keeps its fonts and settings in the process: one paper at a time."""

__all__ = ["PAPER_LOCK", "Canvas", "TTFError", "TTFont", "pdfdoc", "pdfmetrics", "rl_config"]
