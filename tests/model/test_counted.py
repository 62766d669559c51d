"""Tallies and counts; and how errors that sources share bound what many claims can tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from fogline.case import Case, Counted, Counts, Evidence, Guess, Side, Tally, Term, Usual
from fogline.fit.sample import sample
from fogline.model.campaign import build
from fogline.model.machine import Machine
from fogline.model.observation.errors import COMMON, DRIFT_STEP

START = date(2000, 1, 1)


def tally_case(days: int = 400) -> Case:
    last = date.fromordinal(START.toordinal() + days - 1)
    return Case(
        id="tally", title="A tally", start=START, cut_off=last, horizon=last,
        sides=(Side(id="red", name="Red"), Side(id="blue", name="Blue")),
        tallies=(Tally(id="red", name="Red", side="red", per_day=Guess(median=100, factor=3)),),
    )  # fmt: skip


def counts_case() -> Case:
    return Case(
        id="counts", title="Counts", start=START, cut_off=START, horizon=START,
        sides=(Side(id="red", name="Red"),),
        counts=(
            Counts(
                id="battles", name="Battles",
                usual=(Usual(quantity="present", median=10_000, factor=3, spread=2.0),),
                items=(Counted(id="one", name="One"), Counted(id="two", name="Two")),
            ),
        ),
    )  # fmt: skip


def said(claim: str, source: str, observable: str, day: int, value: float,
         group: str = "strength", **more: str) -> Evidence:  # fmt: skip
    return Evidence(
        claim=claim, observable=observable, numerator=(Term(1.0, observable, day),),
        value=value, group=group, source=source, side="press", **more,
    )  # fmt: skip


def spread_of(evidence: list[Evidence]) -> float:
    """Posterior standard deviation of the log of the first thing counted."""
    machine = Machine(build(counts_case(), evidence))
    fit = sample(machine, seed=1, chains=2, draws=800, tune=150)
    outputs = machine.run(machine.complete(fit.flat(), 1), columns=[0], days=[0])
    return float(np.log(outputs[:, 0, 0]).std())


def test_a_tally_adds_up_and_its_killed_are_among_the_casualties() -> None:
    machine = Machine(build(tally_case(), ()))
    campaign = machine.campaign
    draws = machine.run(machine.prior(50, 1))
    total, killed, daily = (
        draws[:, :, campaign.output(f"red.{what}")]
        for what in ("casualties", "killed", "casualties_per_day")
    )
    assert np.diff(total, axis=1) == pytest.approx(daily[:, 1:], rel=1e-9)
    assert (killed < total).all() and (np.diff(killed, axis=1) > 0).all()


def test_many_sources_that_may_share_an_error_tell_no_more_than_it_allows() -> None:
    """Every claim again under thirty new names: the answer stays as wide as the common error."""
    values = [9_000.0, 10_000.0, 11_500.0]
    few = [said(f"c{i}", f"s{i}", "one.present", 0, v) for i, v in enumerate(values)]
    many = [
        said(f"c{i}.{copy}", f"s{i}.{copy}", "one.present", 0, value)
        for i, value in enumerate(values)
        for copy in range(30)
    ]
    allowed = COMMON["strength"][0]
    wide, narrow = spread_of(few), spread_of(many)
    assert narrow <= wide
    assert narrow > 0.9 * allowed


def test_only_a_long_series_drifts() -> None:
    long = [said(f"c{i}", "staff", "red.casualties", 30 * i, 1000.0 * i + 1, "casualties")
            for i in range(14)]  # fmt: skip
    names = build(tally_case(), long).assembly.unknowns.names
    assert [name for name in names if name.startswith("drift")] == [
        "drift.staff.casualties[1]", "drift.staff.casualties[2]",
    ]  # fmt: skip
    short = build(tally_case(), long[:8]).assembly.unknowns.names
    assert not [name for name in short if name.startswith("drift")]


def test_a_drift_is_a_walk_from_the_steady_bias() -> None:
    long = [said(f"c{i}", "staff", "red.casualties", 30 * i, 1000.0 * i + 1, "casualties")
            for i in range(14)]  # fmt: skip
    campaign = build(tally_case(), long)
    machine = Machine(campaign)
    theta = np.zeros((1, machine.n_all))
    for name in ("drift.staff.casualties[1]", "drift.staff.casualties[2]"):
        theta[0, campaign.assembly.unknowns.names.index(name)] = 1.0
    _, parts = machine.claims(theta)
    assert parts[0, :, 2] - parts[0, 0, 2] == pytest.approx(
        [DRIFT_STEP * (30 * i // 182) for i in range(14)]
    )
    # what is said of the source in general leaves the drift out
    assert len(set(campaign.errors.steady)) == 1 and len(set(campaign.errors.bias)) == 3


@pytest.mark.slow
def test_claims_that_may_repeat_one_another_tell_less_than_two_apart() -> None:
    apart = [said(f"c{i}", f"s{i}", "one.present", 0, 10_000.0) for i in range(6)]
    shared = [
        said(f"c{i}", f"s{i}", "one.present", 0, 10_000.0, shared="c0") for i in range(6)
    ]  # fmt: skip
    assert spread_of(shared) > spread_of(apart)


def test_an_unknown_side_or_quantity_of_a_count_is_a_fault(tmp_path: Path) -> None:
    from fogline.case import load_case
    from fogline.ground.errors import CaseError

    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.toml").write_text(
        'id = "x"\ntitle = "X"\nstart = 2000-01-01\ncut_off = 2000-01-01\n'
        '[[sides]]\nid = "red"\nname = "Red"\n'
        '[[counts]]\nid = "b"\nname = "B"\nenemy = "green"\n'
        'usual = [{quantity = "horses", median = 0, factor = 2}]\n'
        'items = [{id = "one", name = "One", side = "red"}]\n',
        encoding="utf-8",
    )
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    words = str(caught.value)
    assert "green" in words and "horses" in words and "median" in words
