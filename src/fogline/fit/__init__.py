"""Conditions a model on evidence; returns a Fit value with diagnostics. No campaign vocabulary."""

from fogline.fit.density import LogDensity
from fogline.fit.fit import Fit
from fogline.fit.progress import Progress
from fogline.fit.sample import sample

__all__ = ["Fit", "LogDensity", "Progress", "sample"]
