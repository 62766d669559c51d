"""Time of a fit against the number of claims, days and formations of a case.

    python benchmarks/fit_size.py                                       tables
    python benchmarks/fit_size.py --plot docs/images/fit-size.png       and a plot of them

A case of pairs of forces, each pair in a sector of its own, with claims on their strength and
losses made in a world of its prior. One size is varied, the others stay at 180 days, 4 formations,
100 claims. The gradient is what a fit is made of: its time is the least of many, which on a shared
machine is the undisturbed one. Short fits (2 chains, 150 draws after 100 of tuning, one core) give
CPU seconds and gradients a draw; a full fit takes longer in proportion to its draws.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from fogline.ask.worlds import world_of
from fogline.case import Case, Evidence, Formation, Guess, Observable, Side, Term
from fogline.fit.sample import sample

FIRST = date(2000, 3, 1)
USUAL = {"claims": 100, "days": 180, "formations": 4}
SIZES = {
    "claims": (25, 50, 100, 200, 400, 800, 1600),
    "days": (45, 90, 180, 360, 720, 1440),
    "formations": (2, 4, 8, 16, 32),
}
FITTED = {"claims": (100, 400, 1600), "days": (90, 360), "formations": (2, 8)}
CHAINS, DRAWS, TUNE = 2, 150, 100


def made_case(n_formations: int, n_days: int) -> Case:
    """Pairs of forces of ten thousand, each pair in its own sector."""
    last = FIRST + timedelta(n_days - 1)
    names = [f"{side}{n}" for n in range(n_formations // 2) for side in ("red", "blue")]
    strength = Guess(median=10_000, factor=2)
    return Case(
        id="sizes", title="Sizes", start=FIRST, cut_off=last, horizon=last,
        sides=(Side(id="red", name="Red"), Side(id="blue", name="Blue")),
        formations=tuple(
            Formation(id=name, name=name, side=name.rstrip("0123456789"),
                      sector=f"there{name.strip('redblu')}", initial=strength)
            for name in names
        ),
        observables=tuple(
            Observable(name=f"{name}.{part}", definition=part, unit="persons")
            for name in names for part in ("present", "casualties")
        ),
    )  # fmt: skip


def templates(case: Case, n_claims: int, n_days: int) -> tuple[Evidence, ...]:
    """Claims on strengths and losses in turn, on random days, by eight sources."""
    luck = random.Random(n_claims)
    rows = []
    for number in range(n_claims):
        observable = case.observables[number % len(case.observables)].name
        group = "strength" if observable.endswith("present") else "casualties"
        day = luck.randrange(n_days // 4, n_days)
        rows.append(
            Evidence(
                claim=f"c{number}", observable=observable, source=f"s{number % 8}", side="press",
                numerator=(Term(1.0, observable, day),), bound="point", low=1.0, value=1.0,
                high=1.0, group=group,
            )
        )  # fmt: skip
    return tuple(rows)


def measured(claims: int, days: int, formations: int, *, fit: bool) -> dict[str, float]:
    """Unknowns, seconds to compile, microseconds of a gradient; CPU seconds of a short fit."""
    case = made_case(formations, days)
    began = time.perf_counter()
    truth, machine = world_of(case, templates(case, claims, days), 20250131)
    machine.value_and_gradient(truth)
    found = {"unknowns": float(len(truth)), "compile": time.perf_counter() - began}
    least, until = math.inf, time.perf_counter() + 0.6
    while time.perf_counter() < until:
        began = time.perf_counter()
        for _ in range(20):
            machine.value_and_gradient(truth)
        least = min(least, (time.perf_counter() - began) / 20)
    found["gradient"] = 1e6 * least
    if fit:
        began = time.process_time()
        made = sample(machine, seed=1, chains=CHAINS, draws=DRAWS, tune=TUNE, cores=1)
        found["fit"] = time.process_time() - began
        found["steps"] = float(made.statistics["n_steps"].mean())
    return found


def line(sizes: list[int], times: list[float]) -> tuple[float, float, float]:
    """Least-squares ``fixed + each * size``, and the largest relative miss of it."""
    mean_size, mean_time = sum(sizes) / len(sizes), sum(times) / len(times)
    each = sum(
        (size - mean_size) * (took - mean_time) for size, took in zip(sizes, times, strict=True)
    ) / sum((size - mean_size) ** 2 for size in sizes)
    fixed = mean_time - each * mean_size
    miss = max(
        abs(fixed + each * size - took) / took for size, took in zip(sizes, times, strict=True)
    )
    return fixed, each, miss


def plot(found: dict[str, dict[int, dict[str, float]]], place: Path) -> None:
    """Microseconds of a gradient against each size; both axes logarithmic."""
    from vl_convert import vegalite_to_png

    log: dict[str, Any] = {"type": "log", "nice": False}
    panels = [
        {
            "width": 190, "height": 150,
            "data": {"values": [{"size": size, "us": row["gradient"]}
                                for size, row in rows.items()]},
            "mark": {"type": "line", "point": True, "color": "#1b6ca8"},
            "encoding": {
                "x": {"field": "size", "type": "quantitative", "title": name, "scale": log,
                      "axis": {"values": list(rows)}},
                "y": {"field": "us", "type": "quantitative", "scale": log | {"domain": [10, 1000]},
                      "title": "one gradient, \u00b5s"},
            },
        }
        for name, rows in found.items()
    ]  # fmt: skip
    view = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "hconcat": panels}
    place.write_bytes(vegalite_to_png(view, scale=1.3))


def main() -> None:
    """Measure, print, plot."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--only", choices=list(SIZES), action="append")
    parser.add_argument("--no-fits", action="store_true", help="gradients alone")
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f} when started")
    found: dict[str, dict[int, dict[str, float]]] = {}
    for name in chosen.only or SIZES:
        print(f"\n| {name} | unknowns | build, s | gradient, µs | short fit, CPU s | "
              "gradients a draw |\n| ---: | ---: | ---: | ---: | ---: | ---: |")  # fmt: skip
        for size in SIZES[name]:
            wanted: dict[str, Any] = USUAL | {name: size}
            row = measured(**wanted, fit=size in FITTED[name] and not chosen.no_fits)
            found.setdefault(name, {})[size] = row
            fit = f"{row['fit']:.1f} | {row['steps']:.0f}" if "fit" in row else "- | -"
            print(f"| {size:,} | {row['unknowns']:.0f} | {row['compile']:.1f} | "
                  f"{row['gradient']:.0f} | {fit} |", flush=True)  # fmt: skip
        sizes = list(found[name])
        fixed, each, miss = line(sizes, [found[name][size]["gradient"] for size in sizes])
        print(f"\nA gradient: {fixed:.1f} µs and {each:.3f} µs for each of the {name}, within "
              f"{100 * miss:.0f} %.")  # fmt: skip
    if chosen.plot:
        plot(found, chosen.plot)


if __name__ == "__main__":
    main()
