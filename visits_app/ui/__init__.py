"""The only Qt: shell, pages, fields, charts and jobs."""
