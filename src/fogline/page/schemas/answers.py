"""The schemas of answers: one estimate, an assessment, and what is printed field by field."""

from __future__ import annotations

from collections.abc import Callable

from fogline.answer import Assessment, Estimate
from fogline.page.json_form import ASSESSMENT_SCHEMA
from fogline.page.schemas.claims import claim
from fogline.page.schemas.pieces import (
    DAY,
    NUMBER,
    TEXT,
    TEXTS,
    Schema,
    list_of,
    named,
    of_type,
    or_null,
    table,
)  # fmt: skip

__all__ = ["answer", "assessment", "made_from"]


def answer() -> Schema:
    """One estimate, as ``Estimate.as_contract`` gives it."""
    edges = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
    intervals = {"type": "object", "additionalProperties": edges}
    levels = {"type": "object", "additionalProperties": NUMBER}
    window = {"type": "array", "items": DAY, "minItems": 2, "maxItems": 2}
    properties = {
        "schema": named(Estimate.schema), "observable": TEXT, "title": TEXT, "definition": TEXT,
        "unit": TEXT, "on": or_null(DAY), "window": window, "median": NUMBER,
        "intervals": {**intervals, "description": "equal-tailed; keys 50, 80, 95"},
        "quantiles": {**levels, "description": "by level, the 23 of hubverse"},
        "rests_on_prior": {"type": "boolean"}, "learned": NUMBER, "prior_median": NUMBER,
        "prior_intervals": intervals, "claims": TEXTS, "words": TEXT, "scenario": TEXT,
        "caveats": TEXTS,
    }  # fmt: skip
    when = [{"required": ["on"]}, {"required": ["window"]}]
    return table(properties, "on", "window", oneOf=when)


def made_from(kind: type) -> Callable[[], Schema]:
    """The schema of an answer that is printed field by field."""

    def build() -> Schema:
        schema = of_type(kind, printed=True, instead={"Estimate": answer()})
        itself = {"schema": named(str(getattr(kind, "schema", "")))}
        schema["properties"] = itself | schema["properties"]
        schema["required"] = ["schema", *schema["required"]]
        return schema

    return build


def assessment() -> Schema:
    """As ``json_form.assessment_json`` gives it; short where there was too little for a model."""
    use = claim()
    expected = table({"observable": TEXT, "median": NUMBER, "p": NUMBER})
    use["properties"] |= {"use": TEXT, "reason": TEXT, "expected": list_of(expected)}
    inner = of_type(Assessment, printed=True)
    parts, own = inner["$defs"], inner["properties"]
    gate = dict.fromkeys(("wanted", "got", "remedy"), TEXT) | {"passed": {"type": "boolean"}}
    check = parts["Check"]
    fit = {
        **check["properties"],
        "gates": {"type": "object", "additionalProperties": table(gate)},
        "passed": {"type": ["boolean", "null"]},
    }
    number = {**dict.fromkeys(("median", "low", "high", "probability"), NUMBER),
              "unit": TEXT, "observable": TEXT}  # fmt: skip
    piece = table({"text": TEXT, **number}, *number)
    headline = table({"text": TEXT, "observables": TEXTS, "pieces": list_of(piece)})
    row = table({key: _ref("answer") for key in ("without", "with", "difference")})
    what_if = {"id": TEXT, "title": TEXT, "sentence": TEXT, "start": DAY, "until": DAY,
               "rows": list_of(row), "caveats": TEXTS}  # fmt: skip
    same = ("title", "question", "start", "horizon", "preview", "sources", "tension",
            "next_facts", "score", "listed", "method", "priors", "provenance")  # fmt: skip
    stable = {
        "schema": named(ASSESSMENT_SCHEMA), "case": or_null(TEXT), "cut_off": or_null(DAY),
        "fit": {"anyOf": [table(fit, *fit), {"type": "null"}]}, "answers": list_of(_ref("answer")),
        "warnings": TEXTS, "claims": list_of(use),
    }  # fmt: skip
    further = {
        **{key: own[key] for key in same}, "forecasts": list_of(_ref("answer")),
        "what_ifs": list_of(table(what_if)), "weighing": own["weighings"],
        "summary": TEXTS, "headlines": list_of(headline), "missing": TEXT,
        "report_path": or_null(TEXT),
    }  # fmt: skip
    unused = ("Estimate", "WhatIf", "Band", "PlacedClaim", "Check", "Gate", "Sentence", "Number",
              "Chance")  # fmt: skip
    kept = {name: part for name, part in parts.items() if name not in unused}
    return table(stable | further, *further, **{"$defs": {**kept, "answer": answer()}})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
