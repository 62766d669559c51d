"""The schemas of case.toml and of the files in scenarios/."""

from __future__ import annotations

from typing import Any, get_type_hints

from fogline.case import Scenario
from fogline.case import case as types
from fogline.case.counted import Counts, Tally
from fogline.case.load import CASE_FORMAT
from fogline.page.schemas.pieces import DAY, Schema, of_type, table

__all__ = ["case", "scenario"]


def case() -> Schema:
    """case.toml; dates are TOML dates, here as text. What Case holds beside it is left out."""
    from pydantic import create_model

    elsewhere = ("claims", "sources", "reports", "scenarios", "shapes", "hash", "folder", "law",
                 "movement")  # fmt: skip
    needed = ("id", "title", "start", "cut_off", "sides")
    hints = get_type_hints(types.Case, localns={"Counts": Counts, "Tally": Tally})
    given: dict[str, Any] = {
        name: (kind, ... if name in needed else None)
        for name, kind in hints.items()
        if name not in elsewhere
    }
    schema = of_type(create_model("CaseFile", **given), printed=False)
    own = schema["properties"]
    schema["$defs"]["Formation"]["properties"]["arrival"] = table({"first": DAY, "last": DAY})
    own["degrees"] = {"type": "object", "additionalProperties": {"enum": [1, 2, 4]}}
    laws = {"law": types.LAW_NAMES, "movement": types.MOVEMENT_NAMES}
    own["model"] = table({key: {"enum": list(known)} for key, known in laws.items()}, *laws)
    number = {"type": "integer", "minimum": 1, "maximum": CASE_FORMAT}
    schema["properties"] = {"format": number} | own
    return schema


def scenario() -> Schema:
    """A file in scenarios/."""
    return of_type(Scenario, printed=False)
