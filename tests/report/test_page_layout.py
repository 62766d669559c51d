"""PDF pages in two columns: columns, headings, running heads, notes and broken words put right."""

from __future__ import annotations

import pytest

from fogline.report import read_one
from tests.report.conftest import placed_document

TITLE = "Nine Hundred Men: A Brigade in the Marshes"
PARAGRAPHS = (
    "The brigade that held the northern marshes through the winter began the year with some 2,700"
    " men and ended March with fewer than 1,800, according to three of its officers.",
    "Losses opposite are harder to establish. The administration of the neighbouring district"
    " acknowledged 412 funerals between January and April.",
    "Nobody counted the missing.",
    "Artillery decided the fighting. Commanders interviewed for this paper estimated that they"
    " fired between 90 and 110 shells a day in January and about 40 in March, against an incoming"
    " rate that they put at three to five times as much.1",
    "Drones filled the gap only in part. The brigade reported that it had lost 1,140 quadcopters in"
    " the quarter, roughly two thirds of them to electronic interference.",
    "What remains of the formation has been moved to the rear for reconstitution, which its"
    " commander expects to take until midsummer.",
)
WIDE, TALL = 44, 9


def broken(paragraph: str) -> list[str]:
    """Lines of a narrow column, long words broken at their ends."""
    lines: list[str] = []
    line = ""
    for word in paragraph.split():
        room = WIDE - len(line) - 2
        if len(line) + len(word) < WIDE:
            line = f"{line} {word}".strip()
        elif word.isalpha() and len(word) >= 8 and room >= 3:
            cut = min(room, len(word) - 3)
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def paper(*, row_by_row: bool) -> bytes:
    lines = [line for paragraph in PARAGRAPHS for line in broken(paragraph)]
    pages: list[list[tuple[float, float, float, str]]] = []
    for number, first in enumerate(range(0, len(lines), 2 * TALL), start=7):
        heads = (60, "The Marsh Brigade") if number % 2 else (400, "Occasional Paper 14")
        page: list[tuple[float, float, float, str]] = [(heads[0], 800, 8, heads[1])]
        top = 740
        if number == 7:
            page += [(60, 770, 18, TITLE), (60, 750, 10, "Ann Sample and Ben Other")]
            top = 716
        left = [(60, top - 14 * n, 10, line) for n, line in enumerate(lines[first : first + TALL])]
        right = [
            (310, top - 14 * n, 10, line)
            for n, line in enumerate(lines[first + TALL : first + 2 * TALL])
        ]
        if row_by_row:
            page += sorted([*left, *right], key=lambda item: (-item[1], item[0]))
        else:
            page += [*left, *right]
        if number == 8:
            page.append((60, 120, 8, "1 Interviews, Kharkiv, April 2024."))
        page.append((290, 60, 8, str(number)))
        pages.append(page)
    assert len(pages) >= 2
    return placed_document(pages)


@pytest.mark.parametrize("row_by_row", [False, True], ids=["column by column", "row by row"])
def test_a_paper_in_two_columns_is_read_paragraph_by_paragraph(row_by_row: bool) -> None:
    report = read_one(paper(row_by_row=row_by_row))
    assert report.title == TITLE
    body = " ".join(report.text[a:b] for a, b in report.body)
    assert body.removeprefix("Ann Sample and Ben Other ") == " ".join(PARAGRAPHS)


def test_a_table_of_figures_is_not_taken_for_columns() -> None:
    rows = [("Tanks", "12"), ("Guns", "7"), ("Trucks", "31"), ("Carriers", "9"), ("Drones", "140"),
            ("Men", "900")]  # fmt: skip
    page: list[tuple[float, float, float, str]] = [
        (60, 800, 10, "The brigade lists what it lost in the quarter, by kind, as follows."),
    ]
    for n, (name, count) in enumerate(rows):
        page += [(60, 770 - 14 * n, 10, name), (310, 770 - 14 * n, 10, count)]
    page.append((60, 600, 10, "The figures are those of its own workshop and of no one else."))
    report = read_one(placed_document([page]))
    words = " ".join(report.text[a:b] for a, b in report.body)
    assert "Tanks" in words
    assert words.index("Tanks") < words.index("12") < words.index("Guns") < words.index("900")
