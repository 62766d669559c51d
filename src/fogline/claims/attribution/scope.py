"""What a cue covers: its complements, its clause, the quotation it stands with."""

from __future__ import annotations

import re

from fogline.claims.attribution.beside import inverted_behind, is_set_off
from fogline.claims.attribution.speakers import can_speak, is_data_noun, noun_phrase
from fogline.claims.attribution.words import SUBJECTS, saying_words
from fogline.claims.syntax import Sentence, Token

__all__ = ["according_scope", "has_quote", "is_parenthetical", "is_quoted", "scope_of"]


def has_quote(sentence: Sentence) -> bool:
    """Whether the sentence holds a quotation mark."""
    return any(mark in sentence.text for mark in '“”"')


def is_parenthetical(sentence: Sentence, token: Token) -> bool:
    """ "..., officials said." or "..., officials said, ..." at the clause's edge."""
    if token.dep in ("relcl", "acl"):
        return False
    after = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    subject_before = False
    children = sentence.children(token)
    lead = sentence.tokens[token.index - 1].text if token.index else ""
    if lead == "," and any(c.dep == "nsubj" and c.index > token.index for c in children):
        return True  # "Gone, says the governor, are ..."
    if lead == "," and token.dep == "parataxis":
        behind = inverted_behind(sentence, token)
        if behind is not None and is_set_off(sentence, token, behind):
            return True  # "A group, reports the secretary of the committee, has ..."
    for child in children:
        if child.dep in SUBJECTS and child.index < token.index:
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


def scope_of(sentence: Sentence, token: Token, subject: Token | None) -> frozenset[int]:
    """What the cue covers: its complements, and its whole clause when it is parenthetical."""
    children = sentence.children(token)
    if token.dep == "advcl" and any(
        c.lower == "as" and c.index < token.index
        for c in sentence.children(token, "mark", "advmod", "prep")
    ):
        first = min(t.index for t in sentence.subtree(token))
        return according_scope(sentence, sentence.tokens[first].start, token.end)
    covered = {t.index for t in sentence.subtree(token)}
    for child in children:
        drop = child.dep in SUBJECTS and child is subject
        if child.dep == "conj" and any(c.dep in SUBJECTS for c in sentence.children(child)):
            drop = _own_voice(sentence, child) or _contrasted(sentence, token, child)
        if child.dep == "conj" and child.lemma in saying_words()["clause"]:
            drop = not _goes_on_telling(sentence, child)
        if child.dep in ("advcl",) and child.index > token.index:
            mark = [c for c in sentence.children(child) if c.dep in ("mark", "advmod")]
            lead = mark[0].lower if mark else ""
            if lead in ("though", "although", "while", "whereas", "even"):
                drop = True
        if drop:
            covered -= {t.index for t in sentence.subtree(child)}
    if subject is not None:
        own = {t.index for t in sentence.subtree(subject)}
        if subject.index > token.index:  # "There have been, reports the consul, 600 cases"
            for aside in sentence.children(subject, "appos"):
                if not can_speak(sentence, aside):
                    own -= {t.index for t in sentence.subtree(aside)}
                    covered |= {t.index for t in sentence.subtree(aside)}
        if (
            token.index in own
        ):  # "The commander, speaking by radio, boasted of 12": below its subject
            own -= {t.index for t in sentence.subtree(token)}
        covered -= own - {
            t.index for c in children if c.dep in ("ccomp", "xcomp") for t in sentence.subtree(c)
        }
    covered.discard(token.index)
    if (
        token.lemma in saying_words()["clause"] | saying_words()["attitude"]
        and is_parenthetical(sentence, token)
        and not any(
            c.dep == "ccomp" and not _is_cut(sentence, c, token)
            for c in children
            if c.index < token.index
        )
    ):
        # the parser hung the cue inside the clause it comments on: cover that clause
        low = (
            token.start if subject is None else min(token.start, noun_phrase(sentence, subject)[0])
        )
        covered |= according_scope(sentence, low, token.end, joined=True) - {
            t.index for t in sentence.between(low, token.end)
        }
    covered = _same_segment(sentence, token, covered)
    if has_quote(sentence):
        covered = _before_or_quoted(sentence, token, covered)
        covered |= _quoted_tokens(sentence) - _spoken_for(sentence, token)
        if subject is not None:
            covered -= (
                {t.index for t in sentence.subtree(subject)}
                - {t.index for t in sentence.subtree(token)}
                if not is_quoted(sentence, subject)
                else set()
            )
        covered.discard(token.index)
    return frozenset(covered)


