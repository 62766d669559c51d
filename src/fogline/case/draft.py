"""A first case from the claims of one or several reports (issue of the one-report run).

The parts of the model are those the claims speak of; every choice is a sentence in the case's
notes. Priors take at most an order of magnitude from the claims, and say so. What the claims do not
say is refused, not invented.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from fogline.case.alliances import coalitions, leanings
from fogline.case.case import (
    Case,
    Event,
    Formation,
    Observable,
    Scenario,
    Sector,
    Side,
    Source,
    Stock,
)
from fogline.case.draft_ground import draft_salient
from fogline.case.draft_names import (
    called,
    common_nouns,
    fights,
    kept_apart,
    meaning,
    with_names_as_written,
)
from fogline.case.draft_parts import (
    Reasons,
    Told,
    draft_formation,
    draft_stock,
    number_of,
    said_of_losses,
)
from fogline.case.draft_window import opening_day
from fogline.case.evidence import Listed
from fogline.case.hashing import case_hash
from fogline.case.mapping import evidence_for
from fogline.case.origins import has_time, reprinted, source_name
from fogline.case.quantities import QUANTITIES, PartKind
from fogline.case.voices import source_kind
from fogline.claims import Claim
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.measures import MEASURES
from fogline.ground.errors import InputError, NotEnoughEvidence
from fogline.ground.words import count_words
from fogline.report import Report

__all__ = ["DRAFTED", "draft_case", "explained_draft"]

DRAFTED = "Drafted by Fogline"
"""How the first note of a draft begins; who has gone over its choices takes the note out."""

FORECAST_DAYS = 90
"""Days from cut-off to horizon. Source: chosen by us; the reach of the kursk case."""

LONGEST_EVENT_DAYS = 62
"""Words on a happening that leave more days open give it no day. Source: chosen by us."""

FEWEST_LOST = 50
"""A force of which only fewer losses are said takes no part of its own. Source: chosen by us; three
peacekeepers killed are no army."""

FEWEST_TERMS = 2
"""Evidence terms below which nothing is fitted. Source: chosen by us; one number is no picture."""

MOST_FORMATIONS = 6
MOST_UNREAD = 10
MOST_LISTED = 5

_PEOPLE = frozenset(
    name for name, measure in MEASURES.items()
    if measure.observable in QUANTITIES["formation"] and measure.timing != "status"
)  # fmt: skip
_POSTURES = frozenset(
    name for name, measure in MEASURES.items()
    if measure.timing == "status" and measure.observable in QUANTITIES["formation"]
)  # fmt: skip
_GROUND = frozenset(
    name for name, measure in MEASURES.items()
    if measure.observable in QUANTITIES["salient"] and measure.group in ("area", "share")
)  # fmt: skip
_MUNITIONS = frozenset(
    name for name, measure in MEASURES.items() if measure.observable in QUANTITIES["stock"]
)
_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
_NOT_A_FORCE = frozenset({"", "civilians"})


def draft_case(
    reports: Sequence[Report],
    claims: Iterable[Claim],
    *,
    name: str = "draft",
    title: str = "",
    unread: Sequence[str] = (),
    names: str = "",
) -> Case:
    """A case drafted from reports and the claims read from them; see ``explained_draft``."""
    return explained_draft(reports, claims, name=name, title=title, unread=unread, names=names)[0]


def explained_draft(
    reports: Sequence[Report],
    claims: Iterable[Claim],
    *,
    name: str = "draft",
    title: str = "",
    unread: Sequence[str] = (),
    names: str = "",
) -> tuple[Case, Mapping[str, Sequence[str]]]:
    """A case drafted from reports and their claims, and why each part is as it is.

    The second is what ``write_case`` takes as comments: "start", "formations uk" and the like to
    lines, with the words the choice was made from.

    unread   why further reports could not be read; said in the case's notes
    names    the gazetteer the reports were read with, as TOML text laid over the bundled one

    Raises InputError when no report has a date, and NotEnoughEvidence, saying what is missing, when
    the claims speak of too little for a model.
    """
    every = reprinted(tuple({claim.id: claim for claim in claims}.values()))
    n_again = sum(claim.relation == "verbatim" for claim in every)
    every = kept_apart(reports, every)
    cut_off = _cut_off(reports, every)
    texts = [report.text for report in reports] or [claim.sentence for claim in every]
    gazetteer = Gazetteer.parsed(names) if names else Gazetteer()
    entities = dict.fromkeys(each for c in every for each in (c.subject.entity, c.voice.side))
    gazetteer = with_names_as_written(gazetteer, filter(_PLAIN.fullmatch, entities), texts)
    meant = common_nouns(entities, gazetteer, texts)
    read = [meaning(claim, meant) for claim in every]
    told = _tell_apart(read, cut_off)
    made_of = f"{count_words(len(reports), 'report')} and {count_words(len(every), 'claim')}"
    why = Reasons()
    why.say("id", f"{DRAFTED} from {made_of}; mend case.toml where a choice is wrong.")
    if n_again:
        stand = "1 claim stands" if n_again == 1 else f"{n_again:,} claims stand"
        why.say("id", f"{stand} word for word in an earlier report: counted once with it.")
    for noun, side in meant.items():
        why.say("sides", f"“The {noun}” are taken to be {gazetteer.side_names[side]}.")
    start = opening_day(every, told.offensives, cut_off, why)
    told = replace(told, start=start)
    leaning = leanings(texts, gazetteer)
    formations = _formations(told, gazetteer, why)
    belligerents = [item.side for item in formations]
    if formations:
        why.say("formations", said_of_losses(told))
    for pair in fights(read):
        leaning[pair] -= 2
        belligerents += sorted(pair) if pair & set(belligerents) else []
    sectors: tuple[Sector, ...] = ()
    stocks: tuple[Stock, ...] = ()
    if told.ground:
        acting = {claim.subject.entity for claim in read}
        salient = draft_salient(told, gazetteer, leaning, why, acting)
        sectors = (salient,)
        belligerents += [side for side in (salient.intruder, salient.holder) if side]
        formations = tuple(replace(item, sector=salient.id) for item in formations)
    if told.munitions:
        stock = draft_stock(told, gazetteer, why)
        stocks = (stock,)
        belligerents += [side for side in (stock.side, stock.supplier) if side]
        if stock.side != stock.supplier:
            leaning[frozenset((stock.side, stock.supplier))] += 5
    aliases = {side: tuple(n for n, each in meant.items() if each == side) for side in belligerents}
    formations = tuple(replace(item, aliases=aliases.get(item.id, ())) for item in formations)
    sides, sources = _sides_and_sources(
        reports, every, belligerents, leaning, gazetteer, meant, why
    )
    case = Case(
        id=name,
        title=title or _title(reports, formations),
        question="What do these claims jointly imply, and how sure is that?",
        start=start,
        cut_off=cut_off,
        horizon=cut_off + timedelta(days=FORECAST_DAYS),
        sides=sides,
        sectors=sectors,
        formations=formations,
        stocks=stocks,
        events=_events(told),
        sources=sources,
        claims=every,
        reports=tuple(_without_lost_links(report, every) for report in reports),
    )
    case = replace(case, observables=_observables(case, told))
    case = replace(case, scenarios=_scenarios(case))
    evidence, listed = evidence_for(case)
    if len(evidence) < FEWEST_TERMS:
        raise NotEnoughEvidence(_missing(case, told, len(evidence), listed))
    _say_what_is_not_modelled(told, why)
    others = "1 is listed" if len(listed) == 1 else f"{len(listed)} are listed"
    counted = f"{count_words(len(evidence), 'claim')} can be evidence, {others}"
    why.say("observables", f"{counted}{_reasons(every, listed)}.")
    for words in unread[:MOST_UNREAD]:
        why.say("id", f"Not read: {words}")
    if len(unread) > MOST_UNREAD:
        why.say("id", f"Not read: {count_words(len(unread) - MOST_UNREAD, 'further source')}.")
    case = replace(case, notes=tuple(why.notes))
    return replace(case, hash=case_hash(case)), why.about


def _title(reports: Sequence[Report], formations: Sequence[Formation]) -> str:
    """The first report's title; of reports without one, the forces that they are about."""
    if titles := [report.title for report in reports if report.title]:
        return titles[0]
    names = [item.name for item in formations[:2]]
    more = " and others" if len(formations) > 2 else ""
    words = " and ".join(names) + more if not more else ", ".join(names) + more
    return words[:1].upper() + words[1:] if names else "A drafted case"


