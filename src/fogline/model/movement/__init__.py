"""How ground changes hands: rates of movement, one a file, all in ``MOVEMENTS``; regimes' names."""

from fogline.model.movement.drift import Drift
from fogline.model.movement.relative_strength import RelativeStrength
from fogline.model.movement.roles import REGIMES, AbstractMovement, Push, regime_names

__all__ = ["MOVEMENTS", "REGIMES", "AbstractMovement", "Push", "regime_names"]

MOVEMENTS: dict[str, AbstractMovement] = {
    movement.name: movement for movement in (RelativeStrength(), Drift())
}
