"""JSON Schemas of what other programs read: answers, claims, case folders. Made from the types.

Each form has a number. Keys may be added to a form without a new number, so a reader ignores what
it does not know; a key that goes, or means something else, gives a new number. docs/reference/
formats.md says how to go from one number to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fogline.answer import (
    Check,
    ClaimCheck,
    Crossing,
    Estimate,
    NextFact,
    Score,
    Simulation,
    Tension,
    Weighing,
    WhatIf,
)
from fogline.answer.implication import Implication
from fogline.case.load import CASE_FORMAT
from fogline.case.package import claims_schema, sources_schema
from fogline.ground.errors import UnknownName
from fogline.page.json_form import ASSESSMENT_SCHEMA, CLAIMS_SCHEMA, REPORTS_SCHEMA
from fogline.page.schemas.answers import answer, assessment, made_from
from fogline.page.schemas.cases import case, scenario
from fogline.page.schemas.claims import claims, reports
from fogline.page.schemas.pieces import Schema

__all__ = ["SCHEMAS", "Form", "schema_of"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Form:
    """One form that other programs read: its name, number, where it stands, how it is described."""

    name: str
    number: int
    where: str
    build: Callable[[], Schema]


def _printed(kind: Any, where: str) -> Form:
    name, number = str(kind.schema).split("/")
    return Form(name, int(number), where, made_from(kind))


def _form(schema: str, where: str, build: Callable[[], Schema]) -> Form:
    name, number = schema.split("/")
    return Form(name, int(number), where, build)


SCHEMAS: dict[str, Form] = {
    form.name: form
    for form in (
        _form(CLAIMS_SCHEMA, "`fogline read REPORT --json`, one report", claims),
        _form(REPORTS_SCHEMA, "`fogline read` of several reports", reports),
        _form(ASSESSMENT_SCHEMA, "`fogline assess --json`", assessment),
        _form(Estimate.schema, "`fogline ask --json`; each of `fogline forecast --json`", answer),
        _printed(Crossing, "`fogline forecast --reaches --json`"),
        _printed(WhatIf, "`fogline what-if --json`"),
        _printed(Weighing, "`fogline weigh --json`"),
        _printed(NextFact, "`fogline next --json`"),
        _printed(Tension, "`fogline tension --json`"),
        _printed(ClaimCheck, "`fogline check-claim --json`"),
        _printed(Score, "`fogline score --json`"),
        _printed(Check, "`fogline check --json`"),
        _printed(Simulation, "`fogline simulate --json`"),
        _printed(Implication, "each of `fogline implications --json`"),
        Form("case", CASE_FORMAT, "`case.toml` of a case folder", case),
        Form("scenario", CASE_FORMAT, "`scenarios/*.toml` of a case folder", scenario),
        Form("claims.csv", CASE_FORMAT, "`claims.csv`: a Frictionless table", claims_schema),
        Form("sources.csv", CASE_FORMAT, "`sources.csv`: a Frictionless table", sources_schema),
    )
}
"""The forms by name."""


def schema_of(name: str) -> Schema:
    """The schema of a form: JSON Schema, or a Frictionless table schema for a CSV file.

    Raises UnknownName, with the known ones.
    """
    if name not in SCHEMAS:
        raise UnknownName("schema", name, list(SCHEMAS))
    form = SCHEMAS[name]
    if name.endswith(".csv"):
        return form.build()
    return {"$schema": DIALECT, "$id": f"fogline:{name}/{form.number}", **form.build()}
