"""The steps of an import of figures, each a widget of its own."""
