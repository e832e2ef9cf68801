"""Dialogs of the registers' page: seats, history, merging and splitting, forms."""
