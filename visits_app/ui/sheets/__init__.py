"""Sheets at the window: saving one to be sent, taking one in that came back."""
