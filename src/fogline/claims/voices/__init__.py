"""From a speaker's words to a voice: name, title, organisation, side, kind, anonymity.

A voice chain is nested outermost first: "Yonhap reported, citing officials, that Kim hopes ..." is
Yonhap, officials, Kim."""

from __future__ import annotations

from fogline.claims.voices.anonymity import anonymity_reason
from fogline.claims.voices.labelled import labelled_voice
from fogline.claims.voices.meeting import meet, rank_of
from fogline.claims.voices.resolve import Spoken, resolve_voice

__all__ = [
    "Spoken",
    "anonymity_reason",
    "labelled_voice",
    "meet",
    "rank_of",
    "resolve_voice",
]
