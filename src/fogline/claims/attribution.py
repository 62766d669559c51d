"""The attribution grammar: who is said to have said which words of a sentence.

Finds saying cues (verbs, "according to", "citing", nouns such as "statement"), the words of the
speaker and the scope: which tokens the cue covers. Resolving the speaker is ``voices``' work.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from fogline.claims.syntax import Sentence, Token

__all__ = ["Attribution", "find_attributions", "organisation_nouns", "people_nouns"]


@dataclass(slots=True)
class Attribution:
    """One cue with its speaker and scope, all offsets absolute in the report.

    speaker        span of the speaker's words, (-1, -1) when none is written
    scope          token indices covered
    kind           verb, according, citing, attitude, passive, quote, adverb
    outlet         span of whom it was told to ("told Reuters"), (-1, -1) otherwise
    """

    cue_start: int
    cue_end: int
    verb: str
    lemma: str
    speaker: tuple[int, int]
    scope: frozenset[int]
    kind: str
    negated: bool = False
    outlet: tuple[int, int] = (-1, -1)
    head: int = -1
    extra: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    source = files("fogline.claims.tables").joinpath("sayings.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return {key: frozenset(value) for key, value in data.items()}


def people_nouns() -> frozenset[str]:
    """Lemmas of nouns that name a person who may speak."""
    return _table()["people"]


def organisation_nouns() -> frozenset[str]:
    """Lemmas of nouns that name a body that may speak."""
    return _table()["organisations"]


_SUBJECT = ("nsubj", "nsubjpass", "csubj")
_PRONOUNS = {
    "he",
    "she",
    "they",
    "it",
    "i",
    "we",
    "who",
    "him",
    "her",
    "them",
    "some",
    "others",
    "both",
    "many",
    "one",
}
_QUOTE_OPEN = '“"'
_DROPPED = {"relcl", "acl", "advcl", "appos", "parataxis", "ccomp"}
_FIGURATIVE = {"life", "lives", "victim", "toll", "credit", "responsibility"}
_TALLIES = {
    "document",
    "verify",
    "list",
    "record",
    "count",
    "log",
    "tally",
    "identify",
    "register",
    "detail",
}
_ACCORDING = re.compile(
    r"\b(according\s+to|in\s+the\s+(?:words|view|opinion|estimation|assessment)\s+of|as\s+(?:reported|claimed|stated|confirmed|announced|cited|quoted|estimated)\s+by|"
    r"(?:reported|cited|quoted|released|provided|published|announced|claimed|given|issued|compiled)\s+by|per(?=\s+(?:the\s+)?[A-Z])|in\s+a\s+(?:statement|report|briefing|post|communiqu[eé])\s+(?:by|from))\s+",
    re.IGNORECASE,
)
_NP_END = re.compile(
    r"(?:,|;|:|\.(?=\s|$|[”\"’')])|\)|—|–|\s-\s|”|\s(?=(?:who|which|that|has|have|had|was|were|is|are|said|says|but|though|although|while|whereas|will|would|could|may|when|after|as|since|because|by|on|in\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)|killed|lost|captured|to\s+\w+)\b)|$)"
)


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
    return tokens[low].start, tokens[high].end


def find_attributions(sentence: Sentence) -> list[Attribution]:
    """Every saying cue of the sentence with its scope, in text order."""
    found: list[Attribution] = []
    for token in sentence.tokens:
        item = _verb_cue(sentence, token)
        if item is not None:
            found.append(item)
        noun = _noun_cue(sentence, token)
        if noun is not None:
            found.append(noun)
    found.extend(_according(sentence, found))
    found.extend(_adverbs(sentence))
    found.extend(_headed(sentence, found))
    found.sort(key=lambda a: a.cue_start)
    return found


# verbs ---------------------------------------------------------------------------------------
def _verb_cue(sentence: Sentence, token: Token) -> Attribution | None:
    table = _table()
    lemma = token.lemma
    if token.pos not in ("VERB", "AUX") and not (token.tag.startswith("VB")):
        if not (
            token.lower in ("said", "says", "told", "claims", "reports", "adds", "writes")
            and token.pos != "ADJ"
        ):
            return None
        if token.lower in ("claims", "reports"):
            if token.dep not in ("ROOT", "parataxis", "ccomp", "conj"):
                return None
            lemma = token.lower[:-1]
        else:
            lemma = {
                "said": "say",
                "says": "say",
                "told": "tell",
                "adds": "add",
                "writes": "write",
            }[token.lower]
    if lemma in ("hear", "learn") and token.pos == "VERB":
        for child in sentence.children(token, "prep"):
            inner = sentence.children(child, "pobj")
            if child.lower == "from" and inner and _can_speak(sentence, inner[0]):
                scope = frozenset(t.index for t in sentence.tokens[token.index + 1 :])
                return Attribution(
                    token.start,
                    token.end,
                    token.text,
                    lemma,
                    noun_phrase(sentence, inner[0]),
                    scope,
                    "verb",
                    head=token.index,
                )
    if (
        lemma
        in (
            "speak",
            "talk",
            "give",
            "publish",
            "ask",
            "comment",
            "respond",
            "judge",
            "count",
            "call",
        )
        and token.pos == "VERB"
    ):
        quiet = _quiet_cue(sentence, token, lemma)
        if quiet is not None:
            return quiet
    if token.lower in ("cited", "citing", "quoting", "quoted"):
        return _citing(sentence, token)
    in_clause = lemma in table["clause"]
    in_object = lemma in table["object"]
    in_to = lemma in table["to_clause"]
    attitude = lemma in table["attitude"]
    if not (in_clause or in_object or in_to or attitude):
        return None
    if token.dep in ("aux", "auxpass", "amod", "compound"):
        return None
    children = sentence.children(token)
    passive = any(c.dep in ("auxpass", "nsubjpass") for c in children)
    active = any(c.dep == "nsubj" for c in children) and not passive
    subject = _subject(sentence, token)
    clause = [c for c in children if c.dep in ("ccomp", "parataxis")]
    to_clause = [c for c in children if c.dep == "xcomp"]
    objects = [c for c in children if c.dep in ("dobj", "attr", "oprd", "dative", "nmod")]
    quoted = _has_quote(sentence)
    if lemma == "report" and token.tag == "VBN" and token.dep == "acl":
        return None
    headless = _headless(sentence, token)
    if (
        token.tag == "VBN"
        and token.dep in ("acl", "amod")
        and not passive
        and not clause
        and not headless
    ):
        return None
    active = active or headless
    if passive or (token.tag == "VBN" and not active and not _has_aux_have(children)):
        return _passive(sentence, token, lemma, subject, clause, to_clause, children)
    if (
        in_object
        and objects
        and (objects[0].lemma in _FIGURATIVE or objects[0].lower == "victory")
        and lemma in ("claim", "accept")
    ):
        return None
    speakerish = subject is not None and _can_speak(sentence, subject)
    as_clause = token.dep == "advcl" and any(
        c.lower == "as" for c in sentence.children(token, "mark", "advmod", "prep")
    )
    following = (
        sentence.tokens[token.index + 1].lower if token.index + 1 < len(sentence.tokens) else ""
    )
    evidence = (
        bool(clause)
        or as_clause
        or (in_clause and following == "that")
        or (quoted and not attitude and lemma not in table["silent"])
    )
    trailing = _is_parenthetical(sentence, token)
    if (
        not evidence
        and trailing
        and in_clause
        and (
            lemma not in table["silent"]
            or lemma in ("add", "note", "observe", "indicate", "suggest", "continue")
        )
    ):
        evidence = True
    if (
        not evidence
        and trailing
        and attitude
        and lemma in ("believe", "think", "fear", "suspect", "reckon")
        and subject is not None
    ):
        evidence = True
    if (
        not evidence
        and to_clause
        and lemma in ("deny", "admit", "acknowledge", "report", "describe", "recall")
    ):
        evidence = True
    if (
        not evidence
        and attitude
        and subject is not None
        and lemma in ("expect", "fear", "hope", "think", "believe", "doubt", "suspect")
    ):
        personal = (
            subject.lower in _PRONOUNS or subject.lemma in people_nouns() or subject.pos == "PROPN"
        )
        evidence = personal and (
            bool(objects) or any(c.lower in ("for", "so", "of", "in") for c in children)
        )
    if not evidence and to_clause and (in_to or attitude):
        evidence = True
    if (
        not evidence
        and in_to
        and any(c.dep == "prep" and c.lower in ("on", "to", "against", "for") for c in children)
    ):
        evidence = lemma in ("insist", "threaten", "vow", "pledge")
    if not evidence and lemma in (
        "say",
        "tell",
        "warn",
        "speak",
        "acknowledge",
        "announce",
        "report",
        "confirm",
        "claim",
        "estimate",
        "put",
        "insist",
        "admit",
    ):
        evidence = bool(objects) or any(c.dep in ("advcl", "dep", "prep", "conj") for c in children)
        if lemma == "put":
            evidence = any(
                c.dep == "prep" and c.lower in ("at", "between") for c in children
            ) and bool(objects)
        if lemma == "tell":
            evidence = (
                bool(clause)
                or trailing
                or quoted
                or any(c.dep in ("prep",) and c.lower == "of" for c in children)
            )
    numbered = any(t.pos == "NUM" for t in sentence.tokens[token.index + 1 : token.index + 7])
    if not evidence and lemma in _TALLIES and speakerish and numbered and not passive:
        evidence = True
    if not evidence and in_clause and speakerish:
        evidence = any(
            c.dep == "prep" and c.lower in ("of", "about") and sentence.children(c, "pcomp")
            for c in children
        )
    if not evidence and in_object and objects:
        evidence = speakerish and lemma not in table["silent"]
        if lemma in (
            "describe",
            "criticise",
            "criticize",
            "praise",
            "condemn",
            "denounce",
            "hail",
            "dismiss",
            "reject",
            "blame",
        ):
            evidence = speakerish
    if not evidence:
        return None
    if (
        lemma in table["silent"]
        and not speakerish
        and not (clause and subject is not None and _data_noun(subject))
    ):
        return None
    if subject is not None and not speakerish and lemma not in ("say",) and not _data_noun(subject):
        if not clause or subject.pos not in ("PROPN", "PRON"):
            return None
    if lemma == "tell" and not (clause or quoted or trailing or objects):
        return None
    behind = _behind_data(sentence, subject) if subject is not None else None
    span = _speaker_span(sentence, token, behind or subject)
    if span == (-1, -1) and subject is None:
        inverted = _inverted(sentence, token)
        if inverted is not None:
            subject, span = inverted, noun_phrase(sentence, inverted)
    doubtful = (
        subject is not None
        and not behind
        and (not speakerish or any(c.dep == "nummod" for c in sentence.children(subject)))
    )
    if (subject is None and span == (-1, -1)) or doubtful:
        before = _just_before(sentence, token)
        if before is not None:
            subject, span = before, noun_phrase(sentence, before)
    if subject is None and span == (-1, -1) and attitude:
        return None
    scope = _scope(sentence, token, subject)
    kind = "attitude" if attitude and not in_clause else "verb"
    negated = any(c.dep == "neg" for c in children)
    outlet = (-1, -1)
    if lemma in ("tell", "inform", "brief", "advise", "notify", "assure", "remind"):
        for child in objects:
            if child.pos in ("PROPN", "NOUN") and child.dep in ("dobj", "dative"):
                outlet = noun_phrase(sentence, child)
                scope = scope - {t.index for t in sentence.subtree(child)}
                break
    start, end = token.start, token.end
    made = Attribution(
        start, end, token.text, lemma, span, scope, kind, negated, outlet, token.index
    )
    if trailing:
        made.extra["parenthetical"] = "yes"
    return made


_FIGURES = {
    "figure",
    "number",
    "detail",
    "toll",
    "estimate",
    "count",
    "account",
    "casualty",
    "loss",
    "breakdown",
    "comment",
    "list",
    "tally",
    "name",
    "explanation",
    "data",
    "statement",
    "interview",
}


def _quiet_cue(sentence: Sentence, token: Token, lemma: str) -> Attribution | None:
    """Verbs that report only in company: "speak of", "give no figures", "asked not to be named"."""
    children = sentence.children(token)
    subject = _subject(sentence, token)
    if subject is None or not _can_speak(sentence, subject):
        return None
    objects = [c for c in children if c.dep in ("dobj", "oprd", "ccomp", "xcomp", "attr")]
    preps = {c.lower for c in children if c.dep == "prep"}
    if lemma in ("speak", "talk"):
        good = bool(preps & {"of", "about", "on"}) or any(
            c.lower == "anonymously" for c in children
        )
    elif lemma in ("give", "publish"):
        given = lemma == "give" and any(
            c.dep == "prep" and c.lower in ("as", "at") for c in children
        )
        good = (given or any(c.lemma in _FIGURES for c in objects)) and (
            subject.lemma in people_nouns() | organisation_nouns()
            or subject.pos in ("PROPN", "PRON")
        )
    elif lemma == "ask":
        good = any(
            (c.dep == "xcomp" and c.lemma in ("name", "identify", "remain", "quote"))
            or c.lower in ("anonymity",)
            for c in [*children, *[g for c in children for g in sentence.children(c)]]
        )
    elif lemma in ("comment", "respond"):
        good = "on" in preps or any(
            t.lemma in ("request", "comment", "question")
            for c in children
            for t in sentence.subtree(c)
        )
    elif lemma == "call":
        good = (
            (
                any(c.dep in ("oprd", "ccomp", "xcomp") for c in children)
                and any(
                    t.text in ('"', "“", "”")
                    or t.pos == "ADJ"
                    or t.lemma in ("lie", "claim", "propaganda", "fabrication")
                    for t in sentence.subtree(token)
                )
                and any(c.dep == "dobj" for c in children)
            )
            or (any(c.dep == "oprd" for c in children))
            or (any(t.text in ('"', "“") for t in sentence.tokens[token.index : token.index + 8]))
        )
    else:  # judge, count
        counted = any(t.pos == "NUM" for t in sentence.tokens[token.index + 1 : token.index + 6])
        good = (bool(objects) or counted) and (
            subject.lemma in people_nouns() | organisation_nouns() or subject.pos == "PROPN"
        )
    if not good:
        return None
    negated = any(c.dep == "neg" for c in children) or any(
        c.lower == "no" for o in objects for c in sentence.children(o)
    )
    return Attribution(
        token.start, token.end, token.text, lemma, _speaker_span(sentence, token, subject), _scope(sentence, token, subject), "verb", negated, head=token.index,
    )  # fmt: skip


def _has_aux_have(children: list[Token]) -> bool:
    return any(
        c.dep == "aux" and c.lemma in ("have", "'ve", "’ve", "'s", "’s", "'d", "’d")
        for c in children
    )


def _subject(sentence: Sentence, token: Token) -> Token | None:
    seen = 0
    current = token
    while seen < 5:
        children = sentence.children(current)
        if not seen and sum(c.dep in _SUBJECT and c.index < token.index for c in children) > 1:
            children = children[::-1]  # the parser gave two: the nearer one speaks
        for child in children:
            if child.dep in _SUBJECT:
                if seen and any(c.dep == "nummod" for c in sentence.children(child)):
                    return _reporting_subject(sentence, current) or child
                return child
        if current.dep in ("conj", "xcomp", "advcl", "pcomp") and current.head != current.index:
            if current.dep == "advcl" and current.tag != "VBG":
                return None
            head = sentence.head(current)
            if head.dep == "prep":
                head = sentence.head(head)
            if head.pos not in ("VERB", "AUX"):
                return None
            current = head
            seen += 1
            continue
        if current.dep in ("acl", "relcl") and (
            current.tag == "VBG" or _headless(sentence, current)
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
                and _can_speak(sentence, inner)
            ):
                if sentence.tokens[inner.index + 1].text == ",":
                    return inner
        return None
    return None


def _behind_data(sentence: Sentence, subject: Token) -> Token | None:
    """Whose figures, statement or estimate it is: "figures from the ministry show ..."."""
    if not _data_noun(subject):
        return None
    for child in sentence.children(subject, "poss"):
        if child.pos != "PRON" and _can_speak(sentence, child):
            return child
    stack = sentence.children(subject, "prep", "acl", "agent")
    for child in stack:
        if child.dep == "acl":
            stack.extend(sentence.children(child, "prep", "agent"))
        elif child.lower in ("by", "from", "of"):
            for inner in sentence.children(child, "pobj"):
                if _can_speak(sentence, inner) and not _data_noun(inner) and inner.pos != "PRON":
                    return inner
    return None


def _headless(sentence: Sentence, token: Token) -> bool:
    """ "The commander boasted of ..." where the parser took the verb for a participle of the root."""
    if token.dep != "acl" or token.tag != "VBN" or token.lemma not in _table()["clause"]:
        return False
    head = sentence.head(token)
    if (
        head.dep != "ROOT"
        or head.pos not in ("NOUN", "PROPN")
        or head.index > token.index
        or not _can_speak(sentence, head)
    ):
        return False
    return not any(c.dep == "agent" or c.lower == "by" for c in sentence.children(token))


def _reporting_subject(sentence: Sentence, verb: Token) -> Token | None:
    """ "Berlin claimed 300 fell and denied ..." - the denier is who claimed, not the 300."""
    for ancestor in sentence.ancestors(verb):
        if ancestor.lemma in _table()["clause"]:
            return next(iter(sentence.children(ancestor, "nsubj")), None)
    return None


def _data_noun(token: Token) -> bool:
    return token.lemma in _table()["nouns"] or token.lower in _table()["nouns"]


def _can_speak(sentence: Sentence, token: Token) -> bool:
    if token.lower in _PRONOUNS:
        return token.lower not in ("it",) or True
    if token.pos == "PROPN" or token.text[:1].isupper():
        return True
    if (
        token.lemma in people_nouns()
        or token.lemma in organisation_nouns()
        or token.lower in organisation_nouns()
    ):
        return True
    if token.lemma.endswith(("er", "or", "ist", "ian", "man", "men", "woman", "people")) and token.pos == "NOUN" and token.lemma not in (
        "number", "winter", "summer", "october", "november", "december", "weather", "order", "matter", "border", "letter", "power",
        "sector", "corridor", "terror", "fire", "quarter", "water", "river", "another", "other", "chapter", "tanker", "bunker", "armor",
    ):  # fmt: skip
        return True
    if _data_noun(token):
        return True
    return any(c.dep == "appos" and c.pos == "PROPN" for c in sentence.children(token))


def _speaker_span(sentence: Sentence, token: Token, subject: Token | None) -> tuple[int, int]:
    if subject is None:
        return (-1, -1)
    if subject.lower in ("who", "which", "that") and subject.pos in ("PRON", "DET", "SCONJ"):
        holder = token
        for _ in range(4):
            if holder.dep in ("relcl", "acl"):
                return noun_phrase(sentence, sentence.head(holder))
            if holder.head == holder.index:
                break
            holder = sentence.head(holder)
        # the antecedent is the noun straight before the pronoun
        for earlier in reversed(sentence.tokens[: subject.index]):
            if earlier.pos in ("NOUN", "PROPN"):
                return noun_phrase(sentence, earlier)
        return (-1, -1)
    return noun_phrase(sentence, subject)


def _inverted(sentence: Sentence, token: Token) -> Token | None:
    """ "..., said Gen. Smith" where the parser saw no subject."""
    before = sentence.tokens[token.index - 1] if token.index else None
    if before is None or before.text not in (",", "”", '"', "’", "'", "?", "!"):
        return None
    for child in sentence.children(token, "dobj", "attr", "npadvmod", "oprd", "dep"):
        if child.index > token.index and child.pos in ("PROPN", "NOUN", "PRON"):
            return child
    return None


def _just_before(sentence: Sentence, token: Token) -> Token | None:
    """ "..., a senior diplomat said" where the parser took the speaker for an apposition."""
    if token.index == 0:
        return None
    head = sentence.tokens[token.index - 1]
    for _ in range(3):
        above = sentence.head(head)
        if (
            head.dep == "pobj"
            and above.dep == "prep"
            and sentence.head(above).pos in ("NOUN", "PROPN")
        ):
            head = sentence.head(above)
    if head.pos not in ("NOUN", "PROPN", "PRON") or head.dep in ("nsubj", "nsubjpass"):
        return None
    low, _ = noun_phrase(sentence, head)
    first = sentence.at(low)
    lead = sentence.tokens[first.index - 1] if first is not None and first.index else None
    if first is None or (lead is not None and lead.text not in (",", "”", '"', "—", "–", "’", ".")):
        return None
    return head if _can_speak(sentence, head) else None


def _has_quote(sentence: Sentence) -> bool:
    return any(mark in sentence.text for mark in '“”"')


def _is_parenthetical(sentence: Sentence, token: Token) -> bool:
    """ "..., officials said." or "..., officials said, ..." at the clause's edge."""
    if token.dep in ("relcl", "acl"):
        return False
    after = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    subject_before = False
    for child in sentence.children(token):
        if child.dep in _SUBJECT and child.index < token.index:
            subject_before = True
            first = min(t.index for t in sentence.subtree(child))
            lead = sentence.tokens[first - 1] if first else None
            if lead is not None and lead.text in (",", "”", '"', "—", "–", "-", "’"):
                return True
    if not subject_before and token.index:
        lead = sentence.tokens[token.index - 1]
        if lead.text in (",", "”", '"', "’"):
            return True
    return (
        after is not None
        and after.text in (",",)
        and subject_before
        and token.index > len(sentence.tokens) // 2
    )