def _reasons(claims: Sequence[Claim], listed: Sequence[Listed]) -> str:
    """Why the first of the claims with a measure that are listed are no evidence."""
    by_id = {claim.id: claim for claim in claims}
    told = [row for row in listed if by_id[row.claim].measure]
    said = "; ".join(f"“{by_id[row.claim].words}” - {row.reason}" for row in told[:MOST_LISTED])
    more = f"; and {len(told) - MOST_LISTED} more" if len(told) > MOST_LISTED else ""
    return f": {said}{more}" if said else ""


def _say_what_is_not_modelled(told: Told, why: Reasons) -> None:
    """Which parts of a campaign the claims do not speak of, so that the draft leaves them out."""
    absent = [
        words for words, claims in (
            ("no force (no strength or loss of a side is said)", told.people),
            ("no ground (no area taken, held or retaken is said)", told.ground),
            ("no munitions (no shells supplied or fired are said)", told.munitions),
        ) if not claims
    ]  # fmt: skip
    if absent:
        why.say("id", f"The draft has {', '.join(absent)}; add such a part where you know more.")


def _without_lost_links(report: Report, claims: Sequence[Claim]) -> Report:
    """The report, naming only such claims as its source as this case has."""
    known = {claim.id for claim in claims}
    kept = tuple(claim for claim in report.derived_from if claim in known)
    return report if kept == report.derived_from else replace(report, derived_from=kept)


