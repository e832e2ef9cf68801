"""The views and dialogs of the meetings page."""