def _scope(sentence: Sentence, token: Token, subject: Token | None) -> frozenset[int]:
    """What the cue covers: its complements, and its whole clause when it is parenthetical."""
    children = sentence.children(token)
    if token.dep == "advcl" and any(
        c.lower == "as" for c in sentence.children(token, "mark", "advmod", "prep")
    ):
        first = min(t.index for t in sentence.subtree(token))
        return _according_scope(sentence, sentence.tokens[first].start, token.end)
    covered = {t.index for t in sentence.subtree(token)}
    for child in children:
        drop = child.dep in _SUBJECT and child is subject
        if child.dep == "conj" and any(c.dep in _SUBJECT for c in sentence.children(child)):
            drop = _own_voice(sentence, child) or _contrasted(sentence, token, child)
        if child.dep == "conj" and child.lemma in _table()["clause"]:
            drop = True
        if child.dep in ("advcl",) and child.index > token.index:
            mark = [c for c in sentence.children(child) if c.dep in ("mark", "advmod")]
            lead = mark[0].lower if mark else ""
            if lead in ("though", "although", "while", "whereas", "even"):
                drop = True
        if drop:
            covered -= {t.index for t in sentence.subtree(child)}
    if subject is not None:
        covered -= {t.index for t in sentence.subtree(subject)} - {
            t.index for c in children if c.dep in ("ccomp", "xcomp") for t in sentence.subtree(c)
        }
    covered.discard(token.index)
    if (
        token.lemma in _table()["clause"] | _table()["attitude"]
        and _is_parenthetical(sentence, token)
        and not any(c.dep == "ccomp" for c in children if c.index < token.index)
    ):
        # the parser hung the cue inside the clause it comments on: cover that clause
        low = (
            token.start if subject is None else min(token.start, noun_phrase(sentence, subject)[0])
        )
        covered |= _according_scope(sentence, low, token.end, joined=True) - {
            t.index for t in sentence.between(low, token.end)
        }
    covered = _same_segment(sentence, token, covered)
    if _has_quote(sentence):
        covered |= _quoted_tokens(sentence)
        if subject is not None:
            covered -= (
                {t.index for t in sentence.subtree(subject)}
                if not _inside_quote(sentence, subject)
                else set()
            )
        covered.discard(token.index)
    return frozenset(covered)