def _cut_off(reports: Sequence[Report], claims: Sequence[Claim]) -> date:
    days = [report.published for report in reports if report.published]
    days += [claim.printed_on for claim in claims if claim.printed_on]
    if not days:
        raise InputError(
            "no report has a date of publication, so its times cannot be placed - "
            "give it with --published YYYY-MM-DD"
        )
    return max(days)


def _tell_apart(claims: Sequence[Claim], cut_off: date) -> Told:
    """Claims by what they speak of; those that are no observations are left out."""
    people: dict[str, list[Claim]] = {}
    postures: dict[str, list[Claim]] = {}
    ground: list[Claim] = []
    munitions: list[Claim] = []
    offensives: list[Claim] = []
    for claim in claims:
        if claim.status == "rejected" or claim.modality not in ("asserted", "probable"):
            continue
        # a number that is denied says how large nothing is
        has_number = claim.polarity != "denied" and any(
            number is not None for number in (claim.low, claim.value, claim.high)
        )
        entity = claim.subject.entity
        is_force = _PLAIN.fullmatch(entity) is not None and entity not in _NOT_A_FORCE
        if claim.measure in _PEOPLE and has_number and is_force:
            people.setdefault(entity, []).append(claim)
        elif claim.measure in _POSTURES and is_force:
            postures.setdefault(entity, []).append(claim)
        elif claim.measure == "offensive" and claim.polarity == "asserted":
            offensives.append(claim)
        elif claim.measure in _GROUND and has_number:
            ground.append(claim)
        elif claim.measure in _MUNITIONS and has_number:
            munitions.append(claim)
    return Told(
        people=people,
        postures=postures,
        ground=ground,
        munitions=munitions,
        offensives=offensives,
        start=cut_off,
        cut_off=cut_off,
    )


