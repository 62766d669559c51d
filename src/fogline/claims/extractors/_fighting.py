"""Statuses by what soldiers do: drive out, fall back, beat off, press on, shell, hold their fire.

The table of ``statuses`` lists what places and forces are said to have become; this one the verbs of
fighting, each with the forms it takes.

**Source:** chosen by us, from the vocabulary of communiques, agency copy and situation reports.
"""

from __future__ import annotations

from fogline.claims.extractors.patterns import Pattern, pattern

__all__ = ["FIGHTING"]

_NAME = r"(?-i:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+){0,2}"
_PLACE = (
    r"(?:cit(?:y|ies)|towns?|villages?|settlements?|hamlets?|hills?|heights?|ridges?|bridges?|bridgeheads?|airports?|airfields?|ports?|harbou?r|fortress(?:es)?|forts?|capital|"
    r"islands?|passe?s?|peninsula|suburbs?|outskirts|districts?|quarters?|bases?|camps?|barracks|stations?|farms?|woods?|crossings?|crossroads|strongholds?|enclaves?|pockets?|salient|"
    r"citadel|castle|outposts?|posts?|checkpoints?|positions?|trench(?:es)?|redoubts?|beachhead|plant|factory|dam|oilfields?|refinery|valley|province|region|territory|area|sector|"
    r"parallel|border|frontier|river|canal|line)"
)
_SOME = r"(?:almost all|nearly all|all|most|much|part|parts|large parts|swathes|half) (?:of )?(?:the |its |their )?"
_FOES = (
    r"(?:rebels?|troops|forces|army|soldiers|men|enemy|insurgents?|militants?|guerrillas?|garrison|defenders|attackers|fighters|units?|brigades?|divisions?|militia|jihadists|islamists|invaders?|aggressors?|occupiers?|columns?|them|us|"
    + r"(?-i:[A-Z])[\w’'-]+s?)"
)
_OWN = r"(?:its|their|his|our|the|all|some of its|most of its|the last of its|her)"
_BODY = r"(?:forces|troops|men|units?|fighters|army|garrison|soldiers|armour|armor|guns|contingent|brigades?|divisions?|battalions?|peacekeepers|marines|guards|personnel)"
_STRIKES = r"(?:attacks?|assaults?|raids?|counter-?attacks?|sorties?|thrusts?|onslaughts?|offensives?|charges?|advances?|attempts?|push|drive|landing)"
_HELD_OFF = r"(?:repuls(?:ed|ing|e|es)|repell(?:ed|ing)|repels?|beat(?:en)? (?:off|back)|beaten (?:off|back)|thr(?:ew|own) (?:off|back)|dr(?:ove|iven) (?:off|back)|fought off|warded off|held off|flung back|turned back|broken up|blunted|halted|stopped|stemmed|contained|checked|foiled|thwarted)"
_SITES = r"(?:hospitals?|schools?|markets?|bazaars?|depots?|plants?|stations?|warehouses?|headquarters|convoys?|columns?|buildings?|blocks?|houses?|homes|mosques?|church(?:es)?|shelters?|infrastructure|substations?|grid|refiner(?:y|ies)|railways?|rail|bridges?|airfields?|airports?|air bases?|bases?|barracks|dumps?|targets?|cit(?:y|ies)|towns?|villages?|suburbs?|districts?|quarters?|neighbou?rhoods?|camps?|positions?|lines?|trenches|works|forts?|batter(?:y|ies)|defences|ports?|harbou?r|ships?|tanker)"

