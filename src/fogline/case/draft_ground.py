"""Drafting a salient: whose ground it is, who took it, how large, since when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from fogline.case.case import Guess, Sector
from fogline.case.draft_parts import Reasons, Told, number_of, order_of
from fogline.case.origins import has_time
from fogline.claims import Claim
from fogline.claims.gazetteer import Gazetteer
from fogline.ground.days import show_date

__all__ = ["draft_salient"]


def draft_salient(
    told: Told,
    gazetteer: Gazetteer,
    leaning: Counter[frozenset[str]],
    why: Reasons,
    acting: Collection[str] = (),
) -> Sector:
    """The ground the area claims speak of: whose it is, who took it, how large, since when.

    acting   the sides that any claim is about, whether or not their forces are counted
    """
    intruder, holder = _taker_and_owner(told.ground, list(told.people), gazetteer, leaning)
    known = intruder or holder
    if known and not (intruder and holder):
        other = _opponent(known, set(told.people), set(acting) - _BLOCS, leaning)
        intruder, holder = (intruder, other) if intruder else (other, holder)
    sizes = [n for claim in told.ground if claim.unit != "share" and (n := number_of(claim))]
    reach = (
        Guess(median=order_of(sizes), factor=5, source="order of magnitude of the areas said")
        if sizes
        else Guess(median=500, factor=6, source="Chosen by us: tens to thousands of km2")
    )
    entities = dict.fromkeys(claim.subject.entity for claim in told.ground)
    taken = [item for item in told.ground if item.measure in ("area_taken_km2", "area_peak_km2")]
    opened = _opened(taken, told, intruder)
    sides = gazetteer.side_names
    own = (holder, intruder)
    aliases = tuple(name for name in entities if name and (name in own or name not in sides))

    def shown(side: str) -> str:
        return gazetteer.side_names.get(side, side.replace("_", " ")) or "somebody"

    why.say(
        "sectors salient",
        f"The areas are one salient: ground of {shown(holder)} taken by {shown(intruder)}, opened "
        f"on {show_date(opened)} as far as the words tell; its size is free around "
        f"{reach.median:,.0f} km2.",
        told.ground,
    )
    for side, words in ((holder, "whose ground it is"), (intruder, "who took it")):
        if not side:
            why.say(
                "sectors salient",
                f"The reports do not say {words}: write it in case.toml; until then ground and "
                "forces are modelled apart.",
            )
    return Sector(
        id="salient", name="the ground taken", kind="salient", intruder=intruder, holder=holder,
        opened=opened, reach_km2=reach, aliases=aliases,
    )  # fmt: skip


_GROUND_WORDS = re.compile(r"(?i)\b(?:territor\w*|soil|land|ground|region|oblast|province|area)\b")
_POINTING = frozenset({"", "that", "it", "this", "half", "which", "what", "them", "those"})


def _taker_and_owner(
    ground: Sequence[Claim],
    forces: Collection[str],
    gazetteer: Gazetteer,
    leaning: Counter[frozenset[str]],
) -> tuple[str, str]:
    """Who took the ground and whose it is; "" where the words do not tell.

    forces   the sides whose forces are counted

    "Russian territory" names the owner; who retakes is the owner; who takes or holds is the taker.
    """
    takers: Counter[str] = Counter()
    owners: Counter[str] = Counter()
    for claim in ground:
        words, entity = claim.subject.words, claim.subject.entity
        doers = owners if claim.measure in ("area_retaken_km2", "area_retaken_share") else takers
        if entity in gazetteer.side_names and words.lower() not in _POINTING:
            (owners if _GROUND_WORDS.search(words) else doers)[entity] += 2
        owner = _owner_named(claim, gazetteer)
        if owner:
            owners[owner] += 3
        if doer := _doer_named(claim, gazetteer, owner):
            doers[doer] += 1
    holder = max(owners, key=lambda side: owners[side] - takers[side], default="")
    rivals = [side for side, _ in takers.most_common() if side != holder]
    rivals += [side for side, _ in owners.most_common() if side not in (holder, *rivals)]
    rivals += sorted(
        side for pair, score in leaning.items() if score < 0 and holder in pair
        for side in pair if side in forces and side not in (holder, *rivals)
    )  # fmt: skip
    # who only speaks of the ground did not take it: a side whose force is counted comes first
    counted = [side for side in rivals if side in forces]
    against = [side for side in counted or rivals if leaning[frozenset((side, holder))] < 0]
    intruder = next(iter(against or counted or rivals), "")
    return intruder, holder


_BLOCS = frozenset({"nato", "un", "eu", "civilians", ""})


def _opponent(
    side: str, forces: Collection[str], acting: Collection[str], leaning: Counter[frozenset[str]]
) -> str:
    """Whom the words set against a side: the one most against it, else the one other force.

    "" where two are as much against it, or several forces are counted and none is.
    """
    against = sorted(
        (score, other)
        for pair, score in leaning.items()
        if score < 0 and side in pair
        for other in pair
        if other != side and other in acting
    )
    if against and (len(against) == 1 or against[0][0] < against[1][0]):
        return against[0][1]
    others = [each for each in forces if each != side]
    return others[0] if len(others) == 1 else ""


def _owner_named(claim: Claim, gazetteer: Gazetteer) -> str:
    """The side in "Russian territory", "land of Spain"; "" when no words say it."""
    text = claim.sentence or claim.words
    for start, end, hit in gazetteer.find(text):
        after, before = text[end : end + 24], text[max(start - 24, 0) : start]
        if hit.side and (
            re.match(r"(?i)(?:['’]s)?\s+(?:\w+\s+)?(?:territor|soil|land\b|ground\b)", after)
            or re.search(
                r"(?i)\b(?:territory|soil|land|ground)\s+(?:of|in)\s+(?:the\s+)?\Z", before
            )
        ):
            return hit.side
    return ""


def _doer_named(claim: Claim, gazetteer: Gazetteer, owner: str) -> str:
    """The side named last before the number, else first in the sentence; speakers passed over."""
    text = claim.sentence or claim.words
    named = [(start, hit.side) for start, _, hit in gazetteer.find(text)
             if hit.side and hit.kind in ("side", "group")]  # fmt: skip
    if owner:
        named = [(start, side) for start, side in named if side != owner] or named
    others = [(start, side) for start, side in named if side not in claim.voice.side.split(",")]
    named = others or named
    at = claim.start - claim.sentence_start if claim.sentence_start >= 0 else len(text)
    before = [side for start, side in named if start < at]
    if before and claim.sentence_start >= 0:
        return before[-1]
    return named[0][1] if named else ""


def _opened(taken: Sequence[Claim], told: Told, intruder: str) -> date:
    """The day the ground began to be taken: the middle of the narrowest words on it.

    "Last summer" is a season: an opening in its middle lets the ground be there at its end. An
    offensive of the intruder inside that time, said more closely, tells more.
    """
    windows = [
        (claim.held.from_, claim.held.until)
        for claim in taken
        if has_time(claim) and claim.held.from_ and claim.held.until
    ]
    own = [claim for claim in told.offensives if claim.subject.entity == intruder]
    begun = [claim.held.from_ for claim in own if claim.held.from_ and has_time(claim)]
    if not windows:
        return max(told.start, min(begun, default=told.start))
    first, last = min(windows)
    spoken = [claim.held.from_ for claim in told.ground if claim.held.from_ and has_time(claim)]
    if min(spoken, default=first) < first:
        return max(told.start, min(spoken))  # ground is spoken of before this part of it was taken
    for claim in told.offensives:
        held = claim.held
        if claim.subject.entity == intruder and has_time(claim) and held.from_ and held.until:
            inside = first <= held.from_ and held.until <= last
            if inside and held.until - held.from_ < last - first:
                first, last = held.from_, held.until
    return max(told.start, first + timedelta(days=(last - first).days // 2))
