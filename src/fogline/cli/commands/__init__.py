"""The commands, one file a verb; their order here is the order of the help."""

from __future__ import annotations

from collections.abc import Callable

from fogline.cli.commands.ask import ask
from fogline.cli.commands.assess import assess
from fogline.cli.commands.check import check
from fogline.cli.commands.check_claim import check_claim
from fogline.cli.commands.claims import claims
from fogline.cli.commands.copy import copy
from fogline.cli.commands.draft import draft
from fogline.cli.commands.evaluate import evaluate
from fogline.cli.commands.export import export
from fogline.cli.commands.fit import fit
from fogline.cli.commands.forecast import forecast
from fogline.cli.commands.implications import implications
from fogline.cli.commands.laws import laws
from fogline.cli.commands.ledger import ledger
from fogline.cli.commands.measures import measures
from fogline.cli.commands.next_fact import next_fact
from fogline.cli.commands.read import read
from fogline.cli.commands.report import report
from fogline.cli.commands.schema import schema
from fogline.cli.commands.score import score
from fogline.cli.commands.serve import serve
from fogline.cli.commands.simulate import simulate
from fogline.cli.commands.sources import sources
from fogline.cli.commands.tension import tension
from fogline.cli.commands.weigh import weigh
from fogline.cli.commands.what_if import what_if

__all__ = ["COMMANDS"]

COMMANDS: dict[str, Callable[..., None]] = {
    "assess": assess,
    "read": read,
    "draft": draft,
    "copy": copy,
    "claims": claims,
    "fit": fit,
    "ask": ask,
    "forecast": forecast,
    "what-if": what_if,
    "weigh": weigh,
    "next": next_fact,
    "tension": tension,
    "check-claim": check_claim,
    "score": score,
    "check": check,
    "report": report,
    "export": export,
    "simulate": simulate,
    "serve": serve,
    "implications": implications,
    "sources": sources,
    "laws": laws,
    "measures": measures,
    "eval": evaluate,
    "ledger": ledger,
    "schema": schema,
}
