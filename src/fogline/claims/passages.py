"""Annotated passages: reports in our own words with every checkable claim marked by hand.

The format is described in ``tests/passages/README.md``. What is left out has its default, so that
a person can write and read the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fogline.ground.errors import InputError
from fogline.report import Report, read_one

__all__ = ["MarkedClaim", "MarkedCue", "MarkedVoice", "Passage", "read_passage", "read_passages"]

_KINDS = {"quantity", "status", "share", "rate", "quality", "intent", "exchange"}
NUMERIC = frozenset({"quantity", "share", "rate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedVoice:
    """One link of an annotated voice chain."""

    words: str
    name: str = ""
    organisation: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCue:
    """A saying word; an optional one (an attitude, a refusal to speak) is not scored."""

    start: int
    end: int
    words: str
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedClaim:
    """One claim as an analyst reads it. Tuples of words hold what is accepted, the best one first.

    start, end    code points of the quote in the passage's text
    measure       canonical names; "" where the table of measures has none
    low .. high   None where open; only of claims with a number (``is_numeric``)
    voices        outermost first; empty for what the report says in its own voice
    """

    quote: str
    start: int
    end: int
    kind: tuple[str, ...]
    measure: tuple[str, ...]
    subject: tuple[str, ...] = ()
    hedge: tuple[str, ...] = ("none",)
    low: float | None = None
    value: float | None = None
    high: float | None = None
    unit: str = ""
    is_numeric: bool = False
    relative_to: str = ""
    voices: tuple[MarkedVoice, ...] = ()
    or_voice: tuple[str, ...] = ()
    attribution_optional: bool = False
    cue: tuple[str, ...] = ()
    held_from: date | None = None
    held_until: date | None = None
    polarity: tuple[str, ...] = ("asserted",)
    modality: tuple[str, ...] = ("asserted",)
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A report and what an analyst marked in it."""

    id: str
    war: str
    genre: str
    published: date
    publisher: str
    text: str
    title: tuple[int, int] | None
    furniture: tuple[tuple[int, int], ...]
    body: tuple[tuple[int, int], ...]
    cues: tuple[MarkedCue, ...]
    claims: tuple[MarkedClaim, ...]
    not_claims: tuple[tuple[int, int], ...] = field(default=())

    def report(self) -> Report:
        """The passage as the report room reads it when it is pasted."""
        return read_one(
            self.text.encode("utf-8"), published=self.published, publisher=self.publisher
        )


def read_passages(folder: Path) -> list[Passage]:
    """All passages of a folder, at any depth, in order of file name.

    Raises InputError where there is none, or one that breaks the format (file and fault named).
    """
    files = sorted(Path(folder).rglob("*.json"))
    if not files:
        raise InputError(
            f"no annotated passages in {folder} - name a folder with passage files (*.json)"
        )
    return [read_passage(path) for path in files]


def read_passage(path: Path) -> Passage:
    """One passage file; raises InputError naming the file and the fault."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        return _passage(data)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror} - check its name") from error
    except KeyError as error:
        raise InputError(f"{path}: the key {error} is missing - see the format's README") from error
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise InputError(f"{path} is no passage file: {error} - see the format's README") from error


def _passage(data: Mapping[str, Any]) -> Passage:
    lines: list[str] = data["lines"]
    text = "\n".join(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    spans = [(starts[n], starts[n] + len(line)) for n, line in enumerate(lines)]
    title = data.get("title_line")
    off = set(data.get("furniture_lines", ()))
    return Passage(
        id=data["id"],
        war=data["war"],
        genre=data["genre"],
        published=date.fromisoformat(data["published"]),
        publisher=data.get("publisher", ""),
        text=text,
        title=None if title is None else spans[title],
        furniture=tuple(spans[n] for n in sorted(off)),
        body=tuple(
            span for n, span in enumerate(spans) if lines[n].strip() and n not in off and n != title
        ),
        cues=tuple(_cue(text, cue) for cue in data.get("cues", ())),
        claims=tuple(_claim(text, claim) for claim in data["claims"]),
        not_claims=tuple(
            _place(text, each["quote"], each.get("occurrence", 1))
            for each in data.get("not_claims", ())
        ),
    )


def _place(text: str, words: str, occurrence: int, *, whole: bool = False) -> tuple[int, int]:
    """Where the words stand the nth time; raises ValueError when they do not."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)" if whole else re.escape(words)
    found = [match.span() for match in re.finditer(pattern, text)]
    if not words or not 1 <= occurrence <= len(found):
        raise ValueError(f"{words!r} does not stand in the text {occurrence} times")
    return found[occurrence - 1]


def _cue(text: str, cue: Mapping[str, Any]) -> MarkedCue:
    start, end = _place(text, cue["words"], cue.get("occurrence", 1), whole=True)
    return MarkedCue(start=start, end=end, words=cue["words"], optional=cue.get("optional", False))


def _claim(text: str, claim: Mapping[str, Any]) -> MarkedClaim:
    start, end = _place(text, claim["quote"], claim.get("occurrence", 1))
    kinds = tuple(claim["kind"])
    if not kinds or not set(kinds) <= _KINDS:
        raise ValueError(f"{claim['quote']!r} has no kind of claim: {kinds}")
    if ("unit" in claim) != (kinds[0] in NUMERIC):
        raise ValueError(f"{claim['quote']!r}: a number goes with quantity, share or rate only")
    return MarkedClaim(
        quote=claim["quote"],
        start=start,
        end=end,
        kind=kinds,
        measure=tuple(claim.get("measure", ("",))),
        subject=tuple(claim.get("subject", ())),
        hedge=tuple(claim.get("hedge", ("none",))),
        low=claim.get("low"),
        value=claim.get("value"),
        high=claim.get("high"),
        unit=claim.get("unit", ""),
        is_numeric="unit" in claim,
        relative_to=claim.get("relative_to", ""),
        voices=tuple(MarkedVoice(**voice) for voice in claim.get("voices", ())),
        or_voice=tuple(claim.get("or_voice", ())),
        attribution_optional=claim.get("attribution_optional", False),
        cue=tuple(claim.get("cue", ())),
        held_from=_date(claim.get("from")),
        held_until=_date(claim.get("until")),
        polarity=tuple(claim.get("polarity", ("asserted",))),
        modality=tuple(claim.get("modality", ("asserted",))),
        optional=claim.get("optional", False),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
