"""A campaign built by hand in continuous time, for teaching: named laws, exact textbook numbers.

The hazards are those of ``model.attrition.LAWS``, the ones that a case is fitted with; what differs
is the clock. Here time is continuous (SciPy's DOP853 between events), so that closed forms come
out exactly; a case runs in days. With a seed the same fight is fought by whole persons, one
casualty at a time.

All of a side in the line shares the fire: a person's hazard follows from the side's total.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from fogline.case.events import Arrive, Assault, Happening, ReturnToLine, Withdraw
from fogline.ground.errors import InputError
from fogline.model.attrition import LAWS, Meeting
from fogline.model.compiler import NumpyOps

__all__ = ["MOST_PERSONS", "Course", "Fighter", "fight"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Whole persons are drawn one casualty at a time up to this many. Source: Chosen by us, a second.
MOST_PERSONS = 20_000
# Below this a side is beaten: a closed form reaches nil, an integrator only comes close.
NOBODY = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Fighter:
    """A formation: its party, its start and its law's parameters (``rate`` and those named).

    in_line  whether it stands in the line at the start
    """

    name: str
    party: str
    strength: float
    parameters: Mapping[str, float]
    in_line: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a fight went. ``strength[time, formation]`` persons, in the line or not.

    arrived  persons that ever joined each formation, its start included
    ends     who was beaten and on which day, in order; a party may be beaten again
    """

    days: Array
    strength: Array
    names: tuple[str, ...]
    parties: tuple[str, ...]
    arrived: tuple[float, ...]
    ends: tuple[tuple[str, float], ...]


def fight(
    law: str,
    fighters: Sequence[Fighter],
    happenings: Sequence[Happening],
    *,
    until: float,
    every: float = 1.0,
    seed: int | None = None,
) -> Course:
    """Fight to day ``until``, recorded every ``every`` days; with a seed, by whole persons.

    Raises InputError for more whole persons than ``MOST_PERSONS``.
    """
    state = _State(law, fighters, happenings)
    times = np.arange(0.0, until + 1e-9, every)
    if times[-1] < until - 1e-9:
        times = np.append(times, until)
    if seed is None:
        strength = state.integrate(times)
    else:
        strength = state.draw(times, np.random.default_rng(seed))
    return Course(
        days=times, strength=strength, names=tuple(f.name for f in fighters),
        parties=tuple(f.party for f in fighters), arrived=tuple(state.arrived),
        ends=tuple(state.ends),
    )  # fmt: skip


