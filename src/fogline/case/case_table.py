"""case.toml and scenarios/*.toml as values, and values as TOML."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, get_args, get_type_hints

from fogline.case.case import (
    LAW_NAMES,
    MOVEMENT_NAMES,
    Case,
    Event,
    Exchange,
    Formation,
    Guess,
    Observable,
    Policy,
    Scenario,
    Sector,
    Side,
    SpokenOf,
    Stock,
    Switch,
)
from fogline.case.checked import CheckedTable, near
from fogline.case.counted import Counts, read_counts, read_tally
from fogline.case.quantities import PartKind, known_observables
from fogline.claims.measures import MEASURES

__all__ = ["case_toml", "part_kinds", "read_case_table", "read_scenario", "scenario_toml"]

_CHANGES: tuple[str, ...] = get_args(get_type_hints(Scenario)["change"])
_SECTOR_KINDS = ("salient", "front")
_POLICIES = ("rotation", "alliance")
_POSTURES = ("line", "assault", "off")


def part_kinds(case: Case) -> dict[str, PartKind]:
    """Ids of formations, sectors and stocks, each with its kind."""
    kinds: dict[str, PartKind] = {formation.id: "formation" for formation in case.formations}
    kinds |= {sector.id: sector.kind for sector in case.sectors}
    kinds |= {stock.id: "stock" for stock in case.stocks}
    kinds |= {tally.id: "tally" for tally in case.tallies}
    kinds |= {item.id: "count" for item in case.counted}
    return kinds


def _guess(owner: CheckedTable, key: str) -> Guess | None:
    table = owner.table(key)
    if table is None:
        return None
    median = table.number("median", required=True)
    factor = table.number("factor", required=True)
    source = table.text("source")
    if median is not None and median <= 0:
        table.fault("median", f"median = {median:g} is not above 0", "state the prior's median")
    if factor is not None and factor <= 1:
        table.fault(
            "factor", f"factor = {factor:g} is not above 1", "90 % lies within median * or / factor"
        )
    table.done()
    return Guess(median=median or 1.0, factor=factor or 2.0, source=source)


def _switch(table: CheckedTable) -> Switch | None:
    to = table.choice("to", _POSTURES, "line")
    first = table.day("first", required=True)
    last = table.day("last", required=True)
    source = table.text("source")
    if "to" not in table.data:
        table.fault("", "'to' is missing", 'write to = "line", "assault" or "off"')
    table.done()
    if first is None or last is None:
        return None
    if first > last:
        table.fault("first", f"the first day {first} is after the last {last}", "exchange them")
    return Switch(to=to, first=first, last=last, source=source)


def _named(table: CheckedTable, key: str, known: Collection[str], kind: str) -> str:
    """A key that must name something declared; "" when absent."""
    name = table.text(key)
    if name and name not in known:
        table.fault(key, f"{key} = {name!r} is no {kind} of the case", near(name, known))
    return name


def _spoken_of(owner: CheckedTable) -> SpokenOf | None:
    table = owner.table("spoken_of")
    if table is None:
        return None
    found = SpokenOf(subjects=table.texts("subjects"), words=table.texts("words"))
    if not found.subjects:
        table.fault(
            "subjects", "it has no subjects", 'name some, such as subjects = ["north_korea"]'
        )
    table.done()
    return found


def _sector(table: CheckedTable, sides: Collection[str]) -> Sector:
    return Sector(
        id=table.text("id", required=True),
        name=table.text("name", required=True),
        kind=table.choice("kind", _SECTOR_KINDS, "salient"),
        intruder=_named(table, "intruder", sides, "side"),
        holder=_named(table, "holder", sides, "side"),
        opened=table.day("opened"),
        reach_km2=_guess(table, "reach_km2"),
        rate_km2_per_day=_guess(table, "rate_km2_per_day"),
        holder_strength=_guess(table, "holder_strength"),
        intruder_strength=_guess(table, "intruder_strength"),
        aliases=table.texts("aliases"),
        spoken_of=_spoken_of(table),
    )


def _formation(table: CheckedTable, sides: Collection[str], sectors: Collection[str]) -> Formation:
    arrival = None
    window = table.table("arrival")
    if window is not None:
        first, last = window.day("first", required=True), window.day("last", required=True)
        window.done()
        if first and last:
            arrival = (first, last)
            if first > last:
                window.fault("first", f"the first day {first} is after the last {last}")
    switches = (_switch(item) for item in table.tables("switches"))
    formation = Formation(
        id=table.text("id", required=True),
        name=table.text("name", required=True),
        side=_named(table, "side", sides, "side"),
        sector=_named(table, "sector", sectors, "sector"),
        initial=_guess(table, "initial"),
        arriving=_guess(table, "arriving"),
        arrival=arrival,
        transit_days=_guess(table, "transit_days"),
        reinforced=_guess(table, "reinforced"),
        switches=tuple(item for item in switches if item is not None),
        line_share=_guess(table, "line_share"),
        hazard=_guess(table, "hazard"),
        aliases=table.texts("aliases"),
        spoken_of=_spoken_of(table),
    )
    for earlier, later in zip(formation.switches, formation.switches[1:], strict=False):
        if later.last < earlier.first:
            table.fault(
                "switches", f"the switch to {later.to} ends before the one to {earlier.to} begins",
                "put the switches in the order of their days",
            )  # fmt: skip
    if formation.arriving is not None and arrival is None and window is None:
        table.fault("arriving", "a wave arrives but has no window", "add [formations.arrival]")
    return formation


def _stock(table: CheckedTable, sides: Collection[str], cut_off: date | None) -> Stock:
    since = table.day("since", required=True)
    if since and cut_off and since > cut_off:
        table.fault("since", f"deliveries begin on {since}, after the cut-off {cut_off}")
    return Stock(
        id=table.text("id", required=True),
        name=table.text("name", required=True),
        side=_named(table, "side", sides, "side"),
        supplier=_named(table, "supplier", sides, "side"),
        since=since or date.min,
        delivered_per_day=_guess(table, "delivered_per_day"),
        fired_per_day=_guess(table, "fired_per_day"),
        produced_per_day=_guess(table, "produced_per_day"),
        own_stock=_guess(table, "own_stock"),
        aliases=table.texts("aliases"),
        spoken_of=_spoken_of(table),
    )


def _exchange(table: CheckedTable, sides: Collection[str]) -> Exchange:
    found = Exchange(
        giver=_named(table, "giver", sides, "side"),
        receiver=_named(table, "receiver", sides, "side"),
        goods=table.text("goods", required=True), first=table.day("first"), last=table.day("last"),
        quantity=_guess(table, "quantity"), measured=table.text("measured"),
        unit=table.text("unit"), value=_guess(table, "value"), claims=table.texts("claims"),
        source=table.text("source"),
    )  # fmt: skip
    for key in ("giver", "receiver"):
        if key not in table.data:
            table.fault("", f"{key!r} is missing", f'add {key} = "..." with a side of the case')
    if found.quantity is not None and found.measured:
        table.fault("measured", "quantity and measured exclude each other", "keep one of them")
    return found


def _policy(table: CheckedTable, formations: Collection[str]) -> Policy:
    if "target" not in table.data:
        table.fault("", "'target' is missing", "name the formation that decides")
    return Policy(
        kind=table.choice("kind", _POLICIES, _POLICIES[0]),
        target=_named(table, "target", formations, "formation"),
        days=_guess(table, "days"), tolerance=_guess(table, "tolerance"),
    )  # fmt: skip


def _event(table: CheckedTable, horizon: date | None) -> Event:
    day = table.day("day", required=True)
    if day and horizon and day > horizon:
        table.fault("day", f"the event's day {day} is after the horizon {horizon}")
    kind = table.text("kind")
    if kind and kind not in MEASURES:
        table.fault("kind", f"kind = {kind!r} is no measure", near(kind, MEASURES))
    return Event(
        day=day or date.min, what=table.text("what", required=True), kind=kind,
        claims=table.texts("claims"),
    )  # fmt: skip


def _observable(table: CheckedTable) -> Observable:
    return Observable(
        name=table.text("name", required=True),
        definition=table.text("definition", required=True),
        unit=table.text("unit", required=True),
        title=table.text("title"),
    )


def _with_done(read: Any, table: CheckedTable, *rest: Any) -> Any:
    value = read(table, *rest)
    table.done()
    return value


def _unique(tables: list[CheckedTable], key: str, seen: dict[str, str]) -> None:
    """Ids that stand twice, among the parts of a case together."""
    for table in tables:
        name = table.data.get(key)
        if not isinstance(name, str):
            continue
        kind = next(part for part in table.path if isinstance(part, str))
        if name in seen:
            table.fault(key, f"the {key} {name!r} is taken already, by one of {seen[name]}")
        elif key == "id" and (not name.replace("_", "").isalnum() or not name.isascii()):
            table.fault(key, f"the id {name!r} is no plain word", "use letters, digits and _")
        seen.setdefault(name, kind)


def read_case_table(table: CheckedTable) -> dict[str, Any]:
    """The fields of Case that case.toml holds; faults go to the table's collector."""
    start, cut_off = table.day("start", required=True), table.day("cut_off", required=True)
    horizon = table.day("horizon") or cut_off
    if start and cut_off and cut_off < start:
        table.fault("cut_off", f"the cut-off {cut_off} is before the start {start}")
    if horizon and cut_off and horizon < cut_off:
        table.fault("horizon", f"the horizon {horizon} is before the cut-off {cut_off}")
    groups = {
        key: table.tables(key)
        for key in ("sides", "sectors", "formations", "stocks", "tallies", "counts")
    }
    events, observables = table.tables("events"), table.tables("observables")
    _unique(groups["sides"], "id", {})
    seen: dict[str, str] = {}
    for key in ("sectors", "formations", "stocks", "tallies", "counts"):
        _unique(groups[key], "id", seen)
    _unique(observables, "name", {})
    values: dict[str, Any] = {
        "id": table.text("id", required=True),
        "title": table.text("title", required=True),
        "question": table.text("question"),
        "start": start or date.min,
        "cut_off": cut_off or date.max,
        "horizon": horizon or date.max,
        "seed": table.integer("seed", Case.__dataclass_fields__["seed"].default),
        "notes": table.texts("notes"),
        "extra": _extra(table),
        **_model(table),
        "degrees": _degrees(table),
        "sides": tuple(
            _with_done(
                lambda t: Side(id=t.text("id", required=True), name=t.text("name", required=True),
                               coalition=t.text("coalition")), item)
            for item in groups["sides"]
        ),
    }  # fmt: skip
    if not groups["sides"]:
        table.fault("sides", "no side is declared", "add [[sides]] with id and name")
    sides = [side.id for side in values["sides"]]
    values["sectors"] = tuple(_with_done(_sector, item, sides) for item in groups["sectors"])
    sectors = [sector.id for sector in values["sectors"]]
    values["formations"] = tuple(
        _with_done(_formation, item, sides, sectors) for item in groups["formations"]
    )
    values["stocks"] = tuple(_with_done(_stock, item, sides, cut_off) for item in groups["stocks"])
    values["tallies"] = tuple(read_tally(item, sides) for item in groups["tallies"])
    values["counts"] = tuple(read_counts(item, sides) for item in groups["counts"])
    _unique_items(groups["counts"], values["counts"], seen)
    formations = [formation.id for formation in values["formations"]]
    exchanges, policies = table.tables("exchanges"), table.tables("policies")
    values["exchanges"] = tuple(_with_done(_exchange, item, sides) for item in exchanges)
    values["policies"] = tuple(_with_done(_policy, item, formations) for item in policies)
    values["events"] = tuple(_with_done(_event, item, horizon) for item in events)
    values["observables"] = tuple(_with_done(_observable, item) for item in observables)
    known = _check_observables(observables, values)
    for item, exchange in zip(exchanges, values["exchanges"], strict=True):
        if exchange.measured and exchange.measured not in known:
            item.fault(
                "measured", f"nothing in the case has the observable {exchange.measured!r}",
                near(exchange.measured, known),
            )  # fmt: skip
    table.done()
    return values


