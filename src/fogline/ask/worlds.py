"""Made-up worlds of a case, fitted again: trials of simulation-based calibration, as tasks.

A world is drawn from the prior, claims from the story that the likelihood tells, in the forms and
on the days of the case's own claims.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import numpy as np

from fogline.ask.sayings import of_parts, said_again
from fogline.case import Case, Evidence
from fogline.fit.calibration import run_trial
from fogline.ground.errors import FitError
from fogline.ground.ids import content_id
from fogline.ground.seeds import derive_seed
from fogline.model.campaign import build
from fogline.model.machine import Machine

__all__ = ["trial_task", "world_of"]

Array = np.ndarray[Any, np.dtype[np.float64]]

ATTEMPTS = 1000
"""Worlds drawn until every claim can be made in one. Source: chosen by us."""

# The model before any claim, of the trials that a worker does one after the other.
_held: dict[str, Machine] = {}


def trial_task(
    case: Case,
    templates: Sequence[Evidence],
    index: int,
    seed: int,
    n_kept: int,
    sampler: Mapping[str, int],
) -> dict[str, Any]:
    """One trial, anywhere: a world, its claims, their fit, and the truth's ranks, as JSON values.

    templates   the claims whose forms and days are used
    n_kept      draws each truth is ranked among
    sampler     chains, draws and tune, and most_blocks where chains may go on
    What is ranked: the case's observables at the cut-off.
    """
    trial = run_trial(
        partial(world_of, case, templates), _answers, index, seed=seed, n_kept=n_kept,
        chains=sampler["chains"], draws=sampler["draws"], tune=sampler["tune"],
        most_blocks=sampler.get("most_blocks", 1),
    )  # fmt: skip
    return asdict(trial)


def world_of(case: Case, templates: Sequence[Evidence], seed: int) -> tuple[Array, Machine]:
    """A world of the prior float64[n], and the density given the claims that were made in it.

    A world in which a claim could not be made (a share above one), or in which a denial was not
    made, is drawn anew, as the posterior rules it out too. Raises FitError after a thousand such
    worlds.
    """
    blank = _blank(case, templates)
    templates = blank.campaign.evidence
    for attempt in range(ATTEMPTS):
        full = blank.prior(1, derive_seed(seed, "world", attempt))
        random = np.random.default_rng(derive_seed(seed, "claims", attempt))
        _, parts = blank.claims(full, threads=1)
        sayings = of_parts(templates, blank.campaign.rows, parts)
        drawn, half = sayings.drawn(random)[0], 0.5 * (sayings.high - sayings.low)[0]
        agreed = random.random(len(templates)) < sayings.agrees[0]
        if not all(a or t.bound != "denied" for a, t in zip(agreed, templates, strict=True)):
            continue
        made = tuple(
            said_again(item, float(y), float(h), bool(a))
            for item, y, h, a in zip(templates, drawn, half, agreed, strict=True)
        )
        theta = full[0, blank.fit_index]
        try:
            machine = Machine(build(case, made))
        except (ValueError, OverflowError, ZeroDivisionError):
            continue  # a number that no form can say, such as a share of exactly one
        if len(machine.campaign.rows) == len(templates) and np.isfinite(
            machine.value_and_gradient(theta)[0]
        ):
            return theta, machine
    raise FitError(
        f"the case {case.id} cannot be calibrated: in a thousand worlds of its prior some claim "
        "could not be made - look at its priors with fogline simulate"
    )


def _blank(case: Case, templates: Sequence[Evidence]) -> Machine:
    key = content_id("", case.id, case.hash, repr(tuple(templates)))
    machine = _held.get(key)
    if machine is None:
        machine = Machine(build(case, tuple(templates)))
        _held.clear()
        _held[key] = machine
    return machine


def _answers(theta: Array, density: Any) -> Mapping[str, Array]:
    return density.answers(theta)
