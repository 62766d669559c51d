"""A case put to the machine half: evidence, model, fit (kept and reused), then answers.

The fit of a case is kept in its run folder under a key made of everything it depends on, so that
a second question costs no second fit; a changed claim, prior or version changes the key.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from fogline import __version__
from fogline.answer import (
    Assessment,
    Check,
    ClaimCheck,
    Crossing,
    Estimate,
    ListedClaim,
    NextFact,
    PriorRow,
    SourceBias,
    Tension,
    Weighing,
    WhatIf,
)
from fogline.ask.bands import bands
from fogline.ask.check import check
from fogline.ask.crossing import crossing
from fogline.ask.estimate import estimate
from fogline.ask.next_fact import Prospects, next_fact
from fogline.ask.one_claim import check_claim
from fogline.ask.posterior import Posterior
from fogline.ask.records import stored_score
from fogline.ask.refits import Refits
from fogline.ask.sources import source_biases
from fogline.ask.statements import Statement
from fogline.ask.summary import summary
from fogline.ask.tension import tension
from fogline.ask.weigh import Influence, weighing
from fogline.ask.what_if import what_if
from fogline.case import Case, evidence_for
from fogline.case.case import Scenario
from fogline.fit.fit import Fit
from fogline.fit.gates import GateResult, fit_until_converged, gates_of_answers
from fogline.fit.progress import Progress
from fogline.ground.errors import FitError
from fogline.ground.files import write_atomically
from fogline.ground.ids import content_id
from fogline.ground.places import data_folder
from fogline.ground.provenance import Provenance, versions
from fogline.model.campaign import Campaign, build
from fogline.model.machine import Machine

__all__ = ["Question"]

Tell = Callable[[str, float | None], None]

# Draws and tuning a chain: the full fit, and the preview that --quick asks for. A full fit goes on,
# as many draws at a time, until its worst answer is known well enough.
FULL, QUICK = (500, 120), (200, 120)
MOST_BLOCKS = 8
# The acceptance that steps are made for; a rerun after divergent draws asks for more. With steps of
# many lengths (``fit.nuts``) the bundled cases have at most one divergent draw in 1,600 at this.
# Chosen by us; decisions/0052.
ACCEPTANCE = 0.8
PACKAGES = ("fogline", "numpy", "scipy", "numba", "nutpie", "xarray", "spacy")


@dataclass(slots=True)
class Question:
    """A fitted case. Make one with ``Question.of``."""

    case: Case
    campaign: Campaign
    machine: Machine
    posterior: Posterior
    gates: tuple[GateResult, ...]
    listed: tuple[ListedClaim, ...]
    folder: Path
    seed: int
    seconds: dict[str, float] = field(default_factory=dict)
    _influence: Influence | None = None

    @classmethod
    def of(
        cls,
        case: Case,
        *,
        seed: int | None = None,
        progress: Tell,
        quick: bool = False,
        cores: int = 2,
    ) -> Question:
        """Build the model, compile it, and fit it or open the kept fit.

        cores   chains drawn at once; the draws do not depend on it
        """
        began = time.perf_counter()
        run_seed = case.seed if seed is None else seed
        progress("weighing which claims are evidence", None)
        evidence, listed = evidence_for(case)
        campaign = build(case, evidence)
        used = {item.claim for item in campaign.evidence}
        unused = [
            ListedClaim(
                claim=item.claim, reason="speaks of a quantity or day that the model does not hold"
            )
            for item in evidence
            if item.claim not in used
        ]
        progress("preparing the model (compiled once, then kept)", None)
        machine = Machine(campaign)
        machine.value_and_gradient(machine.initial(run_seed))
        compiled = time.perf_counter()
        draws, tune = QUICK if quick else FULL
        key = _key(case, campaign, run_seed, draws)
        folder = _run_folder(case, key)
        fit, gates = _fit(machine, folder, run_seed, draws, tune, progress, cores)
        fitted = time.perf_counter()
        progress("running the fitted model forward", None)
        posterior = Posterior(case, machine, fit, run_seed)
        return cls(
            case=case,
            campaign=campaign,
            machine=machine,
            posterior=posterior,
            gates=gates,
            listed=tuple(
                [ListedClaim(claim=item.claim, reason=item.reason) for item in listed] + unused
            ),
            folder=folder,
            seed=run_seed,
            seconds={"compile": compiled - began, "fit": fitted - compiled},
        )

    @property
    def influence(self) -> Influence:
        """Leave-one-claim-out weights, computed once."""
        if self._influence is None:
            self._influence = Influence.of(self.posterior)
        return self._influence

    def estimate(self, name: str, on: date | None = None) -> Estimate:
        """An observable on a date (the cut-off by default), with the claims that bear on it."""
        when = on or self.case.cut_off
        return estimate(self.posterior, name, when, claims=self.influence.telling(name, when))

    def crossing(self, name: str, threshold: float, until: date | None = None) -> Crossing:
        """When an observable reaches a threshold, by ``until`` (the horizon)."""
        return crossing(self.posterior, name, threshold, until or self.case.horizon)

    def refits(self, tell: Tell | None = None) -> Refits:
        """Fits without some claims; new ones are made only when there is somebody to tell."""
        return Refits(self.posterior, self.folder, allowed=tell is not None, tell=tell)

    def weighing(
        self,
        name: str,
        on: date | None = None,
        *,
        refits: Refits | None = None,
        refit_groups: bool = False,
    ) -> Weighing:
        """Which claims carry an answer; kept refits stand in where importance weights fail."""
        return weighing(
            self.influence, name, on or self.case.cut_off, self.labels(),
            refits=refits or self.refits(), names=self.names(), refit_groups=refit_groups,
        )  # fmt: skip

    def tension(self, refits: Refits | None = None) -> Tension:
        """Claims that cannot all be true, and the fewest that would have to give."""
        return tension(
            self.influence, self.labels(), {c.id: c.words for c in self.case.claims},
            titles=self.names() | {o.name: o.title for o in self.case.observables if o.title},
            refits=refits or self.refits(),
        )  # fmt: skip

    def biases(self) -> tuple[SourceBias, ...]:
        """How high or low each source runs, as learned."""
        return source_biases(self.posterior)

    def next_facts(
        self, names: Sequence[str], on: date | None = None, days: Sequence[date] = ()
    ) -> tuple[NextFact, ...]:
        """For each answer, which observation on which of ``days`` would settle most of it."""
        prospects = Prospects.of(self.posterior, days)
        return tuple(next_fact(prospects, name, on or self.case.cut_off) for name in names)

    def _headlines(self) -> list[str]:
        """The answers a report leads with: contingents' casualties, ground retaken, shells."""
        wanted = [f"{f.id}.casualties" for f in self.case.formations if f.arriving is not None]
        wanted += [f"{sector.id}.share_retaken" for sector in self.case.sectors]
        wanted += [f"{stock.id}.share_of_fires" for stock in self.case.stocks]
        shown = {item.name for item in self.posterior.observables}
        return [name for name in wanted if name in shown]

    def check_claim(self, statement: Statement, refits: Refits | None = None) -> ClaimCheck:
        """One statement against all sources but its own and its kin."""
        return check_claim(self.influence, statement, refits=refits or self.refits())

    def names(self) -> dict[str, str]:
        """Names of sides, sources and stocks by id."""
        parts = (*self.case.sides, *self.case.sources, *self.case.stocks)
        return {part.id: part.name for part in parts}

    def what_if(self, scenario: Scenario) -> WhatIf:
        """A scenario against the same draws without it."""
        return what_if(self.posterior, scenario)

    def check(self) -> Check:
        """Gates and diagnostics."""
        fit = self.posterior.fit
        return check(self.posterior, self.gates, _worst(fit))

    def labels(self) -> dict[str, str]:
        """A short label for each claim: who said it and when."""
        return {claim.id: claim.label for claim in self.case.claims}

    def assessment(self, *, preview: bool = False) -> Assessment:
        """Everything the main job answers."""
        posterior, case = self.posterior, self.case
        labels = self.labels()
        words = {claim.id: (claim.words, labels[claim.id]) for claim in case.claims}
        names = [item.name for item in posterior.observables]
        spoken = {item.observable for item in self.campaign.evidence}
        found, refits = self.check(), self.refits()
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
            estimates=tuple(self.estimate(name) for name in names),
            forecasts=tuple(self.estimate(name, case.horizon) for name in names)
            if case.horizon > case.cut_off
            else (),
            bands=bands(posterior, words),
            what_ifs=tuple(self.what_if(item) for item in case.scenarios),
            weighings=tuple(self.weighing(name, refits=refits) for name in names if name in spoken),
            sources=self.biases(),
            check=found,
            priors=tuple(
                PriorRow(
                    name=prior.name, words=prior.words, source=prior.source,
                    posterior=self._moved(prior.unknown),
                )
                for prior in self.campaign.priors
            ),
            listed=self.listed,
            warnings=(*warnings, *case.notes),
            provenance=self._provenance(),
            method=METHOD,
            preview=preview,
            tension=self.tension(refits),
            next_facts=self.next_facts(self._headlines()),
            score=stored_score(case.id),
        )  # fmt: skip

    def _moved(self, unknown: int) -> str:
        """How far the claims moved one unknown, in prior standard deviations."""
        places = np.flatnonzero(self.machine.fit_index == unknown)
        if not len(places):
            return "not informed: lies after the cut-off"
        draws = self.posterior.fit.flat()[:, places[0]]
        return f"moved {draws.mean():+.1f} prior sd, width {draws.std():.2f} of the prior's"

    def _provenance(self) -> Provenance:
        fit = self.posterior.fit
        return Provenance(
            case_hash=self.case.hash,
            cut_off=self.case.cut_off.isoformat(),
            claims=tuple(item.claim for item in self.campaign.evidence),
            laws=self.campaign.laws,
            priors=tuple(
                {"name": p.name, "words": p.words, "source": p.source} for p in self.campaign.priors
            ),
            seed=self.seed,
            versions=versions(*PACKAGES),
            extra={
                "sampler": dict(fit.provenance),
                "seconds": {**self.seconds, **{k: float(v) for k, v in fit.seconds.items()}},
                "gates": [
                    {"name": g.name, "wanted": g.wanted, "got": g.got, "passed": g.passed}
                    for g in self.gates
                ],
            },
        )

    def keep(self, files: Mapping[str, str | bytes]) -> Path:
        """Write the run's files and a manifest of all that is there; gives the folder."""
        for name, data in files.items():
            write_atomically(self.folder / name, data)
        names = sorted(p.name for p in self.folder.iterdir() if not p.name.startswith("."))
        manifest = {"case": self.case.id, "fogline": __version__, "files": names}
        write_atomically(self.folder / "manifest.json", json.dumps(manifest, indent=1))
        return self.folder


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


