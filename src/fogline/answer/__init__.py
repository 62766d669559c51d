"""What an answer is: estimate, forecast, what-if, weighing; value types that compute nothing."""

from fogline.answer.answers import (
    Assessment,
    Band,
    Check,
    Estimate,
    Gate,
    ListedClaim,
    MonteCarloError,
    PlacedClaim,
    PriorRow,
    SourceBias,
    WeighedClaim,
    WeighedGroup,
    Weighing,
    WhatIf,
)
from fogline.answer.crossing import Crossing
from fogline.answer.next_fact import Candidate, NextFact
from fogline.answer.score import Score, ScoreOrigin, ScoreRow
from fogline.answer.sensitivity import CalibrationRecord, LawSensitivity, PriorSensitivity
from fogline.answer.sentences import Chance, Number, Piece, Sentence
from fogline.answer.simulation import Chances, Line, Simulation
from fogline.answer.tension import ClaimCheck, DoubtedClaim, Tension, TensionGroup
from fogline.answer.words import (
    PROBABILITY_WORDS,
    probability_words,
    say_chance,
    say_interval,
    say_method,
    say_number,
)

__all__ = [
    "PROBABILITY_WORDS",
    "Assessment",
    "Band",
    "CalibrationRecord",
    "Candidate",
    "Chance",
    "Chances",
    "Check",
    "ClaimCheck",
    "Crossing",
    "DoubtedClaim",
    "Estimate",
    "Gate",
    "LawSensitivity",
    "Line",
    "ListedClaim",
    "MonteCarloError",
    "NextFact",
    "Number",
    "Piece",
    "PlacedClaim",
    "PriorRow",
    "PriorSensitivity",
    "Score",
    "ScoreOrigin",
    "ScoreRow",
    "Sentence",
    "Simulation",
    "SourceBias",
    "Tension",
    "TensionGroup",
    "WeighedClaim",
    "WeighedGroup",
    "Weighing",
    "WhatIf",
    "probability_words",
    "say_chance",
    "say_interval",
    "say_method",
    "say_number",
]
