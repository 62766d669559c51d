"""Kernels of a daily step repeated over many days, and of its vector-Jacobian product.

The forward pass keeps each day's state and its few costly values (exponentials, logarithms); the
reverse pass computes the day's arithmetic again from them. What depends on the parameters alone
is computed once, before the first day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, NamedTuple, final

from fogline.model.compiler.arrays import FloatArray, checked, writable
from fogline.model.compiler.derivatives import vjp_program
from fogline.model.compiler.machine import COSTLY, machine_program
from fogline.model.compiler.modules import CUBE, TABLE, VECTOR, compile_kernel
from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.compiler.program import Program
from fogline.model.compiler.specialise import specialise
from fogline.model.compiler.tracer import trace

__all__ = ["DailyStep", "Scan", "ScanRun", "compile_scan", "compile_specialised"]

#: ``step(ops, state, drivers, day, params) -> (state, outputs)``
DailyStep = Callable[
    [Ops, list[Scalar], list[Scalar], Scalar, list[Scalar]],
    tuple[Sequence[Scalar], Sequence[Scalar]],
]


class ScanRun(NamedTuple):
    """A forward run: outputs[T,M], states[T+1,S] and what the reverse pass reads, kept[T,K]."""

    outputs: FloatArray
    states: FloatArray
    kept: FloatArray


@final
class Scan:
    """A compiled campaign: T days of one step. Kernels are compiled when first asked for.

    Shapes: S states, J drivers a day, P parameters, M outputs a day, K kept values a day; T is
    free. ``outputs[t]`` is what the step of day ``first_day + t`` returned; ``states[t]`` the state
    before it, so ``states[0]`` is ``state0`` and ``states[T]`` the final state.

    Raw kernels, for use inside other ``nogil`` functions. They overwrite their output arrays,
    allocate nothing and trust the shapes (``work`` gives arrays that fit):

    - ``forward_kernel(state0[S], drivers[T,J], first_day, params[P],
      states[T+1,S], kept[T,K], outputs[T,M])``
    - ``vjp_kernel(drivers[T,J], first_day, params[P], states[T+1,S], kept[T,K],
      outputs_bar[T,M], final_bar[S], state0_bar[S], drivers_bar[T,J], params_bar[P])``;
      states and kept from the forward run, final_bar the slopes of the final state (zeros when
      only the outputs matter)
    - ``forward_many_kernel(state0[N,S], drivers[N or 1,T,J], first_day, params[N,P],
      outputs[N,T,M], start, stop)``; members start..stop-1, side by side in SIMD lanes
    """

    def __init__(
        self, program: Program, n_state: int, n_drivers: int, n_params: int, *, name: str
    ) -> None:
        self.program = program
        self.name = name
        self.n_state = n_state
        self.n_drivers = n_drivers
        self.n_params = n_params
        self.n_outputs = len(program.outputs) - n_state
        self.once, self.day, self.n_border = _part(program, n_state + n_drivers + 1)
        self._reverse()

    def _reverse(self) -> None:
        """The day's slopes, and which of their costly lines the forward pass keeps for them."""
        n_known = self.n_state + self.n_drivers + 1 + self.n_border
        day_only = self.n_state + self.n_drivers
        wanted = [place for place in range(n_known) if place != day_only]
        reverse = machine_program(vjp_program(self.day, wanted))
        slopes = reverse.depending_on(range(n_known, reverse.n_inputs))
        keep = [
            index
            for index in reverse.needed()
            if reverse.lines[index].op in COSTLY and index not in slopes
        ]
        # first those that do not wait for the state: they are computed for many days at once
        late = reverse.depending_on(range(self.n_state))
        keep.sort(key=lambda index: index in late)
        self.n_kept = len(keep)
        self.n_early = sum(index not in late for index in keep)

        forward = Program(n_known)
        machine = machine_program(self.day)
        first = machine.copy_into(forward, forward.inputs)
        kept_inputs = [*forward.inputs, *[forward.constant(0.0)] * (reverse.n_inputs - n_known)]
        second = reverse.copy_into(forward, kept_inputs, keep)
        early = [second[index] for index in keep[: self.n_early]]
        self._early = Program(n_known)
        moved = forward.copy_into(self._early, self._early.inputs, early)
        self._early.outputs = tuple(moved[index] for index in early)

        self._forward_day = Program(n_known + self.n_early)
        known, rest = self._forward_day.inputs[:n_known], self._forward_day.inputs[n_known:]
        later = [
            *(first[output] for output in machine.outputs),
            *(second[index] for index in keep[self.n_early :]),
        ]
        given = dict(zip(early, rest, strict=True))
        moved = forward.copy_into(self._forward_day, known, later, given=given)
        self._forward_day.outputs = tuple(moved[index] for index in later)
        self._plain_day = machine

        backward = Program(reverse.n_inputs + len(keep))
        given = dict(zip(keep, backward.inputs[reverse.n_inputs :], strict=True))
        moved = reverse.copy_into(backward, backward.inputs, given=given)
        backward.outputs = tuple(moved[output] for output in reverse.outputs)
        self._backward_day = backward

    @cached_property
    def forward_kernel(self) -> Any:
        """See the class."""
        return compile_kernel(
            "scan_forward",
            {
                "once": machine_program(self.once),
                "early": self._early,
                "day": self._forward_day,
            },
            {
                "n_state": self.n_state,
                "n_drivers": self.n_drivers,
                "n_outputs": self.n_outputs,
                "n_kept": self.n_kept,
            },
            {
                "state0": VECTOR,
                "drivers": TABLE,
                "first_day": "float64",
                "params": VECTOR,
                "states": TABLE,
                "kept": TABLE,
                "outputs": TABLE,
            },
            name=f"{self.name}_forward",
            title=f"Forward of the scan {self.name}.",
        )

    @cached_property
    def vjp_kernel(self) -> Any:
        """See the class."""
        return compile_kernel(
            "scan_vjp",
            {
                "once": machine_program(self.once),
                "day": self._backward_day,
                "last": machine_program(vjp_program(self.once, range(self.n_params))),
            },
            {
                "n_state": self.n_state,
                "n_drivers": self.n_drivers,
                "n_params": self.n_params,
                "n_outputs": self.n_outputs,
                "n_kept": self.n_kept,
            },
            {
                "drivers": TABLE,
                "first_day": "float64",
                "params": VECTOR,
                "states": TABLE,
                "kept": TABLE,
                "outputs_bar": TABLE,
                "final_bar": VECTOR,
                "state0_bar": VECTOR,
                "drivers_bar": TABLE,
                "params_bar": VECTOR,
            },
            name=f"{self.name}_vjp",
            title=f"Vector-Jacobian product of the scan {self.name}.",
        )

    @cached_property
    def forward_many_kernel(self) -> Any:
        """See the class."""
        return compile_kernel(
            "scan_many",
            {"once": machine_program(self.once), "day": self._plain_day},
            {
                "n_state": self.n_state,
                "n_drivers": self.n_drivers,
                "n_params": self.n_params,
                "n_outputs": self.n_outputs,
            },
            {
                "state0": TABLE,
                "drivers": CUBE,
                "first_day": "float64",
                "params": TABLE,
                "outputs": CUBE,
                "start": "int64",
                "stop": "int64",
            },
            name=f"{self.name}_many",
            title=f"Ensemble of the scan {self.name}.",
        )

    def work(self, n_days: int) -> ScanRun:
        """New arrays for a run of that many days."""
        return ScanRun(
            writable(None, (n_days, self.n_outputs), "outputs"),
            writable(None, (n_days + 1, self.n_state), "states"),
            writable(None, (n_days, self.n_kept), "kept"),
        )

    def forward(
        self,
        state0: Any,
        drivers: Any,
        first_day: float,
        params: Any,
        *,
        work: ScanRun | None = None,
    ) -> ScanRun:
        """Run the days from state0[S] with drivers[T,J] and params[P].

        work  arrays of an earlier run of the same length, written over
        """
        drivers = checked(drivers, (None, self.n_drivers), "drivers")
        n_days = len(drivers)
        run = self.work(n_days) if work is None else work
        writable(run.outputs, (n_days, self.n_outputs), "outputs")
        writable(run.states, (n_days + 1, self.n_state), "states")
        writable(run.kept, (n_days, self.n_kept), "kept")
        self.forward_kernel(
            checked(state0, (self.n_state,), "state0"),
            drivers,
            float(first_day),
            checked(params, (self.n_params,), "params"),
            run.states,
            run.kept,
            run.outputs,
        )
        return run

    def vjp(
        self,
        drivers: Any,
        first_day: float,
        params: Any,
        run: ScanRun,
        outputs_bar: Any,
        *,
        final_bar: Any = None,
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Slopes of ``sum(outputs_bar * outputs) + sum(final_bar * states[T])``.

        run      the forward run at the same drivers and params
        returns  state0_bar[S], drivers_bar[T,J], params_bar[P]
        """
        drivers = checked(drivers, (None, self.n_drivers), "drivers")
        n_days = len(drivers)
        final = [0.0] * self.n_state if final_bar is None else final_bar
        state0_bar = writable(None, (self.n_state,), "state0_bar")
        drivers_bar = writable(None, (n_days, self.n_drivers), "drivers_bar")
        params_bar = writable(None, (self.n_params,), "params_bar")
        self.vjp_kernel(
            drivers,
            float(first_day),
            checked(params, (self.n_params,), "params"),
            checked(run.states, (n_days + 1, self.n_state), "states"),
            checked(run.kept, (n_days, self.n_kept), "kept"),
            checked(outputs_bar, (n_days, self.n_outputs), "outputs_bar"),
            checked(final, (self.n_state,), "final_bar"),
            state0_bar,
            drivers_bar,
            params_bar,
        )
        return state0_bar, drivers_bar, params_bar

    def forward_many(
        self,
        state0: Any,
        drivers: Any,
        first_day: float,
        params: Any,
        *,
        outputs: FloatArray | None = None,
        threads: int = 2,
    ) -> FloatArray:
        """Run N members: outputs[N,T,M]. The result does not depend on ``threads``.

        state0   [N,S];  params [N,P]
        drivers  [N,T,J], or [1,T,J] when all members share them
        """
        params = checked(params, (None, self.n_params), "params")
        n_members = len(params)
        state0 = checked(state0, (n_members, self.n_state), "state0")
        drivers = checked(drivers, (None, None, self.n_drivers), "drivers")
        if len(drivers) not in (1, n_members):
            raise ValueError(
                f"drivers has the wrong shape: found {len(drivers)} members - expected 1 (shared) "
                f"or {n_members}"
            )
        outputs = writable(outputs, (n_members, drivers.shape[1], self.n_outputs), "outputs")
        kernel = self.forward_many_kernel
        cuts = [n_members * part // threads for part in range(threads + 1)]

        def run(part: int) -> None:
            kernel(state0, drivers, float(first_day), params, outputs, cuts[part], cuts[part + 1])

        if threads == 1:
            run(0)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(run, range(threads)))
        return outputs


def _part(whole: Program, first_param: int) -> tuple[Program, Program, int]:
    """Part a step into what the parameters alone decide (once) and the rest (every day).

    Returns the program params -> border, the program (state, drivers, day, border) -> outputs and
    the number of border values.
    """
    daily = whole.depending_on(range(first_param))
    live = whole.needed()

    def is_fixed(index: int) -> bool:
        return index not in daily and whole.lines[index].op != "constant"

    read = {argument for i in live if i in daily for argument in whole.lines[i].args}
    border = sorted(index for index in read.union(whole.outputs) if is_fixed(index))

    once = Program(whole.n_inputs - first_param)
    moved = whole.copy_into(once, [*[once.constant(0.0)] * first_param, *once.inputs], border)
    once.outputs = tuple(moved[index] for index in border)

    day = Program(first_param + len(border))
    given = dict(zip(border, day.inputs[first_param:], strict=True))
    inputs = [*day.inputs[:first_param], *[day.constant(0.0)] * (whole.n_inputs - first_param)]
    moved = whole.copy_into(day, inputs, given=given)
    day.outputs = tuple(moved[output] for output in whole.outputs)
    return once, day, len(border)


def compile_scan(
    step: DailyStep,
    n_state: int,
    n_drivers: int,
    n_params: int,
    n_outputs: int,
    *,
    name: str,
) -> Scan:
    """Record one day's ``step(ops, state, drivers, day, params)`` and give its kernels.

    name  identifier of the generated files
    TypeError when the step branches on a traced scalar, ValueError when it returns another number
    of states or outputs than declared.
    """

    def flat(ops: Ops, values: list[Scalar]) -> list[Scalar]:
        state, rest = values[:n_state], values[n_state:]
        new_state, outputs = step(
            ops, state, rest[:n_drivers], rest[n_drivers], rest[n_drivers + 1 :]
        )
        if len(new_state) != n_state or len(outputs) != n_outputs:
            raise ValueError(
                f"the step returned {len(new_state)} states and {len(outputs)} outputs - "
                f"declared were {n_state} and {n_outputs}"
            )
        return [*new_state, *outputs]

    program = trace(flat, n_state + n_drivers + 1 + n_params)
    return Scan(program, n_state, n_drivers, n_params, name=name)


def compile_specialised(
    whole: Scan,
    *,
    start: Sequence[float | None],
    drivers: Sequence[float | None],
    days: tuple[float, float],
    outputs: Sequence[int],
    name: str,
) -> tuple[Scan, list[int]]:
    """A scan for one use of ``whole``, and which of its states it carries.

    start, drivers, days, outputs  as :func:`fogline.model.compiler.specialise.specialise` takes
    them; the drivers that vary stay, in their order
    """
    found = specialise(whole.program, start=start, drivers=drivers, days=days, outputs=outputs)
    scan = Scan(found.program, len(found.states), len(found.drivers), whole.n_params, name=name)
    return scan, list(found.states)
