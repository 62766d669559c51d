"""A sum of what was counted before it: "12 killed, 30 wounded; in all, 42"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.claims.binding import Binding
from fogline.claims.lexicon import lexicon
from fogline.claims.reading import Reading, SentenceReading

__all__ = ["total_of_losses"]

_TOTAL = re.compile(
    r"(?i)(?:\b(?:grand |overall |sum )?total(?:s|led|ling|ing)?(?: loss(?:es)?| casualties)?|\b(?:in|a total of) all|\ball told|\baltogether|\baggregate|\bmaking|\bor)"
    r"\s*(?:of|is|was|to|[,:;\u2013\u2014-])?\s*(?:in all |a total of |of )?(?:\w+\s){0,2}\Z"
)
_LOSSES = ("kill", "wound", "missing", "capture", "casualty")


def total_of_losses(
    reading: Reading, item: SentenceReading, binding: Binding, earlier: Sequence[Binding]
) -> None:
    """A bare total after several kinds of losses counts casualties; after one kind, that kind."""
    number = binding.number
    bare = binding.elided or binding.noun in ("", binding.anchor.lemma, "total", "man", "men")
    if number.form != "count" or number.value is None or not bare:
        return
    if _TOTAL.search(item.sentence.text[: number.start]) is None:
        return
    counted = [
        (b.action, b.number.value or 0.0)
        for b in earlier
        if b.dimension in ("force", "civilian") and b.action in _LOSSES
    ]
    if not counted:
        named = {"killed": "kill", "wounded": "wound", "missing": "missing", "captured": "capture", "casualties": "casualty"}  # fmt: skip
        counted = [
            (named[measure], c.value or 0.0)
            for c in reading.claims[-6:]
            if item.sentence.start - c.end <= 260
            and (measure := c.measure.removesuffix("_period")) in named
        ]
    if not counted or number.value < max(value for _, value in counted):
        return
    kinds = {action for action, _ in counted}
    binding.action = kinds.pop() if len(kinds) == 1 else "casualty"
    binding.dimension, binding.unit = "force", "persons"
    binding.measure = lexicon().measure("force", binding.action)
    if earlier:
        binding.side = binding.side or earlier[-1].side
