"""Member Visits: what members saw, what was asked, and whether the measure moved."""

__version__ = "0.1.0"
