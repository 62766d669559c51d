"""What is printed in a terminal is made of these: plain words, tables, bullets, tight numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fogline.answer import Estimate, say_number
from fogline.page.text import figure, figures, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = ["PRIOR_MARK", "bullet", "own_title", "plain", "table", "tight", "tight_pair"]

PRIOR_MARK = "* rests on the prior: the claims hardly moved it"


def plain(text: str, style: str = "", most: int = 300) -> Text:
    """Words on one line that can neither steer the terminal nor act as markup."""
    from rich.text import Text

    return Text(shorten(text, most), style=style)


def table(title: str, columns: Sequence[tuple[str, str]]) -> Table:
    """A table without vertical rules; columns are (heading, "first", "left" or "right")."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(
        title=Text(shorten(title, 160), style="bold") if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for heading, justify in columns:
        drawn.add_column(
            Text(heading),
            justify="right" if justify == "right" else "left",
            overflow="fold",
            no_wrap=justify == "right",
            min_width=12 if justify == "first" else None,
        )
    return drawn


def bullet(words: str) -> RenderableType:
    """A sentence under a bullet, its further lines indented."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column()
    grid.add_row("•", plain(words, most=600))
    return grid


def tight(value: float, unit: str) -> str:
    """A number in as few columns as can be: millions as M."""
    return figure(value, unit).replace(" million", " M")


def tight_pair(pair: tuple[float, float] | None, unit: str) -> str:
    """An interval in as few columns as can be: 7,900–13,000; 0.86–2.2 M."""
    if pair is None:
        return ""
    low, high = pair
    if unit != "share" and low >= 1e5 and high >= 1e6:
        return f"{say_number(low / 1e6)}–{say_number(high / 1e6)} M"
    if unit != "share" and low >= 0 and high >= 1e6:
        return f"{tight(low, unit)}–{tight(high, unit)}"
    return figures(low, high, unit).replace(" to ", " to " if low < 0 else "–")


def own_title(rows: Sequence[Estimate]) -> Callable[[str], str]:
    """What estimates call their quantities, by observable."""
    titles = {row.observable: row.title or row.observable for row in rows}
    return lambda name: titles.get(name, name)
