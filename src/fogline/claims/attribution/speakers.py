"""Who speaks: the subject of a saying verb, whose figures they are, and the words for them."""

from __future__ import annotations

from fogline.claims.attribution.words import (
    PRONOUNS,
    SUBJECTS,
    organisation_nouns,
    people_nouns,
    saying_words,
)
from fogline.claims.syntax import Sentence, Token

__all__ = [
    "SEEN",
    "behind_data",
    "can_speak",
    "is_counted",
    "is_data_noun",
    "is_headless",
    "noun_phrase",
    "speaker_span",
    "speaking_subject",
    "without_possessive",
]

_DROPPED = {"relcl", "acl", "advcl", "appos", "parataxis", "ccomp"}


def noun_phrase(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Span of a noun phrase without its relative clauses, appositions and trailing marks."""
    keep: set[int] = set()
    stack = [head.index]
    while stack:
        index = stack.pop()
        if index in keep:
            continue
        keep.add(index)
        for child in sentence.children(sentence.tokens[index]):
            if child.dep in _DROPPED or (child.dep == "punct" and child.text not in "-‑'’/&."):
                continue
            if child.dep == "prep" and child.lower in (
                "after",
                "during",
                "since",
                "according",
                "including",
                "despite",
            ):
                continue
            if (
                child.dep == "prep"
                and child.lower == "at"
                and any(t.pos == "NUM" for t in sentence.subtree(child))
            ):
                continue
            if child.dep in ("conj", "cc") and index == head.index and child.pos in ("VERB", "AUX"):
                continue
            stack.append(child.index)
    if head.dep == "conj":
        pass
    ordered = sorted(keep)
    position = ordered.index(head.index)
    first = last = position
    while first > 0 and ordered[first - 1] >= ordered[first] - 2:
        first -= 1
    while last + 1 < len(ordered) and ordered[last + 1] <= ordered[last] + 2:
        last += 1
    tokens = sentence.tokens
    low, high = ordered[first], ordered[last]
    while low < head.index and (
        tokens[low].pos in ("PUNCT", "CCONJ", "SCONJ", "ADV")
        and tokens[low].lower not in ("about",)
    ):
        low += 1
    while high > head.index and tokens[high].pos in ("PUNCT", "CCONJ", "ADP"):
        high -= 1
    if (
        high == head.index
        and head.lemma in organisation_nouns() | people_nouns()
        and head.pos == "NOUN"
    ):
        # "the analyst group Caucasus Monitor": a name set close behind what it is
        named = {
            t.index
            for c in sentence.children(head, "appos")
            if c.pos == "PROPN"
            for t in [*sentence.children(c, "compound", "flat", "cc"), *_joined_names(sentence, c)]
        } | {c.index for c in sentence.children(head, "appos") if c.pos == "PROPN"}
        while high + 1 in named:
            high += 1
    return tokens[low].start, tokens[high].end


def without_possessive(sentence: Sentence, span: tuple[int, int]) -> tuple[int, int]:
    """The span without "'s" at its end."""
    words = sentence.span_text(*span)
    if words.endswith(("'s", "’s")) and len(words) > 3:
        return span[0], span[1] - 2
    return (span[0], span[1] - 1) if words.endswith(("s'", "s’")) else span


def _joined_names(sentence: Sentence, name: Token) -> list[Token]:
    """The second of two names: "experts David Alder and Serena Kell"."""
    return [
        t
        for c in sentence.children(name, "conj")
        if c.pos == "PROPN"
        for t in [c, *sentence.children(c, "compound", "flat")]
    ]


def speaking_subject(sentence: Sentence, token: Token) -> Token | None:
    """The subject of a saying verb, through coordination and participles; None when there is none."""
    seen = 0
    current = token
    while seen < 5:
        children = sentence.children(current)
        if not seen and sum(c.dep in SUBJECTS and c.index < token.index for c in children) > 1:
            children = children[::-1]  # the parser gave two: the nearer one speaks
        if not seen and token.index and sentence.tokens[token.index - 1].text in (",", "”", '"'):
            # "Every hour, says the commander, ...": of two the one behind the verb speaks
            children = sorted(children, key=lambda c: c.index < token.index)
        for child in children:
            if child.dep in SUBJECTS:
                counted = any(c.dep == "nummod" for c in sentence.children(child))
                if seen and (
                    counted or not can_speak(sentence, child) or _after_comma(sentence, token)
                ):
                    return _reporting_subject(sentence, current) or child
                return child
        if current.dep in ("conj", "xcomp", "advcl", "pcomp") and current.head != current.index:
            if current.dep == "advcl" and current.tag != "VBG":
                return None
            head = sentence.head(current)
            if head.dep == "prep":
                head = sentence.head(head)
            if head.pos == "ADJ" and head.lemma in ("able", "unable"):
                head = sentence.head(head)  # "was able to verify 73"
            if head.pos not in ("VERB", "AUX"):
                return None
            current = head
            seen += 1
            continue
        if current.dep == "acl" and sentence.head(current).lemma in (
            "evidence",
            "reason",
            "ground",
        ):
            current = sentence.head(
                sentence.head(current)
            )  # "has seen evidence to assess 52 percent"
            seen += 1
            continue
        if current.dep in ("acl", "relcl") and (
            current.tag == "VBG" or is_headless(sentence, current)
        ):
            return sentence.head(current)
        for child in sentence.children(current, "ccomp"):
            # "General Leclerc, asked about losses, said ..."
            inner = next(iter(sentence.children(child, "nsubj")), None)
            comma = sentence.tokens[token.index - 1].text == "," if token.index else False
            if (
                inner is not None
                and child.index < token.index
                and comma
                and can_speak(sentence, inner)
            ):
                behind = sentence.text[noun_phrase(sentence, inner)[1] - sentence.start :]
                if behind.startswith(","):
                    return inner
        return None
    return None


SEEN = frozenset(
    {"see", "view", "review", "obtain", "examine", "inspect", "leak", "intercept", "capture", "seize", "find"}
)  # fmt: skip


def behind_data(sentence: Sentence, subject: Token) -> Token | None:
    """Whose figures, statement or estimate it is: "figures from the ministry show ..."."""
    if not is_data_noun(subject):
        return None
    for child in sentence.children(subject, "poss"):
        if subject.lemma == "intelligence":
            return None  # "Ukraine's military intelligence" is a body, not Ukraine's data
        if child.pos != "PRON" and can_speak(sentence, child):
            return child
    for child in sentence.children(subject, "compound"):
        if child.lemma in organisation_nouns() and not is_data_noun(child):
            return child  # "defence ministry figures"
    stack = sentence.children(subject, "prep", "acl", "agent")
    for child in stack:
        if child.dep == "acl" and child.lemma in SEEN:
            continue  # who has seen a document is not who wrote it
        if child.dep == "acl":
            stack.extend(sentence.children(child, "prep", "agent"))
        elif child.lower in ("by", "from", "of"):
            for inner in sentence.children(child, "pobj"):
                if can_speak(sentence, inner) and not is_data_noun(inner) and inner.pos != "PRON":
                    return inner
    return None


def is_headless(sentence: Sentence, token: Token) -> bool:
    """ "The commander boasted of ..." where the parser took the verb for a participle of the root."""
    if (
        token.dep != "acl"
        or token.tag not in ("VBN", "VBD")
        or token.lemma not in saying_words()["clause"]
    ):
        return False
    head = sentence.head(token)
    if (
        (head.dep != "ROOT" and not (head.dep == "appos" and sentence.children(token, "ccomp")))
        or head.pos not in ("NOUN", "PROPN")
        or head.index > token.index
        or not can_speak(sentence, head)
    ):
        return False
    return not any(c.dep == "agent" or c.lower == "by" for c in sentence.children(token))


def _after_comma(sentence: Sentence, token: Token) -> bool:
    """ "announced that its units had crossed, and denied ...": said by who announced."""
    before = sentence.tokens[max(0, token.index - 2) : token.index]
    return (
        [t.text for t in before] == [",", "and"]
        and token.lemma in saying_words()["clause"] - saying_words()["silent"]
        and token.dep == "conj"
        and sentence.head(token).dep in ("ccomp", "acl", "relcl")
    )


def _reporting_subject(sentence: Sentence, verb: Token) -> Token | None:
    """ "Berlin claimed 300 fell and denied ..." - the denier is who claimed, not the 300."""
    clause = saying_words()["clause"]
    outer = [a for a in sentence.ancestors(verb) if a.pos in ("VERB", "AUX")]
    for ancestor in [*(a for a in outer if a.lemma in clause), *reversed(outer)]:
        for subject in sentence.children(ancestor, "nsubj"):
            if can_speak(sentence, subject):
                return subject
    return None


def is_data_noun(token: Token) -> bool:
    """Whether the noun is what data are called (figures, a statement, an estimate)."""
    if token.pos == "PROPN" and token.index and token.dep != "nsubj":
        return False  # "the Associated Press"
    return token.lemma in saying_words()["nouns"] or token.lower in saying_words()["nouns"]


def is_counted(sentence: Sentence, token: Token) -> bool:
    """Whether a phrase counts people ("Some 500,000 persons"), more than would speak in one voice."""
    numbers = [t for c in sentence.children(token, "nummod") for t in sentence.subtree(c)]
    return any((t.text[:1].isdigit() and len(t.text) > 1) or t.lower in _MANY for t in numbers)


_MANY = frozenset({"hundred", "thousand", "million", "billion", "dozen"})


def can_speak(sentence: Sentence, token: Token) -> bool:
    """Whether the noun names somebody or something that may speak."""
    if token.lower in PRONOUNS:
        return token.lower not in ("it",) or True
    if token.pos == "PROPN" or (token.text[:1].isupper() and (token.index or token.pos != "NOUN")):
        return True
    if (
        token.lemma in people_nouns()
        or token.lemma.removesuffix("s") in people_nouns()
        or token.lemma in organisation_nouns()
        or token.lower in organisation_nouns()
    ):
        return True
    if token.lemma.endswith(("er", "or", "ist", "ian", "man", "men", "woman", "people")) and token.pos == "NOUN" and token.lemma not in (
        "number", "winter", "summer", "october", "november", "december", "weather", "order", "matter", "border", "letter", "power",
        "sector", "corridor", "terror", "fire", "quarter", "water", "river", "another", "other", "chapter", "tanker", "bunker", "armor",
    ):  # fmt: skip
        return True
    if is_data_noun(token):
        return True
    return any(c.dep == "appos" and c.pos == "PROPN" for c in sentence.children(token))


def speaker_span(sentence: Sentence, token: Token, subject: Token | None) -> tuple[int, int]:
    """The span of the speaker's words, (-1, -1) without a subject."""
    if subject is None:
        return (-1, -1)
    if subject.lower in ("who", "which", "that") and subject.pos in ("PRON", "DET", "SCONJ"):
        holder = token
        for _ in range(4):
            if holder.dep in ("relcl", "acl"):
                return noun_phrase(sentence, _antecedent(sentence, subject, sentence.head(holder)))
            if holder.head == holder.index:
                break
            holder = sentence.head(holder)
        # the antecedent is the noun straight before the pronoun
        for earlier in reversed(sentence.tokens[: subject.index]):
            if earlier.pos in ("NOUN", "PROPN"):
                return noun_phrase(sentence, earlier)
        return (-1, -1)
    return noun_phrase(sentence, subject)


def _antecedent(sentence: Sentence, who: Token, found: Token) -> Token:
    """Whom "who" means: the parser's antecedent, unless that is no person and one stands before it."""
    before = sentence.tokens[who.index - 1] if who.index else None
    if who.lower != "who" or before is None or found.pos == "PROPN":
        return found
    people = people_nouns()
    return before if found.lemma not in people and before.lemma in people else found
