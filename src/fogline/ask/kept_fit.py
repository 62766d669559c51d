"""The fit of a case: where it is kept, made where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fogline import __version__
from fogline.case import Case
from fogline.fit.fit import Fit
from fogline.fit.gates import GateResult, Outcome, fit_until_converged, gates_of_answers
from fogline.fit.progress import Progress
from fogline.ground.errors import FitError
from fogline.ground.ids import content_id
from fogline.ground.places import data_folder
from fogline.model.campaign import Campaign
from fogline.model.machine import Machine

__all__ = ["fit_key", "kept_or_made", "made", "run_folder"]

Tell = Callable[[str, float | None], None]

# Draws and tuning a chain: the full fit, and the preview that --quick asks for. A full fit goes on,
# as many draws at a time, until its worst answer is known well enough.
FULL, QUICK = (500, 120), (200, 120)
MOST_BLOCKS = 8
# The acceptance that steps are made for; a rerun after divergent draws asks for more. With steps of
# many lengths (``fit.nuts``) the bundled cases have at most one divergent draw in 1,600 at this.
# Chosen by us; decisions/0052.
ACCEPTANCE = 0.8


def fit_key(case: Case, campaign: Campaign, seed: int, *, quick: bool) -> str:
    """What the draws depend on, as an id: the same key, the same fit."""
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
        (QUICK if quick else FULL)[0],
    )


def run_folder(case: Case, key: str) -> Path:
    """The case's own folder where it may be written to, else the user's data folder."""
    import os

    own = Path(case.folder) if case.folder else None
    bundled = own is not None and "fogline" in own.parts and "bundled" in own.parts
    if own is not None and not bundled and own.is_dir() and os.access(own, os.W_OK):
        return own / "runs" / key
    return data_folder() / "runs" / case.id / key


def made(
    machine: Machine, seed: int, *, quick: bool = False, cores: int = 2,
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:  # fmt: skip
    """A case's fit as every answer has it; ``quick`` for the preview, without a second try."""
    draws, tune = QUICK if quick else FULL
    return fit_until_converged(
        machine,
        machine.answers,
        seed=seed,
        draws=draws,
        tune=tune,
        reruns=0 if quick else 1,
        most_blocks=1 if quick else MOST_BLOCKS,
        target_acceptance=ACCEPTANCE,
        cores=cores,
        progress=progress,
    )


def kept_or_made(
    machine: Machine, folder: Path, seed: int, *, quick: bool, progress: Tell, cores: int
) -> tuple[Fit, tuple[GateResult, ...]]:
    """The fit in a folder with its gates, made and put there where there is none."""
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

    outcome = made(machine, seed, quick=quick, cores=cores, progress=watch)
    folder.mkdir(parents=True, exist_ok=True)
    outcome.fit.save(kept)
    return outcome.fit, outcome.gates
