"""All cues of a sentence."""

from __future__ import annotations

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.givers import giver_cues
from fogline.claims.attribution.oblique import adjective_cue, noun_cue
from fogline.claims.attribution.phrases import according_cues, adverb_cues, headed_cues
from fogline.claims.attribution.trailing import gapped_cues, trailing_cues
from fogline.claims.attribution.verbs import verb_cue
from fogline.claims.syntax import Sentence

__all__ = ["find_attributions"]


def find_attributions(sentence: Sentence) -> list[Attribution]:
    """Every saying cue of the sentence with its scope, in text order."""
    found: list[Attribution] = []
    for token in sentence.tokens:
        item = verb_cue(sentence, token)
        if item is not None:
            found.append(item)
        item = adjective_cue(sentence, token)
        if item is not None:
            found.append(item)
        noun = noun_cue(sentence, token)
        if noun is not None:
            found.append(noun)
    found.extend(according_cues(sentence, found))
    found.extend(adverb_cues(sentence))
    found.extend(headed_cues(sentence, found))
    found.extend(gapped_cues(sentence, found))
    found.extend(trailing_cues(sentence, found))
    found.extend(giver_cues(sentence, found))
    found.sort(key=lambda a: a.cue_start)
    return found
