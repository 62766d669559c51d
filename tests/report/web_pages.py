"""Web pages of many makes around a report's words, to measure what is taken out of them.

Each function gives a whole page: (headline, paragraphs) -> HTML. Structures as sites have them, all
words our own. ``PAGES`` names them; ``SAYS`` is what a page says of itself, as far as it does.
"""

# ruff: noqa: E501 - markup: one element, one line

from __future__ import annotations

import textwrap
from collections.abc import Callable

__all__ = ["PAGES", "SAYS"]

ISO, SHOWN, SITE = "2024-03-09", "9 March 2024", "The Lowland Post"
HEADLINES = (
    "Ferry prices to rise before the summer season",
    "Striker leaves club after eleven years",
    "How a village saved its last bakery",
    "Ten walks for a wet weekend",
    "Parliament votes on new tax for second homes",
)


def _links(tag: str = "li", names: tuple[str, ...] = HEADLINES) -> str:
    return "".join(
        f'<{tag}><a href="/a/{n}.html">{name}</a></{tag}>' for n, name in enumerate(names)
    )


def _ps(paragraphs: list[str], of: str = "p") -> str:
    return "\n".join(f"<{of}>{each}</{of}>" for each in paragraphs)


def _head(title: str, *, says: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {SITE}</title>'
        f"{says}</head>"
    )


_GRAPH = (
    f'<meta property="og:site_name" content="{SITE}">'
    f'<meta property="article:published_time" content="{ISO}T05:10:00+00:00">'
)


def div_soup(title: str, paragraphs: list[str]) -> str:
    """A newspaper of today: hashed classes, no article element, boxes between the paragraphs."""
    cut = max(2, len(paragraphs) // 2)
    return f"""{_head(title, says=_GRAPH)}<body><div id="__next"><div class="css-1x2y">
<div class="css-8k"><button>Skip to content</button><ul>{_links(names=("World", "Sport", "Money"))}
</ul><a href="/login">Log in</a></div>
<div class="css-9r"><h1 class="css-77">{title}</h1><div class="css-a1">By <a>Ann Sample</a>,
Correspondent</div><div class="css-a2"><time datetime="{ISO}T05:10:00Z">{SHOWN}</time></div>
<div class="css-b7"><figure><img src="a.jpg"><figcaption>A road outside the town in spring.
<span>Credit: B. Lens / {SITE}</span></figcaption></figure></div>
<div class="css-c3">{_ps(paragraphs[:cut])}
<div class="css-d4"><div>Get our morning letter</div><p>The five stories you need, at seven.</p>
<form><input placeholder="Email address"><button>Sign up</button></form></div>
<p><strong><a href="/a/1.html">READ MORE: {HEADLINES[1]}</a></strong></p>
{_ps(paragraphs[cut:])}
<div class="css-e5"><h4>More on this story</h4><ul>{_links()}</ul></div></div>
<div class="css-f6"><h3>Comments</h3><div><b>oldsalt</b><span>2 hours ago</span>
<p>They said the same last year and nothing came of it.</p><button>Reply</button></div></div>
</div><div class="css-g7"><h3>Most viewed</h3><ol>{_links()}</ol></div>
<div class="css-h8">&copy; 2024 {SITE} <a>Privacy</a> <a>Contact us</a></div></div></div></body></html>"""


def liveblog(title: str, paragraphs: list[str]) -> str:
    """Entries with times, each shared by itself."""
    entries = "".join(
        f'<div class="liveblog__entry" id="e{n}"><time>{20 - n // 2}:{30 if n % 2 else 12}</time>'
        f'<div class="body"><p>{each}</p></div><div class="share"><a>Share</a></div></div>'
        for n, each in enumerate(paragraphs)
    )
    return f"""{_head(title, says=_GRAPH)}<body><header><nav><ul>{_links(names=("News", "Opinion"))}</ul>
</nav></header><main><h1>{title}</h1><div class="meta"><time datetime="{ISO}">{SHOWN}</time></div>
<div class="key-events"><h2>Key events</h2><ul><li>20.12 Summary</li><li>19.30 Talks</li></ul></div>
<div class="liveblog">{entries}</div></main>
<aside><h3>Most read</h3><ul>{_links()}</ul></aside><footer>{SITE} 2024</footer></body></html>"""


def paywall(title: str, paragraphs: list[str]) -> str:
    """The whole text is there, under an offer."""
    return f"""{_head(title, says=_GRAPH)}<body><header><a>{SITE}</a><a>Subscribe</a></header>
<article><h1>{title}</h1><p class="byline">Ann Sample in the capital</p>
<time datetime="{ISO}">{SHOWN}</time><section class="article-body">{_ps(paragraphs)}</section>
</article><div class="paywall-overlay" role="dialog"><h2>Keep reading for 1 euro a month</h2>
<p>You have read your last free article of this month. Subscribe to read everything we write.</p>
<ul><li>Unlimited articles</li><li>The printed paper on Saturdays</li><li>Cancel when you like</li></ul>
<button>See offers</button><p>Already a subscriber? <a>Sign in</a></p></div>
<footer><p>All rights reserved.</p></footer></body></html>"""


def amp(title: str, paragraphs: list[str]) -> str:
    """Accelerated mobile page with a side bar before everything."""
    cut = max(1, len(paragraphs) // 3)
    return f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{title}</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{title}","datePublished":"{ISO}T08:00:00Z",
"publisher":{{"@type":"Organization","name":"{SITE}"}}}}</script></head><body>
<amp-sidebar id="s" layout="nodisplay"><ul>{_links(names=("Home", "World", "War", "Sport"))}</ul>
</amp-sidebar><header class="amp-header"><button on="tap:s.toggle">Menu</button></header>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1>{title}</h1>
<div class="amp-wp-meta">By Ann Sample</div></header>
<amp-img src="x.jpg" width="10" height="10"></amp-img>
<div class="amp-wp-article-content">{_ps(paragraphs[:cut])}
<amp-ad width="300" height="250" type="x"><div>Advertisement</div></amp-ad>
{_ps(paragraphs[cut:])}<amp-social-share type="email"></amp-social-share></div>
<footer class="amp-wp-article-footer"><div>Categories: War</div><div>Tags: front, army</div></footer>
</article><amp-list src="/more"><div>{_links("div")}</div></amp-list>
<footer><a href="#top">Back to top</a></footer></body></html>"""


def tables_of_1999(title: str, paragraphs: list[str]) -> str:
    """Nested tables, font elements, breaks for paragraphs, a column of links on either side."""
    text = "<br><br>\n".join(paragraphs)
    left = "<br>".join(f'<a href="{n}.htm"><font size=1>{name}</font></a>' for n, name in
                       enumerate(("Front page", "World", "Business", "Letters", "Weather")))  # fmt: skip
    right = "<br>".join(f'<a href="s{n}.htm">{name}</a>' for n, name in enumerate(HEADLINES))
    return f"""<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF">
