"""Daily bands of an observable with every claim on it drawn where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from fogline.answer import Band, PlacedClaim
from fogline.ask.posterior import Posterior
from fogline.case import Evidence
from fogline.ground.days import date_of_day
from fogline.ground.seeds import derive_seed

__all__ = ["band", "bands", "predictive"]

Array = np.ndarray[Any, np.dtype[np.float64]]
LEVELS = {"50": (0.25, 0.75), "80": (0.1, 0.9), "95": (0.025, 0.975)}


def band(
    posterior: Posterior,
    name: str,
    *,
    outputs: Array | None = None,
    placed: tuple[PlacedClaim, ...] = (),
    scenario: str = "",
) -> Band:
    """Median and 50, 80, 95 % edges for every day to the horizon."""
    observable = posterior.observable(name)
    draws = (posterior.outputs if outputs is None else outputs)[:, :, posterior.column(name)]
    wanted = [0.5, *(edge for pair in LEVELS.values() for edge in pair)]
    curves = np.quantile(draws, wanted, axis=0)
    edges = {
        level: (tuple(map(float, curves[1 + 2 * i])), tuple(map(float, curves[2 + 2 * i])))
        for i, level in enumerate(LEVELS)
    }
    return Band(
        observable=name,
        title=observable.title or name,
        definition=observable.definition,
        unit=observable.unit,
        days=tuple(date_of_day(t, posterior.case.start) for t in range(draws.shape[1])),
        median=tuple(map(float, curves[0])),
        edges=edges,
        cut_off=posterior.case.cut_off,
        claims=placed,
        scenario=scenario,
    )


def predictive(posterior: Posterior) -> tuple[Array, Array]:
    """What each source would have said, noise included: draws [N, rows], and two-sided p.

    p compares the claim's edge, middle or value with replicated beliefs of the same source
    (posterior predictive); a bound counts only against its own direction.
    """
    _, means = posterior.claims()
    campaign = posterior.machine.campaign
    generator = np.random.default_rng(derive_seed(posterior.seed, "predictive"))
    degrees = [row.degrees or 1 for row in campaign.rows]
    noise = generator.standard_t(degrees, size=means.shape[:2])
    values = np.full(means.shape[:2], np.nan)
    p = np.ones(means.shape[1])
    for i, item in enumerate(campaign.evidence):
        numerator, denominator, bias, scale = (means[:, i, j] for j in range(4))
        if item.scale == "status":
            values[:, i] = numerator
            agree = numerator if item.bound == "on" else 1.0 - numerator
            p[i] = float(np.mean(agree))
            continue
        ratio = np.maximum(numerator, 1e-9) / np.maximum(denominator, 1e-9)
        if item.scale == "logit":
            ratio = np.clip(ratio, 1e-6, 1 - 1e-6)
            said = 1 / (1 + np.exp(-(np.log(ratio / (1 - ratio)) + bias + scale * noise[:, i])))
        else:
            said = ratio * np.exp(bias + scale * noise[:, i])
        values[:, i] = said
        p[i] = _tail(item, said)
    return values, p


def _tail(item: Evidence, said: Array) -> float:
    if item.bound == "at least":
        return float(np.mean(said >= item.low))
    if item.bound == "up to":
        return float(np.mean(said <= item.high))
    if item.bound == "denied":
        return float(np.mean((said < item.low) | (said > item.high)))
    low, high = (item.value, item.value) if item.bound == "point" else (item.low, item.high)
    return float(min(1.0, 2 * min(np.mean(said <= high), np.mean(said >= low))))


def bands(posterior: Posterior, words: Mapping[str, tuple[str, str]]) -> tuple[Band, ...]:
    """A band for every observable; ``words`` gives each claim's words and label."""
    campaign = posterior.machine.campaign
    values, p = predictive(posterior)
    placed: dict[str, list[PlacedClaim]] = {}
    for i, item in enumerate(campaign.evidence):
        target = _drawn_on(item, posterior)
        if target is None:
            continue
        said, label = words.get(item.claim, ("", item.claim))
        low, value, high, shape = _mark(item)
        last = max(term.day for term in item.numerator)
        placed.setdefault(target, []).append(
            PlacedClaim(
                claim=item.claim,
                observable=target,
                day=date_of_day(last, posterior.case.start),
                shape=shape,
                low=low,
                value=value,
                high=high,
                side=item.side,
                source=item.source,
                words=said,
                label=label,
                expected=float(np.nanmedian(values[:, i])),
                p=float(p[i]),
            )
        )
    return tuple(
        band(posterior, item.name, placed=tuple(placed.get(item.name, ())))
        for item in posterior.observables
    )


def _drawn_on(item: Evidence, posterior: Posterior) -> str | None:
    """The observable on whose chart a claim can be drawn to scale, if any."""
    name = item.observable
    if (
        item.scale == "status"
        or item.bound == "denied"
        or not posterior.machine.campaign.shows(name)
    ):
        return None
    single = len(item.numerator) == 1 and item.numerator[0].weight == 1.0
    return name if single and not item.denominator else None


def _mark(item: Evidence) -> tuple[float, float, float, str]:
    if item.bound == "point":
        return item.value, item.value, item.value, "point"
    if item.bound == "at least":
        return item.low, item.low, item.low, "up"
    if item.bound == "up to":
        return item.high, item.high, item.high, "down"
    return item.low, 0.5 * (item.low + item.high), item.high, "bar"
