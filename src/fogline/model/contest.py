"""Two contests with exact conditions: what dividing a force says about the worth of two fronts."""

from __future__ import annotations

from typing import Any

__all__ = ["contest_share", "relative_value"]


def contest_share(own: Any, enemy: Any, decisiveness: Any = 1.0) -> Any:
    """Share of a front's prize that goes to a side: own^m / (own^m + enemy^m).

    Source
    ------
    G. Tullock, "Efficient rent seeking" (1980); J. Hirshleifer, Public Choice 63 (1989), 101-112.
    """
    return 1.0 / (1.0 + (enemy / own) ** decisiveness)


def relative_value(
    here: Any, enemy_here: Any, there: Any, enemy_there: Any, decisiveness: Any = 1.0
) -> Any:
    """Worth of the front there over the one here to a side that divides its force so and not else.

    At the best division one person more gains as much on either front: v p (1 - p) m / s is equal,
    p the contest's share and s the persons. A side that could move persons from there to here and
    does not sets at least this worth on the front there.

    here, there  own persons; enemy_here, enemy_there  the enemy's

    Source
    ------
    First-order condition of the ratio contest on two fronts; D. Kovenock and B. Roberson,
    "Conflicts with multiple battlefields" (2012).
    """
    shares = [
        contest_share(own, enemy, decisiveness)
        for own, enemy in ((here, enemy_here), (there, enemy_there))
    ]
    gains = [share * (1.0 - share) / own for share, own in zip(shares, (here, there), strict=True)]
    return gains[0] / gains[1]
