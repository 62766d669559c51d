"""Which claims are evidence, for what, and why the others are not (design 4.7).

Only paper work is done here: a claim's measure, subject, bounds and days become terms on daily
observables. How far its words err is the model's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fogline.case.bounds import NumberSaid, denied, number_said
from fogline.case.case import Case
from fogline.case.case_table import part_kinds
from fogline.case.echoes import Echo, discounted, find_echoes
from fogline.case.evidence import Bound, Evidence, Listed, Relation, Term
from fogline.case.origins import may_repeat, said_again, source_name
from fogline.case.quantities import QUANTITIES, PartKind, known_observables
from fogline.case.subjects import Subjects
from fogline.case.terms import NotEvidence, TermBuilder
from fogline.claims import Claim
from fogline.claims.measures import MEASURES, Measure
from fogline.ground.units import UNITS, convert

__all__ = ["STATUS_RELIABILITY", "echoes_in", "evidence_for"]

STATUS_RELIABILITY: dict[str, float] = {
    "assault": 0.9,
    "first_combat": 0.75,
    "return": 0.85,
    "withdrawal": 0.85,
    "not in combat": 0.7,
    "not seen": 0.7,
    "in part": 0.6,
    "quality": 0.8,
    "number denied": 0.7,
}
"""Probability that such a statement is made and right.

An assault is seen by many; a first contact may be a patrol under fire; a withdrawal is inferred
from absence; not being seen is non-detection, weaker than a withdrawal; a statement about a part of
the force says less about the whole; a side denies a number also when it is right.

Source: chosen by us.
"""


def evidence_for(
    case: Case, *, count_echoes: bool = False
) -> tuple[tuple[Evidence, ...], tuple[Listed, ...]]:
    """Every claim of the case either as one likelihood term or listed with the reason it is none.

    Both in the order of the claims; together they name every claim once. Sources whose numbers
    track another's are counted once with it, unless ``count_echoes``.
    """
    kept, listed = _terms_of(case)
    if not count_echoes:
        kept, dropped = discounted(kept, _echoes(case, kept))
        listed += [
            Listed(
                claim,
                f"an echo of {link.origin}: {link.n_equal} of {link.n} of their numbers are "
                "equal within 1 %, counted once",
            )
            for claim, link in dropped.items()
        ]
    shared = may_repeat(case.claims, kept)
    place = {claim.id: number for number, claim in enumerate(case.claims)}
    return (
        tuple(replace(item, shared=shared.get(item.claim, "")) for item in kept),
        tuple(sorted(listed, key=lambda item: place[item.claim])),
    )


def echoes_in(case: Case) -> tuple[Echo, ...]:
    """How closely the case's sources agree, pair by pair: linked ones count once."""
    return _echoes(case, _terms_of(case)[0])


def _echoes(case: Case, evidence: Sequence[Evidence]) -> tuple[Echo, ...]:
    printed = {claim.id: claim.printed_on or claim.held.until or date.max for claim in case.claims}
    known = known_observables(part_kinds(case))
    cumulative = {name: quantity.cumulative for name, quantity in known.items()}
    return find_echoes(evidence, printed, cumulative)


