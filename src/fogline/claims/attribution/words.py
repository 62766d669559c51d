"""The words of saying, from the table, and lists that go with them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

__all__ = [
    "DENYING",
    "EVIDENCE",
    "FALSE",
    "FIGURATIVE",
    "FIGURES",
    "PRONOUNS",
    "SCORNING",
    "SUBJECTS",
    "TALLIES",
    "organisation_nouns",
    "people_nouns",
    "saying_words",
]


@lru_cache(maxsize=1)
def saying_words() -> dict[str, frozenset[str]]:
    """The table of saying words by class."""
    source = files("fogline.claims.tables").joinpath("sayings.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return {key: frozenset(value) for key, value in data.items()}


def people_nouns() -> frozenset[str]:
    """Lemmas of nouns that name a person who may speak."""
    return saying_words()["people"]


def organisation_nouns() -> frozenset[str]:
    """Lemmas of nouns that name a body that may speak."""
    return saying_words()["organisations"]


SUBJECTS = ("nsubj", "nsubjpass", "csubj")
PRONOUNS = {
    "he", "she", "they", "it", "i", "we", "who", "him", "her", "them", "some", "others", "both",
    "many", "one",
}  # fmt: skip
DENYING = frozenset({"deny", "reject", "refute", "dismiss", "dispute", "rebut", "denial"}) | {
    "contradict", "repudiate", "contest", "ridicule", "deride", "discount", "disavow", "debunk", "disclaim",
}  # fmt: skip
"""What is done to somebody else's claim by who holds it to be wrong."""
EVIDENCE = frozenset(
    {
        "footage",
        "imagery",
        "image",
        "video",
        "clip",
        "photograph",
        "picture",
        "recording",
        "evidence",
    }
)
"""What shows something and is nobody's word: it bears out or belies a claim, but denies none."""
FALSE = frozenset(
    {
        "lie", "falsehood", "fabrication", "propaganda", "nonsense", "fantasy", "fiction", "invention", "rubbish",
        "false", "untrue", "baseless", "absurd", "unfounded", "groundless", "fake", "misinformation", "wrong",
        "disinformation", "slander", "fabricated", "invented", "ludicrous", "ridiculous", "incorrect", "concocted",
    }
)  # fmt: skip
"""What a claim is called by who denies it."""
SCORNING = frozenset({"scoff", "sneer", "jeer"})
"""Verbs by which somebody denies what they are "at": "scoffed at the claim"."""
FIGURATIVE = {"life", "lives", "victim", "toll", "credit", "responsibility"}
TALLIES = {
    "guess", "document", "verify", "list", "record", "count", "log", "tally", "identify", "register",
    "detail",
}  # fmt: skip
FIGURES = {
    "figure", "number", "detail", "toll", "estimate", "count", "account", "casualty", "loss",
    "breakdown", "comment", "list", "tally", "name", "explanation", "data", "statement",
    "interview", "total", "sum", "strength", "guess", "reckoning", "version", "tonnage",
}  # fmt: skip
