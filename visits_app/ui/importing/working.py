"""What is shown while a file is read, compared or taken: how far it is, and a way to stop."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from visits_app.ui.importing.session import Working
from visits_app.ui.theme import SPACE_M, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

_LOOK_MS = 80
_STEPS = 1000


class WorkingView(QWidget):
    """A bar, a sentence and Cancel; looks at the work instead of being told by it."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._working: Working | None = None
        self._what = words("", "lead")
        self._what.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._far = words("", "muted")
        self._far.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme().px(420))
        self.bar.setAccessibleName("How far it is")
        self.cancel_button = Button("Cancel", tooltip="Stop; nothing is changed (Esc)")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addStretch(1)
        layout.addWidget(self._what)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._far)
        layout.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._show_far)
        self.cancel_button.clicked.connect(self.stop_wanted)

    def show_working(self, working: Working | None) -> None:
        """Show what is under way; None stops looking."""
        self._working = working
        if working is None:
            self._look.stop()
            return
        stopping = working.stop.is_set()
        self._what.setText("Stopping…" if stopping else working.words)
        self.cancel_button.setVisible(working.can_stop)
        self.cancel_button.setEnabled(not stopping)
        self._look.start()
        self._show_far()

    def _show_far(self) -> None:
        if self._working is None:
            return
        done, total = self._working.far
        # without a total the bar only says that something goes on
        self.bar.setRange(0, _STEPS if total else 0)
        if total:
            self.bar.setValue(round(_STEPS * min(done / total, 1)))
            self._far.setText(f"{100 * min(done, total) // total} %")
        else:
            self._far.setText("")