def _own_voice(sentence: Sentence, clause: Token) -> bool:
    """Whether a coordinated clause has a saying verb of its own."""
    verbs = _table()["clause"] | _table()["attitude"]
    inside = [clause, *sentence.children(clause, "ccomp", "parataxis")]
    return any(
        t.lemma in verbs and any(c.dep in _SUBJECT for c in sentence.children(t)) for t in inside
    )


def _contrasted(sentence: Sentence, token: Token, clause: Token) -> bool:
    between = sentence.tokens[token.index + 1 : clause.index]
    return any(
        t.lower in ("but", "yet", "while", "whereas", "though", "although")
        for t in between
        if t.dep in ("cc", "mark")
    )


def _same_segment(sentence: Sentence, token: Token, covered: set[int]) -> set[int]:
    """Across a semicolon only into parts without a voice; and all that follows a colon."""
    low, high = 0, len(sentence.tokens)
    verbs = _table()["clause"] | {"according"}
    for other in sentence.tokens:
        if other.text == ";":
            if other.index > token.index:
                stop = next(
                    (t.index for t in sentence.tokens[other.index + 1 :] if t.text == ";"),
                    len(sentence.tokens),
                )
                rest = sentence.tokens[other.index + 1 : stop]
                if not any(
                    t.lemma in verbs or t.lower in ("according", "claims")
                    for t in rest
                    if t.pos in ("VERB", "NOUN", "ADP")
                ):
                    covered |= {t.index for t in rest}
                    continue
            if other.index < token.index:
                low = other.index
            elif high == len(sentence.tokens):
                high = other.index
        elif other.text == ":" and 0 < other.index - token.index <= 8:
            covered |= set(range(other.index + 1, len(sentence.tokens)))
    return {i for i in covered if low <= i < high}


