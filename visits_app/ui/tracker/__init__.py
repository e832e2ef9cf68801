"""The recommendation tracker at the window: its table, one recommendation, and its dialogs."""
