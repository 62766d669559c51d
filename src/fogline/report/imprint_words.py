"""Lines of records, transcripts and old newspapers: reference numbers, stage directions, imprints.

What surrounds the words of a parliament's report, a broadcast, a United Nations document or a
printed paper, as ``page_words`` knows what surrounds those of a site.

**Source:** chosen by us, from the habits of official records, newsrooms and newspapers.
"""

from __future__ import annotations

import re

__all__ = ["is_imprint"]

_IMPRINT = re.compile(
    r"""(?xi)
    (?:unclassified|confidential|restricted|secret|top\ secret|official(?:\ use\ only)?
    |declassified)
    | not\ for\ (?:release|publication|broadcast)\b.{0,60}
    | embargo(?:ed)?\ (?:until|till|to)\b.{0,60}
    | official\ records?\b[^.]{0,60} | distr(?:ibution)?\.?\s?:\s?\w+ | original\s?:\s?\w{3,20}
    | [A-Z]{1,4}(?:/[A-Z\d.]{1,12}){2,4} | \d{2}-\d{4,6}\ \(\w\)\ [\d ]{4,12}
    | agenda\ items?\ [\d, and]{1,12}
    | vol(?:ume)?\.?\ \d+,?\ (?:number|no\.?|issue|part)\ \d+ | is[sb]n\b.{4,30} | doi\s?:\s?\S+
    | jel\ classification.{0,30} | (?:suggested|recommended|preferred)\ citation\s?:.*
    | (?:how\ to\ )?cite\ (?:as|this)\b.*
    | (?:abstract|contents|footnotes|references|endnotes|bibliography|acknowledge?ments|glossary
    |index|legend
    |appendix(?:\ \w{1,3})?|annex(?:\ \w{1,3})?|preface|foreword|masthead|imprint|colophon
    |corrigend(?:um|a)|errata)
    | map\ (?:data|sources?|credits?)\b.{2,80}
    | (?:delayed|received|sent|transmitted|delivered|forwarded)\ (?:in|by|via|through)\ [\w\ ]{3,40}
    | .{3,50}\btelegrams?\ (?:are|is|were)\ (?:transmitted|sent|received)\ by\b.{3,80}
    | (?:passed\ by\ (?:the\ )?)?censor(?:ed|ship)?
    | from\ (?:our|the)\ (?:late|early|second|third|city|evening|morning|sunday)\ editions?\b.{0,40}
    | (?:the\ )?(?:latest|late|general|foreign|home|naval|military|shipping|colonial|commercial
    |law|police|sporting
    |money|city|court|parliamentary|domestic|provincial|telegraphic)\ (?:intelligence|news
    |circular|market|notes|reports?)
    | situations\ (?:vacant|wanted) | births,?\ (?:marriages|deaths)[\w ,]*
    | deaths\ and\ marriages | to\ let
    | subscription\ rates?\b.{0,40} | printed\ (?:and\ published\ )?(?:by|for|at)\b.{3,160}
    | published\ (?:weekly|daily|monthly)\b.{0,60}
    | to\ the\ editor(?:\ of\b.{2,40})? | yours\ (?:faithfully|truly|sincerely|etc\.?),?
    | (?:i\ am,?\ sir,?\ )?your\ obedient\ servant,?
    | (?:i\ (?:am|remain),?\ |believe\ me,?\ )?(?:ever\ )?yours?\ (?:ever\ |most\ )?
    (?:loving|affectionate(?:ly)?|dutiful|devoted|obliged|faithful|humble)(?:\ and\ \w+)?
    \ (?:(?:son|brother|husband|father|friend|nephew|cousin|servant|comrade|daughter|sister
    |wife),?\ )?
    [\w.\ ]{1,30}
    | \(?we\ are\ (?:favou?red|indebted|obliged|permitted|enabled)\b[^)]{5,120}\)?
    | (?-i:[A-Z][A-Z.'&\ -]{4,40})[.,]?\ (?-i:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST
    |SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER),?\ \d{4}
    | .{3,40},\ \d{1,2}\ \w{3,9}\ \d{4}\.\ (?:full\ |edited\ )?transcript\b.{0,40}
    | [\w'\ -]{3,40}\ and\ (?:news\ )?agencies
    | broadcast\ (?:at|on)\ [\d.: apm]{3,12}
    | (?:announcer|newsreader|presenter|host|anchor|producer|narrator|reader|reporter)\s?:\s?
    (?-i:[A-Z])[\w'.-]+(?:\ (?-i:[A-Z])[\w'.-]+){0,2}
    | [(\[](?:music|applause|laughter|crosstalk|inaudible|unintelligible|pause|silence|cheers
    |interruption|sound|gunfire|static|break|commercial\ break)
    (?:\ \w+){0,3}[)\]]
    | \[?(?:begin|end|start)\ (?:of\ )?(?:audio|video|videotape|clip|tape|recording|transcript
    |broadcast|excerpt)\b.{0,20}\]?
    | this\ is\ a\ rush\ transcript.{0,120} | transcripts\ (?:are|is)\ .*
    | (?:rush\ )?transcript\ (?:provided|prepared|not\ checked)\b.{0,60}
    | \(transcript\b[^)]{0,60}\)
    | the\ house\ divided.{0,60} | question\ (?:again\ )?put(?:\ and\ agreed\ to)?
    | order,?\ order | \[?interruption\.?\]?
    | several\ hon\.?\ members\b.{0,20}
    | (?:previous|next)\ (?:section|column|page|speaker|debate)
    | (?:contents|index|title)\ page | hansard\b[\w ]{0,30}
    | (?:official|parliamentary)\ report\b.{0,40}
    | (?:official\ )?(?:website|web\ site)(?:\ of\b.{2,60})? | site\ in\ testing\ mode
    | (?:all|other|main|more|latest|popular)\ news
    | (?:\d{1,2}:\d{2}\s*/\s*)?\d{1,2}\.\d{2}\.\d{2}(?:\s*/\s*\d{1,2}:\d{2})?
    | (?:number\ of\ )?(?:views?|visits|hits|downloads)\s?:\s?[\d., ]+
    | (?:telegram|facebook|twitter|instagram|youtube|viber|whatsapp|web|site|skype
    |signal)\s?:\s?\S{3,60}
    | (?:illustrative|archive|stock|file)\ (?:photo|image|picture)s?
    | (?:the\ )?(?:photo|image|picture)s?\ (?:is|are)\ (?:for\ )?illustrat\w+(?:\ purposes)?
    | (?:if\ you\ )?(?:notice|found|find|see|spotted)\ (?:an?\ )?(?:error|mistake|typo)\b.{0,80}
    | become\ (?:our|a)\ (?:patron|sponsor|supporter|member)\b.{0,40}
    | support\ (?:the\ |our\ )?(?:editors|editorial|newsroom|team|project|channel|army)\b.{0,30}
    | news\ of\ the\ (?:day|week|hour) | today'?s\ (?:headlines|news|paper|top\ stories)
    | (?:materials|more|read)?\ ?on\ (?:the|this)\ topic
    | (?:version\ for\ (?:the\ )?visually\ impaired|feedback|terms\ and\ conditions(?:\ apply)?)
    | (?:the\ )?(?:boundaries|designations|names|views)\b.{0,80}\bdo(?:es)?\ not\ (?:imply
    |reflect|constitute)\b.*
    | (?:creation|publication|release|revision|print|map)\ date\s?:.{3,40}
    | (?:situation\ |flash\ |progress\ )?report\ (?:no\.?|\#|number)\ ?\d+
    | (?:create|get|set|manage|receive)\ (?:an?\ )?(?:e-?mail\ |news\ )?(?:alerts?|notifications?
    |updates?) | jump\ to(?:\ .{2,30})?
    | (?:the\ )?next\ (?:situation\ |flash\ )?(?:update|report|bulletin)\ will\ be
    \ (?:issued|published|released)\b.{0,60}
    | refresh\ \|.{2,40} | story\ highlights
    | in\ this\ (?:story|article|issue|report|edition|section)
    | read\ (?:our|the)\ (?:live|full|latest|previous)\b.{0,40}
    | [\w ]{2,30}\ thanks\ its\ donors\b.{0,40}
    | (?:no|vol|issue)\.?\ ?[\d,.]+[.,]?\s?[\u2014\u2013|,.-]*\s?(?:vol|price|page|(?:mon|tues
    |wednes|thurs|fri|satur|sun)day,\ \w+\ \d).{0,120}
    | (?:.{2,40}[\u2014\u2013-]\s?)?\(?(?:continued|cont'?d\.?|concluded)\ (?:from|on)\ (?:page|p\.)
    \ ?\w{1,4}(?:,?\ col(?:umn|\.)?\ ?\w{1,3})?\)?
    | (?:many\ )?thank(?:s|\ you)\ for\ (?:reading|subscribing|listening|watching|your\ support)\b.*
    | (?:.{0,80}\.\ )?join\ (?:our\ )?[\d,]+\ (?:other\ )?(?:members|readers|subscribers)\b.*
    | url\s?:\s?\S+.{0,40} | re\s?:\ .{3,120} | (?:posts?|messages)\s?:\s?\d[\d,]*
    | (?:joined|registered|location)\s?:\s?\S.{1,40}
    | [\w.-]{2,30}\ wrote: | top | (?:site|board|forum)\ (?:admin|administrator|index|rules)
    | it\ is\ currently\b.*\d.* | post\ reply\b.{0,40}
    | session\ \d{4}-\d{2,4}
    | (?:date\ of\ publication|publication\ date|legend)\s?:\s?\S.{2,80}
    | read\ our\ (?:privacy|terms|cookie|legal)\b.{0,40}
    | download\ this\ \w{3,9}\b.{0,60} | credit\s?(?:\.{3}|\u2026)\s?\S.{2,80}
    | (?:a|another)\ version\ of\ this\ (?:article|story|report|essay)\ (?:appear|was|ran)\w*\b.*
    | this\ (?:publication|report|document|paper|project|material|study)\ (?:was|is|has\ been)\ (?:
    produced|made\ possible|published|funded|supported|prepared|financed)\ (?:with|by|through)\b.*
    | (?:the\ )?authors?\ (?:thanks?|are\ grateful|would\ like\ to\ thank|wish\ to\ thank)\b.*
    | <[a-z]+\ [^>]{3,200}>.{0,20} | \[(?:img|image|photo|video|embed|audio)\s?:\ [^\]]{2,80}\]
    | .{4,120}\((?:screenshot|screen\ ?grab|still|frame)\ [^()]{2,60}\)
    | \w+\ \d+\s?[-\u2013]\s?\d+\ of\ \d+ | (?:fix|edit|improve|correct)\ this\ \w{4,8}
    | .{2,60}\bredirects?\ here\b.* | .{2,40}\ has\ media\ related\ to\b.*
    | (?:text|content|this\ work|images?)\ (?:is|are)\ (?:available|licen[sc]ed)\ under\b.*
    | [\d.,]+[km]?\ views?.{0,60} | skip\ to\ .{2,40} | presentational\ .{0,20}\bline
    | (?:media|audio|video)\ playback\b.{0,60} | advertising | \W?[a-z]\W?
    | (?:image|media|video|picture)\ (?:caption|source|copyright)(?-i:[A-Z]).{2,160}
    | in\ (?:partnership|association|collaboration)\ with\ (?-i:[A-Z])[^.,]{2,40}
    (?:\s[\u2014\u2013-]\s.*)?
    | .{8,160}\b(?:fot|foto|photo|pic)\.\s?(?-i:[A-Z])[\w./ -]{1,40}
    """
)
_PICTURED = re.compile(
    r"(?:maps?|photo(?:graph)?s?|pictures?|images?|charts?|diagrams?|aerial view|satellite (?:image"
    r"|view)|portrait) (?:showing|depicting|of) [^.!?:]{3,120}",
    re.I,
)
# "LOST.-A brown mare", "BUY WAR BONDS", "TEAS-at Messrs. Tolliver's": a paper's own business.
_OFFER = re.compile(
    r"""(?x)(?:(?:WANTED|LOST|FOUND|FOR\ SALE|TO\ LET|TO\ BE\ (?:SOLD|LET)|NOTICES?
    |AUCTIONS?|BIRTHS?|MARRIAGES?|DEATHS?|MARRIED|MARKETS?|(?:TODAY'S\ )?WEATHER
    |TO\ CORRESPONDENTS|TERMS|SHIPPING|SITUATIONS?|STOLEN|STRAYED|REWARD|DISSOLUTION)\b
    [A-Z ,]{0,30}\s?[,.:;\u2014\u2013-]
    |(?:BUY|DRINK|SMOKE|EAT|INSURE|SAVE|INVEST|ADVERTISE|SUBSCRIBE)\b[A-Z '&.!-]{3,60}$)"""
)
_TRADE = re.compile(
    r"""(?xi)\b(?:messrs | druggists? | chemists | grocers? | ironmongers? | tailors? | dentist
    | drapers? | auctioneers? | premises | teas? | pills | ointment | balsam | pectoral | elixir
    | remedy | tonic | soap | coughs? | colds? | sores | wholesale | retail
    | per\ (?:annum|qr|lb|doz|bottle|square) | in\ advance | freehold | to\ let
    | sold\ (?:by|at) | apply\ (?:to|at) | phone\ \d+
    | (?<!\w/)\d{1,2}/\d{1,2}(?-i:(?!\ [A-Z]))(?:\ and\ \d/\d)?
    | \d+s\.(?:\ ?\d+d\.)? | advertisements? | subscribers?
    | proprietors? | patronage | testimonials? | respectable | cured | gratis | post[- ]free
    | partnership | the\ undersigned | committed\ to\ the\ jail | runaway )\b"""
)
_HEADED = re.compile(r"[A-Z][A-Z'&.]{2,}(?: [A-Z'&.]+)*\b.{0,3}[\u2014\u2013,.:; -]")
_TELLS = re.compile(r"\b(?:was|were|had|has|have|is|are|\w{3,}ed)\b")
_SAID = re.compile(
    r"\b(?:said|says|told|killed|wounded|enemy|troops|soldiers|prisoners|guns)\b", re.I
)


