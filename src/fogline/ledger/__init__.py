"""Remembers reports, claims, judgements and named artefacts in one SQLite file.

The only SQL in the house. Nothing is edited or deleted; commits are the caller's, through the one
``atomic()`` seam.
"""

from fogline.ledger.ledger import Ledger, default_path
from fogline.ledger.rows import Artefact, Judgement, Run, Verdict

__all__ = ["Artefact", "Judgement", "Ledger", "Run", "Verdict", "default_path"]
