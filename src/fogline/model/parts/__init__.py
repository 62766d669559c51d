"""The parts of a campaign: formations, a salient, a front, a stock of munitions."""

from fogline.model.parts.counted import declare_counts, declare_tally
from fogline.model.parts.decisions import declare_alliance
from fogline.model.parts.formation import declare_formation
from fogline.model.parts.front import declare_front
from fogline.model.parts.law import declare_law, meets_enemies, presser
from fogline.model.parts.quality import declare_quality
from fogline.model.parts.salient import declare_salient
from fogline.model.parts.stock import declare_stock

__all__ = [
    "declare_alliance",
    "declare_counts",
    "declare_formation",
    "declare_front",
    "declare_law",
    "declare_quality",
    "declare_salient",
    "declare_stock",
    "declare_tally",
    "meets_enemies",
    "presser",
]
