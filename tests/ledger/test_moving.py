"""Ledgers as a whole: copied between the stores, checked, made again, and what was stopped said."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fogline.case import load_case
from fogline.claims import Claim
from fogline.ground.errors import LedgerError
from fogline.ledger import Ledger, tables
from fogline.ledger.moving import copy_ledger, problems, put_aside_if_damaged, remember

CASE = load_case("kursk")


def quiet(words: str, fraction: float | None) -> None:
    """Progress that nobody watches."""


def filled(place: str) -> Ledger:
    ledger = Ledger.open(place)
    with ledger.atomic():
        ledger.add_reports(CASE.reports)
        ledger.add_claims(CASE.claims)
        ledger.judge("k154", "accepted", author="R", reason="seen")
        run = ledger.add_run(case="kursk", case_hash="h", folder="f", seed=2**40, passed=True)
        ledger.add_artefact(run, "page", "f/report.html", sha256="0", size=2**40)
        ledger.add_result("batch", "key", {"a": [1, None]})
    return ledger


def rows(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    return [[tuple(row) for row in ledger._each(table, *table.c[1:])] for table in tables.KEPT]


@pytest.fixture
def other_place(request: pytest.FixtureRequest, place: str, tmp_path: Path) -> str:
    """A place of the other kind."""
    if place.startswith("postgresql"):
        return str(tmp_path / "other.sqlite")
    return request.getfixturevalue("postgres").new_database()


def test_a_ledger_moves_to_the_other_store_and_back_without_loss(
    place: str, other_place: str, tmp_path: Path
) -> None:
    with filled(place) as first, Ledger.open(other_place) as second:
        counts = copy_ledger(first, second, quiet)
        assert counts == first.counts() == second.counts()
        assert counts["claims"] == len(CASE.claims)
        assert rows(second) == rows(first)
        assert second.claim("k154").status == "accepted"
        assert second.search("zelensky 3,000") == first.search("zelensky 3,000")
        with second.atomic():  # numbers go on after those that came
            assert second.judge("k154", "rejected", author="S", reason="").number == 2
            assert second.add_run(case="k", case_hash="", folder="", seed=1, passed=True) == 2
        with Ledger.open(tmp_path / "third.sqlite") as third:
            copy_ledger(second, third, quiet)
            assert rows(third) == rows(second)
        assert problems(first, quiet) == problems(second, quiet) == []


def test_a_ledger_is_copied_only_into_an_empty_one(place: str, other_place: str) -> None:
    with filled(place) as first, Ledger.open(other_place) as second:
        with second.atomic():
            second.add_claims([Claim(id="own")])
        with pytest.raises(LedgerError, match="holds 1 claims - copy into an empty one"):
            copy_ledger(first, second, quiet)
        assert [claim.id for claim in second.claims()] == ["own"]


def test_a_copy_that_does_not_arrive_as_it_was_sent_is_not_kept(
    place: str, other_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled(place) as first, Ledger.open(other_place) as second:
        do = second._store.do

        def losing(statement: object, values: object = None) -> object:
            if isinstance(values, list) and "verdict" in values[0]:
                values = [row | {"reason": "lost"} for row in values]
            return do(statement, values)  # type: ignore[arg-type]

        monkeypatch.setattr(second._store, "do", losing)
        with pytest.raises(LedgerError, match=r"judgements in .* are not what .* sent"):
            copy_ledger(first, second, quiet)
        assert set(second.counts().values()) == {0}


def test_a_claim_changed_behind_the_ledgers_back_is_found(tmp_path: Path) -> None:
    filled(str(tmp_path / "l.sqlite")).close()
    by_hand = sqlite3.connect(tmp_path / "l.sqlite")
    by_hand.execute("DROP TRIGGER claims_update")
    by_hand.execute("UPDATE claims SET record = replace(record, '3,000', '9,000') WHERE id='k154'")
    by_hand.execute("DROP TRIGGER claims_delete")
    by_hand.execute("INSERT INTO judgements VALUES (9, 'gone', 'note', 'R', '', '', '')")
    by_hand.commit()
    by_hand.close()
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        assert problems(ledger, quiet) == [
            "1 claims do not say what they said when kept: k154",
            "1 judgements of claims that are not there",
        ]


def test_a_damaged_file_is_put_aside_and_made_again_from_the_case(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    filled(str(file)).close()
    assert put_aside_if_damaged(file) is None
    data = bytearray(file.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    file.write_bytes(bytes(data))
    aside = put_aside_if_damaged(file)
    assert aside is not None and aside.read_bytes() == bytes(data) and not file.exists()
    with Ledger.open(file) as ledger:
        added = remember(ledger, CASE.reports, CASE.claims)
        assert added["claims"] == len(CASE.claims) == len(ledger.claims())
        assert set(remember(ledger, CASE.reports, CASE.claims).values()) == {0}


def test_judgements_are_made_again_from_the_rows_that_supersede(place: str) -> None:
    old = Claim(id="k1", value=1.0, note="an old note")
    rejected = replace(
        old,
        id="k1.1",
        supersedes="k1",
        status="rejected",
        author="R",
        note="a misprint; an old note",
    )
    corrected = replace(old, id="k1.2", supersedes="k1", value=2.0, author="S", note="said so")
    with Ledger.open(place) as ledger:
        added = remember(ledger, (), [old, rejected, corrected])
        assert added == {"reports": 0, "claims": 3, "judgements": 2}
        made = [(row.verdict, row.author, row.reason, row.other) for row in ledger.judgements("k1")]
        assert made == [
            ("rejected", "R", "a misprint", "k1.1"), ("corrected", "S", "said so", "k1.2"),
        ]  # fmt: skip


KILLED = """
import os, signal, sys
from fogline.claims import Claim
from fogline.ledger import Ledger
with Ledger.open(sys.argv[1]) as book, book.work("read", "a.txt", "b.txt"):
    with book.atomic():
        book.add_claims([Claim(id="kept")])
    if sys.argv[2] == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if sys.argv[2] == "raises":
        raise SystemExit("an error that it said itself")
