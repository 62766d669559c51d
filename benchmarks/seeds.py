"""How well a case is fitted from several seeds: R-hat, effective draws, seconds.

    python benchmarks/seeds.py [kursk] [--seeds 20] [--cores 2]

Each seed is one whole fit as `fogline fit` makes it (its rerun included); what this very program
has run is kept under FOGLINE_HOME and not run again. Goals (design 8.4): median <= 10 s, worst
<= 30 s, answers' R-hat <= 1.01, ESS >= 1000. Seconds are wall time on a machine that may be busy:
CPU seconds stand beside them.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

import numpy as np

from fogline import flow
from fogline.ask.kept_fit import made
from fogline.case import evidence_for
from fogline.fit.diagnostics import convergence_of_answers
from fogline.ground.files import write_atomically
from fogline.ground.ids import content_id
from fogline.ground.places import data_folder
from fogline.model.campaign import build
from fogline.model.machine import Machine
from fogline.tasks.program import program


def one(machine: Machine, seed: int, cores: int) -> dict[str, Any]:
    """One fit: its worst answer and what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    outcome = made(machine, seed, cores=cores)
    took, used = time.perf_counter() - wall, time.process_time() - cpu
    fit = outcome.fit
    names, found = convergence_of_answers(fit.answers)
    return {
        "seed": seed,
        "rhat": float(np.max(found.rhat)),
        "worst": names[int(np.argmax(found.rhat))],
        "ess": float(min(np.min(found.ess_bulk), np.min(found.ess_tail))),
        "least": names[int(np.argmin(found.ess_bulk))],
        "attempts": len(outcome.attempts),
        "passed": outcome.converged,
        "divergent": int(np.sum(fit.statistics["diverging"])),
        "seconds": took,
        "cpu_seconds": used,
        "draws": fit.n_chains * fit.n_draws,
    }


def main() -> None:
    """Run the missing seeds and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("case", nargs="?", default="kursk")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--cores", type=int, default=2)
    asked = parser.parse_args()
    case = flow.open_case(asked.case)
    machine = Machine(build(case, evidence_for(case)[0]))
    machine.value_and_gradient(machine.initial(1))
    key = content_id("", case.hash, program())
    place = data_folder() / "seeds" / f"{case.id}-{key}.json"
    rows = json.loads(place.read_text(encoding="utf-8")) if place.exists() else []
    for seed in range(1, asked.seeds + 1):
        if any(row["seed"] == seed for row in rows):
            continue
        rows.append(one(machine, seed, asked.cores))
        write_atomically(place, json.dumps(rows, indent=1) + "\n")
        print(f"seed {seed}: {rows[-1]}", flush=True)
    print(f"\n{case.id}: {machine.n_unknowns} unknowns, {machine.n_rows} claims, {len(rows)} seeds")
    print(f"seed  R-hat  {'(of)':<24} {'ESS':>7}  {'(of)':<22} tries  gates      s  CPU s")
    for row in rows:
        gates = "passed" if row["passed"] else "FAILED"
        print(
            f"{row['seed']:>4}  {row['rhat']:.3f}  {row['worst']:<24} {row['ess']:>7.0f}  "
            f"{row['least']:<22} {row['attempts']:>5}  {gates}  {row['seconds']:>4.0f}  "
            f"{row['cpu_seconds']:>5.0f}"
        )
    rhat, ess = max(r["rhat"] for r in rows), min(r["ess"] for r in rows)
    print(
        f"median {np.median([r['seconds'] for r in rows]):.0f} s "
        f"({np.median([r['cpu_seconds'] for r in rows]):.0f} CPU s), worst "
        f"{max(r['seconds'] for r in rows):.0f} s; R-hat at most {rhat:.3f}, "
        f"ESS at least {ess:.0f}; "
        f"{sum(r['passed'] for r in rows)} of {len(rows)} passed all gates"
    )


if __name__ == "__main__":
    main()