def _quoted_tokens(sentence: Sentence) -> set[int]:
    covered: set[int] = set()
    inside = False
    straight = False
    for token in sentence.tokens:
        if token.text == "“":
            inside = True
        elif token.text == "”":
            inside = False
        elif token.text in ('"', "``", "''"):
            straight = not straight
        elif inside or straight:
            covered.add(token.index)
    return covered


def _inside_quote(sentence: Sentence, token: Token) -> bool:
    return token.index in _quoted_tokens(sentence)


def _passive(
    sentence: Sentence, token: Token, lemma: str, subject: Token | None, clause: list[Token], to_clause: list[Token], children: list[Token],
) -> Attribution | None:  # fmt: skip
    agents = [c for c in children if c.dep == "agent" or (c.dep == "prep" and c.lower == "by")]
    if not agents and token.tag == "VBN":
        agents = [
            t for t in sentence.tokens[token.index + 1 : token.index + 14] if t.lower == "by"
        ][:1]
    table = _table()
    if lemma not in table["clause"] | table["object"] | table["attitude"]:
        return None
    if agents and token.tag == "VBN":
        nouns = [t for t in sentence.children(agents[0]) if t.dep == "pobj"]
        if (
            nouns
            and (_can_speak(sentence, nouns[0]))
            and (lemma not in table["silent"] or lemma in _TALLIES or lemma == "put")
        ):
            low, high = noun_phrase(sentence, nouns[0])
            own = {t.index for t in sentence.between(low, high)}
            anchor = sentence.head(token) if token.dep == "acl" else token
            scope = (
                {t.index for t in sentence.subtree(token)}
                | {t.index for t in sentence.subtree(anchor)}
            ) - own
            scope.discard(token.index)
            return Attribution(
                token.start, token.end, token.text, lemma, noun_phrase(sentence, nouns[0]), frozenset(scope), "verb", head=token.index,
            )  # fmt: skip
    if lemma in ("tell", "inform", "brief", "advise") and subject is not None and clause:
        return None
    if lemma in (
        "say",
        "report",
        "believe",
        "think",
        "estimate",
        "claim",
        "rumour",
        "rumor",
        "allege",
        "know",
        "understand",
        "assess",
        "reckon",
        "expect",
        "fear",
    ) and (
        to_clause or clause or any(c.dep in ("prep", "xcomp", "oprd", "advcl") for c in children)
    ):
        if lemma in ("expect", "fear", "know", "understand") and not clause and not to_clause:
            return None
        scope = {t.index for t in sentence.subtree(token)}
        scope.discard(token.index)
        return Attribution(
            token.start,
            token.end,
            token.text,
            lemma,
            (-1, -1),
            frozenset(scope),
            "passive",
            head=token.index,
        )
    return None


