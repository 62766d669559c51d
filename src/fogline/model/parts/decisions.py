"""Decisions after the cut-off: a formation's returns and withdrawals, an ally that stops sending.

Each is a point process (``model.policies``); what lies after the cut-off is drawn, never fitted.
"""

from __future__ import annotations

from typing import Any

from fogline.case import Case, Formation, Guess, Policy
from fogline.model.assembly import Assembly, Context
from fogline.model.policies import POLICIES, Situation, passes

__all__ = ["declare_alliance", "declare_rotation"]

# Returns and withdrawals drawn ahead: three returns, two more withdrawals. At the default hazards
# fewer than one draw in fifty wants a sixth within three months. Source: Chosen by us.
N_AHEAD = 5
MEMORY_DAYS = 14.0

IN_LINE = Guess(
    median=60, factor=3, source="Chosen by us: formations are rested after weeks to months"
)
LOSING = Guess(
    median=0.01, factor=4, source="Chosen by us: 1 % a day empties a battalion's companies in weeks"
)
MCQUIE = "wide: casualties alone explain about one historical break in ten (McQuie 1987)"


def policy_of(case: Case, kind: str, target: str) -> Policy:
    """The case's policy of a kind for a formation, or one with the defaults."""
    for policy in case.policies:
        if (policy.kind, policy.target) == (kind, target):
            return policy
    return Policy(kind="rotation" if kind == "rotation" else "alliance", target=target)


def declare_rotation(assembly: Assembly, case: Case, formation: Formation, off: str) -> None:
    """Once off the line, and after the cut-off, a formation returns, may leave again, and so on.

    off  the parameter that holds the day it went off the line, which may lie ahead

    Writes ``{name}.by_policy``, the share of it back in the line by its own decision, in [0, 1].
    """
    name, unknowns = formation.id, assembly.unknowns
    policy = policy_of(case, "rotation", name)
    days, tolerance = policy.days or IN_LINE, policy.tolerance or LOSING
    wait = unknowns.positive(
        f"{name}: mean days until it returns to the line", median=60, factor=4, unit="days",
        source="Chosen by us: rest and refit of formations took weeks to months; decisions/0005",
    )  # fmt: skip
    assembly.guess(f"{name}.mean_wait", wait)
    for key, guessed in (
        ("days", unknowns.positive(
            f"{name}: mean days in the line at its tolerance", median=days.median,
            factor=days.factor, unit="days", source=days.source, future=True)),
        ("tolerance", unknowns.positive(
            f"{name}: daily loss rate it tolerates", median=tolerance.median,
            factor=tolerance.factor, source=tolerance.source, future=True)),
        ("pull", unknowns.real(
            f"{name}: pull of losses on leaving the line", mean=0.5, sd=0.7, source=MCQUIE,
            future=True)),
        ("ground", unknowns.real(
            f"{name}: pull of lost ground on leaving the line", mean=0.0, sd=5.0, future=True,
            source="Chosen by us; sign open: ground lost may end a stand or call for one")),
        ("refit", unknowns.real(
            f"{name}: change of its loss rate after a refit (log)", mean=-0.1, sd=0.3, future=True,
            source="Chosen by us: retraining and new ways of use help, or new recruits do not")),
    ):  # fmt: skip
        assembly.guess(f"{name}.rotation.{key}", guessed)
    lucks = [unknowns.add(f"{name}: luck of decision {k + 1}", future=True) for k in range(N_AHEAD)]
    for k, luck in enumerate(lucks):
        assembly.param(f"{name}.luck{k}", lambda ops, theta, params, i=luck: theta[i])
        assembly.holds(f"{name}.hazard_sum{k}", 0.0)
    assembly.holds(f"{name}.loss_rate", 0.0)
    assembly.control(f"{name}.may_return", 1.0)
    cut_off = float(assembly.n_fit_days - 1)
    rotation = POLICIES["rotation"]

    def decide(context: Context) -> None:
        """Order 0.5: today's hazards, and which decisions have been taken."""
        ops, params, state = context.ops, context.params, context.state
        given = {key: params[f"{name}.rotation.{key}"] for key in rotation.parameters}
        situation = Situation(
            loss_rate=state[f"{name}.loss_rate"],
            ground_lost=state.get(f"{formation.sector}.loss_pace", 0.0),
        )
        leaves = rotation.hazard(ops, situation, given)
        returns = 1.0 / params[f"{name}.mean_wait"]
        # only once off the line, and only in the future
        ready = ops.smoothstep((context.day - params[off] + 2.0) / 4.0) * ops.smoothstep(
            context.day - cut_off
        )
        ready = ready * context.drivers[f"{name}.may_return"]
        in_line: Any = 0.0
        for k in range(N_AHEAD):
            key = f"{name}.hazard_sum{k}"
            state[key] = state[key] + ready * (returns if k % 2 == 0 else leaves)
            taken = ready * passes(ops, state[key], params[f"{name}.luck{k}"])
            in_line = in_line + taken if k % 2 == 0 else in_line - taken
            ready = taken
            if k == 0:
                context.shared[f"{name}.refit_log"] = taken * params[f"{name}.rotation.refit"]
        context.shared[f"{name}.by_policy"] = in_line

    def remember(context: Context) -> None:
        """Order 4: the loss rate of the last fortnight."""
        state = context.state
        today = context.shared[f"{name}.lost"] / (state[f"{name}.present"] + 1.0)
        before = state[f"{name}.loss_rate"]
        state[f"{name}.loss_rate"] = before + (today - before) / MEMORY_DAYS

    assembly.each_day(0.5, decide)
    assembly.each_day(4, remember)


