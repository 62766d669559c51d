"""How sources err: common, side by relation, source; scatter by kind; slack of bounds.

bias = common[group] + relation[coalition, relation, family] + source[source, group]. Signs are
free; sizes come from records where both the claim and the truth are known. The common part is
never pooled away: two hundred claims that share a misconception are not two hundred witnesses.
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


@dataclass(frozen=True, slots=True)
class ErrorLayout:
    """Places among the error parameters, one row a claim (-1: none, read as zero).

    bias       three places a row: common, relation, source
    cells      (coalition, relation, family, group, source, side) of each row, for the bias table
    """

    bias: tuple[tuple[int, int, int], ...]
    scale: tuple[int, ...]
    slack: tuple[int, ...]
    sources: tuple[tuple[str, str], ...]


def family_of(evidence: Evidence) -> str:
    """Which relation bias a claim shares: losses, captured, strength, area, munitions, other."""
    quantity = evidence.numerator[0].observable.rpartition(".")[2] if evidence.numerator else ""
    if quantity in {"casualties", "killed", "wounded"}:
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

    bias, scale, slack_at, sources = [], [], [], []
    place = {name: i for i, name in enumerate(assembly.errors)}
    for item in evidence:
        if item.scale == "status":
            bias.append((-1, -1, -1))
            scale.append(-1)
            slack_at.append(-1)
            sources.append(("", ""))
            continue
        relation = _relation_bias(assembly, case, item)
        of_source = -1
        group = error_group(item)
        if per_source[item.source, group] > 1:
            of_source = _source_bias(assembly, item)
        place = {name: i for i, name in enumerate(assembly.errors)}
        bias.append((place[f"common.{group}"], relation, of_source))
        scale.append(place[f"{'single' if of_source < 0 else 'scatter'}.{group}"])
        slack_at.append(place.get(f"slack.{item.bound}", -1))
        sources.append((item.source, group))
    return ErrorLayout(tuple(bias), tuple(scale), tuple(slack_at), tuple(sources))


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


def _source_bias(assembly: Assembly, item: Evidence) -> int:
    group = error_group(item)
    name = f"source.{item.source}.{group}"
    if name not in assembly.errors:
        index = assembly.unknowns.add(f"bias of {item.source} on {group}")
        assembly.error(name, lambda ops, theta, params, i=index: BETWEEN * theta[i])
    return list(assembly.errors).index(name)
