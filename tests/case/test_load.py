"""A case folder loads whole, or says all its faults at once, each with its file and line."""

# ruff: noqa: E501 - a table: one fault, one line
from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from fogline.case import bundled_cases, load_case, resolve_case
from fogline.case.toml_text import LineIndex
from fogline.ground.errors import CaseError, UnknownName

SMALL = """id = "small"
title = "A small case"
start = 2025-01-01
cut_off = 2025-01-31
horizon = 2025-02-28

[[sides]]
id = "red"
name = "Red"

[[sides]]
id = "blue"
name = "Blue"

[[sectors]]
id = "pocket"
name = "the pocket"
intruder = "red"
holder = "blue"

[[formations]]
id = "guard"
name = "the guard"
side = "red"
sector = "pocket"

[formations.initial]
median = 5000
factor = 3
source = "ours"

[[observables]]
name = "guard.casualties"
unit = "persons"
definition = "All losses."
"""
CLAIMS = """id,subject,measure,low,value,high,unit,hedge,held_until,printed_on,origin
a1,guard,casualties,,100,,persons,,2025-01-10,2025-01-11,staff
a2,guard,casualties,200,,,persons,more than,2025-01-20,2025-01-21,staff
"""
SOURCES = "id,name,side\nstaff,General Staff,red\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "case.toml").write_text(SMALL)
    (folder / "claims.csv").write_text(CLAIMS)
    (folder / "sources.csv").write_text(SOURCES)
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    return [str(fault) for fault in caught.value.faults]


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def test_a_small_case_of_three_files_loads(folder: Path) -> None:
    case = load_case(folder)
    assert case.n_days == 31
    assert [claim.id for claim in case.claims] == ["a1", "a2"]
    assert case.claims[1].low == 200 and case.claims[1].hedge == "more than"
    assert case.formations[0].initial is not None
    assert case.formations[0].initial.median == 5000
    assert case.sources[0].side == "red"


def test_all_faults_come_at_once_in_one_message(folder: Path) -> None:
    change(folder, "case.toml", 'side = "red"\nsector', 'side = "redd"\nsector')
    change(folder, "case.toml", "median = 5000", 'median = "many"')
    change(folder, "claims.csv", "a2,guard", "a1,gard")
    change(folder, "sources.csv", "staff,General", "stuff,General")
    (folder / "datapackage.json").write_text("{")
    found = faults(folder)
    assert found == [
        "case.toml:24: side = 'redd' is no side of the case in formations guard - "
        "did you mean red?",
        "case.toml:28: median = 'many' is not a number in formations initial - "
        "write digits only, such as 12000 or 0.5",
        "datapackage.json:1: not readable as JSON: Expecting property name enclosed in double "
        "quotes - mend this line",
        "claims.csv:3: a1: the id stands on line 2 already - a correction is a new row with a new "
        "id that supersedes the old one",
        "claims.csv:2: a1: the source 'staff' is not in sources.csv - did you mean stuff?",
        "claims.csv:3: a1: the source 'staff' is not in sources.csv - did you mean stuff?",
        "claims.csv:3: a1: the subject 'gard' is not in case.toml - did you mean guard or red?",
    ]