<TABLE WIDTH=640 BORDER=0><TR><TD COLSPAN=3><IMG SRC="logo.gif" ALT="{SITE}"></TD></TR>
<TR><TD WIDTH=110 VALIGN=top BGCOLOR="#CCCCCC">{left}</TD>
<TD WIDTH=400 VALIGN=top><FONT SIZE=+2><B>{title}</B></FONT><BR><FONT SIZE=-1>By ANN SAMPLE<BR>
Published: March 9, 1999</FONT><P><TABLE ALIGN=right WIDTH=120><TR><TD><IMG SRC="map.gif"><BR>
<FONT SIZE=1>Map by {SITE}</FONT></TD></TR></TABLE>
<FONT FACE="Times">{text}</FONT><P><HR><FONT SIZE=1><A HREF="/">Front page</A> |
<A HREF="mailto:x">Write to us</A> | <A HREF="copy.htm">Copyright 1999 {SITE}</A></FONT></TD>
<TD WIDTH=130 VALIGN=top><B>Related</B><BR>{right}</TD></TR></TABLE></BODY></HTML>"""


def encyclopaedia(title: str, paragraphs: list[str]) -> str:
    """Infobox, contents, marks of notes, links to edit, list of references."""
    cut = max(1, len(paragraphs) // 2)
    edit = '<span class="mw-editsection">[<a href="?e">edit</a>]</span>'
    noted = [f'{each}<sup class="reference"><a href="#c{n}">[{n}]</a></sup>'
             for n, each in enumerate(paragraphs, 1)]  # fmt: skip
    return f"""{_head(title)}<body class="mediawiki"><div id="content" class="mw-body">
