"""Where the program finds what it ships, and where it keeps what its user makes.

The same module serves two layouts: the source tree, where ``resources/`` and ``forms/`` lie beside
the package, and the wheel, which carries both inside the package.
"""

import os
from pathlib import Path, PurePosixPath

HOME_VARIABLE = "MEMBER_VISITS_HOME"
STORE_NAME = "visits.mvstore"

_PACKAGE = Path(__file__).resolve().parent


def _shipped(folder: str) -> Path:
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def resource(name: str) -> Path:
    """Return the path of one shipped resource.

    ``name`` is relative to the resources folder with forward slashes, such as
    ``"style/window.qss"``. Raises ValueError when it would leave that folder. The file itself is
    not looked for, so that the caller's own error can say what it was needed for.
    """
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts:
        raise ValueError(f"not the name of a resource: {name!r}")
    return _shipped("resources").joinpath(*parts)


def forms_folder() -> Path:
    """Return the folder of the form files that come with the program."""
    return _shipped("forms")


def data_folder() -> Path:
    """Return the folder for the user's own data, without making it.

    The environment variable MEMBER_VISITS_HOME names another one, for tests and for a portable
    installation on a stick.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs  # here, because a start that is told its folder does not need it

    return Path(platformdirs.user_data_dir("Member Visits", appauthor=False, roaming=False))


def reading_folder() -> Path:
    """Return where papers lie that were opened in another program, until the window closes."""
    return data_folder() / "open papers"


def default_store() -> Path:
    """Return where the store is unless the user names another place."""
    return data_folder() / STORE_NAME
