"""The bundled case: what it holds, what its claims are evidence of, and that it knows no future."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from fogline.case import Case, Evidence, Listed, evidence_for, load_case
from fogline.claims.conventions import conventions

CUT_OFF = date(2025, 1, 31)


@pytest.fixture(scope="module")
def kursk() -> Case:
    return load_case("kursk")


@pytest.fixture(scope="module")
def mapped(kursk: Case) -> tuple[dict[str, Evidence], dict[str, Listed]]:
    evidence, listed = evidence_for(kursk)
    return {item.claim: item for item in evidence}, {item.claim: item for item in listed}


def test_every_claim_is_evidence_once_or_listed_once_with_a_reason(
    kursk: Case, mapped: tuple[dict[str, Evidence], dict[str, Listed]]
) -> None:
    evidence, listed = mapped
    assert evidence.keys() | listed.keys() == {claim.id for claim in kursk.claims}
    assert not evidence.keys() & listed.keys()
    assert len(evidence) + len(listed) == len(kursk.claims)
    assert all(item.reason for item in listed.values())
    reasons = Counter(re.sub(r"[km]\d+.*|: .*", "", item.reason) for item in listed.values())
    print(f"{len(evidence)} claims are evidence, {len(listed)} are listed:")
    for reason, count in reasons.most_common():
        print(f"  {count:3d} {reason}")
    assert len(evidence) >= 130


def test_the_case_asks_for_the_observables_of_the_contract(kursk: Case) -> None:
    names = {observable.name for observable in kursk.observables}
    assert names >= {
        "nk.deployed", "nk.present", "nk.on_line", "nk.casualties", "nk.killed", "nk.wounded",
        "nk.captured", "ru.present", "ru.casualties", "ua.present", "ua.casualties",
        "salient.held_km2", "salient.held_or_contested_km2", "salient.retaken_km2",
        "salient.share_retaken", "shells.delivered", "shells.delivered_per_day",
        "shells.share_of_fires", "main_front.km2_per_day",
    }  # fmt: skip
    assert all(item.definition.endswith(".") and item.title for item in kursk.observables)
    assert (kursk.start, kursk.cut_off, kursk.horizon) == (
        date(2024, 8, 6), CUT_OFF, date(2025, 5, 1),
    )  # fmt: skip


def test_nothing_in_the_case_is_from_after_the_cut_off(kursk: Case) -> None:
    for claim in kursk.claims:
        assert claim.printed_on is not None and claim.printed_on <= CUT_OFF, claim.id
        assert claim.said_on is None or claim.said_on <= CUT_OFF
        if claim.held.until and claim.held.until > CUT_OFF:
            assert claim.modality in ("forecast", "planned"), claim.id
    assert all(report.published and report.published <= CUT_OFF for report in kursk.reports)
    assert all(event.day <= CUT_OFF for event in kursk.events)
    # windows of unknown days may reach past the cut-off; words may not tell what came in them
    later = re.compile(
        r"(?i)\b(?:2025-(?:0[2-9]|1\d)|202[6-9]"
        r"|(?:february|march|april|may|june|july|august|autumn|summer|spring) 2025)"
    )
    table = (Path(kursk.folder) / "case.toml").read_text(encoding="utf-8")
    told = [line for line in table.splitlines() if '"' in line or line.startswith("#")]
    assert len(told) > 100
    assert not [line for line in told if later.search(line)]
    assert not [report.source for report in kursk.reports if later.search(report.text)]


def test_no_evidence_reaches_outside_the_cases_days(
    kursk: Case, mapped: tuple[dict[str, Evidence], dict[str, Listed]]
) -> None:
    observed = {item.name for item in kursk.observables} | {"nk.line_share", "nk.called_poor"}
    for item in mapped[0].values():
        for term in (*item.numerator, *item.denominator):
            assert 0 <= term.day < kursk.n_days, item.claim
            assert term.observable in observed, item.claim
        assert item.source in {source.id for source in kursk.sources}
        edges = {"point": item.value, "at least": item.low, "up to": item.high}
        assert edges.get(item.bound, 1) > 0, item.claim
        if item.bound == "interval":
            assert 0 < item.low < item.high, item.claim


@pytest.mark.parametrize(
    "claim", ["k063", "k201", "k211", "k223", "k062", "k213", "k218", "k054", "k065"]
)
def test_forecasts_are_kept_and_are_no_observations(
    claim: str, mapped: tuple[dict[str, Evidence], dict[str, Listed]]
) -> None:
    assert "forecast" in mapped[1][claim].reason


def test_every_repeat_says_how_it_repeats_and_only_independent_ones_count(
    kursk: Case, mapped: tuple[dict[str, Evidence], dict[str, Listed]]
) -> None:
    evidence, listed = mapped
    for claim in kursk.claims:
        assert bool(claim.repeats) == bool(claim.relation), claim.id
        if claim.relation in ("verbatim", "distorted", "derived"):
            assert claim.id in listed
            assert claim.repeats in listed[claim.id].reason
    independent = {c.id for c in kursk.claims if c.relation == "possibly independent"}
    assert {"k104", "k224", "k228"} <= independent & evidence.keys()


def test_definitions_of_area_are_kept_apart(
    mapped: tuple[dict[str, Evidence], dict[str, Listed]],
) -> None:
    evidence = mapped[0]
    claimed = {"k016": 1263, "k113": 1376, "k163": 1320, "k194": 1268, "k164": 482}
    confirmed = {"k044": 906, "k150": 800, "k058": 700, "k199": 420, "k155": 480}
    for claim in claimed:
        assert evidence[claim].observable == "salient.held_or_contested_km2"
    for claim in confirmed:
        assert evidence[claim].observable == "salient.held_km2"
    between = evidence["k059"]
    assert [(term.weight, term.observable) for term in between.numerator] == [
        (1.0, "salient.held_or_contested_km2"),
        (-1.0, "salient.held_km2"),
    ]


def test_russians_and_north_koreans_together_count_for_the_sum_only(
    mapped: tuple[dict[str, Evidence], dict[str, Listed]],
) -> None:
    both = mapped[0]["k102"]
    assert {(term.weight, term.observable) for term in both.numerator} == {
        (1.0, "ru.present"),
        (1.0, "nk.present"),
    }


def test_windows_shares_and_rates_become_ratios_of_daily_quantities(
    kursk: Case, mapped: tuple[dict[str, Evidence], dict[str, Listed]]
) -> None:
    evidence = mapped[0]
    week = evidence["k157"]  # more than 1,000 from 20 to 27 December
    first, last = kursk.day(date(2024, 12, 20)), kursk.day(date(2024, 12, 27))
    assert [(t.weight, t.day) for t in week.numerator] == [(1.0, last), (-1.0, first - 1)]
    assert (week.bound, week.low) == ("at least", 1000)
    half = evidence["k222"]  # half of those sent
    assert half.denominator[0].observable == "nk.deployed"
    assert (half.low, half.high, half.scale) == (0.4, 0.6, "log")
    quarter = evidence["k216"]
    assert quarter.numerator[0].observable == "nk.killed"
    assert quarter.denominator[0].observable == "nk.casualties"
    assert quarter.scale == "logit"
    day = evidence["k191"]  # more than 230 in a day
    assert [t.weight for t in day.numerator] == [1.0, -1.0]
    assert day.numerator[0].day - day.numerator[1].day == 1
    year = evidence["k061"]  # 2.8 million a year, said on day 77
    n_days = kursk.day(date(2024, 10, 22)) + 1
    assert year.numerator[0].weight == pytest.approx(365.25 / n_days)
    front = evidence["m001"]
    assert sum(term.weight for term in front.numerator) == pytest.approx(1.0)
    retaken = evidence["k045"]
    assert retaken.observable == "salient.share_retaken"
    assert retaken.denominator[0].observable == "salient.taken_km2"


def test_bounds_follow_the_words(
    mapped: tuple[dict[str, Evidence], dict[str, Listed]],
) -> None:
    evidence = mapped[0]
    assert (evidence["k027"].bound, evidence["k027"].low) == ("at least", 10400)
    assert (evidence["k001"].bound, evidence["k001"].high) == ("up to", 1000)
    assert (evidence["k073"].bound, evidence["k073"].value) == ("point", 17819)
    assert (evidence["k148"].low, evidence["k148"].high) == (920, 1000)
    assert (evidence["k186"].low, evidence["k186"].high) == (1.5, 2.5)
    assert (evidence["k018"].low, evidence["k018"].high) == (28, 35)
    partial = evidence["k138"]  # one regiment's count bounds the whole from below
    assert (partial.bound, partial.low) == ("at least", 50)


def test_relation_is_of_the_sources_coalition_to_what_is_counted(
    mapped: tuple[dict[str, Evidence], dict[str, Listed]],
) -> None:
    evidence = mapped[0]
    expected = {
        "k016": "own", "k194": "enemy", "k044": "third", "k197": "own", "k116": "enemy",
        "k073": "enemy", "k027": "enemy", "k005": "own", "k187": "third", "k183": "enemy",
        "k123": "enemy", "k178": "third", "k102": "third",
    }  # fmt: skip
    assert {claim: evidence[claim].relation for claim in expected} == expected


def test_statuses_put_the_contingent_on_or_off_the_line(
    kursk: Case, mapped: tuple[dict[str, Evidence], dict[str, Listed]]
) -> None:
    evidence = mapped[0]
    posture = {claim: item.bound for claim, item in evidence.items() if item.scale == "status"}
    assert posture == {
        "k090": "on", "k093": "on", "k101": "on", "k107": "on", "k108": "on", "k130": "off",
        "k132": "on", "k136": "on", "k137": "on", "k220": "off", "k221": "off", "k226": "off",
        "k228": "off",
        # words on quality: poor is "on"
        "k229": "on", "k230": "on", "k231": "on", "k232": "off",
    }  # fmt: skip
    assert evidence["k221"].numerator[0].day == kursk.day(date(2025, 1, 16))
    assert evidence["k220"].reliability < evidence["k221"].reliability < 1


def test_the_keyed_bounds_are_those_of_the_published_conventions(kursk: Case) -> None:
    rules = conventions()
    for claim in kursk.claims:
        number = claim.value if claim.value is not None else claim.high
        if claim.hedge == "about" and claim.value is not None:
            low, _, high = rules.bounds("about", claim.value, share=claim.unit == "share")
            assert (claim.low, claim.high) == pytest.approx((low, high), rel=1e-4), claim.id
        elif claim.hedge == "nearly":
            assert number is not None
            low, _, high = rules.bounds("nearly", number, share=claim.unit == "share")
            assert (claim.low, claim.high) == pytest.approx((low, high)), claim.id


def test_priors_are_wide_and_say_where_they_come_from(kursk: Case) -> None:
    guesses = [
        guess
        for formation in kursk.formations
        for guess in (formation.initial, formation.arriving, formation.reinforced,
                      formation.line_share, formation.hazard, formation.transit_days)
        if guess is not None
    ]  # fmt: skip
    guesses += [g for stock in kursk.stocks for g in (stock.delivered_per_day, stock.fired_per_day)
                if g is not None]  # fmt: skip
    assert len(guesses) >= 12
    assert all(guess.factor >= 2 and len(guess.source) > 20 for guess in guesses)
    assert all(switch.source for item in kursk.formations for switch in item.switches)


def test_the_reports_are_ours_and_name_the_claims_they_retell(kursk: Case) -> None:
    assert len(kursk.reports) >= 3
    assert all(report.licence == "CC0-1.0" and report.derived_from for report in kursk.reports)
    assert any("k221" in report.derived_from for report in kursk.reports)


def test_no_sentence_of_the_reference_report_is_copied(kursk: Case, shared: Path) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}

    reference = runs((shared / "reports" / "2025-01-31-north-korean-troops.txt").read_text())
    for report in kursk.reports:
        assert not runs(report.text) & reference


def test_the_claims_are_the_keyed_facts_field_for_field(kursk: Case, shared: Path) -> None:
    table = shared / "data" / "kursk_claims" / "claims_to_2025-01-31.csv"
    keyed = {row["id"]: row for row in csv.DictReader(table.open(encoding="utf-8"))}
    claims = {claim.id: claim for claim in kursk.claims}
    assert keyed.keys() <= claims.keys()
    for name, row in keyed.items():
        claim = claims[name]
        assert claim.url == row["url"] and claim.paraphrase == row["paraphrase"], name
        assert str(claim.printed_on) == row["published"]
        assert claim.exact == "" and claim.start == -1
        if row["repeats"]:
            assert claim.repeats == row["repeats"]
        if row["value"] and row["hedge"] == "none" and row["unit"] != "battalion":
            assert claim.value == float(row["value"]), name


def test_the_rates_of_the_main_front_are_those_of_the_layer(kursk: Case, shared: Path) -> None:
    table = shared / "data" / "isw_area" / "isw_control_plus_advances_km2.csv"
    area = {
        date.fromisoformat(row["date"]): float(row["area_km2"])
        for row in csv.DictReader(table.open(encoding="utf-8"))
    }
    rates = [claim for claim in kursk.claims if claim.measure == "area_per_day"]
    assert len(rates) == 6
    for claim in rates:
        assert claim.held.from_ and claim.held.until and claim.value
        before = max(day for day in area if day < claim.held.from_)
        days = (claim.held.until - before).days
        assert claim.value == pytest.approx(
            (area[claim.held.until] - area[before]) / days, abs=0.01
        )
        assert (claim.held.from_ - before).days == 1
