"""What the figures of a chart amount to: two chips, and the reasons behind them on demand."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.charts import Chart, Verdict
from visits_app.domain.figures import day_in_words
from visits_app.presenters.judgement_icons import assurance_icon, variation_icon
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

_TONES = {"muted": "plain", "text": "plain"}


class VerdictRow(QWidget):
    """Variation and assurance as icon and word, and the button that says why."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self.variation = Chip("")
        self.assurance = Chip("")
        self.why_button = Button(
            "Why",
            "inline",
            icon_name="help",
            tooltip="Why the figures are read this way, and how (W)",
            clicked=self.explain,
        )
        row = FlowLayout(self, theme().px(SPACE_S))
        for widget in (self.variation, self.assurance, self.why_button):
            row.addWidget(widget)
        self.key = QShortcut(QKeySequence("W"), self, self.explain)

    def show_chart(self, chart: Chart) -> None:
        """Show what the limits say of another chart."""
        self._chart = chart
        verdict = chart.verdict
        self.setVisible(verdict is not None)
        self.key.setEnabled(verdict is not None)
        if verdict is None:
            return
        icon, tone = variation_icon(verdict.variation, verdict.cause)
        self.variation.show_status(verdict.variation_words, _TONES.get(tone, tone), icon)
        icon, tone = assurance_icon(verdict.assurance)
        self.assurance.show_status(verdict.assurance_words, _TONES.get(tone, tone), icon)
        self.assurance.setVisible(bool(verdict.assurance_words))

    def explain(self) -> None:
        """Open the reasons."""
        if self._chart is not None and self._chart.verdict is not None:
            WhyDialog(self._chart, self.window()).open()


class WhyDialog(QDialog):
    """The judgement with its reasons, then the rules; Esc closes."""

    def __init__(self, chart: Chart, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Why")
        size_dialog(self, 640, 620)
        assert chart.verdict is not None
        column = QWidget()
        lines = QVBoxLayout(column)
        edge = theme().px(SPACE_S)
        lines.setContentsMargins(edge, edge, edge, edge)
        lines.setSpacing(theme().px(SPACE_XS))
        for heading, texts in _reasons(chart, chart.verdict):
            if lines.count():
                lines.addSpacing(theme().px(SPACE_M))
            lines.addWidget(words(heading, "strong"))
            for text in texts:
                lines.addWidget(words(text, selectable=True))
        lines.addStretch(1)
        area = scrolled(column, reading=True)
        area.setAccessibleName("Why, and how it is judged")
        self.close_button = Button("Close", "primary", clicked=self.accept)
        self.close_button.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(words(chart.title, "title"))
        outer.addWidget(area, 1)
        outer.addLayout(row)
        area.setFocus(Qt.FocusReason.OtherFocusReason)


def _reasons(chart: Chart, verdict: Verdict) -> list[tuple[str, list[str]]]:
    """Return headings with what stands under each; a heading without words is left out."""
    rebases = [
        f"Average and usual range begin anew on {day_in_words(mark.on)}: {mark.reason}"
        for mark in chart.rebases
    ]
    found = [
        (
            f"The newest figures: {_lower(verdict.variation_words)}",
            [verdict.sentence, "" if verdict.why in verdict.sentence else f"{verdict.why}."],
        ),
        (
            f"The target: {_lower(verdict.assurance_words)}",
            [verdict.target_why],
        ),
        ("What is usual", [f"{verdict.usual}." if verdict.usual else "", *rebases]),
        ("How figures are judged", list(verdict.method)),
    ]
    told = [(heading, [text for text in texts if text]) for heading, texts in found]
    return [(heading, texts) for heading, texts in told if texts]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
