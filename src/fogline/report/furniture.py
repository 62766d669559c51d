"""What page furniture looks like in pasted text: markers, buttons, forms, notices, credits, menus.

Every pattern is a whole-line pattern or is anchored at the start of the line, and lines longer
than a notice are never tried, so a sentence of the report that merely speaks of sharing,
subscribing or comments stays body. All patterns are linear in the length of the line.

**Source:** chosen by us, from the habits of news sites, ministries and think tanks; checked against
tests/passages (furniture lines are annotated there).
"""

from __future__ import annotations

import re
from typing import Literal

from fogline.report.imprint_words import is_imprint
from fogline.report.page_words import is_notice, is_of_page_words, is_parts_of_a_page

__all__ = ["LONGEST_NOTICE", "Mark", "furniture_mark"]

Mark = Literal["", "line", "label", "section", "end"]
LONGEST_NOTICE = 600

_NETWORKS = (
    r"facebook|twitter|x(?: \(twitter\))?|whats ?app|telegram|linked ?in|reddit|e-?mail"
    r"|pinterest|tumblr|flipboard|messenger|pocket|instagram|you ?tube|tik ?tok|rss|mastodon"
    r"|bluesky|threads|viber|vk|print|copy link|copy|copy url|link copied!?|google news|sms|line"
    r"|wechat|weibo|mail"
)


def _any_of(table: str) -> re.Pattern[str]:
    """One pattern of alternatives, one or several a line; a deeper line goes on with the last."""
    rows: list[str] = []
    for row in table.splitlines():
        if row.startswith("        ") and rows:
            rows[-1] += row.strip()
        elif row.strip():
            rows.append(row.strip())
    return re.compile("|".join(rows).replace("NETWORKS", _NETWORKS), re.I)


# From here to the end of the page everything is furniture.
_END = _any_of(
    r"""
    (?:leave|post|write|add|submit) (?:a |your )?(?:reply|comments?)(?: cancel reply)?
    (?:show|view|read|see|load) (?:all )?(?:\d[\d,]* )?(?:comments?|replies)(?: \(\d+\))?
    \d[\d,]* (?:comments?|replies|responses?|thoughts on .{3,160})
    join the (?:discussion|conversation|debate)|comments are (?:closed|off|disabled)
    reader comments|about the authors?|what do you think\?
    """
)

# A block of links to other pages begins; the report may go on after it.
_SECTION = _any_of(
    r"""
    (?:related|recommended|suggested|similar|more) (?:articles?|stor(?:y|ies)|posts?|news|
        topics?|content|coverage|reading|links?|videos?|from .{2,60}|on this(?: story|
        [ ]topic)?|in .{2,40}|about this story|headlines|reads)
    related|(?:articles?|stories|posts|news) (?:you may like|for you)
    you (?:may|might) (?:also )?(?:like|be interested in|have missed)
    you might also like these?
    (?:the )?most (?:read|popular|viewed|shared|commented|recent)(?: (?:articles|stories|
        posts|news|today))?
    trending(?: (?:now|stories|news|topics))?|what(?:'|\u2019)s trending
    latest (?:articles?|news|stories|posts?|headlines|videos?|from .{2,40})
    (?:read|up|watch|what to read) next|recommended(?: for you| reading| by .{2,30})?
    editors?(?:'|\u2019)?s?(?:'|\u2019)? (?:picks?|choice)|don(?:'|\u2019)?t miss
    top (?:stories|news|headlines)|popular(?: (?:posts|stories|now|news|articles))?
    in other news|also (?:read|on .{2,40})|further reading|(?:from )?around the web
    more on (?-i:[A-Z]).{2,40}|what (?:we(?:'|\u2019)re|i(?:'|\u2019)m) (?:reading|watching|hearing)
    sponsored(?: content| links| stories)?|promoted(?: content| stories| links)?
    from our (?:partners|sponsors)|explore more
    recent (?:posts|articles|news|comments|stories)|archives?|keep reading|must[- ]reads?
    see also|more like this|follow this topic|stay connected|stay informed
    """
)

