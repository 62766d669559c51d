"""The line classifier: furniture off, no body line lost, offsets into the text as given."""

from __future__ import annotations

import os
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.report.furniture import furniture_mark
from fogline.report.lines import SortedLines, sort_lines

WIRE = """Skip to content
Home | World | Europe | Russia
Subscribe
Rebels say 40 soldiers killed near the station

By Anna Petrova
Reuters
January 12, 1995 10:14 AM GMT
Share
Facebook Twitter WhatsApp

GROZNY, Russia, Jan 12 (Reuters) - Fighters said on Thursday that they had killed at least 40
soldiers near the railway station.

The Defence Ministry in Moscow denied the figure and said 11 servicemen had died.

ADVERTISEMENT

Read more: Inside the presidential palace

Related Articles
President meets security council
What to know about the republic

"We counted the bodies," a fighter who gave his name as Aslan said. Share prices fell 3 percent.

Photo: Tanks in the city. (Photo by I. Ivanov/AFP)

Heavy losses

- 5 tanks destroyed
- 3 carriers captured

Reporting by Anna Petrova; editing by John Smith

Tags: conflict, cities
3 Comments
Igor says:
I think it is more than forty, maybe a hundred. They never tell the truth about it.
"""


def pieces(text: str, ranges: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in ranges]


def body_of(text: str) -> list[str]:
    return pieces(text, sort_lines(text).body)


def test_the_reference_report_loses_its_ten_lines_of_furniture_and_nothing_else() -> None:
    shared = Path(os.environ.get("FOGLINE_SHARED", Path(__file__).parents[3] / "shared"))
    path = shared / "reports" / "2025-01-31-north-korean-troops.txt"
    if not path.exists():
        pytest.skip(f"the reference report is not at {path}")
    text = path.read_text(encoding="utf-8")
    found = sort_lines(text)
    assert found.title == "North Korean Troops in Russia Taken off Front Lines"
    assert found.title_span == (0, len(found.title))
    assert pieces(text, found.furniture) == [
        "Source link",
        "Related Articles",
        "LEAVE A REPLY",
        "Please enter your comment!",
        "Please enter your name here",
        "Stay Connected",
        "0FansLike",
        "0FollowersFollow",
        "0SubscribersSubscribe",
        "Latest Articles",
    ]
    lines = [line for line in text.splitlines() if line.strip()]
    assert pieces(text, found.body) == lines[1:-10]


def test_a_wire_page_keeps_its_story_and_loses_everything_around_it() -> None:
    found = sort_lines(WIRE)
    assert found.title == "Rebels say 40 soldiers killed near the station"
    assert found.agency == "Reuters"
    assert found.dates == (date(1995, 1, 12),)
    body = pieces(WIRE, found.body)
    assert [words[:24] for words in body] == [
        "GROZNY, Russia, Jan 12 (",
        "The Defence Ministry in ",
        '"We counted the bodies,"',
        "Heavy losses",
        "- 5 tanks destroyed",
        "- 3 carriers captured",
    ]


def test_hard_wrapped_lines_are_one_paragraph_and_a_broken_word_stays_inside_it() -> None:
    text = (
        "The general staff said on Friday that its troops had pushed back 47\n"
        "attacks over the past day, most of them around the junction, and that\n"
        "the enemy had lost around 1,200 men killed and wounded in two settle-\n"
        "ments. The figure could not be checked.\n"
        "\n"
        "Officials in the region spoke of three villages lost since Monday.\n"
    )
    body = body_of(text)
    assert len(body) == 2
    assert body[0].startswith("The general") and body[0].endswith("checked.")
    assert "settle-\nments" in body[0]


def test_a_full_sentence_is_not_joined_with_the_footer_under_it() -> None:
    last = (
        "The embassy called the figures invented and said that none of its officers had been there."
    )
    text = (
        "The staff said 40 men were lost at the ford on Friday morning.\n\n"
        f"{last}\nBureau of Information, Government of the Republic\nVisitors: 20117\n"
    )
    assert body_of(text)[-1] == last


def test_paragraphs_on_neighbouring_long_lines_stay_apart() -> None:
    one = (
        "The general staff said its troops had pushed back 47 attacks over the "
        "past day, most of them around the rail junction."
    )
    two = (
        "Officials in the region said that at least three villages had been "
        "lost since Monday morning and two more were contested."
    )
    assert body_of(f"{one}\n{two}\n") == [one, two]


