"""Which claims are evidence, for what, and why the others are not (design 4.7).

Only paper work is done here: a claim's measure, subject, bounds and days become terms on daily
observables. How far its words err is the model's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fogline.case.bounds import NumberSaid, number_said
from fogline.case.case import Case
from fogline.case.case_table import part_kinds
from fogline.case.evidence import Bound, Evidence, Listed, Relation, Scale, Term
from fogline.case.origins import said_again, source_name
from fogline.case.quantities import QUANTITIES, PartKind
from fogline.claims import Claim
from fogline.claims.measures import MEASURES, Measure
from fogline.ground.units import UNITS, convert

__all__ = ["DAYS_PER_YEAR", "STATUS_RELIABILITY", "evidence_for"]

DAYS_PER_YEAR = 365.25

STATUS_RELIABILITY: dict[str, float] = {
    "assault": 0.9,
    "first_combat": 0.75,
    "return": 0.85,
    "withdrawal": 0.85,
    "not in combat": 0.7,
    "not seen": 0.7,
    "in part": 0.6,
}
"""Probability that such a statement is made and right.

An assault is seen by many; a first contact may be a patrol under fire; a withdrawal is inferred
from absence; not being seen is non-detection, weaker than a withdrawal; a statement about a part of
the force says less about the whole.

Source: chosen by us.
"""


class _NotEvidence(Exception):
    """Why a claim is no likelihood term; its text is the reason shown."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a claim compares its number with."""

    observable: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...] = ()
    scale: Scale = "log"


def evidence_for(case: Case) -> tuple[tuple[Evidence, ...], tuple[Listed, ...]]:
    """Every claim of the case either as one likelihood term or listed with the reason it is none.

    Both in the order of the claims; together they name every claim once.
    """
    superseded = {claim.supersedes: claim.id for claim in case.claims if claim.supersedes}
    evidence: list[Evidence] = []
    listed: list[Listed] = []
    mapper = _Mapper(case)
    for claim in case.claims:
        try:
            if claim.id in superseded:
                raise _NotEvidence(f"superseded by {superseded[claim.id]}")
            evidence.append(mapper.evidence(claim))
        except _NotEvidence as reason:
            listed.append(Listed(claim.id, str(reason)))
    again = said_again(case.claims, evidence)
    place = {claim.id: number for number, claim in enumerate(case.claims)}
    listed += [
        Listed(claim, f"says again what {first} says in the same report, counted once")
        for claim, first in again.items()
    ]
    return (
        tuple(item for item in evidence if item.claim not in again),
        tuple(sorted(listed, key=lambda item: place[item.claim])),
    )


def _ineligible(claim: Claim) -> str:
    """Why a claim may not be evidence whatever its measure; "" when it may."""
    if claim.status == "rejected":
        return f"rejected: {claim.note}" if claim.note else "rejected"
    if claim.modality == "forecast":
        return "forecast, not an observation"
    if claim.modality in ("planned", "possible", "feared", "hoped") or claim.kind == "intent":
        return "plan or possibility, not an observation"
    if claim.modality == "opinion":
        return "opinion, not an observation"
    if claim.relation == "verbatim":
        return f"repeats {claim.repeats}, counted once"
    if claim.relation == "distorted":
        return f"retells {claim.repeats} in distorted form"
    if claim.relation == "derived":
        return f"derived by arithmetic from {claim.repeats}"
    if claim.repeats and not claim.relation:
        return f"repeats {claim.repeats}, counted once"
    if claim.measure == "denial":
        return "speaks of the whole matter, gives no quantity"
    if claim.measure == "planned_deployment":
        return "plan or possibility, not an observation"
    if claim.polarity == "presupposed":
        return "presupposed, said by nobody"
    for flag in claim.flags:
        if flag.startswith("scope:"):
            return f"speaks of another scope: {flag.removeprefix('scope:').strip()}"
    return ""


