"""Assessments made of whole cloth, the fullest and the smallest, to try pages on.

The numbers only look like a campaign's: they come from closed formulas and a seeded generator.
"""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from typing import Any

from fogline.answer import (
    Assessment,
    Band,
    Chance,
    Check,
    Estimate,
    Gate,
    ListedClaim,
    MonteCarloError,
    Number,
    PlacedClaim,
    PriorRow,
    Sentence,
    SourceBias,
    WeighedClaim,
    WeighedGroup,
    Weighing,
    WhatIf,
    say_interval,
    say_number,
)
from fogline.answer.answers import HUB_LEVELS
from fogline.case import Case, Observable, Side, Source
from fogline.case.case import Scenario
from fogline.claims import Claim, Held, MeasureOpen, Subject, Voice
from fogline.claims.claim import Hedge
from fogline.ground.provenance import Provenance
from fogline.report import Report
from tests.page import evidence

QUESTION = "How strong is the contingent, what has it lost, how much of the salient is left?"
START = date(2024, 8, 6)
CUT_OFF = date(2025, 1, 31)
HORIZON = date(2025, 5, 1)
SIDES = ("ukraine", "russia", "nk", "us", "south_korea", "uk", "nato", "independent")

# name, title, unit, level at the cut-off, shape of the path, half-width at 80 % as a factor
OBSERVABLES: tuple[tuple[str, str, str, float, str, float], ...] = (
    ("nk.deployed", "North Koreans sent to Russia", "persons", 11_700, "wave", 1.12),
    ("nk.present", "North Koreans present in Kursk", "persons", 7_400, "hump", 1.25),
    ("nk.on_line", "North Koreans on the line", "persons", 1_900, "hump", 2.2),
    ("nk.casualties", "North Korean casualties", "persons", 3_900, "late", 1.3),
    ("nk.killed", "North Koreans killed", "persons", 980, "late", 1.5),
    ("nk.wounded", "North Koreans wounded", "persons", 2_850, "late", 1.4),
    ("nk.captured", "North Koreans captured", "persons", 4, "late", 2.0),
    ("ru.present", "Russians present in Kursk", "persons", 52_000, "wave", 1.2),
    ("ru.casualties", "Russian casualties in Kursk", "persons", 38_000, "early", 1.35),
    ("ua.present", "Ukrainians present in Kursk", "persons", 14_000, "hump", 1.4),
    ("ua.casualties", "Ukrainian casualties in Kursk", "persons", 17_000, "early", 1.9),
    ("salient.held_km2", "Area held by Ukraine", "km2", 480, "fall", 1.12),
    ("salient.retaken_km2", "Area retaken by Russia", "km2", 640, "late", 1.15),
    ("salient.share_retaken", "Share of the area retaken", "share", 0.57, "late", 1.1),
    ("shells.delivered", "North Korean shells delivered", "rounds", 5_600_000, "early", 1.6),
    (
        "shells.share_of_fires",
        "North Korean share of Russian shell fire",
        "share",
        0.46,
        "wave",
        1.25,
    ),
    ("main_front.km2_per_day", "Russian gains on the main front", "km2/day", 14.0, "late", 1.3),
)
HEDGES: tuple[Hedge, ...] = ("none", "about", "at least", "up to", "more than", "range", "nearly")
ORGANISATIONS = tuple(
    (
        f"Ministry {number}" if number % 3 else f"Officials of group {number} (unnamed)",
        SIDES[number % 8],
    )
    for number in range(60)
)


def _path(kind: str, share: float) -> float:
    """Level at a share of the window (0 to 1), as a factor of the level at the cut-off."""
    at = share / ((CUT_OFF - START).days / (HORIZON - START).days)
    shapes = {
        "wave": 1 / (1 + math.exp(-(at - 0.5) * 14)),
        "hump": 1.35 / (1 + math.exp(-(at - 0.5) * 14)) * (1 - 0.26 * max(0.0, at - 0.5) ** 0.5),
        "late": max(0.0, at - 0.3) ** 1.6 / 0.7**1.6,
        "early": at**0.8,
        "fall": 2.4 * math.exp(-0.9 * at) * min(1.0, 4 * at + 0.1),
    }
    return shapes[kind]


def days() -> tuple[date, ...]:
    """268 days."""
    return tuple(START + timedelta(days=i) for i in range((HORIZON - START).days))


