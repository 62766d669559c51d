"""How claims arise from the state: bias, scatter, bounds, shares, statuses (design 4.7)."""

from fogline.model.observation.errors import ErrorLayout, declare_errors
from fogline.model.observation.kinds import OBSERVATIONS, ObservationKind

__all__ = ["OBSERVATIONS", "ErrorLayout", "ObservationKind", "declare_errors"]
