"""Local web server: maps addresses to flow calls and pages. Not built yet (see README)."""
