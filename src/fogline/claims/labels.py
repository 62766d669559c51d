"""Who is set before a paragraph: "Q:", "GEN. BROOKS:", "Senator Keane.", "- ", "@handle, 09:02:".

Labels are found in the whole text at once, since one alone proves nothing: "Losses:" heads a list. What
is found is cut off the paragraph's first sentence, so neither the parser nor the grammars of numbers and
times meet it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Label", "find_labels"]

LabelKind = Literal["question", "answer", "host", "interpreter", "speaker", "post", "dash"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a paragraph: offsets in the text, and the words in it.

    words   who, as written; "" for a dash
    aside   what stands in brackets or behind a comma ("Mr. Shinwell", "@handle", "BYLINE")
    lasts   whether paragraphs without a label go on with its speaker
    """

    start: int
    end: int
    kind: LabelKind
    words: str = ""
    aside: str = ""
    lasts: bool = True


_REACH = 150  # characters in which a label must end
_STAGE = re.compile(
    r"\s*[(\[](?:through (?:an )?interpreter|speaking \w+|laughter|laughs|laughing|crosstalk|inaudible|presiding|off[- ]mike|in progress|applause"
    r"|interposing|continuing|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?, [A-Z][^()\[\]]{1,40})[)\]]\.?(?=\s|\Z)",
    re.IGNORECASE,
)
_SOUND = re.compile(r"\s*\[[a-z][a-z ,'’-]{2,30}\](?=\s|\Z)")
_WORD = r"(?:[A-Z@][\w.’'@&/-]*|al-[A-Z][\w-]*|\d{1,2}(?:st|nd|rd|th))"
_SMALL = r"(?:of|the|for|de|del|la|van|von|bin|ibn|al|and)"
_LAST = r"(?:\s(?:spokesman|spokeswoman|spokesperson|official|commander|officer|channel))?"
_NAMED = re.compile(
    rf"\s*[*_]{{0,2}}(?:\d{{1,3}}\.\s+)?(?P<shared>(?:RT|QT|>{{1,3}}|via|(?:[Ff]orwarded|[Rr]eposted|[Qq]uoted) from|[Qq]uoting [^:\n]{{2,40}}:)\s+)?[\"“]?(?P<words>{_WORD}(?:\s(?:{_WORD}|{_SMALL})){{0,7}}{_LAST})[\"”]?"
    rf"(?P<aside>\s*[(\[][^()\[\]\n]{{1,70}}[)\]])?(?P<role>,\s[^:.?!\n\"“]{{2,70}}?)?(?P<clock>,?\s*(?:at\s+)?\d{{1,2}}[:.]\d{{2}}(?:\s?[ap]\.?m\.?)?)?\s*:[*_]{{0,2}}(?=\s|\Z)"
)
_ASKED = re.compile(
    r"\s*[*_]{0,2}(?P<who>Q|A|Question|Answer|QUESTION|ANSWER)\s?\d{0,2}(?:\s?[:.][*_]{0,2}|\s(?=\()|(?=\s{2,}|\t))(?=\s|\Z)\s*(?:\([^()\n]{1,60}\)\s*:?)?"
)
_DOTTED = re.compile(
    r"\s*(?P<words>(?:The )?(?i:Senator|General|Admiral|Secretary|Ambassador|Chairman|Chairwoman|Representative|Colonel|Captain|Major|Commander|Sergeant|Lieutenant|Governor|Judge|"
    r"Witness|Lord|Lady|Baroness|Sir|Mr|Mrs|Ms|Miss|Dr|President)\.?(?:\s+[A-Z][\w’'-]+){0,2})\.\s+(?=[A-Z\[(])"
)
_DASH = re.compile(r"\s*(?:[-–—]\s+(?=\S)|—(?=[^\W\d]|[“\"¿]))")
_HOST = re.compile(
    r"(?i)\A(?:the )?(?:host|interviewer|moderator|presenter|anchor|reporter|correspondent|staff|operator|press|journalist|unidentified reporter|media|mod)\Z"
)
_HEADINGS = re.compile(
    r"(?i)\A(?:update|breaking|live|urgent|latest|photos?|image|video|tags?|topics?|share|source|sources|note|nb|correction|read(?: more)?|watch|by|author|authors|interview|transcript|presenter|date|time|"
    r"location|subject|re|from|to|cc|losses|casualties|strength|situation|total|killed|wounded|captured|missing|destroyed|result|summary|analysis|background|context|comment|outlook|overview|details|"
    r"conclusions?|assessment|bottom line|key \w+|moscow|kyiv|file|contact|related|see also|part \w+|chapter \w+|hon\.? members)\Z"
)
_POSTED = re.compile(
    r"(?i)@\w|\b(?:telegram|twitter|facebook|weibo|channel|in an? (?:\w+ )?(?:post|message|tweet|thread|statement|video)|official page|on X)\b"
)
_TALK = re.compile(
    r"\b(?:I|you|You|we|We|my|My|our|Our|your|Your|us|me)\b|\b(?:Sir|Lords|Mr\.? (?:Speaker|Chairman))\b"
)