<h1 id="firstHeading">{title}</h1><div id="siteSub">From an encyclopaedia anybody may edit</div>
<div id="mw-content-text"><div class="mw-parser-output">
<table class="infobox"><tr><th colspan="2">{title}</th></tr><tr><td>Result</td><td>Disputed</td></tr>
</table>{_ps(noted[:cut])}
<div id="toc" class="toc"><div class="toctitle"><h2>Contents</h2></div><ul><li>1 Events</li>
<li>2 References</li></ul></div><h2><span class="mw-headline">Events</span>{edit}</h2>
<div class="hatnote">Main article: The war as a whole</div>{_ps(noted[cut:])}
<h2><span class="mw-headline">References</span>{edit}</h2><div class="reflist"><ol class="references">
<li><span class="reference-text">Sample, Ann (2011). <i>Ridges</i>. p. 40.</span></li></ol></div>
<div class="navbox">{_links("span")}</div></div></div>
<div id="catlinks">Categories: <a>Battles</a> <a>2011</a></div></div>
<div id="mw-navigation"><ul><li>Main page</li><li>Random article</li></ul></div>
<div id="footer">This page was last edited on {SHOWN}, at 11:02. Text is free to use.</div></body></html>"""


def wordpress(title: str, paragraphs: list[str]) -> str:
    """A blog with sharing buttons, related posts, the author's note, comments and widgets."""
    return f"""{
        _head(title, says=_GRAPH)
    }<body class="single single-post"><div id="page" class="site">
<header class="site-header"><p class="site-title"><a href="/">{SITE}</a></p><nav><ul>{
        _links(names=("About", "Archive", "Contact"))
    }</ul></nav></header>
<div id="primary"><main><article class="post type-post"><header class="entry-header">
<h1 class="entry-title">{title}</h1><div class="entry-meta"><span class="posted-on">Posted on
<time class="entry-date published" datetime="{ISO}">{
        SHOWN
    }</time></span> by Ann Sample</div></header>
<div class="entry-content">{_ps(paragraphs)}
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a>Click to share on X (Opens in new window)</a></li>
<li><a>Facebook</a></li></ul></div><div id="jp-relatedposts"><h3><em>Related</em></h3>
<div>{_links("p")}</div></div></div>
<footer class="entry-footer">Posted in <a>Wars</a> Tagged <a>front</a>, <a>maps</a></footer></article>
<div class="author-bio"><p>Ann Sample has walked along fronts since 1999 and keeps bees.</p></div>
<nav class="post-navigation"><a>Previous: {HEADLINES[2]}</a><a>Next: {HEADLINES[3]}</a></nav>
<div id="comments"><h2 class="comments-title">2 thoughts on &ldquo;{title}&rdquo;</h2><ol>
<li class="comment"><b>Joe</b> says:<p>I was there in spring and saw nothing of the kind.</p></li>
<li class="comment"><b>Eva</b> says:<p>Thank you for this, it needed saying.</p></li></ol>
<h3 id="reply-title">Leave a Reply</h3><p>Your email address will not be published.</p></div></main></div>
<aside id="secondary"><section class="widget"><h2>Recent Posts</h2><ul>{_links()}</ul></section>
<section class="widget"><h2>Archives</h2><ul><li>March 2024</li></ul></section></aside>
<footer>Proudly powered by a press</footer></div></body></html>"""


def blogspot(title: str, paragraphs: list[str]) -> str:
    """One element for the post, breaks for paragraphs, an archive beside it."""
    text = "<br /><br />".join(paragraphs)
    return f"""<!DOCTYPE html><html><head><title>Marsh Notes: {title}</title></head><body>
<div id="header"><h1 class="title"><a href="/">Marsh Notes</a></h1><p>From the edge of things</p></div>
<div id="main"><div class="date-outer"><h2 class="date-header"><span>Saturday, March 9, 2024</span></h2>
<div class="post hentry"><h3 class="post-title entry-title">{title}</h3>
<div class="post-body entry-content" id="post-body-1">{text}<div style="clear: both;"></div></div>
<div class="post-footer"><span>Posted by Ann Sample at <abbr title="{ISO}T21:04:00Z">9:04 PM</abbr></span>
<span>Labels: <a>rivers</a>, <a>war</a></span></div></div></div>
<div class="comments" id="comments"><h4>1 comment:</h4><dl><dt>Anonymous said...</dt>
<dd><p>The bridge was blown a day earlier, my father always told us.</p></dd></dl>
<a>Post a Comment</a></div></div>
<div id="sidebar"><h2>Blog Archive</h2><ul><li>2024 (9)<ul>{_links()}</ul></li></ul>
<h2>About Me</h2><p>Ann, teacher, far from the sea.</p></div>
<div id="footer">Simple theme.</div></body></html>"""


