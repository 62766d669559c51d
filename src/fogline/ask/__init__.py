"""Computes answers from a Fit."""
