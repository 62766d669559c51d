"""What allies gave each other and what is still owed; how near an ally is to its tolerance."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

import numpy as np

from fogline.answer import say_interval, say_number
from fogline.answer.implication import Implication
from fogline.ask.implied.tools import both, chance, claims_on, made, said
from fogline.ask.posterior import Posterior
from fogline.case import Exchange, Guess
from fogline.ground.days import show_date
from fogline.ground.seeds import derive_seed
from fogline.model.unknowns import NORMAL_90

__all__ = ["exchange", "tolerance"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def exchange(posterior: Posterior, preferences: Mapping[str, float]) -> list[Implication]:
    """For each pair of allies in the case's ledger: goods both ways, values, the balance."""
    pairs = dict.fromkeys(tuple(sorted((e.giver, e.receiver))) for e in posterior.case.exchanges)
    return [_balance(posterior, first, second) for first, second in pairs]


def _guess(guess: Guess, count: int, generator: np.random.Generator) -> Array:
    spread = log(guess.factor) / NORMAL_90
    return guess.median * np.exp(spread * generator.standard_normal(count))


def _balance(posterior: Posterior, first: str, second: str) -> Implication:
    case, names = posterior.case, {side.id: side.name for side in posterior.case.sides}
    last, on = posterior.machine.n_fit_days - 1, case.cut_off
    generator = np.random.default_rng(derive_seed(posterior.seed, f"exchange {first} {second}"))
    sizes = len(posterior.outputs), len(posterior.prior_outputs)
    totals = {giver: [np.zeros(size) for size in sizes] for giver in (first, second)}
    rows, sentences, unvalued, claims = [], [], [], []
    for entry in case.exchanges:
        if {entry.giver, entry.receiver} != {first, second}:
            continue
        claims += [*entry.claims, *(claims_on(posterior, entry.measured) if entry.measured else ())]
        amounts = _amounts(posterior, entry, last, sizes, generator)
        who = f"{names[entry.giver]} to {names[entry.receiver]}"
        if amounts is None:
            sentences.append(f"{who}: {entry.goods}, some; no quantity was published.")
        else:
            low, high = np.quantile(amounts[0], [0.1, 0.9])
            sentences.append(
                f"{who}: {entry.goods}, about {say_number(float(np.median(amounts[0])))} "
                f"{entry.unit} (80 % interval {say_interval(low, high)})."
            )
        if entry.value is None:
            unvalued.append(f"{entry.goods} ({who})")
            continue
        worth = [
            _guess(entry.value, size, generator) / 1e6 * (1.0 if amounts is None else amounts[k])
            for k, size in enumerate(sizes)
        ]
        for k in (0, 1):
            totals[entry.giver][k] += worth[k]
        rows.append(
            made(
                f"exchange.{entry.giver}.{entry.goods.replace(' ', '_')}",
                f"value of {entry.goods}, {who}", entry.source or "As stated in the case.",
                "million USD", worth, on,
            )
        )  # fmt: skip
    rows += [
        made(f"exchange.{giver}.given", f"value given by {names[giver]}",
             "Sum of the entries with a published value.", "million USD", totals[giver], on)
        for giver in (first, second)
    ]  # fmt: skip
    ahead = first if np.median(totals[first][0] - totals[second][0]) >= 0 else second
    behind = second if ahead == first else first
    owed = [totals[ahead][k] - totals[behind][k] for k in (0, 1)]
    rows.append(
        made(f"exchange.{behind}.owes", f"value that {names[behind]} still owes",
             f"What {names[ahead]} gave less what it got, valued entries only.", "million USD",
             owed, on)
    )  # fmt: skip
    sure = chance(f"{names[ahead]} has given more than it got, valued goods only", owed[0] > 0)
    sentences += [said(rows[-1]), f"{sure.words[:1].upper()}{sure.words[1:]}."]
    if unvalued:
        sentences.append("Not valued by anybody published: " + "; ".join(unvalued) + ".")
    return Implication(
        id="exchange", title=f"Exchange between {names[first]} and {names[second]}",
        sentences=tuple(sentences), estimates=tuple(rows), chances=(sure,),
        claims=tuple(dict.fromkeys(claims)),
        caveats=(
            "Goods without a published value are left out of the balance: what is owed may already "
            "be paid in them, or in what no report speaks of.",
        ),
    )  # fmt: skip


def _amounts(
    posterior: Posterior, entry: Exchange, last: int, sizes: tuple[int, int],
    generator: np.random.Generator,
) -> list[Array] | None:  # fmt: skip
    if entry.measured:
        return [draws[:, last] for draws in both(posterior, entry.measured)]
    if entry.quantity is None:
        return None
    return [_guess(entry.quantity, size, generator) for size in sizes]


def tolerance(posterior: Posterior, preferences: Mapping[str, float]) -> list[Implication]:
    """For each ally with a stated tolerance: losses of its contingent, chance that it stops."""
    case, found = posterior.case, []
    names = {side.id: side.name for side in case.sides}
    last, end = posterior.machine.n_fit_days - 1, posterior.machine.n_days - 1
    for policy in case.policies:
        if policy.kind != "alliance":
            continue
        formation = next(item for item in case.formations if item.id == policy.target)
        side = formation.side
        lost, stream = both(posterior, f"{side}.loss_share"), both(posterior, f"{side}.stream")
        ends = chance(
            f"{names[side]} has stopped sending by {show_date(case.horizon)}",
            stream[0][:, end] < 0.5,
        )
        row = made(
            f"{side}.loss_share", f"{formation.name}: casualties over all who were sent",
            "Casualties, each wounding counted, over all who arrived.", "share",
            [draws[:, last] for draws in lost], case.cut_off,
        )  # fmt: skip
        found.append(
            Implication(
                id="tolerance", title=f"How long {names[side]} goes on",
                sentences=(said(row), f"{ends.words[:1].upper()}{ends.words[1:]}."),
                estimates=(row,), chances=(ends,),
                claims=claims_on(posterior, f"{formation.id}.casualties"),
                caveats=("The hazard's size is a prior chosen by us; decisions/0022.",),
            )
        )  # fmt: skip
    return found