def ministry(title: str, paragraphs: list[str]) -> str:
    """A state's site: menus, size of letters, counters, other news below."""
    return f"""{_head(title)}<body><div class="top"><a>EN</a><a>FR</a><span>Hotline 1500</span></div>
<div class="menu"><ul>{_links(names=("Ministry", "Structure", "Documents", "Press", "Contacts"))}</ul></div>
<div class="breadcrumb"><a>Main</a> / <a>Press</a> / <a>News</a></div>
<div class="content"><div class="news-detail"><div class="news-date-time">{SHOWN}, 19:40</div>
<h3>{title}</h3><div class="size"><a>A+</a><a>A-</a></div>
<div class="detail-text">{_ps(paragraphs, "div")}</div>
<div class="views">Views: 3812</div><div class="print"><a>Print version</a></div></div>
<div class="other"><h4>Other news</h4>{_links("div")}</div></div>
<div class="footer"><p>Address: 3 Assembly Avenue. Telephone 00 11 22.</p>
<p>When using materials a link to the site is required.</p></div></body></html>"""


def relief_site(title: str, paragraphs: list[str]) -> str:
    """A library of reports: what the report is, then the report, then what is like it."""
    return f"""{_head(title, says=f'<meta property="og:title" content="{title}">')}<body>
<a href="#main">Skip to main content</a><nav><ul>{_links(names=("Updates", "Countries", "Jobs"))}</ul></nav>
<main id="main"><article class="rw-article rw-report"><header><h1>{title}</h1><dl><dt>Format</dt>
<dd>Situation Report</dd><dt>Source</dt><dd>Relief Office</dd><dt>Posted</dt>
<dd><time datetime="{ISO}">9 Mar 2024</time></dd></dl></header>
<section class="rw-attachment"><h3>Attachments</h3><a>Download Report (PDF | 412 KB)</a></section>
<div class="rw-article__content">{_ps(paragraphs)}</div>
<footer><dl><dt>Primary country</dt><dd>Lowland</dd><dt>Themes</dt><dd>Shelter</dd><dt>Language</dt>
<dd>English</dd></dl></footer></article>
<section class="rw-related"><h2>Related Content</h2><div>{_links("article")}</div></section></main>
<footer><p>The library is a service of the Relief Office.</p></footer></body></html>"""


def agency(title: str, paragraphs: list[str]) -> str:
    """A wire's page: every few paragraphs a picture, an advertisement or a list of links."""
    parts: list[str] = []
    for n, each in enumerate(paragraphs):
        parts.append(f"<p>{each}</p>")
        if n % 3 == 1:
            parts.append(
                '<div class="Enhancement"><figure><img src="p.jpg"><figcaption><p>People wait for a bus'
                " at the edge of the town. (Photo/B. Lens)</p></figcaption></figure></div>"
            )
        if n % 4 == 2:
            parts.append(f'<div class="FreeStar"><div>Advertisement</div></div><div class="PageList">'
                         f'<h2>Other news</h2><ul>{_links(names=HEADLINES[:3])}</ul></div>')  # fmt: skip
    return f"""{_head(title, says=_GRAPH)}<body class="StoryPage"><div class="Page-header">
<ul>{_links(names=("World", "Election", "Sports", "Video"))}</ul></div>
<div class="Page-content"><h1 class="Page-headline">{title}</h1>
<div class="Page-byline">By <a>ANN SAMPLE</a></div><div class="Page-dateModified">Updated 7:02 AM GMT,
March 9, 2024</div><div class="ActionBar"><a>Share</a><a>Copy</a><a>Print</a></div>
<div class="RichTextStoryBody RichTextBody">{"".join(parts)}</div>
<div class="Component-signature"><p>Sample reported from the border. Ben Other contributed.</p></div>
</div><div class="Page-aside"><h2>Most read</h2><ol>{_links()}</ol></div>
<div class="Page-footer"><p>Copyright 2024 the wire.</p></div></body></html>"""


