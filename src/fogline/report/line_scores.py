"""How far a line's shape, place and company speak for page furniture: one number a paragraph.

Every page brings words of its own, so words alone do not carry over to the next one. What does: a
page's own lines are unfinished, hold no verb, are written in capitals or as titles, stand in runs
among others of the kind, outside the block of prose, and share few words with it. Each such sign
has a weight; their sum is a log-odds. It decides only about lines that no rule knows.

**Source:** a logistic regression on the lines of tests/passages/tune and tests/report/pages (and,
for little, the short sentences of tests/report/test_short_lines.py); ``benchmarks/line_scores.py``
fits it, prints the weights and what they do on pages left out (decisions/0077). The block of prose
is a maximum-sum segment, after J. Pasternack and D. Roth, Extracting article text from the web with
maximum subsequence segmentation, WWW 2009.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from fogline.report.paragraphs import TERMINAL, Paragraph

__all__ = [
    "LIMIT",
    "LIMIT_OF_LISTED",
    "WEIGHTS",
    "core_of",
    "counts",
    "counts_something",
    "furniture_odds",
    "line_signs",
    "stems_of",
]

LIMIT = 1.5
"""Log-odds from which a line goes; on pages left out of the fit, those of reports above it are
headings and rows above a list."""

LIMIT_OF_LISTED = 3.5
"""The same for items of a list, rows of a table, what has a time of day, and lines above such."""

WEIGHTS: dict[str, float] = {
    "always": -3.54,
    "length": 0.58,
    "unfinished": 1.85,
    "verb": -0.95,
    "titled": 2.34,
    "digits": -0.11,
    "address": 1.13,
    "reader": 1.03,
    "shared": -0.65,
    "below": 1.87,
    "run": 0.39,
    "company": 3.30,
    "before prose": -1.00,
    "before list": -2.26,
    "after prose": -1.21,
    "listed": -1.98,
    "speech": -1.19,
    "small": -0.38,
    "date": 1.60,
    "clock": -0.63,
    "long": -1.51,
    "alone": 0.13,
    "distance": -0.06,
}

_LOSS = 2
"""Words of prose that one line of another kind must be made up for by, within the core."""

_ENOUGH = 1500
"""Characters of a paragraph that are looked at."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|should|may|might|must|can|cannot"
    r"|did|does|do|don't|didn't|said|says|told|went|came|took|held|fell|lost|put|left|gave|made|saw"
    r"|got|began|fled|fought|broke|rose|stood|kept|found|sent|\w{2,}[^e\W]ed)\b",
    re.I,
)
_COMMON = frozenset(
    re.findall(
        r"\S+",
        """
    about above after again against along also although among another around because been before
    being below between both could does doing down during each every from further have having here
    hers herself himself into itself just like many more most much must near never next none only
    other ours over same several shall should since some such than that their them then there these
    they this those through under until upon very were what when where which while whom whose will
    with within without would your yours said says
    """,
    )
)
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|info|pdf|jpe?g|png)\b|<\w", re.I)
_READER = re.compile(r"\b(?:you|your|yours|our|us|my|me|please)\b", re.I)
_SPEECH = re.compile(
    r"\b(?:said|says|told|according|added|claimed|reported|stated|put|denied)\b|[\"\u201c\u201d]"
)
_CLOCK = re.compile(r"\W{0,3}\d{1,2}[:.h]\d{2}")
_TAKEN = frozenset({"furniture", "author", "date"})


def stems_of(words: str) -> set[str]:
    """The first six letters of every word that is long enough and not common."""
    return {
        word.lower()[:6]
        for word in _WORD.findall(words[:_ENOUGH])
        if len(word) > 3 and word.lower() not in _COMMON
    }


def core_of(paragraphs: list[Paragraph]) -> tuple[int, int]:
    """First and last but one index of the block in which the report stands.

    The run of paragraphs with the largest sum, prose counting its words (at most 40) and any other
    line -2; items of lists, counts and short sentences count nothing. (0, 0) where no prose is.
    """
    best, total, start = (0, 0, 0), 0, 0
    for index, paragraph in enumerate(paragraphs):
        if total <= 0:
            total, start = 0, index
        if paragraph.mark:
            total -= _LOSS
        elif paragraph.is_prose:
            total += min(paragraph.count, 40)
        elif not (
            paragraph.is_listed or TERMINAL.search(paragraph.words[-20:]) or counts(paragraph)
        ):
            total -= _LOSS
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]


def counts(paragraph: Paragraph) -> bool:
    """A number with what reports of war count, in a few words; or one of a list of the fallen."""
    words = paragraph.words
    if paragraph.count > 12:
        return False
    counted = any(c.isdigit() for c in words) and _COUNTED.search(words) is not None
    return counted or _RANK.match(words) is not None


def _runs(solid: list[bool]) -> list[int]:
    """How many lines stand together without prose between them, 0 for prose."""
    runs = [0] * len(solid)
    index = 0
    while index < len(solid):
        stop = index
        while stop < len(solid) and not solid[stop]:
            stop += 1
        runs[index:stop] = [stop - index] * (stop - index)
        index = max(stop, index + 1)
    return runs


