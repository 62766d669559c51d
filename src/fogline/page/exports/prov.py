"""What an assessment was made from, as W3C PROV-JSON: entities, activities, agents, and their ties.

Source: W3C Member Submission "The PROV-JSON Serialization" (24 April 2013).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fogline.answer import Assessment
from fogline.claims.claim import Claim
from fogline.page.text import safe_address

__all__ = ["write"]

FOGLINE = "https://fogline.invalid/ns#"  # a name space of ours; nothing is fetched from it


def write(assessment: Assessment, claims: Mapping[str, Claim]) -> bytes:
    """The PROV document: pages -> claims -> case -> fit -> answers, and the program that did it.

    ``fogline:provenance`` of the fit holds seed, versions, laws, priors with sources and gates.
    """
    made = assessment.provenance
    used = [claims[key] for key in made.claims if key in claims]
    entities: dict[str, Any] = {
        "fogline:case": {"prov:label": assessment.title, "fogline:id": assessment.case,
                         "fogline:hash": made.case_hash, "fogline:cut_off": made.cut_off},
        "fogline:fit": {"prov:label": "posterior draws",
                        "fogline:provenance": json.dumps(made.as_dict(), default=str)},
    }  # fmt: skip
    derived: dict[str, Any] = {}
    attributed: dict[str, Any] = {}
    agents: dict[str, Any] = {
        "fogline:program": {
            "prov:type": "prov:SoftwareAgent",
            "prov:label": f"Fogline {made.versions.get('fogline', '')}".strip(),
        }
    }
    pages: dict[str, str] = {}

    def tie(made_from: str, result: str) -> None:
        derived[f"_:d{len(derived)}"] = {
            "prov:generatedEntity": result, "prov:usedEntity": made_from,
        }  # fmt: skip

    for claim in used:
        name = f"fogline:claim/{claim.id}"
        entities[name] = {"prov:label": claim.words, "fogline:hash": claim.id}
        if address := safe_address(claim.url) or claim.report:
            if address not in pages:
                pages[address] = f"fogline:page/{len(pages) + 1}"
                entities[pages[address]] = {"prov:location": address,
                                            "fogline:publisher": claim.publisher}  # fmt: skip
            tie(pages[address], name)
        if claim.origin:
            agent = f"fogline:source/{claim.origin}"
            agents.setdefault(agent, {"prov:label": claim.voice.organisation or claim.origin})
            attributed[f"_:a{len(attributed)}"] = {"prov:entity": name, "prov:agent": agent}
        tie(name, "fogline:case")
    for item in (*assessment.estimates, *assessment.forecasts):
        name = f"fogline:answer/{item.observable}/{item.on}"
        entities[name] = {"prov:label": item.words or item.title or item.observable,
                          "fogline:median": item.median, "fogline:unit": item.unit}  # fmt: skip
        tie("fogline:fit", name)
    document = {
        "prefix": {"fogline": FOGLINE, "prov": "http://www.w3.org/ns/prov#"},
        "entity": entities,
        "agent": agents,
        "activity": {
            "fogline:fitting": {"prov:label": "conditions the model on every claim at once",
                                "fogline:seed": made.seed},
            "fogline:answering": {"prov:label": "reads answers off the posterior draws"},
        },
        "used": {
            "_:u0": {"prov:activity": "fogline:fitting", "prov:entity": "fogline:case"},
            "_:u1": {"prov:activity": "fogline:answering", "prov:entity": "fogline:fit"},
        },
        "wasGeneratedBy": {
            "_:g0": {"prov:entity": "fogline:fit", "prov:activity": "fogline:fitting"},
        },
        "wasAssociatedWith": {
            f"_:w{number}": {"prov:activity": activity, "prov:agent": "fogline:program"}
            for number, activity in enumerate(("fogline:fitting", "fogline:answering"))
        },
        "wasDerivedFrom": derived,
        "wasAttributedTo": attributed,
    }  # fmt: skip
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()