def _model(table: CheckedTable) -> dict[str, str]:
    """The laws that [model] names, with their defaults."""
    model = table.table("model")
    found = {"law": LAW_NAMES[0], "movement": MOVEMENT_NAMES[0]}
    if model is not None:
        found["law"] = model.choice("law", LAW_NAMES, LAW_NAMES[0])
        found["movement"] = model.choice("movement", MOVEMENT_NAMES, MOVEMENT_NAMES[0])
        model.done()
    return found


def _extra(table: CheckedTable) -> dict[str, str]:
    inner = table.table("extra")
    if inner is None:
        return {}
    return {key: inner.text(key) for key in inner.data}


def _unique_items(
    tables: list[CheckedTable], families: tuple[Counts, ...], seen: dict[str, str]
) -> None:
    """Ids of things counted that are taken already."""
    for table, family in zip(tables, families, strict=True):
        for item in family.items:
            if item.id in seen:
                table.fault("items", f"the id {item.id!r} is taken already")
            seen[item.id] = "counts"


def _degrees(table: CheckedTable) -> dict[str, int]:
    """Degrees of freedom of the noise, by group of measures."""
    inner = table.table("degrees")
    if inner is None:
        return {}
    found = {key: inner.integer(key, 4) for key in inner.data}
    for key, number in found.items():
        if number not in (1, 2, 4):
            inner.fault(key, f"{key} = {number} degrees of freedom", "choose 1, 2 or 4")
    return found


