"""An assessment as text and back, so that a page can show answers without opening the fit."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from fogline.answer.answers import Assessment
from fogline.ground.errors import InputError

__all__ = ["ANSWERS_FILE", "assessment_from_text", "assessment_to_text", "kept_answers"]

ANSWERS_FILE = "assessment.json"
"""The file in a run's folder that holds its answers."""


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Assessment)


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
