"""The ordinal scale of qualities: what of a force is spoken of, and how good it is said to be.

An aspect (morale, discipline, training, supply) meets a word of the scale in one of the few forms
English has for it: "faltering morale", "morale was faltering", "morale faltered", "discipline
patchy", "a collapse of morale"; or a participle carries both ("badly led", "dispirited").

**Source:** chosen by us, from the vocabulary of campaign histories and situation reports.
"""

from __future__ import annotations

import re

from fogline.claims.extractors.patterns import Pattern, pattern

__all__ = ["SCALE", "speaks_of_quality"]

_ASPECTS = {
    "morale": (
        r"morale|(?:fighting |public |their |the )?spirits?|will to (?:fight|resist)|fighting will|mood"
        r"|confidence|resolve|determination|motivation|esprit de corps|enthusiasm|nerves?"
    ),
    "troop_quality": (
        r"training|performance|quality|skills?|standards?|marksmanship|gunnery|leadership|competence"
        r"|professionalism|(?:combat |fighting )?(?:effectiveness|capacity|qualit(?:y|ies)|power|value)"
        r"|proficiency|readiness|conduct|bearing|behaviou?r|generalship|seamanship|airmanship|drill"
    ),
    "cohesion": (
        r"cohesion|co-?ordination|discipline|communications?|command and control|liaison"
        r"|organi[sz]ation|unity(?: of command)?|teamwork|co-?operation|interoperability"
        r"|chain of command|staff work"
    ),
    "supply_state": (
        r"supply(?: lines?| situation| position)?|supplies|logistics|provision(?:s|ing)|rations"
        r"|(?:ammunition|fuel|food|water|ration|shell|manpower)(?: supply| supplies| stocks| situation)?"
        r"|stocks|stores|sustainment|equipment|medical care"
    ),
    "rest": r"stamina|endurance|energy|physical condition|state of the men",
    "armour_support": r"(?:armou?red|tank|air|artillery|fire) (?:support|cover)",
}
_ADVERB = (
    r"(?:(?:very|so|too|quite|rather|fairly|generally|increasingly|visibly|clearly|still|now|already"
    r"|badly|deeply|extremely|remarkably|reportedly|also|again|often|largely|at best|at times|at first"
    r"|said to be|reported to be|described as|judged|considered|believed to be|not|never|no"
    r"|far from|anything but|somewhat|surprisingly|notably|pretty|getting|growing) ){0,3}"
)
_LOW = (
    r"(?:very |extremely |rock[- ])?(?:low|lower|lowest|poor|poorer|bad|worse|worst|weak|weaker|shaky|shakier"
    r"|brittle|fragile|patchy|uneven|ragged|sluggish|sloppy|lax|slack|thin|fraying|frayed|faltering|flagging"
    r"|sagging|wavering|waning|ebbing|crumbling|eroding|eroded|sinking|slipping|declining|deteriorating"
    r"|dwindling|falling|plunging|plummeting|collapsing|collapsed|broken|shattered|shaken|dented|rotten"
    r"|abysmal|dismal|dire|miserable|wretched|awful|terrible|appalling|dreadful|woeful|mediocre"
    r"|indifferent|inadequate|insufficient|deficient|lacking|wanting|questionable|doubtful|dubious"
    r"|precarious|parlous|strained|stretched|overstretched|critical|desperate|tenuous|erratic|haphazard"
    r"|chaotic|disjointed|clumsy|inept|incompetent|amateurish|lacklust(?:re|er)|disappointing"
    r"|underwhelming|sub-?par|sub-?standard|(?:second|third)-rate|unimpressive|non-?existent|minimal"
    r"|scanty|scarce|meagre|meager|negligible|rudimentary|sketchy|hasty|gone|at (?:a )?(?:very )?(?:low ebb"
    r"|rock bottom|breaking point|its lowest|an end|risk)|through the floor|in (?:tatters|shreds|ruins"
    r"|free fall|doubt|question|pieces)|hand[- ]to[- ]mouth|on (?:its|their) (?:knees|last legs)|short"
    r"|tight|stretched thin|touch and go|under (?:strain|pressure))"
)
_HIGH = (
    r"(?:very |extremely )?(?:high|higher|highest|good|better|best|fine|finest|excellent|strong|stronger|sound|solid"
    r"|firm|steady|steadier|robust|buoyant|unbroken|intact|unshaken|undimmed|undiminished|splendid"
    r"|magnificent|superb|outstanding|exemplary|admirable|impressive|remarkable|unbreakable|resolute"
    r"|improving|improved|recovering|rising|soaring|restored|decent|adequate|sufficient|ample"
    r"|plentiful|abundant|assured|secure|effective|competent|skilful|skillful|professional|perfect"
    r"|beyond (?:all )?praise|at (?:its|their) (?:best|peak|height)|first[- ]rate|first[- ]class|top[- ]notch"
    r"|never (?:been )?(?:higher|better)|sky[- ]high|unflagging|unwavering|stubborn|fierce)"
)
_FALLS = (
    r"(?:falter|flag|sagg?|waver|wan|ebb|crumbl|erod|sink|sank|sunk|slipp?|slump|declin|deteriorat|dwindl"
    r"|fall|fell|dropp?|plung|plummet|collaps|crack|snapp?|suffer|fray|fail|dissolv|evaporat|vanish"
    r"|disintegrat|dipp?|wilt|tumbl|nosediv|worsen|slacken|weaken|diminish)(?:e|es|ed|en|ing|s)?\b"
    r"|(?:broke|breaks|breaking|gave way|gives way|ran (?:low|out|short)|runs? (?:low|out|short)"
    r"|running (?:low|out|short)|dried up|drying up|broke down|breaks down|breaking down)\b"
)
_RISES = (
    r"(?:recover|ris|rose|improv|soar|reviv|stiffen|rebound|strengthen|brighten|pick(?:s|ed)? up)"
    r"(?:e|es|ed|en|ing|s)?\b|(?:held|holds|holding|hold) (?:up|firm|steady|good|out)\b|(?:has|had|have) held\b"
)
_BE = (
    r"(?:is|are|was|were|be|been|being|remains?|remained|remaining|seems?|seemed|becomes?|became|looks?|looked"
    r"|stays?|stayed|runs?|ran|grows?|grew|appears?|appeared|gets?|got|has been|have been|had been|as|[\u2019']s"
    r"|left (?:much|a lot|everything)? ?to be desired|stood|stands|lay|lies|hangs)"
)
_OF = r"(?: (?:of|in|among|within|on|between|across|at|for) (?:[\w\u2019'-]+ ){0,4}?[\w\u2019'-]+)?"
_QUOTE = "[\u201c\"\u2018']?"


