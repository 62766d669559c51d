"""Who gives a figure is found in whatever words he gives it."""

from __future__ import annotations

import pytest

from fogline.claims.reader import read
from fogline.report import read_one

WAYS = """
{S} writes of 340 dead.
{S} gives 340 dead.
{S} settles on 340 dead.
{S} comes to a figure of 340 dead.
{S} asserts 340 dead.
{S} remembers 340 dead.
{S} mourns 340 dead.
{S} regrets the loss of 340 men.
{S} deplores the loss of 340 men.
{S} mentioned 340 dead.
{S} made it 340 dead.
{S} values the loss at 340 men.
{S} leaked that 340 men were lost.
{S} hit back that 340 men were lost.
{S} allows that 340 men were lost.
{S} corroborates that 340 men were lost.
{S} established that 340 men were lost.
{S} intimated that 340 men were lost.
{S} assesses with moderate confidence that 340 men were lost.
{S} stated, and the ministry repeated, that 340 men were lost.
{S} went so far as to say that 340 men were lost.
{S} is sure that 340 men were lost.
{S} is on record that 340 men were lost.
{S} was blunt: 340 men were lost.
{S} went further: 340 men were lost.
{S} has another number: 340 dead.
{S} has a list of 340 names.
{S} issued a list of 340 dead.
{S} issued a communique: 340 dead.
{S} issued a statement saying that 340 men were lost.
{S} released figures showing that 340 men were lost.
{S} sent word that 340 men were lost.
{S} spread the news that 340 men were lost.
{S} expressed the belief that 340 men were lost.
{S}'s figure is 340 dead.
{S}'s estimate of 340 dead stands alone.
{S}'s version is that 340 men were lost.
{S}'s own account has 340 dead.
An estimate by {s} has 340 dead.
A count by {s} found 340 dead.
340 men were lost, as reported by {s}.
340 men were lost, which {s} confirmed.
340 men were lost, a figure that {s} confirmed.
340 men were lost (source: {s}).
340 men were lost, was the answer of {s}.
340 men were lost, to believe {s}.
If {s} is right, 340 men were lost.
From {s} comes the figure of 340 dead.
From {s} it is reported that 340 men were lost.
It is the view of {s} that 340 men were lost.
The news from {s} is that 340 men were lost.
Word reached us through {s} that 340 men were lost.
On {s}'s authority, 340 men were lost.
"340 dead," came the answer from {s}.
"340 dead" was the count of {s}.
""".strip().splitlines()
SPEAKERS = {"the relief committee": "committee", "Captain Osei": "Osei", "the general": "general"}


@pytest.mark.parametrize("way", WAYS)
def test_the_giver_of_a_figure_is_its_speaker(way: str) -> None:
    for words, part in SPEAKERS.items():
        sentence = way.format(S=words[0].upper() + words[1:], s=words)
        claims = [c for c in read(read_one(sentence.encode())).claims if "340" in c.exact]
        assert claims, sentence
        assert part in claims[0].voice.words, f"{sentence} {claims[0].voices}"


@pytest.mark.parametrize(
    "sentence",
    [
        "The committee gives 340 men to the corps.",
        "The battalion has 340 rifles.",
        "The general made 340 prisoners work on the road.",
        "The town saw 340 men march through.",
        "The colonel brought 340 men over the river.",
        "The brigade left 340 men in the village.",
        "The committee received a list, and 340 men were lost on the road.",
        "The battalion came to the river with 340 men.",
    ],
)
def test_who_only_does_something_with_a_number_says_nothing(sentence: str) -> None:
    claims = [c for c in read(read_one(sentence.encode())).claims if "340" in c.exact]
    assert claims, sentence
    assert not claims[0].voice.words, f"{sentence} {claims[0].voices}"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ('Our colleague Ann Marsh emails from Bentiu: "We count 340 dead."', "Ann Marsh"),
        ('@FrontWatch tweets: "A column of 340 pickups near Heglig."', "@FrontWatch"),
        ("An orderly of the hospital told me 340.", "An orderly of the hospital"),
    ],
)
def test_who_sends_or_tells_a_figure_is_its_speaker(sentence: str, words: str) -> None:
    claims = [c for c in read(read_one(sentence.encode())).claims if "340" in c.exact]
    assert claims and words in claims[0].voices[0].words, sentence
