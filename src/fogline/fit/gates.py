"""The gates an answer must pass before it is believed, and the rerun rule before giving up."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fogline.fit.density import Array, LogDensity
from fogline.fit.diagnostics import convergence, e_bfmi, ess_bulk, ess_tail
from fogline.fit.fit import Fit
from fogline.fit.progress import Progress, Watcher
from fogline.fit.sample import Answers, sample
from fogline.ground.seeds import derive_seed

__all__ = ["Attempt", "GateResult", "Outcome", "fit_until_converged", "gates", "gates_of_answers"]

# Source: Vehtari et al., Bayesian Analysis 16:667 (2021), sec. 4: R-hat below 1.01, and an
# effective size of 100 for each of four chains.
RHAT_BELOW = 1.01
ESS_ABOVE = 400.0
# Source: Betancourt, A Conceptual Introduction to Hamiltonian Monte Carlo (2017), sec. 6.1.
E_BFMI_ABOVE = 0.3
# The stated handful: one draw in four hundred, 10 of 4 x 1000. Chosen by us.
DIVERGENT_SHARE = 1.0 / 400.0
# A fit that may go on does so until its worst answer has this many effective draws. Source: 8.4.
ESS_WANTED = 1000.0
# It asks for a tenth more draws than the worst answer seems to need, since the rate of effective
# draws is itself uncertain, and for so many a chain at least. Chosen by us.
MARGIN, LEAST_DRAWS = 1.1, 50
# What a rerun asks of the step size when draws diverged. Chosen by us.
CAREFUL_ACCEPTANCE = 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """One gate: wanted, got, passed, and what to try when it failed."""

    name: str
    wanted: str
    got: str
    passed: bool
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One run on the way to an outcome: its settings and the names of the gates it failed."""

    seed: int
    chains: int
    draws: int
    target_acceptance: float
    seconds: float
    failed: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Outcome:
    """The last fit, its gates, whether all were passed, and every attempt made."""

    fit: Fit
    gates: tuple[GateResult, ...]
    converged: bool
    attempts: tuple[Attempt, ...]


def gates(
    fit: Fit, answers: Array, names: Sequence[str], *, ess_above: float = ESS_ABOVE
) -> tuple[GateResult, ...]:
    """R-hat, bulk and tail effective size, divergences and energy.

    answers  float64[chain, draw, k]; a quantity that never varies is certain and passes
    names    k names, for saying which answer is the worst
    """
    if answers.ndim != 3 or answers.shape[2] != len(names):
        raise ValueError(f"wanted answers[chain, draw, {len(names)}], got shape {answers.shape}")
    n_chains, n_draws = answers.shape[:2]
    flat = answers.reshape(-1, answers.shape[2])
    is_finite = np.isfinite(flat).all(axis=0)
    varies = ~is_finite | (np.ptp(np.where(is_finite, flat, 0.0), axis=0) > 0.0)
    kept = [name for name, keep in zip(names, varies, strict=True) if keep]
    measured = convergence(answers[:, :, varies])

    divergent = int(np.sum(fit.statistics["diverging"]))
    allowed = int(DIVERGENT_SHARE * n_chains * n_draws)
    energy = float(np.min(e_bfmi(np.asarray(fit.statistics["energy"], dtype=np.float64))))
    return (
        _worst_answer(
            "R-hat of the answers",
            f"< {RHAT_BELOW:g}",
            measured.rhat,
            kept,
            upper=RHAT_BELOW,
            form=".4f",
            remedy="chains disagree: run longer (more draws); if it stays, the evidence supports "
            "several stories - look for claims that contradict each other",
        ),
        _worst_answer(
            "bulk effective sample size",
            f"> {ess_above:g}",
            -measured.ess_bulk,
            kept,
            upper=-ess_above,
            form=".0f",
            remedy="run longer (more draws or chains)",
        ),
        _worst_answer(
            "tail effective sample size",
            f"> {ess_above:g}",
            -measured.ess_tail,
            kept,
            upper=-ess_above,
            form=".0f",
            remedy="run longer (more draws or chains); the ends of intervals are the least sure",
        ),
        GateResult(
            name="divergent draws",
            wanted=f"<= {allowed}",
            got=str(divergent),
            passed=divergent <= allowed,
            remedy=""
            if divergent <= allowed
            else "raise the target acceptance to 0.97; if they "
            "stay, a prior or a bound has too sharp an edge",
        ),
        GateResult(
            name="energy (E-BFMI)",
            wanted=f"> {E_BFMI_ABOVE:g}",
            got=f"{energy:.2f}",
            passed=energy > E_BFMI_ABOVE,
            remedy=""
            if energy > E_BFMI_ABOVE
            else "tails are explored too slowly: run longer; "
            "heavy-tailed unknowns may need another parametrisation",
        ),
    )