def _key(case: Case, campaign: Campaign, seed: int, draws: int) -> str:
    return content_id(
        "",
        __version__,
        campaign.assembly.unknowns.names,
        [(p.name, p.words) for p in campaign.priors],
        [(row.claim, row.kind, row.constants, row.terms) for row in campaign.rows],
        campaign.errors.bias,
        (case.law, case.movement, case.policies),
        # in full: the priors' words round their numbers
        [
            repr(getattr(case, part))
            for part in ("sides", "formations", "sectors", "stocks", "tallies", "counts", "degrees")
        ],
        (str(case.start), str(case.cut_off), str(case.horizon)),
        seed,
        draws,
    )


def _run_folder(case: Case, key: str) -> Path:
    """The case's own folder where it may be written to, else the user's data folder."""
    import os

    own = Path(case.folder) if case.folder else None
    bundled = own is not None and "fogline" in own.parts and "bundled" in own.parts
    if own is not None and not bundled and own.is_dir() and os.access(own, os.W_OK):
        return own / "runs" / key
    return data_folder() / "runs" / case.id / key


def _fit(
    machine: Machine, folder: Path, seed: int, draws: int, tune: int, progress: Tell, cores: int
) -> tuple[Fit, tuple[GateResult, ...]]:
    kept = folder / "posterior.nc"
    if kept.exists():
        try:
            fit = Fit.load(kept)
            if fit.names == machine.names:
                return fit, gates_of_answers(fit)
        except FitError:
            kept.unlink(missing_ok=True)  # damaged: fit again

    def watch(told: Progress) -> None:
        progress(told.phase, told.fraction)

    outcome = fit_until_converged(
        machine,
        machine.answers,
        seed=seed,
        draws=draws,
        tune=tune,
        reruns=0 if (draws, tune) == QUICK else 1,
        most_blocks=1 if (draws, tune) == QUICK else MOST_BLOCKS,
        target_acceptance=ACCEPTANCE,
        cores=cores,
        progress=watch,
    )
    folder.mkdir(parents=True, exist_ok=True)
    outcome.fit.save(kept)
    return outcome.fit, outcome.gates


def _worst(fit: Fit) -> dict[str, Any]:
    from fogline.fit.diagnostics import convergence_of_answers

    _, found = convergence_of_answers(fit.answers)
    return {
        "worst_rhat": float(np.nanmax(found.rhat)),
        "worst_ess": float(min(np.nanmin(found.ess_bulk), np.nanmin(found.ess_tail))),
    }
