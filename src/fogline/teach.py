"""A campaign in ten lines, for a classroom or a notebook.

>>> import fogline
>>> battle = (
...     fogline.Campaign(law="square")
...     .side(name="blue")
...     .side(name="red")
...     .formation(name="A", side="blue", strength=1000, loss_rate=0.01)
...     .formation(name="B", side="red", strength=800, loss_rate=0.01)
... )
>>> run = battle.run(days=10)
>>> round(run.value("A", 10), 4), round(run.value("B", 10), 4)
(924.8708, 703.8366)

Each verb gives a new campaign, so a first version can be kept and varied. The laws are those that
cases are fitted with (``fogline laws`` lists them); time is continuous, so that closed forms come
out exactly. Nothing here is fitted to claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from fogline.answer import Chances, Line, Simulation
from fogline.case.events import Arrive, Assault, Happening, ReturnToLine, Withdraw
from fogline.ground.errors import FoglineError, InputError, UnknownName

if TYPE_CHECKING:
    import pandas

__all__ = ["Campaign", "Run"]


@dataclass(frozen=True, slots=True)
class Run(Simulation):
    """A run of a campaign; in a notebook it shows its story and its chart."""

    def _repr_html_(self) -> str:
        from fogline.page.notebook import simulation_html

        return simulation_html(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from fogline.page.notebook import mime_bundle

        return mime_bundle(self)

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame, one row a day and one column a formation; FoglineError without pandas."""
        try:
            import pandas
        except ImportError as error:
            raise FoglineError("pandas is not installed - pip install 'fogline[frames]'") from error
        columns = {line.name: line.values for line in self.lines}
        return pandas.DataFrame(columns, index=pandas.Index(self.days, name="day"))

    def plot(self) -> dict[str, Any]:
        """The chart as a Vega-Lite view, a plain dict."""
        from fogline.page.notebook import simulation_view

        return simulation_view(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formation:
    name: str
    side: str
    strength: float
    in_line: bool
    parameters: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Sides, formations and what happens to them, under one attrition law.

    law  a name of ``fogline laws``; "epstein" needs a case, as it adapts from day to day
    """

    law: str = "square"
    sides: Mapping[str, str] = field(default_factory=dict)
    formations: tuple[_Formation, ...] = ()
    happenings: tuple[Happening, ...] = ()

    def __post_init__(self) -> None:
        from fogline.case import LAW_NAMES

        known = [name for name in LAW_NAMES if name != "epstein"]
        if self.law not in known:
            raise UnknownName("law for a campaign in continuous time", self.law, known)

    # verbs --------------------------------------------------------------------------------------

    def side(self, *, name: str, coalition: str = "") -> Campaign:
        """A side takes part; sides of one coalition fight together."""
        return replace(self, sides={**self.sides, name: coalition or name})

    def formation(
        self,
        *,
        name: str,
        side: str,
        strength: float,
        loss_rate: float,
        in_line: bool = True,
        **parameters: float,
    ) -> Campaign:
        """A formation of a side, with its strength at the start and its law's coefficient.

        strength    persons; loss_rate  the textbook coefficient: under the square law persons
                    lost a day per enemy in the line, under the logarithmic law per own person
        parameters  what the law needs besides, such as p and q; ``fogline laws`` names them
        Raises UnknownName for a side not declared, InputError for a number that cannot be.
        """
        if side not in self.sides:
            raise UnknownName("side", side, list(self.sides))
        if any(item.name == name for item in self.formations):
            raise InputError(f"the formation {name!r} is there already - choose another name")
        _check(f"{name}: strength", strength)
        _check(f"{name}: loss_rate", loss_rate)
        needed = self._needed()
        for given in parameters:
            if given not in needed:
                raise UnknownName(f"parameter of the {self.law} law", given, needed)
        neutral = {"tactical_factor": 1.0}
        missing = [key for key in needed if key not in parameters and key not in neutral]
        if missing:
            raise InputError(
                f"{name}: the {self.law} law needs {', '.join(missing)} as well - add "
                + ", ".join(f"{key}=..." for key in missing)
            )
        values = {"rate": loss_rate, **{k: neutral[k] for k in needed if k in neutral}}
        made = _Formation(
            name=name, side=side, strength=strength, in_line=in_line,
            parameters={**values, **parameters},
        )  # fmt: skip
        return replace(self, formations=(*self.formations, made))

    def arrive(self, *, formation: str, strength: float, day: float, over: float = 0.0) -> Campaign:
        """Persons join a formation on a day, or evenly over some days from it on."""
        _check("strength", strength)
        return self._happens(Arrive(formation=formation, strength=strength, day=day, over=over))

    def withdraw(self, *, formation: str, day: float) -> Campaign:
        """A formation comes off the line: it neither loses nor inflicts anything."""
        return self._happens(Withdraw(formation=formation, day=day))

    def return_to_line(self, *, formation: str, day: float) -> Campaign:
        """A formation goes (back) into the line with all it has."""
        return self._happens(ReturnToLine(formation=formation, day=day))

    def assault(self, *, formation: str, day: float, until: float) -> Campaign:
        """A formation attacks from a day to another; matters to laws with a tactical factor."""
        return self._happens(Assault(formation=formation, day=day, until=until))

    def _happens(self, happening: Happening) -> Campaign:
        known = [item.name for item in self.formations]
        if happening.formation not in known:
            raise UnknownName("formation", happening.formation, known)
        _check("day", happening.day)
        return replace(self, happenings=(*self.happenings, happening))

    def _needed(self) -> list[str]:
        from fogline.model.attrition import LAWS

        return list(LAWS[self.law].parameters)

    # what comes of it -----------------------------------------------------------------------------

    def debug(self) -> str:
        """The campaign as a story: who is there, under which law, what happens when."""
        return "\n".join(self._story())

    def _story(self) -> tuple[str, ...]:
        from fogline.model.attrition import LAWS

        about = (type(LAWS[self.law]).__doc__ or "").partition("\n")[0]
        lines = [f"Losses follow the {self.law} law. {about}"]
        for name, coalition in self.sides.items():
            if coalition != name:
                lines.append(f"{name} fights in the coalition {coalition}.")
        for item in self.formations:
            more = "".join(f", {k} {v:g}" for k, v in item.parameters.items() if k != "rate")
            where = "in the line" if item.in_line else "off the line"
            lines.append(
                f"{item.name} of {item.side} starts {where} with {item.strength:,.0f} persons; "
                f"coefficient {item.parameters['rate']:g} a day{more}."
            )
        lines += [each.effect() for each in sorted(self.happenings, key=lambda each: each.day)]
        return tuple(lines)

    def run(self, *, days: float, seed: int | None = None, every: float = 1.0) -> Run:
        """Fight to a day; with a seed one draw of whole persons, else the mean in continuous time.

        Strengths and losses so far of each formation are recorded every ``every`` days.
        Raises InputError without two opposing formations, or for too many whole persons.
        """
        from fogline.model.classroom import fight

        _check("days", days)
        fighters = self._fighters()
        course = fight(self.law, fighters, self.happenings, until=days, every=every, seed=seed)
        lines: list[Line] = []
        for place, item in enumerate(self.formations):
            strength = course.strength[:, place]
            lines.append(
                Line(
                    name=item.name, title=f"{item.name}: strength", unit="persons",
                    values=tuple(float(v) for v in strength), group=item.side,
                )
            )  # fmt: skip
        ends = tuple(
            f"On day {day:,.4f}, {party} has nobody left in the line." for party, day in course.ends
        )
        left = tuple(
            f"{item.name} has {_whole(course.strength[-1, place])} of "
            f"{course.arrived[place]:,.0f} persons left on day {course.days[-1]:g}."
            for place, item in enumerate(self.formations)
        )
        return Run(
            title=f"A campaign under the {self.law} law", law=self.law,
            days=tuple(float(day) for day in course.days), lines=tuple(lines),
            sentences=(*self._story(), *ends, *left), seed=seed,
        )  # fmt: skip

    def chances(self) -> Chances:
        """Who wins a fight of whole persons to the end, by exact recursion.

        Raises InputError where the recursion does not apply: it needs two formations of two
        parties, both in the line, and nothing that happens on the way.
        """
        from fogline.model.attrition import LAWS
        from fogline.model.attrition.exact import MOST_CELLS, fight_to_the_end

        fighters = self._fighters()
        both_fight = len(fighters) == 2 and all(fighter.in_line for fighter in fighters)
        if not both_fight or self.happenings:
            raise InputError(
                "the exact recursion is for two formations that fight to the end - this campaign "
                f"has {len(fighters)} and {len(self.happenings)} events; run it with a seed"
            )
        first, second = fighters
        if first.strength * second.strength > MOST_CELLS:
            raise InputError(
                f"{first.strength:,.0f} against {second.strength:,.0f} persons are too many for "
                f"the exact recursion (at most {MOST_CELLS:,} pairs) - let one unit stand for "
                "several persons, or run it with a seed"
            )
        found = fight_to_the_end(
            LAWS[self.law], round(first.strength), round(second.strength),
            first.parameters, second.parameters,
        )  # fmt: skip
        return Chances(
            first=first.name, second=second.name, first_wins=found.first_wins,
            expected_survivors=found.expected_survivors,
        )  # fmt: skip

    def _fighters(self) -> list[Any]:
        from fogline.model.classroom import Fighter

        parties = {self.sides[item.side] for item in self.formations}
        if len(parties) < 2:
            raise InputError(
                f"a fight needs formations of two parties; found {len(self.formations)} of "
                f"{len(parties)} - add a side and a formation"
            )
        return [
            Fighter(
                name=item.name, party=self.sides[item.side], strength=item.strength,
                parameters=item.parameters, in_line=item.in_line,
            )
            for item in self.formations
        ]  # fmt: skip


def _check(what: str, number: float) -> None:
    if not isfinite(number) or number < 0:
        raise InputError(f"{what} is {number} - it must be a number not below 0")


def _whole(persons: float) -> str:
    """Persons to a tenth, without one where they are whole."""
    return f"{persons:,.1f}".removesuffix(".0")
