"""What the parts share: quantities made of outputs, chances in words, claims of a part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from fogline.answer import Estimate, probability_words
from fogline.answer.implication import Chance
from fogline.ask.estimate import from_draws
from fogline.ask.posterior import Posterior
from fogline.case import Observable

__all__ = ["both", "chance", "claims_on", "made", "said"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def both(posterior: Posterior, name: str) -> tuple[Array, Array]:
    """Daily draws [N, days] of an output under the posterior and under the prior."""
    column = posterior.column(name)
    return posterior.outputs[:, :, column], posterior.prior_outputs[:, :, column]


def made(
    name: str, title: str, definition: str, unit: str, draws: Sequence[Array], on: date
) -> Estimate:
    """An estimate of a quantity made of outputs; ``draws`` of the posterior, then of the prior."""
    observable = Observable(name=name, title=title, definition=definition, unit=unit)
    return from_draws(observable, draws[0], draws[1], on=on)


def chance(of: str, happened: Any) -> Chance:
    """The probability of something from draws where it did or did not happen."""
    share = float(np.mean(happened))
    return Chance(of=of, probability=share, words=f"{of}: {probability_words(share)}")


def said(estimate: Estimate) -> str:
    """The estimate as a sentence."""
    return estimate.words[:1].upper() + estimate.words[1:] + "."


def claims_on(posterior: Posterior, *observables: str) -> tuple[str, ...]:
    """Claims that are evidence on any of these observables, in the order of the case."""
    return tuple(
        item.claim
        for item in posterior.machine.campaign.evidence
        if any(term.observable in observables for term in (*item.numerator, *item.denominator))
    )
