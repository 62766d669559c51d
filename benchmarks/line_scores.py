"""Fits the weights of ``fogline.report.line_scores`` and says what they do on pages left out.

    python benchmarks/line_scores.py            the weights, and a table over limits
    python benchmarks/line_scores.py --lines    also the lines at risk and the lines still kept

A logistic regression (ridge of 1 on every weight but the constant) on the marked lines of
tests/passages/tune, tests/report/pages and, at a weight of .15, the short sentences of
tests/report/test_short_lines.py. Lines that the rules know already weigh half. Leave-one-page-out:
every page is scored by weights fitted without it; the short sentences by those of all pages.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parents[1]))

from fogline.report.line_scores import LIMIT, counts_something, line_signs
from fogline.report.lines import sorted_by_rules
from fogline.report.paragraphs import TERMINAL
from tests.report.marked_pages import MarkedPage, marked_pages, passages_as_pages
from tests.report.test_short_lines import BODY, TITLE, placed

RIDGE, WEIGHT_OF_SHORT, WEIGHT_OF_KNOWN = 1.0, 0.15, 0.5


@dataclass
class Scored:
    """The lines of a page: signs, marks (1 furniture, 0 body, -1 either) and what rules left."""

    name: str
    words: list[str]
    signs: np.ndarray
    marks: np.ndarray
    is_open: np.ndarray
    counts: np.ndarray
    weight: float = 1.0


def scored(page: MarkedPage, weight: float = 1.0) -> tuple[Scored, list[str]]:
    paragraphs, core = sorted_by_rules(page.text)
    signs = line_signs(paragraphs, core)
    spans = list(zip(page.spans(), page.marks, strict=True))
    marks = []
    for paragraph in paragraphs:
        here = {mark for (a, b), mark in spans if a < paragraph.end and b > paragraph.start}
        marks.append(0 if "" in here else 1 if here == {"~"} else -1)
    return Scored(
        name=page.name,
        words=[p.words for p in paragraphs],
        signs=np.array([list(each.values()) for each in signs]),
        marks=np.array(marks),
        is_open=np.array([not p.kind for p in paragraphs]),
        counts=np.array(counts_something(paragraphs, core)),
        weight=weight,
    ), list(signs[0])


def short_pages() -> list[MarkedPage]:
    found = []
    for line in BODY:
        for place in ("head", "middle", "end"):
            lines = tuple(each for each in placed(line)[place] if each)
            marks = tuple("" if each == line else "#" if each == TITLE else "?" for each in lines)
            found.append(MarkedPage("short sentences", lines, marks))
    return found


def fitted(pages: list[Scored]) -> np.ndarray:
    signs = np.vstack([page.signs for page in pages])
    marks = np.concatenate([page.marks for page in pages])
    weights = np.concatenate(
        [page.weight * np.where(page.is_open, 1.0, WEIGHT_OF_KNOWN) for page in pages]
    )
    known = marks >= 0
    signs, marks, weights = signs[known], marks[known], weights[known]

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = signs @ b
        ridge = np.r_[0.0, b[1:]]
        value = weights @ (np.logaddexp(0.0, z) - marks * z) + 0.5 * RIDGE * ridge @ ridge
        return value, signs.T @ (weights * (1.0 / (1.0 + np.exp(-z)) - marks)) + RIDGE * ridge

    return minimize(loss, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B").x


def fitted_weights() -> dict[str, float]:
    """The weights, rounded as they are stored."""
    pages, names = all_pages()
    return {name: round(float(b), 2) for name, b in zip(names, fitted(pages), strict=True)}


@cache
def all_pages() -> tuple[list[Scored], list[str]]:
    pairs = [scored(page) for page in [*passages_as_pages(), *marked_pages()]]
    pairs += [scored(page, WEIGHT_OF_SHORT) for page in short_pages()]
    return [page for page, _ in pairs], pairs[0][1]


def decisions(weights: dict[str, float]) -> list[bool]:
    """Which unfinished lines that no rule knows these weights take for furniture."""
    pages, names = all_pages()
    b = np.array([weights[name] for name in names])
    return [
        bool(z > LIMIT)
        for page in pages
        for z, is_open, words in zip(page.signs @ b, page.is_open, page.words, strict=True)
        if is_open and not TERMINAL.search(words)
    ]


def main() -> None:
    pages, names = all_pages()
    weights = fitted(pages)
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    short = [page for page in pages if page.weight < 1]
    rows: list[tuple[float, int, str, str]] = []
    for page in pages:
        others = weights
        if page.weight == 1:
            others = fitted([each for each in pages if each is not page])
        for z, mark, is_open, counts, words in zip(
            page.signs @ others, page.marks, page.is_open, page.counts, page.words, strict=True
        ):
            if is_open and not counts and mark >= 0 and not TERMINAL.search(words):
                rows.append((float(z), int(mark), page.name, words))
    print("unfinished lines that no rule knows: log-odds above, furniture off, body lost")
    for limit in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0):
        off = [row for row in rows if row[0] > limit]
        n_off = sum(row[1] for row in off)
        print(f"{limit:4.1f}  {n_off}/{sum(row[1] for row in rows)}  {len(off) - n_off}"
              f"/{sum(not row[1] for row in rows)}")  # fmt: skip
    print(len(short), "short sentences among them")
    if "--lines" in sys.argv:
        print("body at risk")
        for z, _, name, words in sorted((r for r in rows if not r[1]), reverse=True)[:40]:
            print(f"{z:6.2f}  {name}  {words[:100]}")
        print("furniture kept")
        for z, _, name, words in sorted((r for r in rows if r[1] and r[0] < LIMIT), reverse=True):
            print(f"{z:6.2f}  {name}  {words[:100]}")


if __name__ == "__main__":
    main()
