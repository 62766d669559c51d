"""A hostile report, handed over and accepted, is words and nothing else on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from fogline.flow.workbench import copy_case
from tests.app.conftest import Serving, StillDesk
from tests.page import factory

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>window.hacked='script'</script> \"><img src=x onerror=\"window.hacked='image'\"> "
    "{{ 7 * 191 }} {% for %} javascript:window.hacked='link' \x1b[31mred\x1b[0m \u202egnp.exe "
    "</textarea></title><svg onload=window.hacked='svg'>"
)
TEXT = f"""Losses in Kursk {HOSTILE}

January 30, 2025

At least 777 North Korean soldiers had been killed by January 15, 2025,
said Gen. {HOSTILE} of Ukraine.

Ukrainian forces held about 450 square kilometers of the Kursk region on January 30, the General
Staff of Ukraine said {HOSTILE}.
"""
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Iterator[Serving]:
    folder = tmp_path / "own"
    copy_case("kursk", folder)
    desk = StillDesk(folder, factory.full_assessment(), tmp_path / "own.sqlite")
    with Serving(desk) as serving:
        yield serving


def test_hostile_words_act_on_no_page_that_shows_them(browser: Any, own: Serving) -> None:
    page = browser.new_context().new_page()
    faults: list[str] = []
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))

    def harmless(where: str) -> str:
        source = page.request.get(page.url.split("#")[0]).text()
        document = lxml.html.document_fromstring(source)
        scripts = document.xpath("//script")
        assert [s.get("src", "")[:8] for s in scripts] == ["/assets/"], where
        assert not document.xpath("//@*[starts-with(name(), 'on')]"), where
        assert not document.xpath("//img | //iframe | //object | //embed | //base"), where
        for href in document.xpath("//@href | //@src | //@action | //@formaction"):
            assert re.match(r"/|#|https?://|data:,$", href), (where, href)
        assert not CONTROLS.search(source), where
        assert page.evaluate("window.hacked") is None, where
        return document.text_content()

    page.goto(f"{own.address}/add")
    page.get_by_label("or its text, pasted").fill(TEXT)
    page.get_by_label("Printed on").fill("2025-01-30")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/add/*")
    page.locator("input[name=claim]").first.wait_for()
    assert "window.hacked='script'" in harmless("the claims proposed")
    for box in page.locator("input[name=claim]:not(:disabled)").all():
        box.check()
    n_taken = page.locator("input[name=claim]:checked").count()
    assert n_taken
    page.get_by_label("Who judges").fill(HOSTILE[:60])
    page.get_by_label("Why").fill(HOSTILE)
    page.get_by_role("button", name="Accept only").click()
    page.wait_for_url("**/reports/*")
    page.locator(".word").first.wait_for()
    assert "window.hacked='script'" in harmless("the report")

    report = own.desk.view().case.reports[-1]
    new = [claim.id for claim in own.desk.case.claims if claim.report == report.id]
    assert len(new) == n_taken
    shown = 0
    pages = [f"/reports/{report.id}?claim={new[0]}", "/reports", *(f"/claims/{k}" for k in new),
             f"/claims?report={report.id}", "/claims?words=%3Cscript%3E", "/claims?words=hacked",
             "/sources", "/", "/why", "/method", f"/add/{report.id}",
             "/what-if?beside=%3Cscript%3Ewindow.hacked=1%3C/script%3E", "/<script>"]  # fmt: skip
    for path in pages:
        page.goto(own.address + path)
        shown += "window.hacked=" in harmless(path)
    assert shown >= 4  # the words are there, and inert
    # a page that is not there, and the queries of ours, are all the browser complains of
    assert [f for f in faults if "404" not in f] == []
    page.context.close()
