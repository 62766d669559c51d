"""Campaign-days a second on one core: lanes, C, JAX and Mesa run the same ensemble, in one run.

    python benchmarks/ensemble.py

The day is that of ``gradient.py``: 300 days, four formations, an area. C is the recorded day
written out as C source, once a member at a time with the C library's exp and log, once with eight
members in the innermost loop, ``-ffast-math`` and the C library's vector functions. JAX is ``vmap``
of ``lax.scan`` in double precision; Mesa has formations as agents. All must agree before anything
is timed. PySD is run by ``system_dynamics.py``, in an environment of its own.
"""

from __future__ import annotations

import ctypes
import os
import platform
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import numpy as np
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
    best_time,
    inputs,
    jax_forward,
    step,
)  # fmt: skip

from fogline.model.compiler import NumpyOps, compile_scan
from fogline.model.compiler.machine import machine_program
from fogline.model.compiler.program import Program

MEMBERS = 512
MESA_MEMBERS = 2

_C_WORDS = {
    "add": "{0} + {1}", "sub": "{0} - {1}", "mul": "{0} * {1}", "div": "{0} / {1}", "neg": "-{0}",
    "abs": "fabs({0})", "sqrt": "sqrt({0})", "maximum": "fmax({0}, {1})",
    "minimum": "fmin({0}, {1})", "select": "({0} > 0.0 ? {1} : {2})",
}  # fmt: skip


def c_source(program: Program) -> str:
    """The recorded day in loops over blocks of members, days and, innermost, the block's lanes."""
    lines = []
    for index in program.needed():
        line = program.lines[index]
        if line.op == "input":
            place = int(line.payload)
            value = (
                f"state[{place}][l]" if place < N_STATE
                else f"today[{place - N_STATE}]" if place < N_STATE + N_DRIVERS
                else "day" if place == N_STATE + N_DRIVERS
                else f"params[{place - N_STATE - N_DRIVERS - 1}][l]"
            )  # fmt: skip
        elif line.op == "constant":
            value = repr(line.payload)
        else:
            word = _C_WORDS.get(line.op, line.op + "({0})")
            value = word.format(*(f"v{argument}" for argument in line.args))
        lines.append(f"        const double v{index} = {value};")
    for number, output in enumerate(program.outputs):
        place = f"state[{number}][l]" if number < N_STATE else f"out[{number - N_STATE}][l]"
        lines.append(f"        {place} = v{output};")
    body = "\n".join(lines)
    return f"""#include <math.h>
void run(const double *state0, const double *drivers, double first, const double *all_params,
         double *outputs, long members) {{
  double state[{N_STATE}][LANES], params[{N_PARAMS}][LANES], out[{N_OUTPUTS}][LANES];
  for (long m = 0; m < members; m += LANES) {{
    for (int l = 0; l < LANES; l++) {{
      for (int i = 0; i < {N_STATE}; i++) state[i][l] = state0[(m + l) * {N_STATE} + i];
      for (int i = 0; i < {N_PARAMS}; i++) params[i][l] = all_params[(m + l) * {N_PARAMS} + i];
    }}
    for (long t = 0; t < {N_DAYS}; t++) {{
      const double day = first + t;
      const double *today = drivers + t * {N_DRIVERS};
#pragma omp simd
      for (int l = 0; l < LANES; l++) {{
{body}
      }}
      for (int l = 0; l < LANES; l++)
        for (int i = 0; i < {N_OUTPUTS}; i++)
          outputs[((m + l) * {N_DAYS} + t) * {N_OUTPUTS} + i] = out[i][l];
    }}
  }}
}}
"""


def c_run(folder: Path, program: Program, name: str, lanes: int, flags: list[str]) -> Any:
    """The C function, compiled with ``flags`` beside -O3 -march=native."""
    source, library = folder / f"{name}.c", folder / f"{name}.so"
    source.write_text(c_source(program))
    common = ["-O3", "-march=native", f"-DLANES={lanes}", "-shared", "-fPIC"]
    subprocess.run(["gcc", *common, *flags, str(source), "-o", str(library), "-lm"], check=True)
    call = ctypes.CDLL(str(library)).run
    kind = np.ctypeslib.ndpointer(dtype=np.float64, flags="C")
    call.argtypes = [kind, kind, ctypes.c_double, kind, kind, ctypes.c_long]
    call.restype = None
    return call