def test_list_items_and_liveblog_times_are_body() -> None:
    text = (
        "Live: Fighting near the border\n\n14:32 GMT\n\nForces say they hold 28 settlements.\n\n"
        "13:55  The ministry says 300 men crossed\n\n- 12 tanks\n- 4 guns\n\n"
        "More than 76,000 people have left their homes, officials say.\n\nMost read\n"
        "Why it was held\n"
    )
    found = sort_lines(text)
    assert found.title == "Live: Fighting near the border"
    assert pieces(text, found.body) == [
        "14:32 GMT",
        "Forces say they hold 28 settlements.",
        "13:55  The ministry says 300 men crossed",
        "- 12 tanks",
        "- 4 guns",
        "More than 76,000 people have left their homes, officials say.",
    ]


def test_a_table_of_losses_under_a_sentence_is_body() -> None:
    text = (
        "Ministry communique No. 214\n\nYesterday our forces destroyed:\ntanks "
        "- 12\nguns - 30\nmen - about 850\n\nThe enemy lost 3 aircraft over "
        "the river.\n"
    )
    assert body_of(text)[-5:] == [
        "Yesterday our forces destroyed:",
        "tanks - 12",
        "guns - 30",
        "men - about 850",
        "The enemy lost 3 aircraft over the river.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices in the capital fell 3 percent after the attack.",
        "Follow-up attacks by 200 men failed, the staff said.",
        "Comments by the minister put the losses at 300.",
        "Related strikes hit two depots, officials said.",
        "Sign of a coming withdrawal were 40 lorries at the bridge.",
        "Print workers fled; 12 of them were killed, the mayor said.",
        "More than 400 soldiers were captured, according to the ministry.",
        "By Friday the force had lost 2,000 men.",
        "By evening, 300 houses were burning.",
        "From Kharkiv the brigade moved 60 km south.",
        "Read aloud in parliament, the report spoke of 1,100 dead.",
        "Subscribers of the mobile network in three towns were cut off.",
        "Live fire killed 7 recruits at the range.",
        "Copyright of the footage, which shows 9 tanks, lies with the army.",
        "Home guards held 14 villages.",
        "Photographs by satellite show 40 guns near the ford.",
        "Watch officers counted 22 launches overnight.",
        "Produced by a plant in the Urals, the shells reach the front in a week.",
        "Like us, the officials said, they had no figures.",
        "Register offices listed 2,300 dead by the end of the year.",
        "Cookies and cigarettes were sent to 5,000 soldiers at the front.",
        "Ends of the bridge were held by 200 men.",
        "Next week 400 men will join them, the staff said.",
        "Views: the commander put the strength of the group at 900.",
        "Page after page listed the 600 missing.",
        "Download speeds fell as 30 masts were hit.",
        "Click counters at the crossing showed 4,000 refugees a day.",
    ],
)
def test_a_sentence_that_only_begins_like_furniture_is_body(sentence: str) -> None:
    text = (
        "Fighting goes on along the river\n\nThe ministry spoke of heavy "
        f"losses in the north.\n\n{sentence}\n\nThe front has hardly moved "
        "since spring, it said.\n"
    )
    assert sentence in body_of(text)


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our morning newsletter and get it delivered to your inbox",
        "By continuing to use this site you agree to our use of cookies.",
        "We and our partners use cookies to improve your experience.",
        "\u00a9 2003 The Example Times. All rights reserved.",
        "Copyright 1995 Example Press. All rights reserved.",
        "This material may not be published, broadcast or redistributed.",
        "Additional reporting by J. Doe in Geneva",
        "(Reporting by A. Petrova; Editing by J. Smith)",
        "FILE PHOTO: Soldiers ride a tank near the border",
        "Photo: Handout",
        "Image credit: Ministry of Defence",
        "Soldiers near the ford. Photograph: John Smith/AFP",
        "Tags: war, ceasefire, talks",
        "Filed under: World",
        "12K shares",
        "5 min read",
        "Click here to read the full document",
        "https://example.org/article/500-soldiers",
        "Already a subscriber? Sign in",
        "Read more: What we know about the 500 missing soldiers",
        "This article was originally published by the Example Institute.",
        "The post Front holds appeared first on Example Times.",
        "Download our app for breaking news",
        "Follow us on Telegram",
        "Home > World > Europe",
        "Privacy Notice: newsletters may contain advertising.",
        "Advertisement",
        "- Ends -",
        "Your email address will not be published. Required fields are marked *",
        "[John Smith/Reuters]",
        "(ENDS)",
        "Views: 1,024",
        "Metro, Page A12",
        "Print | Email",
        "The Daily | Analysis",
        "Next: What the generals want",
        "Download the full report (PDF, 2 MB)",
        "Home / News / Official",
        "[3] https://example.org/post/77",
        "abc/de",
        "This conversation has been condensed",
    ],
)
def test_a_line_that_belongs_to_the_page_is_furniture_wherever_it_stands(line: str) -> None:
    text = (
        "Fighting goes on along the river\n\nThe ministry spoke of heavy "
        f"losses in the north.\n\n{line}\n\nThe front has hardly moved since "
        "spring, it said.\n"
    )
    found = sort_lines(text)
    assert line in pieces(text, found.furniture)
    assert len(found.body) == 2