# One line on its own, matched whole (final punctuation and arrows taken off).
_WHOLE = _any_of(
    r"""
    [(\[]?(?:[-=*_#/] ?)*(?:ends?|endit|endall|fin)(?:/[\w /.]{0,20}| \d{1,4})?(?: ?[-=*_#/])*[)\]]?
    (?:(?:page ?)?(?:visitors?|views?|hits|reads)|word count|words|length|pages?|ref(?:erence)?
        (?: no)?|issue(?: no)?|vol(?:ume)?|document (?:no|id)|doc id|release no|shares?)
        \s*[:.#]\s*[\w,./ -]{0,20}\d[\w,./ -]{0,20}
    (?:section|edition)\s?:\s?\w{1,20}(?: \w{1,20})?|(?:.{2,40}, )?page [a-z]{0,2}-?\d{1,3}
    vol(?:ume)?\.? \d+,? (?:no|issue)\.? \d+
    (?:download|view|open|get|read)(?: (?:the|this|as|an?|full))* (?:pdf|document|file|report|
        transcript|image|map|podcast)(?: version)?(?: \([^)]{1,20}\))?
    pdf(?: version)?|full (?:text|transcript)|send to (?:a )?(?:friend|kindle)
    (?:e-?mail|send|print|share|discuss|report)(?: (?:this|the))? (?:page|article|story|post|link)
        (?: to (?:a )?friend)?
    for immediate release|(?:press|media) (?:releases?|contacts?)|notes? to editors?
    (?-i:[a-z]{2,4}(?:[-/][a-z]{2,4}){1,3})|(?-i:AFP|AP|UPI|REUTERS|DPA|EFE)[ /-](?-i:[a-z]{1,4}
        (?:[-/][a-z]{1,4}){0,2})?/?[\d :/-]{0,20}(?:gmt|utc)?
    source link|original (?:article|source|story|link)|view (?:original|source|in browser)
    (?:-+ ?)?(?:advertisements?|ads?|adverts?|publicit[ye]|sponsored)(?: ?-+)?|ad feedback
    (?:story|article|content) continues (?:below|after) (?:this )?(?:ad|advert|
        advertisement)?
    scroll to continue|continue reading(?: the main story| below)?
    read (?:more|on|full (?:story|article)|the (?:full |original )?(?:story|article|report)|
        in app)
    show (?:more|less)|see more|view more|load more|expand|collapse|learn more|find out more
    click here(?: .{2,80})?
    share(?: (?:this|on|via|it|options))?(?: (?:article|story|post|page|news))?(?: (?:on|
        via|with|:))?(?: (?:NETWORKS|friends))*
    shared?|tweet(?: this)?|pin it|like(?: this)?:?|like loading(?:\.\.\.|\u2026)?
    loading(?:\.\.\.|\u2026)?|(?:NETWORKS)(?:[\s,|/\u00b7\u2022]+(?:NETWORKS))*
    save(?: (?:article|story|for later|this))?|saved|bookmark(?: this)?
    gift (?:this )?(?:article|link)|give this article
    listen(?: (?:to (?:this )?(?:article|story|page)|\d.{0,12}))?
    \d+ ?min(?:ute)?s?(?: (?:read|listen))|(?:reading|read) time:? .{1,20}
    print(?: (?:this page|article|friendly(?: version)?))?|text size|font size|a ?a ?a
    [a\u0430][+-]|subscribe(?: (?:now|today|here|free|to .{2,60}))?|unsubscribe
    sign (?:in|up|out)(?: (?:now|here|free|today))?|log ?(?:in|out)|register|my account
    account|newsletters?|get (?:the|our) (?:newsletter|app|daily .{2,30})|donate(?: now)?
    support us|become a (?:member|patron|supporter)|(?:start|try) .{0,20}free(?: trial)?
    free trial|go premium|already (?:a subscriber|a member|registered)\?.{0,40}
    (?:enter|type) your .{2,40}|your (?:name|e-?mail)(?: address)?
    please enter (?:your|a|an) .{2,60}|your e-?mail address will not be published.{0,60}
    required fields are marked.{0,4}|you have entered an incorrect e-?mail address.{0,40}
    save my name.{0,120}|notify me of .{2,80}
    (?:name|e-?mail|website|comment|message|subject|phone)[:*\s]{0,4}|submit|post comment
    cancel reply|reply
    [\d.,]+[km]?\s?(?:fans?|followers?|subscribers?|members?|likes?)\s?(?:like|follow|
        subscribe|join)?s?
    [\d.,]+[km]? (?:shares?|views?|likes?|reads?|retweets?|reactions?|comments?|
        followers?)(?: so far)?
    comments?(?: ?\(?\d*\)?)?|skip to (?:main |the )?(?:content|navigation|search)
    (?:open|close|main|toggle|primary) ?(?:menu|navigation|search)?|menu
    search(?: (?:for|this site|the site))?:?|search\.\.\.|navigation|sections?|site ?map
    back(?: to (?:top|home|all news|list|news|results))?|home(?: ?page)?|podcasts?
    galler(?:y|ies)|live tv|breaking news|e-?paper|careers|faqs?|help cent(?:er|re)
    contact us|about us|imprint|advertise(?: with us)?|press (?:office|room)
    (?:privacy|cookies?)(?: (?:policy|notice|statement|settings|preferences|centre|center))?
    your privacy choices|accessibility(?: help| statement)?
    terms(?: (?:of (?:use|service)|and conditions|& conditions))?|legal(?: notice)?
    disclaimer|do not sell my (?:personal )?(?:info|information)
    (?:accept|reject|allow|decline|agree)(?: all)?(?: cookies)?|i (?:accept|agree)|got it!?
    ok|manage (?:preferences|cookies|settings|options)|next(?: (?:article|post|page|story))?
    prev(?:ious)?(?: (?:article|post|page|story))?|older posts|newer posts
    page \d+(?: of \d+)?|\d+ of \d+|\d+/\d+
    (?:enlarge|expand|open|hide|toggle|view|show)(?: this)? (?:image|caption|photo|gallery|
        fullscreen)(?: in fullscreen)?
    image source|getty(?: images)?|image caption|play(?: video)?
    watch(?: (?:now|live|video|the video))?
    (?:file|handout|archive|stock) (?:photo|image|picture)|courtesy photo|slideshow
    switch (?:language|edition).{0,30}|translate(?: (?:this )?page)?
    (?:written|produced|graphics?|maps?|photo(?:s|graphs)?) by (?:the author|(?-i:[A-Z]).{2,60})
    interview(?:er)?: ?(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+){1,2}|read more from .{2,40}
    (?:-+ ?)?ends?(?: of (?:report|story|text))?(?: ?-+)?|-+ ?30 ?-+|#+|\*{3,}
    [-_=*\u2013\u2014\u2022\u00b7.]{2,}|\u25a0|/?(?:tass|afp|ap|upi|reuters|interfax)/
    https?://\S+|www\.\S+|\S+@\S+\.\S+|(?:#\w+[\s,]*)+
    (?:tags?|topics?|categor(?:y|ies)|keywords?|filed under|labels?)
    [\[(]\s?\d{1,4}\s?[\])]|[\[(]?(?:more|more to come|more follows|continues|cont(?:inue)?d|
        moremoremore|updates? to follow)[\])]?
    (?:(?:this|our|the) )?(?:live ?)?(?:blog|feed|page|live coverage|coverage)(?: (?:is|
        has))? (?:now )?(?:closed|ended|paused|finished)(?: for .{2,40})?
    (?:\(?continued|cont(?:inue)?d\.?|turn|concluded|see|more|jump) (?:on|to|from|in) (?:page|
        p\.?|col(?:umn)?|back page|next column)\s?[\w-]{0,6}\)?
    (?-i:[A-Z][\w' -]{2,40})[:,.] (?:see )?(?:page|p\.|col(?:umn)?)\s?[a-z]{0,2}-?\d{1,3}
    (?:photo(?:graph)?s?|pictures?|sketch(?:es)?|drawings?|maps?|plans?|illustrations?) (?:by|
        courtesy of|from) (?:the |our )?(?:author|writer|artist|correspondent|editor|staff|
        (?-i:[A-Z]).{2,50})
    \(?(?:from |by )?(?:our |the |an? )?(?:own |special |war |military |foreign |
        naval )*(?:correspondents?|wire services?|news services?|agenc(?:y|ies)|news agencies|
        wires|staff)\)?
    \((?:from|by) (?:our|a|an|the) [^()]{3,60}\)
    (?:from |by )?(?-i:[A-Z])[\w.]+(?:'s|\u2019s)? (?:special |news |telegraphic |wire |
        foreign )+(?:services?|telegrams?|agency)
    (?:mon|tues|wednes|thurs|fri|satur|sun)day(?:,? (?:night|morning|evening|afternoon|noon|
        midnight))?
    (?-i:[A-Z]{2,6})[- /](?-i:[A-Z]{2,4}[- /])?\d{2}[-/ ]?\d{2}[-/ ]?\d{2}(?:[-/ ]?\d{2,4})?(?: ?
        \d{4})? ?(?-i:[A-Z]{1,4})?
    (?-i:[A-Z]{2,6}) \d{4,8} ?(?:gmt|utc|z|hrs)?(?: (?-i:[A-Z]{3})(?: \d{2,4})?)?
    \W{2,12}
    """
)

