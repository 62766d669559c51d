"""What a run forward is, as a value: quantities by day, what was set by hand, and its story."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from fogline.ground.errors import InputError, UnknownName

__all__ = ["Chances", "Line", "Simulation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One quantity over the days of a run; ``group`` is what shares a chart (a side, a unit)."""

    name: str
    title: str
    unit: str
    values: tuple[float, ...]
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """A fight of whole persons to the end, by exact recursion: no sampling error.

    expected_survivors  mean number left to whoever wins
    """

    first: str
    second: str
    first_wins: float
    expected_survivors: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A campaign run forward without claims, its parameters at prior medians or set by hand.

    days         one number a row of ``lines``, counted from the start
    given        parameters set by hand; parameters  all of them, as used
    sentences    the story of the run
    """

    schema: ClassVar[str] = "simulation/1"
    title: str
    law: str
    days: tuple[float, ...]
    lines: tuple[Line, ...]
    sentences: tuple[str, ...] = ()
    given: dict[str, float] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=dict)
    chances: Chances | None = None
    seed: int | None = None
    caveats: tuple[str, ...] = ()

    def line(self, name: str) -> Line:
        """The quantity of this name; UnknownName when there is none."""
        for line in self.lines:
            if line.name == name:
                return line
        raise UnknownName("quantity of this run", name, [line.name for line in self.lines])

    def value(self, name: str, day: float) -> float:
        """A quantity on a day: between recorded days on a straight line, a draw's as it stood.

        Raises UnknownName for the quantity, InputError for a day outside the run.
        """
        values, first, last = self.line(name).values, self.days[0], self.days[-1]
        if not first - 1e-9 <= day <= last + 1e-9:
            raise InputError(
                f"the run has no day {day:g} - it goes from {first:g} to {last:g}; run it longer"
            )
        place = max(i for i, each in enumerate(self.days) if each <= day + 1e-9)
        if self.seed is not None or place + 1 == len(self.days):
            return values[place]
        share = max(day - self.days[place], 0.0) / (self.days[place + 1] - self.days[place])
        return values[place] + share * (values[place + 1] - values[place])

    def as_rows(self) -> list[dict[str, Any]]:
        """Long rows (day, name, value) for a table or a chart."""
        return [
            {"day": day, "name": line.name, "title": line.title, "value": value}
            for line in self.lines
            for day, value in zip(self.days, line.values, strict=True)
        ]
