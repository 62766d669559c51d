"""The extractors, one topic a file: each looks at a sentence and drafts claims.

An extractor is a function of the reading and one of its sentences. Adding one: a module here, a
line in ``EXTRACTORS``, passages that must and must not yield claims in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fogline.claims.extractors.exchanges import exchanges
from fogline.claims.extractors.intents import intents
from fogline.claims.extractors.qualities import qualities
from fogline.claims.extractors.quantities import quantities
from fogline.claims.extractors.statuses import statuses
from fogline.claims.reading import Draft, Reading, SentenceReading

__all__ = ["EXTRACTORS", "Extractor"]

Extractor = Callable[[Reading, SentenceReading], Iterable[Draft]]

EXTRACTORS: dict[str, Extractor] = {
    "quantities": quantities,
    "statuses": statuses,
    "qualities": qualities,
    "intents": intents,
    "exchanges": exchanges,
}