def _citing(sentence: Sentence, token: Token) -> Attribution | None:
    for child in sentence.children(token, "dobj", "nsubjpass", "pobj", "agent"):
        target = child
        if child.dep == "agent":
            inner = sentence.children(child, "pobj")
            if not inner:
                continue
            target = inner[0]
        if not _can_speak(sentence, target):
            continue
        anchor = token
        while anchor.head != anchor.index and anchor.dep in (
            "advcl",
            "xcomp",
            "prep",
            "pcomp",
            "conj",
            "dep",
        ):
            anchor = sentence.head(anchor)
        if token.dep in ("acl",):
            anchor = sentence.head(token)
            while anchor.head != anchor.index:
                anchor = sentence.head(anchor)
        scope = {t.index for t in sentence.subtree(anchor)}
        scope -= {t.index for t in sentence.subtree(target)}
        scope.discard(token.index)
        return Attribution(
            token.start,
            token.end,
            token.text,
            token.lemma,
            noun_phrase(sentence, target),
            frozenset(scope),
            "citing",
            head=token.index,
        )
    return None


def _noun_cue(sentence: Sentence, token: Token) -> Attribution | None:
    """ "Moscow's claim that 2,000 died", "estimates by the ministry put losses at 500"."""
    if token.pos != "NOUN" or not _data_noun(token):
        return None
    clauses = [
        c for c in sentence.children(token, "acl", "ccomp", "relcl")
        if any(m.lower == "that" for m in sentence.children(c, "mark")) or any(m.lower == "to" for m in sentence.children(c, "aux"))
    ]  # fmt: skip
    verb = sentence.head(token)
    if token.dep == "nsubj" and verb.lemma == "be":
        clauses.extend(sentence.children(verb, "ccomp"))
    if token.lemma in ("estimate", "claim", "figure", "count", "tally", "assessment"):
        clauses.extend(
            inner
            for prep in sentence.children(token, "prep")
            if prep.lower in ("of", "at")
            for inner in sentence.children(prep, "pobj")
            if any(t.pos == "NUM" for t in sentence.subtree(inner))
        )
    if not clauses:
        return None
    owner = next(iter(sentence.children(token, "poss")), None)
    if owner is None:
        for prep in sentence.children(token, "prep", "agent"):
            if prep.lower in ("by", "from", "of") and owner is None:
                owner = next(
                    (
                        p
                        for p in sentence.children(prep, "pobj")
                        if not any(t.pos == "NUM" for t in sentence.subtree(p))
                    ),
                    None,
                )
        for made in sentence.children(token, "acl"):
            for prep in sentence.children(made, "agent", "prep"):
                if prep.lower == "by" and owner is None:
                    owner = next(iter(sentence.children(prep, "pobj")), None)
    if owner is None or not _can_speak(sentence, owner):
        return None
    scope = {t.index for clause in clauses for t in sentence.subtree(clause)}
    return Attribution(
        token.start,
        token.end,
        token.text,
        token.lemma,
        noun_phrase(sentence, owner),
        frozenset(scope),
        "verb",
        head=token.index,
    )


