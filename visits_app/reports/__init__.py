"""Domain records into documents, documents onto paper."""
