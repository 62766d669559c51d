"""What goes wrong on the road: one message, an exit code, nothing half-written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fogline.cli.main import run
from tests.journey.program import GROUND, PUBLISHED, half_written


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOGLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FOGLINE_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case drafted from a report, read with the ledger of the first test."""
    from datetime import date

    from fogline import flow

    folder = tmp_path_factory.mktemp("drafted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOGLINE_LEDGER", str(folder / "ledger.sqlite"))
        flow.draft([str(GROUND)], published=date(2025, 1, 31), out=folder / "case")
    return folder / "case"


@pytest.fixture
def case(drafted: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copytree(drafted, tmp_path / "case"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one message on stderr of a command that ends with code 2."""
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("fogline: ") and "Traceback" not in shown.err
    return shown.err


@pytest.mark.parametrize("verb", ["read", "assess"])
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.txt", None, "no file or folder"),
        ("binary.txt", bytes(range(256)) * 20, "is a binary file"),
        ("empty.txt", b"", "is empty (0 bytes)"),
        ("blank.txt", b" \n\n\t ", "is empty"),
    ],
)
def test_a_file_that_is_no_report_is_refused(
    verb: str, name: str, data: bytes | None, words: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    if data is not None:
        (tmp_path / name).write_bytes(data)
    told = refused(capsys, verb, name)
    assert words in told and name in told and " - " in told  # what, where, what to do
    assert not (tmp_path / "report.html").exists() and half_written(tmp_path) == []


def test_a_report_without_claims_gets_a_page_that_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quiet.txt").write_text(
        "A quiet day\n\nJanuary 31, 2025\n\nThe children of the village went to school by bus.\n"
    )
    assert run(["assess", "quiet.txt"]) in (0, 3)
    shown = " ".join(capsys.readouterr().out.split())
    assert "Too little for a model" in shown and "no area taken, held or retaken" in shown
    assert (
        "Too little" in (tmp_path / "report.html").read_text()
        or "too little" in (tmp_path / "report.html").read_text()
    )


def test_a_report_without_a_date_cannot_be_assessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "undated.txt").write_text(
        "Ukrainian forces took about 500 square kilometers of the Kursk region, officials said.\n"
    )
    told = refused(capsys, "assess", "undated.txt")
    assert "no report has a date" in told and "--published YYYY-MM-DD" in told
    assert not (tmp_path / "report.html").exists()


def test_all_faults_of_a_case_are_told_at_once_with_file_and_line(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (case / "case.toml").read_text()
    settings = settings.replace('kind = "salient"', 'kind = "island"')
    settings = settings.replace("cut_off = 2025-01-31", "cut_off = 2023-01-31")
    (case / "case.toml").write_text(settings)
    claims = (case / "claims.csv").read_text()
    (case / "claims.csv").write_text(claims.replace(",area_held_km2,", ",area_hled_km2,"))
    told = refused(capsys, "check", str(case))
    assert "faults:" in told
    places = [line.split(": ")[0].strip() for line in told.splitlines()[1:]]
    assert all(place.split(":")[1].isdigit() for place in places), places
    for words in ("island", "2023-01-31", "area_hled_km2"):
        assert words in told, words
    assert not (case / "runs").exists()


def test_an_unknown_observable_is_refused_with_near_names_before_any_fit(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(capsys, "ask", str(case), "salient.share_retakn")
    assert "unknown observable: 'salient.share_retakn'" in told and "salient.share_retaken" in told
    assert not (case / "runs").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "{case}", "salient.held_km2", "--on", "2030-01-01"),
        ("weigh", "{case}", "salient.held_km2", "--on", "2020-01-01"),
        ("forecast", "{case}", "--until", "2020-01-01"),
        ("what-if", "{case}", "nothing-of-the-kind"),
    ],
    ids=["ask", "weigh", "forecast", "what-if"],
)
def test_a_question_outside_the_case_is_refused_before_any_fit(
    arguments: tuple[str, ...], case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(capsys, *(word.format(case=case) for word in arguments))
    assert not (case / "runs").exists()


def test_a_case_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "unknown case" in refused(capsys, "ask", "nowhere", "nk.killed")


def test_a_page_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "undated.txt").write_text("Officials said the road was open.\n")
    code = run(["assess", "undated.txt", *PUBLISHED, "--out", "file/report.html"])
    assert code == 2
    assert "cannot write" in capsys.readouterr().err
