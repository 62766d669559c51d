"""Slow plain twins of every law, written from docs/theory/laws/ and not from the code."""
