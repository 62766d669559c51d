"""Giving one bad input to the part that takes it: read, refused in words, or broken."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fogline.case import Case, Formation, Observable, Side, Source, load_case
from fogline.case.judging import judged
from fogline.case.sheet import rulings_of_sheet, sheet_text
from fogline.claims import Claim, Held, Subject
from fogline.claims.bulk import read_one_task
from fogline.claims.language_model import fault_of_claim
from fogline.claims.language_model.proposals import proposals_of
from fogline.ground.errors import FoglineError
from tests.hostile.corpus import BadInput
from tests.hostile.requests import answered

__all__ = ["Tally", "attempt", "table", "tally"]

DAY = date(2024, 3, 1)


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one kind; seconds are of the processor."""

    tried: int = 0
    read: int = 0
    refused: int = 0
    broken: list[str] = field(default_factory=list)
    worst_seconds: float = 0.0
    worst_megabytes: float = 0.0


def attempt(bad: BadInput, folder: Path) -> bool:
    """True when the input was read, False when it was refused in words; raises what it should not.

    AssertionError where something was read that the input does not hold.
    """
    try:
        if bad.kind == "case.toml":
            return _case(bad, folder)
        if bad.kind == "claims sheet":
            return _sheet(bad)
        if bad.kind == "model answer":
            return bool(proposals_of(bad.data.decode("utf-8", "replace"), range(2))[0])
        if bad.kind == "request":
            status = answered(bad.data, folder.parent / "desk")
            assert status < 500, f"answered {status}"
            return status < 400
        return _report(bad)
    except FoglineError as error:
        assert str(error).strip(), "refused without a word"
        return False


def _report(bad: BadInput) -> bool:
    found = read_one_task(bad.data, DAY, name_of(bad))
    assert found.reports or found.bad, "neither read nor refused"
    for report, claims in found.reports:
        assert all(0 <= a <= b <= len(report.text) for a, b in report.body)
        for claim in claims:
            assert not (why := fault_of_claim(report, claim)), f"{why}: {claim.exact[:80]!r}"
        assert len({claim.id for claim in claims}) == len(claims)
        assert "root:x:0" not in report.text, "a file of the machine was read"
    assert all(words.strip() for _, words in found.bad)
    return bool(found.reports)


def name_of(bad: BadInput) -> bool:
    """Whether it is read as one among many (every other one is)."""
    return len(bad.data) % 2 == 0


def _case(bad: BadInput, folder: Path) -> bool:
    folder.mkdir(exist_ok=True)
    (folder / "case.toml").write_bytes(bad.data)
    (folder / "claims.csv").write_text("id\n", encoding="utf-8")
    (folder / "sources.csv").write_text("id,name\n", encoding="utf-8")
    load_case(folder)
    return True


def _sheet(bad: BadInput) -> bool:
    claims = tuple(
        Claim(
            id=name, origin="staff", subject=Subject(entity="blue"), measure="killed", value=100.0,
            unit="persons", held=Held(until=DAY, basis="as_of"), said_on=DAY, printed_on=DAY,
            paraphrase="The staff counts its dead.", author="keyed by hand",
        )
        for name in ("k1", "k2")
    )  # fmt: skip
    case = Case(
        id="hills", title="The hills", start=date(2024, 1, 1), cut_off=date(2024, 6, 30),
        horizon=date(2024, 7, 31), sides=(Side(id="blues", name="Blues"),),
        formations=(Formation(id="blue", name="Blue", side="blues", sector=""),),
        observables=(Observable(name="blue.killed", definition="dead", unit="persons"),),
        sources=(Source(id="staff", name="Staff"),), claims=claims,
    )  # fmt: skip
    rulings = rulings_of_sheet(case, bad.data, "sheet.csv", reason="because")
    made = judged(case, rulings, author="Ann")
    for line in sheet_text([each.row for each in made]).splitlines()[1:]:
        assert not line.startswith(("=", "+", "-", "@")), "a formula at the start of a row"
    return True


def tally(inputs: Iterable[BadInput], folder: Path) -> dict[str, Tally]:
    """What became of the inputs, by kind."""
    found: dict[str, Tally] = {}
    for bad in inputs:
        count = found.setdefault(bad.kind, Tally())
        count.tried += 1
        before, began = _peak(), time.process_time()
        try:
            if attempt(bad, folder):
                count.read += 1
            else:
                count.refused += 1
        except Exception as error:
            count.broken.append(f"{bad.name}: {type(error).__name__}: {error}"[:300])
        count.worst_seconds = max(count.worst_seconds, time.process_time() - began)
        count.worst_megabytes = max(count.worst_megabytes, _peak() - before)
    return found


def _peak() -> float:
    """The most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(found: dict[str, Tally]) -> str:
    """The tallies as a Markdown table."""
    lines = [
        "| kind | tried | read | refused in words | tracebacks | worst CPU s | largest rise, MB |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {kind} | {each.tried:,} | {each.read:,} | {each.refused:,} | {len(each.broken)} "
        f"| {each.worst_seconds:.2f} | {each.worst_megabytes:.0f} |"
        for kind, each in found.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """``python -m tests.hostile.attempts [NUMBER] [SEED]``: the table, and what broke."""
    import sys
    import tempfile

    from tests.hostile.corpus import bad_inputs

    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as scratch:
        found = tally(bad_inputs(number, seed), Path(scratch) / "case")
    print(table(found))
    print(f"\npeak memory of the process {_peak():.0f} MB")
    for each in found.values():
        for words in each.broken[:20]:
            print(words)


if __name__ == "__main__":
    main()