def mesa_run(state0: np.ndarray, drivers: np.ndarray, params: np.ndarray) -> np.ndarray:
    """One member with formations as agents; returns outputs[T, M]."""
    import mesa

    ops = NumpyOps()
    p, q, weight, pace = params[-N_SHARED:]
    half = N_FORMATIONS // 2

    class Formation(mesa.Agent):
        def __init__(self, model: Any, number: int) -> None:
            super().__init__(model)
            self.number = number
            self.values = list(state0[PER_STATE * number : PER_STATE * (number + 1)])
            self.own = params[PER_PARAM * number : PER_PARAM * (number + 1)]

        def take_post(self) -> None:
            line, on, off = self.own[:3]
            share = line * ops.smoothstep((self.model.day - on) / 3.0)
            share = share * (1.0 - ops.smoothstep((self.model.day - off) / 7.0))
            self.line = share * self.values[0]
            self.model.totals[self.number >= half] += self.line

        def fight(self) -> None:
            rate, killed, returning, recovery, inflow = self.own[3:]
            present, first, second, dead, gone = self.values
            enemy = self.model.totals[self.number < half]
            hazard = ops.exp(
                rate + p * ops.log((enemy + 1.0) / 5_000.0)
                + (q - 1.0) * ops.log((self.line + 1.0) / 5_000.0)
                + drivers[self.model.t, self.number]
            )  # fmt: skip
            losses = self.line * -ops.expm1(-hazard)
            self.values = [
                present - losses + recovery * second + inflow,
                first + returning * (1.0 - killed) * losses - recovery * first,
                second + recovery * (first - second),
                dead + killed * losses,
                gone + losses,
            ]

    class Campaign(mesa.Model):
        def __init__(self) -> None:
            super().__init__(rng=1)
            self.t, self.day, self.area = 0, 0.5, state0[-1]
            self.totals = [0.0, 0.0]
            self.formations = [Formation(self, number) for number in range(N_FORMATIONS)]

        def step(self) -> None:
            self.totals = [0.0, 0.0]
            self.agents.do("take_post")
            self.agents.do("fight")
            tilt = ops.tanh(weight * ops.log((self.totals[0] + 1.0) / (self.totals[1] + 1.0)))
            self.area = ops.softplus(self.area - pace * tilt - drivers[self.t, -1])
            self.t, self.day = self.t + 1, self.day + 1.0

    model = Campaign()
    outputs = np.empty((N_DAYS, N_OUTPUTS))
    for t in range(N_DAYS):
        model.step()
        shown = [formation.values[i] for formation in model.formations for i in (0, 3, 4)]
        outputs[t] = [*shown, model.area]
    return outputs


def main() -> None:
    import jax

    jax.config.update("jax_enable_x64", True)
    state, drivers, params, _ = inputs()
    random = np.random.default_rng(2)
    all_params = params * np.exp(random.normal(0.0, 0.05, (MEMBERS, N_PARAMS)))
    all_state = np.tile(state, (MEMBERS, 1))
    scan = compile_scan(step, N_STATE, N_DRIVERS, N_PARAMS, N_OUTPUTS, name="benchmark")
    ours = np.empty((MEMBERS, N_DAYS, N_OUTPUTS))
    kernel = scan.forward_many_kernel

    def lanes() -> None:
        kernel(all_state, drivers[None], 0.5, all_params, ours, 0, MEMBERS)

    theirs = np.empty_like(ours)
    with tempfile.TemporaryDirectory() as folder:
        program = machine_program(scan.program)
        plain = c_run(Path(folder), program, "plain", 1, ["-ffp-contract=fast"])
        wide = c_run(Path(folder), program, "wide", 8, ["-ffast-math", "-fopenmp-simd"])

        def c(call: Any) -> None:
            call(all_state, drivers, 0.5, all_params, theirs, MEMBERS)

        many = jax.jit(jax.vmap(jax_forward(1), in_axes=(0, None, 0)))
        given = [jax.device_put(a) for a in (all_state, drivers, all_params)]
        lanes()
        for call in (plain, wide):
            theirs[:] = np.nan
            c(call)
            assert np.allclose(ours, theirs, rtol=1e-8, atol=1e-6)
        assert np.allclose(ours, np.asarray(many(*given)), rtol=1e-8, atol=1e-6)
        assert np.allclose(ours[0], mesa_run(all_state[0], drivers, all_params[0]), rtol=1e-8)
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)})  # every peer has one core
        days = MEMBERS * N_DAYS
        rates = {"Fogline, eight members in lanes": days / best_time(lanes)}
        rates["C, gcc -O3, one member at a time"] = days / best_time(lambda: c(plain))
        rates["C, gcc -O3 -ffast-math, eight members in lanes"] = days / best_time(lambda: c(wide))
        rates["JAX, vmap of scan, double precision"] = days / best_time(
            lambda: jax.block_until_ready(many(*given))
        )
    start = time.perf_counter()
    for member in range(MESA_MEMBERS):
        mesa_run(all_state[member], drivers, all_params[member])
    rates["Mesa, formations as agents"] = (
        MESA_MEMBERS * N_DAYS / (1e6 * (time.perf_counter() - start))
    )
    first = next(iter(rates.values()))
    print(f"{MEMBERS} members of {N_DAYS} days, {scan.day.n_operations} operations a day, one core")
    print(f"{platform.machine()}, Python {platform.python_version()}, JAX {jax.__version__}\n")
    print("| ensemble | million campaign-days a second | Fogline is faster by |")
    print("| --- | ---: | ---: |")
    for name, rate in rates.items():
        print(f"| {name} | {rate:.3g} | {first / rate:.3g} |")


if __name__ == "__main__":
    main()