def _is_cut(sentence: Sentence, one: Token, other: Token) -> bool:
    """Whether a semicolon stands between two words."""
    return any(t.text == ";" for t in sentence.tokens[one.index : other.index])


def _goes_on_telling(sentence: Sentence, clause: Token) -> bool:
    """ "said that he had come, and had found 900 men": a past before the saying is part of it."""
    return clause.lemma in saying_words()["silent"] and any(
        c.dep == "aux" and c.lower == "had" for c in sentence.children(clause)
    )


def _own_voice(sentence: Sentence, clause: Token) -> bool:
    """Whether a coordinated clause has a saying verb of its own."""
    verbs = saying_words()["clause"] | saying_words()["attitude"]
    inside = [clause, *sentence.children(clause, "ccomp", "parataxis")]
    return any(
        t.lemma in verbs and any(c.dep in SUBJECTS for c in sentence.children(t)) for t in inside
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
    verbs = saying_words()["clause"] | {"according"}
    for other in sentence.tokens:
        if other.text == ";":
            if other.index > token.index:
                stop = next(
                    (t.index for t in sentence.tokens[other.index + 1 :] if t.text == ";"),
                    len(sentence.tokens),
                )
                rest = sentence.tokens[other.index + 1 : stop]
                if not any(
                    (t.lemma in verbs and sentence.tokens[t.index - 1].lower != "all")
                    or t.lower in ("according", "claims")
                    for t in rest
                    if t.pos in ("VERB", "NOUN", "ADP")
                ) and not any(_speaks_for_itself(sentence, t) for t in rest):
                    covered |= {t.index for t in rest}
                    continue
            if other.index < token.index:
                low = other.index
            elif high == len(sentence.tokens):
                high = other.index
        elif other.text == ":" and 0 < other.index - token.index <= 8:
            covered |= set(range(other.index + 1, len(sentence.tokens)))
    return {i for i in covered if low <= i < high}


def _speaks_for_itself(sentence: Sentence, verb: Token) -> bool:
    """ "...; one attache put the loss at 70": a verb of saying with a speaker who is no pronoun."""
    if verb.pos != "VERB" or verb.lemma not in saying_words()["object"]:
        return False
    return any(
        c.pos in ("NOUN", "PROPN") and not is_data_noun(c) and can_speak(sentence, c)
        for c in sentence.children(verb, "nsubj")
    )


def _before_or_quoted(sentence: Sentence, token: Token, covered: set[int]) -> set[int]:
    """After "...," the general told his men, all 90 of them: what is neither said nor quoted."""
    subjects = [t.index for c in sentence.children(token, *SUBJECTS) for t in sentence.subtree(c)]
    first = min([token.index, *subjects])
    lead = sentence.tokens[first - 1].text if first else ""
    if lead not in ('"', "”") or any(
        c.index > token.index for c in sentence.children(token, "ccomp", "xcomp", "conj")
    ):
        return covered
    stop = next((t.index for t in sentence.tokens[token.index :] if t.text in (";", ":")), None)
    quoted = _quoted_tokens(sentence)
    return {i for i in covered if i < token.index or i in quoted or (stop is not None and i > stop)}


def _spoken_for(sentence: Sentence, token: Token) -> set[int]:
    """The words behind a semicolon that somebody else says."""
    semicolon = next((t.index for t in sentence.tokens[token.index :] if t.text == ";"), None)
    rest = sentence.tokens[semicolon + 1 :] if semicolon is not None else []
    return {t.index for t in rest} if any(_speaks_for_itself(sentence, t) for t in rest) else set()


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


def is_quoted(sentence: Sentence, token: Token) -> bool:
    """Whether the word stands inside quotation marks."""
    return token.index in _quoted_tokens(sentence)


_CUT = re.compile(r"[,;]\s*(?:but|though|although|while|whereas|yet|and)\s", re.IGNORECASE)
_CONTRAST = re.compile(r"[,;]\s*(?:but|though|although|while|whereas|yet)\s", re.IGNORECASE)


def according_scope(
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
