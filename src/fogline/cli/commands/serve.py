"""The local web app."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName, LedgerFile, RunSeed
from fogline.cli.show import print_json, say

__all__ = ["serve"]


def serve(
    case: CaseName,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Where to listen; elsewhere a token is needed."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8765,
    quick: Annotated[
        bool, typer.Option("--quick", help="Fit with few draws: a preview, marked as such.")
    ] = False,
    seed: RunSeed = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Open a case in the browser: read, judge, add reports, ask what if.

    Serves pages on this machine alone until Ctrl-C; nothing is fetched from any network. A bundled
    case is read only; copy it first to judge its claims.

    Examples: fogline serve kursk; fogline serve my-kursk --port 0.
    """
    from fogline.app.server import serve as serve_case

    def told(address: str) -> None:
        if as_json:
            print_json({"case": case, "address": address})
        else:
            say(f"{case} is served at {address} - stop with Ctrl-C")
        sys.stdout.flush()  # a program that reads it waits for it, and the server never ends

    serve_case(case, host=host, port=port, quick=quick, seed=seed, ledger=ledger, say=told)
