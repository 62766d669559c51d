"""Decisions as hazards, one a file: when a force leaves the line or returns, when an ally stops."""

from fogline.model.policies.alliance import AllianceTolerance
from fogline.model.policies.roles import AbstractPolicy, Situation, passes
from fogline.model.policies.rotation import Rotation

__all__ = ["POLICIES", "AbstractPolicy", "Situation", "passes"]

POLICIES: dict[str, AbstractPolicy] = {
    policy.name: policy for policy in (Rotation(), AllianceTolerance())
}
