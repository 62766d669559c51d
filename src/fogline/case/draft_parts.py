"""Drafting the parts of a case: formations and a stock of shells; each choice is noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, floor, log10
from statistics import median

from fogline.case.case import Formation, Guess, Stock, Switch
from fogline.case.origins import has_time
from fogline.claims import Claim
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.measures import MEASURES
from fogline.ground.days import show_date
from fogline.ground.units import UNITS, convert

__all__ = [
    "Reasons",
    "Told",
    "draft_formation",
    "draft_stock",
    "number_of",
    "order_of",
    "said_of_losses",
]

WIDE = 8.0
"""90 % factor around an order of magnitude taken from the claims.

Source: chosen by us; nearly a power of ten each way, so that the order alone is borrowed.
"""

USUAL_LOSSES, LOSSES_FACTOR = 0.004, 6.0
"""Daily losses of a force in the line, and the 90 % factor around them.

Source: daily casualty rates of divisions in 20th-century combat (Dupuy, Attrition, 1990).
"""

_STRENGTHS = ("deployed", "present", "in_combat", "in_reserve", "en_route", "reinforcement")
_LOSSES_OVER_STRENGTH = 0.1
"""Losses as a share of strength where only losses are said. Source: chosen by us, factor WIDE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Claims that speak of something a model holds, by what they speak of."""

    people: dict[str, list[Claim]]
    postures: dict[str, list[Claim]]
    ground: list[Claim]
    munitions: list[Claim]
    offensives: list[Claim]
    start: date
    cut_off: date

    def all(self) -> list[Claim]:
        """All of them."""
        persons = [claim for some in self.people.values() for claim in some]
        dated = [claim for some in self.postures.values() for claim in some]
        return [*persons, *dated, *self.ground, *self.munitions]


class Reasons:
    """Why the draft is as it is: sentences for the case's notes, words of claims for its text.

    notes   every choice as a sentence, in the order made
    about   key of case.toml, or "table id", to the lines of comment that stand above it
    """

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.about: dict[str, list[str]] = {}

    def say(self, about: str, sentence: str, claims: Sequence[Claim] = ()) -> None:
        """A choice, what it is about, and the claims it was made from."""
        self.notes.append(sentence)
        lines = self.about.setdefault(about, [])
        lines.append(sentence)
        for claim in claims[:MOST_QUOTED]:
            said = claim.voice.words or "the report itself"
            lines.append(f'- "{_short(claim.words)}" ({_short(said)})')
        if len(claims) > MOST_QUOTED:
            lines.append(f"- and {len(claims) - MOST_QUOTED} more in claims.csv")


MOST_QUOTED = 6
"""Claims quoted in a comment. Source: chosen by us."""


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 70 else f"{plain[:67]}..."


def number_of(claim: Claim) -> float | None:
    """The claim's number in its measure's unit; None when the dimensions differ."""
    said = [number for number in (claim.value, claim.low, claim.high) if number is not None]
    target = MEASURES[claim.measure].unit
    if not said or claim.unit not in UNITS or target not in UNITS:
        return None
    if UNITS[claim.unit].dimension != UNITS[target].dimension:
        return None
    number = convert(said[0], claim.unit, target)
    return number if number > 0 else None


def order_of(numbers: Sequence[float]) -> float:
    """The order of magnitude of some numbers: 1, 3, 10, 30, ... nearest their median."""
    half_steps = round(2 * log10(median(numbers)))
    return float(10 ** floor(half_steps / 2) * (3 if half_steps % 2 else 1))


def _between(first: date, last: date, told: Told) -> tuple[date, date]:
    """Two days inside the window, the first not after the last, a week apart at least."""
    first = max(first, told.start)
    last = min(max(last, first + timedelta(days=7)), told.cut_off)
    return min(first, last - timedelta(days=7)), last


def draft_formation(
    entity: str,
    counts: Sequence[Claim],
    postures: Sequence[Claim],
    told: Told,
    gazetteer: Gazetteer,
    why: Reasons,
) -> Formation:
    """A side's force: its strength from the order of the numbers said, its postures from words."""
    side_name = gazetteer.side_names.get(entity, entity.replace("_", " "))
    demonym = next((word for word, side in gazetteer.demonyms.items() if side == entity), "")
    name = f"the {demonym or side_name.removeprefix('the ')} force"
    begin = name[:1].upper() + name[1:]
    strength, words = _strength(counts, side_name)
    arrival = _arrival([*counts, *postures], told)
    switches = _switches(postures, arrival, told, strength.median)
    losses = any(MEASURES[claim.measure].group in ("casualties", "killed") for claim in counts)
    long = (told.cut_off - told.start).days > 60
    if arrival:
        why.say(
            f"formations {entity}",
            f"{begin} arrives in one wave between {show_date(arrival[0])} and "
            f"{show_date(arrival[1])}, as the words on its arrival allow; {words}.",
            counts,
        )
    else:
        kept = "kept near its first strength by newcomers" if long and losses else "there"
        why.say(f"formations {entity}", f"{begin} is {kept} from the start; {words}.", counts)
    for switch in switches:
        posture = "goes on the line" if switch.to == "line" else "comes off the line"
        why.say(
            f"formations {entity}",
            f"{begin} {posture} on an unknown day from {show_date(switch.first)} to "
            f"{show_date(switch.last)}.",
            [claim for claim in postures if claim.measure in _SWITCHING[switch.to]],
        )
    return Formation(
        id=entity,
        name=name,
        side=entity,
        sector="",
        initial=None if arrival else strength,
        arriving=strength if arrival else None,
        arrival=arrival,
        transit_days=Guess(median=10, factor=3, source="Chosen by us: days to weeks by rail")
        if arrival
        else None,
        reinforced=Guess(
            median=strength.median, factor=WIDE,
            source="Chosen by us: kept near its strength, as widely as that is known",
        )
        if long and losses and not arrival
        else None,
        switches=switches,
        line_share=Guess(
            median=0.45, factor=2, source="Chosen by us from common doctrine: two up, one back"
        ),
        hazard=Guess(
            median=USUAL_LOSSES, factor=LOSSES_FACTOR,
            source="daily casualty rates of divisions in 20th-century combat run from about .1 to "
            "4 % (Dupuy, Attrition, 1990)",
        ),
    )  # fmt: skip


