"""The local app on a case of many claims: how long a person waits for each page.

    python benchmarks/app_pages.py                      kursk's claims, each said again until 10,000
    python benchmarks/app_pages.py --claims 2000        a smaller case

The case is kursk with its claims repeated under other ids, later days and slightly other numbers,
four reports of 200 claims each with their words, and the answers of kursk's quick fit, whose
charts and lists carry all of the claims. The fit of so many claims is not part of this: ``what if``
runs on kursk's own fit. A server is started as a process;
the first page is timed from its first byte asked to its last, beside how long the server took to
listen; every other page is asked --times times (7) after one visit. The table gives median and
worst, in milliseconds, and the size in kB.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from fogline import flow
from fogline.answer import Assessment, Estimate
from fogline.answer.stored import ANSWERS_FILE, assessment_to_text
from fogline.app.desk import Desk
from fogline.ask.question import Question
from fogline.case import Case
from fogline.case.write import write_case
from fogline.claims import Claim
from fogline.flow import workbench
from fogline.ledger import Ledger
from fogline.page.pages.overview import overview
from fogline.page.pages.roles import view_of
from fogline.report import Report

IN_A_REPORT = 200
WHAT_IF = "/what-if?return.nk=1&return.nk.size={size}&return.nk.from=2025-02-21"


def kursk_question() -> Question:
    """Kursk's quick fit, made once and then kept."""
    return workbench.question(flow.open_case("kursk"), quick=True, progress=lambda *_: None)


def made_up(n_claims: int, folder: Path, ledger: Path) -> None:
    """A case of so many claims in ``folder``, its answers kept and known to the ledger."""
    luck = random.Random(20250131)
    kursk = flow.open_case("kursk")
    plain = list(kursk.standing())
    copies: dict[str, list[str]] = {claim.id: [claim.id] for claim in plain}
    claims = list(kursk.claims)
    while len(claims) < n_claims:
        old = plain[len(claims) % len(plain)]
        new = replace(_again(old, luck, kursk), id=f"m{len(claims):05d}")
        copies[old.id].append(new.id)
        claims.append(new)
    reports = []
    for number in range(4):
        report, spoken = _with_words(number, claims[-IN_A_REPORT * (number + 1) :][:IN_A_REPORT])
        reports.append(report)
        by_id = {claim.id: claim for claim in spoken}
        claims = [by_id.get(claim.id, claim) for claim in claims]
    case = replace(
        kursk, id="many", claims=tuple(claims), reports=(*kursk.reports, *reports), scenarios=()
    )
    write_case(case, folder)
    shutil.copytree(Path(kursk.folder) / "scenarios", folder / "scenarios", dirs_exist_ok=True)
    case = flow.open_case(folder)
    answers = _spread(
        workbench.answers(kursk_question(), preview=True, ledger=ledger), copies, case
    )
    run = folder / "runs" / "made"
    run.mkdir(parents=True)
    (run / ANSWERS_FILE).write_text(assessment_to_text(answers), encoding="utf-8")
    overview(view_of(case, answers))  # the app draws the charts after a fit; they are kept
    with Ledger.open(ledger) as book, book.atomic():
        book.add_run(
            case=case.id, case_hash=case.hash, folder=str(run), seed=1, passed=True, summary=()
        )


def _again(claim: Claim, luck: random.Random, case: Case) -> Claim:
    """The same said once more, somewhat later and with another number."""
    days = timedelta(days=luck.randrange(20))
    factor = luck.uniform(0.9, 1.1)

    def later(day: date | None) -> date | None:
        return min(day + days, case.cut_off) if day else None

    def other(number: float | None) -> float | None:
        return float(f"{number * factor:.3g}") if number else number

    whole = claim.unit in ("share", "status") or claim.kind == "status"
    held = replace(claim.held, from_=later(claim.held.from_), until=later(claim.held.until))
    return replace(
        claim, held=held, said_on=later(claim.said_on), printed_on=later(claim.printed_on),
        low=claim.low if whole else other(claim.low),
        value=claim.value if whole else other(claim.value),
        high=claim.high if whole else other(claim.high), repeats="", relation="", supersedes="",
    )  # fmt: skip


def _with_words(number: int, claims: list[Claim]) -> tuple[Report, list[Claim]]:
    """A report whose text holds these claims, one sentence each."""
    text = f"Report {number} of many claims\n\n"
    spans: list[tuple[str, int, str]] = []
    for claim in claims:
        words = f"{claim.value or claim.low or claim.high or 1:g}"
        spans.append((words, len(text), f"It was said that {words} of them are there, as of then."))
        text += spans[-1][2] + " "
    report = Report(
        text=text, title=f"Report {number} of many claims", publisher="Benchmark",
        published=date(2025, 1, 31), body=((0, len(text)),),
    )  # fmt: skip
    spoken = []
    for claim, (words, at, sentence) in zip(claims, spans, strict=True):
        start = at + sentence.index(words)
        spoken.append(
            replace(
                claim, report=report.id, exact=words, start=start, end=start + len(words),
                sentence=sentence, sentence_start=at, paraphrase="",
            )
        )  # fmt: skip
    return report, spoken


