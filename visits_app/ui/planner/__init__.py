"""The planner: its grid, the visits of a cell, and the dialogs that plan and tell."""
