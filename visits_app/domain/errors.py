"""What can go wrong, each as a sentence the person at the desk can act on."""

from dataclasses import dataclass


class VisitsError(Exception):
    """A fault with a sentence for the user; `str(error)` is that sentence."""


# --- the store -----------------------------------------------------------------------------


class StoreError(VisitsError):
    """The store cannot be opened, read or written."""


class StoreMissing(StoreError):
    """No store where one was expected."""


class NotAStore(StoreError):
    """The file is not one of our stores."""


class WrongKey(StoreError):
    """The key does not open this store."""


class DamagedStore(StoreError):
    """The file was a store and is now damaged or cut short."""


class NewerStore(StoreError):
    """The store was written by a newer version of the program."""


class ReadOnlyStore(StoreError):
    """The store or its folder cannot be written to."""


class StoreGone(StoreError):
    """The folder of the store disappeared while it was open."""


class DiskFull(StoreError):
    """There is no room left to save."""


class StoreInUse(StoreError):
    """Another window or another person has this store open."""


class KeyUnavailable(StoreError):
    """The key of this store cannot be had from the keyring or its file."""


# --- records -------------------------------------------------------------------------------


class UnknownRecord(VisitsError):
    """Something refers to a record that is not in this store."""


class SealedVisit(VisitsError):
    """A submitted visit cannot be edited or deleted; corrections are amendments."""


class AmendmentRefused(VisitsError):
    """A correction without a reason, or without any change."""


class AlreadyLinked(VisitsError):
    """A visit or finding that is tied to this recommendation in this way already."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: `where` names the question, cell or line, `what` says it in words."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class FaultsError(VisitsError):
    """Everything that is wrong, all at once."""

    def __init__(self, sentence: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(sentence)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join([str(self.args[0]), *(f"• {fault}" for fault in self.faults)])


class IncompleteVisit(FaultsError):
    """A visit that cannot be submitted yet; each fault's `where` is a question id."""


class FormRefused(FaultsError):
    """A form file that cannot be used."""


class ExampleRefused(FaultsError):
    """An example council file that cannot be used."""


class CatalogueRefused(FaultsError):
    """A catalogue of indicators that cannot be used."""


class FiguresRefused(FaultsError):
    """Figures that no limits can be worked out for; each fault's `where` is a date or a line."""


# --- paper ---------------------------------------------------------------------------------


class ExportError(VisitsError):
    """A document cannot be made, saved or printed."""


class MissingGlyph(ExportError):
    """The paper font has no sign for a character in the text."""


class MissingFont(ExportError):
    """A font file of the program is not there or not readable."""


class PrinterMissing(ExportError):
    """There is no printer, or not the one that was chosen."""


# --- figures -------------------------------------------------------------------------------


class Cancelled(VisitsError):
    """Work that was stopped on request; nothing of it was kept."""


class SpreadsheetRefused(VisitsError):
    """A spreadsheet from which nothing can be read, and what to do about it."""


class ImportOutdated(VisitsError):
    """The file or the store is not what it was when the dry run was made."""


class ImportUndone(VisitsError):
    """The import was undone already."""


class PaperOutdated(VisitsError):
    """A paper that tells the public of something that was restricted since it was drafted."""


class PaperChangedSince(VisitsError):
    """A part of a paper that was changed again after what is to be undone."""


class UnknownPaperKind(ExportError):
    """A file's ending that names no kind of paper, or not one that this paper is made as."""


class UndecidedPassages(FaultsError):
    """A text that may identify somebody; each fault's `where` is the place in the form."""


# --- the life of a report ------------------------------------------------------------------


class StepRefused(FaultsError):
    """A step in the life of a report that cannot be taken now; each fault says what is wanting."""


class UndoRefused(VisitsError):
    """A step that cannot be taken back, and why."""
