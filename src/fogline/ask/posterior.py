"""A fitted model ready for questions: daily draws of every observable, prior beside posterior."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from fogline.case import Case, Observable
from fogline.fit.fit import Fit
from fogline.ground.days import date_of_day
from fogline.ground.errors import InputError, UnknownName
from fogline.ground.seeds import derive_seed
from fogline.model.machine import Machine

__all__ = ["Posterior"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Draws used for answers; the gates use them all.
N_BAND_DRAWS = 2000
N_PRIOR_DRAWS = 1000


@dataclass(slots=True)
class Posterior:
    """Draws of the daily outputs under the posterior and under the prior.

    full, prior_full  thinned posterior draws of all unknowns, the future's drawn: [N, n_all]; the
                      same from the prior
    outputs           [N, n_days, n_outputs] to the horizon; prior_outputs from the prior
    """

    case: Case
    machine: Machine
    fit: Fit
    seed: int
    full: Array = field(init=False)
    prior_full: Array = field(init=False)
    outputs: Array = field(init=False)
    prior_outputs: Array = field(init=False)
    _claims: tuple[Array, Array] | None = None

    def __post_init__(self) -> None:
        flat = self.fit.flat()
        step = max(1, len(flat) // N_BAND_DRAWS)
        thinned = flat[::step]
        self.full = self.machine.complete(thinned, derive_seed(self.seed, "future"))
        self.outputs = self.machine.run(self.full)
        self.prior_full = self.machine.prior(N_PRIOR_DRAWS, derive_seed(self.seed, "prior"))
        self.prior_outputs = self.machine.run(self.prior_full)

    @property
    def observables(self) -> tuple[Observable, ...]:
        """The case's observables that the model shows."""
        shows = self.machine.campaign.shows
        return tuple(item for item in self.case.observables if shows(item.name))

    def observable(self, name: str) -> Observable:
        """The observable of this name; UnknownName lists near ones."""
        for item in self.observables:
            if item.name == name:
                return item
        raise UnknownName("observable", name, [item.name for item in self.observables])

    def column(self, name: str) -> int:
        """Output column of an observable."""
        return self.machine.campaign.output(name)

    def day(self, when: date) -> int:
        """Day number of a date, which must lie between the case's start and its horizon."""
        number = self.case.day(when)
        if not 0 <= number < self.machine.n_days:
            last = date_of_day(self.machine.n_days - 1, self.case.start)
            raise InputError(
                f"no answer for {when}: the case {self.case.id} runs from {self.case.start} "
                f"to {last} - choose a day in between, or move the horizon in case.toml"
            )
        return number

    def draws(self, name: str, when: date) -> Array:
        """Posterior draws of an observable on a date: [N]."""
        return self.outputs[:, self.day(when), self.column(name)]

    def prior_draws(self, name: str, when: date) -> Array:
        """Prior draws of an observable on a date."""
        return self.prior_outputs[:, self.day(when), self.column(name)]

    def claims(self) -> tuple[Array, Array]:
        """Log likelihood [N, rows] and the claims' expectations [N, rows, 5], computed once."""
        if self._claims is None:
            self._claims = self.machine.claims(self.full)
        return self._claims

    def of_draws(self, machine: Machine, full: Array) -> Posterior:
        """The same questions put to other draws of the same unknowns."""
        other = copy(self)
        other.machine, other.full, other.outputs = machine, full, machine.run(full)
        other._claims = None
        return other

    def run(self, controls: Mapping[str, Array]) -> Array:
        """The same draws under an intervention: [N, n_days, n_outputs]."""
        return self.machine.run(self.full, controls=controls)

    def prior_at_horizon(self, controls: Mapping[str, Array]) -> Array:
        """The prior's draws under an intervention, on the last day: [N_PRIOR, n_outputs]."""
        last = self.machine.n_days - 1
        return self.machine.run(self.prior_full, controls=controls, days=[last])[:, 0]
