"""The patterns of the time grammar in their order, and the search for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from fogline.claims.conventions import Conventions
from fogline.claims.times.absolute import NAMED
from fogline.claims.times.anchored import Anchored
from fogline.claims.times.dates import (
    bounded_by,
    feast_day,
    from_to,
    named_date,
    part_of_month,
    part_of_year,
    since_date,
    since_event,
    trailing_range,
    two_named,
    winter_of,
)
from fogline.claims.times.durations import (
    age_words,
    ago_words,
    before_something,
    earlier_in,
    ending_on,
    eve_yesterday,
    past_night,
    rate_words,
    recent_window,
    sequence_words,
    today_since,
    week_window,
    weekdays_ago,
    window_words,
)
from fogline.claims.times.expression import TimeWords
from fogline.claims.times.idioms import (
    bare_ordinal,
    date_in_figures,
    day_in_words,
    day_of_near_month,
    day_of_short_year,
    decade,
    month_group,
    months_of_year,
    quarter,
    small_hours,
    this_time_last,
    to_the_day,
    turn_of_year,
    week_from,
    weekday_of_week,
)
from fogline.claims.times.relative import (
    beside_a_date,
    counted_from,
    day_of_campaign,
    days_of_fighting,
    into_campaign,
    named_after,
    resolved,
    since_then,
    the_same,
)
from fogline.claims.times.words import (
    CAMPAIGN,
    CLOCK,
    COUNT,
    COUNTS,
    DAY,
    HEDGE,
    MONTH,
    SEASON,
    UNIT,
    WEEKDAY,
    YEAR,
    compiled,
)

__all__ = ["find_times"]

Handler = Callable[[Anchored, re.Match[str]], "TimeWords | None"]
_PAST = r"(?:past|last|previous|preceding)"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|twentieth|\d{1,3}(?:st|nd|rd|th))"
_A_DAY = rf"(?:(?:{WEEKDAY},?\s+)?{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?|{MONTH}\s+{DAY}(?!\d)(?:,?\s+{YEAR})?|{WEEKDAY}|yesterday)"
_PATTERNS: list[tuple[re.Pattern[str], Handler]] = [
    (compiled(r"(?<![\d./])(?:(?:on|since|by|from|between)\s+)?(?P<a>\d{1,2})(?P<cut>[./])(?P<b>\d{1,2})(?P=cut)(?P<y>(?:1[5-9]|20)\d\d|\d\d)"
        r"(?:\s?(?:to|till|until|and|[-–])\s?(?P<a2>\d{1,2})(?P=cut)(?P<b2>\d{1,2})(?P=cut)(?P<y2>(?:1[5-9]|20)\d\d|\d\d))?(?![\d/]|\.\d)"), date_in_figures),
    (compiled(rf"\b(?P<lead>(?:on|since|from)\s+)?(?P<d>{DAY})\s+(?P<m>{MONTH})\s+['’]?(?P<y>\d\d)(?=\s*(?:[.,;:)(]|\Z))"), day_of_short_year),
    (compiled(r"\b(?:(?:at|on|by|since)\s+)?(?P<d>[0-3]\d)[0-2]\d[0-5]\dZ\s?(?P<m>(?-i:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*)\s?(?P<y>(?:1[5-9]|20)?\d\d)?\b"), month_group),
    (compiled(r"\b(?P<lead>(?:on|since|until|by)\s+)?(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:\s+(?:morning|afternoon|evening|night))?\s+(?:of\s+)?(?P<which>last|this|next)\s+week\b"), weekday_of_week),
    (compiled(rf"\b(?:(?:in|during|for|over)\s+)?the\s+week\s+(?:(?:beginning|commencing|starting|from)\s+(?:on\s+)?|of\s+(?={DAY}|{MONTH}\s+\d))(?P<abs>{NAMED})"), week_from),
    (compiled(r"\b(?:(?:in|during|for|over|by)\s+)?Q(?P<q>[1-4])(?:\s+(?:of\s+)?(?P<y>(?:1[89]|20)\d\d))?\b"), quarter),
    (compiled(r"\b(?:at|around|about|since|by|before|after)\s+the\s+turn\s+of\s+the\s+year\b"), turn_of_year),
    (compiled(r"\b(?P<lead>(?:in|during|since|of|from|by|throughout|over)\s+)?the\s+(?:(?P<part>early|mid|late)[\s-]+)?(?P<ten>(?:1[5-9]|20)\d0[’']?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b(?!-)"), decade),
    (compiled(rf"\b(?:within|inside|in)\s+(?P<n>{COUNTS})\s+(?P<u>{UNIT})\s+(?P<way>of)\s+(?=(?:(?:[\w’'-]+)\s+){{1,6}}?(?:(?:on|of|in)\s+)?(?P<abs>{_A_DAY}))"), beside_a_date),
    (compiled(rf"\b(?P<n>{COUNTS})\s+(?P<u>{UNIT})\s+(?P<way>before|after)\s+(?=(?:(?:[\w’'-]+)\s+){{0,7}}?(?:(?:on|of|in)\s+)?(?P<abs>{_A_DAY}))"), beside_a_date),
    (compiled(rf"\b(?P<n>{COUNTS})\s+(?P<u>{UNIT})\s+into\s+(?:the|this|its|their|his)\s+(?:[\w’'-]+\s+){{0,2}}?{CAMPAIGN}\b"), into_campaign),
    (compiled(rf"\b(?:(?:on|by|in|during|over|until|since)\s+)?the\s+(?P<n>{_ORDINAL})\s+(?P<u>day|night|week|month|year)\s+of\s+(?:the\s+|this\s+|its\s+|their\s+)?(?:[\w’'-]+\s+){{0,2}}?{CAMPAIGN}\b"), day_of_campaign),
    (compiled(rf"\b(?:now\s+(?:in|into|entering)|in|on|during|by|into|entering|entered)\s+its\s+(?P<n>{_ORDINAL})\s+(?P<u>day|week|month|year)\b(?!\s+of\s+(?!war|fighting))"), day_of_campaign),
    (compiled(r"\bon\s+the\s+(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+(?P<u>day)(?=,|\s+(?:the|it|they|he|we|our|its|their|a|an|some|\d))"), day_of_campaign),
    (compiled(r"\b(?:(?:on|by|at|since|until)\s+)?(?P<plus>D\s?\+\s?)(?P<n>\d{1,3})\b"), day_of_campaign),
    (compiled(rf"\b(?:(?:on|by|since|until)\s+day\s+(?P<n>\d{{1,4}}|one|two|three|four|five|six|seven|eight|nine|ten)\b|day\s+(?P<n2>\d{{1,4}})\s+of\s+(?:the|this|its)\s+(?:[\w’'-]+\s+)?{CAMPAIGN}\b)"), day_of_campaign),
    (compiled(r"\b(?:ever\s+since|since\s+(?:then|that\s+(?:day|date|time|night|attack|battle|date))|(?<=has )since|(?<=have )since)\b"), since_then),
    (compiled(rf"(?<!\bin )(?<!\bof )(?<!\bfor )(?<!\bover )(?<!\bafter )(?<!\bduring )(?<!\bwithin )(?<!\bthan )\b(?P<n>{COUNTS})\s+(?P<u>days|weeks|months|hours)\s+of\s+(?:\w+\s+)?(?:fighting|assaults?|siege|shelling|bombardment|battle|combat|raids|bombing|clashes|attacks|air ?strikes)\b"), days_of_fighting),
    (compiled(rf"\b(?:(?:on|by|during|in|over|until)\s+)?the\s+(?P<which>following|next|previous|preceding|ensuing)\s+(?P<name>{WEEKDAY}|January|February|March|April|May|June|July|August|September|October|November|December|{SEASON})\b"), named_after),
    (compiled(rf"\b(?:{HEDGE})(?P<n>{COUNT})[-‑\s](?P<u>year|month|week|day)s?[-‑\s]old\b"), age_words),
    (compiled(rf"\b(?:(?:in|during|over|for|by)\s+)?the\s+(?P<which>first|second|third|fourth|last)\s+(?P<u>quarter|half)(?:\s+of\s+(?:the\s+year|this\s+year|(?P<y>{YEAR})|(?P<last>last\s+year)))?(?!\s+of\b)"), part_of_year),
    (compiled(rf"\b(?:(?:in|during|over|for|by|at|since)\s+)?the\s+(?P<which>first|second|third|fourth|last|final|opening|closing)\s+(?:(?P<n>{COUNT})\s+)?(?P<u>days?|weeks?|fortnight|half)\s+of\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"), part_of_month),
    (compiled(r"\b(?P<lead>(?:on|at|over|since|before|by|until|after)\s+)?(?:the\s+)?(?P<day>Christmas Eve|Christmas Day|Christmas|Boxing Day|New Year[’']s Eve|New Year[’']s Day|New Year)\b"), feast_day),
    (compiled(r"\b(?:by |at |around |about )?(?:this|the same) (?:time|day|week|month|period|point) (?P<last>last (?:year|month|week|summer|winter|spring|autumn))\b"), this_time_last),
    (compiled(rf"\b(?:exactly\s+)?(?P<n>{COUNT})\s+(?P<u>years?|months?|weeks?)\s+ago\s+(?:today|to the day|this (?:week|month)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"), to_the_day),
    (compiled(rf"\b(?:in|during|until|into)\s+the\s+(?:early|small|first|dark)\s+hours\s+(?:of|on)\s+(?P<abs>(?:this morning|{NAMED}))"), small_hours),
    (compiled(rf"\b(?:overnight|in the night|during the night|the night)\s+(?:in)?to\s+(?P<abs>{NAMED})"), small_hours),
    (compiled(rf"\b(?:(?:in|during|over|for|by)\s+)?the\s+(?P<which>first|opening|last|final|closing|dying)\s+(?:(?P<n>{COUNT})\s+)?(?P<u>months?|weeks?|days)\s+of\s+(?:the\s+year(?!\s+(?:1[5-9]|20)\d\d\b)|this\s+year|(?:the\s+year\s+)?(?P<y>{YEAR})|(?P<last>last\s+year))"), months_of_year),
    (compiled(r"\b(?:on\s+|by\s+)?the\s+(?P<d>\d{1,2}(?:st|nd|rd|th))\s+of\s+(?P<which>last|this)\s+month\b|\b(?:on\s+)?the\s+(?P<d2>\d{1,2}(?:st|nd|rd|th|d))\s+(?P<old>inst(?:ant|\.)?|ult(?:imo|\.)?)(?=\W)"), day_of_near_month),
    (compiled(rf"\b(?P<lead>(?:since|from|by|until|on|before|after)\s+)?the\s+(?P<d>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|thirty-first)\s+of\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"), day_in_words),
    (compiled(rf"\b(?P<lead>(?:in|during|over|throughout|for|since|by)\s+)?the\s+month\s+of\s+(?P<abs>{MONTH}(?:\s+(?:{YEAR}|last year|this year))?)"), named_date),
    (compiled(rf"\b(?P<lead>(?:in|during|over|throughout|for)\s+)the\s+(?P<abs>{MONTH}\s+of\s+(?:this year|last year|{YEAR}))"), named_date),
    (compiled(r"\b(?:in|on|over|during|within|for|at|by)\s+(?:that|the|this)\s+(?:very\s+)?same\s+(?P<u>day|night|week|month|year|period|time|hours|days|weeks)\b"), the_same),
    (compiled(r"(?:\b(?:in|on|over|during|within|by|for|earlier|later|late|early)\s+)?\b(?:(?:at|by|towards?|from)\s+the\s+(?P<part>end|close|beginning|start|middle)\s+of\s+)?(?:that\s+(?:same\s+|very\s+)?|the\s+same\s+)(?P<u>day|night|week|month|year|morning|afternoon|evening)\b(?![’']s?\s+end)(?!\s+(?:and\s+age|is\b|will|would come))"), the_same),
    (compiled(rf"\b(?:for\s+)?the first time in\s+{HEDGE}{COUNTS}\s+{UNIT}(?:\s+of\s+\w+)?"), sequence_words),
    (compiled(rf"\b{HEDGE}(?P<n>an?|one|two|three|four|five)\s+(?P<u>years?|months?|weeks?|days?)(?P<half>\s+and\s+a\s+half)\s+ago\b"), ago_words),
    (compiled(rf"\b{HEDGE}(?P<n>{COUNTS})[\s-](?P<u>{UNIT})(?P<half>)\s+ago\b"), ago_words),
    (compiled(r"\b(?:(?:on|by|during|in)\s+)?the\s+(?:(?:very\s+)?(?P<next>next|following)|(?P<back>previous|preceding))\s+(?P<u>day|night|week|month|year|morning|afternoon|evening|dawn)(?:(?<=day)\s+(?:morning|evening|night))?\b(?!\s+(?:of|to|in))"), counted_from),
    (compiled(r"\b(?:on\s+|by\s+)?the\s+(?P<u>day|night|week|month|year)\s+(?:(?P<next>after|afterwards?)|(?P<back>before|earlier|previous|preceding))(?=[.,;)]|\s+(?:and|but)\b|\s+(?:\d|(?:it|they|he|she|we)\s+had\b)|\Z)"), counted_from),
    (compiled(rf"\b{HEDGE}(?P<n>{COUNTS})\s+(?P<u>{UNIT})\s+(?:(?P<back>earlier|beforehand|previously)|(?P<next>later|afterwards))\b"), counted_from),
    (compiled(rf"\b{HEDGE}{COUNTS}\s+{UNIT}\s+(?:before|after)\b"), before_something),
    (compiled(r"\b(?:on\s+)?the (?:day before yesterday|(?:night|evening) before last)\b"), eve_yesterday),
    (compiled(rf"\b(?P<n>{COUNT})\s+(?P<w>Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays)\s+ago\b"), weekdays_ago),
    (compiled(rf"\b(?:in|during|over|for)\s+the\s+(?:(?P<n>{COUNT})\s+)?(?P<u>hours?|days?|weeks?|months?|years?|fortnight)\s+(?:to|ending|ended|that ended|up to|until|through)\s+(?:on\s+)?(?:(?:\d{{1,2}}(?::\d\d)?\s?(?:a\.?m\.?|p\.?m\.?)|noon|midnight|dawn|dusk|the (?:morning|evening|night) of|the end of)\s+(?:on\s+)?)?(?P<abs>{NAMED})"), ending_on),
    (compiled(rf"\b(?:in|over|during)\s+the\s+{HEDGE}{COUNTS}\s+{UNIT}\s+since\s+(?P<abs>{NAMED})"), since_date),
    (compiled(r"\b(?:in|over)?\s*(?:the\s+)?winter\s+of\s+(?P<y>(?:1[5-9]|20)\d\d)\s?[-–/]\s?\d{2,4}\b"), winter_of),
    (compiled(r"\bsince\s+(?:early\s+)?(?:dawn|midnight|daybreak|sunrise|noon|morning|early morning|this morning|last midnight)\b"), today_since),
    (compiled(r"\b(?:the|this)\s+(?P<which>)(?P<u>week|month|year)(?=[’']s\s+(?:[\w-]+\s+)?(?:fighting|losses|toll|casualties|raids|attacks|shelling|bombardment|dead|work|battles?|strikes|clashes|death)\b)"), week_window),
    (compiled(r"\b(?:throughout|during|through|in the course of|all)\s+(?:the\s+)?(?:past\s+|last\s+)?night\b(?!\s+(?:of|to))"), past_night),
    (compiled(rf"\b(?:in|during|over)\s+(?P<a>{YEAR})\s+and\s+(?P<b>{YEAR})\b"), two_named),
    (compiled(rf"\b(?:in|on|during|over|for)\s+(?P<a>{MONTH}|{WEEKDAY}),\s+(?:(?:{MONTH}|{WEEKDAY}),\s+)*(?:{MONTH}|{WEEKDAY}),?\s+and\s+(?P<b>{MONTH}(?!\s+\d{{1,2}}\b)(?:\s+{YEAR})?|{WEEKDAY})"), two_named),
    (compiled(rf"\b(?P<d1>{DAY})(?:,\s+{DAY})+,?\s+and\s+(?P<d2>{DAY})\s+(?:of\s+)?(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"), trailing_range),
    (compiled(rf"\b(?P<m>{MONTH})\s+(?P<d1>{DAY})(?:,\s+{DAY})+,?\s+and\s+(?P<d2>{DAY})(?=[.;:)]|,\s+[a-z]|\Z)(?P<y>)"), trailing_range),
    (compiled(rf"\b(?:in|on|during|over)\s+(?:the months of\s+)?(?P<a>(?:{MONTH}(?!\s+\d)|{WEEKDAY}))\s+and\s+(?:on\s+)?(?P<b>(?:{MONTH}(?!\s+\d{{1,2}}\b)(?:\s+{YEAR})?|{WEEKDAY}))"), two_named),
    (compiled(rf"\b(?P<a>(?:{DAY}\s+{MONTH}|{MONTH}\s+{DAY})(?:,?\s+{YEAR})?)\s+(?:to|until|through|and|-|–)\s+(?P<b>(?:{DAY}\s+{MONTH}|{MONTH}\s+{DAY})(?:,?\s+{YEAR})?)(?!\d|,\d{{3}})"), two_named),
    (compiled(rf"\b(?:{HEDGE})(?:in|over|during|for|within|inside)\s+{HEDGE}{COUNTS}\s+{UNIT}(?:\s+of\s+(?:\w+\s+)?\w+)?(?=\s+(?:last|this|in|earlier this|at the)\s+(?:week|month|year|January|February|March|April|May|June|July|August|September|October|November|December|end of|beginning of))"), sequence_words),
    (compiled(rf"\b(?:after|following)\s+{HEDGE}{COUNTS}\s+{UNIT}\b"), sequence_words),
    (compiled(rf"\b(?:from|between)\s+(?P<a>{DAY}|{NAMED})\s+(?:to|and|until|till|through|-|–)\s+(?P<b>{NAMED})"), from_to),
    (compiled(rf"\b(?P<m>{MONTH})\s+(?P<d1>{DAY})\s?(?:-|–|/|to|and)\s?(?P<d2>{DAY})\b(?!,\d{{3}}|\s+(?:soldiers|people|men|troops|civilians|were|killed|dead|tanks))(?:,?\s+(?P<y>{YEAR}))?"), trailing_range),
    (compiled(rf"\b(?P<d1>{DAY})\s?(?:-|–|/|to the|to|and the|and)\s?(?P<d2>{DAY})\s+(?:of\s+)?(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"), trailing_range),
    (compiled(rf"\b(?:starting|beginning|as)\s+(?:on|from|in)\s+(?P<abs>{NAMED})"), since_date),
    (compiled(rf"\bfrom\s+(?P<abs>(?:{WEEKDAY}|{MONTH}\s+{DAY}|{DAY}\s+{MONTH}|yesterday|dawn|last \w+)(?:\s+{YEAR})?)(?:\s+(?:on|onwards|onward))(?=\W)"), since_date),
    (compiled(rf"\bsince\s+(?:(?:at least|about|around|roughly|{CLOCK}(?:\s+on)?)\s+)?(?P<abs>{NAMED})"), since_date),
    (compiled(rf"\bsince\s+(?:\w+\s+){{1,11}}?(?:on|in|at)\s+(?P<abs>{NAMED})"), since_date),
    (compiled(
        r"\bsince\s+(?:the\s+|its\s+|their\s+|his\s+)?(?:very\s+)?(?:start|beginning|outset|launch|outbreak|opening|onset|first day)"
        r"(?:\s+of\s+(?:the\s+|this\s+)?(?P<unit>year|month|week)?)?"), since_event),
    (compiled(
        r"\bsince\s+(?:the\s+|its\s+|their\s+|his\s+)?(?:\w+\s+)?(?:hostilities|war|fighting|offensive|operations?|campaign|siege|incursion|invasion|battle|conflict|uprising|shelling)"
        r"\s+(?:first\s+)?(?:began|begun|started|opened|broke out|erupted|resumed|commenced|flared)(?!\s+(?:on|in|at)\s)(?P<unit>\b)"), since_event),
    (compiled(rf"\b(?P<lead>by|until|till|as of|as at|before|after|up to|through)\s+(?:the\s+(?:night|morning|evening)\s+of\s+|(?<!before\s)(?<!after\s){CLOCK}\s+(?:on|of)\s+)?(?P<abs>{NAMED})"), bounded_by),
    (compiled(r"\b(?:(?:in|over|during|within|for|across|throughout)\s+)?(?:just\s+|only\s+)?(?:the\s+|this\s+)(?P<which>past)\s+(?P<u>hour|day|night|week|fortnight|month|year|decade)\b"), week_window),
    (compiled(rf"\b(?:in|over|during|within|for|across|throughout)\s+(?:just\s+|only\s+)?(?:the\s+|this\s+)?(?P<which>{_PAST}|next|coming)\s+(?P<u>hour|day|night|week|fortnight|month|year|decade)\b(?!\s+of\s+the\s+(?:war|month|year)|(?<=last week)[’']s|(?<=last month)[’']s|(?<=last year)[’']s)"), week_window),
    (compiled(r"\b(?:in|over|during|within|for|across|throughout)?\s*(?:the\s+)?(?P<u0>)(?P<which>recent|past few|coming|next few|following few)\s+(?P<u>hours|days|weeks|months|years|nights)\b"), recent_window),
    (compiled(rf"\b(?:in|over|during|within|for|across|throughout|inside|every|lasting|the|these|those)\s+(?:what is now\s+)?{HEDGE}(?:(?:{_PAST}|next|coming)\s+)?(?P<n>{COUNTS})(?:\s+|-)(?P<half>and\s+an?\s+half\s+)?(?:consecutive\s+|straight\s+|successive\s+|full\s+)?(?P<u>{UNIT})\b(?!\s+(?:ago|old|a\s)|-)"), window_words),
    (compiled(r"\b(?:(?:at|by|about|towards?|until|till)\s+)?(?:(?:half|a quarter|ten minutes|five minutes|twenty minutes)[\s-](?:past|to|after|before)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b(?:\s+o[’']clock)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\s+o[’']clock)"), sequence_words),
    (compiled(r"\b(?:earlier|later)\s+(?:this|in the)\s+(?P<u>year|month|week)\b"), earlier_in),
    (compiled(r"\bearlier (?:today|this morning)\b"), today_since),
    (compiled(rf"\b(?:earlier|later) (?:today|on(?!\s+(?:the\s+)?(?:{WEEKDAY}|{DAY}\s+{MONTH}|{MONTH})))\b"), sequence_words),
    (compiled(rf"\b(?P<lead>(?:in|on|at|during|over|throughout|around|from|of|for|late on|early on|the night of|the morning of)\s+(?:the\s+night\s+(?:of|to)\s+)?)?(?P<abs>{NAMED})"), named_date),
    (compiled(r"\b(?P<lead>on|by|since|till|until)\s+(?P<d>\d{1,2}(?:st|nd|rd|th))(?![\s-]+(?:(?-i:[A-Z(])|of\b|(?:army|corps|division|brigade|battalion|regiment|day|week|month|year|hour|floor|parallel|street|avenue))|\w)"), bare_ordinal),
    (compiled(r"\b(?:daily|weekly|monthly|yearly|annually|nightly|hourly|(?:per|each|every)\s+(?:day|week|month|year|hour|night|minute)|(?<=\s)an?\s+(?:day|week|month|year|hour|night|minute))\b"), rate_words),
]  # fmt: skip
_NEEDS: dict[Handler, tuple[str, ...]] = {
    age_words: ("old",), ago_words: ("ago",), to_the_day: ("ago",), weekdays_ago: ("ago",), into_campaign: ("into",),
    beside_a_date: ("before", "after", "within", "inside", "in "), before_something: ("before", "after"),
    counted_from: ("next", "following", "previous", "preceding", "after", "before", "earlier", "later"),
    named_after: ("next", "following", "previous", "preceding", "ensuing"), days_of_fighting: (" of ",),
    since_then: ("since",), since_event: ("since",), today_since: ("since", "earlier"), winter_of: ("winter",),
    feast_day: ("christmas", "boxing", "new year"), decade: ("0s", "0’s", "0's", "ies"), turn_of_year: ("turn",),
    quarter: ("q1", "q2", "q3", "q4"), weekday_of_week: ("week",), week_from: ("week",), month_group: ("z",),
    the_same: ("same", "that "), small_hours: ("hours", "night"), day_of_near_month: ("inst", "ult", "month"),
    this_time_last: ("last",), part_of_month: ("of",), months_of_year: (" of ",), day_in_words: (" of ",),
    day_of_campaign: ("day", "week", "month", "year", "night", "d+", "d +"), part_of_year: ("quarter", "half"),
    eve_yesterday: ("last", "yesterday"), past_night: ("night",), ending_on: ("to", "ending", "ended", "until", "through"),
}  # fmt: skip
"""Words one of which a handler's patterns hold: a quick look before the search."""
_TRIGGER = compiled(
    r"\b(?:minutes?|hours?|hourly|days?|daily|nights?|nightly|overnight|weeks?|weekly|weekends?|fortnights?|months?|monthly|years?|yearly|"
    r"annually|decades?|o[’']clock|half[\s-]past|quarter|\d{3}0[’']?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|Q[1-4]|D\s?\+\s?\d+|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{6}Z|today|tonight|tomorrow|yesterday|dawn|midnight|daybreak|sunrise|noon|morning|evening|afternoon|spring|summer|autumn|fall|"
    r"same|winter|Christmas|Boxing Day|New Year|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Mon(?:day)?s?|Tues?(?:day)?s?|Wed(?:nesday)?s?|Thurs?(?:day)?s?|Fri(?:day)?s?|Sat(?:urday)?s?|"
    r"Sun(?:day)?s?|since|recent|recently|coming|now|\d{1,2}(?:st|nd|rd|th)|\d{0,2}[23]d|1[5-9]\d\d|20\d\d)\b"
)

