"""Names of a war that the bundled table lacks, from the first reading to a drafted case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline import flow
from fogline.ground.errors import InputError

DAY = date(1994, 3, 31)
REPORT = """Black Band driven out of the Zenda valley

STRELSAU, March 31, 1994 - The Black Band has lost about 1,200 of the 4,000 fighters it sent into
the Zenda valley in January, the Strelsau Wire reported on Thursday, citing Ruritanian officials.

Ruritanian forces have retaken half of the 300 square kilometres that the Black Band seized, Count
Rupert Hentzau told the agency. At least 500 fighters were killed in March alone, he said. Around
2,500 fighters of the Black Band are still in the valley.

The Black Band's fighters captured 300 square kilometres in January, Bordurian officials say.
"""
NAMES = """
[sides]
ruritania = "Ruritania, Strelsau | Ruritanian, Ruritanians"
borduria = "Borduria | Bordurian, Bordurians"

[groups]
black_band = "borduria | Black Band, the Band"
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_draft_reads_with_the_names_given_and_keeps_them_as_its_own(
    report: Path, tmp_path: Path
) -> None:
    names, folder = tmp_path / "names.toml", tmp_path / "case"
    names.write_text(NAMES, encoding="utf-8")
    ledger = tmp_path / "ledger.sqlite"
    plain = flow.draft([str(report)], published=DAY, ledger=ledger)
    assert not plain.formations
    case = flow.draft([str(report)], published=DAY, out=folder, ledger=ledger, names=str(names))
    assert [(each.id, each.side) for each in case.formations] == [("borduria", "borduria")]
    assert {side.name for side in case.sides} == {"Ruritania", "Borduria"}
    assert (folder / "gazetteer.toml").read_text(encoding="utf-8") == NAMES
    assert flow.open_case(str(folder)).formations == case.formations
    # The case's own names serve the next reading.
    again = flow.draft([str(report)], published=DAY, ledger=ledger, names=str(folder))
    assert again.formations == case.formations


def test_names_beside_a_case_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="claims were read before"):
        flow.assess(["kursk"], names=str(tmp_path / "names.toml"))


def test_names_that_cannot_be_read_are_refused_before_anything_is_read(
    report: Path, tmp_path: Path
) -> None:
    names = tmp_path / "names.toml"
    names.write_text("[sides]\nruritania = 3\n", encoding="utf-8")
    with pytest.raises(InputError, match="malformed"):
        flow.draft([str(report)], published=DAY, names=str(names))
