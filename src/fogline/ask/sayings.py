"""What a source would say: the predictive of a claim, in the form in which it was made.

A source believes B = link(h) + bias + scale * t, t Student with 1, 2 or 4 degrees of freedom, and
says B itself, a range cut around it, or a bound: "at least x" with log x = B - U, "up to x" with
log x = B + U, U uniform on (0, m). Every saying is thus B plus a uniform shift, whose distribution
has a closed form. All numbers here are on the linked scale: log, or logit for shares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fogline.ask.posterior import Posterior
from fogline.case import Evidence
from fogline.case.evidence import Bound, Term
from fogline.ground.seeds import derive_seed
from fogline.model.campaign import Campaign, build
from fogline.model.compiler import compile_straight_line
from fogline.model.rows import Row

__all__ = ["Sayings", "foretold", "of_fitted", "of_parts", "said_again", "unlink"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# A shift narrower than this is none: beliefs scatter by a tenth and more.
NARROW = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Sayings:
    """What N draws would have each of k sources say.

    truth          the quantity itself, linked, float64[N, k]
    centre, scale  of the belief, float64[N, k]; low, high  ends of the uniform shift, float64[N, k]
    said           what was said, float64[k]: the number, or the middle of the range
    agrees         float64[N, k]: probability of a status statement or a denial (nan for numbers)
    degrees        int[k] of the noise
    """

    evidence: tuple[Evidence, ...]
    truth: Array
    centre: Array
    scale: Array
    low: Array
    high: Array
    said: Array
    agrees: Array
    degrees: np.ndarray[Any, np.dtype[np.int64]]

    @property
    def numeric(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which of them say a number: bool[k]."""
        return np.isnan(self.agrees[0])

    def below(self, at: Array) -> Array:
        """P(saying <= at) under each draw: float64[N, k]; ``at`` is [k] or [N, k]."""
        z = (at - self.centre) / self.scale
        width = (self.high - self.low) / self.scale
        wide = width > NARROW
        safe = np.where(wide, width, 1.0)
        up, down = z - self.low / self.scale, z - self.high / self.scale
        smeared = (self._each(_cumulated, up) - self._each(_cumulated, down)) / safe
        return np.where(wide, np.clip(smeared, 0.0, 1.0), 1.0 - self._each(_upper, z))

    def log_density(self, at: Array) -> Array:
        """Log density of saying ``at`` under each draw: float64[N, k]."""
        z = (at - self.centre) / self.scale
        width = self.high - self.low
        wide = width / self.scale > NARROW
        safe = np.where(wide, width, 1.0)
        up, down = z - self.low / self.scale, z - self.high / self.scale
        flip = up + down < 0.0  # computed in whichever tail the middle lies
        a, b = np.where(flip, -up, down), np.where(flip, -down, up)
        inside = np.maximum(self._each(_upper, a) - self._each(_upper, b), 0.0)
        point = self._each(_density, z) / self.scale
        return np.log(np.where(wide, inside / safe, point) + 1e-300)

    def log_score(self) -> Array:
        """Log predictive density of what was said, float64[k]: mean density over the draws."""
        logs = self.log_density(self.said)
        top = logs.max(axis=0)
        return top + np.log(np.mean(np.exp(logs - top), axis=0))

    def drawn(self, generator: np.random.Generator) -> Array:
        """One saying of each draw: float64[N, k]."""
        noise = generator.standard_t(self.degrees, size=self.centre.shape)
        shift = self.low + (self.high - self.low) * generator.random(self.centre.shape)
        return self.centre + self.scale * noise + shift

    def probability(self, weights: Array) -> Array:
        """P(a saying at least as far off as the one made), float64[k], for weights[N, k].

        Two-sided; "at least" counts only when it is high, "up to" when it is low. A status has
        the probability of being said, and one when it was the likelier thing to say.
        """
        below = np.sum(weights * self.below(self.said), axis=0)
        chance = np.minimum(1.0, 2.0 * np.minimum(below, 1.0 - below))
        agreed = np.sum(weights * self.agrees, axis=0)
        for place, item in enumerate(self.evidence):
            if item.scale == "status" or item.bound == "denied":
                chance[place] = agreed[place] if agreed[place] < 0.5 else 1.0
            elif item.bound == "at least":
                chance[place] = 1.0 - below[place]
            elif item.bound == "up to":
                chance[place] = below[place]
        return np.clip(chance, 1e-12, 1.0)

    def only(self, places: Sequence[int]) -> Sayings:
        """Those of some claims."""
        kept = list(places)
        return Sayings(
            tuple(self.evidence[i] for i in kept),
            self.truth[:, kept], self.centre[:, kept], self.scale[:, kept],
            self.low[:, kept], self.high[:, kept], self.said[kept],
            self.agrees[:, kept], self.degrees[kept],
        )  # fmt: skip

    def _each(self, law: Callable[[Array, int], Array], z: Array) -> Array:
        """A function of the noise's law, by each column's degrees of freedom."""
        out = np.empty_like(z)
        for degrees in np.unique(self.degrees):
            chosen = self.degrees == degrees
            out[:, chosen] = law(z[:, chosen], int(degrees))
        return out


