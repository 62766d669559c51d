"""A question to a case: one fit for the same claims, another when anything it rests on changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fogline.ask import kept_fit as room
from fogline.ask import question
from fogline.ask.question import Question
from fogline.case import Case, Evidence, Guess
from fogline.fit.fit import Fit
from fogline.fit.gates import Outcome, gates_of_answers
from fogline.model.campaign import build
from tests.ask.conftest import made_up_fit, observed_case, standard_draws
from tests.model.small import small_evidence

EVIDENCE = small_evidence()


def key(case: Case, evidence: tuple[Evidence, ...] = EVIDENCE, seed: int = 1) -> str:
    return room.fit_key(case, build(case, evidence), seed, quick=True)


def changed_claim(**values: Any) -> tuple[Evidence, ...]:
    return (replace(EVIDENCE[0], **values), *EVIDENCE[1:])


def with_first_formation(case: Case, **values: Any) -> Case:
    first, *rest = case.formations
    return replace(case, formations=(replace(first, **values), *rest))


def test_the_key_of_a_fit_is_the_same_for_the_same_question(case: Case) -> None:
    assert key(case) == key(observed_case())


@pytest.mark.parametrize(
    "evidence",
    [
        changed_claim(value=6001),
        changed_claim(bound="at least", low=6000),
        changed_claim(numerator=(replace(EVIDENCE[0].numerator[0], day=26),)),
        changed_claim(claim="another"),
        changed_claim(source="blue-staff", side="blue", relation="enemy"),
        EVIDENCE[1:],
    ],
    ids=["value", "bound", "day", "id", "source", "one claim fewer"],
)
def test_a_changed_claim_changes_the_key(case: Case, evidence: tuple[Evidence, ...]) -> None:
    assert key(case, evidence) != key(case)


@pytest.mark.parametrize(
    "median", [24_000, 12_001], ids=["twice", "less than the words of the prior tell"]
)
def test_a_changed_prior_changes_the_key(case: Case, median: float) -> None:
    assert key(with_first_formation(case, initial=Guess(median=median, factor=3))) != key(case)


def test_the_seed_the_draws_and_the_version_change_the_key(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert key(case, seed=2) != key(case)
    campaign = build(case, EVIDENCE)
    assert room.fit_key(case, campaign, 1, quick=True) != room.fit_key(
        case, campaign, 1, quick=False
    )
    before = key(case)
    monkeypatch.setattr(room, "__version__", "99")
    assert key(case) != before


def test_a_longer_forecast_changes_the_key_and_a_title_does_not(case: Case) -> None:
    assert key(replace(case, title="Another title")) == key(case)
    assert key(replace(case, horizon=case.horizon + timedelta(days=7))) != key(case)


class Sampler:
    """Stands for the sampler: counts its calls and gives made-up draws."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    def __call__(self, machine: Any, answers: Any, **settings: Any) -> Outcome:
        self.calls.append(settings)
        fit = made_up_fit(machine, 0.5 * standard_draws(machine, 50))
        return Outcome(fit=fit, gates=gates_of_answers(fit), converged=True, attempts=())


@pytest.fixture
def sampler(monkeypatch: pytest.MonkeyPatch, machine: Any) -> Sampler:
    """The machine of the small campaign, a sampler that costs nothing, few prior draws."""
    from fogline.ask import posterior as draws_room
    from fogline.ask import sources as sources_room

    found = Sampler()
    monkeypatch.setattr(room, "fit_until_converged", found)
    monkeypatch.setattr(question, "evidence_for", lambda case: (machine.campaign.evidence, ()))
    monkeypatch.setattr(question, "Machine", lambda campaign: machine)
    monkeypatch.setattr(draws_room, "N_PRIOR_DRAWS", 50)
    monkeypatch.setattr(sources_room, "N_PRIOR_DRAWS", 50)
    return found


def asked(case: Case, folder: Path, **settings: Any) -> Question:
    folder.mkdir(exist_ok=True)
    told: list[str] = []
    return Question.of(
        replace(case, folder=str(folder)),
        progress=lambda words, fraction: told.append(words),
        **settings,
    )


def test_a_second_question_costs_no_second_fit(
    case: Case, sampler: Sampler, tmp_path: Path
) -> None:
    first = asked(case, tmp_path)
    second = asked(case, tmp_path)
    assert len(sampler.calls) == 1
    assert first.folder == second.folder == tmp_path / "runs" / first.folder.name
    np.testing.assert_array_equal(first.posterior.outputs, second.posterior.outputs)
    assert first.gates == second.gates
    one, two = (q.estimate("ally.casualties") for q in (first, second))
    assert one.as_contract() == two.as_contract()