# Names of page sections: furniture among other furniture, a subheading inside the report.
_LABEL = _any_of(
    r"""
    world(?: news)?|news|politics|sports?|business|economy|opinions?|culture|lifestyle
    tech(?:nology)?|science|health|weather|entertainment|travel|videos?|photos?|audio
    pictures?|images?|live(?: now| updates)?|breaking|magazine|shop|jobs|help|contacts?
    about|africa|americas?|asia|europe|middle east|uk|u\.?s\.?(?: news)?|china|russia
    ukraine|war|military|defen[cs]e|security|conflicts?|analysis|report|flag|more|less|top
    line|send|follow|print|source|language|english|edition|latest|pause|unmute|mute|refresh|en|fr
    """
)

# Anchored at the start; the rest of the line is free.
_OPENS = _any_of(
    r"""
    (?:tags?|filed under|posted in|topics?|categor(?:y|ies)|keywords?|labels?|more (?:on|
        about|from)|read (?:more|also|next|our)|also read|see also|related(?: (?:stor(?:y|
        ies)|articles?|news|coverage|links?|content))?|watch|listen|recommended|next|previous|
        up next|coming up|also in this section|podcast|audio|gallery|in pictures|interactive|quiz|
        must[- ]read|don(?:'|\u2019)t miss|go deeper|dive deeper|\u2022? ?read more)\s?[:|
        \u00bb>\u2192]\s?\S
    (?:\u00a9|\(c\) ?(?:19|20)\d\d|copyright\b.{0,40}(?:\b(?:19|20)\d\d|\u00a9|reserved))
    (?:this material|this content|no part of this).{0,60}may (?:not )?be (?:published|
        reproduced|copied|used)
    \(?(?:additional |further )?(?:reporting|writing|edited|editing|translated|translation|
        compiled|photography|fact-check(?:ed|ing)?) by (?-i:[A-Z])
    this (?:interview|conversation|transcript|q&a) (?:was|has been) (?:lightly |slightly )?(?:edited
        |condensed|translated)|\[\d{1,3}\]:? h(?:tt|xx)ps?://\S
    reporting from (?-i:[A-Z])[^.]{2,60}$|(?-i:[A-Z])[\w, ]{2,60} reported from [^.]{2,60}\.
        (?= .{2,60}\bcontributed\b)
    (?:our standards|reporting standards):[ ]
    (?:photo(?:s|graphs?|graphy)?|images?|pictures?|captions?|credits?|video|graphics?|
        maps?|illustration|cover image|featured image|header image)(?: (?:credits?|
        courtesy(?: of)?|source|by|via))?\s?(?:[:/|\u00a9]\s?\S|by (?-i:[A-Z]))
    file photo\b|file (?:-|\u2013|\u2014) |file photo:
    \[?(?:image|photo|picture|video|embed|iframe|map)\]?:? ?\[
    (?:sign up|subscribe|register|join us) (?:for|to|now|here|today|free|and)\b
    (?:follow|like|find|join) (?:us|our|me|[A-Z@]\S+(?: [A-Z]\S+){0,4}) (?:on|at|
        in) (?:NETWORKS|our|his|her|social)\b
    follow us\b|download (?:our|the) .{0,40}\bapp\b
    get (?:our|the|all the|more|breaking|daily|weekly|your) .{2,80}(?:inbox|newsletter|
        app\b|e-?mail|alerts)
    click (?:here|on|to)\b|tap (?:here|to)\b
    support (?:our|independent|quality|the) .{0,30}journalism
    help us\b.{0,60}(?:independent|journalism|report)
    we (?:and our partners )?(?:use|store|value)\b.{0,60}(?:cookies?|your privacy|data)
    (?:this|our) (?:web ?)?site (?:is protected by|uses|requires)\b
    by (?:continuing|clicking|subscribing|signing up|submitting|using|
        registering)\b.{0,120}(?:agree|accept|consent|acknowledge)
    (?:please )?(?:enable|turn on|disable|turn off) (?:your )?(?:javascript|cookies|
        ad ?block)
    javascript (?:is|must)
    you (?:have|(?:'|\u2019)ve) (?:\d+|one|two|three|reached|read|
        used).{0,40}(?:free )?articles?
    to (?:continue|keep) reading\b|(?:unlimited|full) (?:digital )?access\b
    (?:special|limited(?:-time)?) offer\b|privacy notice:|newsletter:
    (?:the post )?.{3,160} (?:appeared|was) first (?:appeared |published )?(?:on|in|
        at) .{2,60}$
    this (?:article|story|post|piece|report) (?:was |has been |is )?(?:originally |first |
        automatically |generated |syndicated |adapted |republished |re-?printed |taken )+
    (?:have (?:a|any) (?:news )?(?:tips?|questions?|story)|got a (?:tip|story)|
        spotted an error|do you have information)\b
    (?:write|contact|reach|e-?mail|send (?:tips|comments|an e-?mail)) (?:to |us |
        the )?.{0,60}\S+@\S+
    (?:hide|view|show) (?:caption|comments|gallery)
    your (?:support|donation|contribution|subscription)\b.{0,60}(?:help|make|keep|allow)
    this (?:newsletter|e-?mail|page) (?:may contain|was sent)|(?:all|some) rights reserved
    unsubscribe\b
    (?:issued|released|distributed|circulated|published|printed) (?:by|from|on behalf of|
        under authority of) (?:the |our )?(?-i:[A-Z]).{2,60}(?:section|office|department|bureau|
        service|division|desk|branch|press|hmso|authority|ministry|headquarters)\b
    (?:presenters?|moderators?|speakers?|participants?|briefers?|translators?|interviewers?)\s?:\s?
        (?-i:[A-Z])[^.?!:]{1,50}$
    (?:authors?|by-?lines?|
        contributors?|editors?|rapporteurs?|contacts?|sources?|distribution|
        classification|embargo(?:ed)?|slug|headline|length|section|byline|credit|data cut-?off|
        cut-?off|as of|time ?stamp)\s?:\s?(?!none|nobody|not |no |unknown)\S
    \[\d{1,3}\]:? [^.!?]{3,100}$
    (?:note|notes|memo|advisory|attention)s? (?:to|for) (?:the )?(?:editors?|readers?|desks?|
        media|clients?|subscribers)(?:\W|$)(?! ?\w+ (?:was|were)\b)
    (?:plate|fig(?:ure)?|map|table|chart|photo|image|sketch|appendix)\.? (?:\d{1,3}|
        [ivxl]{1,5})\s?[.:\u2013\u2014-] ?(?-i:[A-Z])
    (?:editor(?:'|\u2019)?s?(?:'|\u2019)? note|correction|clarification|amendment|update note|
        disclaimer|footnotes?)\s?[:(\u2013\u2014-]
    this (?:article|story|post|piece|report|page|item|dispatch|headline|blog|
        entry)(?:'s headline)? (?:was|has been|is being) (?:amended|corrected|updated|changed|
        edited|revised|clarified)\b
    (?:an earlier|a previous|the original) version of this\b
    (?:.{0,60}\b)?(?:reproduction|republication|reprint(?:ing)?|
        redistribution)\b.{0,40}(?:permitted|forbidden|prohibited|reserved|allowed)
    \(?(?:tel(?:ephone)?|fax|phone|e-?mail|telex|hotline)\s?[.:]?\s?\+?\d
    (?:[\w' ,-]{2,40})(?:[.,;:]|\s[\u2013\u2014-]) ?(?:tel(?:ephone)?|phone|fax|
        telex)\b\.?:? ?\+?\d[\d ()-]{2,}$
    (?:printed|typeset|bound|set) (?:in|by|and)\b.{2,60}(?:ltd|limited|press|printers?|co\.|
        street|london)\b
    (?:price|one penny|two ?pence|vol)\b[ :](?!of )(?=.*(?:\d|penn|pence|cent|free)).{0,30}$
    .{2,60}\b(?:free to (?:quote|use|reproduce)|may be (?:quoted|reproduced|reprinted)|
        with (?:due )?acknowledge?ment)\b
    (?:please )?(?:consider|if you can)\b.{2,80}(?:donat|support|subscri|contribut)
    (?:your|a) (?:gift|donation|subscription)\b
    (?:scan|use) the qr\b|(?:last|first) (?:modified|published|updated|edited)\b
    (?:to|for) (?:subscri(?:be|ptions?)|advertise|unsubscribe|comment|contact|report an error|
        see more)\b
    (?:we|the .{2,30}) (?:welcome|value)s? your (?:feedback|comments|views|privacy)
    (?:cookies?|some (?:of these )?cookies) (?:help|let|allow|are|enable)\b
    (?:we|this site|they) (?:also )?(?:use|set|place)s? (?:\w+ )?cookies\b
    (?:accept|manage|reject) (?:all |your )?(?:cookies|choices|preferences)\b
    """
)

