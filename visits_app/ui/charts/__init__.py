"""Draws charts that are described as data; knows nothing of indicators."""