def _both(measure: str, aspect: str) -> list[Pattern]:
    made: list[Pattern] = []
    for words, verbs, direction in ((_LOW, _FALLS, "low"), (_HIGH, _RISES, "high")):
        made += [
            pattern(measure, rf"\b{_ADVERB}{words}(?:,? (?:and|but|or) [\w-]+)? (?:aspect)\b".replace("aspect", aspect), direction),
            pattern(measure, rf"\b(?:{aspect})\b{_OF},? (?:(?:also|now|there|still|itself|alone|which|that|once|today|here) ){{0,2}}?{_BE},? {_ADVERB}{_QUOTE}{words}\b", direction),
            pattern(measure, rf"\b(?:{aspect})\b{_OF} (?:(?:has|have|had|is|are|was|were|to|will|may|could|might|soon|then|also|never|not|did|does|began|begun|started|starting|visibly|clearly|badly|steadily|finally|now|still) ){{0,4}}(?:{verbs})", direction),
            pattern(measure, rf"\b(?:{aspect}),? {_QUOTE}{words}(?=[\u201d\"\u2019']?(?:[,;.]| and | but |\Z))", direction),
        ]  # fmt: skip
    losing = (
        r"collapse|breakdown|erosion|loss|decline|drop|dip|fall|crisis|lack|want|absence|shortage"
        r"|deterioration|weakening|slump|failure|poverty"
    )
    gaining = r"recovery|revival|rise|improvement|surge|boost|restoration"
    made += [
        pattern(measure, rf"\b(?:{losing}) (?:of|in) (?:[\w\u2019'-]+ ){{0,3}}?(?:{aspect})\b", "low"),
        pattern(measure, rf"\b(?:{gaining}) (?:of|in) (?:[\w\u2019'-]+ ){{0,3}}?(?:{aspect})\b", "high"),
    ]  # fmt: skip
    return made


_PARTICIPLES = {
    "troop_quality": r"trained|led|officered|drilled|prepared|schooled|commanded|handled",
    "cohesion": r"organi[sz]ed|co-?ordinated|disciplined|integrated",
    "supply_state": (
        r"supplied|equipped|armed|fed|clothed|provisioned|paid|housed|shod|stocked|provided for"
    ),
    "morale": r"motivated",
    "rest": r"rested",
}


