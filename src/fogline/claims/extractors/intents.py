from __future__ import annotations
from collections.abc import Iterable
from fogline.claims.reading import Draft, Reading, SentenceReading
def intents(reading: Reading, item: SentenceReading) -> Iterable[Draft]:
    return ()
