"""A case put together: one description of a day, its head, its drivers, its claims.

``Campaign`` holds pure Python functions over ``ops`` and the index tables between them; it
computes nothing itself. ``model.machine`` compiles it, tests run it with plain NumPy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fogline.case import Case, Evidence
from fogline.ground.errors import NotEnoughEvidence
from fogline.model.assembly import Assembly, Context, Series
from fogline.model.observation import DEGREES, ErrorLayout, declare_errors, error_group
from fogline.model.parts import (
    declare_alliance,
    declare_counts,
    declare_formation,
    declare_front,
    declare_law,
    declare_quality,
    declare_salient,
    declare_stock,
    declare_tally,
    meets_enemies,
    presser,
)
from fogline.model.rows import Row, row_of
from fogline.model.unknowns import Prior

__all__ = ["Campaign", "build"]


@dataclass(slots=True)
class Campaign:
    """The assembled model. All sequences are in declaration order.

    n_days       days from start to horizon; n_fit_days those with evidence
    fit_index    places of the fitted unknowns among all
    """

    case: Case
    assembly: Assembly
    errors: ErrorLayout
    evidence: tuple[Evidence, ...]
    rows: tuple[Row, ...]
    n_days: int
    n_fit_days: int
    param_names: tuple[str, ...] = ()
    error_names: tuple[str, ...] = ()
    state_names: tuple[str, ...] = ()
    output_names: tuple[str, ...] = ()
    driver_names: tuple[str, ...] = ()
    grids: tuple[tuple[int, tuple[Series, ...]], ...] = ()
    fit_index: tuple[int, ...] = ()
    priors: tuple[Prior, ...] = ()
    laws: tuple[str, ...] = ()
    _output_place: dict[str, int] = field(default_factory=dict)

    def output(self, name: str) -> int:
        """Column of an output; KeyError when the model does not show it."""
        return self._output_place[name]

    def shows(self, name: str) -> bool:
        """Whether the model has an output of this name."""
        return name in self._output_place

    # the pure functions -------------------------------------------------------------------

    def head(
        self, ops: Any, theta: Sequence[Any], given: Mapping[str, Any] | None = None
    ) -> list[Any]:
        """All unknowns to the parameters, then the error parameters; ``given`` ones are kept."""
        made: dict[str, Any] = {}
        known = given or {}
        for name, make in self.assembly.params.items():
            made[name] = known[name] if name in known else make(ops, theta, made)
        errors: dict[str, Any] = {}
        for name, make in self.assembly.errors.items():
            errors[name] = make(ops, theta, errors)
        return [made[name] for name in self.param_names] + [
            errors[name] for name in self.error_names
        ]

    def knot_step(self, grid: int) -> Any:
        """The step of one grid's knots: a mean-reverting walk per series, scaled.

        drivers: one innovation a series; params: one scale a series; outputs: the knots.
        The first knot is stationary, which the state's flag (0 at the start) tells.
        """
        series = self.grids[grid][1]

        def step(ops: Any, state: Any, drivers: Any, day: Any, params: Any) -> Any:
            started = state[-1]
            knots = []
            for j, item in enumerate(series):
                kept = (1.0 - item.reversion**2) ** 0.5
                size = 1.0 + (kept - 1.0) * started
                knots.append(item.reversion * state[j] + params[j] * size * drivers[j])
            return [*knots, state[-1] * 0.0 + 1.0], list(knots)

        return step

    def day_step(self, ops: Any, state: Any, drivers: Any, day: Any, params: Any) -> Any:
        """One day of the campaign, from the state the evening before to this evening's."""
        context = Context(
            ops=ops,
            day=day,
            state=dict(zip(self.state_names, state, strict=True)),
            params=dict(zip(self.param_names, params, strict=True)),
            drivers=dict(zip(self.driver_names, drivers, strict=True)),
        )
        for _, step in sorted(self.assembly.steps, key=lambda pair: pair[0]):
            step(context)
        return (
            [context.state[name] for name in self.state_names],
            [context.outputs[name] for name in self.output_names],
        )

    def start_state(self, params: dict[str, Any]) -> list[Any]:
        """The state before day 0, from named parameters."""
        return [
            params[start] if isinstance(start, str) else start
            for start in self.assembly.state.values()
        ]


