"""Real ``kill -9`` at random moments of reading, judging, fitting, reporting and migrating.

    python -m tests.faults.kills                     200 kills on a SQLite file
    python -m tests.faults.kills --store postgresql  the same on a server of its own
    python -m tests.faults.kills --kills 20          fewer
    python -m tests.faults.kills --only fit          its part of the 200 alone

Each victim is a child of this program that runs one verb of ``flow`` and prints what it was told is
done; it is killed within the time that the verb takes. Then a new start looks at everything: the
ledger, the case folder, kept fits, the page. The table counts what was tried and what was lost.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["SHARES", "Tally", "kill_many"]

SHARES = {"read": 0.3, "judge": 0.25, "fit": 0.1, "report": 0.15, "migrate": 0.2}
"""Part of the kills that each verb gets."""

LOADED = ("fogline.ask.question", "fogline.fit.nuts", "fogline.page.html", "nutpie", "scipy.linalg")
"""What the verbs load; imported only, for no thread survives a fork."""


@dataclass
class Tally:
    """What happened under one verb."""

    tried: int = 0
    killed: int = 0
    accepted: int = 0
    lost: list[str] = field(default_factory=list)
    half_written: list[str] = field(default_factory=list)
    said: int = 0


class Arena:
    """The places that victims work on, and what they were told is done."""

    def __init__(self, folder: Path, place: str, new_place: Callable[[], str]) -> None:
        from tests.faults.cases import small_case

        self.folder, self.place, self.new_place = folder, place, new_place
        self.case = small_case(folder / "hill")
        self.page = folder / "page.html"
        self.reports = folder / "reports"
        self.reports.mkdir()
        self.old = ""
        self.done: dict[str, list[str]] = {verb: [] for verb in SHARES}

    # What the victim does; it prints one line for each thing that it was told is done.

    def read(self, number: int) -> None:
        from fogline import flow
        from tests.faults.cases import report_text

        file = self.reports / f"{number}.txt"
        file.write_text(report_text(number))
        for report, claims in flow.read([str(file)], ledger=_path(self.place))[0]:
            assert claims
            _say(report.id)

    def judge(self, number: int) -> None:
        from fogline import flow

        name = f"k{number % 40}"
        rows = {claim.supersedes: claim.id for claim in flow.open_case(self.case).claims}
        while name in rows:
            name = rows[name]
        verdict: Any = ("accepted", "rejected")[number % 2]
        ruling = flow.ruling(name, verdict, f"reason {number}")
        for row in flow.judge(str(self.case), [ruling], author="R", ledger=_path(self.place)):
            _say(f"{row.supersedes} {row.id}")

    def fit(self, number: int) -> None:
        from fogline import flow

        folder, _ = flow.fit(str(self.case), seed=number, quick=True, ledger=_path(self.place))
        _say(str(folder))

    def report(self, number: int) -> None:
        from fogline import flow

        flow.report(str(self.case), self.page)  # the fit is kept by the first, which is not killed
        _say(str(number))

    def migrate(self, number: int) -> None:
        from fogline.ledger import Ledger

        Ledger.open(self.old).close()
        _say(self.old)

    # What must hold afterwards.

    def check_read(self, tally: Tally) -> None:
        from fogline.claims import extract
        from fogline.ledger import Ledger

        with Ledger.open(self.place) as book:
            tally.half_written += book.problems()
            lost = [name for name in self.done["read"] if not book.has_report(name)]
            tally.lost += lost
            for row in book.reports_page(newest_first=True, limit=3).items:
                kept = book.claims(report=row.id)
                if [claim.id for claim in kept] != [c.id for c in extract(book.report(row.id))]:
                    tally.half_written.append(f"report {row.id} with {len(kept)} claims")

    def check_judge(self, tally: Tally) -> None:
        from fogline.case import load_case
        from fogline.ledger import Ledger

        case = load_case(self.case)  # raises where a file is half-written
        rows = {(claim.supersedes, claim.id) for claim in case.claims}
        with Ledger.open(self.place) as book:
            logged = {(made.claim, made.other) for made in book.judgements()}
        for line in self.done["judge"]:
            old, new = line.split()
            if (old, new) not in rows or (old, new) not in logged:
                tally.lost.append(line)
        if logged - rows:
            tally.half_written.append(f"judgements that the case lacks: {logged - rows}")

    def check_fit(self, tally: Tally) -> None:
        from fogline.fit.fit import Fit
        from fogline.ledger import Ledger

        for file in self.case.glob("runs/*/posterior.nc"):
            Fit.load(file)  # raises where it is not whole
        with Ledger.open(self.place) as book:
            kept = {run.folder for run in book.runs()}
        for folder in self.done["fit"]:
            if folder not in kept or not (Path(folder) / "posterior.nc").exists():
                tally.lost.append(folder)

    def check_report(self, tally: Tally) -> None:
        if not self.page.exists():
            tally.lost += self.done["report"][-1:]
        elif not self.page.read_text().rstrip().endswith("</html>"):
            tally.half_written.append(str(self.page))

    def check_migrate(self, tally: Tally) -> None:
        from fogline.ledger import Ledger
        from fogline.ledger.schema import MIGRATIONS

        with Ledger.open(self.old) as book:
            if book._version() != len(MIGRATIONS["sqlite"]) or book.problems():
                tally.half_written.append(self.old)
            if len(book.claims()) != 40 or len(book.judgements()) != 1:
                tally.lost.append(self.old)
            if [claim.id for claim in book.search("dead 125")] != ["k5"]:
                tally.lost.append(f"{self.old}: the index of words")

    def before(self, verb: str) -> None:
        """For a migration: a ledger of the first version with claims and a judgement."""
        if verb != "migrate":
            return
        from fogline.case import load_case
        from fogline.ledger import Ledger
        from fogline.ledger import ledger as module

        self.old, new = self.new_place(), module.MIGRATIONS
        module.MIGRATIONS = {dialect: some[:1] for dialect, some in new.items()}
        try:
            with Ledger.open(self.old) as book, book.atomic():
                book.add_claims(load_case(self.case).claims[:40])
                book.judge("k1", "accepted", author="R", reason="")
        finally:
            module.MIGRATIONS = new


def _path(place: str) -> Any:
    return place


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _child(work: Callable[[], None]) -> tuple[int, int]:
    """A forked victim: its number and the pipe on which it says what is done."""
    out, into = os.pipe()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.close(out)
            os.dup2(into, 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            work()
            code = 0
        finally:
            os._exit(code)
    os.close(into)
    return process, out


def _run(work: Callable[[], None], kill_after: float | None) -> tuple[list[str], bool, float]:
    """What the victim said in whole lines, whether it was killed, and its seconds."""
    began = time.perf_counter()
    process, out = _child(work)
    killed = False
    if kill_after is not None and not select.select([out], [], [], kill_after)[0]:
        os.kill(process, signal.SIGKILL)
        killed = True
    data = b""
    while part := os.read(out, 65536):
        data += part
    os.close(out)
    _, status = os.waitpid(process, 0)
    if not killed and os.waitstatus_to_exitcode(status):
        raise RuntimeError("a victim that was not killed failed")
    return data.decode().split("\n")[:-1], killed, time.perf_counter() - began


def _next_start(place: str) -> list[str]:
    """What the next start says, as its log has it."""
    from fogline.ledger import Ledger

    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    ear, log = Ear(), logging.getLogger("fogline")
    log.addHandler(ear)
    try:
        with Ledger.open(place) as book, book.work("check"):
            pass
    finally:
        log.removeHandler(ear)
    return said


def kill_many(
    n_kills: int, place: str, new_place: Callable[[], str], folder: Path, *, seed: int = 20250131,
    tell: Callable[[str], None] = lambda words: None, only: Sequence[str] = (),
) -> dict[str, Tally]:  # fmt: skip
    """Kill ``n_kills`` victims, by verb in turn; what was tried, lost, half-written, said."""
    from fogline.claims import extract
    from fogline.report import read_report

    luck = random.Random(seed)
    arena = Arena(folder, place, new_place)
    warm = folder / "warm.txt"
    from tests.faults.cases import report_text

    warm.write_text(report_text(-1))
    # loaded once, before the forks: a victim is to be killed in its work, not in its imports
    for item in read_report(str(warm)):
        extract(item)
    for name in LOADED:
        import_module(name)
    tallies: dict[str, Tally] = {}
    number = 0
    for verb, share in SHARES.items():
        if only and verb not in only:
            continue
        tally = tallies[verb] = Tally()
        do, check = getattr(arena, verb), getattr(arena, f"check_{verb}")
        arena.before(verb)
        lines, _, seconds = _run(partial(do, number), None)  # how long it takes, unhurried
        arena.done[verb] += lines
        target = max(1, round(n_kills * share))
        while tally.killed < target:
            number += 1
            arena.before(verb)
            moment = luck.uniform(0.02 * seconds, 0.98 * seconds)
            lines, killed, took = _run(partial(do, number), moment)
            seconds = 0.8 * seconds + 0.2 * (took if not killed else seconds)
            arena.done[verb] += lines
            tally.tried += 1
            tally.killed += killed
            if killed:
                ledger = arena.old if verb == "migrate" else place
                tally.said += bool(_next_start(ledger)) if verb in ("read", "judge", "fit") else 0
            check(tally)
        tally.accepted = len(arena.done[verb])
        tell(f"{verb}: {tally.killed} killed of {tally.tried}, {len(tally.lost)} lost")
    return tallies


def table(tallies: dict[str, Tally]) -> str:
    """The tallies as a Markdown table."""
    lines = [
        "| while it | started | killed | accepted | lost | half-written | next start said so |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for verb, tally in tallies.items():
        said = str(tally.said) if verb in ("read", "judge", "fit") else "-"
        lines.append(
            f"| {verb} | {tally.tried} | {tally.killed} | {tally.accepted} | {len(tally.lost)} | "
            f"{len(tally.half_written)} | {said} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Kill, check, print; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--only", action="append", choices=list(SHARES), help="only this verb")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fogline-kills-"))
    server = None
    try:
        if chosen.store == "postgresql":
            from tests.postgres_server import PostgresServer, programs

            found = programs()
            assert found is not None, "needs PostgreSQL (apt-get install postgresql)"
            server = PostgresServer(found)
            new_place = server.new_database
        else:
            numbers = iter(range(10**9))

            def new_place() -> str:
                return str(folder / f"ledger-{next(numbers)}.sqlite")

        tallies = kill_many(chosen.kills, new_place(), new_place, folder, tell=print,
                            only=chosen.only or ())  # fmt: skip
    finally:
        if server is not None:
            server.close()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{chosen.store}:\n\n{table(tallies)}")
    for verb, tally in tallies.items():
        for line in (*tally.lost, *tally.half_written):
            print(json.dumps({"verb": verb, "lost": line}))
    sys.exit(any(tally.lost or tally.half_written for tally in tallies.values()))


if __name__ == "__main__":
    main()
