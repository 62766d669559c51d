"""Tension, next facts, a score and sensitivities made of whole cloth, for the fullest page."""

from __future__ import annotations

from datetime import date

from fogline.answer import (
    CalibrationRecord,
    Candidate,
    DoubtedClaim,
    LawSensitivity,
    NextFact,
    PriorSensitivity,
    Score,
    ScoreRow,
    Tension,
    TensionGroup,
)

__all__ = ["CALIBRATION", "LAWS", "NEXT_FACTS", "PRIORS", "SCORE", "TENSION"]

CUT_OFF = date(2025, 1, 31)

TENSION = Tension(
    level=0.01,
    n_claims=228,
    expected_doubted=2.3,
    groups=(
        TensionGroup(
            id="area", title="Claims on the area held", kind="quantity",
            claims=("k003", "k020", "k037"), probability=0.004, raised=True, smallest=("k020",),
            without=0.31, sentence="The claims on the area held scatter more than they should.",
        ),
        TensionGroup(
            id="shells", title="Claims on shells", kind="stock", claims=("k005", "k022"),
            probability=0.44, raised=False,
        ),
    ),
    doubted=(
        DoubtedClaim(
            claim="k020", label="Ministry 2, 5 Jan 2025", observable="salient.held_km2",
            words="a half of it", probability=0.003, pareto_k=0.41,
        ),
    ),
    sentence="One of two groups of claims cannot all be true under the model.",
    notes=("More shells arrive than are fired.",),
)  # fmt: skip
NEXT_FACTS = (
    NextFact(
        observable="nk.casualties", title="North Korean casualties", unit="persons", on=CUT_OFF,
        width=2100.0, n_simulated=400,
        candidates=tuple(
            Candidate(
                observable="nk.killed", title="North Koreans killed", on=CUT_OFF, form="count",
                words=f"A neutral count of the killed, number {number}", scatter=0.2,
                reduction=0.4 / number, reduction_error=0.03, bits=0.7 / number, bits_error=0.05,
            )
            for number in range(1, 8)
        ),
        sentence="A neutral count of the killed would narrow the casualties most.",
    ),
)  # fmt: skip
SCORE = Score(
    case="kursk", title="The salient", origins=(), by_group={}, new=None,
    rows=tuple(
        ScoreRow(
            method=method, origin=origin, n=40, crps=crps, log_score=-0.4,
            coverage={"50": 0.52, "80": 0.79, "95": 0.93}, gap=gap, gap_error=abs(gap) / 3,
        )
        for method, crps, gap in (("Fogline", 0.21, 0.0), ("last claim", 0.30, -0.09))
        for origin in (None, date(2024, 12, 1))
    ),
    sentence="On 40 claims that came after two cut-offs Fogline was nearer than the last claim.",
    command="fogline score kursk",
)  # fmt: skip
PRIORS = (
    PriorSensitivity(
        observable="nk.casualties", title="North Korean casualties", prior=0.21, likelihood=0.44,
        diagnosis="prior and evidence disagree", telling="daily hazard", telling_index=0.17,
    ),
)  # fmt: skip
LAWS = (
    LawSensitivity(
        observable="nk.casualties", title="North Korean casualties", unit="persons", law="square",
        median=4100.0, intervals={"80": (3200.0, 5300.0)}, shift=200.0, effective=90.0,
        trusted=False,
    ),
)  # fmt: skip
CALIBRATION = (
    CalibrationRecord(
        name="kursk", n_trials=200, n_quantities=20, passed=True, worst="nk.killed", worst_p=0.3,
        command="python -m tests.recovery.sbc", seed="7",
    ),
)  # fmt: skip
