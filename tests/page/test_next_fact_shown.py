"""Which candidates for the next fact are shown: those whose gain can be told from none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fogline.answer import Candidate, NextFact
from fogline.page.cards import next_fact_card

DAY = date(2025, 1, 31)


def candidate(words: str, reduction: float, bits: float) -> Candidate:
    return Candidate(
        observable="nk.killed", title="killed", on=DAY, form="report", words=words, scatter=0.3,
        reduction=reduction, reduction_error=0.02, bits=bits, bits_error=0.03,
    )  # fmt: skip


def fact(*candidates: Candidate) -> NextFact:
    return NextFact(
        observable="nk.killed", title="killed", unit="persons", on=DAY, width=900.0,
        candidates=candidates, sentence="",
    )  # fmt: skip


def test_candidates_that_bring_nothing_beyond_the_simulations_noise_are_not_shown() -> None:
    names, prisoners = candidate("names", 0.3, 0.7), candidate("prisoners", 0.01, 0.04)
    bits_alone = candidate("a map", 0.0, 0.2)
    found = fact(names, prisoners, bits_alone)
    assert found.telling == (names, bits_alone)
    card = next_fact_card(found)
    assert "names" in card and "a map" in card and "prisoners" not in card


def test_where_nothing_brings_anything_the_first_stands_for_all() -> None:
    nothing = candidate("names", 0.01, 0.0)
    assert fact(nothing, replace(nothing, words="a map")).telling == (nothing,)
    assert fact().telling == ()
