"""A campaign run forward in plain NumPy, its parameters set by hand where one wishes.

Slow (milliseconds a day) and without a compiler: for teaching, for trying a case out, and as the
second reading that the compiled kernels are checked against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from fogline.ground.errors import UnknownName
from fogline.model.campaign import Campaign
from fogline.model.compiler import NumpyOps

__all__ = ["forward", "parameters"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def parameters(
    campaign: Campaign, theta: Sequence[float], given: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The campaign's parameters for unknowns theta[n_all], by name; ``given`` ones as given.

    A given parameter also reaches those made from it. Raises UnknownName for one that the
    campaign does not have.
    """
    known = list(campaign.assembly.params)
    for name in given or {}:
        if name not in campaign.assembly.params:
            raise UnknownName("parameter", name, known)
    values = campaign.head(NumpyOps(), list(theta), given)
    return {name: float(value) for name, value in zip(campaign.param_names, values, strict=False)}


def forward(
    campaign: Campaign,
    theta: Sequence[float],
    *,
    given: Mapping[str, float] | None = None,
    controls: Mapping[str, Sequence[float]] | None = None,
    n_days: int | None = None,
) -> Array:
    """Daily outputs [n_days, n_outputs] for unknowns theta[n_all] (0: each prior's median).

    given     parameters by name that replace what the unknowns make of them
    controls  daily interventions by name; UnknownName for one the campaign does not have
    """
    ops = NumpyOps()
    length = n_days or campaign.n_days
    params = parameters(campaign, theta, given)
    drivers = np.zeros((length, len(campaign.driver_names)))
    place = {name: i for i, name in enumerate(campaign.driver_names)}
    for name, default in campaign.assembly.controls.items():
        drivers[:, place[name]] = default
    for name, values in (controls or {}).items():
        if name not in campaign.assembly.controls:
            raise UnknownName("intervention", name, list(campaign.assembly.controls))
        drivers[:, place[name]] = values[:length]
    days = np.arange(length)
    for number, (every, series) in enumerate(campaign.grids):
        step, state, knots = campaign.knot_step(number), [0.0] * (len(series) + 1), []
        for k in range(len(series[0].unknowns)):
            shocks = [theta[item.unknowns[k]] for item in series]
            state, made = step(ops, state, shocks, float(k), [params[i.scale] for i in series])
            knots.append(made)
        at = np.arange(len(knots)) * every
        for j, item in enumerate(series):
            drivers[:, place[item.name]] = np.interp(days, at, [row[j] for row in knots])
    state = campaign.start_state(params)
    outputs = np.empty((length, len(campaign.output_names)))
    for day in range(length):
        state, outputs[day] = campaign.day_step(
            ops, state, list(drivers[day]), float(day), list(params.values())
        )
    return outputs
