"""How well a force is led, supported and used, as words tell it: a covariate of its loss rate.

The latent quality u of a formation is standard normal; its loss rate is multiplied by
exp(sigma u - sigma^2 / 2), of mean one. Words such as "few armoured vehicles" or "waves across
minefields" are ordinal evidence: a force is called poor with probability sigmoid(slope u), good
otherwise, and a statement is right with a stated reliability. No word becomes a number.
"""

from __future__ import annotations

from fogline.case import Formation
from fogline.model.assembly import Assembly, Context

__all__ = ["declare_quality"]

# Standard deviation of log loss rates between forces in like fighting.
# Source: combat effectiveness values of 20th-century armies run from about .5 to 2 of their
# opponents' (T. N. Dupuy, Numbers, Predictions and War, 1979; Attrition, 1990): log 2 / 1.645.
SPREAD = 0.42
# A force one standard deviation worse than usual is called poor four times in five.
# Source: Chosen by us; decisions/0021.
SLOPE = 1.5


def declare_quality(assembly: Assembly, formation: Formation) -> None:
    """One latent for a formation that words of quality speak of."""
    name, unknowns = formation.id, assembly.unknowns
    quality = unknowns.add(f"{name}: how much poorer it is led, supported and used")
    unknowns.tell(
        f"{name}: how much poorer it is led, supported and used",
        f"factor on its loss rate, mean one, log standard deviation {SPREAD:g}",
        "combat effectiveness of 20th-century armies, .5 to 2 of their opponents' (Dupuy 1990)",
        quality,
    )
    assembly.param(f"{name}.quality", lambda ops, theta, params: theta[quality])
    assembly.shows(f"{name}.called_poor", f"{name}.quality_factor")

    def weigh(context: Context) -> None:
        """Order 0: the factor on the loss rate, and how likely words call the force poor."""
        ops, latent = context.ops, context.params[f"{name}.quality"]
        context.shared[f"{name}.quality_log"] = SPREAD * latent - 0.5 * SPREAD**2
        context.outputs[f"{name}.called_poor"] = ops.sigmoid(SLOPE * latent)
        context.outputs[f"{name}.quality_factor"] = ops.exp(SPREAD * latent - 0.5 * SPREAD**2)

    assembly.each_day(0, weigh)