def _formations(told: Told, gazetteer: Gazetteer, why: Reasons) -> tuple[Formation, ...]:
    """One formation for each side whose strength or losses are counted."""
    counted = sorted(told.people, key=lambda entity: (-len(told.people[entity]), entity))
    slight = [entity for entity in counted if _hardly_touched(told.people[entity])]
    if slight and len(slight) < len(counted):
        names = ", ".join(gazetteer.side_names.get(entity, entity) for entity in slight)
        why.say(
            "formations",
            f"No force is modelled of {names}: fewer than {FEWEST_LOST} losses are all that is"
            " said.",
        )
        counted = [entity for entity in counted if entity not in slight]
    if len(counted) > MOST_FORMATIONS:
        left = ", ".join(counted[MOST_FORMATIONS:])
        why.say(
            "formations",
            f"Only the {MOST_FORMATIONS} most counted forces are modelled; not: {left}.",
        )
        counted = counted[:MOST_FORMATIONS]
    return tuple(
        draft_formation(
            entity, told.people[entity], told.postures.get(entity, []), told, gazetteer, why
        )
        for entity in counted
    )


def _hardly_touched(claims: Sequence[Claim]) -> bool:
    """Whether all that is said of a force are a few losses."""
    strength = any(
        MEASURES[c.measure].group == "strength" or c.unit == "share" or "/" in c.unit
        for c in claims
    )
    numbers = [number_of(claim) or 0.0 for claim in claims]
    return not strength and max(numbers, default=0.0) < FEWEST_LOST


def _sides_and_sources(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    belligerents: Sequence[str],
    leaning: Counter[frozenset[str]],
    gazetteer: Gazetteer,
    meant: Mapping[str, str],
    why: Reasons,
) -> tuple[tuple[Side, ...], tuple[Source, ...]]:
    """Who fights (with whom), who only speaks, and one source for each ultimate origin."""
    fighting = list(dict.fromkeys(belligerents))
    leader = coalitions(fighting, leaning)
    for head in dict.fromkeys(leader.values()):
        members = [side for side in fighting if leader[side] == head]
        if len(members) > 1:
            named = " and ".join(gazetteer.side_names.get(side, side) for side in members)
            why.say(
                "sides", f"{named} are taken to fight together, from the words between their names."
            )
    titles = called(reports)
    sources: dict[str, Source] = {}
    for claim in claims:
        origin = source_name(claim)
        if origin not in sources:
            sources[origin] = Source(
                id=origin,
                name=titles.get(origin, origin),
                side=_one_side(meant.get(claim.voice.side, claim.voice.side), fighting),
                kind=source_kind(claim, origin),
            )
    speaking = [source.side for source in sources.values() if source.side]
    sides = tuple(
        Side(
            id=side,
            name=gazetteer.side_names.get(side, side.replace("_", " ")),
            coalition=leader.get(side, side) if side in leader else "",
        )
        for side in dict.fromkeys([*fighting, *speaking])
    )
    return sides or (Side(id="unknown", name="unknown"),), tuple(sources.values())


def _one_side(side: str, fighting: Sequence[str]) -> str:
    """One side of a joint voice ("ukraine,us"): the one that does not fight, where there is one."""
    parts = [part.strip() for part in side.split(",") if part.strip()]
    return next((part for part in parts if part not in fighting), parts[0] if parts else "")


def _events(told: Told) -> tuple[Event, ...]:
    """Dated statuses, where the words give a day of their own."""
    events = []
    for claim in [*told.all(), *told.offensives]:
        measure = MEASURES[claim.measure]
        day = claim.held.from_
        vague = day and claim.held.until and (claim.held.until - day).days > LONGEST_EVENT_DAYS
        if vague:
            continue  # "last year's offensive" has no day
        if measure.timing == "status" and day and day <= told.cut_off and has_time(claim):
            words = claim.subject.words or "a force"
            what = f"{words[:1].upper()}{words[1:]}: {measure.title}"
            events.append(Event(day=day, what=what, kind=claim.measure, claims=(claim.id,)))
    return tuple(sorted(events, key=lambda event: event.day))


_ALWAYS: dict[PartKind, tuple[str, ...]] = {
    "formation": ("present", "casualties"),
    "salient": ("held_or_contested_km2", "taken_km2", "retaken_km2", "share_retaken"),
    "front": ("km2_per_day",),
    "stock": ("delivered", "delivered_since_start", "delivered_per_day", "share_of_fires"),
}


