"""The local web app: maps addresses to ``flow`` calls and pages, and holds no logic of its own."""
