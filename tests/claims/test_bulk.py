"""Reading one file as a task: the same records wherever and however often it runs."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from fogline.claims.bulk import files_to_read, read_one_task, with_its_bytes
from fogline.ground.errors import InputError

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


def test_a_file_sent_with_its_task_is_read_as_it_is_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "2024-05-06-report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"  \n")
    _, tasks = files_to_read([str(tmp_path)], DAY)
    all_given = [task.arguments for task in tasks]
    sent = [with_its_bytes(given) for given in all_given]
    here = [read_one_task(*given) for given in all_given]
    for path in tmp_path.iterdir():
        path.unlink()
    assert [read_one_task(*given) for given in sent] == here
    assert here[0].reports[0][0].published == date(2024, 5, 6) and here[1].bad
    with pytest.raises(InputError, match="no file or folder"):
        with_its_bytes(all_given[0])
