"""Qualities: what reports say of a force in words - armour, cohesion, rest, tactics, morale, supply.

Ordinal evidence: the direction ("low" or "high") is kept as a flag, never a number.
"""

from __future__ import annotations

from collections.abc import Iterable

from fogline.claims.attribution import people_nouns
from fogline.claims.extractors._scale import SCALE, speaks_of_quality
from fogline.claims.extractors.patterns import Found, find_patterns, is_force, pattern, side_near
from fogline.claims.lexicon import lexicon
from fogline.claims.reading import Draft, Reading, SentenceReading

__all__ = ["qualities"]

_ARMOUR = r"(?:armou?red (?:vehicles?|support|carriers?|personnel carriers)|armou?r|tanks?|vehicles?|tank support|air support|artillery support|fire support|air cover)"
_TABLE = (
    pattern("armour_support", rf"\b(?:few|little|no|without|with no|scant|minimal|insufficient|inadequate|limited|hardly any|lack(?:ed|ing|s)?(?: of)?|short of|deprived of|almost no|scarcely any|unsupported by|only a few) (?:any |adequate |proper |enough )?{_ARMOUR}\b", "low"),
    pattern("armour_support", rf"\b(?:backed|supported|accompanied|covered|well supplied) (?:by|with) (?:strong |heavy |massed |columns of |dozens of )?{_ARMOUR}\b", "high"),
    pattern("cohesion", r"\b(?:lack(?:ed|ing|s)?(?: of)?|poor|little|weak|no|bad|breakdown (?:of|in)|loss of|without|insufficient|inadequate) (?:\w+ )?(?:cohesion|coordination|co-ordination|liaison|unity of command|communications?|interoperability|teamwork|discipline|command and control)\b", "low"),
    pattern("cohesion", r"\b(?:disorgani[sz](?:ation|ed)|disarray|uncoordinated|unco-ordinated|chaos in the ranks|badly coordinated|poorly coordinated|in disorder|confusion in (?:the|their) ranks|fend for themselves|language barrier)\b", "low"),
    pattern("cohesion", r"\b(?:well[- ]coordinated|well[- ]organi[sz]ed|close coordination|tight(?:ly)? coordinat\w+|fought as one|cohesive|disciplined)\b", "high"),
    pattern("rest", r"\b(?:rarely|seldom|never|not|without|hardly ever|no time to) (?:paus\w+|stopp?\w*|rest\w*|be(?:ing)? relieved|rotat\w+|rotation|time|sleep\w*)(?: to)? ?(?:regroup|rest|fall back|recover|rotate|relief)?\b", "low"),
    pattern("rest", r"\b(?:exhaust(?:ed|ion)|fatigue[d]?|worn[- ]out|war[- ]weary|weary|without (?:rest|relief|rotation|sleep)|sleepless|overstretched|spent force|tired)\b", "low"),
    pattern("rest", r"\b(?:rested|well[- ]rested|fresh troops|regrouped|refitted|refit|rested and re-?equipped)\b", "high"),
    pattern("tactics", r"\b(?:human[- ]wave|in waves|wave after wave|frontal (?:assaults?|attacks?)|mass(?:ed)? infantry (?:assaults?|attacks?)|meat[- ](?:assaults?|waves?|grinder)|banzai|suicid(?:e|al) (?:attacks?|charges?)|bayonet charges?|as foot soldiers|as cannon fodder|cannon fodder|across (?:mine ?fields?|open (?:ground|fields|terrain))|fields (?:studded|strewn|sown|seeded) with (?:land ?)?mines)\b", "low"),
    pattern("tactics", r"\b(?:infiltration tactics|small assault groups|combined[- ]arms|manoeuvre warfare|maneuver warfare|guerrilla tactics|hit[- ]and[- ]run|scorched[- ]earth|storm ?troop tactics|creeping barrage|bite and hold|siege tactics)\b"),
    pattern("troop_quality", r"\b(?:best[- ]trained|well[- ]trained|highly[- ]trained|elite|crack|battle[- ]hardened|combat[- ]hardened|seasoned|veteran|experienced|fierce (?:warriors|fighters)|special operations? (?:troops|forces)|picked|professional) (?:\w+ ){0,3}?(?:troops|soldiers|units?|forces|brigades?|divisions?|fighters|men|battalions?|regiments?|warriors|infantry|corps|formations?|paratroopers|marines|force|army)\b", "high"),
    pattern("troop_quality", r"\bfierce (?:warriors|fighters|soldiers)\b", "high"),
    pattern("troop_quality", r"\b(?:poorly[- ]trained|ill[- ]trained|badly[- ]trained|untrained|inexperienced|raw|green|ill[- ]equipped|poorly[- ]equipped|unseasoned|under[- ]?trained|hastily (?:trained|mobili[sz]ed)|half[- ]trained|third-rate|second-rate) (?:\w+ ){0,3}?(?:troops|soldiers|units?|forces|brigades?|recruits|conscripts|fighters|men|reservists|divisions?|infantry|replacements|force|army|levies)\b", "low"),
    pattern("morale", r"\b(?:low|poor|sagging|flagging|collapsing|crumbling|sinking|shaken|broken|faltering|plummeting|declining) morale\b|\bmorale (?:\w+ ){0,3}?(?:low|poor|collaps\w+|sagg\w+|crumbl\w+|plummet\w+|broken?|sank|sunk|fell|fallen|suffer\w*|bad)\b|\bdemorali[sz](?:ed|ation)\b", "low"),
    pattern("morale", r"\b(?:high|good|excellent|strong|buoyant|unbroken) (?:morale|spirits)\b|\bmorale (?:\w+ ){0,3}?(?:high|good|excellent|unbroken|strong)\b", "high"),
    pattern("supply_state", r"\b(?:short(?:age)?s? of|running (?:low on|out of|short of)|ran (?:out of|short of|low on)|out of|low on|lack(?:ed|ing|s)?(?: of)?|starved of|rationing|dwindling (?:stocks|supplies) of|scarcity of|critical(?:ly)? short of|desperately short of|depleted (?:stocks|stores|supplies) of) (?:\w+ ){0,3}?(?:ammunition|shells|fuel|food|water|supplies|petrol|munitions|rations|weapons|spare parts|medicine|artillery rounds|artillery|manpower|men|interceptors|missiles|infantry|equipment|bullets|medical supplies)\b", "low"),
    pattern("supply_state", r"\b(?:ammunition|fuel|food|supplies|supply lines?|munitions|rations|water) (?:\w+ ){0,3}?(?:running (?:low|out|short)|exhausted|ran (?:low|out|short)|cut(?: off)?|severed|dwindling|depleted|scarce)\b", "low"),
    pattern("supply_state", r"\b(?:well[- ]supplied|plentiful (?:supplies|ammunition)|ample (?:supplies|ammunition|stocks))\b", "high"),
    pattern("losses_level", r"\b(?:heavy|severe|staggering|significant|serious|substantial|enormous|huge|massive|terrible|appalling|grievous|crippling|high|devastating|considerable|horrendous|horrific|catastrophic|immense|mounting|major|great|unsustainable|bloody) (?:\w+ )?(?:casualties|causalities|losses|casualty rates?|death toll|loss of life|attrition)\b", "high"),
    pattern("losses_level", r"\b(?:light|minimal|minor|low|slight|few|modest|moderate|insignificant|negligible|no) (?:\w+ )?(?:casualties|losses)\b", "low"),
    pattern("losses_level", r"\b(?:driven|drove|drive|pushed|sent) (?:up )?(?:the )?casualties(?: up| higher)?\b|\bmowed down\b", "high"),
    pattern("rest", r"\b(?:without (?:a )?(?:break|respite|leave|pause|being relieved)|short of sleep|no (?:rest|sleep|respite|leave|relief)|on (?:its|their) last legs|dead on (?:its|their) feet|dropping with (?:fatigue|sleep)|worn (?:out|down)|at the end of (?:its|their) (?:tether|strength)|played out|used up)\b", "low"),
    pattern("morale", r"\b(?:in panic|panic[- ]stricken|broke and ran|lost heart|losing heart|disheartened|dispirited|despondent|in despair|mutinous|unwilling to fight|no will to fight|lost the will to|verge of (?:collapse|mutiny)|near (?:collapse|breaking point)|breaking point)\b", "low"),
    pattern("morale", r"\b(?:in (?:good|high|excellent|the best of) (?:heart|spirits?|fettle)|eager to (?:fight|attack)|confident of victory|full of fight)\b", "high"),
    pattern("cohesion", r"\b(?:no longer (?:exists?|a (?:fighting )?(?:force|formation|unit)|in touch)|ceased to (?:exist|be)|fell apart|falling apart|fallen apart|broken up|in rags|leaderless|badly led|badly handled|out of touch with|no contact with|did not (?:trust|know|support|understand) (?:each other|one another)|quarrel(?:led|ling)?|at odds with|mutual distrust|discipline (?:has |had )?(?:collapsed|broken down|gone))\b", "low"),
    pattern("cohesion", r"\b(?:discipline (?:is|was|remains?|remained) (?:good|excellent|strict|perfect|high)|in (?:good|perfect) order|shoulder to shoulder|as one (?:man|army|force))\b", "high"),
    pattern("supply_state", r"\b(?:badly|poorly|ill|half)[- ](?:fed|supplied|clothed|armed|shod|provisioned)|\b(?:hungry|starving|on half rations|half rations|eating (?:horse|mule|rats|raw|grass)|barefoot|in rags|no (?:ammunition|shells|fuel|food|water|bread|petrol|boots|medicines?|bandages)|without (?:ammunition|shells|fuel|food|water|bread|petrol|boots|medicines?|supplies)|(?:almost|nearly) no (?:\w+ )?(?:left|ammunition|shells|fuel|food)|(?:shells|ammunition|food|fuel|water|bread|petrol|cartridges) (?:for|left for) (?:only |barely |scarcely )?(?:a |an |\w+ )?(?:days?|weeks?|hours?))\b", "low"),
    pattern("troop_quality", r"\b(?:(?:shoot|fight|fought|shot|march(?:ed)?|bore themselves|behaved|held) (?:very |extremely |remarkably )?(?:well|badly|poorly|bravely|stubbornly|splendidly|magnificently))\b"),
    pattern("troop_quality", r"\b(?:boys of \w+|old men and boys|children (?:of|as young as)|barely (?:able|trained)|never (?:fired|held|handled) a (?:rifle|gun|shot)|no (?:training|combat experience)|weeks[’']? (?:of )?training)\b", "low"),
)  # fmt: skip