def of_fitted(posterior: Posterior) -> Sayings:
    """Sayings of the claims that the fit rests on, in their order."""
    _, parts = posterior.claims()
    campaign = posterior.machine.campaign
    return of_parts(campaign.evidence, campaign.rows, parts)


def foretold(posterior: Posterior, evidence: Sequence[Evidence]) -> Sayings:
    """Sayings that were not fitted, of any day to the horizon.

    What the fit knows of a bias or a scatter is used; what it does not know (a source or a kind of
    claim it never met) is drawn from the prior, so that the unseen source's bias is included.
    Evidence on quantities that the model does not show, or on days outside it, is left out.
    """
    campaign, n_days = posterior.machine.campaign, posterior.machine.n_days
    known = [
        item
        for item in evidence
        if all(
            campaign.shows(t.observable) and t.day < n_days
            for t in (*item.numerator, *item.denominator)
        )
    ]
    # only the errors are taken from this model: days beyond the cut-off are drawn back into it
    again = build(posterior.case, [*campaign.evidence, *(_within(i, posterior) for i in known)])
    head = compile_straight_line(again.head, again.assembly.unknowns.count, name="head")
    full = _carried(posterior, again)
    heads = np.stack([head.forward(theta) for theta in full])
    first, shift = len(campaign.evidence), len(again.param_names)
    parts = np.zeros((len(full), len(known), 5))
    for i, item in enumerate(known):
        parts[:, i, 0] = _total(posterior, item.numerator)
        parts[:, i, 1] = _total(posterior, item.denominator) if item.denominator else 1.0
        row = first + i
        for place in again.errors.bias[row]:
            if place >= 0:
                parts[:, i, 2] += heads[:, shift + place]
        for column, place in ((3, again.errors.scale[row]), (4, again.errors.slack[row])):
            if place >= 0:
                parts[:, i, column] = heads[:, shift + place]
    return of_parts(known, again.rows[first:], parts)


