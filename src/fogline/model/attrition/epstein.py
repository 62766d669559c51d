"""Epstein's adaptive dynamic model: attrition that the sides regulate by pressing or yielding.

A complete small campaign in daily steps (ground war, close air support, withdrawal), written over
``ops`` like everything else. It has switches (a side withdraws only above a threshold), so it is
for comparison and teaching, not for gradient-based fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, final

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["EpsteinAdaptive", "EpsteinCampaign", "EpsteinState"]


@final
class EpsteinAdaptive(AbstractAttritionLaw):
    """Ground attrition set by how hard the attacker presses and how fast the defender yields.

    The attacker's hazard is P (1 - W / Wmax), P his chosen loss rate per day and W the defender's
    withdrawal, km a day; the defender's is the same number of losses over the exchange ratio rho,
    spread over the defenders: P (1 - W / Wmax) E / (rho S). ``assaulting`` = 1 marks the attacker.

    Source
    ------
    J. M. Epstein, The Calculus of Conventional War: Dynamic Analysis without Lanchester Theory
    (Brookings, 1985), appendix; Strategy and Force Planning (Brookings, 1987), appendix A.
    """

    name: ClassVar[str] = "epstein"
    parameters: ClassVar[Mapping[str, str]] = {
        "withdrawal": "the defender's withdrawal, km a day, from 0 to withdrawal_limit",
        "withdrawal_limit": "the fastest withdrawal, km a day",
        "exchange_ratio": "attackers lost on the ground per defender lost on the ground",
    }

    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        contact = 1.0 - parameters["withdrawal"] / parameters["withdrawal_limit"]
        pressed = parameters["rate"] * contact
        defending = pressed * meeting.enemy / (parameters["exchange_ratio"] * meeting.own)
        return meeting.assaulting * pressed + (1.0 - meeting.assaulting) * defending


class EpsteinState(NamedTuple):
    """The evening of a day. Strengths in Epstein's lethality points, distances in km."""

    attackers: Scalar
    defenders: Scalar
    prosecution: Scalar
    withdrawal: Scalar
    withdrawn_km: Scalar
    attacker_aircraft: Scalar
    defender_aircraft: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class EpsteinCampaign:
    """The constants of one such campaign; defaults are Epstein's base case.

    exchange_ratio              attackers lost per defender lost on the ground
    withdrawal_limit            km a day
    defender_threshold,
    attacker_threshold          loss rates per day at which the defender yields and the attacker
                                presses neither more nor less
    lethality_points, vehicles  of one armoured division; their ratio turns vehicles into points
    *_air_loss                  aircraft lost per sortie; *_sorties per day; *_kills vehicles per
                                sortie that comes home

    Source
    ------
    Epstein (1985), appendix, base case.
    """

    exchange_ratio: float = 1.5
    withdrawal_limit: float = 20.0
    defender_threshold: float = 0.05
    attacker_threshold: float = 0.075
    lethality_points: float = 47_490.0
    vehicles: float = 1_200.0
    defender_air_loss: float = 0.05
    attacker_air_loss: float = 0.05
    defender_sorties: float = 1.5
    attacker_sorties: float = 1.0
    defender_kills: float = 0.5
    attacker_kills: float = 0.25

    def start(
        self,
        attackers: Scalar = 330_000.0,
        defenders: Scalar = 200_000.0,
        prosecution: Scalar = 0.02,
        attacker_aircraft: Scalar = 250.0,
        defender_aircraft: Scalar = 300.0,
    ) -> EpsteinState:
        """The morning of day 1."""
        return EpsteinState(
            attackers, defenders, prosecution, 0.0, 0.0, attacker_aircraft, defender_aircraft
        )

    def step(self, ops: Ops, state: EpsteinState) -> EpsteinState:
        """One day: ground losses, close air support, then both sides adapt."""
        law = EpsteinAdaptive()
        parameters = {
            "rate": state.prosecution,
            "withdrawal": state.withdrawal,
            "withdrawal_limit": self.withdrawal_limit,
            "exchange_ratio": self.exchange_ratio,
        }
        attack = Meeting(own=state.attackers, enemy=state.defenders, assaulting=1.0)
        defence = Meeting(own=state.defenders, enemy=state.attackers, enemy_assaulting=1.0)
        attackers_lost = state.attackers * law.hazard(ops, attack, parameters) + self._bombed(
            state.defender_aircraft, self.defender_kills, self.defender_air_loss,
            self.defender_sorties,
        )  # fmt: skip
        defenders_lost = state.defenders * law.hazard(ops, defence, parameters) + self._bombed(
            state.attacker_aircraft, self.attacker_kills, self.attacker_air_loss,
            self.attacker_sorties,
        )  # fmt: skip
        attacker_rate = attackers_lost / state.attackers
        defender_rate = defenders_lost / state.defenders
        excess = defender_rate - self.defender_threshold
        room = (self.withdrawal_limit - state.withdrawal) / (1.0 - self.defender_threshold)
        slack = (self.attacker_threshold - state.prosecution) / self.attacker_threshold
        return EpsteinState(
            attackers=state.attackers - attackers_lost,
            defenders=state.defenders - defenders_lost,
            prosecution=state.prosecution - slack * (attacker_rate - self.attacker_threshold),
            withdrawal=ops.select(excess, state.withdrawal + room * excess, 0.0),
            withdrawn_km=state.withdrawn_km + state.withdrawal,
            attacker_aircraft=state.attacker_aircraft
            * (1.0 - self.attacker_air_loss) ** self.attacker_sorties,
            defender_aircraft=state.defender_aircraft
            * (1.0 - self.defender_air_loss) ** self.defender_sorties,
        )

    def _bombed(self, aircraft: Scalar, kills: float, loss: float, sorties: float) -> Scalar:
        """Lethality points lost to the enemy's aircraft: only sorties that come home count."""
        home = (1.0 - (1.0 - loss) ** (sorties + 1.0)) / loss - 1.0
        return self.lethality_points / self.vehicles * aircraft * kills * home