CASE_FAULTS = [
    ("title =", "titel =", ["case.toml:2: unknown key 'titel' - did you mean title?",
                            "case.toml: 'title' is missing - add a line title = ..."]),
    ("start = 2025-01-01", 'start = "1 January"', ["case.toml:3: start = '1 January' is not a date"]),
    ("cut_off = 2025-01-31", "cut_off = 2024-12-31",
     ["case.toml:4: the cut-off 2024-12-31 is before the start 2025-01-01"]),
    ("horizon = 2025-02-28", "horizon = 2025-01-30", ["case.toml:5: the horizon 2025-01-30 is before"]),
    ("horizon = 2025-02-28", "horizon = 2025-02-30", ["case.toml:5: not readable as TOML"]),
    ('id = "blue"', 'id = "red"', ["case.toml:12: the id 'red' is taken already"]),
    ('holder = "blue"', 'holder = "green"', ["case.toml:19: holder = 'green' is no side of the case"]),
    ('sector = "pocket"', 'sector = "poket"', ["did you mean pocket?"]),
    ('sector = "pocket"', "sector = 3", ["case.toml:25: 'sector' is a number, not a text"]),
    ("median = 5000", "median = -5", ["case.toml:28: median = -5 is not above 0"]),
    ("factor = 3", "factor = 1", ["case.toml:29: factor = 1 is not above 1"]),
    ("factor = 3", "factor = nan", ["case.toml:29: factor = nan is not a number"]),
    ('source = "ours"', 'origin = "ours"', ["case.toml:30: unknown key 'origin'"]),
    ("guard.casualties", "guard.casualities",
     ["case.toml:33: nothing in the case has the observable 'guard.casualities'",
      "did you mean guard.casualties"]),
    ('unit = "persons"', 'unit = "km2"', ["guard.casualties is measured in 'persons', not 'km2'"]),
    ("[formations.initial]\n", "[formations.arriving]\n", ["a wave arrives but has no window"]),
    ("[[observables]]", '[model]\nlaw = "sqare"\n\n[[observables]]',
     ["case.toml:33: law = 'sqare' is unknown in model - did you mean square?"]),
    ("[[observables]]", '[[policies]]\nkind = "rotation"\ntarget = "gard"\n\n[[observables]]',
     ["case.toml:34: target = 'gard' is no formation of the case in policies - did you mean guard?"]),
    ("[[observables]]", '[[exchanges]]\ngiver = "red"\ngoods = "oil"\nclaims = ["a9"]\nmeasured = "guard.men"\n\n[[observables]]',
     ["case.toml:32: 'receiver' is missing in exchanges",
      "nothing in the case has the observable 'guard.men'"]),
    ('name = "Red"', 'name = "Red', ["case.toml:9: not readable as TOML"]),
    ('[[sides]]\nid = "red"', "[sides]\nid = 'red'", ["not readable as TOML"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASE_FAULTS)
def test_each_fault_of_case_toml_is_found_on_its_line(
    folder: Path, old: str, new: str, expected: list[str]
) -> None:
    change(folder, "case.toml", old, new)
    found = "\n".join(faults(folder))
    for words in expected:
        assert words in found


CLAIM_FAULTS = [
    ("a1,guard,casualties,,100,", "a1,guard,casualties,,about 100,",
     "claims.csv:2: a1: value 'about 100' is not a number"),
    ("a1,guard,casualties,,100,", "a1,guard,casualties,,nan,", "value 'nan' is not a number"),
    ("a1,guard,casualties,,100,", "a1,guard,casualties,300,100,", "a1: low, value and high are not in order: low 300, value 100"),
    ("a1,guard,casualties,,100,", "a1,guard,casualties,,-100,", "the number -100 is below 0"),
    ("casualties,,100,,persons", "casualties,,100,,km2", "casualties is measured in persons, not km2"),
    ("casualties,,100,,persons", "casualties,,100,,men", "the unit 'men' is unknown"),
    ("casualties,,100,,persons", "share_casualties,,40,,share", "the share 40 is above 1 - write 40 % as 0.4"),
    ("casualties,,100,,persons", "casualties,,100,,", "a number without a unit"),
    ("a1,guard,casualties", "a1,guard,casulties", "the measure 'casulties' is unknown - did you mean casualties"),
    ("more than,2025-01-20", "over,2025-01-20", "claims.csv:3: a2: hedge 'over' is unknown"),
    ("more than,2025-01-20", "more than,20.1.2025", "a2: held_until '20.1.2025' is not a date"),
    ("2025-01-21,staff", "2025-02-01,staff", "a2: printed on 2025-02-01, after the cut-off 2025-01-31"),
    ("a2,guard", ",guard", "claims.csv:3: the id is empty"),
    ("2025-01-21,staff", "2025-01-21,staff,more", "claims.csv:3: the row has 12 cells, the header 11"),
    ("id,subject", "id,subjects", "claims.csv:1: unknown column 'subjects' - did you mean subject"),
    ("id,subject", "id,id", "the column 'id' stands there twice"),
    ("a2,guard", '"a2,guard', "claims.csv:3: not readable as CSV"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CLAIM_FAULTS)
def test_each_fault_of_a_claim_is_found_on_its_line(
    folder: Path, old: str, new: str, expected: str
) -> None:
    change(folder, "claims.csv", old, new)
    assert expected in "\n".join(faults(folder))


def with_columns(folder: Path, **columns: tuple[str, str]) -> None:
    """Add columns to claims.csv with a cell for each of the two rows."""
    lines = (folder / "claims.csv").read_text().splitlines()
    for name, cells in columns.items():
        lines = [f"{line},{cell}" for line, cell in zip(lines, (name, *cells), strict=True)]
    (folder / "claims.csv").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"repeats": ("", "a7")}, "a2: repeats names 'a7', which is no claim"),
        ({"repeats": ("", "a2")}, "a2: repeats names the claim itself"),
        ({"supersedes": ("a2", "")}, "a1: it supersedes a2, which stands below it"),
        ({"relation": ("verbatim", "")}, "relation is 'verbatim' but repeats is empty"),
        ({"held_from": ("2025-01-12", "")}, "it held from 2025-01-12, after its end 2025-01-10"),
        ({"outer_voices": ("{}", "")}, "outer_voices is not a list of voices"),
        ({"outer_voices": ("[{", "")}, "outer_voices is not valid JSON"),
        ({"start": ("4.5", "")}, "start '4.5' is not a whole number"),
        ({"flags": ('"[1, 2]"', "")}, "flags is not a list of texts"),
    ],
)
def test_links_and_lists_of_claims_are_checked(
    folder: Path, columns: dict[str, tuple[str, str]], expected: str
) -> None:
    with_columns(folder, **columns)
    assert expected in "\n".join(faults(folder))