# Anywhere in a short line.
_HOLDS = _any_of(
    r"""
    all rights reserved\b|\(c\) (?:19|20)\d\d\b.{0,40}$
    \(?(?:ap|afp|reuters|epa|epa-efe) photos?/|\b(?:via|/) ?getty images\b
    \(?(?:photo|image|picture|video)s?(?: credits?| courtesy(?: of)?)?(?: by|
        :) [^()]{2,80}\)$
    (?:\||\u2014|\u2013|-) ?(?:photo|image|credit|source): ?[^.]{2,60}$
    [.\s](?:photo|image|picture|photograph|credit)s?(?: credit| courtesy)?: (?-i:[A-Z])[^.:]{2,50}$
    [(\[][A-Z][\w'. -]{2,40}/(?:ap|afp|reuters|epa|getty|tass|xinhua|anadolu|getty images|
        handout)[^)\]]{0,30}[)\]]$
    \b[A-Z][\w'-]+ [A-Z][\w'-]+ ?/ ?(?:AP|AFP|Reuters|EPA|EPA-EFE|Getty|Anadolu|TASS|Xinhua|
        The New York Times|Washington Post)\W*$
    straight to your inbox|delivered to your inbox|unsubscribe at any time
    privacy policy and terms|terms of (?:use|service) (?:and|apply)|protected by recaptcha
    ad ?blocker|contributed (?:reporting|to this (?:report|article|story))\b
    to this (?:report|article|story)\.?\)?$(?<=contributed to this report)
    """
)

