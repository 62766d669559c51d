"""Vega-Lite views turned into static inline SVG: no script in the page, colours left to its style.

All charts of a page are drawn in one call (starting a view costs more than drawing it), then cut
apart, and every drawing is rebuilt from a short list of permitted elements and attributes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from importlib.metadata import version
from typing import Any
from xml.etree import ElementTree

from fogline.ground.errors import FoglineError
from fogline.page.charts.theme import CLAIM_LINK, CONFIG, Chart, roles_by_colour
from fogline.page.kept import Kept
from fogline.page.text import hide_controls, shorten

__all__ = ["draw"]

# Raised when this module writes other elements from the same view: older drawings are not used.
DRAWING = 2

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_TAGS = {"g", "path", "line", "rect", "text", "tspan", "a", "circle"}
_KEPT = {
    "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "r", "cx", "cy", "width",
    "height", "stroke-width", "stroke-dasharray", "stroke-linecap", "text-anchor", "font-size",
    "font-weight", "fill-opacity",
}  # fmt: skip
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-?\d+")
_EMPTY_PATH = re.compile(r"^(?:M0,0h0v0h0Z)?$")
_PLACE = re.compile(r"claim-[A-Za-z0-9_.-]+")


def draw(charts: Mapping[str, Chart]) -> dict[str, str]:
    """Each chart as an ``<svg>`` element ready to stand in a page, by the same keys.

    What was drawn before is not drawn again (``page/kept.py``).

    Raises FoglineError when the drawing library refuses a view.
    """
    if not charts:
        return {}
    kept = Kept("charts")
    recipes = {key: _recipe(chart) for key, chart in charts.items()}
    drawn = {key: found for key, recipe in recipes.items() if (found := kept.find(recipe))}
    missing = {key: chart for key, chart in charts.items() if key not in drawn}
    if missing:
        for key, svg in _drawn(missing).items():
            drawn[key] = svg
            kept.keep(recipes[key], svg)
        kept.prune()
    return {key: drawn[key] for key in charts}


def _recipe(chart: Chart) -> str:
    """Everything a drawing depends on, as text."""
    box = (chart.left, chart.right, chart.top, chart.bottom)
    return json.dumps([DRAWING, version("vl-convert-python"), CONFIG, chart.label, chart.spec, box])


def _drawn(charts: Mapping[str, Chart]) -> dict[str, str]:
    import vl_convert

    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "config": CONFIG,
        "vconcat": [_without_controls(chart.spec) for chart in charts.values()],
        "resolve": {
            "scale": dict.fromkeys(("x", "y", "shape", "size"), "independent"),
        },
    }
    try:
        whole = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))
    except (ValueError, ElementTree.ParseError) as error:
        raise FoglineError(
            f"a chart could not be drawn: {shorten(str(error), 200)}"
            " - run again with --json to get the numbers"
        ) from error
    groups = {name: group for group in whole.iter(f"{_SVG}g") if (name := _concat_name(group))}
    drawn: dict[str, str] = {}
    for index, (key, chart) in enumerate(charts.items()):
        group = groups.get(f"concat_{index}_group")
        if group is None:
            raise FoglineError(f"chart {key!r} was not drawn - its view holds nothing to show")
        drawn[key] = _standing(group, chart)
    return drawn


def _without_controls(value: Any) -> Any:
    """The view with every string in it made fit for XML."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else hide_controls(value)
    if isinstance(value, dict):
        return {key: _without_controls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_controls(item) for item in value]
    return value


def _concat_name(group: ElementTree.Element) -> str:
    for name in group.get("class", "").split():
        if name.startswith("concat_") and name.endswith("_group"):
            return name
    return ""


def _standing(group: ElementTree.Element, chart: Chart) -> str:
    """One cut-out chart as an element of its own, its inner top left corner at its margins."""
    inner = group.find(f"{_SVG}g")
    parts: list[str] = []
    if inner is not None:
        colours = roles_by_colour()
        for child in inner:
            _write(child, parts, colours, axis=False)
    label = escape(hide_controls(chart.label), quote=True)
    return (
        f'<svg class="chart" role="group" aria-label="{label}"'
        f' width="{chart.width}" height="{chart.height}"'
        f' viewBox="{-chart.left} {-chart.top} {chart.width} {chart.height}">'
        + "".join(parts)
        + "</svg>"
    )


def _write(
    element: ElementTree.Element, parts: list[str], colours: Mapping[str, str], *, axis: bool
) -> None:
    """Append one element and what it holds, as far as both are permitted and can be seen."""
    tag = element.tag.removeprefix(_SVG)
    if tag not in _TAGS or element.get("display") == "none" or element.get("opacity") == "0":
        return
    if tag == "path" and _EMPTY_PATH.match(element.get("d", "")):
        return
    axis = axis or "role-axis" in element.get("class", "")
    attributes = _attributes(element, colours)
    if "role-axis" in element.get("class", "").split():
        attributes["aria-hidden"] = "true"
    if tag == "a":
        place = (element.get(_HREF) or element.get("href") or "").removeprefix(CLAIM_LINK)
        says = next((child.get("aria-label") for child in element if child.get("aria-label")), "")
        if _PLACE.fullmatch(place):
            attributes = {"href": f"#{place}", "class": "mark", "aria-label": says or place}
        else:
            tag, attributes = "g", {}
    if tag in {"path", "rect"} and attributes.get("class", "f-none") == "f-none":
        return
    inside: list[str] = []
    if element.text and tag in {"text", "tspan"}:
        inside.append(escape(element.text, quote=False))
    for child in element:
        _write(child, inside, colours, axis=axis)
    if tag == "g" and not inside:
        return
    if tag == "g" and not attributes:
        parts.extend(inside)
        return
    written = "".join(
        f' {name}="{escape(value, quote=True)}"' for name, value in attributes.items()
    )
    content = "".join(inside)
    parts.append(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")


def _attributes(element: ElementTree.Element, colours: Mapping[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    classes: list[str] = []
    for name, value in element.attrib.items():
        if name in {"fill", "stroke"}:
            known = colours.get(value.lower())
            classes.append(f"{name[0]}-{known or 'none'}")
        elif name in _KEPT:
            fine = name == "fill-opacity"  # a share, no number of pixels
            short = value if fine else _LONG_DECIMAL.sub(_rounded, value)
            if (name, short) != ("transform", "translate(0,0)"):
                kept[name] = short.removesuffix("px")
    if element.tag in {f"{_SVG}path", f"{_SVG}line", f"{_SVG}text", f"{_SVG}rect"}:
        if "fill" not in element.attrib and element.tag != f"{_SVG}text":
            classes.append("f-none")
        if classes:
            kept["class"] = " ".join(dict.fromkeys(classes))
    return kept


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match.group()):.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"