# according to --------------------------------------------------------------------------------
_CUT = re.compile(r"[,;]\s*(?:but|though|although|while|whereas|yet|and)\s", re.IGNORECASE)
_CONTRAST = re.compile(r"[,;]\s*(?:but|though|although|while|whereas|yet)\s", re.IGNORECASE)
_RECKONED = re.compile(
    r"\b(?:by|on|in|from)\s+(?P<np>(?:the\s+|its\s+|their\s+)?[\w.’' -]{2,45}?)(?:['’]s|(?<=s)['’])\s+(?:own\s+|latest\s+|official\s+|best\s+)?"
    r"(?P<noun>count|reckoning|estimates?|figures|calculations?|account|version|telling|tally|admission|assessment|data|records|claims)\b",
    re.IGNORECASE,
)
_RECKONED_OF = re.compile(
    r"\b(?:by|on|in)\s+(?:the\s+)?(?P<noun>count|reckoning|estimates?|figures|calculations?|account|admission|tally|view)\s+of\s+(?P<np>[\w.’' -]{2,45}?)(?=[,.;]|\Z)",
    re.IGNORECASE,
)
_RECKONED_BY = re.compile(
    r"\b(?:[Bb]y|[Oo]n)\s+(?P<np>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s+(?P<noun>count|reckoning|estimates?|figures|calculations?|accounts?|claims)\b"
)


