"""Interventional what-ifs: the same draws, with and without an intervention from a date on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from fogline.answer import Estimate, WhatIf
from fogline.answer.stored import plain_form
from fogline.ask.bands import band
from fogline.ask.estimate import from_draws
from fogline.ask.posterior import Posterior
from fogline.case import Case, Observable, evidence_for
from fogline.case.case import Scenario
from fogline.fit.fit import Fit
from fogline.ground.days import date_of_day, show_date
from fogline.ground.errors import InputError
from fogline.ground.ids import sha256_bytes
from fogline.model.campaign import build
from fogline.model.machine import Machine

__all__ = ["controls_for", "what_if", "what_if_task"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Differences of this part of the quantity's size are the arithmetic's. Chosen by us.
ROUNDING = 1e-6

# The posterior of the tasks that a worker does one after the other.
_held: dict[tuple[str, int, str], Posterior] = {}

# The days over which persons come or go, and over which nine tenths of the ground are given up.
# Chosen by us; said in the caveats.
MOVING_DAYS, LEAVING_DAYS = 14, 28

STREAMS = ("reinforce", "deliveries")
"""Changes of what a side sends, which an ally may have stopped."""

CAVEATS = {
    "return": "What the contingent would do is the model's posture switch and its learned losses.",
    "reinforce": (
        "Newcomers come evenly over two weeks and are taken to be as those present were."
    ),
    "deliveries": (
        "How far shells move losses is the prior's elasticity: the claims hardly inform it."
    ),
    "transfer": (
        "They leave evenly over two weeks. What troops do on the other front rests on the priors "
        "of its strengths and of their pull; "
        "those left behind are judged by the fitted model."
    ),
    "leave": (
        "Nine tenths of the ground are given up within four weeks and counted as retaken; what it "
        "costs at a negotiation is not."
    ),
}


def controls_for(case: Case, scenario: Scenario, n_days: int) -> dict[str, Array]:
    """Daily control series of a scenario; InputError when it lies outside the case."""
    start = case.day(scenario.start)
    until = case.day(scenario.until) if scenario.until else n_days
    if not 0 <= start < n_days:
        raise InputError(
            f"the what-if {scenario.id} starts on {scenario.start}, outside the case "
            f"({case.start} to {case.horizon}) - choose a day in between"
        )
    days = np.arange(n_days)
    active = ((days >= start) & (days < until)).astype(float)
    if scenario.change == "return":
        week = np.clip((days - start) / 7.0, 0.0, 1.0)
        ramp = week * week * (3.0 - 2.0 * week) * active
        return {f"{scenario.target}.on_line": ramp * min(scenario.amount, 1.0)}
    if scenario.change in ("reinforce", "transfer"):
        to = "reinforce" if scenario.change == "reinforce" else f"to.{scenario.to}"
        moving = ((days >= start) & (days < start + MOVING_DAYS)).astype(float)
        return {f"{scenario.target}.{to}": moving * (scenario.amount / MOVING_DAYS)}
    if scenario.change == "deliveries":
        return {f"{scenario.target}.deliveries": 1.0 + (scenario.amount - 1.0) * active}
    return {f"{scenario.target}.leave": active * np.log(10.0) / LEAVING_DAYS}


def _touched(posterior: Posterior, changed: Array) -> list[Observable]:
    """Observables that the intervention moves at the horizon, most moved first."""
    moved = []
    for item in posterior.observables:
        column = posterior.column(item.name)
        without, with_it = posterior.outputs[:, -1, column], changed[:, -1, column]
        spread = float(np.std(without)) or 1.0
        moved.append((abs(float(np.mean(with_it - without))) / spread, item))
    moved.sort(key=lambda pair: -pair[0])
    return [item for size, item in moved if size > 0.01]


def _gap(without: Array, with_it: Array) -> Array:
    """The difference, draw by draw; what is no more than rounding is nil."""
    gap = with_it - without
    return np.where(np.abs(gap) > ROUNDING * float(np.max(np.abs(without), initial=0.0)), gap, 0.0)


def what_if(posterior: Posterior, scenario: Scenario, *, most: int = 8) -> WhatIf:
    """Compare the horizon with and without the intervention, draw by draw."""
    case = posterior.case
    n_days = posterior.machine.n_days
    controls: dict[str, Array] = {}
    for change in (scenario, *scenario.also):
        found = controls_for(case, change, n_days)
        if any(name not in posterior.machine.control_names for name in found):
            raise InputError(
                f"the what-if {scenario.id} touches {change.target}, which cannot "
                f"{change.change} - name one of: "
                + ", ".join(sorted({n.split(".")[0] for n in posterior.machine.control_names}))
            )
        if found.keys() & controls.keys():
            raise InputError(
                f"the what-if {scenario.id} says twice what {change.target} does - keep one"
            )
        controls |= found
    changed = posterior.run(controls)
    prior_changed = posterior.prior_at_horizon(controls)
    last = date_of_day(n_days - 1, case.start)
    rows: list[tuple[Estimate, Estimate, Estimate]] = []
    touched = _touched(posterior, changed)[:most]
    for item in touched:
        column = posterior.column(item.name)
        prior, prior_with = posterior.prior_outputs[:, -1, column], prior_changed[:, column]
        without, with_it = posterior.outputs[:, -1, column], changed[:, -1, column]
        rows.append(
            (
                from_draws(item, without, prior, on=last, scenario="without"),
                from_draws(item, with_it, prior_with, on=last, scenario=scenario.id),
                from_draws(
                    item,
                    _gap(without, with_it),
                    _gap(prior, prior_with),
                    on=last,
                    scenario="difference",
                ),
            )
        )
    sentence = (
        f"{scenario.title}: from {show_date(scenario.start)}, the same draws of the fitted model "
        f"run to {show_date(last)} with and without it."
    )
    return WhatIf(
        id=scenario.id,
        title=scenario.title,
        sentence=sentence,
        start=scenario.start,
        until=last,
        rows=tuple(rows),
        bands=tuple(
            band(posterior, item.name, outputs=changed, scenario=scenario.id)
            for item in touched[:3]
        ),
        caveats=(
            "An interventional what-if on the fitted model, not a prediction that it will happen.",
            "The gap is the middle of the draws' own differences, not the difference of the "
            "middles.",
            *dict.fromkeys(CAVEATS[change.change] for change in (scenario, *scenario.also)),
            *_streams(posterior, (scenario, *scenario.also)),
        ),
    )


def _streams(posterior: Posterior, changes: Sequence[Scenario]) -> tuple[str, ...]:
    """That less comes of what an ally sends, where the model lets it stop sending."""
    case = posterior.case
    side_of = {part.id: part.side for part in case.formations}
    side_of |= {stock.id: stock.supplier for stock in case.stocks}
    sides = {side_of.get(each.target) for each in changes if each.change in STREAMS}
    if not any(side and posterior.machine.campaign.shows(f"{side}.stream") for side in sides):
        return ()
    return (
        "In some draws the ally has stopped sending men and munitions by then: there the change "
        "does less, or nothing.",
    )


def what_if_task(case: Case, fit: Fit, seed: int, scenario: Scenario) -> dict[str, Any]:
    """A what-if of a fitted case, anywhere, as plain JSON values.

    fit, seed   of the case as it is; what is made of them is held for the next task
    """
    key = (case.hash, seed, sha256_bytes(np.ascontiguousarray(fit.draws).tobytes()))
    posterior = _held.get(key)
    if posterior is None:
        machine = Machine(build(case, evidence_for(case)[0]))
        posterior = Posterior(case, machine, fit, seed)
        _held.clear()  # one at a time: hundreds of megabytes
        _held[key] = posterior
    return plain_form(what_if(posterior, scenario))
