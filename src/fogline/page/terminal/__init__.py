"""Answers and claims in a terminal: tables a person can read in a minute.

Text of reports goes in as plain ``Text``: neither Rich markup nor terminal escapes act.
"""

from fogline.page.terminal.answers import check, estimates, weighing, what_if
from fogline.page.terminal.assessment import assessment, show
from fogline.page.terminal.claims import claims, read

__all__ = ["assessment", "check", "claims", "estimates", "read", "show", "weighing", "what_if"]
