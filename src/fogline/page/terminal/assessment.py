"""The assessment in a terminal: what a person reads in a minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fogline.answer import Assessment, Estimate, SourceBias, WhatIf
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.ground.words import count_words
from fogline.page.links import Links
from fogline.page.terminal.answers import check_line, failed_gates, what_if_table
from fogline.page.terminal.parts import PRIOR_MARK, bullet, plain, table, tight, tight_pair
from fogline.page.text import figure, short_date, unbroken, unit_words
from fogline.page.views import interval_words, main_difference, spoken_of, when_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = ["assessment", "show"]

# Sources shown; the page shows all. Source: Chosen by us: a screen is what one reads in a minute.
MOST_SOURCES = 5


def show(
    found: Assessment,
    case: Case,
    by_id: Mapping[str, Claim],
    console: Console,
    *,
    full: bool = False,
) -> None:
    """Print the assessment; reads well at 80 columns and when piped into a file."""
    console.print(assessment(found, by_id, case, full=full))


def assessment(
    found: Assessment, by_id: Mapping[str, Claim], case: Case | None = None, *, full: bool = False
) -> RenderableType:
    """What a person reads in a minute: headlines, one table, a line a what-if, sources, the fit.

    full   also every what-if as a table, 95 % intervals, every source, and the case's own notes
    """
    from rich.console import Group

    links = Links(found, case or _bare_case(found), by_id)
    n_sources = len({bias.source for bias in found.sources})
    about = f"{count_words(len(by_id), 'claim')} · {count_words(n_sources, 'source')}"
    parts: list[RenderableType] = [
        plain(found.title or (case.title if case else "") or found.case, "bold"),
        plain(f"Evidence to {short_date(found.cut_off)} · {about}", "dim"),
    ]
    if found.check is not None and not found.check.passed:
        parts.append(plain("The fit failed its gates: do not rely on these numbers.", "bold red"))
        parts += failed_gates(found.check)
    if found.preview:
        parts.append(plain("Preview: an approximate fit.", "bold yellow"))
    if found.summary:
        parts += ["", *(bullet(unbroken(str(sentence))) for sentence in found.summary)]
    parts += ["", _now_and_then(found, links.title, full=full, timeless=links.case.is_timeless)]
    if any(row.rests_on_prior for row in (*found.estimates, *found.forecasts)):
        parts.append(plain(PRIOR_MARK, "dim"))
    if found.what_ifs:
        parts += ["", plain("What if", "bold")]
        for item in found.what_ifs:
            parts += (
                ["", what_if_table(item, links.title)] if full else [_what_if_line(item, links)]
            )
    told = [
        *([found.tension.sentence] if found.tension else []),
        *(item.sentence for item in found.next_facts[: None if full else 1]),
        *([found.score.sentence] if found.score else []),
    ]
    if told:
        parts += ["", *(bullet(sentence) for sentence in told)]
    if found.sources:
        parts += ["", _sources(found.sources, None if full else MOST_SOURCES)]
    if found.check is not None:
        parts += ["", check_line(found.check)]
    notes = case.notes if case else ()
    if case and not case.folder and not full:  # drafted just now: its choices are half the answer
        parts += ["", plain("How the case was drafted", "bold"), *map(bullet, notes)]
        notes = ()
    parts += [
        plain(f"! {warning}", "yellow", most=600)
        for warning in found.warnings
        if full or warning not in (case.notes if case else ())
    ]
    if not full:
        hidden = f", {len(notes)} notes on how the case was made" if notes else ""
        parts.append(plain(f"With --full: 95 % intervals, what-ifs and sources whole{hidden}."))
    return Group(*parts)


def _bare_case(found: Assessment) -> Case:
    return Case(
        id=found.case,
        title=found.title,
        start=found.start,
        cut_off=found.cut_off,
        horizon=found.horizon,
        sides=(),
    )


def _now_and_then(
    found: Assessment, title: Callable[[str], str], *, full: bool, timeless: bool
) -> Table:
    """Each quantity at the cut-off and on the last day forecast, side by side."""
    last = max((row.on for row in found.forecasts if row.on), default=None)
    later = {row.observable: row for row in found.forecasts if row.on == last}
    levels = ("80", "95") if full else ("80",)
    days = [found.cut_off, *([last] if last else [])]
    columns = [("Quantity", "first")]
    for day in days:
        name = "Median" if timeless else f"{day.day} {day:%b}"
        columns += [(name, "right"), *((f"{x} %", "right") for x in levels)]
    heading = "Answers" if timeless else f"Answers on {short_date(found.cut_off)}"
    heading += f"; forecast for {short_date(last)}" if last else ""
    drawn = table(heading, columns)
    for row in found.estimates:
        cells: list[RenderableType] = [_named(row, title)]
        for item in [row, later.get(row.observable)][: len(days)]:
            if item is None:
                cells += [""] * (1 + len(levels))
                continue
            cells.append(plain(tight(item.median, item.unit), "bold"))
            cells += [tight_pair(item.intervals.get(level), item.unit) for level in levels]
        drawn.add_row(*cells)
    return drawn


def _named(row: Estimate, title: Callable[[str], str]) -> Text:
    """A quantity's name with its unit and its mark."""
    name = title(row.observable)
    unit = unit_words(row.unit)
    if name.endswith(" a day"):
        unit = unit.removesuffix(" a day")
    said = f"{name}, {unit}" if unit and unit not in name.lower() else name
    mark = " *" if row.rests_on_prior else ""
    return plain(said + mark, "dim" if row.rests_on_prior else "")


def _what_if_line(item: WhatIf, links: Links) -> RenderableType:
    """One what-if in a sentence: the quantity that it moves most against what is unsure anyway."""
    told = main_difference(item)
    if told is None:
        return bullet(f"{item.title}: no difference")
    before, changed, gap = told
    unit = unit_words(gap.unit)
    return bullet(
        f"{item.title}: {links.title(before.observable)}"
        f" {figure(before.median, before.unit)} → {figure(changed.median, changed.unit)}"
        f"{f' {unit}' if unit else ''} on {when_words(before)};"
        f" difference {figure(gap.median, gap.unit, signed=True)}"
        f" (80 % {interval_words(gap, signed=True)}) [{item.id}]"
    )


def _sources(biases: Sequence[SourceBias], most: int | None) -> Table:
    told = sorted(biases, key=lambda bias: -bias.n_claims)
    heading = "How high each source runs: ×1 is right on"
    if most and len(told) > most:
        heading += f"; the {most} with most claims of {len(told)}"
    columns = [
        ("Source", "first"),
        ("Speaks of", "left"),
        ("Runs", "right"),
        ("80 %", "right"),
        ("Claims", "right"),
    ]
    drawn = table(heading, columns)
    for bias in told[:most]:
        low, high = bias.intervals.get("80", (bias.factor, bias.factor))
        drawn.add_row(
            plain((bias.name or bias.source) + (" *" if bias.rests_on_prior else ""), most=60),
            plain(spoken_of(bias), most=30),
            f"×{bias.factor:.2f}",
            f"{low:.2f}–{high:.2f}",
            str(bias.n_claims),
        )
    return drawn
