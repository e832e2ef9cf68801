"""What is told of an error nobody foresaw, in the window and on the command line alike."""

import platform
import traceback

from visits_app import __version__


def crash_report(error: BaseException, *parts: str) -> str:
    """Return what happened and where in the program, without messages or values.

    An exception's message may quote an answer, so only its type is told, with the places in the
    program it passed through. `parts` name further parts and versions, such as "Qt 6.11".
    """
    system = ", ".join([f"Python {platform.python_version()}", *parts, platform.platform()])
    lines = [f"Member Visits {__version__}", system, ""]
    seen: BaseException | None = error
    told: set[int] = set()
    while seen is not None and id(seen) not in told:
        if told:
            lines.append("caused by")
        told.add(id(seen))
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            place = frame.filename.replace("\\", "/").split("/")
            lines.append(f"  {'/'.join(place[-3:])}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)
