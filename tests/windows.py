"""The window driven without a person, as the demo does it."""

from visits_app.ui.driving import make_store, open_window, settle, wait_for

__all__ = ["make_store", "open_window", "settle", "wait_for"]
