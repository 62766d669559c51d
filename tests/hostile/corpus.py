"""Bad inputs of every kind that Fogline takes, made on the spot: well-formed ones, then broken."""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tests.hostile.requests import request_bytes
from tests.report.conftest import news_page, portable_document, web_archive

__all__ = ["KINDS", "BadInput", "bad_inputs"]

SENTENCES = (
    "The general staff said on Friday that about 1,200 men had been killed and wounded.",
    "At least 11,000 troops were sent to the region in November, two officials said.",
    "\u201cWe have taken 480 square kilometres,\u201d he said, \u201cand 23 villages.\u201d",
    "The ministry denied it and said that no more than 200 soldiers had been lost since Monday.",
    "By 31 January 2025 half of that ground had been retaken, according to a think tank.",
)

NASTY = (
    # what a terminal, a page, a template, a spreadsheet, a shell or a database might obey
    "\x1b[2J\x1b]0;owned\x07", "\u202e\u2066", "<script>alert(1)</script>", "&lol9;", "]]>", "<!--",
    "{{7*7}}{% include '/etc/passwd' %}", "=cmd|' /C calc'!A0", "\t\t=1+1", "@SUM(A1)", "-->",
    "'; DROP TABLE claims;--", "$(reboot)", "`id`", "%s%n%x", "../../../../etc/passwd",
    # what a decoder or a parser might stumble over
    "\x00", "\ufeff", "\ud800", "\u2028", "\r", "\\u0000", "\u0301" * 200, "\U0001f4a3" * 20,
    "a" * 3000, "(" * 500, "[" * 500, "\u201c" * 50,
    # what a grammar of numbers and times might
    "9" * 400, "1e999999", "-1", "NaN", "infinity", "\u0661\u0662\u0663", "\u00bd\u00b2",
    "between 1 and ", "at least ", "half of ", "said that ", "million " * 30, "9999-99-99",
    "0000-00-00",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BadInput:
    """One input: its kind, a name for messages, its bytes."""

    kind: str
    name: str
    data: bytes


def _text(chance: random.Random) -> bytes:
    words = " ".join(chance.choices([*SENTENCES, *NASTY], k=chance.randint(1, 12)))
    coding = chance.choice(["utf-8", "utf-8", "utf-16", "cp1252", "utf-7", "utf-32"])
    return words.encode(coding, "replace" if coding != "utf-8" else "surrogatepass")


def _page(chance: random.Random) -> bytes:
    sort = chance.randrange(9)
    body = [*chance.sample(SENTENCES, 4), chance.choice(NASTY)]
    if sort == 0:  # deep nesting
        depth = chance.choice([50, 2_000, 60_000])
        return b"<html><body>" + b"<div>" * depth + SENTENCES[0].encode() + b"</div>" * depth
    if sort == 1:  # entity bombs and external entities
        lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        outer = '<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY e0 "ha">'
        page = (
            f"<!DOCTYPE html [{outer}{lines}]><html><body><p>&x; &e11; {body[0]}</p></body></html>"
        )
        return page.encode()
    if sort == 2:  # one giant attribute, one giant tag
        return f'<html><p title="{"x" * chance.choice([10, 400_000])}">{body[0]}'.encode()
    if sort == 3:  # thousands of links to nowhere
        links = '<a href="http://127.0.0.1:9/x"><img src="http://127.0.0.1:9/y">' * 3_000
        return f"<html><body>{links}<p>{body[0]}</p></body></html>".encode()
    if sort == 4:  # two declared codings, neither right
        page = news_page(body).replace('charset="utf-8"', 'charset="utf-16"')
        return page.encode(chance.choice(["cp1252", "utf-16", "utf-8"]), "replace")
    if sort == 5:
        return b"<table>" + b"<tr><td>" * chance.choice([100, 5_000]) + body[0].encode()
    return news_page(body, title=chance.choice(NASTY)).encode("utf-8", "replace")


def _portable(chance: random.Random) -> bytes:
    lines = [words.encode("cp1252", "replace").decode("cp1252") for words in SENTENCES]
    data = portable_document([lines] * chance.randint(1, 3), title="A title")
    sort = chance.randrange(5)
    if sort == 0:  # a page tree that is its own parent and child
        return data.replace(b"/Kids [4 0 R", b"/Kids [2 0 R 4 0 R")
    if sort == 1:  # a million pages claimed
        return data.replace(b"/Count 1", b"/Count 1000000")
    if sort == 2:  # contents that are their own page
        return data.replace(b"/Contents 4 0 R", b"/Contents 5 0 R")
    if sort == 3:  # a cross-reference table that points to itself
        return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9")
    return data


def _archive(chance: random.Random) -> bytes:
    pages = [
        (f"https://example.org/{n}", "text/html", _page(chance)[:20_000]) for n in range(3)
    ]  # fmt: skip
    data = web_archive(pages, gzip=chance.random() < 0.5)
    if chance.random() < 0.2:
        return data.replace(b"Content-Length: ", b"Content-Length: 9999")
    return data


def _feed(chance: random.Random) -> bytes:
    items = "".join(
        f"<item><title>{chance.choice(NASTY)}</title><link>http://127.0.0.1:9/{n}</link>"
        f"<pubDate>{chance.choice(['Fri, 31 Jan 2025 10:00:00 GMT', 'never', '9' * 50])}</pubDate>"
        f"<description>{chance.choice(SENTENCES)}{chance.choice(NASTY)}</description></item>"
        for n in range(chance.randint(1, 4))
    )
    head = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = f"{head}<rss version='2.0'><channel><title>&x;</title>{items}</channel></rss>"
    return data.encode("utf-8", "replace")


def _packed(chance: random.Random) -> bytes:
    sort = chance.randrange(4)
    if sort == 0:
        return _bomb()
    if sort == 1:
        return gzip.compress(gzip.compress(_text(chance), mtime=0), mtime=0)
    return gzip.compress(chance.choice([_text, _page, _feed])(chance), mtime=0)


@cache
def _bomb() -> bytes:
    """Forty megabytes of nothing in forty kilobytes."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as stream:
        for _ in range(40):
            stream.write(bytes(1_000_000))
    return out.getvalue()


def _case(chance: random.Random) -> bytes:
    lines = [
        'id = "hills"', 'title = "The hills"', "start = 2024-01-01", "cut_off = 2024-06-30",
        "horizon = 2024-07-31", "[[sides]]", 'id = "blues"', 'name = "Blues"', "[[formations]]",
        'id = "blue"', 'name = "Blue"', 'side = "blues"', "[formations.initial]", "median = 1000",
        "factor = 3", "[[observables]]", 'name = "blue.killed"', 'definition = "dead"',
        'unit = "persons"',
    ]  # fmt: skip
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(len(lines))
        key = lines[at].partition("=")[0]
        values = ["[" * 300, "1e999", "-5", '"""', "2024-13-45", "true", "[1, 'a']", "{a = 1}",
                  json.dumps(chance.choice(NASTY)[:500]), "nan", "inf"]  # fmt: skip
        lines[at] = chance.choice(
            [
                f"{key} = {chance.choice(values)}",
                "",
                lines[at] * 2,
                f"[{chance.choice(NASTY)[:40]}]",
            ]
        )
    return "\n".join(lines).encode("utf-8", "replace")


