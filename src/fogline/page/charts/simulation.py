"""A run forward: strengths by day, one line a quantity, coloured by side."""

from __future__ import annotations

from fogline.answer.simulation import Simulation
from fogline.page.charts.bands import value_axis
from fogline.page.charts.theme import Chart, as_given, base, side_colour

__all__ = ["simulation_chart"]


def simulation_chart(run: Simulation, *, width: int = 460, height: int = 240) -> Chart:
    """Every line of the run over its days, its name written at its end."""
    groups = list(dict.fromkeys(line.group or line.name for line in run.lines))
    colours = {line.name: side_colour(line.group or line.name, groups) for line in run.lines}
    unit = run.lines[0].unit if run.lines else ""
    top = max((value for line in run.lines for value in line.values), default=1.0)
    rows = [{**row, "colour": colours[row["name"]]} for row in run.as_rows()]
    ends = [row for row in rows if row["day"] == run.days[-1]]
    x = {"field": "day", "type": "quantitative", "axis": {"title": "day", "grid": False}}
    y = {"field": "value", "type": "quantitative", "axis": value_axis(top, unit)}
    detail = {"field": "name", "type": "nominal"}
    return Chart(
        label=f"{run.title}: {', '.join(line.title for line in run.lines)}",
        spec={
            **base(width=width, height=height),
            "layer": [
                {
                    "data": {"values": rows},
                    "mark": {"type": "line", "strokeWidth": 2},
                    "encoding": {"x": x, "y": y, "detail": detail, "color": as_given("colour")},
                },
                {
                    "data": {"values": ends},
                    "mark": {"type": "text", "align": "left", "dx": 5},
                    "encoding": {
                        "x": x, "y": y, "text": {"field": "name"}, "color": as_given("colour"),
                    },
                },
            ],
        },
        right=70,
        bottom=38,
    )  # fmt: skip
