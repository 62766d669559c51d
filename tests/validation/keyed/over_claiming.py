"""The over-claiming case: aircraft claimed by the USAAF and lost by the Luftwaffe, by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from fogline.case import Case, Counted, Counts, Side, Source, Usual
from fogline.claims import Claim
from tests.validation.keyed.rows import claim, observables, table

NOTE = "McFarland and Newton, To Command the Sky (1991), as keyed by S. Carlos"
ORIGINS = {
    "usaaf": ("US Eighth and Ninth Air Force claims", "us", "us_claims_destroyed"),
    "luftwaffe": ("Luftwaffe loss returns (series 3)", "germany", "german_loss_s3"),
}


def case(shared: Path) -> Case:
    """Every day of the table with both numbers."""
    path = shared / "data" / "overclaiming" / "usaaf_vs_luftwaffe_first_32_days.csv"
    items: list[Counted] = []
    rows: list[Claim] = []
    last = date.min
    for row in table(path):
        day = date.fromisoformat(row["date"])
        last = max(last, day)
        item = f"day_{day:%Y%m%d}"
        items.append(Counted(id=item, name=f"German fighters, {day:%-d %B %Y}", side="germany"))
        for origin, (title, side, column) in ORIGINS.items():
            value = float(row[column])
            words = "claimed destroyed" if origin == "usaaf" else "lost by the record"
            rows.append(
                claim(
                    f"{origin}_{day:%y%m%d}", origin=origin, side=side, organisation=title,
                    subject=item, measure="aircraft_lost", unit="aircraft", value=value,
                    words=f"{value:.0f} German aircraft {words} on {day:%-d %B %Y}.",
                    held=(day, day), printed=day, publisher=NOTE,
                )
            )  # fmt: skip
    made = Case(
        id="over-claiming",
        title="Aircraft claimed and aircraft lost, October 1943 to April 1944",
        question="How many aircraft were lost on days for which only the enemy's claims are known?",
        start=last, cut_off=last, horizon=last, seed=19431002,
        notes=(
            "Facts keyed from McFarland and Newton, To Command the Sky (1991), as tabulated by "
            "S. Carlos (eighth_air_force_blog; figures only): 32 days, claims against series 3.",
            "Things counted once have no clock; the case's one day is the last of the table.",
            "Predicted in time order, each day from those before it: docs/theory/acceptance.md.",
        ),
        extra={"licence": "facts; cite McFarland and Newton 1991"},
        sides=(Side(id="us", name="United States"), Side(id="germany", name="Germany")),
        counts=(
            Counts(
                id="days", name="Days of battle in the air",
                usual=(Usual(quantity="lost", median=25, factor=6, spread=0.8,
                             source="Chosen by us: some aircraft to more than a hundred"),),
                items=tuple(items),
                enemy="us",
            ),
        ),
        sources=tuple(Source(id=key, name=title, side=side, kind="military")
                      for key, (title, side, _) in ORIGINS.items()),
        claims=tuple(rows),
    )  # fmt: skip
    names = {item.id: item.name for item in items}
    return replace(made, observables=observables(made, dict.fromkeys(names, ("lost",)), names))
