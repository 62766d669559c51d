"""The attribution grammar: who is said to have said which words of a sentence.

Finds saying cues (verbs, "according to", "citing", nouns such as "statement"), the words of the
speaker and the scope: which tokens the cue covers. Resolving the speaker is ``voices``' work."""

from __future__ import annotations

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.find import find_attributions
from fogline.claims.attribution.speakers import noun_phrase
from fogline.claims.attribution.words import DENYING, organisation_nouns, people_nouns

__all__ = [
    "DENYING",
    "Attribution",
    "find_attributions",
    "noun_phrase",
    "organisation_nouns",
    "people_nouns",
]
