"""How sources err: common, side by relation, source; scatter by kind; slack of bounds.

bias = common[group] + relation[coalition, relation, family] + source[source, group]. Signs are
free; sizes come from records where both the claim and the truth are known. The common part is
never pooled away: two hundred claims that share a misconception are not two hundred witnesses.
A source that speaks for years may drift; claims that may repeat one another share part of their
error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fogline.case import Case, Evidence
from fogline.model.assembly import Assembly

__all__ = ["COMMON", "RELATION", "ErrorLayout", "declare_errors", "error_group", "family_of"]

RECORDS = (
    "claims against records in 12 campaigns 1940-2023 (multi_campaign_claims): "
    "enemy losses claimed 1.7 to 5.6 times the record, own losses .6 to 1.1"
)
COMPILERS = "battles as counted by eight compilers: within-battle log-SD .24 (strengths), .23"
CHOSEN = "Chosen by us; decisions/0005"

# Standard deviation of the error that every source shares, on the log (shares: logit) scale.
COMMON: dict[str, tuple[float, str]] = {
    "strength": (0.15, CHOSEN),
    "casualties": (0.25, RECORDS),
    "killed": (0.25, RECORDS),
    "captured": (0.20, CHOSEN),
    "area": (0.10, CHOSEN),
    "settlements": (0.15, CHOSEN),
    "munitions": (0.25, CHOSEN),
    "share": (0.20, CHOSEN),
    "rate": (0.25, RECORDS),
}
DEFAULT_COMMON = (0.25, CHOSEN)

# Mean and standard deviation of the bias of one coalition in one relation, by family.
RELATION: dict[tuple[str, str], tuple[float, float, str]] = {
    ("losses", "enemy"): (0.7, 0.7, RECORDS),
    ("losses", "own"): (-0.15, 0.4, RECORDS),
    ("losses", "third"): (0.0, 0.3, CHOSEN),
    ("captured", "enemy"): (0.1, 0.3, CHOSEN),
    ("captured", "own"): (-0.1, 0.4, CHOSEN),
    ("strength", "enemy"): (0.1, 0.35, RECORDS),
    ("strength", "own"): (0.0, 0.25, CHOSEN),
    ("area", "enemy"): (0.0, 0.25, CHOSEN),
    ("area", "own"): (0.0, 0.25, CHOSEN),
    ("munitions", "enemy"): (0.1, 0.35, CHOSEN),
}
DEFAULT_RELATION = (0.0, 0.2, CHOSEN)

# Median scatter of one source's own claims, by group (90 % within a factor 2 of it).
SCATTER: dict[str, float] = {
    "strength": 0.15,
    "casualties": 0.15,
    "killed": 0.20,
    "captured": 0.15,
    "area": 0.12,
    "settlements": 0.20,
    "munitions": 0.20,
    "share": 0.25,
    "rate": 0.25,
}
DEFAULT_SCATTER = 0.2

# Standard deviation of sources about what their side and relation make of them. Fixed at the
# published figure: learned, it makes a funnel that a handful of sources cannot inform.
BETWEEN = 0.23

# A source with so many claims of a group over so many days has a bias that may drift: a walk
# with one step in so many days. Source: chosen by us; decisions/0025.
DRIFT_CLAIMS, DRIFT_DAYS, DRIFT_EVERY = 12, 365, 182
DRIFT_STEP = 0.05

# A source with so many claims of a group has a scatter of its own. Source: chosen by us;
# decisions/0026.
OWN_SCATTER_CLAIMS = 24

# What is claimed of an enemy scatters more than what is counted at home. Source: chosen by us;
# decisions/0026.
ENEMY_SCATTER = 2.0

# Share of the error variance that claims which may repeat one another have in common.
# Source: chosen by us; decisions/0025.
SHARED_MEDIAN, SHARED_SPREAD = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class ErrorLayout:
    """Places among the error parameters, one row a claim (-1: none, read as zero).

    bias       three places a row: common, relation, and the source's with its drift and what
               it shares with claims it may repeat
    steady     the same without drift and what is shared: how the source runs in general
    """

    bias: tuple[tuple[int, int, int], ...]
    scale: tuple[int, ...]
    slack: tuple[int, ...]
    steady: tuple[tuple[int, int, int], ...]


def family_of(evidence: Evidence) -> str:
    """Which relation bias a claim shares: losses, captured, strength, area, munitions, other."""
    quantity = evidence.numerator[0].observable.rpartition(".")[2] if evidence.numerator else ""
    if quantity in {"casualties", "casualties_per_day", "killed", "wounded", "lost"}:
        return "losses"
    if quantity in {"captured", "missing"}:
        return "captured"
    if quantity in {"deployed", "present", "on_line", "off_line", "en_route"}:
        return "strength"
    if quantity.endswith("km2") or quantity in {"share_retaken", "settlements", "depth_km"}:
        return "area"
    if quantity in {
        "delivered", "delivered_since_start", "delivered_per_day", "stock", "fired_per_day",
        "share_of_fires",
    }:  # fmt: skip
        return "munitions"
    return "other"


def error_group(evidence: Evidence) -> str:
    """Which claims share scatter and a common error: the measure's group, split by topic.

    Shares of losses, of ground and of fires err for different reasons, as do settlements and
    depths.
    """
    if evidence.group == "share":
        return f"share of {family_of(evidence)}"
    if evidence.group == "settlements":
        return evidence.numerator[0].observable.rpartition(".")[2]
    return evidence.group


def _constants(table: dict[str, Any], group: str, default: Any) -> Any:
    if group in table:
        return table[group]
    base = "share" if group.startswith("share of ") else "settlements"
    return table[base] if group.startswith("share of ") or group in {"depth_km"} else default


def declare_errors(assembly: Assembly, case: Case, evidence: Sequence[Evidence]) -> ErrorLayout:
    """Declare the error parameters that the evidence needs and say which row uses which."""
    unknowns = assembly.unknowns
    counted = [item for item in evidence if item.scale != "status"]
    per_source = Counter((item.source, error_group(item)) for item in counted)
    groups = sorted({error_group(item) for item in counted})
    for group in groups:
        sd, source = _constants(COMMON, group, DEFAULT_COMMON)
        common = unknowns.real(
            f"error shared by all sources: {group}", mean=0.0, sd=sd, source=source
        )
        scatter = unknowns.positive(
            f"scatter of one source's claims: {group}", factor=2, source=COMPILERS,
            median=_constants(SCATTER, group, DEFAULT_SCATTER),
        )  # fmt: skip
        assembly.error(f"common.{group}", _plain(common))
        assembly.error(f"scatter.{group}", _plain(scatter))
        unknowns.tell(
            f"spread between sources: {group}",
            f"fixed at {BETWEEN:g} (log; shares: logit)",
            COMPILERS,
        )
        # a source with one claim: its bias and its scatter cannot be told apart
        assembly.error(
            f"single.{group}",
            lambda ops, theta, params, g=group: ops.sqrt(
                ops.square(params[f"scatter.{g}"]) + BETWEEN**2
            ),
        )
    for hedge in ("at least", "up to"):
        if any(item.bound == hedge for item in counted):
            slack = unknowns.positive(
                f'slack of "{hedge}" (log)', median=0.7, factor=1.64, source="design 4.7"
            )
            assembly.error(f"slack.{hedge}", _plain(slack))

    drifting = _drifting(counted)
    bias, scale, slack_at, steady = [], [], [], []
    for item in evidence:
        if item.scale == "status":
            bias.append((-1, -1, -1))
            steady.append((-1, -1, -1))
            scale.append(-1)
            slack_at.append(-1)
            continue
        group = error_group(item)
        common = assembly.error(f"common.{group}", _nil)
        relation = _relation_bias(assembly, case, item)
        own, size = "", f"single.{group}"
        if per_source[item.source, group] > 1:
            own, size = _source_bias(assembly, item), f"scatter.{group}"
        if per_source[item.source, group] >= OWN_SCATTER_CLAIMS:
            size = _own_scatter(assembly, item)
        steady.append((common, relation, assembly.error(own, _nil) if own else -1))
        parts = [own] if own else []
        if (item.source, group) in drifting:
            parts.append(_drift(assembly, item, drifting[item.source, group]))
        if item.shared:
            shared, size = _shared(assembly, item, size)
            parts.append(shared)
        bias.append((common, relation, _sum(assembly, parts)))
        scale.append(assembly.error(size, _nil))
        slack = f"slack.{item.bound}"
        slack_at.append(assembly.error(slack, _nil) if slack in assembly.errors else -1)
    return ErrorLayout(tuple(bias), tuple(scale), tuple(slack_at), tuple(steady))


def _nil(ops: Any, theta: Any, params: Any) -> Any:
    raise KeyError("an error parameter is used before it is declared")


def _sum(assembly: Assembly, parts: Sequence[str]) -> int:
    """Place of the sum of error parameters; -1 for none."""
    if not parts:
        return -1
    if len(parts) == 1:
        return assembly.error(parts[0], _nil)
    names = tuple(parts)

    def total(ops: Any, theta: Any, params: Any) -> Any:
        summed = params[names[0]]
        for name in names[1:]:
            summed = summed + params[name]
        return summed

    return assembly.error(" + ".join(names), total)


def _last_day(item: Evidence) -> int:
    return max(term.day for term in item.numerator)


def _own_scatter(assembly: Assembly, item: Evidence) -> str:
    """The scatter of one source whose claims are many enough to tell it."""
    group = error_group(item)
    name = f"scatter.{group}.{item.source}"
    if name not in assembly.errors:
        scatter = assembly.unknowns.positive(
            f"scatter of {item.source}'s claims: {group}", factor=2, source=COMPILERS,
            median=_constants(SCATTER, group, DEFAULT_SCATTER)
            * (ENEMY_SCATTER if item.relation == "enemy" else 1.0),
        )  # fmt: skip
        assembly.error(name, _plain(scatter))
    return name


def _drifting(evidence: Sequence[Evidence]) -> dict[tuple[str, str], int]:
    """Source and group of each long series, with its first day."""
    days: dict[tuple[str, str], list[int]] = {}
    for item in evidence:
        days.setdefault((item.source, error_group(item)), []).append(_last_day(item))
    return {
        key: min(found)
        for key, found in days.items()
        if len(found) >= DRIFT_CLAIMS and max(found) - min(found) >= DRIFT_DAYS
    }


def _drift(assembly: Assembly, item: Evidence, first: int) -> str:
    """The drift of a source's bias at a claim's half-year: a walk that is nil in the first."""
    key = f"drift.{item.source}.{error_group(item)}"
    period = (_last_day(item) - first) // DRIFT_EVERY
    if f"{key}.0" not in assembly.errors:
        assembly.error(f"{key}.0", lambda ops, theta, params: theta[0] * 0.0)
        assembly.unknowns.tell(
            f"drift of {item.source} on {error_group(item)}",
            f"a walk with steps of {DRIFT_STEP:g} (log) every {DRIFT_EVERY} days",
            "Chosen by us; decisions/0025",
        )
    for number in range(1, period + 1):
        name, before = f"{key}.{number}", f"{key}.{number - 1}"
        if name not in assembly.errors:
            index = assembly.unknowns.add(f"{key}[{number}]")
            assembly.error(
                name,
                lambda ops, theta, params, i=index, b=before: params[b] + DRIFT_STEP * theta[i],
            )
    return f"{key}.{period}"


def _shared(assembly: Assembly, item: Evidence, size: str) -> tuple[str, str]:
    """The error a claim shares with the claims it may repeat, and what scatter is left to it."""
    if "shared share" not in assembly.errors:
        share = assembly.unknowns.share(
            "error shared by claims that may repeat one another (share of variance)",
            median=SHARED_MEDIAN, spread=SHARED_SPREAD, source="Chosen by us; decisions/0025",
        )  # fmt: skip
        assembly.error("shared share", _plain(share))
    root = f"shared.{item.shared}"
    if root not in assembly.errors:
        index = assembly.unknowns.add(f"error shared with {item.shared}")
        assembly.error(root, lambda ops, theta, params, i=index: theta[i])
    assembly.error(
        f"{root}.{size}",
        lambda ops, theta, params: ops.sqrt(params["shared share"]) * params[size] * params[root],
    )
    rest = f"rest of {size}"
    assembly.error(
        rest, lambda ops, theta, params: ops.sqrt(1.0 - params["shared share"]) * params[size]
    )
    return f"{root}.{size}", rest


def _plain(guessed: Any) -> Any:
    return lambda ops, theta, params: guessed(ops, theta)


def _relation_bias(assembly: Assembly, case: Case, item: Evidence) -> int:
    family = family_of(item)
    party = case.coalition(item.side) if item.relation != "third" else "third parties"
    name = f"relation.{party}.{item.relation}.{family}"
    if name not in assembly.errors:
        mean, sd, source = RELATION.get((family, item.relation), DEFAULT_RELATION)
        guessed = assembly.unknowns.real(
            f"bias of {party} on {item.relation} {family} (log)", mean=mean, sd=sd, source=source
        )
        assembly.error(name, _plain(guessed))
    return list(assembly.errors).index(name)


def _source_bias(assembly: Assembly, item: Evidence) -> str:
    group = error_group(item)
    name = f"source.{item.source}.{group}"
    if name not in assembly.errors:
        index = assembly.unknowns.add(f"bias of {item.source} on {group}")
        assembly.error(name, lambda ops, theta, params, i=index: BETWEEN * theta[i])
    return name