@pytest.mark.parametrize("cell", ["rejected", "forecast"])
def test_a_claim_after_the_cut_off_is_allowed_when_rejected_or_a_forecast(
    folder: Path, cell: str
) -> None:
    change(folder, "claims.csv", "2025-01-21,staff", "2025-02-21,staff")
    with_columns(folder, **{"status" if cell == "rejected" else "modality": ("", cell)})
    assert len(load_case(folder).claims) == 2


def test_machine_read_claims_may_speak_of_what_the_case_does_not_know(folder: Path) -> None:
    change(folder, "claims.csv", "a1,guard", "a1,somebody")
    assert "subject 'somebody'" in "\n".join(faults(folder))
    with_columns(folder, extractor=("rules 1", ""))
    assert load_case(folder).claims[0].subject.entity == "somebody"


SOURCE_FAULTS = [
    ("staff,General Staff,red", "staff,General Staff,purple", "the side 'purple' is not in case.toml"),
    ("staff,General", "staff,A,red\nstaff,General", "sources.csv:3: staff: the id stands on line 2"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), SOURCE_FAULTS)
def test_each_fault_of_a_source_is_found(folder: Path, old: str, new: str, expected: str) -> None:
    change(folder, "sources.csv", old, new)
    assert expected in "\n".join(faults(folder))


def test_a_circle_of_parents_is_found(folder: Path) -> None:
    (folder / "sources.csv").write_text("id,parent\nstaff,press\npress,staff\n")
    assert "staff: it is its own ancestor" in "\n".join(faults(folder))


@pytest.mark.parametrize("name", ["case.toml", "claims.csv", "sources.csv"])
def test_a_missing_file_and_one_that_is_not_utf8_are_named(folder: Path, name: str) -> None:
    text = (folder / name).read_text()
    (folder / name).write_bytes(text.encode() + b"\n\n# caf\xe9\n")
    line = text.count("\n") + 3
    assert f"{name}:{line}: not UTF-8: byte 0xe9 - save the file as UTF-8" in faults(folder)
    (folder / name).unlink()
    assert f"{name}: the file is missing - a case needs it" in faults(folder)


def test_what_spreadsheets_do_to_csv_is_read_or_explained(folder: Path) -> None:
    text = (folder / "claims.csv").read_text()
    (folder / "claims.csv").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert [claim.id for claim in load_case(folder).claims] == ["a1", "a2"]
    (folder / "claims.csv").write_text(text.replace(",", ";"))
    assert "claims.csv:1: the cells are not separated by commas" in "\n".join(faults(folder))
    (folder / "claims.csv").write_text("")
    assert "claims.csv: the file is empty" in "\n".join(faults(folder))


def test_scenarios_and_events_are_checked(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "a.toml").write_text(
        'id = "a"\ntitle = "A"\nchange = "return"\ntarget = "pocket"\nstart = 2025-03-01\n'
    )
    with (folder / "case.toml").open("a") as file:
        file.write('\n[[events]]\nday = 2025-01-05\nwhat = "It began"\nclaims = ["a9"]\n')
    found = "\n".join(faults(folder))
    assert "scenarios/a.toml:4: target = 'pocket' is not one of the case's formations" in found
    assert "scenarios/a.toml:5: the what-if starts on 2025-03-01, after the horizon" in found
    assert "case.toml:40: the event 'It began' names 'a9', which is not in claims.csv" in found


