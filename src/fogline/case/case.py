"""The case: a folder of text as frozen values (design 5.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from fogline.case.shapes import Shape
from fogline.claims import Claim
from fogline.ground.days import day_of_date
from fogline.ground.errors import UnknownName
from fogline.report import Report

if TYPE_CHECKING:
    from fogline.case.counted import Counted, Counts, Tally

__all__ = [
    "LAW_NAMES",
    "MOVEMENT_NAMES",
    "Case",
    "Event",
    "Exchange",
    "Formation",
    "Guess",
    "Observable",
    "Policy",
    "Scenario",
    "Sector",
    "Side",
    "Source",
    "Stock",
    "Switch",
]


LAW_NAMES = (
    "general", "square", "linear", "logarithmic", "helmbold", "deitchman", "fatigue", "epstein",
)  # fmt: skip
"""The attrition laws a case may name; each is described by ``fogline laws``."""

MOVEMENT_NAMES = ("relative-strength", "drift")
"""The movement laws a case may name for its salients."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A prior stated in the case: median and 90 % factor or half-width, with its source.

    A positive quantity is log-normal: 90 % between ``median / factor`` and ``median * factor``.
    """

    median: float
    factor: float
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A belligerent. ``coalition`` groups those who fight together ("" means its own id).

    One that is given a coalition fights, also where no force of it is modelled; others only speak.
    """

    id: str
    name: str
    coalition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenOf:
    """How reports speak of a part of the case, for claims that were read and not keyed by hand.

    subjects  what the gazetteer calls the claim's subject, such as "north_korea"
    words     the claim's sentence has one of these, whole and in any case, such as "Kursk"; without
              words the subject alone is enough
    """

    subjects: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """Ground fought over: who intrudes and who holds it otherwise.

    kind   "salient" (an area taken and perhaps retaken) or "front" (a rate of change only)
    reach  prior for the largest area that could be held or contested, km2 (salient)
    rate   prior for the size of the daily change, km2 per day (front)
    holder_strength, intruder_strength  priors for the persons in the line on either side of a front
           whose formations are not modelled; a transfer of troops is judged against them
    aliases  other names by which claims' subjects call it (as a gazetteer resolves them)
    spoken_of  how reports speak of it
    """

    id: str
    name: str
    kind: Literal["salient", "front"] = "salient"
    intruder: str = ""
    holder: str = ""
    opened: date | None = None
    reach_km2: Guess | None = None
    rate_km2_per_day: Guess | None = None
    holder_strength: Guess | None = None
    intruder_strength: Guess | None = None
    aliases: tuple[str, ...] = ()
    spoken_of: SpokenOf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A change of posture on an unknown day, uniform between two dates (both inclusive).

    to  "line" (in the line, holding), "assault" (in the line and attacking) or "off" (out of it)
    """

    to: Literal["line", "assault", "off"]
    first: date
    last: date
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formation:
    """A force in a sector.

    initial      strength present at the case's start (None: nobody yet)
    arriving     strength that arrives in one dated wave (None: no wave)
    arrival      first and last day of that wave's window; transit_days until it is in the sector
    reinforced   prior for the strength that replacements and reinforcements keep it at, persons
    switches     posture changes in order; a formation with none is on the line from the start
    line_share   prior for the part of a formation in the line that mans the line itself
    hazard       prior for the daily loss rate of the formation in the line at reference strengths
    aliases      other names by which claims' subjects call it (as a gazetteer resolves them)
    spoken_of    how reports speak of it
    """

    id: str
    name: str
    side: str
    sector: str
    initial: Guess | None = None
    arriving: Guess | None = None
    arrival: tuple[date, date] | None = None
    transit_days: Guess | None = None
    reinforced: Guess | None = None
    switches: tuple[Switch, ...] = ()
    line_share: Guess | None = None
    hazard: Guess | None = None
    aliases: tuple[str, ...] = ()
    spoken_of: SpokenOf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A munition that an ally supplies to a side.

    since        first day of deliveries; totals are counted from it
    delivered    prior for rounds delivered a day; fired: rounds the side fires a day in all
    produced     prior for the side's own production a day, own_stock for its own rounds at the
                 start; without them its own rounds never run short
    aliases      other names by which claims' subjects call it (as a gazetteer resolves them)
    spoken_of    how reports speak of it
    """

    id: str
    name: str
    side: str
    supplier: str
    since: date
    delivered_per_day: Guess | None = None
    fired_per_day: Guess | None = None
    produced_per_day: Guess | None = None
    own_stock: Guess | None = None
    aliases: tuple[str, ...] = ()
    spoken_of: SpokenOf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated happening that the case wants named on charts; ``kind`` is a measure of status."""

    day: date
    what: str
    kind: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One entry of the ledger between allies: goods that one gave the other.

    goods     in plain words, such as "oil"
    quantity  how much, in ``unit``; None for "some"
    measured  an observable that counts it instead, such as ``shells.delivered``
    value     prior for the value of one unit, or of the whole where there is no quantity, in US
              dollars; None where none was published
    claims    ids of the claims it rests on; ``source`` says where quantity and value come from
    """

    giver: str
    receiver: str
    goods: str
    first: date | None = None
    last: date | None = None
    quantity: Guess | None = None
    measured: str = ""
    unit: str = ""
    value: Guess | None = None
    claims: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a decision is modelled: a hazard that losses raise (``model.policies``).

    kind       "rotation" (a formation leaves and returns to the line) or "alliance" (the side of a
               contingent stops its stream of men and munitions)
    target     the formation
    days       prior for the mean days to the decision at the tolerance
    tolerance  prior for the daily loss rate (rotation) or the share lost (alliance) meant by that
    """

    kind: Literal["rotation", "alliance"]
    target: str
    days: Guess | None = None
    tolerance: Guess | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observable:
    """A quantity claims speak about, with its definition.

    name        such as ``nk.casualties``: the formation, sector or stock, a dot, the quantity
    definition  one sentence: what counts and what does not
    """

    name: str
    definition: str
    unit: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An origin of claims, as in sources.csv.

    kind          official, military, agency, press, analyst, intelligence, blog
    parent        the source it belongs to or speaks for ("" for none)
    reliability   Admiralty A-F ("" when not graded); never mixed with the learned bias
    """

    id: str
    name: str
    side: str = ""
    kind: str = ""
    parent: str = ""
    reliability: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A what-if: an intervention from a day on, against the same draws without it.

    change   "return" (formation comes back on the line), "reinforce" (persons added),
             "deliveries" (deliveries multiplied by ``amount``), "leave" (ground given up),
             "transfer" (``amount`` persons go from a formation to the front ``to``)
    target   the formation, stock or sector it touches
    amount   the size: persons, a factor, or for "return" the part that comes back (at most 1)
    also     further changes that belong to the same what-if
    """

    id: str
    title: str
    change: Literal["return", "reinforce", "deliveries", "leave", "transfer"]
    target: str
    start: date
    amount: float = 1.0
    until: date | None = None
    to: str = ""
    also: tuple[Scenario, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question about one campaign, with its claims.

    start, cut_off   first and last day of evidence (inclusive); horizon is the last forecast day
    notes            sentences the drafter or loader wants shown: choices made, things not known
    law              the attrition law of every formation, one of ``LAW_NAMES``
    movement         the movement law of every salient, one of ``MOVEMENT_NAMES``
    degrees          degrees of freedom of the noise by error group: 1, 2 or 4 (4 unless said)
    shapes           what a map shows: borders, towns, one coarse shape a sector (map.geojson)
    hash             content hash of the folder's files (or of the drafted parts)
    """

    id: str
    title: str
    start: date
    cut_off: date
    horizon: date
    sides: tuple[Side, ...]
    sectors: tuple[Sector, ...] = ()
    formations: tuple[Formation, ...] = ()
    stocks: tuple[Stock, ...] = ()
    tallies: tuple[Tally, ...] = ()
    counts: tuple[Counts, ...] = ()
    events: tuple[Event, ...] = ()
    observables: tuple[Observable, ...] = ()
    sources: tuple[Source, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    claims: tuple[Claim, ...] = ()
    reports: tuple[Report, ...] = ()
    notes: tuple[str, ...] = ()
    hash: str = ""
    folder: str = ""
    seed: int = 20250131
    question: str = ""
    degrees: dict[str, int] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    shapes: tuple[Shape, ...] = ()
    law: str = "general"
    movement: str = "relative-strength"
    exchanges: tuple[Exchange, ...] = ()
    policies: tuple[Policy, ...] = ()

    @property
    def counted(self) -> tuple[Counted, ...]:
        """The things counted once, of all families."""
        return tuple(item for family in self.counts for item in family.items)

    @property
    def is_timeless(self) -> bool:
        """Whether nothing in it changes from day to day: all it holds was counted once."""
        daily = (self.formations, self.sectors, self.stocks, self.tallies)
        return bool(self.counts) and not any(daily)

    def day(self, when: date) -> int:
        """Day number of a date on the case's clock (day 0 is the start)."""
        return day_of_date(when, self.start)

    @property
    def n_days(self) -> int:
        """Number of days with evidence: start to cut-off, both included."""
        return self.day(self.cut_off) + 1

    def coalition(self, side: str) -> str:
        """The coalition a side fights in (its own id when alone or unknown)."""
        for item in self.sides:
            if item.id == side:
                return item.coalition or item.id
        return side

    def standing(self) -> list[Claim]:
        """The claims that no later row supersedes, in their order."""
        superseded = {claim.supersedes for claim in self.claims}
        return [claim for claim in self.claims if claim.id not in superseded]

    def source_of(self, claim: Claim) -> str:
        """Id of the source whose error a claim carries (``case.origins.source_name``)."""
        from fogline.case.origins import source_name

        return source_name(claim)

    def rows_of(self, name: str) -> list[Claim]:
        """A claim, the row it supersedes, and so on to the first; UnknownName without such."""
        rows = {claim.id: claim for claim in self.claims}
        if name not in rows:
            raise UnknownName("claim", name, list(rows))
        found = [rows[name]]
        while found[-1].supersedes:
            found.append(rows[found[-1].supersedes])
        return found
