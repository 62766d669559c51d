"""Conditions a model on evidence; returns a Fit value with diagnostics. No campaign vocabulary."""