def test_front_matter_of_reports_is_checked(folder: Path) -> None:
    (folder / "reports").mkdir()
    file = folder / "reports" / "a.md"
    file.write_text("no front matter")
    assert "reports/a.md:1: the front matter is missing" in "\n".join(faults(folder))
    file.write_text(
        "---\npublished: May\nauthor: me\nderived_from: a9\nbody: [[0, 99]]\n---\nText.\n"
    )
    found = "\n".join(faults(folder))
    assert "reports/a.md:2: published: 'May' is not a date" in found
    assert "reports/a.md:3: unknown key 'author'" in found
    assert "reports/a.md:5: body: '[[0, 99]]' is not a list of ranges" in found
    assert "derived_from names the claim 'a9'" in found
    file.write_text("---\ntitle: T\npublished: 2025-01-30\nderived_from: a1, a2\n---\nText.\n")
    report = load_case(folder).reports[0]
    assert (report.title, report.published) == ("T", date(2025, 1, 30))
    assert report.text == "Text.\n" and report.body == ((0, 6),)
    assert report.derived_from == ("a1", "a2")


def test_a_data_package_that_does_not_fit_the_folder_is_a_fault_or_a_note(folder: Path) -> None:
    package = {"resources": [{"path": "claims.csv", "hash": "sha256:00"}, {"path": "map.json"}]}
    (folder / "datapackage.json").write_text(json.dumps(package))
    assert faults(folder) == ["datapackage.json: the resource 'map.json' is missing - put it back"]
    package["resources"].pop()
    (folder / "datapackage.json").write_text(json.dumps(package))
    assert load_case(folder).notes[-1].endswith("claims.csv.")
    package["resources"][0]["path"] = "../../secret"
    (folder / "datapackage.json").write_text(json.dumps(package))
    assert "lies outside the case" in faults(folder)[0]


def test_the_hash_follows_what_the_case_says_and_not_how_it_is_laid_out(folder: Path) -> None:
    before = load_case(folder).hash
    change(folder, "case.toml", "median = 5000", "# a comment\nmedian = 5000.0")
    assert load_case(folder).hash == before
    change(folder, "case.toml", "median = 5000.0", "median = 5001")
    assert load_case(folder).hash != before


def test_lines_are_found_through_nested_tables_and_long_texts() -> None:
    text = 'a = """\nb = 1\n"""\n[[t]]\nx = 1\n[t.in]\ny = 2\n[[t]]\n[[t.deep]]\nz = 1\n'
    lines = LineIndex(text)
    assert lines.line("a") == 1
    assert lines.line("b") == 0
    assert lines.line("t", 0, "in", "y") == 7
    assert lines.line("t", 1, "deep", 0, "z") == 10
    assert lines.line("t", 1, "absent") == 8


def test_a_case_is_found_by_folder_file_or_bundled_name(folder: Path) -> None:
    assert resolve_case(folder) == resolve_case(folder / "case.toml") == folder
    assert resolve_case("kursk") == bundled_cases()["kursk"]
    with pytest.raises(UnknownName, match=r"did you mean kursk"):
        resolve_case("kurst")


def test_any_byte_changed_in_a_case_file_gives_a_case_or_a_case_error(folder: Path) -> None:
    """Random damage never gets past the loader as another exception."""
    import random

    luck = random.Random(7)
    kursk = bundled_cases()["kursk"]
    names = ["case.toml", "claims.csv", "sources.csv", "datapackage.json",
             "reports/2025-01-31-off-the-line.md", "scenarios/shells-halved.toml"]  # fmt: skip
    broken = folder.parent / "broken"
    shutil.copytree(kursk, broken)
    n_refused = 0
    for _ in range(40):
        name = luck.choice(names)
        whole = (kursk / name).read_bytes()
        data = bytearray(whole)
        for _ in range(luck.randint(1, 4)):
            at = luck.randrange(len(data))
            edit = luck.choice(["flip", "cut", "insert"])
            if edit == "flip":
                data[at] = luck.randrange(256)
            elif edit == "cut":
                del data[at : at + luck.randint(1, 60)]
            else:
                data[at:at] = bytes(luck.choice(b'",[]{}=\n#;-0') for _ in range(3))
        (broken / name).write_bytes(bytes(data))
        try:
            load_case(broken)
        except CaseError as error:
            assert error.faults
            n_refused += 1
        (broken / name).write_bytes(whole)
    assert n_refused > 8
