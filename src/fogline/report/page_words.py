"""Page furniture by its vocabulary: lines made of nothing but a page's own words, and notices.

The patterns of ``furniture`` know lines; here are classes. A short unfinished line whose every word
belongs to pages (reading, sharing, subscribing, searching) is furniture whatever their order; so is
a sentence that speaks to the reader, or of the article itself, about cookies, inboxes or donations.

**Source:** chosen by us, from the habits of news sites; checked against tests/passages and against
the short body lines of tests/report/test_short_lines.py, none of which may be lost.
"""

from __future__ import annotations

import re

from fogline.report.dates import date_line

__all__ = ["is_masthead", "is_notice", "is_of_page_words", "is_parts_of_a_page"]

_PAGE_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    share shares sharing save saved print printing email e-mail listen listening audio podcast
    podcasts newsletter newsletters subscribe subscriber subscribers subscription subscriptions
    subscribing sign-up signup log-in login preview comment comments reply replies bookmark resize
    font cookie cookies settings preferences menu homepage search follow following followers gift
    app download downloads edition viewed read reads reading readers watch watching trending popular
    sponsored advertisement advertisements advertise ad ads advert promo promoted unlock paywall
    premium upgrade account profile topics tags tagged gallery galleries slideshow caption captions
    photo photos video videos transcript translate ai-generated headlines headline
    playlist autoplay feed rss feedback donate membership faq disclaimer copyright permalink embed
    pdf attachment attachments url link links featured archive archives skip navigation toggle
    recommended related browse shop crossword crosswords puzzle puzzles horoscope horoscopes quiz
    e-paper epaper replica inbox unsubscribe updates livestream notifications player volume mute
    facebook twitter whatsapp instagram telegram linkedin youtube reddit tiktok bluesky mastodon
    google channel
    copy permalink pause unmute refresh pinned auto-updates sort newest oldest blog licensing
    reprints
    republish rate cite helpful enable feedback contribution one-off inputs
    newsletter's captioned livestreams podcast's preferred paid partner unlimited access create
    continue
    """,
    )
)
_FILL_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    a an the this that these those our your my us we you i it for to of in on at by with from and or
    more most less all now next new free today here how min mins minute minutes sec secs second
    seconds hour hours day days week weekly daily am pm is are be not via full story stories article
    articles page pages site website post posts posted content news item items world nation national
    politics opinion section sections english latest top key back up out into get try join view
    views open close show hide see what what's who may like also other others us international
    quick jump table contents report error make buy add log was keep going source stay date
    interview
    help go give get rights with one off want only month months account's show auto agencies
    weekend morning evening our staff picks editors' editor's editor team desk local version
    printable original first last updated offers deals plus s t no k m x b exclusive special events
    key takeaways points about conversation conversations leave
    """,
    )
)
_SECTION = re.compile(
    r"(?i)(?:most|more|subscribers|readers|people|what to|recommended|related|trending|popular"
    r"|featured|top|latest|sponsored|promoted|also|other|up next|you may|from the archives?)\b"
    r"(?!.*\b(?:sign|newsletters?|app|listen|download|inbox|e-?mail)\b)"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_FINISHED = re.compile(r"[.!;\u2026][\"'\u201d\u2019)]*$|,$")


def is_of_page_words(line: str) -> str:
    """ "section" for a heading above links, "line" for other lines of page words only, else ""."""
    if len(line) > 90 or _FINISHED.search(line):
        return ""
    words = [word.lower() for word in _TOKEN.findall(line)]
    if not 1 < len(words) <= 12:
        return ""
    own = sum(word in _PAGE_WORDS for word in words)
    if not own or any(word not in _PAGE_WORDS and word not in _FILL_WORDS for word in words):
        return ""
    return "section" if _SECTION.match(line.strip(" \t>*#-")) else "line"


# What pages speak of and reports hardly do.
_SERVICE = re.compile(
    r"""(?xi)\b(?: cookies? | inbox(?:es)? | (?:e-?)?newsletters? | subscri(?:be[rsd]*|bing|ptions?)
    | unsubscribe | paywall | ad-free | advertis(?:ers?|ing|ements?) | journalism
    | donat(?:e|ions?|ing) | privacy\ (?:policy|notice) | terms\ of\ (?:use|service) | javascript
    | browser | sign(?:ed|ing)?[ ]up | log[ ]in | free\ trial | premium | membership | app\ store
    | google\ play | push\ notifications? | (?:e-?mail|news|breaking)\ alerts? | podcast
    | readers\ like\ you | information\ on\ (?:a|your)\ device | personal(?:ised|ized)
    | (?:ai|machine|computer|automatically)[- ](?:generated|translat\w+) | digiti[sz]ed
    | sign-up | (?:you(?:'ve)?|your)\ consent(?:ed)? | my\ bookmarks | your\ device
    | screen\ readers? | reader\ mode | hit\ the\ (?:heart|bell) | like\ this\ post
    | (?:view|read|see)\ this\ (?:post|page|e-?mail) | (?:save|share)d?\ (?:article|story)
    | entirely\ funded | crowdfund\w* | patreon | non-?profit | independent\ media | tip\ line
    | your\ (?:e-?mail|support|gift|contribution|account|password|consent)
    | (?:web)?site\ (?:is|uses|works) | hyperlinks? | web\ version | the\ app\b
    | our\ (?:\d+\ )?(?:partners|sponsors|app|website|channel|team\ on|social) )\b"""
)
_ADDRESS = re.compile(
    r"""(?xi)\b(?: you | your | yours | we | our | us )\b
    | \b(?:this|the|our|an?)\ (?:article|story|post|page|web\ ?page|piece|interview|newsletter
    | podcast|video|transcript|translation|content|site|website|archive|item|feature|brief|briefing
    | summary|map|service|text)\b"""
)
_YOU = re.compile(r"(?i)\b(?:you|your|yours)\b")
_SPOKEN = re.compile(
    r"[\"\u201c\u201d]|\b(?:said|says|told|tells|according|added|adds|claimed|reported|announced"
    r"|denied|wrote)\b"
)
# "This article was digitised in 2004 and may contain errors."
_ABOUT_ITSELF = re.compile(
    r"""(?xi)(?:from\ the\ archives?\s?[:|]\s?|note\s?:\s?)?
    (?:this|the|our)\ (?:article|story|post|page|web\ ?page|piece|interview|podcast|video|transcript
    |translation|content|site|website|archive|feature|newsletter|dispatch|audio|summary|headline)
    \ (?:(?:was|is|has\ been|were|are|may|has|can|will)\ (?:not\ )?(?:be\ |been\ )?
    (?:\w+ly\ )?(?:digiti[sz]ed|scanned|archived|translated|transcribed|produced|created|edited
    |supported|sponsored|funded|free|available|optimi[sz]ed|locked|generated|contain|older|part\ of
    |last\ (?:edited|modified|updated|changed)
    |published|adapted|amended|corrected|updated|checked|reviewed|abridged|condensed|reserved
    |unavailable|unsupported|protected|behind|for\ (?:subscribers|members)|exclusive|read
    |narrated|voiced|powered)|needs\ additional\ (?:citations|references|sources)
    |contains|originally|first\ appeared|appears|appeared|includes\ (?:links|content))\b"""
)
_ITS_OWN_NAME = re.compile(
    r"""(?xi)(?:(?:\d(?:st|nd|rd|th)\ )?(?:lead|ld|add|take|writethru|night\ lead|sub|insert|urgent
    |bulletin|flash)(?:[ -]\d{1,2})?) | (?-i:[a-z]{2,4})[ /.-]?\d{3,6}
    | (?:chapter|part|book|canto)\ (?:[ivxlc]{1,7}|\d{1,3}|one|two|three|four|five|six|seven|eight
    |nine|ten) | (?:plate|fig(?:ure)?|map|table|chart|sketch)s?\.?\ (?:\d{1,3}|[ivxl]{1,5})\ (?:
    facing|opposite|overleaf|above|below|at)\b.{0,30}
    | (?:\d{1,4}|an?|one|two|three|four|five|six|ten)\ (?:centavos?|cents?|pence|penny|francs?
    |centimes?|kopecks?|pfennigs?|reales|lire|annas?|pesos?|roubles?|groszy|piastres?|shillings?)
    | (?:loose|single|back)\ (?:numbers?|copies|issues?)\s?[:.,].{1,40}
    | \d{1,2}:\d\d\s?/\s?\d{1,2}:\d\d | \d{1,3}\ of\ \d{1,3}\s?(?:\|.*)?
    | (?:press|news|media)\ release\ (?:no\.?\ ?)?[\w/-]{1,12} | no\.?\ \d[\d,]{0,8}
    | plate\ [ivxl\d]{1,6} | (?:late|early|city|evening|morning|sunday|final)\ edition | stop\ press
    | -*\ ?(?:staff\ and\ |with\ (?:inputs\ from\ )?|from\ )?(?:news\ )?agencies
    | agence\ (?-i:[A-Z])\w+ | with\ inputs\ from\ .{2,40} | except\ for\ the\ headline.*
    | (?:illustration|photo|photograph|image|picture|map|drawing|caption|graphic
    |video)\s?:\s?[^.]{2,120}
    | all\ figures\ (?:are\ )?provisional | see\ also\ page\ \w{1,4}
    | (?:transcript|translation|audio|video|subtitles|translated|transcribed)\ (?:provided|supplied
    |prepared|made|courtesy|by|from)\ (?:by\ |of\ )?(?:the\ )?(?-i:[A-Z])[^.]{2,60}
    | interview\ (?:was\ )?(?:conducted|recorded|edited)\b.{2,80}
    | .{2,30},\ vol(?:ume|\.)\ \d.{0,40}
    | (?:sponsored|presented|powered|audio|brought\ to\ you|narrated)\ by\ [^.]{2,40}
    | stay\ (?:up[ ]to[ ]date|informed|connected|tuned)\b.{0,60}
    | (?:only|just)\ [$\u20ac\u00a3]\d.{0,30} | try\ .{0,30}\b(?:free|access|trial)\b.{0,40}
    | cancel\ any\ ?time\b.{0,30} | (?:an\ error\ occurred|something\ went\ wrong)\b.{0,60}
    | (?:image|media|video|picture|photo)\ (?:caption|source|credit),\s?\S.*
    | this\ is\ a\ (?:developing|breaking)\b.{0,80}
    | (?:the\ )?(?:views|opinions)(?:\ and\ \w+)?\ (?:expressed|stated|presented)\b.*
    | every\ contribution\b.* | columns?\ \d{1,4}(?:\s?[-\u2013]\s?\d{1,4})?
    | [\u00a9(c) ]*(?:19|20)\d\d
    | (?:several|some)\ hon\.?\ members\ rose\W*
    | (?:followed|preceded)\ by:?\ .{2,60}
    | letters\s?:\s?page\ \w{1,4}
    | (?-i:[A-Z][A-Z' ]{2,40})[.,:]?\s?[\u2014\u2013-]+\s?see\ page\ \w{1,4}\.?
    | (?:january|february|march|april|may|june|july|august|september|october|november|december
    |spring|summer|autumn|winter)\ (?:edition|issue|number)
    | read\ (?:tomorrow|next\ week|in\ tomorrow|on\ page|in\ this\ issue)\b.{0,80}
    | (?:on\ air|on\ now|now\ playing|live\ on\ air|next\ on\ air|coming\ up\ on)\b.{0,50}
    | (?:read|watch|listen|see|related|icymi|explainer|explained|quiz|podcast|fact[ -]?check
    |live\ blog|in\ case\ you\ missed\ it|must[ -]read|also\ read|read\ also|infographic)\s?
    [:|\u00bb]\s?\S.{2,120}
    | (?:tagged|tags?|topics?|filed|keywords?|themes?|hashtags?)(?:\ (?:in|as|with
    |under))?\s?:\s?\S.*
    | (?:library|file|archive|stock|handout|undated|main|cover|top|lead|hero|feature)\ (?:image
    |photo
    |photograph|picture|pic|video|footage)s?(?:\ by\ [^:]{2,30})?\s?[:|\u2014-]\s?\S.*
    | (?:photo|photograph|picture|image|illustration|drawing|map|graphic|sketch)s?\ (?:by
    |from)\ [^:.!?]{2,40}
    :\s?.{0,120}
    | (?:primary\ country|other\ countries|country|themes?|format|posted|originally\ published
    |disaster\ type|attachments?|incident\ (?:date|code)|content\ type|reading\ time|document\ type
    |file\ size|language)\s?:\s?[^.!?]{1,120}
    | (?:an?\ )?(?:report|dispatch|despatch|letter|story|analysis|essay|photo\ essay|series
    |feature)\ (?:by
    |from)\ (?:our|the)\ (?:own\ |special\ )?(?:envoy|correspondent|staff|reporter|writer|editor
    |team|man)
    \b.{0,60}
    | for\ (?:[\w,/&\u2019' -]{0,40}\ )?(?:information|inquir(?:y|ies)|enquir(?:y|ies)|feedback
    |complaints?|details|media|press|queries|questions|permissions?|reprints?|interviews?
    |advertising|corrections?|tips)\b.{0,80}(?:contact|visit|call|e-?mail|write|see\b|:|@|www
    |http).*
    """
)


def is_notice(line: str) -> bool:
    """A notice of the page about itself, its services, its pictures, its price, whom to write to.

    A sentence in which somebody speaks is never one.
    """
    bare = line.strip(" \t*#>\u2022\u25b6\u25ba\u25b2\u25bc\u25cf\u2192()[]")
    if not bare:
        return False
    if _ITS_OWN_NAME.fullmatch(bare) or _ABOUT_ITSELF.match(bare):
        return True
    if len(bare) > 400 or _SPOKEN.search(bare):
        return False
    services = {match.group().lower() for match in _SERVICE.finditer(bare)}
    if not services:
        return False
    if len(services) >= 2 and _ADDRESS.search(bare):
        return True
    return _YOU.search(bare) is not None


_MASTHEAD = re.compile(
    r"""(?x)(?:The\ )?(?:[A-Z][\w'\u2019.-]*\ ){1,4}
    (?:Times|Post|Herald|Chronicle|Journal|Gazette|Tribune|Telegraph|Guardian|Observer|Courier|Mail
    |Mirror|Star|Sun|Globe|Bulletin|Monitor|Online|Radio|Television|TV|News|Press|Daily|Weekly
    |Review
    |Institute|Centre|Center|Agency|Network|Desk|Service|Express|Standard|Independent|Inquirer)
    | [A-Z][\w'\u2019 .-]{2,50}\s[-\u2013\u2014|:]\s(?:The\ )?(?:(?:Daily|Weekly|Morning|Evening
    |News
    |World|Special|Conflict|Situation|Security)\ )?(?:Brief|Briefing|Digest|Update|Bulletin|Report
    |Newsletter|Dispatch|Monitor|Analysis|Roundup)"""
)


def is_masthead(line: str) -> bool:
    """A publisher's name alone, or with the name of its series ("X Monitor - Daily Brief")."""
    return _MASTHEAD.fullmatch(line.strip(" *#")) is not None


_SEPARATOR = re.compile(r"\s*[|\u00b7\u2022\u203a\u00bb\u25be\u25bc]\s*|\s+/\s+")
_NAMED = re.compile(
    r"(?:[A-Z][\w.'\u2019-]*|of|the|and|de|&)(?: (?:[A-Z][\w.'\u2019-]*|of|&|and)){0,4}"
)
_KEYED = re.compile(r"[A-Za-z][A-Za-z ]{2,24}:\s?\S.{0,60}")
_NUMBERED = re.compile(r"(?i)(?:issue|no\.?|number|vol\.?|volume|year|page|p\.)\s?[\w.]{1,8}")


def is_parts_of_a_page(line: str) -> bool:
    """Parts between bars, of which one is a date, a key with its value or an issue's number."""
    if _FINISHED.search(line):
        return False
    parts = [part.strip() for part in _SEPARATOR.split(line) if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > 9 for part in parts):
        return False
    keyed = sum(_KEYED.fullmatch(part) is not None for part in parts)
    numbered = sum(_NUMBERED.fullmatch(part) is not None for part in parts)
    if keyed >= 2 or numbered or any(date_line(part)[0] for part in parts):
        return True
    return (
        len(parts) >= 3
        and not any(c.isdigit() for c in line)
        and bool(all(_NAMED.fullmatch(part) or part.lower() in _PAGE_WORDS for part in parts))
    )