def estimate(index: int, on: date = CUT_OFF, *, scale: float = 1.0, scenario: str = "") -> Estimate:
    name, title, unit, level, kind, factor = OBSERVABLES[index]
    share = (on - START).days / (HORIZON - START).days
    median = level * _path(kind, share) * scale
    spread = math.log(factor) * (1 + max(0, (on - CUT_OFF).days) / 60)
    z80 = 1.2816

    def quantile(z: float) -> float:
        return median * math.exp(spread * z / z80)

    zs = {"50": 0.6745, "80": z80, "95": 1.96}
    intervals = {key: (quantile(-z), quantile(z)) for key, z in zs.items()}
    prior = {key: (level * 1.4 * math.exp(-z), level * 1.4 * math.exp(z)) for key, z in zs.items()}
    rests = index in (2, 14)
    low, high = intervals["80"]
    return Estimate(
        observable=name,
        definition=f"{title}: what counts and what does not, in one sentence.",
        unit=unit,
        median=median,
        intervals=intervals,
        quantiles={str(q): quantile(math.log(q / (1 - q)) * 0.58) for q in HUB_LEVELS},
        on=on,
        rests_on_prior=rests,
        learned=0.08 if rests else 0.75 - 0.02 * index,
        prior_median=level * 1.4,
        prior_intervals=prior,
        claims=tuple(f"k{i:03d}" for i in range(1, 229) if i % 17 == index),
        words=f"{title}: {say_number(median, unit)}, 80 % between {say_interval(low, high, unit)}",
        scenario=scenario,
        title=title,
        caveats=("The claims hardly moved it.",) if rests else (),
    )


def band(index: int, *, scenario: str = "", factor: float = 1.0) -> Band:
    name, title, unit, *_ = OBSERVABLES[index]
    when = days()
    rows = [estimate(index, day) for day in when]
    lift = [
        1.0 if day <= CUT_OFF else 1 + (factor - 1) * min(1.0, (day - CUT_OFF).days / 40)
        for day in when
    ]
    edges = {
        key: (
            tuple(row.intervals[key][0] * x for row, x in zip(rows, lift, strict=True)),
            tuple(row.intervals[key][1] * x for row, x in zip(rows, lift, strict=True)),
        )
        for key in ("50", "80", "95")
    }
    placed = () if scenario else tuple(_placed(index))
    return Band(
        observable=name,
        title=title,
        definition=f"{title}: what counts and what does not, in one sentence.",
        unit=unit,
        days=when,
        median=tuple(row.median * x for row, x in zip(rows, lift, strict=True)),
        edges=edges,
        cut_off=CUT_OFF,
        claims=placed,
        scenario=scenario,
    )


def _placed(index: int) -> list[PlacedClaim]:
    found = []
    for number, claim in full_claims().items():
        if int(number[1:]) % 17 != index or claim.held.from_ is None:
            continue
        shape = {
            "at least": "up",
            "more than": "up",
            "up to": "down",
            "range": "bar",
            "about": "bar",
        }.get(claim.hedge, "point")
        value = claim.value or claim.low or claim.high or 0.0
        found.append(
            PlacedClaim(
                claim=number,
                observable=OBSERVABLES[index][0],
                day=claim.held.from_,
                shape=shape,
                low=claim.low if claim.low is not None else value,
                value=value,
                high=claim.high if claim.high is not None else value,
                side=claim.voice.side,
                source=claim.origin,
                words=claim.words,
                label=f"{claim.voice.organisation}: {claim.hedge} {value:,.0f}",
                expected=value * 0.93,
                p=0.02 + (int(number[1:]) % 50) / 51,
            )
        )
    return found


_CLAIMS: dict[str, Claim] = {}