def newsletter(title: str, paragraphs: list[str]) -> str:
    """An e-mail saved as a page: tables within tables."""
    rows = "".join(f'<tr><td style="padding:8px"><p>{each}</p></td></tr>' for each in paragraphs)
    return f"""<html><head><title>{title}</title></head><body><table width="100%"><tr><td align="center">
<table width="600"><tr><td><a>View this email in your browser</a></td></tr>
<tr><td><h1>{title}</h1></td></tr><tr><td><table>{rows}</table></td></tr>
<tr><td><a>Share</a> <a>Forward to a friend</a></td></tr>
<tr><td><p>You receive this letter because you subscribed at our site.</p><a>Unsubscribe</a>
<p>12 Mill Lane, Lowland</p></td></tr></table></td></tr></table></body></html>"""


def channel(title: str, paragraphs: list[str]) -> str:
    """A messenger's public channel, a post a paragraph; the first is the headline's."""
    posts = "".join(
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message">'
        f'<div class="tgme_widget_message_author"><a>Lowland Staff</a></div>'
        f'<div class="tgme_widget_message_text">{each}</div><div class="tgme_widget_message_footer">'
        f'<span class="tgme_widget_message_views">1{n}.4K</span> views <time>1{n % 10}:05</time></div>'
        f"</div></div>"
        for n, each in enumerate([title, *paragraphs])
    )
    return f"""<html><head><title>Lowland Staff &ndash; Telegram</title>
<meta property="og:title" content="Lowland Staff"></head><body><header>
<div class="tgme_header_info">Lowland Staff<span>88 K subscribers</span></div><a>Download Telegram</a>
</header><main class="tgme_main"><section class="tgme_channel_history">{posts}</section></main></body></html>"""


def board(title: str, paragraphs: list[str]) -> str:
    """A forum: a post a paragraph, with who wrote it."""
    posts = "".join(
        f'<div class="post" id="p{n}"><dl class="postprofile"><dt><a>member{n}</a></dt><dd>Posts: 2{n}</dd>'
        f"<dd>Joined: Sun Jan 09, 2005</dd></dl><div class='postbody'><p class='author'>by member{n}</p>"
        f'<div class="content">{each}</div></div><div class="back2top"><a>Top</a></div></div>'
        for n, each in enumerate(paragraphs)
    )
    return f"""<html><head><title>{title} - Field and Front Forum</title></head><body><div id="wrap">
<div class="headerbar"><h1>Field and Front Forum</h1><p>Talk of old wars</p><a>Skip to content</a></div>
<ul class="linklist"><li>FAQ</li><li>Register</li><li>Login</li></ul>
<div id="page-body"><h2 class="topic-title"><a>{title}</a></h2><div class="action-bar">Post Reply</div>
{posts}<div class="jumpbox">Jump to</div></div>
<div id="page-footer">Powered by a board</div></div></body></html>"""


def transcript(title: str, paragraphs: list[str]) -> str:
    """A broadcast's page: player, then the words in a block of their own."""
    return f"""{_head(title, says=_GRAPH)}<body><nav><ul>{_links(names=("Listen live", "Shows"))}</ul></nav>
<main><div class="storytitle"><h1>{title}</h1></div><div class="dateblock"><time datetime="{ISO}">
{SHOWN}12:00 PM ET</time></div><div class="audio"><b>4-Minute Listen</b><ul><li>Download</li>
<li>Transcript</li></ul></div><div class="transcript storytext">{_ps(paragraphs)}
<p class="disclaimer">Copyright &copy; 2024 {SITE}. All rights reserved. Visit our website terms of use.</p>
<p class="disclaimer">Transcripts are made in a rush and may be revised.</p></div></main>
<section class="sponsor"><p>Thanks to our sponsors</p></section>
<aside><h3>More stories from {SITE}</h3><ul>{_links()}</ul></aside></body></html>"""


def mobile_and_desk(title: str, paragraphs: list[str]) -> str:
    """Hidden parts: a banner of consent first, the headline again for small screens, a noscript."""
    return f"""{_head(title, says=_GRAPH)}<body><div id="consent"><h2>Your privacy is important to us</h2>
<p>We and our 612 partners store and read information on your device to show you personalised
advertising, to measure how it does and to learn about readers.</p><button>Accept all</button></div>
<noscript><p>Please enable JavaScript to read this site.</p></noscript>
<div class="mobile-only" style="display:none"><h2>{title}</h2></div>
<section id="story"><div class="headline"><h1>{title}</h1></div>
<p class="standfirst" hidden></p><div class="date">{SHOWN}</div>
{"".join(f'<div class="par"><span>{each}</span></div>' for each in paragraphs)}
<div class="tags"><a>army</a> <a>front</a></div></section>
<section id="also"><div class="h">You may also like</div>{_links("div")}</section>
<div class="legal">Printed in the Lowlands. {SITE} is a company of its readers.</div></body></html>"""


