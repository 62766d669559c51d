"""Ground taken and retaken in a salient, always within its reach.

The opening advance takes ground along a saturating curve; afterwards the holder retakes a share
of what the intruder has each day. The log of that share is one continuous latent: weekly knots
of a mean-reverting walk with heavy-tailed innovations, so that a collapse is a rare large
innovation and not a discrete regime, tilted by the relative strength in the line.
"""

from __future__ import annotations

from typing import Any

from fogline.case import Case, Guess, Sector
from fogline.model.assembly import Assembly, Context
from fogline.model.movement import MOVEMENTS, Push

__all__ = ["declare_salient"]

DEFAULT_REACH = Guess(
    median=500, factor=6, source="Chosen by us: a salient of tens to thousands of km2"
)

RETAKE_SPREAD = 0.6


def declare_salient(assembly: Assembly, case: Case, sector: Sector) -> None:
    """Declare a salient's unknowns, state, step and outputs (areas in km2)."""
    name, unknowns = sector.id, assembly.unknowns
    reach = sector.reach_km2 or DEFAULT_REACH
    opened = float(case.day(sector.opened)) if sector.opened else 0.0
    assembly.guess(
        f"{name}.opening",
        unknowns.positive(
            f"{name}: area taken in the opening", median=reach.median, factor=reach.factor,
            unit="km2", source=reach.source,
        ),
    )  # fmt: skip
    assembly.guess(
        f"{name}.opening_days",
        unknowns.positive(
            f"{name}: days in which the opening spends itself", median=7, factor=3, unit="days",
            source="breakthroughs advance km to tens of km a day at first (Helmbold 1990)",
        ),
    )  # fmt: skip
    assembly.guess(
        f"{name}.retake",
        unknowns.positive(
            f"{name}: share of the held area retaken a day", median=0.004, factor=8,
            source=(
                "published rates of advance span two orders of magnitude (15 m to 7.5 km a day); "
                "a salient lost in from a month to several years"
            ),
        ),
    )  # fmt: skip
    unknowns.tell(
        f"{name}: week-to-week spread of the retaking (log)",
        f"heavy-tailed innovations, scale fixed at {RETAKE_SPREAD:g}",
        "Chosen by us: a fast week is several times a slow one; decisions/0004",
    )
    assembly.param(f"{name}.retake_scale", lambda ops, theta, params: RETAKE_SPREAD)
    assembly.driver(
        f"{name}.retake_log",
        every=7,
        reversion=0.7,
        scale=f"{name}.retake_scale",
        heavy_tailed=True,
    )
    movement = MOVEMENTS[case.movement]
    if "tilt" in movement.parameters:
        tilt = unknowns.real(
            f"{name}: pull of relative strength on ground", mean=0.5, sd=0.5,
            source="Chosen by us: sign expected, size unknown; CDB90 advance rates scatter widely",
        )  # fmt: skip
        assembly.guess(f"{name}.tilt", tilt)
    assembly.holds(f"{name}.loss_pace", 0.0)
    assembly.guess(
        f"{name}.gain",
        unknowns.positive(
            f"{name}: share of lost ground the intruder wins back a day", median=0.0005, factor=8,
            source="Chosen by us: local counter-attacks, an order below the retaking",
        ),
    )  # fmt: skip
    contested = unknowns.share(
        f"{name}: contested part of the area at the start", median=0.25, spread=0.9,
        source="Chosen by us; wide: maps of one day disagree by tens of per cent",
    )  # fmt: skip
    change = unknowns.real(
        f"{name}: change of the contested part (logit, start to cut-off)", mean=0.0, sd=1.0,
        source="Chosen by us: lines settle or loosen",
    )  # fmt: skip
    assembly.param(f"{name}.contested", lambda ops, theta, _: _logit(ops, contested(ops, theta)))
    assembly.guess(f"{name}.contested_change", change)
    assembly.guess(
        f"{name}.density",
        unknowns.positive(
            f"{name}: settlements per km2 held", median=0.06, factor=4,
            source="rural settlement density of eastern Europe, some 5 to 10 per 100 km2",
        ),
    )  # fmt: skip
    assembly.guess(
        f"{name}.shape",
        unknowns.positive(
            f"{name}: depth over the square root of the area", median=0.7, factor=2,
            source="a half disc has .80, a half square .71; wide",
        ),
    )  # fmt: skip
    assembly.guess(
        f"{name}.prisoners",
        unknowns.positive(
            f"{name}: defenders captured per km2 taken", median=0.2, factor=10,
            source="Chosen by us; wide: a thinly held border against a fortress",
        ),
    )  # fmt: skip
    assembly.control(f"{name}.leave", 0.0)
    assembly.holds(f"{name}.area", 0.0)
    assembly.holds(f"{name}.taken", 0.0)
    assembly.holds(f"{name}.retaken", 0.0)
    assembly.shows(
        *(f"{name}.{quantity}" for quantity in (
            "held_km2", "held_or_contested_km2", "contested_km2", "taken_km2", "retaken_km2",
            "share_retaken", "settlements", "depth_km",
        ))
    )  # fmt: skip
    defenders = [
        f.id
        for f in case.formations
        if f.sector == name and case.coalition(f.side) == case.coalition(sector.holder)
    ]
    length = float(max(assembly.n_fit_days - 1, 1))

    def ground(context: Context) -> None:
        """Order 2: today's ground."""
        ops, params, state, shared = context.ops, context.params, context.state, context.shared
        area, taken = state[f"{name}.area"], state[f"{name}.taken"]
        since = context.day - opened + 1.0
        spent = params[f"{name}.opening_days"]
        # 1 - exp(-t / tau) begun on the opening day; softplus keeps days before it at nil
        advance = params[f"{name}.opening"] * (
            ops.exp(-_after(ops, since - 1.0) / spent) - ops.exp(-_after(ops, since) / spent)
        )
        strength = ops.log(shared[f"{name}.holder_committed"] + 1.0) - ops.log(
            shared[f"{name}.intruder_committed"] + 1.0
        )
        push = Push(
            log_ratio=strength - shared[f"{name}.reference_log_ratio"],
            log_walk=context.drivers[f"{name}.retake_log"],
        )
        given = {key: params[f"{name}.{key}"] for key in movement.parameters}
        log_rate = movement.log_rate(ops, push, {"rate": params[f"{name}.retake"], **given})
        rate = ops.exp(1.0 - ops.softplus(1.0 - log_rate)) + context.drivers[f"{name}.leave"]
        lost = area * -ops.expm1(-rate)
        won = (taken - area) * -ops.expm1(-params[f"{name}.gain"])
        pace = state[f"{name}.loss_pace"]
        state[f"{name}.loss_pace"] = pace + (-ops.expm1(-rate) - pace) / 14.0
        state[f"{name}.area"] = area - lost + advance + won
        state[f"{name}.taken"] = taken + advance
        state[f"{name}.retaken"] = taken + advance - state[f"{name}.area"]
        prisoners = params[f"{name}.prisoners"] * advance
        for formation in defenders:
            part_of_line = shared[f"{formation}.committed"] / (
                shared[f"{name}.holder_committed"] + 1.0
            )
            shared[f"{formation}.surge"] = prisoners * part_of_line
        part = ops.sigmoid(
            params[f"{name}.contested"]
            + params[f"{name}.contested_change"] * (context.day / length)
        )
        out = context.outputs
        now = state[f"{name}.area"]
        out[f"{name}.held_or_contested_km2"] = now
        out[f"{name}.held_km2"] = now * (1.0 - part)
        out[f"{name}.contested_km2"] = now * part
        out[f"{name}.taken_km2"] = state[f"{name}.taken"]
        out[f"{name}.retaken_km2"] = state[f"{name}.retaken"]
        out[f"{name}.share_retaken"] = state[f"{name}.retaken"] / (state[f"{name}.taken"] + 1e-3)
        out[f"{name}.settlements"] = params[f"{name}.density"] * now
        out[f"{name}.depth_km"] = params[f"{name}.shape"] * ops.sqrt(now + 1e-6)

    assembly.each_day(2, ground)


def _after(ops: Any, since: Any) -> Any:
    """Days since the opening: nil before it, smooth over half a day."""
    return 0.25 * ops.softplus(4.0 * since)


def _logit(ops: Any, share: Any) -> Any:
    return ops.log(share) - ops.log(1.0 - share)