"""


def test_the_next_start_says_what_was_killed_and_what_is_kept_of_it(
    place: str, noticed: list[str]
) -> None:
    for end, code in (("ends well", 0), ("raises", 1), ("killed", -signal.SIGKILL)):
        command = [sys.executable, "-c", KILLED, place, end]
        ended = subprocess.run(command, check=False, capture_output=True, text=True)
        assert ended.returncode == code, ended.stderr
    with Ledger.open(place) as ledger:
        for _ in range(2):  # said once
            with ledger.work("fit", "kursk"):
                pass
    (said,) = noticed
    assert said.startswith("fogline read of a.txt and 1 more, begun 20")
    assert said.endswith("was stopped before it ended; the ledger is whole and keeps all it had; "
                         "nothing was added since")  # fmt: skip


def test_a_work_that_still_runs_is_not_called_stopped(place: str, noticed: list[str]) -> None:
    with (
        Ledger.open(place) as first, Ledger.open(place) as second,
        first.work("read"), second.work("fit"),
    ):  # fmt: skip
        pass
    assert not noticed


JUDGE = """
import sys
from fogline.ledger import Ledger
with Ledger.open(sys.argv[1], timeout=60) as book:
    for number in range(25):
        with book.atomic():
            before = len(book.judgements("k154"))
            made = book.judge("k154", "accepted", author=sys.argv[2], reason=str(before))
"""


def test_two_analysts_who_judge_at_once_come_one_after_the_other(place: str) -> None:
    filled(place).close()
    both = [subprocess.Popen([sys.executable, "-c", JUDGE, place, name]) for name in ("Ada", "Bea")]
    assert [each.wait(timeout=120) for each in both] == [0, 0]
    with Ledger.open(place) as ledger:
        made = ledger.judgements("k154")
        assert len(made) == 51
        # each saw all that were before it: none was lost, none came between
        assert [row.reason for row in made[1:]] == [str(n) for n in range(1, 51)]
        assert [row.number for row in made] == sorted(row.number for row in made)
        assert {row.author for row in made[1:]} == {"Ada", "Bea"}