FIGHTING: tuple[Pattern, ...] = (
    # who was driven out, and what was won back
    pattern("control", rf"\b(?P<at>forced|drove|driven|drive|pushed|ousted|expelled|evicted|cleared|flushed|dislodged|thrown|threw|chased|swept|flung) (?:the |all |most |some |our |their |enemy |last )*(?:[\w’'-]+ ){{0,2}}?{_FOES} (?:out of|from|off|back from) (?:the |its |their |a |an |most of |all of |much of )*(?:[\w’'-]+ ){{0,3}}?(?:{_PLACE}\b|{_NAME})", force=True),
    pattern("control", rf"(?<!\bat\s)(?<!\bof\s)(?<!\bfor\s)(?<!\bfrom\s)(?<!\bbefore\s)(?<!\bwithout\s)(?<!\bby\s)(?<!\bon\s)\b(?P<at>re-?capturing|re-?taking|capturing|seizing|liberating|overrunning|occupying|reclaiming|regaining|freeing|(?:taking|winning) (?:back|control of)) (?:the |its |their |{_SOME})?(?:[\w’'-]+ ){{0,3}}?(?:{_PLACE}\b|{_NAME})", force=True),
    pattern("control", rf"\b(?:managed to|were able to|was able to|succeeded in|has been able to|have been able to) (?P<at>captur(?:e|ing)|seiz(?:e|ing)|tak(?:e|ing)|retak(?:e|ing)|recaptur(?:e|ing)|liberat(?:e|ing)|reclaim(?:ing)?|regain(?:ing)?|occupy(?:ing)?) (?:the |{_SOME})?(?:[\w’'-]+ ){{0,3}}?(?:{_PLACE}\b|{_NAME})", force=True),
    pattern("control", rf"\b(?P<at>reclaimed|won back|wrested back|took back|taken back|clawed back|swept through|swept into|overran) (?:the |{_SOME})?(?:[\w’'-]+ ){{0,3}}?(?:{_PLACE}\b|{_NAME})", force=True),
    pattern("control", rf"\b(?:captured|seized|took|taken|retook|retaken|recaptured|recovered|liberated|occupied|holds?|held|controls?|controlled|lost) {_SOME}(?P<at>{_NAME}|(?:[\w’'-]+ ){{0,2}}?{_PLACE})\b", force=True),
    pattern("control", r"\b(?P<at>fell) (?:to|into the hands of) (?:the |a |an )?(?:[\w’'-]+ ){0,3}?(?:rebels?|troops|forces|army|enemy|assault|attack|hands|insurgents|militants|guerrillas|storm|defenders|advance|offensive)\b"),
    pattern("control", rf"\b{_NAME} (?:is|was) (?:now |at last |finally |once more )?(?P<at>free|ours|liberated|secure|in our hands)\b"),
    pattern("control", rf"\bthe (?P<at>taking|retaking|recovery|relief|reduction) of (?:the )?(?:{_PLACE}\b|(?:{_PLACE} of )?{_NAME})"),
    pattern("control", r"\b(?:parallel|border|frontier|river|canal|line|dyke|wire) (?:has|had|have|was|were) (?:been )?(?:also |now )?(?P<at>crossed|breached|forced|pierced|broken)\b"),
    # who fell back
    pattern("withdrawal", rf"\b(?P<at>with(?:drew|drawn|draw|draws|drawing)|pull(?:ed|ing|s)?) (?:back |out )?{_OWN} (?:[\w-]+ ){{0,2}}?{_BODY}\b(?: (?:back|out|home|away|north|south|east|west))?(?! (?:up|forward|under))"),
    pattern("withdrawal", r"\b(?:forced|forcing|compelled|obliged|had) (?:[\w’'-]+ ){0,4}?to (?P<at>pull back|retreat|withdraw|fall back|retire|give ground|abandon)\b"),
    pattern("withdrawal", r"\b(?P<at>retired|retiring) (?:to|from|behind|in (?:good )?order|without|on|across|towards?|upon|southwards?|northwards?|eastwards?|westwards?|under)\b", force=True),
    pattern("withdrawal", r"\b(?:are|were|is|was) (?:still |now )?(?P<at>running away|on the run|in flight|taking to (?:their heels|the hills)|retreating|falling back|retiring|pulling (?:back|out)|withdrawing)\b", force=True),
    pattern("withdrawal", r"\b(?:remnants?|survivors|rest|rearguards?|remainder) (?:of [\w’' -]{1,30}?,? )?(?:[\w ]{0,30}, )?(?:are|were|is|was|have|had) (?:been )?(?P<at>retreating|falling back|fleeing|withdrawing|withdrawn|retired|making for)\b"),
    # attacks made and attacks held
    pattern("assault", rf"\b{_STRIKES} (?:(?:on|against|upon|by|near|at|from) (?:[\w’'-]+ ){{1,4}}?)?(?:was|were|has been|had been|have been|being) (?:all |easily |bloodily |again |also )?(?P<at>{_HELD_OFF})\b"),
    pattern("assault", rf"\b(?P<at>{_HELD_OFF}) (?:an? |the |its |their |all |every |several |repeated |fresh |further |enemy |hostile |strong |heavy )*(?:[\w’'-]+ ){{0,2}}?{_STRIKES}\b"),
    pattern("assault", r"\b(?P<at>carried out|made|conducted|staged|mounted|launched|undertook|delivered|attempted) (?:an? |the |its |another |fresh |several |repeated |further )*(?:[\w’'-]+ ){0,2}?(?:raids?|attacks?|assaults?|sorties?|forays?|counter-?attacks?|ambush(?:es)?|landings?) (?:on|upon|against|near|at|in|along|across|into)\b"),
    pattern("assault", rf"\b(?P<at>attacked|raided|stormed|assaulted|ambushed) (?:the )?(?:{_PLACE} of )?{_NAME}\b(?! (?:for|over|as|with|and (?:his|her|the) (?:government|policy|record)))", force=True),
    pattern("assault", r"\bcame under (?P<at>(?:renewed |repeated |fresh |heavy |infantry |ground |close )*(?:attack|assault))\b", force=True),
    pattern("assault", r"\b(?P<at>attack(?:ed|s|ing)?|assaulted) (?:again|twice|three times|in (?:force|strength|waves|the dark|thick fog)|repeatedly|all along|along the (?:whole )?(?:front|line)|at (?:dawn|daybreak|night|first light|dusk|noon|\\d)|during the (?:night|morning|day)|before dawn|by night|from (?:the |three |two |all )|on (?:a|an|the) (?:\\w+ )?(?:front|wing|flank))", force=True),
    pattern("assault", r"\b(?:was|were|been|being) (?P<at>ambushed|attacked|raided|stormed|assaulted)\b", force=True),
    # who presses on
    pattern("offensive", rf"\b(?P<at>pushed|drove|pressed|surged|thrust|advanced|advancing|advances?|poured|swept|rolled) (?:further |deeper |deep |steadily |rapidly |on |ahead |forward |(?:north|south|east|west)(?:wards?)? )*(?:on|into|towards?|to within|through|up to|across) (?:the )?(?:[\w’'-]+ ){{0,3}}?(?:{_PLACE}\b|{_NAME}|lines?\b|gaps?\b)", force=True),
    pattern("offensive", r"\b(?:continue[sd]?|began|begun|started|resumed|kept|is|are|was|were) (?:to )?(?P<at>advanc(?:e|ing)|press(?:ing)? (?:on|forward|ahead)|push(?:ing)? (?:on|forward|ahead)|gain(?:ing)? ground|driv(?:e|ing) forward)\b", force=True),
    pattern("offensive", r"\b(?P<at>drove|pressed|pushed|surged) forward\b", force=True),
    pattern("offensive", r"\b(?P<at>went|gone|going|go|passed|is|are|was|were|remains?) on(?:to)? the (?:offensive|attack|counter-?attack)\b", force=True),
    pattern("offensive", r"\b(?P<at>widened|expanded|extended|stepped up|intensified|broadened|pressed home|continued|resumed|halted|called off|suspended|launched|began) (?:its|their|his|the|an|a|our) (?:[\w’'-]+ ){0,2}?(?:offensive|advance|assault|attack|push|drive|campaign|operations?)\b(?! (?:by|against) (?:the )?(?:virus|disease|corruption))", force=True),
    pattern("offensive", r"\b(?P<at>broke|broken|break(?:s|ing)?|burst|smashed|punched) through (?:the |its |their |our |enemy |at |on |near |in )", force=True),
    pattern("offensive", r"\b(?P<at>penetrated|pierced|breached|breaching|piercing) (?:deeply |deep )?(?:into )?(?:the |its |their |our )(?:[\w’'-]+ ){0,3}?(?:lines?|front|defen[cs]es?|perimeter|wire|positions?)\b"),
    pattern("offensive", rf"\b(?P<at>closing in|closed in|bearing down|converging|closing) on (?:the )?(?:[\w’'-]+ ){{0,2}}?(?:{_PLACE}\b|{_NAME})", force=True),
    pattern("offensive", r"\b(?:counter-?offensive|offensive|advance|attack|push|drive|assault) (?:[\w’'-]+ ){0,3}?(?:(?:has|had|have|was|is|were|seems|appears) (?:to have )?(?:been )?)?(?P<at>slowed|stalled|halted|held up|bogged down|checked|petered out|ground to a (?:halt|standstill)|run out of steam|ran out of steam|faltered|failed|collapsed|come to a (?:halt|standstill)|came to a (?:halt|standstill))\b"),
    pattern("arrival", r"\b(?:convoys?|columns?|reinforcements?|supplies|trains?|relief|drafts?) (?:[\w’'-]+ ){0,3}?(?P<at>got through|came in|came up|arrived|reached|is on the way|are on the way|are arriving)\b"),
    pattern("reinforcement", r"\b(?:reinforcements|fresh troops|fresh divisions|reserves) (?:are|were|is|was|have been|had been) (?:being |also |now )?(?P<at>rushed|sent|brought up|moved up|thrown in|poured in|despatched|dispatched|hurried)\b|\b(?P<at2>rush(?:ed|ing)|hurr(?:ied|ying)|brought up|bringing up|pour(?:ed|ing) in|thr(?:ew|own) in|sen(?:t|ding)) (?:[\w’'-]+ ){0,2}?(?:reinforcements|fresh troops|reserves)\b"),
    # fire from afar
    pattern("strikes", rf"\b(?P<at>shelled|bombed|bombarded|struck|pounded|pummel?led|rocketed|strafed|mortared|targeted) (?!(?:by|at|out|off|down|up|a (?:deal|pact|truce|blow|balance|note|bargain)) )(?:the |a |an |its |their |our |his |several |two |three |many |some |civilian |residential |enemy |key )*(?:[\w’'-]+ ){{0,3}}?(?:{_SITES}\b|{_NAME})", force=True),
    pattern("strikes", rf"\b(?:air ?strikes?|shells?|shelling|bombs?|rockets?|missiles?|drones?|mortars?|warplanes|artillery|bombardment|raids?) (?:[\w’'-]+ ){{0,3}}?(?P<at>hit|hits|hitting|struck|strikes|striking|landed on|fell on|falling on|rained (?:down )?on|destroyed|damaged) (?:the |a |an |its |their |our |several |civilian |residential )*(?:[\w’'-]+ ){{0,3}}?(?:{_SITES}\b|tents|{_NAME})"),
    pattern("strikes", r"\b(?P<at>resumed|began|opened|kept up|continued|intensified|stepped up) (?:the |their |its |heavy |again )*(?:shelling|bombing|bombarding|bombardment of|firing on|air ?strikes on|fire on)\b"),
    pattern("strikes", r"\bcame under (?P<at>(?:renewed |repeated |fresh |heavy |intense |sustained |mortar |artillery |rocket |sniper |tank |shell )*(?:fire|shelling|bombardment|shellfire))\b"),
    # rings and truces
    pattern("encirclement", r"\b(?P<at>thrown|threw|drawn|drew|closed|tightened|tightening) (?:an? |the |its |their )(?:[\w’'-]+ ){0,2}?(?:ring|noose|cordon|net|stranglehold|grip|circle) (?:around|round|about|on)\b|\b(?P<at2>tightening|tightened) (?:the|their|its) (?:ring|noose|stranglehold|grip|siege|blockade)\b"),
    pattern("ceasefire", r"\b(?:cease-?fire|truce|armistice),? (?:which |that )?(?:[\w’'-]+ ){0,6}?(?P<at>came into (?:force|place)|was ignored|been ignored|been broken|was broken|broken|breached|violated|is holding|still holds|held firm|unravel(?:led|ing)|in tatters|shattered|lapsed|began|ran out)\b"),
    pattern("encirclement", r"\b(?:roads?|railways?|highways?|supply lines?|routes?|communications) (?:[\w’'-]+ ){0,5}?(?:has|have|had|was|were|is|are) (?:been )?(?:now |also )?(?P<at>cut|severed|blocked)\b"),
    pattern("control", rf"\b(?:flag|colou?rs|standard|banner)s? (?:now |already |again )?(?P<at>flies|fly|flew|waves?|floats?|was raised|was hoisted|went up|has been raised|has been hoisted) (?:over|above|on|from) (?:the )?(?:{_NAME}|(?:[\w’'-]+ ){{0,2}}?(?:{_PLACE}|citadel|palace|town hall|parliament|tower))"),
    pattern("ceasefire", r"\b(?:cease-?fire|truce|armistice) (?:still |so far |generally |largely )?(?P<at>holds|held)\b"),
    pattern("ceasefire", r"\b(?P<at>suspension|cessation|pause) (?:of|in) (?:all |the |military |offensive )*(?:operations|hostilities|fighting|strikes|attacks)\b|\b(?P<at2>failed|second|third|latest) (?:[\w-]+ )?(?:cease-?fire|truce)\b"),
    pattern("ceasefire", r"\b(?:fighting|hostilities|firing|shooting|guns|shelling|clashes|battle) (?:[\w’'-]+ ){0,2}?(?P<at>subsided|eased|abated|petered out|came to a halt|came to an end)\b"),
)  # fmt: skip
"""The patterns of fighting, in order."""
