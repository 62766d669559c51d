"""Reports and their claims in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fogline.claims.claim import Claim
from fogline.ground.words import count_words
from fogline.page.terminal.parts import plain, table
from fogline.page.text import claim_number, measure_words, short_date
from fogline.report import Report

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["claims", "read"]

# Titles too long for a column of a terminal.
_SHORT = {"casualties": "casualties so far", "denial": "all of it denied"}


def read(report: Report, found: Sequence[Claim] | Mapping[str, Claim]) -> RenderableType:
    """One report: what it is, what the reader assumed, and its claims with their spans."""
    from rich.console import Group

    about = " · ".join(x for x in (report.publisher, short_date(report.published)) if x)
    parts: list[RenderableType] = [plain(report.title or report.source or report.id, "bold")]
    parts += [plain(about, "dim")] if about else []
    parts += [plain(f"! {note}", "yellow", 600) for note in report.notes]
    return Group(*parts, "", claims(found))


def claims(found: Sequence[Claim] | Mapping[str, Claim]) -> RenderableType:
    """Claims with who said them, what they count, how many, and where the words stand."""
    rows = list(found.values()) if isinstance(found, Mapping) else list(found)
    drawn = table(
        count_words(len(rows), "claim"),
        [
            ("Words", "first"),
            ("Who says", "left"),
            ("Of", "left"),
            ("What", "left"),
            ("Number", "left"),
            ("Span", "right"),
        ],
    )
    for claim in rows:
        voice = claim.voice
        drawn.add_row(
            plain(claim.words, most=70),
            plain(voice.name or voice.organisation or voice.words or voice.kind, most=40),
            plain(claim.subject.entity or "?", most=24),
            plain(_SHORT.get(claim.measure) or measure_words(claim), most=40),
            plain(claim_number(claim)),
            f"{claim.start}–{claim.end}" if claim.start >= 0 else "keyed",
        )
    return drawn
