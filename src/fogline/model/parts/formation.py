"""A formation: arrival, posture, exposure, losses by kind, wounded who return, reinforcement.

Accounting, kept every day in every draw by construction:
arrived = en route + present + recovering + killed + captured + missing + evacuated + transferred.
"""

from __future__ import annotations

from math import log
from typing import Any

from fogline.case import Case, Formation, Guess
from fogline.model.assembly import Assembly, Context
from fogline.model.parts.decisions import declare_rotation
from fogline.model.parts.losses import declare_losses
from fogline.model.unknowns import NORMAL_90

__all__ = ["declare_formation", "fronts_for"]

POSTURE_WORDS = {"line": "the line", "assault": "the assault", "off": "off the line"}

DEFAULT_STRENGTH = Guess(
    median=8_000,
    factor=5,
    source="Chosen by us: brigade to corps, what a report calls a force; decisions/0005",
)


def _days(case: Case, guess: tuple[Any, Any]) -> tuple[int, int]:
    return case.day(guess[0]), case.day(guess[1])


def declare_formation(assembly: Assembly, case: Case, formation: Formation) -> None:
    """Declare one formation's unknowns, state, step and outputs."""
    _declare_strength(assembly, case, formation)
    _declare_posture(assembly, case, formation)
    declare_losses(assembly, case, formation)