def gates_of_answers(fit: Fit, *, ess_above: float = ESS_ABOVE) -> tuple[GateResult, ...]:
    """The gates over ``fit.answers``, or over all unknowns when the fit has none."""
    return gates(fit, *_answers(fit), ess_above=ess_above)


def _answers(fit: Fit) -> tuple[Array, Sequence[str]]:
    """The answers [chain, draw, k] and their names; all unknowns when the fit has none."""
    if not fit.answers:
        return fit.draws, fit.names
    columns: list[Array] = []
    names: list[str] = []
    for name, values in fit.answers.items():
        flat = values.reshape(*values.shape[:2], -1)
        columns.append(flat)
        many = flat.shape[2] > 1
        names.extend(f"{name}[{index}]" if many else name for index in range(flat.shape[2]))
    return np.concatenate(columns, axis=2), names


def _wanting(fit: Fit, draws: int) -> int:
    """How many more draws a chain until the worst answer has ``ESS_WANTED`` effective ones.

    At most ``draws``, and as many while another gate fails; none when all is well.
    """
    if not all(row.passed for row in gates_of_answers(fit, ess_above=0.0)):
        return draws
    answers, _ = _answers(fit)
    least = float(np.nanmin([ess_bulk(answers), ess_tail(answers)]))
    if least > ESS_WANTED:
        return 0
    more = fit.n_draws * (MARGIN * ESS_WANTED / least - 1.0)
    return int(np.clip(more, min(LEAST_DRAWS, draws), draws))


def fit_until_converged(
    density: LogDensity,
    answers: Answers | None = None,
    *,
    seed: int,
    chains: int = 4,
    draws: int = 1000,
    tune: int = 150,
    cores: int = 2,
    reruns: int = 1,
    target_acceptance: float = 0.9,
    progress: Watcher | None = None,
    provenance: Mapping[str, Any] | None = None,
    most_blocks: int = 1,
) -> Outcome:
    """Fit; while a gate fails, fit again from other starts with twice the draws and tuning.

    Before that, chains go on from where they are, ``draws`` more at a time at most and to
    ``most_blocks`` times as many, until every gate is passed and the worst answer has
    ``ESS_WANTED`` effective draws.
    A rerun after R-hat failed has two chains more, so that a second mode shows; one after
    divergences takes smaller steps. After ``reruns`` reruns the outcome says "not converged".
    ``progress`` hears each attempt from 0 to 1, its phase naming the attempt from the second on.
    """
    attempts: list[Attempt] = []
    while True:
        number = len(attempts)
        own_seed = seed if number == 0 else derive_seed(seed, "rerun", number)
        fit = sample(
            density,
            seed=own_seed,
            chains=chains,
            draws=draws,
            tune=tune,
            cores=cores,
            progress=_named(progress, number, attempts[-1].failed if attempts else ()),
            answers=answers,
            target_acceptance=target_acceptance,
            wanting=functools.partial(_wanting, draws=draws) if most_blocks > 1 else None,
            most_blocks=most_blocks,
            provenance={**(provenance or {}), "run_seed": str(seed), "attempt": number + 1},
        )
        rows = gates_of_answers(fit)
        failed = tuple(row.name for row in rows if not row.passed)
        attempts.append(
            Attempt(
                seed=own_seed,
                chains=chains,
                draws=fit.n_draws,
                target_acceptance=target_acceptance,
                seconds=sum(fit.seconds.values()),
                failed=failed,
            )
        )
        if not failed or number >= reruns:
            return Outcome(fit=fit, gates=rows, converged=not failed, attempts=tuple(attempts))
        draws, tune = 2 * draws, 2 * tune
        if rows[0].name in failed:
            chains += 2
        if rows[3].name in failed:
            target_acceptance = max(target_acceptance, CAREFUL_ACCEPTANCE)


def _worst_answer(
    name: str,
    wanted: str,
    badness: Array,
    names: Sequence[str],
    *,
    upper: float,
    form: str,
    remedy: str,
) -> GateResult:
    """A gate on the largest ``badness``; what cannot be measured counts as the worst."""
    if not badness.size:
        return GateResult(name=name, wanted=wanted, got="nothing varies", passed=True)
    ranked = np.where(np.isnan(badness), np.inf, badness)
    worst = int(np.argmax(ranked))
    passed = bool(ranked[worst] < upper)
    value = "not finite" if np.isnan(badness[worst]) else format(abs(badness[worst]), form)
    return GateResult(
        name=name,
        wanted=wanted,
        got=f"{value} ({names[worst]})",
        passed=passed,
        remedy="" if passed else remedy,
    )


def _named(progress: Watcher | None, number: int, failed: tuple[str, ...]) -> Watcher | None:
    if progress is None or number == 0:
        return progress

    def watcher(told: Progress) -> None:
        words = f"{told.phase} (attempt {number + 1}, longer: {', '.join(failed)} failed)"
        progress(Progress(words, told.fraction, told.seconds))

    return watcher
