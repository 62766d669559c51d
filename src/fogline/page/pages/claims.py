"""Claims: the table with filters and paging, one claim with its echoes and its audit log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fogline.claims.claim import Claim
from fogline.claims.measures import MEASURES
from fogline.page.claim_views import ClaimRow
from fogline.page.pages.roles import View, judging_choices, rows_of, show
from fogline.page.text import measure_words

__all__ = ["CLAIMS_A_PAGE", "Filters", "claim_page", "claims_page", "found_claims"]

CLAIMS_A_PAGE = 50


NOBODY = "-"
"""What stands in an address for a side or a source that is not named; "" is no filter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader asks the claims table for; "" asks for anything.

    words   every one of them must be in what a row says, opened
    every   also the rows that later rows supersede
    """

    words: str = ""
    side: str = ""
    use: str = ""
    on: str = ""
    measure: str = ""
    status: str = ""
    source: str = ""
    report: str = ""
    every: str = ""
    page: int = 1

    def query(self, **changes: Any) -> str:
        """The filters as the query of an address, with changes."""
        names = ("words", "side", "use", "on", "measure", "status", "source", "report", "every")
        values = {name: getattr(self, name) for name in names} | {"page": self.page} | changes
        kept = {k: v for k, v in values.items() if v and (k, v) != ("page", 1)}
        return "?" + urlencode(kept)


def _searched(claim: Claim) -> str:
    voices = " ".join(f"{v.name} {v.organisation} {v.words} {v.title}" for v in claim.voices)
    return " ".join(
        (
            claim.id, claim.exact, claim.sentence, claim.paraphrase, claim.origin, claim.publisher,
            claim.subject.words, claim.subject.entity, claim.measure, measure_words(claim),
            claim.note, claim.url, voices,
        )
    ).casefold()  # fmt: skip


def found_claims(view: View, filters: Filters) -> list[str]:
    """Ids of the claims that fit every filter, in the case's order."""
    links = view.links
    wanted = filters.words.casefold().split()
    shown = view.case.claims if filters.every else view.standing
    if filters.query(page=1) in ("?", "?every=1"):
        return [claim.id for claim in shown]
    found = []
    for claim in shown:
        use = links.uses[claim.id]
        if (
            filters.side in ("", links.side_of(claim.id) or NOBODY)
            and filters.use in ("", use.use)
            and filters.measure in ("", claim.measure)
            and filters.status in ("", claim.status)
            and filters.source in ("", links.source_id(claim.id) or NOBODY)
            and filters.report in ("", claim.report, claim.url)
            and (
                not filters.on
                or filters.on in use.answers
                or any(placed.observable == filters.on for placed in use.placed)
            )
        ):
            if wanted:
                text = _searched(claim)
                if not all(word in text for word in wanted):
                    continue
            found.append(claim.id)
    return found


def claims_page(view: View, filters: Filters) -> str:
    """A page of the claims that fit, with the filters above it."""
    found = found_claims(view, filters)
    n_pages = max(1, -(-len(found) // CLAIMS_A_PAGE))
    number = min(max(1, filters.page), n_pages)
    first = (number - 1) * CLAIMS_A_PAGE
    return show(
        "claims",
        view,
        here="/claims",
        title="Claims",
        rows=rows_of(view, found[first : first + CLAIMS_A_PAGE]),
        filters=filters,
        n_found=len(found),
        n_all=len(view.case.claims if filters.every else view.standing),
        first=first + 1,
        number=number,
        n_pages=n_pages,
        measure_choices=view.once("measures said", lambda: _measures_of(view)),
        answer_choices=[(name, view.links.title(name)) for name in view.links.answer_names],
        source_choices=view.once("sources named", lambda: _sources_of(view)),
        side_choices=[(side or NOBODY, view.links.side_name(side)) for side in view.links.sides],
        echoes=view.once("echo groups", lambda: _echo_groups(view))
        if not filters.query(page=1)[1:] and number == 1
        else [],
    )


def _measures_of(view: View) -> list[tuple[str, str]]:
    """Each measure that a claim is of, by its title."""
    named = {claim.measure for claim in view.standing if claim.measure}
    pairs = ((name, MEASURES[name].title if name in MEASURES else name) for name in named)
    return sorted(pairs, key=lambda pair: pair[1])


def _sources_of(view: View) -> list[tuple[str, str]]:
    """Each source that made a claim, by name."""
    links = view.links
    found = {
        links.source_id(claim.id) or NOBODY: links.source_name(claim.id)
        for claim in view.case.claims
    }
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


def _echo_groups(view: View) -> list[tuple[str, list[str]]]:
    """Claims that repeat others, by the claim that they go back to."""
    claims = view.claims
    groups: dict[str, list[str]] = {}
    for claim in view.standing:
        at, seen = claim, {claim.id}
        while at.repeats in claims and at.repeats not in seen:
            at = claims[at.repeats]
            seen.add(at.id)
        if at is not claim:
            groups.setdefault(at.id, []).append(claim.id)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def claim_page(
    view: View, key: str, *, log: Sequence[Any] = (), message: str = "", back: str = ""
) -> str:
    """One claim: its words, what it bears on, its echoes, its judgements, and forms to judge it."""
    claim = view.claims[key]
    (row,) = rows_of(view, [key])
    later = next((each.id for each in view.case.claims if each.supersedes == key), "")
    return show(
        "claim",
        view,
        here="/claims",
        title=f"Claim {key}",
        row=row,
        claim=claim,
        later=later,
        echoes=_echoes(view, claim),
        log=log,
        message=message,
        back=back,
        **judging_choices(view),
    )


def _echoes(view: View, claim: Claim) -> list[ClaimRow]:
    root = claim.repeats or claim.id
    near = [
        each.id
        for each in view.case.standing()
        if each.id != claim.id and (each.repeats == root or each.id == root)
    ]
    return rows_of(view, near)
