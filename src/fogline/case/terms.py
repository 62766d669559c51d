"""Terms: what a claim's number is compared with, on the case's clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fogline.case.case import Case
from fogline.case.case_table import part_kinds
from fogline.case.evidence import Scale, Term
from fogline.case.quantities import QUANTITIES, PartKind
from fogline.claims import Claim
from fogline.claims.measures import Measure

__all__ = ["DAYS_PER_YEAR", "NotEvidence", "TermBuilder", "Terms"]

DAYS_PER_YEAR = 365.25

_FROM_A_DAY = re.compile(r"(?i)(?:since|from|between|during|within|over|in)\b")


class NotEvidence(Exception):
    """Why a claim is no likelihood term; its text is the reason shown."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a claim compares its number with."""

    observable: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...] = ()
    scale: Scale = "log"


class TermBuilder:
    """Builds the terms of a case's claims; raises NotEvidence where there are none, saying why."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.kinds: dict[str, PartKind] = part_kinds(case)
        self.observed = {observable.name for observable in case.observables}
        self.stocks = {stock.id: stock for stock in case.stocks}

    # Days

    def day(self, when: date | None, *, clip: bool = False) -> int:
        """Day number of a date of the case; before the start only where ``clip`` allows day 0."""
        if when is None:
            raise NotEvidence("says no day")
        if when > self.case.cut_off:
            raise NotEvidence("speaks of days after the cut-off")
        day = self.case.day(when)
        if day < 0 and not clip:
            raise NotEvidence("speaks of days before the case begins")
        return max(day, 0)

    def _until(self, claim: Claim, *, clip: bool = False) -> int:
        """The day a total or a level is for: the end of its days, else when it was said."""
        return self.day(claim.held.until or claim.said_on or claim.printed_on, clip=clip)

    def _window(self, claim: Claim) -> tuple[int, int]:
        """First and last day of a window, both inside the case."""
        first, last = claim.held.from_, claim.held.until
        if first is None or last is None:
            raise NotEvidence("a count of a period, but the period is not said")
        return self.day(first, clip=True), self.day(last)

    # Terms

    def terms(self, claim: Claim, measure: Measure, parts: tuple[str, ...]) -> Terms:
        special = _SPECIAL.get(claim.measure)
        if special is not None:
            return special(self, claim, parts)
        names = [self._name(part, measure.observable) for part in parts]
        if self.kinds[parts[0]] == "count":  # counted once, whenever it is spoken of
            return Terms(names[0], tuple(Term(1.0, name, 0) for name in names))
        if measure.timing == "window" or claim.measure.endswith("_period"):
            return self._difference(names, *self._window(claim))
        if measure.timing == "rate":
            return self._rate(claim, names)
        if self._counts_from_a_day(claim, measure):
            return self._difference(names, *self._window(claim))
        clip = self.kinds[parts[0]] == "stock"
        day = self._until(claim, clip=clip)
        scale: Scale = "logit" if measure.timing == "share" else "log"
        return Terms(names[0], tuple(Term(1.0, name, day) for name in names), scale=scale)

    def _counts_from_a_day(self, claim: Claim, measure: Measure) -> bool:
        """Whether a claim read from a report counts losses of days that it names, not all so far.

        "Since 9 January", "between 26 and 30 January", where the case began before. Claims keyed by
        hand say so by their measure.
        """
        first, last = claim.held.from_, claim.held.until
        return bool(
            claim.extractor
            and measure.timing == "cumulative"
            and measure.group in ("casualties", "killed", "captured")
            and first
            and last
            and self.case.start < first < last
            and _FROM_A_DAY.match(claim.held.basis)
        )

    def _name(self, part: str, quantity: str) -> str:
        """The observable's name; a quantity that the case does not ask for is not forced."""
        name = f"{part}.{quantity}"
        if quantity not in QUANTITIES[self.kinds[part]]:
            raise NotEvidence(f"{part} has no {quantity.replace('_', ' ')}")
        if name not in self.observed:
            raise NotEvidence(f"the case does not observe {name}")
        return name

    def _difference(self, names: list[str], first: int, last: int, weight: float = 1.0) -> Terms:
        """A total's growth over the days first to last, both counted, times ``weight``."""
        terms = [Term(weight, name, last) for name in names]
        if first > 0:  # a total is nil before day 0
            terms += [Term(-weight, name, first - 1) for name in names]
        return Terms(names[0], tuple(terms))

    def _rate(self, claim: Claim, names: list[str]) -> Terms:
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
        return Terms(
            names[0],
            tuple(
                Term(1.0 / n_days, name, day) for name in names for day in range(first, last + 1)
            ),
        )

    def share_casualties(self, claim: Claim, parts: tuple[str, ...]) -> Terms:
        """Casualties over those sent. On the log scale: each wounding counts, so it may pass 1."""
        day = self._until(claim)
        casualties = [self._name(part, "casualties") for part in parts]
        deployed = [self._name(part, "deployed") for part in parts]
        return Terms(
            casualties[0],
            tuple(Term(1.0, name, day) for name in casualties),
            tuple(Term(1.0, name, day) for name in deployed),
        )

    def share_killed(self, claim: Claim, parts: tuple[str, ...]) -> Terms:
        """Killed over casualties, so far."""
        day = self._until(claim)
        killed = [self._name(part, "killed") for part in parts]
        casualties = [self._name(part, "casualties") for part in parts]
        return Terms(
            killed[0],
            tuple(Term(1.0, name, day) for name in killed),
            tuple(Term(1.0, name, day) for name in casualties),
            scale="logit",
        )

    def share_retaken(self, claim: Claim, parts: tuple[str, ...]) -> Terms:
        """Retaken so far over all ground ever taken."""
        day = self._until(claim)
        retaken = self._name(parts[0], "retaken_km2")
        taken = self._name(parts[0], "taken_km2")
        share = f"{parts[0]}.share_retaken"
        return Terms(
            share if share in self.observed else retaken,
            (Term(1.0, retaken, day),),
            (Term(1.0, taken, day),),
            scale="logit",
        )

    def contested(self, claim: Claim, parts: tuple[str, ...]) -> Terms:
        """Held or contested less held."""
        day = self._until(claim)
        both = self._name(parts[0], "held_or_contested_km2")
        held = self._name(parts[0], "held_km2")
        return Terms(both, (Term(1.0, both, day), Term(-1.0, held, day)))

    def in_reserve(self, claim: Claim, parts: tuple[str, ...]) -> Terms:
        """Present less those on the line."""
        day = self._until(claim)
        present = [self._name(part, "present") for part in parts]
        line = [self._name(part, "on_line") for part in parts]
        terms = [Term(1.0, name, day) for name in present]
        terms += [Term(-1.0, name, day) for name in line]
        return Terms(present[0], tuple(terms))

    def per_year(self, claim: Claim, parts: tuple[str, ...]) -> Terms:
        """Deliveries a year: the rate over the year before, as far as the case's clock reaches.

        The clock has no days before the start; there, the first days after it stand for the year.
        """
        part, *others = parts
        if others:
            raise NotEvidence("a yearly rate of several stocks together")
        last = self._until(claim)
        since = max(self.case.day(self.stocks[part].since), 0)
        first = max(last - round(DAYS_PER_YEAR) + 1, since)
        counted = f"{part}.delivered_since_start"
        if counted in self.observed:
            return self._difference([counted], first, last, DAYS_PER_YEAR / (last - first + 1))
        # a stock's total before day 0 is not nil: the day before the window must be on the clock
        total = self._name(part, "delivered")
        if last <= first:
            raise NotEvidence("a yearly rate on the case's first day")
        weight = DAYS_PER_YEAR / (last - first)
        return Terms(total, (Term(weight, total, last), Term(-weight, total, first)))


_SPECIAL: dict[str, Callable[[TermBuilder, Claim, tuple[str, ...]], Terms]] = {
    "share_casualties": TermBuilder.share_casualties,
    "share_killed_of_casualties": TermBuilder.share_killed,
    "area_retaken_share": TermBuilder.share_retaken,
    "area_contested_km2": TermBuilder.contested,
    "in_reserve": TermBuilder.in_reserve,
    "shells_per_year": TermBuilder.per_year,
}
