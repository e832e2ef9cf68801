"""Undo from the message bar, which may be pressed long after its dialog is closed."""

from collections.abc import Callable
from functools import partial

from visits_app.domain.errors import VisitsError
from visits_app.ui.context import Context


def undo(context: Context, work: Callable[[], object], told: str, kind: str, id: str = "") -> None:
    """Do `work` off the window's thread, say `told`, and tell the pages of the change."""
    done = partial(_done, context, told, kind, id)
    context.jobs.run(context, work, done, partial(failed, context))


def _done(context: Context, told: str, kind: str, id: str, _nothing: object) -> None:
    context.say(told)
    context.tell(kind, id)


def failed(context: Context, error: Exception) -> None:
    """Say in the message bar what went wrong; a fault of ours goes to the crash dialog."""
    if isinstance(error, VisitsError):
        context.say(str(error), "error")
    else:
        context.jobs.crashed.emit(error)
