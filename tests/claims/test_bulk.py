"""Reading one file as a task: the same records wherever and however often it runs."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

from fogline.claims.bulk import read_one_task

DAY = date(2025, 1, 31)
TEXT = "The ministry said that about 300 soldiers had been killed near the river last week.\n"


def test_a_task_gives_the_same_records_again_and_they_can_be_sent(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    found = read_one_task(str(path), DAY)
    ((report, claims),) = found.reports
    assert report.published == DAY and len(claims) >= 1 and not found.bad
    assert claims[0].report == report.id
    assert pickle.loads(pickle.dumps(found)) == found == read_one_task(str(path), DAY)


def test_a_day_given_for_many_does_not_overrule_what_a_report_says(tmp_path: Path) -> None:
    path = tmp_path / "2024-05-06-report.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert read_one_task(str(path), DAY).reports[0][0].published == date(2024, 5, 6)
    alone = read_one_task(str(path), DAY, among_many=False)
    assert alone.reports[0][0].published == DAY


def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"  \n")
    found = read_one_task(str(path))
    assert found.reports == () and found.bad[0][0] == str(path) and "is empty" in found.bad[0][1]
