"""Where the priors of the sources' errors come from, computed again from records and compilers."""

from __future__ import annotations

import csv
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from fogline.model.observation.errors import BETWEEN, COMPILERS, RECORDS, RELATION, SCATTER

pytestmark = pytest.mark.shared

NORMAL_90 = 1.6448536269514722
Counts = dict[tuple[str, str], dict[str, float]]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Claims against records ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def ratios(request: pytest.FixtureRequest) -> dict[str, list[float]]:
    """Soldiers killed as claimed over the record, by the claimant's role."""
    shared: Path = request.getfixturevalue("shared")
    found: dict[str, list[float]] = {}
    for row in table(shared / "data" / "overclaiming" / "multi_campaign_claims.csv"):
        people = "killed" in row["quantity"] and "civilians" not in row["quantity"]
        if people and row["truth"]:
            ratio = float(row["claim"]) / float(row["truth"])
            found.setdefault(row["claimant_role"], []).append(ratio)
    return found


def told(pattern: str, words: str = RECORDS) -> tuple[float, ...]:
    found = re.search(pattern, words)
    assert found, f"{words!r} no longer says it"
    return tuple(map(float, found.groups()))


def test_losses_of_the_enemy_are_claimed_as_high_as_stated(ratios: dict[str, list[float]]) -> None:
    low, high = told(r"enemy losses claimed ([\d.]+) to ([\d.]+) times")
    enemy = ratios["enemy"]
    assert len(enemy) >= 3
    assert (min(enemy), max(enemy)) == pytest.approx((low, high), abs=0.051)


def test_own_losses_are_claimed_as_low_as_stated(ratios: dict[str, list[float]]) -> None:
    low, high = told(r"own losses ([\d.]+) to ([\d.]+)")
    own = ratios["own side"]
    assert len(own) >= 6
    assert (min(own), max(own)) == pytest.approx((low, high), abs=0.051)


@pytest.mark.parametrize(("relation", "role"), [("enemy", "enemy"), ("own", "own side")])
def test_the_prior_of_a_sides_bias_holds_its_records_and_centres_among_them(
    ratios: dict[str, list[float]], relation: str, role: str
) -> None:
    mean, sd, source = RELATION["losses", relation]
    assert source == RECORDS
    logs = np.log(ratios[role])
    assert mean - NORMAL_90 * sd <= logs.min() and logs.max() <= mean + NORMAL_90 * sd
    assert logs.min() <= mean <= logs.max()


# Compilers of the same battles --------------------------------------------------------------


def number(text: str | None) -> float:
    """A count above nil, else not a number."""
    try:
        value = float(text or "nan")
    except ValueError:
        return math.nan
    return value if value > 0 else math.nan


def crosswalk(folder: Path, name: str) -> dict[str, str]:
    """Ids of a compiler's battles that are one battle of the Civil War Sites Commission."""
    rows = json.loads((folder / f"{name}_to_cwsac.json").read_text(encoding="utf-8"))
    return {
        str(row["battles_from"][0]): row["battles_to"][0]
        for row in rows
        if row["relation"] == "eq" and len(row["battles_from"]) == len(row["battles_to"]) == 1
    }


def compiled(folder: Path) -> tuple[Counts, Counts]:
    """Strengths and casualties by battle and side, then by compiler of whole battles."""
    strengths: Counts = {}
    casualties: Counts = {}

    def put(counts: Counts, compiler: str, battle: str | None, side: str, value: float) -> None:
        if battle and math.isfinite(value):
            side = "US" if side == "Union" else side
            counts.setdefault((battle, side), {}).setdefault(compiler, value)

    for row in table(folder / "cwsac_forces.csv"):
        bounds = [number(row["strength_min"]), number(row["strength_max"])]
        known = [math.log(value) for value in bounds if math.isfinite(value)]
        middle = math.exp(sum(known) / len(known)) if known else math.nan
        put(strengths, "cwsac", row["battle"], row["belligerent"], middle)
        put(casualties, "cwsac", row["battle"], row["belligerent"], number(row["casualties"]))
    for row in table(folder / "cws2_forces.csv"):
        put(strengths, "cws2", row["battle"], row["belligerent"], number(row["strength"]))
    trust = {r["battle_id"]: r["cwsac_id"] for r in table(folder / "civilwarorg_battles.csv")}
    for row in table(folder / "civilwarorg_forces.csv"):
        battle = trust.get(row["battle_id"])
        put(strengths, "trust", battle, row["belligerent"], number(row["strength"]))
        put(casualties, "trust", battle, row["belligerent"], number(row["casualties"]))
    for name in ("bodart1908", "clodfelter", "livermore"):
        places = crosswalk(folder, name)
        for row in table(folder / f"{name}_forces.csv"):
            battle, side = places.get(row["battle_id"]), row["belligerent"]
            if name == "livermore":
                lost = np.nansum([number(row["kw"]), number(row["miapow"])]) or math.nan
                put(strengths, name, battle, side, number(row["str"]))
                put(casualties, name, battle, side, float(lost))
            else:
                put(strengths, name, battle, side, number(row["strength"]))
                put(casualties, name, battle, side, number(row["casualties"]))
    return strengths, casualties


def within(counts: Counts) -> tuple[float, int]:
    """Pooled standard deviation of log counts of one side of one battle; how many sides."""
    groups = [np.log(list(row.values())) for row in counts.values() if len(row) > 1]
    squares = sum(float(((group - group.mean()) ** 2).sum()) for group in groups)
    freedom = sum(group.size - 1 for group in groups)
    return math.sqrt(squares / freedom), len(groups)


def test_compilers_of_one_battle_differ_as_much_as_stated(shared: Path) -> None:
    strengths, casualties = compiled(shared / "data" / "acw_battles")
    of_strengths, of_casualties = told(r"log-SD ([\d.]+) \(strengths\), ([\d.]+)", COMPILERS)
    spread, n_sides = within(strengths)
    assert n_sides > 200
    assert spread == pytest.approx(of_strengths, abs=0.01)
    assert spread == pytest.approx(0.243, abs=0.005)
    spread, n_sides = within(casualties)
    assert n_sides > 200
    assert spread == pytest.approx(of_casualties, abs=0.015)
    assert spread == pytest.approx(0.228, abs=0.01)


def test_the_spread_between_sources_is_the_compilers(shared: Path) -> None:
    strengths, casualties = compiled(shared / "data" / "acw_battles")
    assert min(within(strengths)[0], within(casualties)[0]) - 0.01 <= BETWEEN
    assert max(within(strengths)[0], within(casualties)[0]) + 0.01 >= BETWEEN
    # one source's own claims scatter less than sources differ
    assert all(SCATTER[group] < BETWEEN for group in ("strength", "casualties", "killed"))
