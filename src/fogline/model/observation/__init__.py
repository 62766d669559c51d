"""How claims arise from the state: bias, scatter, bounds, shares, statuses (design 4.7)."""

from fogline.model.observation._tails import DEGREES
from fogline.model.observation.errors import ErrorLayout, declare_errors, error_group
from fogline.model.observation.kinds import OBSERVATIONS, ObservationKind, kind_name

__all__ = [
    "DEGREES",
    "OBSERVATIONS",
    "ErrorLayout",
    "ObservationKind",
    "declare_errors",
    "error_group",
    "kind_name",
]
