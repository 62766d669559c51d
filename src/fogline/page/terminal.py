"""The assessment in a terminal: tables a person can read in a minute.

Text of reports goes in as plain ``Text``: neither Rich markup nor terminal escapes act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fogline.answer import (
    Assessment,
    Check,
    Estimate,
    SourceBias,
    Weighing,
    WhatIf,
    say_number,
)
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.ground.words import count_words
from fogline.page.links import Links
from fogline.page.text import (
    claim_number,
    figure,
    figures,
    measure_words,
    short_date,
    shorten,
    unbroken,
    unit_words,
)
from fogline.page.views import interval_words, main_difference, when_words
from fogline.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = [
    "assessment",
    "check",
    "claims",
    "estimates",
    "read",
    "show",
    "weighing",
    "what_if",
]

# Sources shown; the page shows all. Source: Chosen by us: a screen is what one reads in a minute.
MOST_SOURCES = 5
PRIOR_MARK = "* rests on the prior: the claims hardly moved it"


def _plain(text: str, style: str = "", most: int = 300) -> Text:
    from rich.text import Text

    return Text(shorten(text, most), style=style)


def _table(title: str, columns: Sequence[tuple[str, str]]) -> Table:
    """A table without vertical rules; columns are (heading, "first", "left" or "right")."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(shorten(title, 160), style="bold") if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for heading, justify in columns:
        table.add_column(
            Text(heading),
            justify="right" if justify == "right" else "left",
            overflow="fold",
            no_wrap=justify == "right",
            min_width=12 if justify == "first" else None,
        )
    return table


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
        _plain(found.title or (case.title if case else "") or found.case, "bold"),
        _plain(f"Evidence to {short_date(found.cut_off)} · {about}", "dim"),
    ]
    if found.check is not None and not found.check.passed:
        parts.append(_plain("The fit failed its gates: do not rely on these numbers.", "bold red"))
        parts += _failed_gates(found.check)
    if found.preview:
        parts.append(_plain("Preview: an approximate fit.", "bold yellow"))
    if found.summary:
        parts += ["", *(_bullet(unbroken(str(sentence))) for sentence in found.summary)]
    parts += ["", _now_and_then(found, links.title, full=full)]
    if any(row.rests_on_prior for row in (*found.estimates, *found.forecasts)):
        parts.append(_plain(PRIOR_MARK, "dim"))
    if found.what_ifs:
        parts += ["", _plain("What if", "bold")]
        for item in found.what_ifs:
            parts += ["", _what_if(item, links.title)] if full else [_what_if_line(item, links)]
    told = [
        *([found.tension.sentence] if found.tension else []),
        *(item.sentence for item in found.next_facts[: None if full else 1]),
        *([found.score.sentence] if found.score else []),
    ]
    if told:
        parts += ["", *(_bullet(sentence) for sentence in told)]
    if found.sources:
        parts += ["", _sources(found.sources, None if full else MOST_SOURCES)]
    if found.check is not None:
        parts += ["", _check_line(found.check)]
    notes = case.notes if case else ()
    parts += [
        _plain(f"! {warning}", "yellow", most=600)
        for warning in found.warnings
        if full or warning not in notes
    ]
    if not full:
        hidden = f", {len(notes)} notes on how the case was made" if notes else ""
        parts.append(_plain(f"With --full: 95 % intervals, what-ifs and sources whole{hidden}."))
    return Group(*parts)


def estimates(rows: Sequence[Estimate]) -> RenderableType:
    """Estimates of any day: median, 80 % interval, day."""
    from rich.console import Group

    table = _estimates(rows, _own_title(rows))
    if any(row.rests_on_prior for row in rows):
        return Group(table, _plain(PRIOR_MARK, "dim"))
    return table


def what_if(item: WhatIf) -> RenderableType:
    """One what-if: as it stands, with the change, the difference."""
    from rich.console import Group

    title = _own_title([row for rows in item.rows for row in rows])
    caveats = [_plain(caveat, "dim", 600) for caveat in item.caveats]
    return Group(_plain(item.sentence, most=600), "", _what_if(item, title), *caveats)


