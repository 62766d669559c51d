"""Russian casualties on 30 January 2025, ours beside The Economist's, in four readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from fogline.case import Evidence, evidence_for, load_case
from fogline.fit.sample import sample
from fogline.model.campaign import build
from fogline.model.machine import Machine

ON = date(2025, 1, 30)
ECONOMIST = (794_836.0, 699_006.0, 903_804.0)
"""Estimate and 95 % prediction interval: made later, with later claims too (chapter 6)."""


@dataclass(frozen=True)
class Reading:
    """Median and 95 % interval, and the width of the interval as a factor."""

    words: str
    n_claims: int
    median: float
    low: float
    high: float

    @property
    def factor(self) -> float:
        """Upper over lower end."""
        return self.high / self.low


def readings(*, draws: int = 400) -> list[Reading]:
    """With and without echoes counted, with and without one-sided claims."""
    case = load_case("casualties-ukraine")
    once, _ = evidence_for(case)
    twice, _ = evidence_for(case, count_echoes=True)

    def two_sided(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(item for item in evidence if item.bound not in ("at least", "up to"))

    found = []
    for words, evidence in (
        ("echoes counted once, all claims", once),
        ("echoes counted once, no one-sided claims", two_sided(once)),
        ("echoes counted as witnesses, all claims", twice),
        ("echoes counted as witnesses, no one-sided claims", two_sided(twice)),
    ):
        machine = Machine(build(case, evidence))
        fit = sample(machine, seed=1, chains=2, draws=draws, tune=150, cores=1)
        column = machine.campaign.output("ru.casualties")
        full = machine.complete(fit.flat(), 1)
        values = machine.run(full, columns=[column], days=[case.day(ON)])[:, 0, 0]
        low, median, high = np.quantile(values, [0.025, 0.5, 0.975])
        found.append(Reading(words, len(evidence), float(median), float(low), float(high)))
    return found
