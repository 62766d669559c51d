"""Remembers reports, claims, judgements, runs, artefacts and results of tasks.

In one SQLite file, or in a PostgreSQL database that a team shares. The only SQL in the house.
Nothing is edited or deleted; commits are the caller's, through the one ``atomic()`` seam.
"""

from fogline.ledger.ledger import Ledger, default_path, default_place
from fogline.ledger.rows import Artefact, Judgement, Page, ReportRow, Run, Verdict

__all__ = [
    "Artefact",
    "Judgement",
    "Ledger",
    "Page",
    "ReportRow",
    "Run",
    "Verdict",
    "default_path",
    "default_place",
]
