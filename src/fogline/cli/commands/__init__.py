"""The commands, one file a verb; their order here is the order of the help."""

from __future__ import annotations

from collections.abc import Callable

from fogline.cli.commands.ask import ask
from fogline.cli.commands.assess import assess
from fogline.cli.commands.check import check
from fogline.cli.commands.claims import claims
from fogline.cli.commands.draft import draft
from fogline.cli.commands.forecast import forecast
from fogline.cli.commands.read import read
from fogline.cli.commands.report import report
from fogline.cli.commands.weigh import weigh
from fogline.cli.commands.what_if import what_if

__all__ = ["COMMANDS"]

COMMANDS: dict[str, Callable[..., None]] = {
    "assess": assess,
    "read": read,
    "draft": draft,
    "claims": claims,
    "ask": ask,
    "forecast": forecast,
    "what-if": what_if,
    "weigh": weigh,
    "check": check,
    "report": report,
}