def _terms_of(case: Case) -> tuple[tuple[Evidence, ...], list[Listed]]:
    """Likelihood terms before echoes are looked for, and the claims that are none."""
    superseded = {claim.supersedes: claim.id for claim in case.claims if claim.supersedes}
    evidence: list[Evidence] = []
    listed: list[Listed] = []
    mapper = _Mapper(case)
    for claim in case.claims:
        try:
            if claim.id in superseded:
                raise NotEvidence(f"superseded by {superseded[claim.id]}")
            evidence.append(mapper.evidence(claim))
        except NotEvidence as reason:
            listed.append(Listed(claim.id, str(reason)))
    again = said_again(case.claims, evidence)
    listed += [
        Listed(claim, f"says again what {first} says in the same report, counted once")
        for claim, first in again.items()
    ]
    return tuple(item for item in evidence if item.claim not in again), listed


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
        self.builder = TermBuilder(case)
        self.kinds = self.builder.kinds
        self.subjects = Subjects(case, self.kinds)
        self.retold = {report.id for report in case.reports if report.derived_from}
        self.sources = {source.id: source for source in case.sources}
        self.formations = {formation.id: formation for formation in case.formations}
        self.sectors = {sector.id: sector for sector in case.sectors}
        self.owners = {
            part.id: part.side
            for part in (*case.formations, *case.stocks, *case.tallies, *case.counted)
        }
        self.fighting = {case.coalition(item.side) for item in case.formations}
        self.fighting |= {
            case.coalition(side) for item in case.sectors for side in (item.intruder, item.holder)
        }
        counted = [part.side for part in (*case.tallies, *case.counted)]
        counted += [part.enemy for part in (*case.tallies, *case.counts) if part.enemy]
        self.fighting |= {case.coalition(side) for side in counted}
        # a side that is given a coalition fights, even where none of its forces is modelled
        self.fighting |= {side.coalition for side in case.sides if side.coalition}

    def evidence(self, claim: Claim) -> Evidence:
        """The claim's term; raises NotEvidence with the reason when it is none."""
        if reason := _ineligible(claim):
            raise NotEvidence(reason)
        if claim.report in self.retold:
            raise NotEvidence("read from a report that tells keyed claims again, counted once")
        measure = MEASURES.get(claim.measure)
        if measure is None:
            raise NotEvidence("its measure has no canonical name")
        parts = self._parts(claim, measure)
        if measure.timing == "status":
            return self._status(claim, measure, parts)
        if measure.group == "quality":
            return self._quality(claim, measure, parts)
        if measure.timing in ("ordinal", "intent"):
            raise NotEvidence(f"{measure.title}: words, no quantity the model holds")
        if not measure.observable:
            raise NotEvidence(f"{measure.title}: the model does not hold this quantity")
        terms = self.builder.terms(claim, measure, parts)
        said = number_said(claim, _Unit(claim, measure))
        if said is None:
            raise NotEvidence("gives no number in a unit the case models")
        if claim.polarity == "denied":
            said = denied(said)
        elif terms.scale == "logit":
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
            reliability=STATUS_RELIABILITY["number denied"] if said.bound == "denied" else 0.9,
        )

    # Subjects and sources

    def _parts(self, claim: Claim, measure: Measure) -> tuple[str, ...]:
        """The parts of the case that the claim speaks of; two for a sum."""
        entity = claim.subject.entity
        words = claim.subject.words or entity or "nothing named"
        known = [self.subjects.called(name, claim) for name in entity.split("+")]
        wanted: list[PartKind] = [
            kind for kind, held in QUANTITIES.items() if measure.observable in held
        ]
        if not entity and wanted and claim.extractor:
            # "half of that": ground or shells of which the case has only one
            known = [self.subjects.only(wanted)]
        for kind in wanted:
            if all(kind in kinds for kinds in known):
                return tuple(kinds[kind] for kinds in known)
        if wanting := self.subjects.wanting(claim, wanted):
            raise NotEvidence(
                f"its subject ({words}) is part of this case only where the sentence also names "
                f"{' or '.join(wanting)}"
            )
        if not all(known):
            raise NotEvidence(f"its subject ({words}) is not modelled in this case")
        first = next(iter(known[0]))
        if len(known) > 1 and not all(first in kinds for kinds in known):
            raise NotEvidence(f"its subject ({words}) adds things of different kinds")
        if not measure.observable:  # said further on, with the measure's name
            return tuple(next(iter(kinds.values())) for kinds in known)
        raise NotEvidence(f"{measure.title}: the case holds none of {words}")

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
        if part in self.owners:
            owner = self.owners[part]
        else:
            retaken = measure.observable in ("retaken_km2", "share_retaken")
            owner = self.sectors[part].holder if retaken else self.sectors[part].intruder
        speaker = case.coalition(side)
        if side and speaker == case.coalition(owner):
            return "own"
        return "enemy" if side and speaker in self.fighting else "third"

    # Quality

    def _quality(self, claim: Claim, measure: Measure, parts: tuple[str, ...]) -> Evidence:
        """Words on how a force is led, supported or used: poor or good, never a number."""
        part, *others = parts
        if part not in self.formations or others:
            raise NotEvidence(f"{measure.title}: not of one formation of this case")
        directions = [flag for flag in claim.flags if flag.startswith("direction: ")]
        if measure.name == "losses_level" or not directions:
            raise NotEvidence(f"{measure.title}: words that say neither well nor badly off")
        poor = (directions[0] == "direction: low") != (claim.polarity == "denied")
        source, side = self._source(claim)
        observable = f"{part}.called_poor"
        when = claim.held.until or claim.said_on or claim.printed_on
        return Evidence(
            claim=claim.id,
            observable=observable,
            numerator=(Term(1.0, observable, self.builder.day(when)),),
            scale="status",
            bound="on" if poor else "off",
            group=measure.group,
            source=source,
            side=side,
            relation=self._relation(side, measure, part),
            reliability=STATUS_RELIABILITY["quality"],
        )

    # Status

    def _status(self, claim: Claim, measure: Measure, parts: tuple[str, ...]) -> Evidence:
        """On or off the line, on a day."""
        if measure.observable != "on_line":
            raise NotEvidence(f"{measure.title}: a dated status the model has no switch for")
        part, *others = parts
        formation = self.formations.get(part)
        if formation is None or others:
            raise NotEvidence(f"{measure.title}: not of one formation of this case")
        if not formation.switches:
            raise NotEvidence(f"{measure.title}: {formation.name} has no posture switch")
        bound, reliability = _posture(claim)
        held = claim.held
        when = held.until if claim.polarity == "denied" else held.from_
        day = self.builder.day(when or held.until or claim.said_on or claim.printed_on)
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


def _inside_one(said: NumberSaid) -> NumberSaid:
    """A share on the logit scale: "up to all of it" bounds from one end only."""
    if said.bound == "interval" and said.high >= 1:
        said = NumberSaid("at least", low=said.low)
    edges = {"point": said.value, "at least": said.low, "up to": said.high}
    if edges.get(said.bound, said.low) >= 1:
        raise NotEvidence("a share of one or more says nothing on the scale of odds")
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