def build(case: Case, evidence: Sequence[Evidence]) -> Campaign:
    """Assemble the model of a case for its evidence, to the horizon.

    Raises NotEnoughEvidence when the case names nothing to model.
    """
    if not (case.formations or case.sectors or case.stocks or case.tallies or case.counts):
        raise NotEnoughEvidence(
            f"the case {case.id} names nothing to model - "
            "add a formation, sector, stock, tally or counts to case.toml"
        )
    n_days = max(case.day(case.horizon), case.day(case.cut_off)) + 1
    assembly = Assembly(n_days=n_days, n_fit_days=case.n_days)
    if case.formations:
        declare_law(assembly, case)
    for stock in case.stocks:
        declare_stock(assembly, case, stock)
    spoken = {item.observable for item in evidence}
    for formation in case.formations:
        if f"{formation.id}.called_poor" in spoken:
            declare_quality(assembly, formation)
        declare_formation(assembly, case, formation)
    for policy in case.policies:
        if policy.kind == "alliance":
            declare_alliance(assembly, case, policy)
    assembly.each_day(2, _meeting(case))
    for sector in case.sectors:
        declare = declare_salient if sector.kind == "salient" else declare_front
        declare(assembly, case, sector)
    for tally in case.tallies:
        declare_tally(assembly, case, tally)
    for counts in case.counts:
        declare_counts(assembly, case, counts)
    usable = tuple(item for item in evidence if _usable(item, assembly, case.n_days))
    errors = declare_errors(assembly, case, usable)
    return _finish(case, assembly, errors, usable)


def _usable(item: Evidence, assembly: Assembly, n_fit_days: int) -> bool:
    shown = set(assembly.outputs)
    terms = (*item.numerator, *item.denominator)
    return bool(terms) and all(term.observable in shown and term.day < n_fit_days for term in terms)


def _meeting(case: Case) -> Any:
    """Order 2: who faces whom in each sector, and with what fire."""
    by_sector = {
        sector: [f for f in case.formations if f.sector == sector]
        for sector in {f.sector for f in case.formations}
    }
    holders = {s.id: case.coalition(s.holder) for s in case.sectors}
    intruders = {s.id: case.coalition(s.intruder) for s in case.sectors}

    attacked = meets_enemies(case)
    pressing = {s.id: presser(case, s) for s in case.sectors}

    def meet(context: Context) -> None:
        shared = context.shared
        references = {f.id: context.params[f"{f.id}.level"] for f in case.formations}
        for sector, present in by_sector.items():
            for formation in present:
                own = case.coalition(formation.side)
                enemies = [f for f in present if case.coalition(f.side) != own]
                key = formation.id
                shared[f"{key}.enemy_committed"] = _total(
                    shared[f"{f.id}.committed"] for f in enemies
                )
                shared[f"{key}.enemy_reference"] = (
                    _total(references[f.id] for f in enemies) if enemies else 1.0
                )
                shared[f"{key}.reference"] = references[key]
                shared[f"{key}.presses"] = float(own == pressing.get(sector))
                attacked(context, formation, enemies)
                shared[f"{key}.fire_log"] = _total(
                    shared[f"{stock.id}.fire_log"]
                    for stock in case.stocks
                    if case.coalition(stock.side) != own
                )
            for role, party in (("holder", holders), ("intruder", intruders)):
                members = [f for f in present if case.coalition(f.side) == party.get(sector)]
                shared[f"{sector}.{role}_committed"] = _total(
                    shared[f"{f.id}.committed"] for f in members
                )
                shared[f"{sector}.{role}_reference"] = _total(references[f.id] for f in members)
        for sector in case.sectors:
            if sector.kind != "salient":
                continue
            for role in ("holder", "intruder"):
                shared.setdefault(f"{sector.id}.{role}_committed", 0.0)
            # what the ratio usually is; without a force on either side ground does not feel it
            shared[f"{sector.id}.reference_log_ratio"] = context.ops.log(
                shared.get(f"{sector.id}.holder_reference", 0.0) + 1.0
            ) - context.ops.log(shared.get(f"{sector.id}.intruder_reference", 0.0) + 1.0)

    return meet


def _total(parts: Any) -> Any:
    total: Any = 0.0
    for part in parts:
        total = total + part
    return total


def _finish(
    case: Case, assembly: Assembly, errors: ErrorLayout, evidence: tuple[Evidence, ...]
) -> Campaign:
    grids: dict[int, list[Series]] = {}
    for item in assembly.series:
        grids.setdefault(item.every, []).append(item)
    ordered = tuple((every, tuple(items)) for every, items in sorted(grids.items()))
    drivers = [item.name for _, items in ordered for item in items] + list(assembly.controls)
    place = {name: i for i, name in enumerate(assembly.outputs)}
    unknowns = assembly.unknowns
    return Campaign(
        case=case,
        assembly=assembly,
        errors=errors,
        evidence=evidence,
        rows=tuple(
            row_of(item, place, case.degrees.get(error_group(item), DEGREES)) for item in evidence
        ),
        n_days=assembly.n_days,
        n_fit_days=assembly.n_fit_days,
        param_names=tuple(assembly.params),
        error_names=tuple(assembly.errors),
        state_names=tuple(assembly.state),
        output_names=tuple(assembly.outputs),
        driver_names=tuple(drivers),
        grids=ordered,
        fit_index=tuple(i for i, future in enumerate(unknowns.future) if not future),
        priors=tuple(unknowns.priors),
        laws=(case.law,) if case.formations else (),
        _output_place=place,
    )