def weighing(item: Weighing) -> RenderableType:
    """Which claims carry one answer, the most telling first."""
    from rich.console import Group

    table = _table(
        f"{item.title or item.observable}: {figure(item.median, item.unit)} {unit_words(item.unit)}"
        f" on {short_date(item.on)}",
        [
            ("Claim", "left"),
            ("What", "first"),
            ("Brings", "right"),
            ("Bits", "right"),
            ("How", "left"),
        ],
    )
    for row in sorted(item.rows, key=lambda row: -abs(row.shift)):
        table.add_row(
            _plain(row.claim, most=20),
            _plain(row.label, most=90),
            figure(row.shift, item.unit, signed=True),
            f"{row.bits:.2f}",
            "refit" if row.method == "refit" else f"k {row.pareto_k:.2f}",
        )
    notes = [_plain(words, "dim", 600) for words in (item.definition, item.remainder) if words]
    return Group(table, *notes)


def check(found: Check) -> RenderableType:
    """The gates of a fit, what each wanted and got, and the numbers behind them."""
    from rich.console import Group

    table = _table(
        "Gates", [("Gate", "first"), ("Wanted", "left"), ("Got", "left"), ("Passed", "left")]
    )
    for gate in found.gates:
        table.add_row(
            _plain(gate.name), _plain(gate.wanted), _plain(gate.got), "yes" if gate.passed else "NO"
        )
    parts: list[RenderableType] = [table, "", *_failed_gates(found), _check_line(found)]
    if found.predictive_p:
        said = ", ".join(f"{name} {p:.2f}" for name, p in found.predictive_p.items())
        parts.append(_plain(f"Posterior-predictive p by kind of claim: {said}", "dim", 600))
    return Group(*parts)


def read(report: Report, found: Sequence[Claim] | Mapping[str, Claim]) -> RenderableType:
    """One report: what it is, what the reader assumed, and its claims with their spans."""
    from rich.console import Group

    about = " · ".join(x for x in (report.publisher, short_date(report.published)) if x)
    parts: list[RenderableType] = [_plain(report.title or report.source or report.id, "bold")]
    parts += [_plain(about, "dim")] if about else []
    parts += [_plain(f"! {note}", "yellow", 600) for note in report.notes]
    return Group(*parts, "", claims(found))


def claims(found: Sequence[Claim] | Mapping[str, Claim]) -> RenderableType:
    """Claims with who said them, what they count, how many, and where the words stand."""
    rows = list(found.values()) if isinstance(found, Mapping) else list(found)
    table = _table(
        count_words(len(rows), "claim"),
        [
            ("Words", "first"),
            ("Who", "left"),
            ("What", "left"),
            ("Number", "left"),
            ("Span", "right"),
        ],
    )
    for claim in rows:
        voice = claim.voice
        table.add_row(
            _plain(claim.words, most=70),
            _plain(voice.name or voice.organisation or voice.words or voice.kind, most=40),
            _plain(measure_words(claim), most=40),
            _plain(claim_number(claim)),
            f"{claim.start}–{claim.end}" if claim.start >= 0 else "keyed",
        )
    return table


def _bare_case(found: Assessment) -> Case:
    return Case(
        id=found.case,
        title=found.title,
        start=found.start,
        cut_off=found.cut_off,
        horizon=found.horizon,
        sides=(),
    )


def _own_title(rows: Sequence[Estimate]) -> Callable[[str], str]:
    titles = {row.observable: row.title or row.observable for row in rows}
    return lambda name: titles.get(name, name)


def _bullet(words: str) -> RenderableType:
    """A sentence under a bullet, its further lines indented."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column()
    grid.add_row("•", _plain(words, most=600))
    return grid


def _tight(value: float, unit: str) -> str:
    """A number in as few columns as can be: millions as M."""
    return figure(value, unit).replace(" million", " M")


def _tight_pair(pair: tuple[float, float] | None, unit: str) -> str:
    """An interval in as few columns as can be: 7,900–13,000; 0.86–2.2 M."""
    if pair is None:
        return ""
    low, high = pair
    if unit != "share" and low >= 0 and high >= 1e6:
        return f"{say_number(low / 1e6)}–{say_number(high / 1e6)} M"
    return figures(low, high, unit).replace(" to ", " to " if low < 0 else "–")


def _now_and_then(found: Assessment, title: Callable[[str], str], *, full: bool) -> Table:
    """Each quantity at the cut-off and on the last day forecast, side by side."""
    last = max((row.on for row in found.forecasts if row.on), default=None)
    later = {row.observable: row for row in found.forecasts if row.on == last}
    levels = ("80", "95") if full else ("80",)
    days = [found.cut_off, *([last] if last else [])]
    columns = [("Quantity", "first")]
    for day in days:
        columns += [(f"{day.day} {day:%b}", "right"), *((f"{x} %", "right") for x in levels)]
    heading = f"Answers on {short_date(found.cut_off)}"
    heading += f"; forecast for {short_date(last)}" if last else ""
    table = _table(heading, columns)
    for row in found.estimates:
        cells: list[RenderableType] = [_named(row, title)]
        for item in [row, later.get(row.observable)][: len(days)]:
            if item is None:
                cells += [""] * (1 + len(levels))
                continue
            cells.append(_plain(_tight(item.median, item.unit), "bold"))
            cells += [_tight_pair(item.intervals.get(level), item.unit) for level in levels]
        table.add_row(*cells)
    return table


def _named(row: Estimate, title: Callable[[str], str]) -> Text:
    """A quantity's name with its unit and its mark."""
    name = title(row.observable)
    unit = unit_words(row.unit)
    if name.endswith(" a day"):
        unit = unit.removesuffix(" a day")
    said = f"{name}, {unit}" if unit and unit not in name.lower() else name
    mark = " *" if row.rests_on_prior else ""
    return _plain(said + mark, "dim" if row.rests_on_prior else "")


