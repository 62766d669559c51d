"""Conditions a model on evidence; returns a Fit value with diagnostics. No campaign vocabulary."""

from fogline.fit.density import LogDensity
from fogline.fit.fit import Fit
from fogline.fit.gates import GateResult, Outcome, fit_until_converged, gates, gates_of_answers
from fogline.fit.progress import Progress
from fogline.fit.sample import sample

__all__ = [
    "Fit",
    "GateResult",
    "LogDensity",
    "Outcome",
    "Progress",
    "fit_until_converged",
    "gates",
    "gates_of_answers",
    "sample",
]
