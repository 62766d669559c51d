"""A munition that an ally supplies: deliveries, stock, fire, and the ally's share of fires.

stock' = deliveries - fire of the ally's rounds; that fire is what the side wants to fire of them,
rationed as the stock runs out. The side's own rounds fill the rest of its intended rate and no
more (where the case states its own production, from a stock of their own in the same way), so
that a cut in deliveries lowers the share first and the fire after it.
"""

from __future__ import annotations

from typing import Any

from fogline.case import Case, Guess, Stock
from fogline.model.assembly import Assembly, Context

__all__ = ["declare_stock"]

DEFAULT_DELIVERED = Guess(
    median=5_000, factor=6, source="Chosen by us: thousands of rounds a day, wide"
)
DEFAULT_FIRED = Guess(
    median=10_000, factor=2.5, source="thousands to tens of thousands of rounds a day; wide"
)
# Firing is rationed once the stock is about a week of the wanted fire.
# Source: chosen by us; distribution in depth keeps days to weeks of supply forward.
RESERVE_DAYS = 7.0

RATE_SPREAD = 0.3


def declare_stock(assembly: Assembly, case: Case, stock: Stock) -> None:
    """Declare a stock's unknowns, state, step and outputs (rounds, rounds a day)."""
    name, unknowns = stock.id, assembly.unknowns
    delivered = stock.delivered_per_day or DEFAULT_DELIVERED
    fired = stock.fired_per_day or DEFAULT_FIRED
    days_before = float(max(-case.day(stock.since), 0))
    rate = unknowns.positive(
        f"{name}: rounds delivered a day", median=delivered.median, factor=delivered.factor,
        unit="a day", source=delivered.source,
    )  # fmt: skip
    before = unknowns.real(
        f"{name}: deliveries before the start over those after (log)", mean=0.0, sd=0.5,
        source="Chosen by us; wide",
    )  # fmt: skip
    wanted = unknowns.positive(
        f"{name}: rounds fired a day in all", median=fired.median, factor=fired.factor,
        unit="a day", source=fired.source,
    )  # fmt: skip
    share = unknowns.share(
        f"{name}: ally's share of the fire wanted", median=0.4, spread=0.8,
        source="Chosen by us; wide",
    )  # fmt: skip
    kept = unknowns.share(
        f"{name}: part of earlier deliveries still in stock", median=0.3, spread=1.2,
        source="Chosen by us; wide",
    )  # fmt: skip
    assembly.guess(f"{name}.rate", rate)
    assembly.param(
        f"{name}.before",
        lambda ops, theta, params: (
            params[f"{name}.rate"] * ops.exp(before(ops, theta)) * days_before
        ),
    )
    assembly.guess(f"{name}.wanted", wanted)
    assembly.guess(f"{name}.ally_share", share)
    assembly.param(
        f"{name}.stock_start",
        lambda ops, theta, params: params[f"{name}.before"] * kept(ops, theta),
    )
    unknowns.tell(
        f"{name}: month-to-month spread of deliveries (log)",
        f"fixed at {RATE_SPREAD:g}",
        "Chosen by us; decisions/0004",
    )
    assembly.param(f"{name}.rate_scale", lambda ops, theta, params: RATE_SPREAD)
    assembly.driver(f"{name}.rate_log", every=28, reversion=0.8, scale=f"{name}.rate_scale")
    assembly.guess(
        f"{name}.kappa",
        unknowns.real(
            f"{name}: elasticity of losses to enemy fire", mean=0.5, sd=0.35,
            source=(
                "Chosen by us: artillery caused a half to three quarters of casualties in "
                "20th-century land wars (Dupuy 1990); the claims say little"
            ),
        ),
    )  # fmt: skip
    own = _declare_own(assembly, stock)
    assembly.control(f"{name}.deliveries", 1.0)
    assembly.holds(f"{name}.fired_of_ally", 0.0)
    assembly.holds(f"{name}.stock", f"{name}.stock_start")
    assembly.holds(f"{name}.delivered", f"{name}.before")
    assembly.holds(f"{name}.delivered_since_start", 0.0)
    assembly.shows(
        *(f"{name}.{quantity}" for quantity in (
            "delivered", "delivered_since_start", "delivered_per_day", "stock", "fired_per_day",
            "share_of_fires", "fired_of_ally",
        ))
    )  # fmt: skip

    def supply(context: Context) -> None:
        """Order 1: today's deliveries and fire."""
        ops, params, state = context.ops, context.params, context.state
        arrived = (
            params[f"{name}.rate"]
            * ops.exp(context.drivers[f"{name}.rate_log"])
            * context.drivers[f"{name}.deliveries"]
            * context.shared.get(f"{stock.supplier}.stream", 1.0)
        )
        available = state[f"{name}.stock"] + arrived
        ally_wanted = params[f"{name}.wanted"] * params[f"{name}.ally_share"]
        rationed = -ops.expm1(-available / (RESERVE_DAYS * ally_wanted))
        # never more than there is: wanted (1 - exp(-x / 7 wanted)) <= x / 7
        ally_fired = ally_wanted * rationed
        own_wanted = params[f"{name}.wanted"] - ally_wanted
        own_fired = own(context, own_wanted)
        state[f"{name}.fired_of_ally"] = state[f"{name}.fired_of_ally"] + ally_fired
        state[f"{name}.stock"] = available - ally_fired
        state[f"{name}.delivered"] = state[f"{name}.delivered"] + arrived
        state[f"{name}.delivered_since_start"] = state[f"{name}.delivered_since_start"] + arrived
        fired_today: Any = ally_fired + own_fired
        context.shared[f"{name}.fire_log"] = params[f"{name}.kappa"] * ops.log(
            fired_today / params[f"{name}.wanted"]
        )
        out = context.outputs
        out[f"{name}.delivered"] = state[f"{name}.delivered"]
        out[f"{name}.delivered_since_start"] = state[f"{name}.delivered_since_start"]
        out[f"{name}.delivered_per_day"] = arrived
        out[f"{name}.stock"] = state[f"{name}.stock"]
        out[f"{name}.fired_per_day"] = fired_today
        out[f"{name}.fired_of_ally"] = state[f"{name}.fired_of_ally"]
        out[f"{name}.share_of_fires"] = ally_fired / fired_today

    assembly.each_day(1, supply)


