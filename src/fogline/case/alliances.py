"""Who stands with whom, as far as the words between two names say.

"North Korean soldiers who joined their Russian allies" puts the two together; "Russian forces
trying to push back a Ukrainian offensive" sets them against each other. Only neighbouring names of
one sentence are looked at. It is a first guess, said in the draft's notes for a person to mend.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import pairwise

from fogline.claims.gazetteer import Gazetteer

__all__ = ["coalitions", "leanings"]

Pair = frozenset[str]

_AGAINST = re.compile(
    r"(?i)\b(?:against|invad\w*|invasion|fought|attack\w*|repel\w*|expel\w*|enemy|enemies|"
    r"war with|push(?:ed|ing)? back|push(?:ed|ing)? out|drive\w* out|offensive|hammered|"
    r"seiz\w*|retak\w*|recaptur\w*|incursion|shell(?:ed|ing)|bomb(?:ed|ing)|kill\w*)\b"
)
_WITH = re.compile(
    r"(?i)\b(?:all(?:y|ies|ied|iance)|alongside|bolster\w*|reinforc\w*|suppl(?:y|ies|ied|ying)|"
    r"treaty|joined|joining|side by side|on behalf of|fighting for|assist\w*|help\w*|support\w*|"
    r"back(?:ed|ing)|repay|partner\w*|sent|sends|send|provid\w*|deliver\w*|lent|for)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+")


def leanings(texts: Iterable[str], gazetteer: Gazetteer) -> Counter[Pair]:
    """For each pair of sides named side by side: how often with, less how often against."""
    found: Counter[Pair] = Counter()
    for text in texts:
        for sentence in _SENTENCE.finditer(text):
            words = sentence[0]
            named = [(start, end, hit.side) for start, end, hit in gazetteer.find(words)
                     if hit.side and hit.kind in ("side", "group")]  # fmt: skip
            for (_, end, one), (start, _, other) in pairwise(named):
                if one == other:
                    continue
                between = words[end:start]
                if _AGAINST.search(between):
                    found[frozenset((one, other))] -= 1
                elif _WITH.search(between):
                    found[frozenset((one, other))] += 1
    return found


def coalitions(sides: Collection[str], leaning: Counter[Pair]) -> dict[str, str]:
    """Each side's coalition, named by one of its members; sides that lean together share one."""
    leader = {side: side for side in sides}
    for pair, score in sorted(leaning.items(), key=lambda item: (-item[1], sorted(item[0]))):
        one, other = sorted(pair)
        if score <= 0 or one not in leader or other not in leader:
            continue
        first, second = leader[one], leader[other]
        apart = any(
            leaning[frozenset((a, b))] < 0
            for a in leader if leader[a] == first
            for b in leader if leader[b] == second
        )  # fmt: skip
        if not apart:
            leader = {side: first if own == second else own for side, own in leader.items()}
    return leader
