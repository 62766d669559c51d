"""Exports: the same numbers and words in the forms that other programs read."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import replace

import pytest

from fogline.answer import Assessment
from fogline.answer.answers import HUB_LEVELS
from fogline.ground.errors import FoglineError, UnknownName
from fogline.ground.ids import sha256_bytes
from fogline.page.exports import FORMATS, OF_CLAIMS, export_answers, export_claims, export_files
from fogline.page.exports.tables import ANSWER_COLUMNS, CLAIM_COLUMNS
from tests.page import factory

FORMULA = '=HYPERLINK("http://evil.example","x")'


def never() -> Assessment:
    raise AssertionError("this form needs no answers")


def all_files() -> dict[str, bytes]:
    return export_files("all", factory.full_case(), factory.full_claims(), factory.full_assessment)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("form", sorted(OF_CLAIMS))
def test_a_form_of_claims_asks_for_no_answers(form: str) -> None:
    files = export_files(form, factory.full_case(), factory.full_claims(), never)
    assert list(files) == [FORMATS[form][0]]
    assert files[FORMATS[form][0]]


def test_all_forms_come_with_a_package_that_names_each_and_its_hash() -> None:
    files = all_files()
    package = json.loads(files.pop("datapackage.json"))
    assert set(files) == {name for name, _ in FORMATS.values()}
    for resource in package["resources"]:
        data = files[resource["path"]]
        assert resource["hash"] == f"sha256:{sha256_bytes(data)}"
        assert resource["bytes"] == len(data)
        for name in [field["name"] for field in resource.get("schema", {}).get("fields", ())]:
            assert name in rows(data)[0]


def test_the_answers_table_holds_every_answer_with_its_quantiles_and_claims() -> None:
    assessment = factory.full_assessment()
    found = rows(export_answers("answers-csv", assessment, {}))
    n_what_ifs = 3 * sum(len(item.rows) for item in assessment.what_ifs)
    assert len(found) == len(assessment.estimates) + len(assessment.forecasts) + n_what_ifs
    first, row = assessment.estimates[0], found[0]
    assert float(row["median"]) == pytest.approx(first.median, rel=1e-5)
    assert float(row["low_80"]) == pytest.approx(first.intervals["80"][0], rel=1e-5)
    assert row["claims"].split() == list(first.claims)
    assert {row["kind"] for row in found} == {
        "estimate", "forecast", "without", "with", "difference"
    }  # fmt: skip


def test_no_cell_of_an_exported_table_acts_as_a_formula() -> None:
    assessment = factory.full_assessment()
    evil = replace(assessment.estimates[0], title=FORMULA, words="+1", definition="@x", unit="-y")
    found = rows(export_answers("answers-csv", replace(assessment, estimates=(evil,)), {}))
    assert found[0]["title"] == f"'{FORMULA}"
    for row in found:
        for cell in row.values():
            assert not re.match(r"[=+@\t\r]|-(?![\d.])", cell)
    claims = factory.full_claims()
    claims["k001"] = replace(claims["k001"], paraphrase=FORMULA, exact="")
    table = export_claims("claims-csv", factory.full_case(), claims).decode()
    assert "'=HYPERLINK" in table
    assert not re.search(r'(^|,)"?=', table, re.MULTILINE)


def test_parquet_keeps_the_types_and_the_numbers() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    files = all_files()
    answers = parquet.read_table(io.BytesIO(files["answers.parquet"]))
    claims = parquet.read_table(io.BytesIO(files["claims.parquet"]))
    assert answers.column_names == list(ANSWER_COLUMNS)
    assert claims.column_names == list(CLAIM_COLUMNS)
    assert str(answers.schema.field("on").type) == "date32[day]"
    assert str(answers.schema.field("rests_on_prior").type) == "bool"
    assert answers["median"][0].as_py() == factory.full_assessment().estimates[0].median
    assert claims.num_rows == len(factory.full_claims())


def test_parquet_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FoglineError, match=r"fogline\[frames\]"):
        export_claims("claims-parquet", factory.full_case(), factory.full_claims())


def test_every_page_is_cited_once_and_its_key_is_its_own() -> None:
    claims = factory.full_claims()
    evil = replace(claims["k001"], publisher=r"A & B_{100 %}\input{x}", url="javascript:x")
    text = export_claims("bibtex", factory.full_case(), claims | {"k001": evil}).decode()
    keys = re.findall(r"@online\{([^,]+),", text)
    assert len(keys) == len(set(keys)) >= 1
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)
    assert r"A \& B\_\{100 \%\}\textbackslash{}input\{x\}" in text
    assert "javascript" not in text
    for entry in text.split("\n\n"):
        plain = re.sub(r"\\[{}]", "", entry)
        assert plain.count("{") == plain.count("}")


def test_a_claim_review_says_who_said_what_and_rates_nothing() -> None:
    claims = factory.full_claims()
    graph = json.loads(export_claims("claimreview", factory.full_case(), claims))["@graph"]
    assert len(graph) == len(claims)
    assert "ating" not in json.dumps(graph)
    for review in graph:
        claim = claims[review["identifier"]]
        said = review["claimReviewed"]  # a whole statement, not the number alone
        assert claim.exact in said and len(said) >= len(claim.sentence or claim.words)
        assert review["itemReviewed"]["author"]["name"]


def test_hub_rows_hold_23_levels_that_never_fall() -> None:
    assessment = factory.full_assessment()
    found = rows(export_answers("hub", assessment, {}))
    assert len(found) == 23 * (len(assessment.estimates) + len(assessment.forecasts))
    one = found[:23]
    assert [float(row["output_type_id"]) for row in one] == list(HUB_LEVELS)
    values = [float(row["value"]) for row in one]
    assert values == sorted(values)
    assert {row["horizon"] for row in one} == {"0"}
    assert int(found[-1]["horizon"]) > 0


def test_the_provenance_leads_from_every_answer_to_the_claims_and_their_pages() -> None:
    claims = factory.full_claims()
    assessment = factory.full_assessment()
    made = replace(assessment.provenance, claims=tuple(claims)[:5])
    document = json.loads(export_answers("prov", replace(assessment, provenance=made), claims))
    known = set(document["entity"]) | set(document["agent"]) | set(document["activity"])
    for kind in ("used", "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo"):
        for tie in document[kind].values():
            assert set(tie.values()) <= known
    came_from = {
        tie["prov:usedEntity"]
        for tie in document["wasDerivedFrom"].values()
        if tie["prov:generatedEntity"] == "fogline:case"
    }
    assert came_from == {f"fogline:claim/{key}" for key in made.claims}


def test_an_unknown_form_lists_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="bibtex"):
        export_files("bibtx", factory.full_case(), {}, never)
