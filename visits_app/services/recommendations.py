"""Recommendations: adding, responses, progress updates, and what a meeting accepts."""

from visits_app.services.tracker_lines import tracker_line, tracker_lines, tracker_list

__all__ = ["tracker_line", "tracker_lines", "tracker_list"]
