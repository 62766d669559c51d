"""Values shown in a notebook: Vega-Lite with the page's colours, and plain HTML beside it."""

from __future__ import annotations

import json
import re
from html import escape
from importlib.resources import files
from typing import Any

from fogline.answer.simulation import Simulation
from fogline.page.charts.simulation import simulation_chart
from fogline.page.charts.theme import CONFIG, Chart, roles_by_colour

__all__ = ["mime_bundle", "simulation_html", "simulation_view"]

VEGA_LITE = "application/vnd.vegalite.v5+json"
_COLOUR = re.compile(r"--(\w+): (#[0-9a-f]{6})")


def _view(chart: Chart) -> dict[str, Any]:
    """A chart as a Vega-Lite view that stands alone: roles become the page's light colours."""
    style = files("fogline.page").joinpath("assets", "report.css").read_text(encoding="utf-8")
    light: dict[str, str] = {}
    for name, colour in _COLOUR.findall(style):
        light.setdefault(name, colour)  # the light theme stands first
    text = json.dumps({"config": {**CONFIG, "aria": True}, **chart.spec})
    for sentinel, role in roles_by_colour().items():
        text = text.replace(sentinel, light.get(role, light["ink"]))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": chart.label,
        **json.loads(text),
    }


def simulation_view(run: Simulation) -> dict[str, Any]:
    """A run's chart as a Vega-Lite view."""
    return _view(simulation_chart(run))


def simulation_html(run: Simulation) -> str:
    """A run's story and its last day as plain HTML, for viewers without Vega-Lite."""
    story = "".join(f"<li>{escape(sentence)}</li>" for sentence in run.sentences)
    rows = "".join(
        f"<tr><th>{escape(line.title)}</th><td>{line.values[0]:,.1f}</td>"
        f"<td>{line.values[-1]:,.1f}</td></tr>"
        for line in run.lines
    )
    return (
        f"<p><strong>{escape(run.title)}</strong></p><ul>{story}</ul><table><thead><tr><th></th>"
        f"<th>day {run.days[0]:g}</th><th>day {run.days[-1]:g}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def mime_bundle(run: Simulation) -> dict[str, Any]:
    """What a notebook shows of a run: the chart where it can draw one, else the story."""
    return {
        VEGA_LITE: simulation_view(run),
        "text/html": simulation_html(run),
        "text/plain": "\n".join(run.sentences),
    }
