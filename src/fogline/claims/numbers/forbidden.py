"""Figures that are no quantities: dates, clock times, ages, designators, addresses."""

from __future__ import annotations

import re

from fogline.claims.numbers.designations import designation_spans

__all__ = ["counts_on", "forbidden_spans"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_FORBIDDEN = re.compile(
    "|".join(
        (
            r"\b\d{4}-\d{2}-\d{2}\b",
            r"\b\d{1,3}(?:m|h|d|min|mins|hr|hrs)\s+ago\b",
            r"(?<=[A-Z][a-z]{3} )\d{3,4}[A-Z]{1,3}\b|(?<=[a-z] )\d{3,4}[A-Z]\b(?=\s+[a-z])",
            r"(?<=[A-Z][a-z]{5} )\d(?=\s+(?:radio|television|TV)\b)",
            r"\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_MONTH}\b"
            r"(?:,?\s+\d{4}\b)?",
            rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?\d{{1,2}}(?:st|nd|rd|th)?)?\b(?![,.]\d{{3}})"
            r"(?!\s*(?:soldiers|troops|people|men|civilians|km|per cent|percent|%))(?:,?\s+\d{4}\b)?",
            rf"\b{_MONTH},?\s+(?:of\s+)?(?:1[5-9]|20)\d{{2}}\b",
            rf"\b(?:between|from)\s+{_MONTH}\s+\d{{1,2}}\s+(?:and|to)\s+\d{{1,2}}\b",
            r"\b\d{1,2}[:.]\d{2}\s?(?:a\.?m\.?|p\.?m\.?|hrs|hours|GMT|UTC|local|CET|EET|Z)\b\.?",
            r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
            r"\b\d{1,2}\s?(?:a\.m\.?|p\.m\.?|am|pm|o['’]clock)(?![a-z])",
            r"\b[0-2]\d[0-5]\d\s?(?:hrs|hours|GMT|UTC|Z|local time)\b",
            r"\b(?:at|from|until|by|around)\s+[0-2]?\d[.h][0-5]\d\b(?!\s*(?:km|per|%|m\b))",
            # decades and year spans
            r"\b(?:the\s+)?(?:1[5-9]|20)\d{2}s\b",
            r"\b(?:1[5-9]|20)\d{2}\s?[-–/]\s?(?:(?:1[5-9]|20)\d{2}|\d{2})\b(?!\s*(?:soldiers|troops|men))",
            # designators: letters and digits joined, calibres, numbered units, addresses
            r"\b[A-Za-z]{1,6}[-‑]\d{1,5}(?:[A-Za-z]{0,4}\d{0,3})\b(?:[-‑]\d{1,3})?",
            r"\b[A-Z]{1,5}\d{1,5}[A-Za-z]{0,3}\b",
            r"\b\d{1,3}[A-Z]{1,2}\d{1,3}\b",
            r"\b\d{1,3}(?:\.\d{1,2})?\s?[-‑]?\s?(?:mm|millimet(?:re|er)s?|cm|caliber|calibre|pounder|pdr|prs?|inch|in\.)(?![a-z])",
            r"\b\d{1,3}(?:\.\d)?-(?:inch|pounder|gun|calib(?:re|er))\b",
            r"(?<!put )(?<!stand )(?<!stood )(?<!stands )(?<!remain )(?<!remains )(?<!is )(?<!was )(?<!them )(?<!dead )(?<!losses )(?<!number )(?<!strength )(?<!toll )(?<!it )(?<!figure )\b(?:at|until|since|before|after) (?:[1-9]|1[0-2])(?=[.;]?\s*\Z)",
            r"(?i:\b(?:five|ten|twenty|twenty-five|quarter|half|\d{1,2})\s+(?:minutes\s+)?past\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|\d{1,2})\b)",
            r"(?i:\b(?:average|median|mean) age\b[^.;]{0,50}?\b(?:is|was|of)\s+(?:\d+|twenty|thirty|forty|fifty|sixty)[\w-]*)",
            r"\b(?:vol\.?|col\.?|cc\.?|pp\.?)\s?\d{1,5}(?:[-–]\d{1,5})?\b",
            r"\b\d{1,4}(?:,\d{3})*(?:st|nd|rd|th)\b|\b\d{0,2}[23]d\b",
            r"(?i:\b(?:hill|height|point|route|highway|road|article|articles|resolution|chapter|section|page|"
            r"unit|checkpoint|phase|protocol|zone|grid|sector|block|area|order|decree|flight|room|"
            r"battery|no\.|"
            r"(?<!dead )(?<!they )(?<!who )(?<!men )(?<!troops )(?<!forces )(?<!wounded )(?<!injured )(?<!losses )"
            r"(?<!prisoners )(?<!casualties )(?<!killed )(?<!fighters )(?<!soldiers )(?<!rebels )(?<!now )(?<!guns )(?<!tanks )number|nos\.|(?<!same )(?<!that )(?<!this )(?<!one )day|group|task force|camp|figure|table|annex|kilometre|marker|"
            r"type|mark|mk|model|version|part|volume|note|item|category|level|tier|channel|post|stage|line)"
            r"\s(?:nr\.?\s|no\.?\s)?\d{1,5}(?:,\d{3})?\b"
            r"(?!\s*(?:soldiers|troops|men|people|killed|civilians|%|per\s?cent|km\b|miles)))",
            r"\b(?:World\s+War|WW)\s?(?:I{1,3}|[12])\b",
            r"\[\d{1,3}\]",
            r"\bhttps?://\S+|\bwww\.\S+",
            r"(?i:\b(?:aged?)\s+(?:between\s+)?\d{1,3}(?:\s*(?:to|and|[-–])\s*\d{1,3})?\b)",
            r"(?i:\b(?:\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?)[-‑\s]years?[-‑\s]olds?\b)",
            r"(?<=[a-zé]),\s\d{2},(?=\s)",
            r"(?i:\b(?:one|no one|each|every|another|any|some|this|that|which|the)[-\s]one\b)",
            r"(?i:\b(?:about\s+)?\w+\s+(?:for|to)\s+every\s+\w+\b)",
            r"(?i:\b[\w-]+[\s-]to[\s-]one\b)",
            r"\b\d{1,4}(?:\.\d)?(?:-to-|\sto\s|:|/)1\b(?![\d,.])",
            r"\b\d{1,3}[-:]\d{1,3}[-:]\d{2,4}\b|\b\d{2}-\d{2}\b(?=-|\s+\d{2}:)|(?<![\d.,:])0\d+(?![\d.,]*\d)",
            r"\b\d{1,2}[.:]\d{2}\s?(?:EDT|EST|ET|BST|PST|PDT|CEST|EEST|IST|MSK|JST|KST)\b",
            r"\b(?:at\s+(?:about|around|roughly|just\s+(?:after|before))\s+)\d{1,2}[.:]\d{2}\b",
            r"\A\s*\d{1,2}[.:h]\d{2}\s*\Z",
            r"\A\s*[0-2]?\d[.:h][0-5]\d(?=\s*[:–—-]|\s+[A-Z\"“])",
            r"(?i:\b(?:communique|communiqué|bulletin|order of the day|directive|edition|issue|report|page|log)\s(?:no\.?\s?)?\d{1,4}\b(?!\s+(?!(?:of|on|in|to|from|for|is|was|has|says)\b)(?:[a-z]+\s+){0,2}[a-z]+(?:s|ed)\b))",
            r"(?i:\b(?:9/11|24/7|50/50|7/7|360[- ]degree|four-star|three-star|two-star|one-star|"
            r"five-point|20[- ]point|G-?7|G-?20|G-?8|Group of Seven|P5|point-blank|twofold|double|triple)\b)",
        )
    )
)
_COUNT_NEXT = re.compile(
    r"\s+(?:(?!the\b|was\b|were\b|saw\b|had\b|when\b|in\b|on\b|at\b|to\b|his\b|their\b|with\b)[A-Za-z-]+\s+){0,4}?(?:soldiers|troops|men|people|persons|civilians|fighters|shells|rounds|"
    r"prisoners|tanks|vehicles|personnel|servicemen|deaths|casualties|killed|wounded|dead|km|"
    r"kilomet|square|sq|miles|hectares|guns|aircraft|planes|missiles|drones|rockets|others|"
    r"militants|rebels|insurgents|recruits|refugees|houses|homes|bodies|sorties|were killed)"
)
_ROSE_TO = re.compile(
    r"\b(?:risen|rose|rising|climbed|grown|grew|swollen|increased|fallen|dropped|amounted|amounting|raised|reduced|brought up) to\s\Z|\b(?:numbered|numbering|totalled|totaled|totalling)\s\Z"
)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|of|by|from|until|till|during|through|late|early|mid|after|before|the|spring|"
    r"summer|autumn|fall|winter|and|to|mid-|end of|[Mm]arch|[Aa]pril|[Jj]une|[Jj]uly)[\s-]+|[’'(])\Z"
)


def counts_on(text: str, start: int) -> bool:
    """Whether four figures that look like a year end a count: "had risen to 1500"."""
    return _ROSE_TO.search(text[max(0, start - 22) : start]) is not None


def forbidden_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of dates, clock times, designators and ages, which are no quantities."""
    spans = [match.span() for match in _FORBIDDEN.finditer(text)]
    spans.extend(designation_spans(text))
    for match in re.finditer(r"(?<![\d,.$€£\w-])(?:1[5-9]|20)\d{2}(?![\d,.]?\d|[%\w])", text):
        lead = text[max(0, match.start() - 14) : match.start()]
        if counts_on(text, match.start()):
            continue
        counted = _COUNT_NEXT.match(text, match.end(), match.end() + 60)
        if _YEAR_LEAD.search(lead) is not None or counted is None:
            if counted is not None and re.search(r"\b(?:of|the|and|to|by|from)\s+\Z", lead):
                continue
            spans.append(match.span())
    spans.sort()
    return spans
