"""The shared language: frozen records and pure rules, importing nothing of ours."""
