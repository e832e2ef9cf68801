"""One function per user action; each owns its transaction."""
