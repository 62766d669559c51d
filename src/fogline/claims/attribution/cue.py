"""One cue by which somebody is said to have said something, with its speaker and scope."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Attribution"]


@dataclass(slots=True)
class Attribution:
    """One cue with its speaker and scope, all offsets absolute in the report.

    speaker        span of the speaker's words, (-1, -1) when none is written
    scope          token indices covered
    kind           verb, according, citing, attitude, passive, quote, adverb, figures (whose they are)
    outlet         span of whom it was told to ("told Reuters"), (-1, -1) otherwise
    """

    cue_start: int
    cue_end: int
    verb: str
    lemma: str
    speaker: tuple[int, int]
    scope: frozenset[int]
    kind: str
    negated: bool = False
    outlet: tuple[int, int] = (-1, -1)
    head: int = -1
    extra: dict[str, str] = field(default_factory=dict)
