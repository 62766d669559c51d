"""What an answer is: estimate, forecast, what-if, weighing; value types that compute nothing."""

from fogline.answer.answers import (
    Assessment,
    Band,
    Check,
    Estimate,
    Gate,
    ListedClaim,
    PlacedClaim,
    PriorRow,
    SourceBias,
    WeighedClaim,
    Weighing,
    WhatIf,
)
from fogline.answer.words import PROBABILITY_WORDS, probability_words, say_interval, say_number

__all__ = [
    "PROBABILITY_WORDS",
    "Assessment",
    "Band",
    "Check",
    "Estimate",
    "Gate",
    "ListedClaim",
    "PlacedClaim",
    "PriorRow",
    "SourceBias",
    "WeighedClaim",
    "Weighing",
    "WhatIf",
    "probability_words",
    "say_interval",
    "say_number",
]
