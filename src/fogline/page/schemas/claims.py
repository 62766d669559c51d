"""The schemas of claims, as ``fogline read --json`` prints them."""

from __future__ import annotations

from fogline.page.json_form import CLAIMS_SCHEMA, REPORTS_SCHEMA
from fogline.page.schemas.pieces import (
    DAY,
    NUMBER,
    PLACE,
    TEXT,
    TEXTS,
    Schema,
    list_of,
    named,
    or_null,
    table,
    word,
)  # fmt: skip

__all__ = ["claim", "claims", "reports"]


def claim() -> Schema:
    """A claim, as ``Claim.as_contract`` gives it."""
    voice = dict.fromkeys(("words", "name", "organisation", "side", "verb", "title"), TEXT)
    voice |= {"kind": word("VoiceKind"), "anonymity_reason": TEXT}
    voice["scope"] = {"enum": ["explicit", "carried", "ambiguous"]}
    place = {**PLACE, "description": "code points into the report; -1 for a claim keyed by hand"}
    bound = {**NUMBER, "description": "in unit; null where the words leave it open"}
    day = or_null(DAY)
    return table(
        {
            "id": TEXT, "start": place, "end": place, "exact": TEXT, "sentence": TEXT,
            "voice": {**list_of(table(voice)), "description": "outermost first"},
            "subject": table({"words": TEXT, "entity": TEXT}),
            "measure": {**TEXT, "description": "as fogline measures lists them; empty if unknown"},
            "measure_open": table({"noun": TEXT, "predicate": TEXT, "role": TEXT}),
            "low": bound, "value": bound, "high": bound, "unit": TEXT, "unit_as_written": TEXT,
            "flags": TEXTS, "hedge": word("Hedge"), "hedge_words": TEXT,
            "relative_to": or_null(TEXT),
            "held": table({"from": day, "until": day, "basis": TEXT}),
            "said_on": day, "printed_on": day, "polarity": word("Polarity"),
            "modality": word("Modality"), "kind": word("Kind"), "origin": TEXT, "via": TEXTS,
            "repeats": or_null(TEXT), "extractor": TEXT, "status": word("Status"),
            "paraphrase": TEXT, "url": TEXT,
        }
    )  # fmt: skip


def claims() -> Schema:
    """One report with its claims."""
    pair = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    report = table(
        {
            "id": TEXT, "title": TEXT, "publisher": TEXT, "published": or_null(DAY),
            "text_sha256": TEXT, "body": list_of(pair), "source": TEXT, "notes": TEXTS,
        }
    )  # fmt: skip
    dropped = list_of(table({"quote": TEXT, "why": TEXT}))
    return table(
        {
            "schema": named(CLAIMS_SCHEMA), "report": report, "claims": list_of(claim()),
            "dropped": dropped,
        },
        "dropped",
    )  # fmt: skip


def reports() -> Schema:
    """Several reports, those that could not be read, and the counts."""
    counts = {key: {"type": "integer"} for key in ("files", "reports", "new", "claims")}
    return table(
        {
            "schema": named(REPORTS_SCHEMA),
            "reports": list_of(claims()),
            "bad": list_of(table({"source": TEXT, "why": TEXT})),
            "counts": table(counts),
        }
    )