def blocks_by_name(title: str, paragraphs: list[str]) -> str:
    """A broadsheet: every block named, a link and a form to sign up inside the text."""
    ps = paragraphs
    parts = "".join(f'<p class="dcr-s3ycb2">{p}</p>' for p in ps)
    return f"""{_head(title, says=_GRAPH)}<body><div data-gu-name="bannerandheader"><header>Support us<a>Print subscriptions</a><a>Sign in</a></header><nav><ul>{_links(names=("News", "Opinion", "Sport"))}</ul></nav></div>
<main><article class="dcr-1"><div data-gu-name="media"><figure><img><figcaption><span>A column near the river.</span> Photograph: B Lens/Agency</figcaption></figure></div>
<div data-gu-name="title"><a>War</a></div><div data-gu-name="headline"><h1>{title}</h1></div><div data-gu-name="meta"><address>Ann Sample in the capital</address><details><summary>Sat 9 Mar 2024 05.10 GMT</summary>Last modified on Sat 9 Mar 2024 07.00 GMT</details><a>Share</a></div>
<div data-gu-name="body"><div class="article-body-commercial-selector"><div id="maincontent">{parts[: len(parts) // 2].rsplit("</p>", 1)[0]}</p><aside data-spacefinder-role="inline"><gu-island><a href="/x">{HEADLINES[0]}</a><span>Read more</span></gu-island></aside><figure data-spacefinder-role="inline"><div>Sign up to First Edition. Our morning email breaks down the key stories of the day</div><form><input type=hidden><p>Privacy Notice: Newsletters may contain information about charities.</p></form></figure>{parts[len(parts[: len(parts) // 2].rsplit("</p>", 1)[0]) + 4 :]}</div></div></div>
<div><div>Explore more on these topics</div><ul><li>War</li><li>Lowland</li><li>news</li></ul><a>Reuse this content</a></div></article></main>
<aside><h2>Most viewed</h2><ol>{_links()}</ol></aside><footer>© 2024 {SITE}. All rights reserved.</footer></body></html>"""


def wire_by_test_ids(title: str, paragraphs: list[str]) -> str:
    """A wire: a block a paragraph, its standards and topics below."""
    ps = paragraphs
    body = "".join(
        f'<div data-testid="paragraph-{i}" class="text__text__1 body__full">{p}</div>'
        for i, p in enumerate(ps)
    )
    return f"""{_head(title, says=_GRAPH)}<body><div id="fusion-app"><div class="article-header"><nav aria-label="Breadcrumb">World</nav><h1 data-testid="Heading">{title}</h1><div><span>By <a>Ann Sample</a></span></div><time>March 9, 2024 5:10 AM UTC · Updated 2 days ago</time></div>
<div class="article-body__wrapper"><div data-testid="ArticleBody">{body}<div data-testid="Link">Sign up here.</div><p>Reporting by Ann Sample; Editing by Ben Other</p><p>Our Standards: The Wire Trust Principles.<a>, opens new tab</a></p></div>
<div class="toolbar"><ul><li>Suggested Topics:</li><li>World</li><li>Peace &amp; Security</li></ul></div>
<div class="author-bio"><div>Ann Sample</div><p>Ann covers the Lowlands and has been with the wire since 2011.</p></div></div>
<section><h2>Read Next</h2>{_links("div")}</section></div></body></html>"""


