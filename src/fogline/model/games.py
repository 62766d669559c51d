"""Small games with exact answers: dividing a force between two fronts, bargaining over forts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["BlottoSolution", "FortsWar", "first_agreement", "two_front_blotto"]


@dataclass(frozen=True, slots=True)
class BlottoSolution:
    """Optimal mixed divisions: probability of sending n units to the first front, at index n.

    value  expected fronts won minus fronts lost by the first side
    """

    value: float
    first_mix: np.ndarray
    second_mix: np.ndarray


def two_front_blotto(first_units: int, second_units: int) -> BlottoSolution:
    """Both sides divide whole units between two fronts, unseen; the larger number wins a front.

    Source
    ------
    E. Borel (1921); O. Gross and R. Wagner, A Continuous Colonel Blotto Game, RAND RM-408 (1950);
    solved here as a matrix game by linear programming.
    """
    if first_units < 0 or second_units < 0:
        raise ValueError(f"units must be >= 0; found {first_units} and {second_units}")
    mine, theirs = np.arange(first_units + 1), np.arange(second_units + 1)
    there = np.sign(mine[:, None] - theirs[None, :])
    here = np.sign((first_units - mine)[:, None] - (second_units - theirs)[None, :])
    payoff = (there + here).astype(float)
    value, first_mix = _maximin(payoff)
    _, second_mix = _maximin(-payoff.T)
    return BlottoSolution(value, first_mix, second_mix)


def _maximin(payoff: np.ndarray) -> tuple[float, np.ndarray]:
    """Value and optimal mix of the row player of a zero-sum matrix game."""
    from scipy.optimize import linprog

    n_rows, n_columns = payoff.shape
    found = linprog(
        c=np.r_[np.zeros(n_rows), -1.0],
        A_ub=np.c_[-payoff.T, np.ones(n_columns)],
        b_ub=np.zeros(n_columns),
        A_eq=np.r_[np.ones(n_rows), 0.0][None],
        b_eq=[1.0],
        bounds=[(0.0, None)] * n_rows + [(None, None)],
    )
    if not found.success:
        raise RuntimeError(f"the matrix game could not be solved: {found.message}")
    return float(found.x[-1]), found.x[:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class FortsWar:
    """A war over forts that change hands one battle at a time.

    n_forts  all forts; the side that takes them all has won
    held     forts the first side holds now, 0..n_forts
    theta    probability that the first side wins a battle, in (0, 1)

    Source
    ------
    A. Smith and A. C. Stam, "Bargaining and the nature of war", Journal of Conflict Resolution 48
    (2004), 783-813; the probabilities are the gambler's ruin.
    """

    n_forts: int
    held: int
    theta: float

    def __post_init__(self) -> None:
        if not 0 <= self.held <= self.n_forts or self.n_forts < 1 or not 0.0 < self.theta < 1.0:
            raise ValueError(
                f"forts must satisfy 0 <= held <= n_forts and 0 < theta < 1; found {self}"
            )

    @property
    def win_probability(self) -> float:
        """Probability that the first side takes every fort before it has lost every one."""
        odds = (1.0 - self.theta) / self.theta
        if abs(odds - 1.0) < 1e-9:
            return self.held / self.n_forts
        log_odds = np.log(odds)
        return float(np.expm1(self.held * log_odds) / np.expm1(self.n_forts * log_odds))

    @property
    def expected_battles(self) -> float:
        """Mean number of battles until one side holds every fort."""
        if abs(self.theta - 0.5) < 1e-9:
            return float(self.held * (self.n_forts - self.held))
        drift = 2.0 * self.theta - 1.0
        return (self.n_forts * self.win_probability - self.held) / drift

    def settlement_range(self, first_cost: float, second_cost: float) -> tuple[float, float]:
        """Shares of the prize both sides prefer to fighting on, (least, most) for the first side.

        first_cost, second_cost  cost of one battle to each side, in shares of the prize, >= 0
        """
        price = self.expected_battles
        worth = self.win_probability
        least = max(worth - first_cost * price, 0.0)
        return least, min(worth + second_cost * price, 1.0)


# Battles' worth of certainty that each side's first view of its chance carries.
# Source: Chosen by us: a view that a handful of battles can overturn.
FIRST_VIEW = 4.0


def first_agreement(
    war: FortsWar,
    costs: tuple[float, float],
    *,
    optimism: float,
    learns: bool,
    most: int,
    seed: int,
) -> int:
    """Battles fought until some division of the prize is better for both than fighting on.

    Each side rates its own odds in a battle ``optimism`` times too high. One that learns takes
    each battle into its view (a Beta view worth ``FIRST_VIEW`` battles at first); one that does
    not keeps it, so that the views need never meet. 0 where they agree at once; ``most`` + 1 where
    no division opens before the war or ``most`` battles are over.

    costs     of a battle to either side, in shares of the prize

    Source
    ------
    Learning by fighting: A. Smith and A. C. Stam, JCR 48 (2004); R. Powell, APSR 98 (2004),
    231-248; B. L. Slantchev, APSR 97 (2003), 621-632.
    """
    generator = np.random.default_rng(seed)
    odds = war.theta / (1.0 - war.theta)
    views = [odds * optimism / (1.0 + odds * optimism), odds / (odds + optimism)]
    won, held = 0, war.held
    for battle in range(most + 1):
        if not 0 < held < war.n_forts:
            return most + 1  # one side has everything: nothing is left to divide
        weight = FIRST_VIEW + (battle if learns else 0)
        rated = [(FIRST_VIEW * view + (won if learns else 0)) / weight for view in views]
        ranges = [
            FortsWar(n_forts=war.n_forts, held=held, theta=float(theta)).settlement_range(*costs)
            for theta in rated
        ]
        if ranges[0][0] <= ranges[1][1]:
            return battle
        victory = generator.random() < war.theta
        won, held = won + int(victory), held + (1 if victory else -1)
    return most + 1