def said_of_losses(told: Told) -> str:
    """What the prior says of the forces' losses before any claim is read."""
    n_days = (told.cut_off - told.start).days + 1
    rates = (USUAL_LOSSES, USUAL_LOSSES * LOSSES_FACTOR)
    share, most = (1 - exp(-rate * n_days) for rate in rates)
    return (
        f"Before any claim is read, a force in the line loses {100 * USUAL_LOSSES:.1f} % a day, "
        f"{LOSSES_FACTOR:.0f} times less or more: of one that is there on all {n_days} days "
        f"{100 * share:.0f} % by the cut-off, at most {100 * most:.0f} %."
    )


def _strength(counts: Sequence[Claim], side_name: str) -> tuple[Guess, str]:
    sizes = [n for claim in counts if claim.measure in _STRENGTHS and (n := number_of(claim))]
    if sizes:
        size = order_of(sizes)
        words = (
            f"the order of its strength, {size:,.0f}, is taken from the claims, the rest is free"
        )
    else:
        losses = [n for claim in counts if claim.unit == "persons" and (n := number_of(claim))]
        # a force holds at least the largest loss that is said of it, however that may differ
        size = (
            max(order_of(losses) / _LOSSES_OVER_STRENGTH, order_of([max(losses)]))
            if losses
            else 10_000.0
        )
        words = (
            f"no strength is said, so its order, {size:,.0f}, is ten times that of its losses"
            if losses
            else "no strength is said, so a corps of 10,000 is supposed, very widely"
        )
    source = f"order of magnitude of what is said of {side_name}, nearly a power of ten each way"
    return Guess(median=size, factor=WIDE, source=source), words


_CAME = re.compile(r"(?i)\b(?:arriv|came|come|reach|land|enter|sent|send)")
_BY_THEN = re.compile(r"(?i)\A(?:by|since|as of|until)\b")


def _arrival(claims: Sequence[Claim], told: Told) -> tuple[date, date] | None:
    """The window of a wave, when the words say that the force came at some time.

    Either they speak of arriving, or they date a number sent by a time that opens a month or more
    after the case does ("by November" and "since" date the count, not the coming).
    """
    for claim in claims:
        held = claim.held
        if not has_time(claim) or held.from_ is None or held.until is None:
            continue
        words = f"{claim.measure_open.noun} {claim.measure_open.predicate}"
        arrives = claim.measure == "arrival" or (
            claim.measure in ("deployed", "present") and _CAME.search(words)
        )
        later = held.from_ >= told.start + timedelta(days=30)
        dated = claim.measure == "deployed" and later and not _BY_THEN.match(held.basis)
        if arrives or dated:
            margin = timedelta(days=14)
            return _between(held.from_ - margin, held.until + margin, told)
    return None


