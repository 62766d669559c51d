"""Loops around emitted programs: what the generated modules call while Numba compiles them.

Every function here takes programs as listings and gives a Numba intrinsic. Shapes are constants
of the kernel: raw kernels trust the arrays they are given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from fogline.model.compiler.elementary import double_of
from fogline.model.compiler.emitter import emit
from fogline.model.compiler.program import Program

__all__ = ["LANES", "OPTIONS", "rows", "scan_forward", "scan_many", "scan_vjp", "straight_line"]

#: How the generated functions around the intrinsics are compiled.
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "fastmath": {"contract", "arcp", "nsz"},
    "error_model": "numpy",
    "cache": True,
}
#: Members (or rows) computed side by side.
LANES = 8

_WHOLE = ir.IntType(64)


def _whole(value: int) -> Any:
    return ir.Constant(_WHOLE, value)


class _Kernel:
    """The arguments of one intrinsic while its body is written."""

    def __init__(self, context: Any, builder: Any, signature: Any, args: Any) -> None:
        self.builder = builder
        self.context = context
        self.args = args
        self._arrays = [
            context.make_array(kind)(context, builder, value)
            if isinstance(kind, types.Array)
            else None
            for kind, value in zip(signature.args, args, strict=True)
        ]

    def data(self, argument: int) -> Any:
        return self._arrays[argument].data  # type: ignore[union-attr]

    def length(self, argument: int, axis: int = 0) -> Any:
        return self.builder.extract_value(self._arrays[argument].shape, axis)  # type: ignore[union-attr]

    def at(self, pointer: Any, offset: Any) -> Any:
        offset = _whole(offset) if isinstance(offset, int) else offset
        return self.builder.gep(pointer, [offset], inbounds=True)

    def row(self, pointer: Any, number: Any, width: int) -> Any:
        """Pointer to the row of that number in a table of ``width`` columns."""
        return self.at(pointer, self.builder.mul(number, _whole(width)))

    def read(self, pointer: Any, offset: int) -> Any:
        return self.builder.load(self.at(pointer, offset))

    def write(self, value: Any, pointer: Any, offset: int) -> None:
        self.builder.store(value, self.at(pointer, offset))

    def copy(self, source: Any, target: Any, count: int) -> None:
        with cgutils.for_range(self.builder, _whole(count)) as loop:
            value = self.builder.load(self.at(source, loop.index))
            self.builder.store(value, self.at(target, loop.index))

    def joined(self, values: list[Any]) -> Any:
        """A vector with one value a lane."""
        vector = ir.Constant(double_of(len(values)), ir.Undefined)
        for lane, value in enumerate(values):
            place = ir.Constant(ir.IntType(32), lane)
            vector = self.builder.insert_element(vector, value, place)
        return vector

    def spread(self, value: Any) -> Any:
        """A vector with the same value in every lane."""
        return self.joined([value] * LANES)

    def gather(self, pointers: list[Any], offset: int) -> Any:
        """A vector with lane l read from ``pointers[l][offset]``."""
        return self.joined([self.read(pointer, offset) for pointer in pointers])

    def scatter(self, vector: Any, pointers: list[Any], offset: int) -> None:
        for lane, pointer in enumerate(pointers):
            place = ir.Constant(ir.IntType(32), lane)
            self.write(self.builder.extract_element(vector, place), pointer, offset)

    def members(self, start: Any, stop: Any) -> list[Any]:
        """Numbers start, start + 1, ...; past the end the last one again (written twice alike)."""
        last = self.builder.sub(stop, _whole(1))
        numbers = []
        for lane in range(LANES):
            number = self.builder.add(start, _whole(lane))
            inside = self.builder.icmp_signed("<", number, last)
            numbers.append(self.builder.select(inside, number, last))
        return numbers

    def day(self, first_day: Any, t: Any) -> Any:
        return self.builder.fadd(first_day, self.builder.sitofp(t, ir.DoubleType()))

    def blocks(self, start: Any, stop: Any) -> Any:
        """A loop over start, start + LANES, ... below stop."""
        return cgutils.for_range_slice(self.builder, start, stop, _whole(LANES), inc=True)


def _no_state(position: int) -> Any:
    raise AssertionError(f"what is computed ahead of the days reads state {position}")


def _by_position(*parts: tuple[int, Callable[[int], Any]]) -> Callable[[int], Any]:
    """One loader for inputs laid end to end: each part is (count, loader of its own positions)."""

    def load(position: int) -> Any:
        for count, loader in parts:
            if position < count:
                return loader(position)
            position -= count
        raise IndexError(position)

    return load


def straight_line(listing: str, *, n_first: int) -> Any:
    """``(x, x2, y)``: y from the inputs ``x[:n_first]`` followed by those of x2."""

    @intrinsic
    def body(typingctx: Any, x: Any, x2: Any, y: Any) -> Any:
        def write(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kernel = _Kernel(context, builder, signature, args)
            program = Program.from_listing(listing)
            load = _by_position(
                (n_first, lambda i: kernel.read(kernel.data(0), i)),
                (program.n_inputs - n_first, lambda i: kernel.read(kernel.data(1), i)),
            )
            for number, value in enumerate(emit(builder, program, load)):
                kernel.write(value, kernel.data(2), number)
            return context.get_dummy_value()

        return types.void(x, x2, y), write

    return body


def rows(listing: str, *, n_inputs: int, n_constants: int) -> Any:
    """``(x[R,K], c[R,C], values[R], grads[R,K])``; grads untouched when not in the program."""

    @intrinsic
    def body(typingctx: Any, x: Any, c: Any, values: Any, grads: Any) -> Any:
        def write(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kernel = _Kernel(context, builder, signature, args)
            program = Program.from_listing(listing)
            n_rows = kernel.length(2)
            with kernel.blocks(_whole(0), n_rows) as (start, _):
                numbers = kernel.members(start, n_rows)
                x_rows = [kernel.row(kernel.data(0), n, n_inputs) for n in numbers]
                c_rows = [kernel.row(kernel.data(1), n, n_constants) for n in numbers]
                cells = [kernel.at(kernel.data(2), n) for n in numbers]
                slopes = [kernel.row(kernel.data(3), n, n_inputs) for n in numbers]
                load = _by_position(
                    (n_inputs, lambda i: kernel.gather(x_rows, i)),
                    (n_constants, lambda i: kernel.gather(c_rows, i)),
                )
                value, *found = emit(builder, program, load, lanes=LANES)
                kernel.scatter(value, cells, 0)
                for number, slope in enumerate(found):
                    kernel.scatter(slope, slopes, number)
            return context.get_dummy_value()

        return types.void(x, c, values, grads), write

    return body


def scan_forward(
    once: str, early: str, day: str, *, n_state: int, n_drivers: int, n_outputs: int, n_kept: int
) -> Any:
    """``(state0, drivers, first_day, params, states, kept, outputs)``.

    early  what does not wait for the state, LANES days at a time; it fills the first columns of
           kept, which the day reads
    """

    @intrinsic
    def body(
        typingctx: Any,
        state0: Any,
        drivers: Any,
        first_day: Any,
        params: Any,
        states: Any,
        kept: Any,
        outputs: Any,
    ) -> Any:
        def write(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kernel = _Kernel(context, builder, signature, args)
            fixed = emit(
                builder, Program.from_listing(once), lambda i: kernel.read(kernel.data(3), i)
            )
            ahead = Program.from_listing(early)
            n_early, n_days = len(ahead.outputs), kernel.length(1)
            if n_early:
                spread = [kernel.spread(value) for value in fixed]
                with kernel.blocks(_whole(0), n_days) as (first, _):
                    numbers = kernel.members(first, n_days)
                    driver_rows = [kernel.row(kernel.data(1), n, n_drivers) for n in numbers]
                    keep_rows = [kernel.row(kernel.data(5), n, n_kept) for n in numbers]
                    days = kernel.joined([kernel.day(args[2], n) for n in numbers])
                    load = _by_position(
                        (n_state, _no_state),
                        (n_drivers, lambda i: kernel.gather(driver_rows, i)),
                        (1, lambda i: days),
                        (len(fixed), lambda i: spread[i]),
                    )
                    for number, value in enumerate(emit(builder, ahead, load, lanes=LANES)):
                        kernel.scatter(value, keep_rows, number)
            kernel.copy(kernel.data(0), kernel.data(4), n_state)
            program = Program.from_listing(day)
            with cgutils.for_range(builder, n_days) as loop:
                state = kernel.row(kernel.data(4), loop.index, n_state)
                keep = kernel.row(kernel.data(5), loop.index, n_kept)
                driver = kernel.row(kernel.data(1), loop.index, n_drivers)
                today = kernel.day(args[2], loop.index)
                load = _by_position(
                    (n_state, lambda i: kernel.read(state, i)),
                    (n_drivers, lambda i: kernel.read(driver, i)),
                    (1, lambda i: today),
                    (len(fixed), lambda i: fixed[i]),
                    (n_early, lambda i: kernel.read(keep, i)),
                )
                values = emit(builder, program, load)
                out = kernel.row(kernel.data(6), loop.index, n_outputs)
                for number, value in enumerate(values):
                    if number < n_state:
                        kernel.write(value, state, n_state + number)
                    elif number < n_state + n_outputs:
                        kernel.write(value, out, number - n_state)
                    else:
                        kernel.write(value, keep, n_early + number - n_state - n_outputs)
            return context.get_dummy_value()

        signature = types.void(state0, drivers, first_day, params, states, kept, outputs)
        return signature, write

    return body


def scan_vjp(
    once: str,
    day: str,
    last: str,
    *,
    n_state: int,
    n_drivers: int,
    n_params: int,
    n_outputs: int,
    n_kept: int,
) -> Any:
    """``(drivers, first_day, params, states, kept, outputs_bar, final_bar,
    state0_bar, drivers_bar, params_bar)``.
    """

    @intrinsic
    def body(
        typingctx: Any,
        drivers: Any,
        first_day: Any,
        params: Any,
        states: Any,
        kept: Any,
        outputs_bar: Any,
        final_bar: Any,
        state0_bar: Any,
        drivers_bar: Any,
        params_bar: Any,
    ) -> Any:
        def write(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kernel = _Kernel(context, builder, signature, args)
            fixed = emit(
                builder, Program.from_listing(once), lambda i: kernel.read(kernel.data(2), i)
            )
            zero = ir.Constant(ir.DoubleType(), 0.0)
            sums = [cgutils.alloca_once_value(builder, zero) for _ in fixed]
            bar = kernel.data(7)
            kernel.copy(kernel.data(6), bar, n_state)
            program = Program.from_listing(day)
            n_days = kernel.length(0)
            with cgutils.for_range(builder, n_days) as loop:
                t = builder.sub(builder.sub(n_days, _whole(1)), loop.index)
                driver, driver_bar = (kernel.row(kernel.data(a), t, n_drivers) for a in (0, 8))
                state = kernel.row(kernel.data(3), t, n_state)
                keep = kernel.row(kernel.data(4), t, n_kept)
                out_bar = kernel.row(kernel.data(5), t, n_outputs)
                today = kernel.day(args[1], t)
                load = _by_position(
                    (n_state, lambda i: kernel.read(state, i)),
                    (n_drivers, lambda i: kernel.read(driver, i)),
                    (1, lambda i: today),
                    (len(fixed), lambda i: fixed[i]),
                    (n_state, lambda i: kernel.read(bar, i)),
                    (n_outputs, lambda i: kernel.read(out_bar, i)),
                    (n_kept, lambda i: kernel.read(keep, i)),
                )
                values = emit(builder, program, load)
                for number, value in enumerate(values):
                    if number < n_state:
                        kernel.write(value, bar, number)
                    elif number < n_state + n_drivers:
                        kernel.write(value, driver_bar, number - n_state)
                    else:
                        total = sums[number - n_state - n_drivers]
                        builder.store(builder.fadd(builder.load(total), value), total)
            load = _by_position(
                (n_params, lambda i: kernel.read(kernel.data(2), i)),
                (len(sums), lambda i: builder.load(sums[i])),
            )
            for number, value in enumerate(emit(builder, Program.from_listing(last), load)):
                kernel.write(value, kernel.data(9), number)
            return context.get_dummy_value()

        signature = types.void(
            drivers, first_day, params, states, kept, outputs_bar, final_bar,
            state0_bar, drivers_bar, params_bar,
        )  # fmt: skip
        return signature, write

    return body


def scan_many(
    once: str, day: str, *, n_state: int, n_drivers: int, n_params: int, n_outputs: int
) -> Any:
    """``(state0, drivers, first_day, params, outputs, start, stop)``, LANES members at a time."""

    @intrinsic
    def body(
        typingctx: Any,
        state0: Any,
        drivers: Any,
        first_day: Any,
        params: Any,
        outputs: Any,
        start: Any,
        stop: Any,
    ) -> Any:
        def write(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kernel = _Kernel(context, builder, signature, args)
            n_days = kernel.length(1, 1)
            alone = builder.icmp_signed("==", kernel.length(1), _whole(1))
            driver_days = builder.select(alone, _whole(0), n_days)
            vector = double_of(LANES)
            state = cgutils.alloca_once(builder, vector, size=_whole(n_state))
            program = Program.from_listing(day)
            with kernel.blocks(args[5], args[6]) as (first, _):
                numbers = kernel.members(first, args[6])
                param_rows = [kernel.row(kernel.data(3), n, n_params) for n in numbers]
                state_rows = [kernel.row(kernel.data(0), n, n_state) for n in numbers]
                for number in range(n_state):
                    kernel.write(kernel.gather(state_rows, number), state, number)
                fixed = emit(
                    builder,
                    Program.from_listing(once),
                    lambda i: kernel.gather(param_rows, i),
                    lanes=LANES,
                )
                drivers_of = [
                    kernel.row(kernel.data(1), builder.mul(n, driver_days), n_drivers)
                    for n in numbers
                ]
                outputs_of = [
                    kernel.row(kernel.data(4), builder.mul(n, n_days), n_outputs) for n in numbers
                ]
                with cgutils.for_range(builder, n_days) as loop:
                    driver_rows = [kernel.row(p, loop.index, n_drivers) for p in drivers_of]
                    output_rows = [kernel.row(p, loop.index, n_outputs) for p in outputs_of]
                    today = kernel.day(args[2], loop.index)
                    spread = kernel.spread(today)
                    load = _by_position(
                        (n_state, lambda i: kernel.read(state, i)),
                        (n_drivers, lambda i: kernel.gather(driver_rows, i)),
                        (1, lambda i: spread),
                        (len(fixed), lambda i: fixed[i]),
                    )
                    for number, value in enumerate(emit(builder, program, load, lanes=LANES)):
                        if number < n_state:
                            kernel.write(value, state, number)
                        else:
                            kernel.scatter(value, output_rows, number - n_state)
            return context.get_dummy_value()

        signature = types.void(state0, drivers, first_day, params, outputs, start, stop)
        return signature, write

    return body
