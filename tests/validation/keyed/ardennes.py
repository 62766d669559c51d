"""The ardennes case: 32 days of both armies' strengths and casualties as keyed by Wiper et al."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from fogline.case import Case, Formation, Guess, Sector, Side, Source
from fogline.claims import Claim
from tests.validation.ardennes import load
from tests.validation.keyed.rows import claim, observables

FIRST = date(1944, 12, 16)  # day 2 of the data base's count
PRINTED = date(1989, 12, 31)
NAMES = {"allies": "Allied forces", "germans": "German forces"}
RECORD = "within a few per cent: strengths of the data base's first day"


def case(shared: Path) -> Case:
    """Strengths of the first and the last day, and every day's casualties."""
    data = load(shared)
    columns = {
        "allies": (data.allies, data.allied_losses), "germans": (data.germans, data.german_losses),
    }  # fmt: skip
    rows: list[Claim] = []
    for side, (strengths, losses) in columns.items():
        name = NAMES[side]
        for number in (0, strengths.size - 1):
            day = FIRST + timedelta(number)
            rows.append(_row(f"{side}_s{number + 2:02d}", side, "present", day, strengths[number],
                             f"{name}: strength at the start of {day:%-d %B %Y}."))  # fmt: skip
        for number, lost in enumerate(losses):
            day = FIRST + timedelta(number)
            rows.append(_row(f"{side}_c{number + 2:02d}", side, "casualties_period", day, lost,
                             f"{name}: casualties of {day:%-d %B %Y}."))  # fmt: skip
    last = FIRST + timedelta(data.allies.size - 1)
    made = Case(
        id="ardennes",
        title="The Ardennes, 16 December 1944 to 16 January 1945",
        question="Which law of attrition do 32 days of both sides' casualties follow?",
        start=FIRST, cut_off=last, horizon=last, seed=19441216,
        notes=(
            "Facts keyed from the table in Wiper, Pettit and Young (2000), after the Ardennes "
            "Campaign Simulation Data Base (US Army CAA, 1989); the case counts its days 2 to 33.",
            "Strengths of other days are the first day's less the casualties, so they are no "
            "claims of their own. The table knows no reinforcements.",
            "No constant-coefficient law fits: see fogline laws --case ardennes.",
        ),
        extra={"licence": "facts of a US Government data base; cite Wiper et al. 2000"},
        sides=(Side(id="allied", name="Allies"), Side(id="german", name="Germany"),
               Side(id="historians", name="Historians")),
        sectors=(Sector(id="bulge", name="The Ardennes", kind="front", intruder="german",
                        holder="allied"),),
        formations=tuple(
            Formation(
                id=side, name=NAMES[side], side=own, sector="bulge",
                initial=Guess(median=float(columns[side][0][0]), factor=1.1, source=RECORD),
                aliases=(),
            )
            for side, own in (("allies", "allied"), ("germans", "german"))
        ),
        sources=(Source(id="acsdb", name="Ardennes Campaign Simulation Data Base",
                        side="historians", kind="analyst"),),
        claims=tuple(rows),
    )  # fmt: skip
    wanted = dict.fromkeys(NAMES, ("present", "casualties"))
    return replace(made, observables=observables(made, wanted, NAMES))


def _row(number: str, side: str, measure: str, day: date, value: float, words: str) -> Claim:
    return claim(
        number, origin="acsdb", side="historians", organisation="US Army Concepts Analysis Agency",
        subject=side, measure=measure, words=words, held=(day, day), printed=day,
        value=float(value),
        note="keyed from Wiper, Pettit and Young (2000)",
        publisher="Naval Research Logistics 47, 541-558 (2000)",
    )  # fmt: skip