def _declare_own(assembly: Assembly, stock: Stock) -> Any:
    """The side's own rounds: ``own_fired(context, wanted)`` a day.

    Without a stated production they never run short; with one they have a stock of their own.
    """
    if stock.produced_per_day is None:
        return lambda context, wanted: wanted
    name, unknowns, made = stock.id, assembly.unknowns, stock.produced_per_day
    held = stock.own_stock or Guess(
        median=30 * made.median, factor=6, source="Chosen by us: a month of production; wide"
    )
    for key, words, guess, unit in (
        ("produced", "rounds of its own made a day", made, "a day"),
        ("own_start", "rounds of its own in stock at the start", held, "rounds"),
    ):
        guessed = unknowns.positive(
            f"{name}: {words}", median=guess.median, factor=guess.factor, unit=unit,
            source=guess.source,
        )  # fmt: skip
        assembly.guess(f"{name}.{key}", guessed)
    assembly.holds(f"{name}.own", f"{name}.own_start")
    assembly.shows(f"{name}.own_stock", f"{name}.produced_per_day")

    def own_fired(context: Context, wanted: Any) -> Any:
        ops, params, state = context.ops, context.params, context.state
        available = state[f"{name}.own"] + params[f"{name}.produced"]
        fired = wanted * -ops.expm1(-available / (RESERVE_DAYS * wanted))
        state[f"{name}.own"] = available - fired
        context.outputs[f"{name}.own_stock"] = state[f"{name}.own"]
        context.outputs[f"{name}.produced_per_day"] = params[f"{name}.produced"]
        return fired

    return own_fired
