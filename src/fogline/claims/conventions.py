"""Conventions for hedged values: from hedge words and a number to low, value, high.

One published, editable table (``tables/conventions.toml``) with named profiles. The bounds describe
the words; how far the words err is the model's business.

Source: chosen by us (profile "default"); the ACLED codebook's coding of vague numbers ("acled").
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fogline.claims.claim import Hedge
from fogline.ground.errors import InputError, UnknownName

__all__ = ["Conventions", "HedgeRule", "bounds", "conventions", "profiles", "read_conventions"]

Interval = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class HedgeRule:
    """What one kind of hedge does to a number.

    low_factor, high_factor   multiply the number; None leaves that end open
    half                      bounds of "half" under this hedge, or None
    keeps_value               whether the number itself is the best value
    """

    kind: Hedge
    words: tuple[str, ...]
    after: tuple[str, ...]
    low_factor: float | None
    high_factor: float | None
    half: tuple[float, float] | None
    keeps_value: bool


@dataclass(frozen=True, slots=True)
class Conventions:
    """One profile of the table, with every phrase indexed to its hedge."""

    name: str
    rules: dict[str, HedgeRule]
    vague: dict[str, tuple[float, float | None]]
    shares: dict[str, tuple[float, float]]
    durations: dict[str, tuple[float, float]]
    kinds_before: dict[str, Hedge]
    kinds_after: dict[str, Hedge]

    def kind(self, words: str) -> Hedge:
        """The hedge kind of a phrase, or of a kind's own name; "none" when it is no hedge."""
        folded = " ".join(words.lower().split())
        if folded in self.rules:
            return self.rules[folded].kind
        return self.kinds_before.get(folded) or self.kinds_after.get(folded) or "none"

    def bounds(self, words: str, number: float, *, share: bool = False) -> Interval:
        """``(low, value, high)`` of a number under its hedge words; None where open or not said.

        words    the phrase as written ("about", "as many as"), or a hedge kind, or "" for none
        number   the number as written; for a share in [0, 1] set ``share``, its ends then stay
                 inside [0, 1]
        """
        kind = self.kind(words)
        rule = self.rules.get(kind)
        if rule is None or not math.isfinite(number):
            return number, number, number
        if rule.half is not None and share and abs(number - 0.5) < 1e-9:
            low, high = rule.half
            return low, number, high
        low = None if rule.low_factor is None else _tidy(number * rule.low_factor)
        high = None if rule.high_factor is None else _tidy(number * rule.high_factor)
        if low is not None and high is not None and low > high:
            low, high = high, low
        if share and number <= 1.0:
            high = 1.0 if high is None else min(1.0, high)
            low = 0.0 if low is None else max(0.0, low)
        return low, (number if rule.keeps_value else None), high


def _tidy(number: float) -> float:
    """Without the dust of binary multiplication (0.92 * 4000 is 3680, not 3680.0000000000005)."""
    return float(f"{number:.10g}")


def _factor(value: Any) -> float | None:
    return None if value == "open" else float(value)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = _merged(result[key], value)
        else:
            result[key] = value
    return result


def read_conventions(table: dict[str, Any], profile: str) -> Conventions:
    """A profile of a parsed table laid over its default; UnknownName when there is none so named."""
    if profile not in table:
        raise UnknownName("profile of conventions", profile, sorted(table))
    data = _merged(table["default"], table[profile])
    rules: dict[str, HedgeRule] = {}
    before: dict[str, Hedge] = {}
    after: dict[str, Hedge] = {}
    try:
        for kind, entry in data["hedges"].items():
            half = entry.get("half")
            rules[kind] = HedgeRule(
                kind=kind,
                words=tuple(entry["words"]),
                after=tuple(entry["after"]),
                low_factor=_factor(entry["low_factor"]),
                high_factor=_factor(entry["high_factor"]),
                half=(float(half[0]), float(half[1])) if half else None,
                keeps_value=bool(entry["keeps_value"]),
            )
            before.update(dict.fromkeys(entry["words"], kind))
            after.update(dict.fromkeys(entry["after"], kind))
        vague = {k: (float(v[0]), float(v[1]) or None) for k, v in data["vague"].items()}
        shares = {k: (float(v[0]), float(v[1])) for k, v in data["shares"].items()}
        durations = {k: (float(v[0]), float(v[1])) for k, v in data["durations"].items()}
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise InputError(
            f"the table of conventions is malformed in profile {profile!r}: {error} - "
            "compare it with the bundled tables/conventions.toml"
        ) from error
    return Conventions(profile, rules, vague, shares, durations, before, after)


@lru_cache(maxsize=1)
def _bundled() -> dict[str, Any]:
    source = files("fogline.claims.tables").joinpath("conventions.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def profiles() -> tuple[str, ...]:
    """Names of the bundled profiles."""
    return tuple(_bundled())


@lru_cache(maxsize=8)
def conventions(profile: str = "default") -> Conventions:
    """A bundled profile by name, or one from a TOML file of the same form (a path ending .toml).

    Raises UnknownName for an unknown profile and InputError for an unreadable file.
    """
    if profile.endswith(".toml"):
        try:
            table = tomllib.loads(Path(profile).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(
                f"cannot read the conventions in {profile}: {error} - give a TOML file"
            ) from error
        own = {key: value for key, value in table.items() if isinstance(value, dict)}
        name = next((key for key in own if key != "default"), "default")
        return read_conventions(_merged(_bundled(), own), name)
    return read_conventions(_bundled(), profile)


def bounds(words: str, number: float, *, share: bool = False, profile: str = "default") -> Interval:
    """``(low, value, high)`` of a number under its hedge words, as the named profile reads them."""
    return conventions(profile).bounds(words, number, share=share)
