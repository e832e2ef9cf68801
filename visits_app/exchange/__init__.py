"""Sealed packs between laptops (comes with the work on trust)."""
