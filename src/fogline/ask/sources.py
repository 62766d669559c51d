"""What the fit learned of each source: how high or low it runs, as a factor with its interval."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from fogline.answer import SourceBias
from fogline.ask.estimate import PRIOR_MARK, intervals
from fogline.ask.posterior import N_PRIOR_DRAWS, Posterior
from fogline.case import Case, echoes_in
from fogline.case.origins import source_name
from fogline.ground.seeds import derive_seed
from fogline.model.observation.errors import error_group

__all__ = ["source_biases"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def source_biases(posterior: Posterior) -> tuple[SourceBias, ...]:
    """One row per source, group of measures and relation, most claims first.

    Groups are those of the errors: shares of losses and shares of ground are two.
    The factor is exp(bias): common, relation and source parts together, so 1.3 means the source
    runs 30 % high on such numbers (for shares: on the odds). A source with one claim has only
    what its relation and the common part say.
    """
    machine, campaign = posterior.machine, posterior.machine.campaign
    heads = machine.heads(posterior.full)
    prior = machine.heads(machine.prior(N_PRIOR_DRAWS, derive_seed(posterior.seed, "prior")))
    names = {source.id: source for source in posterior.case.sources}
    echoes = _echoes(posterior.case)
    cells: Counter[tuple[str, str, str, str, tuple[int, ...]]] = Counter()
    for i, item in enumerate(campaign.evidence):
        if item.scale == "status":
            continue
        parts = tuple(place + machine.n_params for place in campaign.errors.steady[i] if place >= 0)
        cells[item.source, error_group(item), item.relation, item.side, parts] += 1
    errors, graded = list(campaign.error_names), _credibility(posterior.case)
    rows = []
    for (source, group, relation, side, parts), count in cells.most_common():
        columns = list(parts)
        draws = np.exp(heads[:, columns].sum(axis=1))
        before = np.exp(prior[:, columns].sum(axis=1))
        width, prior_width = (
            float(np.subtract(*np.quantile(np.log(values), [0.9, 0.1])))
            for values in (draws, before)
        )
        known = names.get(source)
        spread = np.exp(heads[:, machine.n_params + errors.index(f"scatter.{group}")])
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
                echoes=tuple(echoes.get(source, ())),
                grade=known.reliability if known else "",
                scatter=float(np.median(spread)),
                scatter_intervals=intervals(spread),
                credibility=graded.get(source, ""),
            )
        )
    return tuple(rows)


def _credibility(case: Case) -> dict[str, str]:
    """The Admiralty digits that an analyst gave to claims of each source, such as "2, 3"."""
    found: dict[str, set[str]] = {}
    for claim in case.claims:
        for flag in claim.flags:
            if flag.startswith("graded "):
                found.setdefault(source_name(claim), set()).add(flag[-1])
    return {source: ", ".join(sorted(digits)) for source, digits in found.items()}


def _echoes(case: Case) -> dict[str, list[str]]:
    """Names of those who speak for each source or were found to pass on its numbers."""
    names = {source.id: source.name for source in case.sources}
    found: dict[str, list[str]] = {}
    for source in case.sources:
        if source.parent:
            found.setdefault(source.parent, []).append(source.name)
    for echo in echoes_in(case):
        name = names.get(echo.echo, echo.echo)
        if echo.linked and name not in found.setdefault(echo.origin, []):
            found[echo.origin].append(name)
    return found
