"""The small campaign with a made-up fit, so that answers are tested without sampling."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from fogline.ask.posterior import Posterior
from fogline.case import Case, Evidence, Observable, Scenario
from fogline.case.quantities import QUANTITIES
from fogline.fit.fit import Fit
from fogline.model.campaign import build
from fogline.model.machine import Machine
from tests.model.small import at, small_case, small_evidence

SEED = 11
CHAINS, DRAWS = 4, 150

# Two claims that no state of the world makes more likely than another.
EMPTY_STATUS = Evidence(
    claim="coin", observable="ally.line_share", numerator=(at("ally.line_share", 57),),
    scale="status", bound="off", group="status", source="press", side="press", reliability=0.5,
)  # fmt: skip
EMPTY_RANGE = Evidence(
    claim="anything", observable="salient.held_km2", numerator=(at("salient.held_km2", 20),),
    bound="interval", low=1e-9, high=1e15, group="area", source="press", side="press",
)  # fmt: skip


def observed_case() -> Case:
    """The small case asked for everything its parts show, with one scenario of each kind."""
    case = small_case()
    parts = [
        *((part, "formation") for part in case.formations),
        *((part, part.kind) for part in case.sectors),
        *((part, "stock") for part in case.stocks),
    ]
    tomorrow = case.cut_off + timedelta(days=1)

    def scenario(change: Any, target: str, amount: float = 1.0) -> Scenario:
        return Scenario(
            id=f"{target}-{change}", title=f"{target}: {change}", change=change, target=target,
            start=tomorrow, amount=amount,
        )  # fmt: skip

    shown = build(case, small_evidence()).shows  # a few want more than the small case has
    return replace(
        case,
        observables=tuple(
            Observable(
                name=f"{part.id}.{quantity.name}",
                unit=quantity.unit,
                title=f"{part.name}: {quantity.title}",
                definition=quantity.definition.format(name=part.name),
            )
            for part, kind in parts
            for quantity in QUANTITIES[kind].values()
            if shown(f"{part.id}.{quantity.name}")
        ),
        scenarios=(
            scenario("return", "ally"),
            scenario("reinforce", "blue", 5000.0),
            scenario("deliveries", "shells", 0.5),
            scenario("leave", "salient"),
        ),
    )


def made_up_fit(machine: Machine, draws: np.ndarray) -> Fit:
    """A fit whose draws [chain, draw, unknown] are given."""
    shape = draws.shape[:2]
    generator = np.random.default_rng(SEED)
    flat = draws.reshape(-1, draws.shape[2])
    return Fit(
        draws=draws,
        names=machine.names,
        statistics={
            "diverging": np.zeros(shape, dtype=bool),
            "energy": generator.standard_normal(shape),
            "lp": -0.5 * np.square(draws).sum(axis=2),
        },
        seed=SEED,
        answers={name: values.reshape(shape) for name, values in machine.answers(flat).items()},
        seconds={"drawing": 1.5},
        provenance={"sampler": "none"},
    )


@pytest.fixture(scope="session")
def case() -> Case:
    """The small case with observables and scenarios."""
    return observed_case()


@pytest.fixture(scope="session")
def machine(case: Case) -> Machine:
    """Its model, with two empty claims beside the real ones."""
    return Machine(build(case, (*small_evidence(), EMPTY_STATUS, EMPTY_RANGE)))


def standard_draws(machine: Machine, n_draws: int = DRAWS) -> np.ndarray:
    """Draws from the prior: every unknown is standard normal."""
    shape = (CHAINS, n_draws, machine.n_unknowns)
    return np.random.default_rng(SEED).standard_normal(shape)


@pytest.fixture(scope="session")
def unread(case: Case, machine: Machine) -> Posterior:
    """As if no claim had been read: the fit's draws are the prior's."""
    return Posterior(case, machine, made_up_fit(machine, standard_draws(machine)), SEED)


@pytest.fixture(scope="session")
def modest(case: Case, machine: Machine) -> Posterior:
    """Draws half as wide as the prior's: no claim is impossible in any of them."""
    return Posterior(case, machine, made_up_fit(machine, 0.5 * standard_draws(machine)), SEED)


@pytest.fixture(scope="session")
def certain(case: Case, machine: Machine) -> Posterior:
    """As if the claims had told nearly everything: draws a fiftieth as wide as the prior's."""
    draws = 0.3 + standard_draws(machine) / 50.0
    return Posterior(case, machine, made_up_fit(machine, draws), SEED)