class _State:
    """The postures between events, and the two ways to fight."""

    def __init__(
        self, law: str, fighters: Sequence[Fighter], happenings: Sequence[Happening]
    ) -> None:
        self.law, self.fighters = LAWS[law], fighters
        self.place = {fighter.name: i for i, fighter in enumerate(fighters)}
        self.parties = list(dict.fromkeys(fighter.party for fighter in fighters))
        self.members = [
            [i for i, f in enumerate(fighters) if f.party == party] for party in self.parties
        ]
        self.in_line: Any = np.array([fighter.in_line for fighter in fighters])
        self.assaulting: Any = np.zeros(len(fighters))
        self.inflow: Any = np.zeros(len(fighters))
        self.now: Any = np.array([float(fighter.strength) for fighter in fighters])
        self.arrived = [float(fighter.strength) for fighter in fighters]
        self.ends: list[tuple[str, float]] = []
        self.changes: list[tuple[float, Callable[[], None]]] = []
        for happening in happenings:
            self._schedule(happening)
        self.changes.sort(key=lambda change: change[0])

    def _schedule(self, happening: Happening) -> None:
        i = self.place[happening.formation]

        def put(table: Any, value: Any) -> Callable[[], None]:
            return lambda: table.__setitem__(i, value)

        if isinstance(happening, Withdraw):
            self.changes.append((happening.day, put(self.in_line, False)))
        elif isinstance(happening, ReturnToLine):
            self.changes.append((happening.day, put(self.in_line, True)))
        elif isinstance(happening, Assault):
            self.changes.append((happening.day, put(self.assaulting, 1.0)))
            self.changes.append((happening.until, put(self.assaulting, 0.0)))
        elif isinstance(happening, Arrive) and happening.over > 0:
            rate = happening.strength / happening.over
            self.changes.append((happening.day, lambda: self._flow(i, rate)))
            self.changes.append((happening.day + happening.over, lambda: self._flow(i, -rate)))
            self.arrived[i] += happening.strength
        elif isinstance(happening, Arrive):
            self.changes.append((happening.day, lambda: self._join(i, happening.strength)))
            self.arrived[i] += happening.strength

    def _flow(self, i: int, rate: float) -> None:
        self.inflow[i] += rate

    def _join(self, i: int, strength: float) -> None:
        self.now[i] += strength

    def _totals(self, strength: Array) -> list[float]:
        line = strength * self.in_line
        return [float(sum(line[i] for i in members)) for members in self.members]

    def losses(self, day: float, strength: Array) -> Array:
        """Persons lost a day by each formation; nobody loses where no enemy is in the line."""
        totals = self._totals(strength)
        whole = sum(totals)
        lost = np.zeros(len(self.fighters))
        for own, members in zip(totals, self.members, strict=True):
            enemy = whole - own
            if own <= 0.0 or enemy <= 0.0:
                continue
            against = [j for j in range(len(self.fighters)) if j not in members]
            attacked = sum(strength[j] * self.in_line[j] * self.assaulting[j] for j in against)
            for i in members:
                if self.in_line[i] and strength[i] > 0.0:
                    meeting = Meeting(
                        own=own, enemy=enemy, days=day, assaulting=self.assaulting[i],
                        enemy_assaulting=attacked / enemy,
                    )  # fmt: skip
                    hazard = self.law.hazard(NumpyOps(), meeting, self.fighters[i].parameters)
                    lost[i] = strength[i] * hazard
        return lost

    def _spans(self, times: Array) -> list[tuple[float, float]]:
        cuts = sorted({0.0, float(times[-1]), *(day for day, _ in self.changes)})
        cuts = [cut for cut in cuts if 0.0 <= cut <= times[-1]]
        return list(pairwise(cuts))

    def _apply(self, start: float) -> None:
        while self.changes and self.changes[0][0] <= start + 1e-12:
            self.changes.pop(0)[1]()

    # in continuous time -----------------------------------------------------------------------

    def integrate(self, times: Array) -> Array:
        """Strengths at ``times``; a side that comes to nil is beaten and stays so."""
        from scipy.integrate import solve_ivp

        found = np.empty((len(times), len(self.fighters)))
        found[0] = self.now
        for start, stop in self._spans(times):
            self._apply(start)
            found[times == start] = self.now
            begin = start
            while begin < stop:
                wanted = times[(times > begin) & (times <= stop)]
                run = solve_ivp(
                    lambda t, y: self.inflow - self.losses(t, np.maximum(y, 0.0)),
                    (begin, stop), self.now, method="DOP853", rtol=1e-12, atol=1e-9,
                    dense_output=True, events=self._beaten(),
                )  # fmt: skip
                ended = run.t[-1]
                reached = wanted[wanted <= ended]
                if len(reached):
                    found[np.isin(times, reached)] = np.maximum(run.sol(reached).T, 0.0)
                self.now = np.maximum(run.y[:, -1], 0.0)
                if run.status == 1:
                    self._bury(ended)
                    found[times == ended] = self.now
                begin = ended
        self._apply(float(times[-1]))
        found[-1] = self.now
        return found

    def _beaten(self) -> list[Any]:
        """Events: a party that stands in the line comes down to nobody."""
        watched = []
        for place, members in enumerate(self.members):
            if self._totals(self.now)[place] <= NOBODY or any(self.inflow[i] > 0 for i in members):
                continue

            def event(t: float, y: Array, place: int = place) -> float:
                return self._totals(y)[place] - NOBODY

            event.terminal, event.direction = True, -1  # type: ignore[attr-defined]
            watched.append(event)
        return watched

    def _bury(self, day: float) -> None:
        """Whoever has come down to nobody is beaten; both sides may be at once."""
        totals = self._totals(self.now)
        for party, members, total in zip(self.parties, self.members, totals, strict=True):
            if 0.0 < total <= 2.0 * NOBODY:
                for i in members:
                    self.now[i] = 0.0 if self.in_line[i] else self.now[i]
                self.ends.append((party, float(day)))

    # by whole persons ---------------------------------------------------------------------------

    def draw(self, times: Array, generator: np.random.Generator) -> Array:
        """One draw of whole persons at ``times``: the time to each casualty is exponential."""
        if sum(self.arrived) > MOST_PERSONS:
            raise InputError(
                f"one casualty at a time needs at most {MOST_PERSONS:,} persons; found "
                f"{sum(self.arrived):,.0f} - run without a seed, or count in larger units"
            )
        self.now = np.round(self.now)
        found = np.empty((len(times), len(self.fighters)))
        owed, at = np.zeros(len(self.fighters)), 0
        for start, stop in self._spans(times):
            self._apply(start)
            self.now = np.round(self.now)
            day = start
            while day < stop:
                rates = self.losses(day, self.now)
                total = float(rates.sum())
                wait = generator.exponential(1.0 / total) if total > 0 else np.inf
                # those who join in the meantime change the rates; look again a twentieth later
                step = min(wait, stop - day, 0.05 if self.inflow.any() else np.inf)
                while at < len(times) and times[at] < day + step:
                    found[at] = self.now
                    at += 1
                day += step
                owed += self.inflow * step
                joined = np.floor(owed + 1e-9)
                self.now, owed = self.now + joined, owed - joined
                if step == wait:
                    hit = generator.choice(len(rates), p=rates / total)
                    self.now[hit] -= 1.0
                    party = self.parties.index(self.fighters[hit].party)
                    if self._totals(self.now)[party] == 0.0:
                        self.ends.append((self.parties[party], day))
        self._apply(float(times[-1]))
        found[at:] = np.round(self.now)
        return found