def _of_something_else(reading: Reading, item: SentenceReading, found: Found) -> bool:
    """Whether it is the quality of what is no force ("the quality of the photograph is poor")."""
    words = item.sentence.span_text(found.start, found.end)
    aspect, of, _ = words.partition(" of ")
    if found.pattern.measure not in ("troop_quality", "cohesion"):
        return False
    if not of or found.pattern not in SCALE or " " in aspect.removeprefix("the "):
        return False
    tokens = item.sentence.between(found.start + len(aspect) + len(of), found.end)
    nouns = lexicon().dimension_of
    return not any(
        nouns.get(t.lemma) in ("force", "formation")
        or t.lemma in people_nouns()
        or t.pos in ("PROPN", "PRON")
        or is_force(reading, t.text)
        for t in tokens
    )


def qualities(reading: Reading, item: SentenceReading) -> Iterable[Draft]:
    """What is said in words of how a force fights and fares."""
    sentence = item.sentence
    whose = ""  # of the quality before: losses in the same sentence are the same force's
    table = (*_TABLE, *SCALE) if speaks_of_quality(sentence.text) else _TABLE
    for found in sorted(find_patterns(reading, item, table), key=lambda each: each.start):
        side, subject, start = found.side, found.subject, found.start
        measure = found.pattern.measure
        words = sentence.span_text(found.start, found.end)
        if _of_something_else(reading, item, found):
            continue
        if measure == "troop_quality":
            own = reading.gazetteer.side_of(words) or side_near(reading, item, found.start)
            side, subject = own or side, words
        elif measure == "tactics" or not side or not is_force(reading, subject):
            side = side_near(reading, item, found.start) or side
            if not is_force(reading, subject):
                subject = reading.gazetteer.side_names.get(side, side)
        if measure == "rest" and found.pattern.direction == "low" and "tired" in words and not side:
            continue
        if measure == "losses_level" and not reading.gazetteer.side_of(words):
            if whose and reading.gazetteer.side_of(subject) != whose:
                side, subject = whose, reading.gazetteer.side_names.get(whose, whose)
        elif measure == "tactics" and side and reading.gazetteer.side_of(subject) != side:
            subject = reading.gazetteer.side_names.get(side, side)
        whose = side or whose
        direction = (f"direction: {found.pattern.direction}",) if found.pattern.direction else ()
        yield Draft(
            start=start, end=found.end, anchor=found.anchor, kind="quality", measure=measure, noun=words.lower(), predicate=found.anchor.text,
            role="quality", subject=subject, side=side, flags=direction, polarity="asserted",
        )  # fmt: skip
