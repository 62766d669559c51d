"""Sources that track each other are found and counted once; sources that count apart are not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fogline.case import Evidence, Term
from fogline.case.echoes import Echo, compare, discounted, find_echoes

TOTALS = {"red.casualties": True, "red.present": False}


def told(
    source: str, days: range, values: np.ndarray, *, what: str = "red.present"
) -> list[Evidence]:
    return [
        Evidence(
            claim=f"{source} {day}", observable=what, numerator=(Term(1.0, what, day),),
            value=float(value), group="strength", source=source,
            side="blue" if source == "staff" else "press",
            relation="enemy" if source == "staff" else "third",
        )
        for day, value in zip(days, values, strict=True)
    ]  # fmt: skip


def printed(*sources: str) -> dict[str, date]:
    """Sources in the order in which they print."""
    return {
        f"{source} {day}": date(2000, 1, 1 + place)
        for place, source in enumerate(sources)
        for day in range(100)
    }


@pytest.fixture
def truth() -> np.ndarray:
    return 1000.0 * np.exp(np.random.default_rng(1).normal(0.0, 0.5, 30))


def linked(evidence: list[Evidence], *sources: str) -> list[Echo]:
    return [e for e in find_echoes(evidence, printed(*sources), TOTALS) if e.linked]


def test_numbers_passed_on_are_an_echo_of_who_printed_first(truth: np.ndarray) -> None:
    own = truth * np.exp(0.2 * np.random.default_rng(2).normal(size=30))
    passed_on = own * np.where(np.arange(30) % 5 == 0, 1.04, 1.003)
    evidence = told("ministry", range(30), passed_on) + told("staff", range(30), own)
    (found,) = linked(evidence, "staff", "ministry")
    assert (found.origin, found.echo) == ("staff", "ministry")
    assert (found.n, found.n_equal) == (30, 24)
    assert found.ratio == pytest.approx(1.0104, abs=1e-3)
    assert found.error == pytest.approx(found.spread / np.sqrt(30))


def test_sources_that_count_apart_are_no_echo(truth: np.ndarray) -> None:
    random = np.random.default_rng(3)
    evidence = told("a", range(30), truth * np.exp(0.2 * random.normal(size=30)))
    evidence += told("b", range(30), truth * np.exp(0.2 * random.normal(size=30)))
    (found,) = find_echoes(evidence, printed("a", "b"), TOTALS)
    assert not found.linked
    assert found.p > 0.05


def test_totals_are_compared_by_what_they_add(truth: np.ndarray) -> None:
    """Two totals that began equal stay nearly equal; what each adds tells them apart."""
    random = np.random.default_rng(4)
    start = np.array([1e6])
    one = np.concatenate([start, 1e6 + np.cumsum(truth)])
    other = np.concatenate([start, 1e6 + np.cumsum(truth * np.exp(0.3 * random.normal(size=30)))])
    evidence = told("a", range(31), one, what="red.casualties")
    evidence += told("b", range(31), other, what="red.casualties")
    assert np.mean(np.abs(other / one - 1.0) < 0.01) > 0.9
    assert not linked(evidence, "a", "b")
    evidence = told("a", range(31), one, what="red.casualties")
    evidence += told("b", range(31), one + 500.0, what="red.casualties")
    assert linked(evidence, "a", "b")


def test_few_pairs_link_nobody(truth: np.ndarray) -> None:
    evidence = told("a", range(7), truth[:7]) + told("b", range(7), truth[:7])
    assert not linked(evidence, "a", "b")


def test_an_echo_is_counted_once_and_its_other_claims_bear_the_origins_error(
    truth: np.ndarray,
) -> None:
    evidence = told("staff", range(30), truth) + told("ministry", range(30), truth)
    evidence += told("ministry", range(40, 41), truth[:1]) + told("press", range(30), truth * 2)
    found = linked(evidence, "staff", "ministry", "press")
    kept, dropped = discounted(evidence, found)
    assert len(dropped) == 30 and all(name.startswith("ministry") for name in dropped)
    (alone,) = [item for item in kept if item.claim == "ministry 40"]
    assert (alone.source, alone.side, alone.relation) == ("staff", "blue", "enemy")
    assert [item for item in kept if item.source == "press"] == evidence[-30:]


def test_an_echo_of_an_echo_goes_back_to_the_first(truth: np.ndarray) -> None:
    evidence = [e for name in ("a", "b", "c") for e in told(name, range(30), truth)]
    kept, dropped = discounted(evidence, linked(evidence, "a", "b", "c"))
    assert {item.source for item in kept} == {"a"}
    assert len(dropped) == 60


def test_no_pair_gives_no_comparison() -> None:
    assert compare("a", "b", "strength", []) is None
