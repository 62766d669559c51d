"""Judging claims of a real case folder: new rows and an audit log, nothing edited or deleted."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fogline.case import Case, Formation, Observable, Side, Source, evidence_for, load_case
from fogline.case import write_case as write
from fogline.claims import Claim, Held, Subject
from fogline.cli.main import run
from fogline.ledger import Ledger

DAY = date(2024, 3, 1)


def claim(name: str, value: float, **more: Any) -> Claim:
    return Claim(
        **{
            "id": name, "origin": "staff", "subject": Subject(entity="blue"), "measure": "killed",
            "value": value, "unit": "persons", "held": Held(until=DAY, basis="as_of"),
            "said_on": DAY, "printed_on": DAY, "paraphrase": f"The staff counts {value:g} dead.",
            "author": "keyed by hand",
        }
        | more
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case of four claims in a folder, and a ledger of the test's own."""
    monkeypatch.setenv("FOGLINE_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.delenv("FOGLINE_AUTHOR", raising=False)
    case = Case(
        id="hills",
        title="The hills",
        start=date(2024, 1, 1),
        cut_off=date(2024, 6, 30),
        horizon=date(2024, 7, 31),
        sides=(Side(id="blues", name="Blues"), Side(id="reds", name="Reds")),
        formations=(
            Formation(id="blue", name="Blue", side="blues", sector=""),
            Formation(id="red", name="Red", side="reds", sector=""),
        ),
        observables=tuple(
            Observable(name=f"{part}.killed", definition="dead so far", unit="persons")
            for part in ("blue", "red")
        ),
        sources=(Source(id="staff", name="Staff"), Source(id="paper", name="Paper")),
        claims=(
            claim("k1", 100),
            claim("k2", 120, note="keyed from a summary"),
            claim("k3", 120, origin="paper"),
            claim("m4", 90, extractor="patterns 1", exact="=90 dead", paraphrase=""),
        ),
    )
    return write(case, tmp_path / "hills")


def judge(folder: Path, *arguments: str) -> int:
    return run(["claims", str(folder), *arguments, "--author", "Ann", "--reason", "seen the list"])


def row(folder: Path, name: str) -> Claim:
    return next(each for each in load_case(folder).claims if each.id == name)


def reasons(folder: Path) -> dict[str, str]:
    return {each.claim: each.reason for each in evidence_for(load_case(folder))[1]}


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_a_verdict_is_a_new_row_and_a_line_of_the_audit_log(folder: Path, verdict: str) -> None:
    before = (folder / "claims.csv").read_bytes()
    assert judge(folder, f"--{verdict}", "k2", f"--{verdict}", "k3") == 0
    assert (folder / "claims.csv").read_bytes().startswith(before)
    new = row(folder, "k2.1")
    assert (new.status, new.supersedes, new.author) == (f"{verdict}ed", "k2", "Ann")
    assert new.note == "seen the list; keyed from a summary" and new.value == 120
    with Ledger.open() as book:
        made = book.judgements()
        assert book.claim("k2").status == f"{verdict}ed"
    assert [(m.claim, m.verdict, m.author, m.reason, m.other) for m in made] == [
        ("k2", f"{verdict}ed", "Ann", "seen the list", "k2.1"),
        ("k3", f"{verdict}ed", "Ann", "seen the list", "k3.1"),
    ]


def test_a_rejected_claim_is_no_evidence_and_one_opened_again_is(folder: Path) -> None:
    assert judge(folder, "--reject", "k2") == 0
    assert reasons(folder)["k2.1"].startswith("rejected: seen the list")
    assert judge(folder, "--propose", "k2.1") == 0
    assert reasons(folder)["k2.1"] == "superseded by k2.2"
    assert "k2.2" not in reasons(folder)


def test_a_correction_changes_cells_and_keeps_the_words(folder: Path) -> None:
    cells = ("--set", "value=1200", "--set", "hedge=about", "--set", "held_from=2024-02-01")
    assert judge(folder, "--correct", "m4", *cells) == 0
    new = row(folder, "m4.1")
    assert (new.value, new.hedge, new.held.from_) == (1200, "about", date(2024, 2, 1))
    assert (new.exact, new.extractor, new.status) == ("=90 dead", "patterns 1", "accepted")
    assert row(folder, "m4").value == 90


def test_a_retargeted_claim_speaks_of_another_force(folder: Path) -> None:
    assert judge(folder, "--retarget", "m4", "--to", "red") == 0
    used = {each.claim: each.observable for each in evidence_for(load_case(folder))[0]}
    assert used["m4.1"] == "red.killed" and "m4" not in used


def test_an_echo_is_linked_and_counted_once(folder: Path) -> None:
    assert judge(folder, "--echo", "k3", "--to", "k2") == 0
    new = row(folder, "k3.1")
    assert (new.repeats, new.relation, new.status) == ("k2", "verbatim", "proposed")
    assert reasons(folder)["k3.1"] == "repeats k2, counted once"
    with Ledger.open() as book:
        assert [(m.verdict, m.other) for m in book.judgements()] == [("echo of", "k2")]


def test_a_grade_is_kept_apart_and_a_later_one_takes_its_place(folder: Path) -> None:
    assert judge(folder, "--grade", "k1", "--as", "B2") == 0
    assert judge(folder, "--grade", "k1.1", "--as", "C3") == 0
    assert row(folder, "k1.1").flags == ("graded B2",)
    assert row(folder, "k1.2").flags == ("graded C3",)
    assert row(folder, "k1.2").supersedes == "k1.1"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--accept", "k9"), "unknown claim: 'k9' - did you mean"),
        (("--correct", "k1", "--set", "value=many"), "value 'many' is not a number"),
        (("--correct", "k1", "--set", "vaule=7"), "unknown column 'vaule' - did you mean value"),
        (("--correct", "k1", "--set", "paraphrase=x"), "what was read is never changed"),
        (("--correct", "m4", "--set", "unit=km2"), "is measured in persons"),
        (("--correct", "k1", "--set", "value"), "has no '='"),
        (("--correct", "k1"), "but how? Add --set"),
        (("--set", "value=7"), "--set without --correct"),
        (("--retarget", "m4", "--to", "green"), "the subject 'green' is not in case.toml"),
        (("--echo", "k1", "--to", "k9"), "unknown claim: 'k9'"),
        (("--echo", "k1", "--to", "k1"), "an echo of itself"),
        (("--grade", "k1", "--as", "B7"), "'B7' is no Admiralty grade"),
        (("--accept", "k1", "--reject", "k1"), "superseded by k1.1"),
    ],
)
def test_a_judgement_that_cannot_be_leaves_everything_as_it_was(
    folder: Path, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert judge(folder, *arguments) == 2
    assert words in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with Ledger.open() as book:
        assert book.counts()["judgements"] == 0


def test_one_wrong_ruling_of_several_undoes_them_all_and_every_fault_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(folder, "--accept", "k1", "--accept", "k8", "--reject", "k9") == 2
    told = capsys.readouterr().err
    assert "k8: unknown claim" in told and "k9: unknown claim" in told
    assert len(load_case(folder).claims) == 4


def test_echoes_cannot_run_in_a_circle(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert judge(folder, "--echo", "k3", "--to", "k2") == 0
    assert judge(folder, "--echo", "k2", "--to", "k3.1") == 2
    assert "an echo of itself, through k3.1" in capsys.readouterr().err


def test_a_judged_row_names_the_one_to_judge_instead(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(folder, "--accept", "k1") == judge(folder, "--reject", "k1.1") == 0
    assert judge(folder, "--accept", "k1") == 2
    assert "superseded by k1.1 (Ann) - judge k1.2 instead" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["--author", "--reason"])
def test_a_judgement_needs_an_author_and_a_reason(
    folder: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"--author": "Ann", "--reason": "seen"} | {missing: " "}
    options = [word for pair in given.items() for word in pair]
    assert run(["claims", str(folder), "--accept", "k1", *options]) == 2
    told = capsys.readouterr().err
    assert "without a" in told and missing.removeprefix("--") in told


def test_the_log_tells_every_judgement_of_a_claim_and_of_its_later_rows(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(folder, "--accept", "k1") == judge(folder, "--reject", "k1.1") == 0
    capsys.readouterr()
    assert run(["claims", str(folder), "--log", "k1.2", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [(m["claim"], m["verdict"]) for m in made] == [("k1", "accepted"), ("k1.1", "rejected")]


def test_the_list_shows_the_standing_rows_and_all_of_them_when_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(folder, "--accept", "k1") == 0
    capsys.readouterr()
    for options, wanted in (
        ((), {"k2", "k3", "m4", "k1.1"}),
        (("--all",), {"k1", "k2", "k3", "m4", "k1.1"}),
        (("--status", "accepted"), {"k1.1"}),
        (("--words", "=90 DEAD"), {"m4"}),
    ):
        assert run(["claims", str(folder), "--json", *options]) == 0
        assert {each["id"] for each in json.loads(capsys.readouterr().out)} == wanted


def edit(path: Path, changes: dict[str, dict[str, str]]) -> None:
    """What somebody does to a sheet in a spreadsheet."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for each in rows:
        each.update(changes.get(each["id"], {}))
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def test_a_sheet_goes_out_and_comes_back_as_judgements(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    assert run(["claims", str(folder), "--export", str(sheet)]) == 0
    edit(sheet, {
        "k1": {"status": "rejected", "note": "a typing error in the list"},
        "k2": {"value": "121"},
        "k3": {"repeats": "k2", "relation": "distorted"},
        "m4": {"subject": "red"},
    })  # fmt: skip
    assert judge(folder, "--import", str(sheet)) == 0
    assert row(folder, "k1.1").note == "a typing error in the list"
    assert row(folder, "k2.1").value == 121
    assert row(folder, "k3.1").relation == "distorted"
    assert row(folder, "m4.1").subject.entity == "red" and row(folder, "m4.1").exact == "=90 dead"
    with Ledger.open() as book:
        assert [(m.claim, m.verdict) for m in book.judgements()] == [
            ("k1", "rejected"), ("k2", "corrected"), ("k3", "echo of"), ("m4", "retargeted"),
        ]  # fmt: skip


def test_a_sheet_that_nobody_changed_judges_nothing(folder: Path, tmp_path: Path) -> None:
    sheet, before = tmp_path / "sheet.csv", (folder / "claims.csv").read_bytes()
    assert run(["claims", str(folder), "--export", str(sheet)]) == 0
    edit(sheet, {"k1": {"value": "100.0"}})
    assert judge(folder, "--import", str(sheet)) == 0
    assert (folder / "claims.csv").read_bytes() == before


def test_rows_and_columns_left_out_of_a_sheet_are_left_alone(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("status,id\naccepted,k2\n", encoding="utf-8")
    assert judge(folder, "--import", str(sheet)) == 0
    new = [each for each in load_case(folder).claims if each.supersedes]
    assert [(each.id, each.value, each.origin) for each in new] == [("k2.1", 120, "staff")]


def test_no_cell_of_a_sheet_can_act_as_a_formula(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    assert run(["claims", str(folder), "--export", str(sheet)]) == 0
    with sheet.open(newline="", encoding="utf-8") as file:
        cells = [cell for cells in csv.reader(file) for cell in cells]
    assert "'=90 dead" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,vaule\nk1,7\n", "unknown column 'vaule'"),
        ("value\n7\n", "the column 'id' is missing"),
        ("id;value\nk1;7\n", "not separated by commas"),
        ("id,value\nk1,7,8\n", "sheet.csv:2: the row has 3 cells, the header 2"),
        ("id,value\n\nk9,7\nk1,x\n", "sheet.csv:3: unknown claim: 'k9'"),
        ("id,value\nk1,x\n", "line 2, k1: value 'x' is not a number"),
        ("id,exact\nm4,95 dead\n", "line 2, m4: exact: what was read is never changed"),
        ('id,value\nk1,"7\n', "not readable as CSV"),
        ("", "is empty"),
    ],
)
def test_a_wrong_sheet_is_told_with_its_lines(
    folder: Path, tmp_path: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(text, encoding="utf-8")
    assert judge(folder, "--import", str(sheet)) == 2
    assert words in capsys.readouterr().err
    assert len(load_case(folder).claims) == 4


def test_the_bundled_case_is_copied_before_it_is_judged(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(Path("kursk"), "--accept", "k001") == 2
    assert "fogline copy kursk my-kursk" in capsys.readouterr().err
    own = tmp_path / "my-kursk"
    assert run(["copy", "kursk", str(own)]) == 0
    assert load_case(own).hash == load_case("kursk").hash
    assert judge(own, "--accept", "k001") == 0
    assert row(own, "k001.1").status == "accepted"
    assert run(["copy", "kursk", str(own)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_copy_leaves_the_runs_behind(folder: Path, tmp_path: Path) -> None:
    (folder / "runs" / "one").mkdir(parents=True)
    (folder / "runs" / "one" / "posterior.nc").write_text("much")
    assert run(["copy", str(folder), str(folder / "copies" / "first")]) == 0
    copied = folder / "copies" / "first"
    assert not (copied / "runs").exists()
    assert load_case(copied).hash == load_case(folder).hash


def test_the_list_names_the_measure_to_filter_by_and_a_status_only_where_one_was_judged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["claims", str(folder), "--measure", "killed"]) == 0
    heading = capsys.readouterr().out.splitlines()[0].split()
    assert heading == ["Claim", "When", "Who", "About", "Measure", "Number", "Words"]
    judge(folder, "--accept", "k1")
    capsys.readouterr()
    assert run(["claims", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[0].split()[1] == "Status"


def test_what_a_report_says_itself_counts_for_the_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = load_case(folder)
    own = claim("k9", 80, origin="", report="r1", voices=())
    report = Source(id="r1", name="A report")
    more = {"claims": (*case.claims, own), "sources": (*case.sources, report), "folder": ""}
    other = write(replace(case, **more), folder.parent / "more")
    assert run(["sources", str(other), "--json"]) == 0
    rows = {each["id"]: each for each in json.loads(capsys.readouterr().out)}
    assert rows["r1"]["claims"] == 1
    assert run(["claims", str(other)]) == 0
    listed = capsys.readouterr().out
    assert next(line for line in listed.splitlines() if line.startswith("k9")).count("unattributed")
