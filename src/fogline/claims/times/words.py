"""The vocabulary of time: month and day names, counts, units and the patterns made of them."""

from __future__ import annotations

import calendar
import re

__all__ = [
    "CAMPAIGN",
    "CLOCK",
    "COUNT",
    "COUNTS",
    "COUNT_WORDS",
    "DAY",
    "DAYPART",
    "DAY_NUMBERS",
    "HEDGE",
    "MONTH",
    "MONTH_NUMBERS",
    "ORDINALS",
    "PART",
    "SEASON",
    "UNIT",
    "WEEKDAY",
    "YEAR",
    "compiled",
]

MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january jan jan.", "february feb feb.", "march mar mar.", "april apr apr.", "may", "june jun jun.",
            "july jul jul.", "august aug aug.", "september sept sept. sep sep.", "october oct oct.",
            "november nov nov.", "december dec dec.",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
DAY_NUMBERS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
DAY_NUMBERS.update(
    {
        "mon.": 0,
        "tue.": 1,
        "tues.": 1,
        "wed.": 2,
        "thu.": 3,
        "thurs.": 3,
        "fri.": 4,
        "sat.": 5,
        "sun.": 6,
    }
)
COUNT_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
    "half a": 0.5, "half an": 0.5, "seventeen": 17, "nineteen": 19,
    "a hundred": 100, "one hundred": 100, "two-and-a-half": 2.5, "two and a half": 2.5, "three and a half": 3.5,
    "one and a half": 1.5, "a dozen": 12, "seventy": 70, "eighty": 80,
}  # fmt: skip
COUNT_WORDS |= {
    f"{tens}-{ones}": COUNT_WORDS[tens] + COUNT_WORDS[ones]
    for tens in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    for ones in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"],
        start=1,
    )
} | {"thirtieth": 30, "thirty-first": 31}  # fmt: skip
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan(?!\s+(?-i:(?!The|On|In|At|A)[A-Z][a-z]))|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
HEDGE = (
    r"(?:(?:about|around|roughly|approximately|some|nearly|almost|just|only|barely|more than|less than|fewer than|"
    r"over|under|at least|up to|a little over|just over|just under|well over|the|these|those|past|last|previous|"
    r"preceding|first|next|coming|following|opening|final|another|little more than|as little as|no more than|"
    r"mere|full|entire|whole|best part of|course of|space of|nearly the|a mere|span of|close to)\s+){0,5}"
)
COUNT = (
    r"(?:half an?|(?:two|three|one) and a half|a dozen|(?:a |one )?hundred|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|\d{1,4}(?:\.\d)?|"
    r"a few|few|several|a couple of|couple of|a handful of|a number of|many|some|recent)"
)
COUNTS = rf"(?:{COUNT}(?:\s?(?:to|or|-|–)\s?{COUNT})?)"
UNIT = r"(?:hours?|days?|nights?|weeks?|fortnights?|weekends?|months?|years?|decades?|minutes?)"
PART = (
    r"(?:the\s+)?(?:very\s+)?(?:early|mid|middle|late|beginning of|start of|end of|middle of|first half of|"
    r"second half of|latter half of|first days of|last days of|opening days of|final days of|close of)"
)
DAYPART = r"(?:\s+(?:morning|afternoon|evening|night|midday|dawn|noon))?"


CAMPAIGN = (
    r"(?:war|wars|battle|offensive|counter-?offensive|siege|fighting|assault|operation|invasion|campaign|attack|attacks|advance|bombardment|"
    r"incursion|uprising|revolt|conflict|strikes|air war|hostilities|raid|blockade|encirclement|crisis|drive|push|retreat|shelling)"
)
CLOCK = r"(?:\d{1,2}(?::\d\d)?\s?(?:a\.?m\.?|p\.?m\.?)|\d{1,2}:\d\d|\d{4}\s?(?:hours|hrs)|noon|midnight|midday|dawn|dusk|nightfall|daybreak|sunrise|sunset)"


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern without regard to case."""
    return re.compile(pattern, re.IGNORECASE)
