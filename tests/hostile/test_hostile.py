"""Whatever comes in is read or refused in words: no traceback, nothing fetched, nothing written."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.attempts import tally
from tests.hostile.corpus import KINDS, BadInput, bad_inputs

QUICK, FULL = 180, 10_000
MOST_SECONDS, MOST_MEGABYTES = 30.0, 600.0
"""Of one input, on the processor. Far above what the table in docs/scale.md shows."""


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and a network that says who asked."""

    def refuse(*arguments: Any, **_: Any) -> None:
        raise AssertionError(f"something was fetched: {arguments[1:]}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.mark.parametrize(
    ("number", "seed"), [(QUICK, 1), pytest.param(FULL, 2, marks=pytest.mark.slow)]
)
def test_bad_inputs_are_read_or_refused(number: int, seed: int, nowhere: Path) -> None:
    found = tally(bad_inputs(number, seed), nowhere.parent / "case")
    assert set(found) == set(KINDS)
    broken = [words for each in found.values() for words in each.broken]
    assert not broken, "\n".join(broken[:20])
    assert sum(each.tried for each in found.values()) == number
    for kind, each in found.items():
        assert each.worst_seconds < MOST_SECONDS, kind
        assert each.worst_megabytes < MOST_MEGABYTES, kind
        assert each.refused, f"no bad input among those of kind {kind}"
        if kind != "gzip" and number > QUICK:
            assert each.read, f"nothing of kind {kind} was ever read: the corpus proves little"
    assert list(nowhere.iterdir()) == []


def test_the_corpus_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    def made(seed: int) -> list[BadInput]:
        return [bad for bad in bad_inputs(27, seed) if bad.kind != "warc"]  # ids of records differ

    assert made(5) == made(5) != made(6)