def full_claims() -> dict[str, Claim]:
    """228 claims by 60 sources; every third is read from a text, the others are keyed by hand."""
    if _CLAIMS:
        return _CLAIMS
    made = random.Random(7)
    for number in range(1, 229):
        index = number % 17
        _, title, unit, level, kind, _ = OBSERVABLES[index]
        day = START + timedelta(days=made.randrange(3, 178))
        share = (day - START).days / (HORIZON - START).days
        value = level * _path(kind, share) * math.exp(made.gauss(0, 0.28)) + (
            1 if unit != "share" else 0.01
        )
        value = round(value, 2) if unit == "share" else round(value, -1) or 1.0
        hedge = HEDGES[made.randrange(len(HEDGES))]
        organisation, side = ORGANISATIONS[made.randrange(60)]
        low, said, high = {
            "at least": (value, None, None),
            "more than": (value, None, None),
            "up to": (None, None, value),
            "range": (value * 0.8, None, value * 1.2),
            "about": (value * 0.9, value, value * 1.1),
        }.get(hedge, (value, value, value))
        key = f"k{number:03d}"
        common: dict[str, Any] = {
            "id": key,
            "voices": (
                Voice(
                    words="the officials" if number % 3 == 0 else organisation,
                    name="",
                    organisation=organisation,
                    side=side,
                    kind="organisation" if number % 3 else "anonymous group",
                    verb="said",
                    anonymity_reason="" if number % 3 else "to speak of sensitive matters",
                ),
            ),
            "origin": f"s{ORGANISATIONS.index((organisation, side)):02d}",
            "subject": Subject(words=title, entity=OBSERVABLES[index][0].split(".")[0]),
            "measure": "present" if unit == "persons" else "area_held_km2" if unit == "km2" else "",
            "measure_open": MeasureOpen(noun=title.lower(), predicate=""),
            "low": low,
            "value": said,
            "high": high,
            "unit": unit,
            "unit_as_written": unit,
            "hedge": hedge,
            "hedge_words": "" if hedge == "none" else hedge,
            "held": Held(from_=day, until=day, basis="as_of"),
            "said_on": day,
            "printed_on": day + timedelta(days=1),
            "publisher": f"Outlet {number % 23}",
            "status": "accepted",
            "repeats": f"k{number - 5:03d}" if number % 29 == 0 else "",
            "relation": "distorted" if number % 29 == 0 else "",
            "note": "Date inferred from the page." if number % 4 == 0 else "",
        }
        if number % 3 == 0:
            exact = f"{hedge if hedge != 'none' else ''} {value:,.0f}".strip()
            sentence = f"There were {exact} of them, the officials said of the {title.lower()}."
            start = sentence.index(exact)
            claim = Claim(
                **common, report="r1", start=start, end=start + len(exact), exact=exact,
                sentence=sentence, sentence_start=0, extractor="fogline rules 1",
                flags=("unit-repaired: miles read as square miles",) if number % 33 == 0 else (),
            )  # fmt: skip
        else:
            claim = Claim(
                **common, author="keyed by hand", url=f"https://example.org/news/{number}?a=1&b=2",
                paraphrase=f"{organisation} put the {title.lower()} at {hedge} {value:,.0f}.",
            )  # fmt: skip
        _CLAIMS[key] = claim
    return _CLAIMS


def full_case() -> Case:
    return Case(
        id="kursk",
        title="The Kursk salient, August 2024 to January 2025",
        question=QUESTION,
        start=START,
        cut_off=CUT_OFF,
        horizon=HORIZON,
        sides=tuple(Side(id=s, name=s.replace("_", " ").title()) for s in SIDES),
        observables=tuple(
            Observable(name=o[0], definition=f"{o[1]}.", unit=o[2], title=o[1]) for o in OBSERVABLES
        ),
        sources=tuple(
            Source(id=f"s{i:02d}", name=name, side=side, kind="official", reliability="BCDE"[i % 4])
            for i, (name, side) in enumerate(ORGANISATIONS)
        ),
        scenarios=(
            Scenario(id="return", title="The contingent returns", change="return", target="nk",
                     start=CUT_OFF + timedelta(days=21)),
        ),
        claims=tuple(full_claims().values()),
        hash="c" * 64,
    )  # fmt: skip


def _what_if(key: str, title: str, factor: float, chosen: tuple[int, ...]) -> WhatIf:
    rows = []
    for index in chosen:
        plain = estimate(index, HORIZON)
        changed = estimate(index, HORIZON, scale=factor, scenario=key)
        gap = changed.median - plain.median
        rows.append(
            (
                plain,
                changed,
                Estimate(
                    observable=plain.observable,
                    definition=plain.definition,
                    unit=plain.unit,
                    median=gap,
                    intervals={
                        level: (gap - abs(gap) * width, gap + abs(gap) * width)
                        for level, width in (("50", 0.3), ("80", 0.7), ("95", 1.1))
                    },
                    quantiles={},
                    on=HORIZON,
                    title=plain.title,
                    scenario=key,
                ),
            )
        )
    return WhatIf(
        id=key,
        title=title,
        sentence=f"From 21 February 2025: {title.lower()}; everything else as drawn.",
        start=CUT_OFF + timedelta(days=21),
        until=HORIZON,
        rows=tuple(rows),
        bands=tuple(band(index, scenario=key, factor=factor) for index in chosen[:2]),
        caveats=("The elasticity of losses to fire comes from the prior.",),
    )


