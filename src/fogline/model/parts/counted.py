"""Totals that grow, and things counted once: parts of a case with no campaign behind its claims."""

from __future__ import annotations

from typing import Any

from fogline.case import Case, Counts, Guess, Tally
from fogline.model.assembly import Assembly, Context

__all__ = ["declare_counts", "declare_tally"]

DEFAULT_PER_DAY = Guess(
    median=300, factor=10, source="Chosen by us: from a quiet front to a war of armies"
)

# Standard deviation of the daily casualties about their usual level, from month to month (log),
# and of the killed share (logit). Source: chosen by us; decisions/0026.
RATE_SPREAD, SHARE_SPREAD = 0.6, 0.3
KILLED = (1 / 3, 2.3, "one killed to three wounded, with spread (Dupuy 1990; Holcomb 2006)")


def declare_tally(assembly: Assembly, case: Case, tally: Tally) -> None:
    """Declare casualties that add up at a slowly moving daily rate, and the killed among them."""
    name, unknowns = tally.id, assembly.unknowns
    usual = tally.per_day or DEFAULT_PER_DAY
    assembly.guess(
        f"{name}.rate",
        unknowns.positive(
            f"{name}: usual casualties a day", median=usual.median, factor=usual.factor,
            source=usual.source or "stated in the case",
        ),
    )  # fmt: skip
    median, factor, source = KILLED
    assembly.guess(
        f"{name}.killed_odds",
        unknowns.positive(
            f"{name}: killed to the other casualties", median=median, factor=factor, source=source,
        ),
    )  # fmt: skip
    for key, size in (("rate", RATE_SPREAD), ("killed", SHARE_SPREAD)):
        assembly.param(f"{name}.{key}_scale", lambda ops, theta, params, size=size: size)
        unknowns.tell(
            f"{name}: spread of the {'daily casualties' if key == 'rate' else 'killed share'} "
            "in time (log; share: logit)", f"fixed at {size:g}",
            "Chosen by us; decisions/0026",
        )  # fmt: skip
    assembly.driver(f"{name}.rate_log", every=30, reversion=0.9, scale=f"{name}.rate_scale")
    assembly.driver(f"{name}.killed_log", every=180, reversion=0.8, scale=f"{name}.killed_scale")
    assembly.holds(f"{name}.casualties", 0.0)
    assembly.holds(f"{name}.killed", 0.0)
    assembly.shows(*(f"{name}.{what}" for what in ("casualties", "killed", "casualties_per_day")))

    def add_up(context: Context) -> None:
        ops, params, drivers = context.ops, context.params, context.drivers
        today = params[f"{name}.rate"] * ops.exp(drivers[f"{name}.rate_log"])
        odds = params[f"{name}.killed_odds"] * ops.exp(drivers[f"{name}.killed_log"])
        for what, added in (("casualties", today), ("killed", today * odds / (1.0 + odds))):
            context.state[f"{name}.{what}"] = context.state[f"{name}.{what}"] + added
            context.outputs[f"{name}.{what}"] = context.state[f"{name}.{what}"]
        context.outputs[f"{name}.casualties_per_day"] = today

    assembly.each_day(2, add_up)


def declare_counts(assembly: Assembly, case: Case, counts: Counts) -> None:
    """Declare things counted once: the typical size, learned, and each thing's own size."""
    unknowns = assembly.unknowns
    for usual in counts.usual:
        what = usual.quantity
        typical = f"{counts.id}.typical_{what}"
        assembly.guess(
            typical,
            unknowns.positive(
                f"{counts.name}: typical {what}", median=usual.median, factor=usual.factor,
                source=usual.source or "stated in the case",
            ),
        )  # fmt: skip
        unknowns.tell(
            f"{counts.name}: spread of {what} about the typical (log)",
            f"fixed at {usual.spread:g}", usual.source or "stated in the case",
        )  # fmt: skip
        for item in counts.items:
            index = unknowns.add(f"{item.id}.{what}")

            def size(ops: Any, theta: Any, params: Any, *, i: int = index,
                     typical: str = typical, spread: float = usual.spread) -> Any:  # fmt: skip
                return params[typical] * ops.exp(spread * theta[i])

            assembly.param(f"{item.id}.{what}", size)
    names = tuple(f"{item.id}.{usual.quantity}" for item in counts.items for usual in counts.usual)
    assembly.shows(*names)

    def show(context: Context) -> None:
        for name in names:
            context.outputs[name] = context.params[name]

    assembly.each_day(2, show)