class _Mapper:
    """Maps claims of one case; holds what is looked up for each."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.kinds = part_kinds(case)
        # a name may mean a formation, a sector and a stock at once; the measure tells which
        self.names: dict[str, dict[PartKind, str]] = {}
        for part in (*case.formations, *case.sectors, *case.stocks):
            kind = self.kinds[part.id]
            for name in part.aliases:
                self.names.setdefault(name, {}).setdefault(kind, part.id)
        for part, kind in self.kinds.items():
            self.names.setdefault(part, {})[kind] = part
        self.retold = {report.id for report in case.reports if report.derived_from}
        self.observed = {observable.name for observable in case.observables}
        self.sources = {source.id: source for source in case.sources}
        self.formations = {formation.id: formation for formation in case.formations}
        self.sectors = {sector.id: sector for sector in case.sectors}
        self.stocks = {stock.id: stock for stock in case.stocks}
        self.fighting = {case.coalition(item.side) for item in case.formations}
        self.fighting |= {
            case.coalition(side) for item in case.sectors for side in (item.intruder, item.holder)
        }

    def evidence(self, claim: Claim) -> Evidence:
        """The claim's term; raises _NotEvidence with the reason when it is none."""
        if reason := _ineligible(claim):
            raise _NotEvidence(reason)
        if claim.report in self.retold:
            raise _NotEvidence("read from a report that tells keyed claims again, counted once")
        measure = MEASURES.get(claim.measure)
        if measure is None:
            raise _NotEvidence("its measure has no canonical name")
        parts = self._parts(claim, measure)
        if measure.timing == "status":
            return self._status(claim, measure, parts)
        if measure.timing in ("ordinal", "intent"):
            raise _NotEvidence(f"{measure.title}: words, no quantity the model holds")
        if not measure.observable:
            raise _NotEvidence(f"{measure.title}: the model does not hold this quantity")
        if claim.polarity == "denied":
            raise _NotEvidence("denies a number without giving another")
        terms = self._terms(claim, measure, parts)
        said = number_said(claim, _Unit(claim, measure))
        if said is None:
            raise _NotEvidence("gives no number in a unit the case models")
        if terms.scale == "logit":
            said = _inside_one(said)
        source, side = self._source(claim)
        return Evidence(
            claim=claim.id,
            observable=terms.observable,
            numerator=terms.numerator,
            denominator=terms.denominator,
            scale=terms.scale,
            bound=said.bound,
            low=said.low,
            value=said.value,
            high=said.high,
            group=measure.group,
            source=source,
            side=side,
            relation=self._relation(side, measure, parts[0]),
        )

    # Subjects and sources

    def _parts(self, claim: Claim, measure: Measure) -> tuple[str, ...]:
        """The parts of the case that the claim speaks of; two for a sum."""
        entity = claim.subject.entity
        words = claim.subject.words or entity or "nothing named"
        known = [self.names.get(name, {}) for name in entity.split("+")]
        wanted: list[PartKind] = [
            kind for kind, held in QUANTITIES.items() if measure.observable in held
        ]
        if not entity and wanted and claim.extractor:
            # "half of that": ground or shells of which the case has only one
            known = [self._only(wanted)]
        if not all(known):
            raise _NotEvidence(f"its subject ({words}) is not modelled in this case")
        for kind in wanted:
            if all(kind in kinds for kinds in known):
                return tuple(kinds[kind] for kinds in known)
        first = next(iter(known[0]))
        if len(known) > 1 and not all(first in kinds for kinds in known):
            raise _NotEvidence(f"its subject ({words}) adds things of different kinds")
        if not measure.observable:  # said further on, with the measure's name
            return tuple(next(iter(kinds.values())) for kinds in known)
        raise _NotEvidence(f"{measure.title}: the case holds none of {words}")

    def _only(self, wanted: list[PartKind]) -> dict[PartKind, str]:
        """The one sector or stock of these kinds; nothing when there are more, or for people."""
        parts = [part for part, kind in self.kinds.items() if kind in wanted]
        if len(parts) != 1 or self.kinds[parts[0]] == "formation":
            return {}
        return {self.kinds[parts[0]]: parts[0]}

    def _source(self, claim: Claim) -> tuple[str, str]:
        """Id and side of the source whose error the claim carries."""
        name = source_name(claim)
        source = self.sources.get(name)
        return name, (source.side if source and source.side else claim.voice.side)

    def _relation(self, side: str, measure: Measure, part: str) -> Relation:
        """Of the source's coalition to whom or what is counted.

        Ground held is the intruder's own, ground retaken the holder's; shells are their side's.
        """
        case = self.case
        kind = self.kinds[part]
        if kind == "formation":
            owner = self.formations[part].side
        elif kind == "stock":
            owner = self.stocks[part].side
        else:
            retaken = measure.observable in ("retaken_km2", "share_retaken")
            owner = self.sectors[part].holder if retaken else self.sectors[part].intruder
        speaker = case.coalition(side)
        if side and speaker == case.coalition(owner):
            return "own"
        return "enemy" if side and speaker in self.fighting else "third"

    # Days

    def _day(self, when: date | None, *, clip: bool = False) -> int:
        """Day number of a date of the case; before the start only where ``clip`` allows day 0."""
        if when is None:
            raise _NotEvidence("says no day")
        if when > self.case.cut_off:
            raise _NotEvidence("speaks of days after the cut-off")
        day = self.case.day(when)
        if day < 0 and not clip:
            raise _NotEvidence("speaks of days before the case begins")
        return max(day, 0)

    def _until(self, claim: Claim, *, clip: bool = False) -> int:
        """The day a total or a level is for: the end of its days, else when it was said."""
        return self._day(claim.held.until or claim.said_on or claim.printed_on, clip=clip)

    def _window(self, claim: Claim) -> tuple[int, int]:
        """First and last day of a window, both inside the case."""
        first, last = claim.held.from_, claim.held.until
        if first is None or last is None:
            raise _NotEvidence("a count of a period, but the period is not said")
        return self._day(first, clip=True), self._day(last)

    # Terms

    def _terms(self, claim: Claim, measure: Measure, parts: tuple[str, ...]) -> _Terms:
        special = _SPECIAL.get(claim.measure)
        if special is not None:
            return special(self, claim, parts)
        names = [self._name(part, measure.observable) for part in parts]
        if measure.timing == "window" or claim.measure.endswith("_period"):
            return self._difference(names, *self._window(claim))
        if measure.timing == "rate":
            return self._rate(claim, names)
        clip = self.kinds[parts[0]] == "stock"
        day = self._until(claim, clip=clip)
        scale: Scale = "logit" if measure.timing == "share" else "log"
        return _Terms(names[0], tuple(Term(1.0, name, day) for name in names), scale=scale)

    def _name(self, part: str, quantity: str) -> str:
        """The observable's name; a quantity that the case does not ask for is not forced."""
        name = f"{part}.{quantity}"
        if quantity not in QUANTITIES[self.kinds[part]]:
            raise _NotEvidence(f"{part} has no {quantity.replace('_', ' ')}")
        if name not in self.observed:
            raise _NotEvidence(f"the case does not observe {name}")
        return name

    def _difference(self, names: list[str], first: int, last: int, weight: float = 1.0) -> _Terms:
        """A total's growth over the days first to last, both counted, times ``weight``."""
        terms = [Term(weight, name, last) for name in names]
        if first > 0:  # a total is nil before day 0
            terms += [Term(-weight, name, first - 1) for name in names]
        return _Terms(names[0], tuple(terms))

    def _rate(self, claim: Claim, names: list[str]) -> _Terms:
        """A daily rate over a window, or on the one day named."""
        if claim.held.from_ is None:
            last = self._until(claim)
            first = last
        else:
            first, last = self._window(claim)
        n_days = last - first + 1
        part, quantity = names[0].split(".")
        if QUANTITIES[self.kinds[part]][quantity].cumulative:
            return self._difference(names, first, last, 1.0 / n_days)
        return _Terms(
            names[0],
            tuple(
                Term(1.0 / n_days, name, day) for name in names for day in range(first, last + 1)
            ),
        )

    def share_casualties(self, claim: Claim, parts: tuple[str, ...]) -> _Terms:
        """Casualties over those sent. On the log scale: each wounding counts, so it may pass 1."""
        day = self._until(claim)
        casualties = [self._name(part, "casualties") for part in parts]
        deployed = [self._name(part, "deployed") for part in parts]
        return _Terms(
            casualties[0],
            tuple(Term(1.0, name, day) for name in casualties),
            tuple(Term(1.0, name, day) for name in deployed),
        )

    def share_killed(self, claim: Claim, parts: tuple[str, ...]) -> _Terms:
        """Killed over casualties, so far."""
        day = self._until(claim)
        killed = [self._name(part, "killed") for part in parts]
        casualties = [self._name(part, "casualties") for part in parts]
        return _Terms(
            killed[0],
            tuple(Term(1.0, name, day) for name in killed),
            tuple(Term(1.0, name, day) for name in casualties),
            scale="logit",
        )

    def share_retaken(self, claim: Claim, parts: tuple[str, ...]) -> _Terms:
        """Retaken so far over all ground ever taken."""
        day = self._until(claim)
        retaken = self._name(parts[0], "retaken_km2")
        taken = self._name(parts[0], "taken_km2")
        share = f"{parts[0]}.share_retaken"
        return _Terms(
            share if share in self.observed else retaken,
            (Term(1.0, retaken, day),),
            (Term(1.0, taken, day),),
            scale="logit",
        )

    def contested(self, claim: Claim, parts: tuple[str, ...]) -> _Terms:
        """Held or contested less held."""
        day = self._until(claim)
        both = self._name(parts[0], "held_or_contested_km2")
        held = self._name(parts[0], "held_km2")
        return _Terms(both, (Term(1.0, both, day), Term(-1.0, held, day)))

    def in_reserve(self, claim: Claim, parts: tuple[str, ...]) -> _Terms:
        """Present less those on the line."""
        day = self._until(claim)
        present = [self._name(part, "present") for part in parts]
        line = [self._name(part, "on_line") for part in parts]
        terms = [Term(1.0, name, day) for name in present]
        terms += [Term(-1.0, name, day) for name in line]
        return _Terms(present[0], tuple(terms))

    def per_year(self, claim: Claim, parts: tuple[str, ...]) -> _Terms:
        """Deliveries a year: the rate over the year before, as far as the case's clock reaches.

        The clock has no days before the start; there, the first days after it stand for the year.
        """
        part, *others = parts
        if others:
            raise _NotEvidence("a yearly rate of several stocks together")
        last = self._until(claim)
        since = max(self.case.day(self.stocks[part].since), 0)
        first = max(last - round(DAYS_PER_YEAR) + 1, since)
        counted = f"{part}.delivered_since_start"
        if counted in self.observed:
            return self._difference([counted], first, last, DAYS_PER_YEAR / (last - first + 1))
        # a stock's total before day 0 is not nil: the day before the window must be on the clock
        total = self._name(part, "delivered")
        if last <= first:
            raise _NotEvidence("a yearly rate on the case's first day")
        weight = DAYS_PER_YEAR / (last - first)
        return _Terms(total, (Term(weight, total, last), Term(-weight, total, first)))

    # Status

    def _status(self, claim: Claim, measure: Measure, parts: tuple[str, ...]) -> Evidence:
        """On or off the line, on a day."""
        if measure.observable != "on_line":
            raise _NotEvidence(f"{measure.title}: a dated status the model has no switch for")
        part, *others = parts
        formation = self.formations.get(part)
        if formation is None or others:
            raise _NotEvidence(f"{measure.title}: not of one formation of this case")
        if not formation.switches:
            raise _NotEvidence(f"{measure.title}: {formation.name} has no posture switch")
        bound, reliability = _posture(claim)
        held = claim.held
        when = held.until if claim.polarity == "denied" else held.from_
        day = self._day(when or held.until or claim.said_on or claim.printed_on)
        source, side = self._source(claim)
        return Evidence(
            claim=claim.id,
            observable=f"{part}.line_share",
            numerator=(Term(1.0, f"{part}.line_share", day),),
            scale="status",
            bound=bound,
            group=measure.group,
            source=source,
            side=side,
            relation=self._relation(side, measure, part),
            reliability=reliability,
        )


