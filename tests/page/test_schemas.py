"""The published forms: what is printed and what cases hold is of them, and they say so."""

from __future__ import annotations

import copy
import csv
import io
import json
import tomllib
from dataclasses import replace
from datetime import date
from math import nan
from pathlib import Path
from typing import Any

import pytest

from docs.make_reference import breaks
from fogline import flow
from fogline.answer import ClaimCheck, Crossing, Line, NextFact, Simulation
from fogline.answer.implication import Implication
from fogline.ask.records import stored_score
from fogline.case import bundled_cases
from fogline.cli.main import run
from fogline.cli.show import plain
from fogline.ground.errors import UnknownName
from fogline.page import assessment_json
from fogline.page.schemas import SCHEMAS, schema_of
from tests.page import factory
from tests.page.forms import as_json, check_form

DAY = date(2025, 1, 31)


def printed(value: Any) -> Any:
    return json.loads(json.dumps(plain(value), allow_nan=False))


def test_every_form_is_valid_and_names_itself_with_its_number() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for name, form in SCHEMAS.items():
        schema = schema_of(name)
        if name.endswith(".csv"):
            assert schema["primaryKey"] == ["id"]
            continue
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"fogline:{name}/{form.number}"
        if "schema" in schema["properties"]:
            assert schema["properties"]["schema"] == {"const": f"{name}/{form.number}"}
    with pytest.raises(UnknownName, match="schema"):
        schema_of("anser")


def test_claims_that_are_read_are_of_their_form(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOGLINE_LEDGER", str(tmp_path / "ledger.sqlite"))
    texts = [str(root / "docs" / "tutorial" / name) for name in ("december.txt", "january.txt")]
    assert run(["read", texts[0], "--json"]) == 0
    one = json.loads(capsys.readouterr().out)
    check_form("claims", one)
    assert len(one["claims"]) > 5 and one["schema"] == "claims/1"
    assert run(["read", *texts, "--json"]) == 0
    several = json.loads(capsys.readouterr().out)
    check_form("reports", several)
    assert several["schema"] == "reports/1" and len(several["reports"]) == 2


@pytest.mark.parametrize("size", ["full", "smallest"])
def test_an_assessment_is_of_its_form_and_so_is_each_answer_in_it(size: str) -> None:
    full = size == "full"
    assessment = factory.full_assessment() if full else factory.smallest_assessment()
    case = factory.full_case() if full else factory.smallest_case()
    found = assessment_json(assessment, case, factory.full_claims() if full else {})
    check_form("assessment", found)
    for answer in found["answers"]:
        check_form("answer", answer)


def test_every_other_answer_that_is_printed_is_of_the_form_it_names() -> None:
    full = factory.full_assessment()
    stored = stored_score("kursk")
    assert full.check is not None and full.tension is not None and stored is not None
    estimate = full.estimates[0]
    answers = [
        estimate, replace(estimate, on=None, window=(DAY, DAY), median=nan), full.what_ifs[0],
        full.weighings[0], full.check, full.tension, *full.next_facts, stored,
        ClaimCheck(
            claim="c1", label="", words="", observable="x", title="", unit="", on=None,
            said=(1.0, None, None), implied_median=1.0, implied_intervals={"80": (0.5, nan)},
            expected_median=1.0, expected_intervals={}, share_below=0.5, probability=1.0,
            fits=True, left_out=("c1",), pareto_k=nan, method="psis", sentence="",
        ),
        Crossing(observable="x", title="", unit="", threshold=1.0, rising=True, cut_off=DAY,
                 until=DAY, probability=0.1, already=0.0, prior_probability=0.2, median=None,
                 intervals={"80": (DAY, None)}),
        NextFact(observable="x", title="", unit="", on=DAY, width=1.0, candidates=(), sentence=""),
        Simulation(title="", law="square", days=(0.0, 1.0),
                   lines=(Line(name="a", title="", unit="", values=(1.0, nan)),)),
        Implication(id="holding", title="", sentences=("",), estimates=(estimate,)),
    ]  # fmt: skip
    seen = set()
    for answer in answers:
        found = printed(answer)
        name, number = found["schema"].split("/")
        assert SCHEMAS[name].number == int(number)
        check_form(name, found)
        seen.add(name)
    assert len(seen) >= 10


def test_every_bundled_case_and_its_what_ifs_are_of_their_forms() -> None:
    n_what_ifs = 0
    for folder in bundled_cases().values():
        check_form("case", as_json(tomllib.loads((folder / "case.toml").read_text())))
        for file in folder.glob("scenarios/*.toml"):
            check_form("scenario", as_json(tomllib.loads(file.read_text())))
            n_what_ifs += 1
        for name in ("claims.csv", "sources.csv"):
            rows = csv.reader(io.StringIO((folder / name).read_text(encoding="utf-8")))
            columns = [field["name"] for field in schema_of(name)["fields"]]
            assert set(next(rows)) <= set(columns)
    assert n_what_ifs > 3


def test_a_drafted_case_is_of_its_form(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOGLINE_LEDGER", str(tmp_path / "ledger.sqlite"))
    text = root / "tests" / "journey" / "off-the-line.txt"
    flow.draft([str(text)], published=DAY, out=tmp_path / "drafted")
    check_form("case", as_json(tomllib.loads((tmp_path / "drafted" / "case.toml").read_text())))


def test_a_value_of_another_form_is_found() -> None:
    found = printed(factory.full_assessment().estimates[0])
    check_form("answer", found)
    for change in ({"median": "many"}, {"on": "31.1.2025"}, {"schema": "answer/2"}, {"new": 1}):
        with pytest.raises(AssertionError):
            check_form("answer", found | change)
    found.pop("words")
    with pytest.raises(AssertionError):
        check_form("answer", found)


def test_a_key_that_goes_breaks_a_form_and_a_key_that_comes_does_not() -> None:
    old = schema_of("answer")
    new = copy.deepcopy(old)
    new["properties"]["more"] = {"type": "string"}
    assert breaks(old, new) == []
    new["properties"]["unit"] = {"type": "integer"}
    new["required"].remove("words")
    assert breaks(old, new) == ["/properties/unit/type string", "/required words"]
    table = schema_of("claims.csv")
    fewer = {**table, "fields": table["fields"][1:]}
    assert breaks(table, fewer) == ["/column id string"]