# One of these stands in every line that _HOLDS can match; looking for them first is much faster.
_SIGNS = (
    "reserved", "(c)", "photo", "getty", "image", "picture", "video", "credit:", "source:", "/",
    "inbox", "unsubscribe", "privacy policy", "terms of", "recaptcha", "blocker", "contributed",
)  # fmt: skip

_SEPARATED = re.compile(r"\s+/\s+|\s*(?:\||>|\u203a|\u2039|\u00bb|\u00b7|\u2022|::)\s*")
_EDGE = (
    " \t\u00a0.:;!,*>+\u200b\ufeff\u2022\u00b7\u203a\u00bb"
    "\u25b6\u25ba\u25bc\u25be\u2192\u2190\u2191\u2193\u21e8"
)


def _is_menu(line: str) -> bool:
    """ "Home | World | Politics", breadcrumbs, "Print | Email", "The Times | Opinion"."""
    if line.lstrip().startswith(("\u2022", "\u00b7", ">")):
        return False
    parts = [part for part in _SEPARATED.split(line) if part]
    short = all(len(part.split()) <= 5 and not part.endswith((".", "?")) for part in parts)
    if len(parts) < 2 or not short:
        return False
    if any(_WHOLE.fullmatch(part.strip(_EDGE)) for part in parts):
        return True
    if any(character.isdigit() for character in line):
        return False
    named = all(word[0].isupper() for part in parts for word in part.split() if len(word) > 3)
    return len(parts) >= 3 or (named and "|" in line)


