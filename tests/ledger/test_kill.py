"""Real ``kill -9`` in the middle of writes: nothing accepted is lost, nothing half kept."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from fogline.ledger import Ledger

WRITER = Path(__file__).with_name("writer.py")
CLAIMS_PER_REPORT = 7


def start(path: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(path), name], stdout=subprocess.PIPE, text=True
    )


def killed_after(writer: subprocess.Popen[str], seconds: float) -> list[str]:
    """Ids the writer had printed, each after its commit, when it was killed."""
    assert writer.stdout is not None
    first = writer.stdout.readline().strip()  # it is writing
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read().splitlines()
    writer.wait()
    # the last line may have been cut off by the kill; a whole id has 13 characters
    return [first, *(line for line in rest if len(line) == len(first))]


def test_kills_lose_nothing_accepted_and_keep_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    luck = random.Random(20250131)
    accepted: list[str] = []
    for number in range(3):  # two writers at a time, each killed at its own moment
        writers = [start(path, f"writer {number} {twin}") for twin in range(2)]
        for writer in writers:
            accepted += killed_after(writer, luck.uniform(0.0, 0.06))
    assert len(accepted) > 6
    with Ledger.open(path) as ledger:
        assert ledger.problems() == []
        kept = {row[0] for row in ledger._store.do("SELECT id FROM reports")}
        assert not set(accepted) - kept
        by_report = dict(
            map(tuple, ledger._store.do("SELECT report, count(*) FROM claims GROUP BY report"))
        )
        assert set(by_report) == kept
        assert set(by_report.values()) == {CLAIMS_PER_REPORT}
        # at most one finished block a kill was not yet printed
        assert len(kept) <= len(set(accepted)) + 6


def test_readers_see_only_finished_blocks_while_a_writer_works(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    writer = start(path, "busy")
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        seen = 0
        with Ledger.open(path, timeout=1) as reader:
            for _ in range(40):
                counts = reader.counts()
                assert counts["claims"] % CLAIMS_PER_REPORT == 0
                assert counts["reports"] >= seen
                seen = counts["reports"]
                time.sleep(0.005)
        assert seen > 1
    finally:
        writer.kill()
        writer.communicate()