def _people() -> list[Pattern]:
    made: list[Pattern] = []
    for measure, participles in _PARTICIPLES.items():
        made += [
            pattern(measure, rf"\b(?:poorly|badly|ill|under|half|barely|hardly|scarcely|insufficiently|inadequately|hastily|wretchedly|miserably|un)[- ]?(?:{participles})\b", "low"),
            pattern(measure, rf"\b(?:well|better|best|highly|superbly|splendidly|excellently|properly|fully|strongly|lavishly|adequately)[- ](?:{participles})\b", "high"),
        ]  # fmt: skip
    low = (
        r"demorali[sz]ed|dispirited|disheartened|discouraged|downcast|crestfallen|sullen|mutinous|restive"
        r"|jittery|jaded|listless|apathetic|panicky|panic-stricken|despondent|dejected|disillusioned|shaken"
        r"|rattled|unnerved|cowed|faint-hearted|half-hearted|unenthusiastic|reluctant to fight|past caring"
    )
    high = r"cheerful|jubilant|elated|undaunted|undeterred|resolute|high-spirited|unbowed|fired up|spoiling for a fight"
    force = r"(?:troops|soldiers|men|forces|units?|fighters|garrison|defenders|recruits|conscripts|army|ranks|they|we|battalions?|brigades?|divisions?|corps)"
    be = r"(?:is|are|was|were|be|been|remain(?:s|ed)?|seem(?:s|ed)?|look(?:s|ed)?|became|feel|felt|appear(?:s|ed)?|grew)"
    made += [
        pattern("morale", rf"\b(?:{low})\b", "low"),
        pattern("morale", rf"\b(?:{high}) (?:\w+ )?{force}\b|\b{force} (?:\w+ )?{be} (?:\w+ )?(?:{high})\b", "high"),
        pattern("supply_state", r"\bshort of (?:everything|almost everything|nearly everything|officers|men|all (?:supplies|kinds))\b", "low"),
        pattern("supply_state", r"\b(?:eat(?:s|ing|en)?|ate|boil(?:ed|ing)|kill(?:ed|ing)) (?:their|its|the|our) (?:own )?(?:horses|mules|camels|dogs|belts|boots)\b|\b(?:hand to mouth|down to (?:its|their) last (?:\w+ )?(?:rounds?|shells?|cartridges?|rations?|bread|water))\b|\b(?:no|without) (?:\w+ )?(?:water|food|bread|fuel|power|medicines?|electricity)\b", "low"),
        pattern("morale", r"\b(?:desertions?|indiscipline|mutiny|insubordination|drunkenness|looting|self-inflicted wounds) (?:is|was|were|are|has been|have been|had been)? ?(?:rife|common|widespread|rampant|frequent|endemic|on the rise|rising|growing|spreading)\b|\b(?:rife|widespread|rampant|mass) (?:with )?(?:desertions?|indiscipline|insubordination)\b", "low"),
        pattern("troop_quality", rf"\b(?:{force}|military|navy|air force|line|front|defen[cs]es?|offensive|advance|assault)\b(?: (?:in|inside|on|at|around|near) (?:the )?[\w\u2019'-]+)? (?:is|are|was|were|has been|have been|had been|seem(?:s|ed)?|remain(?:s|ed)?) {_ADVERB}(?:faltering|flagging|floundering|struggling|wilting|cracking|buckling|reeling|tottering|creaking|fraying|crumbling|stretched thin|stretched to (?:the limit|breaking point)|on the back foot|at breaking point|hard[- ]pressed|bogged down|overstretched|overextended|under strain)\b", "low"),
        pattern("losses_level", rf"\b(?:losses|casualties|the (?:cost|toll|price)|they|these|those|it)(?: \w+){{0,2}}? (?:is|are|was|were|have been|has been|had been|remain(?:s|ed)?|proved|as) (?:\w+ )?{_QUOTE}(?:heavy|severe|high|staggering|enormous|huge|grievous|terrible|appalling|crippling|catastrophic|considerable|serious|horrendous|frightful|unsustainable)\b", "high"),
        pattern("losses_level", rf"\b(?:losses|casualties)(?: \w+){{0,2}}? (?:is|are|was|were|have been|had been|remain(?:s|ed)?|proved|as) (?:\w+ )?{_QUOTE}(?:light|slight|small|few|trifling|minimal|negligible|modest|moderate|low)\b", "low"),
        pattern("losses_level", r"\b(?:loss(?:es)?|casualties),? (?:on (?:our|their|the enemy[’']s) side )?(?:very |comparatively |relatively )?(?:considerable|heavy|severe|serious|enormous|great)(?=[,.;]|\Z)", "high"),
        pattern("losses_level", r"\b(?:loss(?:es)?|casualties),? (?:on (?:our|their|the enemy[’']s) side )?(?:very |comparatively |relatively )?(?:slight|light|small|trifling|insignificant)(?=[,.;]|\Z)", "low"),
        pattern("morale", r"\b(?:units?|men|troops|soldiers|companies|battalions?|conscripts|recruits|regiments?|crews|fighters) (?:[\w’'-]+ ){0,2}?(?:have |had |has )?refus(?:ed|ing|e) to (?:advance|fight|attack|go (?:forward|over|up)|obey|move|leave (?:the|their) trenches)\b|\bthr(?:ew|own|owing) (?:away|down) (?:their|its) (?:rifles|arms|weapons|guns)\b", "low"),
        pattern("troop_quality", r"\b(?:fights?|fought|fighting|resist(?:s|ed|ing)?|defend(?:s|ed|ing)?) with (?:great |much |the greatest |extreme |remarkable |desperate )?(?:stubbornness|courage|determination|skill|tenacity|bravery|fury|desperation|gallantry|obstinacy|valour|spirit)\b", "high"),
        pattern("supply_state", r"\b(?:have|has|had) (?:not|hardly|barely) eaten\b|\b(?:horses|mules|camels|oxen) (?:are|were) (?:dying|starving|failing)\b|\b(?:ran|run|running) out of (?:anaesthetics?|drugs|bandages|blood|medicines?|doctors|beds|everything|bread|coal|forage)\b", "low"),
        pattern("morale", r"\b(?:sown?|sowed|spread(?:ing)?|caused?|causing) (?:panic|alarm|despair|confusion|dismay) (?:among|in|through)\b|\bpanic (?:spread|broke out|gripped|seized)\b", "low"),
        pattern("supply_state", r"\b(?:died?|dying|dead|perish(?:ed|ing)?) (?:of|from) (?:hunger|starvation|thirst|exposure|cold|disease|typhus|dysentery|want)\b|\beat(?:en|ing)? (?:our|their|its|the) (?:\w+ )?(?:cavalry|horses|mules)\b|\bfrostbite\b", "low"),
        pattern("losses_level", r"\b(?:frightful|trifling|ruinous|murderous|sickening|punishing|eye-watering|grave|extraordinary|record) (?:\w+ )?(?:losses|casualties)\b"),
        pattern("troop_quality", r"\b(?:perform(?:s|ed|ing)?|fought|fights?|fighting|behaved?|acquitted (?:itself|themselves)|conducted (?:itself|themselves)|manoeuvred|maneuvered) (?:\w+ )?(?:well|badly|poorly|sluggishly|admirably|creditably|indifferently|clumsily|superbly|honourably|honorably|heroically|half-heartedly|disappointingly|erratically|bravely|gallantly|stubbornly|tenaciously|fiercely|skilfully|ineptly)\b"),
    ]  # fmt: skip
    return made