_SPECIAL: dict[str, Callable[[_Mapper, Claim, tuple[str, ...]], _Terms]] = {
    "share_casualties": _Mapper.share_casualties,
    "share_killed_of_casualties": _Mapper.share_killed,
    "area_retaken_share": _Mapper.share_retaken,
    "area_contested_km2": _Mapper.contested,
    "in_reserve": _Mapper.in_reserve,
    "shells_per_year": _Mapper.per_year,
}


def _inside_one(said: NumberSaid) -> NumberSaid:
    """A share on the logit scale: "up to all of it" bounds from one end only."""
    if said.bound == "interval" and said.high >= 1:
        said = NumberSaid("at least", low=said.low)
    edges = {"point": said.value, "at least": said.low, "up to": said.high}
    if edges.get(said.bound, said.low) >= 1:
        raise _NotEvidence("a share of one or more says nothing on the scale of odds")
    return said


def _posture(claim: Claim) -> tuple[Bound, float]:
    """Whether a status claim puts the formation on or off the line, and how reliably."""
    denied = claim.polarity == "denied"
    off = (claim.measure == "withdrawal") != denied
    if denied and claim.measure != "withdrawal":
        kind = "not in combat"
    elif claim.measure == "withdrawal" and "seen" in claim.measure_open.predicate.split():
        kind = "not seen"
    else:
        kind = claim.measure
    reliability = STATUS_RELIABILITY.get(kind, 0.7)
    if any(flag.startswith("partial:") for flag in claim.flags):
        reliability = min(reliability, STATUS_RELIABILITY["in part"])
    return ("off" if off else "on"), reliability


class _Unit:
    """Turns a claim's numbers into the unit of its measure."""

    def __init__(self, claim: Claim, measure: Measure) -> None:
        self.source, self.target = claim.unit, measure.unit
        self.is_known = (
            self.source in UNITS
            and self.target in UNITS
            and UNITS[self.source].dimension == UNITS[self.target].dimension
        )

    def __call__(self, number: float) -> float:
        return number if self.source == self.target else convert(number, self.source, self.target)
