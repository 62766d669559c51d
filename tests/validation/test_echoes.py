"""The echoes found by others are found, and sources that count apart are not linked."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from pathlib import Path

import pytest

from fogline.case.echoes import NULL_SHARE, Echo, compare
from tests.validation.test_bias_priors import Counts, compiled, table

pytestmark = pytest.mark.shared

MONTHS = [name.lower() for name in calendar.month_name]


def monthly(shared: Path) -> list[tuple[float, float]]:
    """Casualties by month: General Staff's increments, last day to last day; UK MoD's count."""
    folder = shared / "data"
    daily = {
        row["date"]: float(row["personnel"])
        for row in table(folder / "ua_general_staff" / "ua_general_staff_daily_cumulative.csv")
    }
    pairs = []
    for row in table(folder / "economist_claims" / "uk_mod_month_by_month.csv"):
        first = date(int(row["year"]), MONTHS.index(row["month"].strip().lower()), 1)
        last = first + timedelta(calendar.monthrange(first.year, first.month)[1] - 1)
        before = daily[str(first - timedelta(1))]
        counted = float(row["casualties in month"].replace(",", ""))
        pairs.append((daily[str(last)] - before, counted))
    return pairs


def compilers(counts: Counts, origin: str, echo: str) -> Echo:
    pairs = [(row[origin], row[echo]) for row in counts.values() if origin in row and echo in row]
    made = compare(origin, echo, "strength", pairs)
    assert made is not None
    return made


def test_the_ministrys_months_are_an_echo_of_the_general_staffs(shared: Path) -> None:
    found = compare("general staff", "ministry", "casualties", monthly(shared))
    assert found is not None and found.linked
    assert (found.n, found.n_equal) == (35, 20)
    assert found.ratio == pytest.approx(0.999, abs=5e-4)
    assert found.spread == pytest.approx(0.019, abs=5e-4)


def test_a_later_compiler_that_took_over_strengths_is_linked(shared: Path) -> None:
    strengths, _ = compiled(shared / "data" / "acw_battles")
    found = compilers(strengths, "cwsac", "cws2")
    assert found.share == pytest.approx(0.92, abs=0.005)
    assert found.linked


def test_compilers_who_counted_apart_are_not_linked(shared: Path) -> None:
    strengths, _ = compiled(shared / "data" / "acw_battles")
    found = compilers(strengths, "livermore", "bodart1908")
    assert found.share == pytest.approx(0.06, abs=0.005)
    assert not found.linked


def test_the_null_is_the_most_that_compilers_who_counted_apart_agree(shared: Path) -> None:
    strengths, _ = compiled(shared / "data" / "acw_battles")
    others = ("livermore", "clodfelter", "cwsac", "cws2")
    shares = [compilers(strengths, "bodart1908", other).share for other in others]
    assert [round(share, 2) for share in shares] == [0.06, 0.08, 0.10, 0.11]
    assert max(shares) == pytest.approx(NULL_SHARE, abs=0.005)
