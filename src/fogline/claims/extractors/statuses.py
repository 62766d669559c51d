"""Statuses: dated events of a force or a place - arrived, withdrawn, back, encircled, taken."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fogline.claims.binding import phrase_of
from fogline.claims.claim import Held
from fogline.claims.extractors._fighting import FIGHTING
from fogline.claims.extractors.patterns import Found, find_patterns, pattern
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.syntax import Sentence

__all__ = ["statuses"]

_LINE = r"(?:front ?-?lines?|front|lines?|battlefield|combat|battle|fighting|sector|positions?|zone|field|action|trenches|contact line|area|region|city|town|\w+ (?:region|province|oblast|sector|front))"
_NAME = r"(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+){0,2}"
_PLACE = (
    r"(?:cit(?:y|ies)|towns?|villages?|settlements?|hills?|heights?|ridges?|bridges?|bridgeheads?|airports?|airfields?|ports?|harbou?r|fortress(?:es)?|forts?|capital|"
    r"islands?|passe?s?|peninsula|suburbs?|districts?|quarters?|bases?|camps?|barracks|stations?|farms?|woods?|crossings?|crossroads|strongholds?|enclaves?|salient|"
    r"citadel|castle|outposts?|posts?|checkpoints?|positions?|trench(?:es)?|redoubts?|beachhead|plant|factory|dam|oilfields?|refinery|valley|province|region|territory|border post)"
)
_TABLE = (
    pattern("withdrawal", rf"\b(?P<at>pulled|pulling|pull|taken|moved|withdrawn|withdrew|withdraws?|rotated|removed) (?:\w+ ){{0,5}}?(?:off|out of|back from|away from|from|out|back) (?:the |their |its |all )?(?:\w+ )?{_LINE}\b", force=True),
    pattern("withdrawal", rf"\b(?:not|n[’']t|no longer|never) (?:\w+ )?(?:been )?(?P<at>seen|observed|spotted|sighted|present|active|encountered|fighting)(?: \w+){{0,3}}? (?:at|on|in|along|near) (?:the )?(?:\w+ )?{_LINE}\b", force=True),
    pattern("withdrawal", r"\b(?P<at>withdrew|withdrawn|withdrawing|withdraws|retreated|retreating|retreats|fell back|fallen back|pulled back|pulled out|pulling out|evacuated (?:their|its) positions|abandoned (?:their|its|the) (?:\w+ )?(?:positions?|posts?|bases?|trenches))\b(?! (?:from|its|their) (?:the )?(?:treaty|agreement|statement|remarks|candidacy|offer|talks|deal))", force=True),
    pattern("withdrawal", r"\b(?:withdrawal|retreat|pullout|pull-out|pullback|evacuation) of (?:\w+ ){0,6}?(?P<at>troops|forces|soldiers|units|army|brigades?|divisions?|fighters|contingent|garrison)\b"),
    pattern("withdrawal", r"\b(?:had|has|have|having) (?P<at>left|quit|vacated|abandoned|evacuated|withdrawn from|pulled out of) (?:the |its |their )?(?:(?:town|city|village|area|region|island|fortress) of )?(?-i:[A-Z])[\w’'-]+", force=True),
    pattern("return", rf"\b(?P<at>returned|return|returning|returns|went back|gone back|redeployed|sent back|rejoined|back) (?:\w+ ){{0,3}}?(?:to|in|into|at|on) (?:the |their )?(?:\w+ )?{_LINE}\b", force=True),
    pattern("return", r"\b(?:could|may|might|would|will|to) (?P<at>return|come back|go back|rejoin)\b(?! (?:to|for) (?:the )?(?:table|talks|negotiat|power|office|peace|normal|work|school|home))", force=True),
    pattern("return", r"\b(?:not|n[’']t) (?P<at>be|been|necessarily be) (?:a )?permanent\b"),
    pattern("first_combat", r"\b(?P<at>entered|joined|saw|seen|enter|enters|entering|joining|engaged in|took part in|begun|began|started|went into|gone into|first) (?:\w+ ){0,3}?(?:combat|the fighting|fighting|the battle|battle|action|the fray|the war|hostilities)\b(?! (?:between|continued|erupted|season))", force=True),
    pattern("arrival", r"\b(?P<at>arrived|arrives|arriving|have landed|landed|disembarked|reached) (?:\w+ ){0,4}?(?:in|at|on|from|near|the) (?:the )?[\w-]+", force=True),
    pattern("arrival", r"\b(?P<at>arrival) of (?:[\w,]+ ){0,6}?(?:troops|soldiers|forces|men|contingent|fighters|units?|brigades?|divisions?|reinforcements|marines)\b"),
    pattern("offensive", r"\b(?P<at>launched|launch|launches|began|begun|started|opened|mounted|unleashed|resumed|beginning|launching) (?:\w+[ -]){0,5}?(?:counter-?offensive|offensive|invasion|incursion|ground assault|ground operation|major assault|counter-?attack|general attack|ground invasion|operation)\b"),
    pattern("offensive", r"\b(?:counter-?offensive|offensive|invasion|incursion|operation) (?:that |which )?(?P<at>began|begun|opened|started|was launched|is under way|got under way|was halted|stalled|has stalled)\b"),
    pattern("encirclement", r"\b(?P<at>encircled|surrounded|besieged|encircling|trapped|cut off|encirclement of|in encirclement|under siege)\b(?! by (?:mountains|hills|forest|fields|wall))"),
    pattern("control", r"\b(?P<at>captured|seized|took|taken|liberated|recaptured|retook|retaken|overran|overrun|conquered|occupied|took control of|taken control of|gained control of|wrested|stormed) (?:control of )?(?:the (?:\w+ )?(?:town|village|city|settlement|port|island|base|airport|bridge|hill|district|capital|airfield|fortress|provincial capital|stronghold|enclave|settlements|villages) of )?(?:the )?(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+){0,2}"),
    pattern("control", r"(?!(?:Rain|Snow|Night|Darkness|Shells?|Bombs?|Rockets?|Prices?|Silence|Fog|Men|Losses|Temperatures?|Dusk)\b)(?-i:\b[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+){0,2} (?:has |had |have )?(?P<at>fell|fallen|was captured|was taken|was retaken|was liberated|changed hands|has been captured|been liberated|been captured|been taken)\b"),
    pattern("agreement", r"\b(?P<at>signed|sign|restored|concluded|ratified|renewed|agreed|sealed|struck|reached|initialled|revived) (?:on )?(?:\w+[ -]){0,5}?(?:treaty|pact|agreement|accord|accords|deal|alliance|memorandum|convention|protocol|armistice)\b"),
    pattern("ceasefire", r"\b(?P<at>agreed|declared|announced|brokered|accepted|broke|violated|signed|observed|ordered|called|took effect|reached) (?:\w+[ -]){0,5}?(?:cease-?fire|truce|armistice|halt to (?:the )?fighting)\b"),
    pattern("ceasefire", r"\b(?:cease-?fire|truce|armistice) (?:\w+ ){0,4}?(?P<at>took effect|came into force|came into effect|began|collapsed|broke down|held|was holding|expired|ended|takes effect|was signed|went into effect|has held|entered into force)\b"),
    pattern("ceasefire", r"\b(?:cease-?fire|truce|armistice) (?:\w+ )?(?P<at>declared|agreed|announced|brokered|signed|negotiated)\b"),
    pattern("surrender", r"\b(?P<at>gave (?:themselves|himself|itself) up|given (?:themselves|itself) up|giving (?:themselves|itself) up|giving up(?! (?:the|its|their|any|land|ground|territory|on|hope|a|no)\b))\b"),
    pattern("denial", r"\b(?P<at>denied|denies|deny|denying|rejected|rejects|dismissed|dismisses|disputed|disputes|refuted) (?:the |that |any |all |as |these |those |having |such |reports|claims|this|it|losing|involvement)"),
    pattern("denial", r"\b(?P<at>declined|refused|declines|refuses) to (?:comment|confirm)\b|\b(?:did|does|do|would|has|have) not (?:comment(?:ed)?|respond(?:ed)?) (?:on|to)\b"),
    pattern("surrender", r"\b(?P<at>surrendered|capitulated|laid down (?:their|its) arms|surrendering|surrenders)\b", force=True),
    pattern("assault", r"\b(?P<at>stormed|assaulted|attacked|attacking|storming|assaulting) (?:\w+ ){0,4}?(?:positions|lines|trenches|the (?:city|town|village|airport|base|bridge)|defen[cs]es|outposts?|strongholds?)\b", force=True),
    pattern("control", rf"\b(?P<at>fall|capture|recapture|seizure|loss|liberation|occupation|conquest|storming|surrender|abandonment|re-?conquest) of (?:the )?(?:{_PLACE} of )?(?:the )?{_NAME}"),
    pattern("control", rf"\b(?P<at>captured|seized|took|taken|liberated|recaptured|retook|retaken|overran|overrun|conquered|occupied|stormed|lost|abandoned|regained|wrested|entered|cleared) (?:control of |possession of )?(?:the|a|an|its|their|our|both|most of the|all of the|part of the) (?:[\w’'-]+ ){{0,3}}?{_PLACE}\b(?! (?:council|hall|authorities|centre of gravity|record))", force=True),
    pattern("control", rf"(?:\b(?:the|its|their|our|no|both|two|three|outer|inner|\w+[’']s) (?:[\w’'-]+ ){{0,3}}?{_PLACE}|\b{_NAME}|\b(?:it|they|which)) (?:(?:has|have|had|was|were|is|are|would|could|will|may|might|about|to|soon|been|also|now|finally|then|never|not|being|be) ){{0,4}}(?:(?P<at>fell|fallen|fall|changed hands)|(?:was|were|been|being|be|is|are)(?: \w+ly| now| also| then)? (?P<at2>captured|taken|retaken|recaptured|liberated|stormed|given up|overrun|seized|occupied|lost to))\b(?! (?:back|ill|silent|short|apart|in love|from|by \d|under|upon|on (?:the )?(?:troops|men|town|city)|out of|part|aim|prisoner|into line|off|sick|asleep|over|with|a |an |dead|of (?:the )?(?:wall|snow|rain|night)))"),
    pattern("control", r"\b(?:is|are|was|were|remains?|remained|stay(?:s|ed)?|now|still) (?P<at>in (?:full |firm |complete |sole |undisputed )?(?:control|possession|charge) of|masters? of|in (?:the )?(?:[\w’'-]+ ){0,3}?(?:hands|possession)|under (?:the )?(?:full |firm |complete )?(?:[\w’'-]+ ){0,3}?(?:control|occupation))\b", ),
    pattern("control", rf"\b(?P<at>entered|re-?entered|marched into|rode into|swept into|broke into|moved into|crossed into) (?:the )?(?:{_PLACE}\b|(?:{_PLACE} of )?{_NAME})", force=True),
    pattern("arrival", rf"\b(?P<at>reached|crossed|linked up with|joined up with|came ashore (?:at|near|on)|put ashore (?:at|near|on)|joined hands with) (?:the )?(?:[\w’'-]+ )?(?:{_NAME}|(?:river|border|frontier|coast|sea|{_PLACE}))", force=True),
    pattern("withdrawal", rf"\b(?P<at>evacuated|vacated|quit|quitted|left|abandoned|gave up|given up|yielded|surrendered|relinquished) (?:the |its |their )?(?:[\w’'-]+ ){{0,2}}?(?:{_NAME}|{_PLACE})(?! (?:in ruins|alone|open|behind|dead|burning|without))", force=True),
    pattern("withdrawal", r"\b(?P<at>retreat(?:ing|ed|s)|fall(?:ing|s) back|fell back|pull(?:ing|ed|s)? (?:back|out)|withdraw(?:ing|s)?|withdrew|streaming (?:back|away|towards?)|fleeing|fled|driven back|thrown back|flung back|pushed back|forced back|hurled back|routed|in (?:full )?(?:retreat|flight)|broke and ran|been relieved|was relieved|were relieved|come out of the line|came out of the line)\b(?! (?:the country|their homes|abroad|persecution|to (?:safety|neighbo|camps)))", force=True),
    pattern("offensive", r"\b(?:counter-?offensive|offensive|invasion|incursion|operation|campaign|counter-?attack|advance|assault|attack|push|drive) (?:[\w’'-]+ ){0,3}?(?:, )?(?:that |which |had |has |was )?(?P<at>began|begun|opened|started|launched|unleashed|got under way|under way)\b"),
    pattern("offensive", rf"\b(?P<at>offensive|counter-?offensive|invasion|incursion|thrust|drive|campaign) (?:into|on|against|towards?|across) (?:the )?(?:{_NAME}|{_PLACE})"),
    pattern("control", r"\b(?P<at>taken|took|seized|captured|held|retaken|retook|occupied) (?:and (?:held|occupied|kept) )?(?:(?-i:[A-Z])[\w’'-]+|enemy|foreign|hostile) (?:territory|soil|ground|land)\b", force=True),
    pattern("assault", rf"\b(?P<at>attacked|attacking|stormed|storming|assaulted|assaulting|fell upon|struck at|charged|rushed|raided|shelled and rushed) (?:the |its |their |our |a |an )?(?:[\w’'-]+ ){{0,3}}?(?:{_PLACE}|positions?|lines?|trench(?:es)?|defen[cs]es?|garrison|convoy|column|camp|division|brigade|pickets|redoubts?)\b", force=True),
    pattern("ceasefire", r"\b(?P<at>ceased? fire|ceased? firing|stopped? (?:firing|fighting|shooting)|hold(?:ing)? (?:their|its) fire|lay(?:ing)? down their arms|end(?:ed|ing)? hostilities|suspend(?:ed|ing)? hostilities)\b|\b(?:fighting|hostilities|firing|shooting|guns|shelling) (?:[\w’'-]+ ){0,2}?(?P<at2>stopped|ceased|ended|fell silent|died down)\b"),
    pattern("encirclement", rf"\b(?P<at>investment|siege|encirclement|blockade|envelopment) of (?:the )?(?:[\w’'-]+ ){{0,2}}?(?:{_NAME}|{_PLACE}|garrison|division|army|force)|\b(?P<at2>invested|blockaded|beleaguered|hemmed in|penned in|blocked (?:in|up)|bottled up|ringed|pinned (?:in|against)|shut up in|boxed in|boxed up)\b"),
    pattern("surrender", r"\b(?P<at>hand(?:ed|ing)? over (?:their|its) (?:arms|weapons)|white flags?|capitulat(?:ed|es|ion)|laid down (?:their|its) (?:arms|weapons)|surrender of)\b", force=False),
    pattern("control", r"\b(?P<at>carried|rushed|forced|secured|stormed|taken|won) (?:by (?:assault|storm|coup de main|escalade)|at (?:the point of the bayonet|bayonet point|the first rush))\b"),
    pattern("control", rf"\b(?P<at>capture|recapture|seizure|liberation|occupation|conquest|storming|fall|loss) of (?:the |its |their )?(?:[\w’'-]+[’']s )?(?:{_NAME} )?(?:{_PLACE}|headquarters|command|palace|parliament|airport|ministry)\b"),
    pattern("control", rf"\b(?P<at>raised|hoisted|planted|ran up|flies|flying) (?:the |their |its |our |his )(?:\w+ )?(?:flag|colou?rs|standard)s? (?:over|on|above|in) (?:the )?(?:{_NAME}|{_PLACE})"),
    pattern("withdrawal", r"\b(?P<at>(?:slip|slipped|slipping|melt|melted|melting|draw|drew|drawn|drawing|edg(?:e|ed|ing)|filter(?:ed|ing)?|fad(?:e|ed|ing)|scatter(?:ed|ing)?|steal|stole|stolen|bolted|limp(?:ed|ing)?|trickl(?:e|ed|ing)|stagger(?:ed|ing)?) (?:away|back|off)|(?:gave|given|giving|ceded|yielded) ground|left the field|broke (?:off (?:the )?(?:action|engagement|battle)|contact)|decamped|made off|took to (?:their heels|the (?:hills|woods|bush|mountains)))\b", force=True),
    pattern("arrival", r"\b(?P<at>disembarked|detrained|came up|moved up|marched up|came into line|taken over|took over|relieved) (?:\w+ ){0,2}?(?:our|the|their|its|his) (?:\w+ )?(?:trench(?:es)?|positions?|lines?|sector|front|posts?|garrison)\b", force=True),
    pattern("arrival", r"\b(?:took|taken|taking) (?P<at>up) (?:\w+ ){0,2}?(?:positions?|quarters|their posts|station)\b", force=True),
    pattern("offensive", r"\b(?P<at>went|gone|go|going|passed|passing) over to the (?:attack|offensive|counter-?attack)\b|\b(?P<at2>opened|pressed|renewed|resumed|reopened) (?:its|their|the|his|a|an) (?:[\w’'-]+ ){0,2}?(?:attack|assault|drive|advance|push|offensive|bombardment)s?\b"),
    pattern("offensive", r"\b(?:counter-?offensive|offensive|invasion|incursion|uprising|rising|campaign)(?: [\w’'-]+){0,3}?,? (?P<at>begun|began|opened|launched|started|is (?:now )?(?:in|into) its|enters? its|entered its)\b"),
    pattern("offensive", rf"\b(?P<at>crossed|stormed across|poured across|swept across|forced(?= the (?:river|border|frontier|canal|pass))) (?:the )?(?:{_NAME}|border|frontier|river|canal|line of control|ceasefire line)\b", force=True),
    pattern("encirclement", r"\b(?P<at>pocketed|in (?:a|the) pocket|sealed off|ringed off|in the bag|hemmed in)\b|\bring (?:\w+ ){0,3}?(?P<at2>closed|closing|shut|tightened|tightening)\b"),
    pattern("surrender", r"\b(?P<at>gave up|given up|giving up|yielded|struck|hauled down|lowered) (?:the |their |its )?(?:city|town|fortress|place|garrison|colou?rs|flag|citadel|fort)\b"),
    pattern("surrender", r"\b(?:asked|asking|asks|sued|suing) for (?P<at>terms|quarter|an armistice)\b"),
    pattern("assault", r"\b(?:no|another|a|an|the|fresh|further|renewed|new|heavy|night|dawn|ground|frontal|infantry|armou?red) (?:[\w’'-]+ ){0,2}?(?P<at>assault|attack) (?:on|against|upon|at) (?:the )?(?:[\w’'-]+ ){0,2}?(?:positions?|lines?|trench(?:es)?|town|city|village|hill|fort|works|bridge|airport|(?-i:[A-Z])[\w’'-]+)"),
)  # fmt: skip
_NO_PLACE = re.compile(
    r"(?i)(?:the )?(?:shells?|bombs?|rockets?|missiles?|rain|snow|night|darkness|prices?|silence|fog|losses|leaflets|temperatures?|dusk|curtain)\s+(?:\w+\s+)?f(?:e|a)ll"
)
_DECIDING = re.compile(r"(?i)\b(?:decision|order|choice|move|plan|proposal)\b")


def statuses(reading: Reading, item: SentenceReading) -> Iterable[Draft]:
    """Dated happenings that put a force on or off the line or a place in other hands."""
    for found in find_patterns(reading, item, (*_TABLE, *FIGHTING)):
        words = draft_words(item, found).lower()
        if found.pattern.measure == "control" and _NO_PLACE.match(draft_words(item, found)):
            continue  # "shells fell on the market"
        if found.pattern.measure == "control" and re.search(
            r"decision|step|measure|action", found.subject
        ):
            continue  # "no decision to give up the city had been taken"
        if _is_nominal(found):
            low, _ = phrase_of(item.sentence, found.anchor)
            before = item.sentence.span_text(low, found.anchor.end)
            found.subject, found.subject_start = before, low
            found.side = reading.gazetteer.side_of(before)
        start, end = _span(item, found)
        draft = Draft(
            start=start, end=end, anchor=found.anchor, kind="status", measure=found.pattern.measure,
            noun=found.anchor.lemma, predicate=found.anchor.text, role="event", subject=found.subject, side=found.side, unit="status",
        )  # fmt: skip
        if found.pattern.measure == "withdrawal" and re.search(
            r"(?i)\b(?:not|n[’']t|no longer|never)\b",
            item.sentence.text[found.start - item.sentence.start : found.end - item.sentence.start],
        ):
            draft.polarity = "asserted"  # "not seen" is itself the observation
            draft.flags = ("non-detection: weaker than a withdrawal",)
        if found.pattern.measure == "control" and re.search(
            r"\b(?:about to|will|would|soon|could|may|might)\b", words
        ):
            may = re.search(r"\b(?:could|may|might)\b", words)
            draft.modality = "possible" if may else "forecast"
        if found.pattern.measure == "encirclement" and re.search(
            r"(?i)\b(?:lift|rais|br(?:oke|eak)|reliev|end)\w*\s+(?:the\s+)?\Z",
            item.sentence.text[: found.start - item.sentence.start],
        ):
            draft.polarity = "denied"  # "lifted the siege of": it holds no more
        if found.pattern.measure == "return" and "permanent" in draft_words(item, found):
            draft.polarity, draft.modality = "asserted", "possible"
            draft.side = draft.side or reading.gazetteer.side_of(
                item.sentence.text[: found.start - item.sentence.start].split(" to ")[-1]
            )
        if re.search(
            r"(?i)\b(?:decision|order|choice|move) to \Z",
            item.sentence.text[: found.start - item.sentence.start],
        ):
            draft.polarity, draft.modality = "asserted", "asserted"
        if not draft.side and found.pattern.measure in ("withdrawal", "return"):
            draft.side = reading.gazetteer.side_of(draft_words(item, found))
        if _DECIDING.search(draft.subject) and draft.side:
            draft.subject = reading.gazetteer.side_names.get(draft.side, draft.side)
        if found.pattern.measure in ("withdrawal", "return") and _decision(item.sentence, found):
            draft.modality = "possible"
        held, time, _ = reading.held(item, found.anchor)
        if time is not None:
            low, high = item.sentence.start + time.start, item.sentence.start + time.end
            if 0 <= low - draft.end <= 30:
                draft.end = high
            elif time.kind == "since" or (
                found.pattern.measure == "withdrawal" and time.kind == "window"
            ):
                draft.held = Held(from_=held.from_, until=held.until, basis=held.basis)
        yield draft


def _is_nominal(found: Found) -> bool:
    """ "the fall of X", "last year's offensive into X": the happening itself is the subject."""
    return found.anchor.pos == "NOUN" and found.pattern.measure in (
        "control",
        "offensive",
        "encirclement",
    )


def draft_words(item: SentenceReading, found: Found) -> str:
    """The matched words."""
    return item.sentence.span_text(found.start, found.end)


def _span(item: SentenceReading, found: Found) -> tuple[int, int]:
    """From the subject, when it stands before and near, to the end of the match."""
    start = found.start
    if item.sentence.start <= found.subject_start < start and start - found.subject_start <= 160:
        start = found.subject_start
    return start, found.end


def _decision(sentence: Sentence, found: Found) -> bool:
    """ "It is possible that ... return": the possibility covers the whole clause."""
    lead = sentence.text[: found.start - sentence.start]
    return (
        re.search(
            r"(?i)\bit (?:is|was|remains) (?:also )?possible\b|\bpossib(?:le|ility) (?:that|of)\b",
            lead,
        )
        is not None
    )
