"""How far a time expression stands from a claim."""

from __future__ import annotations

import re

from fogline.claims.reading.drafts import SentenceReading
from fogline.claims.syntax import Sentence, Token
from fogline.claims.times import TimeWords

__all__ = [
    "CAMPAIGNS",
    "MOST_TIMES",
    "STANDING",
    "alternating",
    "cost_between",
    "in_other_clause",
    "leads",
    "list_tail",
    "nearest_times",
    "sequenced",
    "time_cost",
    "token_of_time",
]

MOST_TIMES = 8  # times of one sentence that are weighed for one claim; more is no prose


def nearest_times(item: SentenceReading, token: Token) -> list[TimeWords]:
    """The times of the sentence, the nearest ones when there are very many."""
    if len(item.times) <= MOST_TIMES:
        return item.times
    at = token.start - item.sentence.start
    nearest = sorted(item.times, key=lambda time: abs(time.start - at))[:MOST_TIMES]
    return sorted(nearest, key=lambda time: time.start)


def token_of_time(item: SentenceReading, time: TimeWords) -> Token | None:
    """The token by which a time expression hangs in the sentence."""
    sentence = item.sentence
    tokens = sentence.between(sentence.start + time.start, sentence.start + time.end)
    for token in tokens:
        head = sentence.head(token)
        if head.index == token.index or not (
            sentence.start + time.start <= head.start < sentence.start + time.end
        ):
            return token
    return tokens[0] if tokens else None


def leads(item: SentenceReading, time: TimeWords) -> bool:
    """A time set off by a comma at the head of the sentence speaks for its main clause."""
    text = item.sentence.text
    lead = text[: time.start].strip(" “\"‘'").lower()
    return (
        lead in ("", "but", "and", "so", "yet", "then", "also")
        and text[time.end : time.end + 1] == ","
    )


_COMPARED = re.compile(
    r"(?i)\b(?:than|compared with|compared to|versus|(?:up|down|risen|fallen|rise|fell|rose) from|from)\s+(?:about |some |around )?(?:[\d,.]+\s+(?:\w+\s+)?)?(?:in|on|during|at)?\s*(?:all of |the whole of |the )?\Z"
)

# "a threefold increase on the level recorded in July", "twice the figure reported last May"
_LEVEL_OF = re.compile(
    r"(?i)\b(?:(?:increase|rise|fall|drop|decline|decrease|advance|improvement) (?:on|over|from)|(?:twice|double|triple|treble|half|\w+ times)"
    r"|as (?:many|much|high|low) as|above|below|over|against) (?:the|that|those) (?:\w+ )?(?:level|figure|number|total|count|rate|toll|tally|peak|record|estimate|one|ones|low|high)s?"
    r"\s*(?:\w+\s+){0,3}(?:(?:in|on|during|at|for)\s+)?\Z"
)


CAMPAIGNS = {
    "offensive", "war", "operation", "campaign", "invasion", "siege", "battle", "counteroffensive",
    "fighting", "conflict", "incursion", "assault", "uprising", "revolt", "attack",
}  # fmt: skip
STANDING = {
    "stand", "reach", "exceed", "be", "total", "rise", "come", "pass", "top", "number", "amount", "climb", "grow",
    "run", "go",
}  # fmt: skip
"""Verbs of a count's level: "the number of men killed on Thursday has gone up to 33"."""
_DATED = ("date", "window", "since", "ago", "until", "as_of")
_BETWEEN = re.compile(r"[,;]|\band\b|\bbut\b|\bthen\b")