SCALE: tuple[Pattern, ...] = (
    *(each for measure, aspect in _ASPECTS.items() for each in _both(measure, aspect)),
    *_people(),
)
"""The patterns of the scale, in order; the direction is of the word, negation apart."""

_SPEAKS = re.compile(
    r"(?i)\b(?:"
    + "|".join(
        (
            *_ASPECTS.values(),
            r"losses|casualties|toll|cost|(?:poorly|badly|ill|under|half|barely|well|better|best|highly|fully)\b",
            r"desertions?|indiscipline|mutin\w+|insubordination|looting|horses|mules|short of|past caring",
            r"demorali|dispirit|dishearten|discourag|downcast|sullen|restive|jitter|jaded|listless|panicky",
            r"despond|deject|disillusion|shaken|rattled|unnerved|cheerful|jubilant|elated|undaunted|resolute",
            r"falter|flagg|flounder|struggl|buckl|reel|creak|crumbl|stretched|back foot|breaking point|hard[- ]pressed|bogged",
            r"perform|fought|fights?|fighting|behave|acquitted|bread|power|electricity|hand to mouth|heavy|refus|rifles|arms|weapons|courage|stubborn|determin|tenac|brave|skill|eaten|camels|oxen|out of|panic|alarm|despair|hunger|starv|thirst|typhus|frostbite|cavalry|loss",
        )
    )
    + r")"
)


def speaks_of_quality(text: str) -> bool:
    """Whether any word of the scale's aspects stands in a sentence: a quick look first."""
    return _SPEAKS.search(text) is not None