def _check_observables(tables: list[CheckedTable], values: dict[str, Any]) -> Collection[str]:
    """Faults of the observables; gives the names of all that the case's parts have."""
    kinds: dict[str, PartKind] = {item.id: "formation" for item in values["formations"]}
    kinds |= {item.id: item.kind for item in values["sectors"]}
    kinds |= {item.id: "stock" for item in values["stocks"]}
    kinds |= {item.id: "tally" for item in values["tallies"]}
    for family in values["counts"]:
        kinds |= {item.id: "count" for item in family.items}
    known = known_observables(kinds)
    for table, observable in zip(tables, values["observables"], strict=True):
        if observable.name and observable.name not in known:
            table.fault(
                "name", f"nothing in the case has the observable {observable.name!r}",
                near(observable.name, known),
            )  # fmt: skip
        elif observable.name and observable.unit and observable.unit != known[observable.name].unit:
            table.fault(
                "unit", f"{observable.name} is measured in {known[observable.name].unit!r}, "
                f"not {observable.unit!r}", "write that unit",
            )  # fmt: skip
    return known


def read_scenario(table: CheckedTable, case: dict[str, Any]) -> Scenario:
    """One what-if; its target must be a formation, stock or sector fitting the change."""
    change = table.choice("change", _CHANGES, _CHANGES[0])
    if "change" not in table.data:
        table.fault("", "'change' is missing", f"write change = one of {', '.join(_CHANGES)}")
    group = {"return": "formations", "reinforce": "formations", "deliveries": "stocks",
             "leave": "sectors", "transfer": "formations"}[change]  # fmt: skip
    known = [item.id for item in case[group]]
    target = table.text("target", required=True)
    if target and target not in known:
        table.fault(
            "target", f"target = {target!r} is not one of the case's {group}", near(target, known)
        )
    to = _named(table, "to", [s.id for s in case["sectors"] if s.kind == "front"], "front")
    if change == "transfer" and not to:
        table.fault("to", "a transfer needs the front it goes to", 'add to = "..."')
    amount = table.number("amount")
    if amount is not None and amount < 0:
        table.fault("amount", f"amount = {amount:g} is below 0")
    start, until = table.day("start", required=True), table.day("until")
    if start and until and until < start:
        table.fault("until", f"the what-if ends on {until}, before it starts on {start}")
    if until and change in ("reinforce", "transfer"):
        table.fault("until", f"a {change} has no end: the persons stay", "leave the line out")
    if start and start > case["horizon"]:
        table.fault("start", f"the what-if starts on {start}, after the horizon {case['horizon']}")
    scenario = Scenario(
        id=table.text("id", required=True), title=table.text("title", required=True),
        change=change, target=target, start=start or date.min,
        amount=1.0 if amount is None else amount, until=until, to=to,
        also=tuple(read_scenario(further, case) for further in table.tables("also")),
    )  # fmt: skip
    table.done()
    return scenario


def _plain(value: Any) -> Any:
    """A case value as TOML can hold it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def case_toml(case: Case) -> dict[str, Any]:
    """The table that case.toml holds, in reading order."""
    formations = []
    for formation in case.formations:
        table = _plain(formation)
        if formation.arrival is not None:
            table["arrival"] = {"first": formation.arrival[0], "last": formation.arrival[1]}
        formations.append(table)
    keys = ("id", "title", "question", "start", "cut_off", "horizon", "seed", "notes", "extra",
            "degrees", "sides", "sectors")  # fmt: skip
    return {
        **{key: _plain(getattr(case, key)) for key in keys},
        "model": {"law": case.law, "movement": case.movement},
        "formations": formations,
        **{key: _plain(getattr(case, key)) for key in _LISTS},
    }


_LISTS = ("stocks", "exchanges", "policies", "tallies", "counts", "events", "observables")


def scenario_toml(scenario: Scenario) -> dict[str, Any]:
    """The table that a file in scenarios/ holds."""
    return _plain(scenario)