def _is_business(line: str) -> bool:
    """A paper's own advertisements, markets and notices to its readers."""
    if _SAID.search(line):
        return False
    if _OFFER.match(line):
        return True
    is_told = _TELLS.search(line) is not None and _HEADED.match(line) is None
    return not is_told and len({m.lower() for m in _TRADE.findall(line)}) >= 2


_BODY_OF_STATE = re.compile(
    r"""(?x)(?:The\ )?(?:Ministry|Department|Office|Bureau|Directorate|Secretariat|General\ Staff
    |Press\ (?:Service|Office|Centre|Center)|Embassy|Permanent\ Mission|Headquarters
    |Public\ (?:Affairs|Relations))\ (?:of|for|to)\ (?:the\ )?[A-Z][\w'\u2019\ -]{2,60}"""
)


_PEN_NAME = re.compile(
    r"By (?:a|an|one|our) (?:late )?[A-Z][\w\u2019'-]+"
    r"(?: (?:of|in|at|on|from|with|to|the|a|and|who|late|lately|[A-Z][\w\u2019'-]+)){0,8}"
)
"""Who signs with what he is: "By a Student of the Mediterranean"."""


def is_imprint(line: str) -> bool:
    """A reference, a stage direction, an imprint or a column's heading, by itself on its line."""
    bare = line.strip(" \t*#\u2022\u2013\u2014-")
    if not bare or len(bare) > 400:
        return False
    if _IMPRINT.fullmatch(bare.rstrip(".")) or _is_business(bare):
        return True
    if line[-1] in ".!?":
        return False
    return _BODY_OF_STATE.fullmatch(bare) is not None or _PEN_NAME.fullmatch(bare) is not None
