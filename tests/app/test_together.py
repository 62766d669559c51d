"""Two people judge at once, and a server is killed at work: nothing accepted is lost."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from fogline import flow
from fogline.app.desk import Desk
from fogline.flow.workbench import copy_case
from tests.app.conftest import Serving, StillDesk

N_EACH = 3


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Iterator[Serving]:
    """A server over a case of one's own that is not fitted."""
    folder = tmp_path / "own"
    copy_case("kursk", folder)
    with Serving(StillDesk(folder, None, tmp_path / "own.sqlite")) as serving:
        yield serving


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found.group(1)


def judge(asked: httpx.Client, claim: str, token: str, author: str) -> httpx.Response:
    form = {"token": token, "verdict": "accepted", "author": author, "reason": f"{author} read it"}
    own = {"Origin": str(asked.base_url).rstrip("/")}
    return asked.post(f"/claims/{claim}/judge", data=form, headers=own)


def accepted(desk: Desk) -> dict[str, str]:
    """Author by the claim first judged, of every acceptance that claims.csv holds."""
    case = flow.open_case(desk.folder)
    return {c.supersedes: c.author for c in case.claims if c.author in ("Ada", "Bo")}


@pytest.mark.browser
def test_two_browsers_judge_one_claim_at_once_and_both_are_told_what_came_of_it(
    browser: Any, own: Serving
) -> None:
    pages = {}
    for author in ("Ada", "Bo"):
        page = pages[author] = browser.new_context().new_page()
        page.goto(f"{own.address}/claims/k012")
        page.get_by_label("Who judges").fill(author)
        page.get_by_label("Why").fill(f"{author} compared it")
    for page in pages.values():
        page.evaluate("document.querySelector('.judge button[value=accepted]').click()")
    said = {}
    for author, page in pages.items():
        done = page.locator("#h-log ~ table td, [role=alert]").first
        done.wait_for()
        said[author] = page.locator("main").inner_text()
        page.context.close()
    (winner,) = accepted(own.desk).values()
    (other,) = {"Ada", "Bo"} - {winner}
    assert f"{winner} compared it" in said[winner] and "accepted" in said[winner]
    # whoever came second sees the first judgement, and keeps the words that were written
    assert "Superseded by" in said[other]
    assert f"You had written: “{other} compared it”" in said[other]


def test_judgements_of_many_claims_at_once_are_all_kept_with_their_log(own: Serving) -> None:
    claims = [claim.id for claim in own.desk.case.standing()][: 2 * N_EACH]

    def work(author: str, mine: list[str]) -> list[int]:
        with httpx.Client(base_url=own.address, timeout=60) as asked:
            token = token_of(asked.get(f"/claims/{mine[0]}").text)
            return [judge(asked, claim, token, author).status_code for claim in mine]

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(work, ("Ada", "Bo"), (claims[::2], claims[1::2])))
    assert codes == [[303] * N_EACH] * 2
    assert accepted(own.desk) == {
        claim: ("Ada", "Bo")[number % 2] for number, claim in enumerate(claims)
    }
    log = flow.judgements(set(claims), ledger=own.desk.ledger)
    assert {(made.claim, made.author) for made in log} == set(accepted(own.desk).items())


class Killed:
    """``fogline serve`` as a process of its own."""

    def __init__(self, folder: Path, ledger: Path, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fogline.cli", "serve", str(folder), "--port", "0",
             "--ledger", str(ledger)],
            env={**os.environ, "FOGLINE_HOME": str(home), "OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.address = ""
        for line in self.process.stdout:
            if found := re.search(r"http://[\w.:\[\]]+", line):
                self.address = found.group()
                break
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)


def test_a_server_killed_while_it_writes_loses_nothing_it_accepted_and_says_so_after(
    tmp_path: Path,
) -> None:
    folder, ledger = tmp_path / "own", tmp_path / "own.sqlite"
    copy_case("kursk", folder)
    case = flow.open_case(folder)
    claims = [claim.id for claim in case.standing()]
    bundled = {claim.supersedes for claim in case.claims}
    first = Killed(folder, ledger, tmp_path / "home")
    done: list[str] = []
    enough = threading.Event()

    def work() -> None:
        with httpx.Client(base_url=first.address, timeout=60) as asked:
            token = token_of(asked.get("/claims/k010").text)
            for claim in claims:
                try:
                    answer = judge(asked, claim, token, "Ada")
                except httpx.HTTPError:
                    return  # killed before it answered
                assert answer.status_code == 303
                done.append(claim)
                if len(done) == 3:
                    enough.set()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert enough.wait(60)
    finally:
        first.kill()
        worker.join(60)
    kept = {c.supersedes for c in flow.open_case(folder).claims} - bundled
    assert set(done) <= kept <= {*done, claims[len(done)]}

    before = {made.claim for made in flow.judgements(set(claims), ledger=ledger)}
    with closing(sqlite3.connect(ledger)) as book:
        (stopped,) = book.execute(
            "SELECT count(*) FROM works WHERE work = 0"
            " AND seq NOT IN (SELECT work FROM works WHERE work <> 0)"
        ).fetchone()

    expected, page = stopped > 0 or before != kept, ""
    second = Killed(folder, ledger, tmp_path / "home")
    try:
        for _ in range(100):  # the ledger is made whole in the background
            page = httpx.get(f"{second.address}/claims/{done[-1]}", timeout=60).text
            if not expected or "Put in order" in page:
                break
            time.sleep(0.3)
    finally:
        second.kill()
    logged = {made.claim for made in flow.judgements(set(claims), ledger=ledger)}
    assert logged == kept
    assert flow.check_ledger(ledger) == []
    assert ("Put in order at the start." in page) == expected
    assert (f"of {folder}, begun" in page) == (stopped > 0)