def _according(sentence: Sentence, verbs: list[Attribution]) -> list[Attribution]:
    found: list[Attribution] = []
    text, base = sentence.text, sentence.start
    for match in _ACCORDING.finditer(text):
        lead = match.group(1).lower()
        if any(
            a.cue_start < base + match.end() and a.cue_end > base + match.start() for a in verbs
        ):
            continue
        start = match.end()
        span = _np_after(sentence, base + start)
        if span is None:
            continue
        low, high = span
        if (
            "by" in lead.split()
            and not lead.startswith("as")
            and not _speaks_span(sentence, low, high)
        ):
            continue
        if lead.startswith("per") and not _speaks_span(sentence, low, high):
            continue
        scope = _according_scope(sentence, base + match.start(), high)
        if lead.endswith("by") and not lead.startswith(("as", "in a")):
            words = lead.split()[0]
        else:
            words = match.group(1)
        low, high = _data_owner_span(sentence, low, high)
        found.append(
            Attribution(
                base + match.start(1),
                base + match.end(1),
                words,
                "according to",
                (low, high),
                scope,
                "according",
            )
        )
    for pattern in (_RECKONED, _RECKONED_OF, _RECKONED_BY):
        for match in pattern.finditer(text):
            low, high = base + match.start("np"), base + match.end("np")
            if any(
                a.cue_start < base + match.end() and a.cue_end > base + match.start()
                for a in [*verbs, *found]
            ):
                continue
            named = (
                _speaks_span(sentence, low, high)
                or text[match.start("np") : match.start("np") + 1].isupper()
            )
            if not named:
                continue
            scope = _according_scope(sentence, base + match.start(), base + match.end())
            found.append(
                Attribution(
                    base + match.start("noun"),
                    base + match.end("noun"),
                    match.group("noun"),
                    "according to",
                    (low, high),
                    scope,
                    "according",
                )
            )
    return found


