"""Options that set something by name: NAME=VALUE."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.ground.errors import InputError

__all__ = ["settings"]


def settings(pairs: Sequence[str], *, option: str, example: str) -> dict[str, float]:
    """The numbers by name; InputError for a pair that is none."""
    found: dict[str, float] = {}
    for pair in pairs:
        name, _, number = pair.partition("=")
        try:
            found[name.strip()] = float(number)
        except ValueError:
            raise InputError(
                f"{option} {pair!r} is no setting - write it as {option} {example}"
            ) from None
    return found
