"""Colours by role, and the few settings all charts share.

A chart names a role, never a colour: each role is a sentinel that the page's style sheet turns
into a colour for light, dark and print (page/svg.py, page/assets/report.css).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "CLAIM_LINK",
    "CONFIG",
    "FONT_SIZE",
    "N_SIDES",
    "ROLES",
    "ROW_LABEL",
    "Chart",
    "Spec",
    "as_given",
    "base",
    "claim_link",
    "role",
    "roles_by_colour",
    "row_name",
    "side_colour",
]

Spec = dict[str, Any]

FONT_SIZE = 12
N_SIDES = 8  # the eight colours of Okabe and Ito; further sides share the last
CLAIM_LINK = "https://claim.invalid/"  # replaced by the claim's place on the page

ROLES: tuple[str, ...] = (
    "ink", "muted", "grid", "paper", "median", "band95", "band80", "band50",
    "fan95", "fan80", "fan50", "fanmedian", "cutoff", "prior", "posterior", "scenario",
    "scenario80",
    *(f"side{number}" for number in range(N_SIDES)),
)  # fmt: skip
SEPARATOR = "\N{INVISIBLE SEPARATOR}"
ROW_LABEL = f"split(datum.value, '{SEPARATOR}')[0]"  # the words of a row's name
_SENTINELS = {name: f"#fa{number:02x}ce" for number, name in enumerate(ROLES)}


def role(name: str) -> str:
    """The sentinel of a role; KeyError for a role that no style sheet knows."""
    return _SENTINELS[name]


def roles_by_colour() -> dict[str, str]:
    """Sentinel colour -> role, for the page that turns one into the other."""
    return {colour: name for name, colour in _SENTINELS.items()}


def as_given(field: str) -> Spec:
    """A channel whose rows hold the colour (or dash) itself, so that layers share no scale."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def row_name(words: str, index: int) -> str:
    """A row's name on a nominal axis: its words, kept apart from a namesake's by its number."""
    return words.replace(SEPARATOR, "") + SEPARATOR + str(index)


def claim_link(anchor: str) -> str:
    """The address a mark carries so that it leads to a claim ("" for no link)."""
    return CLAIM_LINK + anchor if anchor else ""


def side_colour(side: str, sides: Sequence[str]) -> str:
    """The colour of a side, by its place in the order that the page's legend uses."""
    number = sides.index(side) if side in sides else N_SIDES - 1
    return role(f"side{min(number, N_SIDES - 1)}")


def base(*, width: int, height: int) -> Spec:
    """What every chart starts from: its size. Settings shared by all are in ``CONFIG``."""
    return {"width": width, "height": height}


CONFIG: Spec = {
    "aria": False,  # written by svg.py, shorter; marks that lead to claims keep theirs
    "view": {"stroke": None},
    "axis": {
        "labelColor": role("muted"),
        "titleColor": role("muted"),
        "titleFontWeight": "normal",
        "domainColor": role("grid"),
        "tickColor": role("grid"),
        "gridColor": role("grid"),
        "labelFontSize": FONT_SIZE,
        "titleFontSize": FONT_SIZE,
        "labelLimit": 260,
    },
    "text": {"fontSize": FONT_SIZE, "color": role("muted")},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A Vega-Lite view and the room its axes need, in pixels of the drawing.

    label   one sentence for those who do not see it
    spec    a view without config, such as ``{"width": ..., "height": ..., "layer": [...]}``
    """

    label: str
    spec: Spec
    left: int = 44
    right: int = 10
    top: int = 8
    bottom: int = 22

    @property
    def width(self) -> int:
        """Width of the drawing in pixels, margins included."""
        return int(self.spec["width"]) + self.left + self.right

    @property
    def height(self) -> int:
        """Height of the drawing in pixels, margins included."""
        return int(self.spec["height"]) + self.top + self.bottom
