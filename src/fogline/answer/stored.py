"""An assessment as text and back, so that a page can show answers without opening the fit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fogline.answer.answers import Assessment
from fogline.ground.errors import InputError

__all__ = [
    "ANSWERS_FILE",
    "assessment_from_text",
    "assessment_to_text",
    "kept_answers",
    "of_form",
    "plain_form",
]

T = TypeVar("T")

ANSWERS_FILE = "assessment.json"
"""The file in a run's folder that holds its answers."""


@cache
def _adapter(kind: type = Assessment) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def assessment_to_text(assessment: Assessment) -> str:
    """JSON with every field; numbers that are not finite stay what they are."""
    return json.dumps(asdict(assessment), ensure_ascii=False, default=str)


def assessment_from_text(text: str) -> Assessment:
    """The assessment written by ``assessment_to_text``.

    Raises InputError for a text that is none, or that another version wrote otherwise.
    """
    try:
        return _adapter().validate_json(text)
    except ValueError as error:
        raise InputError(
            "these stored answers cannot be read: another version of Fogline wrote them - "
            "fit the case again"
        ) from error


def kept_answers(folder: Path) -> Assessment | None:
    """The assessment kept in a run's folder, None when there is none that can be read."""
    try:
        return assessment_from_text((folder / ANSWERS_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, InputError):
        return None


def plain_form(answer: Any) -> dict[str, Any]:
    """An answer as plain JSON values."""
    return json.loads(json.dumps(asdict(answer), default=str))


def of_form(kind: type[T], form: Mapping[str, Any]) -> T:
    """The answer of a kind that ``plain_form`` wrote."""
    return _adapter(kind).validate_python(form)
