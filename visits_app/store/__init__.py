"""The only SQL: one encrypted SQLite file, its tables, and rows turned into domain records."""
