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

from fogline import __version__
from fogline.answer import (
    Assessment,
    Check,
    ClaimCheck,
    Crossing,
    Estimate,
    ListedClaim,
    NextFact,
    SourceBias,
    Tension,
    Weighing,
    WhatIf,
)
from fogline.ask.assessment import assessment
from fogline.ask.check import check, worst_of
from fogline.ask.crossing import crossing
from fogline.ask.estimate import estimate
from fogline.ask.kept_fit import fit_key, kept_or_made, run_folder
from fogline.ask.next_fact import Prospects, next_fact
from fogline.ask.one_claim import check_claim
from fogline.ask.posterior import Posterior
from fogline.ask.refits import Refits
from fogline.ask.sources import source_biases
from fogline.ask.statements import Statement
from fogline.ask.tension import tension
from fogline.ask.weigh import Influence, weighing
from fogline.ask.what_if import what_if
from fogline.case import Case, evidence_for
from fogline.case.case import Scenario
from fogline.fit.gates import GateResult
from fogline.ground.files import write_atomically
from fogline.model.campaign import Campaign, build
from fogline.model.machine import Machine

__all__ = ["Question"]

Tell = Callable[[str, float | None], None]


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
        folder = run_folder(case, fit_key(case, campaign, run_seed, quick=quick))
        fit, gates = kept_or_made(
            machine, folder, run_seed, quick=quick, progress=progress, cores=cores
        )
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
        return check(self.posterior, self.gates, worst_of(fit))

    def labels(self) -> dict[str, str]:
        """A short label for each claim: who said it and when."""
        return {claim.id: claim.label for claim in self.case.claims}

    def assessment(self, *, preview: bool = False) -> Assessment:
        """Everything the main job answers; ``preview`` says that the fit has few draws."""
        return assessment(self, preview=preview)

    def keep(self, files: Mapping[str, str | bytes]) -> Path:
        """Write the run's files and a manifest of all that is there; gives the folder."""
        for name, data in files.items():
            write_atomically(self.folder / name, data)
        names = sorted(p.name for p in self.folder.iterdir() if not p.name.startswith("."))
        manifest = {"case": self.case.id, "fogline": __version__, "files": names}
        write_atomically(self.folder / "manifest.json", json.dumps(manifest, indent=1))
        return self.folder