def members_letter(title: str, paragraphs: list[str]) -> str:
    """A letter to members: an appeal and a pull quote between the paragraphs."""
    ps = paragraphs
    cut = max(1, len(ps) // 2)
    return f"""{_head(title, says=_GRAPH)}<body class="post-template"><header class="gh-head"><a>{SITE}</a><a>Sign in</a><a>Subscribe</a></header><main><article class="gh-article"><header class="gh-article-header"><span>Newsletter</span><h1 class="gh-article-title">{title}</h1><div class="gh-article-meta"><h4>Ann Sample</h4><time datetime="{ISO}">Mar 9, 2024</time> — 4 min read</div></header>
<section class="gh-content">{_ps(ps[:cut])}<div class="kg-card kg-cta-card"><p>Independent reporting needs you. Join 4,000 members.</p><a>Become a member</a></div><blockquote>{ps[0].split(". ")[0]}</blockquote>{_ps(ps[cut:])}<hr><p><em>Thanks for reading. If you liked this, forward it to one friend.</em></p></section></article>
<section><h2>You might also like...</h2><div>{_links("div")}</div></section></main><footer>{SITE} © 2024. Powered by Ghost</footer></body></html>"""


def institute(title: str, paragraphs: list[str]) -> str:
    """An institute: the headline again, authors and a map on top, addresses of notes below."""
    ps = paragraphs
    notes = "".join(
        f'<p>[{i}] <a href="https://x.example/{i}">https://x.example/{i}</a></p>'
        for i in range(1, 7)
    )
    return f"""{_head(title, says=_GRAPH)}<body class="node-type-research"><div id="header"><div class="menu">{_links(names=("Research", "Publications", "Donate"))}</div></div><h1 class="title">{title}</h1>
<div class="node"><div class="submitted">Mar 9, 2024 - Institute Press</div><div class="field field-name-body"><div class="field-items"><div class="field-item"><p><strong>{title}</strong></p><p>Ann Sample, Ben Other, and Cy Third</p><p>March 9, 2024, 7:30pm ET</p><p><em>Click <a>here</a> to see our interactive map of the war.</em></p>{"".join(f"<p>{p}<a>[{i % 6 + 1}]</a></p>" for i, p in enumerate(ps))}<p><img></p><hr>{notes}</div></div></div><div class="field-name-field-tags">Tags: <a>Project</a></div></div><div class="region-sidebar"><h2>Related</h2>{_links("p")}</div><div id="footer">1400 16th Street, Suite 515 ph (202) 293-5550</div></body></html>"""


def whole_page_form(title: str, paragraphs: list[str]) -> str:
    """A state's page that is one form."""
    ps = paragraphs
    return f"""<html><head><title>{title}</title></head><body><form name="aspnetForm" method="post" action="x.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="abc"><div id="top"><input type="text" value="Search"><input type="submit"></div><div id="nav">{_links()}</div><div id="ctl00_Content"><span id="ctl00_lblTitle" class="PageTitle">{title}</span><br><span id="ctl00_lblDate">9 March 2024</span><br><br><span id="ctl00_lblBody">{"<br><br>".join(ps)}</span></div><div id="foot">Ministry of Defence. All rights reserved. Best viewed at 1024x768.</div></form></body></html>"""


def printers_version(title: str, paragraphs: list[str]) -> str:
    """The version for the printer, set line for line."""
    ps = paragraphs
    return f"""<html><head><title>{SITE}: {title}</title></head><body bgcolor=white><p><a href="javascript:window.print()">Print this page</a></p><h2>{title}</h2><p><i>Ann Sample, {SITE}, 9 March 2004</i></p><pre>{chr(10).join(textwrap.fill(p, 72) + chr(10) for p in ps)}</pre><hr><small>URL: http://post.example/x &copy; 2004</small></body></html>"""


PAGES: dict[str, Callable[[str, list[str]], str]] = {
    page.__name__: page
    for page in (
        div_soup, liveblog, paywall, amp, tables_of_1999, encyclopaedia, wordpress, blogspot, ministry,
        relief_site, agency, newsletter, channel, board, transcript, mobile_and_desk, blocks_by_name,
        wire_by_test_ids, members_letter, institute, whole_page_form, printers_version,
    )
}  # fmt: skip

_DATED_AND_NAMED = ("div_soup", "liveblog", "paywall", "amp", "wordpress", "agency", "transcript",
                    "blocks_by_name", "wire_by_test_ids", "members_letter", "institute")  # fmt: skip
SAYS: dict[str, dict[str, str]] = {
    **{name: {"published": ISO, "publisher": SITE} for name in _DATED_AND_NAMED},
    "mobile_and_desk": {"published": ISO, "publisher": SITE},
    "tables_of_1999": {"published": "1999-03-09"},
    "blogspot": {"published": ISO},
    "ministry": {"published": ISO},
    "whole_page_form": {"published": ISO},
    "relief_site": {"published": ISO},
}
