"""What if: switches and sliders over the open fit; the whole state stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from fogline.answer import Band, Estimate, WhatIf
from fogline.case import Case
from fogline.case.case import Scenario
from fogline.page.charts import what_if_chart, what_if_span
from fogline.page.links import Links
from fogline.page.pages.roles import View, drawn, show
from fogline.page.sections import what_if_view
from fogline.page.text import anchor, figure
from fogline.page.views import answer_row, side_by_side_axis, when_words

__all__ = ["Knob", "knobs_of", "query_of", "what_if_page"]

# Persons that a slider may add. Source: Chosen by us: from a battalion to an army corps.
MOST_PERSONS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One change that may be made, and whether it is.

    name     of its fields in the form: "return.nk" is on, "return.nk.size", "return.nk.from"
    amount   the size, between ``low`` and ``high``; ``unit`` "%" for parts, "" for a mere switch
    """

    change: str
    target: str
    words: str
    size_words: str = ""
    amount: float = 1.0
    low: float = 0.0
    high: float = 1.0
    step: float = 0.05
    unit: str = ""
    start: date = date.min
    is_on: bool = False
    to: str = ""

    @property
    def name(self) -> str:
        """The name of its switch in the form."""
        return f"{self.change}.{self.target}" + (f".{self.to}" if self.to else "")

    @property
    def shown(self) -> str:
        """Its size as people read it."""
        return f"{self.amount:,.0f}{self.unit}"


def _persons(change: str, target: str, words: str, start: date, to: str = "") -> Knob:
    return Knob(
        change=change, target=target, words=words, size_words="Persons", amount=3000.0, low=500.0,
        high=MOST_PERSONS, step=500.0, start=start, to=to,
    )  # fmt: skip


def _all_knobs(case: Case, changes: Sequence[str]) -> list[Knob]:
    soon = min(case.cut_off + timedelta(days=21), case.horizon)
    knobs: list[Knob] = []
    for force in case.formations:
        if force.switches:
            knobs.append(
                Knob(
                    change="return",
                    target=force.id,
                    words=f"{force.name} returns to the line",
                    size_words="Part that returns",
                    amount=100.0,
                    low=10.0,
                    high=100.0,
                    step=5.0,
                    unit=" %",
                    start=soon,
                )
            )
    knobs += [
        _persons("reinforce", force.id, f"{force.name} is reinforced", soon)
        for force in case.formations
    ]
    if "transfer" in changes:
        knobs += [
            _persons("transfer", force.id, f"Troops of {force.name} go to {front.name}", soon,
                     front.id)
            for force in case.formations
            for front in case.sectors
            if front.kind == "front"
        ]  # fmt: skip
    knobs += [
        Knob(
            change="deliveries", target=stock.id, words=f"Deliveries of {stock.name} change",
            size_words="Of what they were", amount=50.0, low=0.0, high=200.0, step=10.0, unit=" %",
            start=min(case.cut_off + timedelta(days=1), case.horizon),
        )
        for stock in case.stocks
    ]  # fmt: skip
    knobs += [
        Knob(change="leave", target=sector.id, words=f"{sector.name} is left", start=soon)
        for sector in case.sectors
        if sector.kind == "salient"
    ]
    return knobs


def knobs_of(case: Case, query: Mapping[str, str], changes: Sequence[str]) -> list[Knob]:
    """The case's knobs as an address sets them; what it says wrongly is left as it was.

    changes   the kinds of change that a scenario may be
    """
    found = []
    for knob in _all_knobs(case, changes):
        try:
            amount = float(query.get(f"{knob.name}.size", ""))
            amount = min(max(amount, knob.low), knob.high)
        except ValueError:
            amount = knob.amount
        try:
            start = date.fromisoformat(query.get(f"{knob.name}.from", ""))
        except ValueError:
            start = knob.start
        start = min(max(start, case.start), case.horizon)
        found.append(replace(knob, amount=amount, start=start, is_on=knob.name in query))
    return found


