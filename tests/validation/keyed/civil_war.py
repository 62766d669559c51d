"""The civil-war case: armies and casualties of the battles that most compilers count."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

from fogline.case import Case, Counted, Counts, Side, Source, Usual
from fogline.claims import Claim
from tests.validation.keyed.rows import claim, observables, table
from tests.validation.test_bias_priors import Counts as Compiled
from tests.validation.test_bias_priors import compiled, crosswalk, number

COMPILERS = {
    "phisterer": ("Phisterer, Statistical Record", date(1883, 1, 1)),
    "fox": ("Fox, Regimental Losses", date(1889, 1, 1)),
    "livermore": ("Livermore, Numbers and Losses", date(1900, 1, 1)),
    "bodart1908": ("Bodart, Kriegslexikon", date(1908, 1, 1)),
    "clodfelter": ("Clodfelter, Warfare and Armed Conflicts", date(1992, 1, 1)),
    "cwsac": ("Civil War Sites Advisory Commission", date(1993, 1, 1)),
    "kennedy": ("Kennedy, Civil War Battlefield Guide", date(1998, 1, 1)),
    "cws2": ("Civil War Sites, second update", date(2010, 1, 1)),
    "trust": ("Civil War Trust (civilwar.org)", date(2017, 1, 1)),
}
READ = date(2018, 3, 19)  # the day of the table this is keyed from
LEAST_COMPILERS = 5
SIDES = {"US": ("union", "Union"), "Confederate": ("confederate", "Confederate")}


def more_casualties(folder: Path, casualties: Compiled) -> None:
    """Add the counts of Phisterer, Fox and Kennedy, who give casualties only."""
    for name in ("phisterer", "fox"):
        places = crosswalk(folder, "fox_forces" if name == "fox" else name)
        for row in table(folder / f"{name}_forces.csv"):
            battle, value = places.get(row["battle_id"]), number(row["casualties"])
            _put(casualties, battle, row["belligerent"], name, value)
    for row in table(folder / "kennedy1997_forces.csv"):
        bounds = [number(row["casualties_min"]), number(row["casualties_max"])]
        value = math.sqrt(bounds[0] * bounds[1])
        _put(casualties, row["battle_id"], row["belligerent"], "kennedy", value)


def _put(counts: Compiled, battle: str | None, side: str, compiler: str, value: float) -> None:
    side = "US" if side == "Union" else side
    if battle and math.isfinite(value):
        counts.setdefault((battle, side), {}).setdefault(compiler, value)


def case(shared: Path) -> Case:
    """The battles of which at least five compilers give the strength of both sides."""
    folder = shared / "data" / "acw_battles"
    strengths, casualties = compiled(folder)
    more_casualties(folder, casualties)
    guide = {row["cwsac_id"]: row for row in table(folder / "kennedy1997_battles.csv")}
    battles = [
        battle
        for battle in sorted({battle for battle, _ in strengths}, key=lambda b: _day(guide, b))
        if all(len(strengths.get((battle, s), {})) >= LEAST_COMPILERS for s in SIDES)
    ]
    items: list[Counted] = []
    rows: list[Claim] = []
    for battle in battles:
        name = guide[battle]["battle_name"].partition(" (")[0]
        first, last = _day(guide, battle), date.fromisoformat(guide[battle]["end_date"])
        for belligerent, (side, army) in SIDES.items():
            item = f"{battle.lower()}_{side}"
            label = f"{name}, {first.year}, {army}"
            items.append(Counted(id=item, name=label, side=side))
            for measure, counts in (("present", strengths), ("casualties", casualties)):
                what = "strength" if measure == "present" else "casualties"
                for compiler, value in sorted(counts.get((battle, belligerent), {}).items()):
                    title, printed = COMPILERS[compiler]
                    rows.append(
                        claim(
                            f"{item}_{what[0]}_{compiler}", origin=compiler, side="compilers",
                            organisation=title, subject=item, measure=measure,
                            words=f"{label}: {what} {value:,.0f}.", held=(first, last),
                            printed=printed, value=round(value), publisher=title,
                        )
                    )  # fmt: skip
    made = Case(
        id="civil-war",
        title="Nineteen battles of the American Civil War, counted by nine compilers",
        question="How large were the armies and their losses, and how far do compilers err?",
        start=READ, cut_off=READ, horizon=READ, seed=18610721,
        notes=(
            "Facts keyed from acw_battle_data 11.0.0 (Jeffrey B. Arnold, CC BY 4.0), which names "
            "the compilers' tables: the battles of which at least five give both strengths.",
            "Things counted once have no clock; the case's one day is that of the table.",
            "Where a compiler gives two bounds, their geometric middle is keyed. Days of "
            "printing are those of first editions.",
            "Bias is relative to what the compilers share: no record of the truth is among them.",
        ),
        extra={"licence": "CC-BY-4.0, Jeffrey B. Arnold"},
        sides=(Side(id="union", name="Union"), Side(id="confederate", name="Confederacy"),
               Side(id="compilers", name="Compilers")),
        counts=(
            Counts(
                id="battles", name="Armies at battles",
                usual=(
                    Usual(quantity="present", median=20_000, factor=8, spread=0.8,
                          source="Chosen by us: a division to an army"),
                    Usual(quantity="casualties", median=2_500, factor=10, spread=0.9,
                          source="Chosen by us: about a tenth of an army, widely"),
                ),
                items=tuple(items),
            ),
        ),
        degrees={"strength": 1, "casualties": 1},
        sources=tuple(Source(id=key, name=title, side="compilers", kind="analyst")
                      for key, (title, _) in COMPILERS.items()),
        claims=tuple(rows),
    )  # fmt: skip
    wanted = {item.id: ("present", "casualties") for item in items}
    names = {item.id: item.name for item in items}
    return replace(made, observables=observables(made, wanted, names))


def _day(guide: dict[str, dict[str, str]], battle: str) -> date:
    return date.fromisoformat(guide[battle]["start_date"])
