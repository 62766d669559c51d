"""Campaign-days a second of the day of ``gradient.py`` in PySD, beside Fogline's, on one core.

    uv venv /tmp/pysd --python 3.11
    uv pip install --python /tmp/pysd/bin/python --only-binary :all: pysd==3.14.3 "numpy<2"
    python benchmarks/system_dynamics.py --pysd /tmp/pysd/bin/python

The model is written as a person would in Vensim's language (stocks, flows, tables of what drives
them, steps of a day) and run by PySD in an environment of its own: PySD wants the Excel readers of
pandas, one of which (odfpy) has no wheel for a current pandas, so that only pandas 1.5.3 and
numpy 1 resolve, and those cannot stand in the lock beside Fogline's. States after 300 days must
agree to 1e-9 before anything is timed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from ensemble import MEMBERS
from gradient import (
    N_DAYS,
    N_DRIVERS,
    N_FORMATIONS,
    N_OUTPUTS,
    N_PARAMS,
    N_SHARED,
    N_STATE,
    PER_PARAM,
    PER_STATE,
    REFERENCE,
    best_time,
    inputs,
    step,
)

from fogline.model.compiler import compile_scan

STOCKS = ("present", "first", "second", "dead", "gone")
OWN = ("line", "starts", "ends", "rate", "killed", "returning", "recovery", "inflow")
SHARED = ("p", "q", "weight", "pace")

# What PySD's own Python does: the first run is checked, the others are timed.
RUNNER = """
import json, sys, time
import pysd
told = json.load(open(sys.argv[1]))
model = pysd.read_vensim(sys.argv[2])
columns, last = told["stocks"], told["days"]
started, states = [], None
for member in told["members"]:
    began = time.perf_counter()
    found = model.run(params=member, return_columns=columns, return_timestamps=[last])
    started.append(time.perf_counter() - began)
    if states is None:
        states = [float(found[name].iloc[-1]) for name in columns]
print(json.dumps({"states": states, "seconds": started[1:], "version": pysd.__version__}))
"""


def names() -> tuple[list[str], list[str]]:
    """Names of all stocks and of all parameters, in the order of ``gradient.step``."""
    stocks = [f"{name} {f}" for f in range(N_FORMATIONS) for name in STOCKS]
    own = [f"{name} {f}" for f in range(N_FORMATIONS) for name in OWN]
    return [*stocks, "area"], [*own, *SHARED]


def vensim(state: np.ndarray, drivers: np.ndarray, params: np.ndarray) -> str:
    """The model in Vensim's language."""
    stocks, parameters = names()
    start = dict(zip(stocks, state.tolist(), strict=True))
    half = N_FORMATIONS // 2

    def smooth(x: str) -> str:
        return f"{x}*{x}*(3-2*{x})"

    def flow(name: str, rate: str) -> str:
        return f"{name} = INTEG({rate}, {start[name]!r})"

    lines = [f"{name} = {float(v)!r}" for name, v in zip(parameters, params, strict=True)]
    for number, series in enumerate(drivers.T):
        table = ",".join(f"({t},{float(v)!r})" for t, v in enumerate(series))
        lines += [f"table {number}({table})", f"driver {number} = table {number}(Time)"]
    lines.append("day = Time + 0.5")
    for side, first in (("a", 0), ("b", half)):
        members = " + ".join(f"on line {f}" for f in range(first, first + half))
        lines.append(f"total {side} = {members}")
    for f in range(N_FORMATIONS):
        enemy = "total b" if f < half else "total a"
        lines += [
            f"come {f} = MAX(0, MIN(1, (day - starts {f})/3))",
            f"go {f} = MAX(0, MIN(1, (day - ends {f})/7))",
            f"share {f} = line {f}*{smooth(f'come {f}')}*(1-{smooth(f'go {f}')})",
            f"on line {f} = share {f}*present {f}",
            f"hazard {f} = EXP(rate {f} + p*LN(({enemy} + 1)/{REFERENCE})"
            f" + (q - 1)*LN((on line {f} + 1)/{REFERENCE}) + driver {f})",
            f"losses {f} = on line {f}*(1 - EXP(-hazard {f}))",
            flow(f"present {f}", f"recovery {f}*second {f} + inflow {f} - losses {f}"),
            flow(f"first {f}", f"returning {f}*(1-killed {f})*losses {f} - recovery {f}*first {f}"),
            flow(f"second {f}", f"recovery {f}*(first {f} - second {f})"),
            flow(f"dead {f}", f"killed {f}*losses {f}"),
            flow(f"gone {f}", f"losses {f}"),
        ]
    lines += [
        "tilt = TANH(weight*LN((total a + 1)/(total b + 1)))",
        f"left = area - pace*tilt - driver {N_FORMATIONS}",
        flow("area", "MAX(left, 0) + LN(1 + EXP(-ABS(left))) - area"),
        f"INITIAL TIME = 0 ~~|\nFINAL TIME = {N_DAYS} ~~|\nTIME STEP = 1 ~~|\nSAVEPER = TIME STEP",
    ]
    return "{UTF-8}\n" + "".join(f"{line} ~~|\n" for line in lines)


def main() -> None:
    """Check that both agree, then time both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pysd", required=True, help="a Python that has PySD")
    parser.add_argument("--members", type=int, default=6)
    asked = parser.parse_args()
    state, drivers, params, _ = inputs()
    assert len(params) == PER_PARAM * N_FORMATIONS + N_SHARED
    assert len(state) == PER_STATE * N_FORMATIONS + 1
    random = np.random.default_rng(2)
    all_params = params * np.exp(random.normal(0.0, 0.05, (MEMBERS, N_PARAMS)))
    all_state = np.tile(state, (MEMBERS, 1))
    kernel = compile_scan(step, N_STATE, N_DRIVERS, N_PARAMS, N_OUTPUTS, name="benchmark")
    ours = np.empty((MEMBERS, N_DAYS, N_OUTPUTS))

    def lanes() -> None:
        kernel.forward_many_kernel(all_state, drivers[None], 0.5, all_params, ours, 0, MEMBERS)

    lanes()
    stocks, parameters = names()
    members = [dict(zip(parameters, row.tolist(), strict=True)) for row in all_params]
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})  # both have one core
    told: dict[str, Any] = {
        "stocks": stocks, "days": N_DAYS, "members": members[: asked.members + 1],
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "campaign.mdl").write_text(vensim(state, drivers, all_params[0]))
        (place / "told.json").write_text(json.dumps(told))
        done = subprocess.run(
            [asked.pysd, "-W", "ignore", "-c", RUNNER, place / "told.json", place / "campaign.mdl"],
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    ends = dict(zip(stocks, found["states"], strict=True))
    shown = [
        ends[f"{name} {f}"] for f in range(N_FORMATIONS) for name in ("present", "dead", "gone")
    ]
    np.testing.assert_allclose([*shown, ends["area"]], ours[0, -1], rtol=1e-9)
    theirs = N_DAYS / min(found["seconds"]) / 1e6
    mine = MEMBERS * N_DAYS / best_time(lanes)
    print("| ensemble | million campaign-days a second | Fogline is faster by |")
    print("| --- | ---: | ---: |")
    print(f"| Fogline, eight members in lanes | {mine:.3g} | 1 |")
    print(f"| PySD {found['version']}, one member at a time | {theirs:.3g} | {mine / theirs:.3g} |")


if __name__ == "__main__":
    main()
