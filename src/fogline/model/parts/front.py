"""Another front seen only through its daily change of ground."""

from __future__ import annotations

from typing import Any

from fogline.case import Case, Guess, Sector
from fogline.model.assembly import Assembly, Context
from fogline.model.parts.formation import fronts_for

__all__ = ["declare_front"]

DEFAULT_RATE = Guess(
    median=5, factor=8, source="Chosen by us: from a static front to tens of km2 a day"
)

DEFAULT_STRENGTH = Guess(
    median=100_000, factor=5, source="Chosen by us: a front of an army to several army groups"
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
    pull = _declare_strengths(assembly, case, sector)
    assembly.holds(f"{name}.gained", 0.0)
    assembly.shows(f"{name}.km2_per_day", f"{name}.gained_km2")

    def advance(context: Context) -> None:
        ops = context.ops
        today = context.params[f"{name}.rate"] * ops.exp(
            context.drivers[f"{name}.rate_log"] + pull(context)
        )
        context.state[f"{name}.gained"] = context.state[f"{name}.gained"] + today
        context.outputs[f"{name}.km2_per_day"] = today
        context.outputs[f"{name}.gained_km2"] = context.state[f"{name}.gained"]

    assembly.each_day(2, advance)


def _declare_strengths(assembly: Assembly, case: Case, sector: Sector) -> Any:
    """How troops sent here move the rate: ``pull(context)``, log, nought while nobody is sent.

    The rate goes with the ratio of intruder to holder: ((I + sent) / I)^tilt for those sent to the
    intruder, the inverse for those sent to the holder.
    """
    name, unknowns = sector.id, assembly.unknowns
    sends = {
        role: [f.id for f in case.formations if name in fronts_for(case, f)
               and case.coalition(f.side) == case.coalition(party)]
        for role, party in (("holder", sector.holder), ("intruder", sector.intruder))
    }  # fmt: skip
    if not (sends["holder"] or sends["intruder"]):
        return lambda context: 0.0
    for role, guess in (
        ("holder", sector.holder_strength or DEFAULT_STRENGTH),
        ("intruder", sector.intruder_strength or DEFAULT_STRENGTH),
    ):
        persons = unknowns.positive(
            f"{name}: persons of the {role} there", median=guess.median, factor=guess.factor,
            unit="persons", source=guess.source, future=True,
        )  # fmt: skip
        assembly.guess(f"{name}.{role}_strength", persons)
        assembly.holds(f"{name}.{role}_sent", 0.0)
    tilt = unknowns.real(
        f"{name}: pull of the ratio of strengths on its rate", mean=1.0, sd=0.7, future=True,
        source="Chosen by us; wide: advance rates scatter widely at one ratio (Helmbold 1990)",
    )  # fmt: skip
    assembly.guess(f"{name}.tilt", tilt)

    def pull(context: Context) -> Any:
        ops, params, state = context.ops, context.params, context.state
        logs = [
            ops.log1p(state[f"{name}.{role}_sent"] / params[f"{name}.{role}_strength"])
            for role in ("intruder", "holder")
        ]
        return params[f"{name}.tilt"] * (logs[0] - logs[1])

    def receive(context: Context) -> None:
        """Order 4: those who were sent here today; they count from tomorrow."""
        for role, formations in sends.items():
            for formation in formations:
                part = context.drivers[f"{formation}.to.{name}"] / (
                    context.shared[f"{formation}.ordered_away"] + 1e-9
                )
                context.state[f"{name}.{role}_sent"] = (
                    context.state[f"{name}.{role}_sent"]
                    + part * context.shared[f"{formation}.sent_today"]
                )

    assembly.each_day(4, receive)
    return pull
