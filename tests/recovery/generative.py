"""The claims' own story told forward: a world from the prior, then what each source says of it.

Every source has a belief B = link(h) + bias + scale * t, t Student with 4 degrees of freedom. A
point is B; a range is cut around B without looking at it; "at least x" is log x = B - U and
"up to x" log x = B + U, U uniform on (0, m); a status is right with its reliability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from fogline.case import Case, Evidence
from fogline.case.evidence import Bound, Relation
from fogline.fit.density import LogDensity
from fogline.ground.seeds import derive_seed
from fogline.model.campaign import build
from fogline.model.machine import Machine
from fogline.model.rows import FLOOR
from tests.ask.conftest import observed_case
from tests.model.small import at, small_evidence

# Half the width of a range, on the log or logit scale.
HALF_WIDTH = 0.15


def templates() -> tuple[Evidence, ...]:
    """One claim of every form, and later ones of two sources that have spoken before.

    They bring no unknown of their own, so that the kernels are those of the small campaign.
    """
    again: tuple[tuple[str, int, Bound, str, str, str, Relation], ...] = (
        ("ally.casualties", 35, "point", "casualties", "blue-staff", "blue", "enemy"),
        ("ally.killed", 55, "interval", "casualties", "blue-staff", "blue", "enemy"),
        ("red.casualties", 50, "point", "casualties", "blue-staff", "blue", "enemy"),
        ("salient.held_km2", 50, "point", "area", "press", "press", "third"),
        ("salient.held_or_contested_km2", 30, "interval", "area", "press", "press", "third"),
        ("salient.retaken_km2", 55, "at least", "area", "press", "press", "third"),
        ("front.km2_per_day", 50, "point", "area", "press", "press", "third"),
    )
    later = (
        Evidence(
            claim=f"again {number}", observable=name, numerator=(at(name, day),), bound=bound,
            low=1.0, value=1.0, high=1.0, group=group, source=source, side=side,
            relation=relation,
        )
        for number, (name, day, bound, group, source, side, relation) in enumerate(again)
    )  # fmt: skip
    return (*small_evidence(), *later)


@dataclass(frozen=True, eq=False)
class World:
    """One truth: unknowns that are fitted, the case's answers at the cut-off, the claims made."""

    theta: np.ndarray
    answers: Mapping[str, float]
    machine: Machine


def told(item: Evidence, parts: np.ndarray, generator: np.random.Generator) -> Evidence | None:
    """What the source says; None where the form cannot say it (a share above one)."""
    numerator, denominator, bias, scale, slack = parts
    if item.scale == "status":
        right = generator.random() < item.reliability
        on = (generator.random() < numerator) == right
        return replace(item, bound="on" if on else "off")
    unit = "km2" if item.observable.endswith("km2") else "persons"
    floor = FLOOR["share"] if item.scale == "logit" and not item.denominator else FLOOR[unit]
    if item.scale == "logit":
        rest = denominator - numerator + floor
        if rest <= 0.0:
            return None
        centre = np.log(numerator + floor) - np.log(rest)
    else:
        centre = np.log(numerator + floor) - np.log(denominator)
    belief = centre + bias + scale * generator.standard_t(4.0)

    def said(linked: float) -> float:
        return float(1.0 / (1.0 + np.exp(-linked)) if item.scale == "logit" else np.exp(linked))

    if item.bound == "point":
        return replace(item, value=said(belief))
    if item.bound == "at least":
        return replace(item, low=said(belief - slack * generator.random()))
    if item.bound == "up to":
        return replace(item, high=said(belief + slack * generator.random()))
    low = belief - 2.0 * HALF_WIDTH * generator.random()
    return replace(item, low=said(low), high=said(low + 2.0 * HALF_WIDTH))


def world(seed: int, *, case: Case | None = None) -> World:
    """A world from the prior and the claims made in it. The same for the same seed."""
    case = case or observed_case()
    blank = Machine(build(case, templates()))
    for attempt in range(100):
        full = blank.prior(1, derive_seed(seed, "world", attempt))
        generator = np.random.default_rng(derive_seed(seed, "claims", attempt))
        _, parts = blank.claims(full, threads=1)
        said = [
            told(item, row, generator)
            for item, row in zip(blank.campaign.evidence, parts[0], strict=True)
        ]
        evidence = tuple(item for item in said if item is not None)
        if len(evidence) < len(said):
            continue
        theta = full[0, blank.fit_index]
        answers = {name: float(value[0]) for name, value in blank.answers(theta[None]).items()}
        return World(theta, answers, Machine(build(case, evidence)))
    raise AssertionError("a hundred worlds, and none whose shares are shares")


def simulate(seed: int) -> tuple[np.ndarray, LogDensity]:
    """A truth and the density of the unknowns given the claims made of it."""
    made = world(seed)
    return made.theta, made.machine


def answers(theta: np.ndarray, density: LogDensity) -> dict[str, np.ndarray]:
    """The case's observables at the cut-off: what is ranked."""
    assert isinstance(density, Machine)
    return density.answers(theta)
