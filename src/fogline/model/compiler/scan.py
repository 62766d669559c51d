"""Kernels of a daily step repeated over many days, and of its vector-Jacobian product.

The forward pass keeps each day's state; the reverse pass computes the day's intermediates again
from it. What depends on the parameters alone is computed once, before the first day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, final

from fogline.model.compiler.arrays import FloatArray, checked, writable
from fogline.model.compiler.cache import load_module
from fogline.model.compiler.codegen import HEADER, body_lines, decorator, indent
from fogline.model.compiler.derivatives import vjp_program
from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.compiler.program import Program
from fogline.model.compiler.tracer import trace

__all__ = ["DailyStep", "Scan", "compile_scan"]

#: ``step(ops, state, drivers, day, params) -> (state, outputs)``
DailyStep = Callable[
    [Ops, list[Scalar], list[Scalar], Scalar, list[Scalar]],
    tuple[Sequence[Scalar], Sequence[Scalar]],
]
_CUBE, _TABLE, _VECTOR = "float64[:, :, ::1]", "float64[:, ::1]", "float64[::1]"


@final
class Scan:
    """A compiled campaign: T days of one step. Kernels are compiled when first asked for.

    Shapes: S states, J drivers a day, P parameters, M outputs a day; T is free. ``outputs[t]`` is
    what the step of day ``first_day + t`` returned; ``states[t]`` the state before it, so
    ``states[0]`` is ``state0`` and ``states[T]`` the final state.

    Raw kernels, for use inside other ``nogil`` functions; they overwrite their output arrays:

    - ``forward_kernel(state0[S], drivers[T,J], first_day, params[P], states[T+1,S], outputs[T,M])``
    - ``vjp_kernel(drivers[T,J], first_day, params[P], states[T+1,S], outputs_bar[T,M],
      final_bar[S], state0_bar[S], drivers_bar[T,J], params_bar[P])``; states from the forward pass,
      final_bar the slopes of the final state (zeros when only outputs matter)
    - ``forward_many_kernel(state0[N,S], drivers[N or 1,T,J], first_day, params[N,P],
      outputs[N,T,M], start, stop)``; members start..stop-1
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
        self._split()

    def _split(self) -> None:
        """Part the step into what the parameters alone decide (once) and the day (every day)."""
        whole = self.program
        first_param = self.n_state + self.n_drivers + 1
        daily = whole.depending_on(range(first_param))
        live = whole.needed()
        border = sorted(
            {
                argument
                for index in live
                if index in daily
                for argument in whole.lines[index].args
                if argument not in daily and whole.lines[argument].op != "constant"
            }
            | {o for o in whole.outputs if o not in daily and whole.lines[o].op != "constant"}
        )
        # Copied line by line rather than through ``emit``: both halves stay as recorded.
        once = Program(self.n_params)
        inputs = [once.constant(0.0)] * first_param + list(once.inputs)
        moved = whole.copy_into(once, inputs, border)
        once.outputs = tuple(moved[index] for index in border)

        day = Program(first_param + len(border))
        places: dict[int, int] = {
            index: day.inputs[first_param + number] for number, index in enumerate(border)
        }
        for index in live:
            line = whole.lines[index]
            if index in places:
                continue
            if line.op == "input" and int(line.payload) < first_param:
                places[index] = day.inputs[int(line.payload)]
            elif line.op == "constant":
                places[index] = day.constant(line.payload)
            elif index in daily:
                places[index] = day.emit(line.op, *(places[argument] for argument in line.args))
        day.outputs = tuple(places[output] for output in whole.outputs)
        self.once, self.day, self.n_border = once, day, len(border)

    # -- generated source ---------------------------------------------------------------------

    def _day_inputs(self, state: str, driver: str) -> list[str]:
        return [
            *(state.format(i) for i in range(self.n_state)),
            *(driver.format(i) for i in range(self.n_drivers)),
            "day",
            *(f"p{i}" for i in range(self.n_border)),
        ]

    def _once_lines(self, param: str = "params[{}]") -> list[str]:
        inputs = [param.format(i) for i in range(self.n_params)]
        stores = [f"p{i} = {{}}" for i in range(self.n_border)]
        return body_lines(self.once, inputs, stores, prefix="w")

    @cached_property
    def forward_kernel(self) -> Any:
        """See the class."""
        stores = [f"states[t + 1, {i}] = {{}}" for i in range(self.n_state)]
        stores += [f"outputs[t, {i}] = {{}}" for i in range(self.n_outputs)]
        day = body_lines(self.day, self._day_inputs("states[t, {}]", "drivers[t, {}]"), stores)
        source = HEADER.format(title=f"forward of the scan {self.name!r}.")
        kinds = (_VECTOR, _TABLE, "float64", _VECTOR, _TABLE, _TABLE)
        source += f"\n{decorator(*kinds)}\n"
        source += "def forward(state0, drivers, first_day, params, states, outputs):\n"
        source += indent(["states[0, :] = state0", *self._once_lines()], 1)
        source += indent(["for t in range(drivers.shape[0]):"], 1)
        source += indent(["day = first_day + t", *day], 2)
        return load_module(source, name=f"{self.name}_forward").forward

    @cached_property
    def vjp_kernel(self) -> Any:
        """See the class."""
        n_state, n_drivers, n_border = self.n_state, self.n_drivers, self.n_border
        wanted = [
            *range(n_state + n_drivers),
            *range(n_state + n_drivers + 1, n_state + n_drivers + 1 + n_border),
        ]
        program = vjp_program(self.day, wanted)
        inputs = self._day_inputs("states[t, {}]", "drivers[t, {}]")
        inputs += [f"state0_bar[{i}]" for i in range(n_state)]
        inputs += [f"outputs_bar[t, {i}]" for i in range(self.n_outputs)]
        stores = [f"state0_bar[{i}] = {{}}" for i in range(n_state)]
        stores += [f"drivers_bar[t, {i}] = {{}}" for i in range(n_drivers)]
        stores += [f"g{i} += {{}}" for i in range(n_border)]
        day = body_lines(
            program, inputs, stores, skip=lambda found, store: store == f"{found} = {{}}"
        )
        day = [line for line in day if not line.endswith("+= 0.0")]
        once = vjp_program(self.once, range(self.n_params))
        once_inputs = [f"params[{i}]" for i in range(self.n_params)]
        once_inputs += [f"g{i}" for i in range(n_border)]
        last = body_lines(
            once, once_inputs, [f"params_bar[{i}] = {{}}" for i in range(self.n_params)], prefix="u"
        )
        source = HEADER.format(title=f"vector-Jacobian product of the scan {self.name!r}.")
        kinds = (_TABLE, "float64", _VECTOR, _TABLE, _TABLE, _VECTOR, _VECTOR, _TABLE, _VECTOR)
        source += f"\n{decorator(*kinds)}\n"
        source += (
            "def vjp(drivers, first_day, params, states, outputs_bar, final_bar,\n"
            "        state0_bar, drivers_bar, params_bar):\n"
        )
        source += indent(["state0_bar[:] = final_bar", *self._once_lines()], 1)
        source += indent([f"g{i} = 0.0" for i in range(n_border)], 1)
        source += indent(["for t in range(drivers.shape[0] - 1, -1, -1):"], 1)
        source += indent(["day = first_day + t", *day], 2) + indent(last, 1)
        return load_module(source, name=f"{self.name}_vjp").vjp

    @cached_property
    def forward_many_kernel(self) -> Any:
        """See the class."""
        state, driver = "state[{}]", "drivers[n if n_drivers > 1 else 0, t, {}]"
        stores = [f"state[{i}] = {{}}" for i in range(self.n_state)]
        stores += [f"outputs[n, t, {i}] = {{}}" for i in range(self.n_outputs)]
        day = body_lines(self.day, self._day_inputs(state, driver), stores)
        source = HEADER.format(title=f"ensemble of the scan {self.name!r}.")
        source += "\nimport numpy\n\n"
        kinds = (_TABLE, _CUBE, "float64", _TABLE, _CUBE, "int64", "int64")
        source += f"{decorator(*kinds)}\n"
        source += "def forward_many(state0, drivers, first_day, params, outputs, start, stop):\n"
        source += indent(
            ["n_drivers = drivers.shape[0]", f"state = numpy.empty({self.n_state})"], 1
        )
        source += indent(["for n in range(start, stop):"], 1)
        source += indent(["state[:] = state0[n]", *self._once_lines("params[n, {}]")], 2)
        source += indent(["for t in range(drivers.shape[1]):"], 2)
        source += indent(["day = first_day + t", *day], 3)
        return load_module(source, name=f"{self.name}_many").forward_many

    # -- from Python --------------------------------------------------------------------------

    def forward(
        self,
        state0: Any,
        drivers: Any,
        first_day: float,
        params: Any,
        *,
        states: FloatArray | None = None,
        outputs: FloatArray | None = None,
    ) -> tuple[FloatArray, FloatArray]:
        """Run the days: outputs[T,M] and states[T+1,S]; the arrays may be given for reuse."""
        drivers = checked(drivers, (None, self.n_drivers), "drivers")
        states = writable(states, (len(drivers) + 1, self.n_state), "states")
        outputs = writable(outputs, (len(drivers), self.n_outputs), "outputs")
        self.forward_kernel(
            checked(state0, (self.n_state,), "state0"),
            drivers,
            float(first_day),
            checked(params, (self.n_params,), "params"),
            states,
            outputs,
        )
        return outputs, states

    def vjp(
        self,
        state0: Any,
        drivers: Any,
        first_day: float,
        params: Any,
        states: Any,
        outputs_bar: Any,
        *,
        final_bar: Any = None,
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Slopes of ``sum(outputs_bar * outputs) + sum(final_bar * states[T])``.

        states  of the forward pass at the same state0, drivers and params
        returns state0_bar[S], drivers_bar[T,J], params_bar[P]
        """
        checked(state0, (self.n_state,), "state0")
        drivers = checked(drivers, (None, self.n_drivers), "drivers")
        n_days = len(drivers)
        state0_bar = writable(None, (self.n_state,), "state0_bar")
        drivers_bar = writable(None, (n_days, self.n_drivers), "drivers_bar")
        params_bar = writable(None, (self.n_params,), "params_bar")
        self.vjp_kernel(
            drivers,
            float(first_day),
            checked(params, (self.n_params,), "params"),
            checked(states, (n_days + 1, self.n_state), "states"),
            checked(outputs_bar, (n_days, self.n_outputs), "outputs_bar"),
            checked([0.0] * self.n_state if final_bar is None else final_bar, (self.n_state,),
                    "final_bar"),
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
