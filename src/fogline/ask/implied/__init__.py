"""What the fit implies about the system beyond its observables, one part a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fogline.answer.implication import Implication
from fogline.ask.implied.alliance import exchange, tolerance
from fogline.ask.implied.bargaining import settlement
from fogline.ask.implied.holding import holding
from fogline.ask.implied.munitions import munitions
from fogline.ask.implied.regimes import regimes
from fogline.ask.implied.transfer import diversion, transfer
from fogline.ask.posterior import Posterior

__all__ = ["PARTS", "implications"]

Part = Callable[[Posterior, Mapping[str, float]], list[Implication]]

PARTS: dict[str, Part] = {
    "munitions": munitions,
    "regimes": regimes,
    "exchange": exchange,
    "tolerance": tolerance,
    "holding": holding,
    "settlement": settlement,
    "transfer": transfer,
    "diversion": diversion,
}


def implications(
    posterior: Posterior, *, part: str = "", preferences: Mapping[str, float] | None = None
) -> list[Implication]:
    """Every part of the system that the case holds, or one of them.

    preferences  stated inputs by name that replace the wide defaults; UnknownName for one that no
                 part asked for knows
    """
    from fogline.ask.implied.preferences import PREFERENCES
    from fogline.ground.errors import UnknownName

    for name in preferences or {}:
        if name not in PREFERENCES:
            raise UnknownName("preference", name, list(PREFERENCES))
    if part and part not in PARTS:
        raise UnknownName("part", part, list(PARTS))
    chosen = [PARTS[part]] if part else list(PARTS.values())
    return [found for each in chosen for found in each(posterior, preferences or {})]
