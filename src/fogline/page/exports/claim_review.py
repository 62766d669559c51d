"""Claims as schema.org ClaimReview in JSON-LD, without any rating.

Fogline says who claimed what, where and when; it gives no verdict, so there is no reviewRating.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.page.text import hide_controls, safe_address

__all__ = ["write"]


def write(case: Case, claims: Mapping[str, Claim]) -> bytes:
    """One ClaimReview a claim in an ``@graph``; what is not known is left out."""
    sources = {source.id: source.name for source in case.sources}
    graph = [_review(claim, sources, case) for claim in claims.values()]
    document = {"@context": "https://schema.org", "@graph": graph}
    return (json.dumps(_told(document), indent=1, ensure_ascii=False) + "\n").encode()


def _review(claim: Claim, sources: Mapping[str, str], case: Case) -> dict[str, Any]:
    voice = claim.voice
    organisation = voice.organisation or sources.get(claim.origin, "")
    speaker: dict[str, Any] = {"@type": "Organization", "name": organisation}
    if voice.name:
        speaker = {
            "@type": "Person",
            "name": voice.name,
            "jobTitle": voice.title,
            "worksFor": {"@type": "Organization", "name": organisation} if organisation else None,
        }
    elif not organisation:
        speaker = {"@type": "Thing", "name": voice.words or voice.kind}
    return {
        "@type": "ClaimReview",
        "@id": f"#{claim.id}",
        "identifier": claim.id,
        "claimReviewed": claim.paraphrase or claim.sentence or claim.words,
        "isPartOf": {"@type": "Dataset", "name": case.title, "identifier": case.id},
        "itemReviewed": {
            "@type": "Claim",
            "author": speaker,
            "datePublished": claim.said_on or claim.printed_on,
            "appearance": {
                "@type": "CreativeWork",
                "url": safe_address(claim.url),
                "datePublished": claim.printed_on,
                "publisher": {"@type": "Organization", "name": claim.publisher}
                if claim.publisher
                else None,
                "text": claim.exact,
            },
        },
    }


def _told(value: Any) -> Any:
    """Without what is empty; dates as ISO text."""
    if isinstance(value, dict):
        kept = {key: _told(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", {}, [])}
    if isinstance(value, list):
        return [_told(item) for item in value]
    return hide_controls(str(value)) if value is not None else None