def query_of(knobs: Sequence[Knob]) -> str:
    """The knobs that are on as the query of an address: all that there is to share."""
    fields: dict[str, str] = {}
    for knob in knobs:
        if knob.is_on:
            fields[knob.name] = "1"
            if knob.size_words:
                fields[f"{knob.name}.size"] = f"{knob.amount:g}"
            fields[f"{knob.name}.from"] = knob.start.isoformat()
    return f"?{urlencode(fields)}" if fields else ""


def what_if_page(
    view: View,
    knobs: Sequence[Knob],
    found: WhatIf | None,
    *,
    kept: WhatIf | None = None,
    message: str = "",
    beside: str = "",
    is_open: bool = True,
    saved_as: str = "",
) -> str:
    """The knobs, what they come to, and beside it a saved what-if or one that was held.

    beside    the id of a saved one, or the query of one that is held; ``kept`` what it comes to
    is_open   False while the fit is still being opened
    """
    items = [(kind, item) for kind, item in (("live", found), ("kept", kept)) if item is not None]
    plain = {band.observable: band for band in (view.assessment.bands if view.assessment else ())}
    drawn_on: dict[str, list[tuple[Band | None, Band, date]]] = {}
    for _, item in items:
        for band in item.bands:
            drawn_on.setdefault(band.observable, []).append(
                (plain.get(band.observable), band, item.start)
            )
    charts = {
        f"what-if:{kind}:{band.observable}": what_if_chart(
            plain.get(band.observable),
            band,
            title=item.title,
            start=item.start,
            span=what_if_span(drawn_on[band.observable]),
        )
        for kind, item in items
        for band in item.bands
    }
    shown = drawn(charts)
    views = {kind: what_if_view(replace(item, id=kind), view.links, shown) for kind, item in items}
    query = query_of(knobs)
    return show(
        "what_if",
        view,
        here="/what-if",
        title="What if",
        knobs=knobs,
        query=query,
        link=query + (f"&{urlencode({'beside': beside})}" if query and beside else ""),
        found=views.get("live"),
        kept=views.get("kept"),
        compared=compared(found, kept, view.links) if found and kept else [],
        beside=beside,
        choices=[(item.id, item.title) for item in view.case.scenarios],
        saved=[(item.title, query_of(_set(item, knobs))) for item in view.case.scenarios],
        message=message,
        is_open=is_open,
        saved_as=saved_as,
    )


def compared(first: WhatIf, second: WhatIf, links: Links) -> list[dict[str, Any]]:
    """Quantities that either what-if moves, as they stand and with each, on one axis a row."""
    rows: dict[str, dict[str, Estimate]] = {}
    for kind, item in (("first", first), ("second", second)):
        for without, with_it, gap in item.rows:
            row = rows.setdefault(without.observable, {"plain": without})
            row[kind], row[f"{kind} less"] = with_it, gap
    told = []
    for name, row in rows.items():
        axis = side_by_side_axis([row[key] for key in ("plain", "first", "second") if key in row])
        told.append(
            {
                "title": links.title(name),
                "place": anchor("answer", name) if name in links.answer_names else "",
                "when": when_words(row["plain"]),
                "plain": answer_row(row["plain"], links, axis=axis),
                "each": [
                    (
                        answer_row(row[kind], links, axis=axis, kind="scenario"),
                        figure(row[f"{kind} less"].median, row["plain"].unit, signed=True),
                    )
                    if kind in row
                    else None
                    for kind in ("first", "second")
                ],
            }
        )
    return told


def _set(scenario: Scenario, knobs: Sequence[Knob]) -> list[Knob]:
    """The knobs as a saved what-if sets them."""
    changes = {
        f"{c.change}.{c.target}" + (f".{to}" if (to := getattr(c, "to", "")) else ""): c
        for c in (scenario, *scenario.also)
    }
    set_so = []
    for knob in knobs:
        change = changes.get(knob.name)
        if change is None:
            set_so.append(replace(knob, is_on=False))
            continue
        size = change.amount * 100 if knob.unit else change.amount
        size = min(max(size, knob.low), knob.high)
        set_so.append(replace(knob, is_on=True, amount=size, start=change.start))
    return set_so
