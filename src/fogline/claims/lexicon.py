"""The measure lexicon: nouns by dimension, words by happening, and their canonical measures.

The table is ``tables/lexicon.toml``; adding a war's words is editing it, not code.

Source: vocabulary collected by us from the language of reports on wars from 1914 to 2025.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["Lexicon", "lexicon", "verb_forms"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The parsed table, indexed for look-up."""

    dimension_of: dict[str, str]
    state_of: dict[str, str]
    actions_of: dict[str, tuple[str, ...]]
    phrases_of: dict[str, tuple[tuple[str, str], ...]]
    measures: dict[str, str]
    units: dict[str, str]
    rates: dict[str, dict[str, str]]
    windows: dict[str, str]
    designators: dict[str, str]
    makes: dict[str, str]

    def measure(self, dimension: str, action: str) -> str:
        """The canonical measure of an action in a dimension, "" when there is none."""
        return self.measures.get(f"{dimension}.{action}", "")

    def fits(self, dimension: str, action: str) -> bool:
        """Whether the action makes a measure in this dimension (agreement of dimension)."""
        return f"{dimension}.{action}" in self.measures

    def make(self, written: str) -> str:
        """The dimension of the name of an aircraft, tank or gun ("Hurricanes"), "" otherwise."""
        return self.makes.get(written) or self.makes.get(written.removesuffix("s"), "")

    def noun(self, *forms: str) -> str:
        """The dimension of the first form known, "" otherwise."""
        for form in forms:
            found = self.dimension_of.get(form)
            if found:
                return found
        for form in forms:
            if len(form) > 5 and form.endswith(
                ("smen", "rmen", "emen", "ymen", "kmen", "nmen", "tmen", "lmen")
            ):
                return self.dimension_of.get(form[:-3] + "man", "force")
        return ""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The bundled lexicon."""
    source = files("fogline.claims.tables").joinpath("lexicon.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    dimension_of: dict[str, str] = {}
    for dimension, nouns in data["nouns"].items():
        for noun in nouns:
            dimension_of.setdefault(noun, dimension)
    state_of: dict[str, str] = {}
    for state, words in data["states"].items():
        for word in words:
            state_of.setdefault(word, state)
    actions: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[str, str]]] = {}
    for action, words in data["actions"].items():
        for word in words:
            verb, plus, particle = word.partition("+")
            if plus:
                phrases.setdefault(verb, []).append((particle, action))
            else:
                actions.setdefault(word, []).append(action)
    return Lexicon(
        dimension_of,
        state_of,
        {word: tuple(found) for word, found in actions.items()},
        {word: tuple(found) for word, found in phrases.items()},
        data["measures"],
        data["units"],
        data["rates"],
        data["windows"],
        {prefix: dimension for dimension, found in data["designators"].items() for prefix in found},
        {name: dimension for dimension, found in data["makes"].items() for name in found},
    )


_IRREGULAR = {
    "lose": "lost lost losing", "take": "took taken taking", "hold": "held held holding", "fight": "fought fought fighting",
    "say": "said said saying", "tell": "told told telling", "fall": "fell fallen falling", "shoot": "shot shot shooting",
    "sink": "sank sunk sinking", "send": "sent sent sending", "give": "gave given giving", "withdraw": "withdrew withdrawn withdrawing",
    "see": "saw seen seeing", "die": "died died dying", "put": "put put putting", "drive": "drove driven driving",
    "leave": "left left leaving", "retake": "retook retaken retaking", "make": "made made making", "build": "built built building",
    "bring": "brought brought bringing", "break": "broke broken breaking", "win": "won won winning", "hit": "hit hit hitting",
    "overrun": "overran overrun overrunning", "flee": "fled fled fleeing", "bury": "buried buried burying", "sell": "sold sold selling",
    "buy": "bought bought buying", "find": "found found finding", "slay": "slew slain slaying", "deny": "denied denied denying",
    "supply": "supplied supplied supplying", "occupy": "occupied occupied occupying", "stand": "stood stood standing",
    "throw": "threw thrown throwing", "write": "wrote written writing", "think": "thought thought thinking", "go": "went gone going",
    "fly": "flew flown flying", "carry": "carried carried carrying", "stop": "stopped stopped stopping", "admit": "admitted admitted admitting",
}  # fmt: skip


@lru_cache(maxsize=1)
def verb_forms() -> dict[str, tuple[str, str]]:
    """Inflected form -> (lemma, tag) of the verbs in the tables, for the plain tagger."""
    source = files("fogline.claims.tables").joinpath("sayings.toml")
    sayings = tomllib.loads(source.read_text(encoding="utf-8"))
    table = lexicon()
    lemmas = set(table.phrases_of) | {word for word in table.actions_of if word.isalpha()}
    nouns = set(table.dimension_of) | set(table.state_of)
    for key in ("clause", "object", "to_clause", "attitude"):
        lemmas.update(sayings[key])
    forms: dict[str, tuple[str, str]] = {}
    for lemma in lemmas:
        if lemma in _IRREGULAR:
            past, participle, gerund = _IRREGULAR[lemma].split()
        else:
            stem = lemma[:-1] if lemma.endswith("e") else lemma
            past = participle = stem + "ed"
            gerund = stem + "ing"
        forms.setdefault(past, (lemma, "VBD"))
        forms.setdefault(participle, (lemma, "VBN"))
        forms.setdefault(gerund, (lemma, "VBG"))
        if lemma not in nouns:
            forms.setdefault(lemma, (lemma, "VB"))
            forms.setdefault(
                lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"), (lemma, "VBZ")
            )
    for word in (
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "there",
        "deep",
        "front",
        "from",
        "line",
        "inside",
        "long",
        "strong",
    ):
        forms.pop(word, None)
    return forms