def alternating(item: SentenceReading, token: Token) -> TimeWords | None:
    """The time of a number where times and numbers take turns, set off from each other.

    "In 2023 it recruited 200,000, and in 2024 60,000"; "14 died on Sunday and 30 the next day".
    """
    sentence = item.sentence
    times = [time for time in item.times if time.kind in _DATED]
    if len(times) < 2 or len(times) > MOST_TIMES:
        return None
    inside = [(sentence.start + t.start, sentence.start + t.end) for t in item.times]
    numbers = [
        t.start - sentence.start
        for t in sentence.tokens
        if t.pos == "NUM" and not any(a <= t.start < b for a, b in inside)
    ]
    numeral = _numeral(sentence, token)
    if numeral is None or len(numbers) < 2:
        return None
    at = numeral.start - sentence.start
    text = sentence.text
    marks = sorted(
        [(t.start, t.end, index) for index, t in enumerate(times)] + [(n, n, -1) for n in numbers]
    )
    if marks[0][2] == 0 and text[: times[0].start].strip(' “"') == "" and marks[-1][2] == -1:
        held = [t for t in times if t.end <= at]  # each number takes the time before it
        cuts = [
            text[n : t.start]
            for t in times[1:]
            for n in [max((x for x in numbers if x < t.start), default=-1)]
            if n >= 0
        ]
        if len(cuts) == len(times) - 1 and all(_BETWEEN.search(cut) for cut in cuts):
            return held[-1] if held else None
    if marks[0][2] == -1 and marks[-1][2] >= 0:
        cuts = [
            text[t.end : n]
            for t in times[:-1]
            for n in [min((x for x in numbers if x >= t.end), default=-1)]
            if n >= 0
        ]
        ahead = [t for t in times if t.start >= at]  # each number takes the time after it
        close = all(
            any(n < t.start and "," not in text[n : t.start] for n in numbers) for t in times
        )
        if close and len(cuts) == len(times) - 1 and all(_BETWEEN.search(cut) for cut in cuts):
            return ahead[0] if ahead else None
    return None


def _numeral(sentence: Sentence, token: Token) -> Token | None:
    """The number of a claim's anchor: itself, or the one that counts it."""
    if token.pos == "NUM":
        return token
    near = (
        [t for t in sentence.subtree(token) if t.pos == "NUM"]
        if token.pos in ("NOUN", "PROPN")
        else []
    )
    return near[0] if near else None


def list_tail(item: SentenceReading, token: Token) -> Token | None:
    """The last number of the list a number opens: "12 killed, 40 wounded and 3 missing"."""
    sentence = item.sentence
    numeral = _numeral(sentence, token)
    if numeral is None and token.pos == "VERB":
        numeral = token  # "lost 12 killed, ...": from the verb on
    if numeral is None:
        return None
    inside = [(sentence.start + t.start, sentence.start + t.end) for t in item.times]
    last: Token | None = None
    for step in sentence.tokens[numeral.index + 1 :]:
        if step.pos == "NUM":
            if not any(a <= step.start < b for a, b in inside):
                last = step
        elif (
            step.text in (";", ":", "(")
            or step.dep == "mark"
            or step.lower in _CLAUSES
            or (step.tag in ("WP$", "IN") and step.lower != "of")
            or (
                step.tag in ("VBD", "VBZ", "VBP", "MD")
                and step.pos != "AUX"
                and step.lower not in _STATES
            )
        ):
            break
    return last


_CLAUSES = {"which", "who", "that", "while", "but", "when", "whom"}
_STATES = {"killed", "wounded", "captured", "missing", "destroyed", "lost", "injured", "dead", "hurt", "left"}  # fmt: skip