def full_assessment() -> Assessment:
    """17 observables over 268 days, 228 claims, 60 sources, two what-ifs, all gates passed."""
    estimates = tuple(estimate(i) for i in range(17))
    dates = (date(2025, 2, 28), date(2025, 3, 31), HORIZON)
    weighings = []
    for index in (0, 1, 3, 11):
        own = [k for k in full_claims() if int(k[1:]) % 17 == index]
        size = estimates[index].median
        weighings.append(
            Weighing(
                observable=estimates[index].observable,
                title=estimates[index].title,
                unit=estimates[index].unit,
                on=CUT_OFF,
                median=size,
                rows=tuple(
                    WeighedClaim(
                        claim=k,
                        label=f"{full_claims()[k].voice.organisation}: {full_claims()[k].hedge}",
                        side=full_claims()[k].voice.side,
                        shift=size * 0.06 * math.cos(i * 1.7) / (1 + i / 3),
                        bits=0.4 / (1 + i),
                        pareto_k=0.2 + 0.07 * i,
                        method="psis" if i else "refit",
                    )
                    for i, k in enumerate(own)
                ),
                definition="How far the median moves when one claim is left out and the rest kept.",
                prior_median=size * 1.4,
                others=size * 0.02,
                shared=-size * 0.42
                - sum(size * 0.06 * math.cos(i * 1.7) / (1 + i / 3) for i in range(len(own))),
                by_source=(
                    WeighedGroup(
                        id="s01",
                        name="Ministry 1",
                        n_claims=3,
                        shift=-size * 0.1,
                        bits=0.5,
                        pareto_k=0.3,
                    ),
                ),
                by_side=(
                    WeighedGroup(
                        id="ukraine",
                        name="Ukraine",
                        n_claims=9,
                        shift=size * 0.2,
                        bits=1.5,
                        pareto_k=0.9,
                        method="unreliable",
                    ),
                ),
                remainder="Single shifts do not add up: like claims stand in for each other.",
            )
        )
    sources = tuple(
        SourceBias(
            source=f"s{i:02d}",
            name=name,
            side=side,
            relation=("own", "enemy", "third")[i % 3],
            group=("strength", "casualties", "area")[i % 3],
            n_claims=sum(1 for c in full_claims().values() if c.origin == f"s{i:02d}"),
            factor=math.exp(0.5 * math.sin(i)),
            intervals={
                "80": (math.exp(0.5 * math.sin(i) - 0.4), math.exp(0.5 * math.sin(i) + 0.4)),
                "95": (math.exp(0.5 * math.sin(i) - 0.6), math.exp(0.5 * math.sin(i) + 0.6)),
            },
            prior_intervals={"80": (0.4, 2.5), "95": (0.25, 4.0)},
            rests_on_prior=i % 5 == 0,
            echoes=(f"s{i - 1:02d}",) if i % 11 == 1 else (),
            grade="BCDE"[i % 4],
        )
        for i, (name, side) in enumerate(ORGANISATIONS)
    )
    return Assessment(
        tension=evidence.TENSION,
        next_facts=evidence.NEXT_FACTS,
        score=evidence.SCORE,
        case="kursk",
        title="The Kursk salient, August 2024 to January 2025",
        question=QUESTION,
        start=START,
        cut_off=CUT_OFF,
        horizon=HORIZON,
        summary=(
            Sentence.of("By the cut-off ", number_of(estimates[3]), " were casualties."),
            Sentence.of(
                "It is ", Chance(probability=0.71, observable=estimates[3].observable),
                " that more than a quarter of the contingent had become casualties.",
            ),
            Sentence.of("Held: ", number_of(estimates[11]), "."),
            Sentence.of("It is ", Chance(probability=0.08), " that half of them was lost."),
        ),
        estimates=estimates,
        forecasts=tuple(estimate(i, day, scenario="forecast") for i in (1, 3, 11) for day in dates),
        bands=tuple(band(i) for i in range(17)),
        what_ifs=(
            _what_if("return", "The contingent returns in three weeks", 1.35, (3, 4, 11)),
            _what_if("shells", "Shells halved", 0.8, (14, 11)),
        ),
        weighings=tuple(weighings),
        sources=sources,
        check=Check(
            passed=True,
            gates=(
                Gate(name="R-hat", wanted="< 1.01", got="1.004", passed=True),
                Gate(name="bulk ESS", wanted="> 400", got="1,870", passed=True),
                Gate(name="divergences", wanted="at most 4", got="0", passed=True),
            ),
            seconds=41.2,
            n_unknowns=173,
            n_draws=1000,
            n_chains=4,
            divergences=0,
            worst_rhat=1.004,
            worst_ess=1870.0,
            monte_carlo=(
                MonteCarloError(
                    observable="nk.casualties", title="North Korean casualties", unit="persons",
                    median=4000.0, error=40.0, share=0.021,
                ),
            ),
            prior_sensitivity=evidence.PRIORS,
            law_sensitivity=evidence.LAWS,
            calibration=evidence.CALIBRATION,
            predictive_p={"strength": 0.41, "casualties": 0.08, "area": 0.6},
            peak_memory_mb=812.0,
        ),
        priors=tuple(
            PriorRow(name=f"parameter {i}", words="log-normal, median 1, 90 % within a factor of 3",
                     source="1,079 battles 1620-1905, fitted", posterior="0.8 (0.5 to 1.3)")
            for i in range(12)
        ),
        listed=tuple(
            ListedClaim(claim=f"k{i:03d}", reason="a forecast made before the cut-off")
            for i in (63, 201, 211)
        ),
        warnings=("Two claims on depth have no observable in this case and are listed only.",),
        provenance=Provenance(case_hash="c" * 64, cut_off="2025-01-31", laws=("general",), seed=1,
                              claims=tuple(full_claims()), versions={"fogline": "0.1.0"}),
        method=("Losses a day = those on the line × the hazard of their posture × fire.",),
    )  # fmt: skip


