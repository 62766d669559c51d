"""What the pages of the app say, held against the answers they are handed."""

from __future__ import annotations

import lxml.html

from fogline.page.pages.roles import view_of
from fogline.page.pages.sources import sources_page
from fogline.page.pages.why import why_page
from fogline.page.text import figure
from tests.page import factory


def test_without_a_source_the_median_is_what_it_is_less_what_the_source_brings() -> None:
    assessment = factory.full_assessment()
    view = view_of(factory.full_case(), assessment)
    weighing = next(each for each in assessment.weighings if each.by_source)
    group = weighing.by_source[0]
    assert group.shift

    document = lxml.html.document_fromstring(sources_page(view, without=group.id))
    row = document.xpath(
        f"//*[@id='without']//tr[.//a[contains(@href, 'answer-{weighing.observable}')]]"
    )[0]
    cells = {cell.get("data-label"): cell.text_content() for cell in row.xpath("./td")}
    assert cells["Without"] == figure(weighing.median - group.shift, weighing.unit)
    assert cells["Moves by"] == figure(-group.shift, weighing.unit, signed=True)

    document = lxml.html.document_fromstring(why_page(view, answer=weighing.observable))
    row = document.xpath("//tr[.//a[contains(@href, '/sources?without=')]]")[0]
    cells = {cell.get("data-label"): cell.text_content() for cell in row.xpath("./td")}
    assert cells["to"] == figure(weighing.median - group.shift, weighing.unit)
