"""A step for one use of it: what never changes there is folded away, what nobody reads dropped.

A fit runs the step of a campaign with every control at its default, up to the cut-off, and reads
a few of its outputs. Controls then are constants; what begins after the cut-off is nil; a state
that starts at a constant and is never changed is that constant; a state that no output depends on
is not carried along. Values and slopes of what is left are those of the whole step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fogline.model.compiler.program import Program

__all__ = ["Specialised", "specialise"]

Range = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Specialised:
    """The smaller step. Inputs: the kept states, the kept drivers, the day, all parameters.

    states, drivers  their numbers in the whole step
    """

    program: Program
    states: tuple[int, ...]
    drivers: tuple[int, ...]


def specialise(
    program: Program,
    *,
    start: Sequence[float | None],
    drivers: Sequence[float | None],
    days: Range,
    outputs: Sequence[int],
) -> Specialised:
    """The step ``program`` (states, drivers, day, params) -> (states, outputs) for one use.

    start    value of each state before the first day, None where parameters decide it
    drivers  value of each driver on every day, None where it varies
    days     first and last day the step is run on
    outputs  numbers of the outputs that are read, in the order wanted
    """
    n_state, n_drivers = len(start), len(drivers)
    fixed = {n_state + j: value for j, value in enumerate(drivers) if value is not None}
    unmoved = {i: value for i, value in enumerate(start) if value is not None}
    while True:  # every state is taken to stay at its start until the step says otherwise
        folded = _folded(program, {**fixed, **unmoved}, {n_state + n_drivers: days})
        moved = [i for i in unmoved if folded.value_of(folded.outputs[i]) != unmoved[i]]
        if not moved:
            break
        for i in moved:
            del unmoved[i]
    read = [folded.outputs[n_state + number] for number in outputs]
    states: set[int] = set()
    while True:  # the states that the outputs, or states they depend on, are made from
        live = folded.needed([*read, *(folded.outputs[i] for i in states)])
        found = {int(folded.lines[k].payload) for k in live if folded.lines[k].op == "input"}
        grown = {i for i in found if i < n_state}
        if grown <= states:
            break
        states |= grown
    kept_states = tuple(sorted(states))
    kept_drivers = tuple(j for j in range(n_drivers) if drivers[j] is None)

    small = Program(len(kept_states) + len(kept_drivers) + folded.n_inputs - n_state - n_drivers)
    places = [*kept_states, *(n_state + j for j in kept_drivers)]
    places += range(n_state + n_drivers, folded.n_inputs)
    inputs = [small.constant(0.0)] * folded.n_inputs
    for new, old in enumerate(places):
        inputs[old] = small.inputs[new]
    wanted = [*(folded.outputs[i] for i in kept_states), *read]
    copied = folded.copy_into(small, inputs, wanted)
    small.outputs = tuple(copied[index] for index in wanted)
    return Specialised(small, kept_states, kept_drivers)


def _folded(program: Program, values: Mapping[int, float], ranges: Mapping[int, Range]) -> Program:
    """The program with inputs of known value or range folded in; it keeps its inputs' places."""
    target = Program(program.n_inputs)
    moved: dict[int, int] = {}
    within: dict[int, Range] = {}

    def range_of(index: int) -> Range | None:
        value = target.value_of(index)
        return within.get(index) if value is None else (value, value)

    for index in program.needed():
        line = program.lines[index]
        if line.op == "input":
            place = int(line.payload)
            known = values.get(place)
            moved[index] = target.inputs[place] if known is None else target.constant(known)
            if place in ranges:
                within[moved[index]] = ranges[place]
            continue
        if line.op == "constant":
            moved[index] = target.constant(line.payload)
            continue
        arguments = [moved[argument] for argument in line.args]
        found = [range_of(argument) for argument in arguments]
        limits = _limits(line.op, [r for r in found if r]) if all(found) else None
        if limits is not None and limits[0] == limits[1]:
            moved[index] = target.constant(limits[0])
            continue
        moved[index] = target.emit(line.op, *arguments)
        if limits is not None:
            within[moved[index]] = limits
    target.outputs = tuple(moved[output] for output in program.outputs)
    return target


def _limits(op: str, found: list[Range]) -> Range | None:
    """The range of a sum, a difference or a ramp of arguments in these ranges."""
    if op == "add":
        return found[0][0] + found[1][0], found[0][1] + found[1][1]
    if op == "sub":
        return found[0][0] - found[1][1], found[0][1] - found[1][0]
    if op == "smoothstep":
        low, high = (min(max(x, 0.0), 1.0) for x in found[0])
        return low * low * (3.0 - 2.0 * low), high * high * (3.0 - 2.0 * high)
    return None
