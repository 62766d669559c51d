"""Why: which claims carry an answer, which cannot all be true, what to look for next."""

from __future__ import annotations

from functools import partial

from fogline.page.charts import weighing_chart
from fogline.page.pages.roles import View, drawn, show
from fogline.page.sections import weighing_view
from fogline.page.text import figure
from fogline.page.views import claim_links

__all__ = ["why_page"]

WIDTH, LABELS = 560, 330  # of the waterfall and its names, in pixels


def why_page(view: View, *, answer: str = "") -> str:
    """The weighing of one answer (the most doubtful sum first by default), and all tensions."""
    assessment, links = view.assessment, view.links
    if assessment is None or not assessment.weighings:
        return show("empty", view, here="/why", title="Why")
    names = [weighing.observable for weighing in assessment.weighings]
    chosen = answer if answer in names else names[0]
    weighing = next(each for each in assessment.weighings if each.observable == chosen)
    chart = weighing_chart(
        weighing, sides=links.sides, link=links.claim_place, width=WIDTH, label_width=LABELS
    )
    charts = drawn({f"why:{chosen}": chart})
    estimate = next((row for row in assessment.estimates if row.observable == chosen), None)
    return show(
        "why",
        view,
        here="/why",
        title="Why",
        item=weighing_view(weighing, links, charts),
        choices=[(name, links.title(name)) for name in names],
        chosen=chosen,
        estimate=estimate,
        by_source=weighing.by_source,
        unit=weighing.unit,
        figure=figure,
        places=partial(claim_links, links=links),
        tension=assessment.tension,
        next_fact=next((f for f in assessment.next_facts if f.observable == chosen), None),
        asked=[(f.observable, links.title(f.observable)) for f in assessment.next_facts],
    )
