"""Reports a second and memory of ``fogline read FOLDER``, on one worker and on several.

    python benchmarks/bulk_reading.py --reports 10000 --workers 1 2

The reports are made here from sentences of our own, each other than the rest, 120 to 900 words
long, one in twenty as an HTML page and one in five hundred bad. Processor seconds are those of all
processes together; memory is the largest that each process had (VmHWM), looked at four times a
second.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

SIDES = (("Russian", "Ukrainian"), ("Iraqi", "Iranian"), ("Argentine", "British"))
SENTENCES = (
    "The {a} general staff said on {day} that about {n} {b} soldiers had been killed or wounded.",
    "At least {n} {a} troops were sent to the sector in {month}, two officials said.",
    "The {b} ministry denied the figure and said that no more than {m} of its men had been lost.",
    "{a} forces have taken about {m} square kilometres since early {month}, a think tank said.",
    "By {day} half of that ground had been retaken, according to a {b} commander.",
    "\u201cWe counted {m} attacks in a single day,\u201d an officer said near the crossing.",
    "Some {n} shells a day were fired, nearly twice as many as in {month}.",
    "The road to the river was quiet and the fields on both sides of it lay under snow.",
    "Nobody in the village could say who had cut the line, or when it would be mended.",
    "The officer, who asked not to be named, said that {m} prisoners had been taken since {day}.",
    "Between {m} and {n} men hold the heights, the {b} army said.",
    "A hospital in the rear took in {m} wounded during the night, its director told reporters.",
)


def make_reports(folder: Path, number: int, seed: int) -> int:
    """Write that many reports; returns how many of them are bad on purpose."""
    n_bad = 0
    for n in range(number):
        chance = random.Random(f"{seed}-{n}")
        a, b = chance.sample(chance.choice(SIDES), 2)
        printed = date(2024, 8, 6) + timedelta(days=chance.randrange(170))
        said = (printed - timedelta(days=chance.randrange(1, 6))).strftime("%A")
        month = (printed - timedelta(days=40)).strftime("%B")
        paragraphs = [
            " ".join(
                chance.choice(SENTENCES).format(
                    a=a, b=b, day=said, month=month, n=f"{chance.randrange(1, 90) * 100:,}",
                    m=chance.randrange(10, 900),
                )
                for _ in range(chance.randint(2, 5))
            )
            for _ in range(chance.randint(4, 14))
        ]  # fmt: skip
        place = folder / f"{n // 1000:03d}"
        place.mkdir(exist_ok=True)
        name = f"{printed}-{n:06d}"
        title = f"Report {n} from the {a} side of the front"
        if n % 500 == 499:
            n_bad += 1
            (place / f"{name}.pdf").write_bytes(b"%PDF-1.4\nnothing of a PDF")
        elif n % 20 == 19:
            body = "".join(f"<p>{words}</p>" for words in paragraphs)
            head = f"<html><head><title>{title}</title></head>"
            page = f"{head}<body><article><h1>{title}</h1>{body}</article></body></html>"
            (place / f"{name}.html").write_text(page, encoding="utf-8")
        else:
            text = "\n\n".join([title, *paragraphs])
            (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return n_bad


def measured(folder: Path, ledger: Path, workers: int) -> dict[str, float]:
    """One run of the command: seconds, processor seconds, memory, counts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    program = subprocess.Popen(
        [sys.executable, "-m", "fogline.cli", "read", str(folder), "--workers", str(workers),
         "--ledger", str(ledger)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    most: dict[int, float] = {}
    while program.poll() is None:
        for process in [program.pid, *_children(program.pid)]:
            most[process] = max(most.get(process, 0.0), _megabytes(process))
        time.sleep(0.25)
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = (program.stdout.read() if program.stdout else "").splitlines()
    print(f"  {said[0] if said else 'nothing was said'}", file=sys.stderr)
    others = [value for process, value in most.items() if process != program.pid]
    return {
        "workers": workers,
        "seconds": seconds,
        "cpu_seconds": used,
        "parent_mb": most.get(program.pid, 0.0),
        "worker_mb": max(others, default=0.0),
        "ledger_mb": ledger.stat().st_size / 1e6,
    }


def _children(process: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(each) for each in task.read_text().split()]
        except OSError:
            continue
    return found


def _megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def main() -> None:
    """Make the reports, read them with each number of workers, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rows = []
    print("| reports | workers | s | CPU s | reports/s | reports/CPU s | parent MB | worker MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for number in asked.reports:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "reports"
            folder.mkdir()
            make_reports(folder, number, asked.seed)
            for workers in asked.workers:
                row = measured(folder, Path(scratch) / f"{workers}.sqlite", workers)
                rows.append({"reports": number, **row})
                print(
                    f"| {number:,} | {workers} | {row['seconds']:.0f} | {row['cpu_seconds']:.0f} "
                    f"| {number / row['seconds']:.1f} | {number / row['cpu_seconds']:.1f} "
                    f"| {row['parent_mb']:.0f} | {row['worker_mb']:.0f} |",
                    flush=True,
                )
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
