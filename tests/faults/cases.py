"""A small case that fits in a second or two, and a report with a few claims."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from fogline.case import Case, Formation, Observable, Side, Source, write_case
from fogline.claims import Claim, Held, Subject

__all__ = ["N_CLAIMS", "report_text", "small_case"]

START = date(2024, 1, 1)
N_CLAIMS = 40


def small_case(folder: Path) -> Path:
    """Two sides on one hill, forty counts of the dead; written to ``folder``."""
    case = Case(
        id="hill",
        title="The hill",
        start=START,
        cut_off=date(2024, 2, 29),
        horizon=date(2024, 3, 10),
        sides=(Side(id="blues", name="Blues"), Side(id="reds", name="Reds")),
        formations=(
            Formation(id="blue", name="Blue", side="blues", sector=""),
            Formation(id="red", name="Red", side="reds", sector=""),
        ),
        observables=tuple(
            Observable(name=f"{part}.killed", definition="dead so far", unit="persons")
            for part in ("blue", "red")
        ),
        sources=(Source(id="staff", name="Staff"), Source(id="paper", name="Paper")),
        claims=tuple(_claim(number) for number in range(N_CLAIMS)),
    )
    return write_case(case, folder)


def _claim(number: int) -> Claim:
    day = START + timedelta(days=10 + number)
    return Claim(
        id=f"k{number}", origin=("staff", "paper")[number % 2], measure="killed",
        subject=Subject(entity=("blue", "red")[number % 2]), value=100.0 + 5 * number,
        unit="persons", held=Held(until=day, basis="as_of"), said_on=day, printed_on=day,
        paraphrase=f"The dead are {100 + 5 * number} by now.", author="keyed by hand",
    )  # fmt: skip


def report_text(number: int) -> str:
    """A report with claims in it, other words for each number."""
    return (
        f"Losses mount, bulletin {number}\n\nJanuary 31, 2025\n\n"
        + "\n\n".join(
            f"About {1000 + 7 * number + part:,} North Korean troops were killed or wounded in the "
            f"Kursk region by day {part}, a Ukrainian military spokesman said on Friday. "
            f"At least {20 + part} were captured, he added."
            for part in range(3)
        )
        + "\n"
    )