def furniture_mark(line: str) -> Mark:
    """What a stripped line is by its words alone.

    "line"     furniture by itself
    "label"    the name of a page section: furniture only beside other furniture
    "section"  the heading of a block of links to other pages
    "end"      the comment form or what follows every report: nothing after it is body
    ""         nothing known
    """
    if not line or len(line) > LONGEST_NOTICE:
        return ""
    bare = line.removeprefix("- ").strip(_EDGE)
    words = len(line.split())
    if words <= 14:
        if _END.fullmatch(bare) or _END.fullmatch(line):
            return "end"
        if _SECTION.fullmatch(bare) and not line.endswith("."):
            return "section"
        if not bare or _WHOLE.fullmatch(bare) or _WHOLE.fullmatch(line) or _is_menu(line):
            return "line"
        if _LABEL.fullmatch(bare):
            return "label"
    lowered = line.lower()
    if _OPENS.match(line):
        return "line"
    if words <= 70 and any(sign in lowered for sign in _SIGNS) and _HOLDS.search(line):
        return "line"
    if words <= 12 and (own := is_of_page_words(line)):
        return "section" if own == "section" else "line"
    if words <= 30 and is_parts_of_a_page(line):
        return "line"
    return "line" if words <= 60 and (is_notice(line) or is_imprint(line)) else ""
