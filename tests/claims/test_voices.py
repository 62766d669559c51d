"""Who the words for a speaker name, whom they do not, and how many speakers a chain has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim, extract
from fogline.claims.quotation import plain_quotes
from fogline.report import Report

HERE = Path(__file__).parent
ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in (HERE / "voices.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def numbers(text: str, *, title: str = "") -> list[Claim]:
    report = Report(
        text=text, title=title, body=((0, len(text)),), published=date(2025, 1, 31),
        publisher="Herald",
    )  # fmt: skip
    return [c for c in extract(report) if c.kind in ("quantity", "rate", "share")]


@pytest.mark.parametrize(("words", "kind", "who", "sentence"), ROWS, ids=lambda t: t[:60])
def test_a_speaker_is_who_the_words_name(words: str, kind: str, who: str, sentence: str) -> None:
    voices = numbers(sentence)[-1].voices
    assert len(voices) == 1, voices
    voice = voices[0]
    assert (voice.words, voice.kind) == (words, kind)
    assert (voice.name or voice.organisation) == ("" if who == "-" else who), voice


@pytest.mark.parametrize(
    "text",
    [
        "According to the transport ministry, 38 bridges are shut; repairs take 40 days, it said.",
        "The ministry said 40 men were lost; 60 more were hurt, it added.",
    ],
)
def test_nobody_quotes_himself(text: str) -> None:
    last = numbers(text)[-1].voices
    assert len(last) == 1
    assert "ministry" in last[0].organisation


def test_a_chain_of_two_speakers_stays_two() -> None:
    first = numbers("Kyiv said on Monday that, according to prisoners, 60 men had died.")[0]
    assert len(first.voices) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Some 500,000 persons have been displaced, adding to a caseload of 6.4 million.",
        "About 3,000 men crossed the river, joining a force of 9,000.",
    ],
)
def test_a_phrase_that_counts_people_says_nothing(text: str) -> None:
    assert all(v.kind == "unattributed" for c in numbers(text) for v in c.voices)


def test_people_who_were_counted_may_say_something() -> None:
    last = numbers("About 300 villagers told reporters that 40 houses had burned.")[-1]
    assert last.voices[0].words == "About 300 villagers"


@pytest.mark.parametrize(
    "text",
    [
        "A rebel spokesman's claim that 600 soldiers had been killed was dismissed by the army.",
        "The army denied a rebel report that 600 soldiers had been killed.",
        "The rebels' boast of 600 dead was ridiculed by the army.",
        "The army scoffed at the rebels' claim that 600 soldiers had been killed.",
        "The army said the rebels' report of 600 dead was a fabrication.",
        "The army called the rebels' claim of 600 dead a lie.",
    ],
)
def test_a_denial_is_said_by_who_denies_and_names_whom(text: str) -> None:
    denied = numbers(text)[0]
    assert denied.polarity == "denied"
    assert denied.voice.words.lower() == "the army", denied.voices
    assert all("rebel" in v.words.lower() for v in denied.voices[:-1])


def test_a_denial_of_something_else_denies_no_number() -> None:
    said = numbers("The army said 600 men fought and denied a report that the pass was lost.")[0]
    assert said.polarity == "asserted"


def test_a_transcript_is_spoken_by_the_last_label() -> None:
    said = numbers(
        "Question: What did it cost?\nGen. Moor: We lost 40 men. It was raining.\n"
        "In the south we took 300 prisoners.\nQuestion: And the 12 guns?\nEnd of transcript"
    )
    assert [c.voice.name for c in said[:2]] == ["Moor", "Moor"]
    assert said[2].voice.kind == "unattributed"


def test_answers_labelled_with_a_letter_and_a_stop_are_the_interviewees() -> None:
    said = numbers(
        "The commander of a battery met us in a cellar.\nQ. How many rounds do you fire?\n"
        "A. About 40 a night.\nQ. And your losses?\nA. We lost 2 men."
    )
    assert all("commander" in c.voice.words for c in said)


def test_our_count_in_a_quotation_is_the_speakers() -> None:
    said = numbers('"It was bad. By our count 61 houses burned," the mayor said.')[0]
    assert "mayor" in f"{said.voice.words} {said.voice.title}"


@pytest.mark.parametrize(
    "text",
    [
        "Four machines fell and 2 of ours have not returned.",
        "The dead, the officers believe, cannot be below 15,000.",
        "The staff denied the story: it had kept 40 guns.",
        "The staff denied the story, saying 40 guns had been kept.",
    ],
)
def test_a_not_beside_a_number_denies_it_only_where_it_is_meant(text: str) -> None:
    assert numbers(text)[-1].polarity == "asserted"


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        (
            "Under-Secretary",
            "The Under-Secretary held that men had gone. 26 had landed in May.",
        ),
        ("ministry", "The ministry announces: our troops are in the town. 1,200 men were taken."),
        ("spokeswoman", '"No," a spokeswoman said when told of it; the division had lost 112 men.'),
        ("Brand", "At base, the director, Dr. Niels Brand, has 40 beds. He reports 7 cases."),
        ("minister", 'The minister denied it. It was, in his words, "one of 50 lies".'),
    ],
)
def test_who_speaks_goes_on(speaker: str, text: str) -> None:
    voice = numbers(text)[-1].voice
    assert speaker in f"{voice.words} {voice.name} {voice.title} {voice.organisation}"


def test_a_past_before_a_past_is_nobodys_after_an_aside() -> None:
    told = numbers("40 men died, the ministry said on Monday. The army had lost 300 in May.")
    assert told[-1].voice.kind == "unattributed"


def test_what_somebody_holds_is_no_saying_without_a_clause() -> None:
    assert numbers("The corps holds 40 villages.")[0].voice.kind == "unattributed"


def test_who_denies_and_then_tells_of_himself_goes_on() -> None:
    told = numbers("The witness denied this. He had seen 3 boys with clubs.")
    assert "witness" in told[-1].voice.words.lower() + told[-1].voice.title


@pytest.mark.parametrize(
    "text",
    [
        "‘It was bad. We lost 40 men,’ the colonel said.",
        "‘It was bad,’ the colonel said. ‘We lost 40 men.’",
        "'It was bad,' the colonel said. 'We lost 40 men.'",
        "«It was bad. We lost 40 men,» said the colonel.",
        "“It was bad,” the colonel said.\n“We lost 40 men.”",
        "The soldiers’ friends wept. ‘We lost 40 men,’ the colonel said.",
    ],
)
def test_quotations_are_known_in_every_style_of_marks(text: str) -> None:
    assert "colonel" in numbers(text)[-1].voice.words


def test_a_question_in_the_paragraph_before_is_not_answered_by_who_asked() -> None:
    told = numbers("“How many?” the clerk asked.\n“We lost 40 men.”")
    assert "clerk" not in told[-1].voice.words


def test_marks_of_other_styles_leave_the_text_and_its_offsets_alone() -> None:
    text = "The rebels’ ‘people’s army’ lost 40 men; ‘all of ’em,’ he said."
    assert len(plain_quotes(text)) == len(text)
    assert numbers(text)[0].exact in text
    assert plain_quotes("Don't say 'tis O'Brien's.") == "Don't say 'tis O'Brien's."


def test_a_verb_left_out_behind_a_semicolon_is_the_same_one() -> None:
    told = numbers("Analysts believe it has 15,000 fighters; the defence ministry, 11,000.")
    assert [c.voice.words for c in told] == ["Analysts", "the defence ministry"]


def test_what_records_is_the_document_just_named() -> None:
    told = numbers("The captain showed me his diary. In April, it records, they had 4 guns.")
    assert told[0].voice.organisation == "his diary"
