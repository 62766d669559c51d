"""``fogline.open``: a case in Python and in a notebook, with a made-up fit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import lxml.html
import pytest

import fogline
from fogline.ask import kept_fit
from fogline.ask import posterior as draws_room
from fogline.ask import question as question_room
from fogline.case import Case
from fogline.fit.gates import Outcome, gates_of_answers
from fogline.ground.errors import CaseError, FoglineError, UnknownName
from fogline.model.campaign import build
from fogline.model.machine import Machine
from fogline.notebook import Answers, Claims, OpenCase
from tests.ask.conftest import made_up_fit, observed_case, standard_draws
from tests.model.small import small_evidence
from tests.page import factory

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenCase]:
    folder = tmp_path_factory.mktemp("case")
    case: Case = replace(
        observed_case(),
        folder=str(folder),
        title=HOSTILE,
        claims=tuple(
            replace(claim, paraphrase=HOSTILE) for claim in factory.full_claims().values()
        ),
    )
    machine = Machine(build(case, small_evidence()))

    def sample(machine: Machine, answers: object, **settings: object) -> Outcome:
        fit = made_up_fit(machine, 0.5 * standard_draws(machine, 50))
        return Outcome(fit=fit, gates=gates_of_answers(fit), converged=True, attempts=())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_fit, "fit_until_converged", sample)
        patch.setattr(question_room, "evidence_for", lambda case: (small_evidence(), ()))
        patch.setattr(question_room, "Machine", lambda campaign: machine)
        patch.setattr(draws_room, "N_PRIOR_DRAWS", 50)
        yield OpenCase(case)


def test_a_bundled_case_opens_by_name_and_an_unknown_one_says_what_there_is() -> None:
    case = fogline.open("kursk")
    assert case.case.id == "kursk"
    assert len(case.claims) == len(case.case.claims) > 200
    with pytest.raises(FoglineError, match="kursk"):
        fogline.open("kurks")


def test_a_faulty_folder_says_all_its_faults(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("title = 3")
    with pytest.raises(CaseError):
        fogline.open(tmp_path)


def test_a_question_gives_the_same_answer_as_its_fit_and_one_fit_serves_all(
    small: OpenCase,
) -> None:
    name = "ally.casualties"
    assert small.fit() is small.fit()
    one = small.ask(name)
    assert (
        one[0].as_contract()
        == small.fit().ask(name, small.case.cut_off.isoformat())[0].as_contract()
    )
    later = small.case.cut_off + timedelta(days=2)
    days = small.forecast(name, later)
    assert [item.on for item in days] == [later - timedelta(days=1), later]
    assert {item.observable for item in small.fit().answers()} <= {
        item.name for item in small.case.observables
    }


def test_wrong_names_and_days_are_said_like_on_the_command_line(small: OpenCase) -> None:
    with pytest.raises(UnknownName, match=r"ally\.casualties"):
        small.ask("ally.casualtys")
    with pytest.raises(UnknownName, match="ally-return"):
        small.what_if("ally-retrun")
    with pytest.raises(FoglineError, match="2025-01-31"):
        small.ask("ally.casualties", "31 January")


def test_everything_shows_itself_and_no_text_of_a_report_acts(small: OpenCase) -> None:
    fit = small.fit()
    cards = {
        "case": small._repr_html_(),
        "claims": small.claims._repr_html_(),
        "fit": fit._repr_html_(),
        "answers": fit.answers()._repr_html_(),
        "answer": small.ask("ally.casualties")._repr_html_(),
        "what-if": small.what_if("ally-return")._repr_html_(),
        "weighing": small.weigh("ally.casualties")._repr_html_(),
    }
    for name, html in cards.items():
        document = lxml.html.fragment_fromstring(html)
        assert document.xpath("//table"), name
        assert not document.xpath("//script | //img | //@onerror | //@style"), name
        assert "49" not in document.xpath("string(//p)"), name
    assert "&lt;script&gt;" in cards["case"]
    assert "&lt;script&gt;" in cards["claims"]


def test_a_fit_that_failed_its_gates_says_so_in_every_card(small: OpenCase) -> None:
    fit = small.fit()
    failed = replace(fit.check, passed=False)
    broken = type(fit)(fit._question)
    broken._check = failed
    shown = (broken, broken.ask("ally.casualties"), broken.what_if("ally-return"))
    for item in shown:
        assert "Do not rely on these numbers" in item._repr_html_()
    assert "FAILED" in repr(broken)


def test_a_what_if_has_the_attributes_of_its_value(small: OpenCase) -> None:
    shown = small.what_if("ally-return")
    assert shown.id == shown.value.id == "ally-return"
    assert shown.rows is shown.value.rows


def test_every_other_question_of_the_fit_shows_itself_too(small: OpenCase) -> None:
    fit = small.fit()
    changes = fit.what_if(["return ally from 2000-05-10"])
    assert changes.title == "return ally from 2000-05-10"
    reached = fit.reaches("ally.casualties", 10.0)
    assert reached.rising in (True, False) and "80 % interval" in reached._repr_html_()
    sources = fit.sources()
    assert sources.value and "×1 is right on" in sources._repr_html_()
    assert (
        fit.tension().sentence in lxml.html.fromstring(fit.tension()._repr_html_()).text_content()
    )
    fact = fit.next_fact("ally.casualties")
    assert fact.candidates and "narrower by" in fact._repr_html_()
    with pytest.raises(FoglineError, match="no claim can be read"):
        fit.check_claim("The weather was fine.")


def test_claims_and_answers_become_frames_with_typed_columns(small: OpenCase) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    claims, answers = small.claims, small.fit().answers()
    for table, number, day in ((claims, "value", "printed_on"), (answers, "median", "on")):
        pandas_frame, polars_frame = table.to_pandas(), table.to_polars()
        assert len(pandas_frame) == polars_frame.height == len(table)
        assert list(pandas_frame.columns) == polars_frame.columns
        assert str(pandas_frame[number].dtype) == "float64"
        assert str(pandas_frame[day].dtype).startswith("datetime64")
        assert str(polars_frame.schema[day]) == "Date"
    assert answers.to_polars()["median"][0] == answers[0].median
    assert Claims([]).to_pandas().empty
    assert Answers([]).to_polars().is_empty()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_without_the_library_the_message_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(FoglineError, match=r"fogline\[frames\]"):
        getattr(Claims([]), f"to_{library}")()


def test_claims_can_be_narrowed() -> None:
    claims = fogline.open("kursk").claims
    killed = claims.of(measure="killed", subject="nk")
    assert 0 < len(killed) < len(claims)
    assert {(claim.measure, claim.subject.entity) for claim in killed} == {("killed", "nk")}
    assert isinstance(claims[0].printed_on, date)


def test_the_kept_posterior_opens_as_a_tree_like_arviz_opens_it(small: OpenCase) -> None:
    import xarray

    fit = small.fit()
    with xarray.open_datatree(fit.folder / "posterior.nc", engine="h5netcdf") as kept:
        tree = fit.to_datatree()
        for found in (kept, tree):
            assert {"posterior", "sample_stats"} <= set(found.children)
            assert found["posterior"]["theta"].dims == ("chain", "draw", "unknown")
        assert kept["posterior"]["theta"].equals(tree["posterior"]["theta"])
        assert kept["sample_stats"]["diverging"].dtype == bool


def test_arviz_takes_the_draws(small: OpenCase) -> None:
    arviz = pytest.importorskip("arviz")  # not in the lock: runs where a person has it
    summary = arviz.summary(small.fit().to_arviz(), var_names=["theta"])
    assert "r_hat" in summary.columns


def test_without_arviz_the_message_offers_the_tree(
    small: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "arviz", None)
    with pytest.raises(FoglineError, match="to_datatree"):
        small.fit().to_arviz()
