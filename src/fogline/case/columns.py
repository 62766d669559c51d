"""The columns of claims.csv and sources.csv: what each holds, and the words it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from fogline.claims import claim as words

__all__ = ["CLAIM_COLUMNS", "DEFAULTS", "SCOPES", "SOURCE_COLUMNS", "VOICE_KINDS", "Column"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, the words it may hold, and its type.

    type   name (an id, stripped), string, text (kept to the last space), number, integer, date,
           list (one | two) or json
    """

    name: str
    type: str
    description: str
    words: tuple[str, ...] = ()


def _literal(name: str) -> tuple[str, ...]:
    return get_args(getattr(words, name))


SCOPES = ("explicit", "carried", "ambiguous")

CLAIM_COLUMNS = (
    Column("id", "name", "unique; never changed"),
    Column("status", "string", "proposed when empty", _literal("Status")),
    Column("supersedes", "name", "id of the earlier row this one corrects or judges"),
    Column("repeats", "name", "id of the earlier claim it repeats"),
    Column("relation", "string", "how it repeats it", _literal("Relation")),
    Column("origin", "name", "id of the ultimate source, a row of sources.csv"),
    Column("via", "list", "carriers from the first to the one read: agency | paper | reprint"),
    Column("speaker", "string", "name of the innermost voice, or the words for an unnamed one"),
    Column("speaker_title", "string", "title of the innermost voice"),
    Column("organisation", "string", "organisation of the innermost voice"),
    Column("side", "name", "side of the innermost voice"),
    Column("voice_kind", "string", "unattributed when empty", _literal("VoiceKind")),
    Column("voice_words", "string", "words that name the voice, as printed"),
    Column("voice_verb", "string", "the verb of saying"),
    Column("voice_scope", "string", "explicit when empty", SCOPES),
    Column("anonymity_reason", "string", "the reason given for anonymity"),
    Column("outer_voices", "json", "voices around the innermost one, outermost first"),
    Column("subject", "name", "id of the formation, sector, stock or side; a+b for a sum"),
    Column("subject_words", "string", "the subject as printed"),
    Column("measure", "name", "canonical measure; empty when none is known"),
    Column("low", "number", "lowest value the words allow; empty when open"),
    Column("value", "number", "the value said; empty when only a bound was said"),
    Column("high", "number", "highest value the words allow; empty when open"),
    Column("unit", "name", "unit of low, value and high"),
    Column("hedge", "string", "none when empty", _literal("Hedge")),
    Column("hedge_words", "string", "the hedge as printed"),
    Column("kind", "string", "quantity when empty", _literal("Kind")),
    Column("polarity", "string", "asserted when empty", _literal("Polarity")),
    Column("modality", "string", "asserted when empty", _literal("Modality")),
    Column("held_from", "date", "first day it held"),
    Column("held_until", "date", "last day it held"),
    Column("held_basis", "string", "what anchors these days"),
    Column("said_on", "date", "day it was said"),
    Column("printed_on", "date", "day it was printed"),
    Column("publisher", "string", "who printed it"),
    Column("url", "string", "address of the page read"),
    Column("paraphrase", "string", "our words, for claims keyed by hand"),
    Column("note", "string", "why to be careful"),
    Column("flags", "list", "readings a person should see"),
    Column("author", "string", "who keyed or judged it"),
    Column("extractor", "string", "the extractor that read it, with its version"),
    Column("relative_to", "name", "id of the claim its number is relative to"),
    Column("report", "name", "id of the report it was read from"),
    Column("start", "integer", "first code point in the report; empty for keyed claims"),
    Column("end", "integer", "one past the last code point"),
    Column("exact", "text", "the exact words"),
    Column("prefix", "text", "words before them"),
    Column("suffix", "text", "words after them"),
    Column("sentence", "text", "the sentence they stand in"),
    Column("sentence_start", "integer", "first code point of the sentence"),
    Column("unit_as_written", "string", "the unit as printed"),
    Column("measure_noun", "string", "head noun of the measure as printed"),
    Column("measure_predicate", "string", "predicate of the measure as printed"),
    Column("measure_role", "string", "role of the number"),
)
SOURCE_COLUMNS = (
    Column("id", "name", "unique; claims name it as their origin"),
    Column("name", "string", "full name"),
    Column("side", "name", "id of its side"),
    Column("kind", "string", "official, military, agency, press, analyst, intelligence, blog"),
    Column("parent", "name", "id of the source it belongs to or speaks for"),
    Column("reliability", "string", "Admiralty A-F; empty when not graded",
           ("A", "B", "C", "D", "E", "F")),
)  # fmt: skip
DEFAULTS = {
    "status": "proposed", "voice_kind": "unattributed", "voice_scope": "explicit",
    "hedge": "none", "kind": "quantity", "polarity": "asserted", "modality": "asserted",
}  # fmt: skip
"""What an empty cell means."""
VOICE_KINDS = _literal("VoiceKind")
