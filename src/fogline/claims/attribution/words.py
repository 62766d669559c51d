"""The words of saying, from the table, and lists that go with them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

__all__ = [
    "FIGURATIVE",
    "FIGURES",
    "PRONOUNS",
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