def _within(item: Evidence, posterior: Posterior) -> Evidence:
    last = posterior.machine.n_fit_days - 1

    def drawn_back(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(replace(term, day=min(term.day, last)) for term in terms)

    return replace(
        item, numerator=drawn_back(item.numerator), denominator=drawn_back(item.denominator)
    )


def _total(posterior: Posterior, terms: Sequence[Term]) -> Array:
    total = np.zeros(len(posterior.outputs))
    for term in terms:
        column = posterior.column(term.observable)
        total += term.weight * posterior.outputs[:, max(term.day, 0), column]
    return total


def _carried(posterior: Posterior, again: Campaign) -> Array:
    """The posterior's draws of another model's unknowns, by name; the others from the prior."""
    names = posterior.machine.campaign.assembly.unknowns.names
    place = {name: i for i, name in enumerate(names)}
    wanted = again.assembly.unknowns.names
    generator = np.random.default_rng(derive_seed(posterior.seed, "not met before"))
    out = generator.standard_normal((len(posterior.full), len(wanted)))
    for i, name in enumerate(wanted):
        if name in place:
            out[:, i] = posterior.full[:, place[name]]
    return out


def of_parts(evidence: Sequence[Evidence], rows: Sequence[Row], parts: Array) -> Sayings:
    """From the claims' parts [N, k, 5]: numerator, denominator, bias, scale, slack."""
    shape = parts.shape[:2]
    truth, scale = np.zeros(shape), np.ones(shape)
    centre = np.zeros(shape)
    low, high = np.zeros(shape), np.zeros(shape)
    said, agrees = np.zeros(len(evidence)), np.full(shape, np.nan)
    for i, (item, row) in enumerate(zip(evidence, rows, strict=True)):
        numerator, denominator, bias, spread, slack = (parts[:, i, j] for j in range(5))
        if item.scale == "status":
            asserted, right = row.constants
            agree = np.clip(asserted * numerator + (1 - asserted) * (1 - numerator), 0.0, 1.0)
            agrees[:, i] = right * agree + (1.0 - right) * (1.0 - agree)
            continue
        floor = row.constants[2] if item.bound == "denied" else row.constants[-1]
        top = np.log(np.maximum(numerator + floor, 1e-9))
        if item.scale == "logit":
            rest = np.maximum(denominator - numerator + floor, 1e-9)
            truth[:, i] = top - np.log(rest)
        else:
            truth[:, i] = top - np.log(np.maximum(denominator, 1e-9))
        centre[:, i] = truth[:, i] + bias
        scale[:, i] = spread
        if item.bound == "denied":
            edges = ((edge - centre[:, i]) / spread for edge in row.constants[:2])
            above, beyond = (_upper(edge, row.degrees) for edge in edges)
            inside, meant = above - beyond, row.constants[3]
            agrees[:, i] = meant * (1.0 - inside) + (1.0 - meant) * inside
        elif item.bound == "point":
            said[i] = row.constants[0]
        elif item.bound == "at least":
            said[i], low[:, i] = row.constants[0], -slack
        elif item.bound == "up to":
            said[i], high[:, i] = row.constants[0], slack
        else:
            edges = row.constants[:2]
            said[i] = 0.5 * (edges[0] + edges[1])
            low[:, i], high[:, i] = -0.5 * (edges[1] - edges[0]), 0.5 * (edges[1] - edges[0])
    degrees = np.array([row.degrees or 4 for row in rows], dtype=np.int64)
    return Sayings(tuple(evidence), truth, centre, scale, low, high, said, agrees, degrees)


def said_again(item: Evidence, linked: float, half_width: float, agreed: bool) -> Evidence:
    """The claim with another number (or posture) said in the same form.

    linked, half_width   the number or the middle of the range, and half the range's width
    agreed               whether a status is what it was; a denial is always what it was
    """
    if item.bound == "denied":
        return item
    if item.scale == "status":
        other: Bound = "off" if item.bound == "on" else "on"
        return item if agreed else replace(item, bound=other)
    if item.bound == "point":
        return replace(item, value=float(unlink(item, linked)))
    if item.bound == "at least":
        return replace(item, low=float(unlink(item, linked)))
    if item.bound == "up to":
        return replace(item, high=float(unlink(item, linked)))
    low, high = unlink(item, linked - half_width), unlink(item, linked + half_width)
    return replace(item, low=float(low), high=float(high))


def unlink(item: Evidence, linked: Array | float) -> Array:
    """A number on the linked scale in the claim's own unit."""
    values = np.asarray(linked, dtype=np.float64)
    return 1.0 / (1.0 + np.exp(-values)) if item.scale == "logit" else np.exp(values)


def _density(z: Array, degrees: int) -> Array:
    """Density of Student's t."""
    peak = {1: 1.0 / np.pi, 2: 0.125**0.5, 4: 0.375}[degrees]
    return peak * (1.0 + z * z / degrees) ** (-0.5 * (degrees + 1))


def _upper(x: Array, degrees: int) -> Array:
    """P(T > x), closed forms exact in the upper tail; design 8.2.4."""
    if degrees == 1:
        return (
            np.where(x > 1.0, np.arctan(1.0 / np.maximum(x, 0.5)), 0.5 * np.pi - np.arctan(x))
            / np.pi
        )
    root = np.sqrt(degrees + x * x)
    s = x / root
    rest = np.where(x > 0.0, degrees / (root * (root + np.abs(x))), 1.0 - s)
    return 0.5 * rest if degrees == 2 else rest * rest * (2.0 + s) / 4.0


def _cumulated(z: Array, degrees: int) -> Array:
    """An integral of P(T <= z) over z, found by parts from that of z times the density."""
    rest = {
        1: lambda: -0.5 / np.pi * np.log1p(z * z),
        2: lambda: 1.0 / np.sqrt(2.0 + z * z),
        4: lambda: 0.5 * (1.0 + 0.25 * z * z) ** -1.5,
    }[degrees]()
    return z * (1.0 - _upper(z, degrees)) + rest
