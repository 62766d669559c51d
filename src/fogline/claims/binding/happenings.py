"""The happening a number belongs to: the nearest word on the dependency path that makes sense."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import PERSONS, Binding
from fogline.claims.binding.roles import HARMING, does_it, suffers_it
from fogline.claims.lexicon import Lexicon
from fogline.claims.syntax import Sentence, Token

__all__ = ["HUMAN_VERBS", "actions_at", "nearest_action"]

HUMAN_VERBS = {
    "flee", "cross", "starve", "evacuate", "die", "surrender", "desert", "shelter", "volunteer",
    "enlist", "escape", "perish", "drown", "displace", "drive", "uproot", "fled",
}  # fmt: skip
_PICTURES = {"picture", "image", "photo", "photograph", "footage", "video", "film", "imagery", "map"}  # fmt: skip
_TELLING = {
    "additional", "extra", "fresh", "lost", "destroyed", "dead", "missing", "captured", "contested",
    "disputed", "liberated", "occupied",
}  # fmt: skip
_GENERIC = {
    "have", "be", "there", "remain", "number", "total", "keep", "include", "see", "count", "face",
    "hold", "maintain", "line", "man", "report", "go", "make", "get", "bring", "come",
}  # fmt: skip


_CARING = {
    "treat", "nurse", "tend", "bury", "rescue", "guard", "escort", "search", "evacuate", "identify", "collect", "help", "feed",
}  # fmt: skip
"""What is done to the dead, wounded or captured by those who are none themselves."""
_FLYING = ("missile", "drone", "shell")
_BORNE = ("force", "vehicle", "gun", "aircraft", "ship")
_TAKING = {
    "take", "capture", "seize", "secure", "gain", "win", "grab", "net", "bag", "claim", "retake", "recapture", "annex", "overrun",
}  # fmt: skip


def _is_taken(sentence: Sentence, head: Token, verb: Token) -> bool:
    return verb.lemma in _TAKING and (verb.pos != "VERB" or suffers_it(sentence, head, verb))


_MOVING = ("aircraft", "ship", "vehicle", "drone", "missile")
_FRIENDS = frozenset(("volunteer", "recruit", "reservist", "reinforcement", "conscript"))
_BEARING = frozenset(
    ("carry", "take", "bring", "convey", "transport", "ferry", "move", "ship", "fly", "bus")
)


def _is_left(sentence: Sentence, head: Token, verb: Token) -> bool:
    """ "60 waggons had to be left in the mud", "left two guns behind": lost."""
    if any(c.lower == "behind" for c in sentence.children(verb)):
        return True
    passive = any(c.dep == "auxpass" for c in sentence.children(verb))
    had_to = verb.dep == "xcomp" and head.head == verb.head and head.dep == "nsubj"
    return passive and (had_to or suffers_it(sentence, head, verb))


# words that name a happening only as verbs: "in good order" delivers nothing
_AS_VERBS = frozenset(("order", "arm", "land", "hand", "ship", "man", "field", "base", "station", "command", "face", "second", "cover", "run", "book", "train", "transport", "bus", "truck", "way", "hail", "storm", "empty"))  # fmt: skip


_HOSPITAL = re.compile(
    r"(?i)\b(?:hospital|clinic|ward|doctor|surgeon|medic|nurse|infirmar|injur|wound)"
)


def actions_at(sentence: Sentence, token: Token, table: Lexicon) -> list[str]:
    """The actions a token may name."""
    if token.pos in ("NOUN", "PROPN") and token.lemma in _AS_VERBS:
        return []
    found = _phrase_actions(sentence, token, table)
    found.extend(table.actions_of.get(token.lemma, ()))
    if token.lower != token.lemma:
        found.extend(a for a in table.actions_of.get(token.lower, ()) if a not in found)
    return found


def _phrase_actions(sentence: Sentence, token: Token, table: Lexicon) -> list[str]:
    """The actions a verb names with its particle or object ("shoot down", "take prisoner")."""
    phrases = table.phrases_of.get(token.lemma)
    if phrases is None:
        return []
    strong: set[str] = set()
    loose: set[str] = set()
    for child in sentence.children(token):
        if child.dep in _COMPLEMENTS or child.lower == "let":
            strong.add(child.lower)
        elif child.pos == "ADP":
            loose.add(child.lower)
        if child.pos == "ADP":  # "sent to the bottom", "taken to hospital"
            strong.update(
                form for t in sentence.children(child, "pobj") for form in (t.lower, t.lemma)
            )
    for following in sentence.tokens[token.index + 1 : token.index + 6]:
        if following.text in ",;:" or (following.pos == "VERB" and following.dep != "amod"):
            break
        loose.update({following.lower, following.lemma} & _PARTICLES)
    found = [action for particle, action in phrases if particle in strong]
    found.extend(action for particle, action in phrases if particle in loose - strong)
    return found


_COMPLEMENTS = ("prt", "advmod", "dobj", "acomp", "oprd", "attr", "xcomp", "ccomp")
_PARTICLES = frozenset(
    ("prisoner", "captive", "back", "out", "down", "off", "up", "in", "over", "dead", "control", "part", "hostage", "ashore", "safety", "away", "hands")
)  # fmt: skip
"""Words that belong to a verb although the parse may have hung them elsewhere."""


def nearest_action(
    binding: Binding, sentence: Sentence, table: Lexicon, *, any_dimension: bool = False
) -> tuple[str, Token] | None:
    """(action, token) of the nearest happening that makes sense in the dimension."""
    head = binding.head or binding.anchor
    dimension = binding.dimension
    if head.dep == "nsubj" and sentence.head(head).lemma in _CARING:
        return None
    scored: list[tuple[float, int, str, Token]] = []

    def offer(token: Token, cost: float) -> None:
        if token.dep in ("acl", "relcl") and sentence.head(token).lemma in _PICTURES:
            return  # "pictures taken on 9 August show 46 guns"
        phrases = _phrase_actions(sentence, token, table) if token.lemma in _GENERIC else []
        for rank, action in enumerate(actions_at(sentence, token, table)):
            if not any_dimension and not table.fits(dimension, action):
                continue
            if token.lemma in ("admit", "treat") and not _HOSPITAL.search(sentence.text):
                continue  # "admits to seven dead"
            if (
                token.lemma == "leave"
                and action == "destroy"
                and not _is_left(sentence, head, token)
            ):
                continue
            if token.lemma == "come" and action == "supply" and dimension in _MOVING:
                continue  # "eight bombers came from the north"
            if token.lemma == "bring" and action == "capture" and head.lemma in _FRIENDS:
                continue  # "the call brought in 14,000 volunteers"
            if dimension == "civilian" and token.lemma in _BEARING and action != "kill":
                if suffers_it(sentence, head, token):
                    action = "evacuate"  # "trains have carried 9,000 children west"
            if action == "supply" and does_it(sentence, head, token):
                action = "present"  # ships that bring guns are not brought
            if action in HARMING and does_it(sentence, head, token):
                action = (
                    "fire" if dimension in _FLYING else "combat"
                )  # they do it, they do not suffer it
                if not any_dimension and not table.fits(dimension, action):
                    continue
            if action == "take" and dimension in _BORNE and not _is_taken(sentence, head, token):
                continue  # "lorries carried 300 men", "the men took the road"
            extra = 2.2 if token.lemma in _GENERIC and action not in phrases else 0.0
            if (
                extra
                and head.dep == "dobj"
                and head.head == token.index
                and token.lemma in ("have", "hold", "keep", "maintain")
            ):
                extra = 0.4
            extra += 0.05 * rank
            scored.append((cost + extra, token.index, action, token))

    own = {head.index}
    # what modifies the noun itself
    own.update(c.index for c in sentence.children(head, "amod", "compound", "nmod"))
    for child in sentence.children(head):
        if child.dep in ("acl", "relcl"):
            if any(t.dep == "cc" for t in sentence.tokens[head.index + 1 : child.index]):
                continue  # "has 150 aircraft and doubts that the enemy lost 100"
            offer(child, 0.9)
            for inner in sentence.children(child, "xcomp", "conj"):
                offer(inner, 1.6)
        elif (
            child.dep in ("amod", "compound", "nmod")
            and (child.tag in ("VBN", "VBD") or child.lower in _TELLING)
            and not (child.index and sentence.tokens[child.index - 1].text in "-‑")
        ):
            offer(child, 1.2 if child.tag in ("VBN", "JJ") else 1.5)
        elif child.dep in ("prep",):
            for inner in sentence.children(child, "pobj", "pcomp"):
                offer(inner, 2.4 if child.lower != "of" else 2.6)
            if dimension == "length":
                offer(child, 2.0)
        elif child.dep in ("advmod", "npadvmod") and dimension in ("length", "area"):
            offer(child, 1.0)
    cost = 1.0
    previous = head
    for ancestor in sentence.ancestors(head):
        low, high = min(ancestor.index, head.index), max(ancestor.index, head.index)
        if any(t.text == ";" for t in sentence.tokens[low:high]):
            break  # the parse joins what a semicolon keeps apart
        own.add(ancestor.index)
        if ancestor.pos in ("NOUN", "PROPN") and previous.dep in ("conj", "appos"):
            cost += 0.2
            offer(ancestor, cost + 0.8)
            for child in sentence.children(ancestor, "acl", "amod", "relcl"):
                if child.index != previous.index:
                    offer(child, cost + 1.4)
        elif ancestor.pos in ("VERB", "NOUN", "AUX", "ADJ", "PROPN", "ADV"):
            offer(ancestor, cost)
            for child in sentence.children(ancestor):
                if child.index in own or child.index == previous.index:
                    continue
                if child.dep in ("xcomp",) and previous.dep in ("nsubj", "nsubjpass", "dobj"):
                    offer(child, cost + 0.4)
                elif child.dep in ("acomp", "attr", "oprd") and child.pos in (
                    "ADJ",
                    "NOUN",
                    "VERB",
                ):
                    offer(child, cost + 0.5)
                elif child.dep == "dobj" and previous.dep not in ("dobj",) and child.pos == "NOUN":
                    offer(child, cost + 0.9)
                elif (
                    child.dep in ("nsubj", "nsubjpass")
                    and previous.dep in ("attr", "prep", "dobj", "advmod", "npadvmod", "acomp")
                    and child.pos == "NOUN"
                ):
                    offer(child, cost + 1.2)
                elif child.dep == "prep" and ancestor.lemma in _GENERIC:
                    for inner in sentence.children(child, "pobj"):
                        offer(inner, cost + 1.0)
                elif (
                    child.dep in ("advcl", "conj")
                    and ancestor.lemma in _GENERIC
                    and not sentence.children(child, "nsubj", "nsubjpass")
                ):
                    offer(child, cost + 1.6)
            cost += 0.6 if ancestor.pos in ("AUX",) else 1.0
        else:
            if dimension == "length" and ancestor.pos == "ADP":
                offer(ancestor, cost + 0.8)
            cost += 0.25
        if (
            previous.dep in ("nsubj", "nsubjpass")
            and ancestor.pos == "VERB"
            and ancestor.dep in ("conj", "advcl", "parataxis")
            and ancestor.lemma not in _GENERIC
        ):
            break  # what its own verb does not say, the next clause's does not either
        if ancestor.pos == "VERB" and previous.dep in ("ccomp", "relcl", "advcl", "parataxis"):
            cost += 0.8
        previous = ancestor
        if cost > 6:
            break
    # words in the neighbourhood that the parse may have attached elsewhere
    for token in sentence.tokens[max(0, head.index - 9) : head.index + 8]:
        if token.index in own or token.pos not in ("VERB", "NOUN", "ADV", "ADP", "ADJ"):
            continue
        if token.pos in ("ADV", "ADP", "ADJ") and dimension != "length":
            continue
        if token.pos == "VERB" and _has_own_subject(sentence, token, own):
            continue  # another clause: "has 150 aircraft and doubts that the enemy lost 100"
        distance = abs(token.index - head.index)
        between = sentence.tokens[min(token.index, head.index) + 1 : max(token.index, head.index)]
        walls = sum(
            1
            for t in between
            if t.text in (",", ";", ":", "—", "–", "(")
            or t.lower in ("and", "but", "while", "who", "which")
        )
        numbers = sum(
            1
            for t in between
            if t.pos == "NUM" and not (binding.phrase[0] <= t.start < binding.phrase[1])
        )
        offer(token, 2.2 + 0.3 * distance + 1.2 * walls + 1.2 * numbers)
    if not scored:
        return None
    scored.sort(key=lambda item: (round(item[0], 3), abs(item[1] - head.index)))
    best, _, action, token = scored[0]
    if best > _FAR and _acts_itself(sentence, head, table):
        return None  # the clause's own verb says what they did, and no measure is known for it
    if action in ("deploy", "combat", "assail", "take") and _names_a_force(sentence, head, table):
        return "present", token  # "the defenders, about 1,800 men, threw back ..."
    if action in ("deploy", "present", "combat", "reinforce") and dimension in PERSONS:
        # a victim's verb on the main path outranks what the noun's own clause says
        for score, _, other, verb in scored[1:5]:
            if (
                other in ("kill", "wound", "capture", "casualty", "missing")
                and score < 2.3
                and _is_victim(sentence, head, verb)
            ):
                return other, verb
    return action, token


_FAR = 2.9  # dearer than the verb above, its complement or the noun's own clause


def _acts_itself(sentence: Sentence, head: Token, table: Lexicon) -> bool:
    """Whether the counted noun is the subject of a verb of its own that names no happening."""
    verb = sentence.head(head)
    return (
        head.dep in ("nsubj", "nsubjpass")
        and verb.pos == "VERB"
        and verb.lemma not in _GENERIC
        and not actions_at(sentence, verb, table)
    )


def _names_a_force(sentence: Sentence, head: Token, table: Lexicon) -> bool:
    """Whether the number says how many a force is that the clause is about."""
    above = sentence.head(head)
    if head.dep != "appos" or above.dep not in ("nsubj", "nsubjpass", "pobj"):
        return False
    return table.noun(above.lemma, above.lower) in ("force", "formation")


def _has_own_subject(sentence: Sentence, verb: Token, own: set[int]) -> bool:
    subjects = sentence.children(verb, "nsubj", "nsubjpass")
    return bool(subjects) and not any(
        t.index in own for subject in subjects for t in sentence.subtree(subject)
    )


def _is_victim(sentence: Sentence, head: Token, verb: Token) -> bool:
    return any(
        c.index == head.index and c.dep in ("nsubjpass", "dobj") for c in sentence.children(verb)
    )