def test_a_subheading_named_like_a_page_section_stays_between_paragraphs() -> None:
    text = (
        "Daily assessment of the northern front\n\nThe corps advanced 4 km in "
        "the past day.\n\nRussia\n\nThe other side lost 20 vehicles, it "
        "said.\n"
    )
    assert "Russia" in body_of(text)


def test_an_authors_note_below_the_text_is_off() -> None:
    text = (
        "Is the salient lost?\n\nBy John Smith\n\nThree officials said about "
        "half of the land is still held.\n\nThey would not say for how "
        "long.\n\nJohn Smith is a defence correspondent for the Example "
        "Times.\n"
    )
    found = sort_lines(text)
    assert found.title == "Is the salient lost?"
    assert len(found.body) == 2


def test_names_dates_and_places_under_the_headline_are_off_and_a_subheading_is_not() -> None:
    text = (
        "Front holds in the north\n\nThe Example Institute for War Studies\n\n"
        "Our Defence Correspondent, Kyiv\n\nKyiv, 31 January 2025\n\nKey takeaways\n\n"
        "The corps lost 40 men on Friday, it said.\n"
    )
    found = sort_lines(text)
    assert found.title == "Front holds in the north"
    assert found.dates == (date(2025, 1, 31),)
    assert pieces(text, found.body) == [
        "Key takeaways",
        "The corps lost 40 men on Friday, it said.",
    ]


def test_a_lone_sentence_is_body_and_not_a_title() -> None:
    assert body_of("Officials said 300 soldiers were killed on Friday.") == [
        "Officials said 300 soldiers were killed on Friday."
    ]
    assert body_of("300 soldiers killed near the border") == ["300 soldiers killed near the border"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_ranges_hold_whole_lines_whatever_the_line_ends(line_end: str) -> None:
    text = WIRE.replace("\n", line_end)
    found = sort_lines(text)
    assert found.title == "Rebels say 40 soldiers killed near the station"
    assert pieces(text, found.body)[-1] == "- 3 carriers captured"


def check(text: str, found: SortedLines) -> None:
    ranges = sorted(
        [*found.body, *found.furniture, *([found.title_span] if found.title_span else [])]
    )
    for start, end in ranges:
        assert 0 <= start < end <= len(text)
        assert text[start] not in " \t\r\n\u00a0" and text[end - 1] not in " \t\r\n\u00a0"
    for (_, end), (start, _) in pairwise(ranges):
        assert end <= start


LINE = st.one_of(
    st.sampled_from(
        [*WIRE.splitlines(), "", " ", "2025-01-31", "14:05", "\u202e", "\u00a9", "12", "|", "#"]
    ),
    st.text(max_size=60),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(LINE, max_size=40), st.sampled_from(["\n", "\r\n", "\n\n", "\u2028", "\x0c"]))
def test_ranges_lie_inside_the_text_and_never_overlap(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    check(text, sort_lines(text))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_every_word_of_a_text_is_body_title_or_furniture(text: str) -> None:
    found = sort_lines(text)
    check(text, found)
    covered = [*found.body, *found.furniture, *([found.title_span] if found.title_span else [])]
    inside = {i for start, end in covered for i in range(start, end)}
    title_marks = set("# ")
    for index, character in enumerate(text):
        if character.isalnum():
            assert index in inside or character in title_marks


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A ",
        "By A ",
        "1.",
        "- ",
        "2025-",
        "((",
        "Aa Bb Cc, ",
        "| x ",
        "photo:",
        "http://",
        "Share on ",
        "KYIV, Jan ",
    ],
)
def test_a_megabyte_of_one_thing_is_sorted_in_seconds(unit: str) -> None:
    import time

    text = unit * (1_000_000 // len(unit))
    begin = time.process_time()
    check(text, sort_lines(text))
    lines = "\n".join(unit * 8 for _ in range(4000))
    check(lines, sort_lines(lines))
    assert time.process_time() - begin < 3.0


def test_furniture_marks_are_told_by_words_alone() -> None:
    assert furniture_mark("Leave a Reply") == "end"
    assert furniture_mark("Related Articles") == "section"
    assert furniture_mark("World") == "label"
    assert furniture_mark("Advertisement") == "line"
    assert furniture_mark("The brigade lost 40 men.") == ""
