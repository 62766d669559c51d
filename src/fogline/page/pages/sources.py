"""Sources: how high or low each runs, and what the answers would be without one of them."""

from __future__ import annotations

from fogline.page.charts import forest_chart
from fogline.page.pages.roles import View, drawn, show
from fogline.page.sections import source_rows
from fogline.page.text import figure

__all__ = ["sources_page"]

# Rows of the forest plot; the table below it holds all. Source: Chosen by us.
MOST_ROWS = 36
WIDTH, LABELS = 640, 400  # of the forest plot and its names, in pixels


def sources_page(view: View, *, without: str = "") -> str:
    """The forest plot and the table; ``without`` names a source to leave out."""
    assessment, links = view.assessment, view.links
    if assessment is None:
        return show("empty", view, here="/sources", title="Sources")
    telling = sorted(assessment.sources, key=lambda bias: -bias.n_claims)[:MOST_ROWS]
    forest = forest_chart(telling, sides=links.sides, width=WIDTH, label_width=LABELS)
    charts = drawn({"forest": forest if telling else None})
    groups = {group.id: group for each in assessment.weighings for group in each.by_source}
    shifted = []
    for weighing in assessment.weighings:
        found = next((group for group in weighing.by_source if group.id == without), None)
        if found is not None:
            shifted.append(
                {
                    "title": links.title(weighing.observable),
                    "name": weighing.observable,
                    "median": figure(weighing.median, weighing.unit),
                    "without": figure(weighing.median - found.shift, weighing.unit),
                    "shift": figure(-found.shift, weighing.unit, signed=True),
                    "bits": found.bits,
                    "how": "fitted again" if found.method == "refit" else "draws reweighted",
                    "shaky": found.method != "refit" and found.pareto_k > 0.7,
                }
            )
    shifted.sort(key=lambda row: -row["bits"])
    return show(
        "sources",
        view,
        here="/sources",
        title="Sources",
        forest=charts.get("forest"),
        n_forest=len(telling),
        sources=view.once("sources", lambda: source_rows(assessment, links)),
        choices=sorted(((g.id, g.name) for g in groups.values()), key=lambda pair: pair[1]),
        without=without,
        dropped=groups.get(without),
        shifted=shifted,
    )
