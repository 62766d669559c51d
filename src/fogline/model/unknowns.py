"""The unknowns of a model and what they are before the claims are read.

Each is standard normal, so that the sampler starts well scaled; the meaning of an unknown (a
log-normal strength, a share, a day in a window) is made in the head. Only the rare jumps are
Student-t with 4 degrees of freedom: bent out of a normal they would stretch space where a jump
did happen, and the sampler would crawl there (decisions/0008).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import exp, log
from typing import Any

__all__ = ["NORMAL_90", "Edge", "Guessed", "Prior", "Unknowns", "near_uniform"]

# Half-width of the central 90 % of a standard normal.
NORMAL_90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Prior:
    """A prior as a reader sees it."""

    name: str
    words: str
    source: str
    unknown: int = -1


@dataclass(frozen=True, slots=True)
class Guessed:
    """A named scalar made from one unknown: ``value(ops, theta)``."""

    index: int
    make: Callable[[Any, Any], Any]

    def __call__(self, ops: Any, theta: Any) -> Any:
        return self.make(ops, theta[self.index])


def near_uniform(ops: Any, x: Any) -> Any:
    """Standard normal to nearly uniform on (0, 1): the logistic curve with slope 1.702.

    Source: the logistic approximation of the normal distribution function, error below .0095
    (Haley 1952; Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2, ch. 23).
    """
    return ops.sigmoid(1.702 * x)


@dataclass(frozen=True, slots=True)
class Edge:
    """A smooth lower edge of the prior, at nil, on a weighted sum of unknowns.

    The prior is multiplied by the logistic curve of (constant + sum of weights * x) / width:
    one where the sum is some widths above nil, nil where it is some widths below.
    """

    constant: float
    weights: Mapping[int, float]
    width: float


@dataclass(slots=True)
class Unknowns:
    """Collects unknowns in order; those of the future are drawn, never fitted.

    heavy    Student-t with 4 degrees of freedom instead of standard normal
    edges    what the prior rules out of several unknowns together; of fitted ones alone
    windows  those that are normal scores of a place in a window: days
    """

    names: list[str] = field(default_factory=list)
    future: list[bool] = field(default_factory=list)
    heavy: list[bool] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    windows: list[int] = field(default_factory=list)
    priors: list[Prior] = field(default_factory=list)

    def add(self, name: str, *, future: bool = False, heavy: bool = False) -> int:
        """A bare unknown, standard normal or heavy-tailed; returns its index."""
        if name in self.names:
            raise ValueError(f"unknown {name} is declared twice")
        self.names.append(name)
        self.future.append(future)
        self.heavy.append(heavy)
        return len(self.names) - 1

    def tell(self, name: str, words: str, source: str, unknown: int = -1) -> None:
        """Record how a prior reads, for the method page."""
        self.priors.append(Prior(name, words, source, unknown))

    def positive(
        self,
        name: str,
        *,
        median: float,
        factor: float,
        unit: str = "",
        source: str,
        future: bool = False,
    ) -> Guessed:
        """A log-normal quantity: 90 % between median / factor and median * factor."""
        if median <= 0 or factor <= 1:
            raise ValueError(f"{name}: a positive prior needs median > 0 and factor > 1")
        index = self.add(name, future=future)
        spread, centre = log(factor) / NORMAL_90, log(median)
        low, high = median / factor, median * factor
        self.tell(
            name,
            f"log-normal, median {median:,.3g} {unit}, 90 % {low:,.3g} to {high:,.3g}".replace(
                "  ", " "
            ),
            source,
            index,
        )
        return Guessed(index, lambda ops, x: ops.exp(centre + spread * x))

    def real(
        self, name: str, *, mean: float, sd: float, source: str, future: bool = False
    ) -> Guessed:
        """A normal quantity of either sign."""
        index = self.add(name, future=future)
        self.tell(name, f"normal, mean {mean:g}, standard deviation {sd:g}", source, index)
        return Guessed(index, lambda ops, x: mean + sd * x)

    def share(self, name: str, *, median: float, spread: float, source: str) -> Guessed:
        """A share in (0, 1): normal on the logit scale with standard deviation ``spread``."""
        index = self.add(name)
        centre = log(median / (1 - median))
        low, high = (1 / (1 + exp(-(centre + s * NORMAL_90 * spread))) for s in (-1, 1))
        self.tell(name, f"share, median {median:.3g}, 90 % {low:.3g} to {high:.3g}", source, index)
        return Guessed(index, lambda ops, x: ops.sigmoid(centre + spread * x))

    def day(self, name: str, *, first: float, last: float, words: str, source: str) -> Guessed:
        """A day number nearly uniform between ``first`` and ``last``."""
        index = self.add(name)
        self.windows.append(index)
        self.tell(name, words, source, index)
        width = max(last - first, 1e-6)
        return Guessed(index, lambda ops, x: first + width * near_uniform(ops, x))

    @property
    def count(self) -> int:
        """Number of unknowns, those of the future included."""
        return len(self.names)
