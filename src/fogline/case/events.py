"""Things that happen to a formation at a stated time; each says its effect in a sentence.

The verbs of the teaching campaign (``fogline.Campaign``) make them. Times are days, fractions
allowed, counted from the campaign's start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, final

__all__ = ["Arrive", "Assault", "Happening", "ReturnToLine", "Withdraw"]


def _day(day: float) -> str:
    return f"day {day:g}"


class Happening(Protocol):
    """What every event has: whom it touches, when, and its effect in words."""

    @property
    def formation(self) -> str: ...

    @property
    def day(self) -> float: ...

    def effect(self) -> str:
        """What it does, as one sentence."""
        ...


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive:
    """Persons join a formation, at once or evenly over some days."""

    formation: str
    strength: float
    day: float
    over: float = 0.0

    def effect(self) -> str:
        """What it does, as one sentence."""
        if self.over > 0:
            return (
                f"From {_day(self.day)} to {_day(self.day + self.over)}, {self.strength:,.0f} "
                f"persons join {self.formation}, evenly."
            )
        return f"On {_day(self.day)}, {self.strength:,.0f} persons join {self.formation}."


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """A formation comes off the line."""

    formation: str
    day: float

    def effect(self) -> str:
        """What it does, as one sentence."""
        return (
            f"On {_day(self.day)}, {self.formation} comes off the line: from then on it neither "
            "loses nor inflicts anything."
        )


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToLine:
    """A formation goes (back) into the line."""

    formation: str
    day: float

    def effect(self) -> str:
        """What it does, as one sentence."""
        return f"On {_day(self.day)}, {self.formation} goes into the line with all it has."


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Assault:
    """A formation attacks rather than holds, for some days."""

    formation: str
    day: float
    until: float

    def effect(self) -> str:
        """What it does, as one sentence."""
        return (
            f"From {_day(self.day)} to {_day(self.until)}, {self.formation} attacks; laws with a "
            "tactical factor make the assaulted lose more and the attacker less."
        )
