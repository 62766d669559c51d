"""A case run forward without its claims: parameters at their priors' medians, or set by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from fogline.answer import Chances, Line, Simulation
from fogline.case import Case
from fogline.ground.days import date_of_day, show_date
from fogline.ground.errors import InputError
from fogline.model.attrition import LAWS
from fogline.model.attrition.exact import MOST_CELLS, fight_to_the_end
from fogline.model.campaign import Campaign, build
from fogline.model.forward import forward, parameters

__all__ = ["MOST_CELLS", "simulate"]

# What falls so little short of nil is the arithmetic's. Source: chosen by us.
ROUNDING = 1e-6


def simulate(
    case: Case,
    *,
    given: Mapping[str, float] | None = None,
    until: date | None = None,
    seed: int | None = None,
    chances: bool = False,
) -> Simulation:
    """Run a case's daily model forward, to its horizon or an earlier day.

    given    parameters by name, such as ``nk.hazard``; unknown names raise UnknownName, numbers
             with which no run is possible InputError
    seed     draw everything not given from its prior; None: each prior's median, no weekly luck
    chances  also fight it out by whole persons, exactly; InputError where that does not apply
    """
    campaign = build(case, ())
    n_all = len(campaign.assembly.unknowns.names)
    theta = [0.0] * n_all
    if seed is not None:
        theta = np.random.default_rng(seed).standard_normal(n_all).tolist()
    values = parameters(campaign, theta, given)
    last = case.day(until or case.horizon)
    if not 0 <= last < campaign.n_days:
        raise InputError(
            f"no run to {until}: the case {case.id} runs from {case.start} to {case.horizon} - "
            "choose a day in between"
        )
    try:
        with np.errstate(all="ignore"):
            outputs = forward(campaign, theta, given=given, n_days=last + 1)
        sentences = _story(case, campaign, given or {}, values, last, seed)
    except (ArithmeticError, ValueError) as error:
        raise _impossible(given or {}, "a day or size lies beyond all bounds") from error
    shown = [item for item in case.observables if campaign.shows(item.name)]
    titles = {item.name: (item.title, item.unit) for item in shown}
    names = list(titles) or list(campaign.output_names)
    lines = tuple(
        Line(
            name=name, title=titles.get(name, (name, ""))[0], unit=titles.get(name, ("", ""))[1],
            values=tuple(float(v) for v in outputs[:, campaign.output(name)]),
            group=name.partition(".")[0],
        )
        for name in names
    )  # fmt: skip
    for line in lines:
        low, high = min(line.values), max(line.values)
        if not (low >= -ROUNDING and (line.unit != "share" or high <= 1 + ROUNDING)):
            reached = f"{low:.3g}" if low < 0 else "1 or more" if low <= high else "no number"
            raise _impossible(given or {}, f"{line.title} comes to {reached}")
    return Simulation(
        title=f"{case.title}: run forward without claims",
        law=case.law,
        days=tuple(float(day) for day in range(last + 1)),
        lines=lines,
        sentences=sentences,
        given=dict(given or {}),
        parameters=values,
        chances=_chances(case, values) if chances else None,
        seed=seed,
        caveats=(
            "Forward only: no claim was used. Numbers rest on the priors and on what was set.",
        ),
    )


def _impossible(given: Mapping[str, float], found: str) -> InputError:
    told = ", ".join(f"{name}={value:g}" for name, value in given.items()) or "the case's priors"
    return InputError(
        f"no run is possible with {told}: {found} - set other numbers; fogline simulate CASE "
        "--json lists every parameter with its usual one"
    )


def _story(
    case: Case, campaign: Campaign, given: Mapping[str, float], values: Mapping[str, float],
    last: int, seed: int | None,
) -> tuple[str, ...]:  # fmt: skip
    """What was run, in sentences."""
    end = show_date(date_of_day(last, case.start))
    drawn = "at its prior's median" if seed is None else f"drawn from its prior (seed {seed})"
    lines = [
        f"{case.title}, from {show_date(case.start)} to {end}, under the {case.law} law; "
        f"every parameter {drawn} unless set by hand."
    ]
    lines += [f"Set by hand: {name} = {value:g}." for name, value in given.items()]
    for item in case.formations:
        switched = [
            f"{'out of the line' if s.to == 'off' else 'into the ' + s.to} about "
            f"{show_date(date_of_day(round(values[f'{item.id}.switch{k}']), case.start))}"
            for k, s in enumerate(item.switches)
        ]
        start = f"starts with {values[f'{item.id}.present_start']:,.0f} persons"
        moves = f"; goes {', then '.join(switched)}" if switched else ""
        name = item.name[:1].upper() + item.name[1:]
        lines.append(
            f"{name} {start}, loses {100 * values[f'{item.id}.hazard']:.2f} % a day at usual "
            f"strengths{moves}."
        )
    return tuple(lines)


def _chances(case: Case, values: Mapping[str, float]) -> Chances:
    """Two formations that fight to the end by whole persons, by the exact recursion."""
    fighters = case.formations
    plain = (
        len(fighters) == 2
        and case.coalition(fighters[0].side) != case.coalition(fighters[1].side)
        and fighters[0].sector == fighters[1].sector
        and not any(f.switches or f.arriving or f.reinforced for f in fighters)
        and case.law != "epstein"
    )
    if not plain:
        raise InputError(
            "the exact recursion is for two opposed formations of one sector that fight to the "
            f"end, without arrivals, switches or reinforcement; the case {case.id} is not such - "
            "run without --stochastic"
        )
    first, second = fighters
    sizes = [round(values[f"{f.id}.present_start"]) for f in fighters]
    if sizes[0] * sizes[1] > MOST_CELLS:
        raise InputError(
            f"{sizes[0]:,} against {sizes[1]:,} persons are too many for the exact recursion (at "
            f"most {MOST_CELLS:,} pairs) - set smaller strengths with --set {first.id}.initial=..."
        )
    law = LAWS[case.law]
    levels = [values[f"{f.id}.level"] for f in fighters]
    shared = {name: values[name] for name in law.parameters}
    found = fight_to_the_end(
        law, sizes[0], sizes[1],
        {"rate": values[f"{first.id}.hazard"], **shared},
        {"rate": values[f"{second.id}.hazard"], **shared},
        references=(levels[0], levels[1]),
    )  # fmt: skip
    return Chances(
        first=first.name, second=second.name, first_wins=found.first_wins,
        expected_survivors=found.expected_survivors,
    )  # fmt: skip
