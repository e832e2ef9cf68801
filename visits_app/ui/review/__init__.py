"""The life of one report at the window: its cards and its dialogs."""