def find_labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> dict[int, Label]:
    """The labels of a text's paragraphs by their numbers; none where nothing is a conversation.

    text         the report's text
    paragraphs   half-open spans in it
    """
    named: dict[int, Label] = {}
    asked: dict[int, Label] = {}
    dotted: dict[int, Label] = {}
    dashed: dict[int, Label] = {}
    for number, (low, high) in enumerate(paragraphs):
        reach = min(high, low + _REACH)
        if (found := _ASKED.match(text, low, reach)) is not None:
            kind: LabelKind = "question" if found["who"][0] == "Q" else "answer"
            asked[number] = _after_stage(text, Label(low, found.end(), kind, found["who"]), high)
        elif (found := _NAMED.match(text, low, reach)) is not None:
            label = _named(low, found)
            if label is not None:
                named[number] = _after_stage(text, label, high)
        elif (found := _DOTTED.match(text, low, reach)) is not None:
            label = Label(low, found.end(), "speaker", found["words"])
            dotted[number] = _after_stage(text, label, high)
        elif (found := _DASH.match(text, low, reach)) is not None:
            dashed[number] = Label(low, found.end(), "dash", lasts=False)
    labels: dict[int, Label] = {}
    if any(a.kind == "question" for a in asked.values()) and len(asked) > 1:
        labels.update(asked)
    labels.update(_conversation(text, paragraphs, named, bool(labels)))
    if len(dotted) >= 4 and 2 <= len({d.words for d in dotted.values()}) < len(dotted):
        labels.update(dotted)
    if not labels:
        labels.update(_dialogue(text, paragraphs, dashed))
    return dict(sorted(labels.items()))


def _after_stage(text: str, label: Label, high: int) -> Label:
    """The label with the stage directions behind it ("(through interpreter)")."""
    end = label.end
    reach = min(high, end + 80)
    while stage := _STAGE.match(text, end, reach) or _SOUND.match(text, end, reach):
        end = stage.end()
    while end < high and text[end].isspace():
        end += 1
    return replace(label, end=end)


def _named(low: int, found: re.Match[str]) -> Label | None:
    words, aside = found["words"], (found["aside"] or "").strip(" ()[]")
    role = (found["role"] or "").strip(" ,")
    if _HEADINGS.match(words):
        return None
    aside = ", ".join(filter(None, (aside, role)))
    kind: LabelKind = "speaker"
    if _HOST.match(words):
        kind = "host"
    elif re.match(r"(?i)(?:the |through )?(?:interpreter|translator)\Z", words):
        kind = "interpreter"
    elif found["shared"] or found["clock"] or _POSTED.search(f"{words} {aside}"):
        kind = "post"
    return Label(low, found.end(), kind, words.removeprefix("@"), aside, kind != "post")


def _conversation(
    text: str, paragraphs: Sequence[tuple[int, int]], named: dict[int, Label], asked: bool
) -> dict[int, Label]:
    """Names before a colon, where several speak, somebody twice, and they say "I" and "you"."""
    posts = {n: label for n, label in named.items() if label.kind == "post"}
    if len(posts) >= 2:
        return {n: replace(label, kind="post", lasts=False) for n, label in named.items()}
    spoken = {n: label for n, label in named.items() if n not in posts}
    counts = Counter(_surname(label) for label in spoken.values())
    talk = sum(
        _TALK.search(text, label.end, paragraphs[n][1]) is not None
        or text[: paragraphs[n][1]].rstrip().endswith("?")
        for n, label in spoken.items()
    )
    several = len(counts) >= 2 and len(spoken) >= 3 and max(counts.values(), default=0) >= 2
    hosted = any(label.kind == "host" for label in spoken.values()) and len(spoken) >= 2
    if spoken and (asked or several or hosted) and (asked or talk >= len(spoken) * 0.4):
        return {**posts, **spoken}
    return posts


def _surname(label: Label) -> str:
    """The last word of the name, which stands in the brackets behind an office."""
    titled = re.match(r"(?:Mr|Mrs|Ms|Sir|Dr|Lord|General|Colonel)\.?\s", label.aside)
    return (label.aside if titled else label.words).split()[-1].casefold()


def _dialogue(
    text: str, paragraphs: Sequence[tuple[int, int]], dashed: dict[int, Label]
) -> dict[int, Label]:
    """Dashes that change the speaker: questions and answers in turn, from the first question on."""
    asks = [n for n in dashed if text[: paragraphs[n][1]].rstrip().endswith("?")]
    if len(dashed) < 4 or len(asks) < 2:
        return {}
    labels: dict[int, Label] = {}
    question = True
    for number in sorted(dashed):
        if number < asks[0]:
            continue
        labels[number] = replace(dashed[number], kind="question" if question else "answer")
        question = not question
    said = [n for n, label in labels.items() if label.kind == "question"]
    return labels if len(set(said) & set(asks)) >= 0.6 * len(said) else {}
