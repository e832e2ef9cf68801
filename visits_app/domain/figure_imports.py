"""An import of figures: which file, who, when, and what it did; the words of its dry run."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FigureImport:
    """One import that was carried out; `undone_at` None while it stands."""

    id: str
    at: datetime
    by: str
    file_name: str
    sha256: str
    sheet: str
    new: int
    revised: int
    unchanged: int
    refused: int
    undone_at: datetime | None = None
    undone_by: str = ""