def _sheet(chance: random.Random) -> bytes:
    header = chance.choice(["id,status,note", "id,value,note", "id,note,subject", "id,repeats", ""])
    right = {"status": "rejected", "note": "fine", "value": "120", "subject": "blue"}
    wrong = ["12", "1,5", '"', "k1", *(each[:60] for each in NASTY)]
    is_right = chance.random() < 0.5
    rows = [
        ",".join(
            name if column == "id" else right.get(column, "") if is_right else chance.choice(wrong)
            for column in header.split(",")
        )
        for name in chance.sample(["k1", "k2"] if is_right else ["k1", "zz", "=k1"], 2)
    ]
    return "\r\n".join([header, *rows]).encode("utf-8", "replace")


def _answer(chance: random.Random) -> bytes:
    words = [*SENTENCES, *NASTY, "11,000", "", "deployed"]
    keys = ("quote", "number", "measure", "subject", "speaker", "hedge")
    claims = [
        {
            "sentence": chance.choice([0, 1, -1, 10**30, "1", None, True]),
            "negated": chance.choice([True, False, "no", None]),
            **{key: chance.choice(words) for key in keys},
        }
        for _ in range(chance.randint(0, 5))
    ]
    return json.dumps({"claims": claims}).encode()


def _request(chance: random.Random) -> bytes:
    return request_bytes(chance, NASTY)


KINDS: dict[str, Callable[[random.Random], bytes]] = {
    "text": _text, "html": _page, "pdf": _portable, "warc": _archive, "feed": _feed,
    "gzip": _packed, "case.toml": _case, "claims sheet": _sheet, "model answer": _answer,
    "request": _request,
}  # fmt: skip


def bad_inputs(number: int, seed: int) -> Iterator[BadInput]:
    """That many inputs, the kinds in turn; the same for the same seed (ids in WARC apart)."""
    names = list(KINDS)
    for n in range(number):
        chance = random.Random(f"{seed}-{n}")
        kind = names[n % len(names)]
        data = KINDS[kind](chance)
        yield BadInput(kind, f"{kind} {n}", _broken(data, chance))


def _broken(data: bytes, chance: random.Random) -> bytes:
    """Cut, flip, double, fill: or, one time in four, nothing."""
    for _ in range(chance.choice([0, 1, 1, 3])):
        if not data:
            return data
        at, sort = chance.randrange(len(data)), chance.randrange(6)
        if sort == 0:
            data = data[:at]
        elif sort == 1:
            data = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        elif sort == 2:
            some = data[at : at + chance.randint(1, 2_000)]
            data = data[:at] + some * chance.choice([2, 20]) + data[at:]
        elif sort == 3:
            data = data[:at] + chance.randbytes(chance.randint(1, 40)) + data[at:]
        elif sort == 4:
            words = chance.choice(NASTY).encode("utf-8", "surrogatepass")
            data = data[:at] + words + data[at:]
        else:
            data = data[at:]
    return data
