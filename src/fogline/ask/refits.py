"""The posterior without some claims, fitted again; kept beside the fit it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from fogline.ask.posterior import Posterior
from fogline.case import Case, evidence_for
from fogline.fit.again import sample_again
from fogline.fit.diagnostics import convergence_of_answers
from fogline.fit.fit import Fit
from fogline.fit.progress import Progress
from fogline.ground.errors import FitError
from fogline.ground.ids import content_id
from fogline.ground.seeds import derive_seed
from fogline.model.campaign import Campaign, build
from fogline.model.machine import Machine

__all__ = ["Refits", "Without", "campaign_without", "refit_task"]

Array = np.ndarray[Any, np.dtype[np.float64]]
Tell = Callable[[str, float | None], None]

# Enough for a median within a twelfth of a standard deviation. Chosen by us.
CHAINS, DRAWS = 4, 300
# Of a second attempt, where the chains of the first disagree. Chosen by us.
MORE_DRAWS = 800
# Chains that agree within this serve for a shift of a median, which is no answer of its own.
# Source: the bound used before rank-normalisation, Gelman & Rubin (1992) as commonly read.
GOOD_RHAT = 1.05


def campaign_without(campaign: Campaign, claims: Collection[str]) -> Campaign:
    """The same model with the same unknowns, conditioned on the other claims only."""
    kept = [i for i, item in enumerate(campaign.evidence) if item.claim not in claims]

    def of_kept(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rows[i] for i in kept)

    # every field of the layout has one entry a row
    layout = {item.name: getattr(campaign.errors, item.name) for item in fields(campaign.errors)}
    return replace(
        campaign,
        evidence=of_kept(campaign.evidence),
        rows=of_kept(campaign.rows),
        errors=replace(campaign.errors, **{name: of_kept(rows) for name, rows in layout.items()}),
    )


@dataclass(slots=True)
class Without:
    """Draws of a posterior that has not seen some claims. passed: its gates."""

    case_start: date
    machine: Machine
    full: Array
    passed: bool
    _kept: dict[date, Array] = field(default_factory=dict)

    def draws(self, name: str, when: date) -> Array:
        """An observable on a date: [N]."""
        if when not in self._kept:
            day = (when - self.case_start).days
            self._kept[when] = self.machine.run(self.full, n_days=day + 1, days=[day])[:, 0]
        return self._kept[when][:, self.machine.campaign.output(name)]


@dataclass(slots=True)
class Refits:
    """Fits without some claims, made when first asked for and then kept in ``folder``.

    allowed   whether a missing one may be made (a few seconds of two cores each)
    planned   where not None, a missing one is not made but noted here, with words for it
    """

    posterior: Posterior
    folder: Path
    allowed: bool = False
    tell: Tell | None = None
    planned: dict[frozenset[str], str] | None = None
    _opened: dict[frozenset[str], Without] = field(default_factory=dict)

    def without(self, claims: Collection[str], *, words: str = "") -> Without | None:
        """The posterior that has not seen these claims; None when it is not kept and not allowed.

        words   what is left out, for progress
        """
        key = frozenset(claims)
        if key in self._opened:
            return self._opened[key]
        fit = self._kept(self.place(key))
        if fit is None and self.planned is not None:
            self.planned[key] = words or f"{len(key)} claims"
            return None
        if fit is None and not self.allowed:
            return None
        posterior = self.posterior
        machine = Machine(campaign_without(posterior.machine.campaign, key))
        if fit is None:
            fit = self._made(machine, key, words or f"{len(key)} claims")
            self.keep(key, fit)
        full = machine.complete(fit.flat(), derive_seed(posterior.seed, "future"))
        found = Without(posterior.case.start, machine, full, _agrees(fit))
        self._opened[key] = found
        return found

    def place(self, claims: Collection[str]) -> Path:
        """The file of the fit without these claims."""
        return self.folder / "without" / f"{content_id('', sorted(claims))}.nc"

    def keep(self, claims: Collection[str], fit: Fit) -> None:
        """Keep a fit that was made without these claims."""
        place = self.place(claims)
        place.parent.mkdir(parents=True, exist_ok=True)
        fit.save(place)

    def _kept(self, place: Path) -> Fit | None:
        if not place.exists():
            return None
        try:
            fit = Fit.load(place)
        except FitError:
            place.unlink(missing_ok=True)
            return None
        return fit if fit.names == self.posterior.machine.names else None

    def _made(self, machine: Machine, key: frozenset[str], words: str) -> Fit:
        def watch(told: Progress) -> None:
            if self.tell is not None:
                self.tell(f"fitting again without {words}", told.fraction)

        return _refit(machine, self.posterior.fit.flat(), key, self.posterior.seed, watch)


def refit_task(case: Case, near: Array, left_out: tuple[str, ...], seed: int, cores: int) -> Fit:
    """The posterior of a case without some claims, made anywhere from the draws of the whole fit.

    near    those draws [N, n]
    seed    the whole fit's
    cores   chains drawn at once; the draws do not depend on it
    """
    machine = Machine(campaign_without(build(case, evidence_for(case)[0]), left_out))
    return _refit(machine, near, left_out, seed, None, cores)


def _refit(
    machine: Machine, near: Array, left_out: Collection[str], seed: int,
    watch: Callable[[Progress], None] | None, cores: int = 2,
) -> Fit:  # fmt: skip
    claims = sorted(left_out)

    def attempt(near: Array, number: int, draws: int) -> Fit:
        return sample_again(
            machine,
            near,
            seed=derive_seed(seed, "without", str(number), *claims),
            chains=CHAINS,
            draws=draws,
            cores=cores,
            progress=watch,
            answers=machine.answers,
            provenance={"without": claims},
        )

    fit = attempt(near, 1, DRAWS)
    if _agrees(fit):
        return fit
    # far from the whole fit, as without a source that many claims hang on: its draws show where
    return attempt(fit.flat(), 2, MORE_DRAWS)


def _agrees(fit: Fit) -> bool:
    """Whether a short run serves for a comparison: chains agree and hardly a draw diverged."""
    _, found = convergence_of_answers(fit.answers)
    worst = float(np.nanmax(found.rhat))
    return worst < GOOD_RHAT and float(np.mean(fit.statistics["diverging"])) < 0.01
