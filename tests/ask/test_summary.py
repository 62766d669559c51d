"""The answers in sentences: each part that was spoken of, with numbers beside the words."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

import numpy as np

from fogline.answer import Number, probability_words
from fogline.ask import Posterior
from fogline.ask.estimate import estimate
from fogline.ask.summary import summary as sentences


def summary(posterior: Posterior) -> list[str]:
    return [str(sentence) for sentence in sentences(posterior)]


def test_the_contingent_comes_first_then_forces_ground_and_shells(unread: Posterior) -> None:
    found = summary(unread)
    assert found[0].startswith("By 29 April 2000 about ") and "sent as Ally" in found[0]
    starts = [sentence.split(":")[0] for sentence in found[1:]]
    for name in ("Red", "Blue", "Salient", "Front", "Shells"):
        assert name in starts, name
    assert starts.index("Salient") < starts.index("Shells")


def test_every_sentence_is_finished_and_no_probability_goes_without_its_number(
    unread: Posterior,
) -> None:
    for sentence in summary(unread):
        assert sentence[0].isupper() and sentence.endswith("."), sentence
        assert "nan" not in sentence.lower() and "unknown" not in sentence
        for words in re.findall(
            r"(?:almost no chance|(?:very )?(?:un)?likely|even chance)[^,;.]*", sentence
        ):
            assert re.search(r"\(\D*\d+ %\)", words), words


def test_what_the_prior_alone_says_is_marked(unread: Posterior, certain: Posterior) -> None:
    assert "(rests on the prior)" in " ".join(summary(unread))
    assert "(rests on the prior)" not in " ".join(summary(certain))


def test_the_chance_of_half_lost_is_the_share_of_draws(certain: Posterior) -> None:
    cut_off = certain.case.cut_off
    share = certain.draws("ally.casualties", cut_off) / np.maximum(
        certain.draws("ally.deployed", cut_off), 1.0
    )
    wanted = probability_words(float(np.mean(share >= 0.5)))
    assert f"half or more were lost is {wanted}" in summary(certain)[0]


def test_no_odds_are_given_of_what_the_prior_alone_says(unread: Posterior) -> None:
    told = " ".join(summary(unread))
    assert "rests on the prior" in summary(unread)[
        0
    ] and "% of the area once taken" in told.replace("%)", "%")
    for words in ("half or more were lost", "half or more was retaken", "more arrives than"):
        assert words not in told


def test_a_force_that_no_claim_speaks_of_is_not_told_of(unread: Posterior) -> None:
    silent = copy.copy(unread)
    silent.machine = copy.copy(unread.machine)
    kept = tuple(
        item
        for item in unread.machine.campaign.evidence
        if not any(term.observable.startswith("blue.") for term in item.numerator)
    )
    silent.machine.campaign = replace(unread.machine.campaign, evidence=kept)
    assert any(sentence.startswith("Blue:") for sentence in summary(unread))
    assert not any(sentence.startswith("Blue:") for sentence in summary(silent))


def test_numbers_of_a_sentence_are_those_of_the_answers_they_name(unread: Posterior) -> None:
    cut_off = unread.case.cut_off
    numbers = [
        piece for sentence in sentences(unread) for piece in sentence.pieces
        if isinstance(piece, Number) and piece.observable
    ]  # fmt: skip
    assert len(numbers) > 5
    for number in numbers:
        answer = estimate(unread, number.observable, cut_off)
        assert number.median == answer.median and number.unit == answer.unit
        assert (number.low, number.high) == answer.intervals["80"]