def _what_if_line(item: WhatIf, links: Links) -> RenderableType:
    """One what-if in a sentence: the quantity that it moves most against what is unsure anyway."""
    told = main_difference(item)
    if told is None:
        return _bullet(f"{item.title}: no difference")
    plain, changed, gap = told
    unit = unit_words(gap.unit)
    return _bullet(
        f"{item.title}: {links.title(plain.observable)}"
        f" {figure(plain.median, plain.unit)} → {figure(changed.median, changed.unit)}"
        f"{f' {unit}' if unit else ''} on {when_words(plain)};"
        f" difference {figure(gap.median, gap.unit, signed=True)}"
        f" (80 % {interval_words(gap, signed=True)}) [{item.id}]"
    )


def _estimates(rows: Sequence[Estimate], title: Callable[[str], str]) -> Table:
    columns = [
        ("Quantity", "first"),
        ("On", "left"),
        ("Median", "right"),
        ("80 % interval", "right"),
        ("Unit", "left"),
    ]
    table = _table("", columns)
    last = ""
    for row in rows:
        name = title(row.observable)
        mark = " *" if row.rests_on_prior else ""
        table.add_row(
            _plain("" if name == last else name + mark, "dim" if mark else ""),
            when_words(row),
            figure(row.median, row.unit),
            interval_words(row),
            _plain(unit_words(row.unit)),
        )
        last = name
    return table


def _what_if(item: WhatIf, title: Callable[[str], str]) -> Table:
    columns = [
        ("Quantity", "first"),
        ("As it is", "right"),
        ("With it", "right"),
        ("Gap", "right"),
        ("Gap, 80 %", "right"),
    ]
    days = {when_words(plain) for plain, _, _ in item.rows}
    one_day = f", {days.pop()}" if len(days) == 1 else ""
    table = _table(shorten(f"What if: {item.title}", 120) + one_day, columns)
    for plain, changed, gap in item.rows:
        table.add_row(
            _plain(title(plain.observable) + ("" if one_day else f", {when_words(plain)}")),
            figure(plain.median, plain.unit),
            figure(changed.median, changed.unit),
            figure(gap.median, gap.unit, signed=True),
            interval_words(gap, signed=True),
        )
    return table


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
        ("Terms", "right"),
    ]
    table = _table(heading, columns)
    for bias in told[:most]:
        low, high = bias.intervals.get("80", (bias.factor, bias.factor))
        table.add_row(
            _plain((bias.name or bias.source) + (" *" if bias.rests_on_prior else ""), most=60),
            _plain(f"{bias.relation} {bias.group}", most=30),
            f"×{bias.factor:.2f}",
            f"{low:.2f}–{high:.2f}",
            str(bias.n_claims),
        )
    return table


def _failed_gates(found: Check) -> list[Text]:
    lines = []
    for gate in found.gates:
        if not gate.passed:
            remedy = f" - {gate.remedy}" if gate.remedy else ""
            words = f"gate failed: {gate.name}: wanted {gate.wanted}, got {gate.got}{remedy}"
            lines.append(_plain(words, "red", 400))
    return lines


def _check_line(found: Check) -> Text:
    passed = sum(gate.passed for gate in found.gates)
    words = (
        f"Fit: {found.seconds:.0f} s, {found.n_chains} × {found.n_draws} draws,"
        f" {passed} of {len(found.gates)} gates passed, R-hat {found.worst_rhat:.3f},"
        f" ESS {found.worst_ess:,.0f}, {count_words(found.divergences, 'divergence')}"
    )
    return _plain(words, "dim")
