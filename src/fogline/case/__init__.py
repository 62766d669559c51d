"""States the question: sides, formations, sectors, stocks, events, observables, and which claims
are evidence for which. Holds no fitted numbers."""

from fogline.case.case import (
    Case,
    Event,
    Formation,
    Guess,
    Observable,
    Sector,
    Side,
    Source,
    Stock,
    Switch,
)
from fogline.case.evidence import Evidence, Term

__all__ = [
    "Case",
    "Event",
    "Evidence",
    "Formation",
    "Guess",
    "Observable",
    "Sector",
    "Side",
    "Source",
    "Stock",
    "Switch",
    "Term",
]