_SWITCHING = {"line": ("first_combat", "assault", "return"), "off": ("withdrawal",)}


def _a_few(claim: Claim, strength: float) -> bool:
    """Whether the words count fewer than half of the force: a hundred who give up are not it."""
    counted = re.search(r"\d[\d,]*", claim.subject.words)
    return counted is not None and 2 * float(counted[0].replace(",", "")) < strength


def _switches(
    postures: Sequence[Claim], arrival: tuple[date, date] | None, told: Told, strength: float
) -> tuple[Switch, ...]:
    """Line after a first combat, off after a withdrawal, each on an unknown day."""
    found: list[Switch] = []
    came = arrival[0] if arrival else told.start
    asserted = [claim for claim in postures if claim.polarity != "denied"]
    begun = [claim for claim in asserted if claim.measure in _SWITCHING["line"]]
    left = [claim for claim in asserted if claim.measure in _SWITCHING["off"]
            and not _a_few(claim, strength)]  # fmt: skip
    if begun and arrival:
        first, last = _between(came, told.cut_off, told)
        found.append(
            Switch(to="line", first=first, last=last,
                   source="any day after the arrival; the claims name the combat, not its day")
        )  # fmt: skip
    if left:
        first, _ = _between(came + timedelta(days=7), told.cut_off, told)
        # the window reaches past the cut-off, so that the claims and not the prior say it has gone
        found.append(
            Switch(to="off", first=first, last=told.cut_off + timedelta(days=60),
                   source="any day from a week after it was there to two months ahead; the claims "
                   "say how long ago")
        )  # fmt: skip
    return tuple(found)


_FIRED = frozenset({"shells_fired_per_day"})
_FROM = re.compile(r"(?i)\b(?:from|by)\s+(?:the\s+)?\Z")


def _giver_and_user(claims: Sequence[Claim], gazetteer: Gazetteer) -> tuple[str, str]:
    """Supplier and user of munitions: "X supplied Y", "Y received ... from X", "X's shells"."""
    for claim in claims:
        if claim.measure in _FIRED:
            continue  # who fires them is told, not who gave them
        text = claim.sentence or claim.words
        speaker = claim.voice.side if claim.voice.side != claim.subject.entity else ""
        named: list[tuple[str, bool]] = []
        for start, _, hit in gazetteer.find(text):
            if hit.kind == "side" and hit.side not in [speaker, *(side for side, _ in named)]:
                named.append((hit.side, _FROM.search(text[:start]) is not None))
        if len(named) >= 2:
            givers = [side for side, is_from in named if is_from] or [named[0][0]]
            users = [side for side, _ in named if side != givers[0]]
            return givers[0], users[0]
    entity = next((claim.subject.entity for claim in claims if claim.subject.entity), "")
    return entity, entity


def draft_stock(told: Told, gazetteer: Gazetteer, why: Reasons) -> Stock:
    """The shells the claims speak of: who gives them, who fires them, since when."""
    supplier, side = _giver_and_user(told.munitions, gazetteer)
    supplied = [claim for claim in told.munitions if claim.measure == "shells_supplied"]
    days = [claim.held.from_ for claim in supplied if claim.held.from_ and has_time(claim)]
    since = min(days) if days else told.cut_off - timedelta(days=540)
    totals = [n for claim in supplied if (n := number_of(claim))]
    n_days = max((told.cut_off - since).days, 1)
    rate = Guess(median=3_000, factor=10, source="Chosen by us: a hundred to tens of thousands")
    if totals:
        rate = Guess(
            median=order_of([total / n_days for total in totals]), factor=WIDE,
            source="order of magnitude of the total said over the days since deliveries began",
        )  # fmt: skip
    shown = gazetteer.side_names.get
    started = "as said" if days else "a year and a half before the cut-off, as nothing is said"
    ways = (
        f"go from {shown(supplier, supplier)} to {shown(side, side)}"
        if supplier != side
        else f"are {shown(side, side)}'s own, made or bought"
    )
    why.say(
        "stocks shells",
        f"The shells {ways} since {show_date(since)} ({started}).",
        told.munitions,
    )
    aliases = dict.fromkeys(claim.subject.entity for claim in told.munitions)
    return Stock(
        id="shells",
        name=f"shells of {shown(supplier, supplier)}",
        side=side,
        supplier=supplier,
        since=since,
        delivered_per_day=rate,
        fired_per_day=Guess(
            median=5_000, factor=6,
            source="Chosen by us: armies at war fired from hundreds to tens of thousands a day",
        ),
        aliases=tuple(alias for alias in aliases if alias),
    )  # fmt: skip
