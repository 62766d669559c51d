"""Write docs/theory/degrees.md: which tails the claims of the bundled cases prefer.

``python docs/make_degrees.py [CASE...]`` fits each case with 1, 2 and 4 degrees of freedom for all
groups and adds up, group by group, how well the claims of each origin are predicted from those of
all others (leave one origin out, by importance weights).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from fogline.case import evidence_for, load_case
from fogline.fit.psis import leave_one_out, reliable_below
from fogline.fit.sample import sample
from fogline.model.campaign import build
from fogline.model.machine import Machine
from fogline.model.observation import error_group

PAGE = Path(__file__).resolve().parent / "theory" / "degrees.md"
CASES = ("civil-war", "over-claiming", "casualties-ukraine")
CHOICES = (1, 2, 4)


def predicted(name: str, degrees: int) -> dict[str, tuple[float, int, int]]:
    """By group: expected log predictive density, origins, and origins whose weights fail."""
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
    totals: dict[str, tuple[float, int, int]] = dict.fromkeys(sorted(groups), (0.0, 0, 0))
    for (group, _), elpd, k in zip(origins, found.elpd, found.pareto_k, strict=True):
        total, count, failed = totals[group]
        totals[group] = (total + float(elpd), count + 1, failed + int(k > limit))
    return totals


def main() -> None:
    """Fit every case three times and write the page."""
    text = [
        "# Tails: 1, 2 or 4 degrees of freedom",
        "",
        "Made by `python docs/make_degrees.py`. Log density of the claims of each origin, "
        "predicted from all others and summed; the largest is preferred. In brackets: "
        "origins whose importance weights fail, for which the figure is a guess.",
        "",
        "| case | group | origins | " + " | ".join(f"{n}" for n in CHOICES) + " | preferred |",
        "| --- | --- | --- |" + " --- |" * (len(CHOICES) + 1),
    ]
    for name in sys.argv[1:] or CASES:
        found = {degrees: predicted(name, degrees) for degrees in CHOICES}
        for group in found[CHOICES[0]]:
            told = [found[degrees][group] for degrees in CHOICES]
            best = CHOICES[max(range(len(CHOICES)), key=lambda place: told[place][0])]
            cells = " | ".join(f"{total:.1f} ({failed})" for total, _, failed in told)
            text.append(f"| {name} | {group} | {told[0][1]} | {cells} | {best} |")
            print(text[-1], flush=True)
    PAGE.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
