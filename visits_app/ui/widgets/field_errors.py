"""What is wrong with the fields of a small dialog, said under each of them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from visits_app.ui.theme import theme
from visits_app.ui.widgets.words import set_role


def show_field_errors(
    editors: Mapping[str, QWidget],
    errors: Mapping[str, QLabel],
    faults: Mapping[str, str],
    area: QScrollArea,
) -> None:
    """Say each fault under its field, take away those mended, and go to the first.

    All three go by the name of a field; `faults` has one of `editors` at least.
    """
    for key, editor in editors.items():
        what = faults.get(key, "")
        errors[key].setText(f"Error: {what}" if what else "")
        errors[key].setVisible(bool(what))
        set_role(editor, "state", "error" if what else "")
        editor.setAccessibleDescription(errors[key].text())
    first = next(editor for key, editor in editors.items() if key in faults)
    first.setFocus()
    # once the errors have their room
    QTimer.singleShot(0, area, partial(area.ensureWidgetVisible, first, 0, theme().px(60)))