def _data_owner_span(sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    """ "according to figures from the ministry" and "the ministry's figures" speak for the ministry."""
    tokens = sentence.between(low, high)
    heads = [
        t
        for t in tokens
        if _data_noun(t)
        and not any(
            low <= sentence.head(t).start < high and sentence.head(t).index != t.index for _ in (0,)
        )
    ]
    for head in heads:
        behind = _behind_data(sentence, head)
        if behind is not None:
            return noun_phrase(sentence, behind)
    return low, high


def _np_after(sentence: Sentence, start: int) -> tuple[int, int] | None:
    first = next((t for t in sentence.tokens if t.start >= start), None)
    if first is None:
        return None
    limit = _NP_END.search(sentence.text, start - sentence.start)
    hard = sentence.start + (limit.start() if limit else len(sentence.text))
    # prefer the parser's noun phrase whose head follows the cue
    head = first
    for _ in range(12):
        upper = sentence.head(head)
        if (
            upper.index == head.index
            or upper.start < start
            or upper.pos not in ("NOUN", "PROPN", "PRON")
        ):
            break
        head = upper
    low, high = (
        noun_phrase(sentence, head)
        if head.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
        else (start, hard)
    )
    low = max(low, start)
    cut = re.compile(r",|;|\s(?:who|which|that|said|says)\b").search(
        sentence.text, low - sentence.start, max(low, high) - sentence.start
    )
    if cut is not None and sentence.start + cut.start() > low:
        listed = re.compile(r",\s+(?:[A-Z][\w’'.-]+\s+){0,3}[A-Za-z][\w’'.-]+,?\s+and\s").match(
            sentence.text, cut.start()
        )
        if listed is None:
            high = sentence.start + cut.start()
    if high <= low:
        high = hard
    if high <= low:
        return None
    return low, high


def _speaks_span(sentence: Sentence, low: int, high: int) -> bool:
    return any(
        _can_speak(sentence, t) and t.pos in ("NOUN", "PROPN") for t in sentence.between(low, high)
    )


def _according_scope(
    sentence: Sentence, cue: int, end: int, *, joined: bool = False
) -> frozenset[int]:
    """The clause(s) a phrase like "according to" comments on."""
    text, base = sentence.text, sentence.start
    low, high = base, sentence.end
    after = (_CONTRAST if joined or cue > base + 3 else _CUT).search(
        text, min(len(text), end - base)
    )
    if after is not None and cue > base + 3:
        high = base + after.start()
    before_breaks = [m.start() for m in re.finditer(r";\s|\.\s", text[: cue - base])]
    if before_breaks:
        low = base + before_breaks[-1]
    inside = [
        t.index for t in sentence.tokens if low <= t.start < high and not cue <= t.start < end
    ]
    return frozenset(inside)


_REPORTEDLY = re.compile(
    r"\b(reportedly|allegedly|purportedly|supposedly|ostensibly)\b", re.IGNORECASE
)


def _adverbs(sentence: Sentence) -> list[Attribution]:
    found: list[Attribution] = []
    for match in _REPORTEDLY.finditer(sentence.text):
        token = sentence.at(sentence.start + match.start())
        if token is None:
            continue
        head = sentence.head(token)
        while head.pos not in ("VERB", "AUX") and head.head != head.index:
            head = sentence.head(head)
        scope = frozenset(t.index for t in sentence.subtree(head))
        found.append(
            Attribution(
                token.start,
                token.end,
                token.text,
                "reportedly",
                (-1, -1),
                scope,
                "adverb",
                head=token.index,
            )
        )
    return found


_HEADED = re.compile(
    r"\A\s*(?:[-–—•]\s*)?[“\"]?((?:[A-Z][\w.’'-]*\s+){0,6}[A-Z][\w.’'-]*(?:\s+(?:spokesman|spokeswoman|spokesperson|official))?)\s*:\s+(?=\S)"
)


def _headed(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """ "General Staff: 300 assaults repelled" - a speaker set before a colon."""
    match = _HEADED.match(sentence.text)
    if match is None or any(a.cue_start < sentence.start + match.end() for a in found):
        return []
    words = match.group(1)
    if re.fullmatch(
        r"Q|Question|INTERVIEWER|Interviewer|Reporter|REPORTER|Moderator|Host|Correction|NB|Note|N\.B",
        words,
    ):
        return []
    if re.search(r"\d", words) or words.lower() in (
        "update",
        "note",
        "key takeaways",
        "breaking",
        "analysis",
        "summary",
        "correction",
    ):
        return []
    low, high = sentence.start + match.start(1), sentence.start + match.end(1)
    scope = frozenset(t.index for t in sentence.tokens if t.start >= sentence.start + match.end())
    return [Attribution(high, high, ":", ":", (low, high), scope, "headed")]
