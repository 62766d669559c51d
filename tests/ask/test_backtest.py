"""The backtest: nothing later is known, rivals do as they say, scores are those of the claim."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from fogline.answer import Score
from fogline.answer.stored import of_form, plain_form
from fogline.ask.as_of import as_of, next_evidence
from fogline.ask.backtest import month_ends, origins_of, score_of, scored_origins
from fogline.ask.records import calibrations, stored_score
from fogline.ask.rivals import RIVALS, Said, rival_draws
from fogline.case import load_case, resolve_case
from fogline.ground.errors import InputError

ORIGIN, UNTIL = date(2024, 11, 30), date(2024, 12, 31)


@pytest.fixture(scope="module")
def kursk():
    return load_case(resolve_case("kursk"))


def test_a_case_as_of_a_day_knows_nothing_printed_later(kursk) -> None:
    before = as_of(kursk, ORIGIN, UNTIL)
    assert before.claims and len(before.claims) < len(kursk.claims)
    assert all((c.printed_on or c.said_on) <= ORIGIN for c in before.claims)
    assert all(event.day <= ORIGIN for event in before.events)
    assert (before.cut_off, before.horizon) == (ORIGIN, UNTIL)


def test_windows_set_with_hindsight_are_opened(kursk) -> None:
    for cut_off in (date(2024, 10, 31), ORIGIN):
        before = as_of(kursk, cut_off, cut_off + timedelta(30))
        contingent = next(f for f in before.formations if f.id == "nk")
        assert contingent.arrival is not None and contingent.switches
        for switch in contingent.switches:
            assert switch.last == cut_off + timedelta(90)
            assert switch.first <= contingent.arrival[0] + timedelta(14)


def test_a_day_outside_the_case_is_refused(kursk) -> None:
    with pytest.raises(InputError, match="no backtest at"):
        as_of(kursk, date(2023, 1, 1), date(2023, 2, 1))


def test_the_claims_scored_are_those_printed_in_the_month_after(kursk) -> None:
    printed = {c.id: c.printed_on or c.said_on for c in kursk.claims}
    forecasts = {c.id for c in kursk.claims if c.modality == "forecast"}
    coming = next_evidence(kursk, ORIGIN, UNTIL)
    assert coming and not {e.claim for e in coming} & forecasts
    assert all(ORIGIN < printed[e.claim] <= UNTIL for e in coming)


def test_origins_are_month_ends_with_a_month_of_the_case_to_come(kursk) -> None:
    assert scored_origins(kursk) == (date(2024, 10, 31), date(2024, 11, 30), date(2024, 12, 31))
    assert month_ends(date(2024, 1, 5), date(2024, 2, 1)) == (date(2024, 1, 31), date(2024, 2, 29))


@pytest.mark.parametrize("day", [date(2024, 8, 6), date(2025, 1, 31), date(2025, 4, 1)])
def test_a_day_with_nothing_before_or_after_it_is_refused_before_any_fit(kursk, day: date) -> None:
    with pytest.raises(InputError, match="no backtest from"):
        origins_of(kursk, [ORIGIN, day])
    assert origins_of(kursk, [ORIGIN, ORIGIN]) == (ORIGIN,)


def told(*numbers: float) -> list[Said]:
    return [Said("x / log", 10 * i, 10 * i, float(np.log(n))) for i, n in enumerate(numbers)]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("last claim", 400.0),
        ("median of claims", (200.0 * 300.0) ** 0.5),
        ("linear projection", 600.0),
        ("persistence", (200.0 * 300.0 * 400.0) ** (1 / 3)),
    ],
)
def test_rivals_foretell_what_their_names_say(name: str, wanted: float) -> None:
    found = np.exp(RIVALS[name](told(100.0, 200.0, 300.0, 400.0), 50))
    assert found == pytest.approx(wanted)


def test_a_rival_says_nothing_of_what_was_never_spoken_of_and_is_as_sure_as_it_was_right() -> None:
    before = told(100, 100, 100, 100, 200, 200)
    wanted = [("x / log", 70, 1.0), ("y / log", 70, 1.0)]
    draws, middles = rival_draws(RIVALS["last claim"], before, wanted, n_draws=4000, seed=1)
    assert np.isnan(middles[1]) and np.isnan(draws[:, 1]).all()
    assert np.exp(middles[0]) == pytest.approx(200.0)
    steady, _ = rival_draws(RIVALS["last claim"], told(*[100] * 6), wanted, n_draws=4000, seed=1)
    wild, _ = rival_draws(
        RIVALS["last claim"], told(100, 300, 100, 300, 100, 300), wanted, n_draws=4000, seed=1
    )
    assert steady[:, 0].std() < draws[:, 0].std() + 0.1 < wild[:, 0].std()


def a_row(method: str, claim: str, crps: float, inside: bool) -> dict:
    return {
        "method": method, "claim": claim, "source": claim, "group": "strength", "said": 1.0,
        "observable": "x", "median": 1.0, "crps": crps, "log_score": -crps, "inside": [inside] * 3,
    }  # fmt: skip


def a_record(rows: list[dict]) -> dict:
    return {
        "cut_off": "2024-10-31", "until": "2024-11-30", "n_evidence": 5, "n_scored": 3, "n_new": 1,
        "n_statuses": 0, "gates_passed": True, "seconds": 1.0, "rows": rows, "case_hash": "",
        "seed": "1", "versions": {}, "quick": False,
    }  # fmt: skip


def test_the_table_compares_on_common_claims_and_counts_the_new_apart(kursk) -> None:
    rows = [a_row("Fogline", "a", 0.1, True), a_row("Fogline", "b", 0.3, False)]
    rows += [a_row("Fogline", "new", 0.9, True)]
    rows += [a_row(name, claim, 0.4, True) for name in RIVALS for claim in ("a", "b")]
    found = score_of(kursk, [a_record(rows)])
    ours = found.rows[0]
    assert (ours.method, ours.n) == ("Fogline", 2) and ours.crps == pytest.approx(0.2)
    assert ours.coverage["80"] == 0.5
    assert found.new is not None and found.new.n == 1 and found.new.crps == pytest.approx(0.9)
    rival = found.rows[1]
    assert rival.gap == pytest.approx(-0.2) and rival.gap_error == pytest.approx(0.1)
    assert of_form(Score, plain_form(found)) == found


def test_one_source_alone_decides_no_contest_and_no_claim_makes_no_table(kursk) -> None:
    rows = [a_row("Fogline", "a", 0.1, True), *(a_row(name, "a", 0.4, True) for name in RIVALS)]
    found = score_of(kursk, [a_record(rows)])
    assert "On 1 claim of" in found.sentence and "too few sources" in found.sentence
    assert found.rows[1].gap == pytest.approx(-0.3) and found.rows[1].gap_error == 0.0
    with pytest.raises(InputError, match=r"nothing to score .* 2024-10-31 to 2024-11-30"):
        score_of(kursk, [a_record([])])


def test_the_stored_backtest_of_kursk_is_whole() -> None:
    found = stored_score("kursk")
    assert found is not None and found.command == "fogline score kursk"
    assert [o.cut_off.month for o in found.origins] == [10, 11, 12]
    assert all(o.gates_passed for o in found.origins) and not found.made["quick"]
    methods = [row.method for row in found.rows if row.origin is None]
    assert methods == ["Fogline", *RIVALS]
    assert len({row.n for row in found.rows if row.origin is None}) == 1
    assert stored_score("no-such-case") is None


def test_every_calibration_record_names_its_command_and_counts_its_worlds() -> None:
    for record in calibrations():
        assert record.command.startswith("python benchmarks/calibration.py")
        assert record.n_trials >= 50 and record.versions and record.words