def line_signs(
    paragraphs: list[Paragraph], core: tuple[int, int], *, only_open: bool = False
) -> list[dict[str, float]]:
    """The signs of every paragraph, once the rules have set their kinds; 0 to 1 or a logarithm.

    only_open    none but of unfinished lines that no rule has sorted: the others' are empty
    """
    first, stop = core
    solid = [
        p.is_prose and not p.kind and first <= index < stop for index, p in enumerate(paragraphs)
    ]
    rows = [p.is_listed and not p.kind for p in paragraphs]
    own = [stems_of(p.words) for p in paragraphs]
    said = Counter(stem for index, is_solid in enumerate(solid) if is_solid for stem in own[index])
    known = [p.kind in _TAKEN or p.mark not in {"", "label"} for p in paragraphs]
    runs = _runs(solid)
    found: list[dict[str, float]] = []
    for index, paragraph in enumerate(paragraphs):
        unfinished = not TERMINAL.search(paragraph.words[-20:])
        if only_open and (paragraph.kind or not unfinished):
            found.append({})
            continue
        words = paragraph.words[:_ENOUGH]
        tokens = words.split() or [words]  # control characters are spaces to ``split`` alone
        long = [word for word in _WORD.findall(words) if len(word) > 3]
        shared = sum(said[stem] > solid[index] for stem in own[index])
        near = known[max(0, index - 4) : index] + known[index + 1 : index + 5]
        outside = not first <= index < stop
        distance = min(abs(index - first), abs(index - stop + 1)) if outside else 0
        speaks = _SPEECH.search(words) is not None
        signs = {
            "always": 1,
            "length": math.log1p(len(tokens)),
            "unfinished": unfinished,
            "verb": _VERB.search(words) is not None,
            "titled": sum(word[0].isupper() for word in long) / len(long) if long else 0.5,
            "digits": sum(any(c.isdigit() for c in token) for token in tokens) / len(tokens),
            "address": _ADDRESS.search(words) is not None,
            "reader": _READER.search(words) is not None and not speaks,
            "shared": min(1.0, 1.5 * shared / max(2, len(own[index]))),
            "below": index >= stop,
            "run": math.log1p(runs[index]),
            "company": sum(near) / max(1, len(near)),
            "before prose": index + 1 < len(paragraphs) and solid[index + 1],
            "before list": index + 1 < len(paragraphs) and rows[index + 1],
            "after prose": index > 0 and solid[index - 1],
            "listed": paragraph.is_listed,
            "speech": speaks,
            "small": words[:1].islower(),
            "date": paragraph.is_date,
            "clock": _CLOCK.match(words) is not None,
            "long": len(tokens) >= 15,
            "alone": runs[index] == 1,
            "distance": math.log1p(distance),
        }
        found.append({name: float(value) for name, value in signs.items()})
    return found


_COUNTED = re.compile(
    r"\b(?:killed|dead|deaths?|died|wounded|injured|missing|captured|casualt\w+|losses|lost|prisoners?"
    r"|men|persons?|personnel|people|civilians|soldiers|troops|officers|fighters|sorties|shells|guns?"
    r"|tanks?|vehicles?|aircraft|planes?|helicopters?|drones|uavs?|missiles|rockets|howitzers"
    r"|trucks|carriers|systems|burnt|destroyed|damaged|shot down|strength|battalions|brigades"
    r"|divisions)\b",
    re.I,
)
_RANK = re.compile(
    r"(?:(?:Second |2nd )?Lieut|Lt|Capt|Maj|Col|Cpl|Corp|Sgt|Sergt|Pte|Pvt|Gnr|Spr|L[/-]?Cpl)\b"
    r"\.? [A-Z]"
)
_NUMBER_ALONE = re.compile(r"[~\u2248<>+]?\s?\d[\d,. ]*[+%]?(?:\s?[-\u2013]\s?\d[\d,. ]*)?")


def _attached(paragraphs: list[Paragraph], core: tuple[int, int]) -> list[bool]:
    """Whether no known furniture lies between a line and the core."""
    found = [False] * len(paragraphs)
    for steps in (range(core[0], len(paragraphs)), range(core[1] - 1, -1, -1)):
        for index in steps:
            if paragraphs[index].kind in _TAKEN and not core[0] <= index < core[1]:
                break
            found[index] = True
    return found


def counts_something(paragraphs: list[Paragraph], core: tuple[int, int]) -> list[bool]:
    """Whether each line is a count of a list or table without bullets, pasted under the prose.

    A number with what reports of war count, or rows whose numbers stand on lines of their own;
    inside the core, or next to it with no furniture between. Facts stand there: no score may take
    them.
    """
    attached = _attached(paragraphs, core)
    is_open = [not (p.kind or p.is_date or TERMINAL.search(p.words[-20:])) for p in paragraphs]
    found = [attached[n] and is_open[n] and counts(p) for n, p in enumerate(paragraphs)]
    index = 0
    while index < len(paragraphs):
        stop = index
        while stop < len(paragraphs) and is_open[stop] and attached[stop]:
            stop += 1
        run = paragraphs[index:stop]
        alone = {n for n, p in enumerate(run, index) if _NUMBER_ALONE.fullmatch(p.words)}
        names = {n - 1 for n in alone if n > index}
        if len(alone) >= 2 and any(_COUNTED.search(paragraphs[n].words) for n in names - alone):
            for n in alone | names:
                found[n] = True
        index = max(stop, index + 1)
    return found


def furniture_odds(paragraphs: list[Paragraph], core: tuple[int, int]) -> list[float]:
    """Log-odds (natural) that each unfinished line left by the rules is furniture; see ``LIMIT``.

    0 for any other paragraph.
    """
    return [
        sum(WEIGHTS.get(name, 0.0) * value for name, value in signs.items())
        for signs in line_signs(paragraphs, core, only_open=True)
    ]