def in_other_clause(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """Whether a time stands in another finite clause than the verb of a claim.

    A clause about the past inside the claim's subject ("the troops who came in October have been
    killed"), or one joined to it ("it had 2,000 men in August and now has 300").
    """
    sentence = item.sentence
    marker = token_of_time(item, time)
    verb = next((t for t in (token, *sentence.ancestors(token)) if t.pos in ("VERB", "AUX")), None)
    if marker is None or verb is None or verb.lemma in STANDING:
        return False
    above = {verb.index, *(t.index for t in sentence.ancestors(verb))}
    for step in sentence.ancestors(marker):
        if step.index == verb.index:
            return False
        if step.pos in ("VERB", "AUX") and step.tag in ("VBD", "VBN"):
            if step.dep in ("relcl", "acl"):
                holder = sentence.head(step)
                return holder.pos == "VERB" or not _described(sentence, holder, token)
            if step.index in above:
                before = sentence.start + time.end <= token.start
                was = step.tag == "VBD" or any(
                    c.tag == "VBD" for c in sentence.children(step, "aux", "auxpass")
                )
                return before and was and verb.dep in ("conj", "advcl")
    return False


def _described(sentence: Sentence, holder: Token, token: Token) -> bool:
    """Whether a clause on ``holder`` tells of what a claim at ``token`` counts, not of its whole."""
    if holder.index in {token.index, *(t.index for t in sentence.ancestors(token))}:
        return True
    for step in (holder, *sentence.ancestors(holder)):
        if step.index == token.index:
            return token.pos != "VERB"
        if step.lower == "of":
            return False  # "a third of the troops who came in October"
    return False


def compared_with(item: SentenceReading, time: TimeWords, token: Token | None) -> bool:
    """Whether the time is that of a comparison ("more than in 1972", "up from 186 in May").

    It is the time of a number inside the comparison, and of no other claim.
    """
    near = max(0, time.start - 50)
    lead = item.sentence.text[near : time.start]
    match = _COMPARED.search(lead) or _COMPARED.search(f"{lead}{time.words[:3]}")
    level = match is None
    if level:
        near = max(0, time.start - 90)
        match = _LEVEL_OF.search(item.sentence.text[near : time.start])
    if match is None or time.kind not in ("date", "window", "ago"):
        return False
    if re.match(r"(?i)from\s*\Z", match.group()):
        return False  # "from Monday": a beginning
    begins = item.sentence.start + near + match.start()
    if token is not None and token.start >= item.sentence.start + time.end:
        fronted = not item.sentence.text[: near + match.start()].strip(' “"')
        if level or (
            fronted and "," in item.sentence.text[time.end : token.start - item.sentence.start]
        ):
            return True  # nor of what is told after the comparison
    return token is None or token.start < begins


def cost_between(item: SentenceReading, time: TimeWords, token: Token) -> float:
    """What stands between a claim and a time: another number or a semicolon keeps them apart."""
    sentence = item.sentence
    marker = token_of_time(item, time)
    if marker is None:
        return 0.0
    low, high = min(token.index, marker.index), max(token.index, marker.index)
    between = sentence.tokens[low + 1 : high]
    inside = [(sentence.start + t.start, sentence.start + t.end) for t in item.times]
    numbers = [
        t for t in between if t.pos == "NUM" and not any(a <= t.start < b for a, b in inside)
    ]
    own = (
        {c.index for c in sentence.subtree(token)}
        if token.pos in ("NOUN", "PROPN", "NUM")
        else set()
    )
    if token.pos == "VERB":
        own = {
            c.index
            for child in sentence.children(token, "dobj", "nsubj", "nsubjpass")
            for c in sentence.subtree(child)
        }
    numbers = [t for t in numbers if t.index not in own]
    rivals = sum(
        1 for t in item.times if t.kind in ("date", "window", "since", "ago", "until", "as_of")
    )
    cost = 5.0 if numbers and rivals >= 2 else 0.0
    if any(t.text == ";" for t in between):
        cost += 8.0
    if (
        rivals >= 2
        and not numbers
        and marker.index > token.index
        and high - low <= 5
        and not any(t.text in (",", ";") for t in between)
    ):
        cost -= 4.0
    return cost


_OPENS_CLAUSE = {"before", "after", "until", "when", "while", "as", "since", "because", "if", "though", "although"}  # fmt: skip


def _main_verb(sentence: Sentence) -> Token:
    """The root's verb, or what it reports when the root is a saying verb at the end."""
    root = next(
        (t for t in sentence.tokens if t.head == t.index and t.pos in ("VERB", "AUX")),
        sentence.tokens[0],
    )
    for child in sentence.children(root, "ccomp"):
        marked = sentence.children(child, "mark", "advmod")
        if child.index < root.index and not any(m.lower in _OPENS_CLAUSE for m in marked):
            return child
    return root


def sequenced(sentence: Sentence, token: Token) -> float:
    """A clause under "before" or "after" has its own time, not that of the main clause."""
    for step in (token, *sentence.ancestors(token)):
        if step.dep in ("advcl", "pcomp", "ccomp") and any(
            c.lower in ("before", "after", "until")
            for c in sentence.children(step, "mark", "advmod", "prep")
        ):
            return 16.0
        if step.pos == "VERB" and step.dep not in ("advcl", "xcomp", "conj"):
            break
    return 0.0


def _relative_wall(sentence: Sentence, clause: Token, token: Token, own: bool) -> float:
    """What a relative clause keeps from a claim; nothing where the clause is about its very noun."""
    holder = sentence.head(clause)
    counted = token.index == holder.index or sentence.head(token).index == holder.index
    if counted and any(c.lower == "who" for c in sentence.children(clause, "nsubj", "nsubjpass")):
        return 1.0  # "the 220,000 who held the line in mid-August"
    for step in sentence.ancestors(token):
        if step.pos in ("VERB", "AUX"):
            subjects = sentence.children(step, "nsubj", "nsubjpass")
            if any(holder.index in {t.index for t in sentence.subtree(s)} for s in subjects):
                return 2.0  # "the prisoners taken since 1 July now exceed 7,000"
            break
    return 12.0 if own else 6.0


def time_cost(item: SentenceReading, time: TimeWords, token: Token) -> float:
    """Distance of a time expression from a claim over the parse, with walls between clauses."""
    sentence = item.sentence
    marker = token_of_time(item, time)
    if marker is None:
        return 1e9
    if leads(item, time):
        marker = _main_verb(sentence)
    up: dict[int, float] = {token.index: 0.0}
    cost = sequenced(sentence, token)
    previous = token
    for ancestor in sentence.ancestors(token):
        cost += 1.0
        if previous.dep in ("ccomp", "relcl", "advcl", "acl", "parataxis") or (
            previous.dep == "conj"
            and previous.pos in ("VERB", "AUX")
            and any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(previous))
        ):
            cost += {"ccomp": 2.5, "advcl": 2.0, "relcl": 2.5, "acl": 1.0}.get(previous.dep, 3.0)
        up[ancestor.index] = cost
        previous = ancestor
    down = 0.0
    previous = marker
    node = marker
    for _ in range(40):
        if node.index in up:
            linear = abs(marker.index - token.index) * 0.12
            return up[node.index] + down + linear
        head = sentence.head(node)
        if head.index == node.index:
            break
        down += 1.0
        if node.dep in ("ccomp", "relcl", "advcl", "acl", "parataxis") and node is not marker:
            own = any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(node))
            down += {
                "advcl": 8.0 if own else 4.0,
                "relcl": _relative_wall(sentence, node, token, own),
                "acl": 4.0,
                "ccomp": 4.0,
            }.get(node.dep, 4.0)
        if node.pos == "NOUN" and node is not marker and node.lemma in CAMPAIGNS:
            if sentence.head(node).lower in ("including", "like", "unlike", "besides", "than"):
                down += 8.0  # "including the invasion in 2022": the year is the invasion's
        if node.lower in ("including", "besides", "excluding", "except") and node is not marker:
            down += 10.0  # "16 lost, including those killed in the crash on 2 September"
        if node.dep == "conj" and node.pos in ("VERB", "AUX"):
            shared = not any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(node))
            down += 2.0 if shared else 9.0
        node = head
    between = sentence.tokens[min(marker.index, token.index) : max(marker.index, token.index)]
    walls = sum(
        1
        for t in between
        if t.text in (",", ";", ":") or t.lower in ("who", "which", "while", "but", "and")
    )
    return 4.0 + abs(marker.index - token.index) * 0.5 + 3.0 * walls