def _declare_strength(assembly: Assembly, case: Case, formation: Formation) -> None:
    name, unknowns = formation.id, assembly.unknowns
    initial = formation.initial
    if initial is None and formation.arriving is None:
        initial = DEFAULT_STRENGTH
    if initial is not None:
        assembly.guess(
            f"{name}.initial",
            unknowns.positive(
                f"{name}: strength at the start", median=initial.median, factor=initial.factor,
                unit="persons", source=initial.source,
            ),
        )  # fmt: skip
    else:
        assembly.param(f"{name}.initial", lambda ops, theta, params: 0.0)

    if formation.arriving is not None:
        guess = formation.arriving
        first, last = _days(case, formation.arrival or (case.start, case.cut_off))
        transit = formation.transit_days or Guess(
            median=14, factor=2.5, source="Chosen by us: days by rail and road within one theatre"
        )
        size = unknowns.positive(
            f"{name}: size of the wave", median=guess.median, factor=guess.factor,
            unit="persons", source=guess.source,
        )  # fmt: skip
        middle = unknowns.day(
            f"{name}: middle of the arrival", first=first, last=last,
            words=f"nearly uniform between {case_date(case, first)} and {case_date(case, last)}",
            source=guess.source,
        )  # fmt: skip
        length = unknowns.positive(
            f"{name}: days from 10 % to 90 % arrived", median=14, factor=3, unit="days",
            source="Chosen by us: lift of a few brigades takes days to weeks",
        )  # fmt: skip
        delay = unknowns.positive(
            f"{name}: days from theatre to sector", median=transit.median, factor=transit.factor,
            unit="days", source=transit.source,
        )  # fmt: skip
        assembly.guess(f"{name}.wave", size)
        assembly.guess(f"{name}.middle", middle)
        # a logistic curve passes from 10 % to 90 % in 4.394 of its scales
        assembly.param(f"{name}.tempo", lambda ops, theta, _: length(ops, theta) / 4.394449)
        assembly.guess(f"{name}.delay", delay)

    if formation.reinforced is not None:
        target = unknowns.positive(
            f"{name}: strength that reinforcements keep it at", median=formation.reinforced.median,
            factor=formation.reinforced.factor, unit="persons",
            source=formation.reinforced.source,
        )  # fmt: skip
        tempo = unknowns.positive(
            f"{name}: days in which reinforcements close the gap", median=20, factor=2.5,
            unit="days", source="Chosen by us: movement and replacement run in weeks",
        )  # fmt: skip
        assembly.guess(f"{name}.target", target)
        assembly.guess(f"{name}.closing", tempo)
        assembly.driver(f"{name}.target_log", every=14, reversion=0.8, scale="target_scale")
    level = next(
        key
        for key, known in (
            ("target", formation.reinforced), ("wave", formation.arriving), ("initial", initial),
        )
        if known is not None
    )  # fmt: skip
    assembly.param(f"{name}.level", lambda ops, theta, params: params[f"{name}.{level}"])
    assembly.control(f"{name}.reinforce", 0.0)

    fronts = fronts_for(case, formation)
    for front in fronts:
        assembly.control(f"{name}.to.{front}", 0.0)
    assembly.holds(f"{name}.sent_away", 0.0)

    arriving, reinforced = formation.arriving is not None, formation.reinforced is not None

    def arrived_curve(context: Context, day: Any, delay: Any) -> Any:
        params, ops = context.params, context.ops
        middle, tempo = params[f"{name}.middle"], params[f"{name}.tempo"]
        return params[f"{name}.wave"] * ops.sigmoid((day - middle - delay) / tempo)

    def flows(context: Context) -> None:
        """Order 0: who arrives in the theatre and in the sector today."""
        params, ops = context.params, context.ops
        stream = context.shared.get(f"{formation.side}.stream", 1.0)
        inflow, leaving = context.drivers[f"{name}.reinforce"] * stream, 0.0
        if reinforced:
            target = params[f"{name}.target"] * ops.exp(context.drivers[f"{name}.target_log"])
            # who was sent to another front is not made good here
            aim = target - context.state[f"{name}.sent_away"]
            gap = (aim - context.state[f"{name}.present"]) / params[f"{name}.closing"]
            # the gap's positive part comes in, its negative part is moved elsewhere; smooth
            # over a hundredth of the target
            unit = 0.01 * target / params[f"{name}.closing"]
            coming = unit * ops.softplus(gap / unit)
            leaving = coming - gap
            inflow = inflow + coming
        ordered = [context.drivers[f"{name}.to.{front}"] for front in fronts]
        context.shared[f"{name}.ordered_away"] = sum(ordered, 0.0)
        leaving = leaving + context.shared[f"{name}.ordered_away"]
        en_route, entering = 0.0, inflow
        in_theatre: Any = 0.0
        if arriving:
            delay = params[f"{name}.delay"]
            in_theatre = arrived_curve(context, context.day, 0.0)
            in_sector = arrived_curve(context, context.day, delay)
            before = arrived_curve(context, context.day - 1.0, delay)
            en_route = in_theatre - in_sector
            entering = entering + in_sector - before
        context.state[f"{name}.flowed"] = context.state[f"{name}.flowed"] + inflow
        context.shared[f"{name}.entering"] = entering
        context.shared[f"{name}.leaving"] = leaving
        context.shared[f"{name}.in_theatre"] = in_theatre
        context.outputs[f"{name}.en_route"] = en_route

    assembly.holds(f"{name}.flowed", 0.0)
    assembly.holds(f"{name}.transferred", 0.0)
    # whoever the logistic curve already has in the sector the day before the start is there
    if arriving:

        def start(ops: Any, theta: Any, params: dict[str, Any]) -> Any:
            before = (-1.0 - params[f"{name}.middle"] - params[f"{name}.delay"]) / params[
                f"{name}.tempo"
            ]
            return params[f"{name}.initial"] + params[f"{name}.wave"] * ops.sigmoid(before)

        assembly.param(f"{name}.present_start", start)
    else:
        assembly.param(
            f"{name}.present_start", lambda ops, theta, params: params[f"{name}.initial"]
        )
    assembly.holds(f"{name}.present", f"{name}.present_start")
    assembly.each_day(0, flows)
    assembly.shows(f"{name}.en_route", f"{name}.deployed")