def number_of(row: Estimate) -> Number:
    """An answer's number, as a sentence holds it."""
    low, high = row.intervals["80"]
    return Number(median=row.median, low=low, high=high, unit=row.unit, observable=row.observable)


def smallest_assessment() -> Assessment:
    """One observable, no claims, failed gates, no what-ifs, no sources."""
    one = estimate(0)
    return Assessment(
        case="one",
        title="",
        question="",
        start=CUT_OFF,
        cut_off=CUT_OFF,
        horizon=CUT_OFF,
        summary=(),
        estimates=(
            Estimate(
                observable="x.present",
                definition="",
                unit="persons",
                median=one.median,
                intervals=one.intervals,
                quantiles={},
                on=CUT_OFF,
                rests_on_prior=True,
            ),
        ),
        forecasts=(),
        bands=(),
        what_ifs=(),
        weighings=(),
        sources=(),
        check=Check(
            passed=False,
            gates=(
                Gate(name="R-hat", wanted="< 1.01", got="1.35", passed=False, remedy="run longer"),
            ),
            seconds=3.0,
            n_unknowns=5,
            n_draws=100,
            n_chains=2,
            divergences=31,
            worst_rhat=1.35,
            worst_ess=12.0,
        ),
        priors=(),
        listed=(),
        warnings=(),
        provenance=Provenance(),
    )  # fmt: skip


def smallest_case() -> Case:
    return Case(id="one", title="", start=CUT_OFF, cut_off=CUT_OFF, horizon=CUT_OFF, sides=())


def small_report() -> tuple[Report, dict[str, Claim]]:
    """A report in our own words with two overlapping claims and a line of furniture."""
    sentence = "At least 300 of about 2,000 soldiers were wounded in two weeks, a spokesman said."
    text = (
        f"Brigade leaves the river line\n\n{sentence}\nThe bridge at the mill was held.\n\n"
        "Subscribe to our newsletter\n"
    )
    begin = text.index(sentence)
    report = Report(
        text=text,
        body=((begin, text.index("\n\nSubscribe")),),
        title="Brigade leaves the river line",
        title_span=(0, 29),
        publisher="The Mill Courier",
        published=date(2024, 5, 3),
        url="https://example.org/mill",
        notes=("No author was found.",),
    )

    def claim(key: str, exact: str, measure: str, number: float, hedge: Hedge) -> Claim:
        start = text.index(exact)
        return Claim(
            id=key,
            report=report.id,
            start=start,
            end=start + len(exact),
            exact=exact,
            sentence=sentence,
            sentence_start=begin,
            voices=(Voice(words="a spokesman", kind="anonymous person", verb="said"),),
            measure=measure,
            low=number,
            value=None if hedge == "at least" else number,
            unit="persons",
            hedge=hedge,
        )

    wounded = claim(
        "c1",
        "At least 300 of about 2,000 soldiers were wounded",
        "wounded_period",
        300.0,
        "at least",
    )
    strength = claim("c2", "about 2,000 soldiers", "present", 2000.0, "about")
    return report, {"c1": wounded, "c2": strength}