def test_another_seed_or_a_preview_is_another_fit(
    case: Case, sampler: Sampler, tmp_path: Path
) -> None:
    folders = {
        asked(case, tmp_path).folder,
        asked(case, tmp_path, seed=5).folder,
        asked(case, tmp_path, quick=True).folder,
    }
    assert len(folders) == len(sampler.calls) == 3
    assert [call["seed"] for call in sampler.calls] == [case.seed, 5, case.seed]
    assert sampler.calls[2]["draws"] < sampler.calls[0]["draws"]


@pytest.mark.parametrize("damage", ["cut short", "garbage", "empty", "a bit flipped"])
def test_a_damaged_kept_fit_is_fitted_again(
    case: Case, sampler: Sampler, tmp_path: Path, damage: str
) -> None:
    kept = asked(case, tmp_path).folder / "posterior.nc"
    whole = kept.read_bytes()
    middle = whole.index(Fit.load(kept).draws[1, 7].tobytes())  # in the midst of the draws
    kept.write_bytes(
        {
            "cut short": whole[:middle],
            "garbage": b"not a fit",
            "empty": b"",
            "a bit flipped": whole[:middle] + bytes([whole[middle] ^ 64]) + whole[middle + 1 :],
        }[damage]
    )
    again = asked(case, tmp_path)
    assert len(sampler.calls) == 2
    assert Fit.load(kept).names == again.machine.names


def test_a_fit_of_other_unknowns_is_not_taken_for_this_ones(
    case: Case, sampler: Sampler, tmp_path: Path
) -> None:
    kept = asked(case, tmp_path).folder / "posterior.nc"
    fit = Fit.load(kept)
    replace(fit, names=tuple(f"other {name}" for name in fit.names)).save(kept)
    asked(case, tmp_path)
    assert len(sampler.calls) == 2


def test_a_case_that_may_not_be_written_keeps_its_fits_in_the_users_folder(
    case: Case, sampler: Sampler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOGLINE_HOME", str(tmp_path / "home"))
    assert asked(case, tmp_path / "own").folder.is_relative_to(tmp_path / "own" / "runs")
    bundled = tmp_path / "fogline" / "bundled"
    bundled.mkdir(parents=True)
    assert asked(case, bundled).folder.is_relative_to(tmp_path / "home" / "runs" / "small")
    nowhere = Question.of(replace(case, folder=""), progress=lambda *_: None)
    assert nowhere.folder.is_relative_to(tmp_path / "home" / "runs" / "small")


def test_everything_is_answered_and_kept(case: Case, sampler: Sampler, tmp_path: Path) -> None:
    case = replace(case, observables=case.observables[::6])
    question = asked(case, tmp_path)
    found = question.assessment(preview=True)
    names = [item.name for item in case.observables]
    assert [item.observable for item in found.estimates] == names
    assert [item.observable for item in found.forecasts] == names
    assert all(item.on == case.horizon and item.scenario == "forecast" for item in found.forecasts)
    assert [item.id for item in found.what_ifs] == [item.id for item in case.scenarios]
    spoken = {item.observable for item in question.campaign.evidence}
    assert {item.observable for item in found.weighings} == spoken & set(names)
    assert found.preview and "preview" in found.warnings[0]
    assert len(found.priors) == len(question.campaign.priors)
    assert all(row.words and row.posterior for row in found.priors)
    assert found.provenance.seed == case.seed and found.provenance.versions["fogline"]
    assert set(found.provenance.claims) == {item.claim for item in question.campaign.evidence}

    folder = question.keep({"report.html": "<!doctype html>", "hub.csv": b"a,b"})
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == {"hub.csv", "posterior.nc", "report.html"}
    assert (folder / "hub.csv").read_bytes() == b"a,b"


def test_claims_the_model_does_not_hold_are_listed_with_the_reason(
    case: Case, sampler: Sampler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = replace(
        EVIDENCE[0], claim="late", numerator=(replace(EVIDENCE[0].numerator[0], day=70),)
    )
    monkeypatch.setattr(question, "evidence_for", lambda case: ((*EVIDENCE, late), ()))
    found = asked(case, tmp_path)
    assert [(item.claim, "does not hold" in item.reason) for item in found.listed] == [
        ("late", True)
    ]
