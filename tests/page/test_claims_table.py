"""The table of claims: whom each number is of, and filters that mean what they show."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from fogline.claims import Claim, Subject, Voice
from fogline.page.pages.claims import NOBODY, Filters, claims_page, found_claims
from fogline.page.pages.evidence import proposal_page
from fogline.page.pages.roles import View, view_of
from fogline.report import Report
from tests.page import factory


def view() -> View:
    """A case of a claim by Kyiv on the contingent and one that nobody is named for."""
    case = factory.smallest_case()
    voice = Voice(organisation="Kyiv", side="ua", kind="organisation")
    said = Claim(
        id="c1", measure="killed", value=300.0, unit="persons", voices=(voice,), origin="Kyiv",
        subject=Subject(entity="nk", words="them"), exact="300 of them",
    )  # fmt: skip
    unsaid = replace(said, id="c2", voices=(), origin="", subject=Subject(words="the dead"))
    return view_of(replace(case, claims=(said, unsaid)), None)


def test_without_a_filter_none_is_shown_as_chosen() -> None:
    html = claims_page(view(), Filters())
    assert re.findall(r"<option[^>]*\bselected\b[^>]*>", html) == []


def test_claims_of_nobody_named_can_be_asked_for_and_are_not_everybodys() -> None:
    shown = view()
    assert found_claims(shown, Filters(source=NOBODY)) == ["c2"]
    assert found_claims(shown, Filters(source="Kyiv")) == ["c1"]
    assert found_claims(shown, Filters(side=NOBODY)) == ["c2"]
    assert found_claims(shown, Filters()) == ["c1", "c2"]
    html = claims_page(shown, Filters(source=NOBODY))
    assert re.search(r'<option value="-" selected>unattributed', html)


def test_a_row_says_whom_its_number_is_of() -> None:
    html = claims_page(view(), Filters())
    for about in ("nk", "the dead"):
        assert re.search(rf'class="c-what">killed so far <span class="side">{about}</span>', html)


def test_claims_said_after_the_cut_off_are_refused_with_the_way_to_take_them() -> None:
    shown = view()
    text = "300 of them were killed."
    report = Report(text=text, body=((0, len(text)),))
    told = replace(shown.case.claims[0], id="c9", report=report.id, printed_on=date(2031, 1, 1))
    late = proposal_page(shown, report, [told])
    assert "1 claim was said after the cut-off" in late and "<code>cut_off</code>" in late
    assert "Accept and fit again" not in late
    known = proposal_page(shown, report, [replace(told, printed_on=shown.case.cut_off)])
    assert "said after the cut-off" not in known