def declare_alliance(assembly: Assembly, case: Case, policy: Policy) -> None:
    """An ally whose contingent bleeds may stop its stream: deliveries and reinforcements.

    Writes ``{side}.stream``, the part of the stream that goes on, in [0, 1], after the cut-off.
    """
    formation = next(item for item in case.formations if item.id == policy.target)
    name, side, unknowns = formation.id, formation.side, assembly.unknowns
    days = policy.days or Guess(median=400, factor=5, source="Chosen by us; decisions/0022")
    tolerance = policy.tolerance or Guess(
        median=0.5, factor=1.9, source="Chosen by us: half the contingent; decisions/0022"
    )
    for key, guessed in (
        ("days", unknowns.positive(
            f"{name}: mean days until its side stops sending, at its tolerance", unit="days",
            median=days.median, factor=days.factor, source=days.source, future=True)),
        ("tolerance", unknowns.positive(
            f"{name}: share of it lost that its side tolerates", median=tolerance.median,
            factor=tolerance.factor, source=tolerance.source, future=True)),
        ("pull", unknowns.real(
            f"{name}: pull of the share lost on its side's stream", mean=1.0, sd=0.7, future=True,
            source="Chosen by us; wide, decisions/0022")),
    ):  # fmt: skip
        assembly.guess(f"{side}.alliance.{key}", guessed)
    luck = unknowns.add(f"{side}: luck of the day its stream stops", future=True)
    assembly.param(f"{side}.alliance.luck", lambda ops, theta, params: theta[luck])
    assembly.holds(f"{side}.strain", 0.0)
    assembly.holds(f"{side}.lost_share", 0.0)
    assembly.shows(f"{side}.stream", f"{side}.loss_share")
    cut_off = float(assembly.n_fit_days - 1)
    alliance = POLICIES["alliance"]

    def judge(context: Context) -> None:
        """Order -1: whether the ally still sends."""
        ops, params, state = context.ops, context.params, context.state
        given = {key: params[f"{side}.alliance.{key}"] for key in alliance.parameters}
        situation = Situation(loss_share=state[f"{side}.lost_share"])
        ahead = ops.smoothstep(context.day - cut_off)
        state[f"{side}.strain"] = state[f"{side}.strain"] + ahead * alliance.hazard(
            ops, situation, given
        )
        stopped = ahead * passes(ops, state[f"{side}.strain"], params[f"{side}.alliance.luck"])
        context.shared[f"{side}.stream"] = 1.0 - stopped
        context.outputs[f"{side}.stream"] = 1.0 - stopped

    def count(context: Context) -> None:
        """Order 4: the share of all who were sent that is lost by now."""
        out = context.outputs
        lost = out[f"{name}.casualties"] / (out[f"{name}.deployed"] + 1.0)
        context.state[f"{side}.lost_share"] = lost
        context.outputs[f"{side}.loss_share"] = lost

    assembly.each_day(-1, judge)
    assembly.each_day(4, count)
