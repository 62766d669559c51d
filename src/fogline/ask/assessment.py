"""Everything the main job answers, read off a fitted case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fogline.answer import Assessment, PriorRow
from fogline.ask.bands import bands
from fogline.ask.records import stored_score
from fogline.ask.summary import summary
from fogline.ground.provenance import Provenance, versions

if TYPE_CHECKING:
    from fogline.ask.question import Question

__all__ = ["assessment"]


PACKAGES = ("fogline", "numpy", "scipy", "numba", "nutpie", "xarray", "spacy")
METHOD = (
    "One probabilistic model of the campaign runs in daily steps: who has arrived, who is present "
    "and who is on the line; losses of those on the line by an attrition law with unknown "
    "exponents; wounded who return; ground taken and retaken; shells delivered and fired.",
    "Every claim is compared with what its source would have said if the model were right: the "
    "quantity on its dates, times the source's learned bias, with heavy-tailed error. 'At least' "
    "and 'up to' are read as bounds, 'about' and ranges as intervals, claims of one origin share "
    "one error, and repeats of a claim count once.",
    "All unknowns are fitted to all claims at once by Hamiltonian Monte Carlo (NUTS). Intervals "
    "are equal-tailed. An answer rests on the prior when the claims removed less than a quarter "
    "of the prior's 80 % width (log scale).",
    "Enemy strength and own strength enter the loss rate with exponents p and q; only their "
    "difference is identified by losses alone, so p and q are confounded.",
)


def assessment(asked: Question, *, preview: bool = False) -> Assessment:
    """Everything the main job answers."""
    posterior, case = asked.posterior, asked.case
    labels = asked.labels()
    words = {claim.id: (claim.words, labels[claim.id]) for claim in case.claims}
    names = [item.name for item in posterior.observables]
    spoken = {item.observable for item in asked.campaign.evidence}
    found, refits = asked.check(), asked.refits()
    warnings = [
        f"The fit failed its gate '{gate.name}': wanted {gate.wanted}, got {gate.got}. "
        f"{gate.remedy}."
        for gate in found.gates
        if not gate.passed
    ]
    warnings += [
        f"The model predicts the claims on {group} poorly (posterior-predictive p {p:.3f})."
        for group, p in found.predictive_p.items()
        if p < 0.01
    ]
    if preview:
        warnings.insert(0, "A preview with few draws: run without --quick before quoting it.")
    return Assessment(
        case=case.id,
        title=case.title,
        question=case.question,
        start=case.start,
        cut_off=case.cut_off,
        horizon=case.horizon,
        summary=summary(posterior),
        estimates=tuple(asked.estimate(name) for name in names),
        forecasts=tuple(asked.estimate(name, case.horizon) for name in names)
        if case.horizon > case.cut_off
        else (),
        bands=bands(posterior, words),
        what_ifs=tuple(asked.what_if(item) for item in case.scenarios),
        weighings=tuple(asked.weighing(name, refits=refits) for name in names if name in spoken),
        sources=asked.biases(),
        check=found,
        priors=tuple(
            PriorRow(
                name=prior.name, words=prior.words, source=prior.source,
                posterior=_moved(asked, prior.unknown),
            )
            for prior in asked.campaign.priors
        ),
        listed=asked.listed,
        warnings=(*warnings, *case.notes),
        provenance=_provenance(asked),
        method=METHOD,
        preview=preview,
        tension=asked.tension(refits),
        next_facts=asked.next_facts(_headlines(asked)),
        score=stored_score(case.id),
    )  # fmt: skip


def _moved(asked: Question, unknown: int) -> str:
    """How far the claims moved one unknown, in prior standard deviations."""
    places = np.flatnonzero(asked.machine.fit_index == unknown)
    if not len(places):
        return "not informed: lies after the cut-off"
    draws = asked.posterior.fit.flat()[:, places[0]]
    return f"moved {draws.mean():+.1f} prior sd, width {draws.std():.2f} of the prior's"


def _provenance(asked: Question) -> Provenance:
    fit = asked.posterior.fit
    return Provenance(
        case_hash=asked.case.hash,
        cut_off=asked.case.cut_off.isoformat(),
        claims=tuple(item.claim for item in asked.campaign.evidence),
        laws=asked.campaign.laws,
        priors=tuple(
            {"name": p.name, "words": p.words, "source": p.source} for p in asked.campaign.priors
        ),
        seed=asked.seed,
        versions=versions(*PACKAGES),
        extra={
            "sampler": dict(fit.provenance),
            "seconds": {**asked.seconds, **{k: float(v) for k, v in fit.seconds.items()}},
            "gates": [
                {"name": g.name, "wanted": g.wanted, "got": g.got, "passed": g.passed}
                for g in asked.gates
            ],
        },
    )


def _headlines(asked: Question) -> list[str]:
    """The answers a report leads with: contingents' casualties, ground retaken, shells."""
    wanted = [f"{f.id}.casualties" for f in asked.case.formations if f.arriving is not None]
    wanted += [f"{sector.id}.share_retaken" for sector in asked.case.sectors]
    wanted += [f"{stock.id}.share_of_fires" for stock in asked.case.stocks]
    shown = {item.name for item in asked.posterior.observables}
    return [name for name in wanted if name in shown]
