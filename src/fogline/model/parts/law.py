"""The attrition law of a case: its unknowns, what it needs from day to day, and its hazard.

Every law of ``model.attrition.LAWS`` runs here through the same step; a case names one
(``[model] law = "square"`` in case.toml), the general family being the default.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fogline.case import Case, Sector
from fogline.model.assembly import Assembly, Context
from fogline.model.attrition import LAWS, Meeting
from fogline.model.unknowns import Edge, Guessed, Unknowns

__all__ = ["ONE", "declare_law", "loss_hazard", "meets_enemies", "presser"]

# Kept out of logarithms at zero strength; one person.
ONE = 1.0
LOSS_SPREAD = 0.6
TARGET_SPREAD = 0.3
# Beyond e^3 a day everybody on the line is a casualty anyway; keeps the hazard in range.
MOST_HAZARD = 20.085537
# Width of the prior's edge at an own-strength exponent of nil. Source: chosen by us; 0051.
Q_EDGE = 0.1

EPSTEIN = "J. M. Epstein, The Calculus of Conventional War (1985), base case; wide"


def declare_law(assembly: Assembly, case: Case) -> None:
    """The unknowns that all formations of a case share: its law's parameters and the spreads.

    Raises KeyError for a law that is not in ``LAWS`` (a case's loader refuses it before).
    """
    unknowns = assembly.unknowns
    for name in LAWS[case.law].parameters:
        declared = _PARAMETERS.get(name)
        if declared is not None:
            declared(assembly, case, unknowns)
    if _anybody_assaults(case):
        factor = unknowns.positive(
            "loss rate when assaulting over holding", median=1.5, factor=3,
            source="Chosen by us: attackers lose from half to five times the holding rate",
        )  # fmt: skip
        assembly.guess("assault_factor", factor)
    # Fixed, not learned: a scale and its walk make a funnel that few claims inform; decisions/0004.
    unknowns.tell(
        "week-to-week spread of loss rates (log)", f"fixed at {LOSS_SPREAD:g}",
        "Chosen by us: no constant-coefficient law fits daily data (Ardennes, R2 .32 at best)",
    )  # fmt: skip
    unknowns.tell(
        "spread of the strengths aimed at over time (log)", f"fixed at {TARGET_SPREAD:g}",
        "Chosen by us: groups grow or shrink by a third within months",
    )  # fmt: skip
    assembly.param("z_scale", lambda ops, theta, params: LOSS_SPREAD)
    assembly.param("target_scale", lambda ops, theta, params: TARGET_SPREAD)
    if case.law == "fatigue":
        for formation in case.formations:
            assembly.holds(f"{formation.id}.line_days", 0.0)
    if case.law == "epstein":
        for sector in case.sectors:
            _declare_adaptation(assembly, case, sector)


def _anybody_assaults(case: Case) -> bool:
    return any(switch.to == "assault" for f in case.formations for switch in f.switches)


# The laws' parameters ---------------------------------------------------------------------------


def _exponents(assembly: Assembly, case: Case, unknowns: Unknowns) -> None:
    """p and q of the general family.

    q - p is informed by the slopes of log casualty ratio on log strength ratio in 1,079 battles
    (.845, .730, .552, .644 by period; Rubio-Campillo 2016). Only p - q enters the invariant, so
    p and q are confounded; the method page says so. Below nil a force would lose the more the
    fewer it is, which no named law has (q is 0 in the square law, 1 in the linear and the
    logarithmic ones): the prior has an edge there. Its width is chosen by us; decisions/0051.
    """
    mean_p, sd_p, mean_gap, sd_gap = 0.5, 0.5, 0.7, 0.4
    p = unknowns.real(
        "exponent p (enemy strength in the line)", mean=mean_p, sd=sd_p,
        source="between the linear (p = 1) and logarithmic (p = 0) laws; design 4.3",
    )  # fmt: skip
    gap = unknowns.real(
        "exponent q - p", mean=mean_gap, sd=sd_gap,
        source="slopes of 1,079 battles 1620-1905 (Rubio-Campillo, PLoS ONE 2016)",
    )  # fmt: skip
    unknowns.edges.append(Edge(mean_p + mean_gap, {p.index: sd_p, gap.index: sd_gap}, Q_EDGE))
    unknowns.tell(
        "exponent q (own strength)",
        "the sum of the two; not below 0, with a smooth edge",
        "no named law has losses that grow as a force goes to nil; decisions/0051",
    )
    assembly.guess("p", p)
    assembly.param("q", lambda ops, theta, params: params["p"] + gap(ops, theta))


def _tactical(assembly: Assembly, case: Case, unknowns: Unknowns) -> None:
    """The tactical factor matters only where somebody is known to assault."""
    if not _anybody_assaults(case):
        assembly.param("tactical_factor", lambda ops, theta, params: 1.0)
        return
    factor = unknowns.positive(
        "tactical factor d (what an assault costs the assaulted more)", median=1.2, factor=2,
        source="Ardennes, least squares: d 1.23 to 1.24 (Bracken 1995; Fricker 1998); wide",
    )  # fmt: skip
    assembly.guess("tactical_factor", factor)


def _weiss(assembly: Assembly, case: Case, unknowns: Unknowns) -> None:
    weiss = unknowns.real(
        "exponent W of the force ratio", mean=0.15, sd=0.2,
        source="1 - 2 W is the slope of log casualty ratio, .55 to .85 in 1,079 battles",
    )  # fmt: skip
    assembly.guess("weiss", weiss)


def _hidden(assembly: Assembly, case: Case, unknowns: Unknowns) -> None:
    hidden = unknowns.share(
        "share of a force that can only be fired at by area", median=0.5, spread=1.0,
        source="Chosen by us; wide: from an ambush to an open field",
    )  # fmt: skip
    assembly.guess("hidden", hidden)


def _positive(
    key: str, words: str, median: float, unit: str
) -> Callable[[Assembly, Case, Unknowns], None]:
    def declare(assembly: Assembly, case: Case, unknowns: Unknowns) -> None:
        guessed: Guessed = unknowns.positive(
            words, median=median, factor=2, unit=unit, source=EPSTEIN
        )
        assembly.guess(key, guessed)

    return declare


_PARAMETERS: dict[str, Callable[[Assembly, Case, Unknowns], None]] = {
    "p": _exponents,
    "tactical_factor": _tactical,
    "weiss": _weiss,
    "hidden": _hidden,
    "withdrawal_limit": _positive("withdrawal_limit", "fastest withdrawal", 20, "km a day"),
    "exchange_ratio": _positive(
        "exchange_ratio", "attackers lost per defender lost on the ground", 1.5, ""
    ),
}


# Epstein: both sides adapt ----------------------------------------------------------------------


def presser(case: Case, sector: Sector) -> str:
    """The coalition that presses in a sector under Epstein's law.

    On a front the intruder; in a salient the holder, who retakes what the opening took.
    """
    return case.coalition(sector.holder if sector.kind == "salient" else sector.intruder)


def _declare_adaptation(assembly: Assembly, case: Case, sector: Sector) -> None:
    """The pressure P (relative to its start), the withdrawal W and the ground it has given up."""
    name, unknowns = sector.id, assembly.unknowns
    for key, words, median in (
        ("yields_at", "loss rate at which the defender yields", 0.05),
        ("presses_to", "loss rate the attacker presses to", 0.075),
    ):
        threshold = unknowns.positive(
            f"{name}: {words}", median=median, factor=2, unit="a day", source=EPSTEIN
        )
        assembly.guess(f"{name}.{key}", threshold)
    assembly.holds(f"{name}.pressed", 1.0)
    assembly.holds(f"{name}.withdrawal", 0.0)
    assembly.holds(f"{name}.withdrawn", 0.0)
    assembly.shows(f"{name}.withdrawn_km")
    present = [f for f in case.formations if f.sector == name]
    pressing = [f.id for f in present if case.coalition(f.side) == presser(case, sector)]
    yielding = [f.id for f in present if f.id not in pressing]

    def press(context: Context) -> None:
        """Order 2.5: the loss rate that the attackers, taken together, accept today."""
        shared = context.shared
        weighed = sum(
            (shared[f"{f}.committed"] * context.params[f"{f}.hazard"] for f in pressing), 0.0
        )
        committed = sum((shared[f"{f}.committed"] for f in pressing), 0.0)
        shared[f"{name}.prosecution"] = (
            context.state[f"{name}.pressed"] * weighed / (committed + ONE)
        )

    def adapt(context: Context) -> None:
        """Order 4: the defender yields above his threshold; the attacker presses towards his."""
        ops, params, state, shared = context.ops, context.params, context.state, context.shared
        attackers, defenders = (
            sum((shared[f"{f}.lost"] for f in group), 0.0)
            / (sum((shared[f"{f}.committed"] for f in group), 0.0) + ONE)
            for group in (pressing, yielding)
        )
        state[f"{name}.withdrawn"] = state[f"{name}.withdrawn"] + state[f"{name}.withdrawal"]
        excess = defenders - params[f"{name}.yields_at"]
        room = (params["withdrawal_limit"] - state[f"{name}.withdrawal"]) / (
            1.0 - params[f"{name}.yields_at"]
        )
        aim, before = params[f"{name}.presses_to"], shared[f"{name}.prosecution"]
        change = (aim - before) / aim * (attackers - aim)
        state[f"{name}.withdrawal"] = ops.select(
            excess, state[f"{name}.withdrawal"] + room * excess, 0.0
        )
        # never below a hundredth of the first pressure, so that it can rise again
        state[f"{name}.pressed"] = ops.maximum(
            state[f"{name}.pressed"] * (1.0 - change / (before + 1e-9)), 0.01
        )
        context.outputs[f"{name}.withdrawn_km"] = state[f"{name}.withdrawn"]

    assembly.each_day(2.5, press)
    assembly.each_day(4, adapt)


# One formation's hazard -------------------------------------------------------------------------


def meets_enemies(case: Case) -> Callable[[Context, Any, list[Any]], None]:
    """Writes down how much of the enemies' day a formation is attacked, where anybody assaults."""
    assaults = _anybody_assaults(case)

    def meet(context: Context, formation: Any, enemies: list[Any]) -> None:
        if not assaults:
            return
        shared = context.shared
        attacking = sum(
            (shared.get(f"{f.id}.assaulting", 0.0) * shared[f"{f.id}.committed"] for f in enemies),
            0.0,
        )
        shared[f"{formation.id}.enemy_assaulting"] = attacking / (
            shared[f"{formation.id}.enemy_committed"] + ONE
        )

    return meet


def loss_hazard(context: Context, case: Case, name: str, sector: str) -> Any:
    """The hazard of a formation today by the case's law, per person in the line per day.

    Posture, fire and quality multiply the law's hazard, each of mean or usual level one; the
    week's luck exp(z) has mean one.
    """
    ops, params, shared = context.ops, context.params, context.shared
    law = LAWS[case.law]
    given = {key: params[key] for key in law.parameters if key in params}
    rate = params[f"{name}.hazard"]
    assaulting = shared.get(f"{name}.assaulting", 0.0)
    enemy_assaulting = shared.get(f"{name}.enemy_assaulting", 0.0)
    days: Any = 0.0
    if case.law == "fatigue":
        days = context.state[f"{name}.line_days"]
        context.state[f"{name}.line_days"] = days + shared[f"{name}.in_line"]
    if case.law == "epstein":
        rate = shared[f"{sector}.prosecution"]
        given["withdrawal"] = context.state[f"{sector}.withdrawal"]
        assaulting = shared[f"{name}.presses"]
    meeting = Meeting(
        own=shared[f"{name}.committed"] + ONE,
        enemy=shared[f"{name}.enemy_committed"] + ONE,
        own_reference=shared[f"{name}.reference"],
        enemy_reference=shared[f"{name}.enemy_reference"],
        assaulting=assaulting,
        enemy_assaulting=enemy_assaulting,
        days=days,
    )
    log_factor = (
        shared.get(f"{name}.fire_log", 0.0)
        + shared.get(f"{name}.quality_log", 0.0)
        + shared.get(f"{name}.refit_log", 0.0)
        # exp(z) has mean one
        + context.drivers[f"{name}.z"]
        - 0.5 * ops.square(params["z_scale"])
    )
    if f"{name}.assaulting" in shared:
        log_factor = log_factor + shared[f"{name}.assaulting"] * ops.log(params["assault_factor"])
    hazard = law.hazard(ops, meeting, {"rate": rate, **given}) * ops.exp(log_factor)
    return hazard / (1.0 + hazard / MOST_HAZARD)
