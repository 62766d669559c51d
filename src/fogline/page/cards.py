"""Values as small tables of HTML for a notebook; text of reports is escaped like on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from fogline.answer import Check, Estimate, NextFact, SourceBias, Weighing, WhatIf
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.ground.words import count_words
from fogline.page.bars import interval_bar
from fogline.page.environment import asset, environment
from fogline.page.text import (
    claim_number,
    figure,
    held_words,
    measure_words,
    short_date,
    shorten,
    unit_words,
)
from fogline.page.views import interval_words, side_by_side_axis, when_words

__all__ = [
    "case_card",
    "claims_card",
    "estimates_card",
    "fit_card",
    "next_fact_card",
    "sentences_card",
    "sources_card",
    "weighing_card",
    "what_if_card",
]

# Rows shown in a notebook; frames hold them all. Source: Chosen by us: one screen.
MOST_ROWS = 30
MOST_DAYS = 14  # of a forecast
FAILED = "This fit failed its gates. Do not rely on these numbers."


def _card(
    title: str,
    about: str = "",
    *,
    head: Sequence[str] = (),
    rows: Sequence[Sequence[Any]] = (),
    notes: Iterable[str] = (),
    alarms: Iterable[str] = (),
) -> str:
    return (
        environment()
        .get_template("card.html.j2")
        .render(
            title=title, about=about, head=head, rows=rows, notes=list(notes),
            alarms=list(alarms), style=Markup(asset("card.css")),
        )
    )  # fmt: skip


def case_card(case: Case) -> str:
    """A case: its question, its days, and what can be asked of it."""
    first, last, horizon = map(short_date, (case.start, case.cut_off, case.horizon))
    days = f"{first} to {last}, horizon {horizon}"
    return _card(
        case.title or case.id,
        days,
        head=("Ask", "What it is", "Unit"),
        rows=[
            (item.name, shorten(item.title or item.definition, 100), item.unit)
            for item in case.observables
        ],
        notes=[
            *([case.question] if case.question else []),
            f"{len(case.claims)} claims, {len(case.sources)} sources; what-ifs: "
            + (", ".join(item.id for item in case.scenarios) or "none"),
        ],
    )


def claims_card(claims: Sequence[Claim]) -> str:
    """Claims, the first ``MOST_ROWS`` of them, with whose words they are."""
    rows = [
        (
            claim.id,
            held_words(claim) or short_date(claim.said_on or claim.printed_on),
            shorten(claim.voice.name or claim.voice.organisation or claim.origin, 60),
            shorten(measure_words(claim), 50),
            claim_number(claim),
            f"“{shorten(claim.exact, 160)}”" if claim.exact else shorten(claim.paraphrase, 160),
        )
        for claim in claims[:MOST_ROWS]
    ]
    rest = len(claims) - len(rows)
    more = [f"{rest} more: .to_pandas() or .to_polars() holds them all."] if rest > 0 else []
    title = count_words(len(claims), "claim")
    head = ("Claim", "Held", "Who", "What", "Number", "Words (in quotes: exact; else ours)")
    return _card(title, head=head, rows=rows, notes=more)


def estimates_card(estimates: Sequence[Estimate], *, passed: bool = True) -> str:
    """Estimates with their bars, the prior faint behind; marked where they rest on it.

    Many of one quantity are days of a forecast: some of them, evenly, on one axis.
    """
    one = len(estimates) > 1 and len({row.observable for row in estimates}) == 1
    axis = side_by_side_axis(estimates) if one else None
    shown = list(estimates[:MOST_ROWS])
    if one and len(estimates) > MOST_DAYS:
        last = len(estimates) - 1
        shown = [estimates[i * last // (MOST_DAYS - 1)] for i in range(MOST_DAYS)]
    rows = [
        (
            (row.title or row.observable) + (" — rests on the prior" if row.rests_on_prior else ""),
            when_words(row),
            f"{figure(row.median, row.unit)} {unit_words(row.unit)}".strip(),
            interval_words(row, "80"),
            interval_words(row, "95"),
            Markup(
                interval_bar(
                    row.median, row.intervals, None if axis else row.prior_intervals, axis=axis
                )
            ),
        )
        for row in shown
    ]
    rest = len(estimates) - len(rows)
    notes = [f"{rest} more: .to_pandas() or .to_polars() holds them all."] if rest > 0 else []
    if len(estimates) == 1:
        notes += [words for words in (estimates[0].definition, *estimates[0].caveats) if words]
        notes += [f"Rests on {', '.join(estimates[0].claims) or 'no claim'}."]
    bars = "50, 80, 95 %, one axis" if axis else "50, 80, 95 %; prior"
    head = ("Quantity", "On", "Median", "80 % interval", "95 % interval", bars)
    return _card("", head=head, rows=rows, notes=notes, alarms=[] if passed else [FAILED])


def what_if_card(what_if: WhatIf, *, passed: bool = True) -> str:
    """One what-if: without, with, and the difference draw by draw."""
    rows = [
        (
            plain.title or plain.observable,
            when_words(plain),
            f"{figure(plain.median, plain.unit)} ({interval_words(plain)})",
            f"{figure(changed.median, changed.unit)} ({interval_words(changed)})",
            f"{figure(gap.median, gap.unit, signed=True)} ({interval_words(gap, signed=True)})",
            Markup(interval_bar(gap.median, gap.intervals, kind="difference", zero=True)),
        )
        for plain, changed, gap in what_if.rows
    ]
    head = ("Quantity", "On", "As it stands (80 %)", "With the change (80 %)",
            "Difference (80 %)", "Difference, zero dotted")  # fmt: skip
    notes = (what_if.sentence, *what_if.caveats)
    alarms = [] if passed else [FAILED]
    return _card(f"What if: {what_if.title}", head=head, rows=rows, notes=notes, alarms=alarms)


def weighing_card(weighing: Weighing) -> str:
    """Which claims carry an answer, the most telling first."""
    ordered = sorted(weighing.rows, key=lambda row: -abs(row.shift))[:MOST_ROWS]
    rows = [
        (
            row.claim,
            shorten(row.label, 90),
            figure(row.shift, weighing.unit, signed=True),
            figure(weighing.median - row.shift, weighing.unit),
            f"{row.bits:.2f}",
            "refit" if row.method == "refit" else f"k {row.pareto_k:.2f}",
        )
        for row in ordered
    ]
    head = ("Claim", "Who, when", "Brings the median", "Median without it", "Bits", "How")
    about = f"{figure(weighing.median, weighing.unit)} {unit_words(weighing.unit)}".strip()
    notes = [words for words in (weighing.definition, weighing.remainder) if words]
    title = weighing.title or weighing.observable
    return _card(title, f"{about} on {short_date(weighing.on)}", head=head, rows=rows, notes=notes)


def sources_card(biases: Sequence[SourceBias]) -> str:
    """How high or low each source runs, those with most claims first."""
    ordered = sorted(biases, key=lambda bias: -bias.n_claims)[:MOST_ROWS]
    rows = [
        (
            (bias.name or bias.source) + (" — rests on the prior" if bias.rests_on_prior else ""),
            f"{bias.relation} {bias.group}",
            f"×{bias.factor:.2f}",
            " to ".join(f"×{edge:.2f}" for edge in bias.intervals.get("80", ())),
            str(bias.n_claims),
        )
        for bias in ordered
    ]
    return _card(
        "How high each source runs", "×1 is right on",
        head=("Source", "Speaks of", "Factor", "80 % interval", "Claims"), rows=rows,
    )  # fmt: skip


def next_fact_card(found: NextFact, *, passed: bool = True) -> str:
    """Which observations would narrow an answer, the most telling first."""
    rows = [
        (
            shorten(item.words, 120),
            item.title or item.observable,
            f"{100 * item.reduction:.0f} ± {100 * item.reduction_error:.0f} %",
            f"{item.bits:.2f} ± {item.bits_error:.2f}",
        )
        for item in found.telling[:MOST_ROWS]
    ]
    return _card(
        f"Next fact: {found.title or found.observable}", short_date(found.on),
        head=("If one had", "Of", "80 % interval narrower by", "Bits"), rows=rows,
        notes=[found.sentence], alarms=[] if passed else [FAILED],
    )  # fmt: skip


def sentences_card(title: str, sentences: Iterable[str], passed: bool = True) -> str:
    """An answer that is sentences."""
    told = [shorten(words, 900) for words in sentences]
    return _card(title, notes=told, alarms=[] if passed else [FAILED])


def fit_card(case: Case, check: Check, seed: int) -> str:
    """A fit: its gates, and what it took."""
    rows = [
        (gate.name, gate.wanted, gate.got, "yes" if gate.passed else f"no: {gate.remedy}")
        for gate in check.gates
    ]
    size = (
        f"{check.n_chains} chains × {check.n_draws} draws of {check.n_unknowns} unknowns,"
        f" seed {seed}, {check.divergences} divergences, {check.seconds:.0f} s."
    )
    return _card(
        f"Fit of {case.title or case.id}",
        head=("Gate", "Wanted", "Got", "Passed"), rows=rows, notes=[size],
        alarms=[] if check.passed else [FAILED],
    )  # fmt: skip