_HOUR = re.compile(
    r"\b(?P<hour>[0-2]\d[0-5]\d)\s?(?:hrs|hours|h|H|Z)\b"
    r"|\A\s*(?P<head>[0-2]\d[0-5]\d)(?=\s(?!(?:was|is|saw|brought|ended|began|will|has|had|proved|marked|and|to|in)\b)[A-Za-z])"
)
"""An hour that looks like a year: "as at 1800 hrs", "1840 counter attack beaten off"."""


def find_times(
    text: str,
    published: date | None,
    table: Conventions,
    *,
    story: date | None = None,
    near: date | None = None,
    span: tuple[date, date] | None = None,
    begun: date | None = None,
) -> list[TimeWords]:
    """Time expressions of a sentence in order, without overlaps; earlier patterns win.

    published   the anchor; None leaves relative expressions without dates
    story       in a narrative of the past, the day it has come to: years and months left out are its
    near        the last day named before this sentence, for "the 14th"
    span        the last days, week or month named before it, for "in the same month"
    begun       the day on which the campaign told of began, for "on the third day of the battle"
    """
    if _TRIGGER.search(text) is None:
        return []
    reader = Anchored(text, published, table, story, near, begun)
    taken = bytearray(len(text) + 1)
    found: list[TimeWords] = []
    folded = text.lower()
    hours = {m.end("hour") if m["hour"] else m.end("head") for m in _HOUR.finditer(text)}
    for pattern, handler in _PATTERNS:
        needs = _NEEDS.get(handler)
        if needs is not None and not any(word in folded for word in needs):
            continue
        for match in pattern.finditer(text):
            if match.end() in hours or any(taken[match.start() : match.end()]):
                continue
            try:
                item = handler(reader, match)
            except (ValueError, OverflowError):
                item = None
            if item is None:
                continue
            found.append(item)
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    found.sort(key=lambda item: item.start)
    return resolved(found, near, span, published)