def _spread(answers: Assessment, copies: Mapping[str, list[str]], case: Case) -> Assessment:
    """The answers as if every repeated claim were evidence where the first one is."""
    by_id = {claim.id: claim for claim in case.claims}

    def all_of(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for name in names for each in copies.get(name, [name]))

    def estimate(row: Estimate) -> Estimate:
        return replace(row, claims=all_of(row.claims))

    bands = []
    for band in answers.bands:
        placed = []
        for one in band.claims:
            for name in copies.get(one.claim, [one.claim]):
                claim = by_id[name]
                day = claim.held.until or claim.held.from_ or one.day
                placed.append(replace(one, claim=name, day=max(min(day, band.cut_off), case.start)))
        bands.append(replace(band, claims=tuple(placed)))
    return replace(
        answers, case=case.id, bands=tuple(bands),
        estimates=tuple(map(estimate, answers.estimates)),
        provenance=replace(answers.provenance, case_hash=case.hash,
                           claims=all_of(answers.provenance.claims)),
    )  # fmt: skip


class Opened(Desk):
    """A desk that opens kursk's fit where it would fit the many claims."""

    def _fit(self) -> None:
        self.question = kursk_question()


def serve(folder: Path, ledger: Path) -> None:
    """The child process: the app over the case, until killed."""
    import socket

    import uvicorn

    from fogline.app.server import create_app

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    port = listener.getsockname()[1]
    app = create_app(Opened(str(folder), ledger=ledger), hosts=[f"127.0.0.1:{port}"])
    print(f"http://127.0.0.1:{port}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listener])


def measure(folder: Path, ledger: Path, times: int) -> None:
    """Start the server, ask for every page, print the table."""
    import httpx

    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(folder), str(ledger)],
        stdout=subprocess.PIPE, text=True, env=os.environ,
    )  # fmt: skip
    watchdog = threading.Timer(900, child.kill)
    watchdog.start()
    try:
        assert child.stdout is not None
        address = child.stdout.readline().strip()
        with httpx.Client(base_url=address, timeout=120) as asked:

            def ask(path: str) -> tuple[float, int]:
                start = time.perf_counter()
                answer = asked.get(path)
                taken = 1000 * (time.perf_counter() - start)
                assert answer.status_code == 200, (path, answer.status_code, answer.text[:200])
                return taken, len(answer.content)

            listening = time.perf_counter() - began
            first, size = ask("/")
            print(
                f"listening after {listening:.2f} s; first page {first:.0f} ms, {size // 1000} kB"
            )
            while "data-busy" in asked.get("/status").text:
                time.sleep(0.5)
            claim = re.findall(r'href="/claims/(m\d+)"', asked.get("/claims?words=m09").text)
            report = re.findall(r'href="/reports/([^"]+)">Report 0', asked.get("/reports").text)
            pages = [
                "/", "/claims", "/claims?page=100", "/claims?words=settlements+74",
                "/claims?on=nk.casualties", f"/claims/{claim[0] if claim else 'k010'}", "/reports",
                f"/reports/{report[0]}", "/sources", "/ground", "/what-if", "/why", "/track-record",
                "/method", "/add", "/changes", "/status",
            ]  # fmt: skip
            print("\n| page | median, ms | worst, ms | kB |\n| --- | ---: | ---: | ---: |")
            for path in pages:
                ask(path)
                taken = [ask(path) for _ in range(times)]
                times_ms = [ms for ms, _ in taken]
                print(
                    f"| `{path}` | {statistics.median(times_ms):.0f} | {max(times_ms):.0f} |"
                    f" {taken[0][1] // 1000} |"
                )
            ask(WHAT_IF.format(size=95))
            drawn = [ask(WHAT_IF.format(size=10 + 5 * n))[0] for n in range(times)]
            print(
                f"| a what-if not drawn before | {statistics.median(drawn):.0f} |"
                f" {max(drawn):.0f} | |"
            )
            token = re.search(r'name="token" value="([^"]+)"', asked.get("/claims/k012").text)
            assert token
            begun = time.perf_counter()
            answer = asked.post(
                "/claims/k012/judge", headers={"Origin": address},
                data={"token": token.group(1), "verdict": "accepted", "author": "A", "reason": "b"},
            )  # fmt: skip
            assert answer.status_code == 303, answer.text[-500:]
            asked.get(answer.headers["location"])
            taken_ms = 1000 * (time.perf_counter() - begun)
            print(f"| one claim judged, and its page | {taken_ms:.0f} | | |")
    finally:
        watchdog.cancel()
        child.kill()
        child.wait()


def main() -> None:
    """Read the arguments, make the case, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="make the case here, or take the one that is")
    parser.add_argument("--serve", nargs=2, type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(*chosen.serve)
        return
    with tempfile.TemporaryDirectory() as scratch:
        place = (chosen.keep or Path(scratch)).resolve()
        folder, ledger = place / "many", place / "many.sqlite"
        if not folder.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            made_up(chosen.claims, folder, ledger)
        measure(folder, ledger, chosen.times)


if __name__ == "__main__":
    main()
