"""Remembers reports, claims, judgements and named artefacts in one SQLite file."""
