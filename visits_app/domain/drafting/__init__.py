"""Papers drafted from records: every sentence and row knows what it is drafted from."""
