"""Single answers in a terminal: estimates, a what-if, a weighing, the check of a fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fogline.answer import Check, Estimate, Weighing, WhatIf, say_method
from fogline.ground.words import count_words
from fogline.page.terminal.parts import PRIOR_MARK, own_title, plain, table
from fogline.page.text import figure, short_date, shorten, unit_words
from fogline.page.views import interval_words, when_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = [
    "check",
    "check_line",
    "estimates",
    "failed_gates",
    "weighing",
    "what_if",
    "what_if_table",
]


def estimates(rows: Sequence[Estimate]) -> RenderableType:
    """Estimates of any day: median, 80 % interval, day."""
    from rich.console import Group

    drawn = _estimates(rows, own_title(rows))
    if any(row.rests_on_prior for row in rows):
        return Group(drawn, plain(PRIOR_MARK, "dim"))
    return drawn


def what_if(item: WhatIf) -> RenderableType:
    """One what-if: as it stands, with the change, the difference."""
    from rich.console import Group

    title = own_title([row for rows in item.rows for row in rows])
    caveats = [plain(caveat, "dim", 600) for caveat in item.caveats]
    return Group(plain(item.sentence, most=600), "", what_if_table(item, title), *caveats)


def weighing(item: Weighing) -> RenderableType:
    """Which claims carry one answer, the most telling first."""
    from rich.console import Group

    drawn = table(
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
        drawn.add_row(
            plain(row.claim, most=20),
            plain(row.label, most=90),
            figure(row.shift, item.unit, signed=True),
            f"{row.bits:.2f}",
            say_method(row.method),
        )
    notes = [plain(words, "dim", 600) for words in (item.definition, item.remainder) if words]
    return Group(drawn, *notes)


def check(found: Check) -> RenderableType:
    """The gates of a fit, what each wanted and got, and the numbers behind them."""
    from rich.console import Group

    drawn = table(
        "Gates", [("Gate", "first"), ("Wanted", "left"), ("Got", "left"), ("Passed", "left")]
    )
    for gate in found.gates:
        drawn.add_row(
            plain(gate.name), plain(gate.wanted), plain(gate.got), "yes" if gate.passed else "NO"
        )
    parts: list[RenderableType] = [drawn, "", *failed_gates(found), check_line(found)]
    if found.monte_carlo:
        parts.append(plain(found.monte_carlo_words, "dim", 600))
    if found.predictive_p:
        said = ", ".join(f"{name} {p:.2f}" for name, p in found.predictive_p.items())
        parts.append(plain(f"Posterior-predictive p by kind of claim: {said}", "dim", 600))
    return Group(*parts)


def _estimates(rows: Sequence[Estimate], title: Callable[[str], str]) -> Table:
    columns = [
        ("Quantity", "first"),
        ("On", "left"),
        ("Median", "right"),
        ("80 % interval", "right"),
        ("Unit", "left"),
    ]
    drawn = table("", columns)
    last = ""
    for row in rows:
        name = title(row.observable)
        mark = " *" if row.rests_on_prior else ""
        drawn.add_row(
            plain("" if name == last else name + mark, "dim" if mark else ""),
            when_words(row),
            figure(row.median, row.unit),
            interval_words(row),
            plain(unit_words(row.unit)),
        )
        last = name
    return drawn


def what_if_table(item: WhatIf, title: Callable[[str], str]) -> Table:
    """What a what-if moves: as it is, with it, and the gap."""
    columns = [
        ("Quantity", "first"),
        ("As it is", "right"),
        ("With it", "right"),
        ("Gap", "right"),
        ("Gap, 80 %", "right"),
    ]
    days = {when_words(before) for before, _, _ in item.rows}
    one_day = f", {days.pop()}" if len(days) == 1 else ""
    drawn = table(shorten(f"What if: {item.title}", 120) + one_day, columns)
    for before, changed, gap in item.rows:
        name = title(before.observable)
        unit = unit_words(before.unit)
        if unit and unit not in name.lower() and not name.endswith(" a day"):
            name += f", {unit}"
        drawn.add_row(
            plain(name + ("" if one_day else f", {when_words(before)}")),
            figure(before.median, before.unit),
            figure(changed.median, changed.unit),
            figure(gap.median, gap.unit, signed=True),
            interval_words(gap, signed=True),
        )
    return drawn


def failed_gates(found: Check) -> list[Text]:
    """A line a gate that failed, with what to do."""
    lines = []
    for gate in found.gates:
        if not gate.passed:
            remedy = f" - {gate.remedy}" if gate.remedy else ""
            words = f"gate failed: {gate.name}: wanted {gate.wanted}, got {gate.got}{remedy}"
            lines.append(plain(words, "red", 400))
    return lines


def check_line(found: Check) -> Text:
    """The fit in one line: seconds, draws, gates, convergence."""
    passed = sum(gate.passed for gate in found.gates)
    words = (
        f"Fit: {found.seconds:.0f} s, {found.n_chains} × {found.n_draws} draws,"
        f" {passed} of {len(found.gates)} gates passed, R-hat {found.worst_rhat:.3f},"
        f" ESS {found.worst_ess:,.0f}, {count_words(found.divergences, 'divergence')}"
    )
    return plain(words, "dim")
