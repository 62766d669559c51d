"""Write docs/theory/degrees.md: which tails the claims of the bundled cases prefer.

``python docs/make_degrees.py [CASE...]`` fits each case with 1, 2 and 4 degrees of freedom for all
groups and adds up, group by group, how well the claims of each origin are predicted from those of
all others (leave one origin out, by importance weights). A choice is preferred when it is ahead of
both others by two standard errors of the difference, origin by origin, over all cases together
where several have the group.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from fogline.case import evidence_for, load_case
from fogline.fit.psis import leave_one_out, reliable_below
from fogline.fit.sample import sample
from fogline.model.campaign import build
from fogline.model.machine import Machine
from fogline.model.observation import error_group

PAGE = Path(__file__).resolve().parent / "theory" / "degrees.md"
CASES = ("civil-war", "over-claiming", "casualties-ukraine")
CHOICES = (1, 2, 4)


# By group: expected log predictive density of each origin, and whether its weights can be trusted.
Predicted = dict[str, list[tuple[float, bool]]]


def predicted(name: str, degrees: int) -> Predicted:
    """How well each origin of a case is predicted, all origins in the same order each time."""
    case = load_case(name)
    evidence, _ = evidence_for(case)
    groups = {error_group(item) for item in evidence if item.scale != "status"}
    machine = Machine(build(replace(case, degrees=dict.fromkeys(groups, degrees)), evidence))
    fit = sample(machine, seed=1, chains=2, draws=500, tune=150, cores=1)
    likelihood, _ = machine.claims(machine.complete(fit.flat(), 1))
    origins: dict[tuple[str, str], list[int]] = {}
    for place, item in enumerate(machine.campaign.evidence):
        if item.scale != "status":
            origins.setdefault((error_group(item), item.source), []).append(place)
    found = leave_one_out(likelihood, list(origins.values()))
    limit = reliable_below(len(likelihood))
    out: Predicted = {group: [] for group in sorted(groups)}
    for (group, _), elpd, k in zip(origins, found.elpd, found.pareto_k, strict=True):
        out[group].append((float(elpd), bool(k <= limit)))
    return out


def row(case: str, group: str, told: dict[int, list[tuple[float, bool]]]) -> str:
    """One row of the table: totals, how many weights fail, and what is preferred."""
    values = {degrees: np.array([elpd for elpd, _ in each]) for degrees, each in told.items()}
    cells = [
        f"{values[n].sum():.1f} ({sum(not trusted for _, trusted in told[n])})" for n in CHOICES
    ]
    best, next_best = sorted(CHOICES, key=lambda n: -values[n].sum())[:2]
    ahead = values[best] - values[next_best]
    error = np.sqrt(ahead.size * ahead.var(ddof=1)) if ahead.size > 1 else np.inf
    sure = ahead.sum() > 2.0 * error and all(
        trusted for each in told.values() for _, trusted in each
    )
    said = f"{ahead.sum():.1f}" + (f" ± {error:.1f}" if np.isfinite(error) else "")
    verdict = f"{best}" if sure else f"undecided ({best})"
    return f"| {case} | {group} | {ahead.size} | {' | '.join(cells)} | {said} | {verdict} |"


def main() -> None:
    """Fit every case three times and write the page."""
    text = [
        "# Tails: 1, 2 or 4 degrees of freedom",
        "",
        "Made by `python docs/make_degrees.py`. Log density of the claims of each origin, "
        "predicted from all others and summed; the largest is preferred. In brackets: "
        "origins whose importance weights fail, for which the figure is a guess. Ahead: of the "
        "next best, with the standard error of the difference, origin by origin. Undecided: ahead "
        "by less than two standard errors, or weights fail.",
        "",
        "| case | group | origins | "
        + " | ".join(f"{n}" for n in CHOICES)
        + " | ahead | preferred |",
        "| --- | --- | --- |" + " --- |" * (len(CHOICES) + 2),
    ]
    together: dict[str, dict[int, list[tuple[float, bool]]]] = {}
    n_cases: Counter[str] = Counter()
    for name in sys.argv[1:] or CASES:
        found = {degrees: predicted(name, degrees) for degrees in CHOICES}
        for group in found[CHOICES[0]]:
            told = {degrees: found[degrees][group] for degrees in CHOICES}
            text.append(row(name, group, told))
            print(text[-1], flush=True)
            n_cases[group] += 1
            for degrees, each in told.items():
                together.setdefault(group, {}).setdefault(degrees, []).extend(each)
    text += [row("together", group, told) for group, told in together.items() if n_cases[group] > 1]
    print(text[-1])
    PAGE.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
