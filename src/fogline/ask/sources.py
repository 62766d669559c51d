"""What the fit learned of each source: how high or low it runs, as a factor with its interval."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from fogline.answer import SourceBias
from fogline.ask.estimate import PRIOR_MARK, intervals
from fogline.ask.posterior import N_PRIOR_DRAWS, Posterior
from fogline.ground.seeds import derive_seed

__all__ = ["source_biases"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def source_biases(posterior: Posterior) -> tuple[SourceBias, ...]:
    """One row per source, group of measures and relation, most claims first.

    The factor is exp(bias): common, relation and source parts together, so 1.3 means the source
    runs 30 % high on such numbers (for shares: on the odds). A source with one claim has only
    what its relation and the common part say.
    """
    machine, campaign = posterior.machine, posterior.machine.campaign
    heads = machine.heads(posterior.full)
    prior = machine.heads(machine.prior(N_PRIOR_DRAWS, derive_seed(posterior.seed, "prior")))
    names = {source.id: source for source in posterior.case.sources}
    cells: Counter[tuple[str, str, str, str]] = Counter()
    places: dict[tuple[str, str, str, str], list[int]] = {}
    for i, item in enumerate(campaign.evidence):
        if item.scale == "status":
            continue
        key = (item.source, item.group, item.relation, item.side)
        cells[key] += 1
        places[key] = [p for p in machine.places[i, :3] if p >= 0]
    rows = []
    for (source, group, relation, side), count in cells.most_common():
        columns = places[source, group, relation, side]
        draws = np.exp(heads[:, columns].sum(axis=1))
        before = np.exp(prior[:, columns].sum(axis=1))
        width, prior_width = (
            float(np.subtract(*np.quantile(np.log(values), [0.9, 0.1])))
            for values in (draws, before)
        )
        known = names.get(source)
        rows.append(
            SourceBias(
                source=source,
                name=known.name if known else source,
                side=side,
                relation=relation,
                group=group,
                n_claims=count,
                factor=float(np.median(draws)),
                intervals=intervals(draws),
                prior_intervals=intervals(before),
                rests_on_prior=1.0 - width / prior_width < PRIOR_MARK if prior_width else True,
                echoes=tuple(s.name for s in posterior.case.sources if s.parent == source),
                grade=known.reliability if known else "",
            )
        )
    return tuple(rows)
