"""Figures that name: units and their numbers, map references, types, times of day, paragraphs.

"2 Corps", "1/4 GR" and "136 Regt" count nothing; "two coys" and "3 battalions" do. What decides is
that a count above one has a plural noun, and that a name is written with capitals.
"""

from __future__ import annotations

import re

__all__ = ["designation_spans"]

_COUNTED = (
    r"(?!\s+(?:[a-z]+\s+)?(?:men|soldiers|troops|people|personnel|officers|tanks|vehicles|trucks|guns|aircraft|members|fighters"
    r"|casualties|killed|dead|wounded|prisoners|commanders|groups|units|headquarters|areas)\b)"
)
_UNIT = (
    r"(?:Corps|Div|Divn|Division|Bde|Brigade|Regt|Regiment|Bn|Battalion|Sqn|Squadron|Coy|Company|Fd|Cav|Bty"
    r"|Commando|Group|Wing|Army|Flotilla|Guards|Para|GR|FF|RB|RTR|RHA|RA|DLI|Punjab|Baluch|Rajput|Jat|Sikh|Hussars|Lancers|Lancs"
    r"|Gurkhas|Innisks|Northamptons|Surreys|Hampshires|Hamps|Leicesters|Foresters|Buffs|Essex|Inf|Armd)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_HOUR = r"[0-2]\d[0-5]\d"
# tried at the first figure of a run that stands free
_FROM_FIGURE = re.compile(
    "|".join(
        (
            # "2 Corps", "17 Indian Division", "603 Sqn": a name has capitals
            rf"(?!1 (?:Bn|Company|Squadron)\b)\d{{1,3}}(?:\s[A-Z][A-Za-z]*\.?){{0,2}}?\s{_UNIT}\b(?!s)\.?{_COUNTED}",
            # "603 squadron", "48 bde": a number above one with a singular
            r"(?!1\s)\d{1,3}\s(?:(?:bde|regt|bn|div|sqn)\b|(?:division|brigade|regiment|battalion|squadron)\b(?!\s(?!is|was|has)[a-z]+s\b|-))",
            # "2d Division", "1/4 GR": a fraction has "of" behind it
            r"\d{1,3}d(?=\s[A-Z])",
            rf"\d{{1,3}}/\d{{1,3}}(?:st|nd|rd|th|d)?(?=\s(?!{_MONTH})[A-Z])",
            # days and hours as staffs write them
            rf"\d{{1,2}}/\d{{1,2}}\s{_MONTH}[a-z]*\b",
            rf"\d{{1,2}}\s{_MONTH}[a-z]*\.?\s['’]?\d{{2}}(?=\s*(?:[.,;:)(]|\Z))",
            rf"\d{{6}}[A-Z]\s?{_MONTH}[a-z]*(?:\s\d{{2,4}})?\b|\d{{6}}[ZABH]\b",
            rf"{_HOUR}(?:H|Z|A|B)\b",
            rf"{_HOUR}\s?[-–]\s?{_HOUR}(?:\s?(?:H|Z|hrs|hours))",
            rf"{_HOUR}(?:\s?hrs)?\s(?:and|to)\s{_HOUR}\s?(?:H|Z|hrs|hours)\b",
            r"\d{1,3}\s(?:DOS|days?['’]? (?:of )?supply)\b",
            r"\d{1,3}(?:,\d{3})?\s(?:feet|ft)\b",
        )
    )
)
# tried on the words before a figure; what follows the figure is the second expression
_BEFORE_FIGURE = tuple(
    (re.compile(rf"(?:{before})\Z"), re.compile(after))
    for before, after in (
        # places on a map and on a road
        (
            r"\b(?:grid|MR|map ref(?:erence)?|vic|sq|MS|M\.S\.|milestone|Pts?\.?|Trig|Spot height|Ring Contour)\s(?:[A-Z]{1,2}\s?)?",
            r"\d{1,8}\b",
        ),
        (r"\b(?!US|UN|EU|PW|UK|EN|MI)[A-Z]{2}\s?", r"\d{6}(?:\d{2})?\b"),
        (
            r"\b(?:at|vic|area|near|from|to|ref|and)\s",
            r"\d{6}\b(?!\s*(?:men|people|persons|troops|soldiers|civilians|refugees|rounds|shells|tons))",
        ),
        # "G/2/4", "A/1/11 Cav", "Shahed-136/131"
        (r"\b[A-Z]{1,2}/(?:\d{1,3}/)?|[A-Za-z][-‑](?:\d{2,4}/)?", r"\d{1,5}(?:/\d{1,4})?\b"),
        (r"(?:\A|[.;:(] |\d[.)] )[Aa]t\s", rf"{_HOUR}\b(?![,.]\d)"),
        # makes of aircraft and tanks: "Ju 88", "Cant 1007s", "FW 190s"
        (
            r"\b(?:Ju|He|Me|Bf|Fw|FW|Do|Ar|Hs|SM|CR|Ki|Pe|Il|MC|RE|BR|La|Mi|Tu|Su|An|Yak|MiG|Cant|Macchi)\s",
            r"\d{1,4}s?\b",
        ),
        # papers and their parts
        (
            r"(?i:\b(?:sitrep|intsum|opsum|situation report|flash update|update|summary|telegram|despatch|appendix|serial|annexure"
            r"|operation order|chapter|section|para)\s(?:no\.?\s?|number\s)?)",
            r"\d{1,4}\b",
        ),
        (
            r"(?<!one )(?<!\ba )(?<!this )(?<!last )(?<!past )(?<!each )(?<!the )(?<!per )\b[Ww]eek\s",
            r"\d{1,2}(?=\s*[.,;:()–]|\s*\Z|\s(?:of|alone|and)\b)",
        ),
        (
            r"\b(?:Raid|Wave|Mission|Patrol|Serial|Item|Incident|Phase|Objective)\s",
            r"\d{1,3}(?=[.:)]|\s*\Z|,\s\d)",
        ),
    )
)
_PARAGRAPH = re.compile(r"\A\s*(?:\d{1,3}[.)]|\([a-z]\)|\([ivx]{1,4}\)|\(\d{1,2}\))\s")
_NUMERAL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|a hundred|hundred|thousand)"
)
_ORDINAL = re.compile(
    rf"(?:{_NUMERAL}(?:[ -]and[ -]|[ -])){{1,6}}(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth|[a-z]{3,5}teenth|[a-z]{3,5}tieth|hundredth)\b",
    re.IGNORECASE,
)
_HUNDREDS = re.compile(r"(?i)hundred|ty[- ]")
_FIGURES = re.compile(r"\d+")


def designation_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of numbers that name a unit, a place on the map, a type, an hour, a paragraph."""
    found = [match.span() for match in _PARAGRAPH.finditer(text)]
    for figures in _FIGURES.finditer(text):
        start = figures.start()
        if start == 0 or text[start - 1] not in "./,":
            match = _FROM_FIGURE.match(text, start)
            if match is not None:
                found.append(match.span())
                continue
        lead = text[max(0, start - 26) : start]
        for before, after in _BEFORE_FIGURE:
            match = after.match(text, start)
            if match is not None and before.search(lead) is not None:
                found.append(match.span())
                break
    if _HUNDREDS.search(text):  # "the six hundred and thirty-fourth day"
        found.extend(match.span() for match in _ORDINAL.finditer(text))
    return found
