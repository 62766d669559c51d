"""Writes reports with claims into a ledger for ever, printing each report's id once it is kept.

Run as a program by the test that kills it.
"""

from __future__ import annotations

import sys
import time
from datetime import date

from fogline.claims import Claim
from fogline.ledger import Ledger
from fogline.report import Report

CLAIMS_PER_REPORT = 7


def main(path: str, name: str) -> None:
    with Ledger.open(path, timeout=30) as ledger:
        number = 0
        while True:
            text = f"{name} {number} " + "words " * 400
            report = Report(text=text, body=((0, len(text)),), published=date(2025, 1, 31))
            with ledger.atomic():
                ledger.add_report(report)
                ledger.add_claims(
                    Claim(id=f"{report.id}-{part}", report=report.id, exact="words " * 20)
                    for part in range(CLAIMS_PER_REPORT)
                )
            print(report.id, flush=True)
            number += 1
            time.sleep(0.001)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