def fronts_for(case: Case, formation: Formation) -> list[str]:
    """Fronts that a formation's troops may be sent to: its own coalition's, save where it is."""
    own = case.coalition(formation.side)
    return [
        sector.id
        for sector in case.sectors
        if sector.kind == "front"
        and sector.id != formation.sector
        and own in (case.coalition(sector.holder), case.coalition(sector.intruder))
    ]


def case_date(case: Case, day: int) -> str:
    """A day number as a calendar date in words."""
    from fogline.ground.days import date_of_day, show_date

    return show_date(date_of_day(day, case.start))


def _declare_posture(assembly: Assembly, case: Case, formation: Formation) -> None:
    name, unknowns = formation.id, assembly.unknowns
    guess = formation.line_share
    median, factor = (guess.median, guess.factor) if guess else (0.45, 2.0)
    source = guess.source if guess else "Chosen by us: fighting share of a force in a sector"
    centre = log(median / (1 - median))
    top = min(median * factor, 0.97)
    spread = max((log(top / (1 - top)) - centre) / NORMAL_90, 0.2)
    assembly.guess(
        f"{name}.line_share",
        unknowns.share(
            f"{name}: share on the line when in line", median=median, spread=spread, source=source
        ),
    )  # fmt: skip
    switches = []
    for k, switch in enumerate(formation.switches):
        first, last = case.day(switch.first), case.day(switch.last)
        day = unknowns.day(
            f"{name}: switch {k + 1} to {POSTURE_WORDS[switch.to]}",
            first=first, last=last,
            words=f"nearly uniform between {case_date(case, first)} and {case_date(case, last)}",
            source=switch.source or "Chosen by us",
        )  # fmt: skip
        ramp = unknowns.positive(
            f"{name}: days switch {k + 1} takes", median=7, factor=2, unit="days",
            source="Chosen by us: a force goes into and out of the line over days to weeks",
        )  # fmt: skip
        assembly.guess(f"{name}.switch{k}", day)
        assembly.guess(f"{name}.ramp{k}", ramp)
        switches.append((k, switch.to))
    on_at_start = not formation.switches or formation.switches[0].to == "off"
    ends_off = bool(formation.switches) and formation.switches[-1].to == "off"
    if ends_off:
        declare_rotation(assembly, case, formation, f"{name}.switch{len(formation.switches) - 1}")
    assembly.control(f"{name}.on_line", 0.0)
    assaults = any(to == "assault" for _, to in switches)

    def posture(context: Context) -> None:
        """Order 0: the share of those present that is on the line today."""
        ops, params = context.ops, context.params
        in_line: Any = 1.0 if on_at_start else 0.0
        assaulting: Any = 0.0
        for k, to in switches:
            x = (context.day - params[f"{name}.switch{k}"]) / params[f"{name}.ramp{k}"]
            # a logistic ramp passes from 10 % to 90 % in 4.394 of its scales
            ramp = ops.sigmoid(4.394449 * x)
            # each switch acts on what the ones before it left, so the share stays in [0, 1]
            in_line = in_line * (1.0 - ramp) if to == "off" else in_line + (1.0 - in_line) * ramp
            if assaults:
                kept = assaulting * (1.0 - ramp)
                assaulting = kept + ramp if to == "assault" else kept
        if ends_off:
            in_line = in_line + (1.0 - in_line) * context.shared[f"{name}.by_policy"]
        in_line = in_line + (1.0 - in_line) * context.drivers[f"{name}.on_line"]
        if assaults:
            context.shared[f"{name}.assaulting"] = assaulting
            context.outputs[f"{name}.assault_share"] = assaulting
        context.shared[f"{name}.in_line"] = in_line
        context.shared[f"{name}.committed"] = in_line * context.state[f"{name}.present"]

    assembly.each_day(1, posture)
    assembly.shows(f"{name}.line_share", f"{name}.on_line", f"{name}.off_line")
    if assaults:
        assembly.shows(f"{name}.assault_share")
