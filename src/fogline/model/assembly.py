"""What the parts of a campaign write themselves into: parameters, knots, state, outputs.

A part (a formation, a salient, a stock, a front) declares its unknowns once and hands over small
pure functions over ``ops``: how its parameters are made from the unknowns, and how a day passes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fogline.model.unknowns import Unknowns

__all__ = ["Assembly", "Context", "Series"]


@dataclass(frozen=True, slots=True)
class Series:
    """A slowly moving driver: knots every ``every`` days of a mean-reverting walk.

    reversion   share of the deviation kept from knot to knot
    scale       name of the parameter that scales the stationary standard deviation
    """

    name: str
    every: int
    reversion: float
    scale: str
    unknowns: tuple[int, ...]


@dataclass(slots=True)
class Context:
    """One day as a part's step sees it: read by name, write by name."""

    ops: Any
    day: Any
    state: dict[str, Any]
    params: dict[str, Any]
    drivers: dict[str, Any]
    shared: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)


Step = Callable[[Context], None]


@dataclass(slots=True)
class Assembly:
    """Collects what the parts declare; order is the order of declaration."""

    n_days: int
    n_fit_days: int
    unknowns: Unknowns = field(default_factory=Unknowns)
    params: dict[str, Callable[[Any, Any, dict[str, Any]], Any]] = field(default_factory=dict)
    errors: dict[str, Callable[[Any, Any, dict[str, Any]], Any]] = field(default_factory=dict)
    series: list[Series] = field(default_factory=list)
    controls: dict[str, float] = field(default_factory=dict)
    state: dict[str, str | float] = field(default_factory=dict)
    outputs: list[str] = field(default_factory=list)
    steps: list[tuple[float, Step]] = field(default_factory=list)
    laws: list[str] = field(default_factory=list)

    def param(self, name: str, make: Callable[[Any, Any, dict[str, Any]], Any]) -> None:
        """A parameter made in the head: ``make(ops, theta, params so far)``."""
        if name in self.params:
            raise ValueError(f"parameter {name} is declared twice")
        self.params[name] = make

    def error(self, name: str, make: Callable[[Any, Any, dict[str, Any]], Any]) -> int:
        """A parameter of the observation model; returns its place among them."""
        if name not in self.errors:
            self.errors[name] = make
        return list(self.errors).index(name)

    def guess(self, name: str, guessed: Callable[[Any, Any], Any]) -> None:
        """A parameter that is one unknown's meaning."""
        self.param(name, lambda ops, theta, _: guessed(ops, theta))

    def driver(
        self, name: str, *, every: int, reversion: float, scale: str, heavy_tailed: bool = False
    ) -> None:
        """A knotted driver whose knots reach to the horizon; those after the cut-off are future."""
        n_knots = -(-(self.n_days - 1) // every) + 1
        indices = tuple(
            # the knot that closes the interval holding the cut-off is still informed by claims
            self.unknowns.add(
                f"{name}[{k}]",
                future=(k - 1) * every >= self.n_fit_days - 1,
                heavy=heavy_tailed,
            )
            for k in range(n_knots)
        )
        self.series.append(Series(name, every, reversion, scale, indices))

    def control(self, name: str, default: float) -> None:
        """A daily input that a what-if may set; ``default`` means no intervention."""
        self.controls[name] = default

    def holds(self, name: str, start: str | float) -> None:
        """A state variable and its start: a constant or a parameter's name."""
        self.state[name] = start

    def shows(self, *names: str) -> None:
        """Outputs recorded each day."""
        self.outputs.extend(names)

    def each_day(self, order: float, step: Step) -> None:
        """A part's step; lower ``order`` runs first (0 flows, 1 postures and
        fire, 2 meetings and ground, 3 losses, 4 what answers them)."""
        self.steps.append((order, step))
