"""Losses of a formation by kind, the wounded who return, and the books.

The loss hazard is the case's law (``parts.law``), by default the general family of design 4.3:
h = r (E / E0)^p (S / S0)^(q - 1) fire^kappa quality exp(z), losses S (1 - exp(-h)). S and E are the
strengths of the formations in the line on either side (posture times those present); S0 and E0
are their own usual levels (the strength they are kept at, or came with), so r is the daily loss
rate of a formation in the line at usual strengths (decisions/0004). Which part
of such a formation mans the line itself matters only to claims that count those on the line.
"""

from __future__ import annotations

from fogline.case import Case, Formation, Guess
from fogline.model.assembly import Assembly, Context
from fogline.model.parts.law import ONE, loss_hazard

__all__ = ["declare_losses"]

DEFAULT_HAZARD = Guess(
    median=0.004,
    factor=6,
    source=(
        "daily casualty rates of divisions in combat run from about .1 to 4 % of their strength "
        "(Dupuy, Attrition, 1990)"
    ),
)


def declare_losses(assembly: Assembly, case: Case, formation: Formation) -> None:
    """Declare one formation's losses by kind, the wounded who come back, and the books."""
    name, unknowns = formation.id, assembly.unknowns
    hazard = formation.hazard or DEFAULT_HAZARD
    assembly.guess(
        f"{name}.hazard",
        unknowns.positive(
            f"{name}: daily loss rate in the line", median=hazard.median,
            factor=hazard.factor, source=hazard.source,
        ),
    )  # fmt: skip
    assembly.driver(f"{name}.z", every=7, reversion=0.7, scale="z_scale")
    killed = unknowns.share(
        f"{name}: killed among casualties", median=0.25, spread=0.6,
        source="about one killed to three wounded, with wide spread (Dupuy 1990; Holcomb 2006)",
    )  # fmt: skip
    captured = unknowns.share(
        f"{name}: captured among casualties", median=0.01, spread=1.2,
        source="Chosen by us; wide: prisoners range from none to most of a beaten force",
    )  # fmt: skip
    missing = unknowns.share(
        f"{name}: missing among casualties", median=0.02, spread=1.0, source="Chosen by us; wide"
    )
    returning = unknowns.share(
        f"{name}: wounded who return to the formation", median=0.5, spread=0.8,
        source="a third to four fifths returned to duty in 20th-century armies (Dupuy 1990)",
    )  # fmt: skip
    stay = unknowns.positive(
        f"{name}: mean days a wounded person is away", median=35, factor=2.5, unit="days",
        source="weeks to months in 20th-century hospital statistics (Dupuy 1990); wide",
    )  # fmt: skip

    # killed, captured, missing and wounded share one whole: a stick is broken in that order
    assembly.guess(f"{name}.killed_share", killed)
    assembly.param(
        f"{name}.captured_share",
        lambda ops, theta, params: (1.0 - params[f"{name}.killed_share"]) * captured(ops, theta),
    )
    assembly.param(
        f"{name}.missing_share",
        lambda ops, theta, params: (
            (1.0 - params[f"{name}.killed_share"] - params[f"{name}.captured_share"])
            * missing(ops, theta)
        ),
    )
    assembly.guess(f"{name}.returning", returning)
    # two stages in a row: an Erlang delay, so that few return at once
    assembly.param(f"{name}.recovery", lambda ops, theta, _: -ops.expm1(-2.0 / stay(ops, theta)))
    for state in ("killed", "wounded", "captured", "missing", "evacuated", "stage1", "stage2"):
        assembly.holds(f"{name}.{state}", 0.0)
    assembly.shows(
        *(f"{name}.{quantity}" for quantity in (
            "present", "casualties", "killed", "wounded", "captured", "missing", "evacuated",
            "recovering", "transferred",
        ))
    )  # fmt: skip

    def lose(context: Context) -> None:
        """Order 3: today's losses by kind, the wounded who come back, the books."""
        ops, params, state, shared = context.ops, context.params, context.state, context.shared
        committed = shared[f"{name}.committed"]
        hazard = loss_hazard(context, case, name, formation.sector)
        losses = committed * -ops.expm1(-hazard)
        shared[f"{name}.lost"] = losses
        killed_today = losses * params[f"{name}.killed_share"]
        taken_today = losses * params[f"{name}.captured_share"]
        missing_today = losses * params[f"{name}.missing_share"]
        wounded_today = losses - killed_today - taken_today - missing_today
        # prisoners come with ground as well; never more than a tenth of those present in a day
        room = 0.1 * (state[f"{name}.present"] - losses)
        surge = shared.get(f"{name}.surge", 0.0)
        swept = room * -ops.expm1(-surge / (room + ONE))
        taken_today = taken_today + swept
        # those moved elsewhere are a share of who is left, so nobody is moved twice
        left = state[f"{name}.present"] - losses - swept
        moved = left * -ops.expm1(-shared[f"{name}.leaving"] / (state[f"{name}.present"] + ONE))
        state[f"{name}.transferred"] = state[f"{name}.transferred"] + moved
        ordered = shared[f"{name}.ordered_away"]
        sent = moved * ordered / (shared[f"{name}.leaving"] + 1e-9)
        state[f"{name}.sent_away"] = state[f"{name}.sent_away"] + sent
        shared[f"{name}.sent_today"] = sent
        recovery = params[f"{name}.recovery"]
        to_stage1 = wounded_today * params[f"{name}.returning"]
        to_stage2 = recovery * state[f"{name}.stage1"]
        back = recovery * state[f"{name}.stage2"]
        state[f"{name}.stage1"] = state[f"{name}.stage1"] + to_stage1 - to_stage2
        state[f"{name}.stage2"] = state[f"{name}.stage2"] + to_stage2 - back
        state[f"{name}.evacuated"] = state[f"{name}.evacuated"] + wounded_today - to_stage1
        state[f"{name}.killed"] = state[f"{name}.killed"] + killed_today
        state[f"{name}.wounded"] = state[f"{name}.wounded"] + wounded_today
        state[f"{name}.captured"] = state[f"{name}.captured"] + taken_today
        state[f"{name}.missing"] = state[f"{name}.missing"] + missing_today
        state[f"{name}.present"] = left - moved + back + shared[f"{name}.entering"]
        out = context.outputs
        out[f"{name}.deployed"] = (
            params[f"{name}.initial"] + state[f"{name}.flowed"] + shared[f"{name}.in_theatre"]
        )
        for quantity in (
            "present", "killed", "wounded", "captured", "missing", "evacuated", "transferred",
        ):  # fmt: skip
            out[f"{name}.{quantity}"] = state[f"{name}.{quantity}"]
        out[f"{name}.recovering"] = state[f"{name}.stage1"] + state[f"{name}.stage2"]
        out[f"{name}.casualties"] = (
            state[f"{name}.killed"]
            + state[f"{name}.wounded"]
            + state[f"{name}.captured"]
            + state[f"{name}.missing"]
        )
        out[f"{name}.line_share"] = shared[f"{name}.in_line"]
        part = params[f"{name}.line_share"] * shared[f"{name}.in_line"]
        out[f"{name}.on_line"] = part * state[f"{name}.present"]
        out[f"{name}.off_line"] = (1.0 - part) * state[f"{name}.present"]

    assembly.each_day(3, lose)
