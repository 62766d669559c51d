"""The same tasks on threads, processes and Dask; unit costs, and what a large run would cost.

    python benchmarks/scale.py                    24 fits of a small case, on two workers each way
    python benchmarks/scale.py --fits 8           fewer
    python benchmarks/scale.py --core-hour 0.04   price of one core for an hour, any currency
    python benchmarks/scale.py --fits 0           unit costs and the price alone

Efficiency of a place with two workers: what one worker would need for the same fits, at the speed
it had just before, over twice the time taken. On a machine that others use too both change while
one looks: the second column, CPU seconds of fitting over all CPU seconds spent, does not. Each
worker has fitted once before it is timed (libraries loaded, kernels read), as in a long run; what
starting the workers and that first fit took is a column of its own.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fogline.claims import extract
from fogline.ledger import Ledger
from fogline.report import read_report
from fogline.tasks import Task, open_place, run, run_kept
from fogline.tasks.roles import AbstractPlace

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.faults.cases import report_text, small_case

WORKERS = 2


def one_fit(folder: str, seed: int) -> float:
    """Fit a case on one core; seconds."""
    from fogline.case import evidence_for, load_case
    from fogline.fit.sample import sample
    from fogline.model.campaign import build
    from fogline.model.machine import Machine

    began = time.perf_counter()
    case = load_case(folder)
    evidence, _ = evidence_for(case)
    machine = Machine(build(case, evidence))
    sample(machine, seed=seed, chains=4, draws=400, tune=150, cores=1)
    return time.perf_counter() - began


def nothing(number: int) -> int:
    """A task without work: what a place costs by itself."""
    return number


def cpu_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    parts = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


@contextmanager
def cluster() -> Iterator[str]:
    """A Dask cluster of two processes of one thread each; its address."""
    from distributed import LocalCluster

    # workers that outlive their scheduler by a moment would print that they cannot find it
    with LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as made:  # fmt: skip
        yield made.scheduler_address


@contextmanager
def named(where: str) -> Iterator[str]:
    """A place that needs no starting."""
    yield where


def timed(where: str | AbstractPlace, tasks: list[Task], function: Callable[..., Any]) -> float:
    """Wall seconds of all tasks; raises where one failed."""
    began = time.perf_counter()
    for outcome in run(tasks, function, where=where):
        outcome.value()
    return time.perf_counter() - began


def fits(folder: Path, n_fits: int) -> float:
    """Print the table of efficiencies; CPU seconds of one fit."""
    case = str(small_case(folder / "hill"))
    one_fit(case, 0)  # compiled, and kept for all
    before = cpu_seconds()
    n_alone = max(3, n_fits // 4)
    alone = timed("here", [Task(str(n), (case, n)) for n in range(n_alone)], one_fit) / n_alone
    each = (cpu_seconds() - before) / n_alone
    print(f"one worker: {alone:.2f} s a fit, of them {each:.2f} s of CPU ({n_alone} fits)\n")
    print(
        f"| {n_fits} fits on {WORKERS} workers | seconds | efficiency | CPU spent on fitting | "
        "seconds to start |"
    )
    print("| --- | ---: | ---: | ---: | ---: |")
    places = {
        "threads": named(f"threads:{WORKERS}"),
        "processes": named(f"processes:{WORKERS}"),
        "Dask": cluster(),
    }
    for name, place in places.items():
        n_before = max(2, n_fits // 8)
        alone = timed("here", [Task(str(n), (case, n)) for n in range(n_before)], one_fit)
        before, began = cpu_seconds(), time.perf_counter()
        with place as where, open_place(where) as workers:
            timed(workers, [Task(f"warm {n}", (case, n)) for n in range(WORKERS)], one_fit)
            start = time.perf_counter() - began
            took = timed(workers, [Task(str(n), (case, n)) for n in range(n_fits)], one_fit)
        spent = cpu_seconds() - before
        efficiency = alone / n_before * n_fits / (WORKERS * took)
        useful = each * (n_fits + WORKERS) / spent
        print(
            f"| {name} | {took:.1f} | {efficiency:.2f} | {useful:.2f} | {start:.1f} |", flush=True
        )
    return each


def unit_costs(folder: Path) -> dict[str, float]:
    """CPU seconds of reading a report, of keeping it, of a task by itself; bytes of a report."""
    files = []
    for number in range(60):
        files.append(folder / f"{number}.txt")
        files[-1].write_text("\n\n".join(report_text(7 * number + part) for part in range(5)))
    read = [(item, extract(item)) for item in read_report(str(files[0]))]
    before = cpu_seconds()
    for file in files:
        read += [(item, extract(item)) for item in read_report(str(file))]
    costs = {"read a report": (cpu_seconds() - before) / len(files)}
    place = folder / "ledger.sqlite"
    with Ledger.open(place) as book:
        before = cpu_seconds()
        for item, claims in read[1:]:
            with book.atomic():
                book.add_report(item)
                book.add_claims(claims)
        costs["keep a report with its claims"] = (cpu_seconds() - before) / len(files)
        tasks = [Task(str(n), (n,)) for n in range(500)]
        before = cpu_seconds()
        for _ in run_kept(book, "nothing", tasks, nothing):
            pass
        costs["hand out a task and keep its result, here"] = (cpu_seconds() - before) / 500
    n_claims = sum(len(claims) for _, claims in read[1:])
    print(
        f"\n{len(files)} reports of some {len(files[0].read_text())} characters, {n_claims} claims"
    )
    with cluster() as where:
        list(run(tasks[:20], nothing, where=where))
        began = time.perf_counter()
        list(run(tasks, nothing, where=where))
        costs["hand out a task by Dask (wall)"] = (time.perf_counter() - began) / 500
    return costs


def case_costs(name: str) -> dict[str, float]:
    """CPU seconds on one core: build the model, fit it, fit it again without a claim, a what-if."""
    from fogline.ask.kept_fit import made
    from fogline.ask.posterior import Posterior
    from fogline.ask.refits import refit_task
    from fogline.ask.what_if import what_if
    from fogline.case import evidence_for, load_case, resolve_case
    from fogline.model.campaign import build
    from fogline.model.machine import Machine

    case = load_case(resolve_case(name))
    before = cpu_seconds()
    machine = Machine(build(case, evidence_for(case)[0]))
    machine.value_and_gradient(machine.initial(case.seed))
    costs = {f"build the {name} model": cpu_seconds() - before}
    before = cpu_seconds()
    fit = made(machine, case.seed, cores=1).fit
    costs[f"fit the {name} case"] = cpu_seconds() - before
    before = cpu_seconds()
    left_out = (machine.campaign.evidence[0].claim,)
    refit_task(case, fit.flat(), left_out, case.seed, 1)
    costs[f"fit {name} without a claim"] = cpu_seconds() - before
    posterior = Posterior(case, machine, fit, case.seed)
    before = cpu_seconds()
    what_if(posterior, case.scenarios[0])
    costs[f"a what-if of {name}"] = cpu_seconds() - before
    return costs


def price(costs: dict[str, float], core_hour: float) -> None:
    """Print what a million reports and a thousand cases come to."""
    full, again = costs["fit the kursk case"], costs["fit kursk without a claim"]
    rows = (
        ("read 1,000,000 reports", 1e6 * costs["read a report"], "spreads over workers"),
        ("keep them and their claims", 1e6 * costs["keep a report with its claims"], "one writer"),
        ("1,000 cases: a fit each", 1e3 * full, "spreads over workers"),
        ("a backtest of 12 cut-offs each", 12e3 * full, "spreads over workers"),
        ("60 fits without a claim or source each", 60e3 * again, "spreads over workers"),
        ("100 what-ifs each", 1e5 * costs["a what-if of kursk"], "spreads over workers"),
    )
    print(f"\n| work | core-hours | price at {core_hour} a core-hour | |")
    print("| --- | ---: | ---: | --- |")
    for name, seconds, how in rows:
        hours = seconds / 3600
        print(f"| {name} | {hours:,.1f} | {hours * core_hour:,.2f} | {how} |")


def main() -> None:
    """Measure, print, price."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fits", type=int, default=24)
    parser.add_argument("--core-hour", type=float, default=0.04)
    chosen = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores; load {load:.1f} when started, this program's included later\n")
    with tempfile.TemporaryDirectory(prefix="fogline-scale-") as name:
        folder = Path(name)
        small = {"fit a small case": fits(folder, chosen.fits)} if chosen.fits else {}
        costs = unit_costs(folder) | small | case_costs("kursk")
    print("\n| unit | CPU seconds |\n| --- | ---: |")
    for unit, seconds in costs.items():
        print(f"| {unit} | {seconds:.4f} |")
    price(costs, chosen.core_hour)


if __name__ == "__main__":
    main()
