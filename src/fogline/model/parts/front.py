"""Another front seen only through its daily change of ground."""

from __future__ import annotations

from fogline.case import Case, Guess, Sector
from fogline.model.assembly import Assembly, Context

__all__ = ["declare_front"]

DEFAULT_RATE = Guess(
    median=5, factor=8, source="Chosen by us: from a static front to tens of km2 a day"
)

RATE_SPREAD = 0.5


def declare_front(assembly: Assembly, case: Case, sector: Sector) -> None:
    """Declare a front's rate of change (km2 a day gained by its intruder)."""
    name, unknowns = sector.id, assembly.unknowns
    rate = sector.rate_km2_per_day or DEFAULT_RATE
    assembly.guess(
        f"{name}.rate",
        unknowns.positive(
            f"{name}: area gained a day", median=rate.median, factor=rate.factor, unit="km2 a day",
            source=rate.source,
        ),
    )  # fmt: skip
    unknowns.tell(
        f"{name}: month-to-month spread of that rate (log)",
        f"fixed at {RATE_SPREAD:g}",
        "Chosen by us; decisions/0004",
    )
    assembly.param(f"{name}.rate_scale", lambda ops, theta, params: RATE_SPREAD)
    assembly.driver(f"{name}.rate_log", every=28, reversion=0.8, scale=f"{name}.rate_scale")
    assembly.holds(f"{name}.gained", 0.0)
    assembly.shows(f"{name}.km2_per_day", f"{name}.gained_km2")

    def advance(context: Context) -> None:
        ops = context.ops
        today = context.params[f"{name}.rate"] * ops.exp(context.drivers[f"{name}.rate_log"])
        context.state[f"{name}.gained"] = context.state[f"{name}.gained"] + today
        context.outputs[f"{name}.km2_per_day"] = today
        context.outputs[f"{name}.gained_km2"] = context.state[f"{name}.gained"]

    assembly.each_day(2, advance)
