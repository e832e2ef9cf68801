"""The one door a compiled paper leaves by: its words are looked through first."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from visits_app.domain.privacy.decisions import Place
from visits_app.presenters.paper_desk import LeavingText
from visits_app.ui.context import Context
from visits_app.ui.privacy_dialog import ask_before_leaving


def before_leaving(
    parent: QWidget,
    context: Context,
    paper_id: str,
    texts: Sequence[LeavingText],
    on_cleared: Callable[[], None],
) -> None:
    """Call `on_cleared` once nothing in `texts` that may identify somebody is undecided.

    What was kept with a reason in a report is kept where the paper repeats its sentence.
    """
    places = [Place(one.where, f"paper/{paper_id}/{one.key}", one.text) for one in texts]
    ask_before_leaving(parent, context, places, on_cleared)
