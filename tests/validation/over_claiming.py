"""Losses predicted from claims in time order: the over-claiming case fitted block by block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fogline.case import Case, Evidence, evidence_for, load_case
from fogline.fit.predictive import coverage, crps
from fogline.fit.sample import sample
from fogline.model.campaign import build
from fogline.model.machine import Machine

FIRST_PREDICTED = 8  # days of both numbers before the first prediction
BLOCK = 4  # days predicted by one fit
WAR_CLAIMS, RECORD = "usaaf", "luftwaffe"


@dataclass(frozen=True)
class Rolling:
    """Draws [S, N] of each day's record before it is known, what the constant ratio predicts
    (the same shape), and the records [N]."""

    ours: np.ndarray
    constant_ratio: np.ndarray
    records: np.ndarray

    def scores(self) -> dict[str, float]:
        """Mean CRPS in aircraft of both, log-RMSE of both medians, coverage of our 80 %."""
        found = {}
        for name, draws in (("ours", self.ours), ("constant ratio", self.constant_ratio)):
            found[f"CRPS, {name}"] = float(crps(draws, self.records).mean())
            misses = np.log(np.median(draws, axis=0)) - np.log(self.records)
            found[f"log-RMSE, {name}"] = float(np.sqrt(np.mean(misses**2)))
        found["80 % coverage, ours"] = coverage(self.ours, self.records, (0.8,))[0.8]
        return found


def rolling(*, draws: int = 300) -> Rolling:
    """Predict the days from ``FIRST_PREDICTED`` on, block by block, from earlier records.

    Each block of days is predicted from the claims of its days and both numbers of all days before
    it. The constant ratio's predictive: the claim times the records' geometric-mean ratio so far,
    with normal log errors of the spread so far.
    """
    case = load_case("over-claiming")
    evidence, _ = evidence_for(case)
    said = {(item.source, item.observable): item for item in evidence}
    things = [f"{item.id}.lost" for item in case.counted]
    ours, simple, records = [], [], []
    for place in range(FIRST_PREDICTED, len(things), BLOCK):
        known, asked = things[:place], things[place : place + BLOCK]
        given = [said[WAR_CLAIMS, name] for name in (*known, *asked)]
        given += [said[RECORD, name] for name in known]
        ours += predicted(case, given, [said[RECORD, name] for name in asked], draws)
        logs = [np.log(_number(said[RECORD, n]) / _number(said[WAR_CLAIMS, n])) for n in known]
        random = np.random.default_rng(place)
        for name in asked:
            noise = np.std(logs, ddof=1) * random.standard_normal(ours[-1].size)
            simple.append(_number(said[WAR_CLAIMS, name]) * np.exp(np.mean(logs) + noise))
            records.append(_number(said[RECORD, name]))
    return Rolling(np.array(ours).T, np.array(simple).T, np.array(records))


def _number(item: Evidence) -> float:
    """The number said; a small count is an interval about it."""
    return item.value or 0.5 * (item.low + item.high)


def predicted(
    case: Case, given: list[Evidence], asked: list[Evidence], draws: int
) -> list[np.ndarray]:
    """Draws of what the record will say of each day, its own bias and scatter included."""
    machine = Machine(build(case, given))
    campaign = machine.campaign
    fit = sample(machine, seed=1, chains=2, draws=draws, tune=120, cores=1)
    full = machine.complete(fit.flat(), 1)
    heads = machine.heads(full)
    columns = [campaign.output(item.observable) for item in asked]
    truths = machine.run(full, columns=columns, days=[0])[:, 0]
    like = next(i for i, item in enumerate(campaign.evidence) if item.source == asked[0].source)
    places = [int(p) for p in machine.places[like, :3] if p >= 0]
    scale = heads[:, int(machine.places[like, 3])]
    noise = np.random.default_rng(2).standard_t(campaign.rows[like].degrees, truths.T.shape)
    return list(truths.T * np.exp(heads[:, places].sum(axis=1) + scale * noise))
