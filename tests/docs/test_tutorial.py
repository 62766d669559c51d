"""The commands of the tutorial and of the cases' pages, run in order in an empty folder.

What a page shows below its commands is what they say.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fogline.case import bundled_cases

PATIENCE_SECONDS = 1800
TOLERANCE = 0.4
"""Of a number shown, as a share of the one said: draws differ between processors, edges of
intervals by some per cent. Source: chosen by us; a model that answers otherwise is found."""

SMALL = 31
"""Whole numbers up to this are counts and days. Source: chosen by us."""

NUMBER = re.compile(r"\d[\d,]*\.?\d*")


def steps(page: str) -> list[tuple[str, list[str]]]:
    """The page's blocks of commands, each with the lines it is shown to answer."""
    blocks = re.findall(r"```(sh|text)\n(.*?)```", page, re.DOTALL)
    found: list[tuple[str, list[str]]] = []
    for kind, text in blocks:
        if kind == "sh":
            found.append((text, []))
        else:
            found[-1][1].extend(line for line in text.splitlines() if line.strip() != "...")
    return found


def missing(shown: list[str], said: str) -> list[str]:
    """Lines that were not said in this order; "..." stands for anything, and see ``near``."""
    rest = [" ".join(line.split()) for line in said.splitlines()]
    lost = []
    for line in shown:
        words = " ".join(line.split())
        pattern = "".join(
            r"([\d,.]+)" if NUMBER.fullmatch(part) else re.escape(part).replace(r"\.\.\.", ".*")
            for part in re.split(f"({NUMBER.pattern})", words)
        )
        for at, other in enumerate(rest):
            match = re.match(pattern, other)
            if match and all(map(near, NUMBER.findall(words), match.groups())):
                rest = rest[at + 1 :]
                break
        else:
            lost.append(line)
    return lost


def near(shown: str, said: str) -> bool:
    """Whether two numbers as printed are nearly one; small whole ones must be the same."""
    one, other = (float(each.replace(",", "").rstrip(".")) for each in (shown, said))
    if "." not in shown and one <= SMALL:
        return one == other
    return abs(one - other) <= TOLERANCE * max(one, other)


def run_page(page: Path, folder: Path) -> None:
    """Run every block of commands of a page; fail where one does, or says something else."""
    program = folder / "bin" / "fogline"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fogline.cli "$@"\n')
    program.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "FOGLINE_HOME": str(folder / "home"),
        "FOGLINE_LEDGER": str(folder / "ledger.sqlite"),
    }
    asked = steps(page.read_text(encoding="utf-8"))
    assert asked
    for commands, shown in asked:
        done = subprocess.run(
            ["bash", "-eu", "-c", commands], cwd=folder, env=environment, capture_output=True,
            text=True, check=False, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, f"{commands}{done.stderr}"
        assert missing(shown, done.stdout) == [], f"{commands}{done.stdout}"


def test_the_tutorials_commands_say_what_it_shows(root: Path, tmp_path: Path) -> None:
    for text in (root / "docs" / "tutorial").glob("*.txt"):
        shutil.copy(text, tmp_path)
    run_page(root / "docs" / "tutorial.md", tmp_path)
    assert (tmp_path / "winter.html").stat().st_size > 50_000


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted(bundled_cases()))
def test_the_commands_of_a_cases_page_run(root: Path, tmp_path: Path, case: str) -> None:
    run_page(root / "docs" / "cases" / f"{case}.md", tmp_path)


@pytest.mark.parametrize(
    ("shown", "said", "lost"),
    [
        ("casualties 2,100  1,100 to 4,400", "casualties  2,000 1,200 to 4,600", False),
        ("casualties 2,100  1,100 to 4,400", "casualties  9,000 1,200 to 4,600", True),
        ("5 of 5 gates", "4 of 5 gates", True),
        ("Fit: ... 5 of 5 gates", "Fit: 8 s, 5 of 5 gates passed", False),
    ],
)
def test_a_page_that_shows_something_else_is_found(shown: str, said: str, lost: bool) -> None:
    assert bool(missing([shown], said)) is lost