def _observables(case: Case, told: Told) -> tuple[Observable, ...]:
    """What every part is asked for, and whatever more the claims speak of."""
    spoken: dict[str, set[str]] = {}
    for item in case.formations:
        of_it = [*told.people.get(item.id, []), *told.postures.get(item.id, [])]
        names = {MEASURES[claim.measure].observable for claim in of_it}
        if any(claim.measure == "share_casualties" for claim in of_it) or item.arriving:
            names.add("deployed")
        if not item.arriving:
            names.discard("en_route")  # nobody is ever on the way to a force that is there
        if any(claim.measure == "in_reserve" for claim in of_it):
            names.add("on_line")
        spoken[item.id] = names
    for item in case.sectors:
        spoken[item.id] = {MEASURES[claim.measure].observable for claim in told.ground}
        if "contested_km2" in spoken[item.id]:
            spoken[item.id].add("held_km2")
    for item in case.stocks:
        spoken[item.id] = {MEASURES[claim.measure].observable for claim in told.munitions}
    found = []
    parts: list[tuple[str, str, PartKind]] = [
        *((item.id, item.name, "formation") for item in case.formations),
        *((item.id, item.name, item.kind) for item in case.sectors),
        *((item.id, item.name, "stock") for item in case.stocks),
    ]
    for part, words, kind in parts:
        always = _ALWAYS[kind]
        if kind == "stock" and spoken[part] <= {"fired_per_day"}:
            always = ("fired_per_day",)  # what is fired says nothing of what came
        for quantity in QUANTITIES[kind].values():
            if quantity.name in always or quantity.name in spoken[part]:
                found.append(
                    Observable(
                        name=f"{part}.{quantity.name}",
                        unit=quantity.unit,
                        title=f"{words[:1].upper()}{words[1:]}: {quantity.title}",
                        definition=quantity.definition.format(name=words),
                    )
                )
    return tuple(found)


def _scenarios(case: Case) -> tuple[Scenario, ...]:
    """The what-ifs that the parts allow."""
    later = case.cut_off + timedelta(days=21)
    tomorrow = case.cut_off + timedelta(days=1)
    asked = {item.name for item in case.observables}
    found = [
        Scenario(
            id=f"{item.id}-returns", title=f"{item.name} is back on the line in three weeks",
            change="return", target=item.id, start=later,
        )
        for item in case.formations
        if item.switches and item.switches[-1].to == "off"
    ]  # fmt: skip
    found += [
        Scenario(
            id=f"{item.id}-halved", title=f"Deliveries of {item.name} are halved",
            change="deliveries", target=item.id, start=tomorrow, amount=0.5,
        )
        for item in case.stocks
        if any(name.startswith(f"{item.id}.delivered") for name in asked)
    ]  # fmt: skip
    return tuple(found)


def _missing(case: Case, told: Told, n_terms: int, listed: Sequence[object]) -> str:
    """What a model would need and the claims do not say."""
    lacks = []
    denied = sum(
        c.polarity == "denied" and number_of(c) is not None for c in case.claims if c.measure
    )
    if denied:
        lacks.append(f"{count_words(denied, 'number')} only denied, which says what is not")
    if not told.people:
        lacks.append("no count of a force's strength or losses with a known side")
    if not told.ground:
        lacks.append("no area taken, held or retaken")
    if not told.munitions:
        lacks.append("no shells supplied or fired")
    if case.claims and all(
        claim.held.from_ is None and claim.held.until is None for claim in case.claims
    ):
        lacks.append("no day on which any of it held")
    said = {0: "no claim", 1: "only one claim"}.get(n_terms, f"only {n_terms} claims")
    why = f": {'; '.join(lacks)}" if lacks else ""
    return (
        f"the claims give too little for a model: {said} of {len(case.claims)} can be evidence"
        f"{why} - add reports on the same campaign, or prepare a case folder by hand"
    )
