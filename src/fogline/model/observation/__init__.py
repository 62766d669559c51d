"""How claims arise from the state: bias, scatter, bounds, shares, statuses (design 4.7)."""

from fogline.model.observation.errors import ErrorLayout, declare_errors
from fogline.model.observation.kinds import OBSERVATIONS, ObservationKind
from fogline.model.observation.rows import FLOOR, Row, row_of

__all__ = [
    "FLOOR",
    "OBSERVATIONS",
    "ErrorLayout",
    "ObservationKind",
    "Row",
    "declare_errors",
    "row_of",
]
