"""Computes answers from a Fit."""

from fogline.ask.bands import band, bands
from fogline.ask.check import check
from fogline.ask.estimate import estimate
from fogline.ask.posterior import Posterior
from fogline.ask.sources import source_biases
from fogline.ask.summary import summary
from fogline.ask.weigh import Influence, weighing
from fogline.ask.what_if import what_if

__all__ = [
    "Influence",
    "Posterior",
    "band",
    "bands",
    "check",
    "estimate",
    "source_biases",
    "summary",
    "weighing",
    "what_if",
]
